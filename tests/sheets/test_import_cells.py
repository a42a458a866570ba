# SPDX-License-Identifier: MIT
"""The rows of an import by row and by column: the same cells, short rows filled up with nothing."""

from unionoffice.sheets.import_cells import BLOCK, SheetRows


def test_rows_by_row_and_by_column() -> None:
    rows = SheetRows([(3, ["1", "甲", None, 5]), (5, ["2"])], {"staff_no": 0, "full_name": 1, "dues_base": 3})
    assert list(rows) == [
        (3, {"staff_no": "1", "full_name": "甲", "dues_base": 5}),
        (5, {"staff_no": "2", "full_name": None, "dues_base": None}),
    ]
    (block,) = rows.blocks()
    assert block.numbers == [3, 5]
    assert block.columns == {"staff_no": ["1", "2"], "full_name": ["甲", None], "dues_base": [5, None]}


def test_rows_by_name_may_lack_some_names() -> None:
    rows = SheetRows.of([(2, {"code": "1"}), (3, {"name": "体育部"})])
    assert list(rows) == [(2, {"code": "1", "name": None}), (3, {"code": None, "name": "体育部"})]
    assert len(rows) == 2 and not list(SheetRows.of([]).blocks())


def test_many_rows_come_in_blocks() -> None:
    rows = SheetRows([(number, [number]) for number in range(2 * BLOCK + 1)], {"code": 0})
    assert [len(block.numbers) for block in rows.blocks()] == [BLOCK, BLOCK, 1]
    assert [number for number, _ in rows] == list(range(2 * BLOCK + 1))
