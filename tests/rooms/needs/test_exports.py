"""A survey as files: all from one dataset, nothing about who was invited, and figures that compute again."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import numpy as np
import openpyxl
import pyreadstat
import pytest
from defusedxml import ElementTree
from django.core.management import CommandError, call_command
from django.urls import reverse
from procrastinate import testing
from procrastinate.contrib.django import app

from kennismakelaar.needs import actions, tasks
from kennismakelaar.needs import api as needs
from kennismakelaar.needs.exports import building, codebook, formats, items, snapshot
from kennismakelaar.needs.exports.dataset import (
    DONT_KNOW,
    FORM_WEIGHT,
    NOT_ANSWERED,
    UnableToExport,
    answers_of,
)
from kennismakelaar.needs.models import Export
from kennismakelaar.organizations.api import frame_on
from kennismakelaar.records.api import Act
from kennismakelaar.shared.errors import NotAllowed
from kennismakelaar.surveys.api import Item
from rooms.surveys.answering import ASKED, codes

POLARIZATION, RIGHT, *_ = ASKED
QUICK = needs.Parameters(draws=100)
DATA = sorted(set(Export.Kind.values) - {Export.Kind.PDF, Export.Kind.WORD})  # reports are made downstream
DDI = {"d": "ddi:codebook:2_5"}
pytestmark = pytest.mark.usefixtures("register")


@pytest.fixture
def survey(asker):
    """100 municipalities answered; one did not know, and some answered twice."""
    wave = asker.wave()
    asker.answer_all(wave, codes(0, 100)[::-1], {POLARIZATION: 0.5, RIGHT: 0.3})
    asker.answer_all(wave, codes(0, 20), {POLARIZATION: 0.2}, role="safety")
    asker.answer(wave, codes(100, 101)[0], {POLARIZATION: None, RIGHT: True}, role="")
    return wave


@pytest.fixture
def frame(today):
    return frame_on(today)


@pytest.fixture
def dataset(survey, frame, today):
    return building.build(survey, frame=frame, on=today, parameters=QUICK)


@pytest.fixture
def frozen(dataset, survey, frame):
    return snapshot.freeze(
        dataset, frame=frame, definitions=building.definitions_of(survey), parameters=QUICK
    )


def plain(rows):
    return [tuple(float(v) if isinstance(v, int | float) else v for v in row) for row in rows]


def test_i_do_not_know_and_not_answered_are_kept_apart(dataset):
    (column,) = [v.name for v in dataset.variables if (v.topic, v.aspect) == (POLARIZATION, "importance")]
    (other,) = [v.name for v in dataset.variables if (v.topic, v.aspect) == (RIGHT, "importance")]
    place = dataset.columns["gemeente"].tolist().index(codes(100, 101)[0])
    assert dataset.columns[column][place] == DONT_KNOW
    second = dataset.columns["rol"] == next(
        c.code for c in dataset.variable("rol").categories if c.name == "safety"
    )
    assert set(dataset.columns[other][second].tolist()) == {NOT_ANSWERED}
    assert (dataset.columns[other] == NOT_ANSWERED).sum() == 20


def test_rows_are_in_an_order_that_tells_nothing(dataset):
    assert plain(dataset.rows()) == sorted(plain(dataset.rows()))


def test_no_file_holds_a_moment_or_anything_about_who_was_invited(dataset):
    asked = {v.name for v in dataset.variables if v.topic}
    assert set(dataset.names) - asked == {"gemeente", "rol", "gewicht", "gewicht_formulier"}


def test_weights_of_forms_add_up_to_all_municipalities(dataset, frame):
    assert dataset.columns[FORM_WEIGHT].sum() == pytest.approx(len(frame))


def test_a_sheet_holds_the_dataset(dataset):
    book = openpyxl.load_workbook(io.BytesIO(formats.as_xlsx(dataset)))
    head, *rows = book["Antwoorden"].iter_rows(values_only=True)
    assert list(head) == dataset.names
    assert plain(rows) == plain(dataset.rows())
    assert book["Codeboek"].max_row > len(dataset.variables)


def test_a_csv_holds_the_dataset(dataset):
    text = formats.as_csv(dataset).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert head == dataset.names
    read = [(row[0], *(float(cell.replace(",", ".")) for cell in row[1:])) for row in rows]
    assert read == plain(dataset.rows())


def test_spss_holds_the_dataset_with_questions_labels_and_missing_values(dataset, tmp_path):
    path = tmp_path / "a.sav"
    path.write_bytes(formats.as_sav(dataset))
    columns, about = pyreadstat.read_sav(path, output_format="dict", user_missing=True)
    assert plain(zip(*columns.values(), strict=True)) == plain(dataset.rows())
    assert about.column_names_to_labels == {v.name: v.question for v in dataset.variables}
    score = next(v for v in dataset.variables if v.is_ordered)
    assert about.variable_value_labels[score.name] == score.labels
    assert about.missing_ranges[score.name] == [{"lo": NOT_ANSWERED, "hi": DONT_KNOW}]


def test_parquet_holds_the_dataset_and_its_meaning(dataset):
    read = formats.from_parquet(formats.as_parquet(dataset))
    assert read.variables == dataset.variables
    assert read.facts == dataset.facts
    assert list(read.rows()) == list(dataset.rows())


def test_the_codebook_names_every_variable_category_and_weight_in_the_order_of_the_schema(dataset):
    root = ElementTree.fromstring(codebook.as_ddi(dataset))
    assert [one.tag.split("}")[1] for one in root] == ["docDscr", "stdyDscr", "fileDscr", "dataDscr"]
    variables = root.findall("d:dataDscr/d:var", DDI)
    assert [one.get("name") for one in variables] == dataset.names
    assert [one.get("name") for one in variables if one.get("wgt") == "wgt"] == [
        "gewicht",
        "gewicht_formulier",
    ]
    order = ["labl", "qstn", "invalrng", "catgry", "concept", "varFormat"]
    for one, variable in zip(variables, dataset.variables, strict=True):
        places = [order.index(child.tag.split("}")[1]) for child in one]
        assert places == sorted(places)
        values = [int(value.text) for value in one.findall("d:catgry/d:catValu", DDI)]
        assert values == list(variable.labels)
    assert root.find("d:stdyDscr/d:method/d:dataColl/d:weight", DDI).text


def test_a_survey_nobody_answered_is_refused(asker, frame, today):
    with pytest.raises(UnableToExport):
        building.build(asker.wave(), frame=frame, on=today)


def test_figures_from_a_dataset_are_those_of_the_assessment(survey, dataset, frame, asker, today):
    kept = needs.assess(survey, on=today, by=asker.by, at=asker.at, parameters=QUICK).result.rows
    now = needs.analyze(answers_of(dataset), frame, parameters=QUICK).rows
    assert list(snapshot._differences(list(kept), now)) == []


def test_a_snapshot_computes_to_the_same_figures(frozen, tmp_path, capsys):
    found = snapshot.recompute(frozen)
    assert found.is_same
    assert found.figures > 0
    path = tmp_path / "a.zip"
    path.write_bytes(frozen)
    call_command("recompute", path)
    assert str(found.figures) in capsys.readouterr().out


def repacked(frozen, **changed):
    """The snapshot with other content in some of its files."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(frozen)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name.split(".")[0], old.read(name)))
    return target.getvalue()


