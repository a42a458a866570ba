# SPDX-License-Identifier: MIT
"""Many invented people and a round of them, for the tests of rounds, budgets and the finance list."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from unionoffice.aid import rounds_actions
from unionoffice.aid.rounds_records import AidRound
from unionoffice.aid.types_records import AidType
from unionoffice.kit.identity import check_digit
from unionoffice.members.actions import add_members, save_branch
from unionoffice.members.records import Member
from unionoffice.office import Office

MEETING = "2020 年第 9 次主席办公会"


def crowd(office: Office, count: int = 29) -> list[int]:
    """So many members in three branches with accounts; 魏子001 … with staff numbers from 20000001."""
    with office.work("建立会员") as work:
        branches = [save_branch(work, None, {"name": f"第{name}学院"}).id for name in "一二三"]
        people = [_person(number, branches[number % 3]) for number in range(1, count + 1)]
        return add_members(work, people)


def _person(number: int, branch_id: int) -> Member:
    head = f"11000019800101{number % 1000:03}"
    return Member(
        full_name=name_of(number), staff_no=f"{20_000_000 + number}", branch_id=branch_id,
        id_number=head + check_digit(head), bank_account=f"629999{number:013}", bank_branch="江陵银行东湖支行",
        membership_status="active",
    )  # fmt: skip


def name_of(number: int) -> str:
    """A name that no other number has."""
    digits = "甲乙丙丁戊己庚辛壬癸"
    return "魏" + "".join(digits[int(one)] for one in f"{number:03}")


def new_round(office: Office, people: list[int], amount: int | None = 1000, **values: Any) -> AidRound:
    with office.read() as session:
        kind = session.scalars(select(AidType.id).where(AidType.code == "spring_warmth")).one()
    given = {
        "year": 2020, "name": "春节送温暖", "aid_type_id": kind, "meeting": MEETING, "decided_on": date(2020, 9, 20),
    }  # fmt: skip
    with office.work("新增批次") as work:
        made = rounds_actions.save_round(work, None, given | values)
        rounds_actions.add_people(work, made.id, people, Decimal(amount) if amount else None)
    return made
