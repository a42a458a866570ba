# SPDX-License-Identifier: MIT
"""Finds the table in somebody's sheet: its header row among titles and notes, its columns, its real rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from unionoffice.errors import OfficeError
from unionoffice.progress import Progress, Silent
from unionoffice.sheets.cells import Book, Cell, Sheet
from unionoffice.sheets.header import SEARCHED_ROWS, Header, best_header
from unionoffice.sheets.headings import Wanted
from unionoffice.sheets.skipping import BLANK, Skipper

_EVERY = 1000  # rows between two looks at whether to stop


@dataclass
class Table:
    """A table found in a sheet. Row numbers are the file's own; columns are indexes from 0 (A is 0).

    ``header_row`` is the last row of the header. ``unknown`` lists headings nobody asked for; ``skipped`` the rows
    below the header that are no records, with the reason.
    """

    sheet: Sheet
    header_row: int
    columns: dict[str, int]
    unknown: list[tuple[int, str]]
    headings: dict[str, str]  # field -> the heading as the sheet has it
    skipped: list[tuple[int, str]] = field(default_factory=list)
    kept: list[tuple[int, list[Cell]]] = field(
        default_factory=list
    )  # row number and whole row of each record

    def __len__(self) -> int:
        return len(self.kept)

    @property
    def rows(self) -> Iterator[tuple[int, dict[str, Cell]]]:
        """Every record, again from the first each time: its row number and the raw value of each column found."""
        columns = list(self.columns.items())
        for number, row in self.kept:
            width = len(row)
            yield number, {name: row[col] if col < width else None for name, col in columns}


def find_table(sheet: Sheet, headings: Mapping[str, Sequence[str]], progress: Progress | None = None) -> Table:
    """The table whose header names most of the wanted fields (field name -> accepted headings, the label first).

    Raises OfficeError naming the headings when none of them is found in the first rows, Cancelled.
    """
    wanted = Wanted(headings)
    header = best_header(sheet, wanted)
    if header is None:
        raise OfficeError(_not_found(sheet.name, wanted), detail=sheet.name)
    taken = set(header.columns.values())
    table = Table(
        sheet,
        sheet.first_row + header.bottom,
        header.columns,
        [(col, text) for col, text in enumerate(header.texts) if text and col not in taken],
        {name: header.texts[col] for name, col in header.columns.items()},
    )
    _keep_rows(table, header, progress or Silent())
    return table


def best_sheet(book: Book, headings: Mapping[str, Sequence[str]]) -> Sheet:
    """The sheet whose header names most of the fields, the first of equals.

    A hidden one only where no visible one names two fields: what its sender put aside is not what was sent. Raises OfficeError naming the headings when no sheet has any.
    """
    wanted = Wanted(headings)
    ranked: list[tuple[bool, int, bool, bool, int]] = []
    for index, sheet in enumerate(book.sheets):
        header = best_header(sheet, wanted)
        if header is not None:
            named = len(header.columns)
            meant = not sheet.hidden and named >= min(2, len(wanted.labels))
            ranked.append((meant, named, not sheet.hidden, len(sheet.rows) > header.bottom + 1, -index))
    if not ranked:
        raise OfficeError(_not_found(book.path.name, wanted), detail=book.path.name)
    return book.sheets[-max(ranked)[-1]]


def like_sheets(book: Book, table: Table, headings: Mapping[str, Sequence[str]]) -> list[str]:
    """The other visible sheets with rows under a header that names half as many fields as the table's at least."""
    wanted, needed = Wanted(headings), max(2, (len(table.columns) + 1) // 2)
    found = []
    for sheet in book.sheets:
        header = None if sheet.hidden or sheet is table.sheet else best_header(sheet, wanted)
        if header is not None and len(header.columns) >= needed and len(sheet.rows) > header.bottom + 1:
            found.append(sheet.name)
    return found


def _not_found(where: str, wanted: Wanted) -> str:
    labels = list(wanted.labels.values())
    named = "、".join(labels[:8]) + (" 等" if len(labels) > 8 else "")
    return (
        f"在“{where}”的前 {SEARCHED_ROWS} 行里没有找到表头，没有导入任何内容。要找的列名有：{named}。"
        "请检查选的工作表和表头的列名，改好再导入。"
    )


def _keep_rows(table: Table, header: Header, progress: Progress) -> None:
    """Part the rows below the header into records and rows that are skipped, filling cells merged downwards."""
    skipper = Skipper(table.columns, [header.texts[col] for col in table.columns.values()])
    merged, bands = _merged_down(table), _bands(table)
    for index in range(header.bottom + 1, len(table.sheet.rows)):
        if index % _EVERY == 0:
            progress.check_cancelled()
        number = table.sheet.first_row + index
        row = table.sheet.rows[index]
        reason = skipper.reason(row, band=number in bands)
        if reason is None:
            table.kept.append((number, _filled(row, merged[number]) if number in merged else row))
        else:
            table.skipped.append((number, reason))
    last = _last_row(table.sheet)
    while table.skipped and table.skipped[-1] == (last, BLANK):
        table.skipped.pop()
        last -= 1


def _bands(table: Table) -> set[int]:
    """Rows whose first cell is merged over most of the columns: they part the table, they are no records."""
    widest = max(table.columns.values()) + 1
    return {span.row for span in table.sheet.merged if span.col == 0 and 2 * (span.last_col + 1) > widest}


def _merged_down(table: Table) -> dict[int, list[tuple[int, Cell]]]:
    """For rows under a cell merged downwards over several records (一个部门 over its people): its value again."""
    values: dict[int, list[tuple[int, Cell]]] = {}
    columns = set(table.columns.values())
    for span in table.sheet.merged:
        if span.col in columns and span.row > table.header_row and span.last_row > span.row:
            row = table.sheet.rows[span.row - table.sheet.first_row] if _inside(table.sheet, span.row) else []
            value = row[span.col] if span.col < len(row) else None
            for number in range(span.row + 1, min(span.last_row, _last_row(table.sheet)) + 1):
                values.setdefault(number, []).append((span.col, value))
    return values


def _inside(sheet: Sheet, number: int) -> bool:
    return sheet.first_row <= number <= _last_row(sheet)


def _last_row(sheet: Sheet) -> int:
    return sheet.first_row + len(sheet.rows) - 1


def _filled(row: list[Cell], values: list[tuple[int, Cell]]) -> list[Cell]:
    row = list(row)
    for col, value in values:
        row += [None] * (col + 1 - len(row))
        row[col] = value if row[col] is None else row[col]
    return row
