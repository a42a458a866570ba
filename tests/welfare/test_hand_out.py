# SPDX-License-Identifier: MIT
"""The counter: sign once, for oneself or by proxy, take back, whole sheets; and who is missing."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.welfare.conftest import NOW, member_ids, plan, prepared
from unionoffice.errors import FieldError, OfficeError
from unionoffice.members.actions import save_member
from unionoffice.members.records import Member
from unionoffice.office import Office
from unionoffice.store.history import history
from unionoffice.store.settings import save_settings
from unionoffice.welfare import actions, queries
from unionoffice.welfare.hand_out import (
    AlreadySigned,
    NotEntitled,
    hand_out,
    hand_out_many,
    hand_out_sheet,
    take_back,
)
from unionoffice.welfare.purchase import Arrived, record_acceptance
from unionoffice.welfare.records import Entitlement


def test_a_second_hand_out_is_refused_with_who_and_when(office: Office) -> None:
    campaign_id = prepared(office)
    person = member_ids(office, campaign_id)[0]
    with office.work("签收", actor="周雨桐") as work:
        row = hand_out(work, campaign_id, person, proxy_name="钱文静")
    assert (row.signed_at, row.signed_by, row.proxy_name) == (NOW, "周雨桐", "钱文静")
    with office.work("签收") as work, pytest.raises(AlreadySigned) as refused:
        hand_out(work, campaign_id, person)
    assert str(refused.value) == "赵文静已于 9 月 25 日 12:07 由钱文静代领，发放人周雨桐。没有重复发放。"


def test_who_is_not_on_the_frozen_roster_is_refused(office: Office) -> None:
    campaign_id = prepared(office)
    with office.work("新会员") as work:
        new = save_member(work, None, {"full_name": "蔡新来", "staff_no": "99"})
    with office.work("签收") as work, pytest.raises(NotEntitled, match="蔡新来不在 9 月 15 日冻结的名单里"):
        hand_out(work, campaign_id, new.id)
    with office.work("签收") as work, pytest.raises(NotEntitled):
        hand_out_many(work, campaign_id, [*member_ids(office, campaign_id), new.id])
    with office.read() as session:
        assert len(queries.roster_rows(session, campaign_id, only_missing=True)) == 20


def test_nothing_is_handed_out_before_the_freeze(office: Office) -> None:
    campaign_id = plan(office)
    with office.work("签收") as work, pytest.raises(OfficeError, match="名单还没有冻结"):
        hand_out(work, campaign_id, 1)


def test_a_proxy_is_somebody_else(office: Office) -> None:
    campaign_id = prepared(office)
    with office.work("签收") as work, pytest.raises(FieldError, match="代领人和本人同名"):
        hand_out(work, campaign_id, member_ids(office, campaign_id)[0], proxy_name="赵文静")


def test_taking_back_opens_the_line_and_history_keeps_both(office: Office) -> None:
    campaign_id = prepared(office)
    person = member_ids(office, campaign_id)[0]
    with office.work("签收") as work:
        row = hand_out(work, campaign_id, person)
    with office.work("撤销签收") as work:
        take_back(work, campaign_id, person)
    with office.read() as session:
        assert len(queries.roster_rows(session, campaign_id, only_missing=True)) == 20
        told = [entry.action for entry in history(session, Entitlement, row.id)]
    assert told[:2] == ["撤销签收", "签收"]
    with office.work("看") as work, pytest.raises(OfficeError, match="还没有签收"):
        take_back(work, campaign_id, person)


def test_a_returned_sheet_signs_its_group_but_not_the_empty_lines(office: Office) -> None:
    campaign_id = prepared(office)
    people = member_ids(office, campaign_id)
    with office.work("签收") as work:
        hand_out(work, campaign_id, people[12])
    with office.work("登记签收表") as work:
        done = hand_out_sheet(
            work, campaign_id, "文学院", "第二小组", but_not=[people[14]], handler="刘小组",
            at=datetime(2020, 9, 24, 16, 0),
        )  # fmt: skip
    assert (done.signed, done.before) == ((people[13],), (people[12],))
    with office.read() as session:
        missing = queries.roster_rows(session, campaign_id, only_missing=True)
        progress = queries.progress(session, campaign_id)
    assert people[14] in {row.member_id for row in missing} and len(missing) == 18
    assert [(one.branch, one.total, one.signed, one.missing) for one in progress] == [
        ("文学院", 15, 2, 13), ("图书馆", 5, 0, 5),
    ]  # fmt: skip


def test_the_counter_finds_by_number_pinyin_and_name(office: Office) -> None:
    campaign_id = prepared(office)
    with office.read() as session:
        by_number = queries.find(session, campaign_id, "20200003")
        by_name = queries.find(session, campaign_id, "文静")
        by_letters = queries.find(session, campaign_id, "lwj")
    assert [one.full_name for one in by_number] == ["李文静"] and by_number[0].may
    assert by_number[0].caption == "20200003 · 文学院 · 在编"
    assert len(by_name) == 8 and [one.full_name for one in by_letters] == ["李文静"]


def test_the_counter_knows_who_is_a_member_but_not_entitled(office: Office) -> None:
    campaign_id = prepared(office)
    with office.work("新会员") as work:
        save_member(work, None, {"full_name": "蔡新来", "staff_no": "99"})
    with office.read() as session:
        found = queries.find(session, campaign_id, "cxl")
    assert [(one.full_name, one.may, one.verdict) for one in found] == [
        ("蔡新来", False, "不在 9 月 15 日冻结的名单里，没有发放。")
    ]


def test_a_years_totals_and_one_members_share(office: Office) -> None:
    campaign_id = prepared(office)
    people = member_ids(office, campaign_id)
    with office.work("验收") as work:
        moon, rice = actions.items_of(work, campaign_id)
        record_acceptance(work, campaign_id, {moon.id: Arrived(20), rice.id: Arrived(40)})
    with office.work("签收") as work:
        hand_out_many(work, campaign_id, people[:7], at=datetime(2020, 9, 24, 9, 0))
    with office.read() as session:
        (total,) = queries.year_totals(session, 2020)
        (before,) = queries.year_totals(session, 2020, until=date(2020, 9, 23))
        had = queries.member_year(session, people[0], 2020)
        waiting = queries.member_year(session, people[9], 2020)
    assert (total.entitled, total.handed, total.amount) == (20, 7, Decimal("3200.00"))
    assert (total.per_head, total.share_832) == (Decimal("160.00"), Decimal("1592.00") / Decimal("3200.00"))
    assert (before.handed, before.amount) == (0, Decimal("0.00"))
    (mine,) = had.lines
    assert (mine.campaign, mine.amount, mine.state, mine.tone) == (
        "中秋国庆慰问品",
        Decimal("160.00"),
        "9-24 签收",
        "",
    )
    assert (waiting.lines[0].state, waiting.lines[0].tone) == ("未领", "warn")
    assert had.summary == "共 1 批，160.00 元"


def test_a_members_year_is_held_against_the_offices_cap(office: Office) -> None:
    campaign_id = prepared(office)
    with office.work("设置") as work:
        save_settings(work, {"welfare_year_cap": "150"})
    with office.read() as session:
        had = queries.member_year(session, member_ids(office, campaign_id)[0], 2020)
    assert had.over == Decimal("10.00")
    assert had.summary == "共 1 批，160.00 元；本年上限 150.00 元，超 10.00 元"


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 19)), max_size=30))
def test_signed_and_missing_always_make_the_roster(office: Office, moves: list[tuple[bool, int]]) -> None:
    with office.read() as session:
        known = queries.campaigns(session, 2020)
    campaign_id = known[0].campaign_id if known else prepared(office)
    people = member_ids(office, campaign_id)
    with office.read() as session:
        signed = {row.member_id for row in queries.roster_rows(session, campaign_id) if row.signed}
    with office.work("柜台") as work:
        for giving, place in moves:
            person = people[place]
            if giving == (person in signed):
                with pytest.raises(OfficeError):
                    (hand_out if giving else take_back)(work, campaign_id, person)
            elif giving:
                hand_out(work, campaign_id, person)
                signed.add(person)
            else:
                take_back(work, campaign_id, person)
                signed.remove(person)
    with office.read() as session:
        missing = {row.member_id for row in queries.roster_rows(session, campaign_id, only_missing=True)}
    assert missing == set(people) - signed


def test_who_was_renamed_since_the_roster_was_frozen_is_found_by_both_names(office: Office) -> None:
    campaign_id = prepared(office)
    with office.read() as session:
        member = session.scalars(select(Member).where(Member.staff_no == "20200003")).one()
    with office.work("编辑会员") as work:
        save_member(work, member.id, {"full_name": "欧阳晓"}, member.version)
    with office.read() as session:
        for typed in ("欧阳", "李文静", "20200003"):
            (found,) = queries.find(session, campaign_id, typed)
            assert (found.full_name, found.may) == ("李文静", True)
            assert found.caption.endswith("现名 欧阳晓")
