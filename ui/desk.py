# SPDX-License-Identifier: MIT
"""What every page is given: the open office, what is remembered, and the ways to other pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.app_state import AppState
from unionoffice.office import Office
from unionoffice.store.work import Changes


class Announcer(QObject):
    """Carries the office's announcements to the GUI thread, from whichever thread committed."""

    changed = Signal(object)  # frozenset of kinds

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._stop: Callable[[], None] | None = office.subscribe(self._tell)

    def _tell(self, changes: Changes) -> None:
        self.changed.emit(changes.kinds)

    def stop(self) -> None:
        """Announce nothing more; harmless when called twice."""
        if self._stop is not None:
            self._stop()
            self._stop = None


def _nowhere(*_: Any) -> None:
    return None


@dataclass
class Desk:
    """Passed to each page when it is made; nothing reaches for it from elsewhere."""

    office: Office
    state: AppState
    announcer: Announcer
    go: Callable[[str], Any] = field(default=_nowhere)  # to the page of that key; returns the page
    preview: Callable[[Path, str], None] = field(default=_nowhere)  # (PDF, title): shown and printed in the window
    open_sample: Callable[[], None] = field(default=_nowhere)  # the sample office in this window
    restore: Callable[[Path], None] = field(default=_nowhere)  # put this backup back and open the office anew
