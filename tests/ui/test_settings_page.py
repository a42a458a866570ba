# SPDX-License-Identifier: MIT
"""设置: words stored and taken back, what is typed kept, look remembered, small registers, backups, the check."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.recording_door import RecordingDoor
from tests.ui.member_desk import Ctrl, Key, click, form_of, press, small_office, write
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.jobs import JobRunner
from ui.look_settings import LookSettings, recall_look
from ui.maintenance import Maintenance
from ui.messages import Answer
from ui.register_page import RegisterPage
from ui.settings_page import OfficeSettings, SettingsPage
from ui.theme import theme
from unionoffice.office import Office
from unionoffice.store.backup import list_backups


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    yield opened
    opened.close()


@pytest.fixture
def desk(office: Office, state: AppState) -> Iterator[Desk]:
    made = Desk(office, state, Announcer(office))
    yield made
    made.announcer.stop()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    made = SettingsPage(desk)
    desk.announcer.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1294, 708)
    with qtbot.waitActive(made):
        made.show()
    return made


@pytest.fixture(autouse=True)
def light_again() -> Iterator[None]:
    yield
    theme().set_mode("system")
    theme().set_row_size("row")


def subject(page: SettingsPage, title: str) -> object:
    names = [one.text() for one in page.subjects]
    return page.show_subject(names.index(title))


def words(page: SettingsPage) -> OfficeSettings:
    shown = subject(page, "单位与文书")
    assert isinstance(shown, OfficeSettings)
    return shown


def retype(form: OfficeSettings, key: str, text: str) -> None:
    form.edits[key].widget().setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_A, Ctrl)
    write(text)


def said(widget: object) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel)]  # type: ignore[attr-defined]


# the office's words


def test_a_setting_is_stored_with_ctrl_s_and_taken_back(
    page: SettingsPage, office: Office, door: RecordingDoor
) -> None:
    form = words(page)
    retype(form, "branch_label", "基层工会")
    press(Key.Key_S, Ctrl)
    assert office.settings.branch_label == "基层工会" and door.infos == ["已保存设置"]
    door.links["撤销"]()
    assert office.settings.branch_label == "分工会" and form.edits["branch_label"].raw() == "分工会"


def test_a_value_that_does_not_fit_is_said_beside_its_field(page: SettingsPage, office: Office) -> None:
    form = words(page)
    retype(form, "working_year", "两千")
    retype(form, "operator", "李经办")
    press(Key.Key_S, Ctrl)
    assert form.rows["working_year"].state() == "error" and office.settings.operator == "周雨桐"
    assert form.edits["working_year"].widget().hasFocus()
    retype(form, "working_year", "2021")
    press(Key.Key_S, Ctrl)
    assert office.settings.operator == "李经办" and form.rows["working_year"].message() == ""


def test_a_choice_is_offered_by_name(page: SettingsPage) -> None:
    box = words(page).edits["voucher_layout"].widget()
    assert box.currentText().startswith("一页三联") and box.count() == 2  # type: ignore[attr-defined]


def test_saving_nothing_says_so(page: SettingsPage, office: Office, door: RecordingDoor) -> None:
    words(page).save()
    assert door.infos == ["没有改动"]


def test_what_was_typed_and_not_saved_is_there_again(qtbot: QtBot, page: SettingsPage, desk: Desk) -> None:
    retype(words(page), "school_name", "江陵师范大学")
    again = OfficeSettings(desk)
    qtbot.addWidget(again)
    assert again.edits["school_name"].raw() == "江陵师范大学" and again.note.text() == "上次没有保存的改动还在"
    assert again.changed() == {"school_name": "江陵师范大学"}


def test_a_change_made_elsewhere_does_not_take_what_was_typed(page: SettingsPage, office: Office) -> None:
    from unionoffice.store.settings import save_settings

    form = words(page)
    retype(form, "school_name", "江陵师范大学")
    with office.work("修改设置", actor="别人") as work:
        save_settings(work, {"operator": "李经办"})
    assert form.edits["operator"].raw() == "李经办" and form.edits["school_name"].raw() == "江陵师范大学"


# look


def test_light_dark_and_rows_are_remembered(qtbot: QtBot, state: AppState) -> None:
    form = LookSettings(state)
    qtbot.addWidget(form)
    form.mode.choose("dark")
    form.mode.activated.emit(form.mode.currentIndex())
    form.rows.choose("rowCompact")
    form.rows.activated.emit(form.rows.currentIndex())
    assert theme().dark and theme().row_height == 28
    theme().set_mode("light")
    theme().set_row_size("row")
    recall_look(state)
    assert theme().dark and theme().row_height == 28


def test_a_damaged_memory_of_the_look_is_no_matter(state: AppState) -> None:
    state.put("look.mode", "neon")
    state.put("look.rows", ["x"])
    recall_look(state)
    assert theme().mode == "system" and theme().row_size == "row"


# small registers


@pytest.mark.parametrize("title", ["分工会", "工会小组", "校区", "慰问类型", "供应商"])
def test_every_small_register_has_its_page(qtbot: QtBot, page: SettingsPage, title: str) -> None:
    shown = subject(page, title)
    assert isinstance(shown, RegisterPage) and shown.header.title() == title
    shown.new()
    assert form_of(shown).title.text().startswith("新增")  # type: ignore[arg-type]
    shown.form.cancel()  # type: ignore[union-attr]


def test_a_branch_is_added_and_renamed_here(qtbot: QtBot, page: SettingsPage, office: Office) -> None:
    shown = subject(page, "分工会")
    assert isinstance(shown, RegisterPage)
    shown.new()
    form_of(shown).editor("name").widget().setFocus()  # type: ignore[arg-type]
    write("体育部")
    press(Key.Key_S, Ctrl)
    texts = [shown.model.index(row, 1).data() for row in range(shown.model.rowCount())]
    assert "体育部" in texts


def test_the_window_may_close_and_a_form_is_kept_as_a_draft(page: SettingsPage, office: Office) -> None:
    from unionoffice.store.drafts import Drafts

    shown = subject(page, "校区")
    assert isinstance(shown, RegisterPage)
    shown.new()
    write("南校区")
    assert page.can_close() and "campus-new" in Drafts(office.folder / "drafts").keys()  # noqa: SIM118


# backups and the check


def maintenance(qtbot: QtBot, desk: Desk) -> Maintenance:
    made = Maintenance(desk)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    return made


def test_a_backup_is_made_and_listed(
    qtbot: QtBot, desk: Desk, office: Office, inline: JobRunner, door: RecordingDoor
) -> None:
    shown = maintenance(qtbot, desk)
    assert any("还没有备份" in text for text in said(shown))
    click(qtbot, shown, "立即备份")
    assert len(list_backups(office.folder)) == 1 and door.infos == ["已备份，并核对过可以打开"]
    assert "2020-12-18 12:00" in said(shown)


def test_restoring_asks_first_and_leaves_the_rest_to_the_window(
    qtbot: QtBot, desk: Desk, office: Office, inline: JobRunner, door: RecordingDoor
) -> None:
    path = office.backup()
    restored: list[Path] = []
    desk.restore = restored.append
    shown = maintenance(qtbot, desk)
    click(qtbot, shown, "恢复")
    assert restored == [] and door.questions[0].yes == "恢复备份" and door.questions[0].danger
    door.answers.append(Answer())
    click(qtbot, shown, "恢复")
    assert restored == [path]


def test_the_check_says_that_all_is_well_or_what_is_not(
    qtbot: QtBot, desk: Desk, office: Office, inline: JobRunner
) -> None:
    from sqlalchemy import text

    shown = maintenance(qtbot, desk)
    click(qtbot, shown, "检查数据")
    assert any(one.startswith("数据完好") for one in said(shown))
    with office.engine.connect().execution_options(write=True) as connection:
        connection.execute(text("DROP TRIGGER IF EXISTS audit_log_no_update"))
        triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type='trigger'")).scalars().all()
        for name in triggers:
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE audit_log SET actor = '冒名' WHERE id = 1"))
        connection.commit()
    click(qtbot, shown, "检查数据")
    assert not any(one.startswith("数据完好") for one in said(shown))
    assert any("绕过程序改过数据文件" in one for one in said(shown))
