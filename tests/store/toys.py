# SPDX-License-Identifier: MIT
"""A made-up office with groups, people and slips: everything the store must carry, without any real part."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import Mapped, relationship

from unionoffice.errors import OfficeError
from unionoffice.kit import pinyin
from unionoffice.kit.codes import Code, CodeList
from unionoffice.kit.describe import field
from unionoffice.kit.fields import Choice, Day, IdNumber, Link, Mobile, Money, PersonName, Text, Whole
from unionoffice.kit.record import NAMES, Record
from unionoffice.kit.register import Facet, Register
from unionoffice.office import Office

STATES = CodeList("状态", (Code("active", "在会"), Code("left", "退会")))
NOON = datetime(2020, 12, 18, 12, 0)


class Toy(Record):
    """Toys keep tables of their own, so that the real office's migrations do not see them."""

    __abstract__ = True
    metadata = MetaData(naming_convention=NAMES)


class ToyGroup(Toy):
    __tablename__ = "toy_group"

    name: Mapped[str] = field(Text(max=60), "名称", required=True, unique=True, search="name")


class ToyPerson(Toy):
    __tablename__ = "toy_person"
    lookup: ClassVar[tuple[str, ...]] = ("full_name",)

    full_name: Mapped[str] = field(PersonName(), "姓名", required=True, search="name", sort_by="name_key")
    name_key: Mapped[str] = field(Text(max=200), "姓名拼音", required=True, derived=True)
    staff_no: Mapped[str | None] = field(Text(max=20), "工号", search="number")
    id_number: Mapped[str | None] = field(IdNumber(), "证件号码", search="tail", sensitive="id_number")
    mobile: Mapped[str | None] = field(Mobile(), "手机号", search="tail", sensitive="contact")
    state: Mapped[str] = field(Choice(STATES), "状态", required=True, default="active")
    joined: Mapped[date | None] = field(Day(), "入会日期")
    dues: Mapped[Decimal | None] = field(Money(), "会费（元）", column="dues_fen")
    group_id: Mapped[int | None] = field(
        Link("group", lambda: ToyGroup), "分组", link="toy_group", search="text"
    )
    group: Mapped[ToyGroup | None] = relationship(lazy="joined", foreign_keys=[group_id])

    def derive(self) -> None:
        self.name_key = pinyin.sort_key(self.full_name)

    def guard_delete(self) -> None:
        if self.state == "left":
            raise OfficeError("已退会的人要留档，不能删除。")


class ToySlip(Toy):
    """A paper with a number: issued once, never taken back."""

    __tablename__ = "toy_slip"
    undoable: ClassVar[bool] = False
    lookup: ClassVar[tuple[str, ...]] = ("purpose",)

    year: Mapped[int] = field(Whole(), "年度", required=True)
    number: Mapped[int] = field(Whole(), "编号", required=True)
    purpose: Mapped[str] = field(Text(max=60), "事由", required=True)

    def guard_change(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        raise OfficeError("凭证签发后不能修改。")


PEOPLE = Register(
    title="人员", noun="人员", unit="人", record=ToyPerson,
    columns=("full_name", "staff_no", "group_id", "state", "joined", "dues"), order=("full_name",),
    facets=(Facet("state"), Facet("group_id"), Facet("joined", by="year")), sums=("dues",),
)  # fmt: skip


def open_toys(folder: Path, now: datetime = NOON) -> Office:
    """An office whose clock stands still, with the toys' tables beside its own."""
    office = Office.open(folder, clock=lambda: now)
    Toy.metadata.create_all(office.engine)
    with office.work("准备") as work:
        from unionoffice.store import search

        search.ensure(work.session, (ToyGroup, ToyPerson))
    return office


def add_person(office: Office, full_name: str, **values: Any) -> int:
    with office.work("新增人员") as work:
        person = work.add(ToyPerson(full_name=full_name, **values))
        work.flush()
        return person.id
