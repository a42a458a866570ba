# SPDX-License-Identifier: MIT
"""What a clerk does with aid: draft, issue, sign, void, replace, print. One function per verb, one transaction each."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from unionoffice.aid.records import DRAFT, ISSUED, PAYMENT_STATUS, SIGNED, VOIDED, AidPayment, AidType
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.validate import check_record, refuse_errors
from unionoffice.members.records import Member
from unionoffice.store import edit
from unionoffice.store.settings import read_settings
from unionoffice.store.work import Work


def save_draft(
    work: Work, payment_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> AidPayment:
    """Create or change a draft. What the person and the type know is filled in where ``values`` leave it empty.

    Raises FieldError for the first field in error, OfficeError when the voucher was already issued.
    """
    payment = AidPayment() if payment_id is None else work.load(AidPayment, payment_id, version)
    with work.session.no_autoflush:
        for name, value in values.items():
            setattr(payment, name, value)
        if payment_id is None:
            payment.status, payment.print_count = DRAFT, 0
        _fill_in(work, payment)
        refuse_errors(AidPayment, check_record(payment, work.today))
    if payment_id is None:
        work.add(payment)
    work.flush()
    return payment


def _fill_in(work: Work, payment: AidPayment) -> None:
    member = work.session.get(Member, payment.member_id) if payment.member_id else None
    if member is None:
        raise FieldError("慰问对象：请从名册里选一个人。已填内容没有丢。", field="member_id")
    payment.full_name = member.full_name
    payment.staff_no = member.staff_no
    payment.branch_name = member.branch.name if member.branch else None
    payment.id_number = member.id_number
    if payment.pay_method == "bank_transfer":
        payment.bank_account = payment.bank_account or member.bank_account
        payment.bank_branch = payment.bank_branch or member.bank_branch
    kind = work.session.get(AidType, payment.aid_type_id) if payment.aid_type_id else None
    if kind is None:
        raise FieldError("类型：请选慰问类型。已填内容没有丢。", field="aid_type_id")
    payment.aid_type_name = kind.name
    payment.fund_source = payment.fund_source or kind.fund_source
    payment.account = payment.account or kind.account
    payment.handler = payment.handler or work.actor
    payment.event_date = payment.event_date or work.today


def issue(work: Work, payment_id: int, version: int | None = None, *, on: date | None = None) -> AidPayment:
    """Give a draft the next voucher number of its year and lock it. ``on`` is the voucher's day, today unless given."""
    payment = work.load(AidPayment, payment_id, version)
    if payment.status != DRAFT:
        raise OfficeError(f"凭证 {payment.voucher_no} 已经签发过，没有再取号。")
    day = on or work.today
    series = read_settings(work.session).text("voucher_series") or "慰"
    number = work.number(f"voucher:{series}", day.year)
    payment.series, payment.year, payment.number = series, day.year, number
    payment.voucher_no = voucher_no(series, day.year, number)
    payment.status, payment.issued_on = ISSUED, day
    payment.issued_at, payment.issued_by = work.now, work.actor
    work.flush()
    return payment


def voucher_no(series: str, year: int, number: int) -> str:
    """慰-2020-0214; past 9,999 the number simply grows."""
    return f"{series}-{year}-{number:04d}"


def sign(work: Work, payment_id: int, *, on: date | None = None, proxy_name: str = "") -> AidPayment:
    """The payee (or ``proxy_name`` for them) has signed the voucher."""
    payment = work.load(AidPayment, payment_id)
    if payment.status != ISSUED:
        raise OfficeError(f"{payment.title()} 现在是{_state(payment)}，只有待签收的凭证才能签收。没有改动。")
    payment.status, payment.signed_on = SIGNED, on or work.today
    payment.proxy_name = proxy_name.strip() or None
    work.flush()
    return payment


def void(work: Work, payment_id: int, reason: str) -> AidPayment:
    """Void an issued voucher; its number stays used for ever. ``reason`` must say why."""
    payment = work.load(AidPayment, payment_id)
    if payment.status not in (ISSUED, SIGNED):
        raise OfficeError(f"{payment.title()} 现在是{_state(payment)}，不能作废。没有改动。")
    if not reason.strip():
        raise FieldError("请写明作废原因，印在凭证上。", field="void_reason")
    payment.status, payment.void_reason = VOIDED, reason.strip()
    payment.voided_at, payment.voided_by = work.now, work.actor
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
    names = ("member_id", "aid_type_id", "event_date", "reason", "amount", "pay_method", "bank_account",
             "bank_branch", "fund_source", "account", "approval_ref", "attachments")  # fmt: skip
    return save_draft(work, None, {name: getattr(old, name) for name in names} | {"replaces_id": old.id})


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
    edit.delete(work, AidPayment, payment_id)


def _state(payment: AidPayment) -> str:
    return PAYMENT_STATUS.name(payment.status)
