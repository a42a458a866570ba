# SPDX-License-Identifier: MIT
"""What a cap or a repeat says about one payment. It warns and never blocks: a committee may decide otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.aid.records import COUNTED, AidPayment, AidType
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan

GO_ON = "可以继续，请写明会议依据。"


@dataclass(frozen=True)
class Notice:
    """A bold line and what explains it, in the office's words."""

    title: str
    text: str


@dataclass(frozen=True)
class CapCheck:
    """What was found, the gravest first; ``limit`` and ``used`` (yuan) are those of the year, None without one."""

    notices: tuple[Notice, ...]
    limit: Decimal | None
    used: Decimal

    def __bool__(self) -> bool:
        return bool(self.notices)


@dataclass(frozen=True)
class _Before:
    day: date
    amount: Decimal
    voucher_no: str


def cap_check(
    session: Session, member_id: int, aid_type_id: int, amount: Decimal | None, event_date: date,
    exclude_id: int | None = None,
) -> CapCheck:  # fmt: skip
    """Compare a payment with the type's caps and with what the person had of it; years are those of ``event_date``.

    ``exclude_id`` is the payment itself when it is already stored. Without an amount only repeats are found.
    """
    kind = session.get(AidType, aid_type_id)
    if kind is None:
        return CapCheck((), None, Decimal("0.00"))
    before = _received(session, member_id, aid_type_id, exclude_id)
    same_year = [one for one in before if one.day.year == event_date.year]
    used = sum((one.amount for one in same_year), Decimal("0.00"))
    found = [
        *_over_year(kind, used, amount),
        *_over_time(kind, amount),
        *_repeated(kind, before, same_year, event_date),
    ]
    return CapCheck(tuple(found), kind.cap_per_year, used)


def _received(session: Session, member_id: int, aid_type_id: int, exclude_id: int | None) -> list[_Before]:
    p = AidPayment
    found = session.execute(
        select(p.event_date, p.amount, p.voucher_no)
        .where(p.member_id == member_id, p.aid_type_id == aid_type_id, p.status.in_(COUNTED))
        .where(p.id != (exclude_id or 0))
        .order_by(p.event_date.desc())
    )
    return [_Before(day, amount, number or "") for day, amount, number in found]


def _over_year(kind: AidType, used: Decimal, amount: Decimal | None) -> Iterator[Notice]:
    limit = kind.cap_per_year
    if limit is None or amount is None or used + amount <= limit:
        return
    total = used + amount
    had = f"本年已发 {show_yuan(used)} 元，加上本次共 {show_yuan(total)} 元。" if used else f"本次 {show_yuan(amount)} 元。"
    yield Notice(
        f"超过{kind.name}本年上限 {show_yuan(total - limit)} 元", f"上限 {show_yuan(limit)} 元，{had}{GO_ON}"
    )


def _over_time(kind: AidType, amount: Decimal | None) -> Iterator[Notice]:
    limit = kind.cap_per_time
    if limit is not None and amount is not None and amount > limit:
        yield Notice(
            f"超过{kind.name}每次上限 {show_yuan(amount - limit)} 元",
            f"每次上限 {show_yuan(limit)} 元，本次 {show_yuan(amount)} 元。{GO_ON}",
        )


def _repeated(
    kind: AidType, before: Sequence[_Before], same_year: Sequence[_Before], event_date: date
) -> Iterator[Notice]:
    same_day = [one for one in before if one.day == event_date]
    if kind.repeat == "once" and before:
        yield _again(kind, "只发一次", before[0])
    elif kind.repeat == "year" and same_year:
        yield _again(kind, "每年一次", same_year[0])
    elif kind.repeat == "event" and same_day:
        yield _again(kind, "每次事由一次", same_day[0])


def _again(kind: AidType, rule: str, last: _Before) -> Notice:
    return Notice(
        f"{kind.name}{rule}，已经发过",
        f"{show_day(last.day)} 发过 {show_yuan(last.amount)} 元，凭证 {last.voucher_no}。{GO_ON}",
    )
