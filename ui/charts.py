# SPDX-License-Identifier: MIT
"""The few charts, painted: months as columns, budgets and progress as bars. Values are written, nothing is decoration."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import theme

MIDDLE = Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight
CENTER = Qt.AlignmentFlag.AlignCenter


class Chart(QWidget):
    """A painted widget whose parts can be clicked: ``clicked(number)`` counts from 0."""

    clicked = Signal(int)

    def part_at(self, x: float, y: float) -> int:
        """Which part lies there, -1 for none."""
        return -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        part = self.part_at(event.position().x(), event.position().y())
        if part >= 0:
            self.clicked.emit(part)

    def painter(self) -> QPainter:
        made = QPainter(self)
        made.setRenderHint(QPainter.RenderHint.Antialiasing)
        return made


def write(
    painter: QPainter, room: QRectF, text: str, tone: str = "text", role: str = "body",
    align: Qt.AlignmentFlag = MIDDLE, bold: bool = False,
) -> None:  # fmt: skip
    """One line of text, elided to its room."""
    painter.setFont(theme().font(role, bold=bold))
    painter.setPen(theme().color(tone))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.drawText(room, int(align | MIDDLE), shown)


def bar(painter: QPainter, room: QRectF, share: float, tone: str) -> None:
    """A track with its filled part; a share over 1 fills it."""
    radius = room.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("track"))
    painter.drawRoundedRect(room, radius, radius)
    if share > 0:
        painter.setBrush(theme().color(tone))
        filled = max(room.height(), room.width() * min(share, 1.0))
        painter.drawRoundedRect(QRectF(room.left(), room.top(), filled, room.height()), radius, radius)


class ProgressLine(QWidget):
    """A bare bar, 8 px high: how much of something is done."""

    def __init__(self, share: float = 0.0, *, tone: str = "accent", width: int = 0) -> None:
        super().__init__()
        self._share, self._tone = share, tone
        self.setFixedHeight(8)
        if width:
            self.setFixedWidth(width)

    def set_share(self, share: float) -> None:
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar(painter, QRectF(self.rect()), self._share, self._tone)


class MonthColumns(Chart):
    """Twelve columns from zero, the current month in the strong hue, values above them."""

    FOOT = 20
    COLUMN = 24

    def __init__(self) -> None:
        super().__init__()
        self._values: list[float] = [0.0] * 12
        self._current = -1
        self.setMinimumHeight(148)

    def set_values(self, values: Sequence[float], current: int = -1) -> None:
        """Twelve values in the unit the caption names; ``current`` is the month's number from 0."""
        self._values, self._current = list(values), current
        said = (f"{number + 1} 月 {value:.1f}" for number, value in enumerate(values) if value)
        self.setAccessibleName("，".join(said))
        self.update()

    def part_at(self, x: float, y: float) -> int:
        return min(11, int(x / (self.width() / 12)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, highest = self.painter(), max(self._values, default=0) or 1
        base = self.height() - self.FOOT
        painter.fillRect(QRectF(0, base, self.width(), 1), theme().color("lineStrong"))
        for month, value in enumerate(self._values):
            self._month(painter, month, value, (base - 20) * value / highest)

    def _month(self, painter: QPainter, month: int, value: float, height: float) -> None:
        width, base, now = self.width() / 12, self.height() - self.FOOT, month == self._current
        tone = "text" if now else "text2"
        write(painter, QRectF(month * width, base + 2, width, 18), f"{month + 1}月", tone, "caption", CENTER)
        if value:
            left = month * width + (width - self.COLUMN) / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("chart1" if now else "chart2"))
            painter.drawRoundedRect(QRectF(left, base - height, self.COLUMN, height), 2, 2)
            painter.drawRect(QRectF(left, base - min(3, height), self.COLUMN, min(3, height)))
            top = QRectF(month * width - 8, base - 20 - height, width + 16, 18)
            write(painter, top, f"{value:.1f}", tone, "caption", CENTER)


class Share(NamedTuple):
    """One bar of a list: name, done of total, and what is written at its end."""

    name: str
    done: float
    total: float
    text: str = ""


class BarList(Chart):
    """One line per branch: name, 6 px bar, 96 / 142 or what is written instead; full ones are green."""

    NAME = 112
    TAIL = 88

    def __init__(self, line_height: int = 29, full_text: str = "已发完") -> None:
        super().__init__()
        self._lines: list[Share] = []
        self._line_height, self._full_text = line_height, full_text
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, lines: Sequence[Share]) -> None:
        self._lines = list(lines)
        self.setAccessibleName("，".join(f"{one.name} {self._tail(one)}" for one in lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self._line_height * len(self._lines))

    def part_at(self, x: float, y: float) -> int:
        line = int(y // self._line_height)
        return line if line < len(self._lines) else -1

    def _tail(self, one: Share) -> str:
        if one.text:
            return one.text
        return self._full_text if one.done >= one.total else f"{one.done:,.0f} / {one.total:,.0f}"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        for number, one in enumerate(self._lines):
            self._line(painter, number * self._line_height, one)

    def _line(self, painter: QPainter, top: int, one: Share) -> None:
        full, height = one.done >= one.total, self._line_height
        write(painter, QRectF(0, top, self.NAME - 8, height), one.name, "text", "caption")
        track = QRectF(self.NAME, top + height / 2 - 3, self.width() - self.NAME - self.TAIL, 6)
        bar(painter, track, one.done / one.total if one.total else 0, "ok" if full else "accent")
        tail = QRectF(self.width() - self.TAIL + 4, top, self.TAIL - 4, height)
        write(painter, tail, self._tail(one), "ok" if full else "text2", "caption", RIGHT)


class Budget(NamedTuple):
    """A budget line in the unit the caption names (万元)."""

    name: str
    used: float
    planned: float


class BudgetBars(Chart):
    """Name and figures over a 6 px bar; a thin line marks how much of the year has gone; over budget is red."""

    LINE = 40

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Budget] = []
        self._elapsed = 0.0
        self._unit = "万元"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, lines: Sequence[Budget], elapsed: float, unit: str = "万元") -> None:
        """``elapsed``: share of the year gone, 0..1."""
        self._lines, self._elapsed, self._unit = list(lines), elapsed, unit
        self.setAccessibleName("，".join(f"{one.name} {self._words(one)}" for one in lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.LINE * len(self._lines))

    def part_at(self, x: float, y: float) -> int:
        line = int(y // self.LINE)
        return line if line < len(self._lines) else -1

    def _words(self, one: Budget) -> str:
        over = f"超 {one.used - one.planned:.1f} {self._unit}　" if one.used > one.planned else ""
        share = f"　{one.used / one.planned * 100:.0f}%" if one.planned else ""
        return f"{over}{one.used:.1f} / {one.planned:.1f} {self._unit}{share}"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, mark = self.painter(), self.width() * self._elapsed
        for number, one in enumerate(self._lines):
            top, over = number * self.LINE, one.used > one.planned
            write(painter, QRectF(0, top, 160, 22), one.name)
            figures = QRectF(100, top, self.width() - 100, 22)
            write(painter, figures, self._words(one), "danger" if over else "text2", "caption", RIGHT)
            share = one.used / one.planned if one.planned else float(over)
            bar(painter, QRectF(0, top + 24, self.width(), 6), share, "danger" if over else "chart1")
            painter.fillRect(QRectF(mark, top + 21, 1, 12), theme().color("text2"))
