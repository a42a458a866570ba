# SPDX-License-Identifier: MIT
"""The reminder sheets and the workbooks say what is owed, unit by unit, in the office's own words."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.members.dues.conftest import Town
from tests.members.dues.test_queries import paid_up
from tests.printing.reading import overflowing, texts
from unionoffice.errors import Cancelled, OfficeError
from unionoffice.members.dues import forms, queries, sheets
from unionoffice.members.dues.queries import ArrearsLine
from unionoffice.progress import Silent
from unionoffice.sheets.writing import write_workbook
from unionoffice.store.settings import save_settings

DAY = date(2020, 12, 18)


def behind(town: Town) -> list[ArrearsLine]:
    paid_up(town)
    with town.office.work("设置") as work:
        save_settings(work, {"union_name": "江陵大学工会", "branch_label": "二级工会", "dues_reminder_text": "请于月底前补缴。"})
    with town.office.read() as session:
        return queries.arrears(session, "2020-12")


def rows_of(sheet: Worksheet) -> list[list[object]]:
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


def test_each_unit_has_a_sheet_of_its_own(town: Town, tmp_path: Path) -> None:
    path = tmp_path / "催缴单.pdf"
    assert forms.reminders_pdf(path, behind(town), "2020-12", town.office.settings, day=DAY, progress=Silent()) == []
    pages = texts(path)
    assert len(pages) == 2 and overflowing(path) == []
    for said in ("江陵大学工会会费催缴单", "二级工会：图书馆", "所属期截至 2020 年 12 月", "请于月底前补缴。", "第 1 页 共 1 页", "二级工会主席："):
        assert said in pages[1]
    for said in ("001002", "2020 年 11—12 月", "14.00", "2020 年 10—12 月", "30.00", "44.00", "肆拾肆元整", "2 人"):
        assert said in pages[1]
    assert "孙三" in pages[0].replace("　", "").replace(" ", "") and "001002" not in pages[0]


def test_nobody_behind_needs_no_paper_and_a_cancelled_one_stops(town: Town, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="不用催缴"):
        forms.reminders_pdf(tmp_path / "a.pdf", [], "2020-12", town.office.settings, day=DAY)
    stopped = Silent()
    stopped.cancel()
    with pytest.raises(Cancelled):
        forms.reminders_pdf(tmp_path / "a.pdf", behind(town), "2020-12", town.office.settings, day=DAY, progress=stopped)


def test_the_workbook_sums_by_unit_and_names_everybody(town: Town, tmp_path: Path) -> None:
    specs = sheets.arrears_book(behind(town), "2020-12", town.office.settings, DAY)
    book = load_workbook(write_workbook(tmp_path / "欠缴.xlsx", specs, Silent()))
    summary, names = rows_of(book["汇总"]), rows_of(book["名单"])
    assert summary[2] == ["二级工会", "欠缴人数", "欠缴月数", "欠缴金额（元）"]
    assert summary[3:5] == [["机械学院", 1, 3, 45], ["图书馆", 2, 5, 44]]
    assert summary[5][0] == "合计" and str(summary[5][-1]).startswith("=SUM(")
    assert ["图书馆", "001002", "钱二", "2020 年 11—12 月", 2, 14] in names


def test_a_periods_list_is_what_finance_deducts_by(town: Town, tmp_path: Path) -> None:
    paid_up(town)
    with town.office.read() as session:
        lines = queries.lines(session, "2020-11")
    book = load_workbook(write_workbook(tmp_path / "11.xlsx", sheets.dues_book(lines, "2020-11", town.office.settings, DAY), Silent()))
    rows = rows_of(book["会费明细"])
    assert rows[3] == ["001001", "赵一", "机械学院", "2020-11", 2345, "0.5%", 1, 11.7, 11.7, "已缴"]
    assert rows[5] == ["001002", "钱二", "图书馆", "2020-11", 1809.99, "0.5%", 1, 9, 4, 5, "部分"]
    assert sum(Decimal(str(row[7])) for row in rows[3:7]) == Decimal("45.70")
