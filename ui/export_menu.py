# SPDX-License-Identifier: MIT
"""The export button of a list: what is seen, full numbers, and what a tab has besides, in a menu below it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from ui.widgets import Button, button

Ways = list[tuple[str, Callable[[], object]]]
_TIP = "导出看到的行和列，号码隐去中间几位（Ctrl+E）；要完整号码按 Ctrl+Shift+E"


def export_button(page: Any) -> Button:
    """The button of a RegisterPage; a tab with further tables has them in ``more_exports``."""
    made: Button = button("导出", icon="arrow_export", key="E", tip=_TIP, on_click=lambda: _open(page, made))
    return made


def export_ways(page: Any) -> Ways:
    """What the page can export now: words with their key, and what to call."""
    from ui.exporting import sensitive_labels

    ways: Ways = [("看到的行和列，号码隐去中间几位\tCtrl+E", page.export)]
    if sensitive_labels(page.register, page.shown_columns()):
        ways.append(("看到的行和列，号码完整，要写用途\tCtrl+Shift+E", page.export_full))
    return [*ways, *getattr(page, "more_exports", list)()]


def _open(page: QWidget, anchor: QWidget) -> None:
    """Below the button, the first way ready for Enter; a page with one way has no menu."""
    ways = export_ways(page)
    if len(ways) == 1:
        ways[0][1]()
        return
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for words, call in ways:
        menu.addAction(words, call)
    menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))
    menu.setActiveAction(menu.actions()[0])
