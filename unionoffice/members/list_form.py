# SPDX-License-Identifier: MIT
"""A named list on paper: whose line it is, what the list adds, why, and room to sign."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from unionoffice.kit.dates import say_day
from unionoffice.members.lists import Asked, NamedList
from unionoffice.printing.document import Document
from unionoffice.printing.marks import foot_line, head_line
from unionoffice.printing.page import Page
from unionoffice.printing.style import A4, BODY, CENTER, MARGIN, TITLE
from unionoffice.printing.table import Column, Table, draw_table
from unionoffice.progress import Progress

_NAME = BODY.but(align="spread", spread_em=3.0, wrap=False)
_SMALL = BODY.but(size=10.0, floor=6.5)
_MIDDLE = CENTER.but(size=10.0, floor=6.5)
Row = Sequence[object]
# The fixed columns of ``report_sheets.list_rows``: heading, its place in the row, millimetres.
_HEAD = (("工号", 1, 22.0), ("姓名", 2, 22.0), ("性别", 3, 12.0))
_BRANCH, _FIRST_CELL = 4, 7
_NUMBER, _SIGN = 12.0, 26.0


def list_pdf(
    path: Path, named: NamedList, asked: Asked, rows: Sequence[Row], progress: Progress | None = None
) -> list[str]:
    """Draw the rows of ``report_sheets.list_rows`` to ``path`` (the caller moves it into place); no numbers on it.

    Returns sentences for the clerk about what the paper does not show. Raises Cancelled.
    """
    settings = asked.settings
    title = f"{named.title_for(asked)}名单"
    size = A4.landscape if len(named.columns) > 1 else A4
    room = size.width - 2 * MARGIN
    said = [f"共 {len(rows):,} 行", f"{asked.today.year} 年 {say_day(asked.today)}"]
    with Document(path, title=title, author=settings.union_name) as document:
        table = Table(
            _columns(named, settings.branch_label, room), rows,
            partial(_head, union=settings.union_name, title=title, said=said),
            foot=lambda page, y: foot_line(page, y + 4.0, [f"制表人：{settings.operator}", "审核人：", "负责人："]),
            foot_height=12.0, row_height=8.0, size=size,
        )  # fmt: skip
        draw_table(document, table, progress)
    return document.warnings()


def _head(page: Page, union: str, title: str, said: Sequence[str]) -> float:
    page.text(page.width / 2, 14.0, title, TITLE)
    head_line(page, 24.0, [union, *said])
    return 31.0


def _columns(named: NamedList, branch_label: str, room: float) -> list[Column[Row]]:
    columns: list[Column[Row]] = [Column("序号", _NUMBER, None, _MIDDLE)]
    for heading, place, width in _HEAD:
        columns.append(Column(heading, width, partial(_text, place=place), _NAME if heading == "姓名" else _MIDDLE))
    cells = [max(18.0, 5.0 * len(heading) + 4) for heading in named.columns]
    left = room - _NUMBER - sum(width for *_, width in _HEAD) - sum(cells) - _SIGN
    told = len(named.columns) > 1  # its own columns say it all
    columns.append(Column(branch_label, left if told else left * 0.45, partial(_text, place=_BRANCH), _SMALL))
    for number, (heading, width) in enumerate(zip(named.columns, cells, strict=True)):
        columns.append(Column(heading, width, partial(_text, place=_FIRST_CELL + number), _MIDDLE))
    if not told:
        columns.append(Column(named.reason, left * 0.55, lambda row: str(row[-1]), _SMALL))
    columns.append(Column("备注", _SIGN, lambda _row: ""))
    return columns


def _text(row: Row, place: int) -> str:
    return str(row[place] or "")
