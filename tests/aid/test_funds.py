# SPDX-License-Identifier: MIT
"""The budget: each payment books to one line, money added counts, months add up to the year."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from unionoffice.aid import actions, funds_actions
from unionoffice.aid.funds_queries import FundStatus, budget_sum, execution, fund_lines, line_for_type
from unionoffice.aid.records import AidPayment
from unionoffice.errors import FieldError, OfficeError
from unionoffice.office import Office

Draft = Callable[..., AidPayment]


def new_line(office: Office, account: str = "职工集体福利", budget: int = 1000, year: int = 2020) -> int:
    with office.work("新增预算") as work:
        values = {"year": year, "fund": "工会经费", "account": account, "budget_in": Decimal(budget)}
        return funds_actions.save_line(work, None, values).id


def lines(office: Office, year: int = 2020) -> list[FundStatus]:
    with office.read() as session:
        return fund_lines(session, year)


def test_in_out_and_balance(office: Office, issued: Draft) -> None:
    line_id = new_line(office)
    issued("hospital", 600)
    issued("hospital", 300)
    with office.work("作废凭证") as work:
        actions.void(work, issued("hospital", 5000).id, "错")
    with office.work("调整预算") as work:
        funds_actions.adjust(work, line_id, amount=Decimal(500), reason="上级拨款")
        funds_actions.adjust(work, line_id, amount=Decimal(-700), reason="调出")
    (found,) = lines(office)
    assert (found.planned, found.out, found.balance, found.cases) == (800, 900, -100, 2)
    assert (found.over, found.rate) == (True, 1.125)


def test_money_without_a_line_is_shown_and_not_in_the_rate(office: Office, issued: Draft) -> None:
    with office.read() as session:
        assert budget_sum(session, 2020) is None
    new_line(office)
    issued("hospital", 250)
    issued("hardship_general", 2000)
    found = lines(office)
    assert [(one.account, one.line_id is None, one.out) for one in found] == [
        ("职工集体福利", False, Decimal(250)), ("困难职工帮扶费", True, Decimal(2000)),
    ]  # fmt: skip
    with office.read() as session:
        summed = budget_sum(session, 2020)
    assert summed is not None and (summed.planned, summed.used, summed.rate) == (1000, 250, 0.25)


def test_months_run_up_to_the_year(office: Office, issued: Draft) -> None:
    new_line(office, budget=2000)
    issued("hospital", 300, on=date(2020, 1, 15))
    issued("hospital", 500, on=date(2020, 3, 2))
    with office.read() as session:
        months = execution(session, 2020)
    assert [(one.amount, one.so_far, one.rate) for one in months[:4]] == [
        (300, 300, 0.15), (0, 300, 0.15), (500, 800, 0.4), (0, 800, 0.4),
    ]  # fmt: skip
    assert months[-1].so_far == 800


def test_the_form_is_told_which_line_a_kind_books_to(office: Office, type_ids: dict[str, int]) -> None:
    with office.read() as session:
        assert line_for_type(session, 2020, type_ids["hospital"]) is None
    new_line(office, budget=1000)
    with office.read() as session:
        known, unknown = (line_for_type(session, 2020, type_ids[code]) for code in ("hospital", "hardship_general"))
    assert known is not None and known.balance == 1000
    assert unknown is not None and (unknown.line_id, unknown.account) == (None, "困难职工帮扶费")


def test_one_line_for_a_fund_and_account_of_a_year(office: Office) -> None:
    line_id = new_line(office)
    with pytest.raises(FieldError, match="已经有一项预算"):
        new_line(office)
    with pytest.raises(FieldError, match="不能是 0"), office.work("调整预算") as work:
        funds_actions.adjust(work, line_id, amount=Decimal(0), reason="无")
    with pytest.raises(FieldError, match="说明"), office.work("调整预算") as work:
        funds_actions.adjust(work, line_id, amount=Decimal(1), reason=" ")


def test_next_year_begins_with_this_years_lines(office: Office) -> None:
    new_line(office)
    new_line(office, "送温暖费", 300)
    new_line(office, "送温暖费", 500, 2021)
    with office.work("沿用预算") as work:
        assert funds_actions.take_over_lines(work, 2020, 2021) == 1
    assert [(one.account, one.budget_in) for one in lines(office, 2021)] == [("职工集体福利", 1000), ("送温暖费", 500)]
    with pytest.raises(OfficeError, match="没有可以沿用"), office.work("沿用预算") as work:
        funds_actions.take_over_lines(work, 2020, 2021)
