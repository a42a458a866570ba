# SPDX-License-Identifier: MIT
"""预算执行 on the home page: the largest budget lines of the year as bars, against the part of the year gone."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.charts import Budget, BudgetBars
from ui.widgets import card, column, label, link, row
from unionoffice.aid.funds_queries import FundStatus

SHOWN = 3
TEN_THOUSAND = 10_000


class BudgetCard(QWidget):
    """``opened`` when a bar or the link is pressed; hidden by the page while there is no budget."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.bars = BudgetBars()
        self.bars.setCursor(Qt.CursorShape.PointingHandCursor)
        self.bars.clicked.connect(lambda _place: self.opened.emit())
        self._gone = label("", "caption")
        head = row(label("预算执行", "section"), self._gone, None, link("慰问预算", self.opened.emit))
        self.setLayout(column(card(head, self.bars, margins=(16, 14, 16, 10)), spacing=0))

    def show_lines(self, lines: Sequence[FundStatus], day: date) -> None:
        """The largest lines, and every one that is overspent before them."""
        chosen = sorted(lines, key=lambda one: (not one.over, -one.planned))[:SHOWN]
        share = elapsed(day)
        self.bars.set_lines([bar_of(one, lines) for one in chosen], share)
        self._gone.setText(f"竖线为年度时间进度 {share:.0%}")


def bar_of(one: FundStatus, lines: Sequence[FundStatus]) -> Budget:
    """Named by its account, with the fund where several funds have that account."""
    doubled = Counter(line.account for line in lines)[one.account] > 1
    name = one.name if doubled else one.account
    return Budget(name, float(one.out) / TEN_THOUSAND, float(one.planned) / TEN_THOUSAND)


def elapsed(day: date) -> float:
    """The share of the year gone at the end of ``day``."""
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    return ((day - first).days + 1) / ((last - first).days + 1)
