# SPDX-License-Identifier: MIT
"""Grids: rows that fill their columns, merged cells, lines drawn once, values written by key."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.printing.reading import texts
from unionoffice.printing.document import Document
from unionoffice.printing.grid import Box, Grid, label, ruled, signed, value


def test_rows_stand_under_each_other() -> None:
    grid = Grid(18, 40, [20, 30])
    grid.row(label("姓名"), value("张三"))
    grid.row(label("意见"), signed(), height=20)
    assert grid.bottom == 68
    assert grid.boxes()[3] == Box(38, 48, 30, 20)


def test_a_cell_reaching_down_is_left_out_of_the_next_row() -> None:
    grid = Grid(0, 0, [10, 20, 20])
    grid.row(label("家庭成员", rows=2), value("甲"), value("乙"))
    grid.row(value("丙", span=2))
    assert grid.boxes()[0] == Box(0, 0, 10, 16)
    assert grid.boxes()[3] == Box(10, 8, 40, 8)


def test_a_cell_wider_than_the_gap_beside_a_merged_cell_is_refused() -> None:
    grid = Grid(0, 0, [10, 10, 10])
    grid.row(value("甲"), label("乙", rows=2), value("丙"))
    with pytest.raises(ValueError, match="row 2"):
        grid.row(value("丁", span=2))


@pytest.mark.parametrize("cells", [[label("甲")], [label("甲", 2), label("乙")], [label("甲", 3)]])
def test_a_row_must_fill_its_columns(cells: list) -> None:
    with pytest.raises(ValueError, match="row 1"):
        Grid(0, 0, [10, 10]).row(*cells)


def test_values_are_written_by_key_and_none_may_be_lacking(tmp_path: Path) -> None:
    grid = Grid(18, 20, [30, 60])
    grid.row(label("姓名"), value(key="full_name"))
    grid.row(label("意见"), signed(key="opinion"), height=20)
    with Document(tmp_path / "a.pdf", title="样张") as document:
        page = document.page()
        grid.draw(page)
        grid.fill(page, {"full_name": "阿不都·热合曼", "opinion": "同意。"})
        with pytest.raises(KeyError):
            grid.fill(page, {"full_name": "张三"})
    text = texts(tmp_path / "a.pdf")[0]
    assert "阿不都·热合曼" in text and "同意。" in text and "签字（盖章）：" in text
    assert grid.box("full_name") == Box(48, 20, 60, 8)
    with pytest.raises(KeyError):
        grid.box("photo")


def test_neighbouring_boxes_share_one_line() -> None:
    lines = ruled([Box(0, 0, 10, 5), Box(10, 0, 10, 5), Box(0, 5, 20, 5)])
    assert sorted(lines) == sorted(
        [(0, 0, 20, 0), (0, 5, 20, 5), (0, 10, 20, 10), (0, 0, 0, 10), (10, 0, 10, 5), (20, 0, 20, 10)]
    )


@given(st.lists(st.floats(5, 40), min_size=1, max_size=8), st.integers(1, 10))
def test_a_plain_grid_has_one_line_per_edge(widths: list[float], rows: int) -> None:
    grid = Grid(18, 18, widths)
    for _ in range(rows):
        grid.row(*[value() for _ in widths])
    assert len(ruled(grid.boxes())) == len(widths) + 1 + rows + 1
