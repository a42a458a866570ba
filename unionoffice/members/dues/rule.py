# SPDX-License-Identifier: MIT
"""The rule of the dues, pure (DOMAIN §A4): what a base makes due, which months count, how money is spread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from unionoffice.errors import FieldError
from unionoffice.kit.dates import month_span
from unionoffice.kit.money import CENT
from unionoffice.members.membership import Event, Standing, after

ZERO = Decimal("0.00")
MONTHS = range(1, 13)
# Only 在册 members pay: who is retained or retired owes nothing (DOMAIN §A3).
PAYING = "active"


@dataclass(frozen=True)
class Rule:
    """What holds from the month ``starts_on`` (YYYY-MM) on.

    ``rate`` is in percent. Of the monthly base what exceeds a multiple of ``step`` yuan is dropped first; 0 drops
    nothing. ``types`` are the employment types that pay, empty = all. ``flat`` yuan a month is due from who has no
    base; None = nothing can be worked out for them.
    """

    starts_on: str
    rate: Decimal = Decimal("0.5")
    step: Decimal = Decimal(10)
    yearly: bool = False
    types: frozenset[str] = frozenset()
    flat: Decimal | None = None

    def includes(self, employment_type: str | None) -> bool:
        return not self.types or employment_type in self.types


# What most schools collect: 0.5 %, the part below ten yuan dropped, by month [S35].
USUAL = Rule("2000-01")


def monthly_due(base: Decimal, rule: Rule) -> Decimal:
    """What a monthly base (yuan) makes due for one month: ¥2,345 → 2,340 × 0.5 % = ¥11.70.

    Exact arithmetic; half a fen and more counts as a whole one (四舍五入到分), below it is dropped.
    """
    counted = base - base % rule.step if rule.step else base
    return (counted * rule.rate / 100).quantize(CENT, ROUND_HALF_UP)


def due_for(rule: Rule, base: Decimal | None, months: int) -> Decimal | None:
    """What is due for ``months`` months; each month is rounded by itself. None where nothing can be worked out."""
    if base is not None:
        return monthly_due(base, rule) * months
    return None if rule.flat is None else (rule.flat * months).quantize(CENT)


@dataclass(frozen=True)
class Owing:
    """For how many months of a period a member owes, and the unit it belonged to in the last of them."""

    months: int = 0
    branch_id: int | None = None


def owing(events: Sequence[Event], month_ends: Sequence[date]) -> Owing:
    """A month is owed by who is 在册 at its end: joiners from the month of joining, leavers no more for that of leaving.

    ``events`` are one member's in their order, ``month_ends`` ascend.
    """
    months, branch_id, at = 0, None, 0
    standing = Standing()
    for end in month_ends:
        while at < len(events) and events[at].day <= end:
            standing, at = after(standing, events[at]), at + 1
        if standing.status == PAYING:
            months, branch_id = months + 1, standing.branch_id
    return Owing(months, branch_id)


# periods: "2020-12" is a month, "2020" a whole year; both sort as text


def is_year(period: str) -> bool:
    return len(period) == 4


def year_of(period: str) -> int:
    return int(period[:4])


def first_month(period: str) -> str:
    """The month whose rule holds for the period."""
    return f"{period}-01" if is_year(period) else period


def last_month(period: str) -> str:
    return f"{period}-12" if is_year(period) else period


def month_ends(period: str) -> list[date]:
    """The last days of the period's months."""
    months = MONTHS if is_year(period) else (int(period[5:]),)
    return [month_span(year_of(period), month)[1] for month in months]


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def period_of(day: date, rule: Rule) -> str:
    """The period that ``day`` lies in under this rule."""
    return f"{day.year:04}" if rule.yearly else month_of(day)


def say_period(period: str) -> str:
    """2020 年 12 月, or 2020 年."""
    year = f"{year_of(period)} 年"
    return year if is_year(period) else f"{year} {int(period[5:])} 月"


def say_periods(periods: Iterable[str]) -> str:
    """Short enough for a list: 2019 年，2020 年 3、5—8、12 月."""
    by_year: dict[int, list[int]] = {}
    for period in sorted(set(periods)):
        months = by_year.setdefault(year_of(period), [])
        months += [] if is_year(period) else [int(period[5:])]
    return "，".join(f"{year} 年" + (f" {_runs(months)} 月" if months else "") for year, months in by_year.items())


def _runs(months: Sequence[int]) -> str:
    starts = [months[0], *(b for a, b in pairwise(months) if b != a + 1)]
    ends = [*(a for a, b in pairwise(months) if b != a + 1), months[-1]]
    return "、".join(str(a) if a == b else f"{a}—{b}" for a, b in zip(starts, ends, strict=True))


def spread(amount: Decimal, open_dues: Sequence[tuple[int, Decimal]]) -> dict[int, Decimal]:
    """Pay what is owed (id, yuan > 0) one after the other; what is too much goes to the first one.

    The parts are positive and add up to ``amount``. Raises FieldError when it is not positive or nothing is owed.
    """
    if amount <= 0:
        raise FieldError("金额要大于 0。", field="amount")
    if not open_dues:
        raise FieldError("没有欠缴的会费，没有登记。", field="amount")
    parts: dict[int, Decimal] = {}
    left = amount
    for one, owed in open_dues:
        if left > 0:
            parts[one] = min(left, owed)
            left -= parts[one]
    parts[open_dues[0][0]] += left
    return parts
