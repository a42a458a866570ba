# SPDX-License-Identifier: MIT
"""Keys of a page, a form or a panel, and where they work."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind(
    widget: QWidget, keys: Mapping[str, Callable[[], object]], *, whole_window: bool = False
) -> dict[str, QShortcut]:
    """Key sequence → what it calls. The context is set by hand: PySide 6.11 drops it beside a callable.

    With ``whole_window`` they work wherever the keyboard is (the rail, say) while the widget is in front: right for a
    page and for the form beside its table. Without, only while the keyboard is inside: right for a part of a form.

    Where a form stands inside a page and both know a key, Qt calls neither: disable the page's meanwhile.
    """
    inside, everywhere = Qt.ShortcutContext.WidgetWithChildrenShortcut, Qt.ShortcutContext.WindowShortcut
    made = {}
    for sequence, action in keys.items():
        made[sequence] = QShortcut(QKeySequence(sequence), widget, action)
        made[sequence].setContext(everywhere if whole_window else inside)
    return made
