# SPDX-License-Identifier: MIT
"""Who may see and do what, through the window: looking on, entering, changing over at the desk, and the trail of it."""

import os
from pathlib import Path

from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from tests.journeys.hands import (
    Alt,
    Ctrl,
    Key,
    Shift,
    breathe,
    button,
    choosing,
    click,
    click_button,
    press,
    says,
    texts,
    type_into,
    wait_until,
)
from tests.journeys.journey import Journey
from ui.aid import AidPage
from ui.aid_form import AidForm
from ui.hardship import HardshipPage
from ui.hardship_form import HardshipForm
from ui.operators import NO_LOCK, OperatorsPage
from ui.record_form import RecordForm
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.aid.records import AidPayment
from unionoffice.kit.fields import HIDDEN
from unionoffice.kit.roles import ENTER, LOOK, MANAGE
from unionoffice.store.at_desk import CHANGE, save_operator
from unionoffice.store.audit import audit_log
from unionoffice.store.history import history
from unionoffice.store.operators import Operator

MANAGER, CLERK, GUEST = "周雨桐", "李明远", "陈向东"


def engage(journey: Journey) -> None:
    """Two more operators, as the manager enters them."""
    with journey.office.work("新增经办人") as work:
        save_operator(work, None, {"name": CLERK, "role_code": ENTER, "duty_aid": True})
        save_operator(work, None, {"name": GUEST, "role_code": LOOK})
    wait_until(lambda: journey.window.status.desk.text() == f"经办人 {MANAGER}（管理）", "the role is not said")


def sit_down(journey: Journey, name: str, role: str) -> None:
    """Choose somebody in the menu over the name in the status bar, by its keys."""
    choosing(name)
    press(Key.Key_J, Ctrl | Shift)
    wait_until(lambda: journey.window.status.desk.text() == f"经办人 {name}（{role}）", "nobody sat down")
    breathe(20)  # the pages are made anew a moment later
    journey.idle()


def a_case(journey: Journey, status: str) -> HardshipCase:
    with journey.office.read() as session:
        wanted = select(HardshipCase).where(HardshipCase.status == status, HardshipCase.main_cause.is_not(None))
        return session.scalars(wanted.order_by(HardshipCase.id)).first() or _none(status)


def _none(status: str) -> HardshipCase:
    raise AssertionError(f"the sample has no file that is {status}")


def hardship(journey: Journey, case: HardshipCase) -> HardshipPage:
    """The file beside the list."""
    press(Key.Key_3, Alt)
    press(Key.Key_K, Alt)
    page = journey.front
    assert isinstance(page, HardshipPage)
    wait_until(lambda: page.model.ids(), "no files are listed")
    page.show_record(case.id)
    wait_until(lambda: says(page.details, case.full_name or ""), "the file is not shown")
    return page


def off(inside: QWidget, words: str) -> str:
    """Why that button is off."""
    found = button(inside, words)
    assert not found.isEnabled(), words
    return found.toolTip()


def picture(journey: Journey, name: str) -> None:
    """For whoever wants to look: UNIONOFFICE_PICTURES names a folder."""
    folder = os.environ.get("UNIONOFFICE_PICTURES")
    if folder:
        journey.window.grab().save(str(Path(folder, f"{name}.png")))


def test_who_looks_on_sees_masks_and_the_manager_sees_and_is_noted(journey: Journey) -> None:
    engage(journey)
    case = a_case(journey, "active")
    told = _values(case)
    sit_down(journey, GUEST, "查询")
    page = hardship(journey, case)
    picture(journey, "hardship_guest")
    shown = " ".join(texts(page))
    assert HIDDEN in shown and [name for name, cell in told.items() if cell in shown] == []
    assert "查询" in off(page.details, "编辑") and "录入、审核或管理" in off(page.details, "编辑")
    assert "困难帮扶" in off(page.details, "显示测算")
    assert "审核或管理" in off(page.details, "年度复核")
    press(Key.Key_F2)
    assert page.form is None
    # the manager takes the desk: the same file, its cause and the arithmetic, and what was looked at is in the trail
    sit_down(journey, MANAGER, "管理")
    page = hardship(journey, case)
    press(Key.Key_F2)
    wait_until(lambda: isinstance(page.form, HardshipForm), "the form did not open")
    assert isinstance(page.form, HardshipForm)
    assert page.form.editor("situation").raw() == case.situation
    press(Key.Key_Escape)
    with journey.office.read() as session:
        newest = history(session, HardshipCase, case.id)[0]
        log = audit_log.c
        changed = session.execute(select(log.actor).where(log.action == CHANGE, log.kind == "setting").order_by(log.id)).scalars().all()
    assert (newest.actor, newest.action, newest.lines) == (MANAGER, "查看困难档案", (("字段", "", "编辑整份档案"),))
    assert changed == [MANAGER, GUEST]


