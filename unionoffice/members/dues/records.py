# SPDX-License-Identifier: MIT
"""Dues as kept: the dated rules, what was assessed for each period, and the money received. Money is never edited."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from unionoffice.errors import OfficeError
from unionoffice.kit import codelists as lists
from unionoffice.kit.codes import Code, CodeList
from unionoffice.kit.describe import field
from unionoffice.kit.fields import Choice, Day, Link, Money, PersonName, Text, Whole, YearMonth
from unionoffice.kit.identity import Finding
from unionoffice.kit.record import Record
from unionoffice.kit.roles import Right
from unionoffice.members.dues.fields import Percent, SeveralCodes
from unionoffice.members.dues.rule import Rule
from unionoffice.members.records import Branch, Member

MONTHLY, YEARLY = "monthly", "yearly"
COLLECTION = CodeList("收缴方式", (Code(MONTHLY, "按月", ("月缴",)), Code(YEARLY, "按年", ("年缴", "一年一次"))))
PAYROLL = "payroll"
METHODS = CodeList(
    "缴费方式",
    (
        Code(PAYROLL, "工资代扣", ("代扣", "工资扣款")), Code("bank_transfer", "银行转账", ("转账",)),
        Code("cash", "现金"), Code("other", "其他"),
    ),
)  # fmt: skip
NO_UNDO = "登记的缴费不能撤销，只能冲正：原来的一笔保留，再记一笔相反的。数据没有改动。"


class DuesRule(Record):
    """How dues are worked out from one month on. A rule that dues were assessed by is not changed but followed by another."""

    __tablename__ = "dues_rule"
    lookup: ClassVar[tuple[str, ...]] = ("starts_on",)

    starts_on: Mapped[str] = field(
        YearMonth(), "起始月", required=True, unique=True, help="从这个月起按这条标准"
    )
    rate: Mapped[Decimal] = field(Percent(), "费率", required=True, default=Decimal("0.5"), help="基数的百分之几")
    step: Mapped[Decimal] = field(
        Money(positive=False), "零头不计（元）", required=True, column="step_fen", default=Decimal("10.00"),
        help="0 是全计",
    )  # fmt: skip
    collection: Mapped[str] = field(Choice(COLLECTION, width=88), "收缴方式", required=True, default=MONTHLY)
    types: Mapped[str | None] = field(
        SeveralCodes(lists.EMPLOYMENT_TYPE), "缴费的用工形式", help="空着就是全部在册会员"
    )
    flat: Mapped[Decimal | None] = field(
        Money(), "没有基数的每月交（元）", column="flat_fen", help="空着就不生成"
    )
    remark: Mapped[str | None] = field(Text(max=200, width=240), "依据", help="例：工会委员会会议纪要")

    def right_needed(self) -> Right:
        """What everybody owes follows from it: a setting."""
        return Right.MANAGE

    def title(self) -> str:
        return f"{self.starts_on or ''} 起的会费标准"

    def derive(self) -> None:
        self.starts_on = self.starts_on[:7] if self.starts_on else self.starts_on

    def check_whole(self, today: date) -> list[tuple[str, Finding]]:
        return [("step", Finding("error", "不能小于 0。"))] if self.step is not None and self.step < 0 else []

    def as_rule(self) -> Rule:
        """The same as plain values, for working with."""
        return Rule(
            self.starts_on, self.rate, self.step, self.collection == YEARLY,
            frozenset((self.types or "").split(",")) - {""}, self.flat,
        )  # fmt: skip


class DuesDue(Record):
    """What one member owes for one period (YYYY-MM or YYYY), frozen when it was assessed.

    ``amount`` is what the rule made of base, rate and months; ``payable`` what is to be paid after an adjustment or a
    waiver, which has its reason. What was paid is the sum of the payments.
    """

    __tablename__ = "dues_due"
    called = "会费应缴"
    __table_args__ = (
        UniqueConstraint("member_id", "period"),
        Index("ix_dues_due_period", "period"),
        CheckConstraint("payable_fen >= 0", name="payable_not_negative"),
        CheckConstraint("payable_fen = amount_fen OR adjust_reason IS NOT NULL", name="adjusted_with_reason"),
    )
    lookup: ClassVar[tuple[str, ...]] = ("full_name",)

    member_id: Mapped[int] = field(Link("member", lambda: Member), "会员", required=True, link="member")
    period: Mapped[str] = field(Text(max=7, width=80), "所属期", required=True)
    staff_no: Mapped[str | None] = field(Text(max=20, width=88), "工号")
    full_name: Mapped[str] = field(PersonName(), "姓名", required=True)
    branch_id: Mapped[int | None] = field(Link("branch", lambda: Branch), "所在分工会", link="branch")
    branch_name: Mapped[str | None] = field(Text(max=60), "分工会")
    base: Mapped[Decimal | None] = field(Money(), "会费基数（元）", column="base_fen")
    rate: Mapped[Decimal | None] = field(Percent(), "费率")
    months: Mapped[int] = field(Whole(1, 12), "月数", required=True, default=1)
    amount: Mapped[Decimal] = field(Money(positive=False), "核定（元）", required=True, column="amount_fen")
    payable: Mapped[Decimal] = field(Money(positive=False), "应缴（元）", required=True, column="payable_fen")
    adjust_reason: Mapped[str | None] = field(Text(max=200), "调整原因")

    member: Mapped[Member] = relationship(lazy="select", foreign_keys=[member_id])
    branch: Mapped[Branch | None] = relationship(lazy="select", foreign_keys=[branch_id])

    def guard_change(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        # member_id: when somebody who is there twice is merged into one.
        if set(changes) - {"payable", "adjust_reason", "member_id"}:
            raise OfficeError(f"{self.full_name}的应缴已经核定，只能调整应缴金额，并写明原因。")


class DuesReceipt(Record):
    """One entry of money received (收款单): a single payment, a batch, a payroll sheet, or the counter-entry of one.

    A counter-entry has a negative ``total`` and a ``reason``.
    """

    __tablename__ = "dues_receipt"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("total_fen > 0 OR reason IS NOT NULL", name="counter_entry_with_reason"),
    )
    lookup: ClassVar[tuple[str, ...]] = ("receipt_no",)

    year: Mapped[int] = field(Whole(2000, 2100), "年度", required=True)
    number: Mapped[int] = field(Whole(), "序号", required=True)
    receipt_no: Mapped[str] = field(Text(max=30, width=104), "收款单号", required=True, unique=True)
    paid_on: Mapped[date] = field(Day(past=True), "缴费日期", required=True, index=True)
    method: Mapped[str] = field(Choice(METHODS), "缴费方式", required=True)
    source: Mapped[str | None] = field(Text(max=120), "凭据", help="票据号、表格名")
    count: Mapped[int] = field(Whole(), "笔数", required=True)
    total: Mapped[Decimal] = field(Money(positive=False), "合计（元）", required=True, column="total_fen")
    reason: Mapped[str | None] = field(Text(max=200), "冲正原因")
    handler: Mapped[str | None] = field(Text(max=20), "经办人")

    def guard_change(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        raise OfficeError(f"收款单 {self.receipt_no} 登记后不改。登记错的请冲正，再重新登记。")

    def guard_undo(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        raise OfficeError(NO_UNDO)

    def guard_delete(self) -> None:
        raise OfficeError(f"收款单 {self.receipt_no} 登记后不删。登记错的请冲正。")


class DuesPayment(Record):
    """Money of one receipt that belongs to one due; negative in a counter-entry, which names what it ``reverses``."""

    __tablename__ = "dues_payment"
    __table_args__ = (
        CheckConstraint("amount_fen <> 0", name="amount_not_zero"),
        CheckConstraint("(amount_fen < 0) = (reverses_id IS NOT NULL)", name="negative_reverses"),
    )
    lookup: ClassVar[tuple[str, ...]] = ("receipt_id",)

    receipt_id: Mapped[int] = field(
        Link("receipt", lambda: DuesReceipt), "收款单", required=True, link="dues_receipt"
    )
    due_id: Mapped[int] = field(Link("due", lambda: DuesDue), "应缴", required=True, link="dues_due")
    amount: Mapped[Decimal] = field(Money(positive=False), "金额（元）", required=True, column="amount_fen")
    reverses_id: Mapped[int | None] = field(
        Link("reverses", lambda: DuesPayment), "冲正的一笔", link="dues_payment", unique=True
    )

    receipt: Mapped[DuesReceipt] = relationship(lazy="joined", foreign_keys=[receipt_id])
    due: Mapped[DuesDue] = relationship(lazy="select", foreign_keys=[due_id])
    reverses: Mapped["DuesPayment | None"] = relationship(
        lazy="select", foreign_keys=[reverses_id], remote_side="DuesPayment.id"
    )

    def title(self) -> str:
        return self.receipt.receipt_no if self.receipt else ""

    def guard_change(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        raise OfficeError("登记的缴费不改。登记错的请冲正，再重新登记。")

    def guard_undo(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        raise OfficeError(NO_UNDO)

    def guard_delete(self) -> None:
        raise OfficeError("登记的缴费不删。登记错的请冲正。")
