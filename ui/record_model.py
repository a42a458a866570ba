# SPDX-License-Identifier: MIT
"""The table model of any register: it holds the ordered ids and reads pages of records as they are shown."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.roles import BoldRole, SortRole, StrikeRole, ToneRole
from unionoffice.kit.describe import Field
from unionoffice.kit.fields import Choice
from unionoffice.kit.record import Record
from unionoffice.kit.register import Register

PAGE = 64
PAGES_KEPT = 24
Index = QModelIndex | QPersistentModelIndex

ReadRows = Callable[[Sequence[int]], list[Record]]


class RecordModel(QAbstractTableModel):
    """Rows of a register. ``read_rows`` fetches records by id; a page of 64 costs a few milliseconds."""

    def __init__(self, register: Register, read_rows: ReadRows) -> None:
        super().__init__()
        self.register = register
        self.fields: list[Field] = register.pick(register.columns)
        self._read_rows = read_rows
        self._ids: Sequence[int] = []
        self._pages: OrderedDict[int, list[Record]] = OrderedDict()

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show these records, in this order; what was read before is forgotten."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

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
            return list(self._ids).index(record_id)
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
        if role == Qt.ItemDataRole.DisplayRole:
            return self.fields[section].label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, SortRole, ToneRole, StrikeRole, BoldRole):
            return None
        record = self.record(index.row())
        if record is None:
            return None
        return self._cell(record, self.fields[index.column()], role)

    def _cell(self, record: Record, field: Field, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return field.mask(record)
        if role == SortRole:
            return getattr(record, field.name)
        if role == ToneRole:
            return self.tone(record, field)
        return None

    def tone(self, record: Record, field: Field) -> str:
        """The colour token's name of a cell: a code's tone where its type has one, the ordinary codes in grey."""
        if isinstance(field.type, Choice):
            return field.type.tones.get(getattr(record, field.name) or "", "text2")
        return ""

    def _alignment(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if self.fields[column].type.align == "right" else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)
