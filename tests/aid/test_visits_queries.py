# SPDX-License-Identifier: MIT
"""What is due, who is to be contacted, the same illness within a year, a person's visits, the year's counts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.aid.visit_cases import ASKED, kind, made, note
from unionoffice.aid import visits_actions, visits_queries
from unionoffice.office import Office

TODAY = date(2020, 9, 24)


def earlier(office: Office, illness: str | None, **more: object) -> list[tuple[str, bool]]:
    with office.read() as session:
        found = visits_queries.same_illness(session, 1, more.get("relation"), illness, more.get("asked_on", TODAY))  # type: ignore[arg-type]
    return [(one.visit_no, one.same) for one in found]


def test_overdue_first_and_only_what_is_near(office: Office) -> None:
    note(office, asked_on=date(2020, 9, 20))  # due on the 27th
    note(office, asked_on=date(2020, 9, 10))  # seven days late
    note(office, asked_on=date(2020, 9, 17))  # due today
    note(office, code="birth_retirement")  # due in four weeks
    made(office)
    with office.read() as session:
        due = visits_queries.due(session, TODAY)
        figures = visits_queries.figures(session, TODAY, 2020)
    assert [(one.visit_no, one.days) for one in due] == [("访-2020-0002", 7), ("访-2020-0003", 0), ("访-2020-0001", -3)]
    assert (figures.pending, figures.late, figures.made, figures.amount) == (4, 1, 1, Decimal(300))


def test_a_promised_contact_is_due_until_there_was_a_later_visit(office: Office) -> None:
    made(office, next_contact=date(2020, 9, 30))
    made(office, 2, next_contact=date(2020, 12, 1))
    with office.read() as session:
        assert [(one.full_name, one.days) for one in visits_queries.contacts(session, TODAY)] == [("蔡文静", -6)]
    made(office, asked_on=date(2020, 9, 24), visited_on=date(2020, 9, 24))
    with office.read() as session:
        assert visits_queries.contacts(session, TODAY) == []


# the same illness once a year


def test_the_same_illness_is_found_whatever_the_spelling(office: Office) -> None:
    made(office, illness="急性阑尾炎")
    assert earlier(office, "急性 阑尾炎") == [("访-2020-0001", True)]
    assert earlier(office, "阑尾炎") == [("访-2020-0001", True)]
    assert earlier(office, "肺炎") == []
    assert earlier(office, None) == [("访-2020-0001", False)]


@pytest.mark.parametrize(
    "values",
    [
        {"asked_on": date(2019, 9, 1), "visited_on": date(2019, 9, 2)},  # the year before
        {"relation": "51"},  # the father, not the member
        {"amount": None, "goods": None, "comfort": "none"},  # nothing was given
        {"code": "illness"},  # at home
        {"visited_on": None},  # not made yet
    ],
)
def test_what_is_no_repeat(office: Office, values: dict[str, object]) -> None:
    made(office, illness="肺炎", **values)  # type: ignore[arg-type]
    assert earlier(office, "肺炎") == []


def test_a_relative_has_a_year_of_their_own(office: Office) -> None:
    made(office, illness="肺炎", relation="51")
    assert earlier(office, "肺炎", relation="51") == [("访-2020-0001", True)]


def test_the_words_never_name_the_illness(office: Office) -> None:
    made(office, illness="肺炎")
    with office.read() as session:
        (one,) = visits_queries.same_illness(session, 1, None, "肺炎", TODAY)
    assert "肺炎" not in one.said and "2020-09-23 慰问过（访-2020-0001，300.00 元）" in one.said and one.said.endswith("请写明会议依据。")


@given(st.text("肺炎阑尾胆", min_size=1, max_size=4), st.text("肺炎阑尾胆", min_size=1, max_size=4))
def test_alike_is_mutual(one: str, other: str) -> None:
    assert visits_queries._like(one, other) == visits_queries._like(other, one)
    assert visits_queries._like(one, one) and visits_queries._maybe(one, "")


# the payment that starts from a visit


def test_a_payment_knows_the_person_the_kind_the_day_and_the_ward(office: Office) -> None:
    visit = note(office, illness="肺炎", admitted_on=date(2020, 9, 19), department="呼吸内科")
    cash = note(office, code="wedding_funeral", reason="父亲去世", comfort="cash", amount=Decimal(800))
    with office.read() as session:
        start = visits_queries.payment_start(session, visit.id)
        other = visits_queries.payment_start(session, cash.id)
    assert start["event_date"] == date(2020, 9, 19) and start["member_id"] == 1 and start["amount"] is None
    assert start["reason"] == "住院" and (start["illness"], start["ward"], start["hospital"]) == ("肺炎", "呼吸内科", None)
    assert (other["reason"], other["amount"], other["event_date"]) == ("父亲去世", Decimal(800), ASKED)


def test_a_relatives_payment_says_whose(office: Office) -> None:
    visit = note(office, relation="51")
    with office.read() as session:
        assert visits_queries.payment_start(session, visit.id)["reason"] == "蔡文静的父亲住院"


# one person, one year


def test_a_persons_visits_the_open_ones_first(office: Office) -> None:
    made(office)
    waiting = note(office)
    gone = note(office)
    with office.work("取消") as work:
        visits_actions.cancel(work, gone.id, "记重了")
    note(office, 2)
    with office.read() as session:
        found = visits_queries.member_visits(session, 1)
    assert [one.visit_id for one in found] == [waiting.id, 1]


def test_the_counts_of_a_year_agree_by_kind_branch_and_month(office: Office) -> None:
    made(office)
    made(office, asked_on=date(2020, 3, 2), visited_on=date(2020, 3, 20))  # late
    made(office, 3, "hardship", visited_on=date(2020, 9, 22), amount=Decimal(500))
    note(office)
    with office.read() as session:
        by = {name: visits_queries.counts(session, 2020, name) for name in ("kind_name", "branch_name", "month")}
    for lines in by.values():
        assert sum(one.visits for one in lines) == 3 and sum(one.amount for one in lines) == Decimal(1100)
        assert sum(one.late for one in lines) == 1
    assert [(one.name, one.visits, one.people) for one in by["kind_name"]] == [("住院", 2, 1), ("生活困难", 1, 1)]
    assert [one.name for one in by["month"]] == ["3 月", "9 月"]
    assert {one.name for one in by["branch_name"]} == {"数学与统计学院", "未填"}


def test_kinds_out_of_use_or_of_date_are_not_offered(office: Office) -> None:
    kind(office)
    with office.work("改") as work:
        visits_actions.save_kind(work, 1, {"in_use": False})
        visits_actions.save_kind(work, 2, {"valid_to": date(2020, 9, 23)})
        own = visits_actions.save_kind(work, None, {"name": "家访新教师", "days": 90})
    with office.read() as session:
        names = [one.name for one in visits_queries.kinds_in_use(session, TODAY)]
    assert names == ["婚丧喜庆", "发生意外", "生活困难", "生育或退休离岗", "家访新教师"] and own.sort_no == 7
