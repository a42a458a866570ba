# SPDX-License-Identifier: MIT
"""What the statistics of aid ask: 人次, 人数, 户数 and yuan by one or two dimensions, a year beside the one before.

Only money that went out counts: issued vouchers and earlier ledgers' lines. A voided voucher, money that came back and
the first of a voucher and its replacement do not. A payment belongs to the day of its voucher (``booked_on``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from unionoffice.aid.household import households
from unionoffice.aid.queries import ZERO
from unionoffice.aid.records import COUNTED, AidPayment
from unionoffice.aid.statistics_dimensions import DIMENSIONS, Dimension, Value, present_branches
from unionoffice.aid.statistics_span import Span, span_of
from unionoffice.errors import OfficeError

Key = tuple[Value, ...]
MOST_COLUMNS = 12


@dataclass(frozen=True)
class Sums:
    """人次, 人数 (each person once), 户数 (spouses who are both members once) and yuan."""

    case_count: int
    person_count: int
    household_count: int
    amount: Decimal


NOTHING = Sums(0, 0, 0, ZERO)


@dataclass(frozen=True)
class Asked:
    """Which payments: a span of days, some branches by their present names ('' none), some kinds; () is all."""

    span: Span
    branches: tuple[str, ...] = ()
    type_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class StatLine:
    """One value of the dimension: the span asked for and the same span a year earlier."""

    value: Value
    text: str
    this: Sums
    last: Sums


@dataclass(frozen=True)
class StatTable:
    """Lines whose 人次 and yuan add up to ``total``. 人数 and 户数 need not: who is on two lines is one person."""

    dimension: Dimension
    asked: Asked
    lines: tuple[StatLine, ...]
    total: StatLine


@dataclass(frozen=True)
class CrossSide:
    """A row or a column of a cross table: one value, or the smallest ones put together."""

    values: tuple[Value, ...]
    text: str
    sums: Sums


@dataclass(frozen=True)
class CrossTable:
    """Two dimensions of the span asked for. ``cells``: (row, column) numbers -> sums; an empty one is not there."""

    rows: Dimension
    columns: Dimension
    asked: Asked
    row_lines: tuple[CrossSide, ...]
    column_lines: tuple[CrossSide, ...]
    cells: Mapping[tuple[int, int], Sums]
    total: Sums


@dataclass(frozen=True)
class MonthPair:
    """Yuan of one month in a year and in the year before."""

    month: int
    this: Decimal
    last: Decimal


def find_dimension(key: str) -> Dimension:
    """Raises OfficeError for one that does not exist."""
    if key not in DIMENSIONS:
        known = "、".join(DIMENSIONS)
        raise OfficeError(f"不能按“{key}”统计，没有导出。可以按：{known}。")
    return DIMENSIONS[key]


def statistics(session: Session, key: str, asked: Asked) -> StatTable:
    """The table by one dimension. Months and years of the year before stand beside those of this one."""
    dimension = find_dimension(key)
    heads = households(session)
    this = _tally(session, asked, asked.span, (dimension,))
    last = _tally(session, asked, asked.span.year_before, (dimension,))
    beside: dict[Key, _Tally] = {(_a_year_on(dimension, value),): tally for (value,), tally in last.items()}
    values = {value for (value,) in this} | {value for (value,) in beside}
    lines = tuple(
        StatLine(value, text, _sums(heads, this, (value,)), _sums(heads, beside, (value,)))
        for value, text in dimension.names(session, values)
    )
    return StatTable(dimension, asked, lines, StatLine("", "合计", _sums(heads, this), _sums(heads, beside)))


def cross(session: Session, row_key: str, column_key: str, asked: Asked, most: int = MOST_COLUMNS) -> CrossTable:
    """The span asked for by two dimensions; of more than ``most`` columns those with the least money are one, 其他."""
    rows, columns = find_dimension(row_key), find_dimension(column_key)
    heads, found = households(session), _tally(session, asked, asked.span, (rows, columns))
    row_lines = _side(session, rows, found, 0, heads, 0)
    column_lines = _side(session, columns, found, 1, heads, most)
    at_row = {value: number for number, line in enumerate(row_lines) for value in line.values}
    at_column = {value: number for number, line in enumerate(column_lines) for value in line.values}
    cells: dict[tuple[int, int], _Tally] = {}
    for (row, column), tally in found.items():
        cells.setdefault((at_row[row], at_column[column]), _Tally()).take(tally)
    sums = {place: tally.sums(heads) for place, tally in cells.items()}
    return CrossTable(rows, columns, asked, row_lines, column_lines, sums, _sums(heads, found))


def _side(
    session: Session, dimension: Dimension, found: Mapping[Key, "_Tally"], place: int, heads: Mapping[int, int], most: int
) -> tuple[CrossSide, ...]:
    """The values at one side, in the office's order."""
    parts: dict[Value, _Tally] = {}
    for key, tally in found.items():
        parts.setdefault(key[place], _Tally()).take(tally)
    named = dimension.names(session, parts.keys())
    kept = {value for value, _ in named}
    if most and len(named) > most:
        kept = {value for value, _ in sorted(named, key=lambda one: -parts[one[0]].amount)[: most - 1]}
    lines = [CrossSide((value,), text, parts[value].sums(heads)) for value, text in named if value in kept]
    rest, together = tuple(value for value, _ in named if value not in kept), _Tally()
    for value in rest:
        together.take(parts[value])
    return (*lines, *([CrossSide(rest, f"其他 {len(rest)} 项", together.sums(heads))] if rest else []))


