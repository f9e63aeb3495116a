"""How the name of a municipality is written: made comparable, with its province set apart."""

import re
import unicodedata
from dataclasses import dataclass

# As people write them behind a name: "Bergen (NH.)", "Bergen L", "Beek, Limburg".
PROVINCES = {
    "gr": "Groningen", "gn": "Groningen", "groningen": "Groningen",
    "fr": "Fryslân", "fryslan": "Fryslân", "friesland": "Fryslân",
    "dr": "Drenthe", "drenthe": "Drenthe",
    "o": "Overijssel", "ov": "Overijssel", "overijssel": "Overijssel",
    "fl": "Flevoland", "flevoland": "Flevoland",
    "g": "Gelderland", "gld": "Gelderland", "gelderland": "Gelderland",
    "u": "Utrecht", "ut": "Utrecht", "utr": "Utrecht", "utrecht": "Utrecht",
    "nh": "Noord-Holland", "noordholland": "Noord-Holland",
    "zh": "Zuid-Holland", "zuidholland": "Zuid-Holland",
    "z": "Zeeland", "zl": "Zeeland", "zld": "Zeeland", "zeeland": "Zeeland",
    "nb": "Noord-Brabant", "noordbrabant": "Noord-Brabant", "brabant": "Noord-Brabant",
    "l": "Limburg", "lb": "Limburg", "limb": "Limburg", "limburg": "Limburg",
}  # fmt: skip
_SPACE = re.compile(r"\s+")
_BEFORE = re.compile(r"^(?:de )?(?:gemeente|gem\.?|municipality of|stad)\s+(?=\S)", re.IGNORECASE)
_BEHIND = re.compile(r"\s+(?:gemeente|gem\.)$", re.IGNORECASE)
_BRACKETS = re.compile(r"^([^()]*)\(([^()]*)\)\s*$")
_CODE = re.compile(r"^(?:gm\s*-?)?(\d{1,4})(?:[.,]0+)?$", re.IGNORECASE)
LONGEST = 120  # a cell with a whole story in it is not a name


@dataclass(frozen=True)
class Written:
    """A name as written: folded, with the province behind it if there is one."""

    name: str
    province: str = ""


def code_in(text: str) -> str | None:
    """This will read "GM0363", "gm363", "0363" or a spreadsheet's "363.0" as a code."""
    found = _CODE.match(text.strip())
    return f"GM{int(found[1]):04d}" if found else None


def folded(text: str) -> str:
    """This will bring a name down to small letters and spaces, so that spellings can be compared."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    letters = letters.replace("a/d", "aan den").replace("a.d.", "aan den").replace("&", " en ")
    letters = re.sub(r"['’‘`´.]", "", letters)
    words = _SPACE.sub(" ", re.sub(r"[^a-z0-9]+", " ", letters)).strip()
    return words.replace(" ad ", " aan den ")


def read(text: str) -> Written:
    """This will part a text into a folded name and, when one is written behind it, a province."""
    shown = _SPACE.sub(" ", text.strip())[:LONGEST]
    shown = _BEHIND.sub("", _BEFORE.sub("", shown))
    name, province = _split_province(shown)
    return Written(folded(name), province)


def _split_province(shown: str) -> tuple[str, str]:
    found = _BRACKETS.match(shown)
    if found:
        return found[1], PROVINCES.get(_squeezed(found[2]), "")
    head, comma, tail = shown.rpartition(",")
    if comma and _squeezed(tail) in PROVINCES:
        return head, PROVINCES[_squeezed(tail)]
    head, _, tail = shown.rpartition(" ")
    # Without brackets only a mark that is no ordinary word counts: "Bergen NH", not "Land van Utrecht".
    if head and (tail.rstrip(".").isupper() or tail.endswith(".")) and _squeezed(tail) in PROVINCES:
        return head, PROVINCES[_squeezed(tail)]
    return shown, ""


def _squeezed(text: str) -> str:
    return folded(text).replace(" ", "").removeprefix("provincie")
