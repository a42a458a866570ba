# SPDX-License-Identifier: MIT
"""What somebody received, by year and household, and who was never helped; each list as a file, one on paper."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.printing.reading import texts
from unionoffice.aid import actions
from unionoffice.aid.hardship_codes import ACTIVE
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.aid.household import households
from unionoffice.aid.received_form import received_pdf
from unionoffice.aid.received_queries import Received, received, unhelped, with_file
from unionoffice.aid.received_sheets import export_received, export_unhelped
from unionoffice.aid.records import COUNTED, AidPayment
from unionoffice.aid.statistics_queries import Asked, statistics
from unionoffice.aid.statistics_span import Span
from unionoffice.members.actions import save_member
from unionoffice.members.family import Relative
from unionoffice.members.records import Member
from unionoffice.office import Office
from unionoffice.progress import Silent

Draft = Callable[..., AidPayment]


@pytest.fixture
def paid(office: Office, issued: Draft, draft: Draft) -> Office:
    """蔡文静 twice in 2019 and once in 2020, her husband 𬱟𠮷㛃 once; 迪丽娜尔·艾山 a voided one and a draft."""
    with office.work("登记") as work:
        work.add(Relative(member_id=1, relation_code="10", full_name="𬱟𠮷㛃"))
        work.add(Relative(member_id=2, relation_code="10", full_name="蔡文静"))
    issued(amount=600, on=date(2019, 3, 1))
    issued(amount=400, on=date(2019, 12, 31))
    issued(amount=300, on=date(2020, 1, 1), event_date=date(2019, 12, 30))
    issued(amount=500, member_id=2, on=date(2020, 5, 1))
    voided = issued(amount=900, member_id=3, on=date(2020, 6, 1))
    with office.work("作废凭证") as work:
        actions.void(work, voided.id, "写错")
    draft(amount=100, member_id=3)
    return office


def of(office: Office, member_id: int, *, household: bool = False) -> Received:
    with office.read() as session:
        found = received(session, member_id, household=household)
    assert found is not None
    return found


def test_a_persons_years_go_by_the_vouchers_day(paid: Office) -> None:
    found = of(paid, 1)
    assert [(one.booked_on, one.amount) for one in found.lines] == [
        (date(2020, 1, 1), Decimal(300)), (date(2019, 12, 31), Decimal(400)), (date(2019, 3, 1), Decimal(600))
    ]
    assert [(one.year, one.case_count, one.amount) for one in found.years] == [(2020, 1, Decimal(300)), (2019, 2, Decimal(1000))]
    assert found.people == ((1, "蔡文静"), (2, "𬱟𠮷㛃")) and found.caption == "10020417 · 数学与统计学院"


def test_a_household_is_both_from_either_side(paid: Office) -> None:
    both, other = of(paid, 1, household=True), of(paid, 2, household=True)
    assert (len(both.lines), both.amount) == (4, Decimal(1800))
    assert both.lines == other.lines and {one.full_name for one in both.lines} == {"蔡文静", "𬱟𠮷㛃"}


def test_voids_and_drafts_are_nothing_received(paid: Office) -> None:
    assert of(paid, 3).lines == () and of(paid, 3, household=True).people == ((3, "迪丽娜尔·艾山"),)
    with paid.read() as session:
        assert received(session, 999) is None


def test_who_was_never_helped_or_not_since_a_day(paid: Office) -> None:
    with paid.read() as session:
        assert [one.full_name for one in unhelped(session)] == ["迪丽娜尔·艾山"]
        since = unhelped(session, since=date(2020, 2, 1))
    assert {(one.full_name, one.last, one.spouse_last) for one in since} == {
        ("迪丽娜尔·艾山", None, None), ("蔡文静", date(2020, 1, 1), date(2020, 5, 1))
    }


@pytest.mark.parametrize(
    ("joined", "before", "there"),
    [
        ("2015-03", date(2015, 4, 1), True), ("2015-03", date(2015, 3, 15), False), ("2015-03-10", date(2015, 3, 15), True),
        ("2015-03-15", date(2015, 3, 15), False), (None, date(2030, 1, 1), False), (None, None, True),
    ],
)  # fmt: skip
def test_only_those_who_joined_before_a_day(
    office: Office, joined: str | None, before: date | None, there: bool
) -> None:
    with office.work("新增会员") as work:
        made = save_member(work, None, {"full_name": "赵敏", "staff_no": "10040001", "join_date": joined})
    with office.read() as session:
        assert (made.id in [one.member_id for one in unhelped(session, joined_before=before)]) is there


def test_who_left_or_retired_is_not_asked_for_and_files_are_the_households(paid: Office) -> None:
    with paid.work("新增会员") as work:
        save_member(work, None, {"full_name": "赵敏", "staff_no": "10040001"}).membership_status = "retained"
        work.add(HardshipCase(member_id=2, full_name="𬱟𠮷㛃", status=ACTIVE))
    with paid.read() as session:
        found = unhelped(session, since=date(2021, 1, 1))
    assert {one.full_name: one.has_file for one in found} == {"蔡文静": True, "𬱟𠮷㛃": True, "迪丽娜尔·艾山": False}
    assert with_file(found) == 2


def test_the_workbooks_and_the_paper_say_what_the_lists_say(paid: Office, tmp_path: Path) -> None:
    found, today = of(paid, 1, household=True), paid.today()
    made = export_received(found, "蔡文静全家", tmp_path / "a.xlsx", settings=paid.settings, today=today, progress=Silent())
    book = load_workbook(made.path)
    assert book.sheetnames == ["明细", "按年"] and made.rows == 4
    amounts = [row[5].value for row in book["明细"].iter_rows() if isinstance(row[0].value, int)]
    assert sum(amounts) == 1800
    with paid.read() as session:
        lines = unhelped(session)
    made = export_unhelped(lines, "从未受助", tmp_path / "b.xlsx", settings=paid.settings, today=today, progress=Silent())
    assert any("从未受助" in [cell.value for cell in row] for row in load_workbook(made.path).active.iter_rows())
    assert received_pdf(tmp_path / "c.pdf", found, "蔡文静全家", paid.settings, today) == []
    said = "\n".join(texts(tmp_path / "c.pdf"))
    assert "2019 年，2 人次" in said and "1,800.00" in said and "合计 4 人次" in said


def test_what_all_people_received_is_what_the_statistics_count(paid: Office) -> None:
    with paid.read() as session:
        members = list(session.scalars(select(Member.id)))
        alone = [found for i in members if (found := received(session, i)) is not None]
        heads = households(session)
        homes = [found for i in members if heads.get(i, i) == i and (found := received(session, i, household=True)) is not None]
        total = statistics(session, "year", Asked(Span(date(2000, 1, 1), date(2030, 12, 31)))).total.this
    for each in (alone, homes):
        assert sum((one.amount for one in each), Decimal(0)) == total.amount
        assert sum(len(one.lines) for one in each) == total.case_count
    assert sum(bool(one.lines) for one in alone) == total.person_count
    assert sum(bool(one.lines) for one in homes) == total.household_count


def test_whoever_is_in_post_was_helped_or_is_on_the_list(sample_office: Office) -> None:
    with sample_office.read() as session:
        in_post = set(session.scalars(select(Member.id).where(Member.membership_status == "active")))
        helped = set(session.scalars(select(AidPayment.member_id).where(AidPayment.status.in_(COUNTED))))
        listed = [one.member_id for one in unhelped(session)]
    assert set(listed) == in_post - helped and len(listed) == len(set(listed))
