# SPDX-License-Identifier: MIT
"""What the office already has, laid out for an import: records by their keys, linked records by their names."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from unionoffice.errors import FieldError
from unionoffice.kit.describe import Field, fields_of
from unionoffice.kit.fields import Link
from unionoffice.kit.identity import Finding
from unionoffice.kit.record import Record
from unionoffice.kit.register import Register
from unionoffice.kit.text import squeeze
from unionoffice.kit.validate import Reading
from unionoffice.progress import Progress
from unionoffice.store.audit import audit_log

_PORTION = 2000  # records read at a time

# An identifying group of fields -> their values; None unless every one is filled
Keys = Mapping[tuple[str, ...], tuple[Any, ...] | None]


class NewLink(NamedTuple):
    """A linked record that is not there yet and will be made when the import is written."""

    kind: str
    name: str


class LinkNames:
    """Finds linked records of one class by name. Blanks, full-width signs and letter case make no difference."""

    def __init__(self, session: Session, link: Link) -> None:
        self.target = link.to()
        self._create = link.create_missing
        attribute = getattr(self.target, self.target.lookup[0])
        self.titles: dict[int, str] = {}
        self._ids: dict[str, list[int]] = {}
        self._new: dict[str, NewLink] = {}
        self.closed: set[int | NewLink | None] = set()  # units that are no more
        closed_on = getattr(self.target, "closed_on", None)
        if closed_on is not None:
            self.closed.update(session.scalars(select(self.target.id).where(closed_on.is_not(None))))
        for record_id, name in session.execute(select(self.target.id, attribute)):
            self.titles[record_id] = str(name or "")
            self._ids.setdefault(_fold(name), []).append(record_id)
        others: dict[str, set[int]] = {}
        for name, record_id in self.target.other_names(session):
            others.setdefault(_fold(name), set()).add(record_id)
        self._ids.update({name: sorted(ids) for name, ids in others.items()})

    def find(self, described: Field, raw: object) -> int | NewLink | None:
        """The id for a name; NewLink where one may be made. Raises FieldError for unknown and ambiguous names."""
        name = " ".join(str(raw).split())
        ids = self._ids.get(_fold(name), [])
        if len(ids) == 1:
            return ids[0]
        if ids:
            raise FieldError(f"叫“{name}”的{described.label}有 {len(ids)} 个，分不清是哪一个。")
        if not self._create:
            raise FieldError(f"没有叫“{name}”的{described.label}。请先建好，或核对名称。")
        kind = fields_of(self.target)[self.target.lookup[0]].type
        return self._new.setdefault(_fold(name), NewLink(self.target.kind(), str(kind.parse(name))))

    def read(self, described: Field, raw: object) -> Reading:
        """As ``find``, with what it raises as a finding."""
        try:
            return Reading(self.find(described, raw), ())
        except FieldError as bad:
            return Reading(None, (Finding("error", bad.sentence),), False)

    def show(self, value: int | NewLink | None) -> str:
        if isinstance(value, NewLink):
            return value.name
        return "" if value is None else self.titles.get(value, "")


def _fold(name: object) -> str:
    return squeeze(str(name or "")).casefold()


class KnownRecords:
    """Every record of a register as plain values, found by the register's identifying field groups."""

    def __init__(self, session: Session, register: Register, progress: Progress) -> None:
        self.fields = register.fields
        cls = register.record
        self._names = list(self.fields)
        columns = [getattr(cls, name) for name in self._names]
        self._rows: dict[int, Sequence[Any]] = {}
        self._groups = register.identify
        self._index: dict[tuple[str, ...], dict[tuple[Any, ...] | None, int]] = {g: {} for g in self._groups}
        unique = [n for n in self._names if getattr(cls, n).property.columns[0].unique]
        self._unique: dict[str, dict[Any, int]] = {name: {} for name in unique}
        for some in session.execute(select(cls.id, *columns)).partitions(_PORTION):
            progress.check_cancelled()
            self._rows.update((row[0], row) for row in some)
            self._put(some)

    def _put(self, rows: Sequence[Row[Any]]) -> None:
        for group, found in self._index.items():
            places = [self._names.index(name) + 1 for name in group]
            for row in rows:
                key = tuple([row[place] for place in places])
                if None not in key:
                    found[key] = row[0]
        for name, taken in self._unique.items():
            place = self._names.index(name) + 1
            taken.update((row[place], row[0]) for row in rows if row[place] is not None)

    def has(self, record_id: int) -> bool:
        return record_id in self._rows

    def values(self, record_id: int) -> dict[str, Any]:
        """The record's described values by field name."""
        return dict(zip(self._names, self._rows[record_id][1:], strict=True))

    def matches(self, keys: Keys) -> dict[tuple[str, ...], int]:
        """The identifying groups by which these keys meet a record, with that record's id, in order of trust."""
        return {group: self._index[group][key] for group, key in keys.items() if key in self._index[group]}

    def holder(self, name: str, value: Any) -> int | None:
        """The id of the record that has this value in a unique field."""
        return self._unique.get(name, {}).get(value)

    def taken(self, name: str) -> Mapping[Any, int]:
        """The values of a unique field, each with the id of its record."""
        return self._unique.get(name, {})

    @property
    def unique_fields(self) -> Sequence[str]:
        return list(self._unique)


def key_of(group: tuple[str, ...], values: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """The values of a group of fields; None unless every one is filled."""
    if len(group) == 1:
        value = values.get(group[0])
        return None if value is None else (value,)
    key = tuple([values.get(name) for name in group])
    return None if None in key else key


def last_change(session: Session, register: Register) -> int:
    """The newest audit row about this kind or one it links to: a preview older than that is out of date."""
    kinds = {register.kind} | {
        f.type.to().kind() for f in register.fields.values() if isinstance(f.type, Link)
    }
    newest = session.execute(
        select(func.max(audit_log.c.id)).where(audit_log.c.kind.in_(kinds), audit_log.c.op != "note")
    ).scalar()
    return int(newest or 0)


def record_class(register: Register, kind: str) -> type[Record]:
    """The class of that kind among those the register links to."""
    links = (f.type for f in register.fields.values() if isinstance(f.type, Link))
    return next(link.to() for link in links if link.to().kind() == kind)
