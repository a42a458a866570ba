# SPDX-License-Identifier: MIT
"""The table every page uses, over any QAbstractTableModel, and the card it stands in with its footer."""

import csv
import io
import itertools
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QKeyCombination,
    QModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QTreeView, QWidget

from ui.app_state import AppState
from ui.table_columns import ColumnChooser, Columns
from ui.table_paint import LEVEL_INDENT, CellDelegate, Index, Role, TableHeader, TreeCellDelegate, depth
from ui.theme import theme
from ui.widgets import Part, column, hairline

SUM_ROWS_MAX = 5000
SELECT_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
COPY_WITH_HEADINGS = QKeyCombination(Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C)
COPY_ROWS_MAX = 100_000


class RecordTable(QTableView):
    """Rows of records: several can be selected, one cell is current, headings sort through ``model.sort``.

    Signals: ``opened(row)`` Enter or double click; ``rows_changed(list of rows)`` selection; ``summed(count, sum)``
    the selection's size and the current column's sum (None when it holds no numbers or over 5,000 rows are selected);
    ``pasted(list of rows of texts)`` Ctrl+V; ``order_changed(key, descending)``.
    """

    opened = Signal(int)
    rows_changed = Signal(list)
    summed = Signal(int, object)
    pasted = Signal(list)
    order_changed = Signal(str, bool)

    def __init__(self, *, padding: int = 12, state: AppState | None = None, name: str = "") -> None:
        super().__init__()
        header = TableHeader(self, padding)
        self.setHorizontalHeader(header)
        self.columns = Columns(self, header)
        self._empty_words = ""
        if state is not None:
            self.columns.remember_in(state, name)
        self.setItemDelegate(CellDelegate(self, padding))
        self._set_up()
        header.sectionClicked.connect(self._heading_clicked)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self._announce = QTimer(self, singleShot=True, interval=0)
        self._announce.timeout.connect(self._say_selection)
        theme().rows_changed.connect(self._set_row_height)

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self._set_row_height()

    def _set_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().row_height)
        self.updateGeometry()
        self._trim()

    def _trim(self) -> None:
        parent = self.parentWidget()
        if isinstance(parent, TrimmedView):
            parent.trim()

    def set_empty_words(self, words: str) -> None:
        """What stands in the middle while there is no row."""
        self._empty_words = words

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._empty_words and self.model() is not None and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(theme().font("body"))
            painter.setPen(theme().color("text2"))
            room = self.viewport().rect().adjusted(12, 0, -12, -self.viewport().height() // 3)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._empty_words)

    # model, columns, order

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is None:
            return
        self.columns.restore()
        self._trim()  # without a model there were no rows to be cut
        model.modelReset.connect(self._announce.start)
        model.rowsRemoved.connect(self._announce.start)

    def set_order(self, key: str, *, descending: bool = False, sort: bool = True) -> None:
        """Mark ``key`` as the order; ``sort=False`` when the model already is in it."""
        section = self.columns.section(key)
        if section < 0:
            return
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.header().set_sorted(section, order)
        if sort:
            self.model().sort(section, order)

    def show_order(self, order: Sequence[str]) -> None:
        """Mark what the rows are in the order of already ("-x" descends)."""
        first = order[0] if order else ""
        self.set_order(first.lstrip("-"), descending=first.startswith("-"), sort=False)

    def header(self) -> TableHeader:
        found = self.horizontalHeader()
        assert isinstance(found, TableHeader)
        return found

    def _heading_clicked(self, section: int) -> None:
        header = self.header()
        again = header.sorted_section == section and header.sorted_order == Qt.SortOrder.AscendingOrder
        key = self.columns.key(section)
        self.set_order(key, descending=again)
        self.order_changed.emit(key, again)

    def choose_columns(self, anchor: QWidget) -> None:
        ColumnChooser(self, self.columns).show_below(anchor, align_right=True)

    # selection

    def selected_rows(self) -> list[int]:
        """Row numbers from top to bottom, without asking the model for any data."""
        if self.selectionModel() is None:
            return []
        ranges = self.selectionModel().selection().toList()
        return sorted(set(itertools.chain.from_iterable(range(one.top(), one.bottom() + 1) for one in ranges)))

    def select_row(self, row: int, key: str = "") -> None:
        """Make ``row`` the only selected one and bring it into sight; ``key`` names the column made current."""
        section = self.columns.section(key) if key else self.columns.shown()[0]
        index = self.model().index(row, max(section, 0))
        # Not setCurrentIndex: with Ctrl still down after Ctrl+S that would toggle the row instead of selecting it.
        self.selectionModel().setCurrentIndex(index, SELECT_ROW)
        self.scrollTo(index)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._announce.start()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self._announce.start()

    def _say_selection(self) -> None:
        rows = self.selected_rows()
        self.rows_changed.emit(rows)
        self.summed.emit(len(rows), self._sum(rows))

    def _sum(self, rows: Sequence[int]) -> Decimal | int | None:
        section = self.currentIndex().column()
        if section < 0 or len(rows) < 2 or len(rows) > SUM_ROWS_MAX:
            return None
        numbers: list[Decimal | int] = []
        for one in rows:
            value = self.model().index(one, section).data(Role.SORT)
            if isinstance(value, int | Decimal) and not isinstance(value, bool):
                numbers.append(value)
            elif value is not None:
                return None
        return sum(numbers) if numbers else None

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.keyCombination() == COPY_WITH_HEADINGS:
            self.copy(headings=True)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(read_block(QGuiApplication.clipboard().text()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing never walks through the rows: that would read every one of them."""

    def copy(self, *, headings: bool = False) -> None:
        """One selected row: the current cell. Several rows, or with headings: the visible columns, as Excel takes them."""
        rows = self.selected_rows()[:COPY_ROWS_MAX]
        if len(rows) == 1 and not headings:
            block = [[self.currentIndex().data()]]
        else:
            shown = self.columns.shown()
            block = [[self.model().index(one, section).data() for section in shown] for one in rows]
            if headings:
                block.insert(0, [self.columns.heading(section) for section in shown])
        if block:
            QGuiApplication.clipboard().setText(write_block(block))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()

    def focusInEvent(self, event: QEvent) -> None:
        had = self.currentIndex().isValid()  # Qt itself makes the first cell current, without selecting its row
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not had and self.model() is not None and self.model().rowCount():
            self.select_row(0)



def write_block(rows: Iterable[Iterable[object]]) -> str:
    """Texts for the clipboard: tabs between cells, quotes around what holds tabs, line ends or quotes."""
    return "\n".join("\t".join(_quoted("" if cell is None else str(cell)) for cell in line) for line in rows)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in '\t\n\r"') else text


def read_block(text: str) -> list[list[str]]:
    """Rows and cells of what Excel or WPS put on the clipboard, quoted cells included; an empty cell alone is a row too."""
    return [row or [""] for row in csv.reader(io.StringIO(text.rstrip("\0"), newline=""), dialect="excel-tab")]


class RecordTree(QTreeView):
    """The same look for a tree (工作计划); ← and → close and open, Enter opens the record."""

    opened = Signal(QModelIndex)

    def __init__(self, *, padding: int = 12, state: AppState | None = None, name: str = "") -> None:
        super().__init__()
        header = TableHeader(self, padding)
        header.setStretchLastSection(False)
        self.setHeader(header)
        self.columns = Columns(self, header)
        if state is not None:
            self.columns.remember_in(state, name)
        self.setItemDelegate(TreeCellDelegate(self, padding))
        self._padding = padding
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.doubleClicked.connect(self.opened)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            self.columns.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        left = self.visualRect(index).left() + self._padding + LEVEL_INDENT * depth(index)
        on_chevron = left - 4 <= event.position().x() <= left + LEVEL_INDENT
        if index.isValid() and index.column() == 0 and on_chevron:
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(index)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and index.isValid() and index.column():
            self.setCurrentIndex(index.siblingAtColumn(0))
            super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """The delegate draws the chevron inside the cell."""


class TrimmedView(QWidget):
    """Holds a table or tree and gives it only the height of whole rows, so that none is cut at the bottom."""

    def __init__(self, view: QTableView | QTreeView) -> None:
        super().__init__()
        self.view = view
        view.setParent(self)
        self.setFocusProxy(view)
        view.horizontalScrollBar().rangeChanged.connect(lambda *_: self.trim())

    def trim(self) -> None:
        height, rest = self.height(), 0
        if self.view.model() is not None:
            bar = self.view.horizontalScrollBar()
            fixed = theme().size("tableHeader") + (bar.sizeHint().height() if bar.maximum() > bar.minimum() else 0)
            rest = max(0, height - fixed) % theme().row_height
        self.view.setGeometry(0, 0, self.width(), height - rest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.trim()


class SumFooter(QWidget):
    """36 px under a table: a remark at the left, sums with their right edge on their column's."""

    def __init__(self, table: RecordTable, padding: int = 12) -> None:
        super().__init__()
        self._table, self._padding = table, padding
        self._remark = ""
        self._sums: dict[str, str] = {}
        self.setFixedHeight(36)
        for moved in (table.header().sectionResized, table.header().sectionMoved):
            moved.connect(lambda *_: self.update())
        table.horizontalScrollBar().valueChanged.connect(lambda _: self.update())

    def set_sums(self, remark: str, sums: Mapping[str, str]) -> None:
        """``sums``: column key → text as it should be read, e.g. ``{"amount": "187,400.00"}``."""
        self._remark, self._sums = remark, dict(sums)
        self.setAccessibleName("，".join([remark, *(f"合计 {text}" for text in sums.values())]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, middle = QPainter(self), Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().color("text2"))
        painter.drawText(self.rect().adjusted(self._padding, 0, 0, 0), middle, self._remark)
        for place, (key, text) in enumerate(self._sums.items()):
            self._paint_sum(painter, key, text, named=place == 0)

    def _paint_sum(self, painter: QPainter, key: str, text: str, *, named: bool) -> None:
        section, header = self._table.columns.section(key), self._table.header()
        if section < 0 or header.isSectionHidden(section):
            return
        right = header.sectionViewportPosition(section) + header.sectionSize(section) - self._padding
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setFont(theme().font("strong"))
        painter.setPen(theme().color("text"))
        painter.drawText(QRect(0, 0, right, self.height()), flags, text)
        if named:
            right -= painter.fontMetrics().horizontalAdvance(text) + 8
            painter.setFont(theme().font("caption"))
            painter.setPen(theme().color("text2"))
            painter.drawText(QRect(0, 0, right, self.height()), flags, "合计")


def table_card(view: QTableView | QTreeView, *, top: QWidget | None = None, footer: QWidget | None = None) -> QFrame:
    """The white card a table stands in; ``top`` and ``footer`` keep their own height."""
    made = QFrame()
    made.setProperty("role", "card")
    parts: list[Part] = [top, (TrimmedView(view), 1)] if top else [(TrimmedView(view), 1)]
    if footer is not None:
        parts += [hairline(), footer]
    margins = (1, 1 if top else 3, 1, 1 if footer else 3)
    made.setLayout(column(*parts, margins=margins, spacing=0))
    return made
