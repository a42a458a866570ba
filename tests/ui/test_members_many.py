# SPDX-License-Identifier: MIT
"""Several members at once: one value for all, a block from a sheet, two records of one person, the warning at entry."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.recording_door import RecordingDoor
from tests.ui.member_desk import (
    Ctrl,
    Key,
    Shift,
    click,
    member,
    open_page,
    press,
    settle,
    small_office,
    write,
)
from ui import jobs
from ui.app_state import AppState
from ui.changes_page import ChangesPage
from ui.desk import Announcer, Desk
from ui.members import MembersPage
from ui.members_form import MemberForm
from ui.members_lists import ListsPage
from ui.members_merge import MergePage
from unionoffice.members.actions import save_member
from unionoffice.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, inline: jobs.JobRunner, office: Office, state: AppState) -> MembersPage:
    return open_page(qtbot, office, state)


@pytest.fixture
def panels(qtbot: QtBot, page: MembersPage) -> list[QWidget]:
    """What the page lays over itself; shown as a window of its own here."""
    opened: list[QWidget] = []

    def take(panel: QWidget) -> None:
        opened.append(panel)
        qtbot.addWidget(panel)
        panel.resize(1294, 708)
        with qtbot.waitActive(panel):
            panel.show()

    page.panel_opened.connect(take)
    return opened


def select(page: MembersPage, qtbot: QtBot, first: int, last: int) -> None:
    page.table.setFocus()
    page.table.select_row(first)
    for _ in range(last - first):
        press(Key.Key_Down, Shift)
    settle(qtbot, page)


def branches(office: Office) -> dict[str, str]:
    found = {}
    for name in ("张三", "张伟", "李㛃", "赵敏"):
        one = member(office, name)
        found[name] = one.branch.name if one.branch else ""
    return found


# one value for all


def test_one_field_of_the_selected_is_previewed_written_and_taken_back(
    qtbot: QtBot, page: MembersPage, panels: list[QWidget], office: Office, door: RecordingDoor
) -> None:
    select(page, qtbot, 1, 3)  # 李㛃, 张三, 张伟
    assert page.many_button.isVisible() and not page.merge_button.isVisible()
    press(Key.Key_B, Ctrl)
    changes = panels[0]
    assert isinstance(changes, ChangesPage) and not changes.write_button.isEnabled()
    changes.choose_field("branch_id")
    assert changes.model is not None and changes.model.index(0, 5).data() == "分工会 外国语学院"  # what is there now
    QTest.keyClicks(changes.editor.widget(), "wgy")  # type: ignore[union-attr]
    qtbot.keyClick(changes.editor.widget(), Qt.Key.Key_Return)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: changes.plan is not None)
    assert changes.will_write.text() == "将修改 2 人"
    texts = [changes.model.index(row, 5).data() for row in range(3)]  # type: ignore[union-attr]
    assert texts == ["分工会 外国语学院", "分工会 机械工程学院 → 外国语学院", "分工会 机械工程学院 → 外国语学院"]
    changes.write()
    assert branches(office) == {"张三": "外国语学院", "张伟": "外国语学院", "李㛃": "外国语学院", "赵敏": ""}
    assert door.infos[-1] == "已修改 2 人"
    door.links["撤销"]()
    assert branches(office)["张三"] == "机械工程学院"


def test_a_value_that_cannot_be_is_refused_and_nothing_is_offered(
    qtbot: QtBot, page: MembersPage, panels: list[QWidget]
) -> None:
    select(page, qtbot, 1, 2)
    page.change_many()
    changes = panels[0]
    assert isinstance(changes, ChangesPage)
    changes.choose_field("birth_date")
    QTest.keyClicks(changes.editor.widget(), "2020-02-31")  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: changes.plan is not None)
    assert changes.plan is not None and changes.plan.counts["refused"] == 2
    assert not changes.write_button.isEnabled() and "没有要写入" in changes.write_button.toolTip()


def test_a_field_is_emptied_for_all_only_by_saying_so(
    qtbot: QtBot, page: MembersPage, panels: list[QWidget], office: Office
) -> None:
    select(page, qtbot, 2, 3)
    page.change_many()
    changes = panels[0]
    assert isinstance(changes, ChangesPage)
    changes.choose_field("join_date")
    QTest.keyClicks(changes.editor.widget(), "2")  # type: ignore[union-attr]
    press(Key.Key_S, Ctrl)  # the preview of "2" is not there yet: nothing is written
    assert member(office, "张三").join_date == "2015-09"
    press(Key.Key_Backspace)
    qtbot.waitUntil(lambda: changes.plan is not None)
    assert changes.plan is not None and not changes.plan.to_write and not changes.write_button.isEnabled()
    changes.choose_field("mobile")
    changes.empty()
    assert changes.plan.rows[0].text == "手机 138****1234 → 空"
    press(Key.Key_S, Ctrl)
    assert (member(office, "张三").mobile, member(office, "张伟").mobile) == (None, None)


def test_one_line_goes_into_every_selected_row(
    qtbot: QtBot, page: MembersPage, panels: list[QWidget], office: Office
) -> None:
    select(page, qtbot, 2, 4)
    page.table.selectionModel().setCurrentIndex(
        page.model.index(4, page.table.columns.section("branch_id")), page.table.selectionModel().SelectionFlag.NoUpdate
    )
    page.paste_block([["外国语学院"]])
    changes = panels[0]
    assert isinstance(changes, ChangesPage) and changes.plan is not None
    assert [row.fate for row in changes.plan.rows] == ["update"] * 3
    changes.write()
    assert [branches(office)[name] for name in ("张三", "张伟", "赵敏")] == ["外国语学院"] * 3


def test_without_a_selection_the_clerk_is_told_how(page: MembersPage, panels: list[QWidget], door: RecordingDoor) -> None:
    page.table.clearSelection()
    page.change_many()
    assert panels == [] and "请先选中" in door.infos[-1]


# a block


def test_a_pasted_block_fills_the_visible_columns_from_the_cell_on(
    qtbot: QtBot, page: MembersPage, panels: list[QWidget], office: Office
) -> None:
    page.table.setFocus()
    page.table.select_row(2, "mobile")  # 张三; below him 张伟, 赵敏
    QGuiApplication.clipboard().setText("13811110001\n13811110002\n13811110003\n13811110004")
    press(Key.Key_V, Ctrl)
    changes = panels[0]
    assert isinstance(changes, ChangesPage) and changes.plan is not None
    assert "多出的 1 行没有用" in changes.banner.title()
    assert changes.plan.counts["update"] == 3
    assert changes.plan.rows[0].text == "手机 138****1234 → 138****0001"
    changes.write()
    assert [member(office, name).mobile for name in ("张三", "张伟", "赵敏")] == [
        "13811110001", "13811110002", "13811110003",
    ]  # fmt: skip


def test_a_column_that_follows_from_others_is_not_pasted_into(
    page: MembersPage, panels: list[QWidget], door: RecordingDoor
) -> None:
    page.table.setFocus()
    page.table.select_row(0, "membership_status")
    page.paste_block([["退休"]])
    assert panels == [] and "不能粘贴" in door.infos[-1]


# the same person twice


@pytest.fixture
def twin(office: Office) -> int:
    """张三 again, without a number."""
    born = member(office, "张三").birth_date
    with office.work("再登记") as work:
        values = {"full_name": "张三", "birth_date": born, "email": "z@x.cn", "join_date": "2018-09"}
        return save_member(work, None, values).id


def test_two_selected_records_are_merged_side_by_side(
    qtbot: QtBot, twin: int, page: MembersPage, panels: list[QWidget], office: Office, door: RecordingDoor
) -> None:
    select(page, qtbot, 2, 3)
    assert page.merge_button.isVisible()
    press(Key.Key_M, Ctrl)
    merge = panels[0]
    assert isinstance(merge, MergePage) and (merge.keep_id, merge.drop_id) == (1, twin)
    assert merge.full_button.isVisible() is False and merge.taken == {"email"} and "会籍变化 1 笔留在" in merge.moves.text()
    merge.table.setFocus()
    names = [one.name for one in merge.model.lines()]
    merge.table.select_row(names.index("join_date"))
    press(Key.Key_Space)
    assert merge.taken == {"email", "join_date"}
    merge._pick(names.index("join_date"), 1)
    assert merge.taken == {"email"}
    merge.merge()
    kept = next(one for one in page.model._pages[0] if one.id == 1)
    assert (kept.email, kept.join_date, page.selected_ids()) == ("z@x.cn", "2015-09", [1])
    assert "已合并" in door.infos[-1]
    door.links["撤销"]()
    assert page.model.rowCount() == 6


def test_the_other_one_may_stay(qtbot: QtBot, twin: int, page: MembersPage, panels: list[QWidget]) -> None:
    select(page, qtbot, 2, 3)
    page.merge_selected()
    merge = panels[0]
    assert isinstance(merge, MergePage)
    merge.swap()
    texts = {one.name: one.dropped for one in merge.model.lines()}
    assert texts["mobile"] == "138****1234"
    merge.show_full()
    assert {one.name: one.dropped for one in merge.model.lines()}["mobile"] == "13800001234"
    assert (merge.keep_id, merge.drop_id) == (twin, 1) and {"staff_no", "id_number", "mobile"} <= merge.taken
    merge.merge()
    assert page.selected_ids() == [twin]


def test_pairs_are_listed_until_they_are_said_to_be_two_people(
    qtbot: QtBot, twin: int, inline: jobs.JobRunner, office: Office, state: AppState
) -> None:
    lists = ListsPage(Desk(office, state, Announcer(office)))
    qtbot.addWidget(lists, before_close_func=lambda _page: lists.desk.announcer.stop())
    lists.desk.announcer.changed.connect(lists.refresh)
    opened: list[MergePage] = []
    lists.panel_opened.connect(opened.append)
    view = lists.show_list("twins")
    assert [line.first_id for line in view.model.lines()] == [1]
    view.open_line(view.model.line(0))
    qtbot.addWidget(opened[0])
    opened[0].mark_apart()
    assert view.model.rowCount() == 0


def test_entering_somebody_who_is_there_says_so_and_opens_that_record(
    qtbot: QtBot, page: MembersPage, office: Office, door: RecordingDoor
) -> None:
    born = member(office, "张三").birth_date
    page.new()
    form = page.form
    assert isinstance(form, MemberForm) and form.twin_banner.isHidden()
    form.focus_first("full_name")
    write("张三")
    assert form.twin_banner.isHidden()  # the name alone says nothing
    form.focus_first("birth_date")
    write(f"{born:%Y-%m-%d}")
    assert form.twin_banner.isVisible() and "张三（10010001，机械工程学院）" in form.twin_banner.title()
    click(qtbot, form, "打开那一条")
    assert isinstance(page.form, MemberForm) and page.form is not form
    assert page.form.title.text() == "编辑会员" and page.form.twin_banner.isHidden()
    assert isinstance(born, date)
