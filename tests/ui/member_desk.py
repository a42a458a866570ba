# SPDX-License-Identifier: MIT
"""What the tests of the generic page share: a small office with five members, the page with the keyboard, real keys."""

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.members import MembersPage
from ui.record_form import RecordForm
from unionoffice.kit.identity import check_digit
from unionoffice.members.actions import save_branch, save_member
from unionoffice.members.records import Member
from unionoffice.office import Office
from unionoffice.store.settings import save_settings

NOON = datetime(2020, 12, 18, 12, 0)
SETTINGS = {"school_name": "江陵大学", "union_name": "江陵大学工会委员会", "operator": "周雨桐", "set_up": "1"}
PEOPLE = (
    ("10010001", "张三", "19800115001", "机械工程学院", "permanent", "13800001234"),
    ("10010002", "张伟", "19850320003", "机械工程学院", "permanent", "13900005678"),
    ("20190003", "李㛃", "19900707004", "外国语学院", "postdoc", None),
    ("30040004", "迪丽娜尔·艾山", "19781111006", "外国语学院", "agency", "13700009999"),
    ("30040005", "赵敏", "19660606008", None, "agency", None),
)
Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier


def id_number(rest: str) -> str:
    """A whole number of area 110000, never issued, from birthday and order."""
    return "110000" + rest + check_digit("110000" + rest)


def empty_office(folder: Path) -> Office:
    """Nobody on the roll yet. It is noon on 18 December 2020."""
    office = Office.open(folder, clock=lambda: NOON)
    with office.work("建立") as work:
        save_settings(work, SETTINGS)
    return office


def small_office(folder: Path) -> Office:
    """Five members, two branches."""
    office = empty_office(folder)
    with office.work("建立") as work:
        branches = {name: save_branch(work, None, {"name": name}).id for name in ("机械工程学院", "外国语学院")}
        for staff_no, name, birth, branch, employment, mobile in PEOPLE:
            save_member(work, None, {
                "staff_no": staff_no, "full_name": name, "id_number": id_number(birth), "mobile": mobile,
                "branch_id": branches.get(branch or ""), "employment_type": employment, "join_date": "2015-09",
            })  # fmt: skip
    return office


def open_page(qtbot: QtBot, office: Office, state: AppState) -> MembersPage:
    """The page as the window shows it, with the keyboard, and refreshed by what is announced."""
    desk = Desk(office, state, Announcer(office))
    page = MembersPage(desk)
    desk.announcer.changed.connect(page.refresh)
    qtbot.addWidget(page, before_close_func=lambda _page: desk.announcer.stop())
    page.resize(1294, 708)
    with qtbot.waitActive(page):
        page.show()
    return page


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the keyboard is."""
    QTest.keyClick(focused(), key, modifier)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def write(text: str) -> None:
    """Text where the keyboard is: Latin by keys, Chinese as an input method hands it over."""
    if text.isascii():
        QTest.keyClicks(focused(), text)
    else:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(focused(), event)


def settle(qtbot: QtBot, page: MembersPage) -> None:
    """Past the one frame that search, selection and pickers wait."""
    qtbot.wait(40)


def names(page: MembersPage) -> list[str]:
    """Who is listed, in order."""
    column = page.table.columns.section("full_name")
    return [page.model.index(row, column).data() for row in range(page.model.rowCount())]


def form_of(page: MembersPage) -> RecordForm:
    assert isinstance(page.form, RecordForm)
    return page.form


def clickable(parent: QWidget, text: str) -> QPushButton:
    """The visible button that says so."""
    found = [one for one in parent.findChildren(QPushButton) if text in one.text() and one.isVisible()]
    assert found, f"{text}: {[one.text() for one in parent.findChildren(QPushButton) if one.isVisible()]}"
    return found[0]


def click(qtbot: QtBot, parent: QWidget, text: str) -> None:
    qtbot.waitUntil(lambda: clickable(parent, text) is not None)  # what was just laid out is shown by an event
    qtbot.mouseClick(clickable(parent, text), Qt.MouseButton.LeftButton)


def member(office: Office, name: str) -> Any:
    with office.read() as session:
        return session.scalars(select(Member).where(Member.full_name == name)).unique().one()
