# SPDX-License-Identifier: MIT
"""The newest signatures at the counter, painted: time, name, unit, package or who fetched it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.charts import write
from ui.theme import theme
from unionoffice.welfare.queries import SignRow

HEAD, ROW, PAD = 32, 36, 8
TIME, UNIT, PACKAGE = 72, 120, 80


class SignedList(QWidget):
    """The first row is the newest and marked."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[SignRow] = []

    def set_rows(self, rows: Sequence[SignRow]) -> None:
        self._rows = list(rows)
        self.setAccessibleName("，".join(row.full_name for row in rows[:3]))
        self.update()

    def rows(self) -> list[SignRow]:
        return self._rows

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._line(painter, 0, HEAD, ("时间", "姓名", "分工会", "套餐"), ("text2",) * 4, "caption")
        painter.fillRect(QRectF(0, HEAD - 1, self.width(), 1), theme().color("lineStrong"))
        for number, row in enumerate(self._rows):
            top = HEAD + number * ROW
            if top + ROW > self.height():
                break
            self._row(painter, top, row, newest=number == 0)

    def _row(self, painter: QPainter, top: int, row: SignRow, *, newest: bool) -> None:
        if newest:
            painter.fillRect(QRectF(0, top, self.width(), ROW), theme().color("selected"))
            painter.fillRect(QRectF(0, top, 3, ROW), theme().color("accent"))
        when = f"{row.signed_at:%H:%M:%S}" if row.signed_at else ""
        last = f"代领 {row.proxy_name}" if row.proxy_name else row.package
        tones = ("text2", "text", "text2", "warn" if row.proxy_name else "text")
        self._line(painter, top, ROW, (when, row.full_name, row.branch, last), tones, "body", bold=newest)
        painter.fillRect(QRectF(0, top + ROW - 1, self.width(), 1), theme().color("line"))

    def _line(
        self, painter: QPainter, top: int, height: int, texts: Sequence[str], tones: Sequence[str], role: str,
        *, bold: bool = False,
    ) -> None:  # fmt: skip
        name = self.width() - TIME - UNIT - PACKAGE
        lefts = (0, TIME, TIME + name, TIME + name + UNIT)
        widths = (TIME, name, UNIT, PACKAGE)
        for place, (text, tone) in enumerate(zip(texts, tones, strict=True)):
            room = QRectF(lefts[place] + PAD, top, widths[place] - 2 * PAD + 4, height)
            write(painter, room, text, tone, role, Qt.AlignmentFlag.AlignVCenter, bold=bold and place == 1)
