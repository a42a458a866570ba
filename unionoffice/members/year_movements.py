# SPDX-License-Identifier: MIT
"""A year's membership changes month by month over the whole office, from the membership events alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from unionoffice.kit import dates
from unionoffice.members.membership import Event, events_until, steps


@dataclass
class MonthMovement:
    """One month: people on the roll at its end, who came and who went since the end of the month before.

    Who came and went in the same month is in both; a move between branches in neither.
    """

    year: int
    month: int
    this: int = 0
    came: list[int] = field(default_factory=list)
    went: list[int] = field(default_factory=list)

    @property
    def last(self) -> int:
        return self.this - len(self.came) + len(self.went)

    @property
    def changed(self) -> frozenset[int]:
        """The members' ids."""
        return frozenset((*self.came, *self.went))


def year_movements(session: Session, year: int, today: date) -> tuple[MonthMovement, ...]:
    """The months of ``year`` that have begun by ``today``; the present one as it stands at the end of ``today``."""
    months = [MonthMovement(year, month) for month in range(1, 13) if date(year, month, 1) <= today]
    if not months:
        return ()
    until = min(today, dates.month_span(year, months[-1].month)[1])
    before = 0
    for member_id, events in events_until(session, until):
        before += _walk(months, year, member_id, events)
    for one in months:
        one.this = before = before + len(one.came) - len(one.went)
    return tuple(months)


def _walk(months: list[MonthMovement], year: int, member_id: int, events: Iterable[Event]) -> bool:
    """Count one member's changes; whether they were on the roll when the year began."""
    on_roll = False
    for event, before, standing in steps(events):
        if event.day.year < year:
            on_roll = standing.on_roll
        elif before.on_roll != standing.on_roll:
            month = months[event.day.month - 1]
            (month.came if standing.on_roll else month.went).append(member_id)
    return on_roll
