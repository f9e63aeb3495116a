"""The main job on files of your own: messy in, figures out, nothing dropped silently."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from kennismakelaar.organizations.api import Municipality

TOPICS = {"Polarisatie": 0.6, "Rechts-extremisme": 0.4, "Inclusie": 0.1, "Nazorg": 0.3}


@pytest.fixture
def offers(menu: None) -> None:
    """The offer that a run lays the needs over."""


@pytest.fixture
def export(register: None, tmp_path: Path) -> Path:
    """An export as a tool delivers it: title row, merged header, a name here and a code there, Dutch decimals."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Behoeftepeiling (fictief)"])
    sheet.append([])
    sheet.append(["Gemeente", "Functie", *[cell for topic in TOPICS for cell in (topic, "")], "Opmerkingen"])
    sheet.append(["", "", *["Belang", "Eigen kunnen"] * len(TOPICS), ""])
    for at in range(len(TOPICS)):
        sheet.merge_cells(start_row=3, end_row=3, start_column=3 + 2 * at, end_column=4 + 2 * at)
    for at, municipality in enumerate(Municipality.objects.order_by("code")):
        if at % 2:
            continue
        bracket = "" if "(" in municipality.name else f" ({municipality.province})"
        name = municipality.code if at % 6 == 0 else municipality.name + bracket
        needy = [at % 100 < 100 * share for share in TOPICS.values()]
        scores = [value for need in needy for value in (("5", "2") if need else ("2,0", "4"))]
        sheet.append([name, ["Burgemeester", "Adviseur OOV"][at % 4 // 2], *scores, ""])
        if at % 50 == 0:
            sheet.append([])
    sheet.append(["Nergenshuizen", "Burgemeester", *["4"] * 8, ""])
    sheet.append(["Utrecht", "Raadslid", "77", "weet niet", *["4"] * 6, "Bel mevrouw Jansen op 06-12345678"])
    path = tmp_path / "antwoorden.xlsx"
    book.save(path)
    return path


def planted(share: float) -> float:
    """The share of the municipalities in the export that were given this need."""
    answered = range(0, 342, 2)
    return sum(at % 100 < 100 * share for at in answered) / len(answered)


def analyze(export: Path, output: Path, *notes: Path) -> dict:
    call_command(
        "analyze", responses=[export], notes=list(notes), output=output, draws=200, on=date(2026, 11, 2)
    )
    return json.loads((output / "results.json").read_text(encoding="utf-8"))


def test_a_messy_export_becomes_a_report_folder(offers: None, export: Path, tmp_path: Path) -> None:
    found = analyze(export, tmp_path / "rapport")
    assert found["response"]["population"] == 342
    assert found["response"]["municipalities_heard"] in {171, 172}
    assert {need["slug"] for need in found["needs"]} == {
        "polarisatie",
        "rechtsextremisme",
        "inclusie",
        "nazorg",
    }
    for name in ("report.html", "report.pdf", "results.xlsx", "mapping.json"):
        assert (tmp_path / "rapport" / name).stat().st_size > 500
    assert (tmp_path / "rapport" / "report.pdf").read_bytes().startswith(b"%PDF")


def test_the_figures_are_those_that_were_put_in(offers: None, export: Path, tmp_path: Path) -> None:
    found = {need["slug"]: need for need in analyze(export, tmp_path / "r")["needs"]}
    for slug, share in {"polarisatie": 0.6, "inclusie": 0.1}.items():
        assert found[slug]["prevalence"] == pytest.approx(planted(share), abs=0.04)
        assert found[slug]["lower"] < planted(share) < found[slug]["upper"]
    assert found["polarisatie"]["probability_top3"] > 0.95
    assert sum(need["probability_top3"] for need in found.values()) == pytest.approx(3)


def test_white_spots_come_with_three_allocations_type_and_decision(
    offers: None, export: Path, tmp_path: Path
) -> None:
    for gap in analyze(export, tmp_path / "r")["gaps"]:
        assert gap["best"] <= gap["joint"] + 1e-6 <= gap["proportional"] + 2e-6
        assert gap["decision"] in {"white", "not_white", "uncertain", "too_little_data"}


def test_what_could_not_be_read_is_listed_line_by_line(offers: None, export: Path, tmp_path: Path) -> None:
    unread = analyze(export, tmp_path / "r")["unread"]
    assert all(set(part) == {"file", "place", "reason"} for part in unread)
    assert any("Nergenshuizen" in part["reason"] for part in unread)
    assert any("77" in part["reason"] for part in unread)


def test_words_with_personal_data_never_reach_the_report(offers: None, export: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notities.txt"
    notes.write_text(
        "Polarisatie: bel Jan de Vries op 06-12345678.\n\nHet azc geeft veel vragen.\n", encoding="utf-8"
    )
    found = analyze(export, tmp_path / "r", notes)
    assert found["notes"]["held_back"] == 1
    assert found["notes"]["topics"]["opvang-asielzoekers"] == 1
    for name in ("report.html", "results.json"):
        text = (tmp_path / "r" / name).read_text(encoding="utf-8")
        assert "de Vries" not in text
        assert "12345678" not in text


def test_the_report_people_pass_on_quotes_no_words_that_name_a_municipality(
    offers: None, export: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "notities.txt"
    words = "In Zwolle weten wij niet wat te doen met polarisatie.\n\nWij zoeken hulp bij polarisatie.\n"
    notes.write_text(words, encoding="utf-8")
    analyze(export, tmp_path / "r", notes)
    html = (tmp_path / "r" / "report.html").read_text(encoding="utf-8")
    assert "Wij zoeken hulp bij polarisatie." in html
    assert "In Zwolle weten wij" not in html


def test_the_report_people_pass_on_has_rounded_figures_only(
    offers: None, export: Path, tmp_path: Path
) -> None:
    found = analyze(export, tmp_path / "r")
    html = (tmp_path / "r" / "report.html").read_text(encoding="utf-8")
    for need in found["needs"]:
        assert f"{need['prevalence']:.3f}" not in html


def test_the_mapping_of_a_run_can_be_edited_and_used_again(
    offers: None, export: Path, tmp_path: Path
) -> None:
    analyze(export, tmp_path / "r")
    mapping = json.loads((tmp_path / "r" / "mapping.json").read_text(encoding="utf-8"))
    header = next(h for h, m in mapping.items() if m == "score:nazorg:importance")
    mapping[header] = "ignored"
    edited = tmp_path / "mapping.json"
    edited.write_text(json.dumps(mapping), encoding="utf-8")
    call_command(
        "analyze", responses=[export], output=tmp_path / "q", mapping=edited, draws=200, on=date(2026, 11, 2)
    )
    found = json.loads((tmp_path / "q" / "results.json").read_text(encoding="utf-8"))
    assert "nazorg" not in {need["slug"] for need in found["needs"]}


def test_the_same_files_give_the_same_figures(offers: None, export: Path, tmp_path: Path) -> None:
    assert analyze(export, tmp_path / "a") == analyze(export, tmp_path / "b")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leeg.csv", b""),
        ("foto.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 100),
        ("los.csv", b"naam;kleur\nJan;blauw\n"),
    ],
)
def test_a_file_that_is_no_survey_is_refused_in_plain_words_and_writes_no_report(
    offers: None, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        call_command("analyze", responses=[path], output=tmp_path / "r")
    assert len(str(refusal.value)) > 40
    assert not (tmp_path / "r" / "results.json").exists()


def test_a_bad_file_beside_a_good_one_is_listed_and_the_good_one_counts(
    offers: None, export: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "kapot.csv"
    bad.write_bytes(b"naam;kleur\nJan;blauw\n")
    call_command("analyze", responses=[bad, export], output=tmp_path / "r", draws=200, on=date(2026, 11, 2))
    found = json.loads((tmp_path / "r" / "results.json").read_text(encoding="utf-8"))
    assert "kapot.csv" in {part["file"] for part in found["unread"]}
    assert found["needs"]
