# SPDX-License-Identifier: MIT
"""名单与统计: each list reads, counts, opens its rows in the registry, and leaves the office as file and paper."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.printing.reading import texts
from tests.recording_door import RecordingDoor
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.members_list_counts import CountsView
from ui.members_list_named import NamedListView
from ui.members_list_quality import QualityView
from ui.members_list_roster import RosterView
from ui.members_lists import ListsPage
from ui.messages import Answer
from unionoffice.members.actions import record_event, save_branch, save_member
from unionoffice.members.dues.actions import generate
from unionoffice.members.family import Child, FamilyRow, save_rows
from unionoffice.members.organisation import rename_branch, save_eligible
from unionoffice.office import Office
from unionoffice.store.listing import Query

TODAY = date(2020, 12, 18)


@dataclass
class Registry:
    """Stands where the registry's page would."""

    queries: list[Query] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)
    mended: list[tuple[int, str]] = field(default_factory=list)

    def show_query(self, query: Query) -> None:
        self.queries.append(query)

    def show_record(self, member_id: int) -> None:
        self.shown.append(member_id)

    def mend(self, member_id: int, name: str) -> None:
        self.mended.append((member_id, name))


@pytest.fixture
def registry() -> Registry:
    return Registry()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=lambda: datetime(2020, 12, 18, 9))
    with opened.work("准备") as work:
        physics, maths = (save_branch(work, None, {"name": name}).id for name in ("物理学院", "数学学院"))
        common = {"branch_id": physics, "join_date": "2010-03", "employment_type": "permanent", "mobile": "13800004821"}
        cai = save_member(work, None, {**common, "full_name": "蔡文静", "staff_no": "1001", "sex_code": "2", "birth_date": date(1979, 6, 18), "ethnicity_code": "15"}).id
        bai = save_member(work, None, {**common, "full_name": "白建国", "staff_no": "1002", "sex_code": "1", "birth_date": date(1960, 6, 1)}).id
        save_member(work, None, {"full_name": "何频", "staff_no": "1003", "branch_id": maths, "join_date": "2020-09", "employment_type": "agency"})
        save_rows(work, Child, cai, [FamilyRow(None, {"full_name": name, "birth_date": date(2012, 3, 5)}) for name in ("蔡大", "蔡小")])
        record_event(work, bai, "branch_move", date(2020, 6, 10), to_branch_id=maths)
        rename_branch(work, physics, "理学院", date(2020, 10, 1))
        save_eligible(work, 2020, {physics: 2, maths: 4})
    yield opened
    opened.close()


@pytest.fixture
def previews() -> list[tuple[Path, str]]:
    return []


@pytest.fixture
def page(qtbot, office: Office, state: AppState, registry: Registry, previews: list[Any], inline) -> Iterator[ListsPage]:
    desk = Desk(office, state, Announcer(office), go=lambda _key: registry)
    desk.preview = lambda path, title: previews.append((path, title))
    made = ListsPage(desk)
    desk.announcer.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1294, 708)
    made.show()
    yield made
    desk.announcer.stop()


def cells(page: ListsPage, key: str) -> list[str]:
    place = page.view.table.columns.section(key)
    model = page.view.model
    return [model.index(row, place).data() for row in range(model.rowCount())]


def show(page: ListsPage, key: str) -> Any:
    view = page.show_list(key)
    QAbstractItemModelTester(view.model)
    return view


def figures(page: ListsPage) -> list[tuple[str, str]]:
    return page.header.figures.values()


# the roster of a day


def test_the_roster_of_another_day_has_its_people_units_and_names(page: ListsPage, registry: Registry) -> None:
    view = page.view
    assert isinstance(view, RosterView)
    assert list(zip(cells(page, "full_name"), cells(page, "branch"), strict=True)) == [
        ("蔡文静", "理学院"), ("白建国", "数学学院"), ("何频", "数学学院"),
    ]  # fmt: skip
    view.day_edit.setText("2020.6.9")
    view.day_edit.editingFinished.emit()
    assert list(zip(cells(page, "full_name"), cells(page, "branch"), strict=True)) == [
        ("蔡文静", "物理学院"), ("白建国", "物理学院"),
    ]  # fmt: skip
    assert figures(page) == [("2", "在册"), ("1", "女"), ("1", "少数民族"), ("0", "党员")]
    assert "截至 2020-06-09，共 2 人：男 1，女 1" in view.footer.accessibleName()
    page.open_rows()
    assert registry.queries[-1].named == "截至 2020-06-09 花名册" and registry.queries[-1].only == {1, 2}


