# SPDX-License-Identifier: MIT
"""The left rail: one item per tab, settings and help at its foot."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout

from ui import icons
from ui.page import Page
from ui.theme import theme


class RailItem(QAbstractButton):
    """Icon over caption; the chosen one is filled, bold and carries the accent bar."""

    def __init__(self, page: Page, keys: str) -> None:
        super().__init__()
        self.page = page
        self.setText(page.title)
        self.setCheckable(True)
        self.setToolTip(f"{page.title}（{keys}）" if keys else page.title)
        self.setAccessibleName(page.title)
        self.setFixedSize(theme().size("rail"), theme().size("railItem"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, on, painter = theme(), self.isChecked(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if on or self.underMouse():
            painter.setBrush(colors.color("surface" if on else "hover"))
            painter.drawRoundedRect(QRectF(4, 2, self.width() - 8, self.height() - 4), 4, 4)
        if on:
            painter.setBrush(colors.color("accent"))
            painter.drawRoundedRect(QRectF(4, 18, 3, 20), 1.5, 1.5)
        image = icons.pixmap(self.page.icon, 20, "accent" if on else "text2", filled=on and not self.page.bottom)
        painter.drawPixmap((self.width() - 20) // 2, 9, image)
        painter.setFont(colors.font("caption", bold=on))
        painter.setPen(colors.color("text" if on else "text2"))
        painter.drawText(QRect(0, 31, self.width(), 18), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(colors.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(5, 3, self.width() - 10, self.height() - 6), 4, 4)


class Rail(QFrame):
    """``chosen(key)`` when an item is clicked or its key pressed."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[Page]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(theme().size("rail"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(0)
        self._items: dict[str, RailItem] = {}
        self._above = {page.key: page.under for page in pages if page.under}
        tabs = [page for page in pages if not page.bottom and not page.under]
        for number, page in enumerate(tabs, 1):
            layout.addWidget(self._item(page, f"Alt+{number}"))
        layout.addStretch(1)
        for page in pages:
            if page.bottom:
                layout.addWidget(self._item(page, {"help": "F1", "settings": "Ctrl+,"}.get(page.key, "")))

    def _item(self, page: Page, keys: str) -> RailItem:
        made = RailItem(page, keys)
        made.clicked.connect(lambda: self.chosen.emit(page.key))
        self._items[page.key] = made
        return made

    def show_chosen(self, key: str) -> None:
        key = self._above.get(key, key)
        for name, item in self._items.items():
            item.setChecked(name == key)

    def item(self, key: str) -> RailItem:
        return self._items[key]
