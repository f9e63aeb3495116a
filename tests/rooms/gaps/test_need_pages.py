"""The published needs: only what went through the gate, and a reason for what did not."""

import pytest
from django.urls import reverse

from kennismakelaar.gaps import api as gaps
from kennismakelaar.gaps.need_tables import need_table
from kennismakelaar.records import api as records


def figure(row, column, share, municipalities, margin=0.05):
    facts = {} if column else {"tier": 1, "top3": 50, "municipalities": 342}
    return records.Figure(
        row=row, column=column, share=share, lower=share - margin, upper=share + margin,
        municipalities=municipalities, respondents=2 * municipalities, facts=facts,
    )  # fmt: skip


@pytest.fixture
def published(register, adviser, now):
    sizes = {"to20": 40, "to50": 80, "to100": 36, "over100": 4}
    figures = [
        one
        for topic, share in (("inclusie", 0.35), ("nazorg", 0.55))
        for one in (
            figure(topic, "", share, 160),
            *(figure(topic, f"size:{size}", share, count) for size, count in sizes.items()),
        )
    ]
    basis = records.Basis(responses=160, method_version="1", parameters={}, input_digest="x", answers="x")
    return records.publish(gaps.KIND_NEEDS, figures, basis=basis, by=adviser, at=now)


def test_the_greatest_need_comes_first(published):
    table = need_table(published, by="grootte", labels={})
    assert [line.topic for line in table.lines] == ["nazorg", "inclusie"]


def test_a_withheld_cell_shows_no_figure_and_says_why(published, client):
    line = need_table(published, by="grootte", labels={}).lines[1]
    assert line.topic == "inclusie"
    hidden = [cell for cell in line.cells if not cell.figure]
    assert hidden
    assert all(cell.why for cell in hidden)
    assert "Minder dan 10 gemeenten" in hidden[-1].why


def test_what_if_the_silent_ones_differ_always_stands_beside_the_need(published):
    for line in need_table(published, by="rol", labels={}).lines:
        low, high = (int(part.strip("% ")) for part in line.silent.split("tot"))
        assert low < 100 * line.whole.value < high


def test_the_page_and_its_csv_hold_only_published_figures(published, client):
    page = client.get(reverse("gaps:needs")).content.decode()
    assert "De grootste behoefte: Nazorg (55%)" in page
    csv = client.get(reverse("gaps:needs_csv")).content.decode()
    assert "55" in csv
    assert "0.55" not in csv


@pytest.mark.parametrize("by", ["grootte", "deel", "rol", "iets-anders"])
def test_every_choice_of_columns_opens(published, client, by):
    assert client.get(reverse("gaps:needs"), {"per": by}).status_code == 200


def test_before_anything_is_published_the_page_says_so_and_there_is_no_file(client, register):
    assert "nog niets" in client.get(reverse("gaps:needs")).content.decode().lower()
    assert client.get(reverse("gaps:needs_csv")).status_code == 404
