# SPDX-License-Identifier: MIT
"""The sheet given back has its rows where they were and says beside the wrong ones what is wrong."""

from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from unionoffice.progress import Silent
from unionoffice.sheets.cells import CellError, Sheet, Span
from unionoffice.sheets.error_copy import write_error_copy
from unionoffice.sheets.reading import read_book

ROSTER = Sheet(
    "花名册",
    False,
    [
        ["会员花名册"],
        [],
        ["姓名", "工号", "入会时间", "金额"],
        ["赵一", "0012", date(2010, 9, 1), 300],
        ["=钱二", "0013", datetime(2011, 3, 4, 8, 30), CellError("#DIV/0!")],
    ],
    merged=[Span(1, 0, 1, 3)],
)


def test_reason_stands_after_the_last_column(tmp_path: Path) -> None:
    path = write_error_copy(
        ROSTER, {5: "金额：算式出错，读不出数"}, tmp_path / "册.xlsx", Silent(), header_row=3
    )
    ws = load_workbook(path)["花名册"]
    assert [ws.cell(row, 5).value for row in range(1, 6)] == [
        None,
        None,
        "错误原因",
        None,
        "金额：算式出错，读不出数",
    ]
    assert ws.auto_filter.ref == "A3:E5" and ws.freeze_panes == "A4"
    assert [str(span) for span in ws.merged_cells.ranges] == ["A1:D1"]


def test_values_come_back_as_they_were(tmp_path: Path) -> None:
    path = write_error_copy(ROSTER, {}, tmp_path / "册.xlsx", Silent(), header_row=3)
    rows = read_book(path, Silent()).sheets[0].rows
    assert rows[3] == ROSTER.rows[3]
    assert rows[4] == ["=钱二", "0013", datetime(2011, 3, 4, 8, 30), "#DIV/0!"]
    assert rows[2] == [*ROSTER.rows[2], "错误原因"]


def test_rows_keep_their_numbers_when_the_sheet_begins_further_down(tmp_path: Path) -> None:
    path = write_error_copy(
        Sheet("表", False, [["姓名"], ["赵一"]], first_row=4),
        {5: "重复"},
        tmp_path / "册.xlsx",
        Silent(),
        header_row=4,
    )
    assert read_book(path, Silent()).sheets[0].rows == [[], [], [], ["姓名", "错误原因"], ["赵一", "重复"]]
