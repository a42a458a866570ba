# SPDX-License-Identifier: MIT
"""What the window asks of a page, and how a page is named in the rail before it exists."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget


class PageWidget(QWidget):
    """Base of every page. It talks to the window only through these signals and methods.

    ``status_changed`` brings the texts for the left of the status bar, the first one bold. ``panel_opened`` asks the
    window to lay a widget over the page (preview, import); the widget's ``closed`` signal takes it away again.
    """

    status_changed = Signal(list)
    panel_opened = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__()
        self._status: list[str] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def refresh(self, kinds: Collection[str]) -> None:
        """Records of these kinds have changed, '*' = anything: show what is true now."""

    def can_close(self) -> bool:
        """False keeps the window open; the page has then asked the clerk itself."""
        return True

    def take_focus(self) -> None:
        """The page has come to the front by its key: put the keyboard where work begins."""
        self.setFocus()

    def show_status(self, texts: Sequence[str]) -> None:
        self._status = list(texts)
        self.status_changed.emit(self._status)

    def status_texts(self) -> list[str]:
        return self._status


@dataclass
class Page:
    """One entry of the rail. ``make`` is called when the page is first shown; None until the office is open.

    A page ``under`` another has no entry of its own: it is reached from that page, whose entry stays lit.
    """

    key: str
    title: str
    icon: str
    make: Callable[[], PageWidget] | None = None
    bottom: bool = False
    under: str = ""
