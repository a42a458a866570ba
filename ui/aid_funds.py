# SPDX-License-Identifier: MIT
"""慰问预算, under the aid ledger: each fund and account with in, out and balance; the year's execution by month."""

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui import messages
from ui.aid_funds_tables import (
    FUND_HEADINGS,
    MONTH_HEADINGS,
    MOVE_HEADINGS,
    NO_LINE,
    funds_block,
    months_block,
    moves_block,
)
from ui.charts import MonthColumns
from ui.chips import FacetChip, FacetValue
from ui.desk import Desk
from ui.held_query import WayBack
from ui.keys import bind
from ui.page import PageWidget
from ui.panels import EmptyState, Figure, PageHeader, Way
from ui.record_form import RecordForm
from ui.report_tables import BlockModel
from ui.side_form import SideForm
from ui.standing import takes
from ui.table_view import RecordTable, SumFooter, table_card
from ui.undoing import undo_last
from ui.widgets import Part, button, card, column, frame, label, row
from unionoffice.aid import funds_actions, funds_queries
from unionoffice.aid.funds_queries import BudgetSum, FundStatus, MonthExecution
from unionoffice.aid.funds_records import FundLine
from unionoffice.aid.registers import FUND_LINES
from unionoffice.errors import OfficeError
from unionoffice.kit.fields import Day, Money, Text
from unionoffice.kit.money import show_yuan
from unionoffice.kit.roles import Right
from unionoffice.office import Office
from unionoffice.store.listing import Query
from unionoffice.store.work import Work

FORM, SIDE, MOVES = 400, 432, 196
KINDS = frozenset({"fund_line", "fund_adjustment", "aid_payment", "setting", "*"})
ABOUT = "每项经费一行：年初预算、追加调减、已签发的慰问，余额随时看得到；超出时填写慰问会提醒。"
TEN_THOUSAND = 10_000


class AdjustForm(SideForm):
    """追加或调减 one line, with the paper it rests on."""

    def __init__(self, office: Office, line: FundStatus) -> None:
        super().__init__(office, "调整预算", f"fund-adjust-{line.line_id}")
        self._line = line
        parts: list[Part] = [
            label(f"{line.name}，现有预算 {show_yuan(line.planned)} 元", "dim", wrap=True),
            self.add("amount", "金额（元）", Money(positive=False), required=True, help="追加填正数，调减填负数"),
            self.add("reason", "说明", Text(max=100), required=True, help="例：上级拨款，校财字 12 号"),
            self.add("on", "日期", Day(past=True), office.today()),
        ]
        self.build("调整预算", parts, "保存调整")

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        assert self._line.line_id is not None
        funds_actions.adjust(
            work, self._line.line_id, amount=values["amount"] or 0, reason=values["reason"] or "", on=values["on"]
        )


