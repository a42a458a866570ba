# SPDX-License-Identifier: MIT
"""The small office, made once for all tests that only read it."""

from collections.abc import Iterator

import pytest

from tests.reports.small_office import fill_office
from unionoffice.office import Office


@pytest.fixture(scope="session")
def small_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Look, do not touch."""
    office = fill_office(tmp_path_factory.mktemp("small") / "office")
    yield office
    office.close()
