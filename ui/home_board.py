# SPDX-License-Identifier: MIT
"""The left card of the home page: sections of lines that lead to their records, as many as the height allows."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from ui import icons
from ui.panels import Action, Clickable
from ui.theme import theme
from ui.widgets import ElidedLabel, clear_layout, column, hairline, label, link, row, set_tone

HEAD = 43
INSET = 17
REASON = Qt.FocusReason
# The window gives somebody the keyboard when it opens; only who asked for it by a key is shown a ring.
BY_KEYBOARD = (REASON.TabFocusReason, REASON.BacktabFocusReason, REASON.ShortcutFocusReason)


class Line(NamedTuple):
    """What is said of one record: its words, a quieter remark, and at the right end a figure or a state word.

    ``page`` and ``record_id`` say where a click leads; a line without a page leads nowhere.
    """

    text: str
    remark: str = ""
    right: str = ""
    tone: str = ""
    page: str = ""
    record_id: int = 0


class HomeLine(Clickable):
    """34 px; pressed by a click or Enter; ↑ and ↓ go to the neighbours."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        right = label(line.right, tone=line.tone)
        words = row(label(line.text), (ElidedLabel(line.remark, "caption"), 1), right, margins=(INSET, 0, INSET, 0), spacing=12)
        self.setLayout(words)
        self.setFixedHeight(theme().size("listRow"))
        self.setAccessibleName("，".join(part for part in (line.text, line.remark, line.right) if part))
        self.line = line
        self._ringed = False
        if line.page:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, room = QPainter(self), QRectF(self.rect()).adjusted(7, 1, -7, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.line.page and self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("hover"))
            painter.drawRoundedRect(room, 4, 4)
        if self._ringed:
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room, 4, 4)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in BY_KEYBOARD
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ringed = False
        self.update()


class HomeSection(QWidget):
    """A title with count and link, and its lines; without any it says so in one quiet line.

    ``opened`` brings the page and the record of the line that was pressed.
    """

    opened = Signal(str, int)

    def __init__(self, icon: str, title: str, nothing: str, action: str, on_action: Action) -> None:
        super().__init__()
        self._nothing = nothing
        self.lines: list[Line] = []
        self._shown: tuple[Line, ...] | None = None
        self.count: QLabel = label("", "caption")
        self.link = link(action, on_action)
        head = row(icons.IconView(icon, 16, "text2"), label(title, "section"), self.count, None, self.link,
                   margins=(INSET, 0, INSET, 0))  # fmt: skip
        top = QWidget()
        top.setLayout(head)
        top.setFixedHeight(HEAD)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.setLayout(column(top, self._rows, spacing=0))

    def set_lines(self, lines: Sequence[Line], count: str = "", tone: str = "") -> None:
        """``count`` stands after the title; by default how many there are, nothing for none."""
        self.lines = list(lines)
        self.count.setText(count or (str(len(lines)) if lines else ""))
        set_tone(self.count, tone)

    @property
    def wanted(self) -> int:
        return max(1, len(self.lines))

    def show_first(self, number: int) -> None:
        """Show the first lines; the widgets stay while the lines are the same."""
        shown = tuple(self.lines[:number]) or (Line("", self._nothing),)
        if shown == self._shown:
            return
        self._shown = shown
        clear_layout(self._rows)
        for line in shown:
            made = HomeLine(line)
            made.pressed.connect(lambda line=line: self._open(line))
            self._rows.addWidget(made)

    def _open(self, line: Line) -> None:
        if line.page:
            self.opened.emit(line.page, line.record_id)


def allot(wanted: Sequence[int], room: int) -> list[int]:
    """How many lines each section gets of ``room``: one each, then in turn one more to each that wants more."""
    given = [min(one, 1) for one in wanted]
    while sum(given) < room and any(have < want for have, want in zip(given, wanted, strict=True)):
        for place, want in enumerate(wanted):
            if given[place] < want and sum(given) < room:
                given[place] += 1
    return given


class Board(QFrame):
    """The card; it shares its height among the sections in whole lines."""

    def __init__(self, sections: Sequence[HomeSection]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.sections = list(sections)
        body = column(spacing=0, margins=(1, 3, 1, 1))
        for place, section in enumerate(sections):
            if place:
                body.addWidget(hairline())
            body.addWidget(section)
        body.addStretch(1)
        self.setLayout(body)
        self.setMinimumHeight(len(self.sections) * (HEAD + theme().size("listRow")))  # the rest of the lines may go

    def share(self) -> None:
        """Show as many lines as fit now."""
        had_keyboard = self.isAncestorOf(QApplication.focusWidget() or self.window())
        fixed = len(self.sections) * (HEAD + 1) + 8
        room = max(len(self.sections), (self.height() - fixed) // theme().size("listRow"))
        for section, number in zip(self.sections, allot([one.wanted for one in self.sections], room), strict=True):
            section.show_first(number)
        first = self.first_line()
        if had_keyboard and first is not None and not self.isAncestorOf(QApplication.focusWidget() or self.window()):
            first.setFocus(REASON.OtherFocusReason)  # the line that had it is gone

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share()

    def first_line(self) -> HomeLine | None:
        """Where the keyboard goes first."""
        return next((one for one in self.findChildren(HomeLine) if one.line.page), None)


