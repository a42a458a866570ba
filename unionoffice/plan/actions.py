# SPDX-License-Identifier: MIT
"""What a clerk does with a plan: keep its themes, points and tasks, and note how far each task is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import func, select

from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.record import Record
from unionoffice.plan.due import parse_due
from unionoffice.plan.progress_records import PlanProgress
from unionoffice.plan.records import STATUSES, PlanPoint, PlanTask, PlanTheme, PlanYear
from unionoffice.plan.wording import renumbered, split_number, tidy_names
from unionoffice.store import edit
from unionoffice.store.work import Work

_Titled = TypeVar("_Titled", PlanTheme, PlanPoint)


def open_year(work: Work, year: int, name: str = "") -> PlanYear:
    """The plan of a year, begun when there is none yet."""
    found = work.session.scalars(select(PlanYear).where(PlanYear.year == year)).one_or_none()
    return found or edit.save(work, PlanYear, None, {"year": year, "name": name or f"{year} 年主要工作安排"})


def save_theme(
    work: Work, theme_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> PlanTheme:
    """Add a theme at the end of its year (``plan_year_id``, ``name``), or rename one."""
    return edit.save(work, PlanTheme, theme_id, _placed(work, PlanTheme, theme_id, values), version)


def save_point(
    work: Work, point_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> PlanPoint:
    """Add a point at the end of its theme (``theme_id``, ``name``), or rename one."""
    return edit.save(work, PlanPoint, point_id, _placed(work, PlanPoint, point_id, values), version)


_PARENT = {PlanTheme: "plan_year_id", PlanPoint: "theme_id", PlanTask: "point_id"}


def _placed(
    work: Work, cls: type[Record], record_id: int | None, values: Mapping[str, Any]
) -> dict[str, Any]:
    if record_id is not None or values.get("sort_no") is not None:
        return dict(values)
    parent = values.get(_PARENT[cls])
    siblings = select(func.max(getattr(cls, "sort_no"))).where(getattr(cls, _PARENT[cls]) == parent)  # noqa: B009
    return {**values, "sort_no": (work.session.scalar(siblings) or 0) + 1}


def save_task(
    work: Work, task_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> PlanTask:
    """Add a task to a point, or change one; ``values`` are parsed, only those given are touched.

    The due phrase is read anew when it changes; percent and status are kept in step (100 is 已完成). Raises
    FieldError, StaleEdit.
    """
    task = None if task_id is None else work.load(PlanTask, task_id, version)
    values = _placed(work, PlanTask, task_id, values)
    if task is None:
        values = {"percent": 0, "status": "not_started", "due_text": None, **values}
    for name in ("leader", "dept"):
        if name in values:
            values[name] = tidy_names(values[name])
    if "due_text" in values and (task is None or values["due_text"] != task.due_text):
        values |= _due_values(
            values["due_text"], _year_of(work, values.get("point_id") or getattr(task, "point_id", None))
        )
    values |= _in_step(task, values, work.today)
    return edit.save(work, PlanTask, task_id, values, version)


def _year_of(work: Work, point_id: int | None) -> int:
    point = work.session.get(PlanPoint, point_id) if point_id else None
    if point is None:
        raise FieldError("请选择任务属于哪个要点。", field="point_id")
    return point.theme.plan_year.year


def _due_values(text: str | None, year: int) -> dict[str, Any]:
    due = parse_due(text, year)
    return {"due_kind": due.kind, "due_from": due.day_from, "due_to": due.day_to}


def _in_step(task: PlanTask | None, values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Percent, status and finishing day as they follow from the one that was changed."""
    old_percent, old_status = (task.percent, task.status) if task else (0, "not_started")
    percent, status = values.get("percent", old_percent), values.get("status", old_status)
    if status != old_status:
        percent = {"done": 100, "not_started": 0}.get(status, percent)
        if percent == 100 and status != "done":
            raise FieldError(
                f"完成百分比是 100%，状态不能是“{STATUSES.name(status)}”。请一起改完成百分比。已填内容没有丢。",
                field="percent",
            )
    elif percent != old_percent:
        status = _status_at(percent, status)
    finished = (
        (values.get("finished_on") or getattr(task, "finished_on", None) or today)
        if status == "done"
        else None
    )
    return {"percent": percent, "status": status, "finished_on": finished}


def _status_at(percent: int | None, status: str) -> str:
    if percent == 100:
        return "done"
    if status == "done" or (status == "not_started" and percent):
        return "active"
    return status


