# SPDX-License-Identifier: MIT
"""统计报表 and 首页 through the window: their figures are those of the pages behind them, on screen and in the workbook."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.journeys.hands import Alt, Ctrl, Key, breathe, click, press, says, wait_until
from tests.journeys.journey import Journey
from tests.reports.formulas import value
from ui.aid import AidPage
from ui.home import HomePage
from ui.home_board import HomeLine
from ui.plan import PlanPage
from ui.register_page import RegisterPage
from ui.reports import ReportsPage
from ui.welfare import WelfarePage
from unionoffice.aid.records import ISSUED
from unionoffice.kit.money import show_yuan
from unionoffice.plan.queries import TaskLine


def figures(page: object) -> dict[str, str]:
    """What the header of a page says: caption → figure."""
    return {caption: figure for figure, caption in page.header.figures.values()}  # type: ignore[attr-defined]


def tab(journey: Journey, number: int) -> object:
    press(Qt.Key(Key.Key_0.value + number), Alt)
    journey.idle()
    return journey.front


@pytest.fixture
def reports(journey: Journey) -> ReportsPage:
    page = tab(journey, 6)
    assert isinstance(page, ReportsPage)
    wait_until(lambda: page.report is not None)
    return page


def exported(journey: Journey) -> Workbook:
    press(Key.Key_E, Ctrl)
    journey.idle()
    (path,) = journey.office.exports.glob("*月度统计报表*.xlsx")
    assert path.name in journey.door.said[-1]
    book = load_workbook(path)
    path.unlink()
    return book


def sum_row(sheet: Worksheet) -> dict[str, object]:
    """The row 合计 as a spreadsheet program works it out: column letter → value. Every sum in it is a formula."""
    row = next(line[0].row for line in sheet.iter_rows(max_col=1) if line[0].value == "合计")
    filled = [cell for cell in sheet[row] if cell.value is not None and cell.column > 1]
    assert all(str(cell.value).startswith("=") or cell.column_letter == "E" for cell in filled)
    return {cell.column_letter: value(sheet, cell.coordinate) for cell in filled}


def test_the_workbook_of_this_month_says_what_the_pages_say(journey: Journey, reports: ReportsPage) -> None:
    shown, book = figures(reports), exported(journey)
    assert book.sheetnames == ["会员变动", "帮扶慰问", "福利发放", "工作计划"]
    members, aid, welfare = (sum_row(book[name]) for name in book.sheetnames[:3])
    assert f"{members['N']:,}" == shown["会员"]
    assert members["N"] == members["B"] + sum(members[c] for c in "CDEFG") - sum(members[c] for c in "HIJKLM")  # type: ignore[operator, misc]
    assert show_yuan(Decimal(str(aid["C"]))) == shown["本月慰问（元）"]
    assert show_yuan(Decimal(str(welfare["D"]))) == shown["本年福利（元）"]
    late = [line[0].value for line in book["工作计划"].iter_rows(max_col=1)].count("逾期")
    assert str(late) == shown["计划逾期"]

    # and the four pages behind
    page = tab(journey, 2)
    assert isinstance(page, RegisterPage) and len(page.model.ids()) == members["N"]
    page = tab(journey, 3)
    assert isinstance(page, AidPage)
    assert figures(page)["本年金额（元）"] == show_yuan(Decimal(str(aid["F"])))
    assert figures(page)["本年人次"] == str(aid["D"]) and figures(page)["本年人数"] == str(aid["E"])
    page = tab(journey, 4)
    assert isinstance(page, WelfarePage)
    handed = figures(page.list)
    assert handed["验收金额（元）"] == show_yuan(Decimal(str(welfare["D"])))
    assert handed["未领人次"] == f"{welfare['B'] - welfare['C']:,}"  # type: ignore[operator]
    page = tab(journey, 5)
    assert isinstance(page, PlanPage) and figures(page)["逾期"] == str(late)


def test_an_earlier_month_is_chosen_looked_into_and_exported(journey: Journey, reports: ReportsPage) -> None:
    reports.months.setFocus()
    for _ in range(3):  # to September, as a clerk goes through the list by key
        press(Key.Key_Left, Alt)
        journey.idle()
    assert (reports.year, reports.month_no) == (2020, 9) and reports.as_of.text() == "截至 2020-09-30"
    book, shown = exported(journey), figures(reports)
    assert "9 月" in str(book["帮扶慰问"]["A1"].value)
    assert show_yuan(Decimal(str(sum_row(book["帮扶慰问"])["C"]))) == shown["本月慰问（元）"]

    # a row opens the list it counts
    click(reports.chips["aid"])
    table = reports.tables["aid"]
    name, year_cases = str(table.model().index(0, 0).data()), table.columns.section("cases")
    wanted = str(table.model().index(0, year_cases).data())
    table.setFocus()
    table.select_row(0)
    press(Key.Key_Return)
    page = journey.front
    assert isinstance(page, AidPage) and len(page.model.ids()) >= int(wanted)
    assert {page.model.record(n).aid_type_name for n in range(len(page.model.ids()))} == {name}  # type: ignore[attr-defined]


def home(journey: Journey) -> HomePage:
    page = tab(journey, 1)
    assert isinstance(page, HomePage)
    return page


def lines(page: HomePage) -> list[HomeLine]:
    return [one for one in page.board.findChildren(HomeLine) if one.isVisible() and one.line.page]


def test_home_says_what_the_pages_say(journey: Journey) -> None:
    page = home(journey)
    shown = figures(page)
    assert shown["逾期"] == figures(tab(journey, 5))["逾期"]
    press(Key.Key_1, Alt)
    click(page.unsigned.link)
    listed = journey.front
    assert isinstance(listed, AidPage) and str(len(listed.model.ids())) == shown["待签收"]
    assert {listed.model.record(n).status for n in range(len(listed.model.ids()))} == {ISSUED}  # type: ignore[attr-defined]
    press(Key.Key_1, Alt)
    click(page.hand_out_button)
    welfare = journey.front
    assert isinstance(welfare, WelfarePage)
    assert welfare.campaign.status_texts()[0] == f"未领 {shown['福利未领']} 人"


@pytest.mark.parametrize("tab_key", ["plan", "aid", "members"])
def test_a_line_of_home_lands_on_its_record(journey: Journey, tab_key: str) -> None:
    page = home(journey)
    line = next(one for one in lines(page) if one.line.page == tab_key)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    breathe(20)
    landed = journey.front
    if isinstance(landed, PlanPage):
        task = landed.list.current_line()
        assert isinstance(task, TaskLine) and task.id == line.line.record_id and task.name == line.line.text
    else:
        assert isinstance(landed, RegisterPage)
        wait_until(lambda: landed.selected is not None and landed.selected.id == line.line.record_id)
    wait_until(lambda: landed.details.isVisible() and says(landed.details, line.line.text.split("　")[0]))


def test_a_payment_signed_on_its_page_leaves_home(journey: Journey, tmp_path: Path) -> None:
    page = home(journey)
    line = next(one for one in lines(page) if one.line.text.startswith("慰-"))
    waiting = int(figures(page)["待签收"])
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    breathe(20)
    press(Key.Key_G, Alt)
    assert journey.door.said[-1] == f"已签收 {line.line.text.split('　')[0]}"
    press(Key.Key_1, Alt)
    assert figures(page)["待签收"] == str(waiting - 1)
    assert not any(one.line.record_id == line.line.record_id for one in lines(page) if one.line.page == "aid")
