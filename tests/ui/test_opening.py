# SPDX-License-Identifier: MIT
"""From the painted shell to the open office, and what stands there when it does not open: try again, restore."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.recording_door import RecordingDoor
from tests.ui.member_desk import Key, clickable, member, small_office
from ui.jobs import JobRunner
from ui.members import MembersPage
from ui.opening import OpeningTrouble
from ui.panels import WayCard
from ui.setup_page import SetupPage
from ui.start import Opening, open_office, rail_pages, said_backup
from ui.window import MainWindow
from unionoffice import sample
from unionoffice.members.actions import save_member
from unionoffice.office import Office
from unionoffice.store.backup import Backup, list_backups


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office with five members, closed, so that a backup lies beside it."""
    made = tmp_path / "工会办公"
    small_office(made).close()
    return made


@pytest.fixture
def window(qtbot: QtBot, inline: JobRunner) -> Iterator[MainWindow]:
    made = MainWindow(rail_pages(), inline)
    made.rail.show_chosen("home")
    qtbot.addWidget(made)
    made.resize(1366, 736)
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.closing.emit()


def opening(window: MainWindow) -> Opening:
    """The one that holds the office now."""
    return [one for one in window.findChildren(Opening) if one.office is not None][-1]


def office_of(window: MainWindow) -> Office:
    found = opening(window).office
    assert found is not None
    return found


def said(window: MainWindow) -> list[str]:
    return [one.text() for one in window.findChildren(QLabel) if one.isVisible()]


def way(window: MainWindow, title: str) -> WayCard:
    return next(one for one in window.findChildren(WayCard) if one.accessibleName().startswith(title))


def damage(folder: Path) -> None:
    for path in folder.glob("office.db-*"):
        path.unlink()
    data = bytearray((folder / "office.db").read_bytes())
    data[:4096] = b"\x00" * 4096
    (folder / "office.db").write_bytes(data)


# it opens


def test_the_office_opens_behind_the_shell(window: MainWindow, folder: Path) -> None:
    open_office(window, folder)
    assert window.front() == "home" and window.page("home") is not None
    assert window.windowTitle().endswith("江陵大学工会委员会")
    assert window.status.facts() == ["数据库 正常", "备份 12 月 18 日 12:00", "经办人 周雨桐"]


@pytest.mark.parametrize("key", ["members", "aid", "welfare", "plan", "reports", "settings", "help"])
def test_every_page_of_the_rail_opens(window: MainWindow, folder: Path, key: str) -> None:
    open_office(window, folder)
    page = window.show_page(key)
    assert page is not None and page.isVisible() and not page.grab().isNull()


def test_a_new_office_asks_whose_it_is_once(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, door: RecordingDoor
) -> None:
    open_office(window, tmp_path / "新")
    page = window.findChild(SetupPage)
    assert page is not None and page.isVisible() and page.edits["school_name"].hasFocus()
    qtbot.keyClicks(page.edits["school_name"], "JLU")
    qtbot.mouseClick(clickable(page, "开始使用"), Qt.MouseButton.LeftButton)
    assert window.windowTitle().endswith("JLU工会委员会") and not page.isVisible()
    home = window.page("home")
    assert home is not None and home.isVisible()
    assert window.status.facts()[-1] == "经办人 经办人"


def test_the_sample_office_opens_in_the_same_window(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample, "make_sample", lambda folder, progress: small_office(folder).close())
    open_office(window, tmp_path / "新")
    page = window.findChild(SetupPage)
    assert page is not None
    qtbot.mouseClick(clickable(page, "打开示例办公室"), Qt.MouseButton.LeftButton)
    assert office_of(window).folder == tmp_path / "示例办公室"
    members = window.show_page("members")
    assert isinstance(members, MembersPage) and members.model.rowCount() == 5


def test_what_is_changed_reaches_the_page_in_front_and_the_title(window: MainWindow, folder: Path) -> None:
    from unionoffice.store.settings import save_settings

    open_office(window, folder)
    page = window.show_page("members")
    assert isinstance(page, MembersPage)
    office = office_of(window)
    with office.work("新增会员") as work:
        save_member(work, None, {"full_name": "王五"})
        save_settings(work, {"union_name": "新名称工会", "operator": "李经办"})
    assert page.model.rowCount() == 6 and window.windowTitle().endswith("新名称工会")
    assert window.status.facts()[-1] == "经办人 李经办"


