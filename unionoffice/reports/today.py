# SPDX-License-Identifier: MIT
"""What the home page shows: what is due, what waits for somebody, whose birthday it is, how far the year has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import case, extract, func, select
from sqlalchemy.orm import Session

from unionoffice.aid import hardship_due as hardship
from unionoffice.aid import queries as aid
from unionoffice.aid import visits_queries
from unionoffice.aid.funds_queries import FundStatus, fund_lines
from unionoffice.aid.queries import Figures, MonthSum, Unsigned
from unionoffice.aid.records import DRAFT, AidPayment
from unionoffice.aid.visits_queries import DueVisit
from unionoffice.kit.dates import month_span
from unionoffice.members.membership import ON_ROLL
from unionoffice.members.records import Branch, Member
from unionoffice.plan import queries as plan
from unionoffice.plan.queries import TaskLine
from unionoffice.store.settings import read_settings
from unionoffice.welfare.records import SIGNED, Entitlement, WelfareCampaign

SOON = 7  # days
LONG_WAIT = 7  # days after which an unsigned voucher wants to be asked for


@dataclass(frozen=True)
class Draft:
    """A payment written down and not issued yet. ``amount`` in yuan."""

    payment_id: int
    full_name: str
    type_name: str
    branch: str
    amount: Decimal
    written_on: date


@dataclass(frozen=True)
class Birthday:
    """A member on the roll whose birthday falls on ``day``, today or one of the next six."""

    member_id: int
    full_name: str
    branch: str
    day: date


@dataclass(frozen=True)
class CampaignProgress:
    """How far a campaign with a frozen roster has been handed out; ``closed`` once its papers went to finance."""

    campaign_id: int
    name: str
    year: int
    roster_date: date
    total: int
    signed: int
    closed: bool

    @property
    def left(self) -> int:
        return self.total - self.signed


@dataclass(frozen=True)
class Today:
    """Everything on the home page as of ``day``; ``campaigns`` are this year's and what last year's left unfinished."""

    day: date
    members: int
    overdue: tuple[TaskLine, ...]
    due: tuple[TaskLine, ...]
    drafts: tuple[Draft, ...]
    unsigned: tuple[Unsigned, ...]
    birthdays: tuple[Birthday, ...]
    campaigns: tuple[CampaignProgress, ...]
    current: CampaignProgress | None
    months: tuple[MonthSum, ...]
    year: Figures
    reviews: tuple[hardship.Reminder, ...] = ()
    notices: tuple[hardship.Reminder, ...] = ()
    budget: tuple[FundStatus, ...] = ()
    visits: tuple[DueVisit, ...] = ()
    contacts: tuple[DueVisit, ...] = ()

    @property
    def birthdays_today(self) -> int:
        return sum(one.day == self.day for one in self.birthdays)

    @property
    def to_do(self) -> int:
        """今天要办: late and due tasks, drafts, vouchers that have waited too long, hardship files, visits."""
        waiting = sum(one.days > LONG_WAIT for one in self.unsigned)
        files = len(self.reviews) + len(self.notices)
        to_visit = len(self.visits) + len(self.contacts)
        return len(self.overdue) + len(self.due) + len(self.drafts) + waiting + files + to_visit

    @property
    def empty(self) -> bool:
        """Nothing has been entered yet."""
        known = (self.members, self.year.case_count, len(self.drafts), len(self.campaigns), len(self.overdue))
        return not any(known) and not self.due


def read_today(session: Session, day: date) -> Today:
    """What there is to show on ``day``; a few milliseconds in an office of full size."""
    campaigns = [one for one in _campaigns(session, day.year) if one.year == day.year or (one.left and not one.closed)]
    tasks = plan.open_until(session, day, soon(day))
    return Today(
        day=day,
        members=session.scalar(select(func.count()).where(Member.membership_status.in_(ON_ROLL))) or 0,
        overdue=tuple(plan.late(tasks)),
        due=tuple(due_soon(tasks, day)),
        drafts=tuple(_drafts(session)),
        unsigned=tuple(aid.unsigned(session, day)),
        birthdays=tuple(birthdays(session, day)),
        campaigns=tuple(campaigns),
        current=current_campaign(campaigns),
        months=aid.month_sums(session, day.year),
        year=aid.year_figures(session, day.year),
        reviews=tuple(hardship.reviews_due(session, day, read_settings(session))),
        notices=tuple(hardship.notices_ended(session, day)),
        budget=tuple(one for one in fund_lines(session, day.year) if one.line_id is not None),
        visits=tuple(visits_queries.due(session, day)),
        contacts=tuple(visits_queries.contacts(session, day)),
    )


def soon(day: date) -> date:
    """Until when a task counts as due soon: the end of the month, at least a week ahead; inclusive."""
    return max(month_span(day.year, day.month)[1], day + timedelta(days=SOON))


def due_soon(tasks: Iterable[TaskLine], day: date) -> list[TaskLine]:
    """Of the open tasks those that are due from ``day`` on; late ones are left out."""
    return [task for task in tasks if task.due_to and task.due_to >= day]


def _drafts(session: Session) -> list[Draft]:
    row = AidPayment
    found = session.execute(
        select(row.id, row.full_name, row.aid_type_name, row.branch_name, row.amount, row.booked_on)
        .where(row.status == DRAFT)
        .order_by(row.booked_on, row.id)
    )
    return [Draft(i, name or "", kind or "", unit or "", amount, day) for i, name, kind, unit, amount, day in found]


def birthdays(session: Session, day: date, days: int = 7) -> list[Birthday]:
    """Birthdays of members on the roll from ``day`` on, ``days`` of them, in order of the day and the name.

    Who was born on 29 February has it on 1 March in a common year, as in kit.dates.age_on.
    """
    wanted = _month_days(day, days)
    m, number = Member, extract("month", Member.birth_date) * 100 + extract("day", Member.birth_date)
    found = session.execute(
        select(m.id, m.full_name, Branch.name, number)
        .outerjoin(Branch, Branch.id == m.branch_id)
        .where(m.membership_status.in_(ON_ROLL), number.in_(list(wanted)))
        .order_by(m.name_pinyin, m.id)
    )
    people = [Birthday(i, name, branch or "", wanted[int(number)]) for i, name, branch, number in found]
    return sorted(people, key=lambda one: one.day)


def _month_days(day: date, days: int) -> dict[int, date]:
    """month * 100 + day of birth -> the day it is kept on."""
    coming = [day + timedelta(days=ahead) for ahead in range(days)]
    wanted = {one.month * 100 + one.day: one for one in coming}
    if 301 in wanted and 229 not in wanted and (wanted[301] - timedelta(days=1)).day == 28:
        wanted[229] = wanted[301]
    return wanted


def _campaigns(session: Session, year: int) -> list[CampaignProgress]:
    """The campaigns of ``year`` and the year before whose roster is frozen, in their order."""
    c, signed = WelfareCampaign, func.sum(case((Entitlement.status == SIGNED, 1), else_=0))
    found = session.execute(
        select(c.id, c.name, c.year, c.roster_date, func.count(Entitlement.id), signed, c.claimed_on)
        .join(Entitlement, Entitlement.campaign_id == c.id)
        .where(c.year.in_((year - 1, year)))
        .group_by(c.id)
        .order_by(c.year, c.roster_date, c.id)
    )
    return [
        CampaignProgress(i, name, of_year, day, total, int(done), claimed is not None)
        for i, name, of_year, day, total, done, claimed in found
    ]


def current_campaign(campaigns: list[CampaignProgress]) -> CampaignProgress | None:
    """The one being handed out: the latest with people left whose papers have not gone to finance."""
    running = [one for one in campaigns if one.left and not one.closed]
    return running[-1] if running else None
