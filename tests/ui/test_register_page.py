# SPDX-License-Identifier: MIT
"""The generic page under the clerk's fingers: search, facets, sorting, columns, selection, details, undo, empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.recording_door import RecordingDoor
from tests.ui.member_desk import (
    Ctrl,
    Key,
    Shift,
    click,
    empty_office,
    form_of,
    member,
    names,
    open_page,
    press,
    settle,
    small_office,
    write,
)
from ui.app_state import AppState
from ui.members import MembersPage
from ui.theme import theme
from ui.value_popup import ValuePopup
from unionoffice.members.actions import record_event, save_member
from unionoffice.office import Office
from unionoffice.store.audit import audit_log

IN_PINYIN = ["迪丽娜尔·艾山", "李㛃", "张三", "张伟", "赵敏"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, office: Office, state: AppState) -> MembersPage:
    return open_page(qtbot, office, state)


def heading(page: MembersPage, key: str) -> QPoint:
    header = page.table.header()
    section = page.table.columns.section(key)
    return QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)


# searching and filtering


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("张", ["张三", "张伟"]),
        ("zs", ["张三"]),
        ("zhangwei", ["张伟"]),
        ("2019", ["李㛃"]),
        ("㛃", ["李㛃"]),
        ("5678", ["张伟"]),
        ("外国语", ["迪丽娜尔·艾山", "李㛃"]),
        ("张 机械 zs", ["张三"]),
        ("nobody", []),
    ],
)
def test_typing_in_the_search_box_lists_who_is_meant(
    qtbot: QtBot, page: MembersPage, typed: str, found: list[str]
) -> None:
    page.table.setFocus()
    press(Key.Key_F, Ctrl)
    assert page.search.hasFocus()
    write(typed)
    qtbot.waitUntil(lambda: names(page) == found)
    assert page.count_label.text().startswith(f"共 {len(found)} 人")


def test_the_tail_of_an_id_number_finds_its_holder(qtbot: QtBot, page: MembersPage, office: Office) -> None:
    tail = member(office, "赵敏").id_number[-4:]
    press(Key.Key_F, Ctrl) if page.search.hasFocus() else page.take_focus()
    write(tail.lower())
    qtbot.waitUntil(lambda: names(page) == ["赵敏"])
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(page)) == 5)


def test_down_goes_from_the_search_box_into_the_rows(qtbot: QtBot, page: MembersPage) -> None:
    page.take_focus()
    press(Key.Key_Down)
    assert page.table.hasFocus() and page.table.currentIndex().row() == 0


def test_a_facet_filters_at_once_and_is_cleared_again(qtbot: QtBot, page: MembersPage) -> None:
    chip = page.chips["branch_id"]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    popup = chip.findChild(ValuePopup)
    assert popup is not None
    assert [(one.text(), one.data(Qt.ItemDataRole.UserRole + 1)) for one in popup._list.items_all()] == [
        ("外国语学院", 2), ("机械工程学院", 2), ("（空）", 1),
    ]  # fmt: skip
    popup._list.setCurrentRow(2)
    qtbot.keyClick(popup._list, Key.Key_Space)
    assert names(page) == ["赵敏"] and chip.text() == "分工会：（空）"
    popup.close()
    assert page.clear_button.isVisible()
    click(qtbot, page, "清除筛选")
    assert len(names(page)) == 5 and chip.text() == "分工会" and not page.clear_button.isVisible()


def test_the_page_opens_with_those_on_the_roll(page: MembersPage, office: Office) -> None:
    assert page.chips["membership_status"].text() == "会籍：在册、保留会籍"
    with office.work("记退会") as work:
        record_event(work, member(office, "赵敏").id, "withdraw", office.today())
    assert "赵敏" not in names(page)
    assert page.header.figures.values()[0] == ("4", "会员")
    page.clear_filters()
    assert "赵敏" in names(page)


def test_a_figure_filters_the_list(qtbot: QtBot, page: MembersPage) -> None:
    assert ("2", "劳务派遣") in page.header.figures.values()
    block = next(one for one in page.header.figures.findChildren(object) if getattr(one, "toolTip", str)() == "只看劳务派遣")
    qtbot.mouseClick(block, Qt.MouseButton.LeftButton)
    assert names(page) == ["迪丽娜尔·艾山", "赵敏"]


# order and columns


def test_headings_sort_and_sort_back(qtbot: QtBot, page: MembersPage) -> None:
    assert names(page) == IN_PINYIN and page.count_label.text().endswith("按姓名拼音排序")
    viewport = page.table.header().viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=heading(page, "staff_no"))
    assert names(page) == ["张三", "张伟", "李㛃", "迪丽娜尔·艾山", "赵敏"]
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=heading(page, "staff_no"))
    assert names(page)[0] == "赵敏" and page.count_label.text().endswith("按工号倒序")


def test_empty_values_stand_last_in_either_direction(page: MembersPage) -> None:
    for descending in (False, True):
        page._reorder("branch_id", descending)
        assert names(page)[-1] == "赵敏"


def test_chosen_columns_are_shown_and_remembered(
    qtbot: QtBot, page: MembersPage, office: Office, state: AppState
) -> None:
    section = page.table.columns.section("birth_date")
    assert page.table.isColumnHidden(section)
    page.table.columns.show_column(section, True)
    page.table.columns.show_column(page.table.columns.section("mobile"), False)
    again = open_page(qtbot, office, state)
    assert "birth_date" in again.shown_columns() and "mobile" not in again.shown_columns()


def test_columns_give_way_to_a_form_without_being_forgotten(qtbot: QtBot, page: MembersPage) -> None:
    whole = page.shown_columns()
    page.table.select_row(0)
    page.edit()
    qtbot.waitUntil(lambda: len(page.table.columns.shown()) < len(whole))
    qtbot.waitUntil(lambda: page.table.horizontalScrollBar().maximum() == 0)
    seen = [page.table.columns.key(section) for section in page.table.columns.shown()]
    assert seen == whole[: len(seen)]
    assert page.shown_columns() == whole
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: len(page.table.columns.shown()) == len(whole))


# selecting and details


def test_several_selected_rows_are_counted_and_summed(qtbot: QtBot, page: MembersPage) -> None:
    page.table.setFocus()
    page.table.select_row(0)
    press(Key.Key_Down, Shift)
    press(Key.Key_Down, Shift)
    qtbot.waitUntil(lambda: page.status_texts()[:1] == ["已选 3 人"])
    assert page.status_texts()[1:] == ["2020 年慰问合计 0.00 元", "2020 年福利合计 0.00 元"]
    press(Key.Key_A, Ctrl)
    qtbot.waitUntil(lambda: page.status_texts()[:1] == ["已选 5 人"])


def test_the_selected_person_stands_beside_the_table(qtbot: QtBot, page: MembersPage) -> None:
    assert not page.details.isVisible()
    page.table.select_row(2)
    qtbot.waitUntil(page.details.isVisible)
    texts = said(page)
    assert "张三" in texts and "10010001 · 机械工程学院" in texts and "138****1234" in texts
    assert "13800001234" not in texts
    click(qtbot, page.details, "编辑")
    assert form_of(page).title.text() == "编辑会员"


def test_the_panel_keeps_room_for_every_line_it_shows(qtbot: QtBot, page: MembersPage) -> None:
    """A panel fuller than the window scrolls; its lines are not squeezed."""
    page.resize(1294, 420)
    page.table.select_row(2)
    qtbot.waitUntil(page.details.isVisible)
    settle(qtbot, page)
    from PySide6.QtWidgets import QLabel

    def squeezed() -> list[str]:
        return [one.text() for one in page.details.findChildren(QLabel) if one.height() < one.fontMetrics().height()]

    qtbot.waitUntil(lambda: squeezed() == [])  # laid out by an event that a busy machine brings late


def test_a_masked_value_is_shown_when_asked_and_that_is_audited(
    qtbot: QtBot, page: MembersPage, office: Office
) -> None:
    page.table.select_row(2)
    qtbot.waitUntil(page.details.isVisible)
    masked, full = "110000********0015", member(office, "张三").id_number
    assert full not in said(page)
    button = next(one for one in page.details.findChildren(object) if getattr(one, "accessibleName", str)() == "显示证件号码")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert full in said(page), (masked, said(page))
    with office.read() as session:
        last = session.execute(select(audit_log).order_by(audit_log.c.id.desc()).limit(1)).mappings().one()
    assert last["op"] == "note" and last["kind"] == "member" and "证件号码" in last["changes"]
    assert full not in last["changes"] and office.last_undoable() != "显示完整号码"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert full not in said(page)


def test_the_close_button_puts_the_panel_away(qtbot: QtBot, page: MembersPage) -> None:
    page.table.select_row(1)
    qtbot.waitUntil(page.details.isVisible)
    page.details.closed.emit()
    settle(qtbot, page)
    assert not page.details.isVisible() and page.selected is None


def test_a_change_made_elsewhere_is_seen_and_the_selection_stays(
    qtbot: QtBot, page: MembersPage, office: Office
) -> None:
    page.table.select_row(2)
    settle(qtbot, page)
    with office.work("编辑会员", actor="别人") as work:
        save_member(work, member(office, "张三").id, {"full_name": "安三"})
    assert names(page)[0] == "安三"
    settle(qtbot, page)
    assert page.selected is not None and page.selected.title() == "安三" and "安三" in said(page)


# undo, empty, theme


def test_ctrl_z_takes_back_the_last_step(
    qtbot: QtBot, page: MembersPage, office: Office, door: RecordingDoor
) -> None:
    with office.work("编辑会员") as work:
        save_member(work, member(office, "张三").id, {"full_name": "张三丰"})
    page.table.setFocus()
    press(Key.Key_Z, Ctrl)
    assert "张三" in names(page) and door.infos == ["已撤销：编辑会员"]
    press(Key.Key_Z, Ctrl)
    assert door.infos[-1] == "已撤销：建立" and page.stack.currentIndex() == 1
    press(Key.Key_N, Ctrl)


def test_an_empty_page_says_how_to_begin(
    qtbot: QtBot, tmp_path: Path, state: AppState, door: RecordingDoor
) -> None:
    office = empty_office(tmp_path / "empty")
    page = open_page(qtbot, office, state)
    assert page.stack.currentIndex() == 1
    page.setFocus()
    page.take_focus()
    press(Key.Key_N, Ctrl)
    assert page.stack.currentIndex() == 0
    write("钱多")
    press(Key.Key_S, Ctrl)
    assert names(page) == ["钱多"]
    press(Key.Key_Z, Ctrl)
    assert page.stack.currentIndex() == 1 and door.infos[-1] == "已撤销：新增会员"
    office.close()


def test_a_search_without_result_is_not_an_empty_office(qtbot: QtBot, page: MembersPage) -> None:
    page.take_focus()
    write("nobody")
    qtbot.waitUntil(lambda: names(page) == [])
    assert page.stack.currentIndex() == 0 and page.count_label.text().startswith("共 0 人")
    assert page.clear_button.isVisible()


def test_light_and_dark_may_change_while_the_page_is_open(qtbot: QtBot, page: MembersPage) -> None:
    page.table.select_row(2)
    page.edit()
    write("x")
    try:
        for mode in ("dark", "light", "dark"):
            theme().set_mode(mode)
            assert not page.grab().isNull()
        assert form_of(page).editor("full_name").raw() == "张三x"
    finally:
        theme().set_mode("system")


def said(page: MembersPage) -> list[str]:
    """Every text of the details panel."""
    from PySide6.QtWidgets import QLabel

    return [one.text() for one in page.details.findChildren(QLabel)]
