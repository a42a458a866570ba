# SPDX-License-Identifier: MIT
"""帮扶统计 by hand: spans, dimensions, cross tables, charts by click and key, and the rows behind each figure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.aid.offices import small_office
from tests.printing.reading import texts
from tests.recording_door import RecordingDoor
from tests.ui.aid_desk import Alt, Ctrl, Key, press, type_in
from ui.aid_statistics import StatisticsPage
from ui.app_state import AppState
from ui.charts_pairs import Pair, PairBars, PairColumns
from ui.desk import Announcer, Desk
from ui.held_query import WayBack
from ui.jobs import JobRunner
from unionoffice.aid import actions
from unionoffice.aid.registers import AID_PAYMENTS
from unionoffice.aid.statistics_form import _row_height
from unionoffice.aid.statistics_span import Span, span_of
from unionoffice.office import Office
from unionoffice.store import listing
from unionoffice.store.audit import audit_log
from unionoffice.store.listing import Query

PAID = (  # day, member, type id, yuan
    (date(2019, 3, 5), 1, 1, 500), (date(2020, 1, 8), 1, 1, 600), (date(2020, 3, 11), 2, 1, 700),
    (date(2020, 3, 12), 1, 2, 300), (date(2020, 9, 1), 3, 2, 200),
)  # fmt: skip


@dataclass
class Ledger:
    """Stands where the ledger would."""

    asked: list[tuple[Query, WayBack | None]] = field(default_factory=list)
    papers: list[tuple[Path, str]] = field(default_factory=list)

    def show_query(self, query: Query, back: WayBack | None = None) -> None:
        self.asked.append((query, back))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    for day, member_id, kind, yuan in PAID:
        with opened.work("慰问") as work:
            values = {"member_id": member_id, "aid_type_id": kind, "amount": Decimal(yuan), "event_date": day, "pay_method": "cash"}
            actions.issue(work, actions.save_draft(work, None, values).id, on=day)
    yield opened
    opened.close()


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def page(qtbot: QtBot, office: Office, state: AppState, ledger: Ledger, inline: JobRunner) -> StatisticsPage:
    desk = Desk(office, state, Announcer(office))
    desk.go = lambda key: ledger if key == "aid" else None
    desk.preview = lambda path, title: ledger.papers.append((path, title))
    made = StatisticsPage(desk)
    desk.announcer.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1294, 708)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.take_focus()
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    return made


def cells(page: StatisticsPage) -> list[list[str]]:
    return [[str(page.model.index(r, c).data() or "") for c in range(page.model.columnCount())] for r in range(page.model.rowCount())]


def opened(page: StatisticsPage, ledger: Ledger) -> int:
    """How many rows the ledger would show for what was opened last."""
    with page.desk.office.read() as session:
        return len(listing.ids(session, AID_PAYMENTS, ledger.asked[-1][0]))


def test_the_year_stands_beside_the_one_before_and_sums_come_first(page: StatisticsPage) -> None:
    assert cells(page) == [
        ["合计", "4", "3", "3", "1,800.00", "1", "1", "1", "500.00", "1,300.00"],
        ["住院慰问", "2", "2", "2", "1,300.00", "1", "1", "1", "500.00", "800.00"],
        ["重大疾病", "2", "2", "2", "500.00", "", "", "", "", "500.00"],
    ]
    assert page.header.figures.values() == [
        ("4", "人次"), ("3", "人数"), ("3", "户数"), ("1,800.00", "金额（元）"), ("+1,300.00", "比上年同期（元）")
    ]
    assert page.as_of.text() == "上年同期：2019 年"


def test_every_cell_opens_as_many_rows_as_it_counts(page: StatisticsPage, ledger: Ledger) -> None:
    for line in range(page.model.rowCount()):
        for key in ("cases", "last_cases"):
            page.table.select_row(line, key)
            press(Key.Key_Return)
            assert opened(page, ledger) == int(page.model.row(line).values[1 if key == "cases" else 5])
    back = ledger.asked[-1][1]
    assert back is not None and back.title == "统计"


def test_a_cross_table_and_its_cells(page: StatisticsPage, ledger: Ledger) -> None:
    page.show_dimension("branch")
    page.second.choose("month")
    page.refresh()
    assert cells(page) == [
        ["合计", "600.00", "1,000.00", "200.00", "1,800.00"],
        ["数学与统计学院", "600.00", "1,000.00", "", "1,600.00"],
        ["未填单位", "", "", "200.00", "200.00"],
    ]
    page.measures.choose("cases")
    page._show_table()
    assert not page.charts.isVisible()
    for line in range(3):
        for column in range(1, 5):
            page.table.select_row(line, page.table.columns.key(column))
            press(Key.Key_Return)
            assert opened(page, ledger) == int(page.model.row(line).values[column])
    press(Key.Key_PageDown, Ctrl)
    assert page.dimension == "fund" and page.second.currentData() == "month"
    page.show_dimension("month")
    assert page.second.currentData() == "", "a thing is not crossed with itself"


def test_other_spans_and_filters(page: StatisticsPage) -> None:
    press(Key.Key_Left, Alt)
    assert page.span.span == span_of(2019) and cells(page)[0][1] == "1"
    page.span.show_span(span_of(2020, "q1"))
    assert (cells(page)[0][1], page.as_of.text()) == ("3", "上年同期：2019 年一季度")
    page.types.set_chosen((1,))
    assert [line[0] for line in cells(page)] == ["合计", "住院慰问"] and cells(page)[0][1] == "2"
    assert [one.text for one in page._types()] == ["住院慰问", "重大疾病"]
    page.branches.set_chosen(("",))
    assert page.stack.currentIndex() == 1 and not page.export_button.isEnabled()


def test_any_two_days_are_typed(page: StatisticsPage) -> None:
    page.span.periods.choose("free")
    page.span._part_chosen()
    assert page.span.first.isVisible() and not page.span.years.isVisible()
    for text in ("2020-3-11", "2020-03-31"):
        press(Key.Key_A, Ctrl)
        type_in(text)
        press(Key.Key_Tab)
    assert page.span.span == Span(date(2020, 3, 11), date(2020, 3, 31)) and cells(page)[0][1] == "2"
    page.span.last.setText("2020-03-01")
    page.span.last.editingFinished.emit()
    assert page.span.last.toolTip() == "止日早于起日，请核对。" and page.span.span.last == date(2020, 3, 31)


def test_the_sums_stay_first_whatever_is_sorted(page: StatisticsPage) -> None:
    page.table.set_order("amount")
    assert [line[0] for line in cells(page)] == ["合计", "重大疾病", "住院慰问"]


def test_charts_open_their_rows_by_mouse_and_key(page: StatisticsPage, ledger: Ledger, qtbot: QtBot) -> None:
    months, bars = page.charts.months, page.charts.bars
    assert "3 月：2020 年 1,000.00 元，2019 年 500.00 元" in months.accessibleName()
    months.setFocus()
    press(Key.Key_Right)
    press(Key.Key_Right)
    press(Key.Key_Return)
    assert opened(page, ledger) == 2 and ledger.asked[-1][0].named == "2020 年 3 月"
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(20, bars.LINE + 4))
    assert opened(page, ledger) == 2 and ledger.asked[-1][0].named == "2020 年，重大疾病"


def test_who_looked_at_a_cause_is_noted(page: StatisticsPage, ledger: Ledger, office: Office) -> None:
    page.show_dimension("cause")
    page.table.select_row(1, "cases")
    press(Key.Key_Return)
    assert opened(page, ledger) == 4
    with office.read() as session:
        noted = session.scalars(select(audit_log.c.changes).where(audit_log.c.op == "note")).all()
    assert "没有困难档案" in str(noted[-1])


def test_the_workbook_has_formulas_and_both_tables(page: StatisticsPage, office: Office, door: RecordingDoor) -> None:
    page.second.choose("month")
    press(Key.Key_E, Ctrl)
    (path,) = office.exports.glob("*慰问统计*.xlsx")
    assert door.infos == ["已导出 4 人次的统计"]
    book = load_workbook(path)
    assert book.sheetnames == ["按慰问类型", "月份人次", "月份金额"]
    sheet = book["按慰问类型"]
    sums = next(row for row in sheet.iter_rows() if row[0].value == "合计")
    assert str(sums[1].value).startswith("=SUM(B") and sums[2].value == 3 and str(sums[9].value) == f"=E{sums[0].row}-I{sums[0].row}"
    assert any("不重复" in str(row[0].value) for row in sheet.iter_rows())


def test_the_paper_says_what_the_table_says(page: StatisticsPage, ledger: Ledger) -> None:
    press(Key.Key_P, Ctrl)
    ((path, title),) = ledger.papers
    said = texts(path)
    assert title == "帮扶统计（按慰问类型）" and len(said) == 1, "one page"
    for words in ("2020 年慰问统计（按慰问类型）", "上年同期：2019 年", "住院慰问", "1,800.00", "1,300.00", "夫妻都是会员的算一户"):
        assert words in said[0]


@pytest.mark.parametrize(("rows", "height"), [(3, 7.0), (21, 6.0), (25, 5.1), (26, 7.0), (80, 7.0)])
def test_rows_are_lower_where_that_saves_a_page(rows: int, height: float) -> None:
    assert round(_row_height(rows), 1) == height


def test_nothing_at_all_is_said(page: StatisticsPage, door: RecordingDoor) -> None:
    page.span.show_span(span_of(2012))
    assert page.stack.currentIndex() == 1
    press(Key.Key_E, Ctrl)
    assert door.infos == []


def test_parts_lie_where_they_are_painted(qtbot: QtBot) -> None:
    columns, bars = PairColumns(), PairBars()
    pairs = [Pair(f"{month} 月", month * 1e5, 0) for month in range(1, 13)]
    for chart in (columns, bars):
        qtbot.addWidget(chart)
        chart.set_pairs(pairs, "今年", "去年")
        chart.resize(336, 12 * PairBars.LINE)
        for number in range(12):
            middle = chart.rect_of(number).center()
            assert chart.part_at(middle.x(), middle.y()) == number
        assert chart.grab().toImage().width() == 336
    assert (columns.short(1_200_000), columns.short(1000)) == ("120", "<1")
    columns.set_pairs(pairs[:1], "今年", "去年")
    assert (columns.short(123_400), columns.short(100)) == ("12.3", "<0.1")
