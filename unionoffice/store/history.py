# SPDX-License-Identifier: MIT
"""What happened to a record, told in its own labels; and taking back the last step."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import RowMapping, func, select
from sqlalchemy.orm import Session

from unionoffice.errors import OfficeError
from unionoffice.kit.describe import fields_of
from unionoffice.kit.fields import Link
from unionoffice.kit.record import Record
from unionoffice.store import changes
from unionoffice.store.audit import audit_log
from unionoffice.store.work import Work

_BLOCK = 500  # records taken back at a time

@dataclass(frozen=True)
class HistoryEntry:
    """One change of a record: ``lines`` are (label, old text, new text); sensitive values are masked."""

    step: int
    at: datetime
    actor: str
    action: str
    op: str
    lines: tuple[tuple[str, str, str], ...]


def history(session: Session, cls: type[Record], record_id: int, limit: int = 50) -> list[HistoryEntry]:
    """The record's changes, newest first."""
    log = audit_log.c
    rows = session.execute(
        select(audit_log).where(log.kind == cls.kind(), log.record_id == record_id).order_by(log.id.desc()).limit(limit)
    ).mappings()
    return [_entry(session, cls, row) for row in rows]


def _entry(session: Session, cls: type[Record], row: RowMapping) -> HistoryEntry:
    lines = []
    for name, (old, new) in json.loads(row["changes"]).items():
        described = fields_of(cls).get(name)
        if described is not None and not described.derived:
            lines.append((described.label, _text(session, cls, name, old), _text(session, cls, name, new)))
        elif described is None and row["op"] == "note":
            lines.append((name, "", str(new)))
    return HistoryEntry(
        row["step"], datetime.fromisoformat(row["at"]), row["actor"], row["action"], row["op"], tuple(lines)
    )


def _text(session: Session, cls: type[Record], name: str, stored: Any) -> str:
    if stored is None:
        return ""
    described = fields_of(cls)[name]
    if isinstance(described.type, Link):
        linked = session.get(described.type.to(), stored)
        return linked.title() if linked else f"（已删除的记录 {stored}）"
    value = described.type.load(stored)
    return described.type.mask(value) if described.sensitive else described.type.show(value)


def size(session: Session, step: int) -> int:
    """How many entries of the trail a step wrote."""
    return session.scalar(select(func.count()).where(audit_log.c.step == step)) or 0


def undo(work: Work, step: int) -> list[str]:
    """Take back every change of one step, newest first; returns the kinds touched.

    Raises OfficeError when something of it was changed again since, or may not be taken back (issued money).
    """
    log = audit_log.c
    rows = work.session.execute(
        select(audit_log).where(log.step == step, log.op != "note").order_by(log.id.desc())
    ).mappings().all()  # fmt: skip
    if not rows:
        raise OfficeError("没有可以撤销的修改。")
    known = changes.kinds()
    for row in rows:
        if not known[row["kind"]].undoable:
            raise OfficeError("已签发的凭证不能撤销，只能作废重开。数据没有改动。")
    work.taking_back = True
    for (kind, op), run in groupby(rows, key=lambda row: (row["kind"], row["op"])):
        _undo_run(work, known[kind], op, list(run))
    work.taking_back = False
    return sorted({row["kind"] for row in rows})


def _undo_run(work: Work, cls: type[Record], op: str, rows: Sequence[RowMapping]) -> None:
    """Take back neighbouring rows of one kind and operation; new records go in blocks, an import has thousands."""
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        ids = [row["record_id"] for row in block]
        loaded = work.session.scalars(select(cls).where(cls.id.in_(ids))).unique().all()  # held while used
        for row in block:
            _undo_row(work, cls, row)
            if op != "create":
                work.flush()  # one by one: two records may swap a unique value
        work.flush()
        del loaded


def _undo_row(work: Work, cls: type[Record], row: RowMapping) -> None:
    stored: dict[str, tuple[Any, Any]] = {name: (pair[0], pair[1]) for name, pair in json.loads(row["changes"]).items()}
    if row["op"] == "delete":
        record = cls(**{name: changes.load(cls, name, old) for name, (old, _) in stored.items()})
        record.id = row["record_id"]  # ids are never given twice, so it is free
        work.add(record)
    else:
        record = work.load(cls, row["record_id"])
        if row["op"] == "create":  # what was empty then must be empty still
            stored = {name: (None, None) for name in changes.column_names(cls)} | stored
        if not _only_link(cls, stored):
            record.guard_undo(stored)
        _refuse_if_changed(cls, record, stored)
        if row["op"] == "create":
            work.session.delete(record)
        else:
            for name, (old, _) in stored.items():
                setattr(record, name, changes.load(cls, name, old))


def _only_link(cls: type[Record], stored: Mapping[str, tuple[Any, Any]]) -> bool:
    """Nothing but a link was changed: by a merge, where the record itself is locked (``Work.relink``)."""
    described = fields_of(cls).get(next(iter(stored))) if len(stored) == 1 else None
    return described is not None and isinstance(described.type, Link)


def _refuse_if_changed(cls: type[Record], record: Record, stored: Mapping[str, tuple[Any, Any]]) -> None:
    for name, (_, new) in stored.items():
        if changes.dump(cls, name, getattr(record, name)) != new:
            raise OfficeError(f"“{record.title()}”后来又改过，不能撤销这一步。数据没有改动，请直接编辑。")
