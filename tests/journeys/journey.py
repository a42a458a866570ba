# SPDX-License-Identifier: MIT
"""The window a journey goes through, and what a test wants to look at behind it."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.journeys.hands import WatchedDoor, wait_until
from ui import jobs
from ui.page import PageWidget
from ui.start import Opening
from ui.window import MainWindow
from unionoffice.office import Office


@dataclass
class Journey:
    """The window and what a test wants to look at behind it."""

    window: MainWindow
    folder: Path
    door: WatchedDoor

    @property
    def office(self) -> Office:
        """The office that is open in the window just now."""
        found = [one.office for one in self.window.findChildren(Opening) if one.office is not None]
        assert len(found) == 1, f"{len(found)} offices are open"
        return found[0]

    def page(self, key: str) -> PageWidget:
        found = self.window.page(key)
        assert found is not None
        return found

    @property
    def front(self) -> QWidget:
        """What covers the window's body now: a page or a panel over it."""
        return self.window._stack.currentWidget()

    def idle(self) -> None:
        """Until no job is on its way."""
        wait_until(lambda: not jobs.runner().jobs(), "a job did not end")
