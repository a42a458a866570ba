# SPDX-License-Identifier: MIT
"""The unit of work: the only way to write. One transaction, its audit rows, versions, search index and numbers."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol, TypeVar, cast

from sqlalchemy import Engine, Table, event, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from unionoffice.errors import OfficeError, StaleEdit
from unionoffice.kit.describe import fields_of
from unionoffice.kit.fields import Link
from unionoffice.kit.record import Record
from unionoffice.kit.roles import EVERYTHING, Kind, Right, Role, refuse, refuse_seeing
from unionoffice.store import audit, bulk, changes, search
from unionoffice.store.engine import is_still_used
from unionoffice.store.numbers import take_number

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Changes:
    """What a committed unit of work announces: the kinds it touched and its step in the audit trail."""

    step: int
    action: str
    kinds: frozenset[str]


class Work:
    """One clerk's action. Made by ``Office.work``, which commits it when the block ends and rolls back on any error.

    ``session`` reads and writes; everything added, changed or deleted through it is audited and indexed at flush.
    ``today`` and ``now`` are the office's clock: actions never ask the machine. ``role`` is the actor's; whatever it
    may not write is refused here, by ``Record.right_needed``, for every action there is.
    """

    def __init__(self, engine: Engine, *, actor: str, action: str, now: datetime, role: Role = EVERYTHING) -> None:
        self.actor = actor
        self.role = role
        self.action = action
        self.now = now
        # Set while a step is taken back: what a clerk may not change or delete by itself may be undone with its step.
        self.taking_back = False
        self._connection = engine.connect().execution_options(write=True)
        self.session = Session(self._connection, expire_on_commit=False, info={"role": role})
        self._trail: audit.Trail | None = None
        self._kinds: set[str] = set()
        self._new: list[Record] = []
        self._pending: list[audit.Change] = []
        self._relinked: dict[Record, str] = {}
        self._last_ids: dict[type[Record], int] = {}
        self._titles: search.Titles = {}
        event.listen(self.session, "before_flush", self._before_flush)
        event.listen(self.session, "after_flush_postexec", self._after_flush)

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def trail(self) -> audit.Trail:
        if self._trail is None:
            self._trail = audit.Trail(self.session.connection(), self.actor, self.action, self.now)
        return self._trail

    def add(self, record: R) -> R:
        """Add a new record; it has its id and its defaults after ``flush``."""
        self.session.add(record)
        return record

    def flush(self) -> None:
        """Send what was done so far to the database, so that ids exist and queries see it.

        Raises OfficeError where a record to be deleted is still in use.
        """
        leaving = [cast(Record, record).title() for record in self.session.deleted]
        try:
            self.session.flush()
        except IntegrityError as error:
            if not leaving or not is_still_used(error):
                raise
            raise OfficeError(
                f"“{leaving[0]}”还被别的记录用着，不能删除。数据没有改动。请先改掉用到它的记录。"
            ) from error

    def load(self, cls: type[R], record_id: int, version: int | None = None) -> R:
        """The record, for changing. With the ``version`` an editor started from, a stale edit raises StaleEdit."""
        record = self.session.get(cls, record_id)
        if record is None:
            raise OfficeError("这条记录已经被删除，没有写入。请刷新后再看。")
        if version is not None and record.version != version:
            raise StaleEdit(self._stale_sentence(record))
        return record

    def touch(self, record: Record) -> None:
        """What hangs on the record changed and nothing of its own: whoever has it open edits a stale one from now on."""
        record.version += 1
        self.flush()

    def relink(self, record: Record, name: str, target_id: int) -> None:
        """Point one link of a record at the record that its old target was merged into, whatever else is locked.

        Issued money keeps its paper: nothing but the link changes, and the trail says from whom to whom.
        """
        setattr(record, name, target_id)
        self._relinked[record] = name
        self.flush()

    def number(self, series: str, year: int) -> int:
        """The next number of a series in a year, without gaps: it is given back when this work does not commit."""
        return take_number(self.session, series, year)

    def numbers(self, series: str, year: int, count: int) -> range:
        """As many numbers in a row as are asked for, like ``number``."""
        first = take_number(self.session, series, year, count)
        return range(first, first + count)

    def need(self, right: Right) -> None:
        """Raise OfficeError where the actor's role does not do this: the first line of an action that takes more."""
        refuse(self.role, right, self.action)

    def look(self, kind: str, record_id: int | None, what: str, *seen: Kind | Literal[""]) -> None:
        """Note that ``what`` of a record is about to be seen in full; OfficeError where the role sees less than that."""
        for one in seen:
            refuse_seeing(one, self.role)
        self.note(kind, record_id, 字段=what)

    def note(self, kind: str, record_id: int | None, **facts: Any) -> None:
        """Audit something that is not a change of a record: a print, an export, a look at masked data."""
        self.flush()
        self.trail.append([audit.Change(kind, record_id, "note", {k: (None, v) for k, v in facts.items()})])

    def add_many(self, cls: type[R], records: Sequence[R]) -> list[int]:
        """Insert many new records of one kind at once, audited and indexed; returns their ids.

        The records stay outside the session, and may be drafts (``kit.draft``); links are given by id. Many times
        faster than ``add`` for thousands.
        """
        if not records:
            return []
        self.need(records[0].right_needed())
        self.flush()
        ids = [self._next_id(cls) for _ in records]
        for record, new_id in zip(records, ids, strict=True):
            changes.fill_defaults(cls, record)
            record.derive()
            record.id = new_id
        connection = self.session.connection()
        columns = bulk.columns_of(connection, cls, records)
        bulk.insert_all(connection, cls, columns)
        self.trail.append_created(cls.kind(), ids, bulk.created(cls, columns))
        if search.searchable(cls):
            search.put_new(self.session, cls, records, self._titles)
        self._kinds.add(cls.kind())
        return ids

    def _next_id(self, cls: type[Record]) -> int:
        """Ids are never given twice, so that nobody inherits a deleted record's history."""
        if cls not in self._last_ids:
            table, log = cast(Table, cls.__table__), audit.audit_log.c
            highest = select(func.max(table.c.id)).scalar_subquery()
            ever = select(func.max(log.record_id)).where(log.kind == cls.kind()).scalar_subquery()
            self._last_ids[cls] = max(n or 0 for n in self.session.execute(select(highest, ever)).one())
        self._last_ids[cls] += 1
        return self._last_ids[cls]

    def commit(self) -> Changes:
        """Write everything for good and say what changed."""
        self.flush()
        known = changes.kinds()
        for kind in self._kinds:
            known[kind].check_kind(self.session, self.today)
        self.session.commit()
        return Changes(self._trail.step if self._trail else 0, self.action, frozenset(self._kinds))

    def close(self) -> None:
        """End the work; whatever was not committed is gone."""
        self.session.close()
        self._connection.close()

    def _stale_sentence(self, record: Record) -> str:
        log = audit.audit_log.c
        last = self.session.execute(
            select(log.actor, log.at).where(log.kind == record.kind(), log.record_id == record.id)
            .order_by(log.id.desc()).limit(1)
        ).first()  # fmt: skip
        if last is None:
            return f"“{record.title()}”在打开之后又被改过，没有写入。请重新打开再改，已填内容还在。"
        when = datetime.fromisoformat(last.at).strftime("%m 月 %d 日 %H:%M").replace(" 0", " ").lstrip("0")
        return f"“{record.title()}”在 {when} 被{last.actor}改过，没有写入。请重新打开再改，已填内容还在。"

    def _before_flush(self, session: Session, _context: Any, _instances: Any) -> None:
        for record in cast(Iterable[Record], session.new):
            self.need(record.right_needed())
            if record.id is None:
                record.id = self._next_id(type(record))
            changes.fill_defaults(type(record), record)
            record.derive()
            self._new.append(record)
        for record in cast(Iterable[Record], session.dirty):
            if session.is_modified(record):
                self._changed(record)
        for record in cast(Iterable[Record], session.deleted):
            self.need(record.right_needed())
            if not self.taking_back:
                record.guard_delete()
            self._pending.append(changes.deleted(record))
            if search.searchable(type(record)):
                search.drop(session.connection(), type(record), [record.id])

    def _changed(self, record: Record) -> None:
        changes.follow_links(record)
        record.derive()
        differing = changes.differences(record)
        if differing:
            self.need(record.right_needed())
            if not self.taking_back and set(differing) != {self._relinked.get(record)}:
                record.guard_change(differing)
            record.version += 1
            self._pending.append(changes.updated(record, differing))

    def _after_flush(self, session: Session, _context: Any) -> None:
        new, self._new = self._new, []
        pending, self._pending = self._pending, []
        pending = [changes.created(record) for record in new] + pending
        if not pending:
            return
        self.trail.append(pending)
        self._titles.clear()
        self._kinds.update(change.kind for change in pending)
        self._index(session, new, pending)

    def _index(self, session: Session, new: list[Record], pending: list[audit.Change]) -> None:
        touched: dict[type[Record], dict[int, Record]] = {}
        for record in new:
            touched.setdefault(type(record), {})[record.id] = record
        kinds = changes.kinds()
        for change in pending:
            if change.op == "update" and change.record_id is not None:
                cls = kinds[change.kind]
                record = touched.setdefault(cls, {})[change.record_id] = session.get_one(cls, change.record_id)
                for other in search.named_by(session, record, change.changes):
                    touched.setdefault(type(other), {})[other.id] = other
        for cls, records in touched.items():
            relations = [f.type.relation for f in fields_of(cls).values() if isinstance(f.type, Link)]
            for record in records.values():
                if relations:
                    session.expire(record, relations)  # a changed id leaves the old record behind it
            if search.searchable(cls):
                search.put(session.connection(), cls, records.values())


class OfficeLike(Protocol):
    """What a part's sample needs of an office; ``unionoffice.office.Office`` is one, which no part may import."""

    def work(self, action: str, *, actor: str = "") -> AbstractContextManager[Work]: ...

    def read(self) -> AbstractContextManager[Session]: ...

    def today(self) -> date: ...
