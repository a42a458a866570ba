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

from tests.benchmarks.big_office import MILLION, BigOffice, big_office, member_count

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
WRITE = "UNIONOFFICE_WRITE_BENCHMARKS"
HEAD = """# Benchmarks

Ratios, both sides measured in the same run, against the limit a test holds (`tests/benchmarks`). Absolute times are
never asserted: machines are shared and noisy; those in the last column are what this machine took. Last written by
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
        PAGE.write_text(_page(collected.lines, PAGE.read_text("utf-8")), "utf-8")


@pytest.fixture(scope="session", params=[member_count(), pytest.param(MILLION, marks=pytest.mark.million)], ids=str)
def big(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BigOffice:
    """An office of very many members; that of a million only where it is asked for."""
    return big_office(tmp_path_factory.mktemp("big"), request.param)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> BigOffice:
    return big_office(tmp_path_factory.mktemp("small"), 2000)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A million members take minutes to make: ``-m million`` asks for them."""
    if "million" in config.option.markexpr:
        return
    for item in items:
        if item.get_closest_marker("million"):
            item.add_marker(pytest.mark.skip(reason="a million members: ask with -m million"))


def _page(lines: list[Line], before: str) -> str:
    """The page with what was measured now; what was not keeps its line."""
    head = HEAD.format(
        command=f"{WRITE}=1 sh installer/run-tests -m benchmark", day=date.today().isoformat(),
        python=platform.python_version(), pyside=version("PySide6-Essentials"), sqlalchemy=version("SQLAlchemy"),
        system=f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    )  # fmt: skip
    rows = {line.split(" | ")[0]: line for line in before.split("|---|---|---:|---:|---:|\n")[-1].splitlines()}
    for one in lines:
        rows[f"| {one.what}"] = f"| {one.what} | {one.against} | {one.measured:.2f} | {one.limit:.3g} | {one.here} |"
    return head + "\n".join(rows.values()) + "\n"
