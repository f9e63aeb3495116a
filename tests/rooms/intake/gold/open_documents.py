"""OpenDocument: texts and spreadsheets, as LibreOffice writes them."""

import io
import zipfile

from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import H, List, ListItem, P

from rooms.intake.files import package, repacked

from .pieces import Gold, above, beside, said, told

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def _written(document) -> bytes:
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def _text(body: str, **members: bytes) -> bytes:
    content = f"<office:document-content {NAMES}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return package(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode(), **members}
    )


def text_with_a_table() -> Gold:
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Sessie 5"))
    document.text.addElement(P(text="De opbrengst staat in de tabel."))
    points = List()
    for text in ("Punt een", "Punt twee"):
        item = ListItem()
        item.addElement(P(text=text))
        points.addElement(item)
    document.text.addElement(points)
    table = Table(name="Opbrengst")
    for cells in (
        ["Rol", "Toelichting"],
        ["raadslid", "Wij krijgen vragen van inwoners over demonstraties."],
    ):
        row = TableRow()
        for text in cells:
            cell = TableCell()
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    document.text.addElement(table)
    return Gold(
        "sessie 5.odt", _written(document),
        (
            above("Sessie 5"), said("De opbrengst staat in de tabel.", "Sessie 5", "paragraph 2"),
            said("Punt een", "list item 1"), said("Punt twee", "list item 2"), beside("Rol"), beside("raadslid"),
            said("Wij krijgen vragen van inwoners over demonstraties.", "Sessie 5", "table 1, row 2, column B"),
        ),
    )  # fmt: skip


def changed_text() -> Gold:
    """Struck-out words, a footnote and a comment."""
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>weggehaald</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>Wij zoeken hulp<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Bij twee tafels "
        "gezegd.</text:p></text:note-body></text:note> bij duiding.<office:annotation><dc:creator>a</dc:creator>"
        "<text:p>Navragen.</text:p></office:annotation></text:p>"
    )
    return Gold(
        "nagekeken.odt", _text(body),
        (
            told("struck out"), said("Wij zoeken hulp bij duiding.", "paragraph 1"),
            said("Bij twee tafels gezegd.", "footnote 1"), said("Navragen.", "comment 1"),
        ),
    )  # fmt: skip


def box_and_inner_table() -> Gold:
    inner = (
        "<table:table><table:table-row><table:table-cell><text:p>Onderwerp</text:p></table:table-cell><table:table-cell>"
        "<text:p>Wens</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Online"
        "</text:p></table:table-cell><table:table-cell><text:p>Weten welke tekens wat betekenen</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    body = (
        "<text:p>Zie kader.<draw:frame><draw:text-box><text:p>Graag per regio</text:p></draw:text-box></draw:frame></text:p>"
        f"<table:table><table:table-row><table:table-cell><text:p>Tafel 2 schreef dit allemaal zelf op:</text:p>{inner}"
        "</table:table-cell></table:table-row></table:table>"
    )
    frame = f"<office:document-styles {NAMES}><style:header><text:p>Concept</text:p></style:header></office:document-styles>"
    return Gold(
        "kader.odt", _text(body, **{"styles.xml": frame.encode()}),
        (
            said("Zie kader.", "paragraph 1"), said("Graag per regio", "text box 1"),
            said("Tafel 2 schreef dit allemaal zelf op:", "table 1, row 1, column A"), beside("Onderwerp"),
            beside("Wens"), beside("Online"),
            said("Weten welke tekens wat betekenen", "table 1, row 1, column A, table 1, row 2, column B"),
            told("header or footer"),
        ),
    )  # fmt: skip


def _sheet(document, name, rows):
    table = Table(name=name)
    for cells in rows:
        row = TableRow()
        for cell in cells:
            made = cell if not isinstance(cell, str) else TableCell(valuetype="string")
            if isinstance(cell, str) and cell:
                made.addElement(P(text=cell))
            row.addElement(made)
        table.addElement(row)
    document.spreadsheet.addElement(table)


