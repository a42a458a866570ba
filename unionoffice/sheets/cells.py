# SPDX-License-Identifier: MIT
"""What a cell of somebody's sheet may hold, and the book, sheets and merged spans it is read into."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from unionoffice.sheets.kinds import FileKind


@dataclass(frozen=True)
class CellError:
    """A cell that shows an error (``#DIV/0!``, ``#N/A`` …): it has no value, and is not blank either."""

    code: str

    def __str__(self) -> str:
        return self.code


UNCOUNTED = "（公式未计算）"  # a formula that was written by a program and never worked out

# A whole number is an int even where the file keeps it as 5.0; a time of day is text ("08:30:00"); blank is None.
Cell = str | int | float | bool | date | datetime | CellError | None


@dataclass(frozen=True)
class Span:
    """Merged cells: ``row`` is the file's own number (from 1), ``col`` an index into a row (from 0); inclusive."""

    row: int
    col: int
    last_row: int
    last_col: int


@dataclass
class Sheet:
    """One sheet. ``rows[i]`` is the file's row ``first_row + i``; ``rows[i][0]`` is column A. Rows may differ in
    length. Only the upper left cell of merged cells holds their value."""

    name: str
    hidden: bool
    rows: list[list[Cell]]
    first_row: int = 1
    merged: list[Span] = field(default_factory=list)


@dataclass
class Book:
    """A whole workbook, or a text table as a book of one sheet. ``kind`` is what the file is, not what it is named."""

    path: Path
    kind: FileKind
    sheets: list[Sheet]
