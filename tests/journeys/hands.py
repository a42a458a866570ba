# SPDX-License-Identifier: MIT
"""A clerk's hands and eyes: real keys and clicks on what the window shows, and a real door whose dialogs are answered."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QMenu, QWidget

from ui.messages import Action, Answer, Question
from ui.panels import Clickable
from ui.window_door import WindowDoor
from unionoffice.errors import OfficeError

Key = Qt.Key
Ctrl, Alt, Shift = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier
W = TypeVar("W", bound=QWidget)
TIMEOUT_S = 20


def wait_until(there: Callable[[], object], what: str = "") -> None:
    """Let the window live until ``there()`` is true. QTest.qWait would hold Python's lock, and jobs stood still."""
    until = time.monotonic() + TIMEOUT_S
    while not there():
        assert time.monotonic() < until, what or "what the journey waited for did not come"
        breathe(5)


def breathe(milliseconds: int = 0) -> None:
    """What is due now happens: timers of one frame, posted events."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


# keys


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """To whatever has the keyboard. A button pressed by its Alt letter clicks 100 ms later."""
    breathe(2)
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the keyboard"
    QTest.keyClick(target, key, modifier)
    breathe(130 if modifier == Alt else 2)


def type_in(text: str) -> None:
    """Letters and digits as keys, Chinese as an input method commits it, where the keyboard is."""
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the keyboard"
    if text.isascii():
        QTest.keyClicks(target, text)
    else:
        committed = QInputMethodEvent()
        committed.setCommitString(text)
        QApplication.sendEvent(target, committed)
    breathe(25)


def retype(text: str) -> None:
    """The same over what stands in the field."""
    press(Key.Key_A, Ctrl)
    type_in(text)


def type_into(widget: QWidget, text: str) -> None:
    """Click into a field and write over what stands there."""
    click(widget)
    retype(text)


# the mouse


def click(widget: QWidget) -> None:
    """The left button in the middle of what can be seen and used."""
    breathe()  # a widget just laid out is shown by an event
    assert widget.isVisible(), f"{widget} cannot be seen"
    assert widget.isEnabled(), f"{widget} is off: {widget.toolTip()}"
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    breathe(2)


def button(inside: QWidget, words: str) -> QAbstractButton:
    """The one visible button that says these words, its Alt letter left aside."""
    found = [one for one in inside.findChildren(QAbstractButton) if one.isVisible() and _plain(one.text()) == words]
    assert len(found) == 1, f"{len(found)} buttons say {words}; there are {[_plain(b.text()) for b in _buttons(inside)]}"
    return found[0]


def click_button(inside: QWidget, words: str) -> None:
    wait_until(lambda: any(_plain(one.text()) == words for one in _buttons(inside)), f"no button {words}")
    click(button(inside, words))


def clickable(inside: QWidget, words: str) -> Clickable:
    """The first visible card or line whose accessible name holds these words."""
    return next(one for one in inside.findChildren(Clickable) if one.isVisible() and words in one.accessibleName())


def choosing(words: str) -> None:
    """Lay a hand ready that clicks the entry with these words in the menu that is about to open."""

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            QTimer.singleShot(5, choose)
            return
        entry = next((one for one in menu.actions() if words in one.text()), None)
        if entry is None:
            menu.close()
        assert entry is not None, f"no {words} among {[one.text() for one in menu.actions()]}"
        below = menu.parentWidget().window()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())
        below.activateWindow()  # as a window manager does

    QTimer.singleShot(0, choose)


def texts(inside: QWidget) -> list[str]:
    """Every text that can be seen in labels and buttons."""
    parts: list[QLabel | QAbstractButton] = [*inside.findChildren(QLabel), *inside.findChildren(QAbstractButton)]
    return [_plain(one.text()) for one in parts if one.isVisible() and one.text()]


def says(inside: QWidget, words: str) -> bool:
    return any(words in text for text in texts(inside))


def _buttons(inside: QWidget) -> list[QAbstractButton]:
    return [one for one in inside.findChildren(QAbstractButton) if one.isVisible()]


def _plain(text: str) -> str:
    head, mark, tail = text.strip().partition("(&")
    return head + tail[2:] if mark else text.strip()


# the door


class WatchedDoor(WindowDoor):
    """The window's own door. A dialog is answered by the hand the journey has laid ready, else closed and kept."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.said: list[str] = []
        self.hands: list[Callable[[QDialog], object]] = []
        self.shown: list[str] = []  # what each answered dialog said
        self.unexpected: list[str] = []

    def info(self, text: str, link: str, on_link: Action | None) -> None:
        self.said.append(text)
        super().info(text, link, on_link)

    def warning(self, text: str, link: str, on_link: Action | None) -> None:
        self.said.append(text)
        super().warning(text, link, on_link)

    def ask(self, question: Question) -> Answer | None:
        with self._answered(question.title) as expected:
            return super().ask(question) if expected else None

    def error(self, error: OfficeError, title: str, retry: Action | None) -> None:
        with self._answered(f"{title} {error.sentence}") as expected:
            if expected:
                super().error(error, title, retry)

    def bug(self, error: BaseException) -> None:
        self.unexpected.append(f"a bug: {error!r}")
        raise error

    @contextmanager
    def _answered(self, words: str) -> Iterator[bool]:
        if not self.hands:
            self.unexpected.append(words)
            yield False
            return
        hand = self.hands.pop(0)
        QTimer.singleShot(0, lambda: self._answer(hand))
        yield True
        self._host.window().activateWindow()  # a desktop's window manager gives the keyboard back by itself

    def _answer(self, hand: Callable[[QDialog], object]) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        self.shown.append("\n".join(texts(dialog)))
        hand(dialog)


def answers(words: str, reason: str = "") -> Callable[[QDialog], None]:
    """A hand for a dialog: writes the reason where one is asked for, then clicks the button with these words."""

    def hand(dialog: QDialog) -> None:
        try:
            if reason:
                wait_until(lambda: dialog.isAncestorOf(QApplication.focusWidget() or dialog), "no field to type into")
                type_in(reason)
            click_button(dialog, words)
        finally:
            if dialog.isVisible():
                dialog.reject()

    return hand
