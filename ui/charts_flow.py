# SPDX-License-Identifier: MIT
"""Columns month by month, up from a line and down from it in the same measure: who came and who went, what is owed."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from ui.charts import CENTER, write
from ui.charts_pairs import Pair, PairChart
from ui.theme import theme


class Flow(NamedTuple):
    """One month: its short name, what stands above the line and what below it."""

    name: str
    up: float
    down: float = 0


class FlowColumns(PairChart):
    """Above the line in the strong hue, below it in the pale one, the number at each end; ``tone`` is that of the strong."""

    FOOT, END = 20, 18
    COLUMN = 16.0

    def __init__(self, unit: str, tone: str = "chart1") -> None:
        super().__init__()
        self._unit, self._tone = unit, tone

    def set_flows(self, flows: Sequence[Flow], up: str, down: str = "") -> None:
        """``up`` and ``down`` say what stands above and below; without ``down`` nothing does."""
        self.set_pairs([Pair(one.name, one.up, one.down) for one in flows], up, down)

    def said(self, number: int) -> str:
        one = self._pairs[number]
        values = zip(self._titles, (one.this, one.last), strict=True)
        return f"{one.name}：" + "，".join(f"{title} {value:,.0f} {self._unit}" for title, value in values if title)

    def _width(self) -> float:
        return self.width() / max(1, len(self._pairs))

    def part_at(self, x: float, y: float) -> int:
        return min(len(self._pairs) - 1, int(x / self._width())) if self._pairs else -1

    def rect_of(self, number: int) -> QRectF:
        return QRectF(number * self._width(), 0, self._width(), self.height())

    def _measure(self) -> tuple[float, float]:
        """(where the line is, px of one unit): one measure for both sides, each as tall as its largest needs."""
        up = max((one.this for one in self._pairs), default=0)
        down = max((one.last for one in self._pairs), default=0)
        room = self.height() - self.FOOT - self.END - (self.END if down else 2)
        scale = room / (up + down) if up + down else 0.0
        return (self.END + up * scale if scale else self.END + room), scale

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        for number, one in enumerate(self._pairs):
            self._month(painter, number * self._width(), one)
        painter.fillRect(QRectF(0, self._measure()[0], self.width(), 1), theme().color("lineStrong"))
        self.paint_ring(painter)

    def _month(self, painter: QPainter, left: float, one: Pair) -> None:
        width, (line, scale) = self._width(), self._measure()
        name = QRectF(left, self.height() - self.FOOT + 2, width, 18)
        write(painter, name, one.name.removesuffix(" 月"), "text2", "caption", CENTER)
        at = left + (width - self.COLUMN) / 2
        if one.this:
            height = max(1.0, one.this * scale)
            painter.fillRect(QRectF(at, line - height, self.COLUMN, height), theme().color(self._tone))
            write(painter, QRectF(left, line - height - 17, width, 16), f"{one.this:,.0f}", "text", "caption", CENTER)
        if one.last:
            height = max(1.0, one.last * scale)
            painter.fillRect(QRectF(at, line, self.COLUMN, height), theme().color("chart2"))
            write(painter, QRectF(left, line + height + 1, width, 16), f"{one.last:,.0f}", "text2", "caption", CENTER)
