# SPDX-License-Identifier: MIT
"""The registers of the aid part: the ledger of payments and the kinds of aid."""

from unionoffice.aid import actions, settings
from unionoffice.aid.records import AidPayment, AidType
from unionoffice.kit.register import Facet, Register

# Importing settings is what makes the office know them.
VOUCHER_SECTION = settings.SECTION

AID_PAYMENTS = Register(
    title="困难帮扶",
    noun="慰问",
    unit="笔",
    record=AidPayment,
    columns=(
        "voucher_no", "booked_on", "full_name", "branch_name", "aid_type_name", "reason", "amount", "status",
    ),
    order=("-voucher_no", "-booked_on"),
    facets=(
        Facet("booked_on", "年份", by="year"),
        Facet("aid_type_name", "类型"),
        Facet("status"),
        Facet("branch_name"),
    ),
    form=(
        "member_id", "aid_type_id", "event_date", "reason", "amount", "pay_method", "approval_ref", "attachments",
    ),
    exports=(
        "voucher_no", "booked_on", "staff_no", "full_name", "branch_name", "aid_type_name", "reason", "amount",
        "counted_amount", "pay_method", "status", "approval_ref", "handler",
    ),
    sums=("counted_amount",),
    search_hint="姓名、凭证号、事由",
    save=actions.save_draft,
)  # fmt: skip

AID_TYPES = Register(
    title="慰问类型",
    noun="类型",
    unit="类",
    record=AidType,
    columns=("name", "default_amount", "cap_per_time", "cap_per_year", "repeat", "account", "in_use"),
    order=("sort_no", "name"),
    facets=(Facet("in_use"),),
    identify=(("name",),),
    search_hint="类别名称或拼音首字母",
    save=actions.save_type,
)
