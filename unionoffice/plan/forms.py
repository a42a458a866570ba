# SPDX-License-Identifier: MIT
"""Form 11, the year's work plan on paper: as it was issued, and with how far each task came."""

from collections.abc import Mapping
from pathlib import Path

from unionoffice.kit.dates import say_day
from unionoffice.plan.progress_queries import ProgressLine
from unionoffice.plan.queries import PlanTree, TaskLine
from unionoffice.plan.records import STATUSES
from unionoffice.plan.wording import names
from unionoffice.printing.document import Document
from unionoffice.printing.marks import foot_line, head_line
from unionoffice.printing.page import Page
from unionoffice.printing.style import A4, BODY, CENTER, MARGIN, TITLE
from unionoffice.printing.table import Column, Table, draw_table
from unionoffice.progress import Progress
from unionoffice.store.settings import Settings

_FOOT = 14.0
_CELL = BODY.but(size=10.0)
_NARROW = CENTER.but(size=10.0)


def plan_sheet(path: Path, plan: PlanTree, settings: Settings, progress: Progress | None = None) -> list[str]:
    """Draw the plan as issued: A4 portrait, six columns. Returns what the clerk should know about the paper."""
    with Document(path, title=plan.name, author=settings.union_name) as document:
        table = Table(
            _six_columns(), plan.tasks, lambda page: _head(document, page, plan.name), grow=True,
            row_height=9.0, header_height=11.0,
        )  # fmt: skip
        draw_table(document, table, progress)
    return document.warnings()


def tracker_sheet(
    path: Path,
    plan: PlanTree,
    notes: Mapping[int, ProgressLine],
    settings: Settings,
    progress: Progress | None = None,
) -> list[str]:
    """Draw the plan with 完成情况 and 未完成原因 as of the tree's day: A4 landscape. Returns what to know about it.

    ``notes`` are the last notes by task id (``progress_queries.latest_progress``).
    """
    columns: list[Column[TaskLine]] = [
        *_six_columns(),
        Column("完成情况", 40, lambda task: state_of(task, notes.get(task.id)), _CELL),
        Column("未完成原因", 47, lambda task: why_undone(task, notes.get(task.id)), _CELL),
    ]
    with Document(path, title=f"{plan.name}（完成情况）", author=settings.union_name) as document:
        table = Table(
            columns, plan.tasks, lambda page: _tracker_head(document, page, plan, settings),
            foot=lambda page, y: foot_line(page, y + 4, ["填表人：", "审核人：", "负责人："]), foot_height=_FOOT,
            grow=True, row_height=9.0, header_height=11.0, size=A4.landscape,
        )  # fmt: skip
        draw_table(document, table, progress)
    return document.warnings()


def _six_columns() -> list[Column[TaskLine]]:
    return [
        Column("事项", 30, lambda task: task.theme, _CELL, merge=True),
        Column("要点", 40, lambda task: task.point, _CELL, merge=True),
        Column("具体任务", 66, lambda task: task.name, _CELL),
        Column("完成\n时间", 14, lambda task: task.due_text, _NARROW),
        Column("责任\n领导", 12, lambda task: "\n".join(names(task.leader)), _NARROW),
        Column("责任\n科室", 12, lambda task: "\n".join(names(task.dept)), _NARROW),
    ]


def _head(document: Document, page: Page, title: str) -> float:
    """The title on the first page; later pages begin with the header row."""
    if document.page_count > 1:
        return MARGIN
    page.text(MARGIN, MARGIN, "附件")
    page.text(page.width / 2, MARGIN + 6, title, TITLE)
    return MARGIN + 18


def _tracker_head(document: Document, page: Page, plan: PlanTree, settings: Settings) -> float:
    if document.page_count > 1:
        return MARGIN
    page.text(page.width / 2, MARGIN, f"{plan.name}（完成情况）", TITLE)
    day = f"{plan.day.year} 年 {say_day(plan.day)}"
    head_line(page, MARGIN + 11, [f"填报单位：{settings.union_name}", f"截止日期：{day}"])
    return MARGIN + 18


def state_of(task: TaskLine, note: ProgressLine | None) -> str:
    """完成情况 in one line: 已完成（5 月 29 日）, 逾期 18 天，60%, 推进中，75%; then the last note."""
    if task.status == "done":
        said = "已完成" + (f"（{say_day(task.finished_on)}）" if task.finished_on else "")
    elif task.days_over:
        said = f"逾期 {task.days_over} 天，{task.percent}%"
    elif task.status == "active":
        said = f"推进中，{task.percent}%"
    else:
        said = STATUSES.name(task.status)
    return f"{said}。{note.note}" if note and note.note else said


def why_undone(task: TaskLine, note: ProgressLine | None) -> str:
    """未完成原因: the reason given, else the problem last noted; empty for finished work."""
    if task.status == "done":
        return ""
    return task.undone_reason or (note.problem if note else "")
