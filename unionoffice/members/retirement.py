# SPDX-License-Identifier: MIT
"""When a member reaches the retirement age: the ages of the settings, and the gradual delay from 2025 on.

The delay is the one of the National People's Congress's decision of 2024-09-13: from 2025-01-01 men and women of
55 retire one month later for every four months begun, women of 50 for every two, up to 63, 58 and 55.
"""

from dataclasses import dataclass
from datetime import date

from unionoffice.members.settings import RetirementRule

_FIRST_YEAR = 2025
_MOST_MONTHS = {4: 36, 2: 60}  # months per step -> months of delay at the end


@dataclass(frozen=True)
class Retirement:
    """The month somebody reaches the age: ``age`` in years and ``months`` more; ``day`` is the birthday in it."""

    age: int
    months: int
    day: date

    @property
    def text(self) -> str:
        """60 岁 or 60 岁 3 个月."""
        return f"{self.age} 岁" + (f" {self.months} 个月" if self.months else "")


def retirement_of(
    birth: date, sex_code: str | None, post_category: str | None, title_level: str | None, rule: RetirementRule
) -> Retirement | None:
    """When somebody reaches the age; None where the sex is not known. Flexible retirement is nobody's to foresee."""
    if sex_code not in ("1", "2"):
        return None
    age, step = _base(sex_code, post_category, title_level, rule)
    delay = _delay(birth, age, step) if rule.gradually else 0
    return Retirement(age + delay // 12, delay % 12, _months_later(birth, age * 12 + delay))


def _base(
    sex_code: str, post_category: str | None, title_level: str | None, rule: RetirementRule
) -> tuple[int, int]:
    """(the age before the delay, the months of one step of the delay)."""
    if sex_code == "1":
        return rule.men, 4
    if post_category == "worker":
        return rule.women_worker, 2
    senior = title_level in ("senior", "associate_senior")
    return (rule.women_senior if senior else rule.women), 4


def _delay(birth: date, age: int, step: int) -> int:
    months = (birth.year + age - _FIRST_YEAR) * 12 + birth.month - 1
    return 0 if months < 0 else min(months // step + 1, _MOST_MONTHS[step])


def _months_later(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))
