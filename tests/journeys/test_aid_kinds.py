# SPDX-License-Identifier: MIT
"""A round that pays each child, and a gift of goods taken by a proxy: through the window, from the keys to the paper."""

from datetime import date
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
from ui.aid_finance import FinancePage
from ui.aid_form import AidForm
from ui.aid_proxy import ProxyForm
from ui.aid_rounds import RoundsPage
from ui.preview import PreviewPanel
from unionoffice.aid.records import SIGNED, AidPayment
from unionoffice.members.family import Child, FamilyRow, save_rows
from unionoffice.members.records import Member

CHILDREN = ("贺小满", "贺小雪")


def a_parent(journey: Journey) -> Member:
    """An active member with an account and a name of their own, given two students and a pupil."""
    with journey.office.work("登记子女") as work:
        members = work.session.scalars(select(Member).order_by(Member.id)).unique().all()
        names = [one.full_name for one in members]
        parent = next(
            one for one in members
            if one.membership_status == "active" and one.bank_account and names.count(one.full_name) == 1 and one.staff_no
        )  # fmt: skip
        born = {CHILDREN[0]: date(2001, 3, 4), CHILDREN[1]: date(2002, 3, 4), "贺小寒": date(2013, 1, 6)}
        save_rows(work, Child, parent.id, [FamilyRow(None, {"full_name": name, "birth_date": day}) for name, day in born.items()])
    return parent


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages).replace("\n", "")


def ledger(journey: Journey) -> AidPage:
    press(Key.Key_3, Alt)
    assert isinstance(journey.front, AidPage)
    return journey.front


def test_a_round_pays_each_child(journey: Journey) -> None:
    parent = a_parent(journey)
    ledger(journey)
    press(Key.Key_B, Alt)
    wait_until(lambda: isinstance(journey.front, RoundsPage), "批次 did not open")
    page = journey.front
    assert isinstance(page, RoundsPage)
    press(Key.Key_N, Ctrl)
    for text in ("金秋助学", "jqzx", "子女考入大学", "2020 年第 12 次主席办公会", "2020-12-17"):
        type_in(text)
        press(Key.Key_Return)
    press(Key.Key_S, Ctrl)
    wait_until(lambda: page.stack.currentWidget() is page.round, "the new round did not open")
    QGuiApplication.clipboard().setText(f"工号\t姓名\t子女\t金额\n{parent.staff_no}\t{parent.full_name}\t{CHILDREN[0]}\t3,000\n{parent.staff_no}\t{parent.full_name}\t{CHILDREN[1]}\t2,500")
    press(Key.Key_V, Ctrl)
    wait_until(lambda: says(page.round, "认出 2 人"), "the paste was not read")
    press(Key.Key_S, Ctrl)
    journey.idle()
    view = page.round.seen
    assert view is not None
    assert {(line.child_name, line.amount) for line in view.lines} == {(CHILDREN[0], Decimal(3000)), (CHILDREN[1], Decimal(2500))}
    journey.door.hands.append(answers("签发本批"))
    press(Key.Key_G, Ctrl)
    journey.idle()
    press(Key.Key_P, Ctrl)
    wait_until(lambda: isinstance(journey.front, PreviewPanel), "no preview was opened")
    (path,) = journey.office.exports.glob("*签收表（留存联）.pdf")
    words = text_of(path)
    assert all(f"子女 {name}（大学）" in words for name in CHILDREN) and "贺小寒" not in words and "2 人次" in words
    with journey.office.read() as session:
        paid = session.scalars(select(AidPayment).where(AidPayment.round_id == view.id)).unique().all()
        assert {(one.child_name, one.school_stage, one.amount) for one in paid} == {
            (CHILDREN[0], "university", Decimal(3000)), (CHILDREN[1], "university", Decimal(2500)),
        }  # fmt: skip
    assert journey.office.check() == []


def test_goods_from_the_form_to_finance(journey: Journey) -> None:
    parent = a_parent(journey)
    page = ledger(journey)
    press(Key.Key_N, Ctrl)
    for text in (str(parent.staff_no), "yxww", "12-17", "疫情防控值班"):
        if text == "12-17":
            press(Key.Key_A, Ctrl)
        type_in(text)
        press(Key.Key_Return)
    for text in ("", "", "慰问包", "3", "箱", "80.5"):  # value and way as the kind has them
        if text:
            retype(text)
        press(Key.Key_Return)
    form = page.form
    assert isinstance(form, AidForm) and form.fields.amount.text() == "241.50"
    press(Key.Key_G, Alt)
    wait_until(lambda: isinstance(journey.front, PreviewPanel), "the voucher was not shown")
    (path,) = journey.office.exports.glob(f"*{parent.full_name}.pdf")
    assert "慰问包 3 箱，单价 80.50 元" in text_of(path) and "☑实物" in text_of(path)
    press(Key.Key_Escape)
    wait_until(lambda: journey.front is page, "the preview did not close")
    click_button(page, "代领")
    wait_until(lambda: isinstance(page.form, ProxyForm), "代领 did not open")
    for text in ("李四", "同事", "110000197906180624"):
        type_in(text)
        press(Key.Key_Return)
    press(Key.Key_S, Ctrl)
    journey.idle()
    with journey.office.read() as session:
        made = session.scalars(select(AidPayment).where(AidPayment.goods_name == "慰问包")).unique().one()
        assert (made.status, made.amount, made.proxy_name, made.proxy_relation) == (SIGNED, Decimal("241.50"), "李四", "同事")
    to_finance(journey)
    assert journey.office.check() == []


def to_finance(journey: Journey) -> None:
    press(Key.Key_F, Alt)
    wait_until(lambda: isinstance(journey.front, FinancePage), "财务清单 did not open")
    shown = journey.front
    assert isinstance(shown, FinancePage) and shown.found is not None and [one.goods_name for one in shown.found.goods] == ["慰问包"]
    journey.door.hands.append(answers("导出", "12 月报账"))
    press(Key.Key_E, Ctrl)
    journey.idle()
    (path,) = journey.office.exports.glob("*2020 年 12 月慰问金发放明细*.xlsx")
    rows = [row for row in load_workbook(path)["实物明细"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[4:9] for row in rows] == [("慰问包", 3, "箱", 80.5, 241.5)]
