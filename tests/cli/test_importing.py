# SPDX-License-Identifier: MIT
"""``import``: a dry run writes nothing, refused rows keep their own numbers and reasons, JSON for other programs."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from tests.cli.conftest import Run
from unionoffice.kit.identity import check_digit
from unionoffice.members.records import Member
from unionoffice.office import Office


def new_id(first: str) -> str:
    return first + check_digit(first)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """Title row, header in row 2; row 3 new, row 4 refused, row 5 new."""
    book = Workbook()
    sheet = book.active
    sheet.append(["新进教职工"])
    sheet.append(["工号", "姓名", "身份证号", "用工形式"])
    sheet.append(["39990001", "仇𬱟", new_id("11000019900307002"), "在编"])
    sheet.append(["39990002", "少一位", "11000019900307", "在编"])
    sheet.append(["39990003", "古丽·艾山", None, "劳务派遣"])
    book.save(tmp_path / "名单.xlsx")
    return tmp_path / "名单.xlsx"


def count(folder: Path) -> int:
    office = Office.open(folder, doing="测试")
    with office.read() as session:
        found = session.scalar(select(func.count(Member.id)))
    office.close()
    return found or 0


def test_a_dry_run_tells_everything_and_writes_nothing(at: Run, folder: Path, roster: Path) -> None:
    before = count(folder)
    told = at("import", "members", roster, "--dry-run")
    assert told.code == 1 and told.out.startswith("没有写入，只核对。读到 3 行：新增 2，更新 0，不变 0，拒绝 1")
    assert "第 4 行：" in told.out and "应为 18 位" in told.out
    assert count(folder) == before


def test_good_rows_are_written_and_the_refused_told(at: Run, folder: Path, roster: Path) -> None:
    before = count(folder)
    told = at("import", "members", roster)
    assert told.code == 1 and told.out.startswith("已写入。") and count(folder) == before + 2
    again = at("import", "members", roster)
    assert "新增 0，更新 0，不变 2，拒绝 1" in again.out and again.out.startswith("没有要写入的行")
    assert count(folder) == before + 2


def test_json_is_one_object_for_another_program(at: Run, roster: Path) -> None:
    told = at("import", "members", roster, "--dry-run", "--json")
    facts = json.loads(told.out)
    assert (facts["written"], facts["read"], facts["new"], facts["updated"], facts["unchanged"]) == (False, 3, 2, 0, 0)
    assert [one["row"] for one in facts["refused"]] == [4] and "18 位" in facts["refused"][0]["reason"]
    assert told.err == ""


def test_nothing_refused_is_exit_code_0(at: Run, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["编号", "名称"])
    book.active.append(["950", "篮球馆"])
    book.save(tmp_path / "部门.xlsx")
    told = at("import", "branches", tmp_path / "部门.xlsx")
    assert told.code == 0 and "新增 1" in told.out


@pytest.mark.parametrize("content", [None, b"PK\x03\x04 broken", b""])
def test_a_file_that_cannot_be_read_is_said(at: Run, folder: Path, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "坏.xlsx"
    if content is not None:
        path.write_bytes(content)
    before = count(folder)
    told = at("import", "members", path)
    assert told.code == 3 and told.err.strip().endswith("。") and "Traceback" not in told.err
    assert count(folder) == before


def test_a_plan_comes_in_again_as_it_went_out(at: Run, tmp_path: Path) -> None:
    path = tmp_path / "计划.xlsx"
    assert at("export", "plan", path).code == 0
    told = at("import", "plan", path, "--dry-run")
    assert "拒绝 0" in told.out and "新增 0" in told.out and told.code == 0
    other = at("import", "plan", path, "--year", "2021")
    assert other.code == 0 and other.out.startswith("已写入。")


def test_groups_name_their_branch(at: Run, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["所在分工会", "小组名称"])
    book.active.append(["篮球馆", "一组"])
    book.active.append(["没有的", "二组"])
    book.save(tmp_path / "小组.xlsx")
    (tmp_path / "部门.csv").write_text("编号,名称\n950,篮球馆\n", encoding="utf-8")
    at("import", "branches", tmp_path / "部门.csv")
    told = at("import", "groups", tmp_path / "小组.xlsx")
    assert told.code == 1 and "新增 1，更新 0，不变 0，拒绝 1" in told.out
    assert "第 3 行：没有叫“没有的”的分工会。请先建好，或核对名称。" in told.out
    again = at("import", "groups", tmp_path / "小组.xlsx")
    assert "新增 0，更新 0，不变 1，拒绝 1" in again.out


@pytest.fixture
def two_sheets(roster: Path) -> Path:
    """The roster, a total below it, and a second sheet of people."""
    book = load_workbook(roster)
    book.active.append(["合计", "3 人"])
    sheet = book.create_sheet("二校区")
    sheet.append(["工号", "姓名"])
    sheet.append(["39990009", "单于安"])
    book.save(roster)
    return roster


def test_what_of_the_file_stays_out_is_said(at: Run, two_sheets: Path) -> None:
    told = at("import", "members", two_sheets, "--dry-run")
    assert "留意：跳过不是记录的行（合计行 1）\n留意：工作表“二校区”没有导入" in told.out
    facts = json.loads(at("import", "members", two_sheets, "--dry-run", "--json").out)
    assert facts["sheet"] == "Sheet" and len(facts["left_out"]) == 2 and facts["returned"] is None


def test_another_sheet_by_its_name(at: Run, two_sheets: Path) -> None:
    told = at("import", "members", two_sheets, "--sheet", "二校区", "--dry-run")
    assert told.code == 0 and "读到 1 行：新增 1" in told.out
    none = at("import", "members", two_sheets, "--sheet", "三校区")
    assert none.code == 3 and "文件里没有工作表“三校区”，没有导入。有：Sheet、二校区。" in none.err


def test_the_sheet_is_given_back_with_the_reasons(at: Run, folder: Path, roster: Path, tmp_path: Path) -> None:
    told = at("import", "members", roster, "--refused", tmp_path / "退回.xlsx")
    assert told.code == 1 and f"错误原因写在：{tmp_path / '退回.xlsx'}" in told.out
    sheet = load_workbook(tmp_path / "退回.xlsx").active
    assert sheet["E2"].value == "错误原因" and "应为 18 位" in str(sheet["E4"].value) and sheet["E3"].value is None
    before = count(folder)
    nowhere = at("import", "members", roster, "--refused", tmp_path / "没有" / "x.xlsx")
    assert nowhere.code == 3 and count(folder) == before
