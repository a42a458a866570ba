# SPDX-License-Identifier: MIT
"""What waits for the first paint comes after it, once."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui import trace
from ui.first_paint import FirstPaint


def test_it_goes_on_once_after_the_widget_was_painted(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNIONOFFICE_TRACE_START", "1")
    monkeypatch.setattr(trace, "_said", set())
    label, went = QLabel("首页"), []
    qtbot.addWidget(label)
    FirstPaint(label, "first-rows", lambda: went.append("on"))
    qtbot.wait(20)
    assert went == []  # nobody has seen it yet
    label.show()
    qtbot.waitUntil(lambda: went == ["on"])
    label.repaint()
    qtbot.wait(20)
    assert went == ["on"]
    assert capsys.readouterr().err.count("trace first-rows") == 1
