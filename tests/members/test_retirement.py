# SPDX-License-Identifier: MIT
"""Retirement ages, and the gradual delay as the official tables of 2024-09-13 have it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionoffice.kit.dates import age_on
from unionoffice.members.retirement import retirement_of
from unionoffice.members.settings import RetirementRule

RULE = RetirementRule(60, 55, 60, 50, gradually=True)
PLAIN = RetirementRule(60, 55, 60, 50, gradually=False)


@pytest.mark.parametrize(
    ("born", "sex", "post", "title", "reached", "said"),
    [
        # before 2025 nothing is delayed
        (date(1964, 12, 31), "1", "teaching", None, date(2024, 12, 31), "60 岁"),
        # rows of the official tables: month of birth, age after the reform, month of retirement
        (date(1965, 1, 15), "1", "teaching", None, date(2025, 2, 15), "60 岁 1 个月"),
        (date(1965, 5, 15), "1", "teaching", None, date(2025, 7, 15), "60 岁 2 个月"),
        (date(1976, 8, 1), "1", "worker", None, date(2039, 7, 1), "62 岁 11 个月"),
        (date(1976, 9, 1), "1", "worker", None, date(2039, 9, 1), "63 岁"),
        (date(1990, 1, 1), "1", None, None, date(2053, 1, 1), "63 岁"),
        (date(1970, 1, 31), "2", "management", None, date(2025, 2, 28), "55 岁 1 个月"),
        (date(1981, 9, 10), "2", "teaching", "junior", date(2039, 9, 10), "58 岁"),
        (date(1975, 1, 5), "2", "worker", None, date(2025, 2, 5), "50 岁 1 个月"),
        (date(1984, 10, 5), "2", "worker", None, date(2039, 9, 5), "54 岁 11 个月"),
        (date(1984, 11, 5), "2", "worker", None, date(2039, 11, 5), "55 岁"),
        (date(1962, 3, 5), "2", "teaching", "senior", date(2022, 3, 5), "60 岁"),
    ],
)  # fmt: skip
def test_the_official_tables(
    born: date, sex: str, post: str | None, title: str | None, reached: date, said: str
) -> None:
    found = retirement_of(born, sex, post, title, RULE)
    assert found is not None and (found.day, found.text) == (reached, said)


def test_without_the_delay_the_settings_ages_hold_and_an_unknown_sex_is_not_guessed() -> None:
    found = retirement_of(date(1970, 2, 28), "2", "worker", None, PLAIN)
    assert found is not None and (found.age, found.months, found.day) == (50, 0, date(2020, 2, 28))
    assert retirement_of(date(1970, 2, 28), None, "worker", None, PLAIN) is None
    assert retirement_of(date(1970, 2, 28), "9", "worker", None, PLAIN) is None


people = st.tuples(
    st.dates(date(1940, 1, 1), date(2010, 12, 31)), st.sampled_from("12"), st.sampled_from(("worker", "teaching")),
    st.sampled_from((None, "senior")),
)  # fmt: skip


@given(people)
def test_the_delay_never_shortens_stops_at_its_end_and_fits_the_birthday(person: tuple[date, str, str, str | None]) -> None:
    born, sex, post, _ = person
    plain, gradual = retirement_of(*person, PLAIN), retirement_of(*person, RULE)
    assert plain is not None and gradual is not None
    delay = (gradual.age - plain.age) * 12 + gradual.months
    most = 60 if (sex, post) == ("2", "worker") else 36
    assert 0 <= delay <= most
    assert gradual.day >= plain.day
    assert age_on(born, gradual.day) in (gradual.age, gradual.age - 1)  # 29 February is reached on the 28th


@given(people, people)
def test_who_is_born_later_retires_no_earlier(one: tuple[date, str, str, str | None], other: tuple[date, str, str, str | None]) -> None:
    first, second = sorted((one[0], other[0]))
    early, late = retirement_of(first, *one[1:], RULE), retirement_of(second, *one[1:], RULE)
    assert early is not None and late is not None and early.day <= late.day
