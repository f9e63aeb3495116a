"""Documents are read as officials deliver them: every word lands with its place, or the reader says it did not."""

import io
from email.message import EmailMessage

import docx
import pypdfium2
import pytest
from django.utils import translation
from docx.shared import Inches
from odf.opendocument import OpenDocumentText
from odf.text import H, List, ListItem, P

from kennismakelaar.intake.reading import read_words, refusals
from rooms.intake.files import repacked, saved, workbook

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "00000005000118dd8db00000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def read(name, content):
    found = read_words(name, content)
    return [(p.place, p.text) for p in found.paragraphs], [u.reason for u in found.unread]


def test_a_word_document_gives_headings_lists_and_tables_with_their_place():
    document = docx.Document()
    document.add_heading("Sessie 3: Polarisatie", level=1)
    document.add_paragraph("Wij missen de school als partner.")
    document.add_paragraph("Eerste punt", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for place, text in enumerate(["Vraag", "Antwoord", "Wat mist u?", "Een training"]):
        table.cell(place // 2, place % 2).text = text
    document.add_paragraph("Slot")
    assert read("verslag.docx", saved(document)) == (
        [
            ("paragraph 1", "Sessie 3: Polarisatie"),
            ("“Sessie 3: Polarisatie”, paragraph 2", "Wij missen de school als partner."),
            ("“Sessie 3: Polarisatie”, paragraph 3, list item 1", "Eerste punt"),
            ("“Sessie 3: Polarisatie”, table 1, row 2, column B", "Een training"),
            ("“Sessie 3: Polarisatie”, paragraph 4", "Slot"),
        ],
        [],
    )


def test_pictures_in_a_document_are_reported():
    document = docx.Document()
    document.add_paragraph("Zie de foto van de flap-over.")
    document.add_picture(io.BytesIO(PIXEL), width=Inches(1))
    words, unread = read("foto.docx", saved(document))
    assert len(words) == 1
    assert unread == ["1 pictures were not read. Type their text in the document."]


def test_comments_are_read_and_footers_are_reported():
    document = docx.Document()
    run = document.add_paragraph("Wij willen oefenen.").runs[0]
    document.add_comment(run, text="Dit hoorden we vaker.", author="adviseur", initials="a")
    document.sections[0].footer.paragraphs[0].text = "Vertrouwelijk"
    words, unread = read("opmerking.docx", saved(document))
    assert words[-1] == ("comment 1", "Dit hoorden we vaker.")
    assert unread == ["The header or footer of the pages was not read."]


def test_words_struck_out_are_left_out_and_reported_and_inserted_words_are_read():
    document = docx.Document()
    document.add_paragraph("PLAATS")
    content = saved(document)
    import zipfile

    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
    changed = xml.replace(
        b"<w:r><w:t>PLAATS</w:t></w:r>",
        b"<w:ins w:id='1'><w:r><w:t>nieuw</w:t></w:r></w:ins><w:del w:id='2'><w:r><w:delText>oud</w:delText></w:r></w:del>",
    )
    assert changed != xml
    words, unread = read("wijziging.docx", repacked(content, {"word/document.xml": changed}))
    assert words == [("paragraph 1", "nieuw")]
    assert unread == ["Text struck out with tracked changes was not read."]


def test_paragraphs_of_a_plain_text_are_parted_by_blank_lines():
    words, _ = read("notities.txt", "Eerste regel\nloopt door\n\nTweede alinea\r\n".encode("cp1252"))
    assert words == [("line 1", "Eerste regel\nloopt door"), ("line 4", "Tweede alinea")]


def test_without_blank_lines_every_line_is_a_paragraph():
    words, _ = read("notities.txt", "één\ntwee\ndrie".encode("cp1252"))
    assert words == [("line 1", "één"), ("line 2", "twee"), ("line 3", "drie")]


def test_a_table_gives_its_text_column_with_the_other_columns_as_labels():
    text = "Gemeente;Rol;Uitspraak\nDelft;raadslid;Wij weten niet hoe te handelen.\nUrk;griffier;\n"
    found = read_words("uitspraken.csv", text.encode())
    assert [(p.text, p.labels) for p in found.paragraphs] == [
        ("Wij weten niet hoe te handelen.", {"Gemeente": "Delft", "Rol": "raadslid"})
    ]
    assert [u.reason for u in found.unread] == ["1 rows without text in the column “Uitspraak”."]


def test_a_workbook_of_notes_is_read_too():
    rows = [["Gemeente", "Opmerking"], ["Delft", "Meer oefenen graag"], ["Urk", "Wie belt wie?"]]
    words, _ = read("notities.xlsx", workbook(Notities=rows))
    assert words == [
        ("sheet Notities, row 2, column B", "Meer oefenen graag"),
        ("sheet Notities, row 3, column B", "Wie belt wie?"),
    ]


def pdf_with(*pages):
    document = pypdfium2.PdfDocument.new()
    for _text in pages:
        document.new_page(400, 600)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_pdf(*pages):
    """A PDF of one text page per argument, written by hand: the library reads but does not typeset."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = b" ".join(b"(%s) Tj 0 -14 Td" % line.encode("latin-1") for line in lines)
        stream = b"BT /F1 12 Tf 50 500 Td " + shown + b" ET"
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(body)
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + (b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    )


def test_a_pdf_gives_its_words_page_by_page():
    words, unread = read("verslag.pdf", text_pdf(["Wij missen kennis."], ["Wie belt wie", "in een crisis?"]))
    assert words[0] == ("page 1, paragraph 1", "Wij missen kennis.")
    assert words[1] == ("page 2, paragraph 1", "Wie belt wie in een crisis?")
    assert unread == []


def test_a_scanned_page_is_reported_with_its_number():
    words, unread = read("half.pdf", text_pdf(["Tekst op bladzijde 1."], []))
    assert len(words) == 1
    assert "Scanned page" in unread[0]
    assert read_words("half.pdf", text_pdf(["Tekst."], [])).unread[0].place == "page 2"


def test_a_scan_without_any_text_is_refused():
    with pytest.raises(refusals.OnlyScans) as caught:
        read_words("scan.pdf", pdf_with("", ""))
    assert "2 pages" in caught.value.came
    assert "Tesseract" in caught.value.hint


def test_a_damaged_pdf_is_refused():
    with pytest.raises(refusals.CorruptFile):
        read_words("stuk.pdf", b"%PDF-1.7\ngeen pdf")


def mail(**options):
    message = EmailMessage()
    message["From"], message["To"] = "a@example.org", "b@example.org"
    message["Subject"] = "Vraag na de themadag"
    message.set_content(
        "Beste collega,\n\nWij zoeken een training.\n\nOp 6 februari schreef iemand:\n> oude tekst\n"
    )
    if "html" in options:
        message = EmailMessage()
        message["Subject"] = "Vraag"
        message.set_content(options["html"], subtype="html")
    if "attachment" in options:
        message.add_attachment(
            b"%PDF-1.4", maintype="application", subtype="pdf", filename=options["attachment"]
        )
    return message.as_bytes()


def test_a_mail_gives_subject_and_new_words_but_no_addresses():
    words, unread = read("vraag.eml", mail(attachment="bijlage.pdf"))
    texts = [text for _, text in words]
    assert texts == ["Vraag na de themadag", "Beste collega,", "Wij zoeken een training."]
    assert not any("example.org" in text for text in texts)
    assert [reason.split(".")[0] for reason in unread] == [
        "An earlier mail that was quoted below was not read",
        "Attachment “bijlage",
        "Who wrote to whom was left out on purpose",
    ]


def test_a_mail_in_html_gives_its_visible_words():
    html = "<html><head><style>p{}</style></head><body><p>Eerste</p><p>Tweede &amp; derde</p><script>x()</script></body></html>"
    assert [text for _, text in read("vraag.eml", mail(html=html))[0]][1:] == ["Eerste", "Tweede & derde"]


def test_an_opendocument_text_is_read():
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Sessie 1"))
    document.text.addElement(P(text="Wij missen de school."))
    points = List()
    item = ListItem()
    item.addElement(P(text="Punt een"))
    points.addElement(item)
    document.text.addElement(points)
    out = io.BytesIO()
    document.write(out)
    words, _ = read("verslag.odt", out.getvalue())
    assert words == [
        ("paragraph 1", "Sessie 1"),
        ("“Sessie 1”, paragraph 2", "Wij missen de school."),
        ("“Sessie 1”, paragraph 3, list item 1", "Punt een"),
    ]


def test_a_document_without_words_is_refused():
    with pytest.raises(refusals.NoWordsFound):
        read_words("leeg.docx", saved(docx.Document()))


def test_control_signs_never_reach_the_store():
    words, _ = read("a.txt", b"goed\x0b\x1fzo")
    assert words == [("line 1", "goedzo")]