def test_a_day_to_come_is_said_to_be_none_yet(page: ListsPage, door: RecordingDoor) -> None:
    page.view.day_edit.setText("2030-01-01")
    page.view.day_edit.editingFinished.emit()
    assert page.view.day == TODAY and door.infos[-1].startswith("2030-01-01 还没有到，列的是今天")


def test_words_and_facets_cut_the_roster_down_and_an_unreadable_day_is_marked(page: ListsPage) -> None:
    view = page.view
    view.chips["branches"].set_chosen((2,))
    assert cells(page, "full_name") == ["白建国", "何频"]
    view.search.setText("hp")
    view.search.searched.emit("hp")
    assert cells(page, "full_name") == ["何频"]
    view.day_edit.setText("去年")
    view.day_edit.editingFinished.emit()
    assert view.day_edit.property("state") == "error" and view.day == TODAY
    view.show_day(date(2030, 1, 1))
    assert view.day == TODAY and view.day_edit.property("state") == ""
    view.show_day(date(2001, 1, 1))
    assert not page.export_button.isEnabled() and figures(page)[0] == ("0", "在册")


def test_the_roster_leaves_masked_or_in_full_for_a_purpose(page: ListsPage, office: Office, door: RecordingDoor) -> None:
    page.view.chips["types"].set_chosen(("permanent",))
    page.export()
    (first,) = office.exports.glob("*.xlsx")
    rows = [row for row in load_workbook(first).worksheets[0].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[2] for row in rows] == ["蔡文静", "白建国"] and rows[0][14] == "138****4821"
    first.unlink()
    door.answers.append(Answer("报送上级工会"))
    page.export_full()
    (second,) = office.exports.glob("*.xlsx")
    assert "13800004821" in str(list(load_workbook(second).worksheets[0].values))
    assert door.infos[-1].startswith("已导出 2 人")


def test_form_9_is_printed_by_unit_however_the_table_is_sorted(page: ListsPage, previews: list[tuple[Path, str]]) -> None:
    page.view.table.set_order("full_name", descending=True)
    page.print_paper()
    (path, title) = previews[0]
    pages = texts(path)
    assert title == "会员花名册（2020-12-18）" and len(pages) == 2
    assert "分工会：理学院" in pages[0] and "分工会：数学学院" in pages[1]


# counts


def test_counts_open_their_rows_and_show_the_rate(page: ListsPage, registry: Registry) -> None:
    view = show(page, "counts")
    assert isinstance(view, CountsView)
    assert list(zip(cells(page, "name"), cells(page, "count"), strict=True)) == [("在编", "2"), ("劳务派遣", "1")]
    view.open_line(view.model.line(1))
    assert registry.queries[-1].chosen["employment_type"] == ("agency",)
    view.show_dimension("branch_id")
    assert cells(page, "rate") == ["50.0%", "50.0%"] and view.chips["branch_id"].isChecked()
    assert ("50.0%", "入会率") in figures(page)
    view.table.select_row(1)
    page.open_rows()
    assert registry.queries[-1].named == "分工会：数学学院"
    assert not page.print_button.isVisible()
    page.export()


# named lists


def test_birthdays_go_through_the_months(page: ListsPage, registry: Registry, previews: list[tuple[Path, str]]) -> None:
    view = show(page, "birthday")
    assert isinstance(view, NamedListView)
    assert page.header.title() == "2020 年 12 月生日" and not page.rows_button.isEnabled()
    for _ in range(6):
        page._step(-1)
    assert page.header.title() == "2020 年 6 月生日" and cells(page, "full_name") == ["白建国", "蔡文静"]
    assert cells(page, "reason")[0] == "6 月 1 日，满 60 岁"
    view.open_line(view.model.line(0))
    page.open_rows()
    assert registry.shown == [2] and registry.queries[-1].only == {1, 2}
    page.print_paper()
    assert "白建国" in texts(previews[0][0])[0]
    page.export()


def test_a_year_list_steps_by_years_and_children_have_a_line_each(page: ListsPage) -> None:
    show(page, "children")
    assert cells(page, "cell0") == ["蔡大", "蔡小"] and "共 1 人，2 行" in page.view.footer.accessibleName()
    page._step(1)
    assert page.header.title() == "2021 年六一儿童（不满 14 岁）"
    show(page, "no_form")
    page.view.open_line(page.view.model.line(0))


