# SPDX-License-Identifier: MIT
"""The stepper of a campaign and the month strip of a plan: where things stand, one fact under each."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import icons
from ui.charts import CENTER, Chart, write
from ui.theme import theme


class Step(NamedTuple):
    """``state``: done, warn (incomplete: say in ``fact`` what is missing), now, todo."""

    name: str
    fact: str
    state: str


NAME_TONES = {"now": "accent", "todo": "text2"}
FACT_TONES = {"warn": "warn", "now": "text"}


class Stepper(Chart):
    """24 px circles with a name, joined by lines; a later step may run while one is incomplete."""

    def __init__(self, steps: Sequence[Step] = ()) -> None:
        super().__init__()
        self._steps: list[Step] = []
        self.setFixedHeight(76)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        self._steps = list(steps)
        self.setAccessibleName("，".join(f"{step.name} {step.fact}" for step in steps))
        self.update()

    def part_at(self, x: float, y: float) -> int:
        return int(x / (self.width() / len(self._steps))) if self._steps else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, count = self.painter(), max(1, len(self._steps))
        width = self.width() / count
        for number, step in enumerate(self._steps):
            left = number * width + 16
            self._circle(painter, QRectF(left, 14, 24, 24), number, step.state)
            bold, name_tone = step.state != "todo", NAME_TONES.get(step.state, "text")
            write(painter, QRectF(left + 32, 14, width - 48, 24), step.name, name_tone, "section", bold=bold)
            name_end = left + 32 + painter.fontMetrics().horizontalAdvance(step.name)
            fact = QRectF(left + 32, 40, width - 48, 20)
            write(painter, fact, step.fact, FACT_TONES.get(step.state, "text2"), "caption")
            if number < count - 1:
                self._line(painter, max(name_end + 12, left + 92), (number + 1) * width + 8, step.state)

    @staticmethod
    def _line(painter: QPainter, start: float, end: float, state: str) -> None:
        if end > start:
            painter.setPen(QPen(theme().color("accent" if state in ("done", "warn") else "lineStrong"), 2))
            painter.drawLine(QPointF(start, 26), QPointF(end, 26))

    @staticmethod
    def _circle(painter: QPainter, room: QRectF, number: int, state: str) -> None:
        colors = theme()
        if state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("accent"))
            painter.drawEllipse(room)
            painter.drawPixmap(room.topLeft() + QPointF(4, 4), icons.pixmap("checkmark", 16, "onAccent"))
            return
        ring = {"warn": "warn", "now": "accent"}.get(state, "lineStrong")
        painter.setPen(QPen(colors.color(ring), 2))
        painter.setBrush(colors.color("warnTint" if state == "warn" else "surface"))
        painter.drawEllipse(room.adjusted(1, 1, -1, -1))
        word, tone = ("!", "warn") if state == "warn" else (str(number + 1), "accent" if state == "now" else "text2")
        write(painter, room, word, tone, "caption", CENTER, bold=True)


class MonthFact(NamedTuple):
    """How many tasks of a month are done, open and overdue."""

    done: int = 0
    open: int = 0
    late: int = 0


class MonthStrip(Chart):
    """Twelve months in one row; ``clicked(0..11)`` filters the plan below; the chosen one is tinted."""

    def __init__(self) -> None:
        super().__init__()
        self._months: list[MonthFact] = [MonthFact()] * 12
        self._current = -1
        self.setFixedHeight(72)

    def set_months(self, months: Sequence[MonthFact], current: int) -> None:
        """``current``: the tinted month from 0, -1 for none."""
        self._months, self._current = list(months), current
        said = (f"{number + 1} 月{self._words(one)}" for number, one in enumerate(months))
        self.setAccessibleName("，".join(said))
        self.update()

    def part_at(self, x: float, y: float) -> int:
        return min(11, int(x / (self.width() / 12)))

    @staticmethod
    def _words(month: MonthFact) -> str:
        total = sum(month)
        if month.late:
            return f"逾期 {month.late}"
        return f"{month.done}/{total} 完成" if total else "无任务"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, width = self.painter(), self.width() / 12
        for number, month in enumerate(self._months):
            left, now = number * width, number == self._current
            if now:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme().color("accentTint"))
                painter.drawRoundedRect(QRectF(left + 2, 4, width - 4, 64), 4, 4)
            elif number and number - 1 != self._current:
                painter.fillRect(QRectF(left, 14, 1, 44), theme().color("line"))
            room = QRectF(left + 12, 10, width - 16, 20)
            write(painter, room, f"{number + 1} 月", "accent" if now else "text", bold=now)
            tone = "danger" if month.late else "text2"
            write(painter, QRectF(left + 12, 30, width - 16, 18), self._words(month), tone, "caption")
            self._pills(painter, left + 12, width - 20, month)

    @staticmethod
    def _pills(painter: QPainter, left: float, room: float, month: MonthFact) -> None:
        """One pill per task, as many as fit; the words above hold the exact number."""
        tones = ["ok"] * month.done + ["danger"] * month.late + ["lineStrong"] * month.open
        painter.setPen(Qt.PenStyle.NoPen)
        for place, tone in enumerate(tones[: int(room // 11)]):
            painter.setBrush(theme().color(tone))
            painter.drawRoundedRect(QRectF(left + place * 11, 54, 8, 5), 2, 2)


class Crumbs(QWidget):
    """1 选文件 › 2 对应列 › 3 预览 › 4 写入, with the present one in accent."""

    GAP = 32

    def __init__(self, names: Sequence[str], current: int = 0) -> None:
        super().__init__()
        self._names, self._current = list(names), current
        self._measure()

    def set_current(self, current: int) -> None:
        self._current = current
        self._measure()
        self.update()

    def _words(self) -> list[str]:
        return [f"{number} {name}" for number, name in enumerate(self._names, 1)]

    def _measure(self) -> None:
        metrics = QFontMetrics(theme().font("strong"))
        wide = sum(metrics.horizontalAdvance(word) for word in self._words())
        self.setFixedSize(wide + self.GAP * (len(self._names) - 1) + 8, 32)
        self.setAccessibleName(f"第 {self._current + 1} 步，{self._names[self._current]}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, left = QPainter(self), 0.0
        for number, word in enumerate(self._words()):
            now = number == self._current
            painter.setFont(theme().font("body", bold=now))
            wide = painter.fontMetrics().horizontalAdvance(word) + 1
            write(painter, QRectF(left, 0, wide, 32), word, "accent" if now else "text2", bold=now)
            left += wide
            if number < len(self._names) - 1:
                painter.drawPixmap(QPointF(left + 8, 8), icons.pixmap("chevron_right", 16, "text3"))
                left += self.GAP
