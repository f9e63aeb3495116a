"""Word documents with words beside the text: comments, boxes, notes, headers, a table of contents."""

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from rooms.intake.files import repacked, saved

from .pieces import Gold, above, said, told

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def comments() -> Gold:
    document = docx.Document()
    run = document.add_paragraph("Deelnemers willen oefenen met een echte casus.").runs[0]
    document.add_comment(run, text="Dit hoorden wij aan drie tafels.", author="a", initials="a")
    document.add_comment(run, text="Past bij module 2?", author="b", initials="b")
    return Gold(
        "met opmerkingen.docx", saved(document),
        (
            said("Deelnemers willen oefenen met een echte casus.", "paragraph 1"),
            said("Dit hoorden wij aan drie tafels.", "comment 1"), said("Past bij module 2?", "comment 2"),
        ),
    )  # fmt: skip


def text_boxes() -> Gold:
    """A text box stands in the file twice: once for new, once for old programs."""
    document = docx.Document()
    document.add_heading("Sessie 9", level=1)
    document.add_paragraph("De flap-over is overgetypt in het kader.")
    box = "<w:txbxContent><w:p><w:r><w:t>Meer tijd</w:t></w:r></w:p><w:p><w:r><w:t>Minder protocollen</w:t></w:r></w:p></w:txbxContent>"
    xml = (
        f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">'
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document.element.body.insert(2, parse_xml(xml))
    return Gold(
        "tekstvak.docx", saved(document),
        (
            above("Sessie 9"), said("De flap-over is overgetypt in het kader.", "Sessie 9"),
            said("Meer tijd\nMinder protocollen", "Sessie 9", "text box 1"),
        ),
    )  # fmt: skip


def footnotes() -> Gold:
    document = docx.Document()
    document.add_paragraph("Wij kennen het meldpunt niet.")
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>Gezegd door twee gemeenten.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    ).encode()
    ends = f'<w:endnotes {W}><w:endnote w:id="1"><w:p><w:r><w:t>Zie ook het verslag van 2025.</w:t></w:r></w:p></w:endnote></w:endnotes>'
    changed = {"word/footnotes.xml": notes, "word/endnotes.xml": ends.encode()}
    return Gold(
        "voetnoten.docx", repacked(saved(document), changed),
        (
            said("Wij kennen het meldpunt niet.", "paragraph 1"), said("Gezegd door twee gemeenten.", "footnote 1"),
            said("Zie ook het verslag van 2025.", "footnote 2"),
        ),
    )  # fmt: skip


def headers_and_pictures() -> Gold:
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Verslag, concept 3"
    section.footer.paragraphs[0].text = "Alleen voor intern gebruik"
    document.add_paragraph("Er is verwarring over wie mag delen met wie.")
    content = repacked(saved(document), {"word/media/image1.png": b"\x89PNG"})
    return Gold(
        "kopregel.docx", content,
        (
            said("Er is verwarring over wie mag delen met wie.", "paragraph 1"),
            told("header or footer of the pages"), told("1 pictures"),
        ),
    )  # fmt: skip


def contents_and_hidden_words() -> Gold:
    """A table of contents repeats the headings; hidden words are read, and said to be hidden."""
    document = docx.Document()
    styles = document.styles
    styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Opbrengst ........ 2", style="toc 1")
    document.add_heading("Opbrengst", level=1)
    paragraph = document.add_paragraph("De wijkagent is weg. ")
    paragraph.add_run("Dit liever niet delen.").font.hidden = True
    document.add_paragraph("Regel een\nRegel twee\tmet een tab")
    return Gold(
        "inhoudsopgave.docx", saved(document),
        (
            told("table of contents"), above("Opbrengst"),
            said("De wijkagent is weg. Dit liever niet delen.", "Opbrengst"), told("Hidden text", "paragraph 2"),
            said("Regel een\nRegel twee\tmet een tab", "Opbrengst", "paragraph 3"),
        ),
    )  # fmt: skip


def content_controls() -> Gold:
    """Fields to fill in, as templates of municipalities have them, and a table in which a row was struck out."""
    document = docx.Document()
    xml = (
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Ingevuld: de raad wil meer uitleg.</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    document.element.body.insert(0, parse_xml(xml))
    table = document.add_table(rows=3, cols=2)
    for place, text in enumerate(
        ["Rol", "Opmerking", "griffier", "Graag een korte handreiking.", "raadslid", "X"]
    ):
        table.cell(place // 2, place % 2).text = text
    struck = table.cell(2, 1).paragraphs[0]._p
    struck.getparent().replace(
        struck,
        parse_xml(f'<w:p {nsdecls("w")}><w:del w:id="9"><w:r><w:delText>weg</w:delText></w:r></w:del></w:p>'),
    )
    return Gold(
        "sjabloon.docx", saved(document),
        (
            said("Ingevuld: de raad wil meer uitleg.", "paragraph 1"), said("Graag een korte handreiking.", "row 2"),
            told("struck out", "table 1, row 3, column B"), told("1 rows without text", "table 1"),
        ),
    )  # fmt: skip


FILES = [comments, text_boxes, footnotes, headers_and_pictures, contents_and_hidden_words, content_controls]
