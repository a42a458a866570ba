# SPDX-License-Identifier: MIT
"""``export`` and ``print`` of the dues, from the sample office's assessed year."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.cli.conftest import Run
from unionoffice.members.dues import queries
from unionoffice.office import Office


def text_of(path: Path) -> str:
    return "".join(str(cell) for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row if cell)


@pytest.fixture
def newest(folder: Path) -> tuple[str, int, int]:
    """The last assessed period, its lines, and how many people are behind at the office's day."""
    office = Office.open(folder, doing="测试")
    with office.read() as session:
        period = queries.newest_period(session) or ""
        found = period, len(queries.lines(session, period)), len(queries.arrears(session, f"{office.today():%Y-%m}"))
    office.close()
    return found


def test_the_dues_of_the_newest_period(at: Run, newest: tuple[str, int, int], tmp_path: Path) -> None:
    period, count, _behind = newest
    told = at("export", "dues", tmp_path / "会费.xlsx")
    assert told.code == 0 and f"会费 {count:,} 笔，应缴 " in told.out and "欠缴 " in told.out
    named = at("export", "dues", tmp_path / "同.xlsx", "--period", period)
    assert named.code == 0 and text_of(tmp_path / "同.xlsx") == text_of(tmp_path / "会费.xlsx")


@pytest.mark.parametrize(("period", "said"), [("2031-01", "2031 年 1 月还没有核定会费，没有导出。核定过的有：2020 年"), ("五月", "不是日期")])
def test_a_period_without_dues_is_said(at: Run, tmp_path: Path, period: str, said: str) -> None:
    told = at("export", "dues", tmp_path / "x.xlsx", "--period", period)
    assert told.code == 3 and said in told.err and not (tmp_path / "x.xlsx").exists()


def test_who_is_behind_and_their_reminders(at: Run, newest: tuple[str, int, int], tmp_path: Path) -> None:
    _period, _count, behind = newest
    assert behind
    told = at("export", "arrears", tmp_path / "欠.xlsx")
    assert told.code == 0 and f"已导出欠缴名单 {behind} 人，截至2020 年 12 月共欠 " in told.out
    assert load_workbook(tmp_path / "欠.xlsx").sheetnames == ["汇总", "名单"]
    paper = at("print", "reminders", "--out", tmp_path / "催.pdf")
    assert paper.code == 0 and "会费催缴单" in "".join(PdfReader(tmp_path / "催.pdf").pages[0].extract_text().split())


def test_before_anything_was_due_nobody_is_reminded(at: Run, tmp_path: Path) -> None:
    told = at("print", "reminders", "--until", "2001-01", "--out", tmp_path / "x.pdf")
    assert told.code == 3 and "没有欠缴的会员，不用催缴" in told.err and not (tmp_path / "x.pdf").exists()
    empty = at("export", "arrears", tmp_path / "无.xlsx", "--until", "2001-01")
    assert empty.code == 0 and "已导出欠缴名单 0 人" in empty.out