def inside(frozen, name):
    with zipfile.ZipFile(io.BytesIO(frozen)) as pack:
        return pack.read(name)


def test_one_changed_answer_is_seen_and_said_where(frozen, dataset, tmp_path, capsys):
    (column,) = [v.name for v in dataset.variables if (v.topic, v.aspect) == (RIGHT, "importance")]
    values = dataset.columns[column].copy()
    values[np.flatnonzero(values == 5)[0]] = 1
    other = type(dataset)(dataset.variables, dict(dataset.columns) | {column: values}, dataset.facts)
    changed = repacked(frozen, answers=formats.as_parquet(other))
    found = snapshot.recompute(changed)
    assert found.touched == ("answers.parquet",)
    assert not found.input_is_same
    assert any(one.startswith(f"{RIGHT}: prevalence") for one in found.different)
    assert not any(one.startswith(f"{POLARIZATION}: prevalence") for one in found.different)
    path = tmp_path / "a.zip"
    path.write_bytes(changed)
    with pytest.raises(CommandError):
        call_command("recompute", path)
    assert f"{RIGHT}: prevalence" in capsys.readouterr().out


def test_another_method_version_is_said(frozen, tmp_path, capsys):
    about = json.loads(inside(frozen, "snapshot.json")) | {"method_version": "0.9"}
    path = tmp_path / "a.zip"
    path.write_bytes(repacked(frozen, snapshot=json.dumps(about)))
    call_command("recompute", path)
    assert "0.9" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 half"])
