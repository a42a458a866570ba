# SPDX-License-Identifier: MIT
"""A fresh toy office for every test of the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.toys import open_toys
from unionoffice.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = open_toys(tmp_path / "office")
    yield opened
    opened.engine.dispose()
