# SPDX-License-Identifier: MIT
"""The first start: whose office this is, answered, put off, or the sample office instead."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.member_desk import NOON, Ctrl, Key, click, focused, press, write
from ui.setup_page import ASKED, SetupPage
from unionoffice.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=lambda: NOON)
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> SetupPage:
    made = SetupPage(office)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.take_focus()
    return made


def test_it_is_answered_by_typing_and_enter(qtbot: QtBot, page: SetupPage, office: Office) -> None:
    write("江陵大学")
    press(Key.Key_Return)
    assert page.edits["union_name"].text() == "江陵大学工会委员会"
    press(Key.Key_Return)
    assert focused() is page.edits["working_year"] and page.edits["working_year"].text() == "2020"
    press(Key.Key_Return)
    press(Key.Key_A, Ctrl)
    write("基层工会")
    press(Key.Key_Return)
    write("周雨桐")
    with qtbot.waitSignal(page.closed):
        press(Key.Key_Return)
    settings = office.settings
    assert [settings.text(key) for key in ASKED] == ["江陵大学", "江陵大学工会委员会", "2020", "基层工会", "周雨桐"]
    assert settings.text("set_up") == "1" and settings.union_name == "江陵大学工会委员会"


def test_a_name_the_clerk_wrote_is_not_overwritten(page: SetupPage) -> None:
    page.edits["union_name"].setFocus(Qt.FocusReason.TabFocusReason)
    write("江大工会")
    page.edits["school_name"].setFocus(Qt.FocusReason.TabFocusReason)
    write("江陵大学")
    assert page.edits["union_name"].text() == "江大工会"


def test_it_can_be_put_off(qtbot: QtBot, page: SetupPage, office: Office) -> None:
    write("写了一半")
    with qtbot.waitSignal(page.closed):
        click(qtbot, page, "以后再填")
    assert office.settings.text("set_up") == "1" and office.settings.text("school_name") == ""
    assert office.settings.union_name == "工会" and office.settings.branch_label == "分工会"


def test_a_year_that_is_none_is_said_and_nothing_is_lost(qtbot: QtBot, page: SetupPage, office: Office) -> None:
    write("江陵大学")
    page.edits["working_year"].setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_A, Ctrl)
    write("next")
    click(qtbot, page, "开始使用")
    assert page.rows["working_year"].state() == "error" and focused() is page.edits["working_year"]
    assert page.edits["school_name"].text() == "江陵大学" and office.settings.text("set_up") == ""


def test_the_sample_office_is_one_click_away(qtbot: QtBot, page: SetupPage) -> None:
    with qtbot.waitSignal(page.sample_wanted):
        click(qtbot, page, "打开示例办公室")
