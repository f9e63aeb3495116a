"""Finds every source string of a room, in Python and in templates, and brings its Dutch catalog up to date.

Works without the system's gettext: Django turns a template into something that reads like Python, Babel reads
that. Runs inside the environment, as `python3 start.py texts [ROOM ...]`.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from setup.places import ROOT, SITE

LANGUAGE = "nl"
TEMPLATE_ENDINGS = {".html", ".txt", ".xml", ".svg"}
KEYWORDS = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop"), (1,)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


@dataclass(frozen=True)
class Text:
    """One source string, as the catalog knows it."""

    context: str | None
    singular: str
    plural: str


def rooms() -> list[str]:
    return sorted(path.parent.name for path in SITE.glob("*/__init__.py"))


def catalog(room: str, *, site: Path = SITE) -> Path:
    return site / room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def texts_of(folder: Path) -> dict[Text, list[str]]:
    """Returns the source strings below a folder, each with the files that use it."""
    found: dict[Text, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".py" or ("templates" in path.parts and path.suffix in TEMPLATE_ENDINGS):
            for text in _texts_in(path):
                places = found.setdefault(text, [])
                if path.name not in places:
                    places.append(path.name)
    return found


def _texts_in(path: Path) -> Iterator[Text]:
    from babel.messages.extract import extract
    from django.utils.translation.template import templatize

    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Between brackets, because indentation means nothing in a template.
        source = f"(\n{templatize(source, origin=str(path))}\n)"
    method = "python"
    for _, words, _, context in extract(method, io.BytesIO(source.encode()), keywords=KEYWORDS, options={}):
        singular, plural = words if isinstance(words, tuple) else (words, "")
        if singular:
            yield Text(context, singular, plural)


def update(room: str, *, site: Path = SITE) -> int:
    """Adds what is new (still to be translated), drops what is gone; returns how many need a translator."""
    import polib

    path, wanted = catalog(room, site=site), texts_of(site / room)
    old = polib.pofile(str(path), wrapwidth=100) if path.exists() else polib.POFile(wrapwidth=100)
    kept = {
        Text(entry.msgctxt, entry.msgid, entry.msgid_plural): entry for entry in old if not entry.obsolete
    }
    new = polib.POFile(wrapwidth=100)
    new.metadata = old.metadata or _metadata(room)
    for text in sorted(wanted, key=lambda text: (text.singular.lower(), text.singular, text.context or "")):
        entry = kept.get(text) or _entry(text)
        entry.occurrences = [(place, "") for place in wanted[text]]
        new.append(entry)
    if wanted:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.save(str(path))
    return len([entry for entry in new if not entry.translated()])


def _entry(text: Text):
    import polib

    if text.plural:
        return polib.POEntry(
            msgctxt=text.context, msgid=text.singular, msgid_plural=text.plural, msgstr_plural={0: "", 1: ""}
        )
    return polib.POEntry(msgctxt=text.context, msgid=text.singular, msgstr="")


def _metadata(room: str) -> dict[str, str]:
    return {
        "Project-Id-Version": f"kennismakelaar {room}",
        "Language": LANGUAGE,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }


def main(words: list[str]) -> None:
    from setup.messages import compile_stale

    for room in words or rooms():
        missing = update(room)
        state = "complete" if not missing else f"{missing} still to be translated"
        if catalog(room).exists():
            print(f"{catalog(room).relative_to(ROOT)}: {state}")
    compile_stale()


if __name__ == "__main__":
    main(sys.argv[1:])
