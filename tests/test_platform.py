# SPDX-License-Identifier: MIT
"""Holds what the pinned Qt must keep doing on every machine: not leak None, and open a window on a real X server."""

import os
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

WINDOW = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("工会办公")
label.show()
application.processEvents()
print(application.platformName(), label.isVisible(), label.screen().size().width())
"""


def test_a_void_call_keeps_the_count_of_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 drops a reference to None with each such call, and kills CPython 3.11 after some thousands."""
    label = QLabel("before")
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("after")
    assert abs(sys.getrefcount(None) - before) < 100


@pytest.mark.xserver
def test_a_window_opens_on_a_real_x_server(x_display: str) -> None:
    environment = os.environ | {"DISPLAY": x_display, "QT_QPA_PLATFORM": "xcb"}
    shown = subprocess.run(
        [sys.executable, "-c", WINDOW], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert shown.stdout.split() == ["xcb", "True", "1366"], shown.stderr
