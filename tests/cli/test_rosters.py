# SPDX-License-Identifier: MIT
"""``export`` and ``print`` of members: rosters of any day, the ten named lists, form 8, the real-name table."""

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.cli.conftest import Run
from unionoffice.cli.parser import LISTS
from unionoffice.members.lists import LISTS as KNOWN
from unionoffice.members.sheets import REAL_NAME


def rows(path: Path, sheet: int = 0) -> list[tuple[object, ...]]:
    return list(load_workbook(path).worksheets[sheet].iter_rows(values_only=True))


def notes(folder: Path) -> list[dict[str, object]]:
    """What was noted, newest last: who and the words by name."""
    with sqlite3.connect(folder / "office.db") as connection:
        found = connection.execute("SELECT actor, action, changes FROM audit_log WHERE op = 'note' ORDER BY id").fetchall()
    return [{"actor": who, "action": what, **{k: new for k, (_, new) in json.loads(said).items()}} for who, what, said in found]


def some(folder: Path, what: str, condition: str) -> list[str]:
    with sqlite3.connect(folder / "office.db") as connection:
        return [row[0] for row in connection.execute(f"SELECT {what} FROM member WHERE {condition} ORDER BY id").fetchall()]


def squeezed(path: Path) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(path).pages).split())


# --- the real-name table -------------------------------------------------------------------------------------------------


