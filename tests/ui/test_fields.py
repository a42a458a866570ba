# SPDX-License-Identifier: MIT
"""Typing: search waits for the last key, Enter goes on, and a form row says what is wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.fields import CheckBox, ComboBox, EnterMoves, FormRow, SearchBox, line_edit, text_area
from ui.keys import bind
from ui.widgets import column


def test_a_burst_of_keys_is_one_search(qtbot: QtBot) -> None:
    box = SearchBox("姓名、拼音首字母", 300)
    qtbot.addWidget(box)
    found: list[str] = []
    box.searched.connect(found.append)
    qtbot.keyClicks(box, "cwj")
    qtbot.waitUntil(lambda: found == ["cwj"], timeout=1000)


def test_esc_empties_the_search_and_down_asks_for_the_table(qtbot: QtBot) -> None:
    box = SearchBox("姓名")
    qtbot.addWidget(box)
    box.setText("cwj")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    with qtbot.waitSignal(box.down_pressed):
        qtbot.keyClick(box, Qt.Key.Key_Down)


def test_alt_and_a_letter_are_not_typed_into_the_search(qtbot: QtBot) -> None:
    box = SearchBox("姓名")
    qtbot.addWidget(box)
    qtbot.keyClick(box, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    assert box.text() == ""
    qtbot.keyClick(box, Qt.Key.Key_F)
    assert box.text() == "f"


def test_undo_is_the_pages_while_nothing_was_typed_into_the_search(qtbot: QtBot) -> None:
    page, box = QWidget(), SearchBox("姓名")
    box.setParent(page)
    qtbot.addWidget(page)
    undone: list[bool] = []
    bind(page, {"Ctrl+Z": lambda: undone.append(True)}, whole_window=True)
    with qtbot.waitActive(page):
        page.show()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
    qtbot.keyClicks(box, "cwj")
    qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True] and box.text() == ""


def test_the_key_hint_goes_while_something_is_typed(qtbot: QtBot) -> None:
    box = SearchBox("姓名", 300)
    qtbot.addWidget(box)
    box.show()
    assert box._hint.isVisible()
    box.setText("蔡")
    assert not box._hint.isVisible()


def test_a_choice_stays_when_the_choices_are_given_anew(qtbot: QtBot) -> None:
    box = ComboBox([(1, "住院慰问"), (2, "生育慰问")])
    qtbot.addWidget(box)
    box.choose(2)
    box.set_choices([(2, "生育慰问"), (3, "困难补助")])
    assert (box.currentData(), box.currentText()) == (2, "生育慰问")


def test_a_form_row_tells_the_field_what_is_wrong(qtbot: QtBot) -> None:
    line = FormRow("证件号码", line_edit(), required=True)
    qtbot.addWidget(line)
    line.show()
    line.set_message("少一位，应为 18 位。已填内容没有丢。")
    assert line.state() == "error" and line.message().startswith("少一位")
    assert line.field.accessibleDescription() == line.message()
    line.set_message("超过上限，可以继续。", "warn")
    assert line.state() == "warn"
    line.set_message("")
    assert line.state() == "" and line.message() == ""


def test_enter_goes_to_the_next_field_that_can_be_filled(qtbot: QtBot) -> None:
    page, fields = QWidget(), [line_edit(), line_edit(), line_edit(), text_area()]
    fields[1].setEnabled(False)
    page.setLayout(column(*fields))
    moves = EnterMoves(fields)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    fields[0].setFocus()
    qtbot.keyClick(fields[0], Qt.Key.Key_Return)
    assert fields[2].hasFocus()
    qtbot.keyClick(fields[2], Qt.Key.Key_Enter)
    assert fields[3].hasFocus()
    with qtbot.waitSignal(moves.last_passed):
        qtbot.keyClick(fields[3], Qt.Key.Key_Return)


def test_a_tick_box_is_ticked_by_its_words(qtbot: QtBot) -> None:
    box = CheckBox("只看在册")
    qtbot.addWidget(box)
    box.resize(box.sizeHint())
    box.show()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked()
