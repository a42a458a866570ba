# SPDX-License-Identifier: MIT
"""Facets: choosing, reading, clearing by ×, by key and from the list."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from ui.chips import CountChip, FacetChip, FacetValue
from ui.value_popup import ValuePopup

VALUES = [FacetValue("in", "在册", 2113), FacetValue("kept", "保留", 41), FacetValue(None, "未填", 3)]


def chip(qtbot: QtBot, *, single: bool = False) -> FacetChip:
    made = FacetChip("会籍", lambda: VALUES, single=single)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


def test_a_set_facet_reads_as_a_sentence(qtbot: QtBot) -> None:
    made = chip(qtbot)
    assert made.text() == "会籍"
    made.set_chosen({"in"})
    assert made.text() == "会籍：在册"
    made.set_chosen({"in", "kept", None})
    assert made.text().endswith("等 3 项") and "在册" in made.toolTip()


def test_choosing_in_the_list_filters_at_once(qtbot: QtBot) -> None:
    made, heard = chip(qtbot), []
    made.changed.connect(heard.append)
    made.open()
    popup = made.findChild(ValuePopup)
    assert popup is not None
    popup._list.setCurrentRow(1)
    qtbot.keyClick(popup._list, Qt.Key.Key_Space)
    popup._list.setCurrentRow(2)
    qtbot.keyClick(popup._list, Qt.Key.Key_Return)
    assert heard == [frozenset({"kept"}), frozenset({"kept", None})]
    popup.close()


def test_a_click_in_the_list_ticks_once(qtbot: QtBot) -> None:
    made, heard = chip(qtbot), []
    made.changed.connect(heard.append)
    made.open()
    popup = made.findChild(ValuePopup)
    assert popup is not None
    spot = popup._list.visualItemRect(popup._list.item(0)).center()
    qtbot.mouseClick(popup._list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert heard == [frozenset({"in"})]
    popup.close()


def test_a_single_choice_replaces_and_closes(qtbot: QtBot) -> None:
    made = chip(qtbot, single=True)
    made.set_chosen({"in"})
    made.open()
    popup = made.findChild(ValuePopup)
    assert popup is not None
    popup._list.setCurrentRow(1)
    qtbot.keyClick(popup._list, Qt.Key.Key_Space)
    assert made.chosen() == {"kept"}


def test_the_cross_and_the_delete_key_clear(qtbot: QtBot) -> None:
    made = chip(qtbot)
    made.set_chosen({"in"}, announce=False)
    made.resize(made.sizeHint())
    with qtbot.waitSignal(made.changed) as heard:
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(made.width() - 16, 14))
    assert heard.args == [frozenset()]
    made.set_chosen({"kept"})
    qtbot.keyClick(made, Qt.Key.Key_Delete)
    assert made.chosen() == frozenset()


def test_a_long_list_can_be_narrowed(qtbot: QtBot) -> None:
    many = [FacetValue(number, f"第 {number} 分工会") for number in range(30)]
    made = FacetChip("分工会", lambda: many)
    qtbot.addWidget(made)
    made.show()
    made.open()
    popup = made.findChild(ValuePopup)
    assert popup is not None
    qtbot.keyClicks(popup._narrow, "29")
    assert [item.text() for item in popup._list.items_all() if not item.isHidden()] == ["第 29 分工会"]
    popup.close()


def test_a_count_chip_switches_and_counts(qtbot: QtBot) -> None:
    made = CountChip("不变", 2032)
    qtbot.addWidget(made)
    assert made.text() == "不变 2,032"
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert made.isChecked()


def test_without_room_the_values_give_way_and_the_name_stays(qtbot: QtBot) -> None:
    made = chip(qtbot)
    plain = made.minimumSizeHint().width()
    made.set_chosen({one.value for one in made._values()})
    assert plain < made.minimumSizeHint().width() < made.sizeHint().width()
    assert made.toolTip().startswith(f"{made._title}：")
