# SPDX-License-Identifier: MIT
"""The rows of the visits: the state says how long there is still time, or how late it is; what is done is grey."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from ui.record_model import RecordModel
from ui.table_paint import Look, Role
from unionoffice.aid.visits_records import DONE, PENDING, VOIDED, HomeVisit
from unionoffice.kit.describe import Field
from unionoffice.kit.record import Record

WIDTHS = {
    "due_on": 100, "full_name": 108, "branch_name": 128, "kind_name": 120, "visited_on": 100, "amount": 92, "status": 88,
}  # fmt: skip
NARROW = {"due_on": 96, "full_name": 0, "kind_name": 116, "status": 92}  # beside an open form; 0 takes what is left
Index = QModelIndex | QPersistentModelIndex
URGENT = 1  # days before the last one from which on it is said in colour


def said_state(visit: HomeVisit, days: int) -> tuple[str, str]:
    """逾期 3 天, 今天到期, 还有 5 天, 已走访, with its tone; ``days`` over the last day, negative before it."""
    if visit.status == VOIDED:
        return "已取消", "text2"
    if visit.status == DONE:
        return "已走访", "text2"
    if days > 0:
        return f"逾期 {days} 天", "danger"
    return ("今天到期" if days == 0 else f"还有 {-days} 天"), ("warn" if days >= -URGENT else "")


class VisitModel(RecordModel):
    """``today`` is set by the page each time it reads; ``narrow`` leaves what there is room for beside a form."""

    narrow = False

    def set_today(self, today: Any) -> None:
        self._today = today

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self.fields):
            name = self.fields[section].name
            widths = NARROW if self.narrow else WIDTHS
            if role == Role.WIDTH and name in widths:
                return widths[name]
            if role == Role.HIDDEN and self.narrow:
                return name not in NARROW
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and index.isValid() and index.row() < len(self.ids()):
            visit = self.record(index.row())
            name = self.fields[index.column()].name
            if isinstance(visit, HomeVisit) and name == "status":
                return said_state(visit, self._days(visit))[0]
            if isinstance(visit, HomeVisit) and name == "full_name":
                return visit.who
            if isinstance(visit, HomeVisit) and name == "due_on" and visit.status != PENDING:
                return ""  # what is done is not due; the list goes on by the day it was made
        return super().data(index, role)

    def _days(self, visit: HomeVisit) -> int:
        return int((self._today - visit.due_on).days)

    def look(self, record: Record, field: Field) -> Look | None:
        assert isinstance(record, HomeVisit)
        if field.name == "status":
            tone = said_state(record, self._days(record))[1]
            return Look(tone=tone, bold=tone == "danger")
        if field.name == "amount" and record.status == VOIDED:
            return Look(tone="text2", strike=True)
        return None
