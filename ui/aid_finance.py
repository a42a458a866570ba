# SPDX-License-Identifier: MIT
"""财务清单, under the aid ledger: the vouchers of a month or any span by account, looked at before they go to finance."""

from collections.abc import Collection
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui import going, messages
from ui.aid_fields import short_day
from ui.aid_finance_papers import export_list
from ui.aid_finance_tables import ACCOUNT_HEADINGS, LINE_HEADINGS, accounts_block, lines_block
from ui.desk import Desk
from ui.editors import LineEditor
from ui.keys import bind
from ui.page import PageWidget
from ui.panels import EmptyState, Figure, KeyValue, KeyValues, PageHeader, Way
from ui.report_tables import BlockModel
from ui.table_view import RecordTable, SumFooter, table_card
from ui.widgets import allow, button, card, column, frame, label, link, row
from unionoffice.aid import finance_queries, queries
from unionoffice.aid.finance_queries import FinanceList, named
from unionoffice.aid.finance_sheets import BANK, DETAIL
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.dates import month_span
from unionoffice.kit.fields import Day
from unionoffice.kit.money import show_yuan

SIDE, DAY_WIDTH = 432, 112
KINDS = frozenset({"aid_payment", "setting", "*"})
ABOUT = "这段日期里签发的凭证按科目列在这里，和凭证台账核对一致后导出给财务。"


