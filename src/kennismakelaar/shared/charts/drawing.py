"""SVG without surprises: every text escaped, no style attribute, classes for the page's colors.

Colors stand twice on purpose: as presentation attributes, so that a picture in a report has them, and as
classes, which win from attributes on the page and turn with light and dark.
"""

from html import escape
from zlib import crc32

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

INK, SOFT, LINE, ACCENT, QUIET, PAPER = "#1f1a21", "#5a5260", "#ded7cc", "#6d2150", "#c9bfc6", "#ffffff"
RAMP = ("#f3efe8", "#ead3df", "#cf9bb8", "#a5598a", "#6d2150")
SERIES = ("#6d2150", "#2f7f86", "#b0792a", "#5d6b9c")


def element(name: str, *children: str, **attributes: object) -> SafeString:
    """This will give one SVG element; `class_` and `text_anchor` become `class` and `text-anchor`."""
    pairs = [
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(_neat(value)))}"'
        for key, value in attributes.items()
        if value is not None
    ]
    inside = "".join(conditional_escape(child) for child in children)
    # Every part is escaped above: attribute values by escape, children by conditional_escape.
    return mark_safe(f"<{name}{''.join(pairs)}>{inside}</{name}>")  # noqa: S308


def _neat(value: object) -> object:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else value


def text(
    content: str,
    *,
    x: object,
    y: object,
    class_: str = "c-text",
    anchor: str | None = None,
    size: float = 14,
    fill: str = INK,
    weight: str | None = None,
) -> SafeString:
    return element(
        "text",
        content,
        x=x,
        y=y,
        class_=class_,
        text_anchor=anchor,
        font_size=size,
        fill=fill,
        font_weight=weight,
    )


def picture(
    *children: str,
    title: str,
    description: str,
    height: float,
    width: float | None = None,
    box: float | None = None,
) -> SafeString:
    """This will frame a drawing: with `box` it scales as a whole, without it keeps its text size."""
    across = box or width
    sizes = {"viewBox": f"0 0 {_neat(across)} {_neat(height)}"} if across else {}
    tall = height * width / box if box and width else height
    return element(
        "svg",
        element("title", title),
        element("desc", description),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_label=f"{title}. {description}",
        class_="c-svg",
        width=width or box or "100%",
        height=float(tall),
        font_family="sans-serif",
        **sizes,
    )


def stroke(
    start: tuple[object, object],
    end: tuple[object, object],
    *,
    color: str = INK,
    width: float = 2,
    class_: str = "c-axis",
    dash: str | None = None,
) -> SafeString:
    """This will draw one straight line between two places."""
    return element(
        "line", x1=start[0], y1=start[1], x2=end[0], y2=end[1],
        stroke=color, stroke_width=width, stroke_dasharray=dash, class_=class_,
    )  # fmt: skip


def threshold(x: str, top: float, bottom: float) -> SafeString:
    """This will draw a border that was fixed before anybody looked at the figures."""
    return stroke((x, top), (x, bottom), color=SOFT, width=1.5, class_="c-threshold", dash="5 4")


def hatch(name: str, *, fill: str = PAPER, stroke: str = ACCENT, class_: str = "c-hatch") -> SafeString:
    """This will define stripes, so that a category differs by more than its color."""
    lines = element("path", d="M-1 1l2-2M0 6l6-6M5 7l2-2", stroke=stroke, stroke_width=1.4, class_=class_)
    ground = element("rect", width=6, height=6, fill=fill, class_="c-paper")
    return element("pattern", ground, lines, id=name, width=6, height=6, patternUnits="userSpaceOnUse")


def name_for(*parts: str) -> str:
    """This will give an id that is the same for the same picture."""
    return f"c{crc32('|'.join(parts).encode()):08x}"


def shorten(label: str, most: int) -> str:
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"
