# SPDX-License-Identifier: MIT
"""A year at a glance, a chart beside its table: members month by month, and what they paid of their dues."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtWidgets import QFrame, QWidget

from ui.charts_flow import Flow, FlowColumns
from ui.charts_pairs import Pair, PairChart, PairColumns
from ui.desk import Desk
from ui.members_dues_model import AMBER, GREY, Column
from ui.members_lines_view import LinesView
from ui.panels import Figure
from ui.widgets import Part, allow, column, frame, icon_button, label, row
from unionoffice.kit.money import show_yuan
from unionoffice.members.dues.rule import ZERO, year_of
from unionoffice.members.dues.year import PeriodFigures, year_periods
from unionoffice.members.year_movements import MonthMovement, year_movements
from unionoffice.progress import Progress
from unionoffice.store.listing import Query

T = TypeVar("T")
CHART, CHART_HEIGHT = 400, 196
YEARS_BACK = 30


class YearView(LinesView[T]):
    """One year; Alt+Left and Alt+Right go to another. A column of the chart does what Enter does on its line."""

    prints = exports = False
    OPENING = "双击看这个月的会员"
    CHART_TITLE = ""

    def __init__(self, desk: Desk, name: str, columns: Sequence[Column[T]]) -> None:
        self.year = desk.office.today().year
        super().__init__(desk, name, columns)

    def toolbar(self) -> list[Part]:
        self.back = icon_button("chevron_left", "上一年（Alt+←）", lambda: self.step(-1))
        self.on = icon_button("chevron_right", "下一年（Alt+→）", lambda: self.step(1))
        self.year_label = label("", "strong")
        return [self.back, self.year_label, self.on, None]

    def step(self, years: int) -> None:
        """Another year; none after the present one."""
        this = self.desk.office.today().year
        year = min(this, max(this - YEARS_BACK, self.year + years))
        if year != self.year:
            self.year = year
            self.read()

    def beside(self) -> QWidget:
        """The chart in its card, at the right of the table."""
        self.chart, self.legend = self.make_chart(), label("", "caption")
        self.chart.setFixedHeight(CHART_HEIGHT)
        self.chart.clicked.connect(lambda number: self.open_line(self._in_order[number]))
        self._in_order: list[T] = []
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(CHART)
        head = row(label(self.CHART_TITLE, "section"), self.legend, None)
        card.setLayout(column(head, 4, self.chart, *self.below(), margins=(16, 14, 16, 12)))
        return frame(column(card, None))

    def below(self) -> list[Part]:
        """What more the card holds."""
        return []

    def make_chart(self) -> PairChart:
        raise NotImplementedError

    def show_year(self, lines: Sequence[T], foot: str) -> None:
        """The year's lines in the order of the calendar; the table may have another."""
        self._name_year(lines)
        self.show_lines(lines, foot)

    def show_none(self, title: str, text: str) -> None:
        """There is nothing in this year."""
        self._name_year(())
        self.show_nothing(title, text)

    def _name_year(self, lines: Sequence[T]) -> None:
        self._in_order = list(lines)
        self.year_label.setText(f"{self.year} 年")
        allow(self.on, self.year < self.desk.office.today().year, "下一年还没有到")


class YearMovementsView(YearView[MonthMovement]):
    """全年增减: who came and who went in each month, over the whole office; a line opens those members."""

    CHART_TITLE = "每月增减"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "year", [
            Column("month", "月份", 0, lambda one: one.month, lambda one: f"{one.year} 年 {one.month} 月"),
            Column("last", "上月末", 88, lambda one: one.last, lambda one: f"{one.last:,}", lambda _: GREY, right=True),
            Column("came", "增加", 72, lambda one: len(one.came), lambda one: _count(one.came), right=True),
            Column("went", "减少", 72, lambda one: len(one.went), lambda one: _count(one.went), right=True),
            Column("this", "本月末", 88, lambda one: one.this, lambda one: f"{one.this:,}", right=True),
        ])  # fmt: skip

    def title(self) -> str:
        return "全年增减"

    def make_chart(self) -> PairChart:
        self.flows = FlowColumns("人")
        return self.flows

    def read(self) -> None:
        office, year = self.desk.office, self.year

        def work(_progress: Progress) -> tuple[MonthMovement, ...]:
            with office.read() as session:
                return year_movements(session, year, office.today())

        self.load("正在数每月的增减", work, self._take)

    def _take(self, months: tuple[MonthMovement, ...]) -> None:
        came, went = (sum(len(people) for people in side) for side in _sides(months))
        self.flows.set_flows([Flow(f"{one.month} 月", len(one.came), len(one.went)) for one in months], "增加", "减少")
        self.legend.setText("人，线上是增加，线下是减少")
        if not any(one.this or one.changed for one in months):
            self.show_none(f"{self.year} 年还没有会员", "登记会员以后，这里按月看谁来谁走。")
            return
        self.show_year(months, f"{len(months)} 个月，增加 {came:,} 人，减少 {went:,} 人")

    def figures(self) -> list[Figure]:
        if not self._in_order:
            return []
        came, went = (sum(len(people) for people in side) for side in _sides(self._in_order))
        past = self.year < self.desk.office.today().year
        return [
            Figure(f"{self._in_order[-1].this:,}", f"{self.year} 年末在册" if past else "在册会员"), Figure(f"{came:,}", f"{self.year} 年增加"),
            Figure(f"{went:,}", f"{self.year} 年减少"),
        ]  # fmt: skip

    def query(self) -> Query | None:
        """Everybody who came or went in the selected month; in the year where none is selected."""
        months = self.chosen() or self._in_order
        named = f"{self.year} 年{f' {months[0].month} 月' if len(months) == 1 else ''}增减"
        only = frozenset().union(*(one.changed for one in months))
        return Query(only=only, named=named) if only else None

    def open_line(self, line: MonthMovement) -> None:
        if line.changed:
            self.rows_wanted.emit(Query(only=line.changed, named=f"{line.year} 年 {line.month} 月增减"))


