# SPDX-License-Identifier: MIT
"""What a cap or a repeat says about one payment. It warns and never blocks: a committee may decide otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.aid.funds_queries import FundStatus
from unionoffice.aid.household import Spouse, spouses
from unionoffice.aid.records import COUNTED, AidPayment
from unionoffice.aid.types_records import AidType
from unionoffice.kit import codelists
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan
from unionoffice.members.records import Member

GO_ON = "可以继续，请写明会议依据。"
ZERO = Decimal("0.00")
# Kinds that may be paid after a death: the payee is the family.
AFTER_DEATH = frozenset({"member_death", "family_death", "bereavement"})
GONE = frozenset({"deceased", "left", "withdrawn", "expelled"})
SAME_EVENT_DAYS = 30  # two of a couple seldom write the same day for one event
_BLOCK = 500


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
class Before:
    """A payment of the same kind that went out before."""

    payment_id: int
    day: date
    amount: Decimal
    voucher_no: str
    child_name: str
    illness: str = ""


@dataclass(frozen=True)
class Asked:
    """The payment that is judged. Without an ``amount`` (yuan) only repeats are found."""

    amount: Decimal | None
    event_date: date
    child_name: str = ""
    illness: str = ""


@dataclass(frozen=True)
class Person:
    """Whom it goes to, with what they and their spouse had of the kind, the newest first."""

    full_name: str
    status: str
    before: Sequence[Before] = ()
    spouse: Spouse | None = None
    spouse_before: Sequence[Before] = field(default=())


def cap_check(
    session: Session, member_id: int, aid_type_id: int, amount: Decimal | None, event_date: date,
    exclude_id: int | None = None, child_name: str = "", illness: str = "",
) -> CapCheck:  # fmt: skip
    """Compare a payment with the type's caps and with what person and household had of it, in ``event_date``'s year.

    ``exclude_id`` is the payment itself when it is already stored.
    """
    kind = session.get(AidType, aid_type_id)
    if kind is None:
        return CapCheck((), None, ZERO)
    person = people_before(session, [member_id], aid_type_id, exclude_id).get(member_id)
    if person is None:
        return CapCheck((), kind.cap_per_year, ZERO)
    return judge(kind, person, Asked(amount, event_date, child_name.strip(), illness.strip()))


def people_before(
    session: Session, member_ids: Sequence[int], aid_type_id: int, exclude_id: int | None = None
) -> dict[int, Person]:
    """The people as ``judge`` wants them, many at once."""
    wedded = spouses(session, member_ids)
    everybody = {*member_ids, *(one.member_id for one in wedded.values())}
    before = _received(session, sorted(everybody), aid_type_id, exclude_id)
    found: dict[int, Person] = {}
    for start in range(0, len(member_ids), _BLOCK):
        m, block = Member, member_ids[start : start + _BLOCK]
        for i, name, status in session.execute(select(m.id, m.full_name, m.membership_status).where(m.id.in_(block))):
            spouse = wedded.get(i)
            theirs = before.get(spouse.member_id, ()) if spouse else ()
            found[i] = Person(name, status, before.get(i, ()), spouse, theirs)
    return found


def _received(
    session: Session, member_ids: Sequence[int], aid_type_id: int, exclude_id: int | None
) -> dict[int, list[Before]]:
    found: dict[int, list[Before]] = {}
    p = AidPayment
    for start in range(0, len(member_ids), _BLOCK):
        rows = session.execute(
            select(p.member_id, p.id, p.event_date, p.amount, p.voucher_no, p.old_voucher_no, p.child_name, p.illness)
            .where(p.member_id.in_(member_ids[start : start + _BLOCK]), p.aid_type_id == aid_type_id)
            .where(p.status.in_(COUNTED), p.id != (exclude_id or 0))
            .order_by(p.event_date.desc(), p.id.desc())
        )
        for member_id, i, day, amount, number, old, child, illness in rows:
            one = Before(i, day, amount, number or old or "", child or "", illness or "")
            found.setdefault(member_id, []).append(one)
    return found


def judge(kind: AidType, person: Person, asked: Asked) -> CapCheck:
    """All that is to be said of one payment."""
    same_year = [one for one in person.before if one.day.year == asked.event_date.year]
    used = _sum(same_year)
    theirs = _of_the_child(kind, person.before, asked)
    found = [
        *_gone(kind, person),
        *_not_in_force(kind, asked.event_date),
        *_over_year(kind, used, asked.amount),
        *_over_time(kind, asked.amount),
        *_over_event(kind, theirs, asked),
        *_child(kind, person, asked),
        *_repeated(kind, theirs, asked),
        *_household(kind, person, asked),
    ]
    return CapCheck(tuple(found), kind.cap_per_year, used)


def past_notices(kind: AidType, person: Person, asked: Asked) -> list[Notice]:
    """What is to be said of a payment of earlier years: caps were others then, a person and a couple were not."""
    return [*_gone(kind, person), *_household(kind, person, asked)]


def _sum(before: Sequence[Before]) -> Decimal:
    return sum((one.amount for one in before), ZERO)


def _gone(kind: AidType, person: Person) -> Iterator[Notice]:
    if person.status in GONE and not (person.status == "deceased" and kind.code in AFTER_DEATH):
        state = codelists.MEMBERSHIP_STATUS.name(person.status)
        yield Notice(f"{person.full_name}已不在册：{state}", "请核对是不是同名的另一个人；确实要发的可以继续，请写明会议依据。")


def _not_in_force(kind: AidType, day: date) -> Iterator[Notice]:
    if kind.valid_on(day):
        return
    bounds = [f"{show_day(kind.valid_from)} 起" if kind.valid_from else "", f"到 {show_day(kind.valid_to)} 止" if kind.valid_to else ""]
    yield Notice(f"{kind.name}在 {show_day(day)} 不执行", f"执行时间：{'，'.join(one for one in bounds if one)}。{GO_ON}")


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


def _over_event(kind: AidType, before: Sequence[Before], asked: Asked) -> Iterator[Notice]:
    limit, amount = kind.cap_per_event, asked.amount
    if limit is None or amount is None:
        return
    total = amount + _sum([one for one in before if one.day == asked.event_date])
    if total > limit:
        yield Notice(
            f"超过{kind.name}每次事由上限 {show_yuan(total - limit)} 元",
            f"上限 {show_yuan(limit)} 元，{show_day(asked.event_date)} 的事由连本次共 {show_yuan(total)} 元。{GO_ON}",
        )


def _child(kind: AidType, person: Person, asked: Asked) -> Iterator[Notice]:
    """The child's year, whichever of the parents was paid."""
    if not kind.per_child:
        return
    if not asked.child_name:
        yield Notice(f"{kind.name}按子女发，还没有填子女姓名", "填上子女姓名，才能核对这个孩子有没有领过。")
        return
    both = [*person.before, *person.spouse_before]
    had = [one for one in both if one.child_name == asked.child_name and one.day.year == asked.event_date.year]
    limit, amount = kind.cap_per_child, asked.amount
    if limit is not None and amount is not None and _sum(had) + amount > limit:
        total = _sum(had) + amount
        yield Notice(
            f"超过{kind.name}每个子女本年上限 {show_yuan(total - limit)} 元",
            f"上限 {show_yuan(limit)} 元，{asked.child_name}本年连本次共 {show_yuan(total)} 元。{GO_ON}",
        )
    elif kind.repeat == "child" and had:
        yield _again(f"{asked.child_name}本年已经发过{kind.name}", had[0])


