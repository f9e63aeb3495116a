"""An attacker reads all that was published of a survey and knows who answered: nobody may be pinned down."""

from collections import defaultdict

import pytest

from kennismakelaar.catalog import api as catalog
from kennismakelaar.gaps import api as gaps
from kennismakelaar.gaps.figures import gap_figures, need_figures
from kennismakelaar.needs import api as needs
from kennismakelaar.organizations.api import frame_on
from kennismakelaar.outreach import api as outreach
from kennismakelaar.records import api as records
from needs_assessment import disclosure
from rooms.surveys.answering import ASKED

WIDTH = 5


@pytest.fixture
def published(asker, today, now, adviser):
    """A survey as hard to protect as can be: who needs it and who answered goes by size and part of the country."""
    survey, frame = asker.wave(), frame_on(today)
    groups = zip(frame.code, frame.size, frame.part, strict=True)
    for at, (code, size, part) in enumerate(groups):
        if part == "north" or (size != "to20" and at % 8):
            needs_it = (size == "over100", size != "over100", part == "north", at % 30 > 0)
            asker.answer(
                survey, code, dict(zip(ASKED, needs_it, strict=True)), role="mayor" if at % 3 else "safety"
            )
    assessment = gaps.assess(survey, on=today, by=adviser, at=now, draws=100)
    gaps.publish(assessment, by=adviser, at=now)
    return assessment


def attacked(publication, truth, within):
    """Bounds per figure from the published cells, the bases everybody may know, and what adds up to what.

    truth: {(row, column): (share, base)}. within: the column a column is a part of, or None.
    """
    cells = {(cell["row"], cell["column"]): cell for cell in publication.figures["cells"]}
    key = {place: ("", *place) for place in cells}
    shares = {
        key[place]: (0.0, 1.0) if cell["withheld"] else (cell["low"], cell["high"])
        for place, cell in cells.items()
    }
    bases = {key[place]: (truth[place][1], truth[place][1]) for place in cells}
    parts = defaultdict(list)
    for row, column in cells:
        whole = within(column)
        if whole is not None:
            parts[row, whole, column.partition(":")[0]].append((row, column))
    sums = []
    for (row, whole, _division), places in parts.items():
        counts = sum(truth[place][0] * truth[place][1] for place in places)
        share, base = truth[row, whole]
        sums.append(
            disclosure.Sum(
                key[row, whole],
                tuple(key[place] for place in places),
                slack=abs(counts - share * base),
                base_slack=abs(sum(truth[place][1] for place in places) - base),
            )
        )
    found = disclosure.attack(disclosure.Published(shares, bases, tuple(sums)))
    return {place: found[key[place]] for place in cells}


def assert_nobody_is_pinned_down(bounds, truth):
    assert bounds
    for place, (low, high) in bounds.items():
        share, base = truth[place]
        assert low - 1e-6 <= share * base <= high + 1e-6, f"{place}: the truth lies outside"
        assert high - low >= min(WIDTH, base) - 1e-6, f"{place}: {low:.1f} to {high:.1f} of {base}"


def of_survey(column):
    return "" if column.startswith(("size:", "part:")) else None


def test_the_published_needs_point_at_nobody(published):
    figures = need_figures(needs.rows_of(published.needs))
    truth = {(f.row, f.column): (f.share, f.municipalities) for f in figures}
    assert_nobody_is_pinned_down(attacked(records.current("needs"), truth, of_survey), truth)


def test_the_published_white_spots_point_at_nobody(published):
    figures = gap_figures(gaps.rows_of(published), needs.rows_of(published.needs))
    truth = {(f.row, f.column): (f.share, f.municipalities) for f in figures}
    assert_nobody_is_pinned_down(attacked(records.current("white-spots"), truth, of_survey), truth)


def test_needs_and_white_spots_read_together_point_at_nobody(published):
    """Where both tables tell one and the same share, both classes together must be wide."""
    assert not catalog.offer_rows(published.on)
    rows = needs.rows_of(published.needs)
    need = {(f.row, f.column): f.share for f in need_figures(rows)}
    same = {
        (f.row, f.column)
        for f in gap_figures(gaps.rows_of(published), rows)
        if need[f.row, f.column] == f.share
    }
    assert same
    both = {}
    for kind in ("needs", "white-spots"):
        for cell in records.current(kind).figures["cells"]:
            if not cell["withheld"] and (cell["row"], cell["column"]) in same:
                both.setdefault((cell["row"], cell["column"]), []).append((cell["low"], cell["high"]))
    bases = {(row.topic, row.segment): row.n for row in needs.rows_of(published.needs)}
    for place, classes in both.items():
        low, high = max(c[0] for c in classes), min(c[1] for c in classes)
        assert (high - low) * bases[place] >= WIDTH - 1e-6, place


def test_the_published_reach_points_at_nobody(asker, published, today, now, adviser):
    heard = outreach.heard_on(today, survey=published.needs.survey, event=None)
    publication = outreach.publish_reach(heard, on=today, by=adviser, at=now)
    frame, mask = frame_on(today), frame_on(today).heard(heard.anywhere)
    truth = {("heard", ""): (mask.mean(), len(frame))}
    for kind, values in {"size": frame.size, "part": frame.part, "province": frame.province}.items():
        for value in set(values):
            inside = values == value
            truth["heard", f"{kind}:{value}"] = (mask[inside].mean(), int(inside.sum()))
    for door, codes_ in {
        "survey": heard.survey,
        "event": heard.event,
        "conversation": heard.conversation,
    }.items():
        truth["heard", f"door:{door}"] = (frame.heard(codes_).mean(), len(frame))
    part_of = {f"province:{province}": f"part:{part}" for province, part, _n in frame.provinces()}

    def within(column):
        return part_of.get(column, "" if column.startswith(("size:", "part:")) else None)

    assert_nobody_is_pinned_down(attacked(publication, truth, within), truth)


def test_the_attack_of_these_tests_does_find_a_figure_that_the_others_give_away():
    """Ten withheld ones between a whole and a part that are shown exactly."""
    cells = [
        {"row": "t", "column": "", "withheld": False, "low": 0.5, "high": 0.5},
        {"row": "t", "column": "size:large", "withheld": False, "low": 0.5, "high": 0.5},
        {"row": "t", "column": "size:small", "withheld": True},
    ]
    truth = {("t", ""): (0.5, 60), ("t", "size:large"): (0.5, 50), ("t", "size:small"): (0.5, 10)}
    bounds = attacked(records.Publication(figures={"cells": cells}), truth, of_survey)
    with pytest.raises(AssertionError, match="size:small"):
        assert_nobody_is_pinned_down({("t", "size:small"): bounds["t", "size:small"]}, truth)
