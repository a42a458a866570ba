# SPDX-License-Identifier: MIT
"""Hands for the tests of the dues' page: press, retype, click, read, choose lines."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from ui.members_dues import DuesPage
from unionoffice.members.dues import actions

Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.qWait(5)
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)
    QTest.qWait(150 if modifier == Alt else 5)


def retype(widget: QWidget, text: str) -> None:
    widget.setFocus()
    press(Key.Key_A, Ctrl)
    press(Key.Key_Delete)
    QTest.keyClicks(widget, text)


def said(inside: QWidget) -> str:
    return "\n".join(one.text() for one in inside.findChildren(QLabel) if one.isVisible())


def before_long(there: Callable[[], bool]) -> bool:
    """Whether it comes true within three seconds; the machine may have other work."""
    for _ in range(300):
        if there():
            return True
        QTest.qWait(10)
    return there()


def says(inside: QWidget, *words: str) -> bool:
    """Whether all of it can be read there before long."""
    return before_long(lambda: all(word in said(inside) for word in words))


def click(inside: QWidget, words: str) -> None:
    def found() -> list[QPushButton]:
        return [one for one in inside.findChildren(QPushButton) if one.text() == words and one.isVisible()]

    assert before_long(lambda: bool(found())), f"no {words}"
    QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)
    QTest.qWait(20)


def assess(page: DuesPage, *periods: str) -> None:
    with page.desk.office.work("生成应缴") as work:
        for period in periods:
            actions.generate(work, period)
    QTest.qWait(20)


def choose(page: DuesPage, *names: str) -> None:
    """Select these members' lines; several as Ctrl does."""
    table, model = page.lists.table, page.lists.models[page.lists.view]
    table.clearSelection()
    flags = table.selectionModel().SelectionFlag
    for place, line in enumerate(model.lines()):
        if line.full_name in names:
            table.selectionModel().select(model.index(place, 0), flags.Select | flags.Rows)
            table.selectionModel().setCurrentIndex(model.index(place, 0), flags.NoUpdate)
    table.setFocus()
    QTest.qWait(20)


def shown(page: DuesPage) -> list[str]:
    return [line.full_name for line in page.lists.models[page.lists.view].lines()]
