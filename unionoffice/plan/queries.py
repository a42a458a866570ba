# SPDX-License-Identifier: MIT
"""What pages and reports ask of a plan: its tree with percentages, months, what is late, what is due."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.kit.dates import month_span
from unionoffice.plan.records import CLOSED, STANDING, PlanPoint, PlanTask, PlanTheme, PlanYear
from unionoffice.plan.wording import names


@dataclass(frozen=True)
class TaskLine:
    """One task as of a day. ``days_over`` > 0: late by so many days; ``due_now``: to be done in that day's month."""

    id: int
    version: int
    point_id: int
    theme: str
    point: str
    name: str
    due_text: str
    due_kind: str
    due_from: date | None
    due_to: date | None
    leader: str
    dept: str
    percent: int
    status: str
    undone_reason: str
    finished_on: date | None
    days_over: int
    due_now: bool

    @property
    def standing(self) -> bool:
        """Work of the whole year or without a day (常年工作): never late."""
        return self.due_kind in STANDING

    @property
    def closed(self) -> bool:
        return self.status in CLOSED


@dataclass(frozen=True)
class PointLine:
    """A point and its tasks; ``percent`` is the mean of those not cancelled, None without any."""

    id: int
    version: int
    name: str
    percent: int | None
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True)
class ThemeLine:
    """A theme and its points; ``percent`` is the mean over all its tasks, not over its points."""

    id: int
    version: int
    name: str
    percent: int | None
    points: tuple[PointLine, ...]

    @property
    def tasks(self) -> list[TaskLine]:
        return [task for point in self.points for task in point.tasks]


@dataclass(frozen=True)
class PlanTree:
    """The plan of one year as it stands on ``day``."""

    id: int
    year: int
    name: str
    day: date
    themes: tuple[ThemeLine, ...]

    @property
    def points(self) -> list[PointLine]:
        return [point for theme in self.themes for point in theme.points]

    @property
    def tasks(self) -> list[TaskLine]:
        return [task for theme in self.themes for task in theme.tasks]


@dataclass(frozen=True)
class Counts:
    """How many tasks; ``overdue`` ones are not counted again as ``active`` or ``not_started``."""

    total: int
    done: int
    active: int
    overdue: int
    not_started: int
    postponed: int
    cancelled: int
    due_now: int
    standing: int


@dataclass(frozen=True)
class MonthLine:
    """The tasks whose last day lies in a month of the plan's year; cancelled ones are left out."""

    month: int
    tasks: tuple[TaskLine, ...]

    @property
    def due(self) -> int:
        return len(self.tasks)

    @property
    def done(self) -> int:
        return sum(task.status == "done" for task in self.tasks)

    @property
    def overdue(self) -> int:
        return sum(task.days_over > 0 for task in self.tasks)


def days_over(due_to: date | None, due_kind: str, status: str, day: date) -> int:
    """By how many days work is late on ``day``; 0 for work without a day, closed and postponed tasks."""
    if due_to is None or due_kind in STANDING or status in CLOSED or status == "postponed":
        return 0
    return max(0, (day - due_to).days)


def plan_years(session: Session) -> list[int]:
    """The years that have a plan, newest first."""
    return list(session.scalars(select(PlanYear.year).order_by(PlanYear.year.desc())))


def tree(session: Session, year: int, day: date) -> PlanTree | None:
    """The plan of a year as it is now, with ``day`` as today; None when the year has none."""
    plan = session.scalars(select(PlanYear).where(PlanYear.year == year)).one_or_none()
    if plan is None:
        return None
    themes = session.scalars(
        select(PlanTheme).where(PlanTheme.plan_year_id == plan.id).order_by(PlanTheme.sort_no, PlanTheme.id)
    ).unique()
    points = _points(session, plan.id, dict(_lines(session, plan.id, day)))
    return PlanTree(
        plan.id, plan.year, plan.name, day, tuple(_theme(one, points.get(one.id, ())) for one in themes)
    )


def _lines(session: Session, plan_year_id: int, day: date) -> Iterator[tuple[int, TaskLine]]:
    tasks = session.scalars(
        select(PlanTask).join(PlanPoint, PlanTask.point_id == PlanPoint.id)
        .join(PlanTheme, PlanPoint.theme_id == PlanTheme.id).where(PlanTheme.plan_year_id == plan_year_id)
        .order_by(PlanTask.sort_no, PlanTask.id)
    ).unique()  # fmt: skip
    return ((task.id, _line(task, day)) for task in tasks)


