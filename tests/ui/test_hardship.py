# SPDX-License-Identifier: MIT
"""The hardship page and its form: what is typed survives, fits its width and is judged in its place; papers, facets."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from tests.aid.hardship_cases import advance, make_case, set_line
from tests.aid.offices import small_office
from tests.recording_door import RecordingDoor
from tests.ui.aid_desk import Ctrl, Key, press, type_in
from ui import files
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.hardship import HardshipPage
from ui.hardship_form import HardshipForm
from ui.jobs import JobRunner
from ui.side_form import SideForm
from ui.table_paint import Role
from unionoffice.aid import hardship_queries
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.office import Office
from unionoffice.store import attachments


@pytest.fixture
def now() -> list[datetime]:
    return [datetime(2020, 9, 24, 12, 0)]


@pytest.fixture
def office(tmp_path: Path, now: list[datetime]) -> Iterator[Office]:
    small_office(tmp_path / "office").close()
    opened = Office.open(tmp_path / "office", clock=lambda: now[0])
    yield opened
    opened.close()


@pytest.fixture
def went() -> list[str]:
    return []


@pytest.fixture
def page(qtbot: QtBot, office: Office, state: AppState, went: list[str], inline: JobRunner) -> HardshipPage:
    desk = Desk(office, state, Announcer(office))
    desk.go = went.append
    made = HardshipPage(desk)
    desk.announcer.changed.connect(lambda kinds: made.refresh(kinds) if kinds else None)
    qtbot.addWidget(made)
    made.resize(1294, 708)  # the window of 1366 without the rail
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def form_of(page: HardshipPage) -> HardshipForm:
    assert isinstance(page.form, HardshipForm)
    return page.form


def buttons(page: HardshipPage) -> list[str]:
    found = [one for one in page.details.findChildren(QPushButton) if one.isVisible()]
    return [one.text().partition("(")[0].strip() for one in found]


def test_an_empty_page_says_how_to_begin(page: HardshipPage, went: list[str]) -> None:
    assert page.stack.currentIndex() == 1
    page.stack.setFocus()
    press(Key.Key_Escape)
    assert went == ["aid"]
    press(Key.Key_N, Ctrl)
    assert form_of(page).title.text() == "新增困难档案"


def test_a_drafts_number_is_said_to_come(page: HardshipPage, office: Office) -> None:
    set_line(office)
    make_case(office)
    page.refresh()
    at = page.model.index(0, [field.name for field in page.model.fields].index("case_no"))
    assert at.data() == "提交时取号" and at.data(Role.LOOK).tone == "text2"


def test_nothing_of_the_form_is_beyond_its_right_edge(page: HardshipPage, office: Office, qtbot: QtBot) -> None:
    set_line(office)
    case = make_case(office)
    page.refresh()
    page.show_record(case.id)
    page.edit()
    form = form_of(page)
    area = form.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert form.width() == page.form_width() and form.mapTo(page, form.rect().topRight()).x() < page.width()
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    block = form.household.blocks[0]
    last = block.editors["unit"].widget()
    qtbot.waitUntil(lambda: last.mapTo(area.viewport(), last.rect().topRight()).x() <= area.viewport().width())
    for name, editor in block.editors.items():
        assert editor.widget().width() >= 90, name
        right = editor.widget().mapTo(area.viewport(), editor.widget().rect().topRight()).x()
        assert right <= area.viewport().width(), name


def test_what_was_typed_survives_with_the_household(page: HardshipPage, office: Office) -> None:
    press(Key.Key_N, Ctrl)
    type_in("cwj")
    press(Key.Key_Return)
    form = form_of(page)
    form.editor("own_income").widget().setFocus()
    type_in("4200")
    form.household.add()
    type_in("宋知远")
    press(Key.Key_Escape)
    assert page.form is None
    press(Key.Key_N, Ctrl)
    again = form_of(page)
    assert again.editor("own_income").raw() == "4200" and again.editor("member_id").raw() == 1
    assert [block.raw()["full_name"] for block in again.household.blocks] == ["宋知远"]
    assert "上次没有保存的内容还在" in again.note.text()
    again.discard_draft()
    assert again.household.blocks == [] and again.editor("member_id").raw() is None


def test_a_line_of_the_household_says_itself_what_is_wrong(page: HardshipPage) -> None:
    press(Key.Key_N, Ctrl)
    type_in("cwj")
    press(Key.Key_Return)
    form = form_of(page)
    form.household.add()
    type_in("宋知远")
    press(Key.Key_S, Ctrl)
    block = form.household.blocks[0]
    assert block.editors["relation"].widget().property("state") == "error"
    assert block.editors["relation"].widget().hasFocus()
    assert "家庭成员 1，关系：请填写关系" in form.banner.title()


def test_enter_walks_through_the_household(page: HardshipPage) -> None:
    press(Key.Key_N, Ctrl)
    form = form_of(page)
    form.editor("event_loss").widget().setFocus()
    press(Key.Key_Return)
    assert form.household.add_button.hasFocus()
    press(Key.Key_Space)
    assert form.household.blocks[0].editors["full_name"].widget().hasFocus()
    form.household.blocks[0].editors["unit"].widget().setFocus()
    press(Key.Key_Return)
    assert form.household.add_button.hasFocus()
    press(Key.Key_Return)
    assert form.editor("main_cause").widget().hasFocus()


def test_a_category_follows_the_arithmetic_until_it_is_chosen(page: HardshipPage, office: Office) -> None:
    set_line(office)
    press(Key.Key_N, Ctrl)
    form = form_of(page)
    form.editor("own_income").widget().setFocus()
    type_in("700")
    assert form.editor("category").raw() == "deep" and "建议认定为深度困难" in form.advice.title()
    type_in("0")
    assert form.editor("category").raw() in ("", None) and "三类都不符合" in form.advice.title()
    form.editor("category").show_value("relative")
    form.editor("category").edited.emit()
    assert "与测算建议“不符合三类”不同" in form.row("category_reason").message()


def test_only_what_fits_the_state_can_be_done(
    page: HardshipPage, office: Office, now: list[datetime], qtbot: QtBot
) -> None:
    set_line(office)
    case = make_case(office)
    for wanted in (
        ("编辑", "提交", "删除草稿", "打印"), ("登记分工会评议", "退回修改", "不通过", "打印"),
        ("登记校工会审核", "退回修改", "不通过", "打印"), ("开始公示", "退回修改", "不通过", "打印"),
        ("建档", "登记异议", "退回修改", "不通过", "打印"), ("编辑", "年度复核", "销档", "打印"),
    ):  # fmt: skip
        page.refresh()
        page.show_record(case.id)
        verbs = ("", "打开", "显示", "显示测算", "添加材料")
        qtbot.waitUntil(lambda: tuple(one for one in buttons(page) if one not in verbs) == wanted)  # noqa: B023
        if case.status == "publicised":
            now[0] = datetime(2020, 10, 9, 9, 0)
        if case.status != "active":
            case = advance(office, case.id)


def test_a_damaged_paper_is_said_and_not_opened(
    page: HardshipPage, office: Office, tmp_path: Path, door: RecordingDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case(office)
    page.refresh()
    page.show_record(case.id)
    scan = tmp_path / "诊断证明.pdf"
    scan.write_bytes(b"%PDF-1.4 invented")
    opened: list[Path] = []
    monkeypatch.setattr(files, "ask_open", lambda *_: scan)
    monkeypatch.setattr(files, "open_file", opened.append)
    page.add_evidence(case, "diagnosis")
    with office.read() as session:
        (paper,) = hardship_queries.files_of(session, session.get_one(HardshipCase, case.id)).there
    page.open_evidence(paper.stored, paper.file_name)
    assert len(opened) == 1
    attachments.located(office.folder, paper.stored).write_bytes(b"other")
    page.open_evidence(paper.stored, paper.file_name)
    assert len(opened) == 1 and "附件已损坏" in door.errors[0].sentence


def test_the_review_chip_is_a_span_of_days(page: HardshipPage, office: Office, now: list[datetime]) -> None:
    set_line(office)
    case = make_case(office)
    advance(office, case.id, 4)
    now[0] = datetime(2020, 10, 9, 9, 0)
    advance(office, case.id)
    make_case(office, member_id=2, family=())
    page.refresh()
    assert [(value, count) for value, _, count in page._review_values()] == [("over", 0), ("due", 0), ("later", 1)]
    now[0] = datetime(2021, 10, 20, 9, 0)
    page._only_due()
    assert list(page.model.ids()) == [case.id] and page.query().named.startswith("年度复核已到期")


def test_several_files_take_a_step_together(page: HardshipPage, office: Office, qtbot: QtBot, door: RecordingDoor) -> None:
    set_line(office)
    cases = [make_case(office, member_id=n, family=()) for n in (1, 2, 3)]
    for case in cases:
        advance(office, case.id, 3 if case is not cases[2] else 1)
    page._only("union_reviewed")
    page.table.selectAll()
    qtbot.waitUntil(lambda: "开始公示 2 户" in buttons(page))
    assert isinstance(page.selected, HardshipCase)
    page.open_step(page.selected, "next")
    assert isinstance(page.form, SideForm)
    page.form.save()
    with office.read() as session:
        states = [session.get_one(HardshipCase, case.id).status for case in cases]
    assert states == ["publicised", "publicised", "submitted"]
    assert "2 户 现在是“公示中”" in door.infos


def test_in_a_small_window_the_list_gives_way_to_the_form(page: HardshipPage, office: Office, qtbot: QtBot) -> None:
    make_case(office)
    page.refresh()
    page.resize(952, 560)  # the least window without the rail
    page.new()
    form = form_of(page)
    qtbot.waitUntil(lambda: form.mapTo(page, form.rect().topRight()).x() < page.width())
    assert not page.table.isVisible()
    form.cancel()
    qtbot.waitUntil(page.table.isVisible)


def test_a_name_that_is_in_another_file_is_only_asked_about(page: HardshipPage, office: Office) -> None:
    make_case(office, member_id=1)  # its household names 宋知远
    press(Key.Key_N, Ctrl)
    type_in("10012208")
    press(Key.Key_Return)
    form = form_of(page)
    assert form.row("member_id").message() == ""
    form.household.add()
    type_in("蔡文静")
    row = form.row("member_id")
    assert row.message() == "家里有人与蔡文静（草稿）一家同名。同一户只建一份，请核对。" and row.state() == "warn"


def test_a_submission_says_how_many_papers_are_missing(page: HardshipPage, office: Office, door: RecordingDoor) -> None:
    set_line(office)
    case = make_case(office)
    page.refresh()
    page.show_record(case.id)
    page.submit(case)
    assert door.warnings == ["困-2020-0001 已提交，还缺 4 样证明材料"]
