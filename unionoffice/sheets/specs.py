# SPDX-License-Identifier: MIT
"""What a sheet to be written looks like, said as data: columns, rows, totals, unit line, signatures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from unionoffice.sheets.styles import Kind


@dataclass(frozen=True)
class Formula:
    """A native formula such as ``Formula("=C{row}+D{row}-E{row}")``; a plain string is never a formula.

    ``{row}`` is the row the formula stands in; in a totals row ``{first}`` and ``{last}`` are the data rows too.
    """

    text: str


@dataclass(frozen=True)
class ColumnSpec:
    """One column. ``width`` is in characters of the default font (a Chinese character counts two).

    Money is given in yuan (Decimal), percent as a fraction (0.305 shows 30.5%), month and day as a date; any
    kind also takes text, which is then written as it is, and None, which leaves the cell blank. ``total`` sums
    the column. Neighbouring columns with the same ``group`` get that group's heading merged above them.
    """

    heading: str
    width: float = 12
    kind: Kind = "text"
    total: bool = False
    wrap: bool = False
    group: str = ""


@dataclass(frozen=True)
class SheetSpec:
    """One table on one sheet (or, inside a :class:`BlockSheet`, one of several).

    ``unit_line`` is (填报单位, 截止日期, 单位：元). ``totals`` adds to or replaces the sums of ``total`` columns,
    by heading: a value or a Formula. ``freeze_columns`` counts the columns that stay in view when scrolling
    sideways. ``plain`` is for tables another program reads: header in row 1, no merged rows, no totals.
    """

    title: str
    columns: Sequence[ColumnSpec]
    rows: Iterable[Sequence[object]]
    sheet_name: str = ""
    unit_line: tuple[str, str, str] = ("", "", "")
    totals: Mapping[str, object] = field(default_factory=dict)
    total_label: str = "合计"
    notes: Sequence[str] = ()
    signatures: Sequence[str] = ("制表人", "审核人", "负责人")
    signed_on: date | None = None
    landscape: bool = True
    freeze_columns: int = 0
    plain: bool = False


@dataclass(frozen=True)
class BlockSheet:
    """Several tables below each other on one sheet (the monthly report); a column's width is the widest asked.

    Signatures are those of each block: leave them () on all but the last.
    """

    sheet_name: str
    blocks: Sequence[SheetSpec]
    landscape: bool = True


AnySheet = SheetSpec | BlockSheet
