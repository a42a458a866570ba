# SPDX-License-Identifier: MIT
"""How a cell and a heading are drawn in tables and trees: hairlines, tints, rings, tones, bars, old → new, lowest price."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple, TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ui import icons
from ui.theme import theme

Index: TypeAlias = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What a model may answer beside DisplayRole and TextAlignmentRole.

    LOOK (cells): a :class:`Look`, or None for a plain cell. SORT (cells): the value behind the text, a number for sums.
    KEY, WIDTH, HIDDEN (headings): the column's stable name, its width in px (0 = takes the free space), off at first.
    """

    LOOK = Qt.ItemDataRole.UserRole + 1
    SORT = Qt.ItemDataRole.UserRole + 2
    KEY = Qt.ItemDataRole.UserRole + 3
    WIDTH = Qt.ItemDataRole.UserRole + 4
    HIDDEN = Qt.ItemDataRole.UserRole + 5


class Span(NamedTuple):
    """A piece of a ``change`` cell: text, tone, struck through."""

    text: str
    tone: str = "text2"
    strike: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How one cell differs from plain text. ``tone`` and ``tint`` are token names.

    ``kind``: "" text; "bar" a 4 px bar of ``share`` (0..1) before the text; "low" the lowest price;
    "change" draws ``spans`` (old struck → new) instead of the text.
    """

    tone: str = ""
    bold: bool = False
    strike: bool = False
    tint: str = ""
    kind: str = ""
    share: float = 0.0
    spans: tuple[Span, ...] = ()


PLAIN = Look()
# Plain numbers and no way through C++ where a hundred cells are painted after each key: half the time.
_TEXT, _ALIGNMENT = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole
_ACROSS, _MIDDLE = Qt.AlignmentFlag.AlignHorizontal_Mask.value, Qt.AlignmentFlag.AlignVCenter.value
LEVEL_INDENT = 20


def change(name: str, old: str, new: str) -> Look:
    """职称 讲师 → 副教授, the old value struck."""
    arrow = Span("  →  ", "text3")
    return Look(kind="change", spans=(Span(f"{name}  "), Span(old or "空", "text3", True), arrow, Span(new or "空", "text")))


def _ask(index: Index, role: int) -> Any:
    return index.model().data(index, role)


class CellDelegate(QStyledItemDelegate):
    """Draws every cell of a table or a tree; ``padding`` is 12 px, 8 in narrow tables."""

    def __init__(self, view: QAbstractItemView, padding: int = 12) -> None:
        super().__init__(view)
        self._view = view
        self.padding = padding

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme().row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area, state = option.rect, option.state
        look = _ask(index, Role.LOOK) or PLAIN
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        self._ground(painter, area, look, selected, first=selected and self._is_first(index))
        self._content(painter, self._text_room(painter, area, index), index, look)
        if self._is_current(index):
            paint_ring(painter, area)
        painter.restore()

    def _ground(self, painter: QPainter, area: QRect, look: Look, selected: bool, *, first: bool) -> None:
        colors = theme()
        if selected:
            painter.fillRect(area, colors.color("selected"))
        elif look.tint:
            painter.fillRect(area, colors.color(look.tint))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), colors.color("line"))
        if selected and first:
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), colors.color("accent"))

    def _text_room(self, painter: QPainter, area: QRect, index: Index) -> QRect:
        return QRect(area.left() + self.padding, area.top(), area.width() - 2 * self.padding, area.height() - 1)

    def _content(self, painter: QPainter, room: QRect, index: Index, look: Look) -> None:
        text = str(_ask(index, _TEXT) or "")
        if look.kind == "bar":
            paint_bar(painter, room, look, text)
        elif look.kind == "change":
            paint_spans(painter, room, look.spans)
        elif look.kind == "low":
            paint_low(painter, room, text)
        else:
            paint_text(painter, room, text, look, int(_ask(index, _ALIGNMENT) or 0))

    def _is_first(self, index: Index) -> bool:
        header = self._header()
        return header is None or header.visualIndex(index.column()) == self._first_visual(header)

    @staticmethod
    def _first_visual(header: QHeaderView) -> int:
        for visual in range(header.count()):
            if not header.isSectionHidden(header.logicalIndex(visual)):
                return visual
        return 0

    def _header(self) -> QHeaderView | None:
        getter = getattr(self._view, "horizontalHeader", None) or getattr(self._view, "header", None)
        return getter() if getter else None

    def _is_current(self, index: Index) -> bool:
        return self._view.hasFocus() and self._view.currentIndex() == index


class TreeCellDelegate(CellDelegate):
    """The same cells in a tree: the first column is indented by level and carries the chevron."""

    def _text_room(self, painter: QPainter, area: QRect, index: Index) -> QRect:
        if not self._is_first(index):
            return super()._text_room(painter, area, index)
        left = area.left() + self.padding + LEVEL_INDENT * depth(index)
        model = index.model()
        if model.hasChildren(index) and isinstance(self._view, QTreeView):
            opened = self._view.isExpanded(index)
            mark = icons.pixmap("chevron_down" if opened else "chevron_right", 16, "text2")
            painter.drawPixmap(left - 2, area.center().y() - 8, mark)
        left += LEVEL_INDENT
        return QRect(left, area.top(), area.right() - self.padding - left + 1, area.height() - 1)


def depth(index: Index) -> int:
    levels, parent = 0, index.parent()
    while parent.isValid():
        levels, parent = levels + 1, parent.parent()
    return levels


def paint_ring(painter: QPainter, area: QRect) -> None:
    painter.setPen(QPen(theme().color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(area).adjusted(1, 1, -1, -2))


def paint_text(painter: QPainter, room: QRect, text: str, look: Look, align: int) -> None:
    painter.setFont(theme().font("body", bold=look.bold, strike=look.strike))
    painter.setPen(theme().color(look.tone or "text"))
    painter.drawText(room, align & _ACROSS | _MIDDLE, _cut(painter, text, room.width()))


def _cut(painter: QPainter, text: str, width: int) -> str:
    """The text with … where it is too long; what surely fits is not measured."""
    if len(text) * (painter.font().pixelSize() + 1) <= width:
        return text
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)


def paint_bar(painter: QPainter, room: QRect, look: Look, text: str) -> None:
    colors, width, top = theme(), room.width() - 40, room.center().y() - 1
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.color("track"))
    painter.drawRoundedRect(QRectF(room.left(), top, width, 4), 2, 2)
    if look.share > 0:
        painter.setBrush(colors.color(look.tone or "accent"))
        painter.drawRoundedRect(QRectF(room.left(), top, max(4.0, width * min(look.share, 1.0)), 4), 2, 2)
    painter.setFont(colors.font("caption"))
    painter.setPen(colors.color("text2"))
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def paint_spans(painter: QPainter, room: QRect, spans: tuple[Span, ...]) -> None:
    left = room.left()
    for span in spans:
        painter.setFont(theme().font("body", strike=span.strike))
        painter.setPen(theme().color(span.tone))
        shown = painter.fontMetrics().elidedText(span.text, Qt.TextElideMode.ElideRight, room.right() - left)
        painter.drawText(QRect(left, room.top(), room.right() - left, room.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        left += painter.fontMetrics().horizontalAdvance(span.text)
        if left >= room.right():
            return


def paint_low(painter: QPainter, room: QRect, text: str) -> None:
    painter.setPen(theme().color("ok"))
    painter.setFont(theme().font("caption"))
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "最低")
    painter.setFont(theme().font("strong"))
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


class TableHeader(QHeaderView):
    """Headings in caption size with the sort arrow right after the word, one stronger line below."""

    def __init__(self, parent: QWidget, padding: int = 12) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.padding = padding
        self.sorted_section = -1
        self.sorted_order = Qt.SortOrder.AscendingOrder
        self.setFixedHeight(theme().size("tableHeader"))
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def set_sorted(self, section: int, order: Qt.SortOrder) -> None:
        self.sorted_section, self.sorted_order = section, order
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colors, model = theme(), self.model()
        painter.save()
        painter.fillRect(rect, colors.color("surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colors.color("lineStrong"))
        painter.setFont(colors.font("caption"))
        painter.setPen(colors.color("text2"))
        align = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        across = Qt.AlignmentFlag(align or Qt.AlignmentFlag.AlignLeft) & Qt.AlignmentFlag.AlignHorizontal_Mask
        room = rect.adjusted(self.padding, 0, -self.padding, -1)
        text, arrow = str(model.headerData(section, Qt.Orientation.Horizontal) or ""), self._arrow(section)
        letters = painter.fontMetrics()
        left = room.width() - letters.horizontalAdvance(arrow)  # the heading is cut before the arrow is
        shown = letters.elidedText(text, Qt.TextElideMode.ElideRight, left) + arrow
        painter.drawText(room, int(across | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def _arrow(self, section: int) -> str:
        if section != self.sorted_section:
            return ""
        return "  ↑" if self.sorted_order == Qt.SortOrder.AscendingOrder else "  ↓"
