# SPDX-License-Identifier: MIT
"""Every journey starts in the real window, opened on a copy of the full-size sample office, with its own threads and door."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from tests.journeys.hands import WatchedDoor, wait_until
from tests.journeys.journey import Journey
from ui import jobs, messages
from ui.run import make_application, make_window
from ui.start import Opening, rail_pages
from ui.theme import theme
from ui.window import MainWindow

SIZE = (1366, 736)
Start = Callable[[Path], "Journey"]


@pytest.fixture(autouse=True)
def dressed() -> None:
    """The application in the program's look, light."""
    make_application()
    theme().set_mode("light")


@pytest.fixture
def start() -> Iterator[Start]:
    """Opens the window on a folder, as ``ui.run`` does, and closes it at the end of the test."""
    begun: list[Journey] = []
    before = (jobs.install(None), messages.install(messages.NoDoor()))

    def go(folder: Path) -> Journey:
        window = make_window(rail_pages())
        door = WatchedDoor(window._stack)
        messages.install(door)
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        made = Journey(window, folder, door)
        begun.append(made)
        Opening(window, folder).start()
        wait_until(lambda: window.page("home") is not None and not jobs.runner().jobs(), "the office did not open")
        return made

    yield go
    for made in begun:
        made.idle()
        made.window.close()
        jobs.runner().wait(10_000)
        made.window.deleteLater()
    jobs.install(before[0])
    messages.install(before[1])
    assert [words for made in begun for words in made.door.unexpected] == []


@pytest.fixture
def folder(sample_folder: Path, tmp_path: Path) -> Path:
    """A copy of the sample office."""
    made = tmp_path / "工会办公"
    shutil.copytree(sample_folder, made, ignore=shutil.ignore_patterns("locks"))
    return made


@pytest.fixture
def journey(start: Start, folder: Path) -> Journey:
    """The window open on a copy of the sample office."""
    return start(folder)


@pytest.fixture
def window(journey: Journey) -> MainWindow:
    return journey.window
