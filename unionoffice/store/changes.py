# SPDX-License-Identifier: MIT
"""What a flush is about to write, as audit changes; and the way back from a change's JSON values to the record's."""

from functools import cache
from typing import Any, cast

from sqlalchemy import Column, inspect
from sqlalchemy.orm import Mapper, RelationshipDirection
from sqlalchemy.orm.state import InstanceState

from unionoffice.kit.describe import fields_of
from unionoffice.kit.record import Record
from unionoffice.store.audit import Change

UNTRACKED = frozenset({"id", "version"})


def column_names(cls: type[Record]) -> list[str]:
    """The attribute names of every column of a record class that an audit row shows."""
    mapper = cast(Mapper[Any], inspect(cls))
    return [prop.key for prop in mapper.column_attrs if prop.key not in UNTRACKED]


def kinds() -> dict[str, type[Record]]:
    """Every mapped kind of record, by its name."""
    return {mapper.class_.kind(): mapper.class_ for mapper in Record.registry.mappers}


def fill_defaults(cls: type[Record], record: Record) -> None:
    """Give every attribute that was never set its column's default, as an insert would."""
    given = vars(record)
    for name, default in _defaults(cls):
        if name not in given:
            setattr(record, name, default)


@cache
def _defaults(cls: type[Record]) -> tuple[tuple[str, Any], ...]:
    mapper = cast(Mapper[Any], inspect(cls))
    columns = ((prop.key, cast(Column[Any], prop.columns[0])) for prop in mapper.column_attrs)
    found = ((name, getattr(column.default, "arg", None)) for name, column in columns)
    return tuple((name, default) for name, default in found if default is not None)


def follow_links(record: Record) -> None:
    """Where a relationship was set instead of its id, set the id now: the audit looks at columns only."""
    state = cast(InstanceState[Any], inspect(record))
    for relation in state.mapper.relationships:
        if relation.direction is not RelationshipDirection.MANYTOONE or relation.viewonly:
            continue
        history = state.attrs[relation.key].history
        if not history.has_changes():
            continue
        linked = history.added[0] if history.added else None
        for local, remote in relation.local_remote_pairs or ():
            name = state.mapper.get_property_by_column(local).key
            setattr(record, name, getattr(linked, str(remote.key)) if linked is not None else None)


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
