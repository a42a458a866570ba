# SPDX-License-Identifier: MIT
"""Members are entered, edited and moved; state and branch follow from events; nothing is ever lost."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from unionoffice.errors import FieldError, OfficeError, StaleEdit
from unionoffice.members.actions import (
    note_export,
    note_view,
    record_event,
    save_branch,
    save_member,
)
from unionoffice.members.membership import standing_of
from unionoffice.members.records import Branch, Group, Member, MembershipEvent
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.store import edit
from unionoffice.store.history import history


def _branches(office: Office) -> tuple[int, int]:
    with office.work("建立分工会") as work:
        return save_branch(work, None, {"name": "物理学院"}).id, save_branch(
            work, None, {"name": "数学学院"}
        ).id


def _enter(office: Office, **values: Any) -> int:
    with office.work("新增会员") as work:
        return save_member(work, None, {"full_name": "蔡文静", "staff_no": "10020417", **values}).id


def _events(office: Office, member_id: int) -> list[tuple[str, date, int | None, int | None]]:
    row = MembershipEvent
    with office.read() as session:
        found = session.execute(
            select(row.event_type, row.event_date, row.from_branch_id, row.to_branch_id)
            .where(row.member_id == member_id).order_by(row.event_date, row.id)
        )  # fmt: skip
        return [tuple(one) for one in found]  # type: ignore[misc]


def _member(office: Office, member_id: int) -> Member:
    with office.read() as session:
        return session.get_one(Member, member_id)


def test_new_branches_come_last(office: Office) -> None:
    first, second = _branches(office)
    with office.read() as session:
        assert session.get_one(Branch, second).sort_no == session.get_one(Branch, first).sort_no + 1


def test_a_new_member_joins_from_the_first_day_of_the_month_known(office: Office) -> None:
    physics, _ = _branches(office)
    member = _enter(office, branch_id=physics, join_date="2006-09")
    assert _events(office, member) == [("join", date(2006, 9, 1), None, physics)]
    assert _member(office, member).membership_status == "active"


def test_without_a_joining_day_the_arrival_counts_then_today(office: Office) -> None:
    assert _events(office, _enter(office, hire_date="2012-07-15"))[0][1] == date(2012, 7, 15)
    assert _events(office, _enter(office, staff_no="2"))[0][1] == date(2020, 12, 18)


def test_another_branch_in_the_form_is_a_move_and_leaves_the_group(office: Office) -> None:
    physics, maths = _branches(office)
    with office.work("建立小组") as work:
        group = edit.save(work, Group, None, {"name": "第一小组", "branch_id": physics}).id
    member = _enter(office, branch_id=physics, group_id=group, join_date="2006-09")
    with office.work("编辑会员") as work:
        save_member(work, member, {"branch_id": maths, "mobile": "13800004821"})
    assert _events(office, member)[1:] == [("branch_move", date(2020, 12, 18), physics, maths)]
    assert _member(office, member).group_id is None


def test_a_group_of_another_branch_is_refused(office: Office) -> None:
    physics, maths = _branches(office)
    with office.work("建立小组") as work:
        group = edit.save(work, Group, None, {"name": "第一小组", "branch_id": physics}).id
    with pytest.raises(FieldError, match="物理学院的小组"):
        _enter(office, branch_id=maths, group_id=group)


def test_a_corrected_joining_day_corrects_the_event(office: Office) -> None:
    member = _enter(office, join_date="2006-09")
    with office.work("编辑会员") as work:
        save_member(work, member, {"join_date": "2007-03-15"})
    assert [one[:2] for one in _events(office, member)] == [("join", date(2007, 3, 15))]


def test_the_same_id_number_or_staff_number_twice_is_refused_by_name(office: Office) -> None:
    _enter(office, id_number="110000197906180624")
    with pytest.raises(FieldError, match="蔡文静（10020417）"):
        _enter(office, staff_no="2", id_number="110000197906180624")
    with pytest.raises(FieldError, match="蔡文静"):
        _enter(office)
    with office.read() as session:
        assert len(session.scalars(select(Member)).unique().all()) == 1


def test_a_stale_edit_is_refused(office: Office) -> None:
    member = _enter(office)
    with office.work("编辑会员") as work:
        save_member(work, member, {"remark": "甲"}, version=1)
    with pytest.raises(StaleEdit), office.work("编辑会员") as work:
        save_member(work, member, {"remark": "乙"}, version=1)


def test_state_and_branch_follow_events(office: Office) -> None:
    physics, maths = _branches(office)
    member = _enter(office, branch_id=physics, join_date="2006-09")
    steps = [
        ("retain", date(2015, 3, 1), None, "retained", physics),
        ("restore", date(2016, 3, 1), None, "active", physics),
        ("branch_move", date(2017, 3, 1), maths, "active", maths),
        ("transfer_out", date(2018, 3, 1), None, "left", maths),
        ("transfer_in", date(2019, 3, 1), physics, "active", physics),
        ("retire", date(2020, 3, 1), None, "retired", physics),
        ("death", date(2020, 9, 1), None, "deceased", physics),
    ]  # fmt: skip
    for event, day, to, status, branch in steps:
        with office.work("记录会籍变化") as work:
            record_event(work, member, event, day, to_branch_id=to)
        now = _member(office, member)
        assert (now.membership_status, now.branch_id) == (status, branch), event
    with office.read() as session:
        assert standing_of(session, member, date(2018, 12, 31)).status == "left"
        assert standing_of(session, member, date(2005, 12, 31)).status == ""


def test_an_event_in_the_past_does_not_undo_later_ones(office: Office) -> None:
    physics, maths = _branches(office)
    member = _enter(office, branch_id=physics, join_date="2006-09")
    with office.work("退休") as work:
        record_event(work, member, "retire", date(2020, 3, 1))
    with office.work("补记调动") as work:
        record_event(work, member, "branch_move", date(2014, 3, 1), to_branch_id=maths)
    now = _member(office, member)
    assert (now.membership_status, now.branch_id) == ("retired", maths)


@pytest.mark.parametrize(
    ("event", "day", "said"),
    [
        ("join", date(2019, 1, 1), "已经在册"),
        ("retire", date(2001, 1, 1), "还没有入会"),
        ("retire", date(2021, 1, 1), "还没到"),
        ("restore", date(2019, 1, 1), "不用恢复"),
        ("branch_move", date(2019, 1, 1), "请选调入的分工会"),
    ],
)
def test_events_that_do_not_fit_are_refused(office: Office, event: str, day: date, said: str) -> None:
    member = _enter(office, join_date="2006-09")
    with pytest.raises(FieldError, match=said), office.work("记录会籍变化") as work:
        record_event(work, member, event, day)
    assert len(_events(office, member)) == 1


def test_who_has_left_cannot_leave_again(office: Office) -> None:
    member = _enter(office, join_date="2006-09")
    with office.work("转出") as work:
        record_event(work, member, "transfer_out", date(2018, 1, 1))
    with pytest.raises(FieldError, match="已经转出"), office.work("退会") as work:
        record_event(work, member, "withdraw", date(2019, 1, 1))


def test_events_cannot_be_rewritten(office: Office) -> None:
    member = _enter(office, join_date="2006-09")
    with pytest.raises(OfficeError, match="再记一笔"), office.work("改写") as work:
        event = work.session.scalars(select(MembershipEvent).where(MembershipEvent.member_id == member)).one()
        event.event_type = "transfer_in"
        work.flush()


def test_members_cannot_be_deleted_but_a_new_one_can_be_undone(office: Office) -> None:
    member = _enter(office)
    with pytest.raises(OfficeError, match="不能删除"), office.work("删除") as work:
        edit.delete(work, Member, member)
    assert office.undo_last() == "新增会员"
    with office.read() as session:
        assert session.get(Member, member) is None
        assert not session.scalars(select(MembershipEvent)).unique().all()


def test_undoing_a_move_brings_branch_and_events_back(office: Office) -> None:
    physics, maths = _branches(office)
    member = _enter(office, branch_id=physics, join_date="2006-09")
    with office.work("编辑会员") as work:
        save_member(work, member, {"branch_id": maths})
    office.undo_last()
    assert _member(office, member).branch_id == physics
    assert [one[0] for one in _events(office, member)] == ["join"]


def test_a_look_at_a_masked_number_and_an_export_are_audited(office: Office) -> None:
    member = _enter(office, mobile="13800004821")
    with office.work("查看手机") as work:
        assert note_view(work, member, "mobile") == "13800004821"
    with office.work("导出名册") as work:
        note_export(work, MEMBERS, 1, "报送上级工会", "ab" * 32, "会籍：在册")
    with office.read() as session:
        newest = history(session, Member, member)[0]
        assert (newest.op, newest.lines) == ("note", (("字段", "", "手机"),))
    with pytest.raises(FieldError, match="用途"), office.work("导出名册") as work:
        note_export(work, MEMBERS, 1, " ", "ab" * 32)
