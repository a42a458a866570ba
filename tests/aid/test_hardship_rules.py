# SPDX-License-Identifier: MIT
"""The category of a hardship file: exact at its borders, never less severe for a poorer household; path and days."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionoffice.aid import hardship_codes as codes
from unionoffice.aid import hardship_rules as rules
from unionoffice.aid.hardship_rules import Household, Line, Person, assess, same_household

LINE = Line(Decimal("780.00"), date(2020, 7, 1))
SEVERITY = {codes.DEEP: 3, codes.RELATIVE: 2, codes.ACCIDENT: 1, codes.NONE: 0}
yuan = st.decimals(0, 200_000, places=2)
causes = st.frozensets(st.sampled_from([code.code for code in codes.CAUSE]), max_size=4)
homes = st.builds(
    Household, own=yuan, others=yuan, other=yuan, rigid=yuan, loss=yuan, size=st.integers(1, 12), causes=causes
)
lines = st.builds(Line, amount=st.decimals(1, 3000, places=2), from_day=st.just(date(2020, 1, 1)))


def home(own: str, **more: object) -> Household:
    plain = {"others": Decimal(0), "other": Decimal(0), "rigid": Decimal(0), "loss": Decimal(0), "size": 1}
    return Household(own=Decimal(own), **(plain | more))  # type: ignore[arg-type]


def test_the_arithmetic_is_told_step_by_step() -> None:
    found = assess(home("4200.00", others=Decimal("800.00"), rigid=Decimal("38000.00"), size=3), LINE)
    assert found.suggested == codes.DEEP
    assert found.steps == (
        "家庭可支配年收入：（本人 4,200.00 ＋ 家人 800.00）× 12 ＋ 其他 0.00 ＝ 60,000.00 元",
        "（60,000.00 − 刚性支出 38,000.00）÷ 12 个月 ÷ 3 人 ＝ 每人每月 611.11 元",
        "低保线 780.00 元（2020-07-01 起），两倍 1,560.00 元",
        "所以：低于低保线，建议认定为深度困难。",
    )


@pytest.mark.parametrize(
    ("own", "suggested"),
    [("779.99", "deep"), ("780.00", "relative"), ("1559.99", "relative"), ("1560.00", "none")],
)
def test_the_borders_belong_to_the_milder_side(own: str, suggested: str) -> None:
    assert assess(home(own), LINE).suggested == suggested


def test_a_sudden_cause_or_a_grave_loss_makes_an_accident() -> None:
    assert assess(home("5000", causes=frozenset({codes.ILLNESS})), LINE).suggested == codes.ACCIDENT
    assert assess(home("5000", loss=Decimal("48000.00")), LINE).suggested == codes.NONE
    found = assess(home("5000", loss=Decimal("48000.01")), LINE)
    assert found.suggested == codes.ACCIDENT
    assert "当年刚性支出与意外损失共 48,000.01 元，超过年收入的 80%（48,000.00 元）" in found.steps


def test_without_income_or_line_nothing_is_suggested() -> None:
    assert assess(None, LINE).suggested is None and "本人月平均收入" in assess(None, LINE).steps[0]
    found = assess(home("1000"), None)
    assert found.suggested is None and "还没有低保线" in found.steps[-1]


def test_spending_more_than_comes_in_is_said_with_a_minus() -> None:
    assert "＝ 每人每月 −500.00 元" in assess(home("1000", rigid=Decimal("18000.00")), LINE).steps[1]


@given(homes, lines)
def test_the_category_is_that_of_the_exact_figure(one: Household, line: Line) -> None:
    exact = Fraction(one.income - one.rigid) / 12 / one.size
    suggested = assess(one, line).suggested
    assert (suggested == codes.DEEP) == (exact < Fraction(line.amount))
    assert (suggested == codes.RELATIVE) == (Fraction(line.amount) <= exact < 2 * Fraction(line.amount))
    assert abs(Fraction(one.per_head) - exact) <= Fraction(1, 200)


@given(homes, lines, st.decimals(0, 100_000, places=2), st.sampled_from(["rigid", "loss"]))
def test_more_cost_never_makes_a_case_milder(one: Household, line: Line, more: Decimal, what: str) -> None:
    poorer = Household(**{**one.__dict__, what: getattr(one, what) + more})
    assert SEVERITY[assess(poorer, line).suggested or ""] >= SEVERITY[assess(one, line).suggested or ""]


@given(homes, lines, st.decimals(0, 100_000, places=2), st.sampled_from(["own", "others", "other"]))
def test_more_income_never_makes_a_case_graver(one: Household, line: Line, more: Decimal, what: str) -> None:
    richer = Household(**{**one.__dict__, what: getattr(one, what) + more})
    assert SEVERITY[assess(richer, line).suggested or ""] <= SEVERITY[assess(one, line).suggested or ""]


@given(homes, lines)
def test_the_arithmetic_names_its_figures_and_its_end(one: Household, line: Line) -> None:
    steps = assess(one, line).steps
    assert f"{one.income:,.2f}" in steps[0] and f"{one.rigid:,.2f}" in steps[1] and f"÷ {one.size} 人" in steps[1]
    assert f"低保线 {line.amount:,.2f} 元" in steps[2] and steps[-1].startswith("所以：")


@given(st.lists(lines, max_size=5), st.dates(date(2019, 1, 1), date(2030, 1, 1)))
def test_the_line_of_a_day_is_the_last_that_has_begun(some: list[Line], day: date) -> None:
    dated = [Line(one.amount, date(2020, 1, 1) + timedelta(days=200 * n)) for n, one in enumerate(some)]
    begun = [one for one in dated if one.from_day <= day]
    assert rules.line_on(dated, day) == (begun[-1] if begun else None)


# evidence


@given(st.lists(st.sampled_from([code.code for code in codes.CAUSE]), max_size=4))
def test_wanted_evidence_is_known_and_named_once(some: list[str]) -> None:
    wanted = rules.wanted_evidence(some)
    assert len(set(wanted)) == len(wanted) and wanted[:2] == ("identity", "income")
    assert all(kind in codes.EVIDENCE for kind in wanted)
    assert rules.missing_evidence(some, wanted) == ()


def test_illness_wants_a_diagnosis_and_the_bills() -> None:
    assert rules.missing_evidence([codes.ILLNESS], {"identity", "income", "bill"}) == ("diagnosis",)


# the path


def test_the_whole_path_and_one_without_the_switched_off_steps() -> None:
    assert rules.path_without(()) == rules.PATH
    assert rules.next_status("submitted", {"branch_reviewed", "publicised"}) == "union_reviewed"
    assert rules.next_status("union_reviewed", {"branch_reviewed", "publicised"}) == "active"


@given(st.frozensets(st.sampled_from([code.code for code in codes.STATUS])), st.sampled_from(rules.PATH))
def test_every_step_leads_on_to_active(skipped: frozenset[str], status: str) -> None:
    seen = [status]
    while (following := rules.next_status(seen[-1], skipped)) is not None:
        assert rules.PATH.index(following) > rules.PATH.index(seen[-1])
        seen.append(following)
    assert seen[-1] == "active"
    assert rules.next_status("closed", skipped) is None and rules.next_status("rejected", skipped) is None


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 30))
def test_a_notice_ends_on_its_last_working_day(first: date, days: int) -> None:
    end = rules.notice_end(first, days)
    shown = [first + timedelta(days=n) for n in range((end - first).days + 1)]
    assert sum(day.weekday() < 5 for day in shown) == days and end.weekday() < 5


def test_five_working_days_from_a_friday_end_on_thursday() -> None:
    assert rules.notice_end(date(2020, 12, 4), 5) == date(2020, 12, 10)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 60))
def test_the_review_is_so_many_months_later(day: date, months: int) -> None:
    due = rules.review_day(day, months)
    assert due.year * 12 + due.month == day.year * 12 + day.month + months
    assert due.day == day.day or (due.day < day.day and (due + timedelta(days=1)).day == 1)


# one household


ZHANG = Person("张三", "110000198503011013", date(1985, 3, 1))
LI = Person("李四", "110000198604021023", date(1986, 4, 2))


def test_a_household_is_known_by_number_birthday_or_both_naming_each_other() -> None:
    assert same_household(ZHANG, [LI], set(), LI, [], set())
    assert same_household(ZHANG, [Person("李四", None, date(1986, 4, 2))], set(), Person("李四", None, date(1986, 4, 2)), [], set())
    assert same_household(Person("张三"), [], {"李四"}, Person("李四"), [], {"张三"})


def test_a_name_alone_is_not_a_household() -> None:
    assert not same_household(Person("张三"), [Person("李四")], {"李四"}, Person("李四"), [], set())
    assert not same_household(ZHANG, [], set(), LI, [], set())


@given(st.booleans(), st.booleans())
def test_both_files_say_the_same(one: bool, other: bool) -> None:
    family, their = ([LI] if one else []), ([ZHANG] if other else [])
    assert same_household(ZHANG, family, set(), LI, their, set()) == same_household(LI, their, set(), ZHANG, family, set())
