# SPDX-License-Identifier: MIT
"""What pages and papers ask about dues: a period's lines, who is behind, a year's figures, one member's history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from unionoffice.kit.codes import Code, CodeList
from unionoffice.kit.roles import role_of
from unionoffice.members.dues.records import METHODS, DuesDue, DuesPayment, DuesReceipt
from unionoffice.members.dues.rule import ZERO, last_month, say_periods, year_of
from unionoffice.members.queries import branches
from unionoffice.members.records import Member
from unionoffice.store import search

PAID, OWING, PARTIAL, WAIVED, OVER = "paid", "owing", "partial", "waived", "over"
STATES = CodeList(
    "状态", (Code(PAID, "已缴"), Code(PARTIAL, "部分"), Code(OWING, "欠缴"), Code(OVER, "多缴"), Code(WAIVED, "免缴"))
)
NO_BRANCH = "未定单位"


@dataclass(frozen=True, slots=True)
class DueLine:
    """One member's due for one period, with what was paid on it so far. Yuan."""

    due_id: int
    member_id: int
    period: str
    staff_no: str
    full_name: str
    branch: str
    branch_order: int
    base: Decimal | None
    rate: Decimal | None
    months: int
    amount: Decimal
    payable: Decimal
    reason: str
    paid: Decimal

    @property
    def owed(self) -> Decimal:
        """What is still to be paid; never negative."""
        return max(ZERO, self.payable - self.paid)

    @property
    def over(self) -> Decimal:
        """What was paid too much."""
        return max(ZERO, self.paid - self.payable)

    @property
    def state(self) -> str:
        """A code of STATES."""
        if self.over:
            return OVER
        if self.owed:
            return PARTIAL if self.paid > 0 else OWING
        return PAID if self.paid or not self.reason else WAIVED

    @property
    def state_name(self) -> str:
        return STATES.name(self.state)


def lines(session: Session, period: str) -> list[DueLine]:
    """Everybody's due of a period, in the order of branches and staff numbers."""
    return _lines(session, DuesDue.period == period)


def lines_of(session: Session, due_ids: Sequence[int]) -> list[DueLine]:
    """These dues as they stand now."""
    found: list[DueLine] = []
    for start in range(0, len(due_ids), 500):
        found += _lines(session, DuesDue.id.in_(due_ids[start : start + 500]))
    return found


def _lines(session: Session, *conditions: Any) -> list[DueLine]:
    d = DuesDue
    paid = func.coalesce(_paid(), ZERO)
    asked: Any = select(
        d.id, d.member_id, d.period, d.staff_no, d.full_name, d.branch_name, d.branch_id, d.base, d.rate, d.months,
        d.amount, d.payable, d.adjust_reason, paid,
    ).where(*conditions)  # fmt: skip
    order = {branch.id: place for place, branch in enumerate(branches(session))}
    last = len(order)
    found = [
        DueLine(
            due, member, period, staff_no or "", name, branch or NO_BRANCH, order.get(branch_id, last), base, rate, months,
            amount, payable, reason or "", got,
        )
        for due, member, period, staff_no, name, branch, branch_id, base, rate, months, amount, payable, reason, got
        in session.execute(asked)
    ]  # fmt: skip
    return sorted(found, key=lambda line: (line.branch_order, line.branch, line.staff_no, line.member_id, line.period))


def _paid() -> Any:
    p = DuesPayment
    return select(func.sum(p.amount)).where(p.due_id == DuesDue.id).correlate(DuesDue).scalar_subquery()


def is_booked(session: Session, due: DuesDue) -> bool:
    """Whether money was ever booked on it, be it taken back since."""
    return session.scalars(select(DuesPayment.id).where(DuesPayment.due_id == due.id).limit(1)).first() is not None


def open_lines(session: Session, member_ids: Sequence[int]) -> dict[int, list[DueLine]]:
    """What these members have not paid yet, of all periods, the oldest first, by member."""
    found: list[DueLine] = []
    for start in range(0, len(member_ids), 500):
        found += _lines(session, DuesDue.member_id.in_(member_ids[start : start + 500]))
    open_ones = sorted((line for line in found if line.owed), key=lambda line: (line.member_id, line.period))
    return {member: list(own) for member, own in groupby(open_ones, key=lambda line: line.member_id)}


@dataclass(frozen=True, slots=True)
class ArrearsLine:
    """What one member has not paid, over all periods up to a month; the unit is that of the newest of them."""

    member_id: int
    staff_no: str
    full_name: str
    branch: str
    branch_order: int
    periods: tuple[str, ...]
    due_ids: tuple[int, ...]
    months: int
    owed: Decimal

    @property
    def said(self) -> str:
        """2020 年 3、5—8 月."""
        return say_periods(self.periods)


def arrears(session: Session, until: str) -> list[ArrearsLine]:
    """Who is behind with anything up to the month or year ``until``, inclusive; in the order of branches.

    Members that owe most months do not come first: a unit's list is read by staff number.
    """
    behind = _lines(session, DuesDue.period <= last_month(until), DuesDue.payable > func.coalesce(_paid(), ZERO))
    behind.sort(key=lambda line: (line.member_id, line.period))
    found = [_arrears(list(own)) for _, own in groupby(behind, key=lambda line: line.member_id)]
    return sorted(found, key=lambda line: (line.branch_order, line.branch, line.staff_no, line.member_id))


