# SPDX-License-Identifier: MIT
"""The table: whole rows, sorting by headings, copying as a spreadsheet does, sums, and the tree of the same look."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.ui.gallery_data import LEFT, RIGHT, Rows, ledger, member_rows
from ui.table_paint import Look, Role
from ui.table_view import RecordTable, RecordTree, SumFooter, TrimmedView, read_block, table_card, write_block
from ui.theme import theme

SELECT = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class Amounts(Rows):
    """Two rows with numbers behind the texts."""

    def __init__(self) -> None:
        super().__init__(
            [("name", "姓名", 0, LEFT), ("amount", "金额（元）", 96, RIGHT)],
            [["蔡文静", ("1,000.00", Look(bold=True))], ["程㛃", "600.50"], ["李䶮", "1.00"]],
        )

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Role.SORT:
            text = super().data(index)
            return Decimal(text.replace(",", "")) if index.column() else text
        return super().data(index, role)


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable:
    made = RecordTable()
    qtbot.addWidget(made)
    made.setModel(Amounts())
    made.resize(400, 300)
    made.show()
    return made


def test_the_gallery_model_is_a_proper_model(qtbot: QtBot) -> None:
    model = member_rows()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.rowCount() == 60


def test_no_row_is_cut_where_the_model_comes_late(qtbot: QtBot) -> None:
    late = RecordTable()
    holder = TrimmedView(late)
    qtbot.addWidget(holder)
    holder.resize(600, 401)
    with qtbot.waitExposed(holder):
        holder.show()
    model = member_rows()
    late.setModel(model)
    qtbot.waitUntil(lambda: late.viewport().height() % theme().row_height == 0)
    assert holder.height() == 401


def test_a_row_shown_while_ctrl_is_down_is_selected_all_the_same(qtbot: QtBot, table: RecordTable) -> None:
    """Ctrl+S saves and shows the saved row before the clerk has let go of the key."""
    qtbot.keyPress(table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    for _ in range(2):
        table.select_row(1)
        assert table.selected_rows() == [1]


def test_the_keyboard_arriving_in_the_table_selects_the_first_row(qtbot: QtBot, table: RecordTable) -> None:
    with qtbot.waitActive(table):
        table.activateWindow()
    table.clearFocus()
    table.selectionModel().clear()
    table.setFocus()
    assert table.selected_rows() == [0]


def test_one_row_copies_the_current_cell(table: RecordTable) -> None:
    table.select_row(0, "amount")
    table.copy()
    assert QGuiApplication.clipboard().text() == "1,000.00"


def test_several_rows_copy_as_tsv_with_headings_on_demand(qtbot: QtBot, table: RecordTable) -> None:
    table.select_row(0)
    table.selectionModel().select(table.model().index(2, 0), SELECT)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "蔡文静\t1,000.00\n李䶮\t1.00"
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text().startswith("姓名\t金额（元）\n蔡文静")


def test_a_hidden_column_is_not_copied(table: RecordTable) -> None:
    table.columns.show_column(0, False)
    table.selectAll()
    table.copy()
    assert QGuiApplication.clipboard().text() == "1,000.00\n600.50\n1.00"


def test_the_selection_is_counted_and_the_current_column_summed(qtbot: QtBot, table: RecordTable) -> None:
    table.select_row(0, "amount")
    with qtbot.waitSignal(table.summed) as said:
        table.selectionModel().select(table.model().index(1, 0), SELECT)
    assert said.args == [2, Decimal("1600.50")]
    assert table.selected_rows() == [0, 1]


def test_a_column_of_words_has_no_sum(qtbot: QtBot, table: RecordTable) -> None:
    table.select_row(0, "name")
    with qtbot.waitSignal(table.summed) as said:
        table.selectAll()
    assert said.args == [3, None]


def test_a_heading_sorts_and_sorts_back(qtbot: QtBot, table: RecordTable) -> None:
    at = QPoint(table.header().sectionViewportPosition(1) + 40, 16)
    with qtbot.waitSignal(table.order_changed) as said:
        qtbot.mouseClick(table.header().viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert said.args == ["amount", False]
    first = table.model().index(0, 1).data()
    with qtbot.waitSignal(table.order_changed) as said:
        qtbot.mouseClick(table.header().viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert said.args == ["amount", True]
    assert table.model().index(0, 1).data() != first


def test_enter_opens_the_current_row(qtbot: QtBot, table: RecordTable) -> None:
    table.select_row(1)
    with qtbot.waitSignal(table.opened) as said:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert said.args == [1]


def test_a_block_from_the_clipboard_arrives_as_rows(qtbot: QtBot, table: RecordTable) -> None:
    QGuiApplication.clipboard().setText('工号\t姓名\r\n10010236\t"安\n建华"\r\n')
    with qtbot.waitSignal(table.pasted) as said:
        qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert said.args == [[["工号", "姓名"], ["10010236", "安\n建华"]]]


@given(st.lists(st.lists(st.text(alphabet='ab张\t\n"·,', min_size=1), min_size=2, max_size=3), min_size=1, max_size=4))
def test_what_is_written_is_read_back(block: list[list[str]]) -> None:
    assert read_block(write_block(block)) == block
    assert read_block("13800001111\r\n\r\n13800003333\r\n") == [["13800001111"], [""], ["13800003333"]]  # a gap stays one


def test_no_row_is_cut_at_the_bottom(qtbot: QtBot) -> None:
    table = RecordTable()
    card = table_card(table)
    qtbot.addWidget(card)
    table.setModel(member_rows())
    card.show()
    for height in (400, 417, 555):
        card.resize(700, height)
        assert table.viewport().height() % theme().row_height == 0
    holder = card.findChild(TrimmedView)
    assert holder is not None and holder.height() - table.height() < theme().row_height


def test_compact_rows_show_more(qtbot: QtBot) -> None:
    table = RecordTable()
    card = table_card(table)
    qtbot.addWidget(card)
    table.setModel(member_rows())
    card.resize(900, 587)
    card.show()
    before = table.viewport().height() // theme().row_height
    theme().set_row_size("rowCompact")
    after = table.viewport().height() // theme().row_height
    theme().set_row_size("row")
    assert (before, after) == (17, 19)


def test_the_sums_right_edge_follows_its_column(qtbot: QtBot) -> None:
    table = RecordTable(padding=8)
    footer = SumFooter(table, 8)
    card = table_card(table, footer=footer)
    qtbot.addWidget(card)
    table.setModel(ledger())
    card.resize(560, 400)
    card.show()
    footer.set_sums("213 笔，作废 4 笔不计", {"amount": "187,400.00"})
    section = table.columns.section("amount")
    edge = table.header().sectionViewportPosition(section) + table.header().sectionSize(section) - 8
    image = footer.grab().toImage()
    ratio = image.devicePixelRatio()
    ground = image.pixelColor(image.width() - 2, 2)
    inked = [
        x for x in range(int((edge - 60) * ratio), int((edge + 8) * ratio))
        if any(image.pixelColor(x, y) != ground for y in range(int(10 * ratio), int(26 * ratio)))
    ]  # fmt: skip
    assert abs(inked[-1] / ratio - edge) <= 2


def test_painting_asks_only_for_what_is_seen(qtbot: QtBot) -> None:
    asked: set[int] = set()

    class Watched(Rows):
        def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            asked.add(index.row())
            return super().data(index, role)

    table = RecordTable()
    qtbot.addWidget(table)
    table.setModel(Watched([("a", "甲", 0, LEFT)], [[str(number)] for number in range(50_000)]))
    table.resize(300, 200)
    table.show()
    table.grab()
    table.selectAll()
    qtbot.wait(20)
    assert asked and max(asked) < 20


def tree_model() -> QStandardItemModel:
    model = QStandardItemModel()
    for theme_number in range(3):
        top = QStandardItem(f"事项 {theme_number}")
        for task in range(4):
            top.appendRow([QStandardItem(f"任务 {task}"), QStandardItem("5 月")])
        model.appendRow([top, QStandardItem("")])
    model.setHorizontalHeaderLabels(["事项、任务", "完成时间"])
    return model


def test_the_tree_opens_by_chevron_and_by_keys(qtbot: QtBot) -> None:
    tree = RecordTree()
    qtbot.addWidget(tree)
    model = tree_model()
    tree.setModel(model)
    tree.resize(500, 300)
    tree.show()
    first = model.index(0, 0)
    spot = tree.visualRect(first)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot.left() + 18, spot.center().y()))
    assert tree.isExpanded(first)
    tree.setCurrentIndex(first)
    qtbot.keyClick(tree, Qt.Key.Key_Left)
    assert not tree.isExpanded(first)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot.left() + 200, spot.center().y()))
    assert not tree.isExpanded(first)
    assert not tree.grab().isNull()


def test_rows_are_as_high_in_the_tree_as_in_the_table(qtbot: QtBot) -> None:
    tree = RecordTree()
    qtbot.addWidget(tree)
    tree.setModel(tree_model())
    tree.show()
    assert tree.visualRect(tree.model().index(0, 0)).height() == theme().row_height
    assert isinstance(tree.model(), QStandardItemModel) and not isinstance(tree.model(), QAbstractTableModel)


def test_a_table_without_rows_says_so(qtbot: QtBot) -> None:
    table = RecordTable()
    qtbot.addWidget(table)
    table.setModel(QStandardItemModel(0, 2))
    table.resize(500, 300)
    table.show()
    blank = table.grab().toImage()
    table.set_empty_words("没有符合的会员")
    assert table.grab().toImage() != blank
    table.setModel(QStandardItemModel(1, 2))
    one_row = table.grab().toImage()
    table.set_empty_words("")
    assert table.grab().toImage() == one_row
