# SPDX-License-Identifier: MIT
"""The aid page: signing, voiding, printing again, the list with its sums, the empty page."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.aid.offices import small_office
from tests.printing.reading import pdfium_texts
from tests.recording_door import RecordingDoor
from tests.ui.aid_desk import (
    Ctrl,
    Key,
    Seen,
    choose,
    click,
    fill_in,
    form_of,
    make,
    open_page,
    payments,
    press,
    type_in,
)
from ui.aid import AidPage
from ui.aid_proxy import ProxyForm
from ui.aid_steps import StepsPart
from ui.app_state import AppState
from ui.jobs import JobRunner
from ui.messages import Answer
from unionoffice.aid import actions
from unionoffice.aid.ledger_import import PastRows, save_past
from unionoffice.aid.records import DRAFT, ISSUED, SIGNED, VOIDED
from unionoffice.office import Office
from unionoffice.store.settings import save_settings


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


# an issued voucher


def test_signing_and_taking_it_back(page: AidPage, office: Office, qtbot: QtBot, door: RecordingDoor) -> None:
    choose(page, make(office))
    click(page, qtbot, "签收")
    assert payments(office)[0].status == SIGNED
    assert door.infos == ["已签收 慰-2020-0001"]
    door.links["撤销"]()
    assert payments(office)[0].status == ISSUED


def test_a_proxy_signs_with_a_name(page: AidPage, office: Office, qtbot: QtBot, door: RecordingDoor) -> None:
    choose(page, make(office))
    click(page, qtbot, "代领")
    for text in ("李四", "配偶", "110000197906180624"):
        type_in(text)
        press(Key.Key_Return)
    press(Key.Key_S, Ctrl)
    (signed,) = payments(office)
    assert (signed.status, signed.proxy_name, signed.proxy_relation) == (SIGNED, "李四", "配偶")
    assert door.infos == ["已由李四代领 慰-2020-0001"] and page.form is None
    door.links["撤销"]()
    (back,) = payments(office)
    assert (back.status, back.proxy_name, back.proxy_id_number) == (ISSUED, None, None)


def test_a_proxy_that_cannot_be_right_is_told_at_its_field(
    page: AidPage, office: Office, qtbot: QtBot, door: RecordingDoor
) -> None:
    choose(page, make(office))
    click(page, qtbot, "代领")
    form = page.form
    assert isinstance(form, ProxyForm)
    press(Key.Key_S, Ctrl)
    assert "代领人的姓名" in form.row("proxy_name").message()
    type_in("蔡文静")
    press(Key.Key_S, Ctrl)
    assert "同名" in form.row("proxy_name").message()
    form.editor("proxy_id_number").widget().setFocus()
    type_in("110000197906180625")
    press(Key.Key_S, Ctrl)
    assert form.row("proxy_id_number").message() and payments(office)[0].status == ISSUED


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
    assert (form.fields.person.text(), form.fields.amount.text()) == ("蔡文静", "600.00")
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
    page: AidPage,
    office: Office,
    qtbot: QtBot,
    seen: Seen,
    door: RecordingDoor,
    monkeypatch: pytest.MonkeyPatch,
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
    assert page.header.figures.values() == [
        ("1", "本年人次"),
        ("1", "本年人数"),
        ("700.00", "本年金额（元）"),
    ]
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
    assert [card.accessibleName().split("，")[0] for card in cards] == [
        "新增第一笔慰问",
        "导入往年台账",
        "先设置慰问类型和上限",
    ]
    assert page.status_texts() == ["会员名册已有 3 人"]
    cards[2].press()
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


# steps, and what comes from earlier ledgers


def test_steps_are_written_down_beside_the_payment(page: AidPage, office: Office, qtbot: QtBot, door: RecordingDoor) -> None:
    with office.work("设置") as work:
        save_settings(work, {"aid_step_approve": "是"})
    choose(page, make(office, issue=False))
    (part,) = page.details.findChildren(StepsPart)
    click(page, qtbot, "登记审批")
    assert part.rows["done_by"].message() == "请填审批的经手人。没有登记。"
    part.person.setText("李主席")
    part.opinion.setText("同意")
    part.record()
    assert door.infos == ["已登记审批"]
    with office.work("签发凭证") as work:
        actions.issue(work, payments(office)[0].id)


def test_a_payment_of_an_earlier_ledger_shows_its_own_number(page: AidPage, office: Office, qtbot: QtBot) -> None:
    values = {"booked_on": date(2018, 3, 5), "full_name": "蔡文静", "staff_no": "10020417", "aid_type_name": "住院"}
    with office.work("导入往年台账") as work:
        row = PastRows(work.session)({**values, "amount": Decimal(800), "old_voucher_no": "2018-17"})
        save_past(work, [(None, row)])
    page.clear_filters()
    choose(page, payments(office)[0])
    assert page.model.index(0, 0).data() == "2018-17"

    def verbs() -> list[str]:
        return [one.text() for one in page.details.findChildren(QPushButton) if one.isVisible()]

    qtbot.waitUntil(lambda: any("作废" in text for text in verbs()))
    assert not any("打印凭证" in text for text in verbs())
    assert page.details_caption(payments(office)[0]).startswith("往年台账 2018-17")

