# SPDX-License-Identifier: MIT
"""What was noted on the tasks of a plan."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.plan.progress_records import PlanProgress
from unionoffice.plan.records import PlanPoint, PlanTask, PlanTheme, PlanYear


@dataclass(frozen=True)
class ProgressLine:
    """One note, newest first in lists."""

    id: int
    day: date
    percent: int
    note: str
    problem: str
    next_step: str
    actor: str


def progress_of(session: Session, task_id: int) -> list[ProgressLine]:
    """What was noted on a task, newest first."""
    rows = session.scalars(
        select(PlanProgress).where(PlanProgress.task_id == task_id)
        .order_by(PlanProgress.day.desc(), PlanProgress.id.desc())
    ).unique()  # fmt: skip
    return [_progress(row) for row in rows]


def latest_progress(session: Session, year: int, until: date) -> dict[int, ProgressLine]:
    """task id -> the last note of ``until`` or before, for every task of a year's plan that has one."""
    rows = session.scalars(
        select(PlanProgress).join(PlanTask, PlanProgress.task_id == PlanTask.id)
        .join(PlanPoint, PlanTask.point_id == PlanPoint.id).join(PlanTheme, PlanPoint.theme_id == PlanTheme.id)
        .join(PlanYear, PlanTheme.plan_year_id == PlanYear.id)
        .where(PlanYear.year == year, PlanProgress.day <= until).order_by(PlanProgress.day, PlanProgress.id)
    ).unique()  # fmt: skip
    return {row.task_id: _progress(row) for row in rows}


def _progress(row: PlanProgress) -> ProgressLine:
    return ProgressLine(
        row.id, row.day, row.percent, row.note or "", row.problem or "", row.next_step or "", row.actor
    )
