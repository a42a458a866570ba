# SPDX-License-Identifier: MIT
"""Rows of an import that may mean somebody who is there already: the clerk says which, one key a row."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import messages
from ui.import_model import ImportModel
from ui.keys import bind
from ui.panels import Banner
from ui.table_view import RecordTable
from ui.widgets import button, column, frame
from unionoffice.errors import OfficeError
from unionoffice.sheets.import_plan import ANOTHER, LEAVE, Choice, ImportPlan, ImportRow

MOST_KEYS = 9  # candidates of one row that a digit can name
HOW = "选中行按 1 认作这一位（有几位就按几），按 0 是另一个人，按 Delete 不导入；没有定的不写入。"


class DoubtBar(QWidget):
    """Stands over the preview's table while rows wait for a decision, and decides the selected ones.

    ``decided`` after each decision; the next row that waits is then selected.
    """

    decided = Signal()

    def __init__(self, table: RecordTable) -> None:
        super().__init__()
        self._table = table
        self._plan: ImportPlan | None = None
        self._model: ImportModel | None = None
        self.banner = Banner("warn", buttons=[
            button("1 是这一位", on_click=lambda: self.choose_candidate(1)),
            button("0 另一个人", on_click=lambda: self.choose(ANOTHER)),
            button("Delete 不导入", on_click=lambda: self.choose(LEAVE)),
        ])  # fmt: skip
        self.setLayout(column(frame(column(self.banner, margins=(24, 0, 24, 8)))))
        digits = {str(digit): partial(self.choose_candidate, digit) for digit in range(1, MOST_KEYS + 1)}
        bind(table, {**digits, "0": lambda: self.choose(ANOTHER), "Del": lambda: self.choose(LEAVE)})
        self.hide()

    def show_plan(self, plan: ImportPlan, model: ImportModel) -> None:
        """The first row that waits is selected, so that the keyboard decides at once."""
        self._plan, self._model = plan, model
        self.setVisible(any(row.doubts for row in plan.rows))
        self._say()
        self.go_on(-1)

    def go_on(self, after: int) -> None:
        """Select the next shown row that waits below ``after``, starting again from the top."""
        place = self._model.next_of("doubt", after) if self._model is not None else -1
        if place >= 0:
            self._table.select_row(place)

    def choose_candidate(self, place: int) -> None:
        """Each selected row means its candidate of that place, counted from one."""
        chosen = self._selected()
        for row in chosen:
            if place <= len(row.doubts):
                self._decide(row, row.doubts[place - 1].record_id)
        self._after(chosen)

    def choose(self, choice: Choice) -> None:
        """ANOTHER or LEAVE for every selected row."""
        chosen = self._selected()
        for row in chosen:
            self._decide(row, choice)
        self._after(chosen)

    def _selected(self) -> list[ImportRow]:
        if self._model is None:
            return []
        shown = self._model.shown()
        return [shown[place] for place in self._table.selected_rows() if shown[place].options]

    def _decide(self, row: ImportRow, choice: Choice) -> None:
        assert self._plan is not None
        try:
            self._plan.choose(row, choice)
        except OfficeError as error:
            messages.warning(error.sentence)

    def _after(self, rows: Sequence[ImportRow]) -> None:
        if not rows or self._model is None:
            return
        self._model.look_again()
        self._say()
        self.decided.emit()
        if all(row.fate != "doubt" for row in rows):
            self.go_on(self._table.currentIndex().row())

    def _say(self) -> None:
        assert self._plan is not None
        count = self._plan.counts["doubt"]
        if count:
            self.banner.say("warn", f"{count:,} 行可能是已经登记过的人", HOW)
        else:
            self.banner.say("info", "待定的都定好了", "要改，选中那一行再按 1、0 或 Delete。")