class FinancePage(PageWidget):
    """One span at a time, at first the month of today; what is shown is what is exported."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.found: FinanceList | None = None
        today = desk.office.today()
        self.first, self.last = month_span(today.year, today.month)
        self._build()
        bind(self, {
            "Ctrl+E": self.export, "Ctrl+PgUp": self.month_before, "Ctrl+PgDown": self.month_after, "F5": self.refresh,
            "Esc": self.back,
        })  # fmt: skip
        self.refresh()

    def _build(self) -> None:
        self.bank_button = button("银行转账表", key="T", tip="转账的凭证，收款人、账号、开户行", on_click=self.export_bank)
        self.export_button = button("导出清单", "primary", "arrow_export", key="E", tip="发放明细和按科目汇总（Ctrl+E）", on_click=self.export)
        self.header = PageHeader("财务清单", sub="困难帮扶 › 财务清单", buttons=[self.bank_button, self.export_button])
        self.header.lead_back("返回困难帮扶（Esc）")
        self.header.sub_pressed.connect(self.back)
        self.model, self.accounts = BlockModel(LINE_HEADINGS), BlockModel(ACCOUNT_HEADINGS)
        self.table = RecordTable(state=self._desk.state, name="finance_lines")
        self.table.setModel(self.model)
        self.table.opened.connect(self._open)
        self.footer = SumFooter(self.table)
        body = row((table_card(self.table, footer=self.footer), 1), self._side(), margins=(24, 0, 24, 8), spacing=16)
        self.stack = QStackedWidget()
        self.stack.addWidget(frame(body))
        ways = [Way("看上一个月", "逐月往前找", "Ctrl+PgUp", self.month_before), Way("看全年", "本年签发的全部凭证", "", self.whole_year)]
        self.stack.addWidget(EmptyState("money", "这段日期没有已签发的凭证", ABOUT, ways))
        self.setLayout(column(self.header, self._bar(), (self.stack, 1), spacing=0))

    def _bar(self) -> QWidget:
        self.from_day, self.to_day = LineEditor(Day(), "2020-09-01"), LineEditor(Day(), "2020-09-30")
        for editor in (self.from_day, self.to_day):
            editor.setFixedWidth(DAY_WIDTH)
            editor.returnPressed.connect(self._read_days)
            editor.editingFinished.connect(self._read_days)
        self.trouble = label("", "body", "danger")
        before = button("上一月", "quiet", tip="Ctrl+PgUp", on_click=self.month_before)
        after = button("下一月", "quiet", tip="Ctrl+PgDn", on_click=self.month_after)
        return frame(row(
            label("签发日期", "caption"), self.from_day, label("至", "caption"), self.to_day, before, after,
            link("全年", self.whole_year), 8, self.trouble, None, label("回车看凭证", "caption"), margins=(24, 0, 24, 8),
        ), height=48)  # fmt: skip

    def _side(self) -> QWidget:
        table = RecordTable(name="finance_accounts")
        table.setModel(self.accounts)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.account_footer = SumFooter(table)
        self.facts = KeyValues()
        made = card(
            label("按科目汇总", "section"), (table_card(table, footer=self.account_footer), 1), label("核对", "section"), self.facts,
            margins=(16, 14, 16, 12),
        )  # fmt: skip
        made.setFixedWidth(SIDE)
        return made

    # reading

    def refresh(self, kinds: Collection[str] = ("*",)) -> None:
        """Read the span anew."""
        if KINDS.isdisjoint(kinds):
            return
        self.from_day.show_value(self.first)
        self.to_day.show_value(self.last)
        try:
            with self._desk.office.read() as session:
                self.found = finance_queries.span_list(session, self.first, self.last)
        except OfficeError:
            self.found = None
        self._show()

    def _show(self) -> None:
        found = self.found
        self.stack.setCurrentIndex(1 if found is None else 0)
        for one in (self.bank_button, self.export_button):
            allow(one, found is not None, "这段日期没有已签发的凭证")
        self.header.set_figures(figures(found))
        if found is not None:
            for model, footer, block in (
                (self.model, self.footer, lines_block(found)), (self.accounts, self.account_footer, accounts_block(found)),
            ):  # fmt: skip
                model.show_block(block)
                footer.set_sums(block.remark, block.sums)
            self.facts.set_pairs(facts(found))
        self.show_status(["Ctrl+E 导出清单", "Ctrl+PgUp、Ctrl+PgDn 换月", "Esc 返回困难帮扶"])

    def _read_days(self) -> None:
        """Two typed days; 9-1 is this year's."""
        today = self._desk.office.today()
        try:
            first, last = (Day().parse(short_day(one.text(), today)) for one in (self.from_day, self.to_day))
        except FieldError as problem:
            self.trouble.setText(problem.sentence)
            return
        wrong = "两个日期都要填。" if first is None or last is None else "止日早于起日。" if last < first else ""
        self.trouble.setText(wrong)
        if first is not None and last is not None and not wrong and (first, last) != (self.first, self.last):
            self._go_to(first, last)

    def _go_to(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.trouble.setText("")
        self.refresh()

    def month_before(self) -> None:
        day = self.first.replace(day=1) - timedelta(days=1)
        self._go_to(*month_span(day.year, day.month))

    def month_after(self) -> None:
        day = month_span(self.last.year, self.last.month)[1] + timedelta(days=1)
        self._go_to(*month_span(day.year, day.month))

    def whole_year(self) -> None:
        year = self.last.year
        self._go_to(date(year, 1, 1), date(year, 12, 31))

    # verbs

    def export(self) -> None:
        """慰问金发放明细 for finance, full numbers and all; what for is asked."""
        self._export(DETAIL)

    def export_bank(self) -> None:
        """银行转账信息表 of what is paid by transfer."""
        self._export(BANK)

    def _export(self, what: str) -> None:
        if self.found is None:
            messages.info("这段日期没有已签发的凭证，没有可以导出的")
        else:
            export_list(self._desk, self.found, what, self.found.period, self)

    def _open(self, number: int) -> None:
        going.to_record(self._desk, "aid", self.model.row(number).target.record_id)

    def back(self) -> None:
        self._desk.go("aid")

    def take_focus(self) -> None:
        if self.found is not None:
            if not self.table.selected_rows():
                self.table.select_row(0)
            self.table.setFocus()
        else:
            self.from_day.setFocus()


def figures(found: FinanceList | None) -> list[Figure]:
    """How many vouchers, how much money and goods; none without vouchers."""
    if found is None:
        return []
    goods = sum((one.amount for one in found.goods), queries.ZERO)
    shown = [Figure(f"{len(found.lines):,}", "凭证"), Figure(show_yuan(found.total - goods), "资金（元）")]
    if goods:
        shown.append(Figure(show_yuan(goods), "实物价值（元）"))
    return shown


def facts(found: FinanceList) -> list[KeyValue]:
    """The check against the ledger, the range, and what finance would send back."""
    lines = [
        KeyValue("合计", found.check_words, "" if found.agrees else "danger"),
        KeyValue("凭证号", found.ranges),
    ]
    if found.voided:
        lines.append(KeyValue("作废不计", "、".join(found.voided)))
    if found.missing:
        lines.append(KeyValue("不在此列", f"其间 {found.missing} 个号是别的日期签发的", "warn"))
    if found.without_account:
        lines.append(KeyValue("没有账号", f"{named(found.without_account)}，转账会被退回", "warn"))
    return lines
