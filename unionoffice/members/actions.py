# SPDX-License-Identifier: MIT
"""What a clerk does with members: enter and edit them, record what happens to a membership, keep the units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit import codelists, dates
from unionoffice.kit.describe import Field, fields_of
from unionoffice.kit.draft import draft
from unionoffice.kit.register import Register
from unionoffice.members import organisation
from unionoffice.members.membership import ON_ROLL, Event, Standing, after, standing_of
from unionoffice.members.merging import refuse_merged
from unionoffice.members.records import Branch, Group, Member, MembershipEvent
from unionoffice.store import edit
from unionoffice.store.work import Work


def save_member(
    work: Work, member_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> Member:
    """Enter a new member, who joins by an event, or edit one; ``values`` are parsed, only those given are touched.

    Another branch is recorded as a move as of today. Raises FieldError, and StaleEdit for an old ``version``.
    """
    if member_id is None:
        member = _save(work, None, values, None)
        _add_event(work, member, "join", _joined_on(member, work.today), to_branch_id=member.branch_id)
    else:
        member = work.load(Member, member_id, version)
        branch_id, join_date = member.branch_id, member.join_date
        member = _save(work, member_id, values, version)
        _follow_edit(work, member, branch_id, join_date)
    work.flush()
    return member


def _follow_edit(
    work: Work, member: Member, branch_id: int | None, join_date: str | None, *, serves: bool = True
) -> None:
    """The events that an edit stands for; ``branch_id`` and ``join_date`` are what they were before it."""
    if member.branch_id != branch_id:
        _add_event(work, member, "branch_move", work.today, branch_id, member.branch_id)
        if serves:
            organisation.leave_offices(work, member, work.today)
    if member.join_date != join_date:
        _correct_joining(work, member)


def _save(work: Work, member_id: int | None, values: Mapping[str, Any], version: int | None) -> Member:
    values = dict(values)
    if not Member.overruled(values):
        _refuse_known_id(work, member_id, values.get("id_number"))
    member = work.session.get(Member, member_id) if member_id else None
    if member is None or values.get("branch_id", member.branch_id) != member.branch_id:
        organisation.refuse_closed(work, values.get("branch_id"))
    _fit_group(work, member_id, values)
    return edit.save(work, Member, member_id, values, version)


def _refuse_known_id(work: Work, member_id: int | None, number: str | None) -> None:
    if not number:
        return
    found = select(Member).where(
        Member.id_number == number, Member.id != (member_id or 0), Member.merged_into_id.is_(None)
    ).limit(1)  # fmt: skip
    with work.session.no_autoflush:
        other = work.session.scalars(found).first()
    if other is not None:
        who = other.full_name + (f"（{other.staff_no}）" if other.staff_no else "")
        raise FieldError(
            f"证件号码与 {who}相同。同一个人只建一条，请打开那一条修改。已填内容没有丢。", field="id_number"
        )


def _fit_group(work: Work, member_id: int | None, values: dict[str, Any]) -> None:
    """A member's group is one of the branch: moving on leaves it, choosing another branch's is refused."""
    member = work.session.get(Member, member_id) if member_id else None
    branch_id = values.get("branch_id", member.branch_id if member else None)
    group_id = values.get("group_id", member.group_id if member else None)
    group = work.session.get(Group, group_id) if group_id else None
    if group is None or group.branch_id == branch_id:
        return
    if member is not None and values.get("group_id") in (None, member.group_id):
        values["group_id"] = None
        return
    raise FieldError(
        f"“{group.name}”是{group.branch.name}的小组，与所选分工会不符。请重新选。", field="group_id"
    )


def _joined_on(member: Member, today: date) -> date:
    """The day a membership counts from; a year-month counts from its first day, an unknown one from today."""
    for known in (member.join_date, member.hire_date):
        if known:
            day = date.fromisoformat(known if len(known) == 10 else f"{known}-01")
            return min(day, today)
    return today


def _correct_joining(work: Work, member: Member) -> None:
    """The first entry follows the member's own 入会时间: that was written down wrongly, not lived anew."""
    rows = select(MembershipEvent).where(
        MembershipEvent.member_id == member.id, MembershipEvent.event_type.in_(("join", "transfer_in"))
    ).order_by(MembershipEvent.event_date, MembershipEvent.id)  # fmt: skip
    first = work.session.scalars(rows).first()
    if first is not None and member.join_date:
        first.event_date = _joined_on(member, work.today)


