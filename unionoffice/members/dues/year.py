# SPDX-License-Identifier: MIT
"""A year's dues period by period: what was due, what came in, who still owes."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from unionoffice.members.dues import queries
from unionoffice.members.dues.queries import DueLine, DuesFigures
from unionoffice.members.dues.rule import say_period


@dataclass(frozen=True)
class PeriodFigures:
    """One period, a month or the whole year. What was paid is what was paid for it, whenever the money came."""

    period: str
    found: DuesFigures
    owing: frozenset[int]  # the members who have not paid it all

    @property
    def name(self) -> str:
        return say_period(self.period)


def year_periods(session: Session, year: int) -> list[PeriodFigures]:
    """The periods of a year that dues were assessed for, the earliest first."""
    return [_figures(period, queries.lines(session, period)) for period in queries.periods(session, year)]


def _figures(period: str, own: list[DueLine]) -> PeriodFigures:
    return PeriodFigures(period, queries.figures(own), frozenset(line.member_id for line in own if line.owed))
