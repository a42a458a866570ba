# SPDX-License-Identifier: MIT
"""What pages, papers and reminders ask about visits: what is due, who is to be contacted, one person's, a year's counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import extract, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased
from sqlalchemy.sql.elements import ColumnElement

from unionoffice.aid.household import spouses
from unionoffice.aid.records import COUNTED, DRAFT, AidPayment
from unionoffice.aid.records import VOIDED as PAYMENT_VOIDED
from unionoffice.aid.visits_records import CASH, DONE, PENDING, SELF, VOIDED, HomeVisit, VisitKind
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan
from unionoffice.kit.text import squeeze

ZERO = Decimal("0.00")
SOON = 7  # days


@dataclass(frozen=True)
class DueVisit:
    """A visit to be made, or a contact promised; ``days`` over its day (negative: still to come)."""

    visit_id: int
    visit_no: str
    full_name: str
    branch: str
    kind: str
    day: date
    days: int


def due(session: Session, today: date, ahead: int = SOON) -> list[DueVisit]:
    """Visits to be made by ``ahead`` days from now, the longest overdue first."""
    v = HomeVisit
    return _due(session, today, v.due_on, v.status == PENDING, v.due_on <= today + timedelta(days=ahead))


def contacts(session: Session, today: date, ahead: int = SOON) -> list[DueVisit]:
    """Contacts promised at a visit that are due by then, the longest overdue first.

    A later visit to the same person is contact enough.
    """
    return _due(session, today, HomeVisit.next_contact, *_open_contact(today + timedelta(days=ahead)))


def _open_contact(until: date) -> tuple[ColumnElement[bool], ...]:
    v, later = HomeVisit, aliased(HomeVisit)
    again = select(later.id).where(
        later.member_id == v.member_id, later.status == DONE, later.visited_on > v.visited_on
    )
    return (v.status == DONE, v.next_contact <= until, ~again.exists())


def _due(
    session: Session, today: date, column: InstrumentedAttribute[Any], *which: ColumnElement[bool]
) -> list[DueVisit]:
    v = HomeVisit
    wanted = select(v.id, v.visit_no, v.full_name, v.branch_name, v.kind_name, column).where(*which)
    rows = session.execute(wanted.order_by(column, v.id)).all()
    return [
        DueVisit(i, no, name or "", unit or "", kind or "", day, (today - day).days)
        for i, no, name, unit, kind, day in rows
    ]


@dataclass(frozen=True)
class VisitFigures:
    """How many wait and are late just now; how many were made in the year, with what they cost (yuan)."""

    pending: int
    late: int
    contacts: int
    made: int
    amount: Decimal


def figures(session: Session, today: date, year: int) -> VisitFigures:
    """The figures beside the page's title. A visit belongs to the year of the day it was made on."""
    v = HomeVisit
    span = v.visited_on.between(date(year, 1, 1), date(year, 12, 31))
    made, amount = session.execute(
        select(func.count(), func.sum(v.counted_amount)).where(v.status == DONE, span)
    ).one()
    pending = select(func.count()).where(v.status == PENDING)
    late = session.scalar(pending.where(v.due_on < today)) or 0
    return VisitFigures(session.scalar(pending) or 0, late, len(contacts(session, today)), made, amount or ZERO)


@dataclass(frozen=True)
class KindOption:
    """A kind as the form offers it: what it fills in when chosen."""

    kind_id: int
    name: str
    days: int
    hospital: bool


def kinds_in_use(session: Session, day: date) -> list[KindOption]:
    """What can be chosen for a new visit known on ``day``, in the office's order."""
    found = session.scalars(select(VisitKind).order_by(VisitKind.sort_no.nulls_last(), VisitKind.name)).unique()
    return [KindOption(one.id, one.name, one.days, bool(one.hospital)) for one in found if one.valid_on(day)]


# --- one person -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VisitLine:
    """One visit of a person: its day is when it was made, or by when it is to be."""

    visit_id: int
    visit_no: str
    day: date
    kind: str
    reason: str
    status: str
    amount: Decimal | None


def member_visits(session: Session, member_id: int) -> list[VisitLine]:
    """Every visit to a person or to their relatives, those to be made first, then the newest; cancelled ones left out."""
    v = HomeVisit
    found = session.scalars(select(v).where(v.member_id == member_id, v.status != VOIDED).order_by(v.list_order, v.id))
    return [
        VisitLine(one.id, one.visit_no, one.visited_on or one.due_on, one.kind_name or "", one.reason or "", one.status, one.amount)
        for one in found
    ]  # fmt: skip


@dataclass(frozen=True)
class Earlier:
    """A visit in hospital of the same year. ``same`` where the illness is the same, else one of the two is not known."""

    visit_id: int
    visit_no: str
    day: date
    amount: Decimal | None
    same: bool
    paid: bool

    @property
    def said(self) -> str:
        """For the clerk: what was given for the same illness. It never names the illness."""
        what = f"{show_day(self.day)} 慰问过（{self.visit_no}" + (f"，{show_yuan(self.amount)} 元）" if self.amount else "）")
        if self.same:
            return f"同一病种本年已经慰问过：{what}。同一病种一年慰问一次，可以继续，请写明会议依据。"
        return f"本年住院已经慰问过：{what}，病种没有写全，请核对是不是同一病种。"


