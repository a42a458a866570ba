# SPDX-License-Identifier: MIT
"""How long the clerk looks at nothing: first paint and first rows, against a bare window with a table."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.benchmarks.conftest import Ratios

ROOT = Path(__file__).parents[2]
RUNS = 7
pytestmark = [pytest.mark.benchmark, pytest.mark.slow]


def seconds_until(command: Sequence[str], marks: Sequence[str]) -> list[float]:
    """Start a program; seconds from the start of its process to each mark it prints."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "UNIONOFFICE_TRACE_START": "1"}
    begun = time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found: dict[str, float] = {}
        for line in process.stderr:
            said = re.match(r"trace (\S+) ([\d.]+)", line)
            if said:
                found[said[1]] = float(said[2]) - begun
            if set(marks) <= set(found):
                break
        process.kill()
    assert set(marks) <= set(found), f"{command} said only {sorted(found)}"
    return [found[mark] for mark in marks]


def test_first_paint_and_first_rows(ratios: Ratios, sample_folder: Path) -> None:
    bare_command = [sys.executable, str(Path(__file__).parent / "bare_window.py")]
    own_command = [sys.executable, "-m", "ui.main", "--office", str(sample_folder)]
    bare, paint, rows = [], [], []
    for _ in range(RUNS):  # by turns, so that a busy moment of the machine meets both
        bare += seconds_until(bare_command, ["first-paint"])
        one = seconds_until(own_command, ["first-paint", "first-rows"])
        paint.append(one[0])
        rows.append(one[1])
    # The best run of each: what else the machine does only ever adds, and to the longer start more often.
    against = "bare PySide6 window with a table"
    ratios.hold("first paint of the window", against, min(paint) / min(bare), 1.3)
    ratios.hold("first rows on the home page", against, min(rows) / min(bare), 4.5)
