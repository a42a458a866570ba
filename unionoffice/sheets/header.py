# SPDX-License-Identifier: MIT
"""Finds the header among the first rows of a sheet: one row or two, under titles and notes, merged or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from unionoffice.sheets.cells import Sheet
from unionoffice.sheets.headings import Wanted

SEARCHED_ROWS = 10  # that are not blank
_DEEPEST_HEADER = 4
_WORSE = 4  # a heading further down the list of accepted ones is worse than any way of reading two rows


@dataclass(frozen=True)
class Header:
    """A possible header: rows ``top`` to ``bottom`` (indexes into the sheet's rows), one text per column."""

    top: int
    bottom: int
    texts: list[str]
    columns: dict[str, int]
    paired: bool


def best_header(sheet: Sheet, wanted: Wanted) -> Header | None:
    """Of all single rows and pairs of rows at the top the one that names most fields; single rows win ties."""
    found = [
        header
        for row in _top_rows(sheet)
        for bottom in (row, row + 1)
        if (header := _header(sheet, row, bottom, wanted)) is not None
    ]
    return max(found, key=lambda header: (len(header.columns), not header.paired, -header.top), default=None)


def _top_rows(sheet: Sheet) -> list[int]:
    filled = (index for index, row in enumerate(sheet.rows) if any(cell is not None for cell in row))
    return list(islice(filled, SEARCHED_ROWS))


def _header(sheet: Sheet, top: int, bottom: int, wanted: Wanted) -> Header | None:
    if bottom >= len(sheet.rows):
        return None
    readings = _single(sheet, top) if top == bottom else _paired(sheet, top)
    found = sorted(
        (_WORSE * rank + place, col, name)
        for col, texts in enumerate(readings)
        for place, text in enumerate(texts)
        for rank, name in wanted.matches(text)
    )
    columns: dict[str, int] = {}
    for _, col, name in found:
        if name not in columns and col not in columns.values():
            columns[name] = col
    if not columns:
        return None
    last = max(bottom, _merged_down_to(sheet, top, columns))
    return Header(top, last, [texts[0] if texts else "" for texts in readings], columns, top != bottom)


def _single(sheet: Sheet, row: int) -> list[list[str]]:
    return [[text] if text else [] for text in _texts(sheet, row)]


def _paired(sheet: Sheet, top: int) -> list[list[str]]:
    """For each column what its two header rows may say together: 增加入会, else 入会; what is merged down, alone."""
    upper, lower = _texts(sheet, top), _texts(sheet, top + 1)
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    readings, group = [], ""
    for above, below in zip(upper, lower, strict=True):
        group = above or (group if below else "")
        if below:
            readings.append([group + below, below] if group else [below])
        else:
            readings.append([above] if above else [])
    return readings


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [" ".join(cell.split()) if isinstance(cell, str) else "" for cell in sheet.rows[row]]


def _merged_down_to(sheet: Sheet, top: int, columns: Mapping[str, int]) -> int:
    """The last row (index) of the header when its cells are merged downwards."""
    number = sheet.first_row + top
    lasts = (
        span.last_row
        for span in sheet.merged
        if span.row == number and span.col in columns.values() and span.last_row - span.row < _DEEPEST_HEADER
    )
    return max(lasts, default=number) - sheet.first_row
