# SPDX-License-Identifier: MIT
"""福利采购 through the window: one campaign from its first line to the list of those who have not come."""

from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from tests.journeys.hands import (
    Alt,
    Ctrl,
    Key,
    click,
    click_button,
    press,
    retype,
    says,
    type_in,
    type_into,
    wait_until,
)
from tests.journeys.journey import Journey
from tests.printing.reading import pdfium_texts
from ui.preview import PreviewPanel
from ui.welfare import WelfarePage
from ui.welfare_campaign import CampaignView
from ui.welfare_counter import CounterPage
from ui.welfare_forms import AcceptanceForm, DecisionForm, QuotationForm
from ui.welfare_missing import MissingPage
from ui.welfare_plan import PlanForm
from unionoffice.welfare.queries import SignRow, roster_rows
from unionoffice.welfare.records import SIGNED, Entitlement, WelfareCampaign

OFFERS = (("江南食品", "82", "41.5"), ("丰禾农业", "80.4", "39.8"), ("百益商贸", "84", "42"))


def rows_of(journey: Journey, campaign_id: int) -> list[SignRow]:
    with journey.office.read() as session:
        return list(roster_rows(session, campaign_id))


def form_of(view: CampaignView, kind: type) -> QWidget:
    wait_until(lambda: isinstance(view.form, kind), f"no {kind.__name__} was opened")
    assert view.form is not None
    return view.form


def gone(journey: Journey, view: CampaignView, form: QWidget) -> None:
    """The form has been written and has closed."""
    wait_until(lambda: view.form is not form, "the form did not close")
    journey.idle()


def new_campaign(journey: Journey, page: WelfarePage) -> CampaignView:
    """Ctrl+N, a few fields, two kinds of goods, Ctrl+S."""
    press(Key.Key_N, Ctrl)
    form = page.form
    assert isinstance(form, PlanForm)
    type_in("元旦慰问品")
    for name, text in (("year", "2020"), ("roster_date", "2020-12-16"), ("standard", "300")):
        type_into(form.editor(name).widget(), text)
    festival = form.editor("festival").widget()
    festival.setFocus()
    while "元旦" not in festival.currentText():  # type: ignore[attr-defined]
        press(Key.Key_Down)
    first = form.items.lines()[0]
    for widget, text in ((first.name, "杂粮礼盒"), (first.unit, "盒")):
        type_into(widget, text)
    click(form.items.add_link)
    second = form.items.lines()[1]
    for widget, text in ((second.name, "东北大米 5 kg"), (second.unit, "袋"), (second.quantity, "2")):
        type_into(widget, text)
    click(second.is_832)
    press(Key.Key_S, Ctrl)
    wait_until(lambda: page.stack.currentWidget() is page.campaign, "the campaign did not open")
    return page.campaign


def buy(journey: Journey, view: CampaignView) -> None:
    """Three quotations, the decision, the arrival, each by the button that is solid just then."""
    for name, one, two in OFFERS:
        click(view.next_button)
        form = form_of(view, QuotationForm)
        assert isinstance(form, QuotationForm) and view.seen is not None
        type_in(name)
        for item, text in zip(view.seen.matrix.rows, (one, two), strict=True):
            type_into(form.editor(str(item.item_id)).widget(), text)
        press(Key.Key_S, Ctrl)
        gone(journey, view, form)
    assert "丰禾农业 每人 160.00" in view.quotes.matrix.accessibleName()

    click(view.next_button)
    form = form_of(view, DecisionForm)
    assert isinstance(form, DecisionForm) and form.supplier.currentText() == "丰禾农业，每人 160.00 元"
    press(Key.Key_S, Ctrl)
    gone(journey, view, form)
    assert says(view, "成交 丰禾农业：总价最低")

    click(view.next_button)
    form = form_of(view, AcceptanceForm)
    press(Key.Key_S, Ctrl)
    gone(journey, view, form)


