"""Whether the log of acts is whole, from its first act to the last one that was noted down elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from .actions import GENESIS, digest_of
from .models import Act


@dataclass(frozen=True)
class Head:
    """How long the log was, and the hash of its last act: what is noted down outside the database."""

    count: int
    hash: str

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"


@dataclass(frozen=True)
class Verdict:
    """How many acts were checked, the first that does not fit (None = all do), and how many are gone at the end."""

    checked: int
    broken_at: int | None
    missing: int = 0

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None and not self.missing


def head() -> Head:
    """Where the log ends now."""
    last = Act.objects.order_by("-sequence").values_list("hash", flat=True).first()
    return Head(Act.objects.count(), last or GENESIS)


def verify_chain(noted: Iterable[Head] = ()) -> Verdict:
    """Every act must hash to what it says and chain to the one before; every noted head must be in the chain.

    The chain alone cannot show that its last acts were removed: a shorter chain is whole too.
    """
    expected = {known.count: known.hash for known in noted}
    previous, checked = GENESIS, 0
    for act in Act.objects.order_by("sequence").iterator(chunk_size=2000):
        chained = act.previous_hash == previous and act.hash == digest_of(act)
        previous, checked = act.hash, checked + 1
        if not chained or expected.get(checked, act.hash) != act.hash:
            return Verdict(checked - 1, act.sequence)
    return Verdict(checked, None, max(0, max(expected, default=0) - checked))


def note_head(path: Path, *, at: datetime) -> Head:
    """This will add a line to the file the operator keeps: the moment, the number of acts and the last hash."""
    found = head()
    known = noted_in(path)
    if not known or known[-1] != found:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="ascii") as file:
            file.write(f"{at.astimezone(UTC).isoformat(timespec='seconds')} {found}\n")
    return found


def noted_in(path: Path) -> list[Head]:
    """The heads in a file of `note_head`; a file that is not there holds none."""
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    return [head_from(line.split()[-1]) for line in lines if line.strip()]


def head_from(text: str) -> Head:
    """A head as it was printed: `number:hash`. Raises ValueError when it is something else."""
    count, _, digest = text.partition(":")
    if len(digest) != len(GENESIS):
        raise ValueError(text)
    return Head(int(count), digest)
