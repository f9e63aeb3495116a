"""The last line of a test run counts all parts, and a part that broke down is never a success."""

from collections import Counter
from pathlib import Path

from setup import chromium, testing

REPORT = '<testsuites><testsuite tests="10" failures="1" errors="2" skipped="3"/></testsuites>'


def test_errors_count_as_failures(tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(REPORT)
    assert testing.count(tmp_path / "report.xml") == Counter(passed=4, failed=3, skipped=3)


def test_the_line_adds_all_parts(tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(REPORT)
    both = testing.count(tmp_path / "report.xml") + testing.count(tmp_path / "report.xml")
    assert testing.closing_line(both, ran_well=False) == "8 passed, 6 failed, 6 skipped"


def test_nothing_skipped_is_not_mentioned() -> None:
    assert testing.closing_line(Counter(passed=2), ran_well=True) == "2 passed, 0 failed"


def test_a_part_that_broke_down_before_any_test_is_a_failure(tmp_path: Path) -> None:
    counts = testing.count(tmp_path / "never written.xml")
    assert testing.closing_line(counts + Counter(passed=5), ran_well=False) == "5 passed, 1 failed"


def test_the_parts_cover_every_folder_of_tests() -> None:
    """A folder that is left out of one part must be named by another, or be a measurement."""
    left_out = {
        word.removeprefix("--ignore=") for _, words in testing.PARTS for word in words if "ignore" in word
    }
    named = {word for _, words in testing.PARTS for word in words if word.startswith("tests/")}
    assert left_out - named == set()
    assert any("tests" in words for _, words in testing.PARTS)


def test_a_browser_that_is_named_but_missing_is_not_replaced_in_silence() -> None:
    assert chromium.find({chromium.VARIABLE: "/no/such/browser"}) is None
