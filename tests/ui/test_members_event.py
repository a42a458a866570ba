# SPDX-License-Identifier: MIT
"""The form of a membership event: what fits is offered, what follows is told, and nothing else comes about."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from ui.members_event import EventForm
from unionoffice.members.actions import record_event, save_branch, save_member
from unionoffice.members.organisation import appoint
from unionoffice.members.records import Member, MembershipEvent
from unionoffice.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=lambda: datetime(2020, 12, 18, 9))
    with opened.work("准备") as work:
        physics, _ = (save_branch(work, None, {"name": name}).id for name in ("物理学院", "数学学院"))
        member = save_member(work, None, {"full_name": "蔡文静", "branch_id": physics, "join_date": "2006-09"}).id
        appoint(work, member, "chair", date(2016, 3, 1), branch_id=physics)
    yield opened
    opened.close()


@pytest.fixture
def form(qtbot, office: Office, inline) -> EventForm:
    return form_of(qtbot, office)


def form_of(qtbot, office: Office) -> EventForm:
    with office.read() as session:
        made = EventForm(office, session.get_one(Member, 1))
    qtbot.addWidget(made)
    made.resize(560, 600)
    made.show()
    return made


def put(form: EventForm, **values: object) -> None:
    for name, value in values.items():
        form.editor(name).restore(value)
        form.editor(name).edited.emit()


def told(form: EventForm) -> str:
    return " ".join(one.text() for one in form.facts.findChildren(QLabel) if one.isVisible())


def member(office: Office) -> Member:
    with office.read() as session:
        return session.get_one(Member, 1)


def test_retiring_tells_state_and_post_and_does_just_that(form: EventForm, office: Office) -> None:
    put(form, event_type="retire", event_date="2020-12-01")
    assert told(form) == "记下以后 会籍 在册 → 退休 任职 物理学院主席 → 到 2020-12-01 为止"
    assert "不在花名册上" in form.consequences.title()
    assert form.save_button.text().startswith("记退休") and not form.row("to_branch_id").isVisible()
    saved: list[int] = []
    form.saved.connect(saved.append)
    form.save()
    assert saved == [1] and member(office).membership_status == "retired"


def test_a_move_waits_for_its_unit_without_scolding(form: EventForm, office: Office) -> None:
    put(form, event_type="branch_move")
    assert form.row("to_branch_id").isVisible() and not form.consequences.isVisible() and not form.facts.isVisible()
    put(form, to_branch_id=1)
    assert form.consequences.isVisible() and "不能与原来的相同" in form.consequences.title()
    put(form, to_branch_id=2)
    assert "分工会 物理学院 → 数学学院" in told(form)
    form.save()
    assert member(office).branch_id == 2


def test_what_cannot_be_is_said_before_and_at_the_field(form: EventForm, office: Office) -> None:
    put(form, event_type="retire", event_date="2001-01-01")
    assert "还没有入会" in form.consequences.title()
    form.save()
    assert "还没有入会" in form.row("event_date").message()
    assert member(office).membership_status == "active"


def test_only_what_fits_is_offered(qtbot, office: Office, inline) -> None:
    with office.work("去世") as work:
        record_event(work, 1, "death", date(2020, 12, 1))
    form = form_of(qtbot, office)
    box = form.editor("event_type").widget()
    assert [box.itemText(place) for place in range(box.count())] == ["恢复会籍"]  # type: ignore[attr-defined]


def test_papers_are_kept_with_the_event_and_a_draft_waits(qtbot, form: EventForm, office: Office) -> None:
    put(form, event_type="transfer_out", reason_code="1", doc_no="介字 12 号", remark="去省城")
    form.cancel()
    again = form_of(qtbot, office)
    assert again.raw()["doc_no"] == "介字 12 号" and again.kind == "transfer_out"
    again.save()
    with office.read() as session:
        event = session.query(MembershipEvent).filter_by(event_type="transfer_out").one()
    assert (event.reason_code, event.doc_no, event.remark) == ("1", "介字 12 号", "去省城")
