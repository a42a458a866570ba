# SPDX-License-Identifier: MIT
"""From a figure of the statistics to the payments behind it and back, through the window."""

from PySide6.QtWidgets import QAbstractButton
from sqlalchemy import select

from tests.journeys.hands import Alt, Ctrl, Key, Shift, click, click_button, press, says, type_in, wait_until
from tests.journeys.journey import Journey
from ui.aid import AidPage
from ui.aid_person import PersonPage
from ui.aid_rounds import RoundsPage
from ui.aid_statistics import StatisticsPage
from ui.aid_unhelped import UnhelpedPage
from ui.members import MembersPage
from unionoffice.aid import actions
from unionoffice.aid.records import SIGNED, AidPayment


def at_the_statistics(journey: Journey) -> StatisticsPage:
    press(Key.Key_3, Alt)
    press(Key.Key_Q, Alt)
    wait_until(lambda: isinstance(journey.front, StatisticsPage) and journey.front.shown is not None, "统计 did not open")
    journey.idle()
    page = journey.front
    assert isinstance(page, StatisticsPage)
    page.take_focus()
    return page


def the_ledger(journey: Journey, rows: int) -> AidPage:
    wait_until(lambda: isinstance(journey.front, AidPage), "the ledger did not come")
    page = journey.front
    assert isinstance(page, AidPage)
    wait_until(lambda: len(page.model.ids()) == rows and not page.reader.reading, f"not {rows} rows but {len(page.model.ids())}")
    return page


def test_each_figure_of_a_line_leads_to_its_rows_and_back(journey: Journey) -> None:
    page = at_the_statistics(journey)
    for line in range(1, 4):
        cases, people, homes = (int(page.model.row(line).values[place]) for place in (1, 2, 3))
        page.table.select_row(line, "cases")
        press(Key.Key_Return)
        ledger = the_ledger(journey, cases)
        assert f"{cases} 笔，{people} 人，{homes} 户" in ledger.footer_words()
        assert not ledger.chips["booked_on"].isVisible() and ledger.named_chip.isVisible()
        assert "Esc 返回统计" in ledger.standing_status()
        press(Key.Key_Escape)
        wait_until(lambda: journey.front is page, "Esc did not lead back")
        assert page.table.hasFocus() and page.table.currentIndex().row() == line


def test_a_figure_at_the_top_by_mouse_and_the_button_back(journey: Journey) -> None:
    page = at_the_statistics(journey)
    block = page.header.figures._blocks[0][-1]
    click(block)
    ledger = the_ledger(journey, 69)
    assert says(ledger, "返回统计")
    click_button(ledger, "返回统计")
    wait_until(lambda: journey.front is page, "the button did not lead back")
    press(Key.Key_Escape)
    wait_until(lambda: journey.front is ledger, "Esc did not lead to the ledger")
    journey.idle()
    assert ledger.held is None and ledger.chips["booked_on"].chosen() == {"2020"}
    assert ledger.chips["booked_on"].isVisible() and not ledger.back_button.isVisible()


def test_a_form_keeps_esc_for_itself(journey: Journey) -> None:
    page = at_the_statistics(journey)
    page.open_rows(())
    ledger = the_ledger(journey, 69)
    ledger.new()
    press(Key.Key_Escape)
    assert journey.front is ledger and ledger.form is None
    press(Key.Key_Escape)
    wait_until(lambda: journey.front is page, "Esc did not lead back")


def test_what_was_voided_meanwhile_is_gone_from_rows_and_figures(journey: Journey) -> None:
    page = at_the_statistics(journey)
    before = int(page.model.row(0).values[1])
    page.open_rows(())
    ledger = the_ledger(journey, before)
    with journey.office.work("作废凭证") as work:
        actions.void(work, ledger.model.record_id(0), "写错")
    the_ledger(journey, before - 1)
    press(Key.Key_Escape)
    wait_until(lambda: journey.front is page and page.model.row(0).values[1] == before - 1, "the figure did not follow")


def test_who_was_never_helped_goes_into_a_round(journey: Journey) -> None:
    at_the_statistics(journey)
    press(Key.Key_W, Alt)
    wait_until(lambda: isinstance(journey.front, UnhelpedPage) and journey.front.view.model.rowCount() > 0, "nobody is listed")
    page = journey.front
    assert isinstance(page, UnhelpedPage)
    page.view.table.select_row(0)
    page.view.table.setFocus()
    for _ in range(2):
        press(Key.Key_Down, Shift)
    wait_until(lambda: says(page, "3 人列入新批次"), "the button does not say how many")
    wanted = {one.full_name for one in page.view.chosen()}
    press(Key.Key_B, Alt)
    wait_until(lambda: isinstance(journey.front, RoundsPage) and journey.front.form is not None, "no form of a new round")
    rounds = journey.front
    assert isinstance(rounds, RoundsPage)
    for text in ("走访未受助会员", "ljswn"):
        type_in(text)
        press(Key.Key_Return)
    press(Key.Key_S, Ctrl)
    wait_until(lambda: rounds.round.seen is not None and len(rounds.round.seen.lines) == 3, "they are not in the round")
    assert rounds.round.seen is not None and {one.full_name for one in rounds.round.seen.lines} == wanted
    assert journey.door.said[-1] == "已列入 3 人，请定金额"


def test_from_a_member_to_all_they_received_and_back(journey: Journey) -> None:
    with journey.office.read() as session:
        payment = session.scalars(select(AidPayment).where(AidPayment.status == SIGNED)).unique().first()
    assert payment is not None
    press(Key.Key_2, Alt)
    members = journey.front
    assert isinstance(members, MembersPage)
    members.show_record(payment.member_id)
    wait_until(lambda: members.details.isVisible() and says(members.details, "近期慰问"), "no details")
    link = next(one for one in members.details.findChildren(QAbstractButton) if one.text().startswith("全部") and "笔" in one.text())
    click(link)
    wait_until(lambda: isinstance(journey.front, PersonPage) and journey.front.model.rowCount() > 0, "受助情况 did not open")
    page = journey.front
    assert isinstance(page, PersonPage) and page.header.title() == payment.full_name
    journey.idle()
    press(Key.Key_Return)
    wait_until(lambda: isinstance(journey.front, AidPage) and len(journey.front.model.ids()) == 1, "the payment did not open")
    press(Key.Key_Escape)
    wait_until(lambda: journey.front is page, "Esc did not lead back")
    press(Key.Key_Escape)
    wait_until(lambda: journey.front is members, "Esc did not lead to the member")
