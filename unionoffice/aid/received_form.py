# SPDX-License-Identifier: MIT
"""What a person or household has received, on paper: every payment, the sum of each year and of all, room to sign."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from unionoffice.aid.received_queries import Received, ReceivedLine
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan
from unionoffice.printing.document import Document
from unionoffice.printing.grid import Cell, label, value
from unionoffice.printing.marks import foot_line, head_line
from unionoffice.printing.page import Page
from unionoffice.printing.style import BODY, CENTER, TITLE
from unionoffice.printing.table import Column, Table, draw_table
from unionoffice.progress import Progress
from unionoffice.store.settings import Settings

_MIDDLE = CENTER.but(size=10.0, floor=6.5)
_SMALL = BODY.but(size=10.0, floor=6.5)
_MONEY = BODY.but(size=10.0, align="right", wrap=False)
_WIDTHS = (12.0, 24.0, 20.0, 26.0, 46.0, 24.0, 22.0)  # millimetres, 174 together


def received_pdf(
    path: Path, found: Received, title: str, settings: Settings, today: date, progress: Progress | None = None
) -> list[str]:
    """Draw it to ``path`` (the caller moves it into place). Returns sentences about what the paper does not show."""
    number, day, name, kind, why, amount, voucher = _WIDTHS
    columns: list[Column[ReceivedLine]] = [
        Column("序号", number, None, _MIDDLE),
        Column("日期", day, lambda one: show_day(one.booked_on), _MIDDLE),
        Column("姓名", name, lambda one: one.full_name, _MIDDLE),
        Column("类型", kind, lambda one: one.kind, _SMALL),
        Column("事由", why, lambda one: one.reason, _SMALL),
        Column("金额（元）", amount, lambda one: show_yuan(one.amount), _MONEY),
        Column("凭证号", voucher, lambda one: one.number, _MIDDLE),
    ]
    said = [settings.union_name, found.caption, f"截止日期：{show_day(today)}"]
    with Document(path, title=f"{title}受助情况", author=settings.union_name) as document:
        table = Table(
            columns, found.lines, partial(_head, title=f"{title}受助情况", said=said), total=partial(_totals, found),
            foot=lambda page, y: foot_line(page, y + 4.0, [f"制表人：{settings.operator}", "审核人：", "负责人："]),
            foot_height=12.0, row_height=8.0,
        )  # fmt: skip
        draw_table(document, table, progress)
    return document.warnings()


def _head(page: Page, title: str, said: Sequence[str]) -> float:
    page.text(page.width / 2, 14.0, title, TITLE)
    head_line(page, 24.0, said)
    return 31.0


def _totals(found: Received, _rows: Sequence[ReceivedLine]) -> list[list[Cell]]:
    """A row for each year, the newest first, and one for all."""
    sums = [(f"{one.year} 年，{one.case_count} 人次", one.amount) for one in found.years]
    sums.append((f"合计 {len(found.lines)} 人次", found.amount))
    return [[label(text, span=5), value(show_yuan(amount), style=_MONEY), value("")] for text, amount in sums]
