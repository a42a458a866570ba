# SPDX-License-Identifier: MIT
"""会员名册 through the window: a roster from HR in, somebody found and put right, taken back, the list out masked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QLabel
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
    wait_until,
)
from tests.journeys.journey import Journey
from tests.messy_roster import write_messy_roster
from ui import files
from ui.import_page import ImportPage
from ui.members import MembersPage
from ui.record_form import RecordForm
from unionoffice.kit.identity import check_digit
from unionoffice.members.records import Member

LEGACY = Path(__file__).parents[1] / "sheets" / "data" / "roster.xls"


@pytest.fixture
def roster(folder: Path, tmp_path: Path) -> Path:
    """What HR sends: title rows, other headings, mistakes, a total row."""
    return write_messy_roster(tmp_path / "人事处名单 2020-12.xlsx", folder)


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """The files the clerk will choose in the system's own dialog, one after the other."""
    ready: list[Path] = []
    monkeypatch.setattr(files, "ask_open", lambda *_args, **_more: ready.pop(0))
    yield ready
    assert ready == []


def at_the_desk(journey: Journey) -> MembersPage:
    press(Key.Key_2, Alt)
    page = journey.front
    assert isinstance(page, MembersPage)
    return page


def preview(journey: Journey) -> ImportPage:
    """Ctrl+I, and the preview stands."""
    press(Key.Key_I, Ctrl)
    page = journey.front
    assert isinstance(page, ImportPage)
    wait_until(lambda: page.plan is not None, "no preview came")
    journey.idle()
    return page


def listed(page: MembersPage) -> list[str]:
    column = page.table.columns.section("full_name")
    return [page.model.index(row, column).data() for row in range(min(40, page.model.rowCount()))]


def look_for(page: MembersPage, words: str) -> list[str]:
    """Ctrl+F, type, and who is listed once the page has answered."""
    press(Key.Key_F, Ctrl)
    before = page.search.text()
    retype(words)
    if before != words:
        wait_until(lambda: page.query().text == words)
        breathe(60)
    return listed(page)


def stored(journey: Journey, staff_no: str) -> Member:
    with journey.office.read() as session:
        return session.scalars(select(Member).where(Member.staff_no == staff_no)).unique().one()


def one_of_a_kind(journey: Journey) -> Member:
    """A member whose ID number's last four characters nobody else has."""
    with journey.office.read() as session:
        people = list(session.scalars(select(Member).where(Member.membership_status == "active")).unique())
    tails = [person.id_number[-4:] for person in people if person.id_number]
    return next(one for one in people if one.id_number and one.mobile and tails.count(one.id_number[-4:]) == 1)


def test_a_roster_comes_in_and_is_taken_back_whole(journey: Journey, roster: Path, chosen: list[Path]) -> None:
    chosen.append(roster)
    page = at_the_desk(journey)
    before = len(page.model.ids())
    board = preview(journey)
    assert says(board, "工作表“在册”") and says(board, "将写入 6 行：新增 3，更新 3")
    assert [chip.text() for chip in board.chips.values() if chip.isVisible()] == ["新增 3", "更新 3", "不变 54", "拒绝 4"]
    reasons = "".join(row.text for row in board.plan.rows if row.fate == "refused") if board.plan else ""
    assert "末位已丢失" in reasons and "应为 18 位" in reasons and "2003-13" in reasons and "认不出是谁" in reasons
    press(Key.Key_F8)
    assert board.model is not None and board.model.index(board.table.currentIndex().row(), 1).data() == "拒绝"
    press(Key.Key_W, Alt)
    journey.idle()
    assert journey.door.said == ["已写入 6 行"] and journey.front is page
    assert len(page.model.ids()) == before + 3
    assert look_for(page, "㛃雨晴") == ["㛃雨晴"]
    press(Key.Key_Escape)
    click_button(journey.window, "撤销")
    journey.idle()
    assert journey.door.said[-1] == "已撤销，6 行恢复原样" and len(page.model.ids()) == before
    assert look_for(page, "㛃雨晴") == []


