# SPDX-License-Identifier: MIT
"""The quotation matrix, painted: items x suppliers, the lowest of each row tinted and named, sums below."""

from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ui.charts import RIGHT, Chart, write
from ui.theme import theme
from unionoffice.kit.money import show_yuan
from unionoffice.welfare.quotes import Matrix, MatrixRow, Prices, lowest_of

ROW, NAME, UNIT, PRICE, PAD = 32, 140, 48, 116, 12


class QuoteMatrix(Chart):
    """``clicked(place)`` is the supplier whose column was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._matrix: Matrix | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def set_matrix(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self.setAccessibleName(self._said(matrix))
        self.updateGeometry()
        self.update()

    @staticmethod
    def _said(matrix: Matrix) -> str:
        offers = zip(matrix.quoters, matrix.per_head, strict=True)
        return "，".join(f"{one.label} 每人 {show_yuan(price)}" for one, price in offers if price is not None)

    def sizeHint(self) -> QSize:
        count = len(self._matrix.rows) if self._matrix else 0
        sums = 2 if self._matrix and self._matrix.quoters else 0
        return QSize(480, ROW * (1 + count + sums))

    def minimumSizeHint(self) -> QSize:
        return QSize(360, self.sizeHint().height())

    def _price_width(self) -> float:
        count = len(self._matrix.quoters) if self._matrix else 0
        return min(PRICE, (self.width() - NAME - UNIT) / count) if count else 0

    def _left_of(self, place: int) -> float:
        count = len(self._matrix.quoters) if self._matrix else 0
        return self.width() - (count - place) * self._price_width()

    def part_at(self, x: float, y: float) -> int:
        count = len(self._matrix.quoters) if self._matrix else 0
        if not count or x < self._left_of(0):
            return -1
        return min(int((x - self._left_of(0)) / self._price_width()), count - 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.part_at(event.position().x(), event.position().y()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self.setToolTip("改这家的报价" if over else "")

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._matrix is None:
            return
        painter, matrix = self.painter(), self._matrix
        self._heading(painter, matrix)
        for number, one in enumerate(matrix.rows, 1):
            self._item(painter, number * ROW, one)
        if matrix.quoters:
            self._sums(painter, matrix, (len(matrix.rows) + 1) * ROW)

    def _heading(self, painter: QPainter, matrix: Matrix) -> None:
        self._names(painter, 0, "物品", "单位", "text2", "caption")
        for place, one in enumerate(matrix.quoters):
            self._price(painter, 0, place, one.label, "text2", "caption")
        painter.fillRect(QRectF(0, ROW - 1, self.width(), 1), theme().color("lineStrong"))

    def _item(self, painter: QPainter, top: float, one: MatrixRow) -> None:
        name = f"{one.name}（832 平台）" if one.is_832 and "832" not in one.name else one.name
        many = f" × {one.quantity}" if one.quantity > 1 else ""
        self._names(painter, top, name, f"{one.unit}{many}", "text", "body")
        self._prices(painter, top, one.prices, one.lowest, bold=False)
        self._line(painter, top)

    def _sums(self, painter: QPainter, matrix: Matrix, top: float) -> None:
        painter.fillRect(QRectF(1, top, self.width() - 2, ROW), theme().color("subtle"))
        self._names(painter, top, "每人合计", "", "text", "strong")
        self._prices(painter, top, matrix.per_head, lowest_of(matrix.per_head), bold=True)
        self._line(painter, top)
        heads = f"{matrix.heads:,} 份总价" if matrix.heads else "冻结名单后算总价"
        self._names(painter, top + ROW, heads, "", "text2", "body")
        for place, total in enumerate(matrix.totals if matrix.heads else ()):
            self._price(painter, top + ROW, place, "" if total is None else show_yuan(total), "text2")

    def _names(self, painter: QPainter, top: float, name: str, unit: str, tone: str, role: str) -> None:
        right = self._left_of(0) if self._matrix and self._matrix.quoters else self.width()
        write(painter, QRectF(PAD, top, right - UNIT - PAD, ROW), name, tone, role, bold=role == "strong")
        write(
            painter,
            QRectF(right - UNIT, top, UNIT, ROW),
            unit,
            "text2",
            "caption" if role == "caption" else "body",
        )

    def _prices(
        self, painter: QPainter, top: float, prices: Prices, lowest: int | None, *, bold: bool
    ) -> None:
        for place, price in enumerate(prices):
            if place == lowest:
                room = QRectF(self._left_of(place), top, self._price_width(), ROW - 1)
                painter.fillRect(room, theme().color("okTint"))
                if self._price_width() >= 96:
                    write(painter, room.adjusted(PAD, 0, 0, 0), "最低", "ok", "caption")
            self._price(
                painter,
                top,
                place,
                _said(price),
                "ok" if place == lowest else "text",
                bold=bold or place == lowest,
            )

    def _price(
        self,
        painter: QPainter,
        top: float,
        place: int,
        text: str,
        tone: str,
        role: str = "body",
        *,
        bold: bool = False,
    ) -> None:
        room = QRectF(self._left_of(place), top, self._price_width() - PAD, ROW)
        write(painter, room, text, tone, role, RIGHT, bold=bold)

    def _line(self, painter: QPainter, top: float) -> None:
        painter.fillRect(QRectF(0, top + ROW - 1, self.width(), 1), theme().color("line"))


def _said(price: Decimal | None) -> str:
    return "未报" if price is None else show_yuan(price)
