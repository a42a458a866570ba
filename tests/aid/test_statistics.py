# SPDX-License-Identifier: MIT
"""Statistics of aid: whatever they are counted by, sums equal the ledger's, and each figure opens just its rows."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.aid.offices import small_office
from unionoffice.aid import actions, queries, statistics_queries
from unionoffice.aid.household import households, spouses
from unionoffice.aid.records import AidPayment
from unionoffice.aid.registers import AID_PAYMENTS
from unionoffice.aid.statistics_dimensions import DIMENSIONS, NO_FILE
from unionoffice.aid.statistics_queries import Asked, Sums, cross, month_pairs, statistics
from unionoffice.aid.statistics_rows import Pick, rows_query
from unionoffice.aid.statistics_span import Span, span_of
from unionoffice.errors import OfficeError
from unionoffice.kit.roles import LOOK, Role
from unionoffice.members.family import Relative
from unionoffice.members.organisation import rename_branch
from unionoffice.members.records import BranchName
from unionoffice.office import Office
from unionoffice.store import listing

Draft = Callable[..., AidPayment]
YEAR = Asked(span_of(2020))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Three years of invented payments, some voided and replaced, some drafts, some of an earlier ledger."""
    office = small_office(tmp_path_factory.mktemp("statistics") / "office")
    with office.work("建立") as work:
        wed(work, 1, "𬱟𠮷㛃", 2, "蔡文静")
        day, made = date(2018, 11, 3), []
        for number in range(60):
            day = min(day + timedelta(days=12), date(2020, 9, 24))
            values = {
                "member_id": number % 3 + 1, "aid_type_id": number % 4 + 1, "amount": Decimal(100 + number) + Decimal("0.25"),
                "event_date": day, "pay_method": "cash", "reason": "看望",
            }  # fmt: skip
            payment = actions.save_draft(work, None, values)
            if number % 11 != 5:
                actions.issue(work, payment.id, on=day)
                made.append(payment.id)
        actions.void(work, made[7], "写错")
        actions.issue(work, actions.replace(work, made[7]).id, on=date(2020, 9, 24))
        actions.void(work, made[40], "退回")
    yield office
    office.engine.dispose()


def wed(work: Any, one: int, of_one: str, other: int, of_other: str) -> None:
    """Each names the other among the family."""
    for member_id, name in ((one, of_one), (other, of_other)):
        work.add(Relative(member_id=member_id, relation_code="10", full_name=name))
    work.flush()


def bare(session: Session, span: Span) -> Sums:
    """The ledger read row by row, without any of the statistics' own statements."""
    rows = [
        one for one in session.scalars(select(AidPayment)).unique()
        if one.status in ("issued", "signed") and span.first <= one.booked_on <= span.last
    ]  # fmt: skip
    people = {one.member_id for one in rows}
    married = {frozenset((i, spouse.member_id)) for i, spouse in spouses(session, sorted(people)).items()}
    together = sum(couple <= people for couple in married)
    return Sums(len(rows), len(people), len(people) - together, sum((one.amount for one in rows), queries.ZERO))


days = st.dates(date(2018, 10, 1), date(2020, 12, 31))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ends=st.tuples(days, days), key=st.sampled_from(sorted(DIMENSIONS)))
def test_sums_by_anything_equal_the_ledger(ledger: Office, ends: tuple[date, date], key: str) -> None:
    asked = Asked(Span(min(ends), max(ends)))
    with ledger.read() as session:
        table = statistics(session, key, asked)
        assert table.total.this == bare(session, asked.span)
        assert table.total.last == bare(session, asked.span.year_before)
    for side in ("this", "last"):
        lines, total = [getattr(line, side) for line in table.lines], getattr(table.total, side)
        assert sum(line.case_count for line in lines) == total.case_count
        assert sum((line.amount for line in lines), queries.ZERO) == total.amount
        assert max((line.person_count for line in lines), default=0) <= total.person_count <= sum(
            line.person_count for line in lines
        )
        assert all(line.household_count <= line.person_count <= line.case_count for line in lines)


