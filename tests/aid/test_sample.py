# SPDX-License-Identifier: MIT
"""The sample ledger adds up to what it promises, whatever the seed, and passes the office's own check."""

import random
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from unionoffice.aid.checks import check_payments
from unionoffice.aid.funds_queries import budget_sum
from unionoffice.aid.queries import by_type, unsigned, waiting, year_figures
from unionoffice.aid.records import COUNTED, VOIDED, AidPayment
from unionoffice.aid.rounds_queries import rounds
from unionoffice.aid.sample import fill
from unionoffice.members.actions import add_members
from unionoffice.members.records import Member
from unionoffice.office import Office

NOW = datetime(2020, 12, 18, 9, 0)


def sample(folder: Path, seed: int) -> Office:
    office = Office.open(folder, clock=lambda: NOW)
    with office.work("建立") as work:
        add_members(work, [Member(full_name=f"张三{'甲乙丙丁戊己庚辛'[n % 8]}", staff_no=f"{n:05d}") for n in range(300)])
    fill(office, random.Random(seed))
    return office


@pytest.mark.parametrize("seed", [1, 7])
def test_the_year_is_29_times_and_40_bereavements(tmp_path: Path, seed: int) -> None:
    office = sample(tmp_path / "office", seed)
    with office.read() as session:
        table = by_type(session, 2020, 12)
        whole = year_figures(session, 2020)
        assert list(check_payments(session)) == []
    bereaved = next(line.year for line in table.lines if line.name == "抚恤")
    assert (bereaved.case_count, bereaved.amount) == (40, Decimal("60000.00"))
    assert (whole.case_count - 40, whole.amount - bereaved.amount) == (29, Decimal("294000.00"))
    assert whole.person_count < whole.case_count
    office.engine.dispose()


def test_two_are_voided_one_of_them_replaced_and_one_is_a_draft(tmp_path: Path) -> None:
    office = sample(tmp_path / "office", 1)
    with office.read() as session:
        voided = session.scalars(select(AidPayment).where(AidPayment.status == VOIDED)).all()
        replacing = session.scalars(select(AidPayment).where(AidPayment.replaces_id.is_not(None))).one()
        open_ones = unsigned(session, NOW.date())
        assert waiting(session).drafts == 1
    assert len(voided) == 2
    assert replacing.status in COUNTED and replacing.replaces_id in {one.id for one in voided}
    assert len(open_ones) == 4 and all(one.booked_on >= date(2020, 12, 1) for one in open_ones)
    office.engine.dispose()


def test_numbers_run_in_the_order_of_days(tmp_path: Path) -> None:
    office = sample(tmp_path / "office", 3)
    with office.read() as session:
        days = session.scalars(
            select(AidPayment.booked_on).where(AidPayment.number.is_not(None)).order_by(AidPayment.number)
        ).all()
    assert days == sorted(days) and len(days) == 71
    office.engine.dispose()


def test_the_same_seed_gives_the_same_ledger(tmp_path: Path) -> None:
    ledgers = []
    for name in ("one", "two"):
        office = sample(tmp_path / name, 5)
        with office.read() as session:
            p = AidPayment
            ledgers.append(session.execute(select(p.voucher_no, p.member_id, p.amount, p.booked_on).order_by(p.id)).all())
        office.engine.dispose()
    assert ledgers[0] == ledgers[1]


def test_two_rounds_are_among_the_29_and_one_is_planned(tmp_path: Path) -> None:
    office = sample(tmp_path / "office", 1)
    with office.read() as session:
        found = {one.name: one for one in rounds(session, 2020)}
        budget = budget_sum(session, 2020)
    assert [(one.people, one.amount, one.unsigned) for one in (found["上半年困难补助"], found["大病救助"])] == [
        (8, Decimal(40_000), 0), (6, Decimal(90_000), 0),
    ]  # fmt: skip
    assert (found["冬季送温暖"].issued_on, found["冬季送温暖"].people) == (None, 43)
    assert budget is not None and (budget.planned, budget.used) == (Decimal(450_000), Decimal(354_000))
    assert office.check() == []
    office.engine.dispose()
