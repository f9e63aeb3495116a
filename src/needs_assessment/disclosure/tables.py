"""The gate for tables that belong together: round, withhold, attack, and coarsen until the attack fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from needs_assessment.disclosure.attack import Key, Published, Sum
from needs_assessment.disclosure.rounding import (
    INSIDERS,
    MINIMUM_CELL,
    WIDTH,
    PublishedShare,
    base_bounds,
    publish_share,
    withhold,
)
from needs_assessment.errors import LengthsDiffer, MethodError, NotANumber, WrongShape
from needs_assessment.reasons import Reason


class UnableToProtect(MethodError):
    """Tables that contradict each other cannot be protected together."""

    code = "unable_to_protect"


@dataclass(frozen=True)
class Table:
    """Shares by row (topic) and column (size class, role, region), with how many stand behind each.

    shares, bases (municipalities), respondents, lower, upper: rows x columns. A share may be NaN only where
    the base is 0, an interval where there is none. `total`: the column that is the whole of the others; None
    when columns do not add up (roles). `sizes`: public number of municipalities per part, when shares are
    weighted; None when a share is simply count / base. Parts that do not add up exactly are linked as loosely
    as they are off. `link`: tables with the same link have the total column in common.
    `public_bases`: everybody knows the bases anyway (reach: of all municipalities of a size class).
    """

    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    shares: np.ndarray
    bases: np.ndarray
    respondents: np.ndarray | None = None
    lower: np.ndarray | None = None
    upper: np.ndarray | None = None
    total: str | None = None
    sizes: Mapping[str, float] | None = None
    link: str = ""
    public_bases: bool = False

    def key(self, row: str, column: str) -> Key:
        """This will name a figure; the total of linked tables is one and the same figure."""
        return (self.link if self.link and column == self.total else self.name, row, column)


@dataclass(frozen=True)
class Withheld:
    """How many figures are withheld, and for which reasons (a figure may have two)."""

    figures: int
    reasons: dict[Reason, int]


@dataclass(frozen=True)
class Protected:
    """What may be shown of the tables: `table(name)[row, column]`; `published` is what an attacker sees.

    `narrowest` is the smallest width, in municipalities, that the attack reached on any figure shown.
    """

    figures: dict[Key, PublishedShare]
    keys: dict[str, dict[tuple[str, str], Key]]
    published: Published
    withheld: Withheld
    narrowest: float
    rounds: int

    def table(self, name: str) -> dict[tuple[str, str], PublishedShare]:
        """This will give the figures of one table by (row, column)."""
        return {place: self.figures[key] for place, key in self.keys[name].items()}


@dataclass
class _Figure:
    """One true figure on its way to being published."""

    share: float
    base: int
    respondents: int
    interval: tuple[float, float] | None
    public_base: bool
    coarser: int = 0
    published: PublishedShare = field(default_factory=lambda: withhold())


def protect(
    tables: Table | Sequence[Table],
    *,
    width: float = WIDTH,
    insiders: int = INSIDERS,
    largest_base: int = 1000,
) -> Protected:
    """This will publish tables together so that no attacker comes within `width` municipalities of a figure.

    Every figure passes `publish_share`; then everything is attacked jointly by somebody who knows all bases
    (attendance is public) and `insiders` answers; figures that come out too narrow are coarsened or withheld,
    and the attack is repeated until nothing is. Raises `UnableToProtect`, `WrongShape`, `NotANumber`.
    """
    given = (tables,) if isinstance(tables, Table) else tuple(tables)
    figures, keys = _collect(given)
    sums = _sums(given)
    rounds = 0
    while True:
        rounds += 1
        for figure in figures.values():
            figure.published = _publish(figure)
        published = _as_published(figures, sums, largest_base)
        found = published.bounds(attendance={k: f.base for k, f in figures.items()})
        narrow = [k for k, b in found.items() if _too_narrow(b, figures[k].base, width, insiders)]
        if not _coarsen(narrow, figures, found, sums):
            break
    shown = [found[k][1] - found[k][0] for k, f in figures.items() if not f.published.withheld]
    return Protected(
        figures={k: f.published for k, f in figures.items()},
        keys=keys,
        published=published,
        withheld=_count_withheld(figures),
        narrowest=float(min(shown)) if shown else float("inf"),
        rounds=rounds,
    )


def _publish(figure: _Figure) -> PublishedShare:
    low, high = figure.interval or (None, None)
    shown = publish_share(
        figure.share,
        base=figure.base,
        municipalities=figure.base,
        respondents=figure.respondents,
        lower=low,
        upper=high,
        coarser=figure.coarser,
    )
    if figure.coarser and shown.reasons == (Reason.TOO_NARROW,):
        return withhold(Reason.EXACT_BY_SUBTRACTION)
    return shown


def _collect(tables: Sequence[Table]) -> tuple[dict[Key, _Figure], dict[str, dict[tuple[str, str], Key]]]:
    figures: dict[Key, _Figure] = {}
    keys: dict[str, dict[tuple[str, str], Key]] = {}
    for table in tables:
        _check(table)
        if table.name in keys:
            raise UnableToProtect("one name per table", f"{table.name!r} twice", "name them apart")
        keys[table.name] = {}
        for r, row in enumerate(table.rows):
            for c, column in enumerate(table.columns):
                key, figure = table.key(row, column), _figure(table, r, c)
                keys[table.name][row, column] = key
                known = figures.setdefault(key, figure)
                if abs(known.share - figure.share) > 1e-9 or known.base != figure.base:
                    raise UnableToProtect(
                        "the same total in linked tables", f"two totals of {row}", "link equal totals only"
                    )
    return figures, keys


def _figure(table: Table, r: int, c: int) -> _Figure:
    base = int(table.bases[r, c])
    share = float(table.shares[r, c]) if base > 0 else 0.0
    heard = base if table.respondents is None else int(table.respondents[r, c])
    interval = None
    if table.lower is not None and table.upper is not None and base > 0:
        ends = (float(table.lower[r, c]), float(table.upper[r, c]))
        interval = None if np.isnan(ends).any() else ends
    return _Figure(share, base, heard, interval, table.public_bases)


def _sums(tables: Sequence[Table]) -> tuple[Sum, ...]:
    rules = []
    for table in tables:
        if table.total is None:
            continue
        parts = [c for c in table.columns if c != table.total]
        sizes = None if table.sizes is None else tuple(float(table.sizes[c]) for c in parts)
        whole = table.columns.index(table.total)
        rules += [_sum(table, r, whole, parts, sizes) for r in range(len(table.rows))]
    return tuple(rules)


def _sum(table: Table, r: int, whole: int, parts: Sequence[str], sizes: tuple[float, ...] | None) -> Sum:
    """The rule of one row; as loose as its figures are off, so that the truth always fits."""
    places = [table.columns.index(c) for c in parts]
    bases = np.asarray(table.bases, float)[r]
    shares = np.where(bases > 0, np.asarray(table.shares, float)[r], 0.0)
    by = bases[places] if sizes is None else np.array(sizes)
    total = shares[whole] * (bases[whole] if sizes is None else by.sum())
    row = table.rows[r]
    return Sum(
        table.key(row, table.columns[whole]),
        tuple(table.key(row, c) for c in parts),
        sizes,
        slack=_off(float(shares[places] @ by), float(total)),
        base_slack=_off(float(bases[places].sum()), float(bases[whole])),
    )


def _off(parts: float, total: float) -> float:
    return abs(parts - total) if abs(parts - total) > 1e-6 else 0.0


def _as_published(figures: Mapping[Key, _Figure], sums: tuple[Sum, ...], largest: int) -> Published:
    shares, bases = {}, {}
    for key, figure in figures.items():
        shown = figure.published
        shares[key] = (0.0, 1.0) if shown.low is None or shown.high is None else (shown.low, shown.high)
        bases[key] = (figure.base, figure.base) if figure.public_base else _base_told(shown, largest)
    return Published(shares, bases, sums)


def _base_told(shown: PublishedShare, largest: int) -> tuple[float, float]:
    """What a figure, or the reason why it is withheld, tells about the size of its group."""
    if shown.base is not None:
        return base_bounds(shown.base)
    if Reason.EXACT_BY_SUBTRACTION in shown.reasons:
        return 0, largest
    if Reason.TOO_NARROW in shown.reasons:
        return MINIMUM_CELL, MINIMUM_CELL + 2
    if Reason.TOO_FEW_MUNICIPALITIES in shown.reasons:
        return 0, MINIMUM_CELL - 1
    # Too few respondents only: then the municipalities were enough, or that would be a reason as well.
    return MINIMUM_CELL, largest


def _too_narrow(bound: tuple[float, float], base: int, width: float, insiders: int) -> bool:
    """Whether the others can be counted too closely by outsiders or by those who know their own answer."""
    low, high = bound
    left = min(high - max(low, insiders), min(high, base - insiders) - low)
    return left < min(width, max(base - 2 * insiders, 0)) - 1e-6


def _coarsen(
    narrow: Sequence[Key],
    figures: Mapping[Key, _Figure],
    found: Mapping[Key, tuple[float, float]],
    sums: tuple[Sum, ...],
) -> bool:
    """Coarsen each narrow figure, or what gives it away; False when nothing is left to coarsen."""
    changed = set()
    for key in narrow:
        open_ones = [key] if not figures[key].published.withheld else _relatives(key, figures, found, sums)
        changed.update(open_ones[:1])
    for key in changed:
        figures[key].coarser += 1
    return bool(changed)


def _relatives(
    key: Key,
    figures: Mapping[Key, _Figure],
    found: Mapping[Key, tuple[float, float]],
    sums: tuple[Sum, ...],
) -> list[Key]:
    """The figures still shown in the sums a withheld figure belongs to, the narrowest first."""
    family = {k for s in sums if key in (s.total, *s.parts) for k in (s.total, *s.parts)}
    shown = [k for k in family if not figures[k].published.withheld]
    return sorted(shown, key=lambda k: (found[k][1] - found[k][0], k))


def _count_withheld(figures: Mapping[Key, _Figure]) -> Withheld:
    hidden = [f.published for f in figures.values() if f.published.withheld]
    return Withheld(len(hidden), dict(Counter(r for shown in hidden for r in shown.reasons)))


def _check(table: Table) -> None:
    shape = (len(table.rows), len(table.columns))
    arrays = {
        "shares": table.shares,
        "bases": table.bases,
        "respondents": table.respondents,
        "lower": table.lower,
        "upper": table.upper,
    }
    for what, array in arrays.items():
        if array is not None and np.shape(array) != shape:
            raise WrongShape(
                f"{what} of {shape[0]} rows x {shape[1]} columns",
                f"{np.shape(array)} in {table.name}",
                "one entry per row and column",
            )
    if len(set(table.rows)) < shape[0] or len(set(table.columns)) < shape[1]:
        raise LengthsDiffer("each row and column once", f"a label twice in {table.name}", "add them up first")
    if np.isnan(np.asarray(table.shares, float)[np.asarray(table.bases) > 0]).any():
        raise NotANumber(
            "a share where anybody answered", f"a missing one in {table.name}", "base 0 = no share"
        )
    if table.total is not None and table.total not in table.columns:
        raise UnableToProtect(f"a total among {table.columns}", f"{table.total!r}", "name the total column")
    if table.sizes is not None and any(c not in table.sizes for c in table.columns if c != table.total):
        raise UnableToProtect(
            "a public size for every part", f"one missing in {table.name}", "give all sizes"
        )
