# SPDX-License-Identifier: MIT
"""The lists an office lives by: who is on each and why, and nobody who left."""

from datetime import date
from typing import Any

import pytest

from unionoffice.errors import OfficeError
from unionoffice.members.actions import record_event, save_member
from unionoffice.members.family import Child, FamilyRow, save_rows
from unionoffice.members.lists import LISTS, Asked, find_list, list_lines, list_query
from unionoffice.members.records import Member
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.store import listing
from unionoffice.store.settings import save_settings

TODAY = date(2020, 12, 18)
PEOPLE: dict[str, dict[str, Any]] = {
    "蔡文静": {"sex_code": "2", "birth_date": date(1979, 6, 18), "marital_code": "40", "work_start_date": "2003-07"},
    "白建国": {"sex_code": "1", "birth_date": date(1960, 6, 1), "work_start_date": "1990-01-15", "mutual_aid_plan": "重大疾病"},
    "何桂芳": {"sex_code": "2", "birth_date": date(1970, 2, 28), "post_category": "worker", "health_note": "肢体残疾四级"},
    "丁志强": {"sex_code": "1", "birth_date": date(1995, 12, 31), "model_worker_level": "provincial", "join_date": "2020-09"},
    "走了的": {"sex_code": "2", "birth_date": date(1979, 6, 2), "model_worker_level": "national", "marital_code": "30"},
}


@pytest.fixture
def people(office: Office) -> Office:
    with office.work("准备") as work:
        ids = {}
        for name, values in PEOPLE.items():
            ids[name] = save_member(work, None, {"full_name": name, "join_date": "2005-03", **values}).id
        save_rows(work, Child, ids["蔡文静"], [
            FamilyRow(None, {"full_name": "蔡大", "birth_date": date(2001, 1, 1)}),
            FamilyRow(None, {"full_name": "蔡二", "birth_date": date(2012, 3, 5), "sex_code": "2"}),
            FamilyRow(None, {"full_name": "蔡小", "birth_date": date(2006, 6, 1)}),
        ])  # fmt: skip
        save_rows(work, Child, ids["走了的"], [FamilyRow(None, {"full_name": "小孩", "birth_date": date(2012, 3, 5)})])
        record_event(work, ids["走了的"], "retire", date(2019, 6, 2))
    return office


def _told(office: Office, key: str, year: int = 2020, month: int = 6) -> list[tuple[str, str]]:
    asked = Asked(TODAY, year, month, office.settings)
    with office.read() as session:
        lines = list_lines(session, key, asked)
        names = {m.id: m.full_name for m in listing.rows(session, Member, [line.member_id for line in lines])}
        assert all(len(line.cells) == len(find_list(key).columns) for line in lines)
    return [(names[line.member_id], line.reason) for line in lines]


def test_birthdays_are_in_the_order_of_days(people: Office) -> None:
    assert _told(people, "birthday") == [("白建国", "6 月 1 日，满 60 岁"), ("蔡文静", "6 月 18 日，满 41 岁")]
    assert _told(people, "birthday", month=12) == [("丁志强", "12 月 31 日，满 25 岁")]


def test_who_retires_in_a_year_by_the_offices_ages(people: Office) -> None:
    assert _told(people, "retiring") == [("何桂芳", "2 月 28 日满 50 岁"), ("白建国", "6 月 1 日满 60 岁")]
    assert _told(people, "retiring", 2036) == [("蔡文静", "11 月 18 日满 57 岁 5 个月")]
    with people.work("设置") as work:
        save_settings(work, {"retire_women_worker": "55"})
    assert [name for name, _ in _told(people, "retiring")] == ["白建国"]


def test_long_service_by_the_beginning_of_work(people: Office) -> None:
    assert _told(people, "service") == [("白建国", "1990 年 1 月 15 日参加工作，满 30 年")]
    assert _told(people, "service", 2033) == [("蔡文静", "2003 年 7 月参加工作，满 30 年")]


def test_women_and_those_old_enough_for_the_illness_cover(people: Office) -> None:
    assert [name for name, _ in _told(people, "women")] == ["蔡文静", "何桂芳"]
    assert _told(people, "illness") == [("白建国", "60 岁，互助保障：重大疾病"), ("何桂芳", "50 岁，互助保障：未参加")]


def test_model_workers_stay_on_their_list_when_retired(people: Office) -> None:
    assert _told(people, "model") == [("走了的", "全国劳模，退休"), ("丁志强", "省部级劳模，在册")]


def test_single_parents_have_a_child_that_is_not_grown(people: Office) -> None:
    assert _told(people, "single_parent") == [("蔡文静", "离婚，孩子：蔡小（14 岁）、蔡二（8 岁）")]


def test_disabled_members_without_the_detail(people: Office) -> None:
    told = _told(people, "disabled")
    assert [name for name, _ in told] == ["何桂芳"] and "肢体" not in told[0][1]


def test_children_under_age_on_the_first_of_june_one_a_line(people: Office) -> None:
    assert _told(people, "children") == [("蔡文静", "孩子 蔡二，6 月 1 日 8 岁")]  # 蔡小 is 14 on that day
    assert [reason for _, reason in _told(people, "children", 2019)] == ["孩子 蔡小，6 月 1 日 13 岁", "孩子 蔡二，6 月 1 日 7 岁"]


def test_new_members_whose_form_has_not_come(people: Office) -> None:
    assert _told(people, "no_form") == [("丁志强", "2020 年 9 月入会，登记表未交")]
    with people.work("收表") as work:
        save_member(work, 4, {"form_filed_on": date(2020, 10, 8)})
    assert _told(people, "no_form") == []


@pytest.mark.parametrize("key", [one.key for one in LISTS])
def test_every_list_opens_as_rows_and_says_what_it_is(sample_office: Office, key: str) -> None:
    asked = Asked(TODAY, 2020, 6, sample_office.settings)
    with sample_office.read() as session:
        lines = list_lines(session, key, asked)
        query = list_query(session, key, asked)
        assert set(listing.ids(session, MEMBERS, query)) == {line.member_id for line in lines}
    assert "{" not in query.named and query.named == find_list(key).title_for(asked)
    assert all(line.reason and len(line.cells) == len(find_list(key).columns) for line in lines)


def test_titles_carry_the_offices_numbers_and_an_unknown_list_is_told(people: Office) -> None:
    asked = Asked(TODAY, 2020, 5, people.settings)
    titles = {one.key: one.title_for(asked) for one in LISTS}
    assert titles["birthday"] == "2020 年 5 月生日" and titles["service"] == "2020 年工龄满 30 年"
    assert titles["illness"] == "45 岁以上" and titles["women"] == "女会员"
    with pytest.raises(OfficeError, match="没有叫“无此名单”的名单"):
        find_list("无此名单")
