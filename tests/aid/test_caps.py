# SPDX-License-Identifier: MIT
"""Caps and repeats warn in whole sentences; at the cap itself nothing is said."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from unionoffice.aid import actions
from unionoffice.aid.caps import CapCheck, cap_check
from unionoffice.aid.records import AidPayment
from unionoffice.errors import FieldError
from unionoffice.members.actions import record_event
from unionoffice.members.family import FamilyRow, Relative, save_rows
from unionoffice.office import Office

Draft = Callable[..., AidPayment]
DAY = date(2020, 9, 21)


def ask(office: Office, type_id: int, amount: str, day: date = DAY, exclude: int | None = None) -> CapCheck:
    with office.read() as session:
        return cap_check(session, 1, type_id, Decimal(amount), day, exclude)


def test_the_yearly_cap_says_limit_used_and_sum(office: Office, type_ids: dict[str, int], issued: Draft) -> None:
    issued("hospital", 600, event_date=date(2020, 3, 11))
    found = ask(office, type_ids["hospital"], "1000.00")
    assert [(one.title, one.text) for one in found.notices] == [
        (
            "超过住院慰问本年上限 600.00 元",
            "上限 1,000.00 元，本年已发 600.00 元，加上本次共 1,600.00 元。可以继续，请写明会议依据。",
        )
    ]
    assert (found.limit, found.used) == (Decimal("1000.00"), Decimal("600.00"))
    assert not ask(office, type_ids["hospital"], "400.00")
    assert ask(office, type_ids["hospital"], "400.01")


def test_another_year_another_type_and_voided_money_do_not_count(
    office: Office, type_ids: dict[str, int], issued: Draft, draft: Draft
) -> None:
    issued("hospital", 900, event_date=date(2019, 12, 31))
    issued("temporary_relief", 900)
    voided = issued("hospital", 900)
    draft("hospital", 900)
    with office.work("作废凭证") as work:
        actions.void(work, voided.id, "写错")
    assert ask(office, type_ids["hospital"], "1000.00").used == 0
    assert not ask(office, type_ids["hospital"], "1000.00")


def test_a_payment_does_not_count_against_itself(office: Office, type_ids: dict[str, int], issued: Draft) -> None:
    made = issued("hospital", 1000)
    assert not ask(office, type_ids["hospital"], "1000.00", exclude=made.id)


def test_the_first_payment_over_the_yearly_cap_names_only_itself(office: Office, type_ids: dict[str, int]) -> None:
    found = ask(office, type_ids["hospital"], "1500.00")
    assert found.notices[0].text == "上限 1,000.00 元，本次 1,500.00 元。可以继续，请写明会议依据。"


def test_the_cap_of_one_time(office: Office, type_ids: dict[str, int]) -> None:
    found = ask(office, type_ids["marriage"], "800.00")
    assert [one.title for one in found.notices] == ["超过结婚慰问每次上限 200.00 元"]
    assert found.limit is None


def test_once_in_a_life_once_a_year_once_an_event(office: Office, type_ids: dict[str, int], issued: Draft) -> None:
    issued("marriage", 600, event_date=date(2018, 10, 22))
    issued("serious_illness", 2000, event_date=date(2020, 1, 8))
    issued("family_death", 1000, event_date=date(2020, 5, 4))
    once = ask(office, type_ids["marriage"], "600.00")
    assert once.notices[0].title == "结婚慰问只发一次，已经发过"
    assert once.notices[0].text.startswith("2018-10-22 发过 600.00 元，凭证 慰-2020-0001。")
    assert ask(office, type_ids["serious_illness"], "2000.00").notices[0].title == "重大疾病每年一次，已经发过"
    assert not ask(office, type_ids["serious_illness"], "2000.00", date(2021, 1, 8))
    assert not ask(office, type_ids["family_death"], "1000.00")
    assert ask(office, type_ids["family_death"], "1000.00", date(2020, 5, 4))


def test_without_an_amount_only_repeats_are_found(office: Office, type_ids: dict[str, int], issued: Draft) -> None:
    issued("marriage", 600)
    with office.read() as session:
        assert len(cap_check(session, 1, type_ids["marriage"], None, DAY).notices) == 1
        assert not cap_check(session, 1, type_ids["hospital"], None, DAY)
        assert not cap_check(session, 1, 999, Decimal(1), DAY)


# per event, per child, in force, gone, household


def titles(office: Office, type_id: int, amount: str, day: date = DAY, *, member: int = 1, child: str = "") -> list[str]:
    with office.read() as session:
        found = cap_check(session, member, type_id, Decimal(amount), day, child_name=child)
    return [one.title for one in found.notices]


def change_type(office: Office, type_id: int, **values: Any) -> None:
    with office.work("编辑类型") as work:
        actions.save_type(work, type_id, values)


def marry(office: Office, **more: Any) -> None:
    """Member 2 names member 1 as her spouse, with the month of his birth."""
    with office.work("编辑会员") as work:
        values = {"full_name": "蔡文静", "relation_code": "10", "birth": "1979-06"}
        save_rows(work, Relative, 2, [FamilyRow(None, values | more)])


def test_one_event_paid_in_parts_has_a_cap_of_its_own(office: Office, type_ids: dict[str, int], issued: Draft) -> None:
    change_type(office, type_ids["disaster"], cap_per_event=Decimal(5000), repeat="any")
    issued("disaster", 3000)
    assert titles(office, type_ids["disaster"], "2000.00") == ["同一天的灾害意外已经发过，可能是同一件事"]
    assert titles(office, type_ids["disaster"], "2000.01")[0] == "超过灾害意外每次事由上限 0.01 元"
    assert titles(office, type_ids["disaster"], "5000.00", date(2020, 10, 2)) == []


def test_a_child_is_named_and_has_its_own_year(office: Office, type_ids: dict[str, int], issued: Draft) -> None:
    study = type_ids["study_aid"]
    assert titles(office, study, "2000") == ["金秋助学按子女发，还没有填子女姓名"]
    issued("study_aid", 2000, child_name="蔡小雨")
    assert titles(office, study, "2000", child="蔡小雨") == ["蔡小雨本年已经发过金秋助学"]
    assert titles(office, study, "2000", child="蔡小雪") == []
    change_type(office, study, cap_per_child=Decimal(3000))
    assert titles(office, study, "1000.01", child="蔡小雨") == ["超过金秋助学每个子女本年上限 0.01 元"]
    assert titles(office, study, "3000", date(2021, 9, 1), child="蔡小雨") == []


def test_a_kind_is_in_force_from_and_to_a_day_both_included(office: Office, type_ids: dict[str, int]) -> None:
    kind = type_ids["birth"]
    change_type(office, kind, valid_from=date(2020, 1, 1), valid_to=date(2020, 9, 30))
    assert titles(office, kind, "600", date(2020, 1, 1)) == titles(office, kind, "600", date(2020, 9, 30)) == []
    assert titles(office, kind, "600", date(2019, 12, 31)) == ["生育慰问在 2019-12-31 不执行"]
    assert titles(office, kind, "600", date(2020, 10, 1)) == ["生育慰问在 2020-10-01 不执行"]
    with pytest.raises(FieldError, match="停止日期早于执行日期"):
        change_type(office, kind, valid_to=date(2019, 1, 1))


@pytest.mark.parametrize(("event", "state"), [("death", "去世"), ("withdraw", "退会")])
def test_who_is_gone_is_asked_about_but_a_death_is_what_bereavement_is_for(
    office: Office, type_ids: dict[str, int], event: str, state: str
) -> None:
    with office.work("会籍变化") as work:
        record_event(work, 1, event, office.today())
    assert titles(office, type_ids["hospital"], "600") == [f"蔡文静已不在册：{state}"]
    assert (titles(office, type_ids["bereavement"], "1500") == []) is (event == "death")


def test_of_a_couple_one_is_paid(office: Office, type_ids: dict[str, int], issued: Draft) -> None:
    marry(office)
    issued("hardship_general", 2000, member_id=2)
    issued("family_death", 1000, member_id=2, event_date=date(2020, 8, 30))
    assert titles(office, type_ids["hardship_general"], "2000") == ["配偶𬱟𠮷㛃已经领过困难补助，夫妻合发一份"]
    assert titles(office, type_ids["hardship_general"], "2000", date(2021, 1, 5)) == []
    assert titles(office, type_ids["family_death"], "1000") == ["配偶𬱟𠮷㛃已经领过直系亲属去世，夫妻合发一份"]
    assert titles(office, type_ids["family_death"], "1000", date(2020, 10, 1)) == []  # another death
    issued("hospital", 600, member_id=2)
    assert titles(office, type_ids["hospital"], "600") == []  # each is ill for themselves


def test_one_childs_study_aid_goes_to_one_of_the_parents(
    office: Office, type_ids: dict[str, int], issued: Draft
) -> None:
    marry(office)
    issued("study_aid", 2000, member_id=1, child_name="蔡小雨")
    found = titles(office, type_ids["study_aid"], "2000", member=2, child="蔡小雨")
    assert found == ["蔡小雨本年已经发过金秋助学", "配偶蔡文静已经领过金秋助学，夫妻合发一份"]
    assert titles(office, type_ids["study_aid"], "2000", member=2, child="蔡小雪") == []


def test_a_name_alone_makes_no_couple(office: Office, type_ids: dict[str, int], issued: Draft) -> None:
    marry(office, birth="1981-01")
    issued("hardship_general", 2000, member_id=2)
    assert titles(office, type_ids["hardship_general"], "2000") == []
