# SPDX-License-Identifier: MIT
"""The aid form with real keys: a payment without the mouse, caps, errors beside fields, drafts that survive."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.aid.offices import small_office
from tests.printing.reading import pdfium_texts
from tests.recording_door import RecordingDoor
from tests.ui.aid_desk import (
    Alt,
    Ctrl,
    Key,
    Seen,
    fields_of,
    fill_in,
    form_of,
    make,
    open_page,
    payments,
    press,
    type_in,
)
from ui.aid import AidPage
from ui.aid_form import AidForm
from ui.app_state import AppState
from ui.jobs import JobRunner
from unionoffice.aid.records import DRAFT, ISSUED
from unionoffice.members.family import FamilyRow, Relative, save_rows
from unionoffice.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    yield opened
    opened.close()


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(qtbot: QtBot, office: Office, state: AppState, seen: Seen, inline: JobRunner) -> AidPage:
    return open_page(qtbot, office, state, seen)


# one payment by keyboard


def test_a_payment_is_issued_and_printed_without_the_mouse(
    page: AidPage, office: Office, qtbot: QtBot, seen: Seen, door: RecordingDoor
) -> None:
    fill_in(page, qtbot)
    press(Key.Key_G, Alt)
    (made,) = payments(office)
    assert (made.voucher_no, made.full_name, made.aid_type_name) == ("慰-2020-0001", "蔡文静", "住院慰问")
    assert (made.amount, made.event_date, made.reason) == (Decimal("800.00"), date(2020, 9, 21), "住院手术")
    assert (made.status, made.print_count) == (ISSUED, 1)
    ((path, title),) = seen.previews
    assert (path.parent, path.name, title) == (office.exports, "慰-2020-0001 蔡文静.pdf", "凭证 慰-2020-0001")
    assert "人民币捌佰元整" in pdfium_texts(path)[0] and "补打" not in pdfium_texts(path)[0]
    assert door.infos == ["已签发 慰-2020-0001"] and door.errors == []
    assert page.form is None and page.selected is not None and page.selected.id == made.id


def test_ctrl_s_keeps_a_draft_and_enter_opens_it_again(
    page: AidPage, office: Office, qtbot: QtBot, door: RecordingDoor
) -> None:
    fill_in(page, qtbot)
    press(Key.Key_S, Ctrl)
    (made,) = payments(office)
    assert (made.status, made.voucher_no) == (DRAFT, None)
    assert page.model.index(0, 0).data() == "签发时取号"
    assert door.infos == ["已存草稿，签发时取号"]
    page.table.setFocus()
    press(Key.Key_Return)
    form = form_of(page)
    assert (form.fields.person.text(), form.fields.kind.text(), form.fields.amount.text()) == (
        "蔡文静",
        "住院慰问",
        "800.00",
    )
    press(Key.Key_G, Ctrl)
    assert payments(office)[0].voucher_no == "慰-2020-0001"


def test_what_follows_from_the_fields_is_shown_at_once(page: AidPage, qtbot: QtBot) -> None:
    fill_in(page, qtbot, "1409.5")
    form = form_of(page)
    assert form.fields.amount.text() == "1,409.50"
    assert form.fields.words.text() == "人民币壹仟肆佰零玖元伍角整"
    assert form.fields.bank.whole_text() == "工商银行江陵大学支行 尾号 5702"
    assert form.fields.evidence.whole_text() == "证明材料：出院小结、收费票据"


def test_a_kind_brings_its_amount_until_one_is_typed(page: AidPage, qtbot: QtBot) -> None:
    page.take_focus()
    press(Key.Key_N, Ctrl)
    form = form_of(page)
    form.fields.kind.setFocus()
    type_in("zyww")
    press(Key.Key_Return)
    assert form.fields.amount.text() == "1,000.00"
    form.fields.kind.setFocus()
    press(Key.Key_A, Ctrl)
    type_in("jiehun")
    press(Key.Key_Return)
    assert (form.fields.kind.text(), form.fields.amount.text()) == ("结婚慰问", "600.00")
    form.fields.amount.setFocus()
    press(Key.Key_A, Ctrl)
    type_in("500")
    form.fields.kind.setFocus()
    press(Key.Key_A, Ctrl)
    type_in("zyww")
    press(Key.Key_Return)
    assert form.fields.amount.text() == "500.00"


def test_the_cap_warns_with_limit_used_and_sum_and_does_not_block(
    page: AidPage, office: Office, qtbot: QtBot, seen: Seen
) -> None:
    make(office)
    fill_in(page, qtbot, "1000")
    form = form_of(page)
    assert form.fields.notice.isVisible() and form.fields.notice.title() == "超过住院慰问本年上限 600.00 元"
    assert "上限 1,000.00 元，本年已发 600.00 元，加上本次共 1,600.00 元。" in form.fields.notice._text.text()
    assert form.fields.rows["approval_ref"].state() == "warn"
    assert QApplication.focusWidget() is form.fields.way
    for text in ("", "市第二医院", "骨科", "骨折"):
        type_in(text)
        press(Key.Key_Return)
    type_in("2020 年第 9 次主席办公会")
    assert form.fields.rows["approval_ref"].state() == ""
    press(Key.Key_G, Alt)
    assert payments(office)[1].approval_ref == "2020 年第 9 次主席办公会"
    assert (payments(office)[1].hospital, payments(office)[1].illness) == ("市第二医院", "骨折")
    assert "第 9 次主席办公会" in pdfium_texts(seen.previews[0][0])[0]


def test_the_persons_history_and_the_next_number_stand_beside(
    page: AidPage, office: Office, qtbot: QtBot
) -> None:
    make(office)
    fill_in(page, qtbot)
    texts = [one.text() for one in form_of(page).history.findChildren(object) if hasattr(one, "text")]  # type: ignore[call-overload]
    assert "600.00" in texts and "2020-03-11" in texts
    assert any("取号 慰-2020-0002" in text for text in texts)
    assert "本年累计将为 2 人次，1,400.00 元。" in texts


@pytest.mark.parametrize("amount", ["0", "-5", "1.234", "壹佰"])
def test_a_wrong_amount_is_said_beside_the_field_and_nothing_is_lost(
    page: AidPage, office: Office, qtbot: QtBot, amount: str
) -> None:
    fill_in(page, qtbot, amount)
    press(Key.Key_G, Ctrl)
    form = form_of(page)
    assert form.fields.rows["amount"].state() == "error" and form.fields.rows["amount"].message()
    assert QApplication.focusWidget() is form.fields.amount
    assert form.fields.reason.text() == "住院手术" and payments(office) == []


def test_without_a_person_the_person_field_says_so(page: AidPage, office: Office) -> None:
    page.take_focus()
    press(Key.Key_N, Ctrl)
    type_in("没有这个人")
    press(Key.Key_S, Ctrl)
    assert fields_of(page).rows["member_id"].state() == "error"
    assert payments(office) == []


def test_a_transfer_without_an_account_warns(page: AidPage) -> None:
    page.take_focus()
    press(Key.Key_N, Ctrl)
    type_in("10012208")
    press(Key.Key_Return)
    assert fields_of(page).rows["pay_method"].state() == "warn"


# drafts that survive


def test_what_was_typed_survives_the_form_being_thrown_away(
    page: AidPage, qtbot: QtBot, office: Office
) -> None:
    fill_in(page, qtbot)
    form = form_of(page)
    qtbot.waitUntil(lambda: "草稿已自动保留 12:00" in form.note.text())
    page._close_form()  # no saving, no cancelling: as when the program is killed
    again = AidForm(page.desk)
    qtbot.addWidget(again)
    assert (again.fields.person.text(), again.fields.kind.text(), again.fields.amount.text()) == (
        "蔡文静",
        "住院慰问",
        "800.00",
    )
    assert "还在" in again.note.text()
    again.clear()
    assert again.fields.raw()["member_id"] is None and again.fields.amount.text() == ""
    assert payments(office) == []


def test_esc_closes_and_keeps_what_was_typed_and_issuing_forgets_it(page: AidPage, qtbot: QtBot) -> None:
    fill_in(page, qtbot)
    press(Key.Key_Escape)
    assert page.form is None
    press(Key.Key_N, Ctrl)
    assert fields_of(page).reason.text() == "住院手术"
    press(Key.Key_G, Ctrl)
    press(Key.Key_N, Ctrl)
    assert fields_of(page).reason.text() == ""


def test_many_people_of_one_name_ask_for_another_letter(page: AidPage, office: Office, qtbot: QtBot) -> None:
    from unionoffice.members.actions import add_members
    from unionoffice.members.records import Member

    with office.work("登记会员") as work:
        add_members(work, [Member(full_name=f"张{one}") for one in "一二三四五六七八九"])
    page.take_focus()
    press(Key.Key_N, Ctrl)
    person = fields_of(page).person
    type_in("zhang")
    qtbot.waitUntil(lambda: len(person.options()) == 8)
    assert person.hint("zhang", person.options()) == "还有更多，请再输几个字"
    press(Key.Key_Down)
    second = person.options()[1].title
    press(Key.Key_Return)
    assert person.text() == second
    type_in("x")
    assert person.hint("张三丰", []) == "名册里没有“张三丰”，请换个字或工号"


def test_what_the_spouse_received_stands_beside(page: AidPage, office: Office, qtbot: QtBot) -> None:
    with office.work("编辑会员") as work:
        values = {"full_name": "蔡文静", "relation_code": "10", "birth": "1979-06"}
        save_rows(work, Relative, 2, [FamilyRow(None, values)])
    make(office, amount=2000, member_id=2, aid_type_id=9, event_date=date(2020, 3, 2))
    make(office, amount=600)
    fill_in(page, qtbot, "300")
    said = [one.text() for one in form_of(page).history.findChildren(QLabel)]
    assert "家庭慰问记录" in said and "配偶 𬱟𠮷㛃" in said
    assert said[said.index("家庭 2020 年合计") + 1] == "2,600.00"
