# SPDX-License-Identifier: MIT
"""The monthly workbook (form 12): membership, aid, welfare and plan of one month in one file."""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from unionoffice.progress import Progress
from unionoffice.reports.month_data import read_month
from unionoffice.reports.month_sheets import month_sheets
from unionoffice.sheets.writing import report_file_name, write_workbook
from unionoffice.store.settings import Settings

WHAT = "月度统计报表"


def month_workbook(
    session: Session, settings: Settings, year: int, month: int, folder: Path, today: date, progress: Progress
) -> Path:
    """Write the workbook of a month into ``folder`` and return its path; an older file of that name is kept.

    Figures are as of the month's last day, or of ``today`` while it still runs. Raises OfficeError for a month
    that has not begun or a folder that cannot be written, Cancelled.
    """
    report = read_month(session, year, month, today)
    progress.check_cancelled()
    name = report_file_name(settings.union_name, date(year, month, 1), WHAT, today)
    return write_workbook(folder / name, month_sheets(report, settings, today), progress)
