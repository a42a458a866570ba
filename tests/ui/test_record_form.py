# SPDX-License-Identifier: MIT
"""The edit form: filled by keyboard, judged field by field, completed from the ID number, never losing what was typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.recording_door import RecordingDoor
from tests.ui.member_desk import (
    Ctrl,
    Key,
    click,
    focused,
    form_of,
    id_number,
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
from ui.record_form import DRAFT_WAIT_MS, RecordForm
from unionoffice.members.actions import save_member
from unionoffice.office import Office
from unionoffice.store.drafts import Drafts


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, office: Office, state: AppState) -> MembersPage:
    return open_page(qtbot, office, state)


def begin(page: MembersPage) -> RecordForm:
    """Ctrl+N, as a clerk begins."""
    page.table.setFocus()
    press(Key.Key_N, Ctrl)
    return form_of(page)


def edit(page: MembersPage, name: str) -> RecordForm:
    page.table.select_row(names(page).index(name))
    page.table.setFocus()
    press(Key.Key_F2)
    return form_of(page)


def go_to(form: RecordForm, name: str) -> None:
    form.editor(name).widget().setFocus(Qt.FocusReason.TabFocusReason)


def fill(form: RecordForm, name: str, text: str) -> None:
    """Type over what a field holds."""
    go_to(form, name)
    press(Key.Key_A, Ctrl)
    write(text) if text else press(Key.Key_Delete)


def shown(form: RecordForm, name: str) -> str:
    widget = form.editor(name).widget()
    return widget.text() if isinstance(widget, QLineEdit) else widget.currentText()  # type: ignore[attr-defined]


# by keyboard


def test_a_new_member_is_entered_without_the_mouse(
    qtbot: QtBot, page: MembersPage, office: Office, door: RecordingDoor
) -> None:
    form = begin(page)
    assert form.title.text() == "新增会员" and focused() is form.editor("full_name").widget()
    write("王五")
    press(Key.Key_Return)
    assert focused() is form.editor("sex_code").widget()
    fill(form, "id_number", id_number("19820202002"))
    fill(form, "staff_no", "40010006")
    go_to(form, "branch_id")
    write("wgy")
    press(Key.Key_Return)
    press(Key.Key_S, Ctrl)
    assert page.form is None
    saved = member(office, "王五")
    assert (saved.staff_no, saved.branch.name, str(saved.birth_date)) == ("40010006", "外国语学院", "1982-02-02")
    settle(qtbot, page)
    assert page.selected is not None and page.selected.title() == "王五"
    assert door.infos == ["已保存“王五”"] and "撤销" in door.links
    door.links["撤销"]()
    assert "王五" not in names(page)


def test_enter_walks_through_every_field_and_ends_at_the_button(qtbot: QtBot, page: MembersPage) -> None:
    form = begin(page)
    seen = [focused()]
    for _ in page.register.form_fields:
        press(Key.Key_Return)
        seen.append(focused())
    wanted = [form.editor(field.name).widget() for field in page.register.form_fields]
    assert seen == [*wanted, form.save_button]


def test_fields_of_a_section_stand_together_in_the_order_enter_walks(page: MembersPage) -> None:
    form = begin(page)
    tops = [form.row(field.name).mapTo(form, form.row(field.name).rect().topLeft()) for field in form.fields()]
    assert [(place.y(), place.x()) for place in tops] == sorted((place.y(), place.x()) for place in tops)


def test_escape_closes_the_form_and_the_page_has_its_button_back(page: MembersPage) -> None:
    begin(page)
    assert page.new_button.property("kind") == "plain"
    press(Key.Key_Escape)
    assert page.form is None and page.new_button.property("kind") == "primary" and page.table.hasFocus()


def test_a_second_new_does_not_throw_the_first_away(page: MembersPage) -> None:
    form = begin(page)
    write("王五")
    press(Key.Key_N, Ctrl)
    assert form_of(page) is form and form.editor("full_name").raw() == "王五"


# judging


def test_an_error_stands_beside_its_field_and_is_pointed_at(page: MembersPage, office: Office) -> None:
    form = begin(page)
    write("王五")
    fill(form, "id_number", "11000019820202")
    assert form.row("id_number").state() == "error" and "应为 18 位" in form.row("id_number").message()
    press(Key.Key_S, Ctrl)
    assert page.form is form and focused() is form.editor("id_number").widget()
    fill(form, "id_number", "")
    assert form.row("id_number").state() == ""
    press(Key.Key_S, Ctrl)
    assert page.form is None and member(office, "王五").id_number is None


def test_a_warning_is_said_and_does_not_stop(page: MembersPage, office: Office) -> None:
    form = begin(page)
    write("王五")
    fill(form, "mobile", "1390000")
    assert form.row("mobile").state() == "warn" and "11 位" in form.row("mobile").message()
    press(Key.Key_S, Ctrl)
    assert member(office, "王五").mobile == "1390000"


def test_an_empty_required_field_is_asked_for_only_when_saving(page: MembersPage) -> None:
    form = begin(page)
    fill(form, "staff_no", "1")
    assert form.row("full_name").message() == ""
    press(Key.Key_S, Ctrl)
    assert form.row("full_name").message() == "请填写姓名。" and focused() is form.editor("full_name").widget()


def test_a_day_that_does_not_exist_is_refused_in_words(page: MembersPage) -> None:
    form = begin(page)
    fill(form, "birth_date", "1978-02-30")
    assert form.row("birth_date").state() == "error" and "不存在" in form.row("birth_date").message()


def test_a_number_somebody_has_is_refused_by_name_and_nothing_typed_is_lost(
    page: MembersPage, office: Office
) -> None:
    form = begin(page)
    write("冒名")
    fill(form, "id_number", member(office, "张三").id_number)
    press(Key.Key_S, Ctrl)
    assert page.form is form and "张三" in form.row("id_number").message()
    assert shown(form, "full_name") == "冒名"


def test_a_text_that_names_no_branch_is_refused(page: MembersPage) -> None:
    form = begin(page)
    write("王五")
    go_to(form, "branch_id")
    write("没有的学院")
    press(Key.Key_S, Ctrl)
    assert page.form is form and form.row("branch_id").state() == "error"
    assert shown(form, "branch_id") == "没有的学院" and "整数" not in form.row("branch_id").message()


# what the program works out


def test_birth_date_and_sex_come_from_the_id_number_and_follow_its_correction(page: MembersPage) -> None:
    form = begin(page)
    write("王五")
    fill(form, "id_number", id_number("19820202002"))
    assert shown(form, "birth_date") == "1982-02-02" and shown(form, "sex_code") == "女"
    fill(form, "id_number", id_number("19830303003"))
    assert shown(form, "birth_date") == "1983-03-03" and shown(form, "sex_code") == "男"


def test_what_the_clerk_entered_is_kept_and_the_difference_is_said(page: MembersPage) -> None:
    form = begin(page)
    write("王五")
    fill(form, "birth_date", "1982-02-03")
    fill(form, "id_number", id_number("19820202002"))
    assert shown(form, "birth_date") == "1982-02-03"
    assert form.row("id_number").state() == "warn" and "1982-02-02" in form.row("id_number").message()


# nothing typed is lost


def test_a_form_that_vanishes_comes_back_with_what_was_typed(
    qtbot: QtBot, page: MembersPage, office: Office, state: AppState
) -> None:
    form = begin(page)
    write("王五")
    fill(form, "staff_no", "4001")
    qtbot.wait(DRAFT_WAIT_MS + 100)
    assert form.note.text() == "草稿已自动保留 12:00"
    again = open_page(qtbot, office, state)
    form = begin(again)
    assert (shown(form, "full_name"), shown(form, "staff_no")) == ("王五", "4001")
    assert form.note.text() == "上次没有保存的内容还在，可以接着填"
    press(Key.Key_S, Ctrl)
    assert member(office, "王五").staff_no == "4001" and Drafts(office.folder / "drafts").keys() == []


def test_closing_at_once_loses_nothing(page: MembersPage, office: Office) -> None:
    begin(page)
    write("王五")
    press(Key.Key_Escape)
    assert shown(begin(page), "full_name") == "王五"


def test_closing_the_window_at_once_loses_nothing(page: MembersPage, office: Office) -> None:
    begin(page)
    write("王五")
    assert page.can_close()
    assert Drafts(office.folder / "drafts").keys() == ["member-new"]


def test_a_draft_may_be_thrown_away(qtbot: QtBot, page: MembersPage, office: Office) -> None:
    form = edit(page, "张三")
    fill(form, "staff_no", "999")
    press(Key.Key_Escape)
    form = edit(page, "张三")
    assert shown(form, "staff_no") == "999"
    click(qtbot, form, "不要草稿")
    assert shown(form, "staff_no") == "10010001" and Drafts(office.folder / "drafts").keys() == []


def test_typing_back_what_was_there_leaves_no_draft(qtbot: QtBot, page: MembersPage, office: Office) -> None:
    form = edit(page, "张三")
    fill(form, "staff_no", "999")
    qtbot.wait(DRAFT_WAIT_MS + 100)
    fill(form, "staff_no", "10010001")
    qtbot.wait(DRAFT_WAIT_MS + 100)
    assert Drafts(office.folder / "drafts").keys() == []


def test_a_stale_edit_is_refused_by_name_and_the_text_stays(
    page: MembersPage, office: Office, door: RecordingDoor
) -> None:
    form = edit(page, "张三")
    fill(form, "staff_no", "10019999")
    with office.work("编辑会员", actor="钱会计") as work:
        save_member(work, member(office, "张三").id, {"remark": "先改的"})
    press(Key.Key_S, Ctrl)
    assert page.form is form and form.banner.isVisible()
    assert "被钱会计改过，没有写入" in form.banner.title() and shown(form, "staff_no") == "10019999"
    assert member(office, "张三").staff_no == "10010001"


def test_a_stale_draft_is_not_written_over_newer_work(page: MembersPage, office: Office) -> None:
    fill(edit(page, "张三"), "staff_no", "10019999")
    press(Key.Key_Escape)
    with office.work("编辑会员", actor="钱会计") as work:
        save_member(work, member(office, "张三").id, {"remark": "先改的"})
    form = edit(page, "张三")
    assert shown(form, "staff_no") == "10019999" and "钱会计" in form.banner.title()
    assert shown(form, "remark") == "先改的" if hasattr(form.editor("remark").widget(), "text") else True
    press(Key.Key_S, Ctrl)
    saved = member(office, "张三")
    assert (saved.staff_no, saved.remark) == ("10019999", "先改的")


def test_an_edit_changes_only_what_was_changed(page: MembersPage, office: Office) -> None:
    before = member(office, "迪丽娜尔·艾山")
    fill(edit(page, "迪丽娜尔·艾山"), "mobile", "13712345678")
    press(Key.Key_S, Ctrl)
    after = member(office, "迪丽娜尔·艾山")
    changed = {n for n in page.register.fields if getattr(before, n) != getattr(after, n)}
    assert changed == {"mobile"}
