"""The statistician's desk: the method on CSV files, printed as a table, JSON or CSV, refusing what it cannot read."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

FIXTURE = Path(__file__).parents[2] / "method" / "data"


def run(*words, **options):
    sink = io.StringIO()
    call_command(*[str(word) for word in words], stdout=sink, **options)
    return sink.getvalue()


def as_json(*words, **options):
    return json.loads(run(*words, "--format", "json", **options))


def write(path, rows, delimiter=","):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


@pytest.fixture
def reference():
    return json.loads((FIXTURE / "fixture_ref.json").read_text())


@pytest.fixture
def frame(tmp_path):
    """All 342 made-up municipalities; the silent ones have no gap."""
    with (FIXTURE / "fixture_frame342.csv").open() as file:
        rows = list(csv.DictReader(file))
    sizes = {label: sum(row["size"] == label for row in rows) for label in "01234"}
    head = ["id", "size", "land", "answered", "N", "gap", "need"]
    body = [
        [
            row["id"],
            row["size"],
            row["land"],
            row["resp"],
            sizes[row["size"]],
            int(row["imp0"]) - int(row["cap0"]) if row["resp"] == "1" else "",
            int(int(row["imp0"]) >= 4 and int(row["cap0"]) <= 3) if row["resp"] == "1" else "",
        ]
        for row in rows
    ]
    return write(tmp_path / "frame.csv", [head, *body])


DESIGN = ("--strata", "size", "--population", "N")


def test_estimate_prints_the_reference_figures_and_says_who_was_silent(frame, reference):
    found = as_json("estimate", frame, "--value", "gap", *DESIGN)
    one = found["estimates"][0]
    assert [one["estimate"], one["se"]] == pytest.approx(reference["mean_gap0"], abs=1e-12)
    assert one["n"] == 188
    assert found["notes"] == ["gap: 154 of 342 rows without a value count as silent."]
    assert found["method_version"]


def test_the_table_holds_the_same_figures(frame):
    text = run("estimate", frame, "--value", "gap", *DESIGN)
    assert "0.834172" in text
    assert "0.074204" in text
    assert "n_eff" in text


def test_what_is_not_there_is_a_dash_in_the_table(tmp_path):
    body = [[1, "a"], [2, "a"], [2, "b"], [2, "b"]]
    file = write(tmp_path / "a.csv", [["one", "two"], *body])
    assert " - " in run("agreement", file, "--coders", "one", "two", "--draws", "0")


def test_csv_holds_the_same_figures_again(frame, reference):
    rows = list(
        csv.DictReader(io.StringIO(run("estimate", frame, "--value", "gap", *DESIGN, "--format", "csv")))
    )
    assert float(rows[0]["se"]) == pytest.approx(reference["mean_gap0"][1])


def test_a_proportion_has_its_logit_interval(frame, reference):
    one = as_json("estimate", frame, "--value", "need", *DESIGN, "--statistic", "proportion")["estimates"][0]
    assert [one["lower"], one["upper"]] == pytest.approx(reference["ci_logit_need0"])


def test_a_total_counts_municipalities(frame, reference):
    one = as_json("estimate", frame, "--value", "need", *DESIGN, "--statistic", "total")["estimates"][0]
    assert [one["estimate"], one["se"]] == pytest.approx(reference["total_need0"])


def test_a_domain_gives_a_line_per_label(frame, reference):
    rows = as_json("estimate", frame, "--value", "need", *DESIGN, "--domain", "land")["estimates"]
    assert [row["domain"] for row in rows] == ["0", "1", "2", "3"]
    assert [row["estimate"] for row in rows] == pytest.approx(reference["dom_need0_est"])
    assert [row["se"] for row in rows] == pytest.approx(reference["dom_need0_se"])


def test_raking_to_tables_of_totals_gives_the_raked_reference(frame, reference, tmp_path):
    sizes = write(tmp_path / "sizes.csv", [["size", "N"], *zip("01234", reference["Nh"], strict=True)])
    lands = write(
        tmp_path / "lands.csv", [["land", "N"], *[[str(at), n] for at, n in enumerate(_lands(frame))]]
    )
    found = as_json(
        "estimate", frame, "--value", "gap", *DESIGN, "--rake", f"size={sizes}", "--rake", f"land={lands}"
    )
    one = found["estimates"][0]
    assert [one["estimate"], one["se"]] == pytest.approx(reference["raked_gap0"])
    assert any("Raked in" in note for note in found["notes"])


def _lands(frame):
    with frame.open() as file:
        lands = [row["land"] for row in csv.DictReader(file)]
    return [lands.count(label) for label in "0123"]


def test_weights_of_a_column_replace_the_computed_ones(tmp_path):
    file = write(tmp_path / "a.csv", [["y", "w", "N"], [0, 2, 30], [10, 1, 30], [10, 1, 30]])
    one = as_json("estimate", file, "--value", "y", "--weights", "w", "--population", "N")["estimates"][0]
    assert one["estimate"] == 5


def test_clusters_and_a_decimal_comma_are_understood(tmp_path):
    body = [["0,5", "a", 9], ["1,5", "a", 9], ["3", "b", 9], ["4", "c", 9]]
    file = write(tmp_path / "a.csv", [["y", "town", "N"], *body], delimiter=";")
    one = as_json("estimate", file, "--value", "y", "--psu", "town", "--population", "N")["estimates"][0]
    assert one["estimate"] == pytest.approx(2.25)
    assert one["se"] > 0


def test_without_a_population_it_says_that_there_is_no_correction(tmp_path):
    file = write(tmp_path / "a.csv", [["y"], [1], [2], [4]])
    assert as_json("estimate", file, "--value", "y")["estimates"][0]["reasons"] == "no_fpc too_little_data"


def test_the_same_file_gives_the_same_digest_and_another_does_not(frame, tmp_path):
    other = write(tmp_path / "a.csv", [["gap"], [1], [2]])
    one, same = (as_json("estimate", frame, "--value", "gap", *DESIGN)["settings"] for _ in range(2))
    assert one == same
    assert as_json("estimate", other, "--value", "gap")["settings"]["input_digest"] != one["input_digest"]


@pytest.mark.parametrize(
    ("rows", "words", "told"),
    [
        ([["y"]], [], "rows of figures"),
        ([["y", "y"], [1, 2]], [], "every column name once"),
        ([["y", "z"], [1]], [], "1 in row 2"),
        ([["z"], [1]], [], "a column 'y'"),
        ([["y"], ["much"]], [], "'much' in row 2"),
        ([["y", "h"], [1, ""], [2, "a"]], ["--strata", "h"], "nothing in row 2"),
        ([["y", "w"], [1, ""], [2, 1]], ["--weights", "w"], "nothing in row 2"),
        ([["y", "h", "N"], [1, "a", 5], [2, "a", 6]], ["--strata", "h", "--population", "N"], "5 and 6"),
        ([["y", "N"], [1, 1], [2, 1]], ["--population", "N"], "PopulationTooSmall"),
        (
            [["y", "h", "N"], [1, "a", 5], [2, "b", 5]],
            ["--strata", "h", "--population", "N"],
            "SingletonStratum",
        ),
        ([["y"], [""], [""]], [], "NobodyAnswered"),
    ],
)
def test_what_cannot_be_read_or_computed_is_refused_by_name(tmp_path, rows, words, told):
    file = write(tmp_path / "a.csv", rows)
    with pytest.raises(CommandError, match=told) as caught:
        run("estimate", file, "--value", "y", *words)
    assert "expected: " in str(caught.value)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run("estimate", tmp_path / "none.csv", "--value", "y")
    binary = tmp_path / "a.csv"
    binary.write_bytes(b"y\n\xff\xfe\n1")
    with pytest.raises(CommandError, match="UTF-8"):
        run("estimate", binary, "--value", "y")


def test_totals_to_rake_to_have_two_columns(frame, tmp_path):
    wide = write(tmp_path / "wide.csv", [["a", "b", "c"], [1, 2, 3]])
    with pytest.raises(CommandError, match="two columns"):
        run("estimate", frame, "--value", "gap", *DESIGN, "--rake", f"size={wide}")


@pytest.mark.parametrize("text", ["size", "=x.csv", "size="])
def test_a_margin_names_a_column_and_a_file(frame, text):
    with pytest.raises(CommandError, match="COLUMN=TOTALS"):
        run("estimate", frame, "--value", "gap", "--rake", text)


def test_reach_prints_the_reference_balance_and_whom_to_call(frame, reference):
    words = (
        "reach",
        frame,
        "--responded",
        "answered",
        "--variables",
        "size",
        "land",
        "--unit",
        "id",
        "--calls",
        "3",
    )
    found = as_json(*words)
    one = found["balance"][0]
    assert [one["R"], one["unadjusted"], one["se"], one["response"]] == pytest.approx(reference["R"])
    assert [row["unconditional"] for row in found["variables"]] == pytest.approx(reference["PuUnadj"])
    sizes = [row["unconditional"] for row in found["categories"] if row["variable"] == "size"]
    assert sizes == pytest.approx(reference["cat_size"])
    calls = found["next calls"]
    assert len(calls) == 3
    assert calls[0]["expected gain"] >= calls[1]["expected gain"]
    assert "next calls" in run(*words)


def test_without_a_name_a_call_is_a_row_and_contact_changes_the_gain(tmp_path):
    body = [["a", 1, 1], ["a", 1, 1], ["a", 0, 0.5], ["b", 0, 0.5], ["b", 0, 0.5], ["b", 1, 1], ["b", 0, 0.5]]
    file = write(tmp_path / "a.csv", [["h", "r", "c"], *body])
    words = ("reach", file, "--responded", "r", "--variables", "h", "--calls", "1")
    sure = as_json(*words)["next calls"][0]
    half = as_json(*words, "--contact", "c")["next calls"][0]
    assert sure["row"] == half["row"] == "5"
    assert half["expected gain"] == pytest.approx(sure["expected gain"] / 2)


def test_reach_reads_yes_and_no_and_nothing_else(tmp_path):
    file = write(tmp_path / "a.csv", [["h", "r"], ["a", "ja"], ["a", "Nee"], ["b", "ja"], ["b", "nee"]])
    assert as_json("reach", file, "--responded", "r", "--variables", "h")["balance"][0]["responded"] == 2
    bad = write(tmp_path / "b.csv", [["h", "r"], ["a", "perhaps"]])
    with pytest.raises(CommandError, match="'perhaps' in row 2"):
        run("reach", bad, "--responded", "r", "--variables", "h")


RATINGS = """one,two,three,four
1,1,,1
2,2,3,2
3,3,3,3
3,3,3,3
2,2,2,2
1,2,3,4
4,4,4,4
1,1,2,1
2,2,2,2
,5,5,5
,,1,1
,3,,
"""


@pytest.fixture
def ratings(tmp_path):
    path = tmp_path / "ratings.csv"
    path.write_text(RATINGS)
    return path


@pytest.mark.parametrize(
    ("level", "expected"),
    [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)],
)
def test_agreement_prints_krippendorffs_reference(ratings, level, expected):
    words = (
        "agreement",
        ratings,
        "--coders",
        "one",
        "two",
        "three",
        "four",
        "--level",
        level,
        "--draws",
        "100",
    )
    found = as_json(*words)
    assert found["agreement"][0]["value"] == pytest.approx(expected, abs=1e-6)
    assert ("per code" in found) == (level == "nominal")


def test_agreement_shows_two_coefficients_beside_each_other_and_each_code(ratings):
    found = as_json("agreement", ratings, "--coders", "one", "two", "three", "four", "--draws", "100")
    assert [row["coefficient"] for row in found["agreement"]] == ["alpha", "ac1", "raw"]
    assert found["agreement"][1]["value"] == pytest.approx(0.77544, abs=1e-5)
    assert [row["code"] for row in found["per code"]] == ["1", "2", "3", "4", "5"]


SHARES = [
    ["topic", "size", "share", "n", "low", "high"],
    ["a", "small", 0.41, 100, 0.30, 0.52],
    ["a", "large", 0.62, 50, 0.50, 0.73],
    ["a", "tiny", 0.5, 4, 0.1, 0.9],
    ["b", "small", 0.22, 100, 0.15, 0.31],
    ["b", "large", 0.35, 50, 0.22, 0.49],
    ["b", "tiny", 0.25, 4, 0.1, 0.9],
]
COLUMNS = ("--row", "topic", "--column", "size", "--share", "share", "--base", "n")


def test_protect_rounds_and_withholds_small_groups_and_says_so(tmp_path):
    file = write(tmp_path / "t.csv", SHARES)
    found = as_json("protect", file, *COLUMNS, "--lower", "low", "--upper", "high")
    shown = {(row["row"], row["column"]): row for row in found["published"]}
    assert shown["a", "small"]["shown"] == "40%"
    assert shown["a", "tiny"]["shown"] == ""
    assert "too_few_municipalities" in shown["a", "tiny"]["reasons"]
    assert found["notes"][0].startswith("Withheld: 2 of 6 figures (too_few_municipalities: 2")
    assert 0.41 not in [row["lower"] for row in shown.values()]


def test_attack_bounds_hold_the_truth_of_what_protect_printed(tmp_path):
    file = write(tmp_path / "t.csv", SHARES)
    published = tmp_path / "published.csv"
    published.write_text(run("protect", file, *COLUMNS, "--format", "csv"))
    found = as_json("attack", published)
    bounds = {row["figure"]: row for row in found["bounds"]}
    for topic, size, share, n, *_ in SHARES[1:]:
        row = bounds[f"{topic} | {size}"]
        assert row["low"] - 1e-6 <= share * n <= row["high"] + 1e-6
        if n >= 10:
            assert row["width"] >= 5


def test_a_total_and_an_insider_narrow_the_attack(tmp_path):
    rows = [
        ["topic", "size", "share", "n"],
        ["a", "s", 0.4, 60],
        ["a", "l", 0.5, 40],
        ["a", "all", 0.44, 100],
    ]
    published = tmp_path / "published.csv"
    protected = run("protect", write(tmp_path / "t.csv", rows), *COLUMNS, "--total", "all", "--format", "csv")
    published.write_text(protected)
    alone = {row["figure"]: row["width"] for row in as_json("attack", published)["bounds"]}
    linked = {row["figure"]: row["width"] for row in as_json("attack", published, "--total", "all")["bounds"]}
    insider = as_json("attack", published, "--total", "all", "--knows", "a,s,1,2")["bounds"]
    assert all(linked[name] <= alone[name] + 1e-6 for name in alone)
    assert {row["figure"]: row for row in insider}["a | s"]["high"] < 60


COUNTS = [
    ["row", "A", "B", "C", "all"],
    ["I", 20, 50, 10, 80],
    ["II", "x", 19, "x", 49],
    ["III", "x", 32, "x", 61],
]


def test_hidden_counts_are_bounded_from_their_totals(tmp_path):
    file = write(tmp_path / "c.csv", [*COUNTS, ["all", 45, 101, 44, 190]])
    found = as_json("attack", file, "--counts")
    bounds = {row["figure"]: (row["low"], row["high"]) for row in found["bounds"]}
    assert bounds["II | C"] == pytest.approx((5, 30))
    alone = [
        ["row", "A", "B", "C", "all"],
        ["I", 20, 50, 10, 80],
        ["II", 8, 19, "", 49],
        ["III", 17, 32, 12, 61],
    ]
    single = write(tmp_path / "d.csv", [*alone, ["all", 45, 101, 44, 190]])
    found = as_json("attack", single, "--counts")
    assert [(row["low"], row["high"]) for row in found["bounds"]] == [(22, 22)]
    assert found["notes"] == ["1 of 1 figures can be told to within 5."]


def test_a_table_that_hides_nothing_says_so(tmp_path):
    file = write(tmp_path / "c.csv", [["row", "A", "all"], ["I", 20, 20], ["all", 20, 20]])
    assert as_json("attack", file, "--counts")["notes"] == ["Nothing is hidden."]
    assert run("attack", file, "--counts").strip() == "Nothing is hidden."


def test_printed_zeros_tell_that_a_hidden_count_is_at_least_one(tmp_path):
    body = [["I", "x", "x", 3], ["II", "x", "x", 9], ["all", 5, 7, 12]]
    file = write(tmp_path / "c.csv", [["row", "A", "B", "all"], *body])
    plain = as_json("attack", file, "--counts")["bounds"]
    zeros = as_json("attack", file, "--counts", "--zeros-printed")["bounds"]
    assert [row["width"] for row in zeros] < [row["width"] for row in plain]


def test_a_table_to_protect_has_a_line_per_figure(tmp_path):
    with pytest.raises(CommandError, match="one line for each"):
        run("protect", write(tmp_path / "t.csv", SHARES[:-1]), *COLUMNS)
    with pytest.raises(CommandError, match="one line for each"):
        run("protect", write(tmp_path / "t.csv", [*SHARES, SHARES[-1]]), *COLUMNS)


@pytest.mark.parametrize("text", ["a,b,1", "a,b,x,1", "a,b,1,-1"])
def test_knowledge_names_a_figure_and_two_counts(tmp_path, text):
    with pytest.raises(CommandError, match="ROW,COLUMN,YES,NO"):
        run("attack", tmp_path / "x.csv", "--knows", text)


def test_an_end_without_a_bound_is_no_number_in_json():
    from kennismakelaar.needs.desk.printing import Result

    found = json.loads(Result({"t": [{"a": np.inf, "b": 1.5}]}).as_text("json"))
    assert found["t"] == [{"a": None, "b": 1.5}]


def test_a_table_of_small_groups_only_is_withheld_altogether(tmp_path):
    file = write(tmp_path / "t.csv", [SHARES[0], SHARES[3], SHARES[6]])
    found = as_json("protect", file, *COLUMNS)
    assert {row["shown"] for row in found["published"]} == {""}
    assert len(found["notes"]) == 1