def _arrears(own: list[DueLine]) -> ArrearsLine:
    newest = own[-1]
    return ArrearsLine(
        newest.member_id, newest.staff_no, newest.full_name, newest.branch, newest.branch_order,
        tuple(line.period for line in own), tuple(line.due_id for line in own),
        sum(line.months for line in own), sum((line.owed for line in own), ZERO),
    )  # fmt: skip


def by_branch(behind: Sequence[ArrearsLine]) -> list[tuple[str, list[ArrearsLine]]]:
    """The list cut into units, in their order."""
    return [(branch, list(own)) for branch, own in groupby(behind, key=lambda line: line.branch)]


@dataclass(frozen=True)
class DuesFigures:
    """A year's dues in yuan; ``owed`` and ``behind`` are what is open and by how many people, ``over`` paid too much.

    due − paid = owed − over, always.
    """

    due: Decimal
    paid: Decimal
    owed: Decimal
    over: Decimal
    people: int
    behind: int

    @property
    def share(self) -> Decimal:
        """What part of the due was paid, 0 to 1."""
        return Decimal(1) - self.owed / self.due if self.due else Decimal(1)


def year_figures(session: Session, year: int) -> DuesFigures:
    """All periods of one year together."""
    return figures(_lines(session, DuesDue.period.between(f"{year:04}", f"{year:04}-12")))


def figures(own: Iterable[DueLine]) -> DuesFigures:
    """The figures of some lines."""
    rows = list(own)
    return DuesFigures(
        sum((line.payable for line in rows), ZERO),
        sum((line.paid for line in rows), ZERO),
        sum((line.owed for line in rows), ZERO),
        sum((line.over for line in rows), ZERO),
        len({line.member_id for line in rows}),
        len({line.member_id for line in rows if line.owed}),
    )


def member_dues(session: Session, member_id: int) -> list[DueLine]:
    """One member's dues of all periods, newest first."""
    return sorted(_lines(session, DuesDue.member_id == member_id), key=lambda line: line.period, reverse=True)


@dataclass(frozen=True)
class PaymentLine:
    """Money received for one due, or its counter-entry (negative). ``reversed`` = a counter-entry was made."""

    payment_id: int
    receipt_id: int
    receipt_no: str
    paid_on: date
    method: str
    amount: Decimal
    source: str
    reason: str
    reversed: bool


def payments_of(session: Session, due_ids: Sequence[int]) -> list[PaymentLine]:
    """What was received for these dues, newest first, counter-entries too."""
    p, r, counter = DuesPayment, DuesReceipt, aliased(DuesPayment)
    found = session.execute(
        select(p.id, r.id, r.receipt_no, r.paid_on, r.method, p.amount, r.source, r.reason, counter.id)
        .join(r, p.receipt_id == r.id)
        .outerjoin(counter, counter.reverses_id == p.id)
        .where(p.due_id.in_(due_ids))
        .order_by(r.paid_on.desc(), p.id.desc())
    )
    return [
        PaymentLine(i, receipt, no, day, METHODS.name(method), amount, source or "", reason or "", undone is not None)
        for i, receipt, no, day, method, amount, source, reason, undone in found
    ]


@dataclass(frozen=True)
class ReceiptLine:
    """One receipt as the list of receipts shows it."""

    receipt_id: int
    receipt_no: str
    paid_on: date
    method: str
    source: str
    count: int
    total: Decimal
    handler: str
    reason: str
    open_count: int


def receipts(session: Session, year: int) -> list[ReceiptLine]:
    """The receipts of a year, newest first; ``open_count`` payments of each were not reversed."""
    r, p, counter = DuesReceipt, DuesPayment, aliased(DuesPayment)
    still = (
        select(func.count())
        .where(p.receipt_id == r.id, p.reverses_id.is_(None), ~select(counter.id).where(counter.reverses_id == p.id).exists())
        .scalar_subquery()
    )
    found = session.execute(select(r, still).where(r.year == year).order_by(r.number.desc()))
    return [
        ReceiptLine(
            one.id, one.receipt_no, one.paid_on, METHODS.name(one.method), one.source or "", one.count, one.total,
            one.handler or "", one.reason or "", open_count,
        )
        for one, open_count in found
    ]  # fmt: skip


def periods(session: Session, year: int) -> list[str]:
    """The periods of a year that were assessed, in order."""
    d = DuesDue.period
    return list(session.scalars(select(d).where(d.between(f"{year:04}", f"{year:04}-12")).distinct().order_by(d)))


def newest_period(session: Session) -> str | None:
    """The last period assessed; None while there is none."""
    return session.scalar(select(func.max(DuesDue.period)))


def years(session: Session) -> list[int]:
    """The years with dues, newest first."""
    return sorted({year_of(one) for one in session.scalars(select(DuesDue.period).distinct())}, reverse=True)


def found_members(session: Session, typed: str) -> set[int] | None:
    """The members that the words mean, by all that the registry is searched by; None when nothing was typed."""
    wanted = search.match(Member, typed, role_of(session))
    return None if wanted is None else set(session.scalars(wanted))
