# SPDX-License-Identifier: MIT
"""The papers of a purchase: items of the package, quotations, acceptances, and what finance wants with a campaign."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from unionoffice.errors import OfficeError
from unionoffice.kit.codes import Code, CodeList
from unionoffice.kit.describe import field
from unionoffice.kit.fields import Choice, Day, Link, Moment, Money, PersonName, Text, Whole, YesNo
from unionoffice.kit.record import Record
from unionoffice.welfare.records import Supplier, WelfareCampaign

# The six steps of a campaign (DOMAIN §E, as the stepper shows them); a document belongs to one of them.
STEPS = CodeList(
    "步骤",
    (
        Code("plan", "方案"), Code("enquiry", "询价"), Code("contract", "合同"), Code("acceptance", "验收"),
        Code("hand_out", "发放"), Code("claim", "报销"),
    ),
)  # fmt: skip
CONCLUSIONS = CodeList("验收结论", (Code("passed", "合格"), Code("failed", "不合格")))


class CampaignItem(Record):
    """One thing in the package. ``ordered`` is the whole number of pieces of the contract."""

    __tablename__ = "campaign_item"
    __table_args__ = (UniqueConstraint("campaign_id", "name"),)

    campaign_id: Mapped[int] = field(
        Link("campaign", lambda: WelfareCampaign), "批次", required=True, link="welfare_campaign"
    )
    name: Mapped[str] = field(Text(max=60, width=200), "物品", required=True, aliases=("品名",))
    spec: Mapped[str | None] = field(Text(max=40), "规格")
    unit: Mapped[str] = field(Text(max=6, width=56), "单位", required=True, default="份")
    quantity: Mapped[int] = field(Whole(1, 1000), "每人数量", required=True, default=1)
    is_832: Mapped[bool] = field(YesNo(), "832 平台", required=True, default=False)
    ordered: Mapped[int | None] = field(Whole(), "订购数量", help="空着时按应发人数算")
    sort_no: Mapped[int] = field(Whole(), "排序号", required=True, default=0)

    campaign: Mapped[WelfareCampaign] = relationship(lazy="select", foreign_keys=[campaign_id])


class Quotation(Record):
    """What one supplier asks for a campaign's items; one per supplier and campaign."""

    __tablename__ = "quotation"
    __table_args__ = (UniqueConstraint("campaign_id", "supplier_id"),)
    lookup: ClassVar[tuple[str, ...]] = ("campaign_id",)

    campaign_id: Mapped[int] = field(
        Link("campaign", lambda: WelfareCampaign), "批次", required=True, link="welfare_campaign"
    )
    supplier_id: Mapped[int] = field(
        Link("supplier", lambda: Supplier), "供应商", required=True, link="supplier"
    )
    quoted_on: Mapped[date] = field(Day(past=True), "询价日期", required=True)
    valid_until: Mapped[date | None] = field(Day(), "报价有效期至")
    delivery: Mapped[str | None] = field(Text(max=60), "供货期与售后")
    note: Mapped[str | None] = field(Text(max=200), "备注")

    campaign: Mapped[WelfareCampaign] = relationship(lazy="select", foreign_keys=[campaign_id])
    supplier: Mapped[Supplier] = relationship(lazy="joined", foreign_keys=[supplier_id])

    def title(self) -> str:
        return f"{self.supplier.name}的报价" if self.supplier else "报价"


class QuotationLine(Record):
    """The unit price of one item in one quotation."""

    __tablename__ = "quotation_line"
    __table_args__ = (UniqueConstraint("quotation_id", "item_id"),)
    lookup: ClassVar[tuple[str, ...]] = ("unit_price",)

    quotation_id: Mapped[int] = field(
        Link("quotation", lambda: Quotation), "报价", required=True, link="quotation"
    )
    item_id: Mapped[int] = field(
        Link("item", lambda: CampaignItem), "物品", required=True, link="campaign_item"
    )
    unit_price: Mapped[Decimal] = field(Money(), "单价（元）", required=True, column="unit_price_fen")

    quotation: Mapped["Quotation"] = relationship(lazy="select", foreign_keys=[quotation_id])
    item: Mapped["CampaignItem"] = relationship(lazy="select", foreign_keys=[item_id])


