# SPDX-License-Identifier: MIT
"""What a role may not do is off and says who can; a form shows masks and saves nothing over them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.recording_door import RecordingDoor
from tests.ui.member_desk import Key, form_of, member, names, open_page, press, settle, small_office
from ui import standing
from ui.app_state import AppState
from ui.panels import EmptyState, Way, WayCard
from ui.widgets import button, link
from unionoffice.kit.roles import ENTER, LOOK, Right, Role
from unionoffice.office import Office
from unionoffice.store.at_desk import save_operator

NOBODY = Role("陈向东", LOOK)
CLERK = Role("李明远", ENTER)


@pytest.fixture(autouse=True)
def afterwards() -> Iterator[None]:
    yield
    standing.set_at_desk(None)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    yield opened
    opened.close()


def sit_down(office: Office, role: Role) -> None:
    with office.work("新增经办人") as work:
        save_operator(work, None, {"name": role.name, "role_code": role.code})
    office.change_desk(role.name)
    standing.set_at_desk(office.role)


class Doer:
    """Something with an action that takes a right."""

    def __init__(self) -> None:
        self.done: list[str] = []

    @standing.takes(Right.APPROVE, "签发凭证")
    def issue(self, what: str = "") -> str:
        """What it does."""
        self.done.append(what)
        return what


def test_an_action_runs_for_who_may_and_is_refused_before_it_begins_for_others(door: RecordingDoor) -> None:
    doer = Doer()
    assert doer.issue("一") == "一" and doer.issue.__doc__ == "What it does."
    standing.set_at_desk(CLERK)
    assert doer.issue("二") is None and doer.done == ["一"]
    assert [said for said in door.warnings if "不能签发凭证" in said and "审核或管理" in said]


def test_a_button_of_such_an_action_is_off_whatever_the_page_does(qtbot: QtBot) -> None:
    doer = Doer()
    open_before = button("签发", on_click=doer.issue)
    standing.set_at_desk(CLERK)
    made = [button("签发", on_click=doer.issue), link("新增", needs=(Right.MANAGE, "改设置")), button("看", on_click=lambda: 1)]
    for one in [open_before, *made]:
        qtbot.addWidget(one)
        one.setEnabled(True)
        one.setToolTip("签发（Ctrl+G）")
    assert [one.isEnabled() for one in (open_before, *made)] == [True, False, False, True]
    assert made[0].toolTip() == "签发凭证由审核或管理来做；现在的经办人李明远是“录入”"
    assert open_before.toolTip() == made[2].toolTip() == "签发（Ctrl+G）"


def test_the_cards_of_an_empty_page_are_off_too(qtbot: QtBot) -> None:
    standing.set_at_desk(NOBODY)
    ways = [Way("新增", "", "", lambda: None, (Right.ENTER, "新增会员")), Way("看", "", "", lambda: None)]
    page = EmptyState("heart", "还没有", "", ways)
    qtbot.addWidget(page)
    assert [one.isEnabled() for one in page.findChildren(WayCard)] == [False, True]


def test_who_only_looks_opens_no_form_and_gets_no_number(qtbot: QtBot, office: Office, state: AppState) -> None:
    sit_down(office, NOBODY)
    page = open_page(qtbot, office, state)
    assert not page.new_button.isEnabled() and "录入、审核或管理" in page.new_button.toolTip()
    page.table.select_row(0)
    qtbot.waitUntil(page.details.isVisible)
    page.table.setFocus()
    press(Key.Key_F2)
    assert page.form is None


def test_a_form_shows_masks_and_saves_nothing_over_them(qtbot: QtBot, office: Office, state: AppState) -> None:
    before = member(office, "张三")
    assert before.id_number and before.mobile
    sit_down(office, CLERK)
    page = open_page(qtbot, office, state)
    page.table.select_row(names(page).index("张三"))
    page.table.setFocus()
    press(Key.Key_F2)
    form = form_of(page)
    settle(qtbot, page)
    assert "id_number" not in form.raw() and "mobile" not in form.raw()
    said = [one.text() for one in form.findChildren(QLabel)]
    assert before.id_number not in said and any("****" in text for text in said)
    form.editor("remark").restore("改了备注")
    form.save()
    after = member(office, "张三")
    assert (after.remark, after.id_number, after.mobile) == ("改了备注", before.id_number, before.mobile)
