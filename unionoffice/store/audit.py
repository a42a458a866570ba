# SPDX-License-Identifier: MIT
"""The audit trail: who changed what, when, from what to what, each row carrying the hash of the one before."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Index, Integer, String, Table, func, select
from sqlalchemy import Text as LongText
from sqlalchemy.schema import Column

from unionoffice.kit.record import Record

GENESIS = "0" * 64
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

audit_log = Table(
    "audit_log",
    Record.metadata,
    Column("id", Integer, primary_key=True),
    Column("step", Integer, nullable=False),  # one number for all rows of one transaction
    Column("at", String(32), nullable=False),  # local time, ISO with seconds
    Column("actor", String(50), nullable=False),
    Column("action", String(100), nullable=False),  # what the clerk did, in the office's words
    Column("kind", String(50), nullable=False),
    Column("record_id", Integer),
    Column("op", String(10), nullable=False),  # create | update | delete | note
    Column("changes", LongText, nullable=False),  # JSON {field: [old, new]}
    Column("hash", String(64), nullable=False),
    Index("ix_audit_log_kind_record_id", "kind", "record_id"),
    Index("ix_audit_log_step", "step"),
    Index("ix_audit_log_at", "at"),
)

TRIGGERS = tuple(
    f"CREATE TRIGGER audit_log_no_{verb.lower()} BEFORE {verb} ON audit_log "
    f"BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END"
    for verb in ("UPDATE", "DELETE")
)


@dataclass(frozen=True)
class Change:
    """One record's change: ``changes`` is {field: (old, new)} in JSON values (money in 分, days as ISO text)."""

    kind: str
    record_id: int | None
    op: str
    changes: Mapping[str, tuple[Any, Any]]


def _digest(previous: str, row: Mapping[str, Any]) -> str:
    parts = [row["id"], row["step"], row["at"], row["actor"], row["action"],
             row["kind"], row["record_id"], row["op"], row["changes"]]  # fmt: skip
    text = previous + "\n" + _JSON(parts)
    return hashlib.sha256(text.encode()).hexdigest()


class Trail:
    """Appends to the audit trail inside one transaction; all rows of it share one step number."""

    def __init__(self, connection: Connection, actor: str, action: str, now: datetime) -> None:
        self._connection = connection
        self._actor = actor
        self._action = action
        self._at = now.isoformat(timespec="seconds")
        last = connection.execute(
            select(audit_log.c.id, audit_log.c.step, audit_log.c.hash).order_by(audit_log.c.id.desc()).limit(1)
        ).first()
        self._id = int(last.id) if last else 0
        self._hash = str(last.hash) if last else GENESIS
        self.step = int(last.step) + 1 if last else 1

    def append(self, changes: Iterable[Change]) -> None:
        """Write one row per change. The caller holds the write lock, so ids and hashes cannot interleave."""
        rows = [self._row(change) for change in changes]
        if rows:
            names = ", ".join(rows[0])
            marks = ", ".join(f":{name}" for name in rows[0])
            self._connection.exec_driver_sql(f"INSERT INTO audit_log ({names}) VALUES ({marks})", rows)

    def _row(self, change: Change) -> dict[str, Any]:
        self._id += 1
        row = {
            "id": self._id, "step": self.step, "at": self._at, "actor": self._actor, "action": self._action,
            "kind": change.kind, "record_id": change.record_id, "op": change.op,
            "changes": _JSON(change.changes),
        }  # fmt: skip
        row["hash"] = self._hash = _digest(self._hash, row)
        return row


def last_moment(connection: Connection) -> datetime | None:
    """When the newest audit row was written; None in an empty trail."""
    at = connection.execute(select(func.max(audit_log.c.at))).scalar()
    return datetime.fromisoformat(at) if at else None


def broken_rows(connection: Connection) -> Iterator[int]:
    """Ids of the rows where the chain does not hold: a changed, removed or inserted row breaks it."""
    previous, expected_id = GENESIS, 1
    rows = connection.execution_options(yield_per=5000).execute(select(audit_log).order_by(audit_log.c.id))
    for row in rows.mappings():
        if row["id"] != expected_id or row["hash"] != _digest(previous, dict(row)):
            yield row["id"]
        previous, expected_id = row["hash"], row["id"] + 1
