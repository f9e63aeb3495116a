"""Each model says which personal data it holds, and until when."""

import pytest
from django.apps import apps
from django.db import models

from kennismakelaar.shared.privacy import PrivacyNote


def own_models() -> list[type[models.Model]]:
    """Lists our models; tables that only follow another one (history, links) inherit its note."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("kennismakelaar.") and not hasattr(model, "pgh_tracked_model")
    ]


def fault_in_note(model: type) -> str:
    """Returns what is wrong with the privacy note of a model, or nothing."""
    note = model.__dict__.get("privacy")
    if not isinstance(note, PrivacyNote):
        return "has no privacy note of its own"
    if not note.holds.strip() or not note.until.strip():
        return "says nothing in its privacy note"
    if note.holds != "none" and note.until == "no limit":
        return "holds personal data without a limit"
    return ""


def test_there_are_models_to_judge() -> None:
    assert len(own_models()) > 40


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_every_model_says_what_personal_data_it_holds_and_until_when(model: type[models.Model]) -> None:
    assert fault_in_note(model) == ""


def planted(note: object) -> type:
    return type("Planted", (), {} if note is None else {"privacy": note})


@pytest.mark.parametrize(
    ("note", "fault"),
    [
        (None, "no privacy note"),
        ("none", "no privacy note"),
        (PrivacyNote(holds=" "), "says nothing"),
        (PrivacyNote(holds="name of the colleague"), "without a limit"),
    ],
)
def test_a_planted_model_without_a_good_note_is_seen(note: object, fault: str) -> None:
    assert fault in fault_in_note(planted(note))


def test_a_note_is_not_inherited_in_silence() -> None:
    parent = planted(PrivacyNote(holds="none"))
    assert "no privacy note" in fault_in_note(type("Child", (parent,), {}))
