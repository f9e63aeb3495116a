"""Rules for pictures of figures."""

import csv
import io
import re

import pytest
from defusedxml import ElementTree
from django.utils import translation

from kennismakelaar.shared import charts

NASTY = """<script>alert(1)</script> & "quotes" 'single'"""


def bars(**options):
    rows = [
        charts.Bar("Polarisatie", 65, 55, 70),
        charts.Bar("Inclusie", 20.5, 10, 30),
        charts.Bar("Klein", None),
    ]
    return charts.Bars(title="Behoefte", bars=rows, **options)


def tiers():
    ranks = [charts.Rank("C", 6, 8, 0), charts.Rank("A", 1, 3, 95), charts.Rank("B", 2, 5, 70)]
    return charts.Tiers(title="Rangen", ranks=ranks)


def line():
    points = [charts.Point("2019", 35, 28, 43), charts.Point("2026", 65, 55, 70)]
    return charts.Line(title="Golven", series=[charts.Series("A", points), charts.Series("B", points)])


def hexagons():
    kinds = [charts.Category("yes", "gehoord", "full"), charts.Category("no", "niet gehoord", "empty")]
    tiles = [
        charts.Tile("Stad", 0, 0, "yes"),
        charts.Tile("Dorp", 2, 0, "no"),
        charts.Tile("Gehucht", 1, 1, "no"),
    ]
    return charts.HexMap(title="Bereik", tiles=tiles, categories=kinds)


def sankey():
    nodes = [
        charts.Node("a", "bron", 0),
        charts.Node("b", "behoefte", 1),
        charts.Node("c", "open", 1, open=True),
    ]
    return charts.Sankey(
        title="Stromen", nodes=nodes, flows=[charts.Flow("a", "b", 30), charts.Flow("a", "c", 10)]
    )


def matrix():
    cells = [charts.Cell(65, 55, 75, "geen aanbod", "/x", white=True), charts.Cell(None)]
    return charts.Matrix(
        title="Vlekken", columns=["klein", "groot"], rows=[charts.MatrixRow("Polarisatie", cells)]
    )


EVERY = [bars, tiers, line, hexagons, sankey, matrix]


@pytest.mark.parametrize("make", EVERY)
def test_a_picture_is_well_formed_named_and_described(make):
    chart = make()
    root = ElementTree.fromstring(chart.svg)
    assert root.get("role") == "img"
    assert chart.title in root.get("aria-label")
    assert root.find("{http://www.w3.org/2000/svg}title").text == chart.title
    assert root.find("{http://www.w3.org/2000/svg}desc").text == chart.sentence


@pytest.mark.parametrize("make", EVERY)
def test_no_picture_carries_a_style_attribute_or_a_script(make):
    for drawn in (make().svg, make().picture, make().svg_for_print()):
        assert not re.search(r"\sstyle\s*=|<style|<script|\son\w+=", drawn)


@pytest.mark.parametrize("make", EVERY)
def test_a_picture_for_print_has_a_size_of_its_own(make):
    root = ElementTree.fromstring(make().svg_for_print(500))
    assert root.get("width") == "500"
    across, down = (float(side) for side in root.get("viewBox").split()[2:])
    assert float(root.get("height")) / 500 == pytest.approx(down / across, abs=0.001)


@pytest.mark.parametrize("make", EVERY)
def test_the_csv_holds_exactly_the_values_of_the_table(make):
    with translation.override("en"):
        table = make().table
        rows = list(csv.reader(io.StringIO(table.csv.removeprefix("\ufeff")), delimiter=";"))
        assert rows[0] == list(table.header)
        expected = [["" if value is None else str(value) for value in row] for row in table.values]
        assert rows[1:] == expected


@pytest.mark.parametrize("make", EVERY)
def test_each_row_of_a_table_has_a_cell_for_each_column(make):
    table = make().table
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.header)}