@pytest.mark.parametrize(("first", "second"), list(permutations(("type", "month", "branch", "cause", "employment"), 2)))
@pytest.mark.parametrize("most", [2, 12])
def test_a_cross_table_adds_up_both_ways(ledger: Office, first: str, second: str, most: int) -> None:
    with ledger.read() as session:
        table, by_row = cross(session, first, second, YEAR, most), statistics(session, first, YEAR)
    assert [(side.values, side.sums) for side in table.row_lines] == [
        ((line.value,), line.this) for line in by_row.lines if line.this.case_count
    ]
    assert table.total == by_row.total.this
    assert len(table.column_lines) <= most
    for place, lines in enumerate((table.row_lines, table.column_lines)):
        for number, side in enumerate(lines):
            cells = [cell for at, cell in table.cells.items() if at[place] == number]
            assert sum(cell.case_count for cell in cells) == side.sums.case_count
            assert sum((cell.amount for cell in cells), queries.ZERO) == side.sums.amount


@pytest.mark.parametrize("key", sorted(DIMENSIONS))
@pytest.mark.parametrize("asked", [YEAR, Asked(span_of(2020, "h1"), type_ids=(1, 3)), Asked(span_of(2020), ("",))])
def test_every_figure_opens_just_its_rows(ledger: Office, key: str, asked: Asked) -> None:
    with ledger.read() as session:
        table = statistics(session, key, asked)
        for line in table.lines:
            for last, wanted in ((False, line.this), (True, line.last)):
                query = rows_query(session, asked, [Pick(key, (line.value,), line.text)], last=last)
                ids = listing.ids(session, AID_PAYMENTS, query)
                assert len(ids) == wanted.case_count
                assert statistics_queries.counted(session, ids) == wanted
                assert listing.total(session, AID_PAYMENTS, "counted_amount", query) == wanted.amount
        everything = listing.ids(session, AID_PAYMENTS, rows_query(session, asked))
    assert len(everything) == table.total.this.case_count


def test_the_cell_of_a_cross_table_opens_just_its_rows(ledger: Office) -> None:
    with ledger.read() as session:
        table = cross(session, "branch", "month", YEAR, 4)
        for (row, column), sums in table.cells.items():
            branch, month = table.row_lines[row], table.column_lines[column]
            query = rows_query(session, YEAR, [Pick("branch", branch.values, ""), Pick("month", month.values, "")])
            assert statistics_queries.counted(session, listing.ids(session, AID_PAYMENTS, query)) == sums
    assert len(table.column_lines[-1].values) > 1 and table.column_lines[-1].text.startswith("其他")


def test_a_correction_counts_once_and_returned_money_not_at_all(office: Office, issued: Draft) -> None:
    wrong, returned = issued(amount=600, on=date(2020, 3, 1)), issued(amount=900, member_id=2, on=date(2020, 3, 2))
    with office.work("更正") as work:
        actions.void(work, wrong.id, "金额写错")
        actions.issue(work, actions.replace(work, wrong.id).id, on=date(2020, 4, 1))
        actions.void(work, returned.id, "退回")
    with office.read() as session:
        table = statistics(session, "month", YEAR)
    assert [(line.text, line.this) for line in table.lines] == [("4 月", Sums(1, 1, 1, Decimal(600)))]


def test_a_voucher_of_january_is_januarys_whenever_it_happened(office: Office, issued: Draft) -> None:
    issued(on=date(2020, 1, 4), event_date=date(2019, 12, 30))
    with office.read() as session:
        found = statistics(session, "year", YEAR).total
        assert (found.this.case_count, found.last.case_count) == (1, 0)
        assert [one.this for one in month_pairs(session, YEAR)][:2] == [Decimal(600), queries.ZERO]


def test_spouses_who_are_both_members_are_one_household(office: Office, issued: Draft) -> None:
    for member_id in (1, 2, 3):
        issued(member_id=member_id, on=date(2020, 3, 1))
    with office.work("登记") as work:
        wed(work, 1, "𬱟𠮷㛃", 2, "蔡文静")
    with office.read() as session:
        assert statistics(session, "type", YEAR).total.this == Sums(3, 3, 2, Decimal(1800))
        assert households(session) == {1: 1, 2: 1}


