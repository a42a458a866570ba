# SPDX-License-Identifier: MIT
"""Light or dark, close or wide rows: chosen in 设置, remembered on this computer for this office."""

from PySide6.QtWidgets import QWidget

from ui.app_state import AppState
from ui.fields import ComboBox, FormRow
from ui.panels import PageHeader
from ui.theme import MODES, ROW_SIZES, theme
from ui.widgets import column, frame, row

MODE_NAMES = {"system": "跟随系统", "light": "浅色", "dark": "深色"}
ROW_NAMES = {"row": "标准", "rowCompact": "紧凑"}


class LookSettings(QWidget):
    """Light or dark, and how close the rows stand; remembered on this computer."""

    def __init__(self, state: AppState) -> None:
        super().__init__()
        self._state = state
        self.mode = ComboBox([(mode, MODE_NAMES[mode]) for mode in MODES])
        self.mode.choose(theme().mode)
        self.mode.activated.connect(lambda _index: self._choose_mode())
        self.rows = ComboBox([(size, ROW_NAMES[size]) for size in ROW_SIZES])
        self.rows.choose(theme().row_size)
        self.rows.activated.connect(lambda _index: self._choose_rows())
        inner = column(FormRow("颜色", self.mode), FormRow("行距", self.rows), None, margins=(16, 12, 16, 12), spacing=12)
        card = frame(inner, "card", width=360)
        self.setLayout(column(PageHeader("显示"), row(card, None, margins=(24, 0, 24, 8)), None, spacing=0))

    def _choose_mode(self) -> None:
        theme().set_mode(str(self.mode.currentData()))
        self._state.put("look.mode", theme().mode)

    def _choose_rows(self) -> None:
        theme().set_row_size(str(self.rows.currentData()))
        self._state.put("look.rows", theme().row_size)


def recall_look(state: AppState) -> None:
    """Put back what was chosen on this computer for this office."""
    mode, rows = state.get("look.mode"), state.get("look.rows")
    if mode in MODES:
        theme().set_mode(mode)
    if rows in ROW_SIZES:
        theme().set_row_size(rows)
