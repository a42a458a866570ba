# SPDX-License-Identifier: MIT
"""Lays a SheetSpec onto a streaming worksheet, row by row: title, unit line, header, rows, totals, signatures."""

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from unionoffice.progress import Progress
from unionoffice.sheets import styles
from unionoffice.sheets.specs import BlockSheet, ColumnSpec, Formula, SheetSpec
from unionoffice.sheets.styles import Kind, body_style

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE = 16.0  # points of one line of 11 pt text
_ROW = 19.0
_FIRST_EXCEL_YEAR = 1900
_EVERY = 500  # rows between two looks at the progress


class SheetWriter:
    """A streaming worksheet that knows its next row; rows can only be added downwards."""

    def __init__(self, book: Any, name: str, progress: Progress) -> None:
        self.ws = book.create_sheet(name)
        self.ws.sheet_format.defaultRowHeight = _ROW
        self.ws.sheet_format.customHeight = True
        self.row = 1
        self.held: dict[int, list[object]] = {}  # the cells of rows that formulas stand in or count over
        self._progress = progress

    def set_widths(self, widths: Sequence[float]) -> None:
        for index, width in enumerate(widths, 1):
            self.ws.column_dimensions[get_column_letter(index)].width = width

    def cell(self, style: str, value: object = None) -> Any:
        cell = WriteOnlyCell(self.ws)
        cell.style = style
        put(cell, value, "text")
        return cell

    def hold(self, cells: Sequence[Any]) -> None:
        """Keep what stands in the row that comes next, to work its formulas out."""
        self.held[self.row] = [Formula(one.value) if one.data_type == "f" else one.value for one in cells]

    def append(self, cells: Sequence[Any], *, height: float | None = None) -> int:
        """Add one row; returns its number."""
        if height:
            self.ws.row_dimensions[self.row].height = height
        self.ws.append(cells)
        self.row += 1
        return self.row - 1

    def merge(self, row: int, col: int, last_row: int, last_col: int) -> None:
        if (row, col) != (last_row, last_col):
            self.ws.merged_cells.add(CellRange(None, col, row, last_col, last_row))

    def spread(self, style: str, text: str, width: int, *, height: float | None = None) -> None:
        """One text over ``width`` columns."""
        row = self.append([self.cell(style, text)], height=height)
        self.merge(row, 1, row, width)

    def tick(self, done: int) -> None:
        if done % _EVERY == 0:
            self._progress.check_cancelled()
            self._progress.report(done, 0, f"正在写“{self.ws.title}”")


def lay_sheet(book: Any, name: str, spec: SheetSpec, progress: Progress) -> SheetWriter:
    """Write a sheet that holds one table; what it held in it."""
    sheet = SheetWriter(book, name, progress)
    sheet.set_widths([column.width for column in spec.columns])
    header = 1 if spec.plain else 2 + _header_depth(spec.columns)
    corner = f"{get_column_letter(spec.freeze_columns + 1)}{header + 1}"
    sheet.ws.freeze_panes = corner
    styles.set_up_page(sheet.ws, landscape=spec.landscape, title_rows=f"1:{header}")
    _lay_plain(sheet, spec) if spec.plain else lay_table(sheet, spec)
    sheet.ws.close()
    return sheet


def lay_blocks(book: Any, name: str, spec: BlockSheet, progress: Progress) -> SheetWriter:
    """Write a sheet that holds several tables below each other, one blank row between them."""
    sheet = SheetWriter(book, name, progress)
    sheet.set_widths(_widest(spec.blocks))
    styles.set_up_page(sheet.ws, landscape=spec.landscape)
    for index, block in enumerate(spec.blocks):
        if index:
            sheet.append([])
        lay_table(sheet, block)
    sheet.ws.close()
    return sheet


def _widest(blocks: Sequence[SheetSpec]) -> list[float]:
    count = max((len(block.columns) for block in blocks), default=0)
    return [
        max(block.columns[index].width for block in blocks if index < len(block.columns))
        for index in range(count)
    ]


