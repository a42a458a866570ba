# SPDX-License-Identifier: MIT
"""What pages and reports ask about aid: a year's figures, one person's history, who has not signed, sums by month.

Money belongs to the year and month of its voucher (``booked_on``); voided vouchers and drafts never count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from unionoffice.aid.records import COUNTED, DRAFT, ISSUED, AidPayment
from unionoffice.aid.types_records import AidType
from unionoffice.kit.dates import month_span

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Figures:
    """人次, 人数 and yuan of a span of time."""

    case_count: int
    person_count: int
    amount: Decimal


def figures(session: Session, first: date, last: date) -> Figures:
    """What was issued from ``first`` to ``last``, both inclusive."""
    p = AidPayment
    found = session.execute(
        select(func.count(), func.count(p.member_id.distinct()), func.sum(p.amount)).where(
            p.status.in_(COUNTED), p.booked_on.between(first, last)
        )
    ).one()
    return Figures(found[0], found[1], found[2] or ZERO)


def year_figures(session: Session, year: int) -> Figures:
    """人次, 人数 and yuan of one year."""
    return figures(session, date(year, 1, 1), date(year, 12, 31))


def month_figures(session: Session, year: int, month: int) -> Figures:
    """人次, 人数 and yuan of one month."""
    return figures(session, *month_span(year, month))


@dataclass(frozen=True)
class HistoryLine:
    """One payment a person received; ``event_date`` is when it happened, not when it was paid."""

    payment_id: int
    event_date: date
    aid_type: str
    amount: Decimal
    voucher_no: str


def member_history(session: Session, member_id: int) -> list[HistoryLine]:
    """All a person ever received, newest first; drafts and voided vouchers left out."""
    p = AidPayment
    found = session.execute(
        select(p.id, p.event_date, p.aid_type_name, p.amount, func.coalesce(p.voucher_no, p.old_voucher_no))
        .where(p.member_id == member_id, p.status.in_(COUNTED))
        .order_by(p.event_date.desc(), p.id.desc())
    )
    return [HistoryLine(i, day, kind or "", amount, no or "") for i, day, kind, amount, no in found]


def year_amount(lines: Iterable[HistoryLine], year: int) -> Decimal:
    """What of a person's history happened in ``year``, in yuan."""
    return sum((line.amount for line in lines if line.event_date.year == year), ZERO)


def members_amount(session: Session, member_ids: Sequence[int], year: int) -> Decimal:
    """What these people received together in a year's vouchers, in yuan; drafts and voided ones left out."""
    p = AidPayment
    span = p.booked_on.between(date(year, 1, 1), date(year, 12, 31))
    wanted = select(func.sum(p.counted_amount)).where(p.member_id.in_(member_ids), span)
    return session.scalar(wanted) or ZERO


@dataclass(frozen=True)
class Unsigned:
    """A voucher that waits for the payee's signature, for ``days`` full days."""

    payment_id: int
    voucher_no: str
    full_name: str
    type_name: str
    amount: Decimal
    booked_on: date
    days: int


def unsigned(session: Session, today: date) -> list[Unsigned]:
    """Every issued voucher without a signature, the longest waiting first."""
    p = AidPayment
    found = session.execute(
        select(p.id, p.voucher_no, p.full_name, p.aid_type_name, p.amount, p.booked_on)
        .where(p.status == ISSUED)
        .order_by(p.booked_on, p.ledger_order)
    )
    return [
        Unsigned(i, no or "", name or "", kind or "", amount, day, (today - day).days)
        for i, no, name, kind, amount, day in found
    ]


@dataclass(frozen=True)
class Waiting:
    """What is not finished: drafts, and vouchers nobody has signed yet."""

    drafts: int
    unsigned: int
    unsigned_amount: Decimal


def waiting(session: Session) -> Waiting:
    """Drafts and unsigned vouchers of all years, counted."""
    p = AidPayment
    counted = select(p.status, func.count(), func.sum(p.amount)).group_by(p.status)
    found = {status: (count, amount) for status, count, amount in session.execute(counted)}
    count, amount = found.get(ISSUED, (0, ZERO))
    return Waiting(found.get(DRAFT, (0, ZERO))[0], count, amount)


@dataclass(frozen=True)
class MonthSum:
    month: int
    case_count: int
    amount: Decimal


def month_sums(session: Session, year: int) -> tuple[MonthSum, ...]:
    """All twelve months of a year, those without payments too."""
    p = AidPayment
    month = extract("month", p.booked_on)
    counted = (
        select(month, func.count(), func.sum(p.amount))
        .where(p.status.in_(COUNTED), p.booked_on.between(date(year, 1, 1), date(year, 12, 31)))
        .group_by(month)
    )
    found = {int(number): (count, amount) for number, count, amount in session.execute(counted)}
    return tuple(MonthSum(number, *found.get(number, (0, ZERO))) for number in range(1, 13))


@dataclass(frozen=True)
class TypeLine:
    """One line of form 12b: a kind of aid, its month, and its year up to and with that month."""

    type_id: int | None
    name: str
    account: str
    month: Figures
    year: Figures


@dataclass(frozen=True)
class TypeTable:
    """Form 12b. ``total`` counts each person once, so that its 人数 may be less than the lines' sum."""

    lines: tuple[TypeLine, ...]
    total: TypeLine


def by_type(session: Session, year: int, month: int) -> TypeTable:
    """帮扶慰问 of a month: only kinds with a payment in the year so far, in the office's order."""
    first, last = month_span(year, month)
    this_month, so_far = _type_figures(session, first, last), _type_figures(session, date(year, 1, 1), last)
    none = Figures(0, 0, ZERO)
    lines = tuple(
        TypeLine(kind.id, kind.name, kind.account or "", this_month.get(kind.id, none), so_far[kind.id])
        for kind in _in_order(session)
        if kind.id in so_far
    )
    total = TypeLine(None, "合计", "", figures(session, first, last), figures(session, date(year, 1, 1), last))
    return TypeTable(lines, total)


def _type_figures(session: Session, first: date, last: date) -> dict[int, Figures]:
    p = AidPayment
    found = session.execute(
        select(p.aid_type_id, func.count(), func.count(p.member_id.distinct()), func.sum(p.amount))
        .where(p.status.in_(COUNTED), p.booked_on.between(first, last))
        .group_by(p.aid_type_id)
    )
    return {kind: Figures(cases, persons, amount) for kind, cases, persons, amount in found}


def _in_order(session: Session) -> Sequence[AidType]:
    return session.scalars(select(AidType).order_by(AidType.sort_no.nulls_last(), AidType.name)).all()


@dataclass(frozen=True)
class TypeOption:
    """A kind of aid as the form offers it: what it fills in when chosen."""

    type_id: int
    name: str
    default_amount: Decimal | None
    pay_method: str | None
    evidence: str
    details: str


def types_in_use(session: Session) -> list[TypeOption]:
    """What can be chosen for a new payment, in the office's order."""
    return [
        TypeOption(kind.id, kind.name, kind.default_amount, kind.pay_method, kind.evidence or "", kind.details)
        for kind in _in_order(session)
        if kind.in_use
    ]


def status_counts(session: Session, ids: Sequence[int]) -> dict[str, int]:
    """How many of these payments are in each state, by status code."""
    found: dict[str, int] = {}
    for start in range(0, len(ids), 500):
        p = AidPayment
        part = select(p.status, func.count()).where(p.id.in_(ids[start : start + 500])).group_by(p.status)
        for status, count in session.execute(part):
            found[status] = found.get(status, 0) + count
    return found
