"""The Dutch texts are complete: every source string is translated, none doubtful, none overruled."""

import re
from pathlib import Path

import polib
import pytest
from django.utils import translation

from setup import extraction

HOLES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def faults_in(room: str, site: Path = extraction.SITE) -> list[str]:
    """Lists what the catalog of a room lacks, or says badly."""
    wanted = extraction.texts_of(site / room)
    path = extraction.catalog(room, site=site)
    entries = [entry for entry in (polib.pofile(str(path)) if path.exists() else []) if not entry.obsolete]
    present = {extraction.Text(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries}
    faults = [
        f"missing: {text.singular!r} ({', '.join(wanted[text])})" for text in wanted if text not in present
    ]
    faults += [f"no longer used: {text.singular!r}" for text in present if text not in wanted]
    for entry in entries:
        faults += [f"{fault}: {entry.msgid!r}" for fault in faults_of(entry)]
    return sorted(faults)


def faults_of(entry: polib.POEntry) -> list[str]:
    translations = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    faults = []
    if not all(text.strip() for text in translations):
        return ["not translated"]
    if entry.fuzzy:
        faults.append("fuzzy")
    most = max((holes(entry.msgid), holes(entry.msgid_plural or "")), key=len)
    if any(set(holes(text)) - set(most) for text in translations) or holes(translations[-1]) != most:
        faults.append("other placeholders")
    return faults


def holes(text: str) -> list[str]:
    return sorted(HOLES.findall(text.replace("%%", "")))


@pytest.mark.parametrize("room", extraction.rooms())
def test_every_text_of_a_room_is_translated(room: str) -> None:
    faults = faults_in(room)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("room", extraction.rooms())
def test_the_screen_shows_the_translation_of_the_room(room: str) -> None:
    """Two rooms (or a package) that translate one string differently would overrule each other in silence."""
    path = extraction.catalog(room)
    overruled = []
    with translation.override("nl"):
        for entry in polib.pofile(str(path)) if path.exists() else []:
            if entry.obsolete or entry.msgid_plural or not entry.msgstr:
                continue
            shown = (
                translation.pgettext(entry.msgctxt, entry.msgid)
                if entry.msgctxt
                else translation.gettext(entry.msgid)
            )
            if shown != entry.msgstr:
                overruled.append(f"{entry.msgid!r}: written {entry.msgstr!r}, shown {shown!r}")
    assert not overruled, "\n".join(overruled)


def entry(**words) -> polib.POEntry:
    return polib.POEntry(**words)


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        (entry(msgid="offer", msgstr=""), "not translated"),
        (entry(msgid="offer", msgstr="aanbod", flags=["fuzzy"]), "fuzzy"),
        (entry(msgid="%(n)s offers", msgstr="aanbod"), "other placeholders"),
        (entry(msgid="{n} offers", msgstr="{m} keer aanbod"), "other placeholders"),
        (
            entry(msgid="%(n)s offer", msgid_plural="%(n)s offers", msgstr_plural={0: "%(n)s aanbod", 1: ""}),
            "not translated",
        ),
    ],
)
def test_a_planted_bad_entry_is_seen(planted: polib.POEntry, fault: str) -> None:
    assert fault in faults_of(planted)


def test_one_may_be_said_without_its_number() -> None:
    good = entry(
        msgid="%(n)s offer", msgid_plural="%(n)s offers", msgstr_plural={0: "één aanbod", 1: "%(n)s keer"}
    )
    assert faults_of(good) == []


@pytest.fixture
def small_room(tmp_path: Path) -> Path:
    """Gives a site with one room that says three things: in Python, in a template, and in plural."""
    templates = tmp_path / "planted" / "templates" / "planted"
    templates.mkdir(parents=True)
    (tmp_path / "planted" / "views.py").write_text('from x import gettext as _\n\ntitle = _("White spots")\n')
    (templates / "page.html").write_text(
        '{% load i18n %}{% translate "Menu card" %}'
        "{% blocktranslate count n=n trimmed %}\n {{ n }} offer\n{% plural %}\n {{ n }} offers\n{% endblocktranslate %}"
    )
    return tmp_path


def test_a_planted_text_without_a_translation_is_seen(small_room: Path) -> None:
    assert faults_in("planted", small_room) == [
        "missing: '%(n)s offer' (page.html)",
        "missing: 'Menu card' (page.html)",
        "missing: 'White spots' (views.py)",
    ]


def test_bringing_a_catalog_up_to_date_adds_the_new_and_drops_the_old(small_room: Path) -> None:
    assert extraction.update("planted", site=small_room) == 3
    path = extraction.catalog("planted", site=small_room)
    catalog = polib.pofile(str(path))
    catalog.find("Menu card").msgstr = "Menukaart"
    catalog.append(entry(msgid="Gone", msgstr="Weg"))
    catalog.save()
    assert "no longer used: 'Gone'" in faults_in("planted", small_room)

    assert extraction.update("planted", site=small_room) == 2
    renewed = polib.pofile(str(path))
    assert renewed.find("Menu card").msgstr == "Menukaart"
    assert renewed.find("Gone") is None
