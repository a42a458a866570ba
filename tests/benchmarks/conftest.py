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

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
WRITE = "UNIONOFFICE_WRITE_BENCHMARKS"
HEAD = """# Benchmarks

Ratios, both sides measured in the same run, against the limit a test holds (`tests/benchmarks`). Absolute times are
never asserted: machines are shared and noisy. Written by `{command}` on {day}:
CPython {python}, PySide6 {pyside}, SQLAlchemy {sqlalchemy}, {system}.

| what | against | measured | limit |
|---|---|---:|---:|
"""


@dataclass(frozen=True)
class Line:
    what: str
    against: str
    measured: float
    limit: float


class Ratios:
    """Collects what was measured; ``hold`` is the check itself."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def hold(self, what: str, against: str, measured: float, limit: float) -> None:
        """Note a ratio and fail where it is over its limit."""
        self.lines.append(Line(what, against, measured, limit))
        assert measured <= limit, f"{what}: {measured:.2f} × {against}, limit {limit}"


def median(run: Callable[[], float], times: int) -> float:
    """The median of several runs, each returning seconds."""
    return statistics.median(run() for _ in range(times))


@pytest.fixture(scope="session")
def ratios() -> Iterator[Ratios]:
    collected = Ratios()
    yield collected
    if os.environ.get(WRITE) == "1" and collected.lines:
        PAGE.write_text(_page(collected.lines), "utf-8")


def _page(lines: list[Line]) -> str:
    head = HEAD.format(
        command=f"{WRITE}=1 sh installer/run-tests tests/benchmarks", day=date.today().isoformat(),
        python=platform.python_version(), pyside=version("PySide6-Essentials"), sqlalchemy=version("SQLAlchemy"),
        system=f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    )  # fmt: skip
    rows = [f"| {one.what} | {one.against} | {one.measured:.2f} | {one.limit:g} |" for one in lines]
    return head + "\n".join(rows) + "\n"
