# SPDX-License-Identifier: MIT
"""The aid page with real keys: a payment without the mouse, caps, drafts, signing, voiding, the empty page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.aid.offices import small_office
from tests.printing.reading import pdfium_texts
from tests.recording_door import RecordingDoor
from ui.aid import AidPage
from ui.aid_form import AidForm
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.jobs import JobRunner
from ui.messages import Answer
from unionoffice.aid import actions
from unionoffice.aid.records import DRAFT, ISSUED, SIGNED, VOIDED, AidPayment
from unionoffice.office import Office

Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@dataclass
class Seen:
    """What the page asked of the window."""

    previews: list[tuple[Path, str]] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)


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
    desk = Desk(office, state, Announcer(office))
    desk.preview = lambda path, title: seen.previews.append((path, title))
    desk.go = seen.pages.append
    made = AidPage(desk)
    desk.announcer.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1294, 708)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """To whatever has the keyboard, as a real key goes; a button pressed by its letter clicks 100 ms later."""
    QTest.qWait(1)
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)
    QTest.qWait(150 if modifier == Alt else 1)


def type_in(text: str) -> None:
    """Letters and digits as keys; Chinese as an input method commits it."""
    target = QApplication.focusWidget()
    assert target is not None
    if text.isascii():
        QTest.keyClicks(target, text)
        return
    committed = QInputMethodEvent()
    committed.setCommitString(text)
    QApplication.sendEvent(target, committed)


def form_of(page: AidPage) -> AidForm:
    assert isinstance(page.form, AidForm)
    return page.form


def payments(office: Office) -> list[AidPayment]:
    with office.read() as session:
        return list(session.scalars(select(AidPayment).order_by(AidPayment.id)).unique())


def make(office: Office, *, amount: int = 600, issue: bool = True, **more: object) -> AidPayment:
    with office.work("新增慰问") as work:
        values = {"member_id": 1, "aid_type_id": 1, "amount": Decimal(amount), "event_date": date(2020, 3, 11)}
        payment = actions.save_draft(work, None, values | {"pay_method": "bank_transfer"} | more)
        return actions.issue(work, payment.id) if issue else payment


def choose(page: AidPage, payment: AidPayment) -> None:
    page.refresh()
    page.show_record(payment.id)
    QTest.qWait(5)


def click(page: AidPage, qtbot: QtBot, words: str) -> None:
    def found() -> list[QPushButton]:
        return [one for one in page.details.findChildren(QPushButton) if words in one.text() and one.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 1)
    QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)


# one payment by keyboard


def fill_in(page: AidPage, qtbot: QtBot, amount: str = "800") -> None:
    """Ctrl+N, then a field after the other with Enter between, up to the amount."""
    page.take_focus()
    press(Key.Key_N, Ctrl)
    type_in("cwj")
    press(Key.Key_Return)
    type_in("zyww")
    press(Key.Key_Return)
    press(Key.Key_A, Ctrl)
    type_in("9-21")
    press(Key.Key_Return)
    type_in("住院手术")
    press(Key.Key_Return)
    press(Key.Key_A, Ctrl)
    type_in(amount)
    press(Key.Key_Return)


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
    assert (form.person.text(), form.kind.text(), form.amount.text()) == ("蔡文静", "住院慰问", "800.00")
    press(Key.Key_G, Ctrl)
    assert payments(office)[0].voucher_no == "慰-2020-0001"


def test_what_follows_from_the_fields_is_shown_at_once(page: AidPage, qtbot: QtBot) -> None:
    fill_in(page, qtbot, "1409.5")
    form = form_of(page)
    assert form.amount.text() == "1,409.50"
    assert form._words.text() == "人民币壹仟肆佰零玖元伍角整"
    assert form._bank.whole_text() == "工商银行江陵大学支行 尾号 5702"
    assert form._evidence.whole_text() == "证明材料：出院小结、收费票据"


def test_a_kind_brings_its_amount_until_one_is_typed(page: AidPage, qtbot: QtBot) -> None:
    page.take_focus()
    press(Key.Key_N, Ctrl)
    form = form_of(page)
    form.kind.setFocus()
    type_in("zyww")
    press(Key.Key_Return)
    assert form.amount.text() == "1,000.00"
    form.kind.setFocus()
    press(Key.Key_A, Ctrl)
    type_in("jiehun")
    press(Key.Key_Return)
    assert (form.kind.text(), form.amount.text()) == ("结婚慰问", "600.00")
    form.amount.setFocus()
    press(Key.Key_A, Ctrl)
    type_in("500")
    form.kind.setFocus()
    press(Key.Key_A, Ctrl)
    type_in("zyww")
    press(Key.Key_Return)
    assert form.amount.text() == "500.00"


def test_the_cap_warns_with_limit_used_and_sum_and_does_not_block(
    page: AidPage, office: Office, qtbot: QtBot, seen: Seen
) -> None:
    make(office)
    fill_in(page, qtbot, "1000")
    form = form_of(page)
    assert form.notice.isVisible() and form.notice.title() == "超过住院慰问本年上限 600.00 元"
    assert "上限 1,000.00 元，本年已发 600.00 元，加上本次共 1,600.00 元。" in form.notice._text.text()
    assert form.rows["approval_ref"].state() == "warn"
    assert QApplication.focusWidget() is form.way
    press(Key.Key_Return)
    type_in("2020 年第 9 次主席办公会")
    assert form.rows["approval_ref"].state() == ""
    press(Key.Key_G, Alt)
    assert payments(office)[1].approval_ref == "2020 年第 9 次主席办公会"
    assert "第 9 次主席办公会" in pdfium_texts(seen.previews[0][0])[0]


def test_the_persons_history_and_the_next_number_stand_beside(page: AidPage, office: Office, qtbot: QtBot) -> None:
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
    assert form.rows["amount"].state() == "error" and form.rows["amount"].message()
    assert QApplication.focusWidget() is form.amount
    assert form.reason.text() == "住院手术" and payments(office) == []


def test_without_a_person_the_person_field_says_so(page: AidPage, office: Office) -> None:
    page.take_focus()
    press(Key.Key_N, Ctrl)
    type_in("没有这个人")
    press(Key.Key_S, Ctrl)
    assert form_of(page).rows["member_id"].state() == "error"
    assert payments(office) == []


def test_a_transfer_without_an_account_warns(page: AidPage) -> None:
    page.take_focus()
    press(Key.Key_N, Ctrl)
    type_in("10012208")
    press(Key.Key_Return)
    assert form_of(page).rows["pay_method"].state() == "warn"


# drafts that survive


def test_what_was_typed_survives_the_form_being_thrown_away(page: AidPage, qtbot: QtBot, office: Office) -> None:
    fill_in(page, qtbot)
    form = form_of(page)
    qtbot.waitUntil(lambda: "草稿已自动保留 12:00" in form.note.text())
    page._close_form()  # no saving, no cancelling: as when the program is killed
    again = AidForm(page.desk)
    qtbot.addWidget(again)
    assert (again.person.text(), again.kind.text(), again.amount.text()) == ("蔡文静", "住院慰问", "800.00")
    assert "还在" in again.note.text()
    again.clear()
    assert again.raw()["member_id"] is None and again.amount.text() == ""
    assert payments(office) == []


def test_esc_closes_and_keeps_what_was_typed_and_issuing_forgets_it(page: AidPage, qtbot: QtBot) -> None:
    fill_in(page, qtbot)
    press(Key.Key_Escape)
    assert page.form is None
    press(Key.Key_N, Ctrl)
    assert form_of(page).reason.text() == "住院手术"
    press(Key.Key_G, Ctrl)
    press(Key.Key_N, Ctrl)
    assert form_of(page).reason.text() == ""


# an issued voucher


def test_signing_and_taking_it_back(
    page: AidPage, office: Office, qtbot: QtBot, door: RecordingDoor
) -> None:
    choose(page, make(office))
    click(page, qtbot, "签收")
    assert payments(office)[0].status == SIGNED
    assert door.infos == ["已签收 慰-2020-0001"]
    door.links["撤销"]()
    assert payments(office)[0].status == ISSUED


def test_a_proxy_signs_with_a_name(
    page: AidPage, office: Office, qtbot: QtBot, door: RecordingDoor
) -> None:
    choose(page, make(office))
    door.answers = [Answer("李四")]
    click(page, qtbot, "代领")
    assert (payments(office)[0].status, payments(office)[0].proxy_name) == (SIGNED, "李四")


def test_voiding_asks_with_verbs_and_a_reason_and_offers_a_new_one(
    page: AidPage, office: Office, qtbot: QtBot, door: RecordingDoor
) -> None:
    choose(page, make(office))
    click(page, qtbot, "作废")
    (question,) = door.questions
    assert (question.title, question.yes, question.no) == ("作废凭证 慰-2020-0001？", "作废凭证", "不作废")
    assert question.text.startswith("蔡文静，住院慰问，600.00 元。号码保留") and question.danger
    assert payments(office)[0].status == ISSUED
    door.answers = [Answer("金额写错，重开")]
    click(page, qtbot, "作废")
    voided = payments(office)[0]
    assert (voided.status, voided.void_reason) == (VOIDED, "金额写错，重开")
    column = page.table.columns.section("amount")
    assert page.model.look(page.model.record(0), page.model.fields[column]).strike  # type: ignore[arg-type, union-attr]
    door.links["重开"]()
    form = form_of(page)
    assert (form.person.text(), form.amount.text()) == ("蔡文静", "600.00")
    press(Key.Key_G, Ctrl)
    anew = payments(office)[1]
    assert (anew.voucher_no, anew.replaces_id) == ("慰-2020-0002", voided.id)


def test_a_second_print_says_so(page: AidPage, office: Office, qtbot: QtBot, seen: Seen) -> None:
    choose(page, make(office))
    click(page, qtbot, "打印凭证")
    click(page, qtbot, "打印凭证")
    first, second = (path for path, _ in seen.previews)
    assert first != second and first.exists()
    assert "补打" not in pdfium_texts(first)[0] and "补打 1" in pdfium_texts(second)[0]


def test_an_issued_voucher_is_not_edited(page: AidPage, office: Office, door: RecordingDoor) -> None:
    choose(page, make(office))
    page.table.setFocus()
    press(Key.Key_Return)
    assert page.form is None and "不能修改" in door.warnings[0]
    page.undo()
    assert "只能作废重开" in door.errors[0].sentence


def test_a_draft_can_be_thrown_away_and_brought_back(
    page: AidPage, office: Office, qtbot: QtBot, door: RecordingDoor
) -> None:
    choose(page, make(office, issue=False))
    click(page, qtbot, "删除草稿")
    assert payments(office) == []
    door.links["撤销"]()
    assert [one.status for one in payments(office)] == [DRAFT]


def test_a_full_disk_loses_no_number(
    page: AidPage, office: Office, qtbot: QtBot, seen: Seen, door: RecordingDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    def full(*_: object) -> list[str]:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("unionoffice.aid.forms.vouchers_pdf", full)
    fill_in(page, qtbot)
    press(Key.Key_G, Ctrl)
    assert payments(office)[0].voucher_no == "慰-2020-0001"
    assert "磁盘已满" in door.errors[0].sentence and seen.previews == []
    monkeypatch.undo()
    retry = door.retries[0]
    assert retry is not None
    retry()
    assert [title for _, title in seen.previews] == ["凭证 慰-2020-0001"]


# the list


def test_the_footer_leaves_out_void_and_drafts(page: AidPage, office: Office) -> None:
    make(office, amount=700)
    voided = make(office)
    make(office, issue=False)
    with office.work("作废凭证") as work:
        actions.void(work, voided.id, "写错")
    page.refresh()
    assert page.footer is not None
    assert page.footer.accessibleName() == "3 笔，作废 1 笔、草稿 1 笔不计，合计 700.00"
    assert page.header.figures.values() == [("1", "本年人次"), ("1", "本年人数"), ("700.00", "本年金额（元）")]
    assert page.status_texts() == ["草稿 1 笔", "待签收 1 笔，700.00 元"]
    page.table.selectAll()
    page.table.setCurrentIndex(page.model.index(0, page.table.columns.section("amount")))


def test_the_ledger_goes_out_with_what_counts_beside_the_amounts(
    page: AidPage, office: Office, seen: Seen, door: RecordingDoor
) -> None:
    make(office, amount=700)
    voided = make(office)
    with office.work("作废凭证") as work:
        actions.void(work, voided.id, "写错")
    page.refresh()
    page.export()
    (path,) = office.exports.glob("*.xlsx")
    rows = [[cell.value for cell in line] for line in openpyxl.load_workbook(path).active.iter_rows()]  # type: ignore[union-attr]
    head = next(n for n, line in enumerate(rows) if "凭证号" in line)
    at = rows[head].index("计入金额（元）")
    assert rows[head][at - 1] == "金额（元）"
    assert [line[at] for line in rows[head + 1 : head + 3]] == [None, 700]
    assert str(rows[head + 3][at]).startswith("=SUM") and rows[head + 3][at - 1] is None
    page.print_list()
    assert "计入金额" in pdfium_texts(seen.previews[0][0])[0]


def test_drafts_stand_first_then_the_newest_number(page: AidPage, office: Office) -> None:
    for issue in (True, False, True):
        make(office, issue=issue)
    page.refresh()
    assert [page.model.index(n, 0).data() for n in range(3)] == ["签发时取号", "慰-2020-0002", "慰-2020-0001"]


def test_beside_the_form_numbers_are_short_and_the_columns_come_back(page: AidPage, office: Office) -> None:
    make(office)
    page.refresh()
    wide = page.shown_columns()
    page.new()
    assert page.model.index(0, 0).data() == "慰-0001" and "reason" not in page.shown_columns()
    assert form_of(page).width() == 704
    press(Key.Key_Escape)
    assert page.model.index(0, 0).data() == "慰-2020-0001" and page.shown_columns() == wide


def test_the_empty_page_says_how_to_begin(page: AidPage, seen: Seen) -> None:
    from ui.panels import WayCard

    assert page.stack.currentIndex() == 1
    cards = page.stack.currentWidget().findChildren(WayCard)
    assert [card.accessibleName().split("，")[0] for card in cards] == ["新增第一笔慰问", "先设置慰问类型和上限"]
    assert page.status_texts() == ["会员名册已有 3 人"]
    cards[1].press()
    assert seen.pages == ["settings"]
    cards[0].press()
    assert page.form is not None


def test_the_first_start_gives_the_office_its_kinds_of_aid(qtbot: QtBot, tmp_path: Path) -> None:
    from ui.setup_page import SetupPage
    from unionoffice.aid.queries import types_in_use

    office = Office.open(tmp_path / "new")
    page = SetupPage(office)
    qtbot.addWidget(page)
    page.skip()
    page.skip()
    with office.read() as session:
        assert len(types_in_use(session)) == 21
    office.close()


def test_many_people_of_one_name_ask_for_another_letter(page: AidPage, office: Office, qtbot: QtBot) -> None:
    from unionoffice.members.actions import add_members
    from unionoffice.members.records import Member

    with office.work("登记会员") as work:
        add_members(work, [Member(full_name=f"张{one}") for one in "一二三四五六七八九"])
    page.take_focus()
    press(Key.Key_N, Ctrl)
    person = form_of(page).person
    type_in("zhang")
    qtbot.waitUntil(lambda: len(person.options()) == 8)
    assert person.hint("zhang", person.options()) == "还有更多，请再输几个字"
    press(Key.Key_Down)
    second = person.options()[1].title
    press(Key.Key_Return)
    assert person.text() == second
    type_in("x")
    assert person.hint("张三丰", []) == "名册里没有“张三丰”，请换个字或工号"