def month_pairs(session: Session, asked: Asked) -> list[MonthPair]:
    """The twelve months of the year the span ends in, whatever part of it was asked for, beside the year before."""
    whole = Asked(span_of(asked.span.last.year), asked.branches, asked.type_ids)
    found = {str(line.value)[5:]: line for line in statistics(session, "month", whole).lines}
    lines = [found.get(f"{month:02}") for month in range(1, 13)]
    return [
        MonthPair(month, line.this.amount if line else ZERO, line.last.amount if line else ZERO)
        for month, line in enumerate(lines, 1)
    ]


def kinds_paid(session: Session, asked: Asked) -> list[tuple[Value, str, int]]:
    """(id, name, 人次) of every kind paid in the span or a year earlier, whatever kinds are asked for."""
    return _paid(session, "type", replace(asked, type_ids=()))


def branches_paid(session: Session, asked: Asked) -> list[tuple[Value, str, int]]:
    """(present name, name, 人次) of every branch paid in the span or a year earlier, whatever branches are asked for."""
    return _paid(session, "branch", replace(asked, branches=()))


def _paid(session: Session, key: str, asked: Asked) -> list[tuple[Value, str, int]]:
    return [(line.value, line.text, line.this.case_count) for line in statistics(session, key, asked).lines]


def counted(session: Session, ids: Sequence[int]) -> Sums:
    """人次, 人数, 户数 and yuan of these payments; those that do not count are left out."""
    p, found = AidPayment, _Tally()
    # Written into the statement: a database takes far fewer parameters than a ledger has rows.
    these = p.id.in_(bindparam("these", list(ids), expanding=True, literal_execute=True))
    grouped = select(p.member_id, func.count(), func.sum(p.amount)).where(these, p.status.in_(COUNTED)).group_by(p.member_id)
    for member_id, count, amount in session.execute(grouped):
        found.add(member_id, count, amount)
    return found.sums(households(session))


# --- counting ----------------------------------------------------------------------------------------------------


@dataclass
class _Tally:
    cases: int = 0
    amount: Decimal = ZERO
    people: set[int] = field(default_factory=set)

    def add(self, member_id: int, count: int, amount: Decimal | None) -> None:
        self.cases += count
        self.amount += amount or ZERO
        self.people.add(member_id)

    def take(self, other: "_Tally") -> None:
        self.cases, self.amount = self.cases + other.cases, self.amount + other.amount
        self.people |= other.people

    def sums(self, heads: Mapping[int, int]) -> Sums:
        return Sums(self.cases, len(self.people), len({heads.get(i, i) for i in self.people}), self.amount)


def _sums(heads: Mapping[int, int], found: Mapping[Key, _Tally], key: Key | None = None) -> Sums:
    """Those of one key, or of all of them together."""
    if key is not None:
        return found[key].sums(heads) if key in found else NOTHING
    whole = _Tally()
    for tally in found.values():
        whole.take(tally)
    return whole.sums(heads)


def _tally(session: Session, asked: Asked, span: Span, dimensions: Sequence[Dimension]) -> dict[Key, _Tally]:
    """One grouped statement, to the person: whoever is in several groups is counted once in their sum."""
    p = AidPayment
    columns = [one.column for one in dimensions]
    grouped = (
        select(*columns, p.member_id, func.count(), func.sum(p.amount))
        .where(*conditions(session, asked, span))
        .group_by(*columns, p.member_id)
    )
    values = [reader(session, one) for one in dimensions]
    found: dict[Key, _Tally] = {}
    for *raw, member_id, count, amount in session.execute(grouped):
        key = tuple(value(one, member_id) for value, one in zip(values, raw, strict=True))
        found.setdefault(key, _Tally()).add(member_id, count, amount)
    return found


def reader(session: Session, dimension: Dimension) -> Callable[[Value, int], Value]:
    """What turns a payment's column and its member into the dimension's value."""
    if dimension.of_member is not None:
        known = dimension.of_member(session)
        return lambda _raw, member_id: known.get(member_id, dimension.otherwise)
    folded = dimension.folds(session)
    return lambda raw, _member_id: folded.get(raw, raw) if isinstance(raw, str) else raw


def conditions(session: Session, asked: Asked, span: Span) -> list[ColumnElement[bool]]:
    """Which payments count among those asked for."""
    p = AidPayment
    found: list[ColumnElement[bool]] = [p.status.in_(COUNTED), p.booked_on.between(span.first, span.last)]
    if asked.branches:
        found.append(func.coalesce(p.branch_name, "").in_(names_of(session, asked.branches)))
    if asked.type_ids:
        found.append(p.aid_type_id.in_(asked.type_ids))
    return found


def names_of(session: Session, branches: Sequence[Value]) -> list[str]:
    """These branches as the payments may call them: by their present names and by every former one."""
    former = [name for name, present in present_branches(session).items() if present in branches]
    return [*(str(one) for one in branches), *former]


def _a_year_on(dimension: Dimension, value: Value) -> Value:
    """2019-03 stands beside 2020-03."""
    return f"{int(str(value)[:4]) + 1}{str(value)[4:]}" if dimension.days else value
