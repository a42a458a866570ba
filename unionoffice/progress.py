# SPDX-License-Identifier: MIT
"""How long work says how far it is and learns that it was cancelled, without knowing who watches."""

from typing import Protocol

from unionoffice.errors import Cancelled


class Progress(Protocol):
    """What a job is given. ``report`` may be called from any thread and is cheap enough to call per row."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """``done`` of ``total`` steps are finished; total 0 = unknown. ``text`` is Chinese, shown as it is."""

    def check_cancelled(self) -> None:
        """Raise :class:`Cancelled` if the clerk asked to stop."""


class Silent:
    """Progress for tests and the command line: reports to nobody, is cancelled when ``cancel()`` was called."""

    def __init__(self) -> None:
        self._cancelled = False

    def report(self, done: int, total: int, text: str = "") -> None:
        return None

    def cancel(self) -> None:
        self._cancelled = True

    def check_cancelled(self) -> None:
        if self._cancelled:
            raise Cancelled
