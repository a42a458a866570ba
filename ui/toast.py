# SPDX-License-Identifier: MIT
"""The 44 px bar at the lower centre that says what was done, for six seconds, with at most one link."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QWidget

from ui import icons
from ui.theme import theme
from ui.widgets import ElidedLabel, Part, icon_button, link, row

ABOVE_BOTTOM = 40
TONES = {"ok": ("checkmark", "ok"), "warn": ("warning", "warn")}


class Toast(QFrame):
    """One bar per host widget; saying something new replaces the old. The mouse over it stops the clock."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._text = ElidedLabel()
        self._icon = icons.IconView("checkmark", 16, "ok")
        self._on_link: Callable[[], object] | None = None
        self._link = link("", self._follow)
        close = icon_button("dismiss", "关闭", self.hide, small=True)
        parts: list[Part] = [self._icon, (self._text, 1), 8, self._link, close]
        self._row = row(*parts, margins=(16, 0, 8, 0))
        self.setLayout(self._row)
        self.setProperty("role", "toast")
        self.setFixedHeight(theme().size("toast"))
        self._clock = QTimer(self, singleShot=True, interval=theme().motion("toastMs"))
        self._clock.timeout.connect(self.hide)
        self._shadow()
        self.hide()
        host.installEventFilter(self)
        theme().changed.connect(self._shadow)

    def say(
        self, text: str, *, link_text: str = "", on_link: Callable[[], object] | None = None, tone: str = "ok"
    ) -> None:
        self._icon.set_icon(*TONES[tone])
        self._text.setText(text)
        self._on_link = on_link
        self._link.setText(link_text)
        self._link.setVisible(bool(link_text))
        self._place()
        self.show()
        self.raise_()
        self._clock.start()

    def text(self) -> str:
        return self._text.whole_text()

    def _follow(self) -> None:
        self.hide()
        if self._on_link is not None:
            self._on_link()

    def _place(self) -> None:
        self.ensurePolished()
        self._row.activate()
        width = min(self._row.sizeHint().width(), self._host.width() - 2 * theme().size("pagePadding"))
        self.setFixedWidth(max(width, 120))
        self.move((self._host.width() - self.width()) // 2, self._host.height() - self.height() - ABOVE_BOTTOM)

    def _shadow(self) -> None:
        effect = QGraphicsDropShadowEffect(self)
        effect.setBlurRadius(24)
        effect.setOffset(0, 4)
        effect.setColor(theme().color("shadow"))
        self.setGraphicsEffect(effect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._clock.start()
