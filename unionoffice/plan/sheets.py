# SPDX-License-Identifier: MIT
"""The plan as a workbook: one row per task with its progress, and the figures per department."""

from collections.abc import Mapping

from unionoffice.plan import queries
from unionoffice.plan.forms import why_undone
from unionoffice.plan.progress_queries import ProgressLine
from unionoffice.plan.queries import PlanTree, TaskLine
from unionoffice.plan.records import STATUSES
from unionoffice.sheets.specs import ColumnSpec, SheetSpec
from unionoffice.store.settings import Settings

_COLUMNS = (
    ColumnSpec("事项", 22, wrap=True),
    ColumnSpec("要点", 24, wrap=True),
    ColumnSpec("具体任务", 40, wrap=True),
    ColumnSpec("完成时间", 12, wrap=True),
    ColumnSpec("责任领导", 12, wrap=True),
    ColumnSpec("责任科室", 12, wrap=True),
    ColumnSpec("进度", 8, "percent"),
    ColumnSpec("状态", 12),
    ColumnSpec("完成日期", 12, "day"),
    ColumnSpec("进展情况", 36, wrap=True),
    ColumnSpec("下步措施", 24, wrap=True),
    ColumnSpec("未完成原因", 28, wrap=True),
)
_BY_DEPT = (
    ColumnSpec("责任科室", 20),
    ColumnSpec("任务", 10, "int"),
    ColumnSpec("已完成", 10, "int"),
    ColumnSpec("推进中", 10, "int"),
    ColumnSpec("逾期", 10, "int"),
    ColumnSpec("未启动", 10, "int"),
    ColumnSpec("延期", 10, "int"),
    ColumnSpec("取消", 10, "int"),
)


def plan_book(plan: PlanTree, notes: Mapping[int, ProgressLine], settings: Settings) -> list[SheetSpec]:
    """The sheets of the plan as of the tree's day; ``notes`` are the last ones by task id.

    Every row names its theme and point, so that the sheet can be sorted, filtered and imported again.
    """
    unit = (f"填报单位：{settings.union_name}", f"截止日期：{plan.day:%Y-%m-%d}", "")
    tasks = SheetSpec(
        plan.name, _COLUMNS, [_row(task, notes.get(task.id)) for task in plan.tasks],
        sheet_name="工作计划", unit_line=unit, signed_on=plan.day, freeze_columns=3,
    )  # fmt: skip
    depts = SheetSpec(
        f"{plan.year} 年工作计划完成情况（按科室）", _BY_DEPT, _dept_rows(plan),
        sheet_name="按科室", unit_line=unit, signed_on=plan.day, landscape=False,
        notes=("一项任务由几个科室负责时，在每个科室各计一次，所以不列合计。",),
    )  # fmt: skip
    return [tasks, depts]


def _row(task: TaskLine, note: ProgressLine | None) -> list[object]:
    return [
        task.theme, task.point, task.name, task.due_text or None, task.leader or None, task.dept or None,
        task.percent / 100, state_word(task), task.finished_on,
        (note.note if note else "") or None, (note.next_step if note else "") or None,
        why_undone(task, note) or None,
    ]  # fmt: skip


def state_word(task: TaskLine) -> str:
    """逾期 18 天 for what is late, else the status as it is named."""
    return f"逾期 {task.days_over} 天" if task.days_over else STATUSES.name(task.status)


def _dept_rows(plan: PlanTree) -> list[list[object]]:
    rows: list[list[object]] = []
    for dept, tasks in queries.by_name(plan.tasks, "dept").items():
        found = queries.counts(tasks)
        rows.append(
            [
                dept, found.total, found.done, found.active, found.overdue,
                found.not_started, found.postponed, found.cancelled,
            ]
        )  # fmt: skip
    return rows