def spreadsheet_with_merges() -> Gold:
    """A municipality over two rows, a comment on a cell, and empty rows said once for a thousand."""
    document = OpenDocumentSpreadsheet()
    merged = TableCell(valuetype="string", numberrowsspanned=2)
    merged.addElement(P(text="Urk"))
    rows = [
        ["Gemeente", "Rol", "Opmerking"],
        [merged, "wethouder", "Wij zijn te klein voor een eigen adviseur."],
        [CoveredTableCell(), "griffier", "Samenwerken met de buren werkt."],
    ]
    _sheet(document, "Lijst", rows)
    content = _written(document)
    xml = zipfile.ZipFile(io.BytesIO(content)).read("content.xml").decode()
    changed = xml.replace(
        "Samenwerken met de buren werkt.</text:p>",
        "Samenwerken met de buren werkt.</text:p><office:annotation><text:p>Goed voorbeeld!</text:p></office:annotation>",
    ).replace(
        "</table:table>",
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>',
    )
    assert changed != xml
    return Gold(
        "lijst.ods", repacked(content, {"content.xml": changed.encode()}),
        (
            beside("Gemeente"), beside("Rol"), beside("Urk"), beside("wethouder"), beside("griffier"),
            said("Wij zijn te klein voor een eigen adviseur.", "sheet Lijst, row 2, column C"),
            said("Samenwerken met de buren werkt.", "sheet Lijst, row 3, column C"),
            said("Goed voorbeeld!", "sheet Lijst, row 3, column C, comment"),
        ),
    )  # fmt: skip


def spreadsheet_with_two_sheets() -> Gold:
    document = OpenDocumentSpreadsheet()
    _sheet(document, "Ochtend", [["Rol", "Uitspraak"], ["raadslid", "Wat mag ik zeggen op een bijeenkomst?"]])
    _sheet(
        document, "Middag", [["Rol", "Uitspraak"], ["burgemeester", "Ik wil sneller weten wat er speelt."]]
    )
    _sheet(document, "Leeg", [])
    return Gold(
        "twee bladen.ods", _written(document),
        (
            said("Wat mag ik zeggen op een bijeenkomst?", "sheet Ochtend, row 2, column B"), beside("raadslid"),
            said("Ik wil sneller weten wat er speelt.", "sheet Middag, row 2, column B"), beside("burgemeester"),
        ),
    )  # fmt: skip


def spreadsheet_with_drawings() -> Gold:
    """A drawn shape with words, a chart, a file inside, and a footer with more than a page number."""
    document = OpenDocumentSpreadsheet()
    _sheet(document, "Tafel 1", [["Rol", "Uitspraak"], ["raadslid", "Wij oefenen te weinig met elkaar."]])
    content = _written(document)
    xml = zipfile.ZipFile(io.BytesIO(content)).read("content.xml").decode()
    shapes = (
        f"<table:shapes {NAMES}><draw:custom-shape><text:p>Eerst bellen</text:p><text:p>dan mailen</text:p></draw:custom-shape>"
        "<draw:frame><draw:text-box><text:p>Pijl naar de school</text:p></draw:text-box></draw:frame></table:shapes>"
    )
    in_cell = f"<draw:custom-shape {NAMES}><text:p>Hier!</text:p></draw:custom-shape></table:table-cell>"
    first_row = xml.index("<table:table-row")
    changed = xml[:first_row] + shapes + xml[first_row:].replace("</table:table-cell>", in_cell, 1)
    frame = (
        f"<office:document-styles {NAMES}><style:header><text:p><text:sheet-name>x</text:sheet-name></text:p></style:header>"
        "<style:footer><text:p>Vertrouwelijk tot 1 mei, pagina <text:page-number>1</text:page-number></text:p></style:footer>"
        "</office:document-styles>"
    )
    chart = f'<office:document-content {NAMES} xmlns:c="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"><c:chart/></office:document-content>'
    members = {
        "content.xml": changed.encode(), "styles.xml": frame.encode(), "Object 1/content.xml": chart.encode(),
        "Object 2/content.xml": b"<formule/>",
    }  # fmt: skip
    return Gold(
        "tekening.ods", repacked(content, members),
        (
            beside("raadslid"), said("Wij oefenen te weinig met elkaar.", "sheet Tafel 1"),
            said("Eerst bellen\ndan mailen", "sheet Tafel 1, text box 1"), said("Pijl naar de school", "text box 2"),
            said("Hier!", "text box 3"), told("1 charts"), told("file inside the document"), told("header or footer"),
        ),
    )  # fmt: skip


def text_with_a_chart() -> Gold:
    """A chart in a text, and a footer with a page number only, which is nothing to tell."""
    frame = (
        f"<office:document-styles {NAMES}><style:footer><text:p>Pagina <text:page-number>1</text:page-number></text:p>"
        "</style:footer></office:document-styles>"
    )
    chart = f'<office:document-content {NAMES} xmlns:c="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"><c:chart/></office:document-content>'
    members = {"styles.xml": frame.encode(), "Object 1/content.xml": chart.encode()}
    return Gold(
        "grafiek.odt", _text("<text:p>De cijfers staan hieronder.</text:p>", **members),
        (said("De cijfers staan hieronder.", "paragraph 1"), told("1 charts")),
    )  # fmt: skip


FILES = [
    text_with_a_table,
    changed_text,
    box_and_inner_table,
    spreadsheet_with_merges,
    spreadsheet_with_two_sheets,
    spreadsheet_with_drawings,
    text_with_a_chart,
]
