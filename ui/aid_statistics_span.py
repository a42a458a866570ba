# SPDX-License-Identifier: MIT
"""Which span the statistics are of: year and part of it, ‹ and ›, or any two days."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.fields import ComboBox, line_edit
from ui.widgets import icon_button, label, restyle, row
from unionoffice.aid.statistics_span import FREE, PERIODS, Span, span_of
from unionoffice.errors import FieldError
from unionoffice.kit.dates import parse_day, show_day

YEARS_BACK = 12
TURNED = "止日早于起日，请核对。"


class SpanChooser(QWidget):
    """``changed`` when another span was chosen; ``span`` is the one in force."""

    changed = Signal()

    def __init__(self, span: Span, today: date) -> None:
        super().__init__()
        self.span, self._today = span, today
        self.years, self.periods = ComboBox(), ComboBox()
        for box, name, width in ((self.years, "年", 96), (self.periods, "哪一段", 112)):
            box.setAccessibleName(name)
            box.setFixedWidth(width)
            box.activated.connect(lambda _: self._part_chosen())
        self.periods.set_choices([*((key, name) for key, (name, *_) in PERIODS.items()), (FREE, "起止日期")])
        self.back = icon_button("chevron_left", "往前（Alt+←）", lambda: self.step(-1))
        self.on = icon_button("chevron_right", "往后（Alt+→）", lambda: self.step(1))
        self.first, self.last = self._day_edit("起日"), self._day_edit("止日")
        self.until = label("至", "caption")
        parts = (self.back, self.years, self.periods, self.first, self.until, self.last, self.on)
        self.setLayout(row(*parts, spacing=4))
        self._show()

    def _day_edit(self, name: str) -> QLineEdit:
        made = line_edit("", width=100)
        made.setAccessibleName(name)
        made.editingFinished.connect(self._days_typed)
        return made

    def show_span(self, span: Span) -> None:
        """Take another span; tells of it only where it is another."""
        before, self.span = self.span, span
        self._show()
        if span != before:
            self.changed.emit()

    def step(self, by: int) -> None:
        """The span before (-1) or after (1) this one."""
        self.show_span(self.span.step(by))

    def _part_chosen(self) -> None:
        period = self.periods.currentData()
        if period == FREE:
            self._show_days(True)
            self.first.setFocus()
        else:
            self.show_span(span_of(self.years.currentData(), period))

    def _days_typed(self) -> None:
        days = [self._read(edit) for edit in (self.first, self.last)]
        first, last = days
        if first is None or last is None:
            return
        if last < first:
            self._refuse(self.last, TURNED)
            return
        self.span, before = Span(first, last), self.span
        if self.span != before:
            self.changed.emit()

    def _read(self, edit: QLineEdit) -> date | None:
        try:
            day = parse_day(edit.text())
        except FieldError as error:
            self._refuse(edit, error.sentence)
            return None
        restyle(edit, state="")
        edit.setToolTip("")
        return day

    @staticmethod
    def _refuse(edit: QLineEdit, sentence: str) -> None:
        restyle(edit, state="error")
        edit.setToolTip(sentence)

    def _show(self) -> None:
        period, year = self.span.period, self.span.last.year
        newest = max(self._today.year, year)
        oldest = min(newest - YEARS_BACK, year)
        self.years.set_choices([(one, f"{one} 年") for one in range(newest, oldest - 1, -1)])
        self.years.choose(year)
        self.periods.choose(period)
        self.first.setText(show_day(self.span.first))
        self.last.setText(show_day(self.span.last))
        self._show_days(period == FREE)

    def _show_days(self, shown: bool) -> None:
        self.years.setVisible(not shown)
        for one in (self.first, self.until, self.last):
            one.setVisible(shown)