def _values(case: HardshipCase) -> dict[str, str]:
    """What must not be read: the words of the sensitive fields."""
    from unionoffice.kit.describe import fields_of

    fields = [one for one in fields_of(HardshipCase).values() if one.sensitive]
    return {one.name: one.show(case) for one in fields if len(one.show(case)) > 5}


def test_who_enters_keeps_a_draft_and_leaves_the_issue_to_the_reviewer(journey: Journey) -> None:
    engage(journey)
    sit_down(journey, CLERK, "录入")
    press(Key.Key_3, Alt)
    page = journey.front
    assert isinstance(page, AidPage)
    press(Key.Key_N, Ctrl)
    form = page.form
    assert isinstance(form, AidForm)
    picture(journey, "aid_clerk")
    assert "审核或管理" in off(form, "签发并打印")
    assert button(form, "存草稿").isEnabled()
    issued = _issued(journey)
    press(Key.Key_G, Ctrl)
    assert _issued(journey) == issued and page.form is form
    press(Key.Key_Escape)
    # settings are the manager's
    press(Key.Key_Comma, Ctrl)
    wait_until(lambda: says(journey.front, "单位与文书"), "no settings")
    assert "管理" in off(journey.front, "保存设置")
    picture(journey, "settings_clerk")


def _issued(journey: Journey) -> int:
    with journey.office.read() as session:
        return len(session.scalars(select(AidPayment.id).where(AidPayment.status != "draft")).all())


def test_a_typed_draft_stays_whose_it_is(journey: Journey) -> None:
    """What one clerk typed and did not save is not another's to read."""
    engage(journey)
    press(Key.Key_2, Alt)
    press(Key.Key_N, Ctrl)
    form = journey.page("members").form  # type: ignore[attr-defined]
    assert isinstance(form, RecordForm)
    type_into(form.editor("id_number").widget(), "110101199003077715")
    breathe(20)
    sit_down(journey, CLERK, "录入")
    press(Key.Key_2, Alt)
    press(Key.Key_N, Ctrl)
    form = journey.page("members").form  # type: ignore[attr-defined]
    assert isinstance(form, RecordForm) and not form.editor("id_number").raw()
    press(Key.Key_Escape)
    sit_down(journey, MANAGER, "管理")
    press(Key.Key_2, Alt)
    press(Key.Key_N, Ctrl)
    form = journey.page("members").form  # type: ignore[attr-defined]
    assert isinstance(form, RecordForm) and form.editor("id_number").raw() == "110101199003077715"


def test_an_operator_is_entered_among_the_settings(journey: Journey) -> None:
    choosing("经办人和角色")
    click(journey.window.status.desk)
    wait_until(lambda: says(journey.front, NO_LOCK), "the operators are not shown")
    page = journey.front.findChild(OperatorsPage)
    assert isinstance(page, OperatorsPage)
    picture(journey, "operators")
    press(Key.Key_N, Ctrl)
    form = page.form
    assert isinstance(form, RecordForm)
    type_into(form.editor("name").widget(), CLERK)
    picture(journey, "operators_form")
    press(Key.Key_S, Ctrl)
    wait_until(lambda: len(journey.office.operators) == 2, "nobody was entered")
    assert [(one.name, one.role_code) for one in journey.office.operators] == [(MANAGER, MANAGE), (CLERK, ENTER)]
    # the only manager cannot be made less
    page.show_record(journey.office.operators[0].id)
    press(Key.Key_F2)
    form = page.form
    assert isinstance(form, RecordForm)
    form.editor("role_code").show_value(LOOK)
    click_button(form, "保存经办人")
    wait_until(lambda: says(form, "至少要有一个在用"), "nothing was refused")
    with journey.office.read() as session:
        assert session.scalars(select(Operator.role_code).where(Operator.name == MANAGER)).one() == MANAGE
