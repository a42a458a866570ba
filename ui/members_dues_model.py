# SPDX-License-Identifier: MIT
"""The three tables of the dues: a period's lines, who is behind, the year's receipts. Each sorts by value."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.table_paint import Look, Role
from unionoffice.kit import pinyin
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan
from unionoffice.members.dues.fields import Percent
from unionoffice.members.dues.queries import OVER, OWING, PARTIAL, ArrearsLine, DueLine, ReceiptLine
from unionoffice.members.dues.rule import last_month

Index = QModelIndex | QPersistentModelIndex
DISPLAY = Qt.ItemDataRole.DisplayRole
GREY, AMBER, RED, BLUE = Look(tone="text2"), Look(tone="warn"), Look(tone="danger", bold=True), Look(tone="accent")
LONG = 6  # months without dues that may end a membership (自动退会)
_RATE = Percent()
T = TypeVar("T")


class Column(NamedTuple, Generic[T]):
    """One column: its stable key, heading, width in px (0 takes the free space), the value and its text and look."""

    key: str
    text: str
    width: int
    value: Callable[[T], Any]
    show: Callable[[T], str] | None = None
    look: Callable[[T], Look | None] | None = None
    right: bool = False
    hidden: bool = False


class LinesModel(QAbstractTableModel, Generic[T]):
    """Lines of one kind; sorting is by the columns' values and stays when new lines are shown."""

    def __init__(self, columns: Sequence[Column[T]]) -> None:
        super().__init__()
        self._columns = list(columns)
        self._lines: list[T] = []
        self._sorted: tuple[int, bool] | None = None

    def show_lines(self, lines: Sequence[T]) -> None:
        self.beginResetModel()
        self._lines = list(lines)
        self._sort()
        self.endResetModel()

    def lines(self) -> Sequence[T]:
        return self._lines

    def line(self, row: int) -> T:
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        column = self._columns[section]
        answers: dict[int, Any] = {
            DISPLAY: column.text, Role.KEY: column.key, Role.WIDTH: column.width, Role.HIDDEN: column.hidden,
            Qt.ItemDataRole.TextAlignmentRole: _aligned(column),
        }  # fmt: skip
        return answers.get(role)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line, column = self._lines[index.row()], self._columns[index.column()]
        if role == DISPLAY:
            return column.show(line) if column.show else str(column.value(line) or "")
        if role == Role.SORT:
            return column.value(line)
        if role == Role.LOOK:
            return column.look(line) if column.look else None
        return _aligned(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self._sorted = (column, order == Qt.SortOrder.DescendingOrder)
        self._sort()
        self.layoutChanged.emit()

    def _sort(self) -> None:
        if self._sorted is not None:
            place, descending = self._sorted
            column = self._columns[place]
            self._lines.sort(key=lambda line: _sortable(column, line), reverse=descending)


def _sortable(column: Column[T], line: T) -> Any:
    value = column.value(line)
    if value is None:
        return Decimal(-1)
    return pinyin.sort_key(value) if column.key == "full_name" else value


def _aligned(column: Column[Any]) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def yuan(amount: Decimal | None) -> str:
    """Two decimals; nothing is left blank."""
    return show_yuan(amount) if amount else ""


def state_look(line: DueLine, month: str) -> Look:
    """Grey when done; owed is amber in its own ``month`` and red when that is over."""
    if line.state in (OWING, PARTIAL):
        return AMBER if last_month(line.period) >= month else RED
    return BLUE if line.state == OVER else GREY


def due_columns(branch_label: str, month: str) -> list[Column[DueLine]]:
    """A period's lines; ``month`` is the present one."""
    return [
        Column("staff_no", "工号", 92, lambda one: one.staff_no),
        Column("full_name", "姓名", 104, lambda one: one.full_name),
        Column("branch", branch_label, 0, lambda one: one.branch),
        Column("base", "会费基数（元）", 120, lambda one: one.base, lambda one: yuan(one.base), lambda _: GREY, right=True),
        Column("rate", "费率", 72, lambda one: one.rate, lambda one: _RATE.show(one.rate), right=True, hidden=True),
        Column("months", "月数", 64, lambda one: one.months, lambda one: str(one.months), right=True, hidden=True),
        Column("payable", "应缴（元）", 100, lambda one: one.payable, lambda one: show_yuan(one.payable), right=True),
        Column("paid", "已缴（元）", 100, lambda one: one.paid, lambda one: yuan(one.paid), right=True),
        Column("owed", "欠缴（元）", 100, lambda one: one.owed, lambda one: yuan(one.owed), right=True),
        Column("state", "状态", 72, lambda one: one.state_name, look=lambda one: state_look(one, month)),
        Column("reason", "调整原因", 140, lambda one: one.reason, hidden=True),
    ]


def arrears_columns(branch_label: str) -> list[Column[ArrearsLine]]:
    """One line for each member who is behind."""
    return [
        Column("branch", branch_label, 0, lambda one: one.branch),
        Column("staff_no", "工号", 92, lambda one: one.staff_no),
        Column("full_name", "姓名", 104, lambda one: one.full_name),
        Column("periods", "欠缴月份", 196, lambda one: one.periods, lambda one: one.said, lambda _: GREY),
        Column("months", "月数", 72, lambda one: one.months, lambda one: str(one.months),
               lambda one: RED if one.months >= LONG else None, right=True),
        Column("owed", "欠缴（元）", 108, lambda one: one.owed, lambda one: show_yuan(one.owed), right=True),
    ]  # fmt: skip


def receipt_columns() -> list[Column[ReceiptLine]]:
    """One line for each receipt; counter-entries are negative and say why."""
    return [
        Column("receipt_no", "收款单号", 116, lambda one: one.receipt_no),
        Column("paid_on", "缴费日期", 104, lambda one: one.paid_on, lambda one: show_day(one.paid_on)),
        Column("method", "方式", 88, lambda one: one.method),
        Column("source", "凭据", 0, lambda one: one.source, lambda one: one.source or one.reason),
        Column("count", "笔数", 72, lambda one: one.count, lambda one: f"{one.count:,}", right=True),
        Column("total", "合计（元）", 120, lambda one: one.total, lambda one: show_yuan(one.total), _total_look, right=True),
        Column("state", "状态", 96, receipt_state, look=lambda one: GREY if receipt_state(one) != "部分冲正" else AMBER),
        Column("handler", "经办人", 88, lambda one: one.handler),
    ]


def receipt_state(one: ReceiptLine) -> str:
    """已登记, 冲正 (a counter-entry), 已冲正, 部分冲正."""
    if one.total < 0:
        return "冲正"
    return "已登记" if one.open_count == one.count else "部分冲正" if one.open_count else "已冲正"


def _total_look(one: ReceiptLine) -> Look | None:
    return Look(tone="text2", strike=receipt_state(one) == "已冲正") if receipt_state(one) in ("已冲正", "冲正") else None
