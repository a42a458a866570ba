# SPDX-License-Identifier: MIT
"""Counts leave nobody out, and each opens exactly the rows it counted."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionoffice.kit.dates import age_on
from unionoffice.members.actions import save_branch, save_member
from unionoffice.members.counts import DIMENSIONS, UNKNOWN, age_bands, count_by, latest_of, oldest_below
from unionoffice.members.organisation import save_eligible
from unionoffice.members.records import Campus
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.store import edit, listing

TODAY = date(2020, 12, 18)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_count_of_the_sample_opens_just_its_rows(sample_office: Office, dimension: str) -> None:
    with sample_office.read() as session:
        table = count_by(session, dimension, sample_office.settings, TODAY)
        opened = [set(listing.ids(session, MEMBERS, line.query)) for line in table.lines]
        everybody = set(listing.ids(session, MEMBERS, table.total.query))
    assert [len(ids) for ids in opened] == [line.count for line in table.lines]
    assert set().union(*opened) == everybody and sum(map(len, opened)) == table.total.count == 2191
    assert all(line.query.named for line in table.lines)


def test_what_is_not_known_is_counted_as_such_and_can_be_opened(office: Office) -> None:
    with office.work("准备") as work:
        save_member(work, None, {"full_name": "甲乙", "birth_date": date(1980, 1, 1), "sex_code": "2"})
        save_member(work, None, {"full_name": "丙丁"})
    with office.read() as session:
        for dimension in DIMENSIONS:
            table = count_by(session, dimension, office.settings, TODAY)
            assert table.total.count == 2
            last = table.lines[-1]
            assert last.text == UNKNOWN
            assert len(listing.ids(session, MEMBERS, last.query)) == last.count


def test_the_rate_is_against_the_years_head_counts(office: Office) -> None:
    with office.work("准备") as work:
        campus = edit.save(work, Campus, None, {"name": "主校区"}).id
        physics, maths = (save_branch(work, None, {"name": name, "campus_id": campus}).id for name in ("物理学院", "数学学院"))
        for number in range(3):
            save_member(work, None, {"full_name": f"会员{'甲乙丙'[number]}", "branch_id": physics, "campus_id": campus})
        save_member(work, None, {"full_name": "会员丁", "branch_id": maths, "campus_id": campus})
        save_eligible(work, 2020, {physics: 4})
        save_eligible(work, 2019, {maths: 1})
    with office.read() as session:
        table = count_by(session, "branch_id", office.settings, TODAY)
        rates = {line.text: line.rate for line in table.lines}
        assert rates == {"物理学院": Decimal("0.75"), "数学学院": None}
        assert table.total.rate is None  # maths has no head count yet: 4 of 4 would be a lie
    with office.work("应入会") as work:
        save_eligible(work, 2020, {maths: 4})
    with office.read() as session:
        assert count_by(session, "branch_id", office.settings, TODAY).total.rate == Decimal("0.5")
        assert count_by(session, "campus_id", office.settings, TODAY).lines[0].rate == Decimal("0.5")


days = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@given(days, st.integers(1, 90), st.integers(0, 40_000))
def test_birth_bounds_agree_with_ages(day: date, age: int, back: int) -> None:
    born = day - timedelta(days=back)
    assert (born <= latest_of(age, day)) == (age_on(born, day) >= age)
    assert (born >= oldest_below(age, day)) == (age_on(born, day) < age)


@given(days, st.lists(st.integers(1, 100), unique=True, max_size=8).map(sorted), st.integers(0, 40_000))
def test_everybody_is_in_one_band(day: date, bounds: list[int], back: int) -> None:
    born = day - timedelta(days=back)
    fits = [
        name for name, (first, last) in age_bands(bounds, day)
        if (first is None or first <= born) and (last is None or born <= last)
    ]  # fmt: skip
    assert len(fits) == 1


def test_bands_are_named_as_an_office_says_them() -> None:
    assert [name for name, _ in age_bands([35, 55], TODAY)] == ["不满 35 岁", "35～54 岁", "55 岁以上"]