class Acceptance(Record):
    """One arrival of goods, checked and numbered (验-2020-0007). Voided, never deleted: its number is used."""

    __tablename__ = "acceptance"
    __table_args__ = (UniqueConstraint("series", "year", "number"),)
    undoable = False
    lookup: ClassVar[tuple[str, ...]] = ("acceptance_no",)

    series: Mapped[str] = field(Text(max=10), "单据字", required=True, derived=True)
    year: Mapped[int] = field(Whole(2000, 2100), "单据年度", required=True, derived=True)
    number: Mapped[int] = field(Whole(), "单据序号", required=True, derived=True)
    acceptance_no: Mapped[str] = field(
        Text(max=30, width=112), "验收单号", required=True, unique=True, derived=True, search="number"
    )
    campaign_id: Mapped[int] = field(
        Link("campaign", lambda: WelfareCampaign), "批次", required=True, link="welfare_campaign"
    )
    supplier_id: Mapped[int] = field(
        Link("supplier", lambda: Supplier), "供应商", required=True, link="supplier"
    )
    arrived_on: Mapped[date] = field(Day(past=True), "到货日期", required=True)
    invoice_no: Mapped[str | None] = field(Text(max=30), "发票号")
    contract_no: Mapped[str | None] = field(Text(max=40), "合同或订单号")
    conclusion: Mapped[str] = field(Choice(CONCLUSIONS), "验收结论", required=True, default="passed")
    inspectors: Mapped[str | None] = field(Text(max=60), "验收人", help="两人以上，用顿号分开")
    note: Mapped[str | None] = field(Text(max=200), "备注")
    amount: Mapped[Decimal] = field(
        Money(positive=False), "金额（元）", required=True, column="amount_fen", derived=True
    )
    voided_at: Mapped[datetime | None] = field(Moment(), "作废时间", derived=True)
    void_reason: Mapped[str | None] = field(Text(max=100), "作废原因", derived=True)

    campaign: Mapped[WelfareCampaign] = relationship(lazy="select", foreign_keys=[campaign_id])
    supplier: Mapped[Supplier] = relationship(lazy="joined", foreign_keys=[supplier_id])

    def guard_change(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        if set(changes) - {"voided_at", "void_reason", "note", "invoice_no"}:
            raise OfficeError(
                f"验收单 {self.acceptance_no} 已经编号，不能修改。记错的请作废后重记，原号保留。"
            )

    def guard_delete(self) -> None:
        raise OfficeError(f"验收单 {self.acceptance_no} 已经编号，不能删除。记错的请作废，原号保留。")


class AcceptanceLine(Record):
    """One item of an acceptance: ``ordered`` should have come, ``received`` did; amount = received x unit price."""

    __tablename__ = "acceptance_line"
    __table_args__ = (UniqueConstraint("acceptance_id", "item_id"),)
    undoable = False
    lookup: ClassVar[tuple[str, ...]] = ("received",)

    acceptance_id: Mapped[int] = field(
        Link("acceptance", lambda: Acceptance), "验收单", required=True, link="acceptance"
    )
    item_id: Mapped[int] = field(
        Link("item", lambda: CampaignItem), "物品", required=True, link="campaign_item"
    )
    ordered: Mapped[int] = field(Whole(), "应收", required=True)
    received: Mapped[int] = field(Whole(), "实收", required=True)
    unit_price: Mapped[Decimal] = field(Money(), "单价（元）", required=True, column="unit_price_fen")
    amount: Mapped[Decimal] = field(
        Money(positive=False), "金额（元）", required=True, column="amount_fen", derived=True
    )
    quality: Mapped[str | None] = field(Text(max=40), "质量情况")

    acceptance: Mapped["Acceptance"] = relationship(lazy="select", foreign_keys=[acceptance_id])
    item: Mapped["CampaignItem"] = relationship(lazy="joined", foreign_keys=[item_id])

    def derive(self) -> None:
        self.amount = self.unit_price * self.received


class CampaignDocument(Record):
    """One paper that finance wants with a campaign (DOMAIN §D4): ``got`` of ``wanted`` copies are there."""

    __tablename__ = "campaign_document"

    campaign_id: Mapped[int] = field(
        Link("campaign", lambda: WelfareCampaign), "批次", required=True, link="welfare_campaign"
    )
    name: Mapped[str] = field(Text(max=60, width=240), "材料", required=True)
    step: Mapped[str] = field(Choice(STEPS), "步骤", required=True)
    handler: Mapped[str | None] = field(PersonName(), "经办人")
    wanted: Mapped[int] = field(Whole(1, 1000), "要几份", required=True, default=1)
    got: Mapped[int] = field(Whole(), "已有几份", required=True, default=0)
    sort_no: Mapped[int] = field(Whole(), "排序号", required=True, default=0)

    campaign: Mapped[WelfareCampaign] = relationship(lazy="select", foreign_keys=[campaign_id])

    @property
    def lacking(self) -> int:
        return max(self.wanted - self.got, 0)
