# SPDX-License-Identifier: MIT
"""The rule of membership: what an event makes of a member's standing, and where a member stood on a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.members.records import Member, MembershipEvent

# On the roll: counted as members. The retained (保留会籍) stay on it; the retired do not (DOMAIN §A3).
ON_ROLL = ("active", "retained")
ENTRIES = ("join", "transfer_in", "restore")
_STATUS_AFTER = {
    "join": "active",
    "transfer_in": "active",
    "restore": "active",
    "retain": "retained",
    "transfer_out": "left",
    "retire": "retired",
    "withdraw": "withdrawn",
    "expel": "expelled",
    "death": "deceased",
}


@dataclass(frozen=True)
class Standing:
    """A member's state at one moment; ``status`` is '' before the first event."""

    status: str = ""
    branch_id: int | None = None

    @property
    def on_roll(self) -> bool:
        return self.status in ON_ROLL


@dataclass(frozen=True)
class Event:
    """One membership event as plain values."""

    member_id: int
    type: str
    day: date
    to_branch_id: int | None


def after(standing: Standing, event: Event) -> Standing:
    """The standing after the event. Only an entry or a move says where the member is from then on."""
    if event.type == "branch_move":
        return replace(standing, branch_id=event.to_branch_id)
    status = _STATUS_AFTER[event.type]
    if event.type in ENTRIES and event.to_branch_id is not None:
        return Standing(status, event.to_branch_id)
    return replace(standing, status=status)


def steps(events: Iterable[Event]) -> Iterator[tuple[Event, Standing, Standing]]:
    """(event, standing before, standing after) for one member's events in their order."""
    standing = Standing()
    for event in events:
        before, standing = standing, after(standing, event)
        yield event, before, standing


def last_standing(events: Iterable[Event]) -> Standing:
    """Where one member stands after these events."""
    standing = Standing()
    for event in events:
        standing = after(standing, event)
    return standing


def events_until(
    session: Session, day: date | None = None, member_id: int | None = None
) -> Iterator[tuple[int, list[Event]]]:
    """Each member's events up to ``day`` inclusive (all without one), in the order they took effect.

    What a record merged into another has kept for itself counts for nobody; ask for its id to see it.
    """
    row = MembershipEvent
    wanted = select(row.member_id, row.event_type, row.event_date, row.to_branch_id)
    if day is not None:
        wanted = wanted.where(row.event_date <= day)
    if member_id is not None:
        wanted = wanted.where(row.member_id == member_id)
    else:
        wanted = wanted.where(row.member_id.not_in(select(Member.id).where(Member.merged_into_id.is_not(None))))
    found = session.execute(wanted.order_by(row.member_id, row.event_date, row.id))
    for member, rows in groupby(found, key=lambda one: one.member_id):
        yield member, [Event(*one) for one in rows]


def standings(session: Session, day: date) -> dict[int, Standing]:
    """Where every member stood at the end of ``day``; who had not joined by then is left out."""
    return {member: last_standing(events) for member, events in events_until(session, day)}


def standing_of(session: Session, member_id: int, day: date | None = None) -> Standing:
    """Where one member stood at the end of ``day``, or stands after all events."""
    for _, events in events_until(session, day, member_id):
        return last_standing(events)
    return Standing()
