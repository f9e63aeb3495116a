# ruff: noqa: E501  (prose and drawing lines are not broken)
"""The pictures of the manual, drawn from computed figures: intervals, tiers, coverage, calibration, bounds."""

import json
from collections.abc import Callable, Sequence
from html import escape

from method.frame import frame
from method.simulation import RESULT
from method.supply import example_cells, example_offers
from needs_assessment import estimates, needs, priorities, ranks, sensitivity
from needs_assessment.coverage import white_spots

INK, SOFT, LINE, ACCENT, SECOND = "#1b1b1b", "#5f5f5f", "#d0d0d0", "#154273", "#b36200"
WIDTH, LEFT, ROW = 720, 250, 26


def intervals() -> str:
    """Draws the need prevalence of twelve topics with their 95% intervals."""
    rows = [
        (topic.topic, topic.prevalence.lower, topic.prevalence.value, topic.prevalence.upper)
        for topic in _assessment().topics
    ]
    return _spans("Share of municipalities with a need, 95% interval", rows, scale=(0, 1), unit=_percent)


def rank_sets() -> str:
    """Draws the positions every topic may hold, in tiers."""
    data = frame()
    many = estimates.means(data.gaps, **data.design)
    sets = ranks.rank_sets(many.values, covariance=many.covariance)
    tier = ranks.tiers(sets, values=many.values).tier
    order = (-many.values).argsort()
    rows = [(f"topic {at + 1}, tier {tier[at]}", sets.lower[at], None, sets.upper[at]) for at in order]
    return _spans(
        "Positions each topic may hold, 95% sure for all together", rows, scale=(0, 12), unit=_plain
    )


def in_top() -> str:
    """Draws P(among the top three) of the leading topics."""
    rows = [(topic.topic, 0, topic.probability_in_top, None) for topic in _assessment().topics[:6]]
    return _bars("Chance to be among the top three", rows)


def coverage() -> str:
    """Draws how often 95% intervals held, per method, in three made-up worlds."""
    worlds = json.loads(RESULT.read_text())["worlds"]
    names = list(worlds)
    methods = list(worlds[names[0]]["coverage"])
    lines = [(method, [worlds[name]["coverage"][method] for name in names]) for method in methods]
    return _lines("How often a 95% interval held the truth", names, lines, scale=(0.8, 1.0), mark=0.95)


def calibration() -> str:
    """Draws how often claims of P(top 3) came true."""
    worlds = json.loads(RESULT.read_text())["worlds"]
    labels = [f"{row['from']:.0%}-{row['to']:.0%}" for row in next(iter(worlds.values()))["claims"]]
    lines = [(name, [row["true"] for row in world["claims"]]) for name, world in worlds.items()]
    return _lines("Of all claims in a range, the share that was true", labels, lines, scale=(0, 1), mark=None)


def bounds() -> str:
    """Draws the widest bounds of a share of 60% at several response rates."""
    rows = []
    for n in (342, 300, 210, 107):
        found = sensitivity.manski(0.6, n=n, population=342)
        rows.append((f"{n} of 342 answered", found.lower, 0.6, found.upper))
    return _spans("60% of those heard have the need: what of all 342?", rows, scale=(0, 1), unit=_percent)


def scores() -> str:
    """Draws prevalence beside Ranked Discrepancy, to see where they disagree."""
    data = frame()
    shares = priorities.prevalence(data.importance, data.capability, **data.design)
    found = priorities.ranked_discrepancy(data.importance, data.capability, weights=data.base)
    rows = [
        (f"topic {at + 1}", 0, share.value, max(0.0, -found.values[at] / 100))
        for at, share in enumerate(shares)
    ]
    return _bars("Need prevalence (bar) and net share falling short (mark)", rows)


def steps() -> str:
    """Draws how much of the need is still unserved after each step of supply, in the worked example."""
    named = {
        "places": "places",
        "reachable": "within reach",
        "best": "good enough",
        "joint": "shared",
        "known": "known",
    }
    found = white_spots(example_cells(), offers=example_offers())
    lines = [
        (f"topic {topic}", [spot.steps["need"], *(spot.steps[step] for step in named)])
        for topic, spot in found.items()
    ]
    return _lines(
        "Share of municipalities not served, step by step",
        ["need", *named.values()],
        lines,
        scale=(0, 0.7),
        mark=0.25,
    )


ALL: dict[str, Callable[[], str]] = {
    "intervals": intervals,
    "rank_sets": rank_sets,
    "in_top": in_top,
    "coverage": coverage,
    "calibration": calibration,
    "bounds": bounds,
    "scores": scores,
    "steps": steps,
}


def _assessment() -> needs.Assessment:
    data = frame()
    topics = [f"topic {number}" for number in range(1, 13)]
    return needs.assess(data.importance, data.capability, topics=topics, **data.design, seed=1, draws=2000)


