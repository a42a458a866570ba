# SPDX-License-Identifier: MIT
"""The counts an office reports: members on the roll by one trait, each with the query that opens its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from unionoffice.kit.codes import CodeList
from unionoffice.kit.describe import fields_of
from unionoffice.kit.fields import Choice
from unionoffice.members.membership import ON_ROLL
from unionoffice.members.queries import branches
from unionoffice.members.records import Branch, Campus, Member
from unionoffice.members.settings import age_bounds
from unionoffice.members.unit_queries import eligible_counts
from unionoffice.store.listing import Query
from unionoffice.store.settings import Settings

UNKNOWN = "未填"
AGE = "age"
# What is counted by, and the title of its table; a field of Member, or the age.
DIMENSIONS = {
    "employment_type": "用工形式", "sex_code": "性别", "branch_id": "分工会", "campus_id": "校区", AGE: "年龄段",
    "political_status_code": "政治面貌", "ethnicity_code": "民族", "education_code": "学历",
}  # fmt: skip


@dataclass(frozen=True)
class CountLine:
    """How many of one kind. ``query`` opens just these; ``eligible`` is None where no head count was entered."""

    text: str
    count: int
    query: Query
    eligible: int | None = None

    @property
    def rate(self) -> Decimal | None:
        """Members by eligible head count (入会率), 1 = all; None without a head count."""
        return Decimal(self.count) / self.eligible if self.eligible else None


@dataclass(frozen=True)
class CountTable:
    """Members on the roll by one trait; ``lines`` add up to ``total`` and leave nobody out."""

    dimension: str
    title: str
    lines: tuple[CountLine, ...]
    total: CountLine


def count_by(session: Session, dimension: str, settings: Settings, today: date) -> CountTable:
    """The members on the roll today, counted by one of DIMENSIONS; kinds nobody is of are left out.

    Head counts are those of today's year, for branches and campuses.
    """
    eligible = eligible_counts(session, today.year)
    if dimension == AGE:
        lines = _by_age(session, settings, today)
    else:
        lines = _by_field(session, dimension, _eligible_by(session, dimension, eligible))
    total = CountLine("合计", sum(line.count for line in lines), _query("会员"), _eligible_total(session, eligible))
    return CountTable(dimension, settings.say(DIMENSIONS[dimension]), tuple(lines), total)


def _query(named: str, **more: Any) -> Query:
    chosen = {"membership_status": ON_ROLL, **more.pop("chosen", {})}
    return Query(chosen=chosen, named=named, **more)


def _by_field(session: Session, name: str, eligible: dict[int, int]) -> list[CountLine]:
    column: InstrumentedAttribute[Any] = getattr(Member, name)
    counted = select(column, func.count()).where(Member.membership_status.in_(ON_ROLL)).group_by(column)
    found = {value: count for value, count in session.execute(counted)}
    label = fields_of(Member)[name].label
    lines = []
    for value, text in _values(session, name):
        if value in found:
            query = _query(f"{label}：{text}", chosen={name: (value,)})
            lines.append(CountLine(text, found.pop(value), query, eligible.get(value)))
    left = sum(found.values())  # no value, or a code the list no longer has
    if left:
        lines.append(CountLine(UNKNOWN, left, _query(f"{label}：{UNKNOWN}", chosen={name: tuple(found)})))
    return lines


def _values(session: Session, name: str) -> Sequence[tuple[Any, str]]:
    """(stored value, its text) in the order of the code list or of the office."""
    kind = fields_of(Member)[name].type
    if isinstance(kind, Choice):
        return _codes(kind.codes)
    return _LINKS[name](session)


def _codes(codes: CodeList) -> list[tuple[str, str]]:
    return [(code.code, code.name) for code in codes]


def _campuses(session: Session) -> list[tuple[Any, str]]:
    found = session.scalars(select(Campus).order_by(Campus.sort_no.nulls_last(), Campus.name))
    return [(one.id, one.name) for one in found]


_LINKS: dict[str, Callable[[Session], list[tuple[Any, str]]]] = {
    "branch_id": lambda session: [(one.id, one.name) for one in branches(session)],
    "campus_id": _campuses,
}


def _eligible_by(session: Session, name: str, eligible: dict[int, int]) -> dict[int, int]:
    if name == "branch_id":
        return eligible
    if name != "campus_id":
        return {}
    found: dict[int, int] = {}
    for branch_id, campus_id in session.execute(select(Branch.id, Branch.campus_id)):
        if campus_id is not None and branch_id in eligible:
            found[campus_id] = found.get(campus_id, 0) + eligible[branch_id]
    return found


def _eligible_total(session: Session, eligible: dict[int, int]) -> int | None:
    """The whole union's head count; None while a unit that has members lacks its own: the rate would be too high."""
    on_roll = Member.membership_status.in_(ON_ROLL)
    used = session.scalars(select(Member.branch_id).where(on_roll).distinct())
    return sum(eligible.values()) if eligible and eligible.keys() >= set(used) else None


# --- ages ------------------------------------------------------------------------------------------------------


def oldest_below(age: int, day: date) -> date:
    """The earliest birth date of somebody who is not yet ``age`` on ``day``."""
    return latest_of(age, day) + timedelta(days=1)


def latest_of(age: int, day: date) -> date:
    """The latest birth date of somebody who is ``age`` or older on ``day`` (full years, as ``dates.age_on``)."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:  # 29 February: born on the 28th, or on 1 March a day too late
        return date(day.year - age, 2, 28)


def age_bands(bounds: Sequence[int], today: date) -> list[tuple[str, tuple[date | None, date | None]]]:
    """(name, (earliest, latest birth date) inclusive) of each band, youngest first; the outer ones are open."""
    edges = [0, *bounds, 0]
    bands = []
    for low, high in pairwise(edges):
        name = f"不满 {high} 岁" if not low else f"{low} 岁以上" if not high else f"{low}～{high - 1} 岁"
        born = (oldest_below(high, today) if high else None, latest_of(low, today) if low else None)
        bands.append((name, born))
    return bands if bounds else [("各年龄", (None, None))]


def _by_age(session: Session, settings: Settings, today: date) -> list[CountLine]:
    lines = []
    for name, (first, last) in age_bands(age_bounds(settings), today):
        counted = select(func.count()).where(
            Member.membership_status.in_(ON_ROLL), Member.birth_date.is_not(None)
        )
        counted = counted if first is None else counted.where(Member.birth_date >= first)
        counted = counted if last is None else counted.where(Member.birth_date <= last)
        count = session.scalars(counted).one()
        if count:
            lines.append(CountLine(name, count, _query(f"年龄：{name}", between={"birth_date": (first, last)})))
    unknown = select(func.count()).where(Member.membership_status.in_(ON_ROLL), Member.birth_date.is_(None))
    left = session.scalars(unknown).one()
    if left:
        lines.append(CountLine(UNKNOWN, left, _query(f"年龄：{UNKNOWN}", chosen={"birth_date": (None,)})))
    return lines
