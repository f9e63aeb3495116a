"""The register: 342 municipalities, and what becomes of them when two go on as one."""

from datetime import UTC, date, datetime

import pytest

from kennismakelaar.accounts.api import Position, User
from kennismakelaar.organizations import actions, api
from kennismakelaar.organizations.datafiles import rows_of
from kennismakelaar.records.api import Act
from kennismakelaar.shared.errors import NotAllowed

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BEFORE, AFTER = date(2026, 12, 31), date(2027, 1, 1)


@pytest.fixture
def register(db):
    actions.load_municipalities(rows_of("municipalities.csv"), rows_of("municipality_neighbors.csv"), at=NOW)
    actions.load_mergers(rows_of("mergers.csv"), at=NOW)
    actions.load_organizations(rows_of("organizations.csv"), at=NOW)


def test_a_second_load_changes_and_records_nothing(register):
    acts = Act.objects.count()
    again = actions.load_municipalities(
        rows_of("municipalities.csv"), rows_of("municipality_neighbors.csv"), at=NOW
    )
    assert (again.new, again.changed, again.same) == (0, 0, 342)
    assert actions.load_mergers(rows_of("mergers.csv"), at=NOW).changed == 0
    assert actions.load_organizations(rows_of("organizations.csv"), at=NOW).changed == 0
    assert Act.objects.count() == acts


def test_a_changed_figure_is_brought_in_line_and_recorded(register):
    rows = [
        {**row, "population_2024": "19999"} if row["code"] == "GM0363" else row
        for row in rows_of("municipalities.csv")
    ]
    assert actions.load_municipalities(rows, [], at=NOW).changed == 1
    assert api.Municipality.objects.get(pk="GM0363").size_class == api.SizeClass.TO_20
    assert Act.objects.latest("sequence").detail == {"new": 0, "changed": 1}


def test_every_municipality_lies_in_three_regions_and_neighbors_are_mutual(register):
    assert api.Region.objects.filter(kind="province").count() == 12
    assert api.Region.objects.filter(kind="safety_region").count() == 25
    assert api.Region.objects.filter(kind="police_unit").count() == 10
    amsterdam = api.Municipality.objects.get(pk="GM0363")
    assert all(amsterdam in neighbor.neighbors.all() for neighbor in amsterdam.neighbors.all())
    assert amsterdam.tooi_uri == "https://identifier.overheid.nl/tooi/id/gemeente/gm0363"


@pytest.mark.parametrize(
    ("population", "expected"),
    [
        (19_999, "to20"),
        (20_000, "to50"),
        (49_999, "to50"),
        (50_000, "to100"),
        (99_999, "to100"),
        (100_000, "over100"),
    ],
)
def test_a_size_class_begins_at_its_lower_bound(population, expected):
    assert actions.size_class(population) == expected


def test_a_planned_merger_counts_from_its_day_and_not_before(register):
    assert api.municipalities(BEFORE).count() == 342
    assert api.municipalities(AFTER).count() == 341
    assert not api.municipalities(AFTER).filter(pk="GM1696").exists()
    assert api.successor_of("GM1696", BEFORE) == "GM1696"
    assert api.successor_of("GM1696", AFTER) == "GM0402"
    assert api.Succession.objects.get().is_planned


def test_no_inhabitant_is_lost_in_a_merger(register):
    before, after = api.population_cells(BEFORE), api.population_cells(AFTER)
    assert sum(cell.municipalities for cell in after) == 341
    assert sum(cell.inhabitants for cell in before) == sum(cell.inhabitants for cell in after)


def test_departments_that_sign_off_are_szw_bzk_and_nctv(register):
    signing = api.Organization.objects.filter(signs_off=True).values_list("slug", flat=True)
    assert set(signing) == {"szw", "bzk", "nctv"}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("VNG", "vng"),
        ("Ministerie van Sociale Zaken en Werkgelegenheid", "szw"),
        ("Movise", "movisie"),
        ("nctv", "nctv"),
    ],
)
def test_an_organization_is_found_by_its_abbreviation_its_name_or_nearly_so(register, text, slug):
    assert api.organization_named(text).slug == slug


@pytest.mark.parametrize("text", ["", "Bakkerij Jansen", "N"])
def test_an_unknown_organization_is_not_guessed(register, text):
    assert api.organization_named(text) is None


def test_only_an_administrator_decides_where_somebody_works(register):
    somebody = User.objects.create_user("a", "a@example.org", position=Position.ADVISER)
    chief = User.objects.create_superuser("chief", "chief@example.org")
    szw = api.Organization.objects.get(slug="szw")
    with pytest.raises(NotAllowed):
        api.place(somebody, organization=szw, by=somebody, at=NOW)
    with pytest.raises(api.UnableToPlace):
        api.place(somebody, by=chief, at=NOW)
    assert api.place(somebody, organization=szw, by=chief, at=NOW).organization == szw
