# SPDX-License-Identifier: MIT
"""What is asked about dues: figures that agree, arrears by unit, one member's history, people by any word."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.members.dues.conftest import TODAY, Town
from unionoffice.members.dues import actions, queries
from unionoffice.members.dues.queries import STATES, DueLine, figures
from unionoffice.members.dues.year import year_periods

YUAN = Decimal


def paid_up(town: Town) -> None:
    """October to December assessed; 赵一 paid all, 钱二 one month and part of another."""
    with town.office.work("全年") as work:
        for period in ("2020-10", "2020-11", "2020-12"):
            actions.generate(work, period)
    with town.office.work("登记缴费") as work:
        dues = [town.due("赵一", f"2020-{month}") for month in (10, 11, 12)]
        actions.pay_in_full(work, [*dues, town.due("钱二", "2020-10")], paid_on=date(2020, 12, 1), method="payroll")
        actions.pay_amount(work, [town.due("钱二", "2020-11")], YUAN("4.00"), paid_on=TODAY, method="cash")


def test_a_years_figures_and_who_is_behind(town: Town) -> None:
    paid_up(town)
    with town.office.read() as session:
        found = queries.year_figures(session, 2020)
        behind = queries.arrears(session, "2020-12")
        earlier = queries.arrears(session, "2020-10")
        assert queries.year_figures(session, 2019).people == 0
    assert (found.due, found.paid, found.owed, found.over) == (YUAN("137.10"), YUAN("48.10"), YUAN("89.00"), 0)
    assert (found.people, found.behind) == (4, 3)
    assert [(one.full_name, one.branch, one.said, one.months, one.owed) for one in behind] == [
        ("孙三", "机械学院", "2020 年 10—12 月", 3, YUAN("45.00")), ("钱二", "图书馆", "2020 年 11—12 月", 2, YUAN("14.00")),
        ("周五", "图书馆", "2020 年 10—12 月", 3, YUAN("30.00")),
    ]  # fmt: skip
    assert sum(one.owed for one in behind) == found.owed
    assert [(one.full_name, one.owed) for one in earlier] == [("孙三", YUAN("15.00")), ("周五", YUAN("10.00"))]
    assert [(branch, len(own)) for branch, own in queries.by_branch(behind)] == [("机械学院", 1), ("图书馆", 2)]


def test_the_periods_of_a_year_add_up_to_its_figures(town: Town) -> None:
    paid_up(town)
    with town.office.read() as session:
        months, whole = year_periods(session, 2020), queries.year_figures(session, 2020)
        assert year_periods(session, 2019) == []
    assert [(one.name, one.found.behind, len(one.owing)) for one in months] == [
        ("2020 年 10 月", 2, 2), ("2020 年 11 月", 3, 3), ("2020 年 12 月", 3, 3)
    ]  # fmt: skip
    assert sum(one.found.due for one in months) == whole.due and sum(one.found.paid for one in months) == whole.paid
    assert months[0].owing == {town.people["孙三"], town.people["周五"]}


def test_one_members_history_newest_first_with_its_payments(town: Town) -> None:
    paid_up(town)
    with town.office.read() as session:
        own = queries.member_dues(session, town.people["钱二"])
        payments = queries.payments_of(session, [line.due_id for line in own])
        open_ones = queries.open_lines(session, [town.people["钱二"], town.people["赵一"]])
    assert [(line.period, line.state_name) for line in own] == [("2020-12", "欠缴"), ("2020-11", "部分"), ("2020-10", "已缴")]
    assert [(one.receipt_no, one.method, one.amount) for one in payments] == [
        ("会-2020-0002", "现金", YUAN("4.00")), ("会-2020-0001", "工资代扣", YUAN("9.00"))
    ]  # fmt: skip
    assert {member: [line.period for line in own] for member, own in open_ones.items()} == {
        town.people["钱二"]: ["2020-11", "2020-12"]
    }


def test_people_are_found_as_in_the_registry(town: Town) -> None:
    with town.office.read() as session:
        assert queries.found_members(session, "zy") == {town.people["赵一"]}
        assert queries.found_members(session, "001002") == {town.people["钱二"]}
        assert queries.found_members(session, "  ") is None


def test_periods_and_years_that_were_assessed(town: Town) -> None:
    paid_up(town)
    with town.office.read() as session:
        assert queries.periods(session, 2020) == ["2020-10", "2020-11", "2020-12"]
        assert queries.newest_period(session) == "2020-12" and queries.years(session) == [2020]


money = st.decimals(min_value=0, max_value=500, places=2)


@given(st.lists(st.tuples(st.integers(1, 5), money, money, st.booleans()), max_size=12))
def test_due_less_paid_is_owed_less_over_and_every_line_has_a_state(rows: list[tuple[int, Decimal, Decimal, bool]]) -> None:
    lines = [
        DueLine(n, member, "2020-12", "", "甲", "乙", 0, None, None, 1, due, due, "免" if waived else "", paid)
        for n, (member, due, paid, waived) in enumerate(rows)
    ]
    found = figures(lines)
    assert found.due - found.paid == found.owed - found.over
    assert found.behind <= found.people <= len(lines)
    for line in lines:
        assert line.state in STATES
        assert (line.state in ("owing", "partial")) == (line.owed > 0)
        assert (line.state == "over") == (line.over > 0)
    assert 0 <= found.share <= 1
