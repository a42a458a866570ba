# SPDX-License-Identifier: MIT
"""Planning a campaign and freezing its roster."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from tests.welfare.conftest import ITEMS, member_ids, plan, prepared
from unionoffice.errors import FieldError, OfficeError
from unionoffice.members.actions import record_event
from unionoffice.office import Office
from unionoffice.store.audit import audit_log
from unionoffice.welfare import actions, hand_out, queries
from unionoffice.welfare.overview import campaign_overview
from unionoffice.welfare.records import Entitlement, WelfareCampaign


def test_a_new_campaign_gets_its_year_its_papers_and_its_items(office: Office) -> None:
    campaign_id = plan(office)
    with office.read() as session:
        seen = campaign_overview(session, campaign_id)
    assert (seen.campaign.year, seen.campaign.handler, seen.campaign.title()) == (
        2020,
        "周雨桐",
        "中秋国庆慰问品 2020",
    )
    assert [row.name for row in seen.matrix.rows] == [item["name"] for item in ITEMS]
    assert len(seen.missing) == len(actions.PAPERS)


def test_two_campaigns_of_one_name_in_one_year_are_refused(office: Office) -> None:
    plan(office)
    with pytest.raises(FieldError, match="2020 年已经有“中秋国庆慰问品”"):
        plan(office)


def test_the_roster_is_who_was_on_the_roll_that_day_in_the_offices_order(office: Office) -> None:
    campaign_id = plan(office)
    with office.work("冻结名单") as work:
        assert actions.freeze_roster(work, campaign_id) == 20
    with office.read() as session:
        rows = queries.roster_rows(session, campaign_id)
        campaign = session.get_one(WelfareCampaign, campaign_id)
    assert [row.group for row in rows] == ["第一小组"] * 12 + ["第二小组"] * 3 + [""] * 5
    assert rows[0].amount == Decimal("300.00") and rows[-1].full_name == "许𬱟"
    assert (campaign.head_count, campaign.budget) == (20, Decimal("6000.00"))
    assert campaign.frozen_at == datetime(2020, 9, 25, 12, 7, 41)


def test_a_frozen_roster_does_not_follow_what_happens_later(office: Office) -> None:
    campaign_id = plan(office)
    with office.work("冻结名单") as work:
        actions.freeze_roster(work, campaign_id)
    gone = member_ids(office, campaign_id)[0]
    with office.work("转出") as work:
        record_event(work, gone, "transfer_out", date(2020, 9, 20))
    assert gone in member_ids(office, campaign_id)
    with office.work("重新冻结名单") as work:
        assert actions.freeze_roster(work, campaign_id, date(2020, 9, 20)) == 19
    assert gone not in member_ids(office, campaign_id)


def test_a_roster_is_not_frozen_again_once_somebody_signed(office: Office) -> None:
    campaign_id = prepared(office)
    with office.work("签收") as work:
        hand_out.hand_out(work, campaign_id, member_ids(office, campaign_id)[0])
    with office.work("看") as work, pytest.raises(OfficeError, match="已经有 1 人签收，名单不能重新冻结"):
        actions.freeze_roster(work, campaign_id)
    with office.work("看") as work, pytest.raises(FieldError, match="每人标准（元）不能再改"):
        actions.save_campaign(work, campaign_id, {"standard": Decimal("310.00")})


def test_an_empty_day_is_said_and_nothing_is_lost(office: Office) -> None:
    campaign_id = prepared(office)
    with office.work("看") as work, pytest.raises(OfficeError, match="2001-01-01 没有在册会员"):
        actions.freeze_roster(work, campaign_id, date(2001, 1, 1))
    assert len(member_ids(office, campaign_id)) == 20


def test_a_new_roster_date_and_a_new_standard_reach_a_frozen_roster(office: Office) -> None:
    campaign_id = plan(office)
    with office.work("冻结名单") as work:
        actions.freeze_roster(work, campaign_id)
    with office.work("改方案") as work:
        actions.save_campaign(work, campaign_id, {"standard": Decimal("320.00")})
    with office.read() as session:
        assert {row.amount for row in queries.roster_rows(session, campaign_id)} == {Decimal("320.00")}
    with office.work("改方案") as work:
        campaign = actions.save_campaign(work, campaign_id, {"roster_date": date(2020, 9, 18)})
    assert (campaign.roster_date, campaign.head_count) == (date(2020, 9, 18), 20)


def test_items_stay_once_decided_but_the_order_may_grow(office: Office) -> None:
    campaign_id = prepared(office)
    with office.read() as session:
        seen = campaign_overview(session, campaign_id)
    items = [{"id": row.item_id, "name": row.name, "ordered": 25} for row in seen.matrix.rows]
    with office.work("改订购数量") as work:
        saved = actions.save_items(work, campaign_id, items)
        assert [item.ordered for item in saved] == [25, 25]
    with office.work("看") as work, pytest.raises(OfficeError, match="已经比选，物品不能再改"):
        actions.save_items(work, campaign_id, items[:1])


def test_freezing_is_one_step_that_can_be_undone(office: Office) -> None:
    campaign_id = plan(office)
    with office.work("冻结名单") as work:
        actions.freeze_roster(work, campaign_id)
    assert office.undo_last() == "冻结名单"
    with office.read() as session:
        assert session.scalar(select(func.count()).select_from(Entitlement)) == 0
        steps = select(func.count()).select_from(audit_log).where(audit_log.c.kind == "entitlement")
        assert session.scalar(steps) == 40