def _of_the_child(kind: AidType, before: Sequence[Before], asked: Asked) -> Sequence[Before]:
    """A second child's payment repeats nothing; one that names no child may be anybody's."""
    if not kind.per_child or not asked.child_name:
        return before
    return [one for one in before if one.child_name in ("", asked.child_name)]


def _repeated(kind: AidType, before: Sequence[Before], asked: Asked) -> Iterator[Notice]:
    same_day = [one for one in before if one.day == asked.event_date]
    same_year = [one for one in before if one.day.year == asked.event_date.year]
    ill = [one for one in same_year if asked.illness and one.illness in ("", asked.illness)]
    if kind.repeat == "once" and before:
        yield _again(f"{kind.name}只发一次，已经发过", before[0])
    elif kind.repeat == "year" and same_year:
        yield _again(f"{kind.name}每年一次，已经发过", same_year[0])
    elif kind.repeat == "event" and same_day:
        yield _again(f"{kind.name}每次事由一次，已经发过", same_day[0])
    elif kind.repeat == "illness" and ill:
        known = next((one for one in ill if one.illness), None)
        words = f"同一病种本年已经发过{kind.name}" if known else f"本年发过{kind.name}，那一笔没有写病种"
        yield _again(words, known or ill[0])
    elif kind.repeat in ("any", "illness", None) and same_day:
        yield _again(f"同一天的{kind.name}已经发过，可能是同一件事", same_day[0])


def _household(kind: AidType, person: Person, asked: Asked) -> Iterator[Notice]:
    spouse = person.spouse
    if not kind.per_household or spouse is None:
        return
    had = [one for one in person.spouse_before if _same_matter(kind, one, asked)]
    if had:
        yield _again(f"配偶{spouse.full_name}已经领过{kind.name}，夫妻合发一份", had[0])


def _same_matter(kind: AidType, theirs: Before, asked: Asked) -> bool:
    if kind.per_child:
        return theirs.day.year == asked.event_date.year and theirs.child_name in ("", asked.child_name)
    if kind.repeat == "event":
        return abs(theirs.day - asked.event_date) <= timedelta(days=SAME_EVENT_DAYS)
    return kind.repeat == "once" or theirs.day.year == asked.event_date.year


def over_budget(line: FundStatus | None, amount: Decimal | None) -> Notice | None:
    """What the budget says of paying ``amount`` from its line; None where it suffices or there is no budget at all."""
    if line is None or amount is None or amount <= line.balance:
        return None
    if line.line_id is None:
        return Notice(f"{line.name} 没有预算", "可以继续，请写明会议依据，并在“预算”里补上这一项。")
    lacking = show_yuan(amount - line.balance)
    left = f"还剩 {show_yuan(line.balance)} 元" if line.balance > 0 else "已经用完"
    return Notice(f"超出预算 {lacking} 元", f"{line.name} {line.year} 年预算 {show_yuan(line.planned)} 元，{left}。{GO_ON}")


def _again(title: str, last: Before) -> Notice:
    number = f"，凭证 {last.voucher_no}" if last.voucher_no else ""
    return Notice(title, f"{show_day(last.day)} 发过 {show_yuan(last.amount)} 元{number}。{GO_ON}")
