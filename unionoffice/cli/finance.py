# SPDX-License-Identifier: MIT
"""``export finance``: the vouchers of a month or a span for the finance office, numbers in full, the purpose noted."""

import argparse
from datetime import date
from pathlib import Path

from unionoffice.cli import OK
from unionoffice.cli.exporting import make_folder, read_month
from unionoffice.cli.opening import opened
from unionoffice.cli.progress import Line
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.dates import month_span
from unionoffice.kit.fields import Day


def export_finance(arguments: argparse.Namespace) -> int:
    """Write the workbook and say its sum, its range and that it agrees with the ledger."""
    from unionoffice.aid import finance_queries, finance_sheets
    from unionoffice.sheets.writing import report_file_name, write_workbook

    first, last = _span(arguments)
    what = finance_sheets.BANK if arguments.bank else finance_sheets.DETAIL
    make_book = finance_sheets.bank_book if arguments.bank else finance_sheets.finance_book
    with opened(arguments) as office:
        folder: Path = arguments.out or office.exports
        make_folder(folder)
        with office.read() as session:
            found = finance_queries.span_list(session, first, last)
        specs = make_book(found, office.settings, office.today())
        with office.work(f"导出{what}") as work:
            finance_sheets.note_sent(work, what, found, arguments.purpose)
        name = report_file_name(office.settings.union_name, "", f"{found.period}{what}", office.today())
        path = write_workbook(folder / name, specs, Line())
    print(f"已导出{what}：{path}\n{found.voucher_range}\n{found.check_words}")
    return OK


def _span(arguments: argparse.Namespace) -> tuple[date, date]:
    """A month, or both ends of a span; OfficeError where it is neither."""
    if arguments.month and (arguments.first or arguments.last):
        raise OfficeError("月份和 --from、--to 只写一样，没有导出。")
    if arguments.month:
        return month_span(*read_month(arguments.month))
    if not (arguments.first and arguments.last):
        raise OfficeError("没有写哪段日期，没有导出。请写月份（2020-12），或 --from 和 --to 两个日期。")
    return _day(arguments.first), _day(arguments.last)


def _day(text: str) -> date:
    try:
        day = Day().parse(text)
    except FieldError as problem:
        raise OfficeError(f"“{text}”不是日期，没有导出。请写成 2020-12-31。") from problem
    assert day is not None
    return day
