# SPDX-License-Identifier: MIT
"""Writes a planned import: all of it in one unit of work, which one undo takes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unionoffice.errors import OfficeError
from unionoffice.kit.collector import resting_collector
from unionoffice.kit.fields import Link
from unionoffice.kit.register import Register
from unionoffice.progress import Progress
from unionoffice.sheets.import_known import NewLink, last_change, record_class
from unionoffice.sheets.import_plan import ANOTHER, FATES, Fate, ImportPlan, ImportRow
from unionoffice.store import edit
from unionoffice.store.work import Work

_BLOCK = 500  # rows between two looks at the progress
_CHANGED = 100  # the same where every row is a change, which takes longer


@dataclass(frozen=True)
class ImportResult:
    """What was written. ``step`` is the audit step that ``office.undo(step, action)`` takes back; 0 = nothing."""

    step: int
    counts: dict[Fate, int]


def write_import(work: Work, plan: ImportPlan, progress: Progress) -> ImportResult:
    """Write the new and changed rows of the plan; refused, undecided and unchanged ones are left alone.

    That a row is somebody else than the one it looks like, is remembered.

    Raises OfficeError when the list was changed after the preview, Cancelled; nothing is written then.
    """
    if last_change(work.session, plan.register) != plan.last_change:
        raise OfficeError(f"{plan.register.title}在预览之后又改过，没有写入。请重新预览，文件不用再选。")
    if not plan.to_write:
        return ImportResult(0, plan.counts)
    made = _make_links(work, plan, progress)
    rows = [row for row in plan.rows if row.fate in ("new", "update")]
    size = _BLOCK if plan.counts["new"] else _CHANGED
    with resting_collector():
        for start in range(0, len(rows), size):
            progress.check_cancelled()
            progress.report(start, len(rows), "正在写入")
            _write(work, plan.register, rows[start : start + size], made)
    counts = plan.counts
    progress.check_cancelled()
    progress.report(len(rows), len(rows), "正在写入")
    counted = {FATES[fate]: count for fate, count in counts.items() if count or fate not in ("doubt", "left")}
    work.note(plan.register.kind, None, **{plan.way: plan.source}, **counted)
    return ImportResult(work.trail.step, counts)


def _make_links(work: Work, plan: ImportPlan, progress: Progress) -> dict[NewLink, int]:
    links = _link_names(plan.register)
    wanted: dict[NewLink, None] = {}
    for row in plan.rows:
        if row.fate in ("new", "update"):
            wanted.update([(v, None) for name in links if isinstance(v := row.values.get(name), NewLink)])
    made = {}
    for link in wanted:
        progress.check_cancelled()
        cls = record_class(plan.register, link.kind)
        made[link] = edit.save(work, cls, None, {cls.lookup[0]: link.name}).id
    return made


def _link_names(register: Register) -> list[str]:
    return [one.name for one in register.fields.values() if isinstance(one.type, Link)]


def _resolved(row: ImportRow, links: Sequence[str], made: Mapping[NewLink, int]) -> Mapping[str, Any]:
    """The row's values with the ids of the records that were made for it."""
    new = {name: made[v] for name in links if isinstance(v := row.values.get(name), NewLink)}
    return {**row.values, **new} if new else row.values


def _write(work: Work, register: Register, rows: Sequence[ImportRow], made: Mapping[NewLink, int]) -> None:
    links = _link_names(register) if made else []
    resolved = [(row.record_id, _resolved(row, links, made)) for row in rows]
    if register.save_many is not None:
        fresh = register.save_many(work, resolved)
    else:
        saved = [(record_id, _save(work, register, record_id, values)) for record_id, values in resolved]
        fresh = [made_id for record_id, made_id in saved if record_id is None]
    if register.set_apart is None:
        return
    for row, made_id in zip((row for row in rows if row.record_id is None), fresh, strict=True):
        for one in row.doubts if row.chosen == ANOTHER else ():
            register.set_apart(work, made_id, one.record_id)


def _save(work: Work, register: Register, record_id: int | None, values: Mapping[str, Any]) -> int:
    if register.save is not None:
        return register.save(work, record_id, values, None).id
    return edit.save(work, register.record, record_id, values).id