def record_progress(
    work: Work,
    task_id: int,
    day: date,
    percent: int,
    note: str | None = None,
    *,
    problem: str | None = None,
    next_step: str | None = None,
    version: int | None = None,
) -> PlanProgress:
    """Note how far a task is on ``day``. The task takes over percent and status unless a later note stands.

    100 finishes the task on that day. Raises FieldError (a day to come, percent outside 0-100), OfficeError for a
    cancelled task, StaleEdit.
    """  # fmt: skip
    task = work.load(PlanTask, task_id, version)
    if task.status == "cancelled":
        raise OfficeError(
            f"“{task.name}”已取消，没有登记。要继续做，请先把状态改回“推进中”。已填内容没有丢。"
        )
    progress = edit.save(
        work, PlanProgress, None,
        {
            "task_id": task.id, "day": day, "month": f"{day:%Y-%m}", "percent": percent, "note": note,
            "problem": problem, "next_step": next_step, "actor": work.actor,
        },
    )  # fmt: skip
    later = select(PlanProgress.id).where(PlanProgress.task_id == task.id, PlanProgress.day > day).limit(1)
    if work.session.scalar(later) is None:
        task.percent, task.status = percent, _status_at(percent, task.status)
        task.finished_on = day if task.status == "done" else None
        work.flush()
    return progress


def set_status(
    work: Work, task_id: int, status: str, reason: str | None = None, version: int | None = None
) -> PlanTask:
    """Say that a task is 延期, 取消 (both need a reason), 推进中 … apart from its percentage."""
    values: dict[str, Any] = {"status": status}
    if reason is not None:
        values["undone_reason"] = reason
    return save_task(work, task_id, values, version)


def move_theme(work: Work, theme_id: int, places: int) -> None:
    """Move a theme up (negative) or down among its year's; running numbers in the titles are written anew."""
    theme = work.load(PlanTheme, theme_id)
    rows = work.session.scalars(select(PlanTheme).where(PlanTheme.plan_year_id == theme.plan_year_id))
    _reorder(list(rows.unique()), theme, places)
    work.flush()
    _renumber_points(work, theme.plan_year_id)


def move_point(work: Work, point_id: int, places: int = 0, theme_id: int | None = None) -> None:
    """Move a point within its theme, or to the end of another theme of the same year."""
    point = work.load(PlanPoint, point_id)
    if theme_id is not None and theme_id != point.theme_id:
        target = work.load(PlanTheme, theme_id)
        if target.plan_year_id != point.theme.plan_year_id:
            raise OfficeError("要点只能移到同一年的事项里。没有移动。")
        point.sort_no = _placed(work, PlanPoint, None, {"theme_id": theme_id})["sort_no"]
        point.theme = target
        work.flush()
    else:
        rows = work.session.scalars(select(PlanPoint).where(PlanPoint.theme_id == point.theme_id))
        _reorder(list(rows.unique()), point, places)
        work.flush()
    _renumber_points(work, point.theme.plan_year_id)


def _in_order(rows: Sequence[_Titled]) -> list[_Titled]:
    return sorted(rows, key=lambda row: (row.sort_no, row.id))


def _reorder(rows: Sequence[_Titled], moved: _Titled, places: int) -> None:
    """Give the rows new places with ``moved`` shifted, and their titles new numbers where they ran 1, 2, 3 …"""
    before = _in_order(rows)
    at = before.index(moved)
    after = [row for row in before if row is not moved]
    after.insert(max(0, min(len(after), at + places)), moved)
    _renumber(before, after)
    for place, row in enumerate(after, 1):
        row.sort_no = place


def _renumber(before: Sequence[_Titled], after: Sequence[_Titled]) -> None:
    if [split_number(row.name)[0] for row in before] == list(range(1, len(before) + 1)):
        for number, row in enumerate(after, 1):
            row.name = renumbered(row.name, number)


def _renumber_points(work: Work, plan_year_id: int) -> None:
    """Points count on over the whole year (1. to 16.); where they did, they do so again after a move."""
    themes = work.session.scalars(select(PlanTheme).where(PlanTheme.plan_year_id == plan_year_id)).unique()
    after: list[PlanPoint] = []
    for theme in _in_order(list(themes)):
        points = work.session.scalars(select(PlanPoint).where(PlanPoint.theme_id == theme.id)).unique()
        after += _in_order(list(points))
    _renumber(sorted(after, key=lambda point: split_number(point.name)[0]), after)
    work.flush()


def delete_task(work: Work, task_id: int, version: int | None = None) -> None:
    """Delete a task that has no progress noted; others are cancelled instead, so that the notes stay."""
    noted = select(PlanProgress.id).where(PlanProgress.task_id == task_id).limit(1)
    if work.session.scalar(noted) is not None:
        raise OfficeError("这项任务已有进展记录，不能删除。不再做的，请把状态改为“取消”并写明原因。")
    edit.delete(work, PlanTask, task_id, version)


def delete_point(work: Work, point_id: int, version: int | None = None) -> None:
    """Delete a point without tasks."""
    if work.session.scalar(select(PlanTask.id).where(PlanTask.point_id == point_id).limit(1)) is not None:
        raise OfficeError("这个要点下还有任务，没有删除。请先移走或删除这些任务。")
    edit.delete(work, PlanPoint, point_id, version)


def delete_theme(work: Work, theme_id: int, version: int | None = None) -> None:
    """Delete a theme without points."""
    if work.session.scalar(select(PlanPoint.id).where(PlanPoint.theme_id == theme_id).limit(1)) is not None:
        raise OfficeError("这个事项下还有要点，没有删除。请先移走或删除这些要点。")
    edit.delete(work, PlanTheme, theme_id, version)
