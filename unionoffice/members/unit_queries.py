# SPDX-License-Identifier: MIT
"""What pages and reports ask about the organisation: names as of a day, officers with their terms, head counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.elements import ColumnElement

from unionoffice.members.codes import OFFICER_POST
from unionoffice.members.membership import ON_ROLL
from unionoffice.members.records import Branch, BranchName, Group, Member
from unionoffice.members.units import EligibleCount, Officer

_POST_ORDER = {code.code: number for number, code in enumerate(OFFICER_POST)}


def names_on(session: Session, day: date) -> dict[int, str]:
    """What every unit was called at the end of ``day``, by its id."""
    names = {branch_id: name for branch_id, name in session.execute(select(Branch.id, Branch.name))}
    row = BranchName
    former = session.execute(
        select(row.branch_id, row.name).where(row.from_day.is_(None) | (row.from_day <= day))
        .order_by(row.from_day.nulls_first(), row.id)
    )  # fmt: skip
    return names | {branch_id: name for branch_id, name in former}


def former_names(session: Session, branch_id: int) -> list[tuple[date | None, str]]:
    """(from which day, the name) of a renamed unit, the first name first; [] where it never had another."""
    row = BranchName
    found = session.execute(
        select(row.from_day, row.name).where(row.branch_id == branch_id).order_by(row.from_day.nulls_first())
    )
    return [(day, name) for day, name in found]


@dataclass(frozen=True)
class OfficerLine:
    """One term in a post. ``unit`` is '' for the union itself; ``to_day`` None goes on."""

    officer_id: int
    member_id: int
    full_name: str
    post: str  # code of OFFICER_POST
    post_name: str
    branch_id: int | None
    group_id: int | None
    unit: str
    from_day: date
    to_day: date | None
    term: str

    def serves_on(self, day: date) -> bool:
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


def officers(session: Session, branch_id: int | None = None, *, of_union: bool = False) -> list[OfficerLine]:
    """The terms of one branch with its groups, of the union itself, or of all; those that go on first."""
    wanted = select(Officer)
    if of_union:
        wanted = wanted.where(Officer.branch_id.is_(None))
    elif branch_id is not None:
        wanted = wanted.where(Officer.branch_id == branch_id)
    lines = [_line(one) for one in session.scalars(wanted).unique()]
    return sorted(lines, key=_officer_order)


def serving_on(session: Session, day: date) -> list[OfficerLine]:
    """Everybody who held a post on that day."""
    return [line for line in officers(session) if line.serves_on(day)]


def offices_of(session: Session, member_id: int) -> list[OfficerLine]:
    """Every term of one person, the newest first."""
    found = select(Officer).where(Officer.member_id == member_id).order_by(Officer.from_day.desc())
    return [_line(one) for one in session.scalars(found).unique()]


def _line(one: Officer) -> OfficerLine:
    unit = (one.branch.name if one.branch else "") + (one.group.name if one.group else "")
    return OfficerLine(
        one.id, one.member_id, one.member.full_name, one.post, one.title(), one.branch_id, one.group_id, unit,
        one.from_day, one.to_day, one.term or "",
    )  # fmt: skip


def _officer_order(line: OfficerLine) -> tuple[object, ...]:
    return (line.to_day is not None, line.unit != "", line.branch_id or 0, line.group_id or 0,
            _POST_ORDER.get(line.post, 99), -line.from_day.toordinal())  # fmt: skip


def eligible_counts(session: Session, year: int) -> dict[int, int]:
    """The eligible head counts entered for a year, by branch id."""
    row = EligibleCount
    return {branch: count for branch, count in session.execute(select(row.branch_id, row.count).where(row.year == year))}


@dataclass(frozen=True)
class UnitLine:
    """One branch for the organisation page. ``chair`` is whoever serves today; ``rate`` None without a head count."""

    branch_id: int
    name: str
    campus: str
    members: int
    groups: int
    chair: str
    eligible: int | None
    closed_on: date | None
    merged_into: str
    former: tuple[str, ...] = field(default=())

    @property
    def rate(self) -> float | None:
        """Members by eligible head count (入会率), 1.0 = all."""
        return self.members / self.eligible if self.eligible else None


def unit_lines(session: Session, day: date) -> list[UnitLine]:
    """Every unit in the office's order, with today's figures; closed ones last. ``day`` is the office's today."""
    on_roll = Member.membership_status.in_(ON_ROLL)
    people = _counted(session, Member.branch_id, on_roll)
    groups = _counted(session, Group.branch_id)
    eligible = eligible_counts(session, day.year)
    chairs = {
        line.branch_id: line.full_name
        for line in serving_on(session, day) if line.post == "chair" and line.group_id is None
    }  # fmt: skip
    former = _former(session)
    order = (Branch.closed_on.is_not(None), Branch.sort_no.nulls_last(), Branch.code.nulls_last(), Branch.name)
    found = session.scalars(select(Branch).order_by(*order)).unique().all()
    names = {branch.id: branch.name for branch in found}
    return [
        UnitLine(
            one.id, one.name, one.campus.name if one.campus else "", people[one.id], groups[one.id],
            chairs.get(one.id, ""), eligible.get(one.id), one.closed_on, names.get(one.merged_into_id or 0, ""),
            tuple(name for name in former[one.id] if name != one.name),
        )
        for one in found
    ]  # fmt: skip


def groups_of(session: Session, branch_id: int) -> list[Group]:
    """The groups of a branch, in its order."""
    found = select(Group).where(Group.branch_id == branch_id)
    return list(session.scalars(found.order_by(Group.sort_no.nulls_last(), Group.name)).unique())


def _counted(
    session: Session, column: InstrumentedAttribute[Any], *only: ColumnElement[bool]
) -> Counter[int]:
    counted = select(column, func.count()).group_by(column).where(*only)
    return Counter({key: count for key, count in session.execute(counted)})


def _former(session: Session) -> Mapping[int, Iterable[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(select(BranchName.branch_id, BranchName.name).order_by(BranchName.from_day.nulls_first()))
    for branch_id, name in rows:
        found[branch_id].append(name)
    return found
