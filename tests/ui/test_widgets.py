# SPDX-License-Identifier: MIT
"""Labels, buttons and layouts: Alt letters, plain text, elision, focus that a click does not steal."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.fields import line_edit
from ui.widgets import (
    ElidedLabel,
    allow,
    alt_text,
    button,
    clear_layout,
    column,
    icon_button,
    label,
    restyle,
    row,
    set_tone,
)


def test_the_alt_letter_is_written_after_the_words() -> None:
    assert alt_text("新增", "n") == "新增(&N)"
    assert alt_text("新增(&X)", "n") == "新增(&X)"
    assert alt_text("取消", "") == "取消"


def test_a_label_shows_marks_as_they_are(qtbot: QtBot) -> None:
    made = label("<b>A&B</b>")
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText
    assert made.text() == "<b>A&B</b>"


def test_a_tone_changes_the_colour(qtbot: QtBot) -> None:
    made = label("逾期 24 天")
    qtbot.addWidget(made)
    made.ensurePolished()
    plain = made.palette().color(made.foregroundRole())
    set_tone(made, "danger")
    assert made.palette().color(made.foregroundRole()) != plain


def test_a_click_leaves_the_keyboard_where_it_was(qtbot: QtBot) -> None:
    page = QWidget()
    field, pressed = line_edit(), []
    made = button("打印", key="P", on_click=lambda: pressed.append(1))
    page.setLayout(column(field, made))
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    field.setFocus()
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert pressed == [1] and field.hasFocus()


def test_a_button_without_words_is_named_for_screen_readers(qtbot: QtBot) -> None:
    made = icon_button("column_triple", "选择列")
    qtbot.addWidget(made)
    assert (made.accessibleName(), made.toolTip()) == ("选择列", "选择列")


def test_a_disabled_widget_says_why(qtbot: QtBot) -> None:
    made = button("打印")
    qtbot.addWidget(made)
    allow(made, False, "这台电脑没有装打印机")
    assert not made.isEnabled() and made.toolTip() == "这台电脑没有装打印机"
    allow(made, True)
    assert made.isEnabled() and made.toolTip() == ""


def test_a_long_text_ends_in_dots_and_keeps_its_whole_as_tooltip(qtbot: QtBot) -> None:
    made = ElidedLabel("迪丽娜尔·艾山，民族教育学院教学科研办公室")
    qtbot.addWidget(made)
    made.resize(80, 20)
    made.show()
    assert made.text().endswith("…")
    assert made.toolTip() == made.whole_text() == "迪丽娜尔·艾山，民族教育学院教学科研办公室"
    made.resize(600, 20)
    assert made.text() == made.whole_text() and made.toolTip() == ""


def test_clearing_a_layout_takes_nested_widgets_too(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = column(label("a"), row(label("b"), None, 8, label("c")))
    page.setLayout(layout)
    clear_layout(layout)
    assert isinstance(layout, QVBoxLayout) and layout.count() == 0
    assert [child for child in page.findChildren(QWidget) if child.parent() is page] == []


def test_restyle_reaches_the_style_sheet(qtbot: QtBot) -> None:
    field = line_edit("110000")
    qtbot.addWidget(field)
    field.resize(200, 32)
    field.show()
    before = field.grab().toImage()
    restyle(field, state="error")
    assert field.grab().toImage() != before
