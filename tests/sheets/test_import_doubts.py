# SPDX-License-Identifier: MIT
"""Rows that may mean somebody who is there: they wait, each choice is known beforehand, nothing is written unasked."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from unionoffice.errors import OfficeError
from unionoffice.kit.identity import check_digit
from unionoffice.members import duplicates
from unionoffice.members.actions import save_branch, save_member
from unionoffice.members.records import Member
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.import_plan import ANOTHER, LEAVE, ImportPlan
from unionoffice.sheets.import_write import write_import
from unionoffice.sheets.importing import plan_import

BORN = date(1979, 6, 18)
ID = "11000019790618062" + check_digit("11000019790618062")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """1 张三 00417 without an identity number, 2 王五 with one; both born the same day."""
    opened = Office.open(tmp_path / "office", clock=lambda: datetime(2020, 12, 18, 9, 30))
    with opened.work("建立") as work:
        physics = save_branch(work, None, {"name": "物理学院"}).id
        common = {"branch_id": physics, "birth_date": BORN, "join_date": "2010-03"}
        save_member(work, None, {**common, "full_name": "张三", "staff_no": "00417"})
        save_member(work, None, {**common, "full_name": "王五", "staff_no": "00500", "id_number": ID})
    yield opened
    opened.close()


def plan(office: Office, *rows: Mapping[str, object]) -> ImportPlan:
    with office.read() as session:
        return plan_import(session, MEMBERS, list(enumerate(rows, 4)), office.today(), Silent(), "名单.xlsx")


def write(office: Office, planned: ImportPlan) -> int:
    with office.work("导入会员") as work:
        return write_import(work, planned, Silent()).step


def people(office: Office) -> list[tuple[int, str, str | None, str | None]]:
    with office.read() as session:
        found = session.scalars(select(Member).order_by(Member.id)).unique()
        return [(one.id, one.full_name, one.staff_no, one.email) for one in found]


def test_the_same_name_and_birth_date_waits_for_a_decision(office: Office) -> None:
    planned = plan(office, {"full_name": "张三", "birth_date": "1979-06-18", "staff_no": "90001", "email": "z@x"})
    (row,) = planned.rows
    assert (row.fate, planned.to_write) == ("doubt", 0)
    assert row.text == "可能是 张三（00417，物理学院）：姓名和出生日期相同"
    assert planned.refusals == {4: row.text}
    write(office, planned)
    assert len(people(office)) == 2


def test_the_birth_date_of_the_identity_number_counts_and_a_lost_zero_too(office: Office) -> None:
    planned = plan(
        office,
        {"full_name": "张三", "id_number": ID.replace("062", "064")[:17] + check_digit(ID.replace("062", "064")[:17])},
        {"full_name": "张三", "staff_no": "417"},
        {"full_name": "王五", "birth_date": "1979-06-18", "staff_no": "3", "id_number": "110000197906180050"},
    )
    assert [row.fate for row in planned.rows] == ["doubt", "doubt", "new"]  # two valid numbers are two people
    assert planned.rows[1].text.endswith("姓名相同，工号只差前面的 0")


def test_the_same_staff_number_is_an_update_and_asks_nothing(office: Office) -> None:
    planned = plan(office, {"full_name": "张三", "birth_date": "1979-06-18", "staff_no": "00417", "email": "z@x"})
    assert [(row.fate, row.text) for row in planned.rows] == [("update", "邮箱 空 → z@x")]


def test_it_is_this_one(office: Office) -> None:
    planned = plan(office, {"full_name": "张三", "birth_date": "1979-06-18", "staff_no": "90001", "email": "z@x"})
    (row,) = planned.rows
    planned.choose(row, 1)
    assert (row.fate, row.text) == ("update", "工号 00417 → 90001，邮箱 空 → z@x")
    write(office, planned)
    assert people(office)[0] == (1, "张三", "90001", "z@x") and len(people(office)) == 2


def test_another_person_is_entered_and_never_asked_about_again(office: Office) -> None:
    planned = plan(office, {"full_name": "张三", "birth_date": "1979-06-18", "staff_no": "90001"})
    planned.choose(planned.rows[0], 1)
    planned.choose(planned.rows[0], ANOTHER)  # thought better of it
    assert planned.counts["new"] == 1
    step = write(office, planned)
    assert [one[2] for one in people(office)] == ["00417", "00500", "90001"]
    with office.read() as session:
        assert duplicates.find_twins(session) == []
    office.undo(step, "导入会员")
    assert len(people(office)) == 2


def test_left_out_is_not_written(office: Office) -> None:
    planned = plan(office, {"full_name": "张三", "birth_date": "1979-06-18", "staff_no": "90001"})
    planned.choose(planned.rows[0], LEAVE)
    assert (planned.rows[0].fate, planned.to_write, planned.refusals) == ("left", 0, {})


def test_a_row_without_any_number_may_be_somebody_but_nobody_new(office: Office) -> None:
    planned = plan(
        office,
        {"full_name": "张三", "birth_date": "1979-06-18", "email": "z@x"},
        {"full_name": "赵六", "birth_date": "1979-06-18", "email": "z@x"},
    )
    row, stranger = planned.rows
    assert (row.fate, stranger.fate) == ("doubt", "refused")
    planned.choose(row, ANOTHER)
    assert row.fate == "refused" and "认不出是谁" in row.text
    planned.choose(row, 1)
    assert row.text == "邮箱 空 → z@x"


def test_two_rows_are_not_one_record(office: Office) -> None:
    planned = plan(
        office,
        {"full_name": "张三", "birth_date": "1979-06-18", "staff_no": "90001"},
        {"full_name": "张三", "birth_date": "1979-06-18", "staff_no": "90002"},
    )
    first, second = planned.rows
    planned.choose(first, 1)
    with pytest.raises(OfficeError, match="第 4 行已经认作张三（00417，物理学院）"):
        planned.choose(second, 1)
    planned.choose(second, ANOTHER)
    assert second.fate == "new" and "与第 4 行姓名和出生日期相同" in second.text


def test_what_the_choice_would_do_wrong_is_said(office: Office) -> None:
    """The unit a row names is made only where the row is written."""
    planned = plan(office, {"full_name": "张三", "birth_date": "1979-06-18", "staff_no": "9", "branch_id": "化学学院"})
    assert planned.new_links == {}
    planned.choose(planned.rows[0], 1)
    assert planned.new_links == {"分工会": ["化学学院"]}
    planned.choose(planned.rows[0], LEAVE)
    assert planned.new_links == {}
