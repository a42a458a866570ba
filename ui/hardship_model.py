# SPDX-License-Identifier: MIT
"""The list of 困难档案: a draft's number is said to come, as that of a draft payment is."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from ui.record_model import RecordModel
from ui.table_paint import Look
from unionoffice.kit.describe import Field
from unionoffice.kit.record import Record

NUMBER_TO_COME = "提交时取号"


class CaseModel(RecordModel):
    """Numbers are taken when a case is handed in."""

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = super().data(index, role)
        if found == "" and role == Qt.ItemDataRole.DisplayRole and self.fields[index.column()].name == "case_no":
            return NUMBER_TO_COME
        return found

    def look(self, record: Record, field: Field) -> Look | None:
        if field.name == "case_no" and not getattr(record, "case_no", None):
            return Look(tone="text2")
        return super().look(record, field)
