"""PDF files, written by hand: what a page is made of decides how hard it is to read."""

from collections.abc import Sequence

from .pieces import Gold, said, told

Drawn = tuple[float, float, str]  # x, y, words


def pdf(*drawn: Sequence[Drawn], size: int = 11) -> bytes:
    """A PDF with one page per argument, and on it these words at these places, in this order."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"",
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]  # fmt: skip
    kids = []
    for page in drawn:
        stream = b"".join(
            b"BT /F1 %d Tf %d %d Td (%s) Tj ET\n" % (size, x, y, _escaped(text)) for x, y, text in page
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                       b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects))  # fmt: skip
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def column(x: float, top: float, lines: Sequence[str], step: float = 14) -> list[Drawn]:
    return [(x, top - step * number, line) for number, line in enumerate(lines) if line]


LEFT = ["Wij merken dat jongeren steeds vaker", "online worden benaderd door groepen", "die wij niet kennen.", "",
        "Scholen vragen ons om hulp, maar wij", "hebben zelf te weinig kennis van de", "taal en de tekens."]  # fmt: skip
RIGHT = ["Een training voor de hele keten zou", "helpen, met politie en jeugdwerk erbij", "aan tafel.", "",
         "Daarna willen wij graag een vast", "aanspreekpunt in de regio houden", "voor vragen."]  # fmt: skip


def two_columns() -> Gold:
    """A title over two columns; the file draws line by line, across both."""
    title = "Verslag van de themadag over weerbaarheid, opgesteld door de gespreksleiders samen"
    across = [
        piece for pair in zip(column(50, 740, LEFT), column(320, 740, RIGHT), strict=True) for piece in pair
    ]
    return Gold(
        "twee kolommen.pdf", pdf([(50, 790, title), *across]),
        (
            said(title, "page 1"), said(" ".join(LEFT[:3]), "page 1, text column 1"),
            said(" ".join(LEFT[4:]), "text column 1"), said(" ".join(RIGHT[:3]), "text column 2"),
            said(" ".join(RIGHT[4:]), "text column 2"),
        ),
    )  # fmt: skip


def running_lines() -> Gold:
    texts = [["De raad vraagt vaker om uitleg dan", "vorig jaar."], ["Wij hebben daar nog geen goede", "vorm voor gevonden."],
             ["Een voorbeeld van een andere", "gemeente zou helpen."]]  # fmt: skip
    pages = [
        [(50, 810, "Concept verslag themadag"), *column(50, 700, text), (280, 30, f"Pagina {number} van 3")]
        for number, text in enumerate(texts, start=1)
    ]
    return Gold(
        "kopregels.pdf", pdf(*pages),
        (*(said(" ".join(text), f"page {n}") for n, text in enumerate(texts, start=1)), told("top or bottom of 3 pages")),
    )  # fmt: skip


def half_scanned() -> Gold:
    return Gold(
        "half gescand.pdf", pdf(column(50, 700, ["Bladzijde 1 is getypt."]), [], column(50, 700, ["Bladzijde 3 ook."])),
        (said("Bladzijde 1 is getypt.", "page 1"), told("Scanned page", "page 2"), said("Bladzijde 3 ook.", "page 3")),
    )  # fmt: skip


def points_and_hyphens() -> Gold:
    lines = ["Wat er volgens de aanwezigen nodig is op korte termijn, in volgorde:", "1. Meer kennis van online radicali-",
             "sering bij de jeugdzorg.", "2. Een draaiboek.", "• Los punt van de voorzitter van de dag zelf."]  # fmt: skip
    return Gold(
        "opsomming.pdf", pdf(column(50, 760, lines)),
        (
            said(lines[0], "page 1, paragraph 1"), said("1. Meer kennis van online radicalisering bij de jeugdzorg."),
            said("2. Een draaiboek."), said(lines[4]),
        ),
    )  # fmt: skip


FILES = [two_columns, running_lines, half_scanned, points_and_hyphens]
