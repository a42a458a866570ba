# SPDX-License-Identifier: MIT
"""What a clerk does with aid: draft, issue, sign, void, replace, print. One function per verb."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from unionoffice.aid.details import OF_GOODS, OF_KIND, fit_details
from unionoffice.aid.numbering import number_key, voucher_no
from unionoffice.aid.records import DRAFT, ISSUED, PAYMENT_STATUS, SIGNED, VOIDED, AidPayment
from unionoffice.aid.seed_types import seed_rows
from unionoffice.aid.settings import voucher_series
from unionoffice.aid.steps_actions import missing_before_issue
from unionoffice.aid.types_records import AidType
from unionoffice.aid.visits_links import follow_payment
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit import dates
from unionoffice.kit.describe import fields_of
from unionoffice.kit.roles import Right
from unionoffice.kit.validate import check_record, check_values, refuse_errors
from unionoffice.members.records import Member
from unionoffice.store import edit
from unionoffice.store.settings import read_settings
from unionoffice.store.work import Work


def seed_types(work: Work) -> int:
    """Give a new office its kinds of aid; returns how many. An office that has any keeps its own, unchanged."""
    if work.session.scalars(select(AidType.id).limit(1)).first() is not None:
        return 0
    return len(work.add_many(AidType, [AidType(**values) for values in seed_rows()]))


def save_draft(
    work: Work, payment_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> AidPayment:
    """Create or change a draft; what the person and the type know is filled in where ``values`` say nothing.

    Raises FieldError for the first field in error, OfficeError when the voucher was already issued.
    """
    payment = AidPayment() if payment_id is None else work.load(AidPayment, payment_id, version)
    if payment_id is not None and payment.status != DRAFT:
        raise OfficeError(f"凭证 {payment.voucher_no} 已签发，不能修改。需要更正时作废重开，原号保留。")
    edit.refuse_unseen(work, payment, values)
    with work.session.no_autoflush:
        for name, value in values.items():
            setattr(payment, name, value)
        if payment_id is None:
            payment.status, payment.print_count, payment.imported = DRAFT, 0, False
        payment.booked_on = work.today
        payment.event_date = payment.event_date or work.today
        payment.handler = work.actor
        fill_in_person(work, payment, values)
        fill_in_type(work, payment, values)
        refuse_errors(AidPayment, check_record(payment, work.today))
    if payment_id is None:
        work.add(payment)
    work.flush()
    return payment


def fill_in_person(work: Work, payment: AidPayment, given: Mapping[str, Any]) -> None:
    """Always anew: a draft that was moved to another person must not keep the first one's account."""
    member = work.session.get(Member, payment.member_id) if payment.member_id else None
    if member is None:
        raise FieldError("慰问对象：请从名册里选一个人。已填内容没有丢。", field="member_id")
    payment.full_name = member.full_name
    payment.staff_no = member.staff_no
    payment.branch_name = member.branch.name if member.branch else None
    payment.id_number = member.id_number
    by_transfer = payment.pay_method == "bank_transfer"
    for name in ("bank_account", "bank_branch"):
        setattr(payment, name, (given.get(name) or getattr(member, name)) if by_transfer else None)


def fill_in_type(work: Work, payment: AidPayment, given: Mapping[str, Any]) -> None:
    """What the kind knows, where ``given`` says nothing."""
    kind = work.session.get(AidType, payment.aid_type_id) if payment.aid_type_id else None
    if kind is None:
        raise FieldError("慰问类型：请选一类。已填内容没有丢。", field="aid_type_id")
    payment.aid_type_name = kind.name
    payment.fund_source = given.get("fund_source") or kind.fund_source
    payment.account = given.get("account") or kind.account
    fit_details(work, payment, kind)


def issue(work: Work, payment_id: int, version: int | None = None, *, on: date | None = None) -> AidPayment:
    """Give a draft the next voucher number of its year and lock it. ``on`` is the voucher's day, else today."""
    work.need(Right.APPROVE)
    payment = work.load(AidPayment, payment_id, version)
    if payment.status != DRAFT:
        raise OfficeError(f"凭证 {payment.voucher_no} 已经签发过，没有再取号。")
    settings = read_settings(work.session)
    missing = missing_before_issue(work.session, payment.id, settings)
    if missing:
        raise OfficeError(f"还没有登记{'、'.join(missing)}，不能签发。请先存草稿，在右侧登记，再签发。")
    series, day = voucher_series(settings), on or work.today
    stamp_issue(work, payment, series, day, work.number(number_key(series), day.year))
    work.flush()
    return payment


def stamp_issue(work: Work, payment: AidPayment, series: str, day: date, number: int) -> None:
    """All that an issue writes on a payment; ``number`` was taken in this work for ``day``'s year."""
    payment.series, payment.year, payment.number = series, day.year, number
    payment.voucher_no = voucher_no(series, day.year, number)
    payment.status, payment.booked_on = ISSUED, day
    payment.issued_at, payment.issued_by = work.now, work.actor


