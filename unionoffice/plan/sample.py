# SPDX-License-Identifier: MIT
"""The sample office's plan: entered by the part's own actions, and written as the Word file a clerk would import."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from unionoffice.kit.files import write_atomically
from unionoffice.plan import actions
from unionoffice.plan.importing import plan_import, write_import
from unionoffice.plan.queries import tree
from unionoffice.plan.reading import LABELS, PlanTable, RawTask
from unionoffice.plan.sample_plan import PLAN, TITLE, YEAR, Step
from unionoffice.progress import Progress
from unionoffice.store.work import OfficeLike, Work

SAMPLE_FILE = f"{YEAR}年主要工作安排表.docx"


def fill(office: OfficeLike, rng: random.Random, progress: Progress) -> None:
    """Enter the plan of 2020 and its notes up to the office's today, month by month; ``rng`` is not needed."""
    with office.work("导入工作计划") as work:
        write_import(work, plan_import(work.session, sample_table(), YEAR))
        today = work.today
    months = sorted({step.month for _, step in _steps()})
    for done, month in enumerate(months, 1):
        progress.check_cancelled()
        progress.report(done, len(months), "正在登记计划进展")
        with office.work(f"登记 {month} 月计划进展") as work:
            _note_month(work, month, today)


def _note_month(work: Work, month: int, today: date) -> None:
    plan = tree(work.session, YEAR, today)
    ids = {task.name: task.id for task in plan.tasks} if plan else {}
    for name, step in sorted(_steps(), key=lambda pair: (pair[1].month, pair[1].day)):
        day = date(YEAR, step.month, step.day)
        if step.month == month and day <= today:
            actions.record_progress(
                work, ids[name], day, step.percent, step.note,
                problem=step.problem or None, next_step=step.next_step or None,
            )  # fmt: skip


def _steps() -> Iterator[tuple[str, Step]]:
    for _, points in PLAN:
        for _, tasks in points:
            for task in tasks:
                yield from ((task.name, step) for step in task.steps)


def sample_table() -> PlanTable:
    """The invented plan as it would be read from its Word file."""
    return PlanTable(SAMPLE_FILE, TITLE, YEAR, tuple(_rows()), dict(LABELS))


def _rows() -> Iterator[RawTask]:
    number = 1
    for theme, points in PLAN:
        for point, tasks in points:
            for task in tasks:
                number += 1
                yield RawTask(number, theme, point, task.name, task.due, task.leader, task.dept)


def write_plan_docx(path: Path, table: PlanTable | None = None) -> Path:
    """Write a plan (the sample's by default) as a Word table with 事项 and 要点 merged over their tasks.

    An older file is replaced. Raises OfficeError where the folder cannot be written.
    """
    plan = table or sample_table()
    return write_atomically(path, lambda temp: _document(plan).save(str(temp)))


def _document(plan: PlanTable) -> Any:
    # Imported when needed: python-docx costs a tenth of a second that a window's start should not pay.
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "宋体", Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    document.add_paragraph("附件")
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(plan.title)
    run.bold, run.font.size = True, Pt(18)
    grid = document.add_table(rows=1 + len(plan.rows), cols=6)
    grid.style = "Table Grid"
    for column, width in zip(grid.columns, (30, 40, 66, 14, 12, 12), strict=True):
        column.width = Mm(width)
    _fill_grid(grid, plan.rows)
    return document


def _fill_grid(grid: Any, rows: tuple[RawTask, ...]) -> None:
    for col, label in enumerate(LABELS.values()):
        grid.cell(0, col).text = label
    for line, row in enumerate(rows, 1):
        for col, text in enumerate((row.task, row.due, row.leader, row.dept), 2):
            grid.cell(line, col).text = text
    for col, keys in ((0, [(row.theme,) for row in rows]), (1, [(row.theme, row.point) for row in rows])):
        for first, last in _runs(keys):
            merged = grid.cell(first + 1, col).merge(grid.cell(last + 1, col))
            merged.text = keys[first][-1]


def _runs(keys: list[Any]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of equal neighbours."""
    start = 0
    for index in range(1, len(keys) + 1):
        if index == len(keys) or keys[index] != keys[start]:
            yield start, index - 1
            start = index
