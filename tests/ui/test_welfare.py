# SPDX-License-Identifier: MIT
"""福利采购 as a clerk works it: plan, freeze, three quotations, decide, accept, print, hand out by keyboard, who is missing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.recording_door import RecordingDoor
from tests.welfare.conftest import member_ids, office, plan, prepared, quote  # noqa: F401  # office is a fixture
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.welfare import WelfarePage
from ui.welfare_counter import CounterPage
from ui.welfare_forms import DecisionForm, PaperForm, QuotationForm
from ui.welfare_missing import MissingPage
from ui.welfare_plan import PlanForm
from unionoffice.office import Office
from unionoffice.store.settings import save_settings
from unionoffice.welfare import actions, queries
from unionoffice.welfare.purchase import Arrived, record_acceptance

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def papers() -> list[tuple[Path, str]]:
    return []


@pytest.fixture
def desk(office: Office, state: AppState, papers: list[tuple[Path, str]]) -> Iterator[Desk]:  # noqa: F811
    with office.work("设置") as work:
        save_settings(work, {"working_year": "2020", "operator": "周雨桐"})
    made = Desk(office, state, Announcer(office), preview=lambda path, title: papers.append((path, title)))
    yield made
    made.announcer.stop()


class Stage(QWidget):
    """Stands for the window: announcements reach the page, panels are kept where a test finds them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.page = WelfarePage(desk)
        self.page.setParent(self)
        self.page.resize(1294, 708)
        self.panels: list[QWidget] = []
        self.page.panel_opened.connect(self._laid_over)
        desk.announcer.changed.connect(self.page.refresh)
        self.resize(1366, 736)

    def _laid_over(self, panel: QWidget) -> None:
        panel.setParent(self)
        panel.resize(1366, 708)
        panel.show()
        panel.closed.connect(panel.hide)  # type: ignore[attr-defined]
        self.panels.append(panel)


