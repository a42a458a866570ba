# SPDX-License-Identifier: MIT
"""Figures, history and sums: only what was issued counts, people once, money in its voucher's month."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from unionoffice.aid import actions, numbering, payees, queries
from unionoffice.aid.queries import Figures
from unionoffice.aid.records import AidPayment
from unionoffice.office import Office

Draft = Callable[..., AidPayment]


@pytest.fixture
def year(office: Office, draft: Draft, issued: Draft) -> list[AidPayment]:
    """Two in March, three in September of which one voided, one of 2021, one draft."""
    made = [
        issued("hospital", 600, on=date(2020, 3, 11), event_date=date(2020, 3, 9)),
        issued("birth", 500, member_id=2, on=date(2020, 3, 31)),
        issued("hospital", 1000, on=date(2020, 9, 20)),
        issued("hospital", 800, member_id=3, on=date(2020, 9, 21)),
        issued("hospital", 900, member_id=3, on=date(2020, 9, 22)),
        issued("hospital", 700, on=date(2021, 1, 4), event_date=date(2020, 12, 30)),
    ]
    draft("hospital", 5000)
    with office.work("作废凭证") as work:
        actions.void(work, made[3].id, "写错")
        actions.sign(work, made[0].id, on=date(2020, 3, 20))
    return made


def test_a_year_counts_cases_and_people_apart(office: Office, year: list[AidPayment]) -> None:
    with office.read() as session:
        assert queries.year_figures(session, 2020) == Figures(4, 3, Decimal("3000.00"))
        assert queries.year_figures(session, 2021) == Figures(1, 1, Decimal("700.00"))
        assert queries.month_figures(session, 2020, 9) == Figures(2, 2, Decimal("1900.00"))
        assert queries.year_figures(session, 2019) == Figures(0, 0, Decimal("0.00"))


def test_history_is_newest_first_and_sums_the_year_things_happened_in(office: Office, year: list[AidPayment]) -> None:
    with office.read() as session:
        found = queries.member_history(session, 1)
    assert [(line.event_date, line.aid_type, line.amount) for line in found] == [
        (date(2020, 12, 30), "住院慰问", Decimal("700.00")),
        (date(2020, 9, 21), "住院慰问", Decimal("1000.00")),
        (date(2020, 3, 9), "住院慰问", Decimal("600.00")),
    ]
    assert queries.year_amount(found, 2020) == Decimal("2300.00")


def test_a_payee_is_shown_with_the_accounts_tail_only(office: Office) -> None:
    with office.read() as session:
        assert payees.payee(session, 999, date(2020, 9, 24)) is None
        known, poor = (payees.payee(session, one, date(2020, 9, 24)) for one in (1, 2))
    assert known is not None and poor is not None
    assert (known.caption, known.bank) == ("10020417 · 数学与统计学院 · 在编", "工商银行江陵大学支行 尾号 5702")
    assert (poor.caption, poor.bank) == ("10012208 · 数学与统计学院", "")


def test_unsigned_vouchers_come_with_their_days(office: Office, year: list[AidPayment]) -> None:
    with office.read() as session:
        found = queries.unsigned(session, date(2020, 9, 24))
        waiting = queries.waiting(session)
    assert [(one.voucher_no, one.days) for one in found[:3]] == [
        ("慰-2020-0002", 177), ("慰-2020-0003", 4), ("慰-2020-0005", 2),
    ]  # fmt: skip
    assert (waiting.drafts, waiting.unsigned, waiting.unsigned_amount) == (1, 4, Decimal("3100.00"))


def test_the_next_number_is_shown_without_being_taken(office: Office, year: list[AidPayment]) -> None:
    with office.read() as session:
        for _ in range(2):
            assert numbering.next_voucher_no(session, office.settings, 2020) == "慰-2020-0006"
        assert numbering.next_voucher_no(session, office.settings, 2022) == "慰-2022-0001"


def test_twelve_months_add_up_to_the_year(office: Office, year: list[AidPayment]) -> None:
    with office.read() as session:
        sums = queries.month_sums(session, 2020)
        whole = queries.year_figures(session, 2020)
    assert [one.month for one in sums] == list(range(1, 13))
    assert (sums[2].case_count, sums[2].amount) == (2, Decimal("1100.00"))
    assert sum(one.amount for one in sums) == whole.amount


def test_form_12b_has_the_month_beside_the_year_so_far(office: Office, year: list[AidPayment]) -> None:
    with office.read() as session:
        table = queries.by_type(session, 2020, 9)
        march = queries.by_type(session, 2020, 3)
    assert [(line.name, line.month, line.year) for line in table.lines] == [
        ("住院慰问", Figures(2, 2, Decimal("1900.00")), Figures(3, 2, Decimal("2500.00"))),
        ("生育慰问", Figures(0, 0, Decimal("0.00")), Figures(1, 1, Decimal("500.00"))),
    ]
    assert table.total.year == Figures(4, 3, Decimal("3000.00"))
    assert table.lines[0].account == "职工集体福利"
    assert march.total.year == Figures(2, 2, Decimal("1100.00"))


def test_types_in_use_leave_out_what_the_office_gave_up(office: Office, type_ids: dict[str, int]) -> None:
    with office.work("改类型") as work:
        actions.save_type(work, type_ids["hospital"], {"in_use": False})
    with office.read() as session:
        names = [one.name for one in queries.types_in_use(session)]
    assert len(names) == 20 and "住院慰问" not in names and names[0] == "重大疾病"


def test_states_are_counted_over_many_ids(office: Office, year: list[AidPayment]) -> None:
    with office.read() as session:
        counts = queries.status_counts(session, [*range(1, 1200)])
    assert counts == {"issued": 4, "signed": 1, "voided": 1, "draft": 1}
