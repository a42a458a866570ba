# SPDX-License-Identifier: MIT
"""The aid statistics on paper: the table by one dimension, this span beside the year before, its sums, room to sign."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from unionoffice.aid.statistics_queries import StatLine, StatTable, Sums
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan
from unionoffice.printing.document import Document
from unionoffice.printing.grid import Cell, label, value
from unionoffice.printing.marks import foot_line, head_line
from unionoffice.printing.page import Page
from unionoffice.printing.style import A4, BODY, LABEL, TITLE
from unionoffice.printing.table import Column, Table, draw_table
from unionoffice.progress import Progress
from unionoffice.store.settings import Settings

_NAME = BODY.but(size=10.0, floor=6.5)
_RIGHT = BODY.but(size=10.0, floor=6.5, align="right", wrap=False)
_BOLD = _RIGHT.but(bold=True)
_COUNTS, _AMOUNT, _NAMES = 16.0, 31.0, 72.0  # millimetres: 72 + 6 × 16 + 3 × 31 = 261, an A4 across less its margins
ROW, LOWEST, ROOM = 7.0, 5.0, 138.0  # ROOM: for heading, rows and sums between head and foot
_NAMED = ("人次", "人数", "户数", "金额（元）")


def statistics_pdf(
    path: Path, table: StatTable, title: str, settings: Settings, today: date, progress: Progress | None = None
) -> list[str]:
    """Draw it to ``path`` (the caller moves it into place); ``title`` is the dimension in the office's words.

    Returns sentences about what the paper does not show as it is.
    """
    said = f"{table.asked.span.title}慰问统计（按{title}）"
    with Document(path, title=said, author=settings.union_name) as document:
        drawn = Table(
            _columns(title, table), table.lines, partial(_head, title=said, said=_head_line(table, settings, today)),
            total=lambda _rows: [_total(table)], foot=partial(_foot, settings=settings), foot_height=20.0,
            row_height=_row_height(len(table.lines)),
            size=A4.landscape,
        )  # fmt: skip
        draw_table(document, drawn, progress)
    return document.warnings()


def _row_height(rows: int) -> float:
    """Millimetres. One page where rows of 5 mm or more make it so; a longer table has ordinary ones on several."""
    fitting = ROOM / (rows + 2)
    return min(ROW, fitting) if fitting >= LOWEST else ROW


def _head_line(table: StatTable, settings: Settings, today: date) -> list[str]:
    return [settings.union_name, f"上年同期：{table.asked.span.year_before.title}", f"打印日期：{show_day(today)}"]


def _columns(title: str, table: StatTable) -> list[Column[StatLine]]:
    def one_of(at: int, prefix: str, sums: Callable[[StatLine], Sums]) -> Column[StatLine]:
        return Column(
            f"{prefix}{_NAMED[at]}", _AMOUNT if at == 3 else _COUNTS, lambda one: _texts(sums(one))[at], _RIGHT
        )

    def four(prefix: str, sums: Callable[[StatLine], Sums]) -> list[Column[StatLine]]:
        return [one_of(at, prefix, sums) for at in range(len(_NAMED))]

    return [
        Column(title, _NAMES, lambda one: one.text, _NAME), *four("", lambda one: one.this),
        *four("上年", lambda one: one.last), Column("增减（元）", _AMOUNT, _more, _RIGHT),
    ]  # fmt: skip


def _texts(sums: Sums) -> list[str]:
    """Nothing is left blank."""
    if not sums.case_count:
        return [""] * 4
    return [f"{sums.case_count:,}", f"{sums.person_count:,}", f"{sums.household_count:,}", show_yuan(sums.amount)]


def _more(one: StatLine) -> str:
    return show_yuan(one.this.amount - one.last.amount)


def _total(table: StatTable) -> list[Cell]:
    texts = [*_texts(table.total.this), *_texts(table.total.last), _more(table.total)]
    return [label("合计", style=LABEL), *(value(text, style=_BOLD) for text in texts)]


def _head(page: Page, title: str, said: Sequence[str]) -> float:
    page.text(page.width / 2, 14.0, title, TITLE)
    head_line(page, 24.0, said)
    return 31.0


def _foot(page: Page, y: float, settings: Settings) -> None:
    from unionoffice.aid.statistics_sheets import DISTINCT, WHICH

    foot_line(page, y + 2.0, [WHICH + DISTINCT])
    foot_line(page, y + 10.0, [f"制表人：{settings.operator}", "审核人：", "负责人："])
