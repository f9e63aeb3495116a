"""Pictures with invented figures, for the pattern library."""

from kennismakelaar.shared import charts

BARS = charts.Bars(
    title="Behoefte per onderwerp",
    bars=[
        charts.Bar("Polarisatie tussen groepen", 65, 55, 70),
        charts.Bar("Crisiscommunicatie", 50, 40, 60),
        charts.Bar("Vertrouwen in de overheid", 35, 25, 45),
        charts.Bar("Desinformatie", 20, 10, 30, quiet=True),
        charts.Bar("Buitenlandse inmenging en financiering", None),
    ],
    maximum=100,
    threshold=40,
)
TIERS = charts.Tiers(
    title="Welke onderwerpen bovenaan staan",
    ranks=[
        charts.Rank("Polarisatie tussen groepen", 1, 3, 95),
        charts.Rank("Crisiscommunicatie", 2, 5, 70),
        charts.Rank("Vertrouwen in de overheid", 3, 8, 30),
        charts.Rank("Desinformatie", 6, 8, 0),
    ],
)
LINE = charts.Line(
    title="Dezelfde vraag, drie peilingen",
    series=[
        charts.Series(
            "Polarisatie",
            [
                charts.Point("2019", 35, 28, 43),
                charts.Point("2023", 48, 41, 55),
                charts.Point("2026", 65, 55, 70),
            ],
        ),
        charts.Series(
            "Ondermijning",
            [
                charts.Point("2019", 58, 50, 66),
                charts.Point("2023", 52, 45, 60),
                charts.Point("2026", 41, 33, 50),
            ],
        ),
    ],
)
HEXAGONS = charts.HexMap(
    title="Van wie wij hoorden",
    categories=[
        charts.Category("survey", "vulde de peiling in", "full"),
        charts.Category("talk", "sprak met ons", "hatch"),
        charts.Category("event", "was op een bijeenkomst", "dot"),
        charts.Category("none", "nog niet gehoord", "empty"),
    ],
    tiles=[
        charts.Tile(
            f"Voorbeeldgemeente {row}-{x}",
            2 * x + row % 2,
            row,
            ("survey", "none", "talk", "survey", "event")[(3 * row + x * x) % 5],
        )
        for row in range(8)
        for x in range(max(0, 4 - row), 9 - abs(row - 4) // 2)
    ],
)
SANKEY = charts.Sankey(
    title="Van uitspraak naar antwoord",
    nodes=[
        charts.Node("survey", "peiling", 0),
        charts.Node("event", "bijeenkomsten", 0),
        charts.Node("talks", "gesprekken", 0),
        charts.Node("need", "behoefte", 1),
        charts.Node("waiting", "nog te lezen", 1, open=True),
        charts.Node("gap", "witte vlek", 2),
        charts.Node("offer", "aanbod bestond al", 2),
        charts.Node("change", "wijziging", 3),
        charts.Node("open", "nog open", 3, open=True),
    ],
    flows=[
        charts.Flow("survey", "need", 180),
        charts.Flow("event", "need", 120),
        charts.Flow("talks", "need", 40),
        charts.Flow("event", "waiting", 60),
        charts.Flow("need", "gap", 140),
        charts.Flow("need", "offer", 200),
        charts.Flow("gap", "change", 80),
        charts.Flow("gap", "open", 60),
    ],
)
MATRIX = charts.Matrix(
    title="Witte vlekken naar grootte van de gemeente",
    columns=["tot 20.000", "20.000–50.000", "50.000–100.000", "boven 100.000"],
    rows=[
        charts.MatrixRow(
            "Polarisatie tussen groepen",
            [
                charts.Cell(65, 55, 75, "niet bereikbaar", "#", True),
                charts.Cell(45, 35, 55, "te weinig", "#", True),
                charts.Cell(30, 20, 40, "onzeker"),
                charts.Cell(15, 10, 25, "gedekt"),
            ],
        ),
        charts.MatrixRow(
            "Crisiscommunicatie",
            [
                charts.Cell(85, 75, 90, "geen aanbod", "#", True),
                charts.Cell(60, 50, 70, "onbekend bij gemeenten", "#", True),
                charts.Cell(40, 30, 50, "onzeker"),
                charts.Cell(None),
            ],
        ),
    ],
)