def _spans(
    title: str, rows: Sequence[tuple], *, scale: tuple[float, float], unit: Callable[[float], str]
) -> str:
    low, high = scale
    parts, words = _frame(title, rows, low, high, unit)
    for at, (label, lower, value, upper) in enumerate(rows):
        y = _y(at)
        parts.append(
            f'<line x1="{_x(lower, scale)}" x2="{_x(upper, scale)}" y1="{y}" y2="{y}" stroke="{ACCENT}" stroke-width="6" stroke-linecap="round"/>'
        )
        if value is not None:
            parts.append(
                f'<circle cx="{_x(value, scale)}" cy="{y}" r="5" fill="#fff" stroke="{INK}" stroke-width="2"/>'
            )
        middle = "" if value is None else f"{unit(value)}, "
        words.append(f"{label}: {middle}{unit(lower)} to {unit(upper)}")
    return _svg(title, words, parts, len(rows))


def _bars(title: str, rows: Sequence[tuple]) -> str:
    scale = (0.0, 1.0)
    parts, words = _frame(title, rows, *scale, _percent)
    for at, (label, start, value, mark) in enumerate(rows):
        y, x = _y(at), _x(start, scale)
        parts.append(
            f'<rect x="{x}" y="{y - 8}" width="{_x(value, scale) - x:.1f}" height="16" fill="{ACCENT}"/>'
        )
        words.append(f"{label}: {_percent(value)}")
        if mark is not None:
            parts.append(
                f'<line x1="{_x(mark, scale)}" x2="{_x(mark, scale)}" y1="{y - 11}" y2="{y + 11}" stroke="{SECOND}" stroke-width="4"/>'
            )
            words[-1] += f" (mark {_percent(mark)})"
    return _svg(title, words, parts, len(rows))


def _lines(
    title: str,
    labels: Sequence[str],
    lines: Sequence[tuple],
    *,
    scale: tuple[float, float],
    mark: float | None,
) -> str:
    """Draws one row per label with a sign per line: never told apart by color alone."""
    signs = ("circle", "square", "diamond", "triangle")
    parts, words = _frame(title, [(label,) for label in labels], *scale, _percent)
    bottom = _y(len(labels)) - ROW // 2
    if mark is not None:
        parts.append(
            f'<line x1="{_x(mark, scale)}" x2="{_x(mark, scale)}" y1="40" y2="{bottom}" stroke="{INK}" stroke-dasharray="4 4"/>'
        )
    for number, (name, values) in enumerate(lines):
        for at, value in enumerate(values):
            parts.append(_sign(signs[number % 4], _x(value, scale), _y(at)))
        words.append(
            f"{name}: "
            + ", ".join(f"{label} {_percent(value)}" for label, value in zip(labels, values, strict=True))
        )
        y = bottom + 30 + 20 * number
        parts.append(
            _sign(signs[number % 4], LEFT, y)
            + f'<text x="{LEFT + 14}" y="{y + 4}" font-size="13" fill="{INK}">{escape(name)}</text>'
        )
    return _svg(title, words, parts, len(labels), below=30 + 20 * len(lines))


def _sign(kind: str, x: float, y: float) -> str:
    shapes = {
        "circle": f'<circle cx="{x}" cy="{y}" r="6"',
        "square": f'<rect x="{x - 5:.1f}" y="{y - 5}" width="10" height="10"',
        "diamond": f'<path d="M{x} {y - 7} l7 7 -7 7 -7 -7z"',
        "triangle": f'<path d="M{x} {y - 6} l7 12 h-14z"',
    }
    fill = {"circle": ACCENT, "square": SECOND, "diamond": "#fff", "triangle": SOFT}[kind]
    return f'{shapes[kind]} fill="{fill}" stroke="{INK}"/>'


def _frame(
    title: str, rows: Sequence[tuple], low: float, high: float, unit: Callable[[float], str]
) -> tuple[list[str], list[str]]:
    bottom = _y(len(rows)) - ROW // 2
    parts = [f'<text x="8" y="20" font-size="15" font-weight="bold" fill="{INK}">{escape(title)}</text>']
    for step in range(5):
        at = low + (high - low) * step / 4
        x = _x(at, (low, high))
        parts.append(f'<line x1="{x}" x2="{x}" y1="40" y2="{bottom}" stroke="{LINE}"/>')
        parts.append(
            f'<text x="{x}" y="{bottom + 14}" font-size="12" text-anchor="middle" fill="{SOFT}">{unit(at)}</text>'
        )
    for at, row in enumerate(rows):
        parts.append(
            f'<text x="{LEFT - 12}" y="{_y(at) + 4}" font-size="13" text-anchor="end" fill="{INK}">{escape(_short(str(row[0])))}</text>'
        )
    return parts, []


def _svg(title: str, words: Sequence[str], parts: Sequence[str], rows: int, below: int = 0) -> str:
    height = _y(rows) + 14 + below
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" font-family="sans-serif">\n'
        f"<title>{escape(title)}</title>\n<desc>{escape('; '.join(words))}</desc>\n"
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>\n{body}\n</svg>\n'
    )


def _short(label: str) -> str:
    return label if len(label) <= 36 else label[:35] + "…"


def _x(value: float, scale: tuple[float, float]) -> float:
    low, high = scale
    return round(LEFT + (WIDTH - LEFT - 30) * (value - low) / (high - low), 1)


def _y(row: int) -> int:
    return 54 + ROW * row


def _percent(value: float) -> str:
    return f"{100 * value:.0f}%"


def _plain(value: float) -> str:
    return f"{value:g}"
