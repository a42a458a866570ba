# SPDX-License-Identifier: MIT
"""The budget's page by keys, its figures, and what the form and the home page say of a budget."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.aid.offices import small_office
from tests.recording_door import RecordingDoor
from tests.ui.aid_desk import Ctrl, Key, Seen, fields_of, fill_in, make, open_page, press, type_in
from ui.aid_funds import FundsPage
from ui.app_state import AppState
from ui.charts import Budget
from ui.desk import Announcer, Desk
from ui.home_budget import bar_of, elapsed
from ui.jobs import JobRunner
from unionoffice.aid import funds_actions, funds_queries
from unionoffice.aid.funds_queries import FundStatus
from unionoffice.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    yield opened
    opened.close()


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(qtbot: QtBot, office: Office, state: AppState, seen: Seen, inline: JobRunner) -> FundsPage:
    desk = Desk(office, state, Announcer(office))
    desk.go = seen.pages.append
    made = FundsPage(desk)
    desk.announcer.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1294, 708)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.take_focus()
    return made


def new_line(office: Office, account: str = "职工集体福利", budget: int = 1000, year: int = 2020) -> int:
    with office.work("新增预算") as work:
        values = {"year": year, "fund": "工会经费", "account": account, "budget_in": Decimal(budget)}
        return funds_actions.save_line(work, None, values).id


def test_a_line_is_entered_and_added_to(page: FundsPage, office: Office, door: RecordingDoor) -> None:
    assert page.stack.currentIndex() == 1
    press(Key.Key_N, Ctrl)
    type_in("职工集体福利")
    press(Key.Key_Return)
    type_in("30000")
    press(Key.Key_S, Ctrl)
    assert [one.name for one in page.lines] == ["工会经费 / 职工集体福利"]
    page.table.select_row(0)
    page.adjust()
    type_in("-5000")
    press(Key.Key_Return)
    type_in("调出")
    press(Key.Key_S, Ctrl)
    assert page.lines[0].planned == 25000
    assert door.infos == ["已保存预算", "已保存预算"]
    press(Key.Key_Z, Ctrl)
    assert page.lines[0].planned == 30000


def test_figures_months_and_money_without_a_line(page: FundsPage, office: Office) -> None:
    new_line(office)
    make(office, amount=600)
    make(office, amount=100, aid_type_id=9)
    page.refresh()
    assert page.header.figures.values()[-1] == ("60.0%", "预算执行")
    assert [page.model.row(n).values[1] for n in range(2)] == ["职工集体福利", "困难职工帮扶费（没有预算）"]
    assert page.months.row(8).values[:3] == ("9 月", Decimal(700), Decimal(700))


def test_last_years_lines_are_taken_over(page: FundsPage, office: Office, door: RecordingDoor) -> None:
    new_line(office, year=2019)
    page.copy_last_year()
    assert [one.planned for one in page.lines] == [1000]
    page.copy_last_year()
    assert "没有可以沿用到 2020 年的预算" in door.errors[0].sentence


def test_nothing_selected_is_said_and_escape_leads_back(page: FundsPage, door: RecordingDoor, seen: Seen) -> None:
    page.adjust()
    assert door.infos == ["请先在表里选中一项预算"]
    press(Key.Key_Escape)
    assert seen.pages == ["aid"]


def test_the_aid_form_warns_when_the_budget_does_not_suffice(
    qtbot: QtBot, office: Office, state: AppState, seen: Seen, inline: JobRunner
) -> None:
    new_line(office, budget=700)
    aid = open_page(qtbot, office, state, seen)
    assert aid.header.figures.values()[-1] == ("0.0%", "预算执行")
    fill_in(aid, qtbot, "800")
    notice = fields_of(aid).notice
    assert notice.isVisible() and notice.title() == "超出预算 100.00 元"


def test_bars_are_named_by_account_and_by_fund_where_accounts_repeat() -> None:
    one, two = (FundStatus(n, 2020, fund, "送温暖费", Decimal(20000), Decimal(0), Decimal(5000), 1) for n, fund in ((1, "甲"), (2, "乙")))
    assert bar_of(one, [one]) == Budget("送温暖费", 0.5, 2.0)
    assert bar_of(one, [one, two]).name == "甲 / 送温暖费"
    assert (round(elapsed(date(2020, 9, 24)), 2), elapsed(date(2020, 12, 31))) == (0.73, 1.0)


def test_a_line_shows_its_adjustments_with_who_and_when(page: FundsPage, office: Office) -> None:
    line = new_line(office, budget=1000)
    with office.work("调整预算") as work:
        funds_actions.adjust(work, line, amount=Decimal(500), reason="上级拨款，校财字 12 号", on=date(2020, 5, 6))
        funds_actions.adjust(work, line, amount=Decimal(-200), reason="调给送温暖", on=date(2020, 6, 1))
    page.refresh()
    page.table.select_row(0)
    page._show_moves()
    rows = [page.moves.row(number).values for number in range(page.moves.rowCount())]
    assert [(row[0], row[1], row[2], row[3]) for row in rows] == [
        ("", Decimal(1000), Decimal(1000), "年初预算"), ("2020-05-06", Decimal(500), Decimal(1500), "上级拨款，校财字 12 号"),
        ("2020-06-01", Decimal(-200), Decimal(1300), "调给送温暖"),
    ]  # fmt: skip
    assert rows[1][4] == "周雨桐 2020-09-24" and page.moves_part.isVisible()


def test_a_row_opens_its_payments(page: FundsPage, office: Office) -> None:
    new_line(office)
    paid = make(office)
    make(office, aid_type_id=9)  # 困难补助, of another account
    page.refresh()
    with office.read() as session:
        found = {line.account: funds_queries.payments_of(session, line) for line in page.lines}
    assert found["职工集体福利"] == {paid.id} and len(found["困难职工帮扶费"]) == 1
    page.table.select_row(1)
    assert page.selected() is None and page.pointed() is not None
