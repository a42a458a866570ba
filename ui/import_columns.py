# SPDX-License-Identifier: MIT
"""Step 2 of an import: which column of the sheet fills which field, as found, and as the clerk says."""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.fields import ComboBox
from ui.widgets import ElidedLabel, button, clear_layout, column, frame, hairline, label, row, scroll
from unionoffice.sheets.import_file import Heading, ImportFile

NOT_IMPORTED = "不导入"


class ImportColumns(QWidget):
    """One line per column of the sheet. ``agreed`` when the clerk goes on; ``sheet_chosen`` names another sheet."""

    agreed = Signal()
    sheet_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._file: ImportFile | None = None
        self._grid = QGridLayout()
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        self.sheets = ComboBox()
        self.sheets.activated.connect(lambda _index: self.sheet_chosen.emit(str(self.sheets.currentData())))
        self.go_on = button("预览", "primary", key="W", on_click=self.agreed.emit)
        head = row(label("工作表", "caption"), self.sheets, None, margins=(16, 8, 16, 8))
        self._hint = label("", "caption")
        foot = frame(row(self._hint, None, self.go_on, margins=(16, 0, 16, 0)), height=64)
        inner = frame(column(self._grid, None))
        self.setLayout(column(frame(column(frame(head), hairline(), (scroll(inner), 1), hairline(), foot, spacing=0), "card")))

    def show_file(self, file: ImportFile) -> None:
        self._file = file
        self.sheets.set_choices([(name, name) for name in file.sheet_names])
        self.sheets.choose(file.sheet_name)
        self._fill()

    def _fill(self) -> None:
        assert self._file is not None
        clear_layout(self._grid)
        for place, title in enumerate(("表里的列", "填入", "前几行的内容")):
            self._grid.addWidget(label(title, "caption"), 0, place)
        for line, heading in enumerate(self._file.headings, 1):
            self._grid.addWidget(label(heading.text or f"第 {heading.col + 1} 列", "strong"), line, 0)
            self._grid.addWidget(self._choice(heading), line, 1)
            self._grid.addWidget(ElidedLabel("、".join(map(hidden, heading.samples)), "dim"), line, 2)
        left = len(self._file.unknown)
        self._hint.setText(f"{left} 列不导入" if left else "每一列都对上了")

    def _choice(self, heading: Heading) -> ComboBox:
        assert self._file is not None
        made = ComboBox([("", NOT_IMPORTED), *((field.name, field.label) for field in self._file.choices)])
        made.choose(heading.field)
        made.setMinimumWidth(176)
        made.setAccessibleName(heading.text)
        made.activated.connect(lambda _index: self._assign(heading.col, str(made.currentData())))
        return made

    def _assign(self, col: int, name: str) -> None:
        assert self._file is not None
        self._file.assign(col, name)
        self._fill()


def hidden(sample: str) -> str:
    """A cell's text without the middle of a long number: whoever stands behind the clerk reads this page too."""
    return re.sub(r"(?<=\d{3})\d{4,}(?=\d{3}[\dXx])", lambda found: "*" * len(found[0]), sample)