def _sides(months: Sequence[MonthMovement]) -> tuple[list[list[int]], list[list[int]]]:
    return [one.came for one in months], [one.went for one in months]


def _count(people: list[int]) -> str:
    return f"{len(people):,}" if people else ""


class YearDuesView(YearView[PeriodFigures]):
    """全年会费: due and paid period by period; a line opens the period among the dues."""

    ICON = "receipt"
    OPENING = "双击看这一期的会费"
    CHART_TITLE = "已缴与应缴"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "dues_year", [
            Column("period", "期", 0, lambda one: one.period, lambda one: one.name),
            Column("people", "人数", 64, lambda one: one.found.people, lambda one: f"{one.found.people:,}", lambda _: GREY, right=True),
            Column("due", "应缴（元）", 104, lambda one: one.found.due, lambda one: show_yuan(one.found.due), right=True),
            Column("paid", "已缴（元）", 104, lambda one: one.found.paid, lambda one: show_yuan(one.found.paid), right=True),
            Column("owed", "欠缴（元）", 96, lambda one: one.found.owed,
                   lambda one: show_yuan(one.found.owed) if one.found.owed else "", lambda _: AMBER, right=True),
            Column("behind", "欠缴人数", 80, lambda one: one.found.behind,
                   lambda one: f"{one.found.behind:,}" if one.found.behind else "", right=True),
            Column("share", "收缴率", 80, lambda one: one.found.share, _share, lambda _: GREY, right=True),
        ])  # fmt: skip

    def title(self) -> str:
        return "全年会费"

    def make_chart(self) -> PairChart:
        self.pairs = PairColumns()
        return self.pairs

    def below(self) -> list[Part]:
        self.owed = FlowColumns("元", "warn")
        self.owed.setFixedHeight(CHART_HEIGHT - 40)
        self.owed.clicked.connect(lambda number: self.open_line(self._in_order[number]))
        return [16, row(label("还欠多少", "section"), label("元", "caption"), None), 4, self.owed]

    def read(self) -> None:
        office, year = self.desk.office, self.year

        def work(_progress: Progress) -> list[PeriodFigures]:
            with office.read() as session:
                return year_periods(session, year)

        self.load("正在算每期的会费", work, self._take)

    def _take(self, periods: list[PeriodFigures]) -> None:
        pairs = [Pair(_short(one), float(one.found.paid), float(one.found.due)) for one in periods]
        self.pairs.set_pairs(pairs, "已缴", "应缴")
        self.legend.setText("万元，深色已缴，浅色应缴")
        self.owed.set_flows([Flow(_short(one), float(one.found.owed)) for one in periods], "欠缴")
        if not periods:
            self.show_none(f"{self.year} 年还没有应缴的会费", "在“会费”里生成应缴以后，这里看每期收了多少。")
            return
        due, paid = (sum((getattr(one.found, name) for one in periods), ZERO) for name in ("due", "paid"))
        self.show_year(periods, f"{len(periods)} 期，应缴 {show_yuan(due)} 元，已缴 {show_yuan(paid)} 元")

    def query(self) -> Query | None:
        """Who has not paid all of the selected period, or of the year where none is selected."""
        periods = self.chosen() or self._in_order
        owing = frozenset().union(*(one.owing for one in periods))
        said = periods[0].name if len(periods) == 1 else f"{self.year} 年"
        return Query(only=owing, named=f"{said}会费欠缴") if owing else None

    def open_line(self, line: PeriodFigures) -> None:
        page = self.desk.go("dues")
        month = 1 if line.period == f"{self.year:04}" else int(line.period[5:])
        if page is not None:
            page.lists.show_period(year_of(line.period), month)
            page.take_focus()


def _short(one: PeriodFigures) -> str:
    return f"{int(one.period[5:])} 月" if len(one.period) > 4 else one.name


def _share(one: PeriodFigures) -> str:
    """Cut, not rounded: 100% is said only where nobody owes."""
    return f"{int(one.found.share * 1000) / 10:.1f}%"
