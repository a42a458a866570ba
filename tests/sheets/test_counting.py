# SPDX-License-Identifier: MIT
"""Formulas leave with the values that a program would show, so that a phone's preview shows totals too."""

import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from unionoffice.progress import Silent
from unionoffice.sheets.counting import counted
from unionoffice.sheets.reading import read_book
from unionoffice.sheets.specs import BlockSheet, ColumnSpec, Formula, SheetSpec
from unionoffice.sheets.writing import write_workbook

ROW = [Decimal(10), Decimal(4), None, "甲", 0, 2.5]


def of(formula: str, *more: Sequence[object]) -> object:
    """The value of a formula in G2, beside ROW, with other rows below."""
    rows: dict[int, Sequence[object]] = {2: [*ROW, Formula(formula)]}
    rows |= dict(enumerate(more, 3))
    return counted(rows).get("G2")


@pytest.mark.parametrize(("formula", "value"), [
    ("=A2+B2-C2", 14), ("=A2-B2*2", 2), ("=(A2-B2)*2", 12), ("=-A2+1", -9), ("=A2/B2", Decimal("2.5")), ("=SUM(A2:F2)", Decimal("16.5")),
    ("=B2+SUM(A2:B2)-SUM(E2:F2)", Decimal("15.5")), ("=AVERAGE(A2:B2)", 7), ("=ROUND(A2/3,2)", Decimal("3.33")), ("=ROUND(2.5,0)", 3),
    ('=IF(E2=0,0,A2/E2)', 0), ('=IF(C2="","",B2/C2)', ""), ('=IF(B2="","",A2/B2)', Decimal("2.5")), ("=IF(A2<>10,1,2)", 2),
    ('=COUNTA(A2:F2)&" 项"', "5 项"), ('="完成 "&COUNTIF(A2:F2,10)&" 项"', "完成 1 项"), ('=COUNTIF(A2:F2,"甲")', 1),
    ("=SUM(A2:A4)", 13), ("=A5", None), ("=D2", "甲"),
])  # fmt: skip
def test_the_formulas_our_sheets_hold(formula: str, value: object) -> None:
    assert of(formula, [1], [2]) == value


@pytest.mark.parametrize("formula", ["=A2/E2", "=D2+1", "=VLOOKUP(A2:B2,1)", "=A2+", "=SUM(A2)", "=(A2", "=A2 B2", "=G2", "=AVERAGE(D2:D2)", "='表'!A1"])
def test_what_cannot_be_worked_out_has_no_value(formula: str) -> None:
    assert of(formula) is None


def test_formulas_count_over_formulas() -> None:
    rows = {1: [1, 2, Formula("=A1+B1")], 2: [3, 4, Formula("=A2+B2")], 3: [None, None, Formula("=SUM(C1:C2)")]}
    assert counted(rows) == {"C1": 3, "C2": 7, "C3": 10}


@given(st.text("=+-*/&()<>\"A1:SUMIF, 0", max_size=20))
def test_no_text_brings_it_down(text: str) -> None:
    of(f"={text}")


COLUMNS = [ColumnSpec("项目", 20), ColumnSpec("上年", 12, "money", total=True), ColumnSpec("本年", 12, "money", total=True), ColumnSpec("增减", 12, "money")]
ROWS = [("慰问 <a&b>", Decimal("100.10"), Decimal("200.25"), Formula("=C{row}-B{row}")), ("助学", None, Decimal(50), Formula("=C{row}-B{row}"))]


def table(title: str) -> SheetSpec:
    return SheetSpec(title, COLUMNS, ROWS, totals={"增减": Formula("=SUM(D{first}:D{last})"), "项目": Formula('=COUNTA(A{first}:A{last})&" 项 <&>"')})


def test_a_workbook_shows_its_totals_without_being_counted(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "表.xlsx", [table("一"), BlockSheet("二", [table("甲"), table("乙")])], Silent())
    shown, kept = load_workbook(path, data_only=True), load_workbook(path)
    assert [cell.value for cell in shown["一"][6]] == ["2 项 <&>", 100.1, 250.25, 150.15]
    assert [cell.value for cell in kept["一"][6]] == ['=COUNTA(A4:A5)&" 项 <&>"', "=SUM(B4:B5)", "=SUM(C4:C5)", "=SUM(D4:D5)"]
    assert [row[3].value for row in shown["二"].iter_rows() if isinstance(row[3].value, float | int)] == [100.15, 50, 150.15] * 2
    assert kept["一"]["B6"].number_format == shown["一"]["B6"].number_format == "#,##0.00"
    read = read_book(path, Silent())
    assert read.sheets[0].rows[5] == ["2 项 <&>", 100.1, 250.25, 150.15]


def test_every_part_is_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "表.xlsx", [table("一")], Silent())
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
    assert [one.name for one in tmp_path.iterdir()] == ["表.xlsx"]


def test_the_sample_of_a_shown_list_has_its_sum(tmp_path: Path) -> None:
    rows = [(f"{n}", Decimal(n) / 3) for n in range(1, 1200)]
    spec = SheetSpec("单", [ColumnSpec("号"), ColumnSpec("金额", kind="money", total=True)], rows)
    path = write_workbook(tmp_path / "单.xlsx", [spec], Silent())
    total = load_workbook(path, data_only=True).active.cell(3 + len(rows) + 1, 2).value
    assert total == pytest.approx(float(sum(amount for _, amount in rows)))
