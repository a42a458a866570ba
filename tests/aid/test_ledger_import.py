# SPDX-License-Identifier: MIT
"""Earlier years' ledgers through the same import: sure matches go in, doubtful ones are refused with the candidates."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from unionoffice.aid.numbering import next_voucher_no
from unionoffice.aid.queries import figures, member_history
from unionoffice.aid.records import SIGNED, AidPayment
from unionoffice.aid.registers import PAST_PAYMENTS
from unionoffice.errors import OfficeError
from unionoffice.members.actions import save_member
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.import_file import read_import
from unionoffice.sheets.import_plan import ImportPlan
from unionoffice.sheets.import_write import write_import
from unionoffice.sheets.importing import plan_import

HEAD = ("序号", "发放日期", "凭证号", "姓名", "工号", "所在单位", "慰问类别", "慰问事由", "金额（元）")
Draft = Callable[..., AidPayment]


def plan(office: Office, folder: Path, rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD) -> ImportPlan:
    book = Workbook()
    book.active.append(["江陵大学工会 2018 年慰问台账"])
    book.active.append(list(head))
    for row in rows:
        book.active.append(list(row))
    book.save(folder / "2018.xlsx")
    with office.read() as session:
        file = read_import(session, folder / "2018.xlsx", PAST_PAYMENTS, Silent())
        return plan_import(session, PAST_PAYMENTS, file.rows(), office.today(), Silent(), "2018.xlsx")


def write(office: Office, planned: ImportPlan) -> int:
    with office.work("导入往年台账") as work:
        return write_import(work, planned, Silent()).step


def stored(office: Office) -> list[AidPayment]:
    with office.read() as session:
        return list(session.scalars(select(AidPayment).order_by(AidPayment.id)).unique())


def test_rows_go_in_with_their_own_number_and_take_none_of_ours(office: Office, tmp_path: Path) -> None:
    rows = [
        (1, "2018-03-05", "2018-17", "蔡文静", "10020417", "数学与统计学院", "住院", "骨折", 800),
        (2, "2018.10.22", 43, "迪丽娜尔•艾山", "10030562", None, "直系亲属去世", "父亲去世", "1,000.00"),
        (3, date(2018, 11, 2), None, "𬱟𠮷㛃", None, "数学与统计学院", "困难补助", None, 2000),
    ]
    planned = plan(office, tmp_path, rows)
    assert [(row.fate, row.problems) for row in planned.rows] == [("new", [])] * 3
    step = write(office, planned)
    first, second, third = stored(office)
    assert (first.old_voucher_no, first.voucher_no, first.year, first.status) == ("2018-17", None, None, SIGNED)
    assert (first.member_id, first.aid_type_name, first.amount, first.counted_amount) == (1, "住院慰问", 800, 800)
    assert (second.old_voucher_no, second.booked_on, third.member_id) == ("43", date(2018, 10, 22), 2)
    with office.read() as session:
        assert next_voucher_no(session, office.settings, 2018) == "慰-2018-0001"
        assert figures(session, date(2018, 1, 1), date(2018, 12, 31)).amount == Decimal(3800)
        assert [line.voucher_no for line in member_history(session, 1)] == ["2018-17"]
    assert office.check() == []
    office.undo(step, "导入往年台账")
    assert stored(office) == [] and office.check() == []


@pytest.mark.parametrize(
    ("name", "staff_no", "branch", "why"),
    [
        ("蔡文静", None, None, "只有姓名，不能确定是谁。名册里有蔡文静（10020417，数学与统计学院）。请在表里填上工号。"),
        ("蔡文静", None, "外国语学院", "“外国语学院”和名册对不上，不能确定是谁。名册里有蔡文静（10020417，数学与统计学院）。请在表里填上工号。"),
        ("蔡文静", "99", "数学与统计学院", "工号 99 不在名册，不能确定是谁。名册里有蔡文静（10020417，数学与统计学院）。请在表里填上工号。"),
        ("王强", None, "数学与统计学院", "“数学与统计学院”里叫“王强”的有 2 人，不能确定是谁。名册里有王强（30000001，数学与统计学院）、王强（30000002，数学与统计学院）。请在表里填上工号。"),
        ("王强", "10020417", None, "工号是蔡文静（10020417，数学与统计学院）的，这一行写的是“王强”。请核对。"),
        ("查无此人", None, "数学与统计学院", "名册里没有“查无此人”。请核对姓名，或先把这个人加进名册。"),
        (None, None, "数学与统计学院", "没有姓名、工号和证件号码能认出是谁。请补上工号，或姓名和单位。"),
    ],
)  # fmt: skip
def test_doubt_is_refused_with_the_candidates(
    office: Office, tmp_path: Path, name: str | None, staff_no: str | None, branch: str | None, why: str
) -> None:
    with office.work("建立") as work:
        for number in ("30000001", "30000002"):
            save_member(work, None, {"full_name": "王强", "staff_no": number, "branch_id": 1})
    (row,) = plan(office, tmp_path, [(1, "2018-03-05", None, name, staff_no, branch, "住院慰问", None, 800)]).rows
    assert (row.fate, row.problems) == ("refused", [why])


@pytest.mark.parametrize(
    ("day", "kind", "amount", "why"),
    [
        ("2018-03-05", "买花", 800, "没有“买花”这一类。"),
        ("2018-03-05", "慰问", 800, "“慰问”可能是几类。"),
        ("2018-03-05", "住院慰问", 0, "金额要大于 0。"),
        ("2018-03-05", "住院慰问", "八百", "金额"),
        ("2021-03-05", "住院慰问", 800, "还没到"),
        (None, "住院慰问", 800, "请填写日期"),
    ],
)
def test_a_row_that_says_too_little_or_wrong_things(
    office: Office, tmp_path: Path, day: str | None, kind: str, amount: object, why: str
) -> None:
    (row,) = plan(office, tmp_path, [(1, day, None, "蔡文静", "10020417", None, kind, None, amount)]).rows
    assert row.fate == "refused" and why in row.text


def test_the_same_payment_does_not_come_in_twice(office: Office, tmp_path: Path, issued: Draft) -> None:
    issued("hospital", 800, on=date(2020, 3, 5))
    rows = [(n, day, None, "蔡文静", "10020417", None, "住院慰问", None, 800) for n, day in ((1, "2020-03-05"), (2, "2018-03-05"), (3, "2018-03-05"))]
    planned = plan(office, tmp_path, rows)
    assert [row.fate for row in planned.rows] == ["refused", "new", "refused"]
    assert "已经在台账里" in planned.rows[0].text and "在这张表里已经有了" in planned.rows[2].text
    write(office, planned)
    assert [row.fate for row in plan(office, tmp_path, rows).rows] == ["refused"] * 3


def test_who_is_found_by_the_identity_number(office: Office, tmp_path: Path) -> None:
    head = ("日期", "姓名", "身份证号", "类型", "金额")
    (row,) = plan(office, tmp_path, [("2018-03-05", "蔡文静", "110000197906180624", "住院慰问", 800)], head).rows
    assert row.fate == "new" and row.values["member_id"] == 1


def test_an_imported_payment_is_locked(office: Office, tmp_path: Path) -> None:
    write(office, plan(office, tmp_path, [(1, "2018-03-05", "17", "蔡文静", "10020417", None, "住院慰问", None, 800)]))
    with pytest.raises(OfficeError, match="凭证 17 已签发，不能修改"), office.work("改") as work:
        work.session.get_one(AidPayment, 1).amount = Decimal(1)
