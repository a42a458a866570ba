# SPDX-License-Identifier: MIT
"""What a clerk does with visits: note one that must be made, record it, note a contact, cancel it, tie it to its payment."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from unionoffice.aid.household import spouses
from unionoffice.aid.records import VOIDED as PAYMENT_VOIDED
from unionoffice.aid.records import AidPayment
from unionoffice.aid.types_records import AidType
from unionoffice.aid.visits_records import BOTH, CASH, DONE, GOODS, VOIDED, HomeVisit, VisitKind
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.dates import show_day
from unionoffice.kit.validate import check_record, refuse_errors
from unionoffice.members.records import Member
from unionoffice.members.units import Officer
from unionoffice.store import changes, edit
from unionoffice.store.work import Work

SERIES = "visit"
ZERO = Decimal("0.00")
# The five of 五必访 as one school words them (DOMAIN §G 13), illness parted into in hospital and at home: each school
# redefines them, so all of it is the office's to edit. Code, name, days, in hospital, comfort, yuan, goods, aid type.
_KINDS: tuple[tuple[str, str, int, bool, str, int, str, str], ...] = (
    ("hospital", "住院", 7, True, GOODS, 300, "鲜花、水果", "hospital"),
    ("illness", "生病（未住院）", 7, False, GOODS, 200, "水果、营养品", "serious_illness"),
    ("wedding_funeral", "婚丧喜庆", 3, False, CASH, 1000, "", "family_death"),
    ("accident", "发生意外", 3, False, CASH, 1000, "", "disaster"),
    ("hardship", "生活困难", 15, False, BOTH, 1000, "米、油", "temporary_relief"),
    ("birth_retirement", "生育或退休离岗", 30, False, GOODS, 500, "纪念品", ""),
)


def seed_kinds(work: Work) -> int:
    """Give an office its kinds of visit; returns how many. One that has any keeps its own, unchanged."""
    if work.session.scalars(select(VisitKind.id).limit(1)).first() is not None:
        return 0
    types = {code: i for code, i in work.session.execute(select(AidType.code, AidType.id))}
    kinds = [
        VisitKind(
            code=code, name=name, days=days, hospital=hospital, comfort=comfort, goods=goods or None, sort_no=at,
            amount=Decimal(amount) if amount else None, aid_type_id=types.get(aid_type), in_use=True,
        )
        for at, (code, name, days, hospital, comfort, amount, goods, aid_type) in enumerate(_KINDS, 1)
    ]  # fmt: skip
    return len(work.add_many(VisitKind, kinds))


def save_kind(
    work: Work, kind_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> VisitKind:
    """Enter or change a kind; without a sorting number a new one comes last. Visits noted before keep their day."""
    values = dict(values)
    if kind_id is None and values.get("sort_no") is None:
        last = work.session.scalars(select(VisitKind.sort_no).order_by(VisitKind.sort_no.desc().nulls_last())).first()
        values["sort_no"] = (last or 0) + 1
    return edit.save(work, VisitKind, kind_id, values, version)


def save_visit(
    work: Work, visit_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> HomeVisit:
    """Note a visit that must be made (or was made), or change one. A new one takes the next number of its year.

    Due on ``asked_on`` (today where nothing is said) plus the kind's days. Raises FieldError for the first field in
    error, OfficeError for a cancelled one, StaleEdit.
    """
    visit = HomeVisit() if visit_id is None else work.load(HomeVisit, visit_id, version)
    before = (visit.kind_id, visit.asked_on)
    with work.session.no_autoflush:
        for name, value in values.items():
            setattr(visit, name, value)
        visit.asked_on = visit.asked_on or work.today
        _follow_member(work, visit, new=visit_id is None)
        _follow_kind(work, visit, before)
        changes.fill_defaults(HomeVisit, visit)
        if visit_id is None:
            visit.handler, visit.year = work.actor, visit.asked_on.year
            visit.number = work.number(SERIES, visit.year)  # given back where what follows refuses
            visit.visit_no = visit_no(visit.year, visit.number)
        elif visit.asked_on.year != visit.year:
            raise FieldError(
                f"得知日期换了年度，{visit.visit_no} 是 {visit.year} 年的号。请取消这一条，按新的日期登记。已填内容没有丢。",
                field="asked_on",
            )
        visit.derive()
        refuse_errors(HomeVisit, check_record(visit, work.today))
    if visit_id is None:
        work.add(visit)
    work.flush()
    return visit


def visit_no(year: int, number: int) -> str:
    """访-2020-0012; past 9,999 the number simply grows."""
    return f"访-{year}-{number:04d}"


def _follow_member(work: Work, visit: HomeVisit, *, new: bool) -> None:
    """Name, number, unit and chair as the roll has them on the day it is noted; afterwards only with another person."""
    member = work.session.get(Member, visit.member_id) if visit.member_id else None
    if member is None:
        raise FieldError("职工：请从名册里选一个人。已填内容没有丢。", field="member_id")
    if not new and visit.staff_no == member.staff_no and visit.full_name == member.full_name:
        return
    visit.full_name, visit.staff_no = member.full_name, member.staff_no
    visit.branch_name = member.branch.name if member.branch else None
    visit.chair = visit.chair or chair_of(work, member.branch_id, visit.asked_on)


def chair_of(work: Work, branch_id: int | None, day: date) -> str | None:
    """Who was the branch's chair on that day."""
    o = Officer
    found = (
        select(Member.full_name)
        .join(o, o.member_id == Member.id)
        .where(o.post == "chair", o.branch_id == branch_id, o.group_id.is_(None), o.from_day <= day)
        .where(o.to_day.is_(None) | (o.to_day >= day))
        .order_by(o.from_day.desc())
    )
    return work.session.scalars(found).first() if branch_id is not None else None


