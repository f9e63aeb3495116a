"""One writing hand: only a room's actions change what is stored."""

from pathlib import Path

import pytest
from django.apps import apps

from architecture.writing import files_that_may_not_write, writes_in

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "src" / "kennismakelaar"
DEMO = ROOT / "src" / "demo"  # builds its year by the actions people use


def names_of_links() -> set[str]:
    """Collects both ends of every many-to-many relation of our own models."""
    links = set()
    for model in apps.get_models():
        if model.__module__.startswith("kennismakelaar."):
            links |= {field.name for field in model._meta.many_to_many}
            links |= {
                relation.get_accessor_name()
                for relation in model._meta.related_objects
                if relation.many_to_many
            }
    return links


def test_only_actions_write() -> None:
    links = names_of_links()
    found = [
        f"{path.relative_to(ROOT)}:{line} {call}"
        for folder in (SITE, DEMO)
        for path in files_that_may_not_write(folder)
        for line, call in writes_in(path.read_text(encoding="utf-8"), links=links)
    ]
    assert not found, "\n".join(found)


def test_every_room_file_but_actions_and_migrations_is_read() -> None:
    names = {path.relative_to(SITE).as_posix() for path in files_that_may_not_write(SITE)}
    assert "intake/models/statements.py" in names
    assert not any("/actions" in name or "/migrations/" in name for name in names)


@pytest.mark.parametrize(
    "call",
    [
        "need.save()",
        "form.save(commit=True)",
        "need.save(update_fields=['title'])",
        "Need.objects.create(title='x')",
        "survey.questions.create(text='x')",
        "Need.objects.bulk_create(rows)",
        "Need.objects.get_or_create(title='x')",
        "Need.objects.filter(pk=1).update(title='x')",
        "Need.objects.all().delete()",
        "need.delete()",
        "offer.topics.set([topic])",
        "offer.topics.add(topic)",
        "cursor.execute('DELETE FROM needs_need')",
        "cursor.execute('  update needs_need set title = %s', ['x'])",
    ],
)
def test_a_planted_write_is_seen(call: str) -> None:
    assert writes_in(f"def view(request):\n    {call}\n", links={"topics"}) != []


@pytest.mark.parametrize(
    "call",
    [
        "workbook.save(path)",
        "found.update({'a': 1})",
        "seen.add(topic)",
        "self.seen.add(topic)",
        "cache.set('a', 1)",
        "cursor.execute('SELECT 1')",
        "Need.objects.filter(pk=1).count()",
    ],
)
def test_what_does_not_write_to_the_database_is_left_alone(call: str) -> None:
    assert writes_in(f"def view(request):\n    {call}\n", links={"topics"}) == []


def test_a_set_of_the_same_name_as_a_relation_is_a_set() -> None:
    text = "class Tied:\n    topics: set[str]\n\n\ndef tie(tied):\n    tied.topics.add('inclusie')\n"
    assert writes_in(text, links={"topics"}) == []
    assert writes_in(text.replace("set[str]", "Manager"), links={"topics"}) != []
