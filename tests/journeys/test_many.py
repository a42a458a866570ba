# SPDX-License-Identifier: MIT
"""Many members at once through the window: two records made one, one value for several, a block from Excel, views."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from tests.journeys.hands import (
    Alt,
    Ctrl,
    Key,
    Shift,
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
from ui import files
from ui.changes_page import ChangesPage
from ui.import_page import ImportPage
from ui.members import MembersPage
from ui.members_form import MemberForm
from ui.members_lists import ListsPage
from ui.members_merge import MergePage
from ui.name_popup import NamePopup
from unionoffice.aid import actions as aid
from unionoffice.aid.records import AidPayment, AidType
from unionoffice.members.actions import record_event
from unionoffice.members.records import Member, MembershipEvent
from unionoffice.welfare import actions as welfare
from unionoffice.welfare.records import Entitlement


@pytest.fixture
def page(journey: Journey) -> MembersPage:
    press(Key.Key_2, Alt)
    found = journey.front
    assert isinstance(found, MembersPage)
    wait_until(lambda: found.model.rowCount() > 2000, "the registry did not list its members")
    return found


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """The files the clerk will choose in the system's own dialog."""
    ready: list[Path] = []
    monkeypatch.setattr(files, "ask_open", lambda *_args, **_more: ready.pop(0))
    yield ready
    assert ready == []


def people(journey: Journey, *ids: int) -> list[Member]:
    with journey.office.read() as session:
        return [session.get_one(Member, one) for one in ids]


def find(page: MembersPage, words: str) -> None:
    press(Key.Key_F, Ctrl)
    retype(words)
    wait_until(lambda: page.query().text == words and 0 < page.model.rowCount() < 600, f"nobody found by {words}")
    breathe(60)


def select_first(page: MembersPage, count: int, key: str = "") -> list[int]:
    """The first rows of the list, by the keyboard; their ids."""
    page.table.setFocus()
    page.table.select_row(0, key)
    for _ in range(count - 1):
        press(Key.Key_Down, Shift)
    wait_until(lambda: len(page.selected_ids()) == count, "the rows were not selected")
    breathe(60)
    return page.selected_ids()


# the same person twice


def newcomer(journey: Journey) -> Member:
    """Somebody of the sample who joined this year, with a name nobody else has."""
    with journey.office.read() as session:
        joined = select(Member).where(Member.membership_status == "active", Member.join_date.like("2020-%"))
        names = list(session.scalars(select(Member.full_name)))
        return next(one for one in session.scalars(joined).unique() if one.birth_date and names.count(one.full_name) == 1)


def earlier_life(journey: Journey, member_id: int) -> tuple[int, int]:
    """What the second record had when the person was here before: a voucher and a handout; their ids. Gone in 2018."""
    office = journey.office
    with office.work("慰问") as work:
        kind = work.session.scalars(select(AidType.id).where(AidType.code == "hospital")).one()
        values = {
            "member_id": member_id, "aid_type_id": kind, "amount": Decimal(600), "reason": "住院手术",
            "event_date": date(2020, 9, 21), "pay_method": "cash",
        }  # fmt: skip
        payment = aid.issue(work, aid.save_draft(work, None, values).id).id
    with office.work("发放") as work:
        values = {"name": "2016 中秋", "festival": "mid_autumn", "roster_date": date(2016, 9, 10), "standard": Decimal(300)}
        values["festival"] = "autumn_national"
        items = ({"name": "月饼", "unit": "盒", "quantity": 1},)
        campaign = welfare.save_campaign(work, None, values, items=items).id
        welfare.freeze_roster(work, campaign)
        row = select(Entitlement.id).where(Entitlement.campaign_id == campaign, Entitlement.member_id == member_id)
        handout = work.session.scalars(row).one()
    with office.work("转出") as work:
        record_event(work, member_id, "transfer_out", date(2018, 8, 31))
    return payment, handout


