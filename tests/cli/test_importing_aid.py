# SPDX-License-Identifier: MIT
"""``import aid``: a ledger of earlier years; doubt and bad input are told by row and not written."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from tests.cli.conftest import Run
from unionoffice.aid.records import AidPayment
from unionoffice.members.actions import record_event, save_member
from unionoffice.members.family import FamilyRow, Relative, save_rows
from unionoffice.office import Office

HEAD = ("发放日期", "凭证号", "姓名", "工号", "所在单位", "慰问类别", "事由", "金额（元）")
Sheet = Callable[[Sequence[Sequence[object]]], Path]


@pytest.fixture
def people(folder: Path) -> None:
    """文若山 and 文若水 are married, 文若海 died in 2019, two are called 文若云."""
    office = Office.open(folder, doing="测试")
    with office.work("建立") as work:
        made = [
            save_member(work, None, {"full_name": name, "staff_no": f"3999000{n}", "join_date": "2010-03"}).id
            for n, name in enumerate(("文若山", "文若水", "文若海", "文若云", "文若云"))
        ]
        for one, other in ((made[0], "文若水"), (made[1], "文若山")):
            save_rows(work, Relative, one, [FamilyRow(None, {"relation_code": "10", "full_name": other})])
        record_event(work, made[2], "death", date(2019, 5, 1))
    office.close()


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    def make(rows: Sequence[Sequence[object]]) -> Path:
        book = Workbook()
        book.active.append(["2018 年慰问台账"])
        book.active.append(list(HEAD))
        for row in rows:
            book.active.append(list(row))
        book.save(tmp_path / "2018.xlsx")
        return tmp_path / "2018.xlsx"

    return make


def imported(folder: Path) -> list[tuple[str | None, str | None]]:
    office = Office.open(folder, doing="测试")
    with office.read() as session:
        rows = session.execute(
            select(AidPayment.full_name, AidPayment.old_voucher_no).where(AidPayment.imported).order_by(AidPayment.id)
        ).all()
    office.close()
    return [(name, number) for name, number in rows]


def paid(name: str, staff_no: str | None, amount: object = 800, kind: str = "住院慰问", day: str = "2018-03-05") -> list[object]:
    return [day, None, name, staff_no, None, kind, None, amount]


def test_sure_rows_go_in_and_doubt_is_told_by_row(at: Run, folder: Path, people: None, sheet: Sheet) -> None:
    path = sheet([["2018-03-05", "17", "文若山", "39990000", None, "住院慰问", "骨折", 800], paid("文若云", None), paid("查无此人", None)])
    told = at("import", "aid", path, "--dry-run")
    assert told.code == 1 and told.out.startswith("没有写入，只核对。读到 3 行：新增 1") and imported(folder) == []
    assert "第 4 行：只有姓名，不能确定是谁。名册里有文若云（39990003）、文若云（39990004）" in told.out
    assert "第 5 行：名册里没有“查无此人”" in told.out
    told = at("import", "aid", path)
    assert told.code == 1 and told.out.startswith("已写入。") and imported(folder) == [("文若山", "17")]
    assert at("check").code == 0


@pytest.mark.parametrize(
    ("amount", "why"),
    [(0, "要大于 0"), ("-800", "要大于 0"), ("800.123", "小数"), (800.123, "小数"), ("八百", "不是金额"), ("8oo", "不是金额"), ("1,00,0.5元x", "不是金额")],
)
def test_an_amount_that_is_none_is_refused(at: Run, folder: Path, people: None, sheet: Sheet, amount: object, why: str) -> None:
    facts = json.loads(at("import", "aid", sheet([paid("文若山", "39990000", amount)]), "--json").out)
    assert facts["written"] is False and [one["row"] for one in facts["refused"]] == [3]
    assert why in facts["refused"][0]["reason"] and imported(folder) == []


def test_the_same_payment_twice_is_refused(at: Run, folder: Path, people: None, sheet: Sheet) -> None:
    path = sheet([paid("文若山", "39990000"), paid("文若山", "39990000")])
    told = at("import", "aid", path)
    assert "第 4 行：文若山" in told.out and "在这张表里已经有了" in told.out and len(imported(folder)) == 1
    assert "已经在台账里" in at("import", "aid", path).out and len(imported(folder)) == 1


def test_a_couple_paid_twice_is_pointed_at(at: Run, people: None, sheet: Sheet) -> None:
    rows = [paid("文若山", "39990000", 2000, "困难补助"), paid("文若水", "39990001", 2000, "困难补助")]
    facts = json.loads(at("import", "aid", sheet(rows), "--json").out)
    assert facts["written"] and facts["new"] == 2
    assert facts["noted"] == [{"row": 4, "what": "配偶文若山已经领过困难补助，夫妻合发一份，请核对。"}]
    assert "配偶文若水已经领过" in at("import", "aid", sheet([paid("文若山", "39990000", 500, "困难补助", "2018-09-01")])).out


def test_who_was_gone_by_then_is_asked_about_and_a_bereavement_is_not(at: Run, people: None, sheet: Sheet) -> None:
    rows = [
        paid("文若海", "39990002", 800, "住院慰问", "2019-06-01"), paid("文若海", "39990002", 800, "住院慰问", "2018-06-01"),
        paid("文若海", "39990002", 1500, "抚恤", "2019-06-02"),
    ]  # fmt: skip
    told = at("import", "aid", sheet(rows))
    assert told.code == 0 and "第 3 行留意：文若海已不在册：去世" in told.out
    assert "第 4 行" not in told.out and "第 5 行" not in told.out
