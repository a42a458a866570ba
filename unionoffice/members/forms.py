# SPDX-License-Identifier: MIT
"""The papers of the member part: the shown list, and the roster of each branch (会员花名册, form 9)."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from unionoffice.kit.dates import say_day
from unionoffice.members.records import Member
from unionoffice.members.registers import MEMBERS
from unionoffice.members.rosters import BranchRoster, RosterPerson
from unionoffice.printing.document import Document
from unionoffice.printing.grid import Cell
from unionoffice.printing.marks import foot_line, head_line
from unionoffice.printing.page import Page
from unionoffice.printing.register_list import register_pdf
from unionoffice.printing.style import A4, BODY, CENTER, TITLE
from unionoffice.printing.table import Column, Table, draw_table
from unionoffice.progress import Progress
from unionoffice.store.settings import Settings

_NAME = BODY.but(align="spread", spread_em=3.0, wrap=False)
_SMALL = BODY.but(size=9.5, floor=6.0)
_MIDDLE = CENTER.but(size=9.5, floor=6.0)


def roster_pdf(
    path: Path,
    members: Sequence[Member],
    settings: Settings,
    *,
    day: date,
    columns: Sequence[str] | None = None,
    filter_text: str = "",
    progress: Progress | None = None,
) -> list[str]:
    """The shown members as a printed list, numbers masked; returns warnings. The caller moves the file into place."""
    return register_pdf(
        path, MEMBERS, members, settings, day=day, columns=columns, filter_text=filter_text, progress=progress
    )


def branch_rosters_pdf(
    path: Path,
    rosters: Sequence[BranchRoster],
    settings: Settings,
    *,
    day: date,
    unmask: bool = False,
    progress: Progress | None = None,
) -> list[str]:
    """Form 9: one list for each branch, A4 landscape, with its counts and page numbers of its own.

    ``day`` is the roster's. Mobiles are masked unless ``unmask``: the caller has asked for a purpose then. Returns
    sentences for the clerk; the caller moves the file into place. Raises Cancelled.
    """
    title = f"{settings.union_name}会员花名册"
    with Document(path, title=title, author=settings.union_name) as document:
        for number, roster in enumerate(rosters):
            if progress is not None:
                progress.report(number, len(rosters), "正在排版花名册")
            if number:
                document.restart_numbers()
            draw_table(document, _table(roster, settings, title, day, unmask), progress)
    return document.warnings()


def _table(roster: BranchRoster, settings: Settings, title: str, day: date, unmask: bool) -> Table[RosterPerson]:
    said = [f"{settings.branch_label}：{roster.name}", f"截止日期：{day.year} 年 {say_day(day)}"]
    signing = [settings.say("分工会主席："), f"制表人：{settings.operator}", "日期：　　　　年　　月　　日"]
    columns = _columns(unmask)
    return Table(
        columns, roster.people, partial(_head, title=title, said=said),
        foot=lambda page, y: foot_line(page, y + 4.0, signing), foot_height=12.0,
        total=lambda _people: [[Cell(roster.count.text, span=len(columns), style=BODY)]],
        row_height=7.5, header_height=8.5, size=A4.landscape,
    )  # fmt: skip


def _head(page: Page, title: str, said: Sequence[str]) -> float:
    page.text(page.width / 2, 15.0, title, TITLE)
    head_line(page, 25.0, said)
    return 32.0


def _columns(unmask: bool) -> list[Column[RosterPerson]]:
    return [
        Column("序号", 10, None, _MIDDLE),
        Column("工号", 20, lambda one: one.staff_no, _MIDDLE),
        Column("姓名", 20, lambda one: one.full_name, _NAME),
        Column("性别", 10, lambda one: one.sex, _MIDDLE),
        Column("民族", 14, lambda one: one.ethnicity, _MIDDLE),
        Column("出生年月", 20, lambda one: one.birth_month, _MIDDLE),
        Column("政治面貌", 20, lambda one: one.political, _MIDDLE),
        Column("学历", 22, lambda one: one.education, _MIDDLE),
        Column("职务职称", 28, lambda one: one.title, _SMALL),
        Column("用工形式", 20, lambda one: one.employment, _MIDDLE),
        Column("入会时间", 20, lambda one: one.join_date, _MIDDLE),
        Column("手机", 26, lambda one: one.mobile if unmask else one.masked_mobile, _MIDDLE),
        Column("备注", 31, lambda one: one.remark, _SMALL),
    ]
