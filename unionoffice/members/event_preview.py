# SPDX-License-Identifier: MIT
"""What a membership event would bring about, told before it is recorded: state, branch, group, posts that end."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from unionoffice.errors import FieldError
from unionoffice.kit import codelists, dates
from unionoffice.members.actions import refuse_event
from unionoffice.members.membership import ON_ROLL, Event, Standing, events_until, last_standing, standing_of
from unionoffice.members.merging import MERGED
from unionoffice.members.records import Branch, Member
from unionoffice.members.unit_queries import offices_of

# Which events may follow which state, in the order an office meets them.
FITTING = {
    "active": ("branch_move", "transfer_out", "retire", "retain", "withdraw", "expel", "death"),
    "retained": ("restore", "branch_move", "transfer_out", "retire", "withdraw", "expel", "death"),
    "retired": ("retain", "restore", "death"),
    "left": ("transfer_in", "death"),
    "withdrawn": ("join", "death"),
    "expelled": ("join", "death"),
    "deceased": ("restore",),
    "merged": (),
    "": ("join", "transfer_in"),
}


@dataclass(frozen=True)
class Consequence:
    """One thing that changes: what, from what, to what."""

    what: str
    old: str
    new: str


@dataclass(frozen=True)
class EventPreview:
    """Why the event cannot be (``refusal``, for the field ``field``), else what it brings about and what stays to do."""

    refusal: str = ""
    field: str = ""
    changes: tuple[Consequence, ...] = ()
    notes: tuple[str, ...] = ()


def fitting_events(session: Session, member_id: int) -> list[str]:
    """The event types that may come next for this member, the likeliest first."""
    member = session.get_one(Member, member_id)
    return list(FITTING[MERGED if member.merged_into_id else standing_of(session, member_id).status])


def preview_event(
    session: Session, member_id: int, event_type: str, day: date, to_branch_id: int | None, today: date
) -> EventPreview:
    """Look ahead without writing anything; the same checks as ``record_event``."""
    member = session.get_one(Member, member_id)
    try:
        refuse_event(member, standing_of(session, member_id, day), event_type, day, to_branch_id, today)
    except FieldError as error:
        return EventPreview(error.sentence, error.field)
    events = [event for _, found in events_until(session, None, member_id) for event in found]
    before = last_standing(events)
    # A later event of the same day comes after those recorded before it.
    place = sum(event.day <= day for event in events)
    events.insert(place, Event(member_id, event_type, day, to_branch_id))
    after = last_standing(events)
    return EventPreview(
        changes=tuple(_changes(session, member, before, after, day)),
        notes=tuple(_notes(events, place, before, after, day)),
    )


def _changes(session: Session, member: Member, before: Standing, after: Standing, day: date) -> list[Consequence]:
    names = codelists.MEMBERSHIP_STATUS
    found = []
    if before.status != after.status:
        found.append(Consequence("会籍", names.name(before.status), names.name(after.status)))
    if before.branch_id != after.branch_id:
        found.append(Consequence("分工会", _unit(session, before.branch_id), _unit(session, after.branch_id)))
        if member.group is not None:
            found.append(Consequence("工会小组", member.group.name, "空，要重新分"))
    gone = after.status not in ON_ROLL
    for office in offices_of(session, member.id):
        if office.to_day is None and (gone or office.branch_id not in (None, after.branch_id)):
            unit = office.unit or "校工会"
            found.append(Consequence("任职", f"{unit}{office.post_name}", f"到 {dates.show_day(day)} 为止"))
    return found


def _unit(session: Session, branch_id: int | None) -> str:
    branch = session.get(Branch, branch_id) if branch_id else None
    return branch.name if branch else "未定单位"


def _notes(events: list[Event], place: int, before: Standing, after: Standing, day: date) -> list[str]:
    notes = []
    later = events[place + 1 :]
    if later:
        what = codelists.MEMBERSHIP_EVENT.name(later[-1].type)
        notes.append(f"{dates.show_day(later[-1].day)} 还有一笔{what}，以后的状态按那一笔。")
    if before.on_roll and not after.on_roll:
        notes.append(f"从 {dates.show_day(day)} 起不在花名册上；早先的名册、慰问和发放记录都不变。")
    if not before.on_roll and after.on_roll:
        notes.append(f"从 {dates.show_day(day)} 起在花名册上。")
    return notes
