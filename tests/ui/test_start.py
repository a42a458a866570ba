# SPDX-License-Identifier: MIT
"""The program as a process of its own on a real X server: painted, one window per office, ended by a second start."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.xserver, pytest.mark.slow]


def start(folder: Path, display: str) -> "subprocess.Popen[str]":
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "UNIONOFFICE_TRACE_START": "1"}
    command = [sys.executable, "-m", "ui.main", "--office", str(folder)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


def wait_for(process: "subprocess.Popen[str]", mark: str) -> bool:
    assert process.stderr is not None
    until = time.monotonic() + 60
    for line in process.stderr:
        if line.startswith(f"trace {mark} "):
            return True
        if time.monotonic() > until:
            break
    return False


@pytest.fixture
def first(tmp_path: Path, x_display: str) -> "Iterator[subprocess.Popen[str]]":
    process = start(tmp_path / "office", x_display)
    yield process
    process.kill()
    process.wait(10)
    if process.stderr is not None:
        process.stderr.close()


def test_the_window_is_painted_and_a_second_start_leaves_it_alone(
    first: "subprocess.Popen[str]", tmp_path: Path, x_display: str
) -> None:
    assert wait_for(first, "first-paint")
    second = start(tmp_path / "office", x_display)
    said = second.communicate(timeout=60)[1]
    assert second.returncode == 0 and "first-paint" not in said
    assert first.poll() is None