def test_what_is_no_snapshot_is_refused_in_words(content):
    with pytest.raises(snapshot.UnableToRecompute):
        snapshot.recompute(content)


def test_a_snapshot_without_its_answers_is_refused(frozen):
    with pytest.raises(snapshot.UnableToRecompute):
        snapshot.recompute(repacked(frozen, answers=b"broken"))


@pytest.mark.parametrize("kind", DATA)
def test_a_file_is_made_by_the_worker_and_each_step_is_recorded(survey, adviser, now, kind):
    asked = actions.ask_export(survey, kind, by=adviser, at=now)
    made = actions.make_export(asked.pk, at=now)
    assert made.status == Export.Status.DONE, made.refusal
    name, content = actions.take_export(asked.pk, by=adviser, at=now)
    assert len(content) == made.size > 0
    assert name.startswith("peiling-")
    verbs = (
        Act.objects.filter(subject_type="needs.export").order_by("sequence").values_list("verb", flat=True)
    )
    assert list(verbs) == ["ask for an export", "make an export", "take an export"]


def test_a_file_done_twice_is_made_once(survey, adviser, now):
    asked = actions.ask_export(survey, "csv", by=adviser, at=now)
    actions.make_export(asked.pk, at=now)
    actions.make_export(asked.pk, at=now + timedelta(hours=1))
    assert Export.objects.get().done_at == now


def test_a_file_that_cannot_be_made_says_why(asker, adviser, now):
    asked = actions.ask_export(asker.wave(), "csv", by=adviser, at=now)
    made = actions.make_export(asked.pk, at=now)
    assert made.status == Export.Status.REFUSED
    assert made.refusal
    with pytest.raises(actions.UnableToTake):
        actions.take_export(asked.pk, by=adviser, at=now)


def test_a_file_goes_after_a_week(survey, adviser, now):
    asked = actions.ask_export(survey, "csv", by=adviser, at=now)
    assert actions.erase_exports(now + timedelta(days=6)) == 0
    assert actions.erase_exports(now + timedelta(days=7)) == 1
    assert actions.make_export(asked.pk, at=now) is None


@pytest.mark.parametrize("who", ["partner", "official"])
def test_only_who_may_assess_gets_a_file(survey, adviser, now, who, request):
    somebody = request.getfixturevalue(who)
    asked = actions.ask_export(survey, "csv", by=adviser, at=now)
    actions.make_export(asked.pk, at=now)
    with pytest.raises(NotAllowed):
        actions.ask_export(survey, "csv", by=somebody, at=now)
    with pytest.raises(NotAllowed):
        actions.take_export(asked.pk, by=somebody, at=now)


