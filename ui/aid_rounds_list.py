# SPDX-License-Identifier: MIT
"""The rounds of a year, one line each, with the year's sums below; Enter opens one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.aid_rounds_tables import ROUND_HEADINGS, rounds_block
from ui.chips import FacetChip, FacetValue
from ui.desk import Desk
from ui.keys import bind
from ui.panels import EmptyState, Figure, PageHeader, Way
from ui.report_tables import BlockModel
from ui.table_view import RecordTable, SumFooter, table_card
from ui.widgets import button, column, frame, label, row
from unionoffice.aid import rounds_queries
from unionoffice.kit.money import show_yuan
from unionoffice.kit.roles import Right

ABOUT = "一次会议定下的一批人：粘贴名单、定金额、一次签发，签收表、凭证和财务清单一起出。"
NEW = (Right.ENTER, "新增批次")


class RoundList(QWidget):
    """``opened(id)`` a round, ``new_wanted``, ``back`` to the ledger."""

    opened = Signal(int)
    new_wanted = Signal()
    back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._year = desk, 0
        self._build()
        bind(self, {"Ctrl+N": self.new_wanted.emit, "Esc": self.back.emit, "F5": self.refresh})

    def _build(self) -> None:
        self.new_button = button("新增批次", "primary", "add", key="N", on_click=self.new_wanted.emit, needs=NEW)
        self.header = PageHeader("批次", sub="困难帮扶 › 批次", buttons=[self.new_button])
        self.header.lead_back("返回困难帮扶（Esc）")
        self.header.sub_pressed.connect(self.back)
        self.model = BlockModel(ROUND_HEADINGS)
        self.table = RecordTable(state=self._desk.state, name="aid_rounds")
        self.table.setModel(self.model)
        self.table.opened.connect(lambda number: self.opened.emit(self.model.row(number).target.record_id))
        self.footer = SumFooter(self.table)
        self.year_chip = FacetChip("年份", self._years, single=True)
        self.year_chip.changed.connect(self._choose_year)
        bar = frame(row(self.year_chip, None, label("回车打开", "caption"), margins=(24, 0, 24, 8)), height=48)
        card = frame(row((table_card(self.table, footer=self.footer), 1), margins=(24, 0, 24, 8)))
        self._stack = QStackedWidget()
        self._stack.addWidget(frame(column(bar, (card, 1), spacing=0)))
        ways = [Way("新增第一个批次", "写下名称、类型和哪次会议定的", "Ctrl+N", self.new_wanted.emit, NEW)]
        self._stack.addWidget(EmptyState("people_team", "还没有批次", ABOUT, ways))
        self.beside = row((self._stack, 1), spacing=0)
        self.setLayout(column(self.header, (self.beside, 1), spacing=0))

    def refresh(self) -> None:
        """Read the year anew."""
        with self._desk.office.read() as session:
            everything = rounds_queries.rounds(session)
        years = sorted({one.year for one in everything}, reverse=True)
        wanted = self._year or self._desk.office.working_year()
        year = wanted if wanted in years or not years else years[0]
        found = [one for one in everything if one.year == year]
        self._stack.setCurrentIndex(0 if everything else 1)
        self.year_chip.set_chosen((year,) if years else (), announce=False)
        block = rounds_block(found)
        self.model.show_block(block)
        self.footer.set_sums(block.remark, block.sums)
        waiting = sum(one.unsigned for one in found)
        amount = sum(one.amount for one in found)
        self.header.set_figures([
            Figure(str(len(found)), f"{year} 年批次"), Figure(f"{sum(one.people for one in found):,}", "人次"),
            Figure(show_yuan(amount) if amount else "0.00", "金额（元）"),
            Figure(f"{waiting:,}", "未签收", "warn" if waiting else ""),
        ] if found else [])  # fmt: skip

    def _years(self) -> list[FacetValue]:
        with self._desk.office.read() as session:
            years = sorted({one.year for one in rounds_queries.rounds(session)}, reverse=True)
        return [FacetValue(year, f"{year} 年", None) for year in years]

    def _choose_year(self, chosen: frozenset[object]) -> None:
        self._year = next((year for year in chosen if isinstance(year, int)), 0)
        self.refresh()

    def put_beside(self, form: QWidget) -> None:
        """Stand the form of a new round at the right; ``take_away`` is the inverse."""
        self._stack.setCurrentIndex(0)
        self._holder = frame(column(form, margins=(0, 0, 24, 8)))
        self.beside.addWidget(self._holder)
        self._holder.show()
        self.new_button.set_kind("plain")

    def take_away(self) -> None:
        self.beside.removeWidget(self._holder)
        self._holder.hide()
        self._holder.deleteLater()
        self.new_button.set_kind("primary")
        self.refresh()

    def focus_first(self) -> None:
        if self.model.rowCount():
            if not self.table.selected_rows():
                self.table.select_row(0)
            self.table.setFocus()
        else:
            self.new_button.setFocus()
