# SPDX-License-Identifier: MIT
"""The page of the dues with real keys: assess, filter, pay one and many, adjust, put right, compare a payroll sheet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from tests.members.dues.conftest import Clock, Town, add_people
from tests.printing.reading import texts
from tests.recording_door import RecordingDoor
from tests.ui.dues_hands import assess, choose, click, press, retype, said, says, shown
from ui import files
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.members_dues import NOBODY, DuesPage
from ui.members_dues_forms import AdjustForm, GenerateForm, PayForm, WaiveForm, said_rule
from ui.members_dues_import import PayrollPage
from ui.members_dues_model import LinesModel, due_columns
from ui.messages import Answer
from unionoffice.members.dues import actions
from unionoffice.members.dues.rule import USUAL, Rule
from unionoffice.office import Office

Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
DECEMBER = "2020-12"


@dataclass
class Seen:
    """What the page asked of the window."""

    previews: list[tuple[Path, str]] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    panels: list[Any] = field(default_factory=list)


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    clock = Clock()
    opened = Office.open(tmp_path / "office", clock=clock)
    yield Town(opened, clock, add_people(opened))
    opened.close()


@pytest.fixture
def page(qtbot, town: Town, state: AppState, seen: Seen, inline) -> Iterator[DuesPage]:
    desk = Desk(town.office, state, Announcer(town.office), go=seen.pages.append)
    desk.preview = lambda path, title: seen.previews.append((path, title))
    made = DuesPage(desk)
    desk.announcer.changed.connect(made.refresh)
    made.panel_opened.connect(seen.panels.append)
    qtbot.addWidget(made)
    made.resize(1294, 708)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    desk.announcer.stop()


def test_an_empty_office_begins_with_assessing(page: DuesPage, door: RecordingDoor, seen: Seen) -> None:
    assert page.stack.currentIndex() == 1 and "还没有会费记录" in said(page)
    page.setFocus()
    press(Key.Key_G, Ctrl)
    assert isinstance(page.form, GenerateForm) and page.stack.currentIndex() == 0
    assert says(page.form, "4 人，合计 45.70 元", "李四在名册里没有会费基数")
    press(Key.Key_S, Ctrl)
    assert page.form is None and shown(page) == ["赵一", "孙三", "钱二", "周五"]
    assert door.infos == ["已生成 2020 年 12 月 应缴 4 笔"]
    door.links["撤销"]()
    assert page.stack.currentIndex() == 1
    page.open_rules()
    assert seen.pages == ["settings"]


def test_figures_bar_and_sums_say_how_the_year_stands(page: DuesPage) -> None:
    assess(page, "2020-11", DECEMBER)
    values = page.header.figures.values()
    assert values == [("91.40", "2020 年应缴（元）"), ("0.00", "已缴（元）"), ("91.40", "欠缴（元）"), ("4", "欠缴人数")]
    assert page.lists.bar.views["arrears"].text() == "欠缴名单 4"
    assert page.lists.footers["period"].accessibleName() == "4 笔，合计 45.70，合计 0.00，合计 45.70"
    page.resize(1000, 600)
    QTest.qWait(10)
    assert page.header.figures.values() == values[2:] and not page.lists.bar.count.isVisible()


def test_the_period_goes_back_and_on_but_not_beyond_today(page: DuesPage) -> None:
    assess(page, "2020-11", DECEMBER)
    assert page.lists.period == DECEMBER and not page.lists.bar.on.isEnabled()
    page.lists.table.setFocus()
    press(Key.Key_Left, Alt)
    assert page.lists.period == "2020-11" and len(shown(page)) == 4
    press(Key.Key_Left, Alt)
    assert page.lists.period == "2020-10" and "这一期还没有生成应缴" in said(page)
    page.lists.bar.step(1)
    page.lists.bar.step(1)
    page.lists.bar.step(1)
    assert page.lists.period == DECEMBER
    page.lists.show_period(2019, 12)
    page.lists.bar.step(1)
    assert page.lists.period == "2020-01"


def test_a_yearly_collection_shows_whole_years(page: DuesPage) -> None:
    with page.desk.office.work("会费标准") as work:
        actions.save_rule(work, None, {"starts_on": "2020-01", "collection": "yearly"})
    assert page.lists.period == "2020" and page.lists.bar.months.isHidden()
    assess(page, "2020")
    assert "吴六" in shown(page)
    page.lists.bar.step(-1)
    assert page.lists.period == "2019-12"  # before the first rule nothing says how


def test_words_and_facets_narrow_both_lists(page: DuesPage, qtbot) -> None:
    assess(page, DECEMBER)
    page.lists.bar.search.setText("zy")
    qtbot.waitUntil(lambda: shown(page) == ["赵一"])
    page.lists.bar.clear()
    page.lists.bar.branch.set_chosen(("图书馆",))
    assert shown(page) == ["钱二", "周五"] and page.lists.bar.count.text() == "共 2 笔"
    page.lists.show_view("arrears")
    assert shown(page) == ["钱二", "周五"]
    page.lists.bar.clear()
    page.lists.show_view("period")
    choose(page, "赵一")
    page.pay()
    press(Key.Key_S, Ctrl)
    page.only_owing()
    assert shown(page) == ["孙三", "钱二", "周五"]
    page.show_member("001002")
    qtbot.waitUntil(lambda: shown(page) == ["钱二"])


def test_one_member_pays_by_keyboard(page: DuesPage, town: Town, door: RecordingDoor) -> None:
    assess(page, "2020-11", DECEMBER)
    choose(page, "周五")
    press(Key.Key_N, Ctrl)
    form = page.form
    assert isinstance(form, PayForm)
    assert "另欠" in said(form) and "2020 年 11 月，10.00 元" in said(form)
    retype(form.editor("amount").widget(), "12")
    press(Key.Key_Return)
    press(Key.Key_Return)
    press(Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "0815")
    press(Key.Key_Return)
    press(Key.Key_Space)
    assert page.form is None and door.infos == ["已登记 1 人的缴费"] and "撤销" not in door.links
    assert (town.line("周五", DECEMBER).paid, town.line("周五", "2020-11").paid) == (Decimal("10.00"), Decimal("2.00"))
    assert says(page.details, "现金")


def test_what_was_typed_survives_closing_the_form(page: DuesPage) -> None:
    assess(page, DECEMBER)
    choose(page, "周五")
    page.pay()
    retype(page.form.editor("amount").widget(), "7.5")
    press(Key.Key_Escape)
    assert page.form is None
    page.pay()
    assert page.form.editor("amount").raw() == "7.5" and "还在" in page.form.note.text()
    page.form.cancel()


def test_several_pay_all_they_owe_and_wrong_values_are_said_beside_the_field(page: DuesPage, town: Town) -> None:
    assess(page, "2020-11", DECEMBER)
    page.lists.show_view("arrears")
    choose(page, "赵一", "钱二")
    assert page.status_texts() == ["已选 2 人", "欠缴合计 41.40 元"]
    page.pay()
    form = page.form
    assert isinstance(form, PayForm) and "2 人，4 笔应缴" in said(form)
    retype(form.editor("paid_on").widget(), "2020-12-19")
    form.save()
    assert "还没到" in form.row("paid_on").message()
    retype(form.editor("paid_on").widget(), "")
    form.save()
    assert form.row("paid_on").message() == "请填写缴费日期。"
    retype(form.editor("paid_on").widget(), "2020-12-10")
    form.save()
    assert shown(page) == ["孙三", "周五"]
    assert town.line("赵一", "2020-11").state_name == "已缴"


def test_nothing_is_paid_without_a_choice_or_a_debt(page: DuesPage, door: RecordingDoor) -> None:
    assess(page, DECEMBER)
    page.pay()
    choose(page, "赵一")
    page.pay()
    page.form.save()
    page.pay()
    assert door.infos == [NOBODY, "已登记 1 人的缴费", "选中的会费都已缴清"] and page.form is None


def test_adjust_waive_and_withdraw(page: DuesPage, town: Town, door: RecordingDoor) -> None:
    assess(page, DECEMBER)
    choose(page, "赵一")
    press(Key.Key_F2)
    form = page.form
    assert isinstance(form, AdjustForm)
    retype(form.editor("payable").widget(), "8")
    form.save()
    assert form.row("reason").message() == "请写明原因。"
    form.editor("reason").show_value("病假半月")
    form.save()
    assert town.line("赵一", DECEMBER).payable == Decimal("8.00")
    assert says(page.details, "病假半月", "核定")
    choose(page, "孙三")
    page.waive()
    assert isinstance(page.form, WaiveForm)
    page.form.editor("reason").show_value("困难职工")
    page.form.save()
    assert town.line("孙三", DECEMBER).state_name == "免缴"
    choose(page, "周五")
    click(page.details, "撤回")
    assert "周五" not in shown(page) and door.infos[-1].startswith("已撤回 1 笔应缴")
    door.links["撤销"]()
    assert "周五" in shown(page)


def test_a_payment_and_a_receipt_are_reversed_for_a_reason(page: DuesPage, town: Town, door: RecordingDoor) -> None:
    assess(page, DECEMBER)
    choose(page, "赵一", "钱二")
    page.pay()
    page.form.save()
    choose(page, "赵一")
    click(page.details, "冲正")
    assert door.questions[0].title.startswith("冲正 2020-12-18 的 11.70 元") and town.line("赵一", DECEMBER).state_name == "已缴"
    door.answers.append(Answer("记错了人"))
    click(page.details, "冲正")
    assert town.line("赵一", DECEMBER).state_name == "欠缴"
    page.lists.show_view("receipts")
    assert [line.receipt_no for line in page.lists.models["receipts"].lines()] == ["会-2020-0002", "会-2020-0001"]
    page.lists.table.select_row(1)
    assert says(page.details, "部分冲正")
    door.answers.append(Answer("整单作废"))
    click(page.details, "冲正整单")
    assert town.line("钱二", DECEMBER).state_name == "欠缴" and door.infos[-1] == "已冲正 1 笔缴费"
    page.undo()
    assert "不能撤销，只能冲正" in door.errors[-1].sentence


def test_the_reminder_and_the_workbooks(page: DuesPage, town: Town, seen: Seen, door: RecordingDoor) -> None:
    assess(page, "2020-11", DECEMBER)
    page.remind()
    path, title = seen.previews[0]
    assert title == "会费催缴单 2020 年 12 月" and path.suffix == ".pdf" and len(texts(path)) == 2
    page.export()
    page.lists.show_view("arrears")
    page.export()
    assert door.infos == ["已导出 4 笔", "已导出 4 人"]
    books = sorted(town.office.exports.glob("*.xlsx"))
    assert [load_workbook(one).sheetnames for one in books] == [["会费明细"], ["汇总", "名单"]]
    with town.office.work("登记缴费") as work:
        dues = [line.due_id for period in ("2020-11", DECEMBER) for line in lines_of(town, period)]
        actions.pay_in_full(work, dues, paid_on=date(2020, 12, 10), method="payroll")
    QTest.qWait(20)
    page.remind()
    assert door.infos[-1] == "没有欠缴的会员，不用催缴" and "没有欠缴" in said(page)


def lines_of(town: Town, period: str) -> list[Any]:
    return [town.line(name, period) for name in town.names(period)]


def payroll(folder: Path) -> Path:
    book = Workbook()
    for row in (("工号", "姓名", "金额"), ("001001", "赵一", 11.7), ("001002", "钱二", 5), ("008888", "无名", 3)):
        book.active.append(row)
    book.save(folder / "扣款.xlsx")
    return folder / "扣款.xlsx"


def test_a_payroll_sheet_is_compared_before_it_is_written(
    page: DuesPage, town: Town, seen: Seen, door: RecordingDoor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    assess(page, DECEMBER)
    sheet = payroll(tmp_path)
    monkeypatch.setattr(files, "ask_open", lambda *_: sheet)
    page.open_import()
    made = seen.panels[0]
    assert isinstance(made, PayrollPage)
    qtbot.addWidget(made)
    made.resize(1294, 708)
    made.show()
    assert made.will_write.text() == "将登记 2 笔，合计 16.70 元：足额 1，少扣 1"
    assert made.will_leave.text() == "查无此人的 1 行不登记；表里没有的 2 人仍欠 25.00 元；登记后不能撤销，只能冲正。"
    assert [row.fate for row in made.model.lines()] == ["full", "short", "unknown", "absent", "absent"]
    made.chips["absent"].setChecked(False)
    made.next_odd()
    assert made.model.rowCount() == 3 and made.table.currentIndex().row() == 1
    made.paid_on.setText("2020-12-19")
    made.write()
    made.paid_on.setText("没有")
    made.write()
    assert [error.sentence for error in door.errors] == ["2020-12-19 还没到。请核对日期。", "读到“没有”，不是日期。请写成 2003-07-01。"]
    assert town.line("赵一", DECEMBER).paid == 0
    made.paid_on.setText("2020-12-10")
    made.write()
    assert door.infos[-1] == "已登记 2 笔，16.70 元，收款单 会-2020-0001"
    assert [town.line(name, DECEMBER).state_name for name in ("赵一", "钱二")] == ["已缴", "部分"]


def test_a_sheet_without_amounts_is_refused(page: DuesPage, seen: Seen, door: RecordingDoor, tmp_path: Path, qtbot) -> None:
    assess(page, DECEMBER)
    book = Workbook()
    book.active.append(("工号", "姓名"))
    book.save(tmp_path / "a.xlsx")
    made = PayrollPage(page.desk, DECEMBER)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.closed):
        made.load(tmp_path / "a.xlsx")
    assert "没有找到“扣款金额”" in door.errors[0].sentence


def test_escape_closes_step_by_step_and_leads_back(page: DuesPage, seen: Seen) -> None:
    assess(page, DECEMBER)
    page.lists.bar.search.setText("赵")
    QTest.qWait(40)
    choose(page, "赵一")
    assert says(page.details, "赵一")
    press(Key.Key_Escape)
    assert not page.details.isVisible() and page.lists.bar.search.text() == "赵"
    press(Key.Key_Escape)
    assert page.lists.bar.search.text() == "" and seen.pages == []
    press(Key.Key_Escape)
    assert seen.pages == ["members"]


def test_escape_closes_a_form_that_has_nothing_to_do(page: DuesPage) -> None:
    assess(page, DECEMBER)
    choose(page, "赵一")
    page.lists.table.setFocus()
    press(Key.Key_G, Ctrl)
    assert page.form is not None and not page.form.save_button.isEnabled() and page.form.cancel_button.hasFocus()
    press(Key.Key_Escape)
    assert page.form is None


def test_the_model_keeps_qts_rules_and_sorts_by_value(page: DuesPage) -> None:
    assess(page, DECEMBER)
    model = LinesModel(due_columns("分工会", DECEMBER))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_lines(page.lists.models["period"].lines())
    model.sort(3, Qt.SortOrder.DescendingOrder)
    assert [line.full_name for line in model.lines()] == ["孙三", "赵一", "周五", "钱二"]
    model.sort(1)
    assert [line.full_name for line in model.lines()] == ["钱二", "孙三", "赵一", "周五"]
    model.show_lines([])
    tester.deleteLater()


def test_a_rule_is_said_in_one_sentence() -> None:
    assert said_rule(USUAL) == "0.5%，不足 10 元的零头不计，按月；全部在册会员缴纳"
    rule = Rule("2020-01", Decimal("0.25"), Decimal(0), True, frozenset({"agency", "permanent"}), Decimal("5.00"))
    assert said_rule(rule) == "0.25%，按年，没有基数的每月 5.00 元；在编、劳务派遣缴纳"
