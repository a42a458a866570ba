# SPDX-License-Identifier: MIT
"""A pasted column of people: numbers, names, both, amounts beside them; doubt is asked, strangers are listed."""

from decimal import Decimal

import pytest

from tests.aid.rounds_desk import crowd, name_of
from unionoffice.aid.rounds_people import Pasted, read_pasted
from unionoffice.members.actions import save_member
from unionoffice.office import Office


@pytest.fixture
def people(office: Office) -> list[int]:
    with office.work("建立") as work:
        for number in ("30000001", "30000002"):
            save_member(work, None, {"full_name": "王强", "staff_no": number})
    return crowd(office, 9)


def paste(office: Office, text: str) -> Pasted:
    with office.read() as session:
        return read_pasted(session, text)


def test_names_and_numbers_in_the_order_they_were_pasted(office: Office, people: list[int]) -> None:
    found = paste(office, f"姓名\n{name_of(3)}\n20000001\n\n  {name_of(2)} \n")
    assert [line.member_id for line in found.found] == [people[2], people[0], people[1]]
    assert not (found.doubtful or found.unknown or found.doubled)


def test_rows_of_a_sheet_with_number_name_amount_and_tier(office: Office, people: list[int]) -> None:
    rows = ["序号\t工号\t姓名\t金额（元）", f"1\t20000001\t{name_of(1)}\t1,500.00", f"2\t\t{name_of(2)}\t800\t一档", name_of(4)]
    found = paste(office, "\n".join(rows)).found
    assert [(line.member_id, line.amount, line.tier) for line in found] == [
        (people[0], Decimal(1500), ""), (people[1], Decimal(800), "一档"), (people[3], None, ""),
    ]  # fmt: skip


def test_two_of_a_name_are_asked_and_a_number_decides(office: Office, people: list[int]) -> None:
    asked = paste(office, "王强").doubtful
    assert [person.staff_no for person in asked[0].people] == ["30000001", "30000002"]
    assert [line.text for line in paste(office, "30000002\t王强").found] == ["30000002　王强"]


def test_strangers_and_doubles_are_listed_with_their_line(office: Office, people: list[int]) -> None:
    found = paste(office, f"{name_of(1)}\n查无此人\n20000001\n99999999")
    assert [(line.row_no, line.text) for line in found.unknown] == [(2, "查无此人"), (4, "99999999")]
    assert [line.row_no for line in found.doubled] == [3]


def test_a_number_beside_another_name_is_nobody(office: Office, people: list[int]) -> None:
    assert [line.text for line in paste(office, f"20000001\t{name_of(2)}").unknown] == [f"20000001　{name_of(2)}"]


def test_minority_and_rare_names(office: Office) -> None:
    assert [line.member_id for line in paste(office, "迪丽娜尔•艾山\n𬱟𠮷㛃").found] == [3, 2]
