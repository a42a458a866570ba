# SPDX-License-Identifier: MIT
"""Welfare campaigns, the suppliers they are bought from, and who is entitled to a package."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from unionoffice.errors import OfficeError
from unionoffice.kit import pinyin
from unionoffice.kit.codes import Code, CodeList
from unionoffice.kit.describe import field
from unionoffice.kit.fields import Choice, Day, Link, Moment, Money, PersonName, Text, Uscc, Whole, YesNo
from unionoffice.kit.identity import Finding
from unionoffice.kit.record import Record
from unionoffice.members.records import Member

FESTIVALS = CodeList(
    "节日",
    (
        Code("new_year_spring", "元旦春节", ("两节",)), Code("new_year", "元旦"), Code("spring", "春节"),
        Code("qingming", "清明节", ("清明",)), Code("labour", "劳动节", ("五一", "五一劳动节")),
        Code("dragon_boat", "端午节", ("端午",)), Code("cooling", "夏送清凉", ("高温慰问",)),
        Code("mid_autumn", "中秋节", ("中秋",)), Code("national", "国庆节", ("国庆",)),
        Code("autumn_national", "中秋国庆", ("双节",)), Code("other", "其他"),
    ),
)  # fmt: skip
OPEN, SIGNED = "open", "signed"
SIGN_STATUS = CodeList("签收状态", (Code(OPEN, "未领"), Code(SIGNED, "已签收", ("已领",))))
DEFAULT_PACKAGE = "A"
PLAN, DECISION, PAPERS = "方案", "比选与合同", "报销"


class Supplier(Record):
    """A firm that quotes and delivers."""

    __tablename__ = "supplier"

    name: Mapped[str] = field(
        Text(max=60, width=220),
        "供应商",
        required=True,
        unique=True,
        search="name",
        aliases=("供应商名称", "单位名称"),
    )
    short_name: Mapped[str | None] = field(
        Text(max=10, width=96), "简称", help="报价比较表的列名，例：丰禾农业"
    )
    uscc: Mapped[str | None] = field(
        Uscc(), "统一社会信用代码", unique=True, search="tail", aliases=("信用代码", "税号")
    )
    contact: Mapped[str | None] = field(PersonName(), "联系人", search="name")
    phone: Mapped[str | None] = field(Text(max=30), "联系电话", search="tail", aliases=("电话",))
    address: Mapped[str | None] = field(Text(max=120, width=200), "地址")
    bank_branch: Mapped[str | None] = field(Text(max=60, width=176), "开户行")
    bank_account: Mapped[str | None] = field(Text(max=40, width=176), "银行账号")
    is_832: Mapped[bool | None] = field(YesNo(), "832 平台供应商", aliases=("832平台", "是否832平台"))
    note: Mapped[str | None] = field(Text(max=200, lines=2, width=160), "备注")

    @property
    def label(self) -> str:
        """The short name, or the head of the full one where none was given."""
        return self.short_name or self.name[:6]


class WelfareCampaign(Record):
    """One purchase of goods for everybody on a frozen roster. Its steps are worked out (queries.steps), not stored."""

    __tablename__ = "welfare_campaign"
    __table_args__ = (Index("uq_welfare_campaign_year_name", "year", "name", unique=True),)

    name: Mapped[str] = field(
        Text(max=40, width=168), "批次", required=True, search="name", section=PLAN, help="例：中秋国庆慰问品"
    )
    year: Mapped[int] = field(Whole(2000, 2100), "年度", required=True, index=True, section=PLAN)
    festival: Mapped[str] = field(Choice(FESTIVALS), "节日", required=True, section=PLAN)
    roster_date: Mapped[date] = field(Day(), "名单日期", required=True, section=PLAN, help="按当天在册会员")
    standard: Mapped[Decimal] = field(
        Money(), "每人标准（元）", required=True, column="standard_fen", section=PLAN
    )
    budget: Mapped[Decimal | None] = field(Money(), "预算（元）", column="budget_fen", section=PLAN)
    fund_source: Mapped[str | None] = field(Text(max=40), "经费来源", section=PLAN, default="工会经费")
    account: Mapped[str | None] = field(Text(max=60), "会计科目", section=PLAN, help="请与财务核对")
    approved_on: Mapped[date | None] = field(Day(), "通过日期", section=PLAN)
    approval_ref: Mapped[str | None] = field(
        Text(max=100, width=168), "会议依据", section=PLAN, help="例：主席办公会通过"
    )
    place: Mapped[str | None] = field(Text(max=60), "发放地点", section=PLAN)
    hand_out_from: Mapped[date | None] = field(Day(), "开始发放", section=PLAN)
    handler: Mapped[str | None] = field(PersonName(), "经办人", section=PLAN)

    supplier_id: Mapped[int | None] = field(
        Link("supplier", lambda: Supplier), "成交供应商", link="supplier", derived=True, section=DECISION
    )
    decision_reason: Mapped[str | None] = field(Text(max=200), "比选理由", derived=True, section=DECISION)
    decided_on: Mapped[date | None] = field(Day(), "比选日期", derived=True, section=DECISION)
    price_per_head: Mapped[Decimal | None] = field(
        Money(), "成交价（元/人）", column="price_per_head_fen", derived=True, section=DECISION
    )
    contract_no: Mapped[str | None] = field(Text(max=40), "合同号", section=DECISION)
    contract_on: Mapped[date | None] = field(Day(), "签订日期", section=DECISION)

    frozen_at: Mapped[datetime | None] = field(Moment(), "名单冻结时间", derived=True, section=PLAN)
    head_count: Mapped[int | None] = field(Whole(), "应发人数", derived=True, section=PLAN)
    claimed_on: Mapped[date | None] = field(Day(), "报销日期", section=PAPERS)
    note: Mapped[str | None] = field(Text(max=200, lines=2, width=160), "备注", section=PAPERS)

    supplier: Mapped["Supplier | None"] = relationship(lazy="joined", foreign_keys=[supplier_id])

    @property
    def amount_per_head(self) -> Decimal:
        """What one package is worth: the decided price, before that the planned standard."""
        return self.price_per_head if self.price_per_head is not None else self.standard

    def title(self) -> str:
        return f"{self.name} {self.year}"

    def check_whole(self, today: date) -> list[tuple[str, Finding]]:
        if self.roster_date and self.year and abs(self.roster_date.year - self.year) > 1:
            return [("roster_date", Finding("warn", f"名单日期不在 {self.year} 年前后，请核对。"))]
        return []


class Entitlement(Record):
    """One person of a campaign's frozen roster, and their signature.

    Name, number and units are as they stood at the freeze; ``row_no`` is the roster's order. ``amount`` (yuan) is
    ``quantity`` x the campaign's ``amount_per_head``.
    """

    __tablename__ = "entitlement"
    called = "福利签收"
    __table_args__ = (
        UniqueConstraint("campaign_id", "member_id"),
        Index("ix_entitlement_campaign_id_status", "campaign_id", "status"),
        CheckConstraint("(signed_at IS NULL) = (status = 'open')", name="signed_has_time"),
    )
    lookup: ClassVar[tuple[str, ...]] = ("full_name",)

    campaign_id: Mapped[int] = field(
        Link("campaign", lambda: WelfareCampaign),
        "批次",
        required=True,
        link="welfare_campaign",
        derived=True,
    )
    row_no: Mapped[int] = field(Whole(), "名单序号", required=True, derived=True)
    member_id: Mapped[int] = field(
        Link("member", lambda: Member), "会员", required=True, link="member", derived=True
    )
    full_name: Mapped[str] = field(
        PersonName(), "姓名", required=True, derived=True, search="name", sort_by="name_pinyin"
    )
    name_pinyin: Mapped[str | None] = field(Text(max=400), "", derived=True)
    staff_no: Mapped[str | None] = field(Text(max=20, width=92), "工号", derived=True, search="number")
    branch_name: Mapped[str] = field(Text(max=60, width=152), "分工会", required=True, derived=True)
    group_name: Mapped[str] = field(Text(max=60, width=120), "工会小组", required=True, derived=True)
    package: Mapped[str] = field(
        Text(max=20, width=64), "套餐", required=True, default=DEFAULT_PACKAGE, derived=True
    )
    quantity: Mapped[int] = field(Whole(1, 100), "数量", required=True, default=1, derived=True)
    amount: Mapped[Decimal] = field(Money(), "金额（元）", required=True, column="amount_fen", derived=True)
    status: Mapped[str] = field(
        Choice(SIGN_STATUS, width=76, tones={OPEN: "warn"}),
        "签收状态",
        required=True,
        default=OPEN,
        derived=True,
    )
    signed_at: Mapped[datetime | None] = field(Moment(), "签收时间", derived=True)
    signed_by: Mapped[str | None] = field(Text(max=20), "发放人", derived=True)
    proxy_name: Mapped[str | None] = field(PersonName(), "代领人", derived=True)

    campaign: Mapped["WelfareCampaign"] = relationship(lazy="joined", foreign_keys=[campaign_id])
    member: Mapped["Member"] = relationship(lazy="select", foreign_keys=[member_id])

    def derive(self) -> None:
        self.name_pinyin = self.name_pinyin or pinyin.sort_key(self.full_name)
        self.status = SIGNED if self.signed_at is not None else OPEN

    def guard_delete(self) -> None:
        if self.status == SIGNED:
            raise OfficeError(f"{self.full_name}已经签收，名单不能再改。先撤销签收，再重新冻结名单。")
