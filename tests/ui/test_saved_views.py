# SPDX-License-Identifier: MIT
"""Saved views on a page: named, lit while shown, opened by a click or a key, and back again; on every register."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.recording_door import RecordingDoor
from tests.ui.member_desk import Ctrl, Key, names, open_page, press, settle, small_office
from ui import jobs
from ui.app_state import AppState
from ui.members import MembersPage
from ui.name_popup import NamePopup
from ui.saved_views import SavedViews
from unionoffice.office import Office
from unionoffice.store.views import ViewState, save_view


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, inline: jobs.JobRunner, office: Office, state: AppState) -> MembersPage:
    return open_page(qtbot, office, state)


def popup() -> NamePopup:
    found = QApplication.activePopupWidget()
    assert isinstance(found, NamePopup)
    return found


def keep(page: MembersPage, name: str) -> None:
    page.views.save()
    popup().edit.setText(name)
    popup().agree()
    page.activateWindow()  # as a window manager does


def lit(views: SavedViews) -> list[str]:
    return [chip.text() for chip in views.chips if chip.isChecked()]


@pytest.fixture
def agency(qtbot: QtBot, page: MembersPage) -> MembersPage:
    """A view of the agency's workers found by 赵, by staff number downwards, with two columns; then all is cleared."""
    page.chips["employment_type"].set_chosen(("agency",))
    page.search.setText("zm")
    settle(qtbot, page)
    page.table.set_order("staff_no", descending=True)
    page.table.columns.show_only(("full_name", "staff_no"))
    keep(page, "派遣制的赵敏")
    assert lit(page.views) == ["派遣制的赵敏"]
    page.clear_filters()
    page.table.columns.show_only(("staff_no", "full_name", "mobile"))
    settle(qtbot, page)
    assert lit(page.views) == [] and page.model.rowCount() == 5
    return page


def test_nothing_stands_under_the_filters_until_there_is_a_view(page: MembersPage) -> None:
    assert not page.views.isVisible() and page.views.button.isVisible()
    keep(page, "全部在册")
    assert page.views.isVisible() and lit(page.views) == ["全部在册"]


def test_one_click_opens_a_view_and_another_goes_back(qtbot: QtBot, agency: MembersPage) -> None:
    (chip,) = agency.views.chips
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert names(agency) == ["赵敏"] and agency.search.text() == "zm" and agency.order == ("-staff_no",)
    assert agency.shown_columns() == ["full_name", "staff_no"] and lit(agency.views) == ["派遣制的赵敏"]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert agency.model.rowCount() == 5 and agency.search.text() == "" and lit(agency.views) == []
    assert agency.shown_columns() == ["staff_no", "full_name", "mobile"]


def test_ctrl_and_a_digit_open_a_view_wherever_the_keyboard_is(qtbot: QtBot, agency: MembersPage) -> None:
    keep(agency, "全部")
    agency.search.setFocus()
    press(Key.Key_1, Ctrl)
    assert names(agency) == ["赵敏"]
    press(Key.Key_2, Ctrl)
    assert agency.model.rowCount() == 5 and lit(agency.views) == ["全部"]
    press(Key.Key_7, Ctrl)  # there is none
    assert lit(agency.views) == ["全部"]


def test_a_taken_name_is_said_in_place(agency: MembersPage) -> None:
    agency.views.save()
    asked = popup()
    asked.edit.setText("派遣制的赵敏")
    asked.agree()
    assert asked.isVisible() and "已经有叫“派遣制的赵敏”的视图" in asked._row.message()
    asked.edit.setText("")
    asked.agree()
    assert "请写个名称" in asked._row.message()
    asked.close()
    assert len(agency.views.chips) == 1


def test_a_view_is_renamed_changed_and_deleted(agency: MembersPage, door: RecordingDoor) -> None:
    views = agency.views
    views._rename(views._views[0], views)
    popup().edit.setText("赵敏")
    popup().agree()
    assert [chip.text() for chip in views.chips] == ["赵敏"]
    agency.chips["employment_type"].set_chosen(("permanent",))
    views._update(views._views[0])
    assert lit(views) == ["赵敏"] and door.infos[-1] == "视图“赵敏”已改成现在的条件"
    views._delete(views._views[0])
    assert not views.isVisible() and door.infos[-1] == "已删除视图“赵敏”"
    door.links["撤销"]()
    assert [chip.text() for chip in views.chips] == ["赵敏"]


def test_a_view_of_what_is_no_more_says_so_and_opens(page: MembersPage, office: Office, door: RecordingDoor) -> None:
    with office.work("别人") as work:
        kept = ViewState("", {"branch_id": (2, 99), "gone": ("x",)}, ("gone",), ("full_name", "gone"))
        save_view(work, None, {"page": "member", "name": "旧的"}, kept)
    press(Key.Key_1, Ctrl)
    assert door.warnings == ["视图“旧的”里的“分工会”里的 1 项、一个筛选、原来的排序、1 列已经没有了，没有用上，其余照旧。"]
    assert page.chips["branch_id"].chosen() == {2} and page.shown_columns() == ["full_name"]
    assert page.order == ("full_name",) and page.model.rowCount() == 2


def test_a_damaged_view_does_not_open_and_does_not_hurt(page: MembersPage, office: Office, door: RecordingDoor) -> None:
    with office.work("别人") as work:
        view = save_view(work, None, {"page": "member", "name": "坏的"}, ViewState())
        view.content = "{"
    press(Key.Key_1, Ctrl)
    assert "读不出来" in door.errors[0].sentence and page.model.rowCount() == 5


def test_another_clerks_view_comes_with_the_announcement(page: MembersPage, office: Office) -> None:
    with office.work("保存视图") as work:
        save_view(work, None, {"page": "member", "name": "他存的"}, ViewState(text="张"))
        save_view(work, None, {"page": "branch", "name": "别页的"}, ViewState())
    assert [chip.text() for chip in page.views.chips] == ["他存的"]


def test_beside_an_open_form_nothing_is_saved(page: MembersPage, door: RecordingDoor) -> None:
    page.new()
    press(Key.Key_D, Ctrl)
    assert QApplication.activePopupWidget() is None and "先关上" in door.infos[-1]


def test_many_views_end_in_a_list(qtbot: QtBot, page: MembersPage, office: Office) -> None:
    with office.work("保存视图") as work:
        for number in range(20):
            save_view(work, None, {"page": "member", "name": f"第 {number} 个常用的视图"}, ViewState(text=str(number)))
    views = page.views
    shown = [chip for chip in views.chips if chip.isVisible()]
    assert 4 < len(shown) < 20 and views._rest.text() == f"另有 {20 - len(shown)} 个"
    assert page.width() == 1294
    page.resize(2400, 708)
    qtbot.waitUntil(lambda: views._rest.text() != f"另有 {20 - len(shown)} 个")


def test_a_unit_page_keeps_views_of_its_own(
    qtbot: QtBot, inline: jobs.JobRunner, office: Office, state: AppState, page: MembersPage
) -> None:
    from ui.members_units import UnitsPage

    units = UnitsPage(page.desk)
    qtbot.addWidget(units)
    keep(page, "会员的")
    units.search.setText("外国")
    qtbot.waitUntil(lambda: units.model.rowCount() == 1)
    units.views.keep("外语")
    assert [chip.text() for chip in units.views.chips] == ["外语"]
    assert [chip.text() for chip in page.views.chips] == ["会员的"]