def test_a_campaign_from_plan_to_missing(journey: Journey) -> None:
    press(Key.Key_4, Alt)
    page = journey.front
    assert isinstance(page, WelfarePage)
    view = new_campaign(journey, page)
    assert view.seen is not None
    campaign_id = view.seen.campaign.id

    # the roster of the day is frozen
    click(view.next_button)
    journey.idle()
    rows = rows_of(journey, campaign_id)
    with journey.office.read() as session:
        stored = session.get_one(WelfareCampaign, campaign_id)
    assert stored.frozen_at is not None and stored.head_count == len(rows) > 2000
    assert (f"{len(rows):,}", "应发人数") in view.header.figures.values()
    assert stored.budget == 300 * Decimal(len(rows))

    buy(journey, view)
    assert view.status_texts() == [f"未领 {len(rows):,} 人", f"库存 {len(rows):,} 份，账实相符"]

    # the sign-off sheets of all groups, one PDF
    press(Key.Key_P, Ctrl)
    wait_until(lambda: isinstance(journey.front, PreviewPanel), "no preview was opened")
    panel = journey.front
    assert isinstance(panel, PreviewPanel)
    pages = pdfium_texts(panel._path)
    groups = {(row.branch, row.group) for row in rows}
    assert len(pages) >= len(groups) and len(pages) == len(panel._pages or ())
    assert all(any(f"{branch}" in text for text in pages) for branch, _ in groups)
    assert sum(text.count(rows[0].full_name) for text in pages) >= 1
    press(Key.Key_Escape)

    at_the_counter(journey, view, rows, campaign_id)
    who_is_missing(journey, view, rows)
    assert journey.office.check() == []


def at_the_counter(journey: Journey, view: CampaignView, rows: list[SignRow], campaign_id: int) -> None:
    """By keyboard: three by number, one twice, one fetched by another, one taken back."""
    click(view.counter_button)
    counter = journey.front
    assert isinstance(counter, CounterPage) and not journey.window.rail.isVisible()
    one, two, three = [row for row in rows if row.branch == rows[0].branch][:3]
    for row in (one, two):
        type_in(row.staff_no)
        wait_until(lambda row=row: counter.card.name.text() == row.full_name)
        press(Key.Key_Return)
    assert counter.figures() == ("2", f"/ {len(rows):,} 已签收")

    type_in(one.staff_no)
    wait_until(lambda: counter.card.verdict.word.text() == "已领过")
    press(Key.Key_Return)
    assert counter.figures()[0] == "2" and "签收" in counter.card.verdict.reason.text()
    press(Key.Key_Escape)

    type_in(three.staff_no)
    wait_until(lambda: counter.card.name.text() == three.full_name)
    press(Key.Key_F4)
    type_in(two.full_name)
    press(Key.Key_Return)
    assert counter.latest.rows()[0].proxy_name == two.full_name
    assert counter.figures()[0] == "3"

    press(Key.Key_Z, Ctrl)
    assert journey.door.said[-1] == f"已撤销 {three.full_name}的签收" and counter.figures()[0] == "2"
    with journey.office.read() as session:
        wanted = select(Entitlement.full_name).where(
            Entitlement.campaign_id == campaign_id, Entitlement.status == SIGNED
        )
        assert sorted(session.scalars(wanted)) == sorted((one.full_name, two.full_name))
    click_button(counter, "结束发放")
    assert journey.window.rail.isVisible() and view.status_texts()[0] == f"未领 {len(rows) - 2:,} 人"


def who_is_missing(journey: Journey, view: CampaignView, rows: list[SignRow]) -> None:
    """The list of one unit, a returned sheet signed for at once, and the rest as a workbook."""
    click(view.progress.all_link)
    missing = journey.front
    assert isinstance(missing, MissingPage)
    assert missing.header.figures.values() == [(f"{len(rows) - 2:,}", "未领"), ("2", "已签收")]
    missing.search.setFocus()
    retype(rows[10].staff_no)
    wait_until(lambda: len(missing.model.ids()) == 1)
    missing.table.setFocus()
    press(Key.Key_A, Ctrl)
    click(missing.sign_button)
    journey.idle()
    assert journey.door.said[-1] == "已登记 1 人"
    missing.search.setFocus()
    press(Key.Key_Escape)
    wait_until(lambda: len(missing.model.ids()) == len(rows) - 3)
    press(Key.Key_E, Ctrl)
    journey.idle()
    names = exported(journey.office.exports, "未领名单")
    signed = {rows[10].full_name}
    assert len(names) == len(rows) - 3 and not signed & set(names) - {row.full_name for row in rows[11:]}
    press(Key.Key_Escape)
    assert journey.front is journey.window.page("welfare")


def exported(folder: Path, title: str) -> list[str]:
    """The names on the sheet of the one exported workbook whose name holds ``title``."""
    (path,) = (one for one in folder.glob("*.xlsx") if title in one.name)
    lines = [[cell.value for cell in line] for line in load_workbook(path)[title].iter_rows()]
    head = next(n for n, line in enumerate(lines) if "姓名" in line)
    at, number = lines[head].index("姓名"), lines[head].index("工号")
    return [str(line[at]) for line in lines[head + 1 :] if line[at] and line[number]]