@dataclass(frozen=True)
class Proxy:
    """Who signs for the payee (代领人): name, what they are to the payee, and their identity number where it was noted."""

    name: str
    relation: str = ""
    id_number: str = ""


def sign(work: Work, payment_id: int, *, on: date | None = None, proxy: Proxy | None = None) -> AidPayment:
    """The payee, or a ``proxy`` for them, has signed the voucher. FieldError for a proxy that cannot be right."""
    payment = work.load(AidPayment, payment_id)
    if payment.status != ISSUED:
        raise OfficeError(f"{payment.title()} 现在是{_state(payment)}，只有待签收的凭证才能签收。没有改动。")
    day = on or work.today
    if not payment.booked_on <= day <= work.today:
        raise FieldError(
            f"签收日期要在签发日期 {dates.show_day(payment.booked_on)} 和今天之间。没有改动。", field="signed_on"
        )
    payment.status, payment.signed_on = SIGNED, day
    if proxy is not None:
        _note_proxy(work, payment, proxy)
    work.flush()
    return payment


def _note_proxy(work: Work, payment: AidPayment, proxy: Proxy) -> None:
    fields = fields_of(AidPayment)
    given = {"proxy_name": proxy.name, "proxy_relation": proxy.relation, "proxy_id_number": proxy.id_number}
    checked = check_values([fields[name] for name in given], given, work.today)
    for name, sentence in checked.errors():
        raise FieldError(sentence, field=name)
    if not checked.values["proxy_name"]:
        raise FieldError("请填代领人的姓名。没有签收。", field="proxy_name")
    if checked.values["proxy_name"] == payment.full_name and not checked.values["proxy_id_number"]:
        raise FieldError("代领人和领款人同名。本人来领的请点“签收”，同名的另一个人请填证件号码。", field="proxy_name")
    for name, value in checked.values.items():
        setattr(payment, name, value)


def void(work: Work, payment_id: int, reason: str) -> AidPayment:
    """Void an issued voucher; its number stays used for ever. ``reason`` must say why."""
    work.need(Right.APPROVE)
    payment = work.load(AidPayment, payment_id)
    if payment.status not in (ISSUED, SIGNED):
        raise OfficeError(f"{payment.title()} 现在是{_state(payment)}，不能作废。没有改动。")
    if not reason.strip():
        raise FieldError("请写明作废原因，会留在记录里。", field="void_reason")
    payment.status, payment.void_reason = VOIDED, reason.strip()
    payment.voided_at, payment.voided_by = work.now, work.actor
    refuse_errors(AidPayment, check_record(payment, work.today))
    work.flush()
    return payment


def replace(work: Work, voided_id: int) -> AidPayment:
    """A new draft with the content of a voided voucher, naming the one it replaces."""
    old = work.load(AidPayment, voided_id)
    if old.status != VOIDED:
        raise OfficeError(f"凭证 {old.voucher_no} 还没有作废。请先作废，再重开。")
    taken = work.session.scalars(
        select(AidPayment).where(AidPayment.replaces_id == old.id, AidPayment.status != VOIDED)
    ).first()
    if taken is not None:
        raise OfficeError(f"凭证 {old.voucher_no} 已经由“{taken.title()}”替换。没有再开。")
    names = (
        "member_id", "aid_type_id", "event_date", "reason", "amount", "pay_method", "approval_ref", "attachments",
        "round_id", *(name for names in OF_KIND.values() for name in names), *OF_GOODS,
    )  # fmt: skip
    made = save_draft(work, None, {name: getattr(old, name) for name in names} | {"replaces_id": old.id})
    follow_payment(work, old.id, made.id)
    return made


def note_printed(work: Work, payment_id: int) -> int:
    """Count a print of a voucher; returns the reprint's number: 0 for the first print, then 1, 2, …"""
    payment = work.load(AidPayment, payment_id)
    if payment.status == DRAFT:
        raise OfficeError("草稿还没有凭证号，不能打印凭证。请先签发。")
    payment.print_count += 1
    work.flush()
    return payment.print_count - 1


def delete_draft(work: Work, payment_id: int) -> None:
    """Throw a draft away; an issued voucher refuses."""
    follow_payment(work, payment_id, work.load(AidPayment, payment_id).replaces_id)
    edit.delete(work, AidPayment, payment_id)


def save_type(
    work: Work, type_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> AidType:
    """Enter or change a kind of aid; without a sorting number a new one comes last. Issued vouchers keep the old name."""
    values = dict(values)
    if type_id is None and values.get("sort_no") is None:
        last = work.session.scalars(select(AidType.sort_no).order_by(AidType.sort_no.desc().nulls_last())).first()
        values["sort_no"] = (last or 0) + 1
    return edit.save(work, AidType, type_id, values, version)


def _state(payment: AidPayment) -> str:
    return PAYMENT_STATUS.name(payment.status)
