# SPDX-License-Identifier: MIT
"""Columns are chosen, moved and widened, and are the same tomorrow."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.gallery_data import member_rows
from ui.app_state import AppState
from ui.table_columns import ColumnChooser
from ui.table_view import RecordTable


def make(qtbot: QtBot, state: AppState) -> RecordTable:
    table = RecordTable(state=state, name="members")
    qtbot.addWidget(table)
    table.setModel(member_rows())
    table.resize(900, 300)
    table.show()
    return table


def keys(table: RecordTable) -> list[str]:
    return [table.columns.key(section) for section in table.columns.shown()]


def test_the_open_ended_column_takes_the_free_space(qtbot: QtBot, state: AppState) -> None:
    table = make(qtbot, state)
    assert table.header().length() == table.viewport().width()
    table.resize(1100, 300)
    assert table.header().length() == table.viewport().width()
    assert table.columnWidth(table.columns.section("name")) == 128


def test_width_order_and_visibility_come_back(qtbot: QtBot, state: AppState) -> None:
    first = make(qtbot, state)
    first.columns.show_column(first.columns.section("sex"), False)
    first.columns.move(first.columns.section("mobile"), 1)
    first.header().resizeSection(first.columns.section("name"), 160)
    second = make(qtbot, state)
    assert keys(second) == ["staff", "mobile", "name", "branch", "kind", "state", "joined"]
    assert second.columnWidth(second.columns.section("name")) == 160


def test_reset_is_as_the_register_describes(qtbot: QtBot, state: AppState) -> None:
    table = make(qtbot, state)
    table.columns.show_column(0, False)
    table.columns.move(4, 1)
    table.columns.reset()
    assert keys(table) == ["staff", "name", "sex", "branch", "kind", "state", "joined", "mobile"]
    assert keys(make(qtbot, state)) == keys(table)


def test_the_last_column_cannot_be_hidden(qtbot: QtBot, state: AppState) -> None:
    table = make(qtbot, state)
    for section in range(8):
        table.columns.show_column(section, False)
    assert len(table.columns.shown()) == 1


@pytest.mark.parametrize("damaged", [[1], "x", {"name": 3}, {"name": {"width": "broad", "place": "x"}}])
def test_a_damaged_memory_is_ignored(qtbot: QtBot, state: AppState, damaged: object) -> None:
    state.put("table.members", damaged)
    assert len(keys(make(qtbot, state))) == 8


def test_the_chooser_ticks_and_moves(qtbot: QtBot, state: AppState) -> None:
    table, anchor = make(qtbot, state), QWidget()
    qtbot.addWidget(anchor)
    chooser = ColumnChooser(table, table.columns)
    chooser.show_below(anchor)
    spot = chooser._list.visualItemRect(chooser._list.item(2)).center()
    qtbot.mouseClick(chooser._list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert "sex" not in keys(table)
    chooser._list.insertItem(0, chooser._list.takeItem(7))
    chooser._moved()
    assert keys(table)[0] == "mobile"
    chooser._reset()
    assert keys(table)[0] == "staff" and chooser._list.item(2).checkState() == Qt.CheckState.Checked
