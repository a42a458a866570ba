# SPDX-License-Identifier: MIT
"""Benchmarks hold ratios measured in one run against a limit; asked to, they write docs/benchmarks.md."""

import os
import platform
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.benchmarks.big_office import make_big_office, member_count

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
WRITE = "UNIONOFFICE_WRITE_BENCHMARKS"
HEAD = """# Benchmarks

Ratios, both sides measured in the same run, against the limit a test holds (`tests/benchmarks`). Absolute times are
never asserted: machines are shared and noisy; those in the last column are what this machine took. Written by
`{command}` on {day}:
CPython {python}, PySide6 {pyside}, SQLAlchemy {sqlalchemy}, {system}.

| what | against | measured | limit | here |
|---|---|---:|---:|---:|
"""


@dataclass(frozen=True)
class Line:
    what: str
    against: str
    measured: float
    limit: float
    here: str = ""


class Ratios:
    """Collects what was measured; ``hold`` is the check itself."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def hold(self, what: str, against: str, measured: float, limit: float, here: str = "") -> None:
        """Note a ratio and fail where it is over its limit; ``here`` is the absolute figure, for the reader only."""
        self.lines.append(Line(what, against, measured, limit, here))
        assert measured <= limit, f"{what}: {measured:.2f} × {against}, limit {limit}"


def milliseconds(seconds: float) -> str:
    """For the column ``here``."""
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"


def median(run: Callable[[], float], times: int) -> float:
    """The median of several runs, each returning seconds."""
    return statistics.median(run() for _ in range(times))


@pytest.fixture(scope="session")
def ratios() -> Iterator[Ratios]:
    collected = Ratios()
    yield collected
    if os.environ.get(WRITE) == "1" and collected.lines:
        PAGE.write_text(_page(collected.lines), "utf-8")


@pytest.fixture(scope="session")
def big_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office with as many members as the benchmarks are run for. Look, do not touch."""
    folder = tmp_path_factory.mktemp("big") / "office"
    make_big_office(folder, member_count()).close()
    return folder


def _page(lines: list[Line]) -> str:
    head = HEAD.format(
        command=f"{WRITE}=1 sh installer/run-tests -m benchmark", day=date.today().isoformat(),
        python=platform.python_version(), pyside=version("PySide6-Essentials"), sqlalchemy=version("SQLAlchemy"),
        system=f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    )  # fmt: skip
    rows = [f"| {one.what} | {one.against} | {one.measured:.2f} | {one.limit:g} | {one.here} |" for one in lines]
    return head + "\n".join(rows) + "\n"
