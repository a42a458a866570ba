# SPDX-License-Identifier: MIT
"""The sample's four campaigns: exact to the 分, whole, and the same by seed."""

import random
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unionoffice.kit.identity import check_uscc
from unionoffice.members import sample as people
from unionoffice.office import Office
from unionoffice.welfare import queries, sample
from unionoffice.welfare.overview import campaign_overview
from unionoffice.welfare.quotes import suppliers


def filled(folder: Path, count: int) -> Office:
    office = Office.open(folder, clock=lambda: datetime(2020, 12, 18, 8, 30))
    people.fill(office, random.Random(1001), count)
    sample.fill(office, random.Random(1003))
    return office


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return filled(tmp_path_factory.mktemp("sample") / "office", 2191)


def test_the_accepted_goods_cost_what_the_seed_says(full: Office) -> None:
    with full.read() as session:
        totals = queries.year_totals(session, 2020)
        entitled = sum(row.amount for one in totals for row in queries.roster_rows(session, one.campaign_id))
    assert sum(one.amount for one in totals) == entitled == sample.TOTAL == Decimal("1950875.42")
    assert all(2100 < one.entitled < 2250 for one in totals)


def test_three_campaigns_are_done_but_for_a_few_and_the_last_is_running(full: Office) -> None:
    with full.read() as session:
        totals = queries.year_totals(session, 2020)
        last = campaign_overview(session, totals[-1].campaign_id)
        progress = queries.progress(session, totals[-1].campaign_id)
    assert all(0 < one.entitled - one.handed < 15 for one in totals[:3])
    assert 1800 < totals[3].handed < 1860
    assert [step.state for step in last.steps] == ["done", "done", "warn", "done", "now", "todo"]
    assert 10 < sum(one.missing == 0 for one in progress) < len(progress) - 10


def test_nothing_is_wrong_with_it(full: Office) -> None:
    assert full.check() == []
    with full.read() as session:
        codes = [one.uscc or "" for one in suppliers(session)]
        steps = [campaign_overview(session, one.campaign_id) for one in queries.campaigns(session, 2020)]
    assert len(set(codes)) == 6 and all(check_uscc(code) == [] for code in codes)
    assert all(len(one.matrix.quoters) >= 3 and one.campaign.decision_reason == "总价最低" for one in steps)
    assert all(one.campaign.amount_per_head <= one.campaign.standard for one in steps)


def test_a_small_office_is_made_too_and_the_same_by_seed(tmp_path: Path) -> None:
    seen = []
    for name in ("a", "b"):
        office = filled(tmp_path / name, 40)
        with office.read() as session:
            seen.append(
                [queries.roster_rows(session, one.campaign_id) for one in queries.campaigns(session, 2020)]
            )
        office.close()
    assert seen[0] == seen[1] and len(seen[0]) == 4


@settings(max_examples=10)
@given(st.lists(st.integers(2130, 2230), min_size=4, max_size=4, unique=True))
def test_the_sum_is_met_for_rosters_of_about_that_size(heads: list[int]) -> None:
    plans = sample.fitted(sample.PLANS, heads)
    costs = [
        sum(Decimal(good.prices[plan.winner]) * good.quantity for good in plan.goods) * (count + plan.spare)
        for plan, count in zip(plans, heads, strict=True)
    ]
    assert sum(costs) == sample.TOTAL
