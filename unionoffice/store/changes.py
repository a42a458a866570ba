# SPDX-License-Identifier: MIT
"""What a flush is about to write, as audit changes; and the way back from a change's JSON values to the record's."""

from typing import Any, cast

from sqlalchemy import inspect
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.state import InstanceState

from unionoffice.kit.describe import fields_of
from unionoffice.kit.record import Record
from unionoffice.store.audit import Change

UNTRACKED = frozenset({"id", "version"})


def column_names(cls: type[Record]) -> list[str]:
    """The attribute names of every column of a record class that an audit row shows."""
    mapper = cast(Mapper[Any], inspect(cls))
    return [prop.key for prop in mapper.column_attrs if prop.key not in UNTRACKED]


def dump(cls: type[Record], name: str, value: Any) -> Any:
    """One attribute as JSON: by its field type where it is described, else as it is."""
    described = fields_of(cls).get(name)
    return described.type.dump(value) if described else value


def load(cls: type[Record], name: str, stored: Any) -> Any:
    described = fields_of(cls).get(name)
    return described.type.load(stored) if described else stored


def differences(record: Record) -> dict[str, tuple[Any, Any]]:
    """Attributes of a loaded record that differ from the database, as name -> (old, new) Python values."""
    state = cast(InstanceState[Any], inspect(record))
    found = {}
    for name in column_names(type(record)):
        history = state.attrs[name].history
        if history.has_changes():
            old = history.deleted[0] if history.deleted else None
            new = history.added[0] if history.added else None
            if old != new:
                found[name] = (old, new)
    return found


def created(record: Record) -> Change:
    """The audit change of a new record: every value that is set. The record needs its id."""
    cls = type(record)
    values = {name: getattr(record, name) for name in column_names(cls)}
    changes = {name: (None, dump(cls, name, value)) for name, value in values.items() if value is not None}
    return Change(cls.kind(), record.id, "create", changes)


def updated(record: Record, changes: dict[str, tuple[Any, Any]]) -> Change:
    cls = type(record)
    dumped = {name: (dump(cls, name, old), dump(cls, name, new)) for name, (old, new) in changes.items()}
    return Change(cls.kind(), record.id, "update", dumped)


def deleted(record: Record) -> Change:
    cls = type(record)
    values = {name: getattr(record, name) for name in column_names(cls)}
    changes = {name: (dump(cls, name, value), None) for name, value in values.items() if value is not None}
    return Change(cls.kind(), record.id, "delete", changes)
