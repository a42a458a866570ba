# SPDX-License-Identifier: MIT
"""The three lists of the dues under one bar: what was read, filtered by words and facets, summed at the foot."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui.chips import FacetValue
from ui.desk import Desk
from ui.members_dues_bar import DuesBar
from ui.members_dues_model import LinesModel, arrears_columns, due_columns, receipt_columns
from ui.panels import EmptyState, Way
from ui.table_view import RecordTable, SumFooter, table_card
from ui.widgets import column, frame, row
from unionoffice.kit.money import show_yuan
from unionoffice.members.dues import queries
from unionoffice.members.dues.assessing import period_in
from unionoffice.members.dues.queries import STATES, ArrearsLine, DueLine, DuesFigures, ReceiptLine
from unionoffice.members.dues.rule import ZERO, month_of, say_period

Line = DueLine | ArrearsLine | ReceiptLine
Key = tuple[str, int]


class DuesLists(QWidget):
    """One table is in front: ``view`` is period, arrears or receipts. ``shown`` after every reading.

    ``selected(lines)`` and ``opened`` tell of the table in front.
    """

    shown = Signal()
    selection_changed = Signal()
    opened = Signal()
    generate_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        today = desk.office.today()
        self.year, self.month_no, self.view = today.year, today.month, "period"
        self.period = ""
        self.empty = True  # nothing was ever assessed
        self.year_figures: DuesFigures = queries.figures(())
        self._lines: list[DueLine] = []
        self._behind: list[ArrearsLine] = []
        self._build()

    def _build(self) -> None:
        say = self.desk.office.settings.branch_label
        self.bar = DuesBar(say, self._branch_values, self._state_values)
        self.bar.changed.connect(self.show_rows)
        self.bar.period_chosen.connect(self.show_period)
        self.bar.view_chosen.connect(self.show_view)
        self.models: dict[str, LinesModel[Any]] = {
            "period": LinesModel(due_columns(say, month_of(self.desk.office.today()))),
            "arrears": LinesModel(arrears_columns(say)), "receipts": LinesModel(receipt_columns()),
        }  # fmt: skip
        self.tables: dict[str, RecordTable] = {}
        self.footers: dict[str, SumFooter] = {}
        self._front = QStackedWidget()
        for view, model in self.models.items():
            self._add_table(view, model)
        way = Way("生成应缴", "按会费标准和期末的在册会员算出每人应缴", "Ctrl+G", self.generate_wanted.emit)
        self._front.addWidget(EmptyState("receipt", "这一期还没有生成应缴", "生成以后，登记收到的会费，看谁还没有缴。", [way]))
        self._front.addWidget(EmptyState("receipt", "没有欠缴", "到所选的这一期，应缴的会费都缴清了。"))
        self.bar.search.down_pressed.connect(lambda: self.table.setFocus())
        self.body: QHBoxLayout = row((self._front, 1), margins=(24, 0, 24, 8), spacing=16)
        self.setLayout(column(self.bar, (frame(self.body), 1), spacing=0))

    def _add_table(self, view: str, model: LinesModel[Any]) -> None:
        table = RecordTable(state=self.desk.state, name=f"dues.{view}")
        table.setModel(model)
        table.setAccessibleName(self.bar.views[view].text())
        table.summed.connect(lambda *_: self._tell(view))
        table.opened.connect(lambda _row: self.opened.emit())
        self.tables[view], self.footers[view] = table, SumFooter(table)
        self._front.addWidget(table_card(table, footer=self.footers[view]))

    def _tell(self, view: str) -> None:
        if view == self.view:
            self.selection_changed.emit()

    @property
    def table(self) -> RecordTable:
        return self.tables[self.view]

    # reading

    def read(self) -> None:
        """Read the period and the year anew; words, facets and selection stay."""
        today = self.desk.office.today()
        with self.desk.office.read() as session:
            self.period = period_in(session, self.year, self.month_no)
            self._lines = queries.lines(session, self.period)
            self._behind = queries.arrears(session, self.period)
            receipts = queries.receipts(session, self.year)
            self.year_figures = queries.year_figures(session, self.year)
            self.empty = queries.newest_period(session) is None
        self.bar.show_period(self.period, (today.year, today.month))
        self.models["receipts"].show_lines(receipts)
        self.show_rows()
        self.shown.emit()

    def show_period(self, year: int, month: int) -> None:
        """Another month; where dues are collected by year, its year."""
        self.year, self.month_no = year, month
        self.read()

    def show_view(self, view: str) -> None:
        """Bring one of the tables to the front."""
        self.view = view
        self.show_rows()
        self.selection_changed.emit()

    def show_rows(self) -> None:
        """Filter what was read by words and facets."""
        with self.desk.office.read() as session:
            people = queries.found_members(session, self.bar.search.text())
        units, states = self.bar.branch.chosen(), self.bar.state.chosen()

        def fits(line: DueLine | ArrearsLine) -> bool:
            return (people is None or line.member_id in people) and (not units or line.branch in units)

        lines = [line for line in self._lines if fits(line) and (not states or line.state in states)]
        behind = [line for line in self._behind if fits(line)]
        nothing = {"period": not self._lines, "arrears": not self._behind}.get(self.view, False)
        place = list(self.tables).index(self.view)
        self._front.setCurrentIndex(place + len(self.tables) if nothing else place)
        keep = {key_of(line) for line in self.selected()}
        self.models["period"].show_lines(lines)
        self.models["arrears"].show_lines(behind)
        self._say_sums(lines, behind, self.models["receipts"].lines())
        receipts = self.models["receipts"].rowCount()
        counts = {"period": len(self._lines), "arrears": len(self._behind), "receipts": receipts}
        self.bar.show_view(self.view, counts)
        self._select_again(keep)

    def _say_sums(
        self, lines: Sequence[DueLine], behind: Sequence[ArrearsLine], receipts: Sequence[ReceiptLine]
    ) -> None:
        found, label = queries.figures(lines), self.desk.office.settings.branch_label
        sums = {"payable": show_yuan(found.due), "paid": show_yuan(found.paid), "owed": show_yuan(found.owed)}
        self.footers["period"].set_sums(f"{len(lines):,} 笔", sums if lines else {})
        said = f"{len(behind):,} 人，{len({one.branch for one in behind})} 个{label}" if behind else "没有欠缴"
        owed = {"owed": show_yuan(sum((line.owed for line in behind), ZERO))}
        self.footers["arrears"].set_sums(said, owed if behind else {})
        total = {"total": show_yuan(sum((one.total for one in receipts), ZERO))}
        self.footers["receipts"].set_sums(f"{len(receipts):,} 张", total if receipts else {})
        words = {
            "period": f"共 {len(lines):,} 笔", "arrears": f"截至 {say_period(self.period)}，共 {len(behind):,} 人",
            "receipts": f"{self.year} 年，共 {len(receipts):,} 张",
        }  # fmt: skip
        self.bar.count.setText(words[self.view])

    # facets

    def _branch_values(self) -> list[FacetValue]:
        rows: Sequence[DueLine | ArrearsLine] = self._behind if self.view == "arrears" else self._lines
        counted: dict[str, int] = {}
        for line in rows:
            counted[line.branch] = counted.get(line.branch, 0) + 1
        return [FacetValue(branch, branch, count) for branch, count in counted.items()]

    def _state_values(self) -> list[FacetValue]:
        states = [line.state for line in self._lines]
        return [FacetValue(code.code, code.name, states.count(code.code)) for code in STATES]

    # selecting

    def selected(self) -> list[Any]:
        """The selected lines of the table in front, from top to bottom."""
        model = self.models[self.view]
        return [model.line(one) for one in self.table.selected_rows() if one < model.rowCount()]

    def _select_again(self, keep: Collection[Key]) -> None:
        places = [place for place, line in enumerate(self.models[self.view].lines()) if key_of(line) in keep]
        if places:
            self.table.select_row(places[0])

    def clear_selection(self) -> None:
        self.table.selectionModel().clear()
        self.table.selectionModel().clearCurrentIndex()


def key_of(line: Line) -> Key:
    """What a line is about, whatever it says just now."""
    if isinstance(line, DueLine):
        return "due", line.due_id
    return ("member", line.member_id) if isinstance(line, ArrearsLine) else ("receipt", line.receipt_id)
