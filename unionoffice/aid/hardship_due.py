# SPDX-License-Identifier: MIT
"""Which hardship files want something today: a yearly review, or a notice that is over."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.aid import hardship_codes as codes
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.aid.hardship_settings import review_ahead
from unionoffice.store.settings import Settings


@dataclass(frozen=True)
class Reminder:
    """A file that wants something: ``days`` over its day (negative: still to come)."""

    case_id: int
    case_no: str
    full_name: str
    branch: str
    day: date
    days: int


def reviews_due(session: Session, today: date, settings: Settings) -> list[Reminder]:
    """Active files whose yearly review is due within the days set, the longest overdue first."""
    c = HardshipCase
    until = today + timedelta(days=review_ahead(settings))
    return _reminders(session, today, c.review_due, c.status == codes.ACTIVE, c.review_due <= until)


def notices_ended(session: Session, today: date) -> list[Reminder]:
    """Files whose public notice is over and that wait to be made active."""
    c = HardshipCase
    return _reminders(session, today, c.notice_to, c.status == codes.PUBLICISED, c.notice_to < today)


def _reminders(session: Session, today: date, column: object, *conditions: object) -> list[Reminder]:
    c = HardshipCase
    wanted = select(c.id, c.case_no, c.full_name, c.branch_name, column).where(*conditions)  # type: ignore[call-overload]
    rows = session.execute(wanted.order_by(column, c.id)).all()
    return [Reminder(i, no or "", name or "", unit or "", day, (today - day).days) for i, no, name, unit, day in rows]
