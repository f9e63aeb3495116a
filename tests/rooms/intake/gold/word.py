"""Word documents: headings, lists, tables, forms, and what was changed with tracked changes."""

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from rooms.intake.files import saved

from .pieces import Gold, above, beside, said, told


def _xml(text: str):
    return parse_xml(text.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1))


def headings_and_lists() -> Gold:
    """Three levels of headings, two kinds of lists, and a section in which nobody wrote anything."""
    document = docx.Document()
    document.add_heading("Themadag in het provinciehuis", level=0)
    document.add_heading("Sessie 1: Polarisatie", level=1)
    document.add_heading("Wat missen wij?", level=2)
    document.add_paragraph("Wij missen een vast gezicht bij de politie.")
    document.add_paragraph("Kennis over online groepen", style="List Bullet")
    document.add_paragraph("Een netwerk in de regio", style="List Bullet")
    document.add_heading("Wat gaat goed?", level=2)
    document.add_paragraph("Eerst bellen, dan mailen", style="List Number")
    document.add_heading("Sessie 2: Inclusie", level=1)
    return Gold(
        "koppen en lijsten.docx", saved(document),
        (
            above("Themadag in het provinciehuis"), above("Sessie 1: Polarisatie"), above("Wat missen wij?"),
            said("Wij missen een vast gezicht bij de politie.", "Sessie 1: Polarisatie › Wat missen wij?", "paragraph 4"),
            said("Kennis over online groepen", "Wat missen wij?", "list item 1"),
            said("Een netwerk in de regio", "Wat missen wij?", "list item 2"),
            above("Wat gaat goed?"), said("Eerst bellen, dan mailen", "Wat gaat goed?", "list item 1"),
            said("Sessie 2: Inclusie", "paragraph"),
        ),
    )  # fmt: skip


def who_said_it_before_the_point() -> Gold:
    """Points that begin with who said it: they land word for word, the beginning too."""
    document = docx.Document()
    document.add_paragraph("Rondje langs de tafel:")
    points = [
        "Delft: wij weten niet wie wij ’s avonds moeten bellen.",
        "Burgemeester – hoe leg ik dit uit aan de raad?",
        "(raadslid) Er is behoefte aan oefenen met lastige gesprekken!",
    ]
    for point in points:
        document.add_paragraph(point, style="List Bullet 2")
    return Gold(
        "wie zei wat.docx", saved(document),
        (said("Rondje langs de tafel:"), *(said(point, f"list item {n}") for n, point in enumerate(points, start=1))),
    )  # fmt: skip


def table_in_a_table() -> Gold:
    """A frame made of a table, with a table of answers inside one of its cells."""
    document = docx.Document()
    outer = document.add_table(rows=2, cols=2)
    outer.cell(0, 0).text, outer.cell(0, 1).text = "Tafel", "Opmerking"
    outer.cell(1, 0).text, outer.cell(1, 1).text = (
        "Tafel 4",
        "Zie de lijst hiernaast, opgesteld door de groep.",
    )
    inner = outer.cell(1, 1).add_table(rows=3, cols=2)
    for place, text in enumerate(["Gemeente", "Behoefte", "Urk", "Een draaiboek voor de eerste avond",
                                  "Delft", "Iemand die meekijkt bij het duiden"]):  # fmt: skip
        inner.cell(place // 2, place % 2).text = text
    return Gold(
        "tabel in tabel.docx", saved(document),
        (
            beside("Tafel"), beside("Tafel 4"),
            said("Zie de lijst hiernaast, opgesteld door de groep.", "table 1, row 2, column B"),
            beside("Gemeente"), beside("Behoefte"), beside("Urk"), beside("Delft"),
            said("Een draaiboek voor de eerste avond", "table 1, row 2, column B, table 1, row 2, column B"),
            said("Iemand die meekijkt bij het duiden", "table 1, row 2, column B, table 1, row 3, column B"),
        ),
    )  # fmt: skip


def form_in_a_table() -> Gold:
    """A report form: names on the left, answers on the right."""
    document = docx.Document()
    rows = [
        ("Gemeente:", "Súdwest-Fryslân"),
        ("Datum:", "6 februari 2026"),
        ("Wat is de vraag?", "Hoe herken ik vroege signalen van radicalisering op school?"),
        ("Wat is al gedaan?", "Wij spraken met de leerplichtambtenaar en met twee scholen."),
    ]
    table = document.add_table(rows=len(rows), cols=2)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    return Gold(
        "gespreksformulier.docx", saved(document),
        (
            beside("Gemeente:"), beside("Súdwest-Fryslân"), beside("Datum:"), beside("6 februari 2026"),
            beside("Wat is de vraag?"), beside("Wat is al gedaan?"),
            said(rows[2][1], "table 1, row 3, column B"), said(rows[3][1], "table 1, row 4, column B"),
        ),
    )  # fmt: skip


def merged_cells() -> Gold:
    """A title over the whole width, a municipality merged over two rows."""
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Opbrengst van tafel 7"
    for column, text in enumerate(["Gemeente", "Rol", "Uitspraak"]):
        table.cell(1, column).text = text
    table.cell(2, 0).merge(table.cell(3, 0)).text = "Utrecht"
    table.cell(2, 1).text, table.cell(3, 1).text = "griffier", "wethouder"
    table.cell(2, 2).text = "De raad vraagt om cijfers die er niet zijn."
    table.cell(3, 2).text = "Ik wil weten wat ik op straat kan zeggen."
    return Gold(
        "samengevoegde cellen.docx", saved(document),
        (
            above("Opbrengst van tafel 7"), beside("Gemeente"), beside("Rol"), beside("Utrecht"),
            beside("griffier"), beside("wethouder"),
            said("De raad vraagt om cijfers die er niet zijn.", "table 1, row 3, column C"),
            said("Ik wil weten wat ik op straat kan zeggen.", "table 1, row 4, column C"),
        ),
    )  # fmt: skip


def tracked_changes() -> Gold:
    """Words put in, struck out and moved: what stands is read once, what was struck out is said."""
    document = docx.Document()
    body = document.element.body
    stands = (
        '<w:p><w:r><w:t xml:space="preserve">Wij hebben </w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>geen </w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t xml:space="preserve">nog weinig </w:t></w:r></w:ins>'
        "<w:r><w:t>kennis van online groepen.</w:t></w:r></w:p>"
    )
    away = '<w:p><w:moveFrom w:id="3" w:author="a"><w:r><w:t>De school is partner.</w:t></w:r></w:moveFrom></w:p>'
    here = '<w:p><w:moveTo w:id="4" w:author="a"><w:r><w:t>De school is partner.</w:t></w:r></w:moveTo></w:p>'
    for number, xml in enumerate((stands, away, here)):
        body.insert(number, _xml(xml))
    return Gold(
        "wijzigingen bijgehouden.docx", saved(document),
        (
            said("Wij hebben nog weinig kennis van online groepen.", "paragraph 1"),
            told("struck out with tracked changes", "paragraph 1"),
            said("De school is partner.", "paragraph 2"),
        ),
    )  # fmt: skip


FILES = [
    headings_and_lists, who_said_it_before_the_point, table_in_a_table, form_in_a_table, merged_cells, tracked_changes,
]  # fmt: skip
