# SPDX-License-Identifier: MIT
"""What is told before an event is recorded is what comes about when it is."""

import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unionoffice.errors import FieldError
from unionoffice.kit.codelists import MEMBERSHIP_EVENT, MEMBERSHIP_STATUS
from unionoffice.members.actions import record_event, save_branch, save_member
from unionoffice.members.event_preview import FITTING, EventPreview, fitting_events, preview_event
from unionoffice.members.organisation import appoint
from unionoffice.members.records import Group, Member
from unionoffice.office import Office
from unionoffice.store import edit

TODAY = date(2020, 12, 18)


def _preview(office: Office, member_id: int, kind: str, day: date, to: int | None = None) -> EventPreview:
    with office.read() as session:
        return preview_event(session, member_id, kind, day, to, TODAY)


@pytest.fixture
def placed(office: Office) -> tuple[int, int, int]:
    """(a chair in a group of physics, physics, maths)."""
    with office.work("准备") as work:
        physics, maths = (save_branch(work, None, {"name": name}).id for name in ("物理学院", "数学学院"))
        group = edit.save(work, Group, None, {"name": "第一小组", "branch_id": physics}).id
        member = save_member(
            work, None, {"full_name": "蔡文静", "branch_id": physics, "group_id": group, "join_date": "2010-03"}
        ).id
        appoint(work, member, "chair", date(2016, 3, 1), branch_id=physics)
        appoint(work, member, "vice_chair", date(2018, 3, 1))
    return member, physics, maths


def test_a_move_tells_unit_group_and_the_post_left_behind(office: Office, placed: tuple[int, int, int]) -> None:
    member, _, maths = placed
    found = _preview(office, member, "branch_move", date(2020, 12, 1), maths)
    assert [(one.what, one.old, one.new) for one in found.changes] == [
        ("分工会", "物理学院", "数学学院"), ("工会小组", "第一小组", "空，要重新分"),
        ("任职", "物理学院主席", "到 2020-12-01 为止"),
    ]  # fmt: skip
    assert found.notes == ()


def test_leaving_ends_every_post_and_says_what_stays(office: Office, placed: tuple[int, int, int]) -> None:
    found = _preview(office, placed[0], "retire", date(2020, 12, 1))
    assert {(one.what, one.old) for one in found.changes} == {
        ("会籍", "在册"), ("任职", "物理学院主席"), ("任职", "校工会副主席"),
    }  # fmt: skip
    assert "早先的名册、慰问和发放记录都不变" in found.notes[0]


def test_what_cannot_be_names_its_field(office: Office, placed: tuple[int, int, int]) -> None:
    member, physics, _ = placed
    assert _preview(office, member, "retire", date(2021, 1, 1)).field == "event_date"
    assert _preview(office, member, "branch_move", TODAY, physics).field == "to_branch_id"
    assert "还没有入会" in _preview(office, member, "retire", date(2001, 1, 1)).refusal


def test_an_event_in_the_past_says_what_came_after_it(office: Office, placed: tuple[int, int, int]) -> None:
    member, _, maths = placed
    with office.work("退休") as work:
        record_event(work, member, "retire", date(2020, 3, 1))
    found = _preview(office, member, "branch_move", date(2014, 3, 1), maths)
    assert [one.what for one in found.changes] == ["分工会", "工会小组"]
    assert found.notes[0] == "2020-03-01 还有一笔退休，以后的状态按那一笔。"


def test_every_state_has_events_that_fit_and_nothing_is_offered_that_is_refused(office: Office) -> None:
    assert set(FITTING) == {"", *(code.code for code in MEMBERSHIP_STATUS)}
    with office.work("准备") as work:
        maths = save_branch(work, None, {"name": "数学学院"}).id
        ways: dict[str, list[str]] = {
            "active": [], "retained": ["retain"], "retired": ["retire"], "left": ["transfer_out"], "withdrawn": ["withdraw"],
            "expelled": ["expel"], "deceased": ["death"],
        }  # fmt: skip
        people = {}
        for state, events in ways.items():
            people[state] = save_member(work, None, {"full_name": "某某", "join_date": "2010-03"}).id
            for event in events:
                record_event(work, people[state], event, date(2015, 3, 1))
    for state, member in people.items():
        with office.read() as session:
            assert fitting_events(session, member) == list(FITTING[state])
        for event in FITTING[state]:
            found = _preview(office, member, event, TODAY, maths if event == "branch_move" else None)
            assert found.refusal == "" and (found.changes or found.notes), (state, event)


kinds = st.sampled_from([code.code for code in MEMBERSHIP_EVENT])
steps = st.lists(st.tuples(kinds, st.integers(0, 900), st.sampled_from((None, 1, 2))), max_size=8)


@settings(max_examples=40)
@given(steps)
def test_the_preview_and_the_recording_agree(happened: list[tuple[str, int, int | None]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office.open(Path(folder) / "office", clock=lambda: datetime(2020, 12, 18, 9))
        with office.work("准备") as work:
            for name in ("物理学院", "数学学院"):
                save_branch(work, None, {"name": name})
            member = save_member(work, None, {"full_name": "某某", "branch_id": 1, "join_date": "2018-01"}).id
        for kind, back, to in happened:
            day = TODAY - timedelta(days=back)
            told = _preview(office, member, kind, day, to)
            try:
                with office.work("记录") as work:
                    record_event(work, member, kind, day, to_branch_id=to)
            except FieldError as refused:
                assert (told.refusal, told.field) == (refused.sentence, refused.field)
                continue
            with office.read() as session:
                now = session.get_one(Member, member)
                expected = {one.what: one.new for one in told.changes}
            assert told.refusal == ""
            if "会籍" in expected:
                assert MEMBERSHIP_STATUS.name(now.membership_status) == expected["会籍"]
            if "分工会" in expected:
                assert (now.branch.name if now.branch else "未定单位") == expected["分工会"]
        office.close()
