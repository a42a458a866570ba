# SPDX-License-Identifier: MIT
"""The sample office's year of dues: the same by seed, nearly all paid, a few behind, books that agree."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from unionoffice.members import sample as people
from unionoffice.members.dues import queries, sample
from unionoffice.members.dues.checks import check_dues
from unionoffice.office import Office


def make(folder: Path, count: int) -> Office:
    office = Office.open(folder, clock=lambda: datetime(2020, 12, 18, 9, 30))
    people.fill(office, random.Random(1), count)
    sample.fill(office, random.Random(2))
    return office


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Office]:
    office = make(tmp_path / "small", 200)
    yield office
    office.close()


def test_a_year_nearly_paid_with_a_few_behind(small: Office) -> None:
    with small.read() as session:
        found = queries.year_figures(session, 2020)
        states = Counter(line.state for period in queries.periods(session, 2020) for line in queries.lines(session, period))
        assert len(queries.periods(session, 2020)) == 12
        assert list(check_dues(session)) == []
        assert any(one.total < 0 for one in queries.receipts(session, 2020))
    assert Decimal("0.9") < found.share < 1 and 0 < found.behind < found.people / 5
    assert states["owing"] > 0 and states["partial"] > 0 and states["paid"] > 800


def test_the_same_seed_gives_the_same_dues(small: Office, tmp_path: Path) -> None:
    other = make(tmp_path / "other", 200)
    with small.read() as one, other.read() as two:
        assert queries.lines(one, "2020-12") == queries.lines(two, "2020-12")
        assert queries.receipts(one, 2020) == queries.receipts(two, 2020)
    other.close()


@pytest.mark.slow
def test_a_full_size_year_takes_less_than_two_seconds_of_work(tmp_path: Path) -> None:
    office = Office.open(tmp_path / "full", clock=lambda: datetime(2020, 12, 18, 9, 30))
    people.fill(office, random.Random(1))
    begun = time.process_time()
    sample.fill(office, random.Random(2))
    spent = time.process_time() - begun
    with office.read() as session:
        assert len(queries.lines(session, "2020-12")) > 850
    office.close()
    assert spent < 4  # about 2 on the machine this was written on
