"""Excel workbooks, as people make them: for the eye, not for a program."""

import datetime
import io
import zipfile

import openpyxl
from openpyxl.comments import Comment

from rooms.intake.files import repacked, saved, workbook

from .pieces import Gold, above, beside, said, told

REMARK = "Wij weten niet wie wij moeten bellen."
OTHER = "De school is onze belangrijkste partner."
THIRD = "Er is te weinig tijd om te oefenen."


def merged_headers() -> Gold:
    """A title, and a header over two rows with groups merged over columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Opbrengst"
    for row in (
        ["Opbrengst themadag"],
        [],
        ["Gemeente", "Polarisatie", None, "Inclusie", None],
        [None, "Wat gaat goed", "Wat mist u", "Wat gaat goed", "Wat mist u"],
        ["Delft", "De lijnen met de politie zijn kort.", REMARK, "De adviesraad denkt goed mee.", THIRD],
    ):
        sheet.append(row)
    for area in ("A1:E1", "A3:A4", "B3:C3", "D3:E3"):
        sheet.merge_cells(area)
    return Gold(
        "samengevoegde koppen.xlsx", saved(book),
        (
            above("Opbrengst themadag"), beside("Gemeente"), beside("Delft"),
            beside("Polarisatie – Wat gaat goed"), beside("Polarisatie – Wat mist u"),
            beside("Inclusie – Wat gaat goed"), beside("Inclusie – Wat mist u"),
            said("De lijnen met de politie zijn kort.", "sheet Opbrengst, row 5, column B"),
            said(REMARK, "row 5, column C"), said("De adviesraad denkt goed mee.", "row 5, column D"),
            said(THIRD, "row 5, column E"),
        ),
    )  # fmt: skip


def tables_below_each_other() -> Gold:
    """Two tables with titles and other columns, and a remark below them."""
    rows = [
        ["Sessie 1"], ["Gemeente", "Opmerking"], ["Delft", REMARK], ["Urk", OTHER], [],
        ["Sessie 2"], ["Rol", "Thema", "Uitspraak"], ["raadslid", "Inclusie", THIRD], [], [],
        ["Deze lijst is gemaakt tijdens de lunch en is niet compleet; aanvullingen zijn welkom bij de organisatie van de dag "
         "en worden later verwerkt in een nieuwe versie."],
    ]  # fmt: skip
    return Gold(
        "twee tabellen.xlsx", workbook(Dag=rows),
        (
            above("Sessie 1"), beside("Gemeente"), beside("Delft"), beside("Urk"),
            said(REMARK, "“Sessie 1”", "sheet Dag, row 3, column B"), said(OTHER, "“Sessie 1”", "row 4, column B"),
            above("Sessie 2"), beside("Rol"), beside("Thema"), beside("raadslid"), beside("Inclusie"),
            said(THIRD, "“Sessie 2”", "sheet Dag, row 8, column C"), said(rows[-1][0], "row 11, column A"),
        ),
    )  # fmt: skip


def tables_beside_each_other() -> Gold:
    rows = [
        ["Gemeente", "Opmerking", None, "Gemeente", "Opmerking"],
        ["Delft", REMARK, None, "Utrecht", OTHER],
        ["Urk", THIRD, None, None, None],
    ]
    return Gold(
        "naast elkaar.xlsx", workbook(Tafels=rows),
        (
            beside("Delft"), beside("Utrecht"), beside("Urk"), beside("Gemeente"), said(REMARK, "row 2, column B"),
            said(OTHER, "row 2, column E"), said(THIRD, "row 3, column B"),
        ),
    )  # fmt: skip


def answers_in_columns() -> Gold:
    """Turned: every respondent is a column."""
    rows = [
        ["Gemeente", "Delft", "Utrecht", "Urk"],
        ["Functie", "wethouder", "griffier", "raadslid"],
        ["Uitspraak", REMARK, OTHER, THIRD],
        ["Cijfer", 7, 8, 6],
    ]
    return Gold(
        "in kolommen.xlsx", workbook(Gedraaid=rows),
        (
            *map(beside, ["Gemeente", "Delft", "Utrecht", "Urk", "Functie", "wethouder", "griffier", "raadslid", "Cijfer",
                          "7", "8", "6", "Uitspraak"]),
            said(REMARK, "row 3, column B"), said(OTHER, "row 3, column C"), said(THIRD, "row 3, column D"),
        ),
    )  # fmt: skip


def questions_by_municipality() -> Gold:
    """A matrix: questions down, municipalities across, words in the middle."""
    rows = [
        ["Vraag", "Delft", "Utrecht"],
        [
            "Wat gaat goed?",
            "De samenwerking met het onderwijs loopt.",
            "Wij hebben een vast overleg met de politie.",
        ],
        ["Wat mist u?", REMARK, None],
    ]
    return Gold(
        "vragen en gemeenten.xlsx", workbook(Matrix=rows),
        (
            *map(beside, ["Vraag", "Delft", "Utrecht", "Wat gaat goed?", "Wat mist u?"]),
            said(rows[1][1], "row 2, column B"), said(rows[1][2], "row 2, column C"), said(REMARK, "row 3, column B"),
        ),
    )  # fmt: skip


def hidden_parts() -> Gold:
    book = openpyxl.load_workbook(io.BytesIO(workbook(
        Zichtbaar=[["Gemeente", "Rol", "Opmerking"], ["Delft", "griffier", REMARK], ["Urk", "raadslid", OTHER]],
        Verborgen=[["Rol", "Opmerking"], ["wethouder", THIRD]],
    )))  # fmt: skip
    book["Verborgen"].sheet_state = "hidden"
    book["Zichtbaar"].row_dimensions[3].hidden = True
    book["Zichtbaar"].column_dimensions["B"].hidden = True
    return Gold(
        "verborgen.xlsx", saved(book),
        (
            said(REMARK, "sheet Zichtbaar, row 2"), said(OTHER, "sheet Zichtbaar, row 3"), beside("raadslid"),
            said(THIRD, "sheet Verborgen, row 2"), told("hidden rows", "sheet Zichtbaar"),
            told("hidden columns", "sheet Zichtbaar"), told("hidden sheet", "sheet Verborgen"),
        ),
    )  # fmt: skip


def formulas_and_errors() -> Gold:
    """Formulas with a stored value, without one, and a cell that holds an error."""
    content = workbook(
        Rekenblad=[
            ["Gemeente", "Score", "Fout", "Toelichting"],
            ["Delft", "=1+2", "A", REMARK],
            ["Urk", "=2+2", 1, OTHER],
        ]
    )
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    changed = sheet.replace("<f>1+2</f><v></v>", "<f>1+2</f><v>3</v>").replace(
        "<f>1+2</f><v />", "<f>1+2</f><v>3</v>"
    )
    changed = changed.replace('<c r="C3" t="n"><v>1</v></c>', '<c r="C3" t="e"><v>#N/A</v></c>')
    assert "#N/A" in changed
    assert "<v>3</v>" in changed
    return Gold(
        "formules.xlsx", repacked(content, {"xl/worksheets/sheet1.xml": changed.encode()}),
        (
            said(REMARK, "row 2, column D"), said(OTHER, "row 3, column D"), beside("3"), beside("A"),
            told("1 formulas: the last", "column B"), told("1 formulas without", "column B"), told("error value", "column C"),
        ),
    )  # fmt: skip


def dates() -> Gold:
    rows = [
        ["Datum", "Begin", "Gemeente", "Notitie"],
        [datetime.date(2026, 2, 6), datetime.time(9, 30), "Delft", REMARK],
        [datetime.datetime(2026, 2, 6, 13, 15), datetime.time(13, 15), "Urk", OTHER],
    ]
    return Gold(
        "data.xlsx", workbook(Agenda=rows),
        (
            *map(beside, ["2026-02-06", "09:30", "2026-02-06 13:15", "13:15", "Delft", "Urk"]),
            said(REMARK, "row 2, column D"), said(OTHER, "row 3, column D"),
        ),
    )  # fmt: skip


def empty_rows_and_sections() -> Gold:
    """One table with empty rows, titles between its rows, and a row without words."""
    rows = [
        [], [None, "Gemeente", "Rol", "Opmerking"], [], [None, "Delft", "wethouder", REMARK], [], [],
        [None, "Middagdeel"], [None, "Utrecht", "griffier", "Meer tijd."], [None, "Urk", "raadslid", None], [],
        [None, "Delft", "burgemeester", THIRD],
    ]  # fmt: skip
    return Gold(
        "lege rijen.xlsx", workbook(Blad=rows),
        (
            *map(beside, ["Gemeente", "Delft", "wethouder", "Utrecht", "griffier", "burgemeester"]),
            said(REMARK, "row 4, column D"), above("Middagdeel"), said("Meer tijd.", "Middagdeel", "row 8, column D"),
            told("1 rows without text"), said(THIRD, "row 11, column D"),
        ),
    )  # fmt: skip


def comments_and_boxes() -> Gold:
    book = openpyxl.load_workbook(io.BytesIO(workbook(Notities=[["Rol", "Opmerking"], ["griffier", REMARK]])))
    book["Notities"]["B2"].comment = Comment("Klopt dit nog?", "a")
    content = saved(book)
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:sp><xdr:txBody><a:p><a:r><a:t>Let op: concept</a:t>'
        "</a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        old = packed.read(relations).decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    new = old.replace(
        "</Relationships>",
        f'<Relationship Id="rId99" Type="{kind}" Target="/xl/drawings/box1.xml"/></Relationships>',
    )
    return Gold(
        "opmerking bij cel.xlsx", repacked(content, {relations: new.encode(), "xl/drawings/box1.xml": drawing.encode()}),
        (
            said(REMARK, "row 2, column B"), beside("griffier"), said("Klopt dit nog?", "row 2, column B, comment"),
            said("Let op: concept", "sheet Notities, text box 1"),
        ),
    )  # fmt: skip


def a_list_without_a_header() -> Gold:
    lines = [REMARK, OTHER, THIRD, "Kan er een lijst komen van wie waarover gaat?"]
    return Gold(
        "losse regels.xlsx", workbook(Flap=[[line] for line in lines], Cijfers=[[1, 2], [3, 4]]),
        (
            *(said(line, f"sheet Flap, row {n}, column A") for n, line in enumerate(lines, start=1)),
            told("4 cells with numbers only", "sheet Cijfers"),
        ),
    )  # fmt: skip


def merged_down_and_names() -> Gold:
    """A municipality merged over the rows below it, and a column with names of persons, which is not kept."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Aanmeldingen"
    for row in (
        ["Gemeente", "Naam", "Opmerking"],
        ["Utrecht", "A. de Fictieve", REMARK],
        [None, "B. Bedacht", OTHER],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    return Gold(
        "aanmeldlijst.xlsx", saved(book),
        (
            beside("Gemeente"), beside("Utrecht"), said(REMARK, "row 2, column C"), said(OTHER, "row 3, column C"),
            told("seems to name persons", "sheet Aanmeldingen"),
        ),
    )  # fmt: skip


def frames_and_drawings() -> Gold:
    """Words in the footer of the pages, a page number in that of another sheet, a diagram and a file inside."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(
        Opbrengst=[["Rol", "Opmerking"], ["griffier", REMARK]], Tweede=[["Rol", "Opmerking"], ["wethouder", OTHER]],
    )))  # fmt: skip
    book["Opbrengst"].oddFooter.left.text = "Concept: nog niet delen"
    book["Tweede"].oddFooter.center.text = "Pagina &P van &N"
    members = {"xl/diagrams/data1.xml": b"<d/>", "xl/embeddings/bijlage.docx": b"x"}
    return Gold(
        "voettekst.xlsx", repacked(saved(book), members),
        (
            beside("griffier"), said(REMARK, "sheet Opbrengst"), beside("wethouder"), said(OTHER, "sheet Tweede"),
            told("header or footer", "sheet Opbrengst"), told("1 diagrams"), told("file inside the document"),
        ),
    )  # fmt: skip


FILES = [
    merged_headers, tables_below_each_other, tables_beside_each_other, answers_in_columns, questions_by_municipality,
    hidden_parts, formulas_and_errors, dates, empty_rows_and_sections, comments_and_boxes, a_list_without_a_header,
    merged_down_and_names, frames_and_drawings,
]  # fmt: skip