def test_the_page_asks_shows_and_hands_over(survey, adviser, client):
    client.force_login(adviser)
    page = f"{reverse('needs:exports')}?peiling={survey.pk}"
    with app.replace_connector(testing.InMemoryConnector()):
        assert client.post(page, {"kind": "csv"}).status_code == 302
        (job,) = app.connector.jobs.values()
    assert "wordt gemaakt" in client.get(page).content.decode()
    tasks.make_export(**job["args"])
    assert "klaar" in client.get(page).content.decode()
    taken = client.get(reverse("needs:export_file", args=[Export.objects.get().pk]))
    assert taken.content.startswith(b"\xef\xbb\xbfgemeente;rol;")
    assert client.get(f"{reverse('needs:exports')}?peiling=99999").status_code == 404


CHOICES = {"choices": [{"name": "a", "nl": "Aa"}, {"name": "b", "nl": "Bee"}]}
TOPICS = [{"name": name, "nl": name.upper()} for name in ("x", "y", "z")]
SHOWN = {"shown": ["x", "y", "z"], "best": "z", "worst": "x"}


@pytest.mark.parametrize(
    ("kind", "options", "given", "numbers", "unanswered"),
    [
        ("one", CHOICES, "b", [2], [-9]),
        ("many", CHOICES, ["b"], [0, 1], [-9, -9]),
        ("scale", {"minimum": 1, "maximum": 10}, 7, [7], [-9]),
        ("number", {"minimum": 0}, 2.5, [2.5], [-9]),
        ("number", {}, -8, [-8], [-(10**13) - 9]),
        ("date", {}, "2026-03-01", [20260301], [-9]),
        ("best_worst", {"topics": TOPICS}, [SHOWN], [3, 1], [-9, -9]),
        ("line", {}, "woorden", [], []),
    ],
)
def test_every_kind_of_question_becomes_numbers(kind, options, given, numbers, unanswered):
    asked = [Item("vraag", kind, "Wat vindt u?", options=options)]
    columns = list(items.item_columns(asked, [{"vraag": given}], items.Names(())))
    assert [one.read({}, {"vraag": given}) for one in columns] == numbers
    assert [one.read({}, {}) for one in columns] == unanswered


def test_names_of_columns_are_taken_once_and_by_every_program():
    names = items.Names({"rol"})
    assert [names.name("Rol"), names.name("2-a", "b"), names.name("x" * 90)] == ["rol_2", "v_2_a_b", "x" * 60]


def test_a_file_whose_making_fails_unexpectedly_says_so_and_can_be_asked_again(
    survey, adviser, client, now, monkeypatch
):
    asked = actions.ask_export(survey, "csv", by=adviser, at=now)

    def broken(*_args, **_kwargs):
        raise MemoryError("planted")

    with monkeypatch.context() as planted:
        planted.setattr(building, "build", broken)
        with pytest.raises(MemoryError, match="planted"):
            tasks.make_export(asked.pk)
    asked.refresh_from_db()
    assert (asked.status, asked.size) == (Export.Status.FAILED, 0)
    assert Act.objects.filter(verb="fail to make an export").count() == 1

    client.force_login(adviser)
    page = f"{reverse('needs:exports')}?peiling={survey.pk}"
    shown = client.get(page).content.decode()
    assert "mislukt" in shown
    assert "Maak het opnieuw" in shown
    assert "wordt gemaakt" not in shown
    with app.replace_connector(testing.InMemoryConnector()):
        client.post(page, {"kind": "csv", "survey": survey.pk})
        (job,) = app.connector.jobs.values()
    tasks.make_export(**job["args"])
    assert Export.objects.filter(status=Export.Status.DONE).count() == 1


def test_a_file_that_is_done_does_not_fail_afterwards(survey, adviser, now):
    asked = actions.ask_export(survey, "csv", by=adviser, at=now)
    actions.make_export(asked.pk, at=now)
    assert actions.note_failed(asked.pk, at=now).status == Export.Status.DONE
    assert actions.note_failed(0, at=now) is None
