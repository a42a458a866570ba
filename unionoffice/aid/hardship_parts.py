# SPDX-License-Identifier: MIT
"""What belongs to a hardship file: its household, its evidence, its steps; and the 低保 lines that files are held to."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, relationship

from unionoffice.aid import hardship_codes as codes
from unionoffice.aid.hardship_fields import HiddenChoice, HiddenMoney
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.errors import OfficeError
from unionoffice.kit import codelists as lists
from unionoffice.kit import identity
from unionoffice.kit.dates import show_day
from unionoffice.kit.describe import field
from unionoffice.kit.fields import (
    Choice,
    Day,
    IdNumber,
    Link,
    Moment,
    Money,
    PersonName,
    Text,
)
from unionoffice.kit.money import show_yuan
from unionoffice.kit.record import Record
from unionoffice.kit.roles import Right


class DibaoLine(Record):
    """A minimum-living standard (低保线): yuan for one person a month, from a day on until the next line begins."""

    __tablename__ = "dibao_line"
    lookup: ClassVar[tuple[str, ...]] = ("from_day",)

    from_day: Mapped[date] = field(Day(), "起始日期", required=True, unique=True)
    amount: Mapped[Decimal] = field(
        Money(), "每人每月（元）", required=True, column="amount_fen", help="当地城市居民最低生活保障标准"
    )
    source: Mapped[str | None] = field(Text(max=100, width=240), "文号或来源", help="例：市民政局 2020 年公布")

    def right_needed(self) -> Right:
        """Every category follows from it: a setting."""
        return Right.MANAGE

    def title(self) -> str:
        return f"{show_yuan(self.amount)} 元，{show_day(self.from_day)} 起"


class HouseholdMember(Record):
    """One person of the household beside the applicant."""

    __tablename__ = "household_member"
    lookup: ClassVar[tuple[str, ...]] = ("full_name",)

    case_id: Mapped[int] = field(
        Link("case", lambda: HardshipCase), "困难档案", required=True, link="hardship_case"
    )
    full_name: Mapped[str] = field(PersonName(), "姓名", required=True)
    relation: Mapped[str] = field(Choice(lists.FAMILY_RELATION), "关系", required=True)
    sex_code: Mapped[str | None] = field(Choice(lists.SEX, width=56), "性别", derived=True)
    birth_date: Mapped[date | None] = field(Day(past=True), "出生日期")
    id_number: Mapped[str | None] = field(IdNumber(), "身份证号", sensitive="id_number")
    political_status_code: Mapped[str | None] = field(Choice(lists.POLITICAL_STATUS), "政治面貌")
    health: Mapped[str | None] = field(HiddenChoice(codes.HEALTH), "健康状况", sensitive="illness")
    insurance: Mapped[str | None] = field(Choice(codes.INSURANCE), "医保状况")
    monthly_income: Mapped[Decimal | None] = field(
        HiddenMoney(), "月收入（元）", sensitive="income", column="monthly_income_fen"
    )
    work_state: Mapped[str | None] = field(Choice(codes.MEMBER_STATE), "身份")
    unit: Mapped[str | None] = field(Text(max=60), "单位或学校")

    case: Mapped[HardshipCase] = relationship(lazy="select", foreign_keys=[case_id])

    def derive(self) -> None:
        """The ID number says birthday and sex; else the relation says the sex where it can."""
        number = self.id_number or ""
        self.birth_date = self.birth_date or identity.birth_of(number)
        self.sex_code = identity.sex_of(number) or _SEX_OF.get(self.relation)


_SEX_OF = {
    **dict.fromkeys(("11", "20", "21", "28", "51", "53", "55", "61", "63", "71", "73"), "1"),
    **dict.fromkeys(("12", "30", "31", "38", "52", "54", "56", "62", "64", "75", "77"), "2"),
}


class CaseEvidence(Record):
    """One scanned paper of a file; ``stored`` names the file kept under attachments by its checksum."""

    __tablename__ = "hardship_evidence"
    lookup: ClassVar[tuple[str, ...]] = ("file_name",)

    case_id: Mapped[int] = field(
        Link("case", lambda: HardshipCase), "困难档案", required=True, link="hardship_case"
    )
    kind_code: Mapped[str] = field(Choice(codes.EVIDENCE), "材料", required=True)
    file_name: Mapped[str] = field(Text(max=200), "文件名", required=True)
    stored: Mapped[str] = field(Text(max=100), "存放名", required=True, derived=True)
    added_on: Mapped[date] = field(Day(), "存入日期", required=True, derived=True)

    case: Mapped[HardshipCase] = relationship(lazy="select", foreign_keys=[case_id])


class CaseStep(Record):
    """One step of a file's path: who, when, with what opinion. Append-only: a mistake is followed by a further step."""

    __tablename__ = "case_step"
    lookup: ClassVar[tuple[str, ...]] = ("step",)

    case_id: Mapped[int] = field(
        Link("case", lambda: HardshipCase), "困难档案", required=True, link="hardship_case"
    )
    step: Mapped[str] = field(Choice(codes.STEPS), "步骤", required=True)
    from_status: Mapped[str] = field(Choice(codes.STATUS), "原状态", required=True)
    to_status: Mapped[str] = field(Choice(codes.STATUS), "新状态", required=True)
    day: Mapped[date] = field(Day(), "日期", required=True)
    signed_by: Mapped[str | None] = field(Text(max=50), "意见人")
    opinion: Mapped[str | None] = field(Text(max=300), "意见")
    entered_at: Mapped[datetime] = field(Moment(), "登记时间", required=True)
    entered_by: Mapped[str] = field(Text(max=50), "登记人", required=True)

    case: Mapped[HardshipCase] = relationship(lazy="select", foreign_keys=[case_id])

    def title(self) -> str:
        return codes.STEPS.name(self.step)

    def guard_change(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        raise OfficeError("办理步骤记下后不改。记错的，退回修改后重新办理。")

    def guard_undo(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        raise OfficeError("办理步骤已经记下，不能撤销。需要时用“退回修改”或“重新办理”，数据没有改动。")

    def guard_delete(self) -> None:
        raise OfficeError("办理步骤记下后不删。记错的，退回修改后重新办理。")
