# SPDX-License-Identifier: MIT
"""The list a facet chip opens: ticks, counts, and a box to narrow a long list by typing."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.fields import line_edit, paint_tick
from ui.popup import Popup
from ui.theme import theme
from ui.widgets import column, hidden_unless, link, row

VALUE = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
NARROW_FROM = 12
ROWS_SHOWN = 10
ROW = 30


class FacetValue(NamedTuple):
    """``value`` is what the filter gets, ``text`` what is read, ``rows`` how many rows (None = not counted)."""

    value: object
    text: str
    rows: int | None = None


class ValuePopup(Popup):
    """``changed`` brings value → text for every tick at once; the popup stays open for the next one."""

    changed = Signal(object)

    def __init__(
        self, parent: QWidget, values: Sequence[FacetValue], chosen: set[object], *, single: bool = False
    ) -> None:
        super().__init__(parent)
        self._single = single
        self._list = ValueList()
        self._list.fill(values, chosen)
        self._list.itemClicked.connect(self._toggle)
        self._list.chosen.connect(self._toggle)
        self._narrow = hidden_unless(line_edit("", "输入文字缩小范围"), len(values) >= NARROW_FROM)
        self._narrow.textChanged.connect(self._list.narrow)
        self._clear = link("清除", self._clear_all)
        foot = row(None, self._clear, margins=(8, 4, 8, 4))
        self.body(column(self._narrow, self._list, foot, margins=(5, 5, 5, 5), spacing=4))
        self.resize_list()
        self.setFocusProxy(self._narrow if self._narrow.isVisibleTo(self) else self._list)

    def resize_list(self) -> None:
        shown = min(max(self._list.count(), 1), ROWS_SHOWN)
        self._list.setFixedSize(self._list.wanted_width(), shown * ROW)

    def _toggle(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        if self._single:
            self._list.untick_all()
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        self.changed.emit(self._list.ticked())
        if self._single:
            self.close()

    def _clear_all(self) -> None:
        self._list.untick_all()
        self.changed.emit({})
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self._narrow.hasFocus():
            self._list.setFocus()
        else:
            super().keyPressEvent(event)


class ValueList(QListWidget):
    """Ticks instead of selection; Space or Enter ticks the current line."""

    chosen = Signal(QListWidgetItem)

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(ValueDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def fill(self, values: Sequence[FacetValue], chosen: set[object]) -> None:
        for one in values:
            item = QListWidgetItem(one.text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled)
            item.setData(VALUE, one.value)
            item.setData(COUNT, one.rows)
            item.setCheckState(Qt.CheckState.Checked if one.value in chosen else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setCurrentRow(0)

    def items_all(self) -> list[QListWidgetItem]:
        return [self.item(number) for number in range(self.count())]

    def ticked(self) -> dict[object, str]:
        on = Qt.CheckState.Checked
        return {item.data(VALUE): item.text() for item in self.items_all() if item.checkState() == on}

    def untick_all(self) -> None:
        for item in self.items_all():
            item.setCheckState(Qt.CheckState.Unchecked)

    def narrow(self, text: str) -> None:
        for item in self.items_all():
            item.setHidden(text.strip().lower() not in item.text().lower())

    def wanted_width(self) -> int:
        metrics = QFontMetrics(theme().font())
        widest = max((metrics.horizontalAdvance(item.text()) for item in self.items_all()), default=0)
        return min(max(widest + 116, 200), 400)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.chosen.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class ValueDelegate(QStyledItemDelegate):
    """Tick, text, and the count at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, area = theme(), QRect(option.rect) 
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus) 
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("hover"))
            painter.drawRoundedRect(QRectF(area).adjusted(0, 1, 0, -1), 4, 4)
        box = QRectF(area.left() + 8, area.center().y() - 7.5, 16, 16)
        paint_tick(painter, box, Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)))
        self._words(painter, area, index)
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        look, count = theme(), index.data(COUNT)
        tail = f"{count:,}" if count is not None else ""
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("text2"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area.adjusted(0, 0, -10, 0), middle | Qt.AlignmentFlag.AlignRight, tail)
        room = area.adjusted(32, 0, -16 - painter.fontMetrics().horizontalAdvance(tail), 0)
        painter.setFont(look.font())
        painter.setPen(look.color("text"))
        text = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, text)
