# SPDX-License-Identifier: MIT
"""``export`` and ``print`` of the dues: what a period's members owe, who is behind, the reminder sheets."""

import argparse

from unionoffice.cli import OK
from unionoffice.cli.opening import opened
from unionoffice.cli.printing import write
from unionoffice.cli.progress import Line
from unionoffice.errors import OfficeError
from unionoffice.kit import dates
from unionoffice.members.dues import queries, sheets
from unionoffice.members.dues.rule import ZERO, is_year, month_of, say_period
from unionoffice.office import Office
from unionoffice.sheets.writing import write_workbook


def export_dues(arguments: argparse.Namespace) -> int:
    """The lines of a period; the last one that was assessed unless another is named."""
    with opened(arguments) as office:
        with office.read() as session:
            period = _period(arguments.period) or queries.newest_period(session)
            lines = queries.lines(session, period) if period else []
            known = "、".join(say_period(one) for year in queries.years(session)[:1] for one in queries.periods(session, year))
        if not period or not lines:
            named = f"{say_period(period)}还没有核定会费" if period else "还没有核定过会费"
            raise OfficeError(f"{named}，没有导出。" + (f"核定过的有：{known}。" if known else "请先在窗口的会费页核定。"))
        specs = sheets.dues_book(lines, period, office.settings, office.today())
        path = write_workbook(arguments.file, specs, Line())
    total = queries.figures(lines)
    print(f"已导出{say_period(period)}会费 {len(lines):,} 笔，应缴 {total.due:,.2f} 元，欠缴 {total.owed:,.2f} 元：{path}")
    return OK


def export_arrears(arguments: argparse.Namespace) -> int:
    with opened(arguments) as office:
        until, behind = _behind(office, arguments.until)
        specs = sheets.arrears_book(behind, until, office.settings, office.today())
        path = write_workbook(arguments.file, specs, Line())
    owed = sum((one.owed for one in behind), start=ZERO)
    print(f"已导出欠缴名单 {len(behind):,} 人，截至{say_period(until)}共欠 {owed:,.2f} 元：{path}")
    return OK


def print_reminders(arguments: argparse.Namespace) -> int:
    from unionoffice.members.dues.forms import reminders_pdf

    with opened(arguments) as office:
        until, behind = _behind(office, arguments.until)
        return write(
            arguments.out,
            lambda path: reminders_pdf(path, behind, until, office.settings, day=office.today(), progress=Line()),
        )


def _behind(office: Office, said: str | None) -> tuple[str, list[queries.ArrearsLine]]:
    until = _period(said) or month_of(office.today())
    with office.read() as session:
        return until, queries.arrears(session, until)


def _period(said: str | None) -> str:
    """2020-12 or 2020 as the dues know periods; '' for None. Raises FieldError."""
    if said is None:
        return ""
    text = said.strip()
    return text if is_year(text) and text.isdigit() else dates.parse_year_month(text)[:7]
