# SPDX-License-Identifier: MIT
"""Caps and repeats warn in whole sentences; at the cap itself nothing is said."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from unionoffice.aid import actions
from unionoffice.aid.caps import CapCheck, cap_check
from unionoffice.aid.records import AidPayment
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
