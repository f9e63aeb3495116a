"""The furniture of the site as template tags: each piece is shown on /patronen and listed in docs/look.md."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kennismakelaar.website import navigation
from kennismakelaar.website.icons import PATHS

register = template.Library()

ALERT_ICONS = {"info": "info", "ok": "check", "warning": "warning", "error": "error"}
HERE = "website/components/"


@register.simple_tag
def icon(name: str) -> SafeString:
    """This will draw one icon; it never carries meaning alone, so it is hidden from screen readers."""
    drawing = (
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="{}"/></svg>'
    )
    return format_html(drawing, PATHS[name])


@register.simple_tag
def badge(text: str, kind: str = "") -> SafeString:
    """This will show a short word about the state of something: good, bad, info, accent, draft or nothing."""
    return format_html('<span class="utrecht-data-badge badge badge--{}">{}</span>', kind or "plain", text)


@register.simple_tag
def fictional() -> SafeString:
    """This will mark invented data as such."""
    return badge(_("fictional"), "fictional")


@register.simple_tag
def unconfirmed() -> SafeString:
    """This will mark what no provider has confirmed as current."""
    return badge(_("not confirmed"), "unconfirmed")


@register.simple_tag
def draft() -> SafeString:
    """This will mark what the unit has still to check."""
    return badge(_("draft, to be checked"), "draft")


@register.inclusion_tag(HERE + "source_line.html")
def source_line(name: str = "", url: str = "", date: Any = None, note: str = "") -> dict[str, Any]:
    """This will tell where a statement comes from and when it was last looked at."""
    leads_somewhere = url.startswith(("https://", "http://")) or (url.startswith("/") and url[1:2] != "/")
    return {"name": name, "url": url if leads_somewhere else "", "date": date, "note": note}


@register.inclusion_tag(HERE + "navigation.html", takes_context=True)
def main_navigation(context: Context, name: str) -> dict[str, Any]:
    """This will list the ways through the site and mark where the reader is."""
    request = context.get("request")
    path = getattr(request, "path", "")
    user = getattr(request, "user", None)
    ways = [(way, navigation.is_here(way, path=path)) for way in navigation.MAIN]
    work = navigation.WORK if user is not None and user.is_authenticated else None
    return {
        "name": name,
        "ways": ways,
        "work": work,
        "at_work": navigation.is_here(navigation.WORK, path=path),
    }


@register.inclusion_tag(HERE + "foot_navigation.html")
def foot_navigation() -> dict[str, Any]:
    """This will list the pages that account for the site."""
    return {"ways": navigation.FOOT}


@register.inclusion_tag(HERE + "breadcrumb.html")
def breadcrumb(*crumbs: Any) -> dict[str, Any]:
    """This will show the path to this page: pairs of label and path; the last label stands without a path."""
    pairs = list(zip(crumbs[0::2], [*crumbs[1::2], ""], strict=False))
    return {"crumbs": pairs}


@register.inclusion_tag(HERE + "steps.html")
def steps(labels: Iterable[str], current: int) -> dict[str, Any]:
    """This will show in which step of a flow the reader is (the first is 1)."""
    rows = list(labels)
    return {"steps": list(enumerate(rows, start=1)), "current": current, "total": len(rows)}


@register.inclusion_tag(HERE + "pagination.html", takes_context=True)
def pagination(context: Context, page: Page, parameter: str = "page") -> dict[str, Any]:
    """This will link the other pages of a list and keep the reader's choices in the address."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None

    def address(number: int) -> str:
        if query is None:
            return f"?{parameter}={number}"
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [(n, address(n) if isinstance(n, int) else "") for n in numbers]
    previous = address(page.previous_page_number()) if page.has_previous() else ""
    following = address(page.next_page_number()) if page.has_next() else ""
    return {"page": page, "links": links, "previous": previous, "following": following}