def test_a_missing_form_is_mended_at_its_field(page: ListsPage, registry: Registry) -> None:
    view = show(page, "no_form")
    view.open_line(view.model.line(0))
    assert registry.mended == [(3, "form_filed_on")]


# what to put right


def test_doubts_lead_to_their_field_and_vanish_when_mended(page: ListsPage, registry: Registry, office: Office) -> None:
    view = show(page, "quality")
    assert isinstance(view, QualityView)
    view.show_group("no_mobile")
    assert cells(page, "full_name") == ["何频"] and cells(page, "problem") == ["手机是空的"]
    view.open_line(view.model.line(0))
    assert registry.mended == [(3, "mobile")]
    with office.work("补手机") as work:
        save_member(work, 3, {"mobile": "13900001111"})
    assert "no_mobile" not in {group.key for group in view.groups} and view.only_key == ""
    page.export()
    assert len(list(office.exports.glob("*核对表*.xlsx"))) == 1


# the page


def test_lists_are_walked_by_keys_and_read_again_only_when_shown(page: ListsPage, office: Office) -> None:
    keys = list(page.entries)
    for key in keys:
        show(page, key)
        assert page.header.title() and page.entries[key].isChecked()
    page._walk(1)
    assert page.front == "roster"
    with office.work("转出") as work:
        record_event(work, 3, "transfer_out", date(2020, 12, 1))
    assert cells(page, "full_name") == ["蔡文静", "白建国"]
    show(page, "women")
    assert figures(page) == [] and cells(page, "full_name") == ["蔡文静"]


def test_an_empty_office_says_so(qtbot, tmp_path: Path, state: AppState, registry: Registry, inline) -> None:
    empty = Office.open(tmp_path / "empty", clock=lambda: datetime(2020, 12, 18, 9))
    made = ListsPage(Desk(empty, state, Announcer(empty), go=lambda _key: registry))
    qtbot.addWidget(made)
    for key in made.entries:
        made.show_list(key)
        assert not made.rows_button.isEnabled() and made.view.model.rowCount() == 0, key
    empty.close()


# the year


def test_the_years_changes_by_month_open_their_members(page: ListsPage, registry: Registry) -> None:
    view = show(page, "year")
    assert (cells(page, "month")[8], cells(page, "came")[8], cells(page, "this")[8]) == ("2020 年 9 月", "1", "3")
    assert figures(page) == [("3", "在册会员"), ("1", "2020 年增加"), ("0", "2020 年减少")]
    assert "9 月：增加 1 人，减少 0 人" in view.chart.accessibleName()
    view.chart.clicked.emit(8)
    assert (registry.queries[-1].only, registry.queries[-1].named) == ({3}, "2020 年 9 月增减")
    page.open_rows()
    assert registry.queries[-1].named == "2020 年增减"
    page._step(-1)
    assert figures(page)[0] == ("2", "2019 年末在册") and "2019 年" in view.year_label.text()
    asked = len(registry.queries)
    page.open_rows()  # nobody came or went in 2019: said, not shown as an empty list
    assert len(registry.queries) == asked
    page._step(1)
    page._step(1)
    assert view.year == 2020 and not view.on.isEnabled()


def test_the_years_dues_say_who_owes_and_lead_to_the_period(page: ListsPage, registry: Registry, office: Office) -> None:
    view = show(page, "dues_year")
    assert view.model.rowCount() == 0 and not page.rows_button.isEnabled()
    with office.work("准备") as work:
        save_member(work, 1, {"dues_base": Decimal("5000.00")})
        generate(work, "2020-03")
    assert cells(page, "period") == ["2020 年 3 月"] and cells(page, "share") == ["0.0%"]
    assert view.owed.accessibleName().startswith("3 月：欠缴 ")
    page.open_rows()
    assert registry.queries[-1].named == "2020 年 3 月会费欠缴" and registry.queries[-1].only == {1}


def test_the_keyboard_stays_in_the_list_that_comes_to_the_front(page: ListsPage, qtbot: Any) -> None:
    page.activateWindow()
    page.take_focus()
    qtbot.keyClick(page.view.table, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.front == "counts" and page.view.table.hasFocus()
    qtbot.keyClick(page.view.table, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.front == "year" and page.view.table.hasFocus()
