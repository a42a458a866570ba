# SPDX-License-Identifier: MIT
"""The public notice (公示) of hardship files: name, unit, category and amount, and nothing else of anybody."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from unionoffice.aid.hardship_queries import PublicLine
from unionoffice.kit.money import show_yuan
from unionoffice.printing.document import Document
from unionoffice.printing.page import Page
from unionoffice.printing.style import BODY, CENTER, MARGIN, NUMBER, TITLE
from unionoffice.printing.table import Column, Table, draw_table
from unionoffice.store.settings import Settings

FORM_TITLE = "困难教职工名单公示"
_FOOT = 34.0


def public_notice(
    path: Path, lines: Sequence[PublicLine], first: date, last: date, settings: Settings, *, day: date
) -> list[str]:
    """Draw the notice, shown from ``first`` to ``last``, both inclusive; ``day`` is its date.

    Returns what the clerk should know about the paper.
    """
    columns: list[Column[PublicLine]] = [
        Column("序号", 14.0, style=CENTER),
        Column("姓名", 32.0, lambda line: line.full_name, CENTER.but(align="spread", spread_em=3.0, wrap=False)),
        Column("单位", 60.0, lambda line: line.branch),
        Column("困难类别", 34.0, lambda line: line.category, CENTER),
        Column("拟补助金额（元）", 34.0, lambda line: show_yuan(line.amount) if line.amount else "", NUMBER),
    ]

    def head(page: Page) -> float:
        page.text(page.width / 2, 16.0, FORM_TITLE, TITLE)
        width = page.width - 2 * MARGIN
        page.box(MARGIN, 28.0, width, 16.0, _opening(len(lines), first, last), BODY.but(size=11.0, leading=1.5, valign="top"))
        return 47.0

    def foot(page: Page, y: float) -> None:
        contact = settings.text("hardship_contact")
        said = f"公示期内有异议的，请向{settings.union_name}反映{f'，联系电话：{contact}' if contact else ''}。"
        page.box(MARGIN, y + 4.0, page.width - 2 * MARGIN, 8.0, said, BODY.but(size=11.0))
        right = BODY.but(size=11.0, align="right")
        page.text(page.width - MARGIN, y + 18.0, settings.union_name, right)
        page.text(page.width - MARGIN, y + 25.0, _said(day), right)

    with Document(path, title=FORM_TITLE, author=settings.union_name) as document:
        draw_table(document, Table(columns, lines, head, foot=foot, foot_height=_FOOT, row_height=9.0))
    return document.warnings()


def _opening(count: int, first: date, last: date) -> str:
    return (
        f"　　经本人申请、单位评议和工会审核，拟将以下 {count} 户列为困难教职工，现予公示。"
        f"公示期：{_said(first)}至 {_said(last)}。"
    )


def _said(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
