# SPDX-License-Identifier: MIT
"""What a person or a household has ever received, and who has never been helped; payments that count, by their voucher's day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from unionoffice.aid import hardship_codes
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.aid.household import households
from unionoffice.aid.queries import ZERO
from unionoffice.aid.records import COUNTED, AidPayment
from unionoffice.members.records import Branch, Member

ACTIVE = "active"  # in post: those who keep their membership in retirement are not


# --- one person or household -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReceivedLine:
    """One payment; ``number`` is the voucher's, or that of an earlier ledger."""

    payment_id: int
    booked_on: date
    full_name: str
    kind: str
    reason: str
    amount: Decimal
    number: str


@dataclass(frozen=True)
class YearSum:
    year: int
    case_count: int
    amount: Decimal


@dataclass(frozen=True)
class Received:
    """``people``: id and name, the person asked for first, then the spouse who is on the roll too. Newest line first."""

    people: tuple[tuple[int, str], ...]
    caption: str
    lines: tuple[ReceivedLine, ...]

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def years(self) -> tuple[YearSum, ...]:
        """Every year with a payment, newest first."""
        found: dict[int, list[Decimal]] = {}
        for line in self.lines:
            found.setdefault(line.booked_on.year, []).append(line.amount)
        return tuple(YearSum(year, len(amounts), sum(amounts, ZERO)) for year, amounts in sorted(found.items(), reverse=True))


def received(session: Session, member_id: int, *, household: bool = False) -> Received | None:
    """All that came to a member, or with ``household`` to both spouses; None when there is no such member."""
    member = session.get(Member, member_id)
    if member is None:
        return None
    others = _others(session, member_id)
    people = [(member_id, member.full_name), *others]
    asked = [i for i, _ in people] if household else [member_id]
    p = AidPayment
    number = func.coalesce(p.voucher_no, p.old_voucher_no, "")
    rows = session.execute(
        select(p.id, p.booked_on, p.full_name, p.aid_type_name, p.reason, p.amount, number)
        .where(p.member_id.in_(asked), p.status.in_(COUNTED))
        .order_by(p.booked_on.desc(), p.id.desc())
    )
    lines = tuple(ReceivedLine(i, day, name or "", kind or "", why or "", amount, no) for i, day, name, kind, why, amount, no in rows)
    caption = " · ".join(part for part in (member.staff_no, member.branch.name if member.branch else "") if part)
    return Received(tuple(people), caption, lines)


def _others(session: Session, member_id: int) -> list[tuple[int, str]]:
    heads = households(session)
    same = [i for i, head in heads.items() if head == heads.get(member_id) and i != member_id]
    return [(i, name) for i, name in session.execute(select(Member.id, Member.full_name).where(Member.id.in_(same)))]


# --- who has never been helped -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class UnhelpedLine:
    """A member in post without aid. ``last`` is their last payment before the day asked for, None = never any.

    ``has_file``: the household has an active hardship file. ``spouse_last``: when the spouse was helped last, if ever.
    """

    member_id: int
    full_name: str
    staff_no: str
    branch_id: int | None
    branch: str
    employment_type: str
    join_date: str
    has_file: bool
    last: date | None
    spouse_last: date | None


def unhelped(session: Session, *, since: date | None = None, joined_before: date | None = None) -> list[UnhelpedLine]:
    """Members in post who never received aid, or with ``since`` none from that day on; by branch and name.

    ``joined_before``: only those whose day of joining is known and earlier.
    """
    last, heads = _last_days(session), households(session)
    filed = _filed(session, heads)
    spouses = _of_household(heads, last)
    m = Member
    found = session.execute(
        select(m.id, m.full_name, m.staff_no, m.branch_id, Branch.name, m.employment_type, m.join_date)
        .outerjoin(Branch, Branch.id == m.branch_id)
        .where(m.membership_status == ACTIVE)
        .order_by(Branch.sort_no.nulls_last(), Branch.name, m.name_pinyin, m.id)
    )
    return [
        UnhelpedLine(
            i, name, staff_no or "", branch_id, branch or "", kind or "", joined or "", i in filed or heads.get(i) in filed,
            last.get(i), max((day for other, day in spouses.get(heads.get(i, 0), ()) if other != i), default=None),
        )
        for i, name, staff_no, branch_id, branch, kind, joined in found
        if _without(last.get(i), since) and _joined(joined or "", joined_before)
    ]  # fmt: skip


def _without(last: date | None, since: date | None) -> bool:
    return last is None or (since is not None and last < since)


def _joined(joined: str, before: date | None) -> bool:
    """A month alone counts to its end; who has no day of joining is not known to have joined."""
    return before is None or (joined > "" and joined[:7] + (joined[7:] or "-31") < f"{before:%Y-%m-%d}")


def _last_days(session: Session) -> dict[int, date]:
    p = AidPayment
    rows = session.execute(select(p.member_id, func.max(p.booked_on)).where(p.status.in_(COUNTED)).group_by(p.member_id))
    return {member_id: day for member_id, day in rows}


def _filed(session: Session, heads: Mapping[int, int]) -> set[int]:
    """The members with an active file, and the heads of their households."""
    c = HardshipCase
    members = set(session.scalars(select(c.member_id).where(c.status == hardship_codes.ACTIVE)))
    return members | {heads[i] for i in members if i in heads}


def _of_household(heads: Mapping[int, int], last: Mapping[int, date]) -> dict[int, list[tuple[int, date]]]:
    found: dict[int, list[tuple[int, date]]] = {}
    for member_id, head in heads.items():
        if member_id in last:
            found.setdefault(head, []).append((member_id, last[member_id]))
    return found


def with_file(lines: Iterable[UnhelpedLine]) -> int:
    """How many of them have a hardship file."""
    return sum(line.has_file for line in lines)
