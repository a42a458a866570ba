# SPDX-License-Identifier: MIT
"""Visits (五必访): the kinds an office has, and each visit from the day it was known to the day it was paid."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from unionoffice.aid.hardship_fields import HiddenText
from unionoffice.aid.records import AidPayment
from unionoffice.aid.types_records import AidType
from unionoffice.errors import OfficeError
from unionoffice.kit import pinyin
from unionoffice.kit.codes import Code, CodeList
from unionoffice.kit.describe import field
from unionoffice.kit.fields import Choice, Day, Link, Moment, Money, PersonName, Text, Whole, YesNo
from unionoffice.kit.identity import Finding
from unionoffice.kit.record import Record
from unionoffice.members.codes import RELATION
from unionoffice.members.records import Member

PENDING, DONE, VOIDED = "pending", "done", "voided"
VISIT_STATUS = CodeList("走访状态", (Code(PENDING, "待走访"), Code(DONE, "已走访"), Code(VOIDED, "已取消", ("取消",))))
CASH, GOODS, BOTH, NOTHING = "cash", "goods", "both", "none"
COMFORT = CodeList(
    "慰问形式",
    (Code(CASH, "慰问金", ("现金",)), Code(GOODS, "慰问品", ("实物",)), Code(BOTH, "慰问金和慰问品"), Code(NOTHING, "看望", ("无",))),
)
WITH_MONEY, WITH_GOODS = (CASH, BOTH), (GOODS, BOTH)
SELF = "01"  # of RELATION: the member in person, as an empty relation
WHO, HOSPITAL, COMFORTED, SAID = "走访", "住院", "走访与慰问", "反馈"
_LATER = 10_000_000  # above every day's ordinal: visits still to be made stand first


class VisitKind(Record):
    """A kind of visit (婚丧喜庆, 住院, …) with the days allowed; the office edits the list."""

    __tablename__ = "visit_kind"
    called = "走访类别"

    code: Mapped[str] = field(Text(max=30), "", required=True, unique=True, derived=True)
    name: Mapped[str] = field(Text(max=40), "走访类别", required=True, unique=True, search="name", section="类别")
    days: Mapped[int] = field(
        Whole(0, 366), "几天内走访", required=True, default=7, section="类别", help="从得知那天算起，按日历天"
    )
    hospital: Mapped[bool | None] = field(YesNo(), "登记住院情况", section="类别", help="医院、科室、床位、病种")
    comfort: Mapped[str | None] = field(Choice(COMFORT), "通常慰问形式", section="慰问")
    amount: Mapped[Decimal | None] = field(
        Money(), "通常金额（元）", column="amount_fen", section="慰问", help="慰问金，或慰问品的价值"
    )
    goods: Mapped[str | None] = field(Text(max=60), "通常慰问品", section="慰问", help="例：鲜花、水果")
    aid_type_id: Mapped[int | None] = field(
        Link("aid_type", lambda: AidType), "对应慰问类型", link="aid_type", section="慰问", help="发慰问金时用它"
    )
    valid_from: Mapped[date | None] = field(Day(), "执行日期", section="类别", help="空着不限")
    valid_to: Mapped[date | None] = field(Day(), "停止日期", section="类别", help="空着不限")
    sort_no: Mapped[int | None] = field(Whole(), "排序号", section="类别")
    in_use: Mapped[bool] = field(YesNo(), "使用中", required=True, default=True, section="类别")

    aid_type: Mapped[AidType | None] = relationship(lazy="joined", foreign_keys=[aid_type_id])

    def derive(self) -> None:
        # An office's own kind: the code is never shown, it only has to be another one each time.
        if not self.code and self.name:
            self.code = f"own_{hashlib.sha256(self.name.encode()).hexdigest()[:12]}"

    def valid_on(self, day: date) -> bool:
        """Whether visits of this kind are made on ``day``; both ends are inclusive."""
        return self.in_use and (self.valid_from or day) <= day <= (self.valid_to or day)

    def check_whole(self, today: date) -> list[tuple[str, Finding]]:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            return [("valid_to", Finding("error", "停止日期早于执行日期。"))]
        return []

    def guard_delete(self) -> None:
        raise OfficeError(f"“{self.name}”已经用过或可能用过，不能删除。不再使用时把“使用中”改为“否”。")


class HomeVisit(Record):
    """One visit. It has its number from the first moment; one that is not made is cancelled with a reason."""

    __tablename__ = "home_visit"
    called = "走访"
    __table_args__ = (UniqueConstraint("year", "number"),)
    lookup: ClassVar[tuple[str, ...]] = ("visit_no",)

    year: Mapped[int] = field(Whole(1900, 2100), "编号年度", required=True, derived=True, index=True)
    number: Mapped[int] = field(Whole(), "序号", required=True, derived=True)
    visit_no: Mapped[str] = field(
        Text(max=30, width=112), "编号", required=True, derived=True, unique=True, search="number"
    )
    # Visits to be made by their day, then those made, the newest first: the list's own order.
    list_order: Mapped[int] = mapped_column(Integer, index=True)

    member_id: Mapped[int] = field(Link("member", lambda: Member), "职工", required=True, link="member", section=WHO)
    kind_id: Mapped[int] = field(Link("kind_of", lambda: VisitKind), "走访类别", required=True, link="visit_kind", section=WHO)
    asked_on: Mapped[date] = field(Day(past=True), "得知日期", required=True, index=True, section=WHO, help="期限从这天算")
    reason: Mapped[str | None] = field(
        Text(max=60, width=160), "事由", search="text", section=WHO, help="病情写在病种里"
    )
    relation: Mapped[str | None] = field(
        Choice(RELATION), "被访亲属", section=WHO, help="看望本人不填"
    )
    visited_name: Mapped[str | None] = field(PersonName(), "亲属姓名", search="name", section=WHO)
    full_name: Mapped[str | None] = field(PersonName(), "姓名", derived=True, search="name", sort_by="name_pinyin")
    name_pinyin: Mapped[str | None] = field(Text(max=400), "", derived=True)
    staff_no: Mapped[str | None] = field(Text(max=20, width=92), "工号", derived=True, search="number")
    branch_name: Mapped[str | None] = field(Text(max=60, width=136), "分工会", derived=True, search="text")
    kind_name: Mapped[str | None] = field(Text(max=40, width=112), "类别", derived=True)
    due_on: Mapped[date] = field(Day(), "期限", required=True, derived=True, index=True, sort_by="list_order")

    hospital: Mapped[str | None] = field(Text(max=60), "医院", section=HOSPITAL)
    admitted_on: Mapped[date | None] = field(Day(), "入院日期", section=HOSPITAL)
    department: Mapped[str | None] = field(HiddenText(max=40), "科室", section=HOSPITAL, sensitive="illness")
    bed: Mapped[str | None] = field(Text(max=20), "床位", section=HOSPITAL)
    illness: Mapped[str | None] = field(
        HiddenText(max=60), "病种", section=HOSPITAL, sensitive="illness", help="同一病种一年慰问一次"
    )

    visited_on: Mapped[date | None] = field(Day(past=True), "走访日期", section=COMFORTED, help="去过以后填")
    visitors: Mapped[str | None] = field(Text(max=60), "走访人员", section=COMFORTED, help="用顿号隔开")
    comfort: Mapped[str | None] = field(Choice(COMFORT), "慰问形式", section=COMFORTED)
    amount: Mapped[Decimal | None] = field(
        Money(), "金额（元）", column="amount_fen", section=COMFORTED, help="慰问金或慰问品的价值"
    )
    goods: Mapped[str | None] = field(Text(max=60), "慰问品", section=COMFORTED, help="例：鲜花、水果")
    chair: Mapped[str | None] = field(PersonName(), "分工会主席", section=COMFORTED)
    requests: Mapped[str | None] = field(
        HiddenText(max=300, lines=2), "职工诉求", section=SAID, sensitive="illness"
    )
    feedback: Mapped[str | None] = field(HiddenText(max=500, lines=2), "反馈", section=SAID, sensitive="illness")
    next_contact: Mapped[date | None] = field(Day(), "下次联系", index=True, section=SAID, help="到日子会提醒")
    contacted_on: Mapped[date | None] = field(Day(), "最近联系", derived=True)
    handler: Mapped[str | None] = field(Text(max=20), "经办人", derived=True)
    counted_amount: Mapped[Decimal | None] = field(
        Money(), "计入金额（元）", derived=True, column="counted_fen", help="只计已走访的"
    )
    payment_id: Mapped[int | None] = field(
        Link("payment", lambda: AidPayment), "慰问金凭证", derived=True, link="aid_payment"
    )
    status: Mapped[str] = field(
        Choice(VISIT_STATUS, width=76, tones={PENDING: "warn", VOIDED: "text2"}), "状态", required=True,
        default=PENDING, derived=True, index=True,
    )  # fmt: skip
    voided_at: Mapped[datetime | None] = field(Moment(), "取消时间", derived=True)
    voided_by: Mapped[str | None] = field(Text(max=20), "取消人", derived=True)
    void_reason: Mapped[str | None] = field(Text(max=100), "取消原因", derived=True)

    member: Mapped[Member] = relationship(lazy="select", foreign_keys=[member_id])
    kind_of: Mapped[VisitKind] = relationship(lazy="select", foreign_keys=[kind_id])
    payment: Mapped[AidPayment | None] = relationship(lazy="select", foreign_keys=[payment_id])

    def title(self) -> str:
        return f"{self.visit_no} {self.full_name or ''}".strip()

    @property
    def who(self) -> str:
        """蔡文静, or 蔡文静的父亲 蔡国栋 where a relative is visited."""
        if self.relation in (None, SELF) and not self.visited_name:
            return self.full_name or ""
        known = RELATION.name(self.relation) if self.relation not in (None, SELF) else "亲属"
        relation = f"{known}亲" if known in ("父", "母") else known
        return f"{self.full_name or ''}的{relation}{f' {self.visited_name}' if self.visited_name else ''}"

    def derive(self) -> None:
        self.name_pinyin = pinyin.sort_key(self.full_name) if self.full_name else None
        self.status = VOIDED if self.voided_at else DONE if self.visited_on else PENDING
        self.counted_amount = self.amount if self.status == DONE else None
        if self.status == PENDING:
            self.list_order = self.due_on.toordinal() if self.due_on else 0
        else:
            day = self.visited_on or self.asked_on
            self.list_order = _LATER - (day.toordinal() if day else 0)

    def due_after(self, days: int) -> date:
        """The last day of the ``days`` allowed: today's news with 0 days is to be visited today."""
        return self.asked_on + timedelta(days=days)

    def check_whole(self, today: date) -> list[tuple[str, Finding]]:
        found: list[tuple[str, Finding]] = []
        if self.visited_on and self.asked_on and self.visited_on < self.asked_on:
            found.append(("visited_on", Finding("error", "走访日期早于得知日期，请核对。")))
        if self.next_contact and self.visited_on and self.next_contact < self.visited_on:
            found.append(("next_contact", Finding("error", "下次联系早于走访日期，请核对。")))
        if self.visited_name and self.relation in (None, SELF):
            found.append(("relation", Finding("warn", "填了亲属姓名，没有选是什么亲属，请核对。")))
        if self.visited_on and self.comfort in WITH_MONEY and self.amount is None:
            found.append(("amount", Finding("warn", "慰问金还没有填金额。")))
        if self.visited_on and self.comfort in WITH_GOODS and not self.goods:
            found.append(("goods", Finding("warn", "还没有填带了什么慰问品。")))
        return found

    def guard_change(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        before = changes["voided_at"][0] if "voided_at" in changes else self.voided_at
        if before is not None:
            raise OfficeError(f"走访 {self.visit_no} 已取消，不能再改。需要时请重新登记。没有改动。")

    def guard_undo(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        """All but the number can be taken back: numbers run on without gaps."""
        if "number" in changes:
            raise OfficeError(f"走访 {self.visit_no} 已经编号，不能撤销。不用去的点“取消走访”，写明原因，号码保留。")

    def guard_delete(self) -> None:
        raise OfficeError(f"走访 {self.visit_no} 已经编号，不能删除。不用去的点“取消走访”，写明原因，号码保留。")
