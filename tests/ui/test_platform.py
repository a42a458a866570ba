# SPDX-License-Identifier: MIT
"""Calls the window makes by the thousand leave None as it was: PySide6 6.12.0 lost one reference with each on 3.11."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.gallery_data import member_rows
from ui.page import PageWidget
from ui.table_view import RecordTable
from ui.theme import theme

CALLS = 1000


def lost_per_call(call: Callable[[], object]) -> float:
    call()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return (sys.getrefcount(None) - before) / CALLS


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable:
    made = RecordTable()
    qtbot.addWidget(made)
    made.setModel(member_rows())
    made.resize(600, 300)
    made.show()
    return made


def test_void_calls_of_labels_and_tables(qtbot: QtBot, table: RecordTable) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    index = table.model().index(40, 1)
    calls: dict[str, Callable[[], object]] = {
        "setText": lambda: label.setText("已选 3 人"),
        "setProperty": lambda: label.setProperty("tone", "warn"),
        "property": lambda: label.property("nothing"),
        "parent": label.parent,
        "scrollTo": lambda: table.scrollTo(index),
        "data None": lambda: table.model().index(0, 0).data(999),
        "update": lambda: table.viewport().update(),
        "color": lambda: theme().color("text"),
    }
    lost = {name: lost_per_call(call) for name, call in calls.items()}
    assert {name: rate for name, rate in lost.items() if abs(rate) > 0.1} == {}


def test_painting_and_signals(qtbot: QtBot, table: RecordTable) -> None:
    page, heard = PageWidget(), []
    qtbot.addWidget(page)
    page.status_changed.connect(lambda texts: heard.append(len(texts)))
    before = sys.getrefcount(None)
    for _ in range(40):
        table.viewport().repaint()
        page.show_status(["已选 3 人"])
    assert abs(sys.getrefcount(None) - before) < 40
    assert len(heard) == 40 and isinstance(PageWidget.status_changed, Signal)
