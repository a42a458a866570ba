# SPDX-License-Identifier: MIT
"""What stands on a voucher (form 2), as texts ready to be printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.aid.details import proxy_words, reason_words
from unionoffice.aid.records import VOIDED, AidPayment
from unionoffice.errors import OfficeError
from unionoffice.kit import codelists, identity
from unionoffice.kit.masks import told
from unionoffice.kit.money import amount_words, show_yuan
from unionoffice.kit.roles import Role, role_of

# Printed as tick boxes; any other way is ticked as a third box under its own name.
WAYS = ("现金", "转账")
_TICKED = {"cash": "现金", "bank_transfer": "转账"}


@dataclass(frozen=True)
class VoucherData:
    """One voucher. Identity numbers are masked already; ``reprint`` is 0 on the first print; days may be open."""

    voucher_no: str
    booked_on: date
    received_on: date | None
    pay_way: str
    full_name: str
    staff_no: str
    branch_name: str
    type_name: str
    reason: str
    amount_words: str
    amount_figures: str
    bank_account: str
    bank_branch: str
    id_number: str
    fund: str
    attachments: str
    approval_ref: str
    handler: str
    proxy: str
    replaces: str
    voided: bool
    reprint: int


def voucher_data(session: Session, payment_ids: Sequence[int]) -> list[VoucherData]:
    """The vouchers of these payments, in this order. OfficeError for a draft: it has no number yet.

    Call ``actions.note_printed`` first: the count it keeps is what 补打 n says.
    """
    rows = {
        row.id: row for row in session.scalars(select(AidPayment).where(AidPayment.id.in_(payment_ids))).unique()
    }
    role = role_of(session)
    return [_data(rows[one], role) for one in payment_ids if one in rows]


def _data(payment: AidPayment, role: Role) -> VoucherData:
    if payment.voucher_no is None:
        raise OfficeError("草稿还没有凭证号，不能打印凭证。请先签发。")
    return VoucherData(
        voucher_no=payment.voucher_no,
        booked_on=payment.booked_on,
        received_on=payment.signed_on,
        pay_way=_TICKED.get(payment.pay_method, codelists.PAY_METHOD.name(payment.pay_method)),
        full_name=payment.full_name or "",
        staff_no=payment.staff_no or "",
        branch_name=payment.branch_name or "",
        type_name=payment.aid_type_name or "",
        reason=reason_words(payment),
        amount_words=amount_words(payment.amount),
        amount_figures=f"¥{show_yuan(payment.amount)}",
        bank_account=told("bank_card", payment.bank_account, role),
        bank_branch=payment.bank_branch or "",
        id_number=identity.mask_id(payment.id_number) if payment.id_number else "",
        fund=" / ".join(part for part in (payment.fund_source, payment.account) if part),
        attachments="" if payment.attachments is None else str(payment.attachments),
        approval_ref=payment.approval_ref or "",
        handler=payment.handler or "",
        proxy=proxy_words(payment),
        replaces=payment.replaces.voucher_no or "" if payment.replaces else "",
        voided=payment.status == VOIDED,
        reprint=max(0, payment.print_count - 1),
    )  # fmt: skip
