# SPDX-License-Identifier: MIT
"""``import``: a dry run writes nothing, refused rows keep their own numbers and reasons, JSON for other programs."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook
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
