# SPDX-License-Identifier: MIT
"""What waits until a widget stands on the screen: everything that would make the clerk look at nothing for longer."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.trace import mark


class FirstPaint(QObject):
    """Calls ``then`` once, right after ``widget`` has been painted for the first time; ``name`` is the benchmark's mark."""

    def __init__(self, widget: QWidget, name: str, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._name, self._then = name, then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._go)
        return False

    def _go(self) -> None:
        mark(self._name)
        self._then()
