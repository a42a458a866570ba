# SPDX-License-Identifier: MIT
"""The work plan in one month: what was due, what was finished, what is late, as it stood at the month's end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy.orm import Session

from unionoffice.kit.dates import month_span
from unionoffice.plan import progress_queries, queries
from unionoffice.plan.progress_queries import ProgressLine
from unionoffice.plan.queries import TaskLine
from unionoffice.plan.records import STATUSES

Why = Literal["late", "due", "done"]
WHY: dict[Why, str] = {"late": "逾期", "due": "本月到期", "done": "本月完成"}


@dataclass(frozen=True)
class MonthTask:
    """One task of the month's list. ``why`` it is on it; ``percent``, ``word`` and ``note`` are as of ``day``."""

    task: TaskLine
    why: Why
    percent: int
    days_over: int
    word: str
    note: str

    @property
    def finished(self) -> bool:
        return self.percent == 100


def month_tasks(session: Session, year: int, month: int, day: date) -> list[MonthTask]:
    """The tasks that fell due or were finished in the month, and those late on ``day``: late ones first, then by day.

    ``day`` is the month's last day, or today while the month still runs. Tasks of earlier years count while late.
    """
    first, last = month_span(year, month)
    plan = queries.tree(session, year, day)
    tasks = plan.tasks if plan else []
    left = [task for task in queries.overdue(session, day) if task.due_to and task.due_to.year < year]
    then = _progress(session, year, day)
    ever = _progress(session, year, date.max)
    found = [_month_task(task, first, last, day, then, ever) for task in [*left, *tasks]]
    return sorted((one for one in found if one), key=lambda one: _order(one, last))


def _progress(session: Session, year: int, until: date) -> dict[int, ProgressLine]:
    return progress_queries.latest_progress(session, year, until)


def _order(one: MonthTask, last: date) -> tuple[int, int, date, int]:
    day = (one.task.finished_on if one.why == "done" else one.task.due_to) or last
    return list(WHY).index(one.why), -one.days_over, day, one.task.id


def _month_task(
    task: TaskLine, first: date, last: date, day: date,
    then: Mapping[int, ProgressLine], ever: Mapping[int, ProgressLine],
) -> MonthTask | None:  # fmt: skip
    if task.status == "cancelled":
        return None
    finished = task.status == "done" and (task.finished_on is None or task.finished_on <= day)
    over = _days_over(task, day, finished)
    why = _why(task, first, last, finished, over)
    if why is None:
        return None
    note = then.get(task.id)
    begun = note is not None or task.id not in ever  # noted later only: it had not begun by then
    percent = 100 if finished else _percent(task, note, begun)
    return MonthTask(task, why, percent, over, _word(task, finished, over, begun), note.note if note else "")


def _days_over(task: TaskLine, day: date, finished: bool) -> int:
    """Late by so many days on ``day``, also where the task was finished after it."""
    if finished or task.standing or task.due_to is None or task.status == "postponed":
        return 0
    return max(0, (day - task.due_to).days)


def _why(task: TaskLine, first: date, last: date, finished: bool, over: int) -> Why | None:
    if finished and task.finished_on and task.finished_on >= first:
        return "done"
    if over:
        return "late"
    return "due" if task.due_to and not task.standing and first <= task.due_to <= last else None


def _percent(task: TaskLine, note: ProgressLine | None, begun: bool) -> int:
    """What was noted by then; a task that never had a note has only the percentage of now."""
    if note is not None:
        return min(note.percent, 99) if task.status == "done" else note.percent
    return task.percent if begun and task.status != "done" else 0


def _word(task: TaskLine, finished: bool, over: int, begun: bool) -> str:
    if finished:
        return f"已完成 {task.finished_on:%m-%d}" if task.finished_on else "已完成"
    if over:
        return f"逾期 {over} 天"
    if task.status in ("active", "done"):
        return STATUSES.name("active" if begun else "not_started")
    return STATUSES.name(task.status)


def counts(tasks: Iterable[MonthTask]) -> dict[Why, int]:
    """How many tasks are on the list for each reason."""
    found: dict[Why, int] = dict.fromkeys(WHY, 0)
    for one in tasks:
        found[one.why] += 1
    return found
