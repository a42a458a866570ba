# SPDX-License-Identifier: MIT
"""From a figure of the statistics to the payments behind it and back, through the window."""

from tests.journeys.hands import Alt, Key, click, click_button, press, says, wait_until
from tests.journeys.journey import Journey
from ui.aid import AidPage
from ui.aid_statistics import StatisticsPage


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
    from unionoffice.aid import actions

    page = at_the_statistics(journey)
    before = int(page.model.row(0).values[1])
    page.open_rows(())
    ledger = the_ledger(journey, before)
    with journey.office.work("作废凭证") as work:
        actions.void(work, ledger.model.record_id(0), "写错")
    the_ledger(journey, before - 1)
    press(Key.Key_Escape)
    wait_until(lambda: journey.front is page and page.model.row(0).values[1] == before - 1, "the figure did not follow")
