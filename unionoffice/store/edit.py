# SPDX-License-Identifier: MIT
"""The plain actions any register has: save one record from its form's values, delete one."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import select

from unionoffice.errors import FieldError
from unionoffice.kit.describe import fields_of
from unionoffice.kit.record import Record
from unionoffice.kit.roles import hidden_from, may_see
from unionoffice.kit.validate import check_record, refuse_errors
from unionoffice.store import changes
from unionoffice.store.work import Work

R = TypeVar("R", bound=Record)


def save(
    work: Work, cls: type[R], record_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> R:
    """Create (``record_id`` None) or change a record from parsed values; only the given fields are touched.

    Raises FieldError for the first error found in the whole record, StaleEdit when ``version`` is out of date.
    """
    record = cls() if record_id is None else work.load(cls, record_id, version)
    refuse_unseen(work, record, values)
    for name, value in values.items():
        setattr(record, name, value)
    changes.fill_defaults(cls, record)
    record.derive()
    with work.session.no_autoflush:
        refuse_errors(cls, check_record(record, work.today))
        _refuse_doubles(work, record)
    if record_id is None:
        work.add(record)
    work.flush()
    return record


def refuse_unseen(work: Work, record: Record, values: Mapping[str, Any]) -> None:
    """FieldError where a value would be written over one that the role may not see: a form or sheet showed a mask."""
    for name, value in values.items():
        described = fields_of(type(record)).get(name)
        if described is None or may_see(described.sensitive, work.role):
            continue
        stored = getattr(record, name)
        if stored is not None and stored != value:
            sentence = hidden_from(described.sensitive, work.role)
            raise FieldError(f"{described.label}：{sentence}没有写入。", field=name)


def _refuse_doubles(work: Work, record: Record) -> None:
    """A unique field that another record already holds is an error that names the other."""
    cls = type(record)
    for name, described in fields_of(cls).items():
        column = getattr(cls, name)
        value = getattr(record, name)
        if value is None or not column.property.columns[0].unique:
            continue
        other = work.session.scalars(select(cls).where(column == value, cls.id != (record.id or 0)).limit(1)).first()
        if other is not None:
            raise FieldError(f"{described.label} {value} 已经是“{other.title()}”的，请核对。已填内容没有丢。", field=name)


def delete(work: Work, cls: type[Record], record_id: int, version: int | None = None) -> None:
    """Delete an ordinary record; its class may refuse (guard_delete)."""
    record = work.load(cls, record_id, version)
    record.guard_delete()
    work.session.delete(record)
    work.flush()
