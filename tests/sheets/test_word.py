# SPDX-License-Identifier: MIT
"""Word tables come with each merged cell once, where it begins and how far it goes."""

from pathlib import Path

import pytest
from docx import Document

from unionoffice.errors import OfficeError
from unionoffice.progress import Silent
from unionoffice.sheets.word import WordCell, read_word_tables


def plan(path: Path) -> Path:
    """A small table like the yearly plan: themes and points merged down over their tasks."""
    document = Document()
    document.add_paragraph("附件")
    document.add_paragraph("×××大学工会 2026 年主要工作安排表")
    table = document.add_table(rows=4, cols=4)
    for col, text in enumerate(("事项", "要点", "具体任务", "完成时间")):
        table.cell(0, col).text = text
    table.cell(1, 0).merge(table.cell(3, 0)).text = "一、思想引领"
    table.cell(1, 1).merge(table.cell(2, 1)).text = "1.学习"
    table.cell(3, 1).merge(table.cell(3, 2)).text = "2.宣讲"
    table.cell(1, 2).text = "办班\n两期"
    table.cell(2, 2).text = "读书"
    table.cell(2, 3).text = "全年"
    document.add_paragraph("注：第二张")
    inner = document.add_table(rows=1, cols=1).cell(0, 0)
    inner.text = "外"
    inner.add_table(rows=1, cols=1).cell(0, 0).text = "内"
    document.save(str(path))
    return path


def test_merged_cells_come_once_with_their_span(tmp_path: Path) -> None:
    table = read_word_tables(plan(tmp_path / "计划.docx"), Silent())[0]
    assert (table.height, table.width) == (4, 4)
    assert table.before == "×××大学工会 2026 年主要工作安排表"
    merged = [cell for cell in table.cells if cell.row_span > 1 or cell.col_span > 1]
    assert merged == [
        WordCell(1, 0, 3, 1, "一、思想引领"),
        WordCell(1, 1, 2, 1, "1.学习"),
        WordCell(3, 1, 1, 2, "2.宣讲"),
    ]


def test_filled_grid_repeats_merged_text(tmp_path: Path) -> None:
    table = read_word_tables(plan(tmp_path / "计划.docx"), Silent())[0]
    assert table.filled() == [
        ["事项", "要点", "具体任务", "完成时间"],
        ["一、思想引领", "1.学习", "办班\n两期", ""],
        ["一、思想引领", "1.学习", "读书", "全年"],
        ["一、思想引领", "2.宣讲", "2.宣讲", ""],
    ]


def test_nested_tables_belong_to_their_cell(tmp_path: Path) -> None:
    tables = read_word_tables(plan(tmp_path / "计划.docx"), Silent())
    assert len(tables) == 2
    assert tables[1].before == "注：第二张"
    assert tables[1].cells[0].text.split() == ["外", "内"]


def test_extension_does_not_matter(tmp_path: Path) -> None:
    assert len(read_word_tables(plan(tmp_path / "计划.doc"), Silent())) == 2


def test_document_without_tables(tmp_path: Path) -> None:
    Document().save(str(tmp_path / "空.docx"))
    with pytest.raises(OfficeError, match="没有表格"):
        read_word_tables(tmp_path / "空.docx", Silent())


def test_workbook_is_no_word_document(tmp_path: Path) -> None:
    (tmp_path / "名册.docx").write_text("姓名,工号\n赵一,1\n", encoding="utf-8")
    with pytest.raises(OfficeError, match="不是 Word 文档"):
        read_word_tables(tmp_path / "名册.docx", Silent())
