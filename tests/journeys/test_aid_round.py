# SPDX-License-Identifier: MIT
"""A round of 29 people through the window: from a pasted column to the sign-off sheet, the finance list, a void and its successor."""

from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication
from sqlalchemy import select

from tests.journeys.hands import (
    Alt,
    Ctrl,
    Key,
    answers,
    click_button,
    press,
    retype,
    says,
    type_in,
    wait_until,
)
from tests.journeys.journey import Journey
from ui.aid import AidPage
from ui.aid_form import AidForm
from ui.aid_rounds import RoundsPage
from ui.preview import PreviewPanel
from unionoffice.aid.records import ISSUED, VOIDED, AidPayment
from unionoffice.aid.rounds_queries import RoundView
from unionoffice.members.records import Member

NAME = "元旦送温暖"
PEOPLE = 29


def at_the_rounds(journey: Journey) -> RoundsPage:
    press(Key.Key_3, Alt)
    assert isinstance(journey.front, AidPage)
    press(Key.Key_B, Alt)
    wait_until(lambda: isinstance(journey.front, RoundsPage), "批次 did not open")
    assert isinstance(journey.front, RoundsPage)
    return journey.front


def a_column(journey: Journey) -> str:
    """29 people as they stand in a sheet: number, name and amount; the last by name alone, and a stranger."""
    with journey.office.read() as session:
        wanted = select(Member).where(Member.membership_status == "active", Member.bank_account.is_not(None))
        people = session.scalars(wanted.order_by(Member.id)).unique().all()
        names = [one.full_name for one in session.scalars(select(Member)).unique()]
    chosen = [one for one in people if names.count(one.full_name) == 1][:PEOPLE]
    rows = [f"{one.staff_no}\t{one.full_name}\t1,000" for one in chosen[:-1]]
    return "\n".join(["工号\t姓名\t金额", *rows, chosen[-1].full_name, "查无此人"])


def view(page: RoundsPage) -> RoundView:
    assert page.round.seen is not None
    return page.round.seen


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def new_round(journey: Journey) -> RoundsPage:
    page = at_the_rounds(journey)
    press(Key.Key_N, Ctrl)
    for text in (NAME, "ljswn", "元旦走访慰问", "2020 年第 12 次主席办公会", "2020-12-17"):
        type_in(text)
        press(Key.Key_Return)
    press(Key.Key_S, Ctrl)
    wait_until(lambda: page.stack.currentWidget() is page.round, "the new round did not open")
    return page


def paste_people(journey: Journey, page: RoundsPage) -> None:
    QGuiApplication.clipboard().setText(a_column(journey))
    press(Key.Key_V, Ctrl)
    wait_until(lambda: says(page.round, f"认出 {PEOPLE} 人，1 行不在名册"), "the paste was not read")
    assert says(page.round, "不在名册：第 31 行 查无此人")
    press(Key.Key_S, Ctrl)
    journey.idle()
    assert len(view(page).lines) == PEOPLE


def test_a_round_of_29_from_paste_to_finance(journey: Journey) -> None:
    page = new_round(journey)
    paste_people(journey, page)
    # the last one came without an amount and has the kind's usual one
    page.round.search.setText(a_column(journey).splitlines()[-2])
    wait_until(lambda: page.round.model.rowCount() == 1, "the search found nobody")
    page.round.table.select_row(0)
    page.round.table.setFocus()
    press(Key.Key_F2)
    retype("1000")
    press(Key.Key_S, Ctrl)
    journey.idle()
    assert view(page).total == Decimal(29_000)
    issue(journey, page)
    sign_off_sheet(journey, page)
    finance_list(journey, page)
    void_and_replace(journey, page)


def issue(journey: Journey, page: RoundsPage) -> None:
    journey.door.hands.append(answers("签发本批"))
    press(Key.Key_G, Ctrl)
    journey.idle()
    assert "签发“2020 年元旦送温暖” 29 人？" in journey.door.shown[-1] and "合计 29,000.00 元" in journey.door.shown[-1]
    numbers = [line.voucher_no for line in view(page).lines]
    first = int(numbers[0][-4:])
    assert numbers == [f"慰-2020-{n:04d}" for n in range(first, first + PEOPLE)]


def sign_off_sheet(journey: Journey, page: RoundsPage) -> None:
    press(Key.Key_P, Ctrl)
    wait_until(lambda: isinstance(journey.front, PreviewPanel), "no preview was opened")
    (path,) = journey.office.exports.glob("*签收表（留存联）.pdf")
    words = text_of(path)
    assert len(PdfReader(path).pages) == 3
    assert "贰万玖仟元整" in words and "29 人次" in words and words.count("本页小计") == 3
    assert not any(line.bank_account in words for line in view(page).lines)
    press(Key.Key_Escape)
    wait_until(lambda: isinstance(journey.front, RoundsPage), "the preview did not close")


def finance_list(journey: Journey, page: RoundsPage) -> None:
    journey.door.hands.append(answers("导出", "12 月报销"))
    click_button(page, "慰问金发放明细（财务）")
    journey.idle()
    (path,) = journey.office.exports.glob("*慰问金发放明细*.xlsx")
    book = load_workbook(path)
    rows = [row for row in book["发放明细"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[5] for row in rows] == [line.bank_account for line in view(page).lines]
    assert sum(row[6] for row in rows) == 29_000
    assert [row[2:4] for row in book["汇总"].iter_rows(values_only=True) if row[0] == "送温暖费"] == [(29, 29_000)]


def void_and_replace(journey: Journey, page: RoundsPage) -> None:
    """A bank returned the money: the voucher is void, a new one names it, and the round counts 29 again."""
    page.round.search.clear()
    wait_until(lambda: page.round.model.rowCount() == PEOPLE, "the search was not cleared")
    page.round.table.select_row(0)
    wait_until(lambda: says(page.round.side, "钱退回了，作废凭证"), "the person is not shown")
    line = view(page).lines[0]
    journey.door.hands.append(answers("作废凭证", "账号有误，银行退票"))
    click_button(page, "钱退回了，作废凭证")
    assert view(page).total == Decimal(28_000) and len(view(page).returned) == 1
    click_button(page, "看凭证")
    wait_until(lambda: isinstance(journey.front, AidPage), "the ledger did not open")
    ledger = journey.front
    assert isinstance(ledger, AidPage)
    click_button(ledger, "重开")
    assert isinstance(ledger.form, AidForm)
    press(Key.Key_G, Ctrl)
    wait_until(lambda: isinstance(journey.front, PreviewPanel), "the new voucher was not shown")
    with journey.office.read() as session:
        old = session.get_one(AidPayment, line.payment_id)
        new = session.scalars(select(AidPayment).where(AidPayment.replaces_id == old.id)).unique().one()
        assert (old.status, old.void_reason, new.status, new.round_id) == (VOIDED, "退回：账号有误，银行退票", ISSUED, old.round_id)
    press(Key.Key_Escape)
    wait_until(lambda: isinstance(journey.front, AidPage), "the preview did not close")
    press(Key.Key_B, Alt)
    wait_until(lambda: isinstance(journey.front, RoundsPage), "批次 did not open")
    assert view(page).total == Decimal(29_000)
    assert journey.office.check() == []
