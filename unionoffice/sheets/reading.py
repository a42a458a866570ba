# SPDX-License-Identifier: MIT
"""Reads somebody's workbook, whatever its extension says, without trusting it with the window's life."""

from contextlib import closing
from pathlib import Path

from unionoffice.errors import OfficeError
from unionoffice.progress import Progress
from unionoffice.sheets.cells import Book, Cell, CellError, Sheet, Span
from unionoffice.sheets.kinds import TABLE_KINDS, UNREADABLE, FileKind
from unionoffice.sheets.sniff import sniff
from unionoffice.sheets.worker import run_child

__all__ = ["Book", "Cell", "CellError", "Sheet", "Span", "read_book"]


def read_book(path: Path, progress: Progress) -> Book:
    """The workbook's sheets with every value and the file's own row numbers; formulas as their last results.

    Reads .xlsx, .xlsm, .xls, .et, .xlsb, .ods and text tables by their content. Raises OfficeError that says what
    the file really is and what to do, Cancelled.
    """
    kind = sniff(path)
    if kind not in TABLE_KINDS:
        raise OfficeError(UNREADABLE[kind], detail=f"{path.name}: {kind}")
    job = "text_table" if kind is FileKind.TEXT else "workbook"
    book = Book(path, kind, [])
    height = 0
    with closing(run_child(f"unionoffice.sheets.parse_book:{job}", path, progress)) as frames:
        for tag, payload in frames:
            if tag == "sheet":
                name, hidden, merged, height = payload
                book.sheets.append(Sheet(name, hidden, [], merged=merged))
            else:
                sheet = book.sheets[-1]
                sheet.rows += payload
                progress.report(len(sheet.rows), max(height, len(sheet.rows)), f"正在读“{sheet.name}”")
    return book
