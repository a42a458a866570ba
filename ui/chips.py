# SPDX-License-Identifier: MIT
"""Chips above a table: a facet chip opens its values and filters by those chosen, a count chip is switched on and off."""

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

from ui import icons
from ui.theme import theme
from ui.value_popup import FacetValue, ValuePopup
from ui.widgets import restyle

__all__ = ["CountChip", "FacetChip", "FacetValue"]

NAMED_VALUES = 2


class CountChip(QPushButton):
    """拒绝 12: a switch with a count, without a mark."""

    def __init__(self, text: str, count: int | None = None, *, on: bool = False) -> None:
        super().__init__()
        self._name = text
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setChecked(on)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_count(count)

    def rename(self, text: str, count: int | None) -> None:
        """Count something else."""
        self._name = text
        self.set_count(count)

    def set_count(self, count: int | None) -> None:
        self.setText(self._name if count is None else f"{self._name} {count:,}")


class FacetChip(QPushButton):
    """分工会 ⌄; once set 会籍：在册、保留 ×. ``changed`` brings the chosen values, an empty set for all.

    ``values`` is asked each time the chip is opened, so counts are those of now.
    """

    changed = Signal(object)

    def __init__(
        self, title: str, values: Callable[[], Sequence[FacetValue]], *, single: bool = False,
        texts: Callable[[Collection[object]], Mapping[object, str]] | None = None,
    ) -> None:  # fmt: skip
        """``texts`` names values without counting them; without it ``values`` is asked for that too."""
        super().__init__()
        self._title = title
        self._values = values
        self._texts = texts or self._texts_of_values
        self._single = single
        self._chosen: dict[object, str] = {}
        self._popup: ValuePopup | None = None
        self.setProperty("kind", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.open)
        self._show_state()

    def chosen(self) -> frozenset[object]:
        return frozenset(self._chosen)

    def set_chosen(self, values: Collection[object], *, announce: bool = True) -> None:
        """Choose by value; an unknown value is shown as it is."""
        known = dict(self._texts(values)) if values else {}
        unknown = {value: str(value) for value in values if value not in known}
        self._take(known | unknown, announce=announce)

    def _texts_of_values(self, values: Collection[object]) -> dict[object, str]:
        return {one.value: one.text for one in self._values() if one.value in values}

    def clear(self) -> None:
        self._take({})

    def open(self) -> None:
        """Show the values below the chip; choosing filters at once, Esc or a click elsewhere closes."""
        self._popup = ValuePopup(self, self._values(), set(self._chosen), single=self._single)
        self._popup.changed.connect(self._take)
        self._popup.show_below(self)

    def _take(self, chosen: dict[object, str], *, announce: bool = True) -> None:
        if chosen.keys() == self._chosen.keys():
            return
        self._chosen = dict(chosen)
        self._show_state()
        if announce:
            self.changed.emit(self.chosen())

    def _show_state(self) -> None:
        self.setText(self._label())
        self.setToolTip(f"{self._title}：{'、'.join(self._chosen.values())}" if self._chosen else "")
        self.setAccessibleName(self._label())
        restyle(self, set="true" if self._chosen else "false")
        self.updateGeometry()

    def _label(self) -> str:
        if not self._chosen:
            return self._title
        texts = list(self._chosen.values())
        if len(texts) > NAMED_VALUES:
            return f"{self._title}：{texts[0]} 等 {len(texts)} 项"
        return f"{self._title}：{'、'.join(texts)}"

    # drawing: the mark is painted at the right, and a click on × clears

    def sizeHint(self) -> QSize:
        font = theme().font("caption", bold=bool(self._chosen))
        return QSize(QFontMetrics(font).horizontalAdvance(self.text()) + 20 + 20, 28)

    def minimumSizeHint(self) -> QSize:
        """In a narrow window the values give way, the facet's name stays; the tooltip has all of it."""
        font = theme().font("caption", bold=bool(self._chosen))
        least = QFontMetrics(font).horizontalAdvance(self._title + ("：…" if self._chosen else "")) + 20 + 20
        return QSize(min(least, self.sizeHint().width()), 28)

    def _mark_rect(self) -> QRect:
        return QRect(self.width() - 23, (self.height() - 12) // 2, 12, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        painter.setFont(theme().font("caption", bold=bool(self._chosen)))
        painter.setPen(theme().color("accent" if self._chosen else "text2"))
        room = self.rect().adjusted(13, 0, -26, 0)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width() + 2)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        name, tone = ("dismiss", "accent") if self._chosen else ("chevron_down", "text3")
        painter.drawPixmap(self._mark_rect().topLeft(), icons.pixmap(name, 12, tone))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        on_mark = self._mark_rect().adjusted(-6, -8, 8, 8).contains(event.position().toPoint())
        if self._chosen and on_mark and event.button() == Qt.MouseButton.LeftButton:
            self.clear()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open()
        else:
            super().keyPressEvent(event)