def _points(session: Session, plan_year_id: int, lines: Mapping[int, TaskLine]) -> dict[int, list[PointLine]]:
    """theme id -> its points in order, each with its tasks in the order of ``lines``."""
    points = session.scalars(
        select(PlanPoint).join(PlanTheme, PlanPoint.theme_id == PlanTheme.id)
        .where(PlanTheme.plan_year_id == plan_year_id).order_by(PlanPoint.sort_no, PlanPoint.id)
    ).unique()  # fmt: skip
    tasks: dict[int, list[TaskLine]] = {}
    for line in lines.values():
        tasks.setdefault(line.point_id, []).append(line)
    found: dict[int, list[PointLine]] = {}
    for point in points:
        below = tuple(tasks.get(point.id, ()))
        found.setdefault(point.theme_id, []).append(
            PointLine(point.id, point.version, point.name, _mean(below), below)
        )
    return found


def _theme(theme: PlanTheme, points: Sequence[PointLine]) -> ThemeLine:
    every = [task for point in points for task in point.tasks]
    return ThemeLine(theme.id, theme.version, theme.name, _mean(every), tuple(points))


def _mean(tasks: Sequence[TaskLine]) -> int | None:
    counted = [task.percent for task in tasks if task.status != "cancelled"]
    return int(sum(counted) / len(counted) + 0.5) if counted else None


def _due_now(due_to: date | None, due_kind: str, status: str, day: date) -> bool:
    first, last = month_span(day.year, day.month)
    return (
        due_to is not None and first <= due_to <= last and due_kind not in STANDING and status not in CLOSED
    )


def _line(task: PlanTask, day: date) -> TaskLine:
    return TaskLine(
        task.id, task.version, task.point_id, task.point.theme.name, task.point.name, task.name, task.due_text or "",
        task.due_kind, task.due_from, task.due_to, task.leader or "", task.dept or "", task.percent, task.status,
        task.undone_reason or "", task.finished_on,
        days_over(task.due_to, task.due_kind, task.status, day),
        _due_now(task.due_to, task.due_kind, task.status, day),
    )  # fmt: skip


def counts(tasks: Sequence[TaskLine]) -> Counts:
    """The figures over a plan's page."""
    in_time = [task for task in tasks if not task.days_over]

    def having(status: str) -> int:
        return sum(task.status == status for task in in_time)

    return Counts(
        total=len(tasks), done=having("done"), active=having("active"), overdue=len(tasks) - len(in_time),
        not_started=having("not_started"), postponed=having("postponed"), cancelled=having("cancelled"),
        due_now=sum(task.due_now for task in tasks), standing=sum(task.standing for task in tasks),
    )  # fmt: skip


def months(plan: PlanTree) -> list[MonthLine]:
    """January to December of the plan's year, each with the tasks that are due in it."""
    due = [task for task in plan.tasks if task.due_to and not task.standing and task.status != "cancelled"]
    return [MonthLine(month, tuple(_due_in(due, plan.year, month))) for month in range(1, 13)]


def _due_in(tasks: Sequence[TaskLine], year: int, month: int) -> list[TaskLine]:
    first, last = month_span(year, month)
    found = [task for task in tasks if task.due_to and first <= task.due_to <= last]
    return sorted(found, key=lambda task: (task.due_to or last, task.id))


def task_line(session: Session, task_id: int, day: date) -> TaskLine | None:
    """One task as of ``day``; None when it is gone."""
    task = session.get(PlanTask, task_id)
    return _line(task, day) if task else None


def open_until(session: Session, day: date, until: date) -> list[TaskLine]:
    """Every task of any year still open whose last day is ``until`` or before it, in order of that day, as of ``day``."""
    chosen = select(PlanTask).where(
        PlanTask.due_to <= until, PlanTask.due_kind.not_in(STANDING), PlanTask.status.not_in(CLOSED)
    )
    rows = session.scalars(chosen.order_by(PlanTask.due_to, PlanTask.id)).unique()
    return [_line(task, day) for task in rows]


def late(tasks: Iterable[TaskLine]) -> list[TaskLine]:
    """Those that are late, the latest first."""
    return sorted((task for task in tasks if task.days_over), key=lambda task: (-task.days_over, task.id))


def overdue(session: Session, day: date) -> list[TaskLine]:
    """Every task of any year that is late on ``day``, the latest first."""
    return late(open_until(session, day, day))


def due_in_month(session: Session, day: date) -> list[TaskLine]:
    """The tasks still open whose last day lies in the month of ``day``, the nearest first."""
    first, last = month_span(day.year, day.month)
    return [task for task in open_until(session, day, last) if task.due_to and task.due_to >= first]


def by_name(tasks: Iterable[TaskLine], who: str) -> dict[str, list[TaskLine]]:
    """The tasks of each ``"dept"`` or ``"leader"``, most first; one task stands under each of several names."""
    found: dict[str, list[TaskLine]] = {}
    for task in tasks:
        for name in names(getattr(task, who)):
            found.setdefault(name, []).append(task)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))