def _follow_kind(work: Work, visit: HomeVisit, before: tuple[int | None, date | None]) -> None:
    kind = work.session.get(VisitKind, visit.kind_id) if visit.kind_id else None
    if kind is None:
        raise FieldError("走访类别：请选一类。已填内容没有丢。", field="kind_id")
    if (visit.kind_id, visit.asked_on) != before:  # days changed in the list later move no visit noted before
        visit.kind_name, visit.due_on = kind.name, visit.due_after(kind.days)


def record_visit(
    work: Work, visit_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> HomeVisit:
    """The visit was made on ``values["visited_on"]``. Raises FieldError where the day is missing."""
    if not values.get("visited_on"):
        raise FieldError("走访日期：请填哪天去的。已填内容没有丢。", field="visited_on")
    return save_visit(work, visit_id, values, version)


def note_contact(
    work: Work, visit_id: int, said: str, *, on: date | None = None, next_contact: date | None = None
) -> HomeVisit:
    """After a visit the person was contacted on ``on`` (today); what was ``said`` goes under 反馈, the next day is set."""
    visit = work.load(HomeVisit, visit_id)
    day = on or work.today
    if visit.status != DONE:
        raise OfficeError(f"{visit.title()} 还没有走访，不用登记联系。没有改动。")
    if day > work.today:
        raise FieldError(f"{show_day(day)} 还没到，请核对日期。没有改动。", field="on")
    if next_contact is not None and next_contact <= day:
        raise FieldError("下次联系要晚于这次联系。没有改动。", field="next_contact")
    words = f"{show_day(day)} 联系：{said.strip()}" if said.strip() else f"{show_day(day)} 已联系"
    visit.feedback = "\n".join(part for part in (visit.feedback, words) if part)
    visit.contacted_on, visit.next_contact = day, next_contact
    refuse_errors(HomeVisit, check_record(visit, work.today))
    work.flush()
    return visit


def cancel(work: Work, visit_id: int, reason: str) -> HomeVisit:
    """The visit is not made, or was noted by mistake; its number stays used. ``reason`` must say why."""
    visit = work.load(HomeVisit, visit_id)
    if visit.status == VOIDED:
        raise OfficeError(f"走访 {visit.visit_no} 已经取消过。没有改动。")
    if not reason.strip():
        raise FieldError("请写明取消原因，会留在记录里。", field="void_reason")
    payment = work.session.get(AidPayment, visit.payment_id) if visit.payment_id else None
    if payment is not None and payment.status != PAYMENT_VOIDED:
        raise OfficeError(f"{visit.title()} 已经有慰问金 {payment.title()}，不能取消。请先作废凭证或删除草稿。没有改动。")
    visit.voided_at, visit.voided_by, visit.void_reason = work.now, work.actor, reason.strip()
    refuse_errors(HomeVisit, check_record(visit, work.today))
    work.flush()
    return visit


def link_payment(work: Work, visit_id: int, payment_id: int) -> HomeVisit:
    """Say which payment was brought along: of the same person or of the household.

    Raises OfficeError where it is somebody else's or belongs to another visit.
    """
    visit, payment = work.load(HomeVisit, visit_id), work.load(AidPayment, payment_id)
    if visit.status == VOIDED:
        raise OfficeError(f"走访 {visit.visit_no} 已取消，不能再登记慰问金。没有改动。")
    if payment.member_id not in household_of(work, visit.member_id):
        raise OfficeError(f"{payment.title()} 是{payment.full_name}的，不是{visit.full_name}一家的。没有关联。")
    other = work.session.scalars(
        select(HomeVisit).where(HomeVisit.payment_id == payment_id, HomeVisit.id != visit_id)
    ).first()
    if other is not None:
        raise OfficeError(f"{payment.title()} 已经是走访 {other.visit_no} 的慰问金。没有关联。")
    _refuse_second(work, visit, payment_id)
    visit.payment_id = payment_id
    if visit.comfort == GOODS or (visit.goods and visit.comfort != BOTH):  # money on top of what was brought
        visit.comfort, visit.amount = BOTH, (visit.amount or ZERO) + payment.amount
    elif visit.comfort != BOTH or visit.amount is None:
        visit.comfort, visit.amount = visit.comfort or CASH, payment.amount
    work.flush()
    return visit


def _refuse_second(work: Work, visit: HomeVisit, payment_id: int) -> None:
    had = work.session.get(AidPayment, visit.payment_id) if visit.payment_id else None
    if had is not None and had.id != payment_id and had.status != PAYMENT_VOIDED:
        raise OfficeError(f"走访 {visit.visit_no} 已经有慰问金 {had.title()}。没有关联。要换的话，请先作废凭证或删除草稿。")


def household_of(work: Work, member_id: int) -> set[int]:
    """The member and a husband or wife on the roll."""
    spouse = spouses(work.session, [member_id]).get(member_id)
    return {member_id} | ({spouse.member_id} if spouse else set())