def lay_table(sheet: SheetWriter, spec: SheetSpec) -> None:
    """One whole table at the sheet's next row."""
    width = len(spec.columns)
    sheet.spread(styles.TITLE, spec.title, width, height=30)
    if any(spec.unit_line):
        _lay_thirds(sheet, spec.unit_line, spec.columns)
    else:
        sheet.append([])
    _lay_header(sheet, spec.columns)
    first = sheet.row
    _lay_rows(sheet, spec)
    _lay_totals(sheet, spec, first, sheet.row - 1)
    for note in spec.notes:
        sheet.spread(styles.NOTE, note, width, height=_LINE * _lines(note, _total_width(spec.columns)) + 2)
    if spec.signatures or spec.signed_on:
        _lay_signatures(sheet, spec)


def _lay_plain(sheet: SheetWriter, spec: SheetSpec) -> None:
    sheet.append([sheet.cell(styles.HEADING, column.heading) for column in spec.columns])
    _lay_rows(sheet, spec)


def _header_depth(columns: Sequence[ColumnSpec]) -> int:
    return 2 if any(column.group for column in columns) else 1


def _lay_header(sheet: SheetWriter, columns: Sequence[ColumnSpec]) -> None:
    grouped = _header_depth(columns) == 2
    if grouped:
        _lay_groups(sheet, columns)
    texts = [None if grouped and not column.group else column.heading for column in columns]
    lines = max(_lines(text, column.width) for text, column in zip(texts, columns, strict=True) if text)
    cells = [sheet.cell(styles.HEADING, text) for text in texts]
    sheet.append(cells, height=max(_LINE * lines + 6, 24))


def _lay_groups(sheet: SheetWriter, columns: Sequence[ColumnSpec]) -> None:
    """The upper of two header rows; a column without a group has its own heading merged over both."""
    cells: list[Any] = []
    spans: list[tuple[int, int, int, int]] = []
    row = sheet.row
    for group, members in groupby(columns, key=lambda column: column.group):
        headings = [column.heading for column in members]
        first = len(cells) + 1
        if group:
            headings = [group] + [""] * (len(headings) - 1)
            spans.append((row, first, row, first + len(headings) - 1))
        else:
            spans += [(row, col, row + 1, col) for col in range(first, first + len(headings))]
        cells += [sheet.cell(styles.HEADING, heading) for heading in headings]
    sheet.append(cells, height=24)
    for span in spans:
        sheet.merge(*span)


def _lay_rows(sheet: SheetWriter, spec: SheetSpec) -> None:
    cells = [_column_cell(sheet, column) for column in spec.columns]
    kinds = [column.kind for column in spec.columns]
    wrapped = [(index, column.width) for index, column in enumerate(spec.columns) if column.wrap]
    counted = bool(spec.totals) or any(column.total for column in spec.columns)
    for done, values in enumerate(spec.rows):
        sheet.tick(done)
        for cell, kind, value in zip(cells, kinds, values, strict=True):
            put(cell, value, kind, row=sheet.row)
        if counted or any(isinstance(value, Formula) for value in values):
            sheet.hold(cells)
        lines = max((_lines(str(values[index]), width) for index, width in wrapped), default=1)
        sheet.append(cells, height=_LINE * lines + 2 if lines > 1 else None)


def _column_cell(sheet: SheetWriter, column: ColumnSpec, *, total: bool = False) -> Any:
    """A cell that is written again and again: openpyxl streams it out at once, so one per column is enough."""
    cell = sheet.cell(body_style(column.kind, wrap=column.wrap, total=total))
    if (
        column.kind == "int" and not column.total
    ):  # a running number or a year, which nobody compares by length
        cell.alignment = Alignment("center", "center", wrap_text=column.wrap)
    return cell


