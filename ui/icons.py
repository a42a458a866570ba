# SPDX-License-Identifier: MIT
"""Fluent icons, tinted with a colour token and drawn sharp at the screen's own pixel ratio."""

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from ui.theme import theme
from unionoffice.resources import resource

DRAWN_SIZES = (12, 16, 20, 24, 32, 48)


def pixmap(name: str, size: int = 16, tone: str = "text2", *, filled: bool = False) -> QPixmap:
    """The icon ``name`` (Fluent name without size) in the token ``tone``; ``size`` in device-independent pixels."""
    return _pixmap(name, size, theme().hex(tone), "filled" if filled else "regular", screen_ratio())


def icon(name: str, size: int = 16, tone: str = "text2") -> QIcon:
    """For buttons and menus; it keeps the colours of now, so ask again when the theme changes."""
    found = QIcon(pixmap(name, size, tone))
    found.addPixmap(pixmap(name, size, "text3"), QIcon.Mode.Disabled)
    return found


def screen_ratio() -> float:
    """The sharpest screen's ratio: a pixmap drawn for it looks right on the others too."""
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


@lru_cache(maxsize=512)
def _pixmap(name: str, size: int, color: str, style: str, ratio: float) -> QPixmap:
    pixels = round(size * ratio)
    drawn = QPixmap(QSize(pixels, pixels))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(_svg(name, size, style, color))).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def _svg(name: str, size: int, style: str, color: str) -> bytes:
    text = _nearest(name, size, style)
    return re.sub("<svg ", f'<svg fill="{color}" ', text, count=1).encode()


@lru_cache(maxsize=256)
def _nearest(name: str, size: int, style: str) -> str:
    """The drawing made for the nearest size: Fluent's lines are thinner the larger the icon."""
    for drawn in sorted(DRAWN_SIZES, key=lambda candidate: (abs(candidate - size), candidate)):
        path = resource("icons", f"{name}_{drawn}_{style}.svg")
        if path.exists():
            return path.read_text("utf-8")
    raise FileNotFoundError(f"icon {name}_{style}")


class IconView(QWidget):
    """An icon standing by itself; it follows the theme because it paints from it."""

    def __init__(self, name: str, size: int = 16, tone: str = "text2") -> None:
        super().__init__()
        self._name, self._size, self._tone = name, size, tone
        self.setFixedSize(size, size)

    def set_icon(self, name: str, tone: str) -> None:
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(0, 0, pixmap(self._name, self._size, self._tone))