def test_a_person_entered_twice_becomes_one_with_all_that_was(journey: Journey, page: MembersPage) -> None:
    first = newcomer(journey)
    press(Key.Key_N, Ctrl)
    form = page.form
    assert isinstance(form, MemberForm)
    type_in(first.full_name)
    type_into(form.editor("birth_date").widget(), f"{first.birth_date:%Y-%m-%d}")
    wait_until(form.twin_banner.isVisible, "the form says nothing of the one who is there")
    assert first.staff_no and first.staff_no in form.twin_banner.title()
    type_into(form.editor("staff_no").widget(), "OLD-1")
    type_into(form.editor("join_date").widget(), "2015-09")
    press(Key.Key_S, Ctrl)
    wait_until(lambda: page.form is None, "a warning must not keep anybody from saving")
    with journey.office.read() as session:
        second = session.scalars(select(Member).where(Member.staff_no == "OLD-1")).unique().one()
    payment, handout = earlier_life(journey, second.id)
    # found on demand, looked at side by side, merged
    press(Key.Key_L, Ctrl)
    lists = journey.front
    assert isinstance(lists, ListsPage)
    click_button(lists, "查重")
    wait_until(lambda: lists.view.title() == "查重" and lists.view.model.rowCount() == 1, "the pair was not found")
    journey.idle()
    lists.view.table.setFocus()
    press(Key.Key_Return)
    merge = journey.front
    assert isinstance(merge, MergePage) and (merge.keep_id, merge.drop_id) == (first.id, second.id)
    moves = merge.moves.text()
    assert "慰问 1" in moves and "福利签收 1" in moves and "会籍变化 2" in moves
    press(Key.Key_S, Ctrl)
    assert journey.front is lists
    wait_until(lambda: lists.view.model.rowCount() == 0, "the pair is still listed")
    # all of it stands in the record that stayed
    press(Key.Key_Escape)
    page.clear_filters()
    find(page, first.staff_no)
    select_first(page, 1)
    wait_until(lambda: says(page.details, "住院慰问") or says(page.details, "住院"), "the voucher is not shown")
    shown = " ".join(texts(page.details))
    assert "2015-09-01" in shown and "2018-08-31" in shown and "转出" in shown
    with journey.office.read() as session:
        assert session.get_one(AidPayment, payment).member_id == first.id
        assert session.get_one(Entitlement, handout).member_id == first.id
        dropped = session.get_one(Member, second.id)
        assert (dropped.membership_status, dropped.merged_into_id) == ("merged", first.id)
    # and one step takes it back
    press(Key.Key_Z, Ctrl)
    journey.idle()
    with journey.office.read() as session:
        assert session.get_one(AidPayment, payment).member_id == second.id
        assert session.get_one(Entitlement, handout).member_id == second.id
        assert session.get_one(Member, second.id).merged_into_id is None
        theirs = select(MembershipEvent.member_id).where(MembershipEvent.event_date == date(2018, 8, 31))
        assert second.id in list(session.scalars(theirs))


# one value for several


def test_several_are_given_one_value_and_it_is_taken_back(journey: Journey, page: MembersPage) -> None:
    find(page, "张")
    ids = select_first(page, 5)
    before = [one.employment_type for one in people(journey, *ids)]
    press(Key.Key_B, Ctrl)
    changes = journey.front
    assert isinstance(changes, ChangesPage)
    type_in("ygxs")
    press(Key.Key_Return)
    wait_until(lambda: changes.field.name == "employment_type", "the field was not taken")
    assert changes.editor is not None
    changes.editor.restore("postdoc")
    changes.editor.edited.emit()
    wait_until(lambda: changes.plan is not None and changes.plan.to_write > 0, "no preview came")
    journey.idle()
    assert changes.model is not None and changes.plan is not None
    told = [changes.model.index(row, changes.model.columnCount() - 1).data() for row in range(5)]
    assert all(text.startswith("用工形式 ") and text.endswith("博士后") for text in told)
    assert says(changes, f"将修改 {changes.plan.to_write} 人")
    assert [one.employment_type for one in people(journey, *ids)] == before  # nothing yet
    press(Key.Key_S, Ctrl)
    journey.idle()
    assert journey.front is page
    assert {one.employment_type for one in people(journey, *ids)} == {"postdoc"}
    press(Key.Key_Z, Ctrl)
    journey.idle()
    assert [one.employment_type for one in people(journey, *ids)] == before


# a block from Excel


