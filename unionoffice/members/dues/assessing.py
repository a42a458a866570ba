# SPDX-License-Identifier: MIT
"""Who owes what for a period, worked out from the rule in force then and the memberships as they stood."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.errors import OfficeError
from unionoffice.members.dues import rule as rules
from unionoffice.members.dues.records import DuesDue, DuesRule
from unionoffice.members.dues.rule import USUAL, Rule, say_period
from unionoffice.members.membership import events_until
from unionoffice.members.queries import branches
from unionoffice.members.records import Member


def rule_for(session: Session, month: str) -> Rule:
    """The rule in force in a month (YYYY-MM); the usual one while the office has entered none.

    Raises OfficeError for a month before the office's first rule.
    """
    rows = session.scalars(select(DuesRule).order_by(DuesRule.starts_on)).all()
    if not rows:
        return USUAL
    known = [row.as_rule() for row in rows if row.starts_on <= month]
    if not known:
        raise OfficeError(
            f"会费标准从 {rows[0].starts_on} 起才有，{say_period(month)} 没有标准可用。请先在会费标准里补上一条。"
        )
    return known[-1]


def period_in(session: Session, year: int, month: int) -> str:
    """The period a month is collected in: the month itself, or its whole year where that is the rule of January."""
    try:
        yearly = rule_for(session, f"{year:04}-01").yearly
    except OfficeError:
        yearly = False
    return f"{year:04}" if yearly else f"{year:04}-{month:02}"


@dataclass(frozen=True)
class Candidate:
    """One member who is to pay for the period; ``amount`` None: there is no base to work it out from."""

    member_id: int
    staff_no: str | None
    full_name: str
    branch_id: int | None
    branch: str | None
    base: Decimal | None
    months: int
    amount: Decimal | None


@dataclass(frozen=True)
class Assessment:
    """What would be entered for a period. ``known`` were assessed before and are never assessed again."""

    period: str
    rule: Rule
    new: tuple[Candidate, ...]
    without_base: tuple[Candidate, ...]
    known: int

    @property
    def total(self) -> Decimal:
        return sum((one.amount for one in self.new if one.amount is not None), rules.ZERO)


def assessment(session: Session, period: str, today: date) -> Assessment:
    """Look at everybody who was 在册 at a month's end of the period and belongs to those who pay.

    Raises OfficeError for a period that has not begun, and for one before the first rule.
    """
    if rules.first_month(period) > rules.month_of(today):
        raise OfficeError(f"{say_period(period)} 还没有到，不能生成应缴。没有改动。")
    rule = rule_for(session, rules.first_month(period))
    if rule.yearly != rules.is_year(period):
        how = "按年" if rule.yearly else "按月"
        raise OfficeError(f"{say_period(period)} 的会费{how}收缴，请{how}生成。没有改动。")
    known = set(session.scalars(select(DuesDue.member_id).where(DuesDue.period == period)))
    new: list[Candidate] = []
    without: list[Candidate] = []
    for one in _candidates(session, period, rule):
        if one.member_id in known:
            continue
        if one.amount is None:
            without.append(one)
        elif one.amount > 0:
            new.append(one)
    return Assessment(period, rule, tuple(new), tuple(without), len(known))


def _candidates(session: Session, period: str, rule: Rule) -> Iterator[Candidate]:
    ends = rules.month_ends(period)
    names = {branch.id: branch.name for branch in branches(session)}
    m = Member
    found = session.execute(select(m.id, m.staff_no, m.full_name, m.employment_type, m.dues_base))
    people = {row.id: row for row in found}
    for member_id, events in events_until(session, ends[-1]):
        owing = rules.owing(events, ends)
        person = people.get(member_id)
        if person is None or not owing.months or not rule.includes(person.employment_type):
            continue
        yield Candidate(
            member_id, person.staff_no, person.full_name, owing.branch_id, names.get(owing.branch_id or 0),
            person.dues_base, owing.months, rules.due_for(rule, person.dues_base, owing.months),
        )  # fmt: skip