def _lay_totals(sheet: SheetWriter, spec: SheetSpec, first: int, last: int) -> None:
    if not (spec.totals or any(column.total for column in spec.columns)):
        return
    cells = []
    for index, column in enumerate(spec.columns, 1):
        cell = _column_cell(sheet, column, total=True)
        value = spec.totals.get(column.heading)
        if value is None and column.total and last >= first:
            letter = get_column_letter(index)
            value = Formula(f"=SUM({letter}{first}:{letter}{last})")
        put(cell, value, column.kind, row=sheet.row, first=first, last=last)
        cells.append(cell)
    label = next((i for i, column in enumerate(spec.columns) if cells[i].value is None), None)
    if label is not None:
        put(cells[label], spec.total_label, "text")
        cells[label].style = body_style("day", total=True)
    sheet.hold(cells)
    sheet.append(cells)


def _lay_thirds(sheet: SheetWriter, texts: tuple[str, str, str], columns: Sequence[ColumnSpec]) -> None:
    """Left, centre and right text over about a third of the table's width each."""
    kinds = (styles.UNIT_LEFT, styles.UNIT_CENTRE, styles.UNIT_RIGHT)
    cells = [sheet.cell(styles.UNIT_LEFT) for _ in columns]
    row = sheet.row
    for text, style, (start, stop) in zip(texts, kinds, _spans(columns, texts), strict=True):
        if stop > start:
            cells[start] = sheet.cell(style, text)
            sheet.merge(row, start + 1, row, stop)
    sheet.append(cells, height=20)


def _spans(columns: Sequence[ColumnSpec], texts: Sequence[str]) -> list[tuple[int, int]]:
    """Which columns each text gets: in proportion to what it needs, every non-empty text at least one if it can."""
    needs = [max(display_width(text), 0.1) for text in texts]
    total, share = _total_width(columns), 0.0
    spans, start = [], 0
    for index, need in enumerate(needs):
        share += need / sum(needs) * total
        stop = start
        while stop < len(columns) and _total_width(columns[: stop + 1]) <= share + columns[stop].width / 2:
            stop += 1
        left = sum(1 for text in texts[index + 1 :] if text)
        stop = min(max(stop, start + bool(texts[index])), max(len(columns) - left, start))
        if index == len(needs) - 1:
            stop = len(columns)
        spans.append((start, stop))
        start = stop
    return spans


def _lay_signatures(sheet: SheetWriter, spec: SheetSpec) -> None:
    """制表人：　审核人：　负责人：　and the date, with room to sign, in one row over the whole width."""
    parts = [f"{who}：" for who in spec.signatures]
    day = spec.signed_on
    parts.append(f"{day.year}年{day.month}月{day.day}日" if day else "　　　年　　月　　日")
    room = _total_width(spec.columns) - sum(map(display_width, parts))
    gap = "　" * max(2, int(room / max(len(parts) - 1, 1) / 2) - 1)
    sheet.spread(styles.UNIT_LEFT, gap.join(parts), len(spec.columns), height=32)


def put(cell: Any, value: object, kind: Kind, *, row: int = 0, first: int = 0, last: int = 0) -> None:
    """Set a cell's value so that text stays text: a string is never taken for a formula, number or error."""
    if isinstance(value, Formula):
        cell.value = value.text.format(row=row, first=first, last=last)
        return
    value = _plain_value(value, kind)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _plain_value(value: object, kind: Kind) -> object:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime) and kind in ("day", "month"):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat() if kind == "text" or value.year < _FIRST_EXCEL_YEAR else value
    if kind in ("text", "day", "month") or not isinstance(value, int | float | Decimal):
        return without_controls(str(value))
    return value


def without_controls(text: str) -> str:
    """Without the characters no workbook may hold (Excel calls such a file damaged)."""
    return _ILLEGAL.sub("", text)


def display_width(text: str) -> float:
    """In characters of the default font; a Chinese one counts two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


def _total_width(columns: Sequence[ColumnSpec]) -> float:
    return sum(column.width for column in columns)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(display_width(part) / max(width - 1, 1))) for part in _split(text))


def _split(text: str) -> Iterator[str]:
    yield from text.split("\n")
