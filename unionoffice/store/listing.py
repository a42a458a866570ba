# SPDX-License-Identifier: MIT
"""Asks a register for its rows: ids in order, pages of records, facet values with counts, sums."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Any, TypeVar
from typing import cast as cast_type

from sqlalchemy import BindParameter, Select, String, bindparam, cast, func, inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload
from sqlalchemy.orm.interfaces import ORMOption
from sqlalchemy.sql.elements import ColumnElement

from unionoffice.kit.describe import fields_of
from unionoffice.kit.fields import Day, Link, Money
from unionoffice.kit.record import Record
from unionoffice.kit.register import Facet, Register
from unionoffice.kit.roles import EVERYTHING, Role, role_of
from unionoffice.store import search
from unionoffice.store.engine import stoppable

R = TypeVar("R", bound=Record)
FIRST = 128  # rows that fill any screen
_FEW_TARGETS = 300


@dataclass(frozen=True)
class Query:
    """What a page shows: words typed, values chosen per facet (field name -> values), order ("-x" descends).

    ``between`` holds, per field, the lowest and the highest stored value, both inclusive, None = open; records
    without a value are left out. ``only`` restricts to these ids: a named list or a roster, said by ``named``.
    """

    text: str = ""
    chosen: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    between: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    only: frozenset[int] | None = None
    named: str = ""
    role: Role = field(default=EVERYTHING, compare=False)  # who asks: put there by what reads


@dataclass(frozen=True)
class FacetValue:
    value: Any
    text: str
    count: int


def _attribute(cls: type[Record], name: str) -> InstrumentedAttribute[Any]:
    found: InstrumentedAttribute[Any] = getattr(cls, name)
    return found


def _sort_column(cls: type[Record], name: str) -> ColumnElement[Any]:
    described = fields_of(cls).get(name)
    if described is None:
        return _attribute(cls, name).expression
    if isinstance(described.type, Link):
        target = described.type.to()
        key = fields_of(target).get(target.lookup[0])
        by = key.sort_by if key and key.sort_by else target.lookup[0]
        linked = _attribute(target, by)
        return select(linked).where(target.id == _attribute(cls, name)).scalar_subquery()
    return _attribute(cls, described.sort_by or name).expression


def _facet_column(register: Register, facet: Facet) -> ColumnElement[Any]:
    column = _attribute(register.record, facet.field)
    if facet.by == "value":
        return column.expression
    return func.substr(cast(column, String), 1, 4)


def _filtered(register: Register, query: Query, statement: Select[Any], skip: str = "") -> Select[Any]:
    found = search.match(register.record, query.text, query.role)
    if found is not None:
        statement = statement.where(register.record.id.in_(found))
    by_field = {facet.field: facet for facet in register.facets}
    for name, values in query.chosen.items():
        if name == skip or not values:
            continue
        column = _facet_column(register, by_field.get(name, Facet(name)))
        known = [v for v in values if v is not None]
        wanted = column.in_(known)
        statement = statement.where(wanted | column.is_(None) if len(known) < len(values) else wanted)
    return _bounded(register, query, statement)


def _bounded(register: Register, query: Query, statement: Select[Any]) -> Select[Any]:
    for name, (low, high) in query.between.items():
        column = _attribute(register.record, name)
        statement = statement.where(column.is_not(None))
        statement = statement if low is None else statement.where(column >= low)
        statement = statement if high is None else statement.where(column <= high)
    if query.only is not None:
        statement = statement.where(register.record.id.in_(_inlined("only", sorted(query.only))))
    return statement


def _inlined(name: str, values: Sequence[int]) -> BindParameter[Any]:
    """Written into the statement: a database takes far fewer parameters than a roster has members."""
    return bindparam(name, values, expanding=True, literal_execute=True)


def _asked(session: Session, query: Query) -> Query:
    return replace(query, role=role_of(session))


def _order(register: Register, query: Query) -> tuple[str, ...]:
    return query.order or register.order


def _ordered(register: Register, query: Query) -> Select[Any]:
    statement = _filtered(register, query, select(register.record.id))
    for name in _order(register, query):
        column = _sort_column(register.record, name.lstrip("-"))
        statement = statement.order_by(column.desc().nulls_last() if name.startswith("-") else column.nulls_last())
    return statement.order_by(register.record.id)


def ids(session: Session, register: Register, query: Query, stop: Callable[[], bool] | None = None) -> Sequence[int]:
    """The ids of the matching records, in the query's order (the register's when it names none).

    Eight bytes each, so that a million of them are no burden. Where ``stop`` says so on the way, raises Cancelled.
    """
    with stoppable(session, stop):
        # Off the driver's cursor: twice as fast as by way of result rows.
        rows = cast_type(Iterable[tuple[int]], session.connection().execute(_ordered(register, _asked(session, query))).cursor)
        return array("q", chain.from_iterable(rows))


def first(session: Session, register: Register, query: Query, stop: Callable[[], bool] | None = None) -> Sequence[int]:
    """The ids :func:`ids` begins with: at most ``FIRST``, and all of them where there are fewer.

    Searching by words in the order of the names takes a moment whatever their number. Raises Cancelled as ``ids``.
    """
    with stoppable(session, stop):
        for way in (_first_named, _first_linked):
            found = way(session, register, query)
            if found is not None:
                return array("q", found[:FIRST])
        return array("q", session.execute(_ordered(register, _asked(session, query)).limit(FIRST)).scalars())


def _first_named(session: Session, register: Register, query: Query) -> list[int] | None:
    """``first`` off the search index, where that lies in the wanted order of what was searched."""
    cls, order = register.record, _order(register, query)
    if not search.expression(query.text) or not order or not search.lies_by(cls, order[0].lstrip("-")):
        return None
    others = replace(query, text="")
    found: list[int] = []
    try:
        for block in search.in_order(session, cls, query.text, backwards=order[0].startswith("-")):
            found += session.execute(_ordered(register, others).where(cls.id.in_(_inlined("block", block)))).scalars()
            if len(found) >= FIRST:
                break
    except LookupError:
        return None
    return found


def _first_linked(session: Session, register: Register, query: Query) -> list[int] | None:
    """``first`` in the order of a link with few targets: one after the other, each by the link's own index."""
    order = _order(register, query)
    described = register.fields.get(order[0].lstrip("-")) if order else None
    if described is None or not isinstance(described.type, Link) or query.text:
        return None
    targets: list[int | None] = list(all_ids(session, described.type.to(), _FEW_TARGETS + 1))
    if len(targets) > _FEW_TARGETS:
        return None
    if order[0].startswith("-"):
        targets.reverse()
    column, within = _attribute(register.record, described.name), replace(query, order=(*order[1:], "id"))
    found: list[int] = []
    for target in [*targets, None]:
        one = _ordered(register, within).where(column.is_(None) if target is None else column == target)
        found += session.execute(one.limit(FIRST - len(found))).scalars()
        if len(found) >= FIRST:
            break
    return found


