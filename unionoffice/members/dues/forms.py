# SPDX-License-Identifier: MIT
"""The reminder sheet (催缴单): for each unit who is behind with the dues, for which months, and how much."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from unionoffice.errors import OfficeError
from unionoffice.kit.money import amount_words, show_yuan
from unionoffice.members.dues.queries import ArrearsLine, by_branch
from unionoffice.members.dues.rule import ZERO, say_period
from unionoffice.printing.document import Document
from unionoffice.printing.grid import Cell, label, value
from unionoffice.printing.marks import foot_line, head_line
from unionoffice.printing.page import Page
from unionoffice.printing.style import BODY, CENTER, MARGIN, NUMBER, TITLE
from unionoffice.printing.table import Column, Table, draw_table
from unionoffice.progress import Progress
from unionoffice.store.settings import Settings

_FOOT = 12.0
_NAME = CENTER.but(align="spread", spread_em=3.0, wrap=False)


def reminders_pdf(
    path: Path, behind: Sequence[ArrearsLine], until: str, settings: Settings, *, day: date, progress: Progress | None = None
) -> list[str]:  # fmt: skip
    """Draw one sheet for each unit to ``path`` (the caller moves it into place), each numbered from page 1.

    ``behind`` in the order of units (queries.arrears). Returns sentences for the clerk about what the paper does not
    show as it is in the records. Raises OfficeError when nobody is behind.
    """
    units = by_branch(behind)
    if not units:
        raise OfficeError("没有欠缴的会员，不用催缴。")
    title = f"{settings.union_name}会费催缴单"
    with Document(path, title=title, author=settings.union_name) as document:
        for number, (branch, own) in enumerate(units, 1):
            if progress is not None:
                progress.check_cancelled()
                progress.report(number, len(units), f"正在排版 {branch}")
            document.restart_numbers()
            draw_table(document, _table(title, branch, own, until, settings, day))
    return document.warnings()


def _table(
    title: str, branch: str, own: Sequence[ArrearsLine], until: str, settings: Settings, day: date
) -> Table[ArrearsLine]:
    return Table(
        _columns(), own, _head(title, branch, own, until, settings, day), foot=_foot(settings), foot_height=_FOOT,
        total=_total, grow=True,
    )  # fmt: skip


def _columns() -> list[Column[ArrearsLine]]:
    return [
        Column("序号", 12, None, CENTER),
        Column("工号", 24, lambda one: one.staff_no, CENTER.but(wrap=False)),
        Column("姓名", 24, lambda one: one.full_name, _NAME),
        Column("欠缴月份", 56, lambda one: one.said, BODY),
        Column("月数", 12, lambda one: str(one.months), CENTER),
        Column("欠缴金额（元）", 26, lambda one: show_yuan(one.owed), NUMBER),
        Column("备注", 20, lambda one: "", CENTER),
    ]


def _total(own: Sequence[ArrearsLine]) -> list[list[Cell]]:
    owed = sum((one.owed for one in own), ZERO)
    return [
        [
            label("合计", 3), label(f"{len(own)} 人"), label(str(sum(one.months for one in own))),
            value(show_yuan(owed), style=NUMBER), Cell(),
        ],
        [label("合计人民币（大写）", 3), value(amount_words(owed).removeprefix("人民币"), 4)],
    ]  # fmt: skip


def _head(
    title: str, branch: str, own: Sequence[ArrearsLine], until: str, settings: Settings, day: date
) -> Callable[[Page], float]:
    def draw(page: Page) -> float:
        page.text(page.width / 2, MARGIN - 2, title, TITLE)
        unit = f"{settings.branch_label}：{branch}"
        head_line(page, MARGIN + 9, [unit, f"所属期截至 {say_period(until)}", f"制表日期：{day}", "单位：元"])
        text = settings.text("dues_reminder_text")
        page.box(MARGIN - 1, MARGIN + 15, page.width - 2 * MARGIN + 2, 11, text, BODY.but(valign="top"))
        return MARGIN + 27.0

    return draw


def _foot(settings: Settings) -> Callable[[Page, float], None]:
    names = [part.strip() for part in re.split("[、，,；;]", settings.text("dues_reminder_signatures")) if part.strip()]
    items = [f"{settings.say(name)}：" for name in names]

    def draw(page: Page, y: float) -> None:
        foot_line(page, y + 4, items)

    return draw
