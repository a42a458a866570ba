# SPDX-License-Identifier: MIT
"""统计报表: the four blocks of a month, going through months, the rows' lists, and the workbook."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from tests.recording_door import RecordingDoor
from tests.reports.small_office import fill_office
from ui import files, jobs
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.report_tables import BlockModel
from ui.reports import ReportsPage, signed
from ui.table_paint import Role
from unionoffice.aid.registers import AID_PAYMENTS
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.reports.month_data import read_month

Asked = list[tuple[Any, ...]]


class Other:
    """Any other page; it only takes facets that the register really has."""

    def __init__(self, key: str, asked: Asked) -> None:
        self._key, self._asked = key, asked
        register = {"members": MEMBERS, "aid": AID_PAYMENTS}.get(key)
        self.chips = {facet.field: self._chip(facet.field) for facet in (register.facets if register else ())}

    def _chip(self, field: str) -> Any:
        asked = self._asked

        class Chip:
            def set_chosen(self, values: tuple[object, ...]) -> None:
                asked.append((field, *values))

        return Chip()

    def __getattr__(self, name: str) -> Any:
        return lambda *values: self._asked.append((self._key, name, *values))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = fill_office(tmp_path_factory.mktemp("reports") / "office")
    yield made
    made.close()


@pytest.fixture
def asked() -> Asked:
    return []


@pytest.fixture
def page(office: Office, qtbot: QtBot, tmp_path: Path, asked: Asked, inline: jobs.JobRunner) -> ReportsPage:
    desk = Desk(office, AppState(tmp_path / "window.ini"), Announcer(office))
    desk.go = lambda key: Other(key, asked)
    made = ReportsPage(desk)
    qtbot.addWidget(made)
    made.resize(1294, 708)
    with qtbot.waitActive(made):
        made.show()
    return made


def texts(page: ReportsPage, block: str, column: str) -> list[str]:
    table = page.tables[block]
    section = table.columns.section(column)
    return [str(table.model().index(row, section).data()) for row in range(table.model().rowCount())]


def test_it_opens_on_the_present_month_with_its_figures(page: ReportsPage, office: Office) -> None:
    with office.read() as session:
        report = read_month(session, 2020, 12, office.today())
    change = report.members.total.this - report.members.total.last
    assert page.header.figures.values() == [
        ("240", "会员"), (signed(change), "本月净增减"), ("3,000.00", "本月慰问（元）"), ("134,218.40", "本年福利（元）"),
        ("3", "计划逾期"),
    ]  # fmt: skip
    assert page.as_of.text() == "截至 2020-12-18"
    assert [chip.text() for chip in page.chips.values()] == [
        f"会员变动 {len(report.members.rows)}", "帮扶慰问 5", "福利发放 3", "工作计划 6",
    ]  # fmt: skip


def test_each_block_shows_what_the_office_counted(page: ReportsPage) -> None:
    assert sum(int(text) for text in texts(page, "members", "this")) == 240
    assert texts(page, "aid", "month") == ["1,500.00", "", "", "", "1,500.00"]
    assert texts(page, "welfare", "share_832") == ["21.7%", "17.9%", "17.6%"]
    assert texts(page, "plan", "word")[:3] == ["逾期 171 天", "逾期 48 天", "逾期 18 天"]
    footer = page.footers["aid"].accessibleName()
    assert "20,500.00" in footer and "合计 10" in footer


def test_the_model_keeps_qts_rules_and_sorts_by_value(page: ReportsPage) -> None:
    table = page.tables["aid"]
    model = table.model()
    assert isinstance(model, BlockModel)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.set_order("year", descending=True)
    assert texts(page, "aid", "year") == ["10,000.00", "4,900.00", "3,000.00", "2,000.00", "600.00"]
    section = table.columns.section("year")
    assert model.index(0, section).data(Role.SORT) == 10_000
    page.refresh()
    assert texts(page, "aid", "name")[0] == "住院慰问"
    del tester


def test_going_back_a_month_and_never_into_the_future(page: ReportsPage, qtbot: QtBot) -> None:
    assert not page.on.isEnabled() and page.on.toolTip() == "下一月还没有到"
    QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (page.year, page.month_no) == (2020, 11)
    assert page.as_of.text() == "截至 2020-11-30"
    assert texts(page, "aid", "month_cases")[0] == "1"
    page.step(1)
    page.step(1)
    assert (page.year, page.month_no) == (2020, 12)
    page.show_month(2019, 12)
    assert page.months.count() == 12
    page.show_month(2020, 12)
    page.years.choose(2019)
    page.years.activated.emit(page.years.currentIndex())
    assert (page.year, page.month_no) == (2019, 12)
    assert page.tables["plan"].model().rowCount() == 0


def test_the_chips_and_the_figures_choose_the_block(page: ReportsPage) -> None:
    page.chips["welfare"].click()
    assert page.stack.currentIndex() == 2 and page.block == "welfare"
    assert [key for key, chip in page.chips.items() if chip.isChecked()] == ["welfare"]
    assert not page.only_changed.isVisible()
    page.header.figures._act(4)
    assert page.block == "plan" and page.status_texts()[0] == "2020 年 12 月，工作计划"


def test_only_the_branches_where_somebody_came_or_went(page: ReportsPage) -> None:
    everything, sums = page.tables["members"].model().rowCount(), page.footers["members"].accessibleName()
    page.only_changed.click()
    few = page.tables["members"].model().rowCount()
    assert 0 < few < everything
    assert page.footers["members"].accessibleName() == sums
    page.only_changed.click()
    assert page.tables["members"].model().rowCount() == everything


def test_enter_opens_the_list_behind_a_row(page: ReportsPage, asked: Asked) -> None:
    page.take_focus()
    QTest.keyClick(page.tables["members"], Qt.Key.Key_Return)
    assert asked[0] == ("members", "clear_filters")
    assert asked[1][0] == "branch_id" and asked[2] == ("membership_status", "active", "retained")
    asked.clear()
    page.tables["aid"].opened.emit(4)
    page.tables["welfare"].opened.emit(1)
    page.tables["plan"].opened.emit(0)
    assert asked[:5] == [
        ("aid", "clear_filters"), ("aid_type_name", "抚恤"), ("booked_on", "2020"), ("status", "issued", "signed"),
        ("welfare", "open_campaign", 2),
    ]  # fmt: skip
    assert [step[:2] for step in asked[5:]] == [("plan", "show_task"), ("plan", "show_details")]


def test_ctrl_e_writes_the_shown_month_and_offers_its_folder(
    page: ReportsPage, office: Office, door: RecordingDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(files, "open_folder", opened.append)
    page.show_month(2020, 9)
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    [path] = office.exports.glob("*2020年09月*")
    assert door.infos == [f"已导出 2020 年 9 月月报：{path.name}"]
    assert load_workbook(path)["会员变动"]["A1"].value == "江陵大学工会 2020 年 9 月会员变动表"
    door.links["打开文件夹"]()
    assert opened == [path]


def test_an_answer_that_comes_too_late_is_dropped(
    page: ReportsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Any] = []
    monkeypatch.setattr("ui.reports.run_job", lambda _title, work, done, **_: waiting.append((work, done)))
    page.show_month(2020, 10)
    page.show_month(2020, 6)
    for work, done in reversed(waiting):
        done(work(None))
    assert page.report is not None and page.report.month == 6
