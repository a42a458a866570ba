# SPDX-License-Identifier: MIT
"""The shown list of any register on paper: title, what is shown, a grid with repeated header, page numbers."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from unionoffice.kit.describe import Field
from unionoffice.kit.fields import Choice, Day, PersonName, YearMonth
from unionoffice.kit.record import Record
from unionoffice.kit.register import Register
from unionoffice.printing.document import Document
from unionoffice.printing.marks import head_line
from unionoffice.printing.page import Page
from unionoffice.printing.style import A4, BODY, MARGIN, TITLE, Size
from unionoffice.printing.table import Column, Table, draw_table
from unionoffice.progress import Progress
from unionoffice.store.settings import Settings

_NUMBER = 12.0  # millimetres of the 序号 column
_NARROWEST = 14.0
_AIR_PX = 16  # the cells' padding weighs more on paper, so that narrow columns get a larger share
_PORTRAIT_PX = 900  # a list wider than this on the screen is printed on landscape paper


def register_pdf(
    path: Path,
    register: Register,
    records: Sequence[Record],
    settings: Settings,
    *,
    day: date,
    columns: Sequence[str] | None = None,
    filter_text: str = "",
    unmask: bool = False,
    progress: Progress | None = None,
) -> list[str]:
    """Write the records, in their order, to ``path`` (the caller moves it into place); sensitive fields masked.

    ``columns`` are field names, the register's own without. Returns sentences for the clerk about what the paper
    does not show as it is in the records.
    """
    fields = register.pick(tuple(columns)) if columns is not None else register.pick(register.columns)
    size = A4 if sum(one.type.width for one in fields) <= _PORTRAIT_PX else A4.landscape
    title = f"{settings.union_name}{register.title}"
    said = [f"共 {len(records):,} {register.unit}", filter_text, f"打印日期：{day:%Y-%m-%d}"]
    with Document(path, title=title, author=settings.union_name) as document:
        table: Table[Any] = Table(
            columns=_columns(fields, size, unmask),
            rows=records,
            head=partial(_head, title=title, said=[text for text in said if text]),
            row_height=7.5,
            size=size,
        )
        draw_table(document, table, progress)
    return document.warnings()


def _head(page: Page, title: str, said: Sequence[str]) -> float:
    page.text(page.width / 2, 14.0, title, TITLE)
    head_line(page, 24.0, said)
    return 31.0


def _columns(fields: Sequence[Field], size: Size, unmask: bool) -> list[Column[Any]]:
    room = size.width - 2 * MARGIN - _NUMBER
    needs = [one.type.width + _AIR_PX for one in fields]
    widths = [max(_NARROWEST, room * need / sum(needs)) for need in needs]
    scale = room / sum(widths)
    number: Column[Any] = Column("序号", _NUMBER, style=BODY.but(align="center"))
    return [number, *(_column(one, width * scale, unmask) for one, width in zip(fields, widths, strict=True))]


def _column(one: Field, width: float, unmask: bool) -> Column[Any]:
    show: Callable[[Record], str] = one.show if unmask else one.mask
    if isinstance(one.type, PersonName):
        style = BODY.but(align="spread", spread_em=3.0, wrap=False)
    elif isinstance(one.type, Choice | Day | YearMonth):
        style = BODY.but(align="center", floor=7.0)
    else:
        style = BODY.but(align="right" if one.type.align == "right" else "left", floor=7.0)
    return Column(one.label, width, show, style)
