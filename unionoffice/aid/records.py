# SPDX-License-Identifier: MIT
"""Aid payments: the ledger whose lines, once issued, are never edited but voided and replaced."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from unionoffice.aid.hardship_fields import HiddenText
from unionoffice.aid.rounds_records import AidRound
from unionoffice.aid.types_records import AidType
from unionoffice.errors import OfficeError
from unionoffice.kit import codelists as lists
from unionoffice.kit import pinyin
from unionoffice.kit.codes import Code, CodeList
from unionoffice.kit.describe import field
from unionoffice.kit.fields import (
    BankCard,
    Choice,
    Day,
    IdNumber,
    Link,
    Moment,
    Money,
    PersonName,
    Text,
    Whole,
    YesNo,
)
from unionoffice.kit.identity import Finding
from unionoffice.kit.money import show_yuan
from unionoffice.kit.record import Record
from unionoffice.members.codes import RELATION, SCHOOL_STAGE
from unionoffice.members.records import Member

DRAFT, ISSUED, SIGNED, VOIDED = "draft", "issued", "signed", "voided"
PAYMENT_STATUS = CodeList(
    "凭证状态",
    (Code(DRAFT, "草稿"), Code(ISSUED, "待签收", ("已签发",)), Code(SIGNED, "已签收"), Code(VOIDED, "已作废", ("作废",))),
)
STATUS_TONES = {DRAFT: "accent", ISSUED: "warn", VOIDED: "danger"}
MONEY_WAYS = ("cash", "bank_transfer")  # every other way of paying hands goods over
COUNTED = (ISSUED, SIGNED)  # money that went out: every sum and every cap looks at these alone
_DRAFTS_FIRST = 2_147_483_647  # above every year × 100,000 + number, and still an ordinary integer column
# What may still change on an issued voucher: that it was signed, voided or printed.
OPEN_AFTER_ISSUE = frozenset(
    {
        "status", "signed_on", "proxy_name", "voided_at", "voided_by", "void_reason", "print_count",
        "counted_amount", "proxy_relation", "proxy_id_number",
    }
)  # fmt: skip
# Of these only a signature may be taken back: a voided or printed paper stays what it is.
OPEN_TO_UNDO = frozenset({"status", "signed_on", "proxy_name", "proxy_relation", "proxy_id_number"})


class AidPayment(Record):
    """One payment to one person. As a draft it is free; issuing gives it a number and locks it."""

    __tablename__ = "aid_payment"
    called = "慰问"
    __table_args__ = (
        UniqueConstraint("series", "year", "number"),
        # What comes from last years' ledgers has a number of its own time and none of ours.
        CheckConstraint("(number IS NULL) = (status = 'draft' OR imported)", name="number_given_at_issue"),
        CheckConstraint("amount_fen > 0", name="amount_positive"),
    )
    lookup: ClassVar[tuple[str, ...]] = ("voucher_no",)

    series: Mapped[str | None] = field(Text(max=10), "凭证字", derived=True)
    year: Mapped[int | None] = field(Whole(2000, 2100), "凭证年度", derived=True, index=True)
    number: Mapped[int | None] = field(Whole(), "凭证序号", derived=True)
    voucher_no: Mapped[str | None] = field(
        Text(max=30, width=112), "凭证号", derived=True, unique=True, search="number", sort_by="ledger_order"
    )
    # Year and number as one, drafts above all: the ledger's own order.
    ledger_order: Mapped[int] = mapped_column(Integer, index=True)
    booked_on: Mapped[date] = field(
        Day(past=True), "日期", required=True, derived=True, index=True, help="签发日期；草稿是填写日期",
        aliases=("发放日期", "慰问日期", "领款日期", "付款日期", "发放时间", "慰问时间", "时间"),
    )  # fmt: skip

    member_id: Mapped[int] = field(Link("member", lambda: Member), "慰问对象", required=True, link="member")
    full_name: Mapped[str | None] = field(
        PersonName(), "姓名", derived=True, search="name", sort_by="name_pinyin",
        aliases=("慰问对象", "领款人", "领款人姓名", "会员姓名", "职工姓名", "教职工姓名"),
    )  # fmt: skip
    name_pinyin: Mapped[str | None] = field(Text(max=400), "", derived=True)
    staff_no: Mapped[str | None] = field(
        Text(max=20, width=92), "工号", derived=True, search="number", aliases=("职工号", "教工号", "人员编号", "职工编号")
    )
    branch_name: Mapped[str | None] = field(
        Text(max=60, width=152), "分工会", derived=True, search="text",
        aliases=("单位", "部门", "所在单位", "所在部门", "工作单位", "学院", "二级单位"),
    )  # fmt: skip
    id_number: Mapped[str | None] = field(
        IdNumber(), "证件号码", derived=True, sensitive="id_number", aliases=("身份证号", "身份证号码", "身份证")
    )

    aid_type_id: Mapped[int] = field(Link("aid_type", lambda: AidType), "慰问类型", required=True, link="aid_type")
    aid_type_name: Mapped[str | None] = field(
        Text(max=40, width=104), "类型", derived=True, search="text",
        aliases=("慰问类型", "慰问类别", "补助类别", "补助类型", "类别", "慰问项目", "项目"),
    )  # fmt: skip
    # By name and not by the roll's entry: both parents may have the child on theirs.
    child_name: Mapped[str | None] = field(PersonName(), "子女姓名", search="name", help="按子女发的类别要填")
    school_stage: Mapped[str | None] = field(Choice(SCHOOL_STAGE), "就学阶段", help="空着时按名册里的子女填")
    relation_code: Mapped[str | None] = field(Choice(RELATION, width=72), "与本人关系", aliases=("亲属关系",))
    relative_name: Mapped[str | None] = field(PersonName(), "亲属姓名", search="name", aliases=("逝者姓名",))
    hospital: Mapped[str | None] = field(Text(max=60), "医院", aliases=("就诊医院", "住院医院"))
    ward: Mapped[str | None] = field(Text(max=40), "科室床位", aliases=("科室", "病区"))
    illness: Mapped[str | None] = field(HiddenText(max=60), "病种", sensitive="illness", aliases=("疾病", "诊断"))
    goods_name: Mapped[str | None] = field(Text(max=60), "物品", search="text", aliases=("品名", "慰问品"))
    goods_quantity: Mapped[int | None] = field(Whole(1, 99_999), "数量")
    goods_unit: Mapped[str | None] = field(Text(max=10), "计量单位", help="袋、箱、份")
    goods_price: Mapped[Decimal | None] = field(Money(), "单价（元）", column="goods_price_fen", aliases=("单价",))
    event_date: Mapped[date] = field(Day(), "发生日期", required=True)
    reason: Mapped[str | None] = field(
        Text(max=200, width=200), "事由", search="text", aliases=("慰问事由", "原因", "补助原因", "摘要")
    )
    amount: Mapped[Decimal] = field(
        Money(), "金额（元）", required=True, column="amount_fen",
        aliases=("慰问金额", "补助金额", "发放金额", "慰问金", "实发金额"),
    )  # fmt: skip
    counted_amount: Mapped[Decimal | None] = field(
        Money(), "计入金额（元）", derived=True, column="counted_fen", help="作废和草稿不计"
    )
    pay_method: Mapped[str] = field(
        Choice(lists.PAY_METHOD), "支付方式", required=True, default="bank_transfer"
    )
    bank_account: Mapped[str | None] = field(BankCard(), "银行账号", sensitive="bank_card")
    bank_branch: Mapped[str | None] = field(Text(max=60), "开户行")
    fund_source: Mapped[str | None] = field(Text(max=40), "经费来源")
    account: Mapped[str | None] = field(Text(max=60), "会计科目")
    approval_ref: Mapped[str | None] = field(Text(max=100), "会议依据", help="超过上限时填写，印在凭证上")
    attachments: Mapped[int | None] = field(Whole(0, 999), "附件张数")
    handler: Mapped[str | None] = field(Text(max=20), "经办人", derived=True)
    round_id: Mapped[int | None] = field(Link("round", lambda: AidRound), "批次", derived=True, link="aid_round")
    imported: Mapped[bool] = field(YesNo(), "往年台账", required=True, default=False, derived=True)
    old_voucher_no: Mapped[str | None] = field(
        Text(max=40), "原凭证号", search="number", aliases=("凭证号", "凭证编号", "编号", "票据号"),
        help="往年台账上的号，不进本办公室的凭证编号",
    )  # fmt: skip

    status: Mapped[str] = field(
        Choice(PAYMENT_STATUS, width=76, tones=STATUS_TONES), "状态", required=True, default=DRAFT, derived=True,
        index=True,
    )  # fmt: skip
    issued_at: Mapped[datetime | None] = field(Moment(), "签发时间", derived=True)
    issued_by: Mapped[str | None] = field(Text(max=20), "签发人", derived=True)
    signed_on: Mapped[date | None] = field(Day(), "签收日期", derived=True)
    proxy_name: Mapped[str | None] = field(PersonName(), "代领人", derived=True)
    proxy_relation: Mapped[str | None] = field(Text(max=20), "代领人关系", derived=True)
    proxy_id_number: Mapped[str | None] = field(IdNumber(), "代领人证件", derived=True, sensitive="id_number")
    voided_at: Mapped[datetime | None] = field(Moment(), "作废时间", derived=True)
    voided_by: Mapped[str | None] = field(Text(max=20), "作废人", derived=True)
    void_reason: Mapped[str | None] = field(Text(max=100), "作废原因", derived=True)
    replaces_id: Mapped[int | None] = field(
        Link("replaces", lambda: AidPayment), "替换凭证", derived=True, link="aid_payment"
    )
    print_count: Mapped[int] = field(Whole(), "打印次数", required=True, default=0, derived=True)

    member: Mapped[Member] = relationship(lazy="select", foreign_keys=[member_id])
    aid_type: Mapped[AidType] = relationship(lazy="joined", foreign_keys=[aid_type_id])
    round: Mapped[AidRound | None] = relationship(lazy="select", foreign_keys=[round_id])
    replaces: Mapped["AidPayment | None"] = relationship(
        lazy="select", foreign_keys=[replaces_id], remote_side="AidPayment.id"
    )

    @property
    def is_goods(self) -> bool:
        """Handed over as goods or a coupon, no money."""
        return self.pay_method not in MONEY_WAYS

    @property
    def goods_value(self) -> Decimal | None:
        """Quantity times price in yuan; None while either is open."""
        return self.goods_price * self.goods_quantity if self.goods_price is not None and self.goods_quantity else None

    def title(self) -> str:
        if self.imported:
            return self.old_voucher_no or f"{self.full_name or ''} {self.booked_on}"
        return self.voucher_no or f"{self.full_name or ''}的草稿"

    def derive(self) -> None:
        self.name_pinyin = pinyin.sort_key(self.full_name) if self.full_name else None
        self.counted_amount = self.amount if self.status in COUNTED else None
        numbered = self.year is not None and self.number is not None
        self.ledger_order = self.year * 100_000 + self.number if numbered else self._unnumbered()  # type: ignore[operator]

    def _unnumbered(self) -> int:
        return self.booked_on.year * 100_000 if self.imported else _DRAFTS_FIRST

    def check_whole(self, today: date) -> list[tuple[str, Finding]]:
        found = []
        if self.pay_method == "bank_transfer" and not self.bank_account and not self.imported:
            found.append(("pay_method", Finding("warn", "没有银行账号，转账会被退回。请补上账号，或改为现金。")))
        if self.event_date and self.event_date > today:
            found.append(("event_date", Finding("warn", "发生日期还没到，请核对。")))
        if self.goods_value is not None and self.amount is not None and self.goods_value != self.amount:
            found.append(("amount", Finding("error", f"数量乘单价是 {show_yuan(self.goods_value)} 元，和金额不一样。请改成一样。")))
        return found

    def guard_change(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        before = changes["status"][0] if "status" in changes else self.status
        if before == DRAFT:
            return
        if before == VOIDED and set(changes) - {"print_count"}:
            raise OfficeError(f"凭证 {self.voucher_no} 已作废，不能再改。需要时请新开一张。")
        if set(changes) - OPEN_AFTER_ISSUE or self.status == DRAFT:
            raise OfficeError(f"凭证 {self.title()} 已签发，不能修改。需要更正时作废重开，原号保留。")

    def guard_undo(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        """A draft and a signature can be taken back; a number, a void and a print cannot."""
        if self.imported or self.status == DRAFT or (self.status == SIGNED and not set(changes) - OPEN_TO_UNDO):
            return
        raise OfficeError(f"凭证 {self.voucher_no} 已签发，不能撤销，只能作废重开。数据没有改动。")

    def guard_delete(self) -> None:
        if self.status != DRAFT:
            raise OfficeError(f"凭证 {self.title()} 已签发，不能删除。需要更正时作废重开，原号保留。")
