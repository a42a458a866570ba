# SPDX-License-Identifier: MIT
"""Rounds (批次): one decision of a meeting, many people, one kind of aid."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from unionoffice.aid.types_records import AidType
from unionoffice.errors import OfficeError
from unionoffice.kit import codelists as lists
from unionoffice.kit.codes import Code, CodeList
from unionoffice.kit.describe import field
from unionoffice.kit.fields import Choice, Day, Link, Money, PersonName, Text, Whole
from unionoffice.kit.identity import Finding
from unionoffice.kit.record import Record
from unionoffice.members.codes import SCHOOL_STAGE
from unionoffice.members.records import Member

PLANNED, DONE = "planned", "issued"
ROUND_STATUS = CodeList("批次状态", (Code(PLANNED, "拟定"), Code(DONE, "已签发")))
RATE_BY = CodeList("标准按", (Code("head", "每人"), Code("day", "每人每天")))
# What may still change once the vouchers are out: remarks, and the day the money is handed over.
_OPEN_AFTER_ISSUE = frozenset({"note", "paid_on"})


class AidRound(Record):
    """A round of aid (春节送温暖, 上半年困难补助). Free while planned; issuing gives every line its voucher."""

    __tablename__ = "aid_round"
    __table_args__ = (UniqueConstraint("year", "name"),)

    year: Mapped[int] = field(Whole(2000, 2100), "年度", required=True)
    name: Mapped[str] = field(Text(max=40, width=200), "批次名称", required=True, search="text", help="例：春节送温暖")
    aid_type_id: Mapped[int] = field(Link("aid_type", lambda: AidType), "慰问类型", required=True, link="aid_type")
    reason: Mapped[str | None] = field(Text(max=100), "事由", help="印在凭证上")
    meeting: Mapped[str | None] = field(Text(max=100, width=176), "研究决定", help="哪次会议")
    decided_on: Mapped[date | None] = field(Day(), "会议日期")
    pay_method: Mapped[str] = field(Choice(lists.PAY_METHOD), "支付方式", required=True, default="bank_transfer")
    paid_on: Mapped[date | None] = field(Day(), "发放日期", help="印在签收表上")
    # A named group with a rate each (援鄂医疗队，每人每天 100 元): a line's amount is the rate, or the rate times its days.
    group_name: Mapped[str | None] = field(Text(max=40), "队伍或一线岗位", section="按标准发", help="例：援鄂医疗队；按统一标准发时填")
    rate: Mapped[Decimal | None] = field(Money(), "标准（元）", column="rate_fen", section="按标准发", help="每人，或每人每天")
    rate_by: Mapped[str | None] = field(Choice(RATE_BY), "标准按", default="head", section="按标准发")
    goods_name: Mapped[str | None] = field(Text(max=60), "物品", section="发实物", help="发实物时填；数量在名单里改，平时每人 1 份")
    goods_unit: Mapped[str | None] = field(Text(max=10), "计量单位", section="发实物", help="袋、箱、份")
    goods_price: Mapped[Decimal | None] = field(Money(), "单价（元）", column="goods_price_fen", section="发实物")
    note: Mapped[str | None] = field(Text(max=200, lines=2), "备注")
    status: Mapped[str] = field(
        Choice(ROUND_STATUS, tones={PLANNED: "warn"}), "状态", required=True, default=PLANNED, derived=True
    )
    issued_on: Mapped[date | None] = field(Day(), "签发日期", derived=True)

    aid_type: Mapped[AidType] = relationship(lazy="joined", foreign_keys=[aid_type_id])

    def title(self) -> str:
        return self.name if str(self.year) in self.name else f"{self.year} 年{self.name}"

    @property
    def is_goods(self) -> bool:
        """Handed over as goods or a coupon, no money."""
        return self.pay_method not in ("cash", "bank_transfer")

    def check_whole(self, today: date) -> list[tuple[str, Finding]]:
        found = []
        if self.goods_name and self.pay_method and not self.is_goods:
            found.append(("pay_method", Finding("warn", "写了物品，支付方式却是发钱，物品不会印在凭证上。发物品请选实物或券。")))
        if self.rate is not None and self.goods_price is not None:
            found.append(("goods_price", Finding("warn", "标准和单价只填一个：按标准发钱，或按单价发物品。两个都填时按标准算。")))
        return found

    def guard_change(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        before = changes["status"][0] if "status" in changes else self.status
        if before == DONE and set(changes) - _OPEN_AFTER_ISSUE:
            raise OfficeError(f"“{self.title()}”已经签发，不能再改，只能改备注和发放日期。要更正请作废那张凭证重开。")

    def guard_undo(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        if self.status == DONE and set(changes) - _OPEN_AFTER_ISSUE:
            raise OfficeError(f"“{self.title()}”已经签发，不能撤销，只能逐张作废。数据没有改动。")

    def guard_delete(self) -> None:
        if self.status == DONE:
            raise OfficeError(f"“{self.title()}”已经签发，不能删除。")


class AidRoundLine(Record):
    """One person of a round, or one child of theirs where the kind is paid per child.

    Their voucher is the payment with the same round, member and child that is not void.
    """

    __tablename__ = "aid_round_line"
    called = "批次名单"
    __table_args__ = (UniqueConstraint("round_id", "member_id", "child_key"),)
    lookup: ClassVar[tuple[str, ...]] = ("tier",)

    round_id: Mapped[int] = field(Link("round", lambda: AidRound), "批次", required=True, link="aid_round")
    member_id: Mapped[int] = field(Link("member", lambda: Member), "慰问对象", required=True, link="member")
    tier: Mapped[str | None] = field(Text(max=20), "档次")
    amount: Mapped[Decimal | None] = field(Money(), "金额（元）", column="amount_fen")
    child_name: Mapped[str | None] = field(PersonName(), "子女姓名")
    school_stage: Mapped[str | None] = field(Choice(SCHOOL_STAGE), "就学阶段")
    # The child's name once more, '' for none: in a unique constraint no two unknown values are the same.
    child_key: Mapped[str] = mapped_column(String(50), default="")
    days: Mapped[int | None] = field(Whole(1, 366), "天数")
    quantity: Mapped[int | None] = field(Whole(1, 99_999), "数量")
    reason: Mapped[str | None] = field(Text(max=200), "事由")
    approval_ref: Mapped[str | None] = field(Text(max=100), "超过上限的依据")

    round: Mapped[AidRound] = relationship(lazy="select", foreign_keys=[round_id])
    member: Mapped[Member] = relationship(lazy="select", foreign_keys=[member_id])

    def derive(self) -> None:
        self.child_key = self.child_name or ""

    def title(self) -> str:
        return self.member.full_name if self.member else ""
