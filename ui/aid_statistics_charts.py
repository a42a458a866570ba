# SPDX-License-Identifier: MIT
"""Beside the statistics' table: yuan by month and by kind, this year and the one before; each part opens its rows."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ui.charts_pairs import Pair, PairBars, PairColumns
from ui.widgets import column, label, row, scroll
from ui.widgets import frame as framed
from unionoffice.aid.statistics_dimensions import Value
from unionoffice.aid.statistics_queries import MonthPair, StatLine, StatTable
from unionoffice.aid.statistics_rows import Pick
from unionoffice.aid.statistics_span import Span
from unionoffice.kit.dates import month_span

WIDTH, MOST_BARS = 376, 7


class ChartsPanel(QFrame):
    """``month_wanted(Span)`` and ``lines_wanted(Pick)``: a column or a bar was pressed."""

    month_wanted = Signal(object)
    lines_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self.months, self.bars = PairColumns(), PairBars()
        self.months.setFixedHeight(136)
        self.months.clicked.connect(self._month)
        self.bars.clicked.connect(lambda number: self.lines_wanted.emit(self._picks[number]))
        self._year, self._picks = 0, list[Pick]()
        self._months_of, self._bars_of = label("", "caption"), label("", "caption")
        self._bars_title = label("", "section")
        inner = framed(column(
            row(label("按月", "section"), self._months_of, None), self.months, 12,
            row(self._bars_title, self._bars_of, None), self.bars, None, margins=(16, 14, 16, 12),
        ))  # fmt: skip
        self.setLayout(column((scroll(inner), 1), margins=(1, 1, 1, 1)))

    def show_months(self, months: Sequence[MonthPair], year: int) -> None:
        """The whole year the span ends in."""
        self._year = year
        self._months_of.setText(f"万元，深色 {year} 年，浅色 {year - 1} 年")
        pairs = [Pair(f"{one.month} 月", float(one.this), float(one.last)) for one in months]
        self.months.set_pairs(pairs, f"{year} 年", f"{year - 1} 年")

    def show_bars(self, table: StatTable, title: str) -> None:
        """The lines with most money; the others together as the last bar."""
        lines = sorted(table.lines, key=lambda one: (-one.this.amount, -one.last.amount))
        shown, rest = lines[:MOST_BARS], lines[MOST_BARS:]
        if len(rest) == 1:
            shown, rest = lines, []
        key = table.dimension.key
        self._picks = [Pick(key, (one.value,), one.text) for one in shown]
        pairs = [Pair(one.text, float(one.this.amount), float(one.last.amount)) for one in shown]
        if rest:
            values: tuple[Value, ...] = tuple(one.value for one in rest)
            self._picks.append(Pick(key, values, f"其他 {len(rest)} 项"))
            pairs.append(Pair(f"其他 {len(rest)} 项", *_together(rest)))
        span = table.asked.span
        self._bars_title.setText(f"按{title}")
        self._bars_of.setText("元，细线是上年同期")
        self.bars.set_pairs(pairs, span.title, span.year_before.title)

    def _month(self, number: int) -> None:
        self.month_wanted.emit(Span(*month_span(self._year, number + 1)))


def _together(lines: Sequence[StatLine]) -> tuple[float, float]:
    return float(sum(one.this.amount for one in lines)), float(sum(one.last.amount for one in lines))
