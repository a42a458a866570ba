# SPDX-License-Identifier: MIT
"""Charts of two years: this one in the strong hue, the one before pale beside it; each part by click or by key."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip

from ui.charts import CENTER, RIGHT, Chart, write
from ui.theme import theme

TEN_THOUSAND = 10_000
FORWARD, BACKWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down), (Qt.Key.Key_Left, Qt.Key.Key_Up)
PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Pair(NamedTuple):
    """One part: its short name, yuan of this span and of the one before."""

    name: str
    this: float
    last: float


class PairChart(Chart):
    """Tab reaches it, arrows go from part to part, Enter clicks; a tip says both values of what lies under the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self._pairs: list[Pair] = []
        self._titles = ("", "")
        self._part = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)

    def set_pairs(self, pairs: Sequence[Pair], this: str, last: str) -> None:
        """``this`` and ``last`` name the two spans."""
        self._pairs, self._titles = list(pairs), (this, last)
        self._part = min(self._part, max(0, len(pairs) - 1))
        self.setAccessibleName("；".join(self.said(number) for number in range(len(pairs))) or "没有数据")
        self.updateGeometry()
        self.update()

    def said(self, number: int) -> str:
        """One part in words, as the tip and a screen reader say it."""
        one = self._pairs[number]
        return f"{one.name}：{self._titles[0]} {one.this:,.2f} 元，{self._titles[1]} {one.last:,.2f} 元"

    def rect_of(self, number: int) -> QRectF:
        """Where a part lies; for its ring."""
        raise NotImplementedError

    def highest(self) -> float:
        return max((max(one.this, one.last) for one in self._pairs), default=0) or 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = (event.key() in FORWARD) - (event.key() in BACKWARD)
        if step and self._pairs:
            self._part = (self._part + step) % len(self._pairs)
            self.setAccessibleDescription(self.said(self._part))
            self.update()
        elif event.key() in PRESS and self._pairs:
            self.clicked.emit(self._part)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            part = self.part_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), self.said(part) if part >= 0 else "", self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QEvent) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()

    def paint_ring(self, painter: QPainter) -> None:
        if self.hasFocus() and self._pairs:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.drawRoundedRect(self.rect_of(self._part).adjusted(1, 1, -1, -1), 4, 4)


def column_of(painter: QPainter, room: QRectF, tone: str) -> None:
    """A column standing on its base line, rounded at the top alone."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color(tone))
    painter.drawRoundedRect(room, 2, 2)
    foot = min(3.0, room.height())
    painter.drawRect(QRectF(room.left(), room.bottom() - foot, room.width(), foot))


class PairColumns(PairChart):
    """Side by side from zero, the pale one first; 万元 of this span above."""

    FOOT, TOP = 20, 22
    COLUMN = 9.0

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(140)

    def _width(self) -> float:
        return self.width() / max(1, len(self._pairs))

    def part_at(self, x: float, y: float) -> int:
        return min(len(self._pairs) - 1, int(x / self._width())) if self._pairs else -1

    def rect_of(self, number: int) -> QRectF:
        return QRectF(number * self._width(), 0, self._width(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, base = self.painter(), self.height() - self.FOOT
        painter.fillRect(QRectF(0, base, self.width(), 1), theme().color("lineStrong"))
        for number, one in enumerate(self._pairs):
            self._pair(painter, number * self._width(), one)
        self.paint_ring(painter)

    def _pair(self, painter: QPainter, left: float, one: Pair) -> None:
        width, base = self._width(), self.height() - self.FOOT
        write(painter, QRectF(left, base + 2, width, 18), one.name.removesuffix(" 月"), "text2", "caption", CENTER)
        middle, scale = left + width / 2, (base - self.TOP) / self.highest()
        for value, at, tone in ((one.last, middle - self.COLUMN, "chart2"), (one.this, middle + 1, "chart1")):
            if value > 0:
                height = max(1.0, value * scale)
                column_of(painter, QRectF(at, base - height, self.COLUMN, height), tone)
        if one.this > 0:
            top = base - max(one.this, one.last) * scale
            room = QRectF(left - 4, top - 18, width + 8, 16)
            write(painter, room, self.short(one.this), "text", "caption", CENTER)

    def short(self, yuan: float) -> str:
        """万元 in as few signs as the narrowest month has room for."""
        value = yuan / TEN_THOUSAND
        if self.highest() >= 100 * TEN_THOUSAND:
            return f"{value:,.0f}" if value >= 0.5 else "<1"
        return f"{value:.1f}" if value >= 0.05 else "<0.1"


class PairBars(PairChart):
    """One line each: name, yuan of this span at the right end, its bar, and a thin pale one of the span before."""

    LINE = 33

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, self.LINE * len(self._pairs))

    def part_at(self, x: float, y: float) -> int:
        line = int(y // self.LINE)
        return line if 0 <= line < len(self._pairs) else -1

    def rect_of(self, number: int) -> QRectF:
        return QRectF(0, number * self.LINE, self.width(), self.LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        for number, one in enumerate(self._pairs):
            self._line(painter, number * self.LINE, one)
        self.paint_ring(painter)

    def _line(self, painter: QPainter, top: float, one: Pair) -> None:
        room = self.width() - 8
        write(painter, QRectF(4, top + 2, room - 104, 18), one.name, "text", "caption")
        write(painter, QRectF(room - 96, top + 2, 100, 18), f"{one.this:,.2f}", "text", "caption", RIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        for value, at, height, tone in ((one.this, 20, 6, "chart1"), (one.last, 27, 3, "chart2")):
            if value > 0:
                painter.setBrush(theme().color(tone))
                length = max(height, room * value / self.highest())
                painter.drawRoundedRect(QRectF(4, top + at, length, height), 2, 2)
