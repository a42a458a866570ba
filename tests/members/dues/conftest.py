# SPDX-License-Identifier: MIT
"""A small office for the dues: two units, five members with bases, on 18 December 2020."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from unionoffice.members.actions import PastEvent, add_members
from unionoffice.members.dues import queries
from unionoffice.members.dues.queries import DueLine
from unionoffice.members.records import Branch, Member
from unionoffice.office import Office

TODAY = date(2020, 12, 18)


@dataclass
class Clock:
    now: datetime = datetime(2020, 12, 18, 9, 30)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Town:
    """The office, its clock, and the ids of its people by name."""

    office: Office
    clock: Clock
    people: dict[str, int] = field(default_factory=dict)

    def line(self, name: str, period: str) -> DueLine:
        with self.office.read() as session:
            return next(one for one in queries.lines(session, period) if one.full_name == name)

    def due(self, name: str, period: str) -> int:
        return self.line(name, period).due_id

    def names(self, period: str) -> list[str]:
        with self.office.read() as session:
            return [one.full_name for one in queries.lines(session, period)]


def add_people(office: Office) -> dict[str, int]:
    """赵一 and 孙三 in 机械学院, 钱二, 李四 and 周五 in 图书馆; 周五 came in September, 李四 has no base."""
    with office.work("登记会员") as work:
        units = work.add_many(Branch, [Branch(name="机械学院", sort_no=1), Branch(name="图书馆", sort_no=2)])
        rows = [
            ("赵一", "001001", 0, "2015-07", "2345.00", "permanent"), ("钱二", "001002", 1, "2015-07", "1809.99", "permanent"),
            ("孙三", "001003", 0, "2016-03", "3000.00", "postdoc"), ("李四", "001004", 1, "2017-01", None, "agency"),
            ("周五", "001005", 1, "2020-09", "2000.00", "permanent"),
        ]  # fmt: skip
        members = [
            Member(
                full_name=name, staff_no=number, branch_id=units[unit], join_date=joined, employment_type=kind,
                dues_base=Decimal(base) if base else None,
            )
            for name, number, unit, joined, base, kind in rows
        ]  # fmt: skip
        gone = Member(full_name="吴六", staff_no="001006", branch_id=units[0], join_date="2015-07", dues_base=Decimal(2500))
        past = [[], [], [], [], [], [PastEvent("retire", date(2020, 5, 20))]]
        ids = add_members(work, [*members, gone], past)
    return dict(zip(("赵一", "钱二", "孙三", "李四", "周五", "吴六"), ids, strict=True))


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    clock = Clock()
    opened = Office.open(tmp_path / "office", clock=clock)
    yield Town(opened, clock, add_people(opened))
    opened.close()
