"""What a file of another program holds and what stays behind, in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LEFT_OUT = {
    "color": gettext_lazy("colors of codes: this site has none"),
    "not_codable": gettext_lazy("codes that only group other codes: here they can be given too"),
    "code_note": gettext_lazy("notes on codes"),
    "note": gettext_lazy("notes: those on a marked quote come along as memo, the others do not"),
    "text_missing": gettext_lazy("texts that are not in the file itself"),
    "rich_text": gettext_lazy("layout of texts: only the words come along"),
    "mark_without_code": gettext_lazy("marked quotes without a code"),
    "mark_not_placed": gettext_lazy("judgements whose words do not stand where the file says"),
    "mark_of_unknown_code": gettext_lazy("judgements with a code that is not in the file"),
    "whole_source": gettext_lazy("judgements on a whole text: here a judgement stands on words"),
    "source:PictureSource": gettext_lazy("pictures"),
    "source:PDFSource": gettext_lazy("PDF files without their text"),
    "source:AudioSource": gettext_lazy("sound"),
    "source:VideoSource": gettext_lazy("video"),
    "beside:VariableValue": gettext_lazy("properties of texts"),
    "beside:NoteRef": gettext_lazy("notes on texts"),
    "beside:Description": gettext_lazy("descriptions of texts"),
    "beside:PDFSelection": gettext_lazy("marks on the picture of a page"),
    "part:Sets": gettext_lazy("sets"),
    "part:Graphs": gettext_lazy("drawings"),
    "part:Links": gettext_lazy("links"),
    "part:Cases": gettext_lazy("cases"),
    "part:Variables": gettext_lazy("variables"),
    "part:Description": gettext_lazy("the description of the project"),
    "part:NoteRef": gettext_lazy("notes on the project"),
    "withdrawn": gettext_lazy("withdrawn judgements"),
    "blind": gettext_lazy("judgements on texts that a second coder still codes"),
    "adjudicated": gettext_lazy("joint decisions: they go along as judgements of who wrote them down"),
    "statement:held_back": gettext_lazy("texts that are held back"),
    "statement:erased": gettext_lazy("texts that were erased"),
    "municipality": gettext_lazy("the municipality that said something: it stays here"),
    "versions": gettext_lazy("earlier versions of the codebook"),
    "changes": gettext_lazy("the history of the codebook"),
}
NOTES = {
    "other_name": gettext_lazy(
        "The description in the file has another name than the standard says. It was read."
    ),
    "other_namespace": gettext_lazy(
        "The file follows another version of the format. It was read by its parts."
    ),
    "other_guid": gettext_lazy(
        "Some things have names that are not as the standard says. They were kept apart."
    ),
    "counting_unknown": gettext_lazy(
        "The file quotes no words, and programs count this text differently. Places were taken as the standard says: "
        "look whether the marks stand on the right words."
    ),
    "other_counting": gettext_lazy(
        "The other program counts characters in its own way. The places were found by the quotes in the file."
    ),
}
DONE = {
    "new_codes": gettext_lazy("new codes"),
    "known_codes": gettext_lazy("codes that were here already: the rule here stays"),
    "statements": gettext_lazy("texts to code"),
    "held_back": gettext_lazy("of which held back until somebody looked at possible personal data"),
    "codings": gettext_lazy("judgements"),
    "cut": gettext_lazy("judgements over several paragraphs: they stand on each of them"),
    "coincided": gettext_lazy("judgements that were the same for the same coder: they count once"),
    "memos_left_out": gettext_lazy("memos left out because they may point at a person"),
}


def left_out(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What stays behind: how many of what, with the first names."""
    return [
        {
            "what": str(
                LEFT_OUT.get(row["what"]) or _("something unknown: %(name)s") % {"name": row["what"]}
            ),
            "count": row["count"],
            "names": list(row.get("names", ())),
        }
        for row in rows
    ]


def notes(names: Iterable[str]) -> list[str]:
    return [str(NOTES[name]) for name in names if name in NOTES]


def done(told: Mapping[str, int]) -> list[tuple[str, int]]:
    """What was brought in, in a fixed order."""
    return [(str(words), told[name]) for name, words in DONE.items() if told.get(name)]
