"""The knowledge product as a Word file and as a tagged PDF: the same parts and points as on the page."""

import io
import json
from importlib.resources import files

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .composing import without_gone, without_quotes
from .models import KnowledgeProduct

TEMPLATE = files("kennismakelaar.follow_up").joinpath("product.typ")


def parts_of(product: KnowledgeProduct, *, quotes: bool) -> list[tuple[str, list[str]]]:
    """The parts that hold something, each with its points.

    quotes: False leaves the words of municipalities out, for everybody who did not take part.
    """
    # What was erased or left out since is not shown, also before the hourly task takes it out.
    parts = [
        (_("What was said"), without_gone(product.said, product.session)),
        (_("What is needed"), product.needed),
        (_("What exists"), product.exists),
        (_("What follows"), product.follows),
    ]
    points = [(title, [line.strip() for line in text.splitlines() if line.strip()]) for title, text in parts]
    if not quotes:
        points = [(title, [without_quotes(line) for line in lines]) for title, lines in points]
    return [(title, lines) for title, lines in points if lines]


def under_title(product: KnowledgeProduct) -> str:
    """The event, its day, and that it is made up when it is."""
    event = product.session.event
    day = formats.date_format(event.held_on, "j F Y")
    made_up = f" ({_('fictitious')})" if product.is_fictitious and "fictief" not in event.title else ""
    return f"{event.title}, {day}{made_up}"


def as_word(product: KnowledgeProduct, *, quotes: bool) -> bytes:
    """The page as a Word file to work on."""
    from docx import Document

    document = Document()
    document.core_properties.title = product.title
    document.core_properties.language = (get_language() or "nl")[:2]
    document.core_properties.author = "Kennismakelaar"
    document.add_heading(product.title, level=1)
    document.add_paragraph(under_title(product))
    for title, points in parts_of(product, quotes=quotes):
        document.add_heading(title, level=2)
        for point in points:
            document.add_paragraph(point, style="List Bullet")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def as_pdf(product: KnowledgeProduct, *, quotes: bool) -> bytes:
    """The page as PDF/UA-1. All text reaches the template as data, never as markup."""
    import typst

    data = {
        "lang": (get_language() or "nl")[:2],
        "title": product.title,
        "under": under_title(product),
        "parts": [{"title": title, "points": points} for title, points in parts_of(product, quotes=quotes)],
        "foot": _("Kennismakelaar: what became of what you said"),
    }
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
