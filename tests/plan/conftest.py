# SPDX-License-Identifier: MIT
"""An office on the sample's day, empty or with the sample's plan in it."""

import random
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from unionoffice.office import Office
from unionoffice.plan import sample
from unionoffice.progress import Silent

NOW = datetime(2020, 12, 18, 9, 30)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def planned(office: Office) -> Office:
    sample.fill(office, random.Random(1), Silent())
    return office
