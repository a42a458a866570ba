# SPDX-License-Identifier: MIT
"""The shared named styles of every workbook the office sends out, and its page set-up (DOMAIN §H, "Habits")."""

from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side

Kind = Literal["text", "int", "money", "day", "month", "percent"]

FORMATS: dict[str, str] = {
    "text": "@",
    "int": "#,##0",
    "money": "#,##0.00",
    "day": "yyyy-mm-dd",
    "month": 'yyyy"年"m"月"',
    "percent": "0.0%",
}
_ALIGN: dict[str, str] = {"text": "left", "day": "center", "month": "center"}

TITLE, UNIT_LEFT, UNIT_CENTRE, UNIT_RIGHT = "工会表-标题", "工会表-左注", "工会表-中注", "工会表-右注"
HEADING, NOTE, PROBLEM = "工会表-表头", "工会表-说明", "工会表-错误原因"

_FONT_NAME = "宋体"
_A4 = 9
_MM = 1 / 25.4  # openpyxl's margins are inches


def body_style(kind: Kind, *, wrap: bool = False, total: bool = False) -> str:
    """The name of the style for a cell of that kind in a data row (or in the totals row)."""
    return "工会表-" + kind + ("-折行" if wrap else "") + ("-合计" if total else "")


def register_styles(book: Workbook) -> None:
    """Put every style into the workbook once, so that cells share them (a style per cell takes twice as long)."""
    line = Side(style="thin")
    box = Border(left=line, right=line, top=line, bottom=line)
    _add(book, TITLE, size=16, bold=True, align=Alignment("center", "center"))
    for name, side in ((UNIT_LEFT, "left"), (UNIT_CENTRE, "center"), (UNIT_RIGHT, "right")):
        _add(book, name, align=Alignment(side, "center"))
    _add(book, NOTE, align=Alignment("left", "center", wrap_text=True))
    _add(book, HEADING, bold=True, align=Alignment("center", "center", wrap_text=True), border=box)
    _add(book, PROBLEM, colour="C00000", align=Alignment("left", "center", wrap_text=True), border=box)
    for kind, form in FORMATS.items():
        for wrap in (False, True):
            for total in (False, True):
                align = Alignment(_ALIGN.get(kind, "right"), "center", wrap_text=wrap)
                name = body_style(kind, wrap=wrap, total=total)  # type: ignore[arg-type]
                _add(book, name, bold=total, align=align, border=box, form=form)


def _add(
    book: Workbook,
    name: str,
    *,
    align: Alignment,
    size: int = 11,
    bold: bool = False,
    colour: str | None = None,
    border: Border | None = None,
    form: str = "General",
) -> None:
    font = Font(name=_FONT_NAME, size=size, bold=bold, color=colour)
    book.add_named_style(
        NamedStyle(name, font=font, alignment=align, border=border or Border(), number_format=form)
    )


def set_up_page(ws: Any, *, landscape: bool, title_rows: str = "") -> None:
    """A4, one page wide, as many pages long as needed, 第 x 页 共 y 页 at the foot; ``title_rows`` like "1:3"."""
    ws.page_setup.paperSize = _A4
    ws.page_setup.orientation = "landscape" if landscape else "portrait"
    ws.page_setup.fitToWidth = 1
    ws.page_setup.fitToHeight = 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    ws.page_margins.left = ws.page_margins.right = 12 * _MM
    ws.page_margins.top = ws.page_margins.bottom = 15 * _MM
    ws.page_margins.header = ws.page_margins.footer = 7 * _MM
    ws.print_options.horizontalCentered = True
    ws.HeaderFooter.oddFooter.center.text = "第&P页 共&N页"
    if title_rows:
        ws.print_title_rows = title_rows
