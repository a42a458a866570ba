# SPDX-License-Identifier: MIT
"""The program as a clerk starts it, on a real X server, with real keys from outside; looked at through the database."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from unionoffice.office import Office

ROOT = Path(__file__).parents[2]
TIMEOUT = 60
SAME = 0.9  # a row lit by the mouse is no other picture
GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(sys.argv)
picture = app.primaryScreen().grabWindow(0).toImage()
colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
picture.save(sys.argv[1])
print(picture.width(), picture.height(), len(colours))
"""
pytestmark = [pytest.mark.xserver, pytest.mark.slow]


class Screen:
    """An X server with programs on it, and the hands to drive them."""

    def __init__(self, display: str) -> None:
        self.environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self.started: list[subprocess.Popen[str]] = []

    def start(self, folder: Path) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "ui.main", "--office", str(folder)]
        made = subprocess.Popen(
            command, cwd=ROOT, env=self.environment | {"UNIONOFFICE_TRACE_START": "1"}, stderr=subprocess.PIPE, text=True
        )
        self.started.append(made)
        return made

    def do(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=TIMEOUT, check=True
        )
        return done.stdout.strip()

    def window_of(self, process: "subprocess.Popen[str]") -> str:
        """The program's window, once it is there."""
        return wait_for(lambda: self._window(process), "no window came")

    def _window(self, process: "subprocess.Popen[str]") -> str:
        assert process.poll() is None, "the program ended"
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--all", "--pid", str(process.pid), "--name", "UnionOffice"],
            env=self.environment, capture_output=True, text=True, timeout=TIMEOUT, check=False,
        )  # fmt: skip
        return found.stdout.split()[-1] if found.stdout.split() else ""

    def give_keyboard(self, window: str) -> None:
        """What a window manager does for the window on top."""
        self.do("windowfocus", "--sync", window)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.do("key", "--clearmodifiers", key)
            time.sleep(0.15)

    def type(self, text: str) -> None:
        self.do("type", "--delay", "25", text)
        time.sleep(0.3)

    def look(self, path: Path) -> tuple[int, int, int]:
        """Width, height and number of colours of the whole screen, which is saved to ``path``."""
        done = subprocess.run(
            [sys.executable, "-c", GRAB, str(path)], env=self.environment, capture_output=True, text=True,
            timeout=TIMEOUT, check=True,
        )  # fmt: skip
        width, height, colours = map(int, done.stdout.split())
        return width, height, colours

    def end(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.wait(10)
            if process.stderr is not None:
                process.stderr.close()


def wait_for(there: Callable[[], str], what: str) -> str:
    until = time.monotonic() + TIMEOUT
    while time.monotonic() < until:
        found = there()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(what)


def wait_for_rows(process: "subprocess.Popen[str]") -> None:
    """Until the office is open and its first page stands."""
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("trace first-rows "):
            return
    raise AssertionError("the program ended before its first page stood")


def ask(folder: Path, question: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "office.db") as connection:
        return connection.execute(question, values).fetchall()


@pytest.fixture
def screen(x_display: str) -> Iterator[Screen]:
    made = Screen(x_display)
    yield made
    made.end()


def test_a_member_is_entered_and_another_put_right_with_real_keys(
    screen: Screen, folder: Path, tmp_path: Path
) -> None:
    program = screen.start(folder)
    window = screen.window_of(program)
    screen.give_keyboard(window)
    wait_for_rows(program)
    screen.press("alt+2")
    time.sleep(1.0)

    screen.press("ctrl+n")
    screen.type("Marie Curie")
    screen.press("ctrl+s")
    saved = wait_for(
        lambda: str(ask(folder, "SELECT membership_status FROM member WHERE full_name = 'Marie Curie'") or ""), "not saved"
    )
    assert "active" in saved

    [[staff_no, name]] = ask(folder, "SELECT staff_no, full_name FROM member WHERE staff_no IS NOT NULL LIMIT 1")
    screen.press("ctrl+f", "ctrl+a")
    screen.type(str(staff_no))
    time.sleep(0.5)
    screen.press("Down", "F2", "End")
    screen.type("X")
    width, height, colours = screen.look(tmp_path / "screen.png")
    assert (width, height) == (1366, 768) and colours > 50
    screen.press("ctrl+s")
    wait_for(lambda: str(ask(folder, "SELECT 1 FROM member WHERE full_name = ?", f"{name}X") or ""), "not put right")
    assert ask(folder, "SELECT full_name FROM member WHERE staff_no = ?", staff_no) == [(f"{name}X",)]
    screen.press("ctrl+z")
    wait_for(lambda: str(ask(folder, "SELECT 1 FROM member WHERE full_name = ?", name) or ""), "not taken back")

    program.kill()  # as a power cut would
    program.wait(TIMEOUT)
    office = Office.open(folder, doing="测试")
    assert office.check() == []
    office.close()


def likeness(one: Path, other: Path) -> float:
    """The share of points that look the same in two pictures."""
    first, second = (Image.open(path).convert("RGB").resize((683, 384)) for path in (one, other))
    different = ImageChops.difference(first, second).convert("L").point(lambda light: 255 if light > 2 else 0)
    return 1 - different.histogram()[255] / (683 * 384)


def test_a_second_start_brings_the_first_window_to_the_front(screen: Screen, folder: Path, tmp_path: Path) -> None:
    first = screen.start(folder)
    screen.window_of(first)
    wait_for_rows(first)
    alone, covered, raised = (tmp_path / f"{name}.png" for name in ("alone", "covered", "raised"))
    time.sleep(1.0)
    screen.look(alone)
    other = screen.start(tmp_path / "另一个办公室")
    screen.window_of(other)
    wait_for(lambda: "there" if screen.look(covered) and likeness(alone, covered) < SAME else "", "not covered")
    again = screen.start(folder)
    assert again.wait(TIMEOUT) == 0
    wait_for(lambda: "there" if screen.look(raised) and likeness(alone, raised) > SAME else "", "not raised")
    assert first.poll() is None and other.poll() is None
