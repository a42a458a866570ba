# SPDX-License-Identifier: MIT
"""The window: lazy pages, keys, what changed reaches who shows it, panels on top, closing with care."""

import threading
from collections.abc import Collection, Iterator

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.recording_door import RecordingDoor
from ui import jobs
from ui.app_state import AppState
from ui.jobs import JobRunner, run_job
from ui.messages import Answer
from ui.page import Page, PageWidget
from ui.window import MainWindow


class NotingPage(PageWidget):
    """Remembers what the window asked of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.refreshed: list[set[str]] = []
        self.closable = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_status([text])

    def refresh(self, kinds: Collection[str]) -> None:
        self.refreshed.append(set(kinds))

    def can_close(self) -> bool:
        return self.closable


class Panel(QWidget):
    closed = Signal()


def pages() -> list[Page]:
    names = [("home", "首页"), ("members", "会员名册"), ("aid", "困难帮扶")]
    made = [Page(key, title, "home", lambda title=title: NotingPage(title)) for key, title in names]
    return [*made, Page("help", "帮助", "question_circle", lambda: NotingPage("帮助"), bottom=True)]


@pytest.fixture
def window(qtbot: QtBot, state: AppState) -> Iterator[MainWindow]:
    runner = JobRunner()
    before = jobs.install(runner)
    made = MainWindow(pages(), runner, state)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    yield made
    runner.cancel_all()
    runner.wait(5000)
    jobs.install(before)


def test_a_page_is_made_when_it_is_first_shown(window: MainWindow) -> None:
    assert window.page("members") is None
    first = window.show_page("members")
    assert window.show_page("members") is first
    assert window.rail.item("members").isChecked() and not window.rail.item("home").isChecked()
    assert window.status.texts() == ["会员名册"]


def test_alt_digits_and_f1_go_to_the_tabs(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.front() == "members"
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert window.front() == "aid"
    page = window.page("aid")
    assert page is not None and page.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.front() == "help"


def test_a_click_in_the_rail_shows_the_page(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.rail.item("aid"), Qt.MouseButton.LeftButton)
    assert window.front() == "aid" and window.rail.item("aid").toolTip() == "困难帮扶（Alt+3）"


def test_pages_behind_are_refreshed_when_they_come_to_the_front(window: MainWindow) -> None:
    members, home = window.show_page("members"), window.show_page("home")
    assert isinstance(members, NotingPage) and isinstance(home, NotingPage)
    window.refresh({"member"})
    window.refresh({"aid"})
    assert home.refreshed == [{"member"}, {"aid"}] and members.refreshed == []
    window.show_page("members")
    assert members.refreshed == [{"member", "aid"}]


def test_only_the_page_in_front_writes_the_status(window: MainWindow) -> None:
    members = window.show_page("members")
    window.show_page("home")
    assert members is not None
    members.show_status(["已选 3 人", "合计 1,600.00 元"])
    assert window.status.texts() == ["首页"]
    window.show_page("members")
    assert window.status.texts() == ["已选 3 人", "合计 1,600.00 元"]


def test_a_panel_lies_over_the_page_until_it_is_closed(qtbot: QtBot, window: MainWindow) -> None:
    page = window.show_page("home")
    panel = Panel()
    assert page is not None
    page.panel_opened.emit(panel)
    assert panel.isVisible() and not page.isVisible()
    panel.closed.emit()
    assert page.isVisible()


def test_a_page_given_later_appears_where_it_is_awaited(qtbot: QtBot, state: AppState) -> None:
    window = MainWindow([Page("home", "首页", "home")], JobRunner(), state)
    qtbot.addWidget(window)
    assert window.show_page("home") is None
    window.set_page("home", lambda: NotingPage("今天"))
    assert isinstance(window.page("home"), NotingPage) and window.status.texts() == ["今天"]


def test_the_keyboard_starts_in_the_page_not_in_the_rail(window: MainWindow) -> None:
    assert window.focusWidget() is window.centralWidget()
    page = window.show_page("home")
    assert page is not None and page.hasFocus()
    window.show_page("members")
    assert not window.rail.item("home").hasFocus()


def test_a_page_may_keep_the_window_open(window: MainWindow) -> None:
    page = window.show_page("home")
    assert isinstance(page, NotingPage)
    page.closable = False
    assert not window.close() and window.isVisible()
    page.closable = True
    closing: list[int] = []
    window.closing.connect(lambda: closing.append(1))
    assert window.close() and closing == [1]


def test_closing_while_a_job_runs_asks_and_waits_for_it(
    qtbot: QtBot, window: MainWindow, door: RecordingDoor
) -> None:
    stopped = threading.Event()

    def work(progress: jobs.Progress) -> None:
        while not stopped.wait(0.005):
            progress.check_cancelled()

    run_job("正在写入 2,203 行", work, lambda _: None)
    assert not window.close()
    assert "正在写入 2,203 行" in door.questions[0].text and window.isVisible()
    door.answers.append(Answer())
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=5000)


def test_a_job_that_only_reads_ahead_holds_nobody_up(window: MainWindow, door: RecordingDoor) -> None:
    go_on = threading.Event()
    run_job("正在准备各页", lambda progress: go_on.wait(10), lambda _: None, quiet=True)
    closed = window.close()
    go_on.set()
    assert closed and door.questions == []


def test_when_the_system_ends_the_program_nobody_is_asked(
    qtbot: QtBot, window: MainWindow, door: RecordingDoor
) -> None:
    def work(progress: jobs.Progress) -> None:
        while not threading.Event().wait(0.005):
            progress.check_cancelled()

    run_job("正在写入 2,203 行", work, lambda _: None)
    window.end()
    assert window.isVisible()  # the job has to stop first
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=5000)
    assert door.questions == []


def test_the_window_opens_where_it_was_closed(qtbot: QtBot, window: MainWindow, state: AppState) -> None:
    window.resize(1200, 650)  # the width is cut to the test's narrow screen
    window.close()
    again = MainWindow(pages(), JobRunner(), state)
    qtbot.addWidget(again)
    assert again.height() == 650


def test_the_window_fits_a_small_screen_with_a_taskbar(window: MainWindow) -> None:
    """768 high, less 48 for the taskbar and 32 for the title bar."""
    window.show_page("members")
    window.resize(1366, 688)
    assert (window.width(), window.height()) == (1366, 688)
    assert window.minimumSizeHint().height() <= 688


def test_the_right_of_the_status_bar_belongs_to_the_office(window: MainWindow) -> None:
    window.status.set_facts([("数据库 正常", ""), ("备份 3 天前", "warn")])
    window.show_page("members")
    assert window.status.facts() == ["数据库 正常", "备份 3 天前"]


def test_the_title_bar_names_the_office(window: MainWindow) -> None:
    window.set_office_name("江陵大学工会")
    assert window.windowTitle() == "UnionOffice 工会办公　江陵大学工会"
