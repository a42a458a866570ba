# SPDX-License-Identifier: MIT
"""Many new records of one kind as rows and as audit changes, column by column, past the session's book-keeping."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Column, Connection, Dialect, Table, insert, inspect
from sqlalchemy.orm import Mapper

from unionoffice.kit.describe import fields_of
from unionoffice.kit.fields import FieldType
from unionoffice.kit.record import Record
from unionoffice.store.audit import as_json, quoted
from unionoffice.store.changes import column_names

Convert = Callable[[Any], Any]
Columns = Mapping[str, Sequence[Any]]  # attribute -> its value in each record
_REMEMBERED = 4096  # values of one column: days, codes, branches come again and again


@dataclass(frozen=True)
class _Way:
    """How a class's records go into the database: the statement, the attributes in its order, some of them converted."""

    sql: str
    names: tuple[str, ...]
    convert: Mapping[str, Convert]


@cache
def _way(cls: type[Record], dialect: Dialect) -> _Way:
    mapper = cast(Mapper[Any], inspect(cls))
    attributes = {cast(Column[Any], prop.columns[0]).key: prop.key for prop in mapper.column_attrs}
    table = cast(Table, cls.__table__)
    compiled = insert(table).compile(dialect=dialect, column_keys=list(attributes))
    order = [str(name) for name in getattr(compiled, "positiontup", None) or attributes]
    found = ((attributes[name], table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in order)
    convert = {name: _remembering(one) for name, one in found if one is not None}
    return _Way(str(compiled), tuple(attributes[name] for name in order), convert)


def _remembering(convert: Convert) -> Convert:
    return lru_cache(_REMEMBERED, typed=True)(convert)


def columns_of(connection: Connection, cls: type[Record], records: Sequence[Record]) -> Columns:
    """The values of every column of new records, None where they were never set."""
    names = _way(cls, connection.dialect).names
    pick, unset = itemgetter(*names), dict.fromkeys(names)
    rows = [pick({**unset, **vars(record)}) for record in records]
    return dict(zip(names, zip(*rows, strict=True), strict=True))


def insert_all(connection: Connection, cls: type[Record], columns: Columns) -> None:
    """Insert new records; they have their ids and defaults. A fifth of the time of a session's insert."""
    way = _way(cls, connection.dialect)
    stored = [_converted(way.convert.get(name), columns[name]) for name in way.names]
    connection.exec_driver_sql(way.sql, list(zip(*stored, strict=True)))


def _converted(convert: Convert | None, values: Sequence[Any]) -> Sequence[Any]:
    if convert is None or values.count(None) == len(values):
        return values
    return [None if value is None else convert(value) for value in values]


@cache
def _dumps(cls: type[Record]) -> dict[str, tuple[bool, Convert]]:
    """For each attribute that an audit row shows: whether it is written as it is, and how it becomes JSON."""
    fields = fields_of(cls)
    found: dict[str, tuple[bool, Convert]] = {}
    for name in column_names(cls):
        kind = fields[name].type if name in fields else FieldType()
        as_it_is = type(kind).dump is FieldType.dump
        dump = partial(_dump, kind)
        found[name] = as_it_is, _remembering(dump) if name in fields else dump
    return found


def _dump(kind: FieldType, value: Any) -> str:
    return as_json(kind.dump(value))


def _told(name: str, as_it_is: bool, dump: Convert, values: Sequence[Any]) -> list[str | None]:
    """What the audit rows say of one attribute; texts and numbers are not worth a call."""
    head = f'"{name}":[null,'
    if not as_it_is:
        return [None if one is None else f"{head}{dump(one)}]" for one in values]
    return [
        f"{head}{quoted(one)}]" if one.__class__ is str
        else None if one is None
        else f"{head}{one}]" if one.__class__ is int
        else f"{head}{dump(one)}]"
        for one in values
    ]  # fmt: skip


def created(cls: type[Record], columns: Columns) -> list[str]:
    """What the audit rows of new records say as JSON: every value that is set, like ``changes.created``."""
    count = len(columns["id"])
    told = [
        _told(name, as_it_is, dump, columns[name])
        for name, (as_it_is, dump) in _dumps(cls).items()
        if columns[name].count(None) < count
    ]
    rows = zip(*told, strict=True)
    return ["{" + ",".join([text for text in row if text is not None]) + "}" for row in rows] or ["{}"] * count
