# SPDX-License-Identifier: MIT
"""The kinds of aid a new office starts with (DOMAIN §C3, §D1): samples from public rules, all of them editable."""

from decimal import Decimal
from typing import Any

from unionoffice.aid.types_records import CHILD, HOSPITAL, RELATIVE

WELFARE, RELIEF, WARMTH = "职工集体福利", "困难职工帮扶费", "送温暖费"
CASH, TRANSFER, GOODS, CAKE = "cash", "bank_transfer", "goods", "cake_voucher"

# code, name, default amount, pay method, cap per time, cap per year, repeat, evidence, account
_ROWS: tuple[tuple[str, str, int, str, int, int, str, str, str], ...] = (
    ("hospital", "住院慰问", 1000, TRANSFER, 0, 1000, "illness", "出院小结、收费票据", WELFARE),
    ("serious_illness", "重大疾病", 2000, TRANSFER, 0, 20000, "year", "诊断证明、费用结算单", RELIEF),
    ("marriage", "结婚慰问", 600, TRANSFER, 600, 0, "once", "结婚证", WELFARE),
    ("birth", "生育慰问", 600, TRANSFER, 600, 0, "event", "出生证明", WELFARE),
    ("member_death", "会员去世", 2000, CASH, 5000, 0, "once", "死亡证明", WELFARE),
    ("family_death", "直系亲属去世", 1000, TRANSFER, 1000, 0, "event", "死亡证明、亲属关系说明", WELFARE),
    ("retirement", "退休离岗", 1000, GOODS, 1000, 0, "once", "人事处退休名单", WELFARE),
    ("birthday", "生日慰问", 300, CAKE, 300, 300, "year", "名册", WELFARE),
    ("hardship_general", "困难补助", 2000, TRANSFER, 5000, 8000, "any", "申请审批表", RELIEF),
    ("hardship_special", "特困补助", 10000, TRANSFER, 0, 30000, "year", "申请审批表、会议纪要", RELIEF),
    ("temporary_relief", "临时救助", 1000, TRANSFER, 0, 3000, "any", "情况说明", RELIEF),
    ("disaster", "灾害意外", 1000, TRANSFER, 20000, 0, "event", "损失证明", RELIEF),
    ("spring_warmth", "两节送温暖", 800, TRANSFER, 0, 2000, "year", "慰问名单", WARMTH),
    ("study_aid", "金秋助学", 2000, TRANSFER, 5000, 0, "child", "录取通知、学费票据", WARMTH),
    ("childcare", "入托补助", 500, TRANSFER, 0, 1000, "child", "入托证明、收费票据", WARMTH),
    ("bereavement", "抚恤", 1500, TRANSFER, 0, 0, "event", "死亡证明", WELFARE),
    ("model_worker", "劳模慰问", 1000, TRANSFER, 0, 2000, "year", "劳模证书", WARMTH),
    ("frontline", "一线慰问", 500, GOODS, 2000, 0, "any", "慰问名单", WARMTH),
    ("women_day", "三八节慰问", 100, GOODS, 0, 0, "year", "名册", WELFARE),
    ("teachers_day", "教师节慰问", 200, GOODS, 0, 0, "year", "名册", WELFARE),
    ("children_day", "六一慰问", 200, GOODS, 0, 0, "child", "子女名册", WELFARE),
)  # fmt: skip

# Paid once to a couple, whichever of them asks for it.
_HOUSEHOLD = frozenset({
    "birth", "family_death", "bereavement", "hardship_general", "hardship_special", "temporary_relief", "disaster",
    "study_aid", "childcare", "children_day",
})  # fmt: skip
_ASKS = {
    "hospital": HOSPITAL, "family_death": RELATIVE, "bereavement": RELATIVE, "study_aid": CHILD,
    "childcare": CHILD, "children_day": CHILD,
}  # fmt: skip
_STAGES = {"study_aid": "senior,vocational,university", "childcare": "nursery"}


def seed_rows() -> list[dict[str, Any]]:
    """The values of each AidType, in the order a form offers them."""
    return [_values(number, *row) for number, row in enumerate(_ROWS, 1)]


def _values(
    number: int, code: str, name: str, amount: int, pay_method: str, per_time: int, per_year: int,
    repeat: str, evidence: str, account: str,
) -> dict[str, Any]:  # fmt: skip
    return {
        "code": code, "name": name, "default_amount": _yuan(amount), "pay_method": pay_method,
        "cap_per_time": _yuan(per_time), "cap_per_year": _yuan(per_year), "repeat": repeat,
        "evidence": evidence, "account": account, "fund_source": "工会经费", "sort_no": number, "in_use": True,
        "per_household": code in _HOUSEHOLD, "asks": _ASKS.get(code, "none"), "child_stages": _STAGES.get(code),
    }  # fmt: skip


def _yuan(amount: int) -> Decimal | None:
    return Decimal(amount).quantize(Decimal("0.01")) if amount else None