def test_closing_backs_up_what_changed(window: MainWindow, folder: Path) -> None:
    before = len(list_backups(folder))
    open_office(window, folder)
    with office_of(window).work("新增会员") as work:
        save_member(work, None, {"full_name": "王五"})
    assert window.close()
    assert len(list_backups(folder)) == before + 1


# it does not open


def test_a_damaged_office_is_restored_from_the_newest_backup(
    qtbot: QtBot, window: MainWindow, folder: Path, door: RecordingDoor
) -> None:
    damage(folder)
    open_office(window, folder)
    trouble = window.page("home")
    assert isinstance(trouble, OpeningTrouble) and window.show_page("members") is None
    window.show_page("home")
    qtbot.mouseClick(way(window, "从最近的备份恢复"), Qt.MouseButton.LeftButton)
    assert member(office_of(window), "张三").staff_no == "10010001"
    assert not isinstance(window.page("home"), OpeningTrouble)
    assert door.infos[-1].startswith("已从备份恢复")


def test_it_can_be_tried_again_with_f5(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    aside = folder.with_name("aside.db")
    shutil.copy(folder / "office.db", aside)
    damage(folder)
    open_office(window, folder)
    assert isinstance(window.page("home"), OpeningTrouble)
    qtbot.keyClick(window, Key.Key_F5)
    assert isinstance(window.page("home"), OpeningTrouble)
    shutil.copy(aside, folder / "office.db")
    qtbot.keyClick(window, Key.Key_F5)
    assert member(office_of(window), "张三") is not None


def test_without_a_backup_only_trying_again_is_offered(window: MainWindow, folder: Path) -> None:
    damage(folder)
    shutil.rmtree(folder / "backups")
    open_office(window, folder)
    titles = [one.accessibleName() for one in window.findChildren(WayCard) if one.isVisible()]
    assert len(titles) == 1 and titles[0].startswith("再打开一次")


def test_the_sentence_says_what_to_do(window: MainWindow, folder: Path) -> None:
    damage(folder)
    open_office(window, folder)
    assert any("损坏" in text for text in said(window)), said(window)


# a backup put back from the open window


def test_a_backup_is_put_back_while_the_window_is_open(
    window: MainWindow, folder: Path, door: RecordingDoor
) -> None:
    open_office(window, folder)
    backup = list_backups(folder)[0].path
    with office_of(window).work("新增会员") as work:
        save_member(work, None, {"full_name": "王五"})
    desk = opening(window).desk
    assert desk is not None
    desk.restore(backup)
    page = window.show_page("members")
    assert isinstance(page, MembersPage) and page.model.rowCount() == 5
    assert door.infos[-1] == "已从备份恢复；恢复前的数据另存在备份文件夹里"
    assert any(one.kind == "before-restore" for one in list_backups(folder))


def test_a_bad_backup_leaves_the_office_open_as_it_was(
    window: MainWindow, folder: Path, door: RecordingDoor
) -> None:
    open_office(window, folder)
    bad = folder / "backups" / "office-20200101-000000.db"
    bad.write_bytes(b"no database")
    desk = opening(window).desk
    assert desk is not None
    desk.restore(bad)
    assert "没有采用" in door.errors[0].sentence
    page = window.show_page("members")
    assert isinstance(page, MembersPage) and page.model.rowCount() == 5


@pytest.mark.parametrize(
    ("backup", "words"),
    [
        (None, ("还没有备份", "warn")),
        (Backup(Path("x.db"), datetime(2020, 12, 18, 8, 30), "office"), ("备份 今天 08:30", "")),
        (Backup(Path("x.db"), datetime(2020, 12, 3, 18, 5), "office"), ("备份 12 月 3 日 18:05", "")),
    ],
)
def test_the_age_of_the_backup_is_said(backup: Backup | None, words: tuple[str, str]) -> None:
    assert said_backup(backup, date(2020, 12, 18)) == words
