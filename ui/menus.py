# SPDX-License-Identifier: MIT
"""A button that opens a short menu: what is seldom wanted needs no button of its own in a page's head."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from ui.widgets import Button, button


class Entry(NamedTuple):
    """One line of the menu; ``text`` carries its letter as 预算(&U)."""

    text: str
    open: Callable[[], object]
    tip: str = ""


def menu_button(text: str, entries: Sequence[Entry], *, icon: str = "", key: str = "", tip: str = "") -> Button:
    """The menu hangs below the button; ↓ and the letters go through it."""
    made = button(text, icon=icon, key=key, tip=tip)
    menu = QMenu(made)
    menu.setToolTipsVisible(True)
    for entry in entries:
        action = menu.addAction(entry.text, entry.open)
        action.setToolTip(entry.tip)
    made.clicked.connect(lambda: menu.popup(made.mapToGlobal(QPoint(0, made.height() + 2))))
    return made
