# SPDX-License-Identifier: MIT
"""帮扶统计, under the aid ledger: 人次, 人数, 户数 and money by anything, beside the year before; a figure opens its rows."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.aid_statistics_charts import ChartsPanel
from ui.aid_statistics_papers import StatisticsPapers
from ui.aid_statistics_span import SpanChooser
from ui.aid_statistics_tables import (
    MEASURES,
    StatModel,
    cross_block,
    cross_figure,
    table_block,
    table_figure,
    table_headings,
)
from ui.chips import CountChip, FacetChip, FacetValue
from ui.desk import Desk
from ui.fields import ComboBox
from ui.held_query import WayBack
from ui.jobs import run_job
from ui.keys import bind
from ui.page import PageWidget
from ui.panels import EmptyState, Figure, PageHeader, Way
from ui.table_view import RecordTable, SumFooter, table_card
from ui.theme import theme
from ui.widgets import allow, button, column, frame, label, row
from unionoffice.aid.statistics_dimensions import CAUSE, DIMENSIONS
from unionoffice.aid.statistics_queries import (
    Asked,
    CrossTable,
    MonthPair,
    StatTable,
    branches_paid,
    cross,
    kinds_paid,
    month_pairs,
    statistics,
)
from unionoffice.aid.statistics_rows import Pick, note_causes, rows_query
from unionoffice.aid.statistics_span import Span, span_of
from unionoffice.kit.money import show_yuan
from unionoffice.kit.roles import hidden_from
from unionoffice.progress import Progress
from unionoffice.store.listing import Query

KINDS = frozenset({
    "aid_payment", "aid_type", "member", "branch", "branch_name", "hardship_case", "family_member", "operator", "setting", "*",
})  # fmt: skip
ROOM_FOR_CHARTS = 1200
ONE = ""  # no second dimension
ABOUT = "签发了慰问以后，这里按类型、月份、分工会等统计人次、人数、户数和金额，和上年同期对照。"
HINT = "回车或双击一个数，打开这些慰问"


@dataclass(frozen=True)
class Read:
    """One answer: a table by one dimension or by two, and what the charts show."""

    table: StatTable
    crossed: CrossTable | None
    bars: StatTable
    months: list[MonthPair]


class StatisticsPage(PageWidget):
    """By kind and for the working year at first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.dimension = "type"
        self.shown: Read | None = None
        self._asked_no, self._fresh = 0, True
        self.papers = StatisticsPapers(desk, self)
        self._build()
        self._bind_keys()
        self.refresh()

    # building

    def _build(self) -> None:
        self.export_button = button("导出", "primary", "arrow_export", key="E", on_click=self.export)
        tip = "在册会员里谁从来没有领过慰问"
        self.unhelped_button = button("未受助会员", key="W", tip=tip, on_click=lambda: self._to("aid_unhelped"))
        self.print_button = button("打印", icon="print", key="P", tip="按一项的表（Ctrl+P）；交叉表请导出", on_click=self.print_paper)
        buttons = [self.unhelped_button, self.print_button, self.export_button]
        self.header = PageHeader("帮扶统计", sub="困难帮扶 › 统计", buttons=buttons)
        self.header.lead_back("返回困难帮扶（Esc）")
        self.header.sub_pressed.connect(self.back)
        self.model = StatModel(table_headings(""))
        self.table = RecordTable(padding=8)
        self.table.setModel(self.model)
        self.table.setAccessibleName("帮扶统计")
        self.table.opened.connect(self._open_cell)
        self.footer = SumFooter(self.table, 8)
        self.charts = ChartsPanel()
        self.charts.month_wanted.connect(lambda span: self.open_rows((), span=span))
        self.charts.lines_wanted.connect(lambda pick: self.open_rows((pick,)))
        body = row((table_card(self.table, footer=self.footer), 1), self.charts, margins=(24, 0, 24, 8), spacing=16)
        self.stack = QStackedWidget()
        self.stack.addWidget(frame(body))
        ways = [Way("换一段时间", "上一年、上一季度、上一个月", "Alt+←", lambda: self.span.step(-1))]
        self.stack.addWidget(EmptyState("data_bar_vertical", "这段时间和上年同期都没有慰问", ABOUT, ways))
        self.setLayout(column(self.header, self._span_bar(), self._dimension_bar(), (self.stack, 1), spacing=0))

    def _span_bar(self) -> QWidget:
        office = self.desk.office
        self.span = SpanChooser(span_of(office.working_year()), office.today())
        self.span.changed.connect(self.refresh)
        self.types = FacetChip("类型", self._types)
        self.branches = FacetChip(office.settings.branch_label, self._branches)
        for chip in (self.types, self.branches):
            chip.changed.connect(lambda _chosen: self.refresh())
        self.as_of = label("", "caption")
        bar = row(self.span, 12, self.types, self.branches, None, self.as_of, margins=(24, 0, 24, 8))
        return frame(bar, height=theme().size("toolbar"))

    def _dimension_bar(self) -> QWidget:
        say = self.desk.office.settings.say
        self.chips = {key: CountChip(say(one.title)) for key, one in DIMENSIONS.items()}
        for key, chip in self.chips.items():
            chip.clicked.connect(partial(self.show_dimension, key))
        self.second, self.measures = ComboBox(), ComboBox(list(MEASURES.items()))
        self.second.setAccessibleName("再按哪一项交叉")
        self.measures.setAccessibleName("交叉表里显示什么")
        self.second.setFixedWidth(132)
        self.measures.setFixedWidth(84)
        self.measures.choose("amount")
        self.second.activated.connect(lambda _: self.refresh())
        self.measures.activated.connect(lambda _: self._show_table())
        bar = row(*self.chips.values(), None, self.second, self.measures, margins=(24, 0, 24, 8), spacing=6)
        return frame(bar, height=theme().size("toolbar"))

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+E": self.export, "Ctrl+P": self.print_paper, "F5": self.refresh, "Esc": self.back, "Alt+Left": lambda: self.span.step(-1),
            "Alt+Right": lambda: self.span.step(1), "Ctrl+PgUp": lambda: self._walk(-1), "Ctrl+PgDown": lambda: self._walk(1),
        }  # fmt: skip
        bind(self, keys, whole_window=True)

    # what is asked

    def asked(self) -> Asked:
        """The span and the filters in force."""
        kinds = tuple(value for value in self.types.chosen() if isinstance(value, int))
        return Asked(self.span.span, tuple(sorted(map(str, self.branches.chosen()))), tuple(sorted(kinds)))

    def _types(self) -> list[FacetValue]:
        with self.desk.office.read() as session:
            return [FacetValue(value, text, count) for value, text, count in kinds_paid(session, self.asked())]

    def _branches(self) -> list[FacetValue]:
        with self.desk.office.read() as session:
            return [FacetValue(value, text, count) for value, text, count in branches_paid(session, self.asked())]

    def show_dimension(self, key: str, *_: object) -> None:
        """Count by another trait."""
        if not self.chips[key].isEnabled():
            return
        self.dimension = key
        if self.second.currentData() == key:
            self.second.choose(ONE)
        self.refresh()

    def _walk(self, by: int) -> None:
        keys = [key for key, chip in self.chips.items() if chip.isEnabled()]
        self.show_dimension(keys[(keys.index(self.dimension) + by) % len(keys)])

    def _show_choices(self) -> None:
        say, refused = self.desk.office.settings.say, hidden_from("illness", self.desk.office.role)
        allow(self.chips[CAUSE], not refused, refused)
        if refused and self.dimension == CAUSE:  # somebody else sits at the desk now
            self.dimension = "type"
        for key, chip in self.chips.items():
            chip.setChecked(key == self.dimension)
        others = [(key, f"× {say(one.title)}") for key, one in DIMENSIONS.items()
                  if key != self.dimension and not (refused and key == CAUSE)]  # fmt: skip
        self.second.set_choices([(ONE, "不交叉"), *others])
        self.measures.setVisible(bool(self.second.currentData()))

    # reading

    def refresh(self, kinds: Collection[str] = ("*",)) -> None:
        """Read anew, off the GUI thread; an answer to an older question is dropped."""
        if KINDS.isdisjoint(kinds):
            return
        self._show_choices()
        self._asked_no += 1
        number, asked, office = self._asked_no, self.asked(), self.desk.office
        key, second = self.dimension, str(self.second.currentData() or ONE)

        def read(_progress: Progress) -> Read:
            with office.read() as session:
                table = statistics(session, key, asked)
                bars = statistics(session, "type", asked) if DIMENSIONS[key].days else table
                crossed = cross(session, key, second, asked) if second else None
                return Read(table, crossed, bars, month_pairs(session, asked))

        def done(found: Read) -> None:
            if number == self._asked_no:
                self._show(found)

        run_job("正在统计慰问", read, done, can_cancel=False, owner=self)

    def _show(self, found: Read) -> None:
        self.shown = found
        say, span = self.desk.office.settings.say, found.table.asked.span
        self.stack.setCurrentIndex(0 if found.table.lines else 1)
        for one in (self.export_button, self.print_button):
            allow(one, bool(found.table.lines), "这段时间没有慰问")
        self._show_table()
        self.charts.show_months(found.months, span.last.year)
        self.charts.show_bars(found.bars, say(found.bars.dimension.title))
        self._fit()
        before = span.year_before.title
        self.as_of.setText(f"上年同期：{before}" if found.table.total.last.case_count else f"上年同期（{before}）没有慰问")
        self.header.set_figures(self._figures(found.table))
        self.show_status([HINT, "Alt+←、Alt+→ 换时间", "Esc 返回困难帮扶"])
        if self._fresh and self.isVisible():  # the keyboard begins in the table, once there is one
            self.take_focus()

    def _show_table(self) -> None:
        found = self.shown
        if found is None:
            return
        title = self.desk.office.settings.say(found.table.dimension.title)
        if found.crossed is None:
            block = table_block(found.table, title)
        else:
            block = cross_block(found.crossed, str(self.measures.currentData()), title)
        kept = self._place()
        self.model.show_block(block)
        self.table.columns.restore()
        self.table.header().set_sorted(-1, Qt.SortOrder.AscendingOrder)
        self.footer.set_sums(block.remark, {})
        if kept is not None and kept[0] < self.model.rowCount():
            self.table.select_row(*kept)

    def _place(self) -> tuple[int, str] | None:
        """The current cell, to be found again after reading anew."""
        index = self.table.currentIndex()
        return (index.row(), self.table.columns.key(index.column())) if index.isValid() else None

    def _figures(self, table: StatTable) -> list[Figure]:
        this, last = table.total.this, table.total.last
        everything, before = partial(self.open_rows, ()), partial(self.open_rows, (), last=True)
        figures = [
            Figure(f"{this.case_count:,}", "人次", on_click=everything), Figure(f"{this.person_count:,}", "人数", on_click=everything),
            Figure(f"{this.household_count:,}", "户数", on_click=everything),
            Figure(show_yuan(this.amount), "金额（元）", on_click=everything),
        ]  # fmt: skip
        if last.case_count:
            figures.append(Figure(f"{_sign(this.amount - last.amount)}", "比上年同期（元）", on_click=before))
        return figures

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A cross table has all the room, and so has any table in a small window."""
        crossed = self.shown is not None and self.shown.crossed is not None
        self.charts.setVisible(not crossed and self.width() >= ROOM_FOR_CHARTS)

    # opening the rows

    def _open_cell(self, number: int) -> None:
        found = self.shown
        if found is None:
            return
        line, key = self.model.row(number).target.record_id, self.table.columns.key(self.table.currentIndex().column())
        if found.crossed is None:
            picked = table_figure(found.table, line, key)
            self.open_rows(picked.picks, last=picked.last)
        else:
            self.open_rows(cross_figure(found.crossed, line, key).picks)

    def open_rows(self, picks: tuple[Pick, ...], *, last: bool = False, span: Span | None = None) -> None:
        """The ledger with just these payments, and Esc leading back here. ``span`` instead of the one asked for."""
        office, asked = self.desk.office, self.asked()
        asked = asked if span is None else replace(asked, span=span)

        def find(_progress: Progress) -> Query:
            if any(pick.dimension == CAUSE for pick in picks):
                with office.work("查看致困原因统计") as work:
                    note_causes(work, picks)
            with office.read() as session:
                return rows_query(session, asked, picks, last=last)

        run_job("正在找出这些慰问", find, self._go, can_cancel=False, owner=self)

    def _go(self, query: Query) -> None:
        page = self.desk.go("aid")
        if page is not None:
            page.show_query(query, WayBack("统计", self._return))

    def _return(self) -> None:
        self.desk.go("aid_statistics")
        self.take_focus()

    # leaving

    def export(self) -> None:
        """The shown table, by two dimensions too where they are crossed, as a workbook."""
        if self.export_button.isEnabled():
            self.papers.export(self.asked(), self.dimension, str(self.second.currentData() or ONE))

    def print_paper(self) -> None:
        """The table by one dimension on paper; a cross table goes into the workbook."""
        if self.shown is not None and self.print_button.isEnabled():
            self.papers.print_table(self.shown.table)

    def _to(self, key: str) -> None:
        page = self.desk.go(key)
        if page is not None:
            page.take_focus()

    def back(self) -> None:
        self.desk.go("aid")

    def take_focus(self) -> None:
        self._fresh = self.shown is None
        if self.model.rowCount() and not self.stack.currentIndex():
            if not self.table.selected_rows():
                self.table.select_row(0, "cases")
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.span.years.setFocus()


def _sign(amount: Decimal) -> str:
    return f"+{show_yuan(amount)}" if amount > 0 else show_yuan(amount)