def test_a_block_from_excel_is_pasted_and_taken_back(journey: Journey, page: MembersPage) -> None:
    page.table.columns.show_only(("staff_no", "full_name", "join_date", "remark"))
    find(page, "李")
    ids = select_first(page, 1, "join_date") + list(page.model.ids()[1:3])
    before = [(one.join_date, one.remark) for one in people(journey, *ids)]
    QGuiApplication.clipboard().setText('2011年9月\t"说""好""了，\n另见函"\r\n2011.10\t\r\n201113\t第三行\r\n')
    press(Key.Key_V, Ctrl)
    changes = journey.front
    assert isinstance(changes, ChangesPage)
    wait_until(lambda: changes.plan is not None, "no preview came")
    journey.idle()
    assert changes.plan is not None
    assert [row.fate for row in changes.plan.rows] == ["update", "update", "refused"]
    assert "201113" in changes.plan.rows[2].text and says(changes, "拒绝的 1 行不写入")
    press(Key.Key_S, Ctrl)
    journey.idle()
    after = [(one.join_date, one.remark) for one in people(journey, *ids)]
    assert after[0] == ("2011-09", '说"好"了，\n另见函') and after[1] == ("2011-10", None) and after[2] == before[2]
    press(Key.Key_Z, Ctrl)
    journey.idle()
    assert [(one.join_date, one.remark) for one in people(journey, *ids)] == before


# a sheet with somebody who may be known


def test_an_import_asks_who_a_row_is_with_one_key_each(
    journey: Journey, page: MembersPage, chosen: list[Path], tmp_path: Path
) -> None:
    known = people(journey, *list(page.model.ids()[:2]))
    book = Workbook()
    sheet = book.active
    sheet.append(["工号", "姓名", "出生日期", "邮箱"])
    for number, one in enumerate(known, 1):
        sheet.append([f"X-{number}", one.full_name, f"{one.birth_date:%Y-%m-%d}", f"{number}@x.cn"])
    book.save(tmp_path / "名单.xlsx")
    chosen.append(tmp_path / "名单.xlsx")
    press(Key.Key_I, Ctrl)
    board = journey.front
    assert isinstance(board, ImportPage)
    wait_until(lambda: board.plan is not None and board.doubts.isVisible(), "nobody is asked")
    journey.idle()
    assert says(board, "2 行可能是已经登记过的人") and not board.write_button.isEnabled()
    press(Key.Key_1)
    press(Key.Key_0)
    assert says(board, "将写入 2 行：新增 1，更新 1")
    press(Key.Key_W, Alt)
    journey.idle()
    assert journey.door.said[-1] == "已写入 2 行"
    assert people(journey, known[0].id)[0].staff_no == "X-1" and people(journey, known[1].id)[0].staff_no == known[1].staff_no
    with journey.office.read() as session:
        assert session.scalars(select(Member).where(Member.staff_no == "X-2")).unique().one().email == "2@x.cn"
    press(Key.Key_L, Ctrl)
    lists = journey.front
    assert isinstance(lists, ListsPage)
    click_button(lists, "查重")
    wait_until(lambda: lists.view.title() == "查重", "the list did not come")
    journey.idle()
    assert lists.view.model.rowCount() == 0  # somebody else is somebody else for good


# a view


def test_a_view_is_kept_under_a_name_and_opened_with_one_key(journey: Journey, page: MembersPage) -> None:
    page.chips["sex_code"].set_chosen(("2",))
    find(page, "张")
    count = page.model.rowCount()
    press(Key.Key_D, Ctrl)
    assert isinstance(QApplication.activePopupWidget(), NamePopup)
    type_in("姓张的女会员")
    press(Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    page.window().activateWindow()  # as a window manager does
    assert says(page, "姓张的女会员")
    press(Key.Key_C, Alt)
    wait_until(lambda: page.model.rowCount() > 2000, "the filters stayed")
    press(Key.Key_1, Ctrl)
    wait_until(lambda: page.model.rowCount() == count and page.search.text() == "张", "the view did not open")
    (chip,) = page.views.chips
    assert chip.isChecked()
    click(chip)
    wait_until(lambda: page.model.rowCount() > 2000, "it did not go back")
    # tomorrow, in a new window
    with journey.office.read() as session:
        from unionoffice.store.views import views_of

        assert [one.name for one in views_of(session, "member")] == ["姓张的女会员"]
