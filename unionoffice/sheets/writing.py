# SPDX-License-Identifier: MIT
"""Writes the workbooks an office sends out: styled by DOMAIN §H, written in whole or not at all."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from unionoffice.kit.files import free_name, safe_name, write_atomically
from unionoffice.progress import Progress
from unionoffice.sheets.cached import keep_values
from unionoffice.sheets.counting import counted
from unionoffice.sheets.layout import lay_blocks, lay_sheet
from unionoffice.sheets.specs import AnySheet, BlockSheet, ColumnSpec, Formula, SheetSpec
from unionoffice.sheets.styles import Kind, register_styles

__all__ = [
    "AnySheet",
    "BlockSheet",
    "ColumnSpec",
    "Formula",
    "Kind",
    "SheetSpec",
    "report_file_name",
    "write_workbook",
]

_MAX_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def write_workbook(path: Path, sheets: Sequence[AnySheet], progress: Progress) -> Path:
    """Write the sheets to an .xlsx and return the path really written.

    A file that is already there is never overwritten: the new one gets the next free name beside it. Cancelled
    or failed, nothing is left behind. Raises OfficeError when the folder cannot be written, Cancelled.
    """
    target = free_name(path)
    write_atomically(target, lambda temp: _fill(temp, sheets, progress))
    return target


def _fill(path: Path, sheets: Sequence[AnySheet], progress: Progress) -> None:
    book = Workbook(write_only=True)
    register_styles(book)
    names: list[str] = []
    values: dict[str, dict[str, Decimal | str]] = {}
    try:
        for number, sheet in enumerate(sheets, 1):
            names.append(_sheet_name(sheet, names))
            if isinstance(sheet, BlockSheet):
                laid = lay_blocks(book, names[-1], sheet, progress)
            else:
                laid = lay_sheet(book, names[-1], sheet, progress)
            values[f"xl/worksheets/sheet{number}.xml"] = counted(laid.held)
        progress.check_cancelled()
        book.save(path)
    finally:
        discard_streams(book)
    keep_values(path, values)


def discard_streams(book: Any) -> None:
    """openpyxl streams rows into the temporary folder and leaves them there on a cancel: they are people's data."""
    for ws in book.worksheets:
        if not ws.closed:
            ws.close()
        if Path(ws._writer.out).exists():
            ws._writer.cleanup()


def _sheet_name(sheet: AnySheet, taken: Sequence[str]) -> str:
    """A name Excel takes: no forbidden characters, at most 31 long, not used before."""
    title = sheet.sheet_name or (sheet.title if isinstance(sheet, SheetSpec) else "")
    name = _NOT_IN_SHEET_NAMES.sub("", title).strip("' ")[:_MAX_SHEET_NAME] or "表"
    unique, number = name, 1
    while unique.casefold() in {other.casefold() for other in taken}:
        number += 1
        unique = f"{name[: _MAX_SHEET_NAME - 5]}（{number}）"
    return unique


def report_file_name(union_name: str, period: str | date, what: str, day: date) -> str:
    """``×××大学工会_2026年03月_慰问金发放明细表_20260405.xlsx``; a date as ``period`` names its month."""
    if isinstance(period, date):
        period = f"{period.year}年{period.month:02d}月"
    parts = [part for part in (union_name, period, what, f"{day:%Y%m%d}") if part]
    return safe_name("_".join(parts) + ".xlsx")
