# SPDX-License-Identifier: MIT
"""The member's form with its photo and small tables: typed in place, kept as a draft, written in one step."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui import files
from ui.family_table import FamilyTable
from ui.members_form import MemberForm
from unionoffice.members.actions import save_branch, save_member
from unionoffice.members.family import Child, FamilyRow, Relative, children_of, relatives_of, save_rows
from unionoffice.members.records import Member
from unionoffice.office import Office
from unionoffice.store.attachments import located

Key = Qt.Key


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=lambda: datetime(2020, 12, 18, 9))
    with opened.work("准备") as work:
        branch = save_branch(work, None, {"name": "物理学院"}).id
        member = save_member(work, None, {"full_name": "蔡文静", "staff_no": "1001", "branch_id": branch, "join_date": "2006-09"})
        save_rows(work, Child, member.id, [FamilyRow(None, {"full_name": "蔡一", "birth_date": date(2010, 5, 1), "school_stage": "primary"})])
        save_rows(work, Relative, member.id, [FamilyRow(None, {"full_name": "李建国", "relation_code": "10"})])
    yield opened
    opened.close()


def form_of(qtbot, office: Office, member_id: int = 0) -> MemberForm:
    with office.read() as session:
        member = session.get(Member, member_id)
    form = MemberForm(office, member)
    qtbot.addWidget(form)
    form.resize(560, 600)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return form


def put(table: FamilyTable, number: int, **values: str) -> None:
    for name, value in values.items():
        table.lines[number].editors[name].restore(value)
        table.lines[number].editors[name].edited.emit()


def people(office: Office, member_id: int) -> tuple[list[tuple[str, str | None]], list[str]]:
    with office.read() as session:
        children = [(one.full_name, one.school_stage) for one in children_of(session, member_id)]
        return children, [one.full_name for one in relatives_of(session, member_id)]


def press(key: Key) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key)
    QTest.qWait(5)


def test_stored_people_are_shown_with_their_choices(qtbot, office: Office) -> None:
    form = form_of(qtbot, office, 1)
    (line,) = form.children_table.raw()
    assert (line["full_name"], line["birth_date"], line["school_stage"]) == ("蔡一", "2010-05-01", "primary")
    assert form.relatives_table.raw()[0]["relation_code"] == "10"
    assert not form.is_changed()


def test_a_new_member_with_children_is_one_step(qtbot, office: Office) -> None:
    form = form_of(qtbot, office)
    form.editor("full_name").restore("白雪莹")
    form.children_table.add()
    put(form.children_table, 0, full_name="白子涵", birth_date="2012.3.5", sex_code="2")
    form.relatives_table.add()
    put(form.relatives_table, 0, relation_code="52", full_name="何桂芳", work_unit="退休")
    form.children_table.add()  # a line left empty is no child
    form.save()
    assert people(office, 2) == ([("白子涵", None)], ["何桂芳"])
    assert office.undo_last() == "新增会员"
    with office.read() as session:
        assert session.get(Member, 2) is None and children_of(session, 2) == []


def test_lines_are_changed_and_taken_away(qtbot, office: Office) -> None:
    form = form_of(qtbot, office, 1)
    put(form.children_table, 0, school_stage="junior")
    form.relatives_table.lines[0].removed.emit(form.relatives_table.lines[0])
    assert form.is_changed()
    form.save()
    assert people(office, 1) == ([("蔡一", "junior")], [])


def test_a_line_that_cannot_be_read_writes_nothing_and_says_where(qtbot, office: Office) -> None:
    form = form_of(qtbot, office, 1)
    form.editor("remark").restore("改了备注")
    form.children_table.add()
    put(form.children_table, 1, full_name="蔡二", birth_date="前年")
    form.save()
    assert "子女第 2 行" in form.banner.title() and "出生日期" in form.banner.title()
    assert form.children_table.lines[1].editors["birth_date"].widget().property("state") == "error"
    with office.read() as session:
        assert session.get_one(Member, 1).remark is None
    put(form.children_table, 1, birth_date="2018-03-05")
    assert not form.children_table.lines[1].editors["birth_date"].widget().property("state")
    form.save()
    assert [name for name, _ in people(office, 1)[0]] == ["蔡一", "蔡二"]


def test_typed_lines_and_a_chosen_photo_survive_as_a_draft(qtbot, office: Office, tmp_path: Path) -> None:
    Image.new("RGB", (300, 420), (10, 120, 200)).save(tmp_path / "照片.jpg")
    form = form_of(qtbot, office, 1)
    form.children_table.add()
    put(form.children_table, 1, full_name="蔡二")
    form.photo.choose(tmp_path / "照片.jpg")
    form.keep_draft()
    again = form_of(qtbot, office, 1)
    assert [line["full_name"] for line in again.children_table.raw()] == ["蔡一", "蔡二"]
    assert again.photo.chosen == tmp_path / "照片.jpg"
    again.discard_draft()
    assert len(again.children_table.raw()) == 1 and again.photo.chosen == ""
    assert not again.is_changed()


def test_the_photo_is_chosen_shown_written_and_taken_off(
    qtbot, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (400, 400), (10, 120, 200)).save(tmp_path / "方的.png")
    monkeypatch.setattr(files, "ask_open", lambda *_: tmp_path / "方的.png")
    form = form_of(qtbot, office, 1)
    form.photo.choose_button.click()
    assert not form.photo.box.pixmap.isNull()
    form.save()
    with office.read() as session:
        name = session.get_one(Member, 1).photo_path
    assert name is not None and located(office.folder, name).read_bytes() == (tmp_path / "方的.png").read_bytes()
    again = form_of(qtbot, office, 1)
    assert not again.photo.box.pixmap.isNull() and not again.is_changed()
    again.photo.take_off()
    again.save()
    with office.read() as session:
        assert session.get_one(Member, 1).photo_path is None


def test_what_is_no_picture_is_refused_on_the_spot(qtbot, office: Office, tmp_path: Path) -> None:
    (tmp_path / "假的.jpg").write_bytes(b"no picture")
    form = form_of(qtbot, office, 1)
    form.photo.choose(tmp_path / "假的.jpg")
    assert "打不开" in form.photo._said.text() and form.photo.chosen == "" and not form.is_changed()


def test_enter_walks_through_the_lines_to_the_button_that_adds_one(qtbot, office: Office) -> None:
    form = form_of(qtbot, office, 1)
    form.children_table.add()
    form.children_table.lines[0].focus_first()
    for _ in range(4):
        press(Key.Key_Return)
    assert QApplication.focusWidget() is form.children_table.lines[0].editors["only_child_no"].widget()
    press(Key.Key_Return)
    assert QApplication.focusWidget() is form.children_table.lines[1].editors["full_name"].widget()


def test_sections_are_one_click_away_and_nothing_scrolls_sideways(qtbot, office: Office) -> None:
    form = form_of(qtbot, office, 1)
    for name in ("工作", "照片", "家庭成员", "基本信息"):
        form.go_to(name)
        QTest.qWait(5)
        mark = form._marks[name]
        top = mark.mapTo(form._scroll.viewport(), mark.rect().topLeft()).y()
        at_the_end = form._scroll.verticalScrollBar().value() == form._scroll.verticalScrollBar().maximum()
        assert 0 <= top <= 20 or (at_the_end and top < form._scroll.viewport().height())
    assert form._scroll.widget().width() <= form._scroll.viewport().width()


def test_a_doubt_leads_to_its_field(qtbot, office: Office) -> None:
    form = form_of(qtbot, office, 1)
    form.point("mobile")
    assert QApplication.focusWidget() is form.editor("mobile").widget()
    assert form.row("mobile").visibleRegion().boundingRect().height() > 20
