# SPDX-License-Identifier: MIT
"""A line to type into that offers what matches below it: people, branches, long code lists. Enter takes the first."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.theme import theme
from ui.widgets import column, frame, hairline, label, row

OPTION_HEIGHT = 36
FOOT = 34
MOST_SHOWN = 8
FIND_WAIT_MS = 16
TAKING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Option(NamedTuple):
    """One thing to pick: its value, its name in bold, a number beside it, where it belongs at the right end."""

    value: Any
    title: str
    number: str = ""
    place: str = ""


class _OptionDelegate(QStyledItemDelegate):
    """Name, number and place on one 36 px line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        return QSize(100, OPTION_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        shown: Option = index.data(Qt.ItemDataRole.UserRole)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("selected"))
            painter.drawRoundedRect(QRectF(option.rect), 4, 4)
        area = option.rect.adjusted(12, 0, -12, 0)
        painter.setFont(theme().font(bold=True))
        painter.setPen(theme().color("text"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), shown.title)
        left = painter.fontMetrics().horizontalAdvance(shown.title) + 8
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().color("text2"))
        painter.drawText(area.adjusted(left, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), shown.number)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(area, int(right), shown.place)
        painter.restore()


class _Popup(QFrame):
    """The list under the line; a child of the window, so it takes no focus and needs no window manager."""

    def __init__(self, owner: "Picker") -> None:
        super().__init__(owner.window())
        self.setProperty("role", "popup")
        self.list = QListWidget()
        self.list.setItemDelegate(_OptionDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._line = hairline()
        self._how, self._hint = label("回车选定", "caption"), label("", "caption")
        foot = row(self._how, None, self._hint, margins=(12, 0, 12, 0))
        self._foot = frame(foot, height=FOOT - 1)
        self.setLayout(column(self.list, self._line, self._foot, margins=(5, 5, 5, 1), spacing=0))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def fill(self, found: Sequence[Option], hint: str, chosen: Option | None) -> None:
        """Show these with the chosen one marked, else the first; without any, ``hint`` stands alone."""
        self.list.clear()
        for option in found:
            item = QListWidgetItem(option.title)
            item.setData(Qt.ItemDataRole.UserRole, option)
            self.list.addItem(item)
        values = [option.value for option in found]
        self.list.setCurrentRow(values.index(chosen.value) if chosen and chosen.value in values else 0)
        self._hint.setText(hint)
        for one in (self.list, self._line, self._how):
            one.setVisible(bool(found))

    def wanted_height(self) -> int:
        return min(self.list.count(), MOST_SHOWN) * OPTION_HEIGHT + 8 + FOOT

    def marked(self) -> Option | None:
        """What Enter takes; None while nothing is offered."""
        item = self.list.currentItem() if self.isVisible() else None
        return None if item is None else item.data(Qt.ItemDataRole.UserRole)


class Picker(QLineEdit):
    """Type, see what matches, Enter takes the first. ``picked`` carries the Option, or None when emptied."""

    picked = Signal(object)

    def __init__(self, find: Callable[[str], Sequence[Option]], placeholder: str = "") -> None:
        super().__init__()
        self._find = find
        self._chosen: Option | None = None
        self._popup: _Popup | None = None
        self._moved = False  # the mark was moved by hand, so Enter means it
        self.setPlaceholderText(placeholder)
        self._wait = QTimer(self, singleShot=True, interval=FIND_WAIT_MS)
        self._wait.timeout.connect(self._offer)
        self.textEdited.connect(self._typed)

    @property
    def chosen(self) -> Option | None:
        """What is picked; None while the text matches nothing picked."""
        return self._chosen

    def choose(self, option: Option | None) -> None:
        """Show an option as picked, without asking."""
        self._chosen = option
        self.setText(option.title if option else "")
        self._close()

    def take(self, option: Option) -> None:
        """Pick an option as the clerk does."""
        self.choose(option)
        self.picked.emit(option)

    def options(self) -> list[Option]:
        """What is offered just now."""
        if self._popup is None or not self._popup.isVisible():
            return []
        rows = self._popup.list
        return [rows.item(i).data(Qt.ItemDataRole.UserRole) for i in range(rows.count())]

    def _typed(self, text: str) -> None:
        if self._chosen is not None:
            self._chosen = None
            self.picked.emit(None)
        self._wait.start()

    def hint(self, typed: str, found: Sequence[Option]) -> str:
        """What stands at the foot of the list; '' shows no list when nothing is found."""
        return f"{len(found)} 项" if found else ""

    def _offer(self) -> None:
        if not self.hasFocus():
            return
        typed = self.text().strip()
        found = list(self._find(typed))
        hint = self.hint(typed, found)
        if found or hint:
            self._show(found, hint)
        else:
            self._close()

    def _show(self, found: Sequence[Option], hint: str) -> None:
        if self._popup is None:
            self._popup = _Popup(self)
            self._popup.list.itemClicked.connect(lambda item: self.take(item.data(Qt.ItemDataRole.UserRole)))
            self.destroyed.connect(self._popup.deleteLater)  # it is the window's child, not ours
        self._popup.fill(found, hint, self._chosen)
        window = self.window()
        height = self._popup.wanted_height()
        corner = self.mapTo(window, QPoint(0, self.height() + 4))
        if corner.y() + height > window.height():
            corner = self.mapTo(window, QPoint(0, -height - 4))
        self._popup.setGeometry(corner.x(), corner.y(), self.width(), height)
        self._popup.show()
        self._popup.raise_()

    def _close(self) -> None:
        self._wait.stop()
        self._moved = False
        if self._popup is not None:
            self._popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        open_list = self._popup.list if self._popup is not None and self._popup.isVisible() else None
        if event.key() == Qt.Key.Key_Down and open_list is None:
            self._offer()
        elif open_list is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            open_list.setCurrentRow(max(0, min(open_list.count() - 1, open_list.currentRow() + step)))
            self._moved = True
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Enter and Tab take the preselected option before the form moves on to the next field.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self._popup is not None and self._popup.isVisible():
                event.accept()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in TAKING_KEYS:
            self.settle()
        return super().event(event)

    def settle(self) -> None:
        """Take the marked option if what was typed has not been picked yet, or the mark was moved."""
        typed = self.text().strip()
        marked = None if self._wait.isActive() or self._popup is None else self._popup.marked()
        if marked is not None and self._moved:
            self.take(marked)
        elif self._chosen is None and typed:
            option = marked or next(iter(self._find(typed)), None)
            if option is not None:
                self.take(option)
        self._close()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # A form's EnterMoves takes Enter before this line sees it; the focus then goes on as with Tab.
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.settle()
        self._close()
        super().focusOutEvent(event)
