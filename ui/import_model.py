# SPDX-License-Identifier: MIT
"""The table of an import preview: row number as in the file, fate, who it is, what changes or why it is refused."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from ui.record_model import Index
from ui.table_paint import Look, Role, Span
from unionoffice.sheets.import_plan import FATES, Fate, ImportPlan, ImportRow

FATE_TONES = {
    "new": "ok", "update": "accent", "doubt": "warn", "unchanged": "text2", "left": "text2", "refused": "danger",
}  # fmt: skip
QUIET = ("unchanged", "left")
LABEL_WIDTHS = (104, 128, 176)


class ImportModel(QAbstractTableModel):
    """The plan's rows of the chosen fates that hold the searched words."""

    def __init__(self, plan: ImportPlan) -> None:
        super().__init__()
        self._plan = plan
        self._headings = ["行号", "结果", *(plan.register.fields[n].label for n in plan.label_fields), "变化或原因"]
        self._rows: list[ImportRow] = []

    def show_rows(self, fates: Collection[str], words: str) -> None:
        self.beginResetModel()
        self._rows = [row for row in self._plan.rows if row.fate in fates and self._holds(row, words)]
        self.endResetModel()

    @staticmethod
    def _holds(row: ImportRow, words: str) -> bool:
        if not words:
            return True
        text = " ".join((*row.labels, row.text)).lower()
        return all(word in text for word in words.lower().split())

    def shown(self) -> Sequence[ImportRow]:
        return self._rows

    def look_again(self) -> None:
        """Rows were decided; they stay where they are until other fates are chosen."""
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def next_of(self, fate: Fate, after: int) -> int:
        """The next row of this fate below ``after``, starting again from the top; -1 when there is none."""
        count = len(self._rows)
        order = [*range(after + 1, count), *range(min(after + 1, count))]
        return next((place for place in order if self._rows[place].fate == fate), -1)

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._headings):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Role.KEY):
            return self._headings[section]
        if role == Role.WIDTH:
            return self._width(section)
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _width(self, section: int) -> int:
        if section == len(self._headings) - 1:
            return 0
        return (72, 72, *LABEL_WIDTHS)[section]

    @staticmethod
    def _alignment(section: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if section == 0 else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, section = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, section)
        if role == Role.LOOK:
            return self._look(row, section)
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _text(self, row: ImportRow, section: int) -> str:
        if section == 0:
            return str(row.row_no)
        if section == 1:
            return FATES[row.fate]
        if section == len(self._headings) - 1:
            return row.text
        return row.labels[section - 2] or "空"

    def _look(self, row: ImportRow, section: int) -> Look | None:
        if section == 0:
            return Look(tone="text2")
        if section == 1:
            return Look(tone=FATE_TONES[row.fate], bold=row.fate not in QUIET)
        if section < len(self._headings) - 1:
            return None if row.labels[section - 2] else Look(tone="text3")
        if row.fate == "update":
            return Look(kind="change", spans=self._spans(row))
        doubtful = row.fate == "doubt" or bool(row.warnings)
        return Look(tone="danger" if row.fate == "refused" else "warn" if doubtful else "text2")

    @staticmethod
    def _spans(row: ImportRow) -> tuple[Span, ...]:
        spans: list[Span] = []
        for change in row.changes:
            spans += [Span(f"{change.label}  "), Span(change.old or "空", "text3", strike=bool(change.old))]
            spans += [Span("  →  ", "text3"), Span(f"{change.new or '空'}    ", "text")]
        spans += [Span(f"{warning}  ", "warn") for warning in row.warnings]
        return tuple(spans)
