# SPDX-License-Identifier: MIT
"""The registry through the window: a member with children comes, somebody is transferred, yesterday's roster stands."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from tests.journeys.hands import (
    Alt,
    Ctrl,
    Key,
    breathe,
    click,
    click_button,
    press,
    retype,
    says,
    texts,
    type_in,
    type_into,
    wait_until,
)
from tests.journeys.journey import Journey
from ui.members import MembersPage
from ui.members_event import EventForm
from ui.members_form import MemberForm
from ui.members_list_counts import CountsView
from ui.members_list_roster import RosterView
from ui.members_lists import ListsPage
from ui.preview import PreviewPanel
from unionoffice.kit.identity import check_digit
from unionoffice.members import queries
from unionoffice.members.family import children_of
from unionoffice.members.records import Member

BORN = "110000198506120"


@pytest.fixture
def page(journey: Journey) -> MembersPage:
    press(Key.Key_2, Alt)
    found = journey.front
    assert isinstance(found, MembersPage)
    wait_until(lambda: found.model.rowCount() > 2000, "the registry did not list its members")
    return found


def find(page: MembersPage, words: str) -> None:
    """Ctrl+F, type, and the first one found is selected."""
    press(Key.Key_F, Ctrl)
    retype(words)
    wait_until(lambda: page.query().text == words and 0 < page.model.rowCount() < 30, f"nobody found by {words}")
    breathe(60)
    page.table.select_row(0)
    wait_until(lambda: page.details.isVisible(), "no details")


def lists(journey: Journey, page: MembersPage) -> ListsPage:
    """Ctrl+L from the registry."""
    press(Key.Key_L, Ctrl)
    front = journey.front
    assert isinstance(front, ListsPage)
    wait_until(lambda: front.view.model.rowCount() > 0, "the list is empty")
    return front


def stored(journey: Journey, staff_no: str) -> Member:
    with journey.office.read() as session:
        return session.scalars(select(Member).where(Member.staff_no == staff_no)).unique().one()


def test_a_new_member_with_children(journey: Journey, page: MembersPage) -> None:
    press(Key.Key_N, Ctrl)
    form = page.form
    assert isinstance(form, MemberForm)
    type_in("蔡文静")
    first = BORN + "62"
    type_into(form.editor("id_number").widget(), first + check_digit(first))
    assert form.editor("birth_date").raw() == "1985-06-12" and form.editor("sex_code").raw() == "2"
    type_into(form.editor("staff_no").widget(), "10029999")
    click(form.editor("branch_id").widget())
    type_in("sxytj")
    press(Key.Key_Return)
    type_into(form.editor("join_date").widget(), "2020.12")
    form.go_to("子女")
    click_button(form, "添加子女")
    type_in("李子涵")
    press(Key.Key_Return)
    press(Key.Key_Return)
    type_in("2014.3.9")
    press(Key.Key_S, Ctrl)
    wait_until(lambda: page.form is None, "the form stayed")
    member = stored(journey, "10029999")
    with journey.office.read() as session:
        (child,) = children_of(session, member.id)
    assert (child.full_name, child.birth_date) == ("李子涵", date(2014, 3, 9))
    assert member.branch is not None and member.branch.name == "数学与统计学院" and member.membership_status == "active"
    wait_until(lambda: says(page.details, "李子涵，6 岁"), "the details do not tell of the child")
    # 六一: the child is on next year's list
    front = lists(journey, page)
    front.show_list("children")
    press(Key.Key_Right, Alt)
    wait_until(lambda: front.header.title().startswith("2021"), "the year did not change")
    column = front.view.table.columns.section("cell0")
    wait_until(
        lambda: "李子涵" in {front.view.model.index(row, column).data() for row in range(front.view.model.rowCount())},
        "the child is not on the list",
    )
    press(Key.Key_Escape)
    assert journey.front is page
    press(Key.Key_Z, Ctrl)
    journey.idle()
    with journey.office.read() as session:
        assert session.scalars(select(Member).where(Member.staff_no == "10029999")).first() is None


def test_an_id_that_fails_its_check_stands_once_the_original_was_seen(journey: Journey, page: MembersPage) -> None:
    press(Key.Key_N, Ctrl)
    form = page.form
    assert isinstance(form, MemberForm)
    type_in("何一诺")
    type_into(form.editor("id_number").widget(), "110000198506120629")
    press(Key.Key_S, Ctrl)
    assert page.form is form and "校验位不对" in form.row("id_number").message()
    form.editor("id_verified").restore("是")
    form.editor("id_verified").edited.emit()
    press(Key.Key_S, Ctrl)
    assert page.form is form and "请写明核对了什么" in form.row("id_verified_reason").message()
    type_in("见身份证原件")
    press(Key.Key_S, Ctrl)
    wait_until(lambda: page.form is None, "the form stayed")
    with journey.office.read() as session:
        kept = session.scalars(select(Member).where(Member.full_name == "何一诺", Member.id_verified)).unique().one()
    assert kept.id_verified_reason == "见身份证原件"


def test_a_transfer_and_the_roster_before_and_after(journey: Journey, page: MembersPage) -> None:
    with journey.office.read() as session:
        before = queries.roster(session, date(2020, 12, 17))
        one = next(row for row in before if row.branch == "图书馆" and row.staff_no)
    find(page, one.staff_no)
    press(Key.Key_T, Ctrl)
    form = page.form
    assert isinstance(form, EventForm)
    form.editor("event_type").restore("transfer_out")
    form.editor("event_type").edited.emit()
    wait_until(lambda: form.facts.isVisible(), "nothing is told of what follows")
    assert {"在册", "转出"} <= set(texts(form.facts))
    assert "从 2020-12-18 起不在花名册上" in form.consequences.title()
    type_into(form.editor("doc_no").widget(), "介字 12 号")
    press(Key.Key_S, Ctrl)
    wait_until(lambda: page.form is None, "the form stayed")
    journey.idle()
    assert stored(journey, one.staff_no).membership_status == "left"
    # today's roster is one shorter, yesterday's is as it was
    front = lists(journey, page)
    view = front.view
    assert isinstance(view, RosterView)
    wait_until(lambda: view.model.rowCount() == len(before) - 1, "today's roster still has everybody")
    click(view.day_edit)
    retype("2020-12-17")
    press(Key.Key_Return)
    wait_until(lambda: view.model.rowCount() == len(before), "yesterday's roster has changed")
    assert f"截至 2020-12-17，共 {len(before):,} 人" in view.footer.accessibleName()
    # its people in the registry, him included, whatever became of him
    press(Key.Key_V, Alt)
    assert journey.front is page
    wait_until(lambda: page.model.rowCount() == len(before), "the registry does not show yesterday's roster")
    assert "截至 2020-12-17 花名册" in page.named_chip.text()
    page.named_chip.clear()
    wait_until(lambda: page.model.rowCount() != len(before), "the restriction stayed")


def test_a_branchs_roster_on_paper_and_a_count_with_its_rows(journey: Journey, page: MembersPage) -> None:
    front = lists(journey, page)
    view = front.view
    assert isinstance(view, RosterView)
    with journey.office.read() as session:
        branch = next(one for one in queries.branches(session) if one.name == "图书馆")
    view.chips["branches"].set_chosen((branch.id,))
    shown = view.model.rowCount()
    assert 20 < shown < 200
    press(Key.Key_P, Ctrl)
    wait_until(lambda: isinstance(journey.front, PreviewPanel), "no preview came")
    press(Key.Key_Escape)
    assert journey.front is front
    front.show_list("counts")
    counts = front.view
    assert isinstance(counts, CountsView)
    counts.show_dimension("branch_id")
    wait_until(lambda: counts.model.rowCount() == 65, "not every unit is counted")
    row = next(number for number, one in enumerate(counts.model.lines()) if one.text == "图书馆")
    counts.table.select_row(row)
    counts.table.setFocus()
    press(Key.Key_Return)
    assert journey.front is page
    wait_until(lambda: page.model.rowCount() == shown, "the count opened other rows")
    assert page.chips["branch_id"].chosen() and not page.named_chip.isVisible()
    assert QApplication.focusWidget() is page.table


def test_a_doubt_is_mended_where_it_was_found(journey: Journey, page: MembersPage) -> None:
    front = lists(journey, page)
    front.show_list("quality")
    wait_until(lambda: front.view.model.rowCount() > 0, "no doubts were found")
    front.view.show_group("mobile")
    before = front.view.model.rowCount()
    staff_no = front.view.model.lines()[0].doubt.staff_no
    front.view.table.select_row(0)
    front.view.table.setFocus()
    press(Key.Key_Return)
    form = page.form
    assert journey.front is page and isinstance(form, MemberForm)
    assert QApplication.focusWidget() is form.editor("mobile").widget()
    retype("13800004821")
    press(Key.Key_S, Ctrl)
    wait_until(lambda: page.form is None, "the form stayed")
    assert stored(journey, staff_no).mobile == "13800004821"
    front = lists(journey, page)
    wait_until(lambda: front.view.model.rowCount() == before - 1, "the doubt is still listed")
