# SPDX-License-Identifier: MIT
"""The rounds' page by keys: a paste with a namesake and a stranger, amounts and tiers, the issue, signatures, money back."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.aid.offices import small_office
from tests.aid.rounds_desk import crowd, name_of, new_round
from tests.printing.reading import pdfium_texts
from tests.recording_door import RecordingDoor
from tests.ui.aid_desk import Ctrl, Key, Seen, press, type_in
from ui.aid_rounds import RoundsPage
from ui.aid_rounds_amounts import AmountForm
from ui.aid_rounds_forms import CopyForm, FilterForm, PasteForm
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.jobs import JobRunner
from ui.messages import Answer
from ui.record_form import RecordForm
from ui.table_paint import Role
from unionoffice.aid import funds_actions, rounds_actions
from unionoffice.aid.types_records import AidType
from unionoffice.members.actions import save_member
from unionoffice.members.records import Member
from unionoffice.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    with opened.work("建立") as work:
        for number in ("30000001", "30000002"):
            save_member(work, None, {"full_name": "王强", "staff_no": number})
    yield opened
    opened.close()


@pytest.fixture
def people(office: Office) -> list[int]:
    return crowd(office, 14)


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(
    qtbot: QtBot, office: Office, state: AppState, seen: Seen, people: list[int], inline: JobRunner
) -> RoundsPage:
    desk = Desk(office, state, Announcer(office))
    desk.preview = lambda path, title: seen.previews.append((path, title))
    desk.go = seen.pages.append
    made = RoundsPage(desk)
    desk.announcer.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1294, 708)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.take_focus()
    return made


def issue(office: Office, round_id: int) -> list[int]:
    with office.work("签发批次") as work:
        return rounds_actions.issue_round(work, round_id)


def test_a_new_round_opens_with_its_list_empty(page: RoundsPage) -> None:
    press(Key.Key_N, Ctrl)
    assert isinstance(page.form, RecordForm)
    for text in ("春节送温暖", "ljswn"):
        type_in(text)
        press(Key.Key_Return)
    press(Key.Key_S, Ctrl)
    view = page.round.seen
    assert view is not None and (view.title, view.type_name, view.lines) == ("2020 年春节送温暖", "两节送温暖", ())
    assert page.stack.currentWidget() is page.round


def test_a_paste_asks_for_namesakes_and_lists_strangers(page: RoundsPage, office: Office, door: RecordingDoor) -> None:
    made = new_round(office, [])
    page.show_record(made.id)
    QGuiApplication.clipboard().setText(f"{name_of(1)}\t1,500\n王强\n查无此人\n20000002\t二档\n")
    press(Key.Key_V, Ctrl)
    form = page.round.form
    assert isinstance(form, PasteForm)
    assert form.said.text() == "认出 2 人，1 行有同名，请选，1 行不在名册"
    assert form.unknown.text() == "不在名册：第 3 行 查无此人"
    ((line, choice),) = form.choices
    assert line.row_no == 2 and [choice.itemText(n) for n in range(3)] == ["先不加入", "王强　30000001", "王强　30000002"]
    choice.setCurrentIndex(2)
    choice.edited.emit()
    press(Key.Key_S, Ctrl)
    assert page.round.form is None
    view = page.round.seen
    assert view is not None
    shown = {line.staff_no: (line.amount, line.tier) for line in view.lines}
    assert shown == {"20000001": (1500, ""), "20000002": (800, "二档"), "30000002": (800, "")}
    assert door.infos == ["已加入 3 人"]
    door.links["撤销"]()
    assert page.round.seen is not None and page.round.seen.lines == ()


def test_amounts_for_one_for_all_and_by_tier(page: RoundsPage, office: Office, people: list[int]) -> None:
    page.show_record(new_round(office, people[:4]).id)
    press(Key.Key_F2)
    assert isinstance(page.round.form, AmountForm)
    press(Key.Key_A, Ctrl)
    type_in("1200")
    press(Key.Key_Return)
    type_in("一档")
    press(Key.Key_S, Ctrl)
    view = page.round.seen
    assert view is not None
    assert [(line.amount, line.tier) for line in view.lines[:2]] == [(1200, "一档"), (1000, "")]
    page.round.table.selectAll()
    press(Key.Key_F2)
    form = page.round.form
    assert isinstance(form, AmountForm) and form.tiers == ["一档"]
    form.editor("tier:一档").restore("3000")
    form.save()
    assert page.round.seen is not None and [line.amount for line in page.round.seen.lines] == [3000, 1000, 1000, 1000]


def test_people_by_filter_and_from_an_earlier_round(page: RoundsPage, office: Office, people: list[int]) -> None:
    old = new_round(office, people[:5], 700, year=2019)
    made = new_round(office, people[:2])
    page.show_record(made.id)
    page.round.copy()
    form = page.round.form
    assert isinstance(form, CopyForm) and form._from.currentText() == "2019 年春节送温暖，5 人"
    form.save()
    assert page.round.seen is not None and len(page.round.seen.lines) == 5
    page.round.pick()
    chosen = page.round.form
    assert isinstance(chosen, FilterForm) and chosen.said.text().endswith("其中 5 人已在名单")
    chosen.chips["branch_id"].set_chosen((office_branch(office, "第一学院"),))
    chosen.save()
    assert {line.branch for line in page.round.seen.lines} >= {"第一学院"}
    assert old.id != made.id


def office_branch(office: Office, name: str) -> int:
    from unionoffice.members.queries import branches

    with office.read() as session:
        return next(one.id for one in branches(session) if one.name == name)


def test_the_issue_is_asked_once_and_the_paper_offered(
    page: RoundsPage, office: Office, people: list[int], door: RecordingDoor, seen: Seen
) -> None:
    page.show_record(new_round(office, people).id)
    door.answers = [Answer()]
    press(Key.Key_G, Ctrl)
    assert door.questions[0].title == "签发“2020 年春节送温暖” 14 人？"
    assert "合计 14,000.00 元" in door.questions[0].text
    assert door.infos == ["已签发 14 张凭证"]
    door.links["打印签收表"]()
    path, title = seen.previews[0]
    assert title == "2020 年春节送温暖签收表（留存联）" and "14 人次" in pdfium_texts(path)[-1]
    page.round.print_vouchers()
    vouchers, _ = seen.previews[1]
    assert [text.count(f"NO. 慰-2020-{n:04d}") for n, text in enumerate(pdfium_texts(vouchers), 1)] == [3] * 14
    assert office.check() == []


def test_widths_follow_the_columns_names_when_others_are_shown(
    page: RoundsPage, office: Office, people: list[int]
) -> None:
    page.show_record(new_round(office, people).id)
    table = page.round.table

    def width(key: str) -> int:
        return table.columnWidth(table.columns.section(key))

    before = width("amount")
    assert table.columns.section("voucher_no") < 0 and before >= 108
    issue(office, 1)
    page.refresh({"*"})
    assert (width("amount"), width("voucher_no"), width("state")) == (before, 116, 76)


def test_a_round_without_a_meeting_leads_to_its_form(
    page: RoundsPage, office: Office, people: list[int], door: RecordingDoor
) -> None:
    page.show_record(new_round(office, people[:2], meeting=None).id)
    door.answers = [Answer()]
    page.round.issue()
    assert [one.sentence for one in door.errors] == ["请先填研究决定（哪次会议），再签发这一批。没有取号。"]
    assert isinstance(page.round.form, RecordForm)


def test_some_sign_then_all_the_rest(page: RoundsPage, office: Office, people: list[int], door: RecordingDoor) -> None:
    made = new_round(office, people[:5])
    issue(office, made.id)
    page.show_record(made.id)
    press(Key.Key_Down, shift())
    press(Key.Key_G, Ctrl)
    assert door.infos == ["已登记 2 人签收"] and not door.questions
    page.round.table.select_row(4)
    door.answers = [Answer()]
    press(Key.Key_G, Ctrl)
    assert door.questions[0].title == "登记全部 3 人已签收？"
    assert page.round.seen is not None and len(page.round.seen.signed) == 5


def shift() -> object:
    from PySide6.QtCore import Qt

    return Qt.KeyboardModifier.ShiftModifier


def test_money_back_and_finance_list_for_a_purpose(
    page: RoundsPage, office: Office, people: list[int], door: RecordingDoor
) -> None:
    made = new_round(office, people[:3])
    issue(office, made.id)
    page.show_record(made.id)
    view = page.round.seen
    assert view is not None
    door.answers = [Answer("账号有误"), None, Answer("报销")]
    page.round.returned(view.lines[0])
    assert page.round.seen is not None and page.round.seen.total == Decimal(2000)
    page.round.papers.export_finance(page.round.seen)
    assert not list(office.exports.glob("*.xlsx"))  # no purpose, no file
    page.round.papers.export_finance(page.round.seen)
    (path,) = office.exports.glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["发放明细", "汇总"]
    assert door.infos[-1] == f"已导出 {path.name}"


def test_who_is_to_be_looked_at_is_filtered_and_explained(page: RoundsPage, office: Office, people: list[int]) -> None:
    issue(office, new_round(office, people[:1], 800, name="第一批").id)
    made = new_round(office, people[:3], 800)
    page.show_record(made.id)
    page.round.chip.setChecked(True)
    assert page.round.model.rowCount() == 1
    page.round.table.select_row(0)
    press(Key.Key_F5)
    assert [line.full_name for line in page.round.chosen()] == [name_of(1)]


def test_removing_and_deleting_can_be_taken_back(page: RoundsPage, office: Office, people: list[int], door: RecordingDoor) -> None:
    page.show_record(new_round(office, people[:3]).id)
    press(Key.Key_Delete)
    assert page.round.seen is not None and len(page.round.seen.lines) == 2
    press(Key.Key_Z, Ctrl)
    assert page.round.seen is not None and len(page.round.seen.lines) == 3
    door.answers = [Answer()]
    page.round.delete()
    assert page.stack.currentWidget() is page.list and page.list.model.rowCount() == 0


def test_escape_goes_back_by_one(page: RoundsPage, office: Office, seen: Seen, people: list[int]) -> None:
    page.show_record(new_round(office, people[:2]).id)
    press(Key.Key_Escape)
    assert page.stack.currentWidget() is page.list
    press(Key.Key_Escape)
    assert seen.pages == ["aid"]


def kind_id(office: Office, code: str) -> int:
    with office.read() as session:
        return session.scalars(select(AidType.id).where(AidType.code == code)).one()


def keys_of(page: RoundsPage) -> list[str]:
    model = page.round.model
    return [str(model.headerData(n, Qt.Orientation.Horizontal, Role.KEY)) for n in range(model.columnCount())]


def test_days_at_a_rate_make_the_amount(page: RoundsPage, office: Office, people: list[int]) -> None:
    made = new_round(
        office, people[:3], None, aid_type_id=kind_id(office, "frontline"), group_name="援鄂医疗队", rate=Decimal(100), rate_by="day",
        pay_method="bank_transfer",
    )  # fmt: skip
    page.show_record(made.id)
    assert "days" in keys_of(page) and "tier" not in keys_of(page)
    page.round.table.select_row(0)
    press(Key.Key_F2)
    form = page.round.form
    assert isinstance(form, AmountForm)
    form.editor("days").widget().setFocus()
    type_in("45")
    press(Key.Key_S, Ctrl)
    assert page.round.seen is not None and page.round.seen.lines[0].amount == Decimal(4500)
    press(Key.Key_F2)
    form = page.round.form
    assert isinstance(form, AmountForm)
    days = form.editor("days").widget()
    days.setFocus()
    press(Key.Key_A, Ctrl)
    type_in("30")
    press(Key.Key_S, Ctrl)
    assert page.round.seen.lines[0].amount == Decimal(3000) and page.round.seen.lines[0].days == 30


def test_goods_have_a_number_and_a_value(page: RoundsPage, office: Office, people: list[int]) -> None:
    made = new_round(
        office, people[:2], None, aid_type_id=kind_id(office, "frontline"), goods_name="慰问包", goods_unit="份",
        goods_price=Decimal("80.50"), pay_method="goods",
    )  # fmt: skip
    page.show_record(made.id)
    assert "quantity" in keys_of(page) and page.round.header.figures.values()[1] == ("161.00", "价值（元）")
    page.round.table.select_row(0)
    press(Key.Key_F2)
    form = page.round.form
    assert isinstance(form, AmountForm)
    form.editor("quantity").widget().setFocus()
    press(Key.Key_A, Ctrl)
    type_in("3")
    press(Key.Key_S, Ctrl)
    assert page.round.seen is not None and sorted(line.amount or 0 for line in page.round.seen.lines) == [Decimal("80.50"), Decimal("241.50")]


def test_a_round_beyond_the_budget_says_so_and_asks(page: RoundsPage, office: Office, people: list[int], door: RecordingDoor) -> None:
    with office.work("预算") as work:
        values = {"year": 2020, "fund": "工会经费", "account": "送温暖费", "budget_in": Decimal(1000)}
        funds_actions.save_line(work, None, values)
    made = new_round(office, people[:3], 500)
    page.show_record(made.id)
    assert page.round.budget is not None and page.round.budget.title == "超出预算 500.00 元"
    press(Key.Key_G, Ctrl)
    assert "超出预算 500.00 元" in door.questions[-1].text and not page.round.seen.issued  # type: ignore[union-attr]


def test_model_workers_are_picked_by_their_level(page: RoundsPage, office: Office, people: list[int]) -> None:
    with office.work("劳模") as work:
        work.session.get_one(Member, people[4]).model_worker_level = "national"
    made = new_round(office, [], aid_type_id=kind_id(office, "model_worker"), name="五一劳模")
    page.show_record(made.id)
    page.round.pick()
    form = page.round.form
    assert isinstance(form, FilterForm)
    form.chips["model_worker_level"].set_chosen(("national",))
    assert form.ids() == [people[4]]
