# SPDX-License-Identifier: MIT
"""The kinds of aid with their caps; all of it is the office's to edit."""

import hashlib
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from unionoffice.errors import OfficeError
from unionoffice.kit import codelists as lists
from unionoffice.kit.codes import Code, CodeList
from unionoffice.kit.describe import field
from unionoffice.kit.fields import Choice, Day, Money, Text, Whole, YesNo
from unionoffice.kit.identity import Finding
from unionoffice.kit.record import Record
from unionoffice.kit.roles import Right
from unionoffice.members.codes import SCHOOL_STAGE
from unionoffice.members.dues.fields import SeveralCodes

# What a kind wants to know beside person, day and amount; '' and None: nothing.
HOSPITAL, RELATIVE, CHILD = "hospital", "relative", "child"
ASKS = CodeList(
    "另外要填", (Code("none", "没有"), Code(HOSPITAL, "住院情况"), Code(RELATIVE, "去世的亲属"), Code(CHILD, "子女"))
)
PERIODS = CodeList(
    "次数",
    (
        Code("any", "不限"), Code("year", "每年一次"), Code("once", "一生一次"), Code("event", "每次事由一次"),
        Code("child", "每个子女每年一次"), Code("illness", "同一病种每年一次"),
    ),
)  # fmt: skip


class AidType(Record):
    """A kind of aid (慰问、补助类别) with its caps; all of it is the office's to edit. Caps warn, they do not block."""

    __tablename__ = "aid_type"

    code: Mapped[str] = field(Text(max=30), "", required=True, unique=True, derived=True)
    name: Mapped[str] = field(Text(max=40), "类别名称", required=True, unique=True, search="name", section="类别")
    default_amount: Mapped[Decimal | None] = field(
        Money(), "默认金额（元）", column="default_amount_fen", section="类别", help="新增时先填上，可以改"
    )
    pay_method: Mapped[str | None] = field(Choice(lists.PAY_METHOD), "通常支付方式", section="类别")
    cap_per_time: Mapped[Decimal | None] = field(
        Money(), "每次上限（元）", column="cap_per_time_fen", section="上限", help="超过时提醒，不阻止"
    )
    cap_per_year: Mapped[Decimal | None] = field(
        Money(), "每人每年上限（元）", column="cap_per_year_fen", section="上限", help="超过时提醒，不阻止"
    )
    cap_per_event: Mapped[Decimal | None] = field(
        Money(), "每次事由上限（元）", column="cap_per_event_fen", section="上限", help="同一次事由分几次领时合起来算"
    )
    cap_per_child: Mapped[Decimal | None] = field(
        Money(), "每个子女每年上限（元）", column="cap_per_child_fen", section="上限", help="填了就按子女发，要填子女姓名"
    )
    asks: Mapped[str | None] = field(
        Choice(ASKS), "另外要填", section="类别", default="none", help="住院填医院和病种，去世填亲属，按子女发填子女"
    )
    child_stages: Mapped[str | None] = field(
        SeveralCodes(SCHOOL_STAGE), "子女就学阶段", section="类别", help="按子女发时，批次里只加这些阶段的子女；空着不限"
    )
    repeat: Mapped[str | None] = field(Choice(PERIODS), "可领次数", section="上限", default="any")
    per_household: Mapped[bool | None] = field(
        YesNo(), "夫妻合发一份", section="上限", help="夫妻都在名册时，一方领过就提醒"
    )
    evidence: Mapped[str | None] = field(Text(max=100), "证明材料", section="票据", help="例：出院小结、收费票据")
    account: Mapped[str | None] = field(Text(max=60), "会计科目", section="票据", help="请与财务核对")
    fund_source: Mapped[str | None] = field(Text(max=40), "经费来源", section="票据", default="工会经费")
    valid_from: Mapped[date | None] = field(Day(), "执行日期", section="类别", help="从这天起按它发，空着不限")
    valid_to: Mapped[date | None] = field(Day(), "停止日期", section="类别", help="到这天为止，空着不限")
    sort_no: Mapped[int | None] = field(Whole(), "排序号", section="类别")
    in_use: Mapped[bool] = field(YesNo(), "使用中", required=True, default=True, section="类别")

    def right_needed(self) -> Right:
        """What the office pays at all is a setting."""
        return Right.MANAGE

    def derive(self) -> None:
        # An office's own type: the code is never shown, it only has to be another one each time.
        if not self.code and self.name:
            self.code = f"own_{hashlib.sha256(self.name.encode()).hexdigest()[:12]}"

    @property
    def per_child(self) -> bool:
        """Paid for one child of the member, who has to be named."""
        return self.asks == CHILD or self.cap_per_child is not None or self.repeat == "child"

    @property
    def details(self) -> str:
        """HOSPITAL, RELATIVE, CHILD, or '' where the kind asks for nothing more."""
        if self.per_child:
            return CHILD
        return self.asks if self.asks in (HOSPITAL, RELATIVE) else ""

    def takes_stage(self, stage: str) -> bool:
        """Whether a child at that school stage (a code, '' unknown) is meant."""
        return not self.child_stages or not stage or stage in self.child_stages.split(",")

    def valid_on(self, day: date) -> bool:
        """Whether the kind is in force on ``day``; both ends are inclusive."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)

    def check_whole(self, today: date) -> list[tuple[str, Finding]]:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            return [("valid_to", Finding("error", "停止日期早于执行日期。"))]
        return []

    def guard_delete(self) -> None:
        raise OfficeError(f"“{self.name}”已经用过或可能用过，不能删除。不再使用时把“使用中”改为“否”。")
