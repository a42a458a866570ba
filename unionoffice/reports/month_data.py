# SPDX-License-Identifier: MIT
"""What form 12 reports of one month, read once for the screen and for the workbook."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from unionoffice.aid import queries as aid
from unionoffice.aid.queries import TypeTable
from unionoffice.errors import OfficeError
from unionoffice.kit.dates import month_span
from unionoffice.members.movements import Movements, movements
from unionoffice.reports.plan_month import MonthTask, month_tasks
from unionoffice.welfare import queries as welfare
from unionoffice.welfare.queries import CampaignTotal


@dataclass(frozen=True)
class MonthReport:
    """The four blocks as of ``day``: the month's last day, or today while it still runs.

    ``campaigns`` are those of the year so far, with what came and was handed out by ``day``.
    """

    year: int
    month: int
    day: date
    members: Movements
    aid: TypeTable
    campaigns: tuple[CampaignTotal, ...]
    tasks: tuple[MonthTask, ...]


def read_month(session: Session, year: int, month: int, today: date) -> MonthReport:
    """Raises OfficeError for a month that has not begun."""
    first, last = month_span(year, month)
    if first > today:
        raise OfficeError(f"{year} 年 {month} 月还没有到，没有可以报的数。请换一个月份。")
    day = min(last, today)
    return MonthReport(
        year, month, day,
        members=movements(session, year, month),
        aid=aid.by_type(session, year, month),
        campaigns=tuple(welfare.year_totals(session, year, day)),
        tasks=tuple(month_tasks(session, year, month, day)),
    )  # fmt: skip


def said_month(report: MonthReport) -> str:
    """For titles: 2020 年 12 月."""
    return f"{report.year} 年 {report.month} 月"
