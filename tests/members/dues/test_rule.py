# SPDX-License-Identifier: MIT
"""The rule of the dues: exact money, which months count, how money is spread, how periods are said."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionoffice.errors import FieldError
from unionoffice.members.dues.rule import (
    USUAL,
    Owing,
    Rule,
    due_for,
    month_ends,
    monthly_due,
    owing,
    period_of,
    say_period,
    say_periods,
    spread,
)
from unionoffice.members.membership import Event

CENT = Decimal("0.01")
bases = st.decimals(min_value="0.01", max_value="999999.99", places=2)
rates = st.decimals(min_value="0.0001", max_value=10, places=4)
steps = st.sampled_from([Decimal(0), Decimal(1), Decimal("0.5"), Decimal(10), Decimal(100)])
rules = st.builds(Rule, st.just("2020-01"), rates, steps)


@pytest.mark.parametrize(
    ("base", "due"),
    [("2345", "11.70"), ("2340", "11.70"), ("2349.99", "11.70"), ("2350", "11.75"), ("9.99", "0.00"), ("10", "0.05")],
)
def test_the_part_below_ten_yuan_is_dropped_before_multiplying(base: str, due: str) -> None:
    assert monthly_due(Decimal(base), USUAL) == Decimal(due)


def test_half_a_fen_counts_as_a_whole_one() -> None:
    exact = Rule("2020-01", step=Decimal(0))
    assert monthly_due(Decimal("2345.00"), exact) == Decimal("11.73")  # 11.725
    assert monthly_due(Decimal("2344.99"), exact) == Decimal("11.72")  # 11.72495
    assert monthly_due(Decimal("1.00"), exact) == Decimal("0.01")  # 0.005


@given(bases, rules)
def test_a_due_is_whole_fen_within_half_a_fen_of_the_exact_product(base: Decimal, rule: Rule) -> None:
    due = monthly_due(base, rule)
    counted = base - base % rule.step if rule.step else base
    assert due == due.quantize(CENT)
    assert abs(due - counted * rule.rate / 100) <= Decimal("0.005")
    assert 0 <= due <= base


@given(bases, bases, rules)
def test_who_earns_more_never_pays_less(one: Decimal, other: Decimal, rule: Rule) -> None:
    low, high = sorted((one, other))
    assert monthly_due(low, rule) <= monthly_due(high, rule)


@given(bases, rules, st.integers(1, 12))
def test_a_year_is_its_months(base: Decimal, rule: Rule, months: int) -> None:
    assert due_for(rule, base, months) == sum([monthly_due(base, rule)] * months)


@given(bases, st.sampled_from([Decimal(1), Decimal(10), Decimal(100)]))
def test_what_is_dropped_changes_nothing(base: Decimal, step: Decimal) -> None:
    rule = Rule("2020-01", step=step)
    assert monthly_due(base, rule) == monthly_due(base - base % step, rule)


def test_without_a_base_the_flat_amount_or_nothing() -> None:
    assert due_for(USUAL, None, 3) is None
    assert due_for(Rule("2020-01", flat=Decimal("5.00")), None, 3) == Decimal("15.00")
    assert due_for(Rule("2020-01", flat=Decimal("5.00")), Decimal(2345), 1) == Decimal("11.70")


def test_employment_types_narrow_who_pays() -> None:
    assert USUAL.includes(None) and USUAL.includes("agency")
    only = Rule("2020-01", types=frozenset({"permanent"}))
    assert only.includes("permanent") and not only.includes("agency") and not only.includes(None)


def events(*happened: tuple[str, date, int | None]) -> list[Event]:
    return [Event(1, kind, day, branch) for kind, day, branch in happened]


YEAR = month_ends("2020")


def test_joiners_pay_from_their_month_and_leavers_not_for_theirs() -> None:
    joined = events(("join", date(2020, 9, 30), 7))
    assert owing(joined, YEAR) == Owing(4, 7)
    assert owing(joined, month_ends("2020-09")) == Owing(1, 7)
    assert owing(joined, month_ends("2020-08")) == Owing()
    left = events(("join", date(2010, 1, 1), 7), ("transfer_out", date(2020, 5, 31), None))
    assert owing(left, YEAR).months == 4
    assert owing(left, month_ends("2020-05")) == Owing()


@pytest.mark.parametrize("end", ["retain", "retire", "withdraw", "expel", "death", "transfer_out"])
def test_only_the_active_pay(end: str) -> None:
    happened = events(("join", date(2010, 1, 1), 7), (end, date(2020, 7, 1), None))
    assert owing(happened, YEAR).months == 6


def test_who_comes_back_pays_again_and_the_unit_is_that_of_the_last_month() -> None:
    happened = events(
        ("join", date(2010, 1, 1), 7), ("retain", date(2020, 3, 1), None), ("restore", date(2020, 10, 5), 8),
        ("branch_move", date(2020, 12, 2), 9),
    )  # fmt: skip
    assert owing(happened, YEAR) == Owing(5, 9)
    assert owing(happened, month_ends("2020-11")) == Owing(1, 8)


@given(st.lists(st.tuples(st.sampled_from(["join", "retain", "restore", "retire", "branch_move"]), st.dates(date(2019, 1, 1), date(2021, 6, 1))), max_size=6))
def test_a_year_counts_what_its_months_count(happened: list[tuple[str, date]]) -> None:
    own = [Event(1, kind, day, 7) for kind, day in sorted(happened, key=lambda one: one[1])]
    months = sum(owing(own, month_ends(f"2020-{month:02}")).months for month in range(1, 13))
    assert owing(own, YEAR).months == months <= 12


def test_periods_are_said_shortly() -> None:
    assert say_period("2020-03") == "2020 年 3 月" and say_period("2020") == "2020 年"
    assert say_periods(["2020-05", "2020-03", "2020-06", "2020-07"]) == "2020 年 3、5—7 月"
    assert say_periods(["2019", "2020-12"]) == "2019 年，2020 年 12 月"
    assert say_periods([]) == ""
    assert period_of(date(2020, 12, 18), USUAL) == "2020-12"
    assert period_of(date(2020, 12, 18), Rule("2020-01", yearly=True)) == "2020"


amounts = st.decimals(min_value="0.01", max_value="9999.99", places=2)


@given(amounts, st.lists(amounts, min_size=1, max_size=8))
def test_money_spread_adds_up_and_only_the_first_is_overpaid(amount: Decimal, owed: list[Decimal]) -> None:
    parts = spread(amount, list(enumerate(owed)))
    assert sum(parts.values()) == amount
    assert all(part > 0 for part in parts.values())
    assert all(part <= owed[one] for one, part in parts.items() if one)
    paid_off = [one for one, part in parts.items() if part >= owed[one]]
    assert paid_off[:-1] == [*range(len(parts))][: len(paid_off) - 1 if paid_off else 0]


def test_nothing_is_spread_over_nothing() -> None:
    with pytest.raises(FieldError, match="没有欠缴"):
        spread(Decimal(5), [])
    with pytest.raises(FieldError, match="大于 0"):
        spread(Decimal(0), [(1, Decimal(5))])
