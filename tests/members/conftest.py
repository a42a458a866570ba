# SPDX-License-Identifier: MIT
"""Offices for the member tests: an empty one, and the sample one (made once, read only)."""

import random
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from unionoffice.members import sample
from unionoffice.office import Office

TODAY = date(2020, 12, 18)


def _clock() -> datetime:
    return datetime(2020, 12, 18, 9, 30)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=_clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sample_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    opened = Office.open(tmp_path_factory.mktemp("sample") / "office", clock=_clock)
    sample.fill(opened, random.Random(1))
    yield opened
    opened.close()
