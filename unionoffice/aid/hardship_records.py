# SPDX-License-Identifier: MIT
"""Hardship files (困难职工档案): the case itself; what belongs to it is in hardship_parts."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, relationship

from unionoffice.aid import hardship_codes as codes
from unionoffice.aid.hardship_fields import HiddenChoice, HiddenMoney, HiddenText
from unionoffice.errors import OfficeError
from unionoffice.kit import pinyin
from unionoffice.kit.describe import field
from unionoffice.kit.fields import (
    Choice,
    Day,
    Link,
    Mobile,
    Money,
    PersonName,
    Text,
    Whole,
    YesNo,
)
from unionoffice.kit.identity import Finding
from unionoffice.kit.record import Record
from unionoffice.members.records import Member

PERSON, HOME, INCOME, CAUSE, DECISION = "申请人", "住房与健康", "收入与支出", "致困原因", "认定与补助"
# What the path itself writes; everything else is entered in the form, which is closed while others review.
PATH_FIELDS = frozenset(
    {
        "status", "case_no", "notice_from", "notice_to", "objection", "objection_result", "filed_on", "reviewed_on",
        "review_due", "closed_on", "closed_reason", "end_note", "asked_amount",
        "full_name", "name_pinyin", "staff_no", "branch_name",
    }
)  # fmt: skip
OPEN_FOR_EDITING = (codes.DRAFT, codes.ACTIVE)


class HardshipCase(Record):
    """One household's file. Free to edit as a draft and while active; in between the path alone changes it."""

    __tablename__ = "hardship_case"
    called = "困难档案"
    lookup: ClassVar[tuple[str, ...]] = ("case_no",)

    case_no: Mapped[str | None] = field(
        Text(max=30, width=112), "档案号", unique=True, derived=True, search="number", help="提交时编号"
    )
    member_id: Mapped[int] = field(
        Link("member", lambda: Member), "申请人", required=True, link="member", section=PERSON
    )
    full_name: Mapped[str | None] = field(PersonName(), "姓名", derived=True, search="name", sort_by="name_pinyin")
    name_pinyin: Mapped[str | None] = field(Text(max=400), "", derived=True)
    staff_no: Mapped[str | None] = field(Text(max=20, width=92), "工号", derived=True, search="number")
    branch_name: Mapped[str | None] = field(Text(max=60, width=152), "分工会", derived=True, search="text")
    status: Mapped[str] = field(
        Choice(codes.STATUS, width=96, tones=codes.STATUS_TONES), "状态", required=True, derived=True,
        default=codes.DRAFT, index=True,
    )  # fmt: skip
    applied_on: Mapped[date | None] = field(Day(past=True), "申请日期", section=PERSON)
    work_state: Mapped[str | None] = field(Choice(codes.WORK_STATE), "工作状态", section=PERSON, default="1")
    hukou: Mapped[str | None] = field(Choice(codes.HUKOU), "户口类型", section=PERSON)
    insurance: Mapped[str | None] = field(Choice(codes.INSURANCE), "医保状况", section=PERSON)
    other_contact: Mapped[str | None] = field(Mobile(), "其他联系方式", section=PERSON, sensitive="contact")
    postcode: Mapped[str | None] = field(Text(max=10), "邮编", section=PERSON)
    industry: Mapped[str | None] = field(Text(max=20), "所属行业", section=PERSON, default="教育")
    employer_kind: Mapped[str | None] = field(Choice(codes.EMPLOYER_KIND), "单位性质", section=PERSON, default="1")
    employer_state: Mapped[str | None] = field(Choice(codes.EMPLOYER_STATE), "企业状况", section=PERSON, default="4")

    housing: Mapped[str | None] = field(Choice(codes.HOUSING), "住房类型", section=HOME)
    housing_area: Mapped[str | None] = field(Choice(codes.AREA), "建筑面积", section=HOME)
    single_parent: Mapped[bool | None] = field(YesNo(), "是否单亲", section=HOME)
    zero_employment: Mapped[bool | None] = field(YesNo(), "零就业家庭", section=HOME)
    self_help: Mapped[bool | None] = field(YesNo(), "有自救能力", section=HOME)
    health: Mapped[str | None] = field(HiddenChoice(codes.HEALTH), "健康状况", section=HOME, sensitive="illness")
    disability: Mapped[str | None] = field(HiddenChoice(codes.DISABILITY), "残疾类别", section=HOME, sensitive="illness")
    disability_level: Mapped[str | None] = field(
        HiddenChoice(codes.DISABILITY_LEVEL), "残疾等级", section=HOME, sensitive="illness"
    )

    own_income: Mapped[Decimal | None] = field(
        HiddenMoney(), "本人月平均收入（元）", section=INCOME, sensitive="income", column="own_income_fen"
    )
    other_income: Mapped[Decimal | None] = field(
        HiddenMoney(), "其他年收入（元）", section=INCOME, sensitive="income", column="other_income_fen",
        help="工资外，全家",
    )  # fmt: skip
    medical_expense: Mapped[Decimal | None] = field(
        HiddenMoney(), "自付医疗费（元）", section=INCOME, sensitive="illness", column="medical_expense_fen", help="一年"
    )
    care_expense: Mapped[Decimal | None] = field(
        HiddenMoney(), "残疾护理费（元）", section=INCOME, sensitive="illness", column="care_expense_fen", help="一年"
    )
    school_expense: Mapped[Decimal | None] = field(
        HiddenMoney(), "子女上学费用（元）", section=INCOME, sensitive="income", column="school_expense_fen", help="一年"
    )
    work_expense: Mapped[Decimal | None] = field(
        HiddenMoney(), "必要就业成本（元）", section=INCOME, sensitive="income", column="work_expense_fen", help="一年"
    )
    event_loss: Mapped[Decimal | None] = field(
        HiddenMoney(), "意外损失（元）", section=INCOME, sensitive="income", column="event_loss_fen", help="当年"
    )
    household_size: Mapped[int | None] = field(Whole(1, 30), "家庭人口", derived=True)
    household_income: Mapped[Decimal | None] = field(
        HiddenMoney(signed=True), "家庭年度总收入（元）", derived=True, sensitive="income", column="household_income_fen"
    )
    rigid_expense: Mapped[Decimal | None] = field(
        HiddenMoney(signed=True), "刚性支出（元）", derived=True, sensitive="income", column="rigid_expense_fen"
    )
    income_per_head: Mapped[Decimal | None] = field(
        HiddenMoney(signed=True), "家庭月人均收入（元）", derived=True, sensitive="income", column="income_per_head_fen"
    )

    main_cause: Mapped[str | None] = field(
        HiddenChoice(codes.CAUSE, width=136), "主要致困原因", section=CAUSE, sensitive="illness"
    )
    minor_cause_1: Mapped[str | None] = field(
        HiddenChoice(codes.CAUSE), "次要原因一", section=CAUSE, sensitive="illness"
    )
    minor_cause_2: Mapped[str | None] = field(
        HiddenChoice(codes.CAUSE), "次要原因二", section=CAUSE, sensitive="illness"
    )
    minor_cause_3: Mapped[str | None] = field(
        HiddenChoice(codes.CAUSE), "次要原因三", section=CAUSE, sensitive="illness"
    )
    situation: Mapped[str | None] = field(
        HiddenText(max=500, lines=3), "困难情况及费用", section=CAUSE, sensitive="illness", help="印在申请审批表上"
    )

    suggested: Mapped[str | None] = field(Choice(codes.SUGGESTION), "测算建议", derived=True)
    category: Mapped[str | None] = field(
        Choice(codes.CATEGORY, width=88), "困难类别", section=DECISION, help="空着时按测算填"
    )
    category_reason: Mapped[str | None] = field(
        Text(max=200), "类别与测算不同的理由", section=DECISION, help="与建议相同时不用填"
    )
    aid_kind: Mapped[str | None] = field(Choice(codes.AID_KIND), "补助类别", section=DECISION, sensitive="illness")
    asked_amount: Mapped[Decimal | None] = field(
        Money(), "建议补助（元）", section=DECISION, column="asked_amount_fen", help="公示和审批表上的金额"
    )

    notice_from: Mapped[date | None] = field(Day(), "公示起", derived=True)
    notice_to: Mapped[date | None] = field(Day(), "公示止", derived=True)
    objection: Mapped[str | None] = field(Text(max=300), "公示异议", derived=True)
    objection_result: Mapped[str | None] = field(Text(max=300), "异议处理", derived=True)
    filed_on: Mapped[date | None] = field(Day(), "建档日期", derived=True)
    reviewed_on: Mapped[date | None] = field(Day(), "上次复核", derived=True)
    review_due: Mapped[date | None] = field(Day(), "下次复核", derived=True, index=True)
    closed_on: Mapped[date | None] = field(Day(), "结束日期", derived=True)
    closed_reason: Mapped[str | None] = field(Choice(codes.CLOSE_REASON), "销档原因", derived=True)
    end_note: Mapped[str | None] = field(Text(max=200), "结束说明", derived=True)

    member: Mapped[Member] = relationship(lazy="select", foreign_keys=[member_id])

    def title(self) -> str:
        return self.case_no or f"{self.full_name or ''}的草稿"

    @property
    def causes(self) -> tuple[str, ...]:
        """Codes of CAUSE, the main one first."""
        given = (self.main_cause, self.minor_cause_1, self.minor_cause_2, self.minor_cause_3)
        return tuple(cause for cause in given if cause)

    def derive(self) -> None:
        """A cause named twice is one cause: the first place stands."""
        self.name_pinyin = pinyin.sort_key(self.full_name) if self.full_name else None
        minor = [cause for cause in dict.fromkeys(self.causes) if cause != self.main_cause]
        minor += [None] * (3 - len(minor)) if len(minor) < 3 else []  # type: ignore[list-item]
        self.minor_cause_1, self.minor_cause_2, self.minor_cause_3 = minor[:3]

    def check_whole(self, today: date) -> list[tuple[str, Finding]]:
        found = []
        otherwise = self.suggested and self.category and self.category != self.suggested
        if otherwise and not self.category_reason:
            said = codes.SUGGESTION.name(self.suggested)
            found.append(("category_reason", Finding("error", f"与测算建议“{said}”不同，请写明理由。")))
        if self.disability_level and not self.disability:
            found.append(("disability_level", Finding("warn", "填了残疾等级，没有填残疾类别，请核对。")))
        return found

    def guard_change(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        before = changes["status"][0] if "status" in changes else self.status
        if before not in OPEN_FOR_EDITING and set(changes) - PATH_FIELDS:
            said = codes.STATUS.name(before)
            raise OfficeError(f"{self.title()} 现在是“{said}”，内容不能改。需要改时先退回修改。已填内容没有丢。")

    def guard_delete(self) -> None:
        if self.status != codes.DRAFT or self.case_no:
            raise OfficeError(f"{self.title()} 已经提交过，不能删除。不再办理时写明原因，记为未通过或销档。")