def test_an_old_excel_file_is_read_as_well(journey: Journey, chosen: list[Path]) -> None:
    chosen.append(LEGACY)
    at_the_desk(journey)
    board = preview(journey)
    assert board.plan is not None and board.plan.rows and LEGACY.name in " ".join(texts(board))
    press(Key.Key_Escape)
    assert isinstance(journey.front, MembersPage)


def test_somebody_is_found_put_right_and_put_back(journey: Journey) -> None:
    page = at_the_desk(journey)
    person = one_of_a_kind(journey)
    assert person.id_number and person.staff_no and person.mobile
    assert look_for(page, "张") and all("张" in name for name in look_for(page, "张")[:10])
    assert any(name.startswith("张") for name in look_for(page, "zs") + look_for(page, "zw") + look_for(page, "zm"))
    assert look_for(page, person.id_number[-4:].lower()) == [person.full_name]
    press(Key.Key_Down)
    press(Key.Key_F2)
    form = page.form
    assert isinstance(form, RecordForm)
    form.editor("mobile").widget().setFocus()
    retype("13800007730")
    press(Key.Key_S, Ctrl)
    assert page.form is None and stored(journey, person.staff_no).mobile == "13800007730"
    wait_until(lambda: says(page.details, "138****7730"), "the details did not follow")
    assert says(page.details, f"手机：{masked(person.mobile)} → 138****7730")
    assert journey.door.said[-1] == f"已保存“{person.full_name}”"
    press(Key.Key_Z, Ctrl)
    assert journey.door.said[-1] == "已撤销：编辑会员" and stored(journey, person.staff_no).mobile == person.mobile
    wait_until(lambda: says(page.details, masked(person.mobile)))


def masked(mobile: str) -> str:
    return f"{mobile[:3]}****{mobile[-4:]}"


def test_a_new_member_is_entered_by_keyboard_alone(journey: Journey) -> None:
    page = at_the_desk(journey)
    press(Key.Key_N, Ctrl)
    type_in("仇𬱟")
    press(Key.Key_Return)
    form = page.form
    assert isinstance(form, RecordForm)
    form.editor("id_number").widget().setFocus()
    type_in("11000019900307")
    assert says(form, "应为 18 位")
    retype("11000019900307002" + check_digit("11000019900307002"))
    assert form.editor("sex_code").raw() == "2" and form.editor("birth_date").raw() == "1990-03-07"
    form.editor("staff_no").widget().setFocus()
    type_in("39900001")
    press(Key.Key_S, Ctrl)
    assert page.form is None and stored(journey, "39900001").full_name == "仇𬱟"
    wait_until(lambda: says(page.details, "女，30 岁（1990-03-07）"))
    assert look_for(page, "qiu") and "仇𬱟" in look_for(page, "仇")


def test_the_shown_list_goes_out_masked(journey: Journey) -> None:
    page = at_the_desk(journey)
    found = look_for(page, "图书馆")
    assert found
    press(Key.Key_E, Ctrl)
    journey.idle()
    wait_until(lambda: list(journey.office.exports.glob("*会员名册*.xlsx")), "nothing was exported")
    count = len(page.model.ids())
    assert journey.door.said[-1].startswith(f"已导出 {count:,} 人")
    [path] = journey.office.exports.glob("*会员名册*.xlsx")
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[0] == "序号")
    assert [text for text in rows[head] if text][1:] == [page.model.fields[s].label for s in page.table.columns.shown()]
    mobile = rows[head].index("手机")
    people = [row for row in rows[head + 1 :] if isinstance(row[0], int)]
    assert len(people) == count and all("****" in str(row[mobile]) for row in people if row[mobile])
    assert [row[rows[head].index("姓名")] for row in people[: len(found)]] == found


def test_details_show_a_full_number_only_when_asked(journey: Journey) -> None:
    page = at_the_desk(journey)
    person = one_of_a_kind(journey)
    assert person.id_number
    assert look_for(page, person.id_number[-4:].lower()) == [person.full_name]
    press(Key.Key_Down)
    wait_until(lambda: page.details.isVisible())
    assert not says(journey.window, person.id_number)
    label = next(one for one in page.details.findChildren(QLabel) if one.text().endswith(person.id_number[-4:]))
    show = next(one for one in page.details.findChildren(type(page.new_button)) if one.accessibleName() == "显示证件号码")
    click(show)
    assert label.text() == person.id_number
