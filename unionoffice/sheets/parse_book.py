# SPDX-License-Identifier: MIT
"""Child side: parses a workbook with calamine, or a text table with csv, and sends its rows in portions."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from unionoffice.sheets.cells import Cell, CellError, Span
from unionoffice.sheets.child import Send, Unreadable
from unionoffice.sheets.error_cells import ErrorCells, error_cells
from unionoffice.sheets.error_records import Found
from unionoffice.sheets.padded_cells import Padded
from unionoffice.sheets.sniff import decode_text

_PORTION = 2000
_PLAIN = frozenset({int, bool, date, datetime})
_DELIMITERS = ",\t;|"
_LONGEST_FIELD = 1 << 20


def workbook(path: Path, send: Send) -> None:
    """Job: an .xlsx, .xlsm, .xls, .xlsb or .ods, whatever its name says."""
    import python_calamine as calamine

    data = path.read_bytes()
    errors = error_cells(data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        pages = [page for page in book.sheets_metadata if page.typ is calamine.SheetTypeEnum.WorkSheet]
        if not pages:
            raise Unreadable("no sheets")
        for page in pages:
            hidden = page.visible is not calamine.SheetVisibleEnum.Visible
            _send_sheet(book.get_sheet_by_name(page.name), page.name, hidden, errors, send)
    except calamine.PasswordError as trouble:
        raise Unreadable("encrypted", str(trouble)) from trouble
    except calamine.CalamineError as trouble:
        raise Unreadable("damaged", repr(trouble)) from trouble


def _send_sheet(sheet: Any, name: str, hidden: bool, errors: ErrorCells, send: Send) -> None:
    merged = [
        Span(top + 1, left, low + 1, right) for (top, left), (low, right) in sheet.merged_cell_ranges or ()
    ] or errors.merged(name)
    send("sheet", (name, hidden, merged, sheet.end[0] + 1 if sheet.end else 0))
    left = [None] * sheet.start[1] if sheet.start else []
    rows = (left + _row(values) for values in sheet.iter_rows())
    _send_rows(_with_errors(_with_zeros(rows, errors.padded(name)), errors.of(name)), send)


def _row(values: list[Any]) -> list[Cell]:
    """calamine's values as cells: blank is None, 5.0 is 5, a time of day is text."""
    return [(value or None) if value.__class__ is str else _cell(value) for value in values]


def _cell(value: Any) -> Cell:
    if value.__class__ is float:
        return int(value) if value.is_integer() else float(value)
    return cast(Cell, value) if value.__class__ in _PLAIN else str(value)


def _with_zeros(rows: Iterable[list[Cell]], padded: Padded) -> Iterator[list[Cell]]:
    """A number that is shown as 00000123 is that text: what somebody sees is what is meant."""
    for number, row in enumerate(rows, 1):
        for col, shown in padded.get(number, ()):
            if col < len(row):
                row[col] = shown
        yield row


def _with_errors(rows: Iterable[list[Cell]], errors: Found) -> Iterator[list[Cell]]:
    """calamine reads an error cell as blank; put the error back. Errors may lie below the last row calamine saw."""
    number = 0
    for number, row in enumerate(rows, 1):
        for col, code in errors.get(number, ()):
            row += [None] * (col + 1 - len(row))
            row[col] = CellError(code)
        yield row
    for late in range(number + 1, max(errors, default=0) + 1):
        row = []
        for col, code in sorted(errors.get(late, ())):
            row += [None] * (col - len(row)) + [CellError(code)]
        yield row


def _send_rows(rows: Iterable[list[Cell]], send: Send) -> None:
    portion: list[list[Cell]] = []
    for row in rows:
        while row and row[-1] is None:
            row.pop()
        portion.append(row)
        if len(portion) == _PORTION:
            send("rows", portion)
            portion = []
    if portion:
        send("rows", portion)


def text_table(path: Path, send: Send) -> None:
    """Job: a .csv or .txt; every value stays the text it is, so that leading zeros stay."""
    text = decode_text(path.read_bytes())
    if text is None:
        raise Unreadable("not text")
    csv.field_size_limit(_LONGEST_FIELD)
    send("sheet", (path.stem, False, [], text.count("\n") + 1))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        _send_rows(([_text_cell(value) for value in record] for record in reader), send)
    except csv.Error as trouble:
        raise Unreadable("damaged", str(trouble)) from trouble


def _text_cell(value: str) -> Cell:
    """``="0012"`` is how some systems keep Excel from eating zeros."""
    if value.startswith('="') and value.endswith('"') and len(value) > 2:
        value = value[2:-1]
    return value.lstrip("\ufeff") or None


def _delimiter(text: str) -> str:
    """The one that parts the first lines into most columns, most lines agreeing."""
    sample = io.StringIO(text[:20_000], newline="").readlines()[:30]

    def columns(delimiter: str) -> tuple[int, int]:
        counts = sorted(len(record) for record in csv.reader(sample, delimiter=delimiter) if record)
        return (counts[len(counts) // 2], counts[-1]) if counts else (0, 0)

    return max(_DELIMITERS, key=columns)
