# SPDX-License-Identifier: MIT
"""受助情况 and 未受助会员 by hand: who received what, alone and as a household, and what is done for who never did."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from tests.aid.offices import small_office
from tests.recording_door import RecordingDoor
from tests.ui.aid_desk import Ctrl, Key, press, type_in
from ui.aid_person import PersonPage
from ui.aid_unhelped import UnhelpedPage
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.jobs import JobRunner
from ui.page import PageWidget
from unionoffice.aid import actions
from unionoffice.members.family import Relative
from unionoffice.office import Office

PAID = ((date(2019, 3, 1), 1, 600), (date(2020, 5, 2), 1, 300), (date(2020, 6, 3), 2, 500))


@dataclass
class Elsewhere:
    """Stands where the other pages would, and keeps what it was told."""

    told: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)

    def go(self, key: str) -> "Elsewhere":
        self.pages.append(key)
        return self

    def __getattr__(self, name: str) -> Any:
        return lambda *words: self.told.append((name, words))


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    with opened.work("登记") as work:
        work.add(Relative(member_id=1, relation_code="10", full_name="𬱟𠮷㛃"))
        work.add(Relative(member_id=2, relation_code="10", full_name="蔡文静"))
    for day, member_id, yuan in PAID:
        with opened.work("慰问") as work:
            values = {"member_id": member_id, "aid_type_id": 1, "amount": Decimal(yuan), "event_date": day, "pay_method": "cash"}
            actions.issue(work, actions.save_draft(work, None, values).id, on=day)
    yield opened
    opened.close()


@pytest.fixture
def desk(office: Office, state: AppState, elsewhere: Elsewhere, inline: JobRunner) -> Desk:
    made = Desk(office, state, Announcer(office))
    made.go = elsewhere.go
    made.preview = lambda path, title: elsewhere.told.append(("preview", (path, title)))
    return made


def shown(qtbot: QtBot, page: PageWidget) -> None:
    qtbot.addWidget(page)
    page.resize(1294, 708)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()


@pytest.fixture
def person(qtbot: QtBot, desk: Desk) -> PersonPage:
    made = PersonPage(desk)
    desk.announcer.changed.connect(made.refresh)
    shown(qtbot, made)
    return made


@pytest.fixture
def unhelped(qtbot: QtBot, desk: Desk) -> UnhelpedPage:
    made = UnhelpedPage(desk)
    desk.announcer.changed.connect(made.refresh)
    shown(qtbot, made)
    made.take_focus()
    return made


def test_nobody_is_chosen_at_first_and_somebody_is_by_typing(person: PersonPage) -> None:
    assert person.stack.currentIndex() == 1 and not person.export_button.isEnabled()
    person.take_focus()
    type_in("cwj")
    press(Key.Key_Return)
    assert person.header.title() == "蔡文静" and person.header.figures.values() == [
        ("2", "历年人次"), ("900.00", "历年金额（元）"), ("300.00", "2020 年（元）")
    ]


def test_the_household_is_one_press_away(person: PersonPage, elsewhere: Elsewhere) -> None:
    person.show_member(1)
    QAbstractItemModelTester(person.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [person.years.row(n).values for n in range(2)] == [("2020 年", 1, Decimal(300)), ("2019 年", 1, Decimal(600))]
    person.household.click()
    assert person.header.title() == "蔡文静全家" and person.model.rowCount() == 3
    person.open_rows(2020)
    name, (query, back) = elsewhere.told[-1]
    assert name == "show_query" and len(query.only) == 2 and query.named == "蔡文静全家 2020 年" and back.title == "受助情况"


def test_a_person_leaves_as_file_and_paper_and_gets_a_payment(
    person: PersonPage, office: Office, elsewhere: Elsewhere, door: RecordingDoor
) -> None:
    person.show_member(1)
    press(Key.Key_E, Ctrl)
    (path,) = office.exports.glob("*蔡文静受助情况*.xlsx")
    assert load_workbook(path).sheetnames == ["明细", "按年"] and door.infos == ["已导出 2 笔"]
    press(Key.Key_P, Ctrl)
    name, (paper, title) = elsewhere.told[-1]
    assert (name, title) == ("preview", "蔡文静受助情况") and paper.exists()
    person.pay()
    assert elsewhere.told[-1] == ("pay", (1,))
    press(Key.Key_Escape)
    assert elsewhere.pages[-1] == "aid"


def test_who_received_nothing_is_said(person: PersonPage) -> None:
    person.show_member(3)
    assert person.stack.currentIndex() == 1 and person.pay_button.isEnabled() and not person.print_button.isEnabled()
    assert not person.household.isVisible()


def names(page: UnhelpedPage) -> set[str]:
    return {one.full_name for one in page.view.model.lines()}


def test_the_list_never_and_since_a_day(unhelped: UnhelpedPage) -> None:
    assert names(unhelped) == {"迪丽娜尔·艾山"} and unhelped.view.said() == "从未受助"
    unhelped.view.since.setFocus()
    type_in("2020-6-1")
    press(Key.Key_Tab)
    assert names(unhelped) == {"迪丽娜尔·艾山", "蔡文静"} and unhelped.view.said() == "2020-06-01 起没有慰问"
    unhelped.view.chips["branch"].set_chosen(("",))
    assert names(unhelped) == {"迪丽娜尔·艾山"}
    unhelped.view.since.setText("昨天")
    unhelped.view.since.editingFinished.emit()
    assert "不是日期" in unhelped.view.since.toolTip() and names(unhelped) == {"迪丽娜尔·艾山"}


def test_what_is_done_for_them(unhelped: UnhelpedPage, elsewhere: Elsewhere, office: Office, door: RecordingDoor) -> None:
    unhelped.start_round()
    assert elsewhere.pages[-1] == "rounds" and elsewhere.told[-1] == ("new", ([3],))
    unhelped.view.table.select_row(0)
    QTest.qWait(5)
    unhelped.pay()
    assert elsewhere.told[-1] == ("pay", (3,))
    unhelped.open_rows()
    assert elsewhere.pages[-1] == "members" and elsewhere.told[-1][1][0].only == frozenset({3})
    press(Key.Key_Return)
    assert elsewhere.told[-1] == ("show_member", (3,))
    press(Key.Key_E, Ctrl)
    assert door.infos == ["已导出 1 人"] and list(office.exports.glob("*未受助会员*.xlsx"))


def test_somebody_helped_meanwhile_leaves_the_list(unhelped: UnhelpedPage, office: Office) -> None:
    with office.work("慰问") as work:
        values = {"member_id": 3, "aid_type_id": 1, "amount": Decimal(1), "event_date": date(2020, 9, 1), "pay_method": "cash"}
        actions.issue(work, actions.save_draft(work, None, values).id)
    assert names(unhelped) == set() and not unhelped.round_button.isEnabled() and unhelped.round_button.toolTip() == "名单是空的"