def test_the_real_name_table_has_full_numbers_and_leaves_a_trace(at: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "实名制.xlsx"
    told = at("export", "real-name", path, "--purpose", " 报市总工会 ", "--filter", "用工形式=在编")
    made = rows(path)
    assert told.code == 0 and f"已导出 {len(made) - 1} 人，含完整号码，用途已记入审计" in told.out
    assert made[0] == tuple(heading for heading, _ in REAL_NAME)
    assert all(isinstance(cell, str | None) for row in made for cell in row), "text cells only"
    numbers = {row[7] for row in made[1:]}
    assert numbers == set(some(folder, "id_number", "employment_type = 'permanent'"))
    note = notes(folder)[-1]
    assert (note["用途"], note["行数"], note["筛选"]) == ("报市总工会", len(made) - 1, "用工形式：在编")
    assert note["校验值"] == hashlib.sha256(path.read_bytes()).hexdigest() and note["actor"]


@pytest.mark.parametrize("words", [("--purpose", "  "), ("--purpose", "")])
def test_without_a_purpose_nothing_goes_out(at: Run, folder: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    before = notes(folder)
    for what in (("real-name",), ("members",), ("aid",), ("roster",)):
        told = at("export", *what, tmp_path / "x.xlsx", *words)
        assert told.code == 3 and "请写明用途" in told.err
    assert list(tmp_path.glob("*.xlsx")) == [] and notes(folder) == before


def test_the_purpose_is_one_of_its_words(at: Run, tmp_path: Path) -> None:
    told = at("export", "real-name", tmp_path / "x.xlsx")
    assert told.code == 2 and "还缺：--purpose" in told.err and list(tmp_path.glob("*.xlsx")) == []


def test_a_list_with_full_numbers_for_a_purpose(at: Run, folder: Path, tmp_path: Path) -> None:
    told = at("export", "members", tmp_path / "全.xlsx", "--purpose", "核对手机")
    assert told.code == 0 and "含完整号码" in told.out
    mobiles = {str(cell) for row in rows(tmp_path / "全.xlsx") for cell in row}
    assert set(some(folder, "mobile", "mobile IS NOT NULL")) <= mobiles and not any("****" in cell for cell in mobiles)
    assert notes(folder)[-1]["用途"] == "核对手机"


# --- rosters ----------------------------------------------------------------------------------------------------------------


def test_the_roster_of_another_day(at: Run, folder: Path, tmp_path: Path) -> None:
    now, then = tmp_path / "今.xlsx", tmp_path / "昔.xlsx"
    assert at("export", "roster", now).code == 0
    told = at("export", "roster", then, "--day", "2016.1.1")
    assert told.code == 0 and "截至 2016-01-01 在册" in told.out
    count_now, count_then = (sum(isinstance(row[0], int) for row in rows(path)) for path in (now, then))
    assert 0 < count_then < count_now and f"已导出 {count_then} 人" in told.out
    assert any("****" in str(cell) for row in rows(now) for cell in row)


def test_a_roster_of_one_unit_on_paper_and_as_a_workbook(at: Run, folder: Path, tmp_path: Path) -> None:
    [branch] = some(folder, "(SELECT name FROM branch WHERE branch.id = branch_id)", "membership_status = 'active' AND branch_id IS NOT NULL")[:1]
    assert at("export", "roster", tmp_path / "册.xlsx", "--branch", branch).code == 0
    listed = [row for row in rows(tmp_path / "册.xlsx") if isinstance(row[0], int)]
    assert {row[10] for row in listed} == {branch}
    told = at("print", "roster", "--branch", branch, "--out", tmp_path / "册.pdf")
    paper = squeezed(tmp_path / "册.pdf")
    assert told.code == 0 and all(str(row[1]) in paper for row in listed) and f"共{len(listed)}人" in paper
    everything = at("print", "roster", "--out", tmp_path / "全.pdf")
    assert everything.code == 0 and len(PdfReader(tmp_path / "全.pdf").pages) > len(PdfReader(tmp_path / "册.pdf").pages)


@pytest.mark.parametrize(("words", "said"), [
    (("--day", "2020-13-01"), "2020-13-01 不存在"), (("--day", "2020-12"), "只有年月"), (("--branch", "没有的学院"), "没有叫“没有的学院”的"),
    (("--day", "1950-01-01"), "截至 1950-01-01 没有这样的会员，没有打印"),
])  # fmt: skip
def test_a_roster_that_cannot_be_is_said(at: Run, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    told = at("print", "roster", *words, "--out", tmp_path / "x.pdf")
    assert told.code == 3 and said in told.err and not (tmp_path / "x.pdf").exists()


# --- the named lists ------------------------------------------------------------------------------------------------------------


def test_the_command_line_knows_the_lists_there_are(at: Run) -> None:
    assert list(LISTS) == [one.key for one in KNOWN] and len(LISTS) == 10
    help_text = at("export", "list", "--help").out
    assert all(key in help_text and title in help_text for key, title in LISTS.items())


@pytest.mark.parametrize("key", LISTS)
def test_each_named_list_goes_out_and_on_paper(at: Run, tmp_path: Path, key: str) -> None:
    told = at("export", "list", key, tmp_path / "单.xlsx", "--year", "2020", "--month", "5")
    listed = [row for row in rows(tmp_path / "单.xlsx") if isinstance(row[0], int)]
    assert told.code == 0 and f" {len(listed)} 行：" in told.out
    paper = at("print", "list", key, "--year", "2020", "--month", "5", "--out", tmp_path / "单.pdf")
    assert paper.code == 0 and f"共{len(listed)}行" in squeezed(tmp_path / "单.pdf")


def test_a_list_of_another_month(at: Run, tmp_path: Path) -> None:
    told = at("export", "list", "birthday", tmp_path / "单.xlsx", "--month", "5")
    assert "2020 年 5 月生日名单" in told.out, "the year is the office's own"
    bad = at("export", "list", "birthday", tmp_path / "x.xlsx", "--month", "13")
    assert bad.code == 3 and "没有 13 月" in bad.err
    unknown = at("export", "list", "wedding", tmp_path / "x.xlsx")
    assert unknown.code == 2 and "不能是“wedding”" in unknown.err


# --- form 8 ------------------------------------------------------------------------------------------------------------------------


def test_registration_forms_are_printed_and_noted(at: Run, folder: Path, tmp_path: Path) -> None:
    one, two = some(folder, "staff_no", "staff_no IS NOT NULL")[:2]
    [name] = some(folder, "full_name", f"staff_no = '{one}'")
    told = at("print", "registration", one, two, "--out", tmp_path / "登记表.pdf")
    assert told.code in (0, 1) and len(PdfReader(tmp_path / "登记表.pdf").pages) == 2
    assert "会员登记表" in squeezed(tmp_path / "登记表.pdf") and name in squeezed(tmp_path / "登记表.pdf")
    assert [note["打印"] for note in notes(folder)[-2:]] == ["会员登记表"] * 2


def test_a_number_nobody_has_prints_and_notes_nothing(at: Run, folder: Path, tmp_path: Path) -> None:
    [one] = some(folder, "staff_no", "staff_no IS NOT NULL")[:1]
    before = notes(folder)
    told = at("print", "registration", one, "00000", "--out", tmp_path / "x.pdf")
    assert told.code == 3 and "没有工号是 00000 的会员，没有打印" in told.err
    nowhere = at("print", "registration", one, "--out", tmp_path / "没有" / "x.pdf")
    assert nowhere.code == 3 and notes(folder) == before
