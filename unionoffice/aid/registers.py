# SPDX-License-Identifier: MIT
"""The registers of the aid part: the ledger of payments and the kinds of aid."""

from dataclasses import replace

from unionoffice.aid import actions, funds_actions, ledger_import, rounds_actions, settings, steps_settings
from unionoffice.aid.funds_records import FundLine
from unionoffice.aid.records import AidPayment
from unionoffice.aid.rounds_records import AidRound
from unionoffice.aid.types_records import AidType
from unionoffice.kit.register import Facet, Register

# Importing settings is what makes the office know them.
SECTIONS = (settings.SECTION, steps_settings.SECTION)

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
        "member_id", "aid_type_id", "event_date", "child_name", "school_stage", "reason", "amount", "pay_method",
        "goods_name", "goods_quantity", "goods_unit", "goods_price", "hospital", "ward", "illness", "relation_code",
        "relative_name", "approval_ref", "attachments",
    ),
    exports=(
        "voucher_no", "booked_on", "staff_no", "full_name", "branch_name", "aid_type_name", "reason", "amount",
        "counted_amount", "pay_method", "status", "approval_ref", "handler",
    ),
    sums=("counted_amount",),
    search_hint="姓名、凭证号、事由",
    save=actions.save_draft,
)  # fmt: skip

# The same ledger as an import knows it: what earlier years' sheets hold, each row matched to a person and a kind.
PAST_PAYMENTS = replace(
    AID_PAYMENTS,
    title="往年台账",
    noun="往年慰问",
    columns=("full_name", "staff_no", "booked_on", "aid_type_name", "amount", "reason", "old_voucher_no"),
    imports=(
        "booked_on", "full_name", "staff_no", "id_number", "branch_name", "aid_type_name", "reason", "amount",
        "pay_method", "fund_source", "account", "approval_ref", "child_name", "relation_code",
        "relative_name", "hospital", "goods_name", "goods_quantity", "proxy_name", "old_voucher_no",
    ),
    save=None,
    save_many=ledger_import.save_past,
    complete=ledger_import.PastRows,
)  # fmt: skip

AID_TYPES = Register(
    title="慰问类型",
    noun="类型",
    unit="类",
    record=AidType,
    columns=(
        "name", "default_amount", "cap_per_time", "cap_per_year", "repeat", "account", "valid_from", "valid_to", "in_use",
    ),
    order=("sort_no", "name"),
    facets=(Facet("in_use"),),
    identify=(("name",),),
    search_hint="类别名称或拼音首字母",
    save=actions.save_type,
)  # fmt: skip

AID_ROUNDS = Register(
    title="批次",
    noun="批次",
    unit="批",
    record=AidRound,
    columns=("year", "name", "aid_type_id", "meeting", "decided_on", "status", "issued_on"),
    order=("-year", "-decided_on", "name"),
    facets=(Facet("year", "年度"), Facet("status")),
    form=(
        "year", "name", "aid_type_id", "reason", "meeting", "decided_on", "pay_method", "paid_on", "note", "group_name",
        "rate", "rate_by", "goods_name", "goods_unit", "goods_price",
    ),
    identify=(("year", "name"),),
    search_hint="批次名称",
    save=rounds_actions.save_round,
)

FUND_LINES = Register(
    title="慰问预算",
    noun="预算",
    unit="项",
    record=FundLine,
    columns=("year", "fund", "account", "budget_in", "note"),
    order=("-year", "fund", "account"),
    facets=(Facet("year", "年度"), Facet("fund")),
    identify=(("year", "fund", "account"),),
    sums=("budget_in",),
    search_hint="经费来源、会计科目",
    save=funds_actions.save_line,
)
