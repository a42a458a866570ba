# SPDX-License-Identifier: MIT
"""Above the tables of the dues: which period, which table, words and facets."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.chips import CountChip, FacetChip, FacetValue
from ui.fields import ComboBox, SearchBox
from ui.theme import theme
from ui.widgets import allow, button, column, frame, icon_button, label, row
from unionoffice.members.dues.rule import is_year, year_of

VIEWS = {"period": "本期应缴", "arrears": "欠缴名单", "receipts": "收款单"}
YEARS_BACK = 10
SEARCH_WIDTH, SEARCH_NARROW = 232, 150
ROOMY = 1200


class DuesBar(QWidget):
    """``changed``: words or facets; ``period_chosen(year, month)``; ``view_chosen(key)``."""

    changed = Signal()
    period_chosen = Signal(int, int)
    view_chosen = Signal(str)

    def __init__(
        self, branch_label: str, branches: Callable[[], Sequence[FacetValue]], states: Callable[[], Sequence[FacetValue]]
    ) -> None:
        super().__init__()
        self._choices: list[tuple[int, int]] = []
        self._now = (0, 0)
        self.setLayout(column(self._build(branch_label, branches, states)))

    def _build(
        self, branch_label: str, branches: Callable[[], Sequence[FacetValue]], states: Callable[[], Sequence[FacetValue]]
    ) -> QWidget:
        self.years, self.months = ComboBox(), ComboBox()
        self.years.setAccessibleName("年")
        self.months.setAccessibleName("月")
        self.years.setFixedWidth(96)
        self.months.setFixedWidth(78)
        self.years.activated.connect(lambda _: self._chosen())
        self.months.activated.connect(lambda _: self._chosen())
        self.back = icon_button("chevron_left", "上一期（Alt+←）", lambda: self.step(-1))
        self.on = icon_button("chevron_right", "下一期（Alt+→）", lambda: self.step(1))
        self.views = {key: CountChip(words, on=key == "period") for key, words in VIEWS.items()}
        for key, chip in self.views.items():
            chip.clicked.connect(lambda _=False, one=key: self.view_chosen.emit(one))
        self.search = SearchBox("姓名、首字母、工号", SEARCH_WIDTH)
        self.search.searched.connect(lambda _: self.changed.emit())
        self.branch, self.state = FacetChip(branch_label, branches), FacetChip("状态", states)
        for facet in (self.branch, self.state):
            facet.changed.connect(lambda _: self.changed.emit())
        self.clear_button = button("清除筛选", "quiet", key="C", on_click=self.clear)
        self.count = label("", "caption")
        periods = row(self.back, self.years, self.months, self.on, spacing=2)
        bar = row(
            periods, 4, *self.views.values(), 4, self.search, self.branch, self.state, self.clear_button, None,
            self.count, margins=(24, 0, 24, 8),
        )  # fmt: skip
        return frame(bar, height=theme().size("toolbar"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the words give way first."""
        super().resizeEvent(event)
        roomy = event.size().width() >= ROOMY
        self.search.setFixedWidth(SEARCH_WIDTH if roomy else SEARCH_NARROW)
        self.count.setVisible(roomy)

    # which period

    def show_period(self, period: str, today: tuple[int, int]) -> None:
        """A month or a whole year; nothing after ``today`` (year, month) can be chosen."""
        year = year_of(period)
        month = today[1] if is_year(period) else int(period[5:])
        self._now = (year, month)
        last = today[1] if year == today[0] else 12
        self.years.set_choices([(one, f"{one} 年") for one in range(today[0], today[0] - YEARS_BACK, -1)])
        self.months.set_choices([(one, f"{one} 月") for one in range(1, last + 1)])
        self.years.choose(year)
        self.months.choose(min(month, last))
        self.months.setVisible(not is_year(period))
        ahead = (year, 0) < (today[0], 0) if is_year(period) else (year, month) < today
        allow(self.on, ahead, "下一期还没有到")
        allow(self.back, year > today[0] - YEARS_BACK + 1 or (not is_year(period) and month > 1), "没有更早的可选")

    def step(self, periods: int) -> None:
        """One period on (1) or back (-1), as far as there is one."""
        if not (self.on if periods > 0 else self.back).isEnabled():
            return
        year, month = self._now
        if self.months.isHidden():
            self.period_chosen.emit(year + periods, month)
            return
        number = year * 12 + month - 1 + periods
        self.period_chosen.emit(number // 12, number % 12 + 1)

    def _chosen(self) -> None:
        self.period_chosen.emit(self.years.currentData(), self.months.currentData() or self._now[1])

    # which rows

    def show_view(self, view: str, counts: dict[str, int]) -> None:
        """Mark the table in front; the receipts have neither words nor facets."""
        for key, chip in self.views.items():
            chip.setChecked(key == view)
            chip.set_count(counts.get(key))
        self.search.setVisible(view != "receipts")
        self.branch.setVisible(view != "receipts")
        self.state.setVisible(view == "period")
        self.clear_button.setVisible(view != "receipts" and self.is_filtering(view))

    def is_filtering(self, view: str = "period") -> bool:
        states = self.state.chosen() if view == "period" else ()
        return bool(self.search.text() or self.branch.chosen() or states)

    def clear(self) -> None:
        """Show everything again."""
        self.branch.set_chosen((), announce=False)
        self.state.set_chosen((), announce=False)
        self.search.clear()
        self.changed.emit()

    def only_states(self, states: Collection[str]) -> None:
        self.branch.set_chosen((), announce=False)
        self.search.clear()
        self.state.set_chosen(states)
