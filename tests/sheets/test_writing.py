# SPDX-License-Identifier: MIT
"""The workbooks an office sends out keep the habits of DOMAIN §H and hold what was given, never a formula by chance."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from unionoffice.errors import Cancelled
from unionoffice.progress import Silent
from unionoffice.sheets.writing import (
    BlockSheet,
    ColumnSpec,
    Formula,
    SheetSpec,
    report_file_name,
    write_workbook,
)

COLUMNS = (
    ColumnSpec("序号", 6, "int"),
    ColumnSpec("姓名", 10),
    ColumnSpec("身份证号", 22),
    ColumnSpec("金额", 12, "money", total=True),
    ColumnSpec("日期", 12, "day"),
    ColumnSpec("摘要", 20, wrap=True),
)
ROWS = [
    (1, "赵一", "110000199001010012", Decimal("1000.50"), date(2026, 3, 5), "住院"),
    (2, "钱二", "110000199001010020", None, None, "=1+1"),
    (3, "孙三", "110000199001010039", Decimal(300), date(2026, 3, 9), None),
]


def grants(**changes: object) -> SheetSpec:
    given: dict[str, object] = {
        "title": "慰问金发放明细表",
        "columns": COLUMNS,
        "rows": ROWS,
        "sheet_name": "明细",
        "unit_line": ("填报单位：×××大学工会", "截止日期：2026-03-31", "单位：元"),
        "freeze_columns": 2,
        "signed_on": date(2026, 4, 5),
    }
    return SheetSpec(**{**given, **changes})  # type: ignore[arg-type]


def written(tmp_path: Path, *sheets: SheetSpec | BlockSheet):  # type: ignore[no-untyped-def]
    return load_workbook(write_workbook(tmp_path / "表.xlsx", sheets, Silent()))


def test_sheet_keeps_the_habits(tmp_path: Path) -> None:
    ws = written(tmp_path, grants())["明细"]
    assert ws["A1"].value == "慰问金发放明细表"
    assert ws["A1"].font.bold and ws["A1"].font.size == 16
    assert "A1:F1" in [str(span) for span in ws.merged_cells.ranges]
    line = [cell.value for cell in ws[2] if cell.value]
    assert line == ["填报单位：×××大学工会", "截止日期：2026-03-31", "单位：元"]
    assert [cell.value for cell in ws[3]] == [column.heading for column in COLUMNS]
    assert ws["B3"].font.bold and ws["B3"].border.left.style == "thin" and ws["B3"].alignment.wrap_text
    assert ws.freeze_panes == "C4"
    assert (ws.page_setup.paperSize, ws.page_setup.orientation) == (9, "landscape")
    assert ws.sheet_properties.pageSetUpPr.fitToPage and ws.page_setup.fitToHeight == 0
    assert ws.print_title_rows == "$1:$3"
    assert ws.oddFooter.center.text == "第&P页 共&N页"


def test_cells_have_the_formats_of_their_kind(tmp_path: Path) -> None:
    ws = written(tmp_path, grants())["明细"]
    assert (ws["C4"].value, ws["C4"].number_format) == ("110000199001010012", "@")
    assert (ws["D4"].value, ws["D4"].number_format) == (1000.5, "#,##0.00")
    assert (ws["E4"].value.date(), ws["E4"].number_format) == (date(2026, 3, 5), "yyyy-mm-dd")
    assert ws["D5"].value is None and ws["E5"].value is None


def test_totals_are_sums_over_the_rows_and_signatures_come_last(tmp_path: Path) -> None:
    ws = written(tmp_path, grants())["明细"]
    assert ws["D7"].value == "=SUM(D4:D6)"
    assert ws["A7"].value == "合计"
    last = ws.cell(ws.max_row, 1).value
    assert last.startswith("制表人：") and "负责人：" in last and last.endswith("2026年4月5日")


def test_no_rows_means_blank_totals(tmp_path: Path) -> None:
    ws = written(tmp_path, grants(rows=[]))["明细"]
    assert (ws["A4"].value, ws["D4"].value) == ("合计", None)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@x", "#N/A", "=cmd|' /C calc'!A0", "1e5", "TRUE"])
def test_text_is_never_a_formula_number_or_error(tmp_path: Path, text: str) -> None:
    spec = SheetSpec("表", [ColumnSpec("甲"), ColumnSpec("乙", kind="money")], [(text, text)], plain=True)
    ws = written(tmp_path, spec)["表"]
    assert [(cell.value, cell.data_type) for cell in ws[2]] == [(text, "s"), (text, "s")]


def test_numbers_in_text_and_date_columns_are_text(tmp_path: Path) -> None:
    spec = SheetSpec("表", [ColumnSpec("工号"), ColumnSpec("日期", kind="day")], [(12, 200307)], plain=True)
    assert [cell.value for cell in written(tmp_path, spec)["表"][2]] == ["12", "200307"]


def test_control_characters_are_left_out(tmp_path: Path) -> None:
    spec = SheetSpec("表", [ColumnSpec("甲")], [("赵\x0b一\x00",)], plain=True)
    assert written(tmp_path, spec)["表"]["A2"].value == "赵一"


def test_plain_sheet_is_header_and_rows_only(tmp_path: Path) -> None:
    ws = written(tmp_path, grants(plain=True))["明细"]
    assert not ws.merged_cells.ranges
    assert [cell.value for cell in ws[1]] == [column.heading for column in COLUMNS]
    assert ws.max_row == 1 + len(ROWS)


def test_blocks_stand_below_each_other_with_native_formulas(tmp_path: Path) -> None:
    changes = SheetSpec(
        "一、会员变动",
        [
            ColumnSpec("分工会", 24),
            ColumnSpec("上月末", 10, "int", total=True),
            ColumnSpec("入会", 8, "int", total=True, group="增加"),
            ColumnSpec("转入", 8, "int", total=True, group="增加"),
            ColumnSpec("本月末", 10, "int", total=True),
        ],
        [
            ("机关", 10, 1, 2, Formula("=B{row}+C{row}+D{row}")),
            ("后勤", 5, None, None, Formula("=B{row}+C{row}+D{row}")),
        ],
        signatures=(),
    )
    aid = SheetSpec(
        "二、帮扶慰问",
        [ColumnSpec("类别", 30), ColumnSpec("人次", 8, "int", total=True), ColumnSpec("人均", 8, "money")],
        [("住院", 2, Decimal(500))],
        totals={"人均": Formula("=AVERAGE(C{first}:C{last})")},
    )
    ws = written(tmp_path, BlockSheet("月报", [changes, aid]))["月报"]
    assert [cell.value for cell in ws[3]] == ["分工会", "上月末", "增加", None, "本月末"]
    assert [cell.value for cell in ws[4]] == [None, None, "入会", "转入", None]
    assert (ws["E5"].value, ws["E6"].value, ws["E7"].value) == ("=B5+C5+D5", "=B6+C6+D6", "=SUM(E5:E6)")
    assert ws["A9"].value == "二、帮扶慰问"
    assert (ws["B13"].value, ws["C13"].value) == ("=SUM(B12:B12)", "=AVERAGE(C12:C12)")
    assert ws.column_dimensions["A"].width == 30


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    first = write_workbook(tmp_path / "表.xlsx", [grants()], Silent())
    second = write_workbook(tmp_path / "表.xlsx", [grants()], Silent())
    assert (first.name, second.name) == ("表.xlsx", "表（更正1）.xlsx")


def test_cancelled_write_leaves_nothing(tmp_path: Path) -> None:
    progress = Silent()
    progress.cancel()
    with pytest.raises(Cancelled):
        write_workbook(tmp_path / "表.xlsx", [grants()], progress)
    assert list(tmp_path.iterdir()) == []


def test_sheet_names_fit_excel(tmp_path: Path) -> None:
    book = written(
        tmp_path,
        grants(sheet_name="2026/03:明细"),
        grants(sheet_name="202603明细"),
        grants(sheet_name="长" * 40),
    )
    assert book.sheetnames == ["202603明细", "202603明细（2）", "长" * 31]


def test_report_file_name() -> None:
    name = report_file_name("×××大学工会", date(2026, 3, 1), "慰问金发放明细表", date(2026, 4, 5))
    assert name == "×××大学工会_2026年03月_慰问金发放明细表_20260405.xlsx"
    assert (
        report_file_name("甲/乙工会", "2026年", "总表", date(2026, 4, 5))
        == "甲／乙工会_2026年_总表_20260405.xlsx"
    )
