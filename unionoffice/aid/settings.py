# SPDX-License-Identifier: MIT
"""What an office may want otherwise about its vouchers: their series, copies, paper and signatures."""

import re
from dataclasses import dataclass

from unionoffice.kit.codes import Code, CodeList
from unionoffice.kit.fields import Choice, Text
from unionoffice.store.settings import Setting, Settings, describe

SECTION = "凭证"
LAYOUTS = CodeList("凭证版式", (Code("three", "一页三联（210×99）"), Code("two", "一页两联（210×148.5）")))
DEFAULT_SERIES = "慰"

describe("voucher_series", Setting("凭证字", Text(max=10), DEFAULT_SERIES, SECTION, "编号以它开头：慰-2020-0001"))
describe("voucher_title", Setting("凭证名称", Text(max=30), "慰问金（补助金）领取凭证", SECTION))
describe(
    "voucher_copies",
    Setting("凭证联次", Text(max=100), "第一联 存根、第二联 记账、第三联 分工会留存", SECTION, "用顿号隔开，每联印一份"),
)
describe("voucher_layout", Setting("凭证版式", Choice(LAYOUTS), "three", SECTION))
describe(
    "voucher_signatures",
    Setting(
        "凭证签字栏", Text(max=120), "审批、审核、会计、出纳、经办人、证明人、领款人（签字）", SECTION,
        "用顿号隔开，按纸上的次序",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class VoucherPaper:
    """How this office's vouchers are printed. ``per_page`` copies stand on one A4 page."""

    union: str
    title: str
    branch_label: str
    copies: tuple[str, ...]
    per_page: int
    signatures: tuple[str, ...]


def voucher_paper(settings: Settings) -> VoucherPaper:
    """The settings as the voucher form wants them; an emptied list falls back to one copy."""
    copies = tuple(settings.say(one) for one in _parts(settings.text("voucher_copies")))
    return VoucherPaper(
        union=settings.union_name,
        title=settings.text("voucher_title"),
        branch_label=settings.branch_label,
        copies=copies or ("第一联",),
        per_page=2 if settings.value("voucher_layout") == "two" else 3,
        signatures=tuple(_parts(settings.text("voucher_signatures"))),
    )


def voucher_series(settings: Settings) -> str:
    """The word before every voucher number (凭证字)."""
    return settings.text("voucher_series") or DEFAULT_SERIES


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split("[、，,；;]", text) if part.strip()]