@pytest.mark.parametrize(
    ("of", "named", "birth", "married"),
    [
        (2, "蔡文静", "1979-06", True), (2, "蔡文静", "1980-06", False), (2, "蔡文静", None, False),
        (3, "蔡文静", "1979-06-18", True), (1, "蔡文静", "1979-06", False), (1, "查无此人", None, False),
    ],
)  # fmt: skip
def test_households_follow_the_rule_of_the_spouses(
    office: Office, of: int, named: str, birth: str | None, married: bool
) -> None:
    with office.work("登记") as work:
        work.add(Relative(member_id=of, relation_code="10", full_name=named, birth=birth))
    with office.read() as session:
        assert set(households(session)) == set(spouses(session, [1, 2, 3])) == ({1, of} if married else set())


def test_a_renamed_branch_is_one_line_and_opens_the_rows_of_both_names(office: Office, issued: Draft) -> None:
    issued(on=date(2020, 3, 1))
    with office.work("改名") as work:
        rename_branch(work, 1, name="数学学院", on=date(2020, 6, 1))
        work.add(BranchName(branch_id=1, name="数学与统计学院"))
    issued(member_id=2, on=date(2020, 7, 1))
    with office.read() as session:
        (line,) = statistics(session, "branch", YEAR).lines
        assert (line.text, line.this.case_count) == ("数学学院", 2)
        query = rows_query(session, YEAR, [Pick("branch", (line.value,), line.text)])
        assert len(listing.ids(session, AID_PAYMENTS, query)) == 2
        only = Asked(span_of(2020), ("数学学院",))
        assert statistics(session, "type", only).total.this.case_count == 2


def test_without_hardship_files_all_stand_under_none(office: Office, issued: Draft) -> None:
    issued(on=date(2020, 3, 1))
    with office.read() as session:
        assert [(line.value, line.text) for line in statistics(session, "cause", YEAR).lines] == [(NO_FILE, "没有困难档案")]


def test_causes_are_for_those_who_see_illness_alone(office: Office, issued: Draft) -> None:
    issued(on=date(2020, 3, 1))
    with office.read() as session:
        session.info["role"] = Role("查询员", LOOK)
        for key in ("type", "employment"):
            assert statistics(session, key, YEAR).total.this.case_count == 1
        for ask in (lambda: statistics(session, "cause", YEAR), lambda: cross(session, "branch", "cause", YEAR)):
            with pytest.raises(OfficeError, match="不看病情和致困原因"):
                ask()


def test_an_unknown_dimension_is_refused_with_those_there_are(office: Office) -> None:
    with office.read() as session, pytest.raises(OfficeError, match="可以按：type、month"):
        statistics(session, "colour", YEAR)


# --- spans ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "title", "before", "after"),
    [
        (span_of(2020), "2020 年", span_of(2019), span_of(2021)),
        (span_of(2020, "h2"), "2020 年下半年", span_of(2019, "h2"), span_of(2021, "h1")),
        (span_of(2020, "q1"), "2020 年一季度", span_of(2019, "q1"), span_of(2020, "q2")),
        (span_of(2020, "m2"), "2020 年 2 月", span_of(2019, "m2"), span_of(2020, "m3")),
        (
            Span(date(2020, 2, 29), date(2020, 3, 4)), "2020-02-29 至 2020-03-04", Span(date(2019, 2, 28), date(2019, 3, 4)),
            Span(date(2020, 3, 5), date(2020, 3, 9)),
        ),
    ],
)  # fmt: skip
def test_a_span_its_name_the_year_before_and_the_next(span: Span, title: str, before: Span, after: Span) -> None:
    assert (span.title, span.year_before, span.step(1)) == (title, before, after)
    assert after.step(-1) == span


@given(first=days, length=st.integers(0, 800))
def test_the_year_before_is_never_empty(first: date, length: int) -> None:
    before = Span(first, first + timedelta(days=length)).year_before
    assert before.first <= before.last and before.first.year == first.year - 1
