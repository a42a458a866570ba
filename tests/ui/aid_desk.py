# SPDX-License-Identifier: MIT
"""What the tests of the aid page share: real keys, the page's parts, and what was asked of the window."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from ui.aid import AidPage
from ui.aid_fields import AidFields
from ui.aid_form import AidForm
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from unionoffice.aid import actions
from unionoffice.aid.records import AidPayment
from unionoffice.office import Office

Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@dataclass
class Seen:
    """What the page asked of the window."""

    previews: list[tuple[Path, str]] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)


def open_page(qtbot: QtBot, office: Office, state: AppState, seen: Seen) -> AidPage:
    """The page as the window shows it, with the keyboard."""
    desk = Desk(office, state, Announcer(office))
    desk.preview = lambda path, title: seen.previews.append((path, title))
    desk.go = seen.pages.append
    made = AidPage(desk)
    desk.announcer.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1294, 708)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """To whatever has the keyboard, as a real key goes; a button pressed by its letter clicks 100 ms later."""
    QTest.qWait(1)
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)
    QTest.qWait(150 if modifier == Alt else 1)


def type_in(text: str) -> None:
    """Letters and digits as keys; Chinese as an input method commits it."""
    target = QApplication.focusWidget()
    assert target is not None
    if text.isascii():
        QTest.keyClicks(target, text)
        return
    committed = QInputMethodEvent()
    committed.setCommitString(text)
    QApplication.sendEvent(target, committed)


def form_of(page: AidPage) -> AidForm:
    assert isinstance(page.form, AidForm)
    return page.form


def fields_of(page: AidPage) -> AidFields:
    return form_of(page).fields


def payments(office: Office) -> list[AidPayment]:
    with office.read() as session:
        return list(session.scalars(select(AidPayment).order_by(AidPayment.id)).unique())


def make(office: Office, *, amount: int = 600, issue: bool = True, **more: object) -> AidPayment:
    with office.work("新增慰问") as work:
        values = {
            "member_id": 1,
            "aid_type_id": 1,
            "amount": Decimal(amount),
            "event_date": date(2020, 3, 11),
        }
        payment = actions.save_draft(work, None, values | {"pay_method": "bank_transfer"} | more)
        return actions.issue(work, payment.id) if issue else payment


def choose(page: AidPage, payment: AidPayment) -> None:
    page.refresh()
    page.show_record(payment.id)
    QTest.qWait(5)


def click(page: AidPage, qtbot: QtBot, words: str) -> None:
    def found() -> list[QPushButton]:
        return [
            one for one in page.details.findChildren(QPushButton) if words in one.text() and one.isVisible()
        ]

    qtbot.waitUntil(lambda: len(found()) == 1)
    QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def fill_in(page: AidPage, qtbot: QtBot, amount: str = "800") -> None:
    """Ctrl+N, then a field after the other with Enter between, up to the amount."""
    page.take_focus()
    press(Key.Key_N, Ctrl)
    type_in("cwj")
    press(Key.Key_Return)
    type_in("zyww")
    press(Key.Key_Return)
    press(Key.Key_A, Ctrl)
    type_in("9-21")
    press(Key.Key_Return)
    type_in("住院手术")
    press(Key.Key_Return)
    press(Key.Key_A, Ctrl)
    type_in(amount)
    press(Key.Key_Return)
