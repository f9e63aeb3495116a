"""Long texts of the site: Markdown files, one per language, with a title and a date above them."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt

FOLDER = Path(__file__).parent / "content"
FALLBACK = "nl"
HEADING = re.compile(r"<h2>(.*?)</h2>")


@dataclass(frozen=True)
class TextPage:
    title: str
    lead: str
    updated: date
    html: SafeString
    headings: tuple[tuple[str, str], ...]


@cache
def text_page(name: str, *, language: str) -> TextPage:
    """This will read one text in a language, or in Dutch where that language has none."""
    path = FOLDER / language / f"{name}.md"
    if not path.exists():
        path = FOLDER / FALLBACK / f"{name}.md"
    head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    html = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable("table").render(body)
    # Our own files, rendered with raw HTML switched off. Tables get the frame that scrolls by itself.
    frame = format_html('<div class="table-frame" role="group" tabindex="0" aria-label="{}">', facts["title"])
    framed = html.replace("<table>", f"{frame}<table>").replace("</table>", "</table></div>")
    headings = tuple((slugify(unescape(label)), unescape(label)) for label in HEADING.findall(framed))
    framed = HEADING.sub(lambda found: f'<h2 id="{slugify(unescape(found[1]))}">{found[1]}</h2>', framed)
    updated = date.fromisoformat(facts["updated"])
    return TextPage(facts["title"], facts["lead"], updated, mark_safe(framed), headings)  # noqa: S308
