"""The glossary and the screen use the same words."""

import re
from pathlib import Path

import pytest
from django.db import models
from django.utils import translation

from architecture.test_privacy_notes import own_models

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = ["Code", "Screen, Dutch", "Screen, English", "Meaning"]


def lines_of(text: str) -> dict[str, tuple[str, str]]:
    """Reads the first table: per code word the Dutch and the English word on the screen."""
    part = text.split("\n## ")[1]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:1] == "|"
    ]
    assert rows[0] == HEADINGS
    return {code: (dutch, english) for code, dutch, english, _ in rows[2:]}


GLOSSARY = lines_of((ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))


def difference(name: str, shown: tuple[str, str], glossary: dict[str, tuple[str, str]]) -> str:
    """Returns how the screen departs from the glossary, or nothing."""
    if name not in glossary:
        return f"{name} is not in GLOSSARY.md"
    if glossary[name] != shown:
        return f"{name}: glossary {glossary[name]}, screen {shown}"
    return ""


def shown_names(model: type[models.Model]) -> tuple[str, str]:
    words = []
    for language in ("nl", "en"):
        with translation.override(language):
            words.append(str(model._meta.verbose_name))
    return words[0], words[1]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_a_model_is_called_on_the_screen_what_the_glossary_says(model: type[models.Model]) -> None:
    assert difference(model.__name__, shown_names(model), GLOSSARY) == ""


def test_the_glossary_names_no_model_that_is_gone() -> None:
    assert set(GLOSSARY) - {model.__name__ for model in own_models()} == set()


def test_the_glossary_is_in_alphabetical_order() -> None:
    assert list(GLOSSARY) == sorted(GLOSSARY)


def test_a_planted_other_word_is_seen() -> None:
    assert "screen" in difference("Gap", ("gat", "gap"), GLOSSARY)


def test_a_planted_model_without_a_line_is_seen() -> None:
    assert "not in GLOSSARY.md" in difference("Planted", ("plant", "plant"), GLOSSARY)


def test_no_message_calls_a_white_spot_a_gap_in_dutch() -> None:
    """Holds the most important word everywhere: other Dutch words for it would be a second concept."""
    texts = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src").glob("**/locale/nl/LC_MESSAGES/*.po")
    )
    assert re.findall(r"^msgstr.*\b(?:kennisgat|lacune|blinde vlek)\w*\b.*$", texts, re.M | re.I) == []
