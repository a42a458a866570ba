# SPDX-License-Identifier: MIT
"""A member's children and family: small lists that are entered, changed and taken back with the member."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, relationship

from unionoffice.errors import FieldError
from unionoffice.kit import codelists as lists
from unionoffice.kit import dates
from unionoffice.kit.describe import field, fields_of
from unionoffice.kit.fields import Choice, Day, Link, Mobile, PersonName, Text, YearMonth
from unionoffice.kit.record import Record
from unionoffice.kit.validate import check_values
from unionoffice.members.codes import RELATION, SCHOOL_STAGE
from unionoffice.members.records import Member
from unionoffice.store import edit
from unionoffice.store.work import Work

# Age -> the school stage of most children of that age, for a child whose stage nobody entered.
_STAGE_BY_AGE = ((3, "none"), (6, "nursery"), (12, "primary"), (15, "junior"), (18, "senior"), (23, "university"))
BY_AGE = "（按年龄）"  # marks a stage that was worked out


class Child(Record):
    """A member's child: who gets a present on 1 June, who goes to university this autumn."""

    __tablename__ = "child"
    called = "子女"
    lookup: ClassVar[tuple[str, ...]] = ("full_name",)

    member_id: Mapped[int] = field(Link("member", lambda: Member), "会员", required=True, link="member")
    full_name: Mapped[str] = field(PersonName(), "姓名", required=True)
    sex_code: Mapped[str | None] = field(Choice(lists.SEX, width=56), "性别")
    birth_date: Mapped[date | None] = field(Day(past=True), "出生日期", index=True)
    school_stage: Mapped[str | None] = field(
        Choice(SCHOOL_STAGE), "就学阶段", help="空着时按年龄显示"
    )
    only_child_no: Mapped[str | None] = field(Text(max=30), "独生子女证号")

    member: Mapped["Member"] = relationship(lazy="select", foreign_keys=[member_id])

    def stage_on(self, day: date) -> str:
        """The stage in words: as entered, or what children of that age mostly are in; '' where neither is known."""
        stage = self.stage_code_on(day)
        return f"{SCHOOL_STAGE.name(stage)}{'' if self.school_stage else BY_AGE}" if stage else ""

    def stage_code_on(self, day: date) -> str:
        """The same as a code."""
        if self.school_stage:
            return self.school_stage
        if self.birth_date is None:
            return ""
        age = dates.age_on(self.birth_date, day)
        return next((stage for below, stage in _STAGE_BY_AGE if age < below), "")


class Relative(Record):
    """One of 家庭主要成员, as the registration form (form 8) asks for them."""

    __tablename__ = "family_member"
    called = "家庭成员"
    lookup: ClassVar[tuple[str, ...]] = ("full_name",)

    member_id: Mapped[int] = field(Link("member", lambda: Member), "会员", required=True, link="member")
    full_name: Mapped[str] = field(PersonName(), "姓名", required=True)
    relation_code: Mapped[str] = field(Choice(RELATION, width=72), "关系", required=True)
    birth: Mapped[str | None] = field(YearMonth(), "出生年月")
    work_unit: Mapped[str | None] = field(Text(max=100, width=176), "工作单位或学校")
    phone: Mapped[str | None] = field(Mobile(), "电话", sensitive="contact")

    member: Mapped["Member"] = relationship(lazy="select", foreign_keys=[member_id])


F = TypeVar("F", Child, Relative)
# What a row of the small table asks for, in its order.
CHILD_COLUMNS = ("full_name", "sex_code", "birth_date", "school_stage", "only_child_no")
RELATIVE_COLUMNS = ("relation_code", "full_name", "birth", "work_unit", "phone")


@dataclass(frozen=True)
class FamilyRow:
    """One row as a form holds it: ``id`` None for a new one, and its parsed values by field name."""

    id: int | None
    values: Mapping[str, Any]


def children_of(session: Session, member_id: int) -> list[Child]:
    """The member's children, the eldest first."""
    row = Child
    found = select(row).where(row.member_id == member_id)
    return list(session.scalars(found.order_by(row.birth_date.nulls_last(), row.id)))


def relatives_of(session: Session, member_id: int) -> list[Relative]:
    """The member's family in the order they were entered."""
    return list(session.scalars(select(Relative).where(Relative.member_id == member_id).order_by(Relative.id)))


def read_row(cls: type[Child] | type[Relative], raw: Mapping[str, object], today: date) -> dict[str, Any]:
    """One typed row as values. Raises FieldError, naming the column, for the first thing that cannot be kept."""
    fields = fields_of(cls)
    checked = check_values([fields[name] for name in raw], raw, today)
    for name, sentence in checked.errors():
        raise FieldError(f"{fields[name].label}：{sentence}", field=name)
    return checked.values


def save_rows(work: Work, cls: type[F], member_id: int, rows: Sequence[FamilyRow]) -> None:
    """Make the member's list what a form shows: new rows are added, changed ones changed, missing ones deleted.

    Raises FieldError for a row that does not hold, StaleEdit's kin where a row was deleted meanwhile.
    """
    work.load(Member, member_id)
    kept = {row.id for row in rows if row.id is not None}
    for old in work.session.scalars(select(cls).where(cls.member_id == member_id)).all():
        if old.id not in kept:
            edit.delete(work, cls, old.id)
    for row in rows:
        edit.save(work, cls, row.id, {**row.values, "member_id": member_id})
