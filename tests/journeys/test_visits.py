# SPDX-License-Identifier: MIT
"""走访 through the window: a hospital stay noted, due on the home page, visited, paid and on paper (form 13)."""

from datetime import date

from sqlalchemy import select

from tests.journeys.hands import (
    Alt,
    Ctrl,
    Key,
    answers,
    click_button,
    press,
    says,
    type_in,
    type_into,
    wait_until,
)
from tests.journeys.journey import Journey
from tests.printing.reading import pdfium_texts
from ui.aid import AidPage
from ui.aid_form import AidForm
from ui.home import HomePage
from ui.home_board import HomeLine
from ui.preview import PreviewPanel
from ui.visits import VisitsPage
from ui.visits_form import VisitForm, VisitMadeForm
from unionoffice.aid.records import ISSUED, AidPayment
from unionoffice.aid.visits_records import BOTH, DONE, PENDING, VOIDED, HomeVisit
from unionoffice.kit.pinyin import all_initials
from unionoffice.members.queries import find_members
from unionoffice.members.records import Member


def newest(journey: Journey) -> HomeVisit:
    with journey.office.read() as session:
        return session.scalars(select(HomeVisit).order_by(HomeVisit.id.desc())).all()[0]


def somebody(journey: Journey) -> tuple[str, str]:
    """The initials and the name of one member without a visit whom nobody else answers to."""
    with journey.office.read() as session:
        taken = set(session.scalars(select(HomeVisit.member_id)))
        wanted = select(Member).where(Member.membership_status == "active", Member.bank_account.is_not(None))
        for member in session.scalars(wanted.order_by(Member.id)).unique():
            letters = all_initials(member.full_name)[0]
            if member.id not in taken and len(find_members(session, letters, 2)) == 1:
                return letters, member.full_name
    raise AssertionError("everybody in the sample shares initials")


def at_the_desk(journey: Journey) -> VisitsPage:
    press(Key.Key_3, Alt)
    press(Key.Key_Z, Alt)
    page = journey.front
    assert isinstance(page, VisitsPage)
    return page


def test_from_the_hospital_stay_to_form_13(journey: Journey) -> None:
    letters, name = somebody(journey)
    visit_no = noted(journey, letters)
    on_the_home_page(journey, name)
    page = visited(journey, visit_no)
    paid(journey, page, name)
    on_paper(journey, page, visit_no, name)
    assert journey.office.check() == []


def noted(journey: Journey, letters: str) -> str:
    """Known since eleven days: with seven allowed it is late already."""
    page = at_the_desk(journey)
    press(Key.Key_N, Ctrl)
    type_in(letters)
    press(Key.Key_Return)
    form = page.form
    assert isinstance(form, VisitForm)
    for field, text in (("asked_on", "12-7"), ("hospital", "市第一人民医院"), ("illness", "急性阑尾炎"), ("bed", "12 床")):
        type_into(form.editor(field).widget(), text)
    press(Key.Key_S, Ctrl)
    journey.idle()
    visit = newest(journey)
    assert (visit.status, visit.due_on, visit.illness) == (PENDING, date(2020, 12, 14), "急性阑尾炎")
    assert visit.chair and visit.handler == "周雨桐"
    assert page.selected is not None and page.selected.id == visit.id and page.table.selected_rows() == [0]
    wait_until(lambda: says(page.details, "逾期 4 天"), "the details do not say how late it is")
    assert not says(page.details, "急性阑尾炎")
    return visit.visit_no


def on_the_home_page(journey: Journey, name: str) -> None:
    """The line stands there as late, and leads back to the visit."""
    press(Key.Key_1, Alt)
    journey.idle()
    home = journey.front
    assert isinstance(home, HomePage) and home.visits.lines[0].text == f"{name}　住院"
    assert (home.visits.lines[0].right, home.visits.lines[0].tone) == ("逾期 4 天", "danger")
    line = next(one for one in home.board.findChildren(HomeLine) if one.line == home.visits.lines[0])
    line.pressed.emit()
    wait_until(lambda: isinstance(journey.front, VisitsPage), "the line leads nowhere")


def visited(journey: Journey, visit_no: str) -> VisitsPage:
    page = journey.front
    assert isinstance(page, VisitsPage)
    click_button(page.details, "登记走访")
    form = page.form
    assert isinstance(form, VisitMadeForm) and form.editor("goods").raw() == "鲜花、水果"
    type_into(form.editor("visitors").widget(), "王建国、周雨桐")
    type_into(form.editor("requests").widget(), "希望协助办理医保报销。")
    type_into(form.editor("next_contact").widget(), "12-22")
    press(Key.Key_S, Ctrl)
    journey.idle()
    visit = newest(journey)
    assert (visit.visit_no, visit.status, visit.visited_on) == (visit_no, DONE, date(2020, 12, 18))
    assert visit.next_contact == date(2020, 12, 22) and str(visit.amount) == "300.00"
    return page


def paid(journey: Journey, page: VisitsPage, name: str) -> None:
    """The aid form knows person, kind, day and reason; the voucher is tied to the visit."""
    click_button(page.details, "发慰问金")
    aid = journey.front
    assert isinstance(aid, AidPage)
    form = aid.form
    assert isinstance(form, AidForm) and form.fields.person.text() == name
    assert form.fields.kind.text() == "住院慰问" and form.fields.day.text() == "2020-12-07"
    assert form.fields.raw()["hospital"] == "市第一人民医院" and form.fields.raw()["ward"] == "12 床"
    press(Key.Key_G, Ctrl)
    wait_until(lambda: isinstance(journey.front, PreviewPanel), "no voucher was shown")
    press(Key.Key_Escape)
    visit = newest(journey)
    with journey.office.read() as session:
        payment = session.get_one(AidPayment, visit.payment_id)
    assert (payment.status, payment.full_name, str(payment.amount)) == (ISSUED, name, "1000.00")
    assert "阑尾" not in f"{payment.reason}{payment.approval_ref}"
    assert (visit.comfort, str(visit.amount)) == (BOTH, "1300.00")
    wait_until(lambda: says(aid.details, f"{visit.visit_no}　{name}，2020-12-18 走访"), "the payment does not say whose visit it was")


def on_paper(journey: Journey, page: VisitsPage, visit_no: str, name: str) -> None:
    at_the_desk(journey)
    page.show_record(newest(journey).id)
    journey.idle()
    click_button(page.details, "打印")
    wait_until(lambda: isinstance(journey.front, PreviewPanel), "no form was shown")
    shown = journey.front
    assert isinstance(shown, PreviewPanel)
    (text,) = pdfium_texts(shown._path)
    for said in (visit_no, name, "急性阑尾炎", "市第一人民医院", "1,300.00", "王建国、周雨桐", "慰-2020-", "希望协助办理医保报销。"):
        assert said in text
    press(Key.Key_Escape)


def test_a_visit_that_is_not_needed_is_cancelled(journey: Journey) -> None:
    page = at_the_desk(journey)
    first = page.model.record(0)
    assert isinstance(first, HomeVisit) and first.status == PENDING
    page.show_record(first.id)
    journey.idle()
    wait_until(lambda: says(page.details, first.visit_no), "the visit is not in front")
    journey.door.hands.append(answers("取消走访", reason="当天已出院"))
    click_button(page.details, "取消走访")
    journey.idle()
    with journey.office.read() as session:
        gone = session.get_one(HomeVisit, first.id)
    assert (gone.status, gone.void_reason) == (VOIDED, "当天已出院")
    assert page.model.record_id(0) != first.id and journey.office.check() == []
