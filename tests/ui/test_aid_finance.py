# SPDX-License-Identifier: MIT
"""The finance list's page by keys: the month of today, another span, the check, the export with its purpose."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from tests.aid.offices import small_office
from tests.recording_door import RecordingDoor
from tests.ui.aid_desk import Ctrl, Key, Seen, make, press, type_in
from ui.aid_finance import FinancePage, facts
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.jobs import JobRunner
from ui.messages import Answer
from unionoffice.aid import actions
from unionoffice.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, office: Office, state: AppState, inline: JobRunner) -> FinancePage:
    seen = Seen()
    make(office, amount=600)
    make(office, amount=400, member_id=2)  # by transfer and without an account
    spoiled = make(office, amount=900, member_id=3, pay_method="cash")
    draft = make(office, amount=300, member_id=3, pay_method="cake_voucher", issue=False)
    with office.work("签发凭证") as work:
        actions.void(work, spoiled.id, "金额写错")
        actions.issue(work, draft.id, on=date(2020, 8, 31))
    desk = Desk(office, state, Announcer(office))
    desk.go = seen.pages.append
    made = FinancePage(desk)
    desk.announcer.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1294, 708)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.take_focus()
    return made


def shown(page: FinancePage) -> list[str]:
    return [str(page.model.row(number).values[0]) for number in range(page.model.rowCount())]


def test_the_month_of_today_is_shown_with_its_check(page: FinancePage) -> None:
    assert page.from_day.text() == "2020-09-01" and page.to_day.text() == "2020-09-30"
    assert shown(page) == ["慰-2020-0001", "慰-2020-0002"]
    assert page.found is not None
    words = " ".join(pair.text for pair in facts(page.found))
    assert "清单 2 张、1,000.00 元，与凭证台账 2 张、1,000.00 元一致" in words
    assert "慰-2020-0003" in words and "𬱟𠮷㛃，转账会被退回" in words


def test_months_and_any_span_by_keys(page: FinancePage) -> None:
    press(Key.Key_PageUp, Ctrl)
    assert shown(page) == ["慰-2020-0004"] and page.found is not None and not page.found.money
    press(Key.Key_PageUp, Ctrl)
    assert page.found is None and page.stack.currentIndex() == 1 and not page.export_button.isEnabled()
    page.from_day.setFocus()
    press(Key.Key_A, Ctrl)
    type_in("8-1")
    press(Key.Key_Return)
    page.to_day.setFocus()
    press(Key.Key_A, Ctrl)
    type_in("9-30")
    press(Key.Key_Return)
    assert page.first == date(2020, 8, 1) and len(shown(page)) == 3
    page.from_day.setFocus()
    press(Key.Key_A, Ctrl)
    type_in("昨天")
    press(Key.Key_Return)
    assert page.trouble.text() and len(shown(page)) == 3


def test_the_list_goes_out_for_a_purpose_alone(page: FinancePage, office: Office, door: RecordingDoor) -> None:
    press(Key.Key_E, Ctrl)
    assert not list(office.exports.glob("*.xlsx"))
    door.answers.append(Answer("9 月报销"))
    press(Key.Key_E, Ctrl)
    (path,) = office.exports.glob("*2020 年 9 月慰问金发放明细*.xlsx")
    rows = [row for row in load_workbook(path)["发放明细"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[9] for row in rows] == ["慰-2020-0001", "慰-2020-0002"]
    page.export_bank()
    assert any("没有银行账号" in str(one) for one in door.errors)
