# SPDX-License-Identifier: MIT
"""What a clerk may get wrong in the payment form: amounts, people who are gone, the same event twice, a couple paid twice."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.aid.offices import small_office
from tests.ui.aid_desk import (
    Alt,
    Ctrl,
    Key,
    Seen,
    fields_of,
    fill_in,
    make,
    open_page,
    payments,
    press,
    type_in,
)
from ui.aid import AidPage
from ui.app_state import AppState
from ui.jobs import JobRunner
from unionoffice.aid.types_records import AidType
from unionoffice.members.actions import record_event, save_member
from unionoffice.members.family import FamilyRow, Relative, save_rows
from unionoffice.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    with opened.work("家庭") as work:
        save_member(work, 1, {"join_date": "2010-03"})
        save_rows(work, Relative, 1, [FamilyRow(None, {"relation_code": "10", "full_name": "𬱟𠮷㛃"})])
        save_rows(work, Relative, 2, [FamilyRow(None, {"relation_code": "10", "full_name": "蔡文静"})])
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, office: Office, state: AppState, inline: JobRunner) -> AidPage:
    return open_page(qtbot, office, state, Seen())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0", "要大于 0"), ("-800", "要大于 0"), ("800.123", "两位小数"), ("8oo", "不是金额"), ("八百", "不是金额"), ("8 0,0", "不是金额"),
        ("1,00,0", "不是金额"), ("1e3", "不是金额"), ("1000000000000", "一万亿"),
    ],
)  # fmt: skip
def test_an_amount_that_is_none_stays_in_its_field(
    page: AidPage, office: Office, qtbot: QtBot, typed: str, said: str
) -> None:
    fill_in(page, qtbot, typed)
    fields = fields_of(page)
    for key, modifier in ((Key.Key_S, Ctrl), (Key.Key_G, Alt)):
        press(key, modifier)
        assert payments(office) == [] and said in fields.rows["amount"].message()
        assert fields.amount.text().startswith(typed) and fields.amount.hasFocus()


@pytest.mark.parametrize("typed", ["¥800.5", "８００．５", "800.50元", " 800.5 "])
def test_an_amount_in_other_clothes_is_taken(page: AidPage, office: Office, qtbot: QtBot, typed: str) -> None:
    fill_in(page, qtbot, typed)
    press(Key.Key_S, Ctrl)
    assert [one.amount for one in payments(office)] == [Decimal("800.50")]


@pytest.mark.parametrize(("event", "called"), [("transfer_out", "转出"), ("death", "去世")])
def test_who_is_gone_is_asked_about(page: AidPage, office: Office, qtbot: QtBot, event: str, called: str) -> None:
    with office.work("会籍") as work:
        record_event(work, 1, event, date(2020, 9, 1))
    fill_in(page, qtbot)
    fields = fields_of(page)
    assert fields.notice.isVisible() and fields.notice.title() == f"蔡文静已不在册：{called}"
    assert fields.rows["approval_ref"].state() == "warn"


def test_a_bereavement_for_who_died_is_asked_nothing(page: AidPage, office: Office) -> None:
    with office.work("会籍") as work:
        record_event(work, 1, "death", date(2020, 9, 20))
    page.take_focus()
    press(Key.Key_N, Ctrl)
    type_in("cwj")
    press(Key.Key_Return)
    type_in("hyqs")
    press(Key.Key_Return)
    fields = fields_of(page)
    assert fields.kind.text() == "会员去世" and not fields.notice.isVisible()


def test_the_same_event_twice_names_the_first(page: AidPage, office: Office, qtbot: QtBot) -> None:
    make(office, amount=100, event_date=date(2020, 9, 21))
    fill_in(page, qtbot, "100")
    notice = fields_of(page).notice
    assert notice.title() == "同一天的住院慰问已经发过，可能是同一件事" and "慰-2020-0001" in notice._text.text()
    press(Key.Key_S, Ctrl)
    assert len(payments(office)) == 2  # the committee may decide otherwise


def test_a_couple_is_paid_once(page: AidPage, office: Office, qtbot: QtBot) -> None:
    with office.work("类型") as work:
        work.session.get_one(AidType, 1).per_household = True
    make(office, amount=300, member_id=2, pay_method="cash")
    fill_in(page, qtbot, "300")
    fields = fields_of(page)
    assert fields.notice.title() == "配偶𬱟𠮷㛃已经领过住院慰问，夫妻合发一份" and "慰-2020-0001" in fields.notice._text.text()
    assert "配偶 𬱟𠮷㛃" in said_beside(page)


def said_beside(page: AidPage) -> str:
    from PySide6.QtWidgets import QLabel

    form = page.form
    assert form is not None
    return "\n".join(one.text() for one in form.history.findChildren(QLabel))  # type: ignore[attr-defined]
