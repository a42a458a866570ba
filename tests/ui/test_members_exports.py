# SPDX-License-Identifier: MIT
"""The export button of the member registry: the shown list, full numbers and the real-name table, each for a purpose."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.recording_door import RecordingDoor
from tests.ui.member_desk import (
    Alt,
    Ctrl,
    Key,
    Shift,
    click,
    empty_office,
    id_number,
    open_page,
    press,
    small_office,
)
from ui import jobs
from ui.app_state import AppState
from ui.export_menu import export_ways
from ui.members import MembersPage
from ui.messages import Answer
from ui.register_page import RegisterPage
from unionoffice.kit.files import sha256
from unionoffice.members.registers import CAMPUSES
from unionoffice.members.sheets import REAL_NAME
from unionoffice.office import Office
from unionoffice.store.audit import audit_log


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, office: Office, state: AppState, inline: jobs.JobRunner) -> MembersPage:
    return open_page(qtbot, office, state)


def menu_of(qtbot: QtBot, page: MembersPage) -> QMenu:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(QMenu)))
    return next(one for one in page.findChildren(QMenu) if one.isVisible())


def notes(office: Office) -> list[str]:
    with office.read() as session:
        return list(session.scalars(select(audit_log.c.changes).where(audit_log.c.op == "note")))


def test_the_button_shows_what_can_go_out_and_the_first_is_the_masked_list(
    qtbot: QtBot, page: MembersPage, office: Office, door: RecordingDoor
) -> None:
    click(qtbot, page, "导出")
    menu = menu_of(qtbot, page)
    assert [action.text().split("\t") for action in menu.actions()] == [
        ["看到的行和列，号码隐去中间几位", "Ctrl+E"], ["看到的行和列，号码完整，要写用途", "Ctrl+Shift+E"],
        ["实名制表，交上级工会，要写用途", "Ctrl+Shift+R"],
    ]  # fmt: skip
    qtbot.keyClick(menu, Key.Key_Return)
    [path] = office.exports.iterdir()
    assert door.questions == [] and "138****1234" in str(list(load_workbook(path).active.values))


def test_the_real_name_table_goes_out_for_a_purpose(
    qtbot: QtBot, page: MembersPage, office: Office, door: RecordingDoor
) -> None:
    page.chips["employment_type"].set_chosen(("permanent",))
    door.answers.append(Answer("报市总工会"))
    press(Key.Key_E, Alt)
    menu = menu_of(qtbot, page)
    qtbot.keyClick(menu, Key.Key_Up)
    qtbot.keyClick(menu, Key.Key_Return)
    assert (door.questions[0].reason, door.questions[0].yes) == ("用途", "导出实名制表")
    [path] = office.exports.iterdir()
    assert path.name == "江陵大学工会委员会_2020年12月_实名制会员信息_20201218.xlsx"
    rows = list(load_workbook(path).active.values)
    assert rows[0] == tuple(heading for heading, _ in REAL_NAME)
    assert {row[7] for row in rows[1:]} == {id_number("19800115001"), id_number("19850320003")}
    [note] = notes(office)
    told = {name: new for name, (_, new) in json.loads(note).items()}
    assert (told["用途"], told["行数"], told["校验值"]) == ("报市总工会", 2, sha256(path)) and "用工形式：在编" in told["筛选"]
    assert door.infos[-1] == "已导出 2 人，含完整号码"


def test_without_a_purpose_there_is_no_real_name_table(page: MembersPage, office: Office, door: RecordingDoor) -> None:
    press(Key.Key_R, Ctrl | Shift)
    assert len(door.questions) == 1 and list(office.exports.iterdir()) == [] and notes(office) == []


def test_an_empty_list_is_said(page: MembersPage, door: RecordingDoor) -> None:
    page.search.setText("没有这个人")
    page.search.searched.emit("没有这个人")
    page.export_real_name()
    assert door.infos == ["没有可以导出的会员"] and door.questions == []


def test_a_list_without_numbers_goes_out_at_once(
    qtbot: QtBot, tmp_path: Path, state: AppState, inline: jobs.JobRunner, door: RecordingDoor
) -> None:
    office = empty_office(tmp_path / "other")
    desk = open_page(qtbot, office, state).desk
    campuses = RegisterPage(desk, CAMPUSES)
    qtbot.addWidget(campuses)
    assert [words for words, _call in export_ways(campuses)] == ["看到的行和列，号码隐去中间几位\tCtrl+E"]
    office.close()