def same_illness(
    session: Session, member_id: int, relation: str | None, illness: str | None, asked_on: date, exclude_id: int = 0
) -> list[Earlier]:
    """Comfort given to the same person for the same illness in ``asked_on``'s year, the newest first (DOMAIN §C3).

    Spaces, width and case of the words do not matter, nor that one says more than the other.
    """
    v = HomeVisit
    year = v.asked_on.between(date(asked_on.year, 1, 1), date(asked_on.year, 12, 31))
    in_hospital = v.kind_id.in_(select(VisitKind.id).where(VisitKind.hospital.is_(True)))
    rows = session.scalars(
        select(v)
        .where(v.member_id == member_id, v.id != exclude_id, v.status == DONE, year, in_hospital)
        .order_by(v.visited_on.desc(), v.id.desc())
    )
    wanted = squeeze(illness or "")
    return [
        Earlier(one.id, one.visit_no, one.visited_on or one.asked_on, one.amount, _like(wanted, squeeze(one.illness or "")),
                one.payment_id is not None)
        for one in rows
        if (one.relation or SELF) == (relation or SELF) and _gave(one) and _maybe(wanted, squeeze(one.illness or ""))
    ]  # fmt: skip


def _gave(one: HomeVisit) -> bool:
    return one.payment_id is not None or one.amount is not None or bool(one.goods)


def _like(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)


def _maybe(one: str, other: str) -> bool:
    return not one or not other or _like(one, other)


# --- the payment ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PaymentLine:
    """The voucher or draft that a visit's money was paid by, the replacement of a voided one where there is one."""

    payment_id: int
    number: str
    amount: Decimal
    day: date
    status: str


def payment_of(session: Session, visit: HomeVisit) -> PaymentLine | None:
    """None where nothing was paid; a voided voucher that was not replaced is still shown."""
    found = session.get(AidPayment, visit.payment_id) if visit.payment_id else None
    return _payment_line(found) if found else None


def visit_paid_by(session: Session, payment_id: int) -> HomeVisit | None:
    """The visit a payment was brought along to; None for most."""
    return session.scalars(select(HomeVisit).where(HomeVisit.payment_id == payment_id)).first()


def payments_to_link(session: Session, visit: HomeVisit) -> list[PaymentLine]:
    """What the person and the household were paid from the year of the visit on and no visit has yet, newest first."""
    p, v = AidPayment, HomeVisit
    spouse = spouses(session, [visit.member_id]).get(visit.member_id)
    people = [visit.member_id, *([spouse.member_id] if spouse else [])]
    taken = select(v.payment_id).where(v.payment_id.is_not(None))
    found = session.scalars(
        select(p)
        .where(p.member_id.in_(people), p.status.in_((*COUNTED, DRAFT)), p.id.not_in(taken))
        .where(p.booked_on >= date(visit.asked_on.year, 1, 1))
        .order_by(p.booked_on.desc(), p.id.desc())
    ).unique()
    return [_payment_line(one) for one in found]


def _payment_line(one: AidPayment) -> PaymentLine:
    return PaymentLine(one.id, one.title(), one.amount, one.booked_on, one.status)


def wants_payment(visit: HomeVisit, payment: PaymentLine | None) -> bool:
    """Whether money may still be paid for the visit: nothing was, or what was is void."""
    return visit.status != VOIDED and (payment is None or payment.status == PAYMENT_VOIDED)


def payment_start(session: Session, visit_id: int) -> dict[str, object]:
    """What a payment for the visit knows already, as values of AidPayment; the aid form keeps of hospital and relative what its
    kind asks for; the illness never goes on paper."""
    visit = session.get_one(HomeVisit, visit_id)
    kind = session.get_one(VisitKind, visit.kind_id)
    words = visit.reason or (f"{visit.who}{visit.kind_name}" if visit.who != visit.full_name else visit.kind_name or "")
    money = visit.amount if visit.comfort == CASH or (visit.comfort is None and kind.comfort == CASH) else None
    return {
        "member_id": visit.member_id, "aid_type_id": kind.aid_type_id, "event_date": visit.admitted_on or visit.asked_on,
        "reason": words, "amount": money, "hospital": visit.hospital, "illness": visit.illness,
        "ward": " ".join(part for part in (visit.department, visit.bed) if part) or None,
        "relation_code": visit.relation, "relative_name": visit.visited_name,
    }  # fmt: skip


# --- counts of a year -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CountLine:
    """One line of the counts: 人次, 人数, those made after their day, and what they cost in yuan."""

    name: str
    visits: int
    people: int
    late: int
    amount: Decimal


def counts(session: Session, year: int, by: str) -> list[CountLine]:
    """Visits made in ``year`` by ``kind_name``, ``branch_name`` or ``month``; most first, months in their order."""
    v = HomeVisit
    month: ColumnElement[int] = extract("month", v.visited_on)
    column = month if by == "month" else getattr(v, by)
    late = func.sum(func.iif(v.visited_on > v.due_on, 1, 0))
    rows = session.execute(
        select(column, func.count(), func.count(v.member_id.distinct()), late, func.sum(v.counted_amount))
        .where(v.status == DONE, v.visited_on.between(date(year, 1, 1), date(year, 12, 31)))
        .group_by(column)
    ).all()
    lines = [
        CountLine(f"{int(name)} 月" if by == "month" else name or "未填", visits, people, int(over), amount or ZERO)
        for name, visits, people, over, amount in sorted(rows, key=lambda row: (row[0] or 0) if by == "month" else -row[1])
    ]
    return lines


def year_ids(session: Session, year: int) -> Sequence[int]:
    """The visits whose numbers are of ``year``, in the order of their numbers, cancelled ones too."""
    v = HomeVisit
    return session.scalars(select(v.id).where(v.year == year).order_by(v.number)).all()