class FundsPage(PageWidget):
    """One year at a time; the forms stand in the place of the months."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._year = desk, desk.office.working_year()
        self.lines: list[FundStatus] = []
        self.form: RecordForm | SideForm | None = None
        self._build()
        self._keys = bind(self, {
            "Ctrl+N": self.new, "F2": self.edit, "Ctrl+G": self.open_payments, "Ctrl+Z": self.undo, "F5": self.refresh, "Esc": self.back,
        })  # fmt: skip
        self.refresh()

    def _build(self) -> None:
        self.take_over = button("沿用上年", key="L", tip="上年的各项和年初预算", on_click=self.copy_last_year)
        self.adjust_button = button("调整", key="A", tip="给选中的一项追加或调减", on_click=self.adjust)
        self.payments_button = button("看凭证", key="G", tip="记到选中这一项的凭证（回车，Ctrl+G）", on_click=self.open_payments)
        self.new_button = button("新增预算", "primary", "add", key="N", on_click=self.new)
        self.header = PageHeader("慰问预算", sub="困难帮扶 › 预算", buttons=[self.take_over, self.adjust_button, self.payments_button, self.new_button])
        self.header.lead_back("返回困难帮扶（Esc）")
        self.header.sub_pressed.connect(self.back)
        self.model, self.months = BlockModel(FUND_HEADINGS), BlockModel(MONTH_HEADINGS)
        self.table = RecordTable(state=self._desk.state, name="fund_lines")
        self.table.setModel(self.model)
        self.table.opened.connect(lambda _row: self.open_payments())
        self.table.rows_changed.connect(lambda _rows: self._show_moves())
        self.footer = SumFooter(self.table)
        self.year_chip = FacetChip("年份", self._years, single=True)
        self.year_chip.changed.connect(self._choose_year)
        bar = frame(row(self.year_chip, None, label("回车看凭证，F2 编辑", "caption"), margins=(24, 0, 24, 8)), height=48)
        lines = column((table_card(self.table, footer=self.footer), 3), self._moves(), spacing=12)
        self._body = row((frame(lines), 1), self._by_month(), margins=(24, 0, 24, 8), spacing=16)
        self.stack = QStackedWidget()
        self.stack.addWidget(frame(column(bar, (frame(self._body), 1), spacing=0)))
        ways = [
            Way("新增第一项预算", "经费来源、会计科目和年初预算", "Ctrl+N", self.new),
            Way("沿用上年的各项", "上年填过时，一次带过来再改数", "", self.copy_last_year),
        ]
        self.stack.addWidget(EmptyState("money", "还没有预算", ABOUT, ways))
        self.setLayout(column(self.header, (self.stack, 1), spacing=0))

    def _moves(self) -> QWidget:
        """The selected line's opening budget and adjustments."""
        self.moves = BlockModel(MOVE_HEADINGS)
        table = RecordTable(name="fund_moves")
        table.setModel(self.moves)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.moves_title = label("", "section")
        made = column(self.moves_title, (table_card(table), 1), spacing=8)
        self.moves_part = frame(made, height=MOVES)
        return self.moves_part

    def _show_moves(self) -> None:
        line = self.selected()
        self.moves_part.setVisible(line is not None)
        if line is None:
            return
        with self._desk.office.read() as session:
            found = funds_queries.movements(session, line)
        self.moves_title.setText(f"{line.name}：预算和调整")
        self.moves.show_block(moves_block(found))

    def _by_month(self) -> QStackedWidget:
        self.columns = MonthColumns()
        self.columns.setFixedHeight(92)
        table = RecordTable(name="fund_months")
        table.setModel(self.months)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = row(label("按月执行", "section"), label("万元", "caption"), None)
        self.side = QStackedWidget()
        self.side.setFixedWidth(SIDE)
        self.side.addWidget(card(head, self.columns, (table_card(table), 1), margins=(16, 14, 16, 12)))
        return self.side

    # reading

    def refresh(self, kinds: Collection[str] = ("*",)) -> None:
        """Read the year anew."""
        if KINDS.isdisjoint(kinds):
            return
        with self._desk.office.read() as session:
            self.lines = funds_queries.fund_lines(session, self._year)
            budget = funds_queries.budget_sum(session, self._year)
            months = funds_queries.execution(session, self._year)
        self.stack.setCurrentIndex(0 if budget is not None or self.form is not None else 1)
        self.year_chip.set_chosen((self._year,), announce=False)
        self._show(budget, months)

    def _show(self, budget: BudgetSum | None, months: list[MonthExecution]) -> None:
        block = funds_block(self.lines)
        kept = self.table.selected_rows()[:1]
        self.model.show_block(block)
        self.footer.set_sums(block.remark, block.sums)
        if kept and kept[0] < len(self.lines):
            self.table.select_row(kept[0])
        self._show_moves()
        self.months.show_block(months_block(months))
        today = self._desk.office.today()
        current = today.month - 1 if today.year == self._year else -1
        self.columns.set_values([float(one.amount) / TEN_THOUSAND for one in months], current)
        self.header.set_figures(figures(budget, self._year))
        self.show_status(["Ctrl+N 新增预算", "F2 编辑", "Ctrl+G 看凭证", "Esc 返回困难帮扶"])

    def _years(self) -> list[FacetValue]:
        year = self._desk.office.working_year()
        return [FacetValue(one, f"{one} 年", None) for one in range(year + 1, year - 5, -1)]

    def _choose_year(self, chosen: frozenset[object]) -> None:
        self._year = next((year for year in chosen if isinstance(year, int)), self._desk.office.working_year())
        self.refresh()

    def selected(self) -> FundStatus | None:
        """The selected line, where it is one that was entered."""
        line = self.pointed()
        return line if line is not None and line.line_id is not None else None

    def pointed(self) -> FundStatus | None:
        """The selected line, be it one that nobody entered."""
        rows = self.table.selected_rows()
        if not rows or rows[0] >= self.model.rowCount(QModelIndex()):
            return None
        row = self.model.row(rows[0])
        key = (row.target.record_id or None, str(row.values[0]), str(row.values[1]).removesuffix(NO_LINE))
        return next((one for one in self.lines if (one.line_id, one.fund, one.account) == key), None)

    def open_payments(self) -> None:
        """The ledger with just what books to the selected line, and the way back here."""
        line = self.pointed()
        if line is None or self.form is not None:
            messages.info("请先在表里选中一项")
            return
        with self._desk.office.read() as session:
            ids = funds_queries.payments_of(session, line)
        if not ids:
            messages.info(f"{line.year} 年还没有凭证记到“{line.name}”")
            return
        page = self._desk.go("aid")
        if page is not None:
            page.show_query(Query(only=ids, named=f"{line.year} 年 {line.name}"), WayBack("预算", self._return))

    def _return(self) -> None:
        self._desk.go("funds")
        self.take_focus()

    # forms

    @takes(Right.APPROVE, "新增预算")
    def new(self) -> None:
        if self.form is None:
            form = RecordForm(self._desk.office, FUND_LINES)
            if not form.is_changed():
                form.editor("year").show_value(self._year)
                form.editor("fund").show_value("工会经费")
            self._open(form)

    @takes(Right.APPROVE, "编辑预算")
    def edit(self) -> None:
        line = self.selected()
        if self.form is not None or line is None or line.line_id is None:
            return
        with self._desk.office.read() as session:
            record = session.get_one(FundLine, line.line_id)
        self._open(RecordForm(self._desk.office, FUND_LINES, record))

    @takes(Right.APPROVE, "调整预算")
    def adjust(self) -> None:
        line = self.selected()
        if line is None:
            messages.info("请先在表里选中一项预算")
        elif self.form is None:
            self._open(AdjustForm(self._desk.office, line))

    def _open(self, form: RecordForm | SideForm) -> None:
        form.saved.connect(lambda *_: messages.info("已保存预算", "撤销", self.undo))
        form.closed.connect(self._close)
        self.form = form
        self.stack.setCurrentIndex(0)
        self.side.addWidget(form)
        self.side.setCurrentWidget(form)
        self.new_button.set_kind("plain")
        for shortcut in self._keys.values():
            shortcut.setEnabled(False)
        first = form.editor("account" if isinstance(form, RecordForm) else "amount")
        first.widget().setFocus()

    def _close(self) -> None:
        if self.form is None:
            return
        form, self.form = self.form, None
        self.side.removeWidget(form)
        form.hide()
        form.deleteLater()
        self.new_button.set_kind("primary")
        for shortcut in self._keys.values():
            shortcut.setEnabled(True)
        self.refresh()
        self.table.setFocus()

    # verbs

    @takes(Right.APPROVE, "沿用上年预算")
    def copy_last_year(self) -> None:
        """The lines of the year before, with their opening budgets."""
        year = self._year
        try:
            with self._desk.office.work("沿用上年预算") as work:
                count = funds_actions.take_over_lines(work, year - 1, year)
        except OfficeError as problem:
            messages.error(problem)
            return
        self.refresh()
        messages.info(f"已沿用 {count} 项，请核对年初预算", "撤销", self.undo)

    def undo(self) -> None:
        if undo_last(self._desk.office):
            self.refresh()

    def back(self) -> None:
        self._desk.go("aid")

    def take_focus(self) -> None:
        if self.form is None and self.model.rowCount(QModelIndex()):
            if not self.table.selected_rows():
                self.table.select_row(0)
            self.table.setFocus()
        elif self.form is None:
            self.new_button.setFocus()


def figures(budget: BudgetSum | None, year: int) -> list[Figure]:
    """预算, 已用, 余额 and 执行率 of a year; none without a budget."""
    if budget is None:
        return []
    left = budget.planned - budget.used
    rate = f"{budget.rate:.1%}" if budget.rate is not None else "—"
    return [
        Figure(show_yuan(budget.planned), f"{year} 年预算（元）"), Figure(show_yuan(budget.used), "已用（元）"),
        Figure(show_yuan(left), "余额（元）", "danger" if left < 0 else ""), Figure(rate, "预算执行"),
    ]  # fmt: skip
