# SPDX-License-Identifier: MIT
"""Keys of a page or form: they work while the keyboard is inside it, and nowhere else."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind(widget: QWidget, keys: Mapping[str, Callable[[], object]]) -> dict[str, QShortcut]:
    """Key sequence → what it calls. The context is set by hand: PySide 6.11 drops it beside a callable.

    Where a form stands inside a page and both know a key, Qt calls neither: disable the page's meanwhile.
    """
    made = {}
    for sequence, action in keys.items():
        made[sequence] = QShortcut(QKeySequence(sequence), widget, action)
        made[sequence].setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return made
