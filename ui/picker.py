# SPDX-License-Identifier: MIT
"""A line to type into that offers what matches below it: people, branches, long code lists. Enter takes the first."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
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
from ui.widgets import column

OPTION_HEIGHT = 36
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
            painter.fillRect(option.rect, theme().color("selected"))
            painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), theme().color("accent"))
        area = option.rect.adjusted(12, 0, -12, 0)
        painter.setFont(theme().font(bold=True))
        painter.setPen(theme().color("text"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), shown.title)
        left = painter.fontMetrics().horizontalAdvance(shown.title) + 12
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
        self.setLayout(column(self.list, margins=(1, 1, 1, 1)))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()


class Picker(QLineEdit):
    """Type, see what matches, Enter takes the first. ``picked`` carries the Option, or None when emptied."""

    picked = Signal(object)

    def __init__(self, find: Callable[[str], Sequence[Option]], placeholder: str = "") -> None:
        super().__init__()
        self._find = find
        self._chosen: Option | None = None
        self._popup: _Popup | None = None
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

    def _offer(self) -> None:
        if not self.hasFocus():
            return
        found = list(self._find(self.text().strip()))
        if not found:
            self._close()
            return
        self._show(found)

    def _show(self, found: Sequence[Option]) -> None:
        if self._popup is None:
            self._popup = _Popup(self)
            self._popup.list.itemClicked.connect(lambda item: self.take(item.data(Qt.ItemDataRole.UserRole)))
        rows = self._popup.list
        rows.clear()
        for option in found:
            item = QListWidgetItem(option.title)
            item.setData(Qt.ItemDataRole.UserRole, option)
            rows.addItem(item)
        rows.setCurrentRow(0)
        self._place(len(found))

    def _place(self, count: int) -> None:
        assert self._popup is not None
        window = self.window()
        height = min(count, MOST_SHOWN) * OPTION_HEIGHT + 4
        corner = self.mapTo(window, QPoint(0, self.height() + 4))
        if corner.y() + height > window.height():
            corner = self.mapTo(window, QPoint(0, -height - 4))
        self._popup.setGeometry(corner.x(), corner.y(), self.width(), height)
        self._popup.show()
        self._popup.raise_()

    def _close(self) -> None:
        self._wait.stop()
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
        """Take the marked option if the typed text has not been picked yet."""
        if self._chosen is None and self.text().strip():
            if self._wait.isActive() or self._popup is None or not self._popup.isVisible():
                self._wait.stop()
                self._offer()
            if self._popup is not None and self._popup.isVisible() and self._popup.list.currentItem():
                self.take(self._popup.list.currentItem().data(Qt.ItemDataRole.UserRole))
        self._close()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._close()
        super().focusOutEvent(event)
