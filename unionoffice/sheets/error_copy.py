# SPDX-License-Identifier: MIT
"""Gives a sheet back to whoever sent it, with a 错误原因 column after the last one."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from unionoffice.kit.files import free_name, write_atomically
from unionoffice.progress import Progress
from unionoffice.sheets import styles
from unionoffice.sheets.cells import Cell, CellError, Sheet
from unionoffice.sheets.layout import SheetWriter, display_width, without_controls
from unionoffice.sheets.writing import discard_streams

REASON = "错误原因"
_REASON_WIDTH = 48.0
_WIDTH_SAMPLE = 200
_NARROWEST, _WIDEST = 8.0, 40.0
_STAMP = "yyyy-mm-dd hh:mm"


def write_error_copy(
    sheet: Sheet, problems: Mapping[int, str], path: Path, progress: Progress, *, header_row: int = 1
) -> Path:
    """Write the sheet's values, each row where it was, and beside the rows in ``problems`` (the sheet's own row
    numbers) what is wrong with them; returns the path written, never an existing file.

    Values only: the sender's colours and formulas are not kept. Raises OfficeError, Cancelled.
    """
    target = free_name(path)
    write_atomically(target, lambda temp: _fill(temp, sheet, problems, progress, header_row))
    return target


def _fill(path: Path, sheet: Sheet, problems: Mapping[int, str], progress: Progress, header_row: int) -> None:
    book = Workbook(write_only=True)
    styles.register_styles(book)
    try:
        _lay(SheetWriter(book, sheet.name or "表", progress), sheet, problems, header_row)
        book.save(path)
    finally:
        discard_streams(book)


def _lay(writer: SheetWriter, sheet: Sheet, problems: Mapping[int, str], header_row: int) -> None:
    width = max((len(row) for row in sheet.rows), default=0)
    writer.set_widths([*_widths(sheet, width), _REASON_WIDTH])
    writer.ws.freeze_panes = f"A{header_row + 1}"
    last = sheet.first_row + len(sheet.rows) - 1
    writer.ws.auto_filter.ref = f"A{header_row}:{get_column_letter(width + 1)}{max(last, header_row)}"
    styles.set_up_page(writer.ws, landscape=True, title_rows=f"{header_row}:{header_row}")
    while writer.row < sheet.first_row:
        writer.append([])
    for done, row in enumerate(sheet.rows):
        writer.tick(done)
        heading = writer.row == header_row
        cells = [None if value is None else _cell(writer, value, heading) for value in row]
        reason = REASON if heading else problems.get(writer.row)
        if reason:
            cells += [None] * (width - len(cells))
            cells.append(writer.cell(styles.HEADING if heading else styles.PROBLEM, reason))
        writer.append(cells)
    for span in sheet.merged:
        if span.row <= header_row:  # merged over the data they would hide what is to be put right
            writer.merge(span.row, span.col + 1, span.last_row, span.last_col + 1)


def _cell(writer: SheetWriter, value: Cell, heading: bool) -> Any:
    cell = writer.cell(styles.HEADING if heading else "Normal")
    cell.value = without_controls(str(value)) if isinstance(value, str | CellError) else value
    if isinstance(value, str | CellError):
        cell.data_type = "s"
        cell.number_format = styles.FORMATS["text"]
    elif isinstance(value, date):
        cell.number_format = _STAMP if isinstance(value, datetime) else styles.FORMATS["day"]
    elif isinstance(value, int) and not isinstance(value, bool):
        cell.number_format = "0"
    return cell


def _widths(sheet: Sheet, width: int) -> list[float]:
    wanted = [_NARROWEST] * width
    for row in sheet.rows[:_WIDTH_SAMPLE]:
        if sum(value is not None for value in row) < 2:
            continue  # a title or note over the whole table
        for col, value in enumerate(row):
            if value is not None:
                wanted[col] = max(wanted[col], min(display_width(str(value)) + 2, _WIDEST))
    return wanted