def _add_event(
    work: Work,
    member: Member,
    event_type: str,
    day: date,
    from_branch_id: int | None = None,
    to_branch_id: int | None = None,
    **more: Any,
) -> MembershipEvent:
    return work.add(
        MembershipEvent(
            member_id=member.id, event_type=event_type, event_date=day,
            from_branch_id=from_branch_id, to_branch_id=to_branch_id, **more,
        )
    )  # fmt: skip


@dataclass(frozen=True)
class PastEvent:
    """Something that happened to a membership after the joining, for people entered with their history."""

    event_type: str
    event_date: date
    to_branch_id: int | None = None
    reason_code: str | None = None
    remark: str | None = None


def add_members(work: Work, members: Sequence[Member], past: Sequence[Sequence[PastEvent]] = ()) -> list[int]:
    """Enter many new members at once, each with the event of joining; returns their ids.

    ``past`` holds, for each member, what happened since, in order; state and branch follow from it. The caller has
    checked the members (an import's preview does): here only what the database itself refuses is refused.
    """
    histories = [
        _history(member, past[index] if past else (), work.today) for index, member in enumerate(members)
    ]
    ids = work.add_many(Member, members)
    for member, events in zip(members, histories, strict=True):
        for event in events:
            event.member_id = member.id
    work.add_many(MembershipEvent, [event for events in histories for event in events])
    return ids


_JOINED = after(Standing(), Event(0, "join", date.min, None)).status


def _history(member: Member, past: Sequence[PastEvent], today: date) -> list[MembershipEvent]:
    """The member's events from joining on, without its id; sets the member's state and branch to what they lead to."""
    joined = PastEvent("join", _joined_on(member, today), member.branch_id)
    if not past:  # as the thousands of an import
        member.membership_status = _JOINED
        values = {"event_type": "join", "event_date": joined.event_date, "to_branch_id": member.branch_id}
        return [draft(MembershipEvent, values)]
    standing = Standing()
    rows = []
    for one in (joined, *past):
        before = standing
        standing = after(before, Event(0, one.event_type, one.event_date, one.to_branch_id))
        values = {
            "event_type": one.event_type, "event_date": one.event_date, "reason_code": one.reason_code,
            "remark": one.remark, "from_branch_id": before.branch_id, "to_branch_id": standing.branch_id,
        }  # fmt: skip
        rows.append(draft(MembershipEvent, values))
    member.membership_status, member.branch_id = standing.status, standing.branch_id
    return rows


def save_member_rows(work: Work, rows: Sequence[tuple[int | None, Mapping[str, Any]]]) -> list[int]:
    """Enter (id None) and change many members at once, from values that an import has checked; ids of the new ones."""
    fresh = add_members(work, [draft(Member, values) for member_id, values in rows if member_id is None])
    changed = {member_id: values for member_id, values in rows if member_id is not None}
    in_office = organisation.in_office(work)  # asked once: each question writes what stands before it
    for member in work.session.scalars(select(Member).where(Member.id.in_(changed))).unique().all():
        branch_id, join_date = member.branch_id, member.join_date
        for name, value in changed[member.id].items():
            setattr(member, name, value)
        if member.branch_id != branch_id:
            member.group_id = None
        with work.session.no_autoflush:
            _follow_edit(work, member, branch_id, join_date, serves=member.id in in_office)
    work.flush()
    return fresh


def record_event(
    work: Work,
    member_id: int,
    event_type: str,
    event_date: date,
    *,
    to_branch_id: int | None = None,
    reason_code: str | None = None,
    doc_no: str | None = None,
    remark: str | None = None,
) -> MembershipEvent:
    """Record what happened to a membership; the member's state and branch follow from all events.

    ``event_date`` may lie in the past. ``to_branch_id`` is wanted for a move. Raises FieldError where the event does
    not fit the member's standing on that day.
    """
    member = work.load(Member, member_id)
    refuse_merged(member)
    before = standing_of(work.session, member_id, event_date)
    refuse_event(member, before, event_type, event_date, to_branch_id, work.today)
    organisation.refuse_closed(work, to_branch_id)
    entering = event_type in ("join", "transfer_in", "restore", "branch_move")
    event = _add_event(
        work, member, event_type, event_date, before.branch_id,
        (to_branch_id or before.branch_id) if entering else before.branch_id,
        reason_code=reason_code, doc_no=doc_no, remark=remark,
    )  # fmt: skip
    work.flush()
    _follow_events(work, member)
    organisation.leave_offices(work, member, event_date)
    return event


