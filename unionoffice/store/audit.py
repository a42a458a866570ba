# SPDX-License-Identifier: MIT
"""The audit trail: who changed what, when, from what to what, each row carrying the hash of the one before."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, repeat
from typing import Any

from sqlalchemy import Connection, Index, Integer, String, Table, func, select
from sqlalchemy import Text as LongText
from sqlalchemy.schema import Column

from unionoffice.kit.record import Record

GENESIS = "0" * 64
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
quoted = json.encoder.encode_basestring  # the same for a text, three times as fast

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

_INSERT = f"INSERT INTO audit_log VALUES ({', '.join('?' * len(audit_log.c))})"
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


def _said(step: int, at: str, actor: str, action: str, kind: str) -> str:
    """The middle of a row's JSON, which many rows share."""
    return ",".join(map(as_json, (step, at, actor, action, kind)))


def _digest(previous: str, row_id: int, said: str, record_id: int | None, op: str, changes: str) -> str:
    """SHA-256 over the hash of the row before and this row's values as a JSON list, in the order of the columns."""
    about = "null" if record_id is None else record_id
    text = f"{previous}\n[{row_id},{said},{about},{quoted(op)},{quoted(changes)}]"
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
        for kind, some in groupby(changes, lambda change: change.kind):
            self._write(kind, ((change.record_id, change.op, as_json(change.changes)) for change in some))

    def append_created(self, kind: str, ids: Iterable[int], changes: Iterable[str]) -> None:
        """Write one row per new record of a kind; ``changes`` are what ``Change.changes`` holds, as JSON already."""
        self._write(kind, zip(ids, repeat("create"), changes, strict=False))

    def _write(self, kind: str, rows: Iterable[tuple[int | None, str, str]]) -> None:
        """The rows (record id, op, changes), all of one kind."""
        said = (self.step, self._at, self._actor, self._action, kind)
        text = _said(*said)
        written = []
        for record_id, op, changes in rows:
            self._id += 1
            self._hash = _digest(self._hash, self._id, text, record_id, op, changes)
            written.append((self._id, *said, record_id, op, changes, self._hash))
        if written:
            self._connection.exec_driver_sql(_INSERT, written)


def last_moment(connection: Connection) -> datetime | None:
    """When the newest audit row was written; None in an empty trail."""
    at = connection.execute(select(func.max(audit_log.c.at))).scalar()
    return datetime.fromisoformat(at) if at else None


def broken_rows(connection: Connection) -> Iterator[int]:
    """Ids of the rows where the chain does not hold: a changed, removed or inserted row breaks it."""
    previous, expected_id = GENESIS, 1
    rows = connection.execution_options(yield_per=5000).execute(select(audit_log).order_by(audit_log.c.id))
    for row_id, *said, record_id, op, changes, kept in rows:
        if row_id != expected_id or kept != _digest(previous, row_id, _said(*said), record_id, op, changes):
            yield row_id
        previous, expected_id = kept, row_id + 1
