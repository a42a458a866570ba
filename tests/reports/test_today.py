# SPDX-License-Identifier: MIT
"""What the home page is told: who and what is due, on the days where counting goes wrong most easily."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionoffice.kit.dates import age_on
from unionoffice.members.actions import record_event, save_member
from unionoffice.office import Office
from unionoffice.reports.today import Today, _month_days, birthdays, read_today

DAY = date(2020, 12, 18)


@pytest.fixture(scope="module")
def today(small_office: Office) -> Today:
    with small_office.read() as session:
        return read_today(session, DAY)


def test_what_is_late_and_what_is_due_stand_apart(today: Today) -> None:
    assert [line.days_over for line in today.overdue] == [171, 48, 18]
    assert [line.due_to for line in today.due] == [date(2020, 12, 31)] * 3
    assert not {line.id for line in today.overdue} & {line.id for line in today.due}


def test_drafts_wait_for_a_number_and_vouchers_for_a_signature(today: Today) -> None:
    assert [(one.type_name, one.amount) for one in today.drafts] == [("住院慰问", Decimal("900.00"))]
    assert [one.days for one in today.unsigned] == [15, 4, 1]
    assert today.to_do == 3 + 3 + 1 + 1


def test_the_current_campaign_is_the_latest_with_people_left(today: Today) -> None:
    assert today.current is not None
    assert (today.current.name, today.current.left) == ("元旦春节慰问品", today.current.total - today.current.signed)
    assert today.campaigns[0].left == 0


def test_the_months_add_up_to_the_year(today: Today) -> None:
    assert len(today.months) == 12
    assert sum(one.amount for one in today.months) == today.year.amount == Decimal("20500.00")
    assert not today.empty


def test_last_years_unfinished_campaigns_stay_in_january(small_office: Office) -> None:
    with small_office.read() as session:
        found = read_today(session, date(2021, 1, 6))
    assert [one.name for one in found.campaigns] == ["中秋国庆慰问品", "元旦春节慰问品"]
    assert found.current is not None and found.current.name == "元旦春节慰问品"
    assert found.year.case_count == 0


def test_due_looks_over_the_end_of_the_month(small_office: Office) -> None:
    with small_office.read() as session:
        december = read_today(session, date(2020, 11, 29)).due
        november = read_today(session, date(2020, 11, 2)).due
    assert december and all(date(2020, 11, 29) <= line.due_to <= date(2020, 12, 6) for line in december if line.due_to)
    assert november and all(line.due_to <= date(2020, 11, 30) for line in november if line.due_to)


def test_an_office_without_anything_says_so(tmp_path: Path) -> None:
    office = Office.open(tmp_path / "office")
    with office.read() as session:
        found = read_today(session, DAY)
    assert found.empty and found.current is None and found.to_do == 0
    office.close()


def test_birthdays_are_those_of_members_on_the_roll_in_the_order_of_the_days(tmp_path: Path) -> None:
    office = Office.open(tmp_path / "office", clock=lambda: datetime(2021, 2, 27, 9))
    with office.work("建立") as work:
        for name, born in (("蔡文静", "1980-02-29"), ("高志明", "1975-02-27"), ("郭佳宁", "1990-03-05"),
                           ("梁玉珍", "1988-03-06"), ("韩立新", "1961-02-28")):  # fmt: skip
            member = save_member(work, None, {"full_name": name, "birth_date": date.fromisoformat(born), "join_date": "2012-09"})
        record_event(work, member.id, "retire", date(2021, 2, 1))
    with office.read() as session:
        found = birthdays(session, date(2021, 2, 27))
    assert [(one.full_name, one.day) for one in found] == [
        ("高志明", date(2021, 2, 27)), ("蔡文静", date(2021, 3, 1)), ("郭佳宁", date(2021, 3, 5)),
    ]  # fmt: skip
    office.close()


@given(birth=st.dates(date(1930, 1, 1), date(2004, 12, 31)), day=st.dates(date(2005, 1, 1), date(2060, 12, 31)))
def test_a_birthday_is_the_day_on_which_one_grows_a_year_older(birth: date, day: date) -> None:
    kept = _month_days(day, 1).get(birth.month * 100 + birth.day)
    before = date.fromordinal(day.toordinal() - 1)
    assert (kept == day) == (age_on(birth, day) == age_on(birth, before) + 1)
