# SPDX-License-Identifier: MIT
"""Reads somebody's workbook, whatever its extension says, without trusting it with the window's life."""

from contextlib import closing
from pathlib import Path

from unionoffice.errors import OfficeError
from unionoffice.kit.collector import resting_collector
from unionoffice.progress import Progress
from unionoffice.sheets.cells import Book, Cell, CellError, Sheet, Span
from unionoffice.sheets.kinds import TABLE_KINDS, UNREADABLE, FileKind
from unionoffice.sheets.sniff import sniff
from unionoffice.sheets.worker import run_child

__all__ = ["Book", "Cell", "CellError", "Sheet", "Span", "read_book"]

_WORKBOOK = "unionoffice.sheets.parse_book:workbook"
_JOBS = {
    FileKind.TEXT: "unionoffice.sheets.parse_book:text_table",
    FileKind.HTML: "unionoffice.sheets.parse_html:tables",
}


def read_book(path: Path, progress: Progress) -> Book:
    """The workbook's sheets with every value and the file's own row numbers; formulas as their last results.

    Reads .xlsx, .xlsm, .xls, .et, .xlsb, .ods, text tables and web pages saved as .xls, by their content. Raises OfficeError that says what
    the file really is and what to do, Cancelled.
    """
    kind = sniff(path)
    if kind not in TABLE_KINDS:
        raise OfficeError(UNREADABLE[kind], detail=f"{path.name}: {kind}")
    book = Book(path, kind, [])
    height = 0
    with resting_collector(), closing(run_child(_JOBS.get(kind, _WORKBOOK), path, progress)) as frames:
        for tag, payload in frames:
            if tag == "sheet":
                name, hidden, merged, height = payload
                book.sheets.append(Sheet(name, hidden, [], merged=merged))
            else:
                sheet = book.sheets[-1]
                sheet.rows += payload
                progress.report(len(sheet.rows), max(height, len(sheet.rows)), f"正在读“{sheet.name}”")
    return book
