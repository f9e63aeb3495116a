"""One description out of the parts of a rule, and the parts out of a description: other programs know only one."""

import re

# Data in a file, not texts of a screen: they must be found again whatever language the site is read in.
LABELS = {"use_when": "Gebruik als", "not_when": "Niet als", "example": "Voorbeeld"}
STANCE = "Houding"
STANCES = {"wish": "wens", "obstacle": "belemmering", "practice": "praktijk", "praise": "waardering"}
AT_LABEL = re.compile(rf"^({'|'.join(LABELS.values())}): ?", re.MULTILINE)


def description_of(definition: str, **parts: str) -> str:
    """The definition, and below it the labelled parts that hold something."""
    rows = [definition, *(f"{LABELS[name]}: {parts[name]}" for name in LABELS if parts.get(name))]
    return "\n\n".join(row for row in rows if row)


def parts_of(description: str) -> dict[str, str]:
    """The definition and the labelled parts; what has no label is definition."""
    names = {label: name for name, label in LABELS.items()}
    pieces = AT_LABEL.split(description)
    found = {"definition": pieces[0].strip(), "use_when": "", "not_when": "", "example": ""}
    for label, words in zip(pieces[1::2], pieces[2::2], strict=True):
        found[names[label]] = words.strip()
    return found


def memo_with(stance: str, memo: str) -> str:
    """A memo that begins with the stance, which other programs do not know."""
    return "\n".join(filter(None, [f"{STANCE}: {STANCES[stance]}" if stance else "", memo]))


def stance_in(memo: str) -> tuple[str, str]:
    """The stance a memo begins with, and the rest."""
    first, _sep, rest = memo.partition("\n")
    known = {f"{STANCE}: {word}": stance for stance, word in STANCES.items()}
    stance = known.get(first)
    return (stance, rest) if stance else ("", memo)
