# SPDX-License-Identifier: MIT
"""What the payment form asks for by kind and by way of paying: hospital, relative, child, goods."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.aid.offices import small_office
from tests.ui.aid_desk import Ctrl, Key, Seen, fields_of, make, open_page, payments, press, type_in
from ui.aid import AidPage
from ui.aid_fields import AidFields
from ui.app_state import AppState
from ui.jobs import JobRunner
from unionoffice.members.family import Child, FamilyRow, save_rows
from unionoffice.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    with opened.work("子女") as work:
        born = (("蔡小满", date(2002, 5, 1)), ("蔡小雪", date(2016, 12, 7)))
        save_rows(work, Child, 1, [FamilyRow(None, {"full_name": name, "birth_date": day}) for name, day in born])
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, office: Office, state: AppState, inline: JobRunner) -> AidPage:
    return open_page(qtbot, office, state, Seen())


def begin(page: AidPage, kind: str) -> AidFields:
    """Ctrl+N, the first person, and a kind by its initials; the keyboard stands in the day."""
    page.take_focus()
    press(Key.Key_N, Ctrl)
    type_in("cwj")
    press(Key.Key_Return)
    type_in(kind)
    press(Key.Key_Return)
    return fields_of(page)


def enter(*texts: str) -> None:
    for text in texts:
        if text:
            press(Key.Key_A, Ctrl)
            type_in(text)
        press(Key.Key_Return)


def caption(fields: AidFields, name: str) -> str:
    return fields.rows[name]._caption.text()


def test_a_child_of_the_roll_brings_its_school_stage(page: AidPage, office: Office) -> None:
    fields = begin(page, "jqzx")
    assert fields.of_child.isVisible() and "蔡小满、蔡小雪" in fields.rows["child_name"]._help.whole_text()
    enter("9-1", "蔡小满")
    assert fields.stage.currentData() == "university"
    enter("", "考入大学")
    press(Key.Key_S, Ctrl)
    (made,) = payments(office)
    assert (made.child_name, made.school_stage, made.amount) == ("蔡小满", "university", Decimal(2000))


def test_another_kind_forgets_the_child(page: AidPage) -> None:
    fields = begin(page, "jqzx")
    enter("9-1", "蔡小满")
    fields.kind.setFocus()
    enter("jhww")
    assert not fields.of_child.isVisible() and fields.raw()["child_name"] == "" and fields.raw()["school_stage"] is None


def test_a_stay_in_hospital_warns_of_the_same_illness(page: AidPage, office: Office) -> None:
    make(office, amount=300, hospital="校医院", illness="骨折")
    fields = begin(page, "zyww")
    assert caption(fields, "event_date") == "入院日期" and fields.details.hospital.isVisible()
    enter("9-21", "住院", "200", "", "市第二医院", "骨科 12 床", "骨折")
    assert fields.notice.title() == "同一病种本年已经发过住院慰问"
    assert "2020-03-11" in fields.notice._text.text() and "慰-2020-0001" in fields.notice._text.text()
    press(Key.Key_S, Ctrl)
    assert payments(office)[1].ward == "骨科 12 床"


def test_a_death_in_the_family_asks_whose(page: AidPage, office: Office) -> None:
    fields = begin(page, "fx")
    assert caption(fields, "event_date") == "去世日期" and fields.details.relative.isVisible()
    enter("9-20", "父亲去世", "1500", "")
    fields.details.boxes["relation_code"].choose("51")
    enter("", "蔡国强")
    press(Key.Key_S, Ctrl)
    (made,) = payments(office)
    assert (made.relation_code, made.relative_name, made.event_date) == ("51", "蔡国强", date(2020, 9, 20))


def test_goods_make_the_value(page: AidPage, office: Office) -> None:
    fields = begin(page, "yxww")
    assert fields.details.goods.isVisible() and caption(fields, "amount") == "价值（元）"
    enter("9-20", "防疫值班", "", "", "慰问包")
    assert fields.details.lines["goods_price"].text() == "500.00" and fields.details.lines["goods_quantity"].text() == "1"
    enter("3", "箱", "80.5")
    assert fields.amount.text() == "241.50"
    press(Key.Key_S, Ctrl)
    (made,) = payments(office)
    assert (made.goods_name, made.goods_quantity, made.goods_unit, made.amount) == ("慰问包", 3, "箱", Decimal("241.50"))


def test_a_value_that_is_not_quantity_times_price_is_told(page: AidPage, office: Office) -> None:
    fields = begin(page, "yxww")
    enter("9-20", "值班", "", "", "慰问包", "3", "箱", "80")
    fields.amount.setFocus()
    enter("100")
    press(Key.Key_S, Ctrl)
    assert "数量乘单价是 240.00 元" in fields.rows["amount"].message() and payments(office) == []


def test_money_has_no_goods(page: AidPage) -> None:
    fields = begin(page, "yxww")
    fields.way.choose("cash")
    fields.way.activated.emit(fields.way.currentIndex())
    assert not fields.details.goods.isVisible() and caption(fields, "amount") == "金额（元）"


@pytest.mark.parametrize("kind", ["zyww", "fx", "jqzx", "yxww"])
def test_a_draft_is_opened_with_all_of_it(page: AidPage, office: Office, kind: str) -> None:
    begin(page, kind)
    enter("9-20")
    before = {"child_name": "蔡小雪", "hospital": "校医院", "relative_name": "蔡国强", "goods_name": "毛毯"}
    fields = fields_of(page)
    lines = {"child_name": fields.child, **fields.details.lines}
    shown = [name for name in before if lines[name].isVisible()]
    for name in shown:
        lines[name].setText(before[name])
    fields.reason.setText("核对")
    press(Key.Key_S, Ctrl)
    page.show_record(payments(office)[0].id)
    page.edit()
    again = fields_of(page)
    assert len(shown) == 1 and {"child_name": again.child, **again.details.lines}[shown[0]].text() == before[shown[0]]
    assert not page.form.is_changed()  # type: ignore[union-attr]