@pytest.fixture
def stage(desk: Desk, inline, qtbot) -> Stage:
    made = Stage(desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


def keys(widget: QWidget, text: str) -> None:
    """Real keys; Chinese comes as an input method commits it."""
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def type_into(widget: QWidget, text: str) -> None:
    """What stood there is replaced."""
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    keys(widget, text)


def press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def counter_of(stage: Stage) -> CounterPage:
    found = stage.panels[-1]
    assert isinstance(found, CounterPage)
    return found


def typed(counter: CounterPage, text: str) -> None:
    counter.clear()
    keys(counter.input, text)
    while counter._wait.isActive():
        QTest.qWait(5)


@pytest.fixture
def ready(stage: Stage, desk: Desk) -> Stage:
    """A campaign whose goods have come, open on the page."""
    campaign_id = prepared(desk.office)
    with desk.office.work("验收") as work:
        moon, rice = actions.items_of(work, campaign_id)
        record_acceptance(work, campaign_id, {moon.id: Arrived(20), rice.id: Arrived(40)})
    stage.page.open_campaign(campaign_id)
    return stage


@pytest.fixture
def counter(ready: Stage) -> CounterPage:
    press(ready.page.campaign.counter_button)
    return counter_of(ready)


def test_the_counter_shows_who_it_is_before_enter_signs(counter: CounterPage) -> None:
    assert counter.input.hasFocus()
    typed(counter, "20200003")
    card = counter.card
    assert (card.name.text(), card.caption.text()) == ("李文静", "20200003 · 文学院 · 在编")
    assert card.verdict.word.text() == "可以领取" and card.sign_button.isEnabled()
    assert counter.figures()[0] == "0"
    QTest.keyClick(counter.input, ENTER)
    assert card.verdict.word.text() == "已签收" and not card.sign_button.isEnabled()
    assert counter.input.text() == "" and counter.input.hasFocus()
    assert counter.latest.rows()[0].full_name == "李文静"
    assert counter.status_texts()[1].startswith("本场 1 人，最慢一笔 0.")


def test_a_card_reader_that_is_faster_than_the_search_signs_the_right_person(counter: CounterPage) -> None:
    QTest.keyClicks(counter.input, "20200005")
    QTest.keyClick(counter.input, ENTER)
    assert counter.latest.rows()[0].full_name == "吴文静"


def test_a_second_time_is_refused_in_red_with_when_and_who(counter: CounterPage) -> None:
    for _ in range(2):
        typed(counter, "20200003")
        QTest.keyClick(counter.input, ENTER)
    assert counter.card.verdict.word.text() == "没有发放"
    typed(counter, "20200003")
    verdict = counter.card.verdict
    assert verdict.word.text() == "已领过" and verdict.word.property("tone") == "danger"
    assert verdict.reason.text() == "9 月 25 日 12:07 签收，发放人周雨桐"
    assert counter.figures()[0] == "1" and "已领过" not in counter.card.sign_button.toolTip()
    assert counter.card.sign_button.toolTip() == verdict.reason.text()


def test_among_several_one_is_chosen_before_anything_is_signed(counter: CounterPage) -> None:
    typed(counter, "文静")
    assert counter.card.stack.currentIndex() == 1
    QTest.keyClick(counter.input, Qt.Key.Key_Down)
    QTest.keyClick(counter.input, ENTER)
    assert counter.figures()[0] == "0" and counter.card.stack.currentIndex() == 0
    chosen = counter.card.name.text()
    QTest.keyClick(counter.input, ENTER)
    assert counter.figures()[0] == "1" and counter.latest.rows()[0].full_name == chosen


def test_f4_hands_it_to_somebody_else(counter: CounterPage) -> None:
    typed(counter, "20200003")
    QTest.keyClick(counter.input, Qt.Key.Key_F4)
    assert counter.card.proxy.hasFocus()
    keys(counter.card.proxy, "孙文静")
    QTest.keyClick(counter.card.proxy, ENTER)
    assert counter.latest.rows()[0].proxy_name == "孙文静" and counter.input.hasFocus()
    assert counter.card.verdict.reason.text().endswith("由孙文静代领")


def test_ctrl_z_takes_back_the_last_one_also_while_typing(counter: CounterPage, door: RecordingDoor) -> None:
    for number in ("20200003", "20200004"):
        typed(counter, number)
        QTest.keyClick(counter.input, ENTER)
    QTest.keyClicks(counter.input, "20")
    QTest.keyClick(counter.input, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert door.infos[-1] == "已撤销 周文静的签收"
    assert [row.full_name for row in counter.latest.rows()] == ["李文静"] and counter.figures()[0] == "1"
    QTest.keyClick(counter.input, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(counter.input, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert door.infos[-1] == "本场还没有可以撤销的签收" and counter.figures()[0] == "0"


def test_nobody_found_says_what_to_do(counter: CounterPage) -> None:
    typed(counter, "9999")
    assert counter.card.empty.text() == "名单里没有“9999”。请核对工号，或换姓名再找。"
    QTest.keyClick(counter.input, ENTER)
    assert counter.figures()[0] == "0"
    QTest.keyClick(counter.input, Qt.Key.Key_Escape)
    assert counter.card.empty.text() == "等待下一位" and counter.input.text() == ""


def test_a_returned_sheet_is_signed_for_at_once_and_the_rest_exported(
    ready: Stage, desk: Desk, door: RecordingDoor
) -> None:
    ready.page.open_missing("文学院")
    missing = ready.panels[-1]
    assert isinstance(missing, MissingPage)
    missing.chips["group_name"].set_chosen(("第二小组",))
    missing.table.selectAll()
    press(missing.sign_button)
    assert door.infos[-1] == "已登记 3 人"
    assert missing.header.figures.values() == [("17", "未领"), ("3", "已签收")]
    missing.chips["group_name"].set_chosen(())
    missing.export()
    (path,) = desk.office.exports.glob("*.xlsx")
    assert "未领名单" in path.name and load_workbook(path)["未领名单"]["D4"].value == "赵文静"
    door.links["撤销"]()
    assert missing.header.figures.values()[0] == ("20", "未领")


def test_a_short_enquiry_wants_a_reason_beside_the_field(stage: Stage, desk: Desk) -> None:
    campaign_id = plan(desk.office)
    quote(desk.office, campaign_id, ("江南食品", "82", "41.5"), ("丰禾农业", "80.4", "39.8"))
    stage.page.open_campaign(campaign_id)
    view = stage.page.campaign
    press(view.quotes.decide_link)
    form = view.form
    assert isinstance(form, DecisionForm)
    press(form.save_button)
    assert form.row("decision_reason").message().startswith("只有 2 家报价，少于 3 家")
    type_into(form.editor("decision_reason").widget(), "另一家停业")
    press(form.save_button)
    assert view.form is None and view.seen.campaign.decision_reason == "另一家停业"


def test_a_wrong_price_is_said_beside_it_and_the_rest_stays(stage: Stage, desk: Desk) -> None:
    campaign_id = plan(desk.office)
    stage.page.open_campaign(campaign_id)
    view = stage.page.campaign
    press(view.quotes.quote_link)
    form = view.form
    assert isinstance(form, QuotationForm)
    first = str(view.seen.matrix.rows[0].item_id)
    type_into(form.editor(first).widget(), "八十")
    press(form.save_button)
    assert form.row(first).state() == "error" and view.form is form
    QTest.keyClick(form, Qt.Key.Key_Escape)
    press(view.quotes.quote_link)
    assert view.form.editor(first).raw() == "八十"  # what was typed survives closing


def test_a_paper_is_ticked_off(ready: Stage) -> None:
    view = ready.page.campaign
    before = len(view.seen.missing)
    view.open_paper(view.seen.missing[2])
    form = view.form
    assert isinstance(form, PaperForm)
    press(form.save_button)
    assert len(view.seen.missing) == before - 1
    assert view.paper_card.caption.text() == f"{before - 1} 份，报销前补齐"


def test_the_list_names_every_campaign_and_leads_there_and_back(ready: Stage, desk: Desk) -> None:
    page = ready.page
    QTest.keyClick(page.campaign, Qt.Key.Key_Escape)
    assert page.stack.currentIndex() == 0
    assert page.list.header.figures.values()[3] == ("3,200.00", "验收金额（元）")
    (card,) = page.list.cards
    assert card.accessibleName() == "中秋国庆慰问品，0 / 20 已签收，余 20" and card.hasFocus()
    QTest.keyClick(card, ENTER)
    assert page.stack.currentWidget() is page.campaign
    QTest.mouseClick(page.campaign.header, Qt.MouseButton.LeftButton, pos=QPoint(30, 44))
    assert page.stack.currentIndex() == 0


def test_an_empty_office_says_how_to_begin(stage: Stage) -> None:
    assert stage.page.list._stack.currentIndex() == 1
    QTest.keyClick(stage.page.list, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(stage.page.form, PlanForm)


def test_the_page_in_front_follows_what_changes_elsewhere(ready: Stage, desk: Desk) -> None:
    view = ready.page.campaign
    campaign_id = view.seen.campaign.id
    from unionoffice.welfare.hand_out import hand_out

    with desk.office.work("签收") as work:
        hand_out(work, campaign_id, member_ids(desk.office, campaign_id)[0])
    QApplication.sendPostedEvents()
    assert view.seen.signed == 1 and view.status_texts()[0] == "未领 19 人"


def test_suppliers_have_their_own_list(ready: Stage) -> None:
    page = ready.page
    page.show_list()
    page.open_suppliers()
    assert page.suppliers is not None and len(page.suppliers.model.ids()) == 3
    QTest.keyClick(page.suppliers, Qt.Key.Key_Escape)
    assert page.stack.currentIndex() == 0


def test_the_hand_out_is_exported_for_finance(ready: Stage, desk: Desk) -> None:
    view = ready.page.campaign
    QTest.keyClick(view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    (path,) = desk.office.exports.glob("*.xlsx")
    assert load_workbook(path).sheetnames == ["汇总", "明细"]
    with desk.office.read() as session:
        assert queries.years(session) == [2020]


def test_the_papers_of_the_purchase_are_previewed(ready: Stage, papers: list[tuple[Path, str]]) -> None:
    view = ready.page.campaign
    press(view.quotes.enquiry_link)
    press(view.paper_card.notes_link)
    assert [title for _, title in papers] == ["中秋国庆慰问品 2020 询价记录表", "中秋国庆慰问品 2020 验收单"]
    assert "验-2020-0001" in PdfReader(papers[1][0]).pages[0].extract_text()


def test_more_than_the_offices_cap_is_said_but_nothing_is_blocked(ready: Stage, desk: Desk) -> None:
    with desk.office.work("设置") as work:
        save_settings(work, {"welfare_year_cap": "150"})
    ready.page.campaign.refresh()
    assert ready.page.campaign.status_texts()[2] == "本年每人累计 160.00 元，超过上限 150.00 元"
    assert ready.page.campaign.counter_button.isEnabled()


def test_initials_are_not_taken_for_a_new_supplier(stage: Stage, desk: Desk) -> None:
    campaign_id = plan(desk.office)
    stage.page.open_campaign(campaign_id)
    view = stage.page.campaign
    press(view.quotes.quote_link)
    form = view.form
    assert isinstance(form, QuotationForm)
    keys(form.picker, "jnsp")
    for row in view.seen.matrix.rows:
        type_into(form.editor(str(row.item_id)).widget(), "10")
    press(form.save_button)
    assert form.row("supplier").message() == "请选供应商，新的写全称。已填内容没有丢。"
    assert stage.page.campaign.seen.matrix.quoters == ()
