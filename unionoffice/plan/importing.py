# SPDX-License-Identifier: MIT
"""Brings a plan table into the office: a preview of what each row would do, then one step that can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.errors import OfficeError
from unionoffice.kit.describe import fields_of
from unionoffice.plan import actions
from unionoffice.plan.due import parse_due
from unionoffice.plan.queries import tree
from unionoffice.plan.reading import PlanTable, RawTask
from unionoffice.plan.records import PlanPoint, PlanTask, PlanTheme, PlanYear
from unionoffice.plan.wording import key_of, orders
from unionoffice.store.work import Work

Fate = Literal["new", "update", "unchanged", "refused"]
_Key = tuple[str, str, str]


@dataclass(frozen=True)
class ImportRow:
    """What one row would do. ``changes`` are (label, old, new); ``reasons`` say why it is refused, ``warnings``
    what to look at although it is taken."""

    row_no: int
    fate: Fate
    theme: str
    point: str
    task: str
    due_text: str
    leader: str
    dept: str
    changes: tuple[tuple[str, str, str], ...] = ()
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    task_id: int | None = None
    version: int | None = None


@dataclass(frozen=True)
class PlanImport:
    """A preview. ``kept`` counts the tasks of that year which the file does not name; they stay as they are."""

    source: str
    year: int
    title: str
    rows: tuple[ImportRow, ...]
    kept: int = 0
    columns: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    def count(self, fate: Fate) -> int:
        return sum(row.fate == fate for row in self.rows)

    @property
    def to_write(self) -> int:
        """Rows that would be written: new and changed ones."""
        return self.count("new") + self.count("update")


def plan_import(session: Session, table: PlanTable, year: int) -> PlanImport:
    """What importing the table into the plan of ``year`` would do; writes nothing.

    A task is recognised by the words of theme, point and task, whatever their numbers and blanks.
    """
    known = _known(session, year)
    firsts: dict[_Key, int] = {}
    rows = [_judged(raw, year, known, firsts) for raw in _with_tasks(table.rows)]
    named = {row.task_id for row in rows if row.task_id is not None}
    title = table.title or f"{year} 年主要工作安排"
    kept = sum(task.id not in named for task in known.values())
    return PlanImport(table.source, year, title[:100], tuple(rows), kept, table.columns, table.unknown)


@dataclass(frozen=True)
class _KnownTask:
    id: int
    version: int
    theme: str
    point: str
    task: str
    due: str
    leader: str
    dept: str


_COMPARED = {
    "theme": "事项", "point": "要点", "task": "具体任务", "due": "完成时间", "leader": "责任领导", "dept": "责任科室"
}  # fmt: skip


def _known(session: Session, year: int) -> dict[_Key, _KnownTask]:
    plan = tree(session, year, _any_day(year))
    if plan is None:
        return {}
    return {
        (key_of(task.theme), key_of(task.point), key_of(task.name)): _KnownTask(
            task.id, task.version, task.theme, task.point, task.name, task.due_text, task.leader, task.dept
        )
        for task in plan.tasks
    }


def _with_tasks(rows: Sequence[RawTask]) -> list[RawTask]:
    """Rows without the ones that only head those below them (a theme or a point on a line of its own)."""
    points = {(key_of(row.theme), key_of(row.point)) for row in rows if row.task}
    themes = {theme for theme, _ in points}

    def heads_others(row: RawTask) -> bool:
        if row.task or row.due or row.leader or row.dept:
            return False
        return (key_of(row.theme), key_of(row.point)) in points or (
            not row.point and key_of(row.theme) in themes
        )

    return [row for row in rows if not heads_others(row)]


def _judged(raw: RawTask, year: int, known: dict[_Key, _KnownTask], firsts: dict[_Key, int]) -> ImportRow:
    row = ImportRow(raw.row_no, "new", raw.theme, raw.point, raw.task, raw.due, raw.leader, raw.dept)
    key = (key_of(raw.theme), key_of(raw.point), key_of(raw.task))
    reasons = _why_refused(raw, year, firsts.get(key))
    if reasons:
        return replace(row, fate="refused", reasons=tuple(reasons))
    firsts[key] = raw.row_no
    warning = parse_due(raw.due, year).warning
    row = replace(row, warnings=(warning,) if warning else ())
    there = known.get(key)
    if there is None:
        return row
    changes = tuple(
        (label, old, new)
        for name, label in _COMPARED.items()
        if (old := getattr(there, name)) != (new := getattr(raw, name))
    )
    return replace(
        row,
        fate="update" if changes else "unchanged",
        changes=changes,
        task_id=there.id,
        version=there.version,
    )


def _why_refused(raw: RawTask, year: int, first_row: int | None) -> list[str]:
    missing = [
        label
        for text, label in ((raw.theme, "事项"), (raw.point, "要点"), (raw.task, "具体任务"))
        if not text
    ]
    if missing:
        return [f"没有写{'、'.join(missing)}。请在表里补上，再导入一次。"]
    if first_row is not None:
        return [f"与第 {first_row} 行重复，只导入前面那一行。"]
    checks = (
        (PlanTheme, "name", raw.theme), (PlanPoint, "name", raw.point), (PlanTask, "name", raw.task),
        (PlanTask, "due_text", raw.due), (PlanTask, "leader", raw.leader), (PlanTask, "dept", raw.dept),
    )  # fmt: skip
    found = []
    for cls, name, text in checks:
        described = fields_of(cls)[name]
        found += [
            f"{described.label}：{finding.text}" for finding in described.type.check(text, _any_day(year))
        ]
    return found


def _any_day(year: int) -> date:
    return date(year, 1, 1)


def write_import(work: Work, plan: PlanImport) -> PlanYear:
    """Write the rows of a preview that are new or changed, in one step; refused rows are left out.

    Raises StaleEdit when a task was changed since the preview, OfficeError when nothing is to be written.
    """
    if not plan.to_write:
        raise OfficeError("没有新的或有变化的任务，没有写入。")
    year = actions.open_year(work, plan.year, plan.title)
    taken = [row for row in plan.rows if row.fate != "refused"]
    themes = _written_themes(work, year, taken)
    points = _written_points(work, themes, taken)
    places: dict[int, int] = {}
    for row in taken:
        point = points[key_of(row.theme), key_of(row.point)]
        places[point.id] = places.get(point.id, 0) + 1
        _write_row(work, row, point, places[point.id])
    work.flush()
    return year


def _write_row(work: Work, row: ImportRow, point: PlanPoint, place: int) -> None:
    values = {
        "point_id": point.id, "sort_no": place, "name": row.task,
        "due_text": row.due_text or None, "leader": row.leader, "dept": row.dept,
    }  # fmt: skip
    if row.fate == "unchanged" and row.task_id is not None:
        work.load(PlanTask, row.task_id).sort_no = place
    else:
        actions.save_task(work, row.task_id, values, row.version)


def _written_themes(work: Work, year: PlanYear, rows: Sequence[ImportRow]) -> dict[str, PlanTheme]:
    there = work.session.scalars(select(PlanTheme).where(PlanTheme.plan_year_id == year.id)).unique()
    themes = {key_of(theme.name): theme for theme in there}
    named: dict[str, str] = {}
    for row in rows:
        named.setdefault(key_of(row.theme), row.theme)
    for (key, name), place in zip(named.items(), orders(list(named.values())), strict=True):
        theme = themes.get(key)
        values = {"plan_year_id": year.id, "name": name, "sort_no": place}
        themes[key] = actions.save_theme(work, theme.id if theme else None, values)
    return themes


def _written_points(
    work: Work, themes: dict[str, PlanTheme], rows: Sequence[ImportRow]
) -> dict[tuple[str, str], PlanPoint]:
    points: dict[tuple[str, str], PlanPoint] = {}
    for theme_key, theme in themes.items():
        there = work.session.scalars(select(PlanPoint).where(PlanPoint.theme_id == theme.id)).unique()
        points |= {(theme_key, key_of(point.name)): point for point in there}
        named: dict[str, str] = {}
        for row in rows:
            if key_of(row.theme) == theme_key:
                named.setdefault(key_of(row.point), row.point)
        for (key, name), place in zip(named.items(), orders(list(named.values())), strict=True):
            point = points.get((theme_key, key))
            values = {"theme_id": theme.id, "name": name, "sort_no": place}
            points[theme_key, key] = actions.save_point(work, point.id if point else None, values)
    return points