def more_than(session: Session, register: Register, count: int) -> bool:
    """Whether the register holds more records than that, whatever is asked of it."""
    return session.execute(select(register.record.id).limit(1).offset(count)).first() is not None


def value_texts(session: Session, register: Register, facet: Facet, values: Sequence[Any]) -> dict[Any, str]:
    """What a facet's values are called; an unknown one, and no value at all, are left out."""
    kind = register.fields[facet.field].type
    if facet.by == "year":
        return {value: f"{value} 年" for value in values if value}
    if isinstance(kind, Link):
        target = kind.to()
        linked = session.scalars(select(target).where(target.id.in_([v for v in values if v]))).unique()
        return {record.id: record.title() for record in linked}
    return {value: kind.show(value) for value in values if value is not None}


def all_ids(session: Session, cls: type[Record], most: int | None = None) -> list[int]:
    """Every record's id of a small kind (branches, types), by what it is called; ``most`` of them where it is not small."""
    key = fields_of(cls).get(cls.lookup[0])
    by = key.sort_by if key and key.sort_by else cls.lookup[0]
    return list(session.scalars(select(cls.id).order_by(_attribute(cls, by), cls.id).limit(most)))


def rows(session: Session, cls: type[R], wanted: Sequence[int]) -> list[R]:
    """The records of these ids, in this order, with their links loaded. At most a few hundred at a time."""
    statement = select(cls).where(cls.id.in_(list(wanted))).options(*_links(cls))
    found = {record.id: record for record in session.scalars(statement).unique()}
    return [found[i] for i in wanted if i in found]


@cache
def _links(cls: type[Record]) -> tuple[ORMOption, ...]:
    """How to bring the linked records that a class leaves for later: any column may be shown, after the session is gone."""
    relations = inspect(cls).relationships
    linked = (f.type.relation for f in fields_of(cls).values() if isinstance(f.type, Link))
    return tuple(selectinload(_attribute(cls, name)) for name in linked if relations[name].lazy != "joined")


def facet_values(session: Session, register: Register, facet: Facet, query: Query) -> list[FacetValue]:
    """Every value the facet takes under the rest of the query, with how many records have it; most first."""
    column = _facet_column(register, facet)
    counted = _filtered(register, _asked(session, query), select(column, func.count()), skip=facet.field).group_by(column)
    found = [(value, count) for value, count in session.execute(counted)]
    texts = value_texts(session, register, facet, [value for value, _ in found])
    values = [FacetValue(value, texts.get(value, "（空）"), count) for value, count in found]
    return sorted(values, key=lambda v: (v.value is None, -v.count, v.text))


def total(session: Session, register: Register, name: str, query: Query) -> Decimal | int:
    """The sum of one field over the matching records; yuan for money."""
    column = _attribute(register.record, name)
    found = session.execute(_filtered(register, _asked(session, query), select(func.sum(column)))).scalar()
    if found is None:
        return Decimal("0.00") if isinstance(register.fields[name].type, Money) else 0
    result: Decimal | int = found
    return result


def years(session: Session, cls: type[Record], name: str) -> list[int]:
    """The years a Day field takes, newest first."""
    assert isinstance(fields_of(cls)[name].type, Day)
    year = func.substr(cast(_attribute(cls, name), String), 1, 4)
    return [int(value) for value in session.scalars(select(year).distinct().order_by(year.desc())) if value]
