# SPDX-License-Identifier: MIT
"""The visits' page and its forms: few keys, the due list first, what the forms fill in and say, papers, the way to money."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.aid.offices import small_office
from tests.aid.visit_cases import kind, made, note
from tests.printing.reading import pdfium_texts
from tests.recording_door import RecordingDoor
from tests.ui.aid_desk import Ctrl, Key, press, type_in
from ui.aid_start import Start
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.jobs import JobRunner
from ui.messages import Answer
from ui.visits import VisitsPage
from ui.visits_contact import ContactForm
from ui.visits_form import VisitForm, VisitMadeForm
from unionoffice.aid import visits_actions
from unionoffice.aid.visits_queries import kinds_in_use
from unionoffice.aid.visits_records import DONE, PENDING, VOIDED, HomeVisit
from unionoffice.office import Office
from unionoffice.store.history import history


class AidTab:
    """What the page asks of the aid ledger."""

    def __init__(self) -> None:
        self.begun: list[Start] = []

    def begin(self, start: Start) -> None:
        self.begun.append(start)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    small_office(tmp_path / "office").close()
    opened = Office.open(tmp_path / "office", clock=lambda: datetime(2020, 9, 24, 12, 0))
    yield opened
    opened.close()


@pytest.fixture
def aid_tab() -> AidTab:
    return AidTab()


@pytest.fixture
def page(qtbot: QtBot, office: Office, state: AppState, aid_tab: AidTab, inline: JobRunner) -> VisitsPage:
    desk = Desk(office, state, Announcer(office))
    desk.go = lambda key: aid_tab if key == "aid" else None  # type: ignore[assignment]
    made_page = VisitsPage(desk)
    desk.announcer.changed.connect(lambda kinds: made_page.refresh(kinds) if kinds else None)
    qtbot.addWidget(made_page)
    made_page.resize(1294, 708)  # the window of 1366 without the rail
    with qtbot.waitActive(made_page):
        made_page.show()
        made_page.activateWindow()
    return made_page


def stored(office: Office) -> list[HomeVisit]:
    with office.read() as session:
        return list(session.scalars(select(HomeVisit).order_by(HomeVisit.id)))


def form_of(page: VisitsPage) -> VisitForm:
    assert isinstance(page.form, VisitForm)
    return page.form


def buttons(page: VisitsPage) -> list[str]:
    page._show_details()
    found = [one for one in page.details.findChildren(QPushButton) if not one.isHidden()]
    return [one.text().partition("(")[0].strip() for one in found]


def states(page: VisitsPage) -> list[str]:
    at = [one.name for one in page.model.fields].index("status")
    return [page.model.index(row, at).data() for row in range(page.model.rowCount())]


# noting with few keys


def test_a_name_and_save_are_enough(page: VisitsPage, office: Office, qtbot: QtBot) -> None:
    assert page.stack.currentIndex() == 1  # empty
    press(Key.Key_N, Ctrl)
    type_in("cwj")
    press(Key.Key_Return)
    assert "数学与统计学院" in form_of(page).row("member_id")._help.text()
    assert form_of(page).row("asked_on")._help.text() == "7 天内，10 月 1 日前去"
    press(Key.Key_S, Ctrl)
    (visit,) = stored(office)
    assert (visit.visit_no, visit.full_name, visit.kind_name, visit.status) == ("访-2020-0001", "蔡文静", "住院", PENDING)
    assert visit.due_on == date(2020, 10, 1)
    assert page.selected is not None and page.selected.id == visit.id and states(page) == ["还有 7 天"]


def test_short_days_and_another_kind(page: VisitsPage, office: Office) -> None:
    press(Key.Key_N, Ctrl)
    form = form_of(page)
    type_in("cwj")
    press(Key.Key_Return)
    form.editor("kind_id").widget().setFocus()
    form.editor("kind_id").widget().selectAll()  # type: ignore[attr-defined]
    type_in("hs")
    press(Key.Key_Return)
    assert not form.row("hospital").isVisible() and not form.row("illness").isVisible()
    form.editor("asked_on").restore("9-22")
    press(Key.Key_S, Ctrl)
    assert (stored(office)[0].kind_name, stored(office)[0].due_on) == ("婚丧喜庆", date(2020, 9, 25))


def test_an_office_from_before_there_were_visits_gets_the_kinds(page: VisitsPage, office: Office) -> None:
    page.new()
    with office.read() as session:
        assert len(kinds_in_use(session, office.today())) == 6


def test_the_same_illness_is_said_while_it_is_typed(page: VisitsPage, office: Office) -> None:
    made(office, illness="急性阑尾炎")
    page.new()
    form = form_of(page)
    form.editor("member_id").show_value(1)
    form._edited("member_id")
    assert not form.repeat.isHidden() and form.repeat.title() == "本年住院已经慰问过"
    form.editor("illness").restore("阑尾炎")
    form._edited("illness")
    assert form.repeat.title() == "同一病种本年已经慰问过"
    form.editor("illness").restore("肺炎")
    form._edited("illness")
    assert form.repeat.isHidden()


def test_what_is_typed_survives_closing(page: VisitsPage, office: Office) -> None:
    page.new()
    form_of(page).editor("reason").restore("手术住院")
    form_of(page)._edited("reason")
    press(Key.Key_Escape)
    page.new()
    assert form_of(page).editor("reason").raw() == "手术住院" and stored(office) == []


# the list


def test_late_ones_stand_first_and_the_figures_filter(page: VisitsPage, office: Office) -> None:
    made(office, next_contact=date(2020, 9, 30))
    note(office, asked_on=date(2020, 9, 17))
    note(office, 2, asked_on=date(2020, 9, 10))
    gone = note(office, 3)
    with office.work("取消") as work:
        visits_actions.cancel(work, gone.id, "记重了")
    page.refresh()
    assert states(page) == ["逾期 7 天", "今天到期", "已走访", "已取消"]
    assert page.header.figures.values()[:3] == [("2", "待走访"), ("1", "逾期"), ("1", "待联系")]
    page._only("next_contact", "late")
    assert states(page) == ["逾期 7 天"]
    page._only("next_contact", "contact")
    assert states(page) == ["已走访"]
    page._only("next_contact", "soon")
    assert states(page) == ["今天到期"]
    page.clear_filters()
    assert len(states(page)) == 4 and [one.text for one in page._when_values()] == ["逾期", "7 天内到期", "待联系"]


def test_a_relative_is_named_in_the_list(page: VisitsPage, office: Office) -> None:
    note(office, relation="51", visited_name="蔡国栋")
    page.refresh()
    assert page.model.index(0, 1).data() == "蔡文静的父亲 蔡国栋"


# one visit


def test_what_can_be_done_follows_the_state(page: VisitsPage, office: Office, door: RecordingDoor) -> None:
    visit = note(office)
    page.refresh()
    page.show_record(visit.id)
    assert {"登记走访", "发慰问金", "打印", "取消走访"} <= set(buttons(page))
    page.open_made(visit)
    assert isinstance(page.form, VisitMadeForm)
    assert page.form.editor("visited_on").raw() == "2020-09-24" and page.form.editor("goods").raw() == "鲜花、水果"
    page.form.save()
    assert stored(office)[0].status == DONE and stored(office)[0].amount == Decimal(300)
    assert "登记联系" in buttons(page) and "登记走访" not in buttons(page)


def test_a_contact_is_noted_beside_the_table(page: VisitsPage, office: Office) -> None:
    visit = made(office, next_contact=date(2020, 9, 24))
    page.refresh()
    page.show_record(visit.id)
    page.open_contact(visit)
    assert isinstance(page.form, ContactForm)
    type_in("已出院")
    page.form.save()
    assert stored(office)[0].feedback == "2020-09-24 联系：已出院" and stored(office)[0].next_contact is None
    assert page.form is None


def test_cancelling_asks_why(page: VisitsPage, office: Office, door: RecordingDoor) -> None:
    visit = note(office)
    page.refresh()
    page.show_record(visit.id)
    door.answers.append(Answer("当天已出院"))
    page.cancel_visit(visit)
    assert stored(office)[0].status == VOIDED and stored(office)[0].void_reason == "当天已出院"
    assert buttons(page).count("取消走访") == 0 and not page.can_edit(stored(office)[0])
    page.show_record(visit.id)
    page.edit()
    assert page.form is None and "已取消，不能再改" in door.warnings[-1]


def test_illness_is_shown_only_when_asked_and_noted(page: VisitsPage, office: Office) -> None:
    visit = note(office, illness="肺炎", department="呼吸内科")
    page.refresh()
    page.show_record(visit.id)
    assert page.reveal(page.register.fields["illness"]) == "肺炎"
    with office.read() as session:
        assert "病种" in str(history(session, HomeVisit, visit.id)[0])
    page.edit()
    with office.read() as session:
        assert "编辑走访" in str(history(session, HomeVisit, visit.id)[0])


# money, paper, files


def test_the_payments_form_starts_with_what_is_known(page: VisitsPage, office: Office, aid_tab: AidTab) -> None:
    made(office, illness="肺炎", visited_on=date(2020, 9, 22))
    visit = note(office, illness="肺炎", admitted_on=date(2020, 9, 20))
    page.refresh()
    page.pay(visit)
    (start,) = aid_tab.begun
    assert start.raw()["member_id"] == 1 and start.raw()["event_date"] == "2020-09-20" and start.raw()["reason"] == "住院"
    assert start.notices[0].title == "同一病种本年已经慰问过" and start.raw()["illness"] == "肺炎"


def test_form_13_of_the_selected_and_the_ledger(page: VisitsPage, office: Office, door: RecordingDoor) -> None:
    made(office, illness="肺炎")
    note(office, 2)
    page.refresh()
    shown: list[Path] = []
    page.desk.preview = lambda path, _title: shown.append(path)
    page.table.selectAll()
    press(Key.Key_P, Ctrl)
    (text,) = pdfium_texts(shown[0])
    assert text.count("五必访登记表") == 2 and "肺炎" in text
    page.export_ledger()
    (masked,) = office.exports.iterdir()
    assert "肺炎" not in str(list(load_workbook(masked).worksheets[0].values)) and "走访台账" in masked.name
    door.answers.append(Answer("年度核对"))
    page.export_full()
    full = next(one for one in office.exports.iterdir() if one != masked)
    assert "肺炎" in str(list(load_workbook(full).worksheets[0].values))


def test_the_kinds_are_asked_for_in_order(page: VisitsPage, office: Office) -> None:
    kind(office)
    page.new()
    form = form_of(page)
    assert [one.title for one in form._link_options(page.register.fields["kind_id"].type)][:2] == ["住院", "生病（未住院）"]  # type: ignore[arg-type]
