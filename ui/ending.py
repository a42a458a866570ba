# SPDX-License-Identifier: MIT
"""A request to end that comes from the system (SIGTERM on shutting down) closes the window as its own button does."""

import os
import signal
import sys

from PySide6.QtCore import QSocketNotifier

from ui.window import MainWindow


def end_when_told(window: MainWindow) -> None:
    """From now on SIGTERM and SIGHUP back up and close. Windows says it by closing the window, so nothing is done there.

    Python runs a signal's handler only between two of its own steps, and an idle window makes none: the pipe wakes it.
    """
    if sys.platform == "win32":
        return
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    waker = QSocketNotifier(reading, QSocketNotifier.Type.Read, window)
    waker.activated.connect(lambda: os.read(reading, 64))
    signal.set_wakeup_fd(writing)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: window.end())