def refuse_event(
    member: Member, before: Standing, event_type: str, day: date, to_branch_id: int | None, today: date
) -> None:
    """Raise FieldError where the event does not fit ``before``, the member's standing on that day."""
    what, who = codelists.MEMBERSHIP_EVENT.name(event_type), member.full_name
    said = dates.show_day(day)
    if event_type not in codelists.MEMBERSHIP_EVENT:
        raise OfficeError(f"没有“{what}”这种会籍变化。")
    if day > today:
        raise FieldError(f"{said} 还没到。请核对日期。", field="event_date")
    if event_type in ("join", "transfer_in"):
        if before.on_roll:
            raise FieldError(f"{who}在 {said} 已经在册，不用再记{what}。", field="event_type")
    elif not before.status:
        raise FieldError(f"{who}在 {said} 还没有入会，不能记{what}。请核对日期。", field="event_date")
    elif before.status == "deceased" and event_type != "restore":
        raise FieldError(f"{who}在 {said} 已经去世，不能记{what}。请核对。", field="event_type")
    elif event_type == "restore" and before.status == "active":
        raise FieldError(f"{who}在 {said} 本来就在册，不用恢复。", field="event_type")
    elif event_type in ("transfer_out", "withdraw", "expel", "branch_move") and not before.on_roll:
        name = codelists.MEMBERSHIP_STATUS.name(before.status)
        raise FieldError(f"{who}在 {said} 已经{name}，不能再记{what}。请核对。", field="event_type")
    if event_type == "branch_move" and to_branch_id in (None, before.branch_id):
        raise FieldError("请选调入的分工会，不能与原来的相同。", field="to_branch_id")


def _follow_events(work: Work, member: Member) -> None:
    now = standing_of(work.session, member.id)
    member.membership_status = now.status
    if member.branch_id != now.branch_id:
        member.branch_id, member.group_id = now.branch_id, None
    if not member.join_date and now.status in ON_ROLL:
        member.join_date = _first_day(work, member.id)
    work.flush()


def _first_day(work: Work, member_id: int) -> str | None:
    first = select(MembershipEvent.event_date).where(MembershipEvent.member_id == member_id)
    day = work.session.scalars(first.order_by(MembershipEvent.event_date).limit(1)).first()
    return day.isoformat() if day else None


def save_branch(
    work: Work, branch_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> Branch:
    """Enter or change a unit; without a sorting number a new one comes last. Another name counts from today."""
    values = dict(values)
    if branch_id is None and values.get("sort_no") is None:
        last = work.session.scalars(
            select(Branch.sort_no).order_by(Branch.sort_no.desc().nulls_last())
        ).first()
        values["sort_no"] = (last or 0) + 1
    old = work.load(Branch, branch_id).name if branch_id else ""
    branch = edit.save(work, Branch, branch_id, values, version)
    if old:
        organisation.note_name(work, branch, old, work.today)
    return branch


def note_view(work: Work, member_id: int, field_name: str) -> str:
    """Audit that a masked value was looked at, and return it in full. OfficeError where the role may not see it."""
    member = work.load(Member, member_id)
    described: Field = fields_of(Member)[field_name]
    work.look(Member.kind(), member_id, described.label, described.sensitive)
    return described.show(member)


def note_export(
    work: Work, register: Register, rows: int, purpose: str, sha256: str, filter_text: str = ""
) -> None:
    """Audit that a list was given out with full numbers: what for, how many rows, which file."""
    if not purpose.strip():
        raise FieldError("请写明用途。完整号码只在写明用途后导出，并记入审计。", field="purpose")
    work.note(
        register.kind,
        None,
        导出=register.title,
        行数=rows,
        用途=purpose.strip(),
        筛选=filter_text,
        校验值=sha256,
    )
