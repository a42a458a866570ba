# SPDX-License-Identifier: MIT
"""The table model of any register: it holds the ordered ids and reads pages of records as they are shown."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics

from ui.table_paint import Look, Role
from ui.theme import theme
from unionoffice.kit.describe import Field
from unionoffice.kit.fields import Choice
from unionoffice.kit.record import Record
from unionoffice.kit.register import Register

PAGE = 32  # a screen and a bit
PAGES_KEPT = 48
HEADING_AIR = 48  # both paddings and the sort arrow
Index = QModelIndex | QPersistentModelIndex
_TEXT, _ALIGNMENT = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole
_READ = frozenset((int(_TEXT), int(Role.SORT), int(Role.LOOK)))
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

ReadRows = Callable[[Sequence[int]], list[Record]]


class RecordModel(QAbstractTableModel):
    """Rows of a register. ``read_rows`` fetches records by id; a page costs a few milliseconds."""

    order_wanted = Signal(str, bool)  # field, descending: the page asks the office anew

    def __init__(
        self, register: Register, read_rows: ReadRows, *, stretch: str = "", say: Callable[[str], str] = str
    ) -> None:
        super().__init__()
        self.register = register
        self.fields: list[Field] = [*register.pick(register.columns), *self._hidden(register)]
        self._shown = len(register.columns)
        self._stretch = stretch or self._widest()
        self._say = say
        self._read_rows = read_rows
        self._ids: Sequence[int] = []
        self._pages: OrderedDict[int, list[Record]] = OrderedDict()

    @staticmethod
    def _hidden(register: Register) -> list[Field]:
        """Every other field is there too, off at first: the column chooser offers it."""
        others = (field for name, field in register.fields.items() if name not in register.columns)
        return [field for field in others if not field.internal]

    def _widest(self) -> str:
        return max(self.fields[: self._shown], key=lambda field: field.type.width).name

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show these records, in this order; what was read before is forgotten."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def extend_ids(self, ids: Sequence[int]) -> None:
        """The list that begins with the present rows; those stay as they are, with selection and scrolling."""
        had = len(self._ids)
        if not had or len(ids) <= had or ids[:had] != self._ids:
            self.set_ids(ids)
            return
        self.beginInsertRows(QModelIndex(), had, len(ids) - 1)
        self._ids = ids
        self._pages.pop((had - 1) // PAGE, None)  # the last page may have been a short one
        self.endInsertRows()

    def ids(self) -> Sequence[int]:
        return self._ids

    def forget_rows(self) -> None:
        """The records changed but not their order: read the visible ones again."""
        self._pages.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.fields) - 1))

    def record(self, row: int) -> Record | None:
        """The record of a row; None where it was deleted meanwhile."""
        page = row // PAGE
        if page not in self._pages:
            wanted = self._ids[page * PAGE : (page + 1) * PAGE]
            by_id = {record.id: record for record in self._read_rows(wanted)}
            self._pages[page] = [by_id.get(i) for i in wanted]  # type: ignore[misc]
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        place = row % PAGE
        return self._pages[page][place] if place < len(self._pages[page]) else None

    def record_id(self, row: int) -> int:
        return self._ids[row]

    def row_of(self, record_id: int) -> int:
        """Where a record stands; -1 when the page does not show it."""
        try:
            return self._ids.index(record_id)
        except ValueError:
            return -1

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.fields):
            return None
        field = self.fields[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._say(field.label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        if role == Role.KEY:
            return field.name
        if role == Role.WIDTH:
            return 0 if field.name == self._stretch else self._width(field)
        return section >= self._shown if role == Role.HIDDEN else None

    def _width(self, field: Field) -> int:
        """What the values need, or the heading with its sort arrow where that is wider."""
        heading = QFontMetrics(theme().font("caption")).horizontalAdvance(self._say(field.label))
        return max(field.type.width, heading + HEADING_AIR)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.order_wanted.emit(self.fields[column].name, order == Qt.SortOrder.DescendingOrder)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if not 0 <= row < len(self._ids):
            return None
        if role == _ALIGNMENT:
            return self._alignment(column)
        if role not in _READ:
            return None
        record = self.record(row)
        if record is None:
            return None
        field = self.fields[column]
        if role == Role.SORT:
            return getattr(record, field.name)
        return field.mask(record) if role == _TEXT else self.look(record, field)

    def look(self, record: Record, field: Field) -> Look | None:
        """How a cell differs from plain text; a tab overrides it for its own states."""
        if isinstance(field.type, Choice) and field.type.tones:
            tone = field.type.tones.get(getattr(record, field.name) or "", "text2")
            return Look(tone=tone, bold=tone == "danger")
        return None

    def alignment(self, field: Field) -> str:
        """left or right, as the field's type has it; a tab overrides it."""
        return field.type.align

    def _alignment(self, column: int) -> int:
        return _RIGHT if self.alignment(self.fields[column]) == "right" else _LEFT