def test_labels_cannot_break_out_of_the_picture():
    nasty = [
        charts.Bars(title=NASTY, bars=[charts.Bar(NASTY, 1)]),
        charts.Tiers(title=NASTY, ranks=[charts.Rank(NASTY, 1, 2)]),
        charts.Line(
            title=NASTY, series=[charts.Series(NASTY, [charts.Point(NASTY, 1), charts.Point("b", 2)])]
        ),
        charts.HexMap(
            title=NASTY, tiles=[charts.Tile(NASTY, 0, 0, "k")], categories=[charts.Category("k", NASTY)]
        ),
        charts.Sankey(
            title=NASTY,
            nodes=[charts.Node("a", NASTY, 0), charts.Node("b", NASTY, 1)],
            flows=[charts.Flow("a", "b", 1)],
        ),
        charts.Matrix(
            title=NASTY,
            columns=[NASTY],
            rows=[charts.MatrixRow(NASTY, [charts.Cell(5, kind=NASTY, url='"><b>')])],
        ),
    ]
    for chart in nasty:
        ElementTree.fromstring(chart.svg)
        assert "<script" not in chart.svg
        assert "<script" not in chart.picture
        assert "<b>" not in chart.picture


def test_the_sentence_tells_the_same_extremes_as_the_table():
    with translation.override("nl"):
        sentence = bars().sentence
    assert "Polarisatie, 65% (tussen 55% en 70%)" in sentence
    assert "Inclusie, 20,5% (tussen 10% en 30%)" in sentence


def test_a_withheld_figure_is_a_dash_in_the_table_and_counted_in_the_sentence():
    with translation.override("en"):
        chart = bars()
        assert chart.table.rows[2] == ("Klein", "–", "–", "–")
        assert "1 is not shown: too few answers." in chart.sentence


def test_a_withheld_figure_draws_no_bar():
    drawn = charts.Bars(title="t", bars=[charts.Bar("a", None)]).svg
    assert "c-main" not in drawn
    assert "c-track" in drawn


def test_bars_stay_on_their_scale_when_a_margin_lies_beyond_it():
    drawn = charts.Bars(title="t", bars=[charts.Bar("a", 120, 80, 400)], maximum=100).svg
    widths = [float(found) for found in re.findall(r'(?:width|x[12]?)="([\d.]+)%"', drawn)]
    assert max(widths) <= 100


def test_a_label_of_any_length_keeps_room_for_its_figure():
    chart = charts.Bars(title="t", bars=[charts.Bar("a", 123456)], unit="gemeenten")
    assert chart.share < bars().share


def test_a_subject_is_surely_in_the_top_only_when_its_worst_place_is():
    with translation.override("en"):
        names = {rank.label: tiers().tier_name(rank) for rank in tiers().ranks}
    assert names == {"A": "surely in the top 3", "B": "perhaps in the top 3", "C": "not in the top 3"}


def test_tiers_stand_in_order_of_tier_whatever_order_they_came_in():
    assert [row[0] for row in tiers().table.rows] == ["A", "B", "C"]


def test_the_legend_of_a_map_counts_its_tiles():
    svg = hexagons().svg
    assert "gehoord (1)" in svg
    assert "niet gehoord (2)" in svg


def test_kinds_of_tiles_differ_by_more_than_color():
    svg = hexagons().svg
    assert "c-main" in svg
    assert "c-open" in svg
    assert "Stad: gehoord" in svg


def test_lines_differ_by_dash_and_marker():
    svg = line().svg
    assert 'stroke-dasharray="7 4"' in svg
    assert len(set(re.findall(r'<path d="(M-[^"]+|M0-5[^"]+)"', svg))) == 2


def test_what_flows_out_of_a_station_fits_into_its_height():
    chart = sankey()
    assert chart.through("a") == 40
    assert chart.through("b") + chart.through("c") == 40


def test_a_white_spot_says_so_in_words_and_with_a_frame():
    picture = matrix().picture
    assert "matrix__cell--white" in picture
    assert "geen aanbod" in picture


def test_a_cell_without_a_share_says_that_there_is_too_little_data():
    with translation.override("en"):
        assert matrix().table.rows[1] == ("Polarisatie", "groot", "–", "–", "–", "too little data")
        assert "too little data" in matrix().picture


def test_a_table_without_rows_still_draws():
    for empty in (charts.Bars(title="t", bars=[]), charts.HexMap(title="t", tiles=[], categories=[]),
                  charts.Sankey(title="t", nodes=[], flows=[]), charts.Tiers(title="t", ranks=[]),
                  charts.Line(title="t", series=[])):  # fmt: skip
        ElementTree.fromstring(empty.svg)
        assert empty.sentence
