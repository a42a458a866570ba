# SPDX-License-Identifier: MIT
"""Which records point at one record, over every kind there is: known from the described fields, no part names another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table, UniqueConstraint, select
from sqlalchemy.orm import Session

from unionoffice.kit.describe import Field, fields_of
from unionoffice.kit.fields import Link
from unionoffice.kit.record import Record


@dataclass(frozen=True)
class LinkTo:
    """A field by which records of ``record`` point at the asked kind."""

    record: type[Record]
    field: Field

    def pointing(self, session: Session, target_id: int) -> Sequence[Record]:
        """The records that point at this one, oldest first."""
        column = getattr(self.record, self.field.name)
        return session.scalars(select(self.record).where(column == target_id).order_by(self.record.id)).unique().all()


def links_to(cls: type[Record]) -> tuple[LinkTo, ...]:
    """Every link to records of ``cls`` from other kinds."""
    classes: list[type[Record]] = [mapper.class_ for mapper in Record.registry.mappers]
    found = (
        LinkTo(other, one)
        for other in classes
        for one in fields_of(other).values()
        if isinstance(one.type, Link) and one.type.to() is cls and other is not cls
    )
    return tuple(sorted(found, key=lambda link: (link.record.kind(), link.field.name)))


def may_point(session: Session, link: LinkTo, record: Record, target_id: int) -> bool:
    """Whether the database would take ``record`` pointing there: a person stands in one list only once."""
    return double_of(session, link, record, target_id) is None


def double_of(session: Session, link: LinkTo, record: Record, target_id: int) -> Record | None:
    """The record that keeps ``record`` from pointing there: the target stands in the same list already."""
    for names in _unique_groups(link):
        same = select(link.record).where(getattr(link.record, link.field.name) == target_id)
        for name in names - {link.field.name}:
            same = same.where(getattr(link.record, name) == getattr(record, name))
        found = session.scalars(same.limit(1)).first()
        if found is not None:
            return found
    return None


def repeats(session: Session, link: LinkTo, record: Record, target_id: int) -> bool:
    """Whether the target has a record that says the very same already."""
    said = {name: getattr(record, name) for name in fields_of(link.record) if name != link.field.name}
    return any(
        all(getattr(other, name) == value for name, value in said.items())
        for other in link.pointing(session, target_id)
    )


def _unique_groups(link: LinkTo) -> Iterator[set[str]]:
    table = cast(Table, link.record.__table__)
    attributes: dict[Any, str] = {
        prop.columns[0]: prop.key for prop in link.record.__mapper__.column_attrs
    }
    groups = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    groups += [one.columns for one in table.indexes if one.unique]
    for columns in groups:
        names = {attributes[column] for column in columns}
        if link.field.name in names:
            yield names
