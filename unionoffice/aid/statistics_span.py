# SPDX-License-Identifier: MIT
"""The span of days statistics are asked for: a year, half, quarter, month or any days, and the same of the year before."""

from dataclasses import dataclass
from datetime import date

from unionoffice.kit.dates import month_span, show_day

FREE = "free"
_HALVES = ("上半年", "下半年")
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")
# key -> (its name, first month, last month) of every part of a year that can be asked for
PERIODS: dict[str, tuple[str, int, int]] = {
    "year": ("全年", 1, 12),
    **{f"h{n}": (name, 6 * n - 5, 6 * n) for n, name in enumerate(_HALVES, 1)},
    **{f"q{n}": (name, 3 * n - 2, 3 * n) for n, name in enumerate(_QUARTERS, 1)},
    **{f"m{n}": (f"{n} 月", n, n) for n in range(1, 13)},
}


@dataclass(frozen=True)
class Span:
    """``first`` to ``last``, both inclusive."""

    first: date
    last: date

    @property
    def period(self) -> str:
        """Which part of one year it is, a key of PERIODS; FREE for any other days."""
        return next((key for key in PERIODS if self == span_of(self.first.year, key)), FREE)

    @property
    def title(self) -> str:
        """2020 年, 2020 年上半年, 2020 年 3 月, 2020-03-05 至 2020-04-01."""
        period = self.period
        if period == FREE:
            return f"{show_day(self.first)} 至 {show_day(self.last)}"
        name = "" if period == "year" else PERIODS[period][0]
        return f"{self.first.year} 年{' ' if name[:1].isdigit() else ''}{name}"

    @property
    def year_before(self) -> "Span":
        """The same days a year earlier; a month's last day stays its last day, 29 February begins on the 28th."""
        return Span(_begin(self.first), _end(self.last))

    def step(self, by: int) -> "Span":
        """The next (1) or the previous (-1) span of its kind: year after year, quarter after quarter."""
        if self.period == FREE:
            days = (self.last - self.first).days + 1
            return Span(
                date.fromordinal(self.first.toordinal() + by * days), date.fromordinal(self.last.toordinal() + by * days)
            )
        months = 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1
        number = 12 * self.first.year + self.first.month - 1 + by * months
        end = number + months - 1
        return Span(date(number // 12, number % 12 + 1, 1), month_span(end // 12, end % 12 + 1)[1])


def span_of(year: int, period: str = "year") -> Span:
    """That part of a year; ``period`` is a key of PERIODS."""
    _, first, last = PERIODS[period]
    return Span(date(year, first, 1), month_span(year, last)[1])


def _begin(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)


def _end(day: date) -> date:
    month_end = month_span(day.year, day.month)[1]
    before = month_span(day.year - 1, day.month)[1]
    return before if day == month_end else day.replace(year=day.year - 1)
