# SPDX-License-Identifier: MIT
"""A full-size sample office, made once per test run; tests that write get a copy of their own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from unionoffice.office import Office
from unionoffice.sample import make_sample


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a sample office with 2,191 members. Look, do not touch."""
    folder = tmp_path_factory.mktemp("sample") / "office"
    make_sample(folder)
    return folder


@pytest.fixture
def sample_office(sample_folder: Path, tmp_path: Path) -> Iterator[Office]:
    """A sample office of the test's own."""
    folder = tmp_path / "office"
    shutil.copytree(sample_folder, folder)
    office = Office.open(folder)
    yield office
    office.close()