@register.inclusion_tag(HERE + "error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """This will list what is wrong in a form, each line a link to its field."""
    fields = [field for field in form if field.errors] if form is not None else []
    return {"form": form, "fields": fields}


@register.inclusion_tag(HERE + "fields.html")
def fields(form: Any) -> dict[str, Any]:
    """This will show the error summary and every field of a form."""
    return {"form": form}


@register.inclusion_tag(HERE + "facets.html", takes_context=True)
def facets(
    context: Context, groups: Iterable[Any], action: str = "", chosen: Iterable[Any] = (), results: str = ""
) -> dict[str, Any]:
    """This will show the choices that narrow a list: groups with name, label, open and options.

    With `results`, the id of the list, a choice renews the list at once where there is JavaScript (see `smooth`).
    """
    request = context.get("request")
    return {
        "groups": groups,
        "action": action or getattr(request, "path", ""),
        "request": request,
        "chosen": chosen,
        "results": results,
        "q": request.GET.get("q", "") if request is not None else "",
    }


@register.inclusion_tag(HERE + "smooth.html")
def smooth() -> dict[str, Any]:
    """This will bring the one script along, for a page that uses it; belongs in the block `head`."""
    return {}


@register.inclusion_tag(HERE + "thread.html")
def thread(knots: Iterable[Any]) -> dict[str, Any]:
    """This will show the way from somebody's words to what became of them (kind, title, url, note, here)."""
    return {"knots": knots}


@register.inclusion_tag(HERE + "figures.html")
def figures(rows: Iterable[Any]) -> dict[str, Any]:
    """This will set key figures in large type: triples of label, figure and its margin or base."""
    return {"rows": rows}


@register.inclusion_tag(HERE + "facts.html")
def facts(rows: Iterable[Any]) -> dict[str, Any]:
    """This will list pairs of label and value, leaving out what is unknown."""
    return {"rows": [(label, value) for label, value in rows if value not in (None, "", [])]}


@register.inclusion_tag(HERE + "table.html")
def table(table: Any, dense: bool = False, caption: str = "") -> dict[str, Any]:
    """This will show a Table value (header and rows) as a real table in a frame that scrolls by itself."""
    return {"table": table, "dense": dense, "caption": caption or table.caption}


@register.inclusion_tag(HERE + "chart.html")
def chart(chart: Any, csv_url: str = "", level: int = 3) -> dict[str, Any]:
    """This will show a Chart: picture, sentence, table and a link to its CSV."""
    return {"chart": chart, "csv_url": csv_url, "level": level}


@register.simple_block_tag
def alert(content: str, kind: str = "info", title: str = "") -> SafeString:
    """This will set a message apart; an error or a warning is also announced."""
    role = "alert" if kind in ("error", "warning") else "status"
    heading = format_html('<p class="alert__title">{}</p>', title) if title else ""
    return format_html(
        '<div class="utrecht-alert utrecht-alert--{}" role="{}"><div class="utrecht-alert__icon">{}</div>'
        '<div class="utrecht-alert__content">{}{}</div></div>',
        kind,
        role,
        icon(ALERT_ICONS[kind]),
        heading,
        content,
    )


@register.simple_block_tag
def empty_state(content: str, title: str) -> SafeString:
    """This will say that there is nothing here, and what the reader can do instead."""
    return format_html('<div class="empty"><h2>{}</h2>{}</div>', title, content)


@register.simple_block_tag
def card(content: str, title: str = "", href: str = "", level: int = 3) -> SafeString:
    """This will set one thing apart; with href the whole card leads there."""
    shown = format_html('<a href="{}">{}</a>', href, title) if href else title
    heading = format_html('<h{0} class="card__title">{1}</h{0}>', level, shown) if title else ""
    return format_html(
        '<article class="card{}">{}{}</article>', " card--link" if href else "", heading, content
    )


@register.simple_block_tag
def table_frame(content: str, label: str, dense: bool = False) -> SafeString:
    """This will put a frame around a wide table, so that the table scrolls and the page does not."""
    return format_html(
        '<div class="table-frame{}" role="group" aria-label="{}" tabindex="0">{}</div>',
        " dense" if dense else "",
        label,
        content,
    )


@register.simple_block_tag
def quote(content: str, source: str = "") -> SafeString:
    """This will show somebody's words, word for word, with where they were said."""
    footer = format_html("<footer>{}</footer>", source) if source else ""
    # The block was escaped when it was rendered; `strip` would make plain text of it, to be escaped once more.
    words = mark_safe(content.strip())  # noqa: S308
    return format_html('<blockquote class="quote"><p>{}</p>{}</blockquote>', words, footer)


@register.inclusion_tag(HERE + "free_text_notice.html")
def free_text_notice() -> dict[str, Any]:
    """This will ask, before somebody types, to leave out persons and special data."""
    return {}
