# SPDX-License-Identifier: MIT
"""The rows of the aid ledger: drafts without a number, void amounts struck, and short forms beside an open form."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from ui.record_model import RecordModel
from ui.table_paint import Look, Role
from unionoffice.aid.records import VOIDED, AidPayment
from unionoffice.kit.describe import Field
from unionoffice.kit.record import Record

NUMBER_TO_COME, FROM_EARLIER = "签发时取号", "往年台账"
# Beside the form there is room for these alone; 0 takes what is left.
WIDE = {
    "voucher_no": 108, "booked_on": 96, "full_name": 108, "branch_name": 136, "aid_type_name": 104, "amount": 100,
    "status": 72,
}  # fmt: skip
NARROW = {"voucher_no": 92, "booked_on": 60, "full_name": 104, "aid_type_name": 0, "amount": 88, "status": 60}
Index = QModelIndex | QPersistentModelIndex


class AidModel(RecordModel):
    """``narrow`` leaves out the year in numbers and days, which the year chip already says."""

    narrow = False
    one_year = True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self.fields):
            name = self.fields[section].name
            widths = NARROW if self.narrow else WIDE
            if role == Role.WIDTH and name in widths:
                return widths[name]
            if role == Role.HIDDEN and self.narrow:
                return name not in NARROW
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Role.SORT) or not index.isValid():
            return super().data(index, role)
        name = self.fields[index.column()].name
        record = self.record(index.row()) if index.row() < len(self.ids()) else None
        if not isinstance(record, AidPayment):
            return None
        if role == Role.SORT:  # what the selection's sum adds up: money that counts
            return record.counted_amount if name == "amount" else super().data(index, role)
        if name == "voucher_no" and record.voucher_no is None:
            return (record.old_voucher_no or FROM_EARLIER) if record.imported else NUMBER_TO_COME
        if self.narrow and self.one_year and name == "voucher_no":
            return f"{record.series}-{record.number:04d}"
        if self.narrow and self.one_year and name == "booked_on":
            return f"{record.booked_on:%m-%d}"
        return super().data(index, role)

    def look(self, record: Record, field: Field) -> Look | None:
        assert isinstance(record, AidPayment)
        if field.name == "voucher_no" and record.voucher_no is None:
            return Look(tone="text2")
        if field.name == "amount" and record.status == VOIDED:
            return Look(tone="text2", strike=True)
        look = super().look(record, field)
        return Look(tone=look.tone) if look else None  # 已作废 is red, but no alarm
