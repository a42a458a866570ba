# SPDX-License-Identifier: MIT
"""A rounded panel that opens below what was clicked and closes on Esc or a click elsewhere."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ui.widgets import frame


class Popup(QWidget):
    """Give it a layout with :meth:`body`, then :meth:`show_below`; it deletes itself when closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._outer = outer

    def body(self, layout: QLayout) -> None:
        self._outer.addWidget(frame(layout, "popup"))

    def show_below(self, anchor: QWidget, *, align_right: bool = False) -> None:
        """Under the anchor, moved so that it stays on the screen."""
        self.adjustSize()
        left = anchor.width() - self.width() if align_right else 0
        place = anchor.mapToGlobal(QPoint(left, anchor.height() + 4))
        screen = anchor.screen() or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        x = max(room.left(), min(place.x(), room.right() - self.width()))
        y = place.y()
        if y + self.height() > room.bottom():
            y = max(room.top(), anchor.mapToGlobal(QPoint(0, -4)).y() - self.height())
        self.move(x, y)
        self.show()
        (self.focusProxy() or self).setFocus(Qt.FocusReason.PopupFocusReason)
