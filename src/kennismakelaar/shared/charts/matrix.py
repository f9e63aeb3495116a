"""The white-spot map: a real table, because each cell says more than a color can."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .base import Chart
from .drawing import ACCENT, INK, LINE, PAPER, RAMP, SOFT, element, picture, shorten, text
from .table import Table, shown

SIDE, ROW, HEAD = 210.0, 44.0, 40.0
STEPS = (20, 40, 60, 80)


@dataclass(frozen=True)
class Cell:
    """One crossing: share with its interval, kind in words, address of its story. No share: withheld."""

    share: float | None = None
    lower: float | None = None
    upper: float | None = None
    kind: str = ""
    url: str = ""
    white: bool = False

    @property
    def level(self) -> int:
        return sum((self.share or 0) >= step for step in STEPS)


@dataclass(frozen=True)
class MatrixRow:
    label: str
    cells: Sequence[Cell]
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Matrix(Chart):
    """Subjects by segments. A decided white spot has a dashed frame and the word, not only a shade."""

    columns: Sequence[str]
    rows: Sequence[MatrixRow]
    row_header: str = ""
    unit: str = "%"
    wide = True

    @property
    def table(self) -> Table:
        header = (self.row_header or _("Subject"), _("Group"), _("Share"), _("From"), _("To"), _("Kind"))
        values = tuple(
            (row.label, column, cell.share, cell.lower, cell.upper, self._kind(cell))
            for row in self.rows
            for column, cell in zip(self.columns, row.cells, strict=True)
        )
        return Table(self.title, header, values, unit=self.unit, numeric=frozenset({2, 3, 4}))

    def _kind(self, cell: Cell) -> str:
        return cell.kind or (_("too little data") if cell.share is None else "")

    @property
    def sentence(self) -> str:
        cells = [
            (row.label, column, cell)
            for row in self.rows
            for column, cell in zip(self.columns, row.cells, strict=True)
        ]
        white = sum(cell.white for *_names, cell in cells)
        told = _("%(white)d of %(all)d cells are white spots.") % {"white": white, "all": len(cells)}
        known = [(cell.share, label, column) for label, column, cell in cells if cell.share is not None]
        if not known:
            return told
        share, label, column = max(known)
        return (
            told
            + " "
            + _("The largest: %(label)s for %(column)s, %(share)s.")
            % {
                "label": label,
                "column": column,
                "share": shown(share, self.unit),
            }
        )

    @property
    def picture(self) -> SafeString:
        head = format_html_join("", '<th scope="col">{}</th>', ((column,) for column in self.columns))
        body = format_html_join(
            "",
            '<tr><th scope="row">{}</th>{}</tr>',
            (
                (
                    _linked(row.label, row.url),
                    format_html_join("", "{}", ((self._shown(cell),) for cell in row.cells)),
                )
                for row in self.rows
            ),
        )
        return format_html(
            '<div class="table-frame" role="group" tabindex="0" aria-label="{0}"><table class="matrix">'
            '<caption class="visually-hidden">{0}</caption>'
            '<thead><tr><th scope="col">{1}</th>{2}</tr></thead><tbody>{3}</tbody></table></div>',
            self.title,
            self.row_header or _("Subject"),
            head,
            body,
        )

    def _shown(self, cell: Cell) -> SafeString:
        kind = self._kind(cell)
        if cell.share is None:
            return format_html('<td class="matrix__none"><span>{}</span></td>', kind)
        margin = (
            ""
            if cell.lower is None or cell.upper is None
            else f"{shown(cell.lower)}–{shown(cell.upper, self.unit)}"
        )
        return format_html(
            '<td class="matrix__cell level-{}{}">{}<small>{}</small>'
            '<small class="matrix__kind">{}</small></td>',
            cell.level,
            " matrix__cell--white" if cell.white else "",
            _linked(shown(cell.share, self.unit), cell.url),
            margin,
            kind,
        )

    def draw(self, width: float | None) -> SafeString:
        wide = SIDE + 110.0 * len(self.columns)
        heads = [
            text(shorten(c, 15), x=SIDE + n * 110 + 6, y=24, size=12, fill=SOFT, class_="c-text c-soft")
            for n, c in enumerate(self.columns)
        ]
        rows = [part for n, row in enumerate(self.rows) for part in self._draw_row(row, HEAD + n * ROW)]
        return picture(
            *heads,
            *rows,
            title=self.title,
            description=self.sentence,
            height=HEAD + len(self.rows) * ROW,
            box=wide,
            width=width,
        )

    def _draw_row(self, row: MatrixRow, y: float) -> list[SafeString]:
        parts = [text(shorten(row.label, 30), x=0, y=y + 25, size=13)]
        for number, cell in enumerate(row.cells):
            x = SIDE + number * 110
            fill = PAPER if cell.share is None else RAMP[cell.level]
            dash, stroke = ("4 3", ACCENT) if cell.white else (None, LINE)
            parts.append(
                element(
                    "rect",
                    x=x,
                    y=y + 2,
                    width=106,
                    height=ROW - 4,
                    fill=fill,
                    stroke=stroke,
                    stroke_width=2 if cell.white else 1,
                    stroke_dasharray=dash,
                    class_=f"c-cell c-ramp{cell.level}",
                )
            )
            ink, shade = ("#ffffff", "c-on") if cell.level >= 3 else (INK, "")
            parts.append(
                text(
                    shown(cell.share, self.unit),
                    x=x + 6,
                    y=y + 18,
                    size=13,
                    weight="600",
                    fill=ink,
                    class_=f"c-text {shade}",
                )
            )
            parts.append(
                text(
                    shorten(self._kind(cell), 17),
                    x=x + 6,
                    y=y + 34,
                    size=11,
                    fill=ink,
                    class_=f"c-text {shade}",
                )
            )
        return parts


def _linked(label: str, url: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, label) if url else format_html("{}", label)
