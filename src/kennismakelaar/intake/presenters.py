"""What pages show of statements: text with marks, and lists of figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .api import Finding, Statement


@dataclass(frozen=True)
class Part:
    """A stretch of a text: plain, or marked as a finding."""

    text: str
    finding: Finding | None = None


def marked(statement: Statement, findings: Iterable[Finding]) -> list[Part]:
    """The text of a statement in parts, with the findings that are still to be decided marked."""
    parts, at = [], 0
    for finding in sorted(findings, key=lambda finding: finding.start):
        if finding.start < at:
            continue
        parts += [
            Part(statement.text[at : finding.start]),
            Part(statement.text[finding.start : finding.end], finding),
        ]
        at = finding.end
    parts.append(Part(statement.text[at:]))
    return [part for part in parts if part.text]


def masked(statement: Statement, findings: Iterable[Finding]) -> str:
    """The text with a box in place of every suspected stretch: for lists, where nobody decides."""
    return "".join("█" * 6 if part.finding else part.text for part in marked(statement, findings))


def by_session(sessions: Iterable[Any], statements: dict[int, list[Statement]]) -> list[dict[str, Any]]:
    """Sessions with their statements, and last what belongs to the event as a whole."""
    rows = [{"session": session, "statements": statements.get(session.pk, [])} for session in sessions]
    whole = statements.get(0, [])
    return [*rows, {"session": None, "statements": whole}] if whole else rows


FEWEST_PEOPLE = 5  # below this, figures of a session may point at somebody: they stay with who counted them


def notes(statements: Iterable[Statement], user: Any) -> list[dict[str, Any]]:
    """Notes of a session, last first; what is held back is covered, also for who wrote it."""
    rows = []
    for note in statements:
        held = note.status == Statement.Status.HELD_BACK
        text = (
            masked(note, [f for f in note.findings.all() if f.decision == "pending"]) if held else note.text
        )
        rows.append({"note": note, "text": text, "held": held, "own": note.brought_by_id == user.pk})
    return rows


def ratings(counted: dict[str, dict[int, int]]) -> list[dict[str, Any]]:
    """Per learning objective the counts and their mean, the session as a whole first."""
    rows = []
    for objective, counts in sorted(counted.items()):
        people = sum(counts.values())
        mean = sum(value * count for value, count in counts.items()) / people
        rows.append(
            {
                "objective": objective,
                "people": people,
                "mean": round(mean, 1),
                "counts": [counts.get(value, 0) for value in range(1, 6)],
                "few": people < FEWEST_PEOPLE,
            }
        )
    return rows
