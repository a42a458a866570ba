# SPDX-License-Identifier: MIT
"""The two tables of the aid statistics: by one dimension beside the year before, and by two; what each figure stands for."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt

from ui.report_tables import Block, BlockModel, Heading, ReportRow, Target, shown
from ui.table_paint import Look
from unionoffice.aid.statistics_queries import NOTHING, CrossSide, CrossTable, StatLine, StatTable, Sums
from unionoffice.aid.statistics_rows import Pick

COUNTS, AMOUNT = 60, 108
LAST_COUNTS, LAST_AMOUNT = 72, 116
MEASURES = {"cases": "人次", "people": "人数", "homes": "户数", "amount": "金额"}
GREY, BOLD, TOTAL = Look(tone="text2"), Look(bold=True), Look(bold=True, tint="subtle")
NOTE = "一个人、一户在合计里只算一次，所以各行人数、户数相加可能多于合计"


class Figure(NamedTuple):
    """What stands behind a cell: values of dimensions, in this span or in that of the year before."""

    picks: tuple[Pick, ...]
    last: bool = False


class StatModel(BlockModel):
    """The sums stay the first row, however the table is sorted."""

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        sums, lines = self._rows[:1], self._rows[1:]
        lines.sort(key=lambda row: row.values[column], reverse=order == Qt.SortOrder.DescendingOrder)
        self._rows = [*sums, *lines]
        self.layoutChanged.emit()


def measured(sums: Sums) -> dict[str, object]:
    """By the keys of MEASURES."""
    return {"cases": sums.case_count, "people": sums.person_count, "homes": sums.household_count, "amount": sums.amount}


# --- by one dimension ----------------------------------------------------------------------------------------------


def table_headings(title: str) -> list[Heading]:
    this = [Heading(key, name, COUNTS, True) for key, name in list(MEASURES.items())[:3]]
    last = [Heading(f"last_{key}", f"上年{name}", LAST_COUNTS, True) for key, name in list(MEASURES.items())[:3]]
    return [
        Heading("name", title, 0), *this, Heading("amount", "金额（元）", AMOUNT, True), *last,
        Heading("last_amount", "上年金额（元）", LAST_AMOUNT, True), Heading("more", "增减（元）", AMOUNT, True),
    ]  # fmt: skip


def table_block(table: StatTable, title: str) -> Block:
    """The sums, then a row per value; ``target.record_id`` is the line's number, -1 the sums."""
    rows = [_line(-1, table.total, TOTAL), *(_line(number, one) for number, one in enumerate(table.lines))]
    return Block(table_headings(title), rows, NOTE)


def _line(number: int, one: StatLine, look: Look | None = None) -> ReportRow:
    this, last = list(measured(one.this).values()), list(measured(one.last).values())
    values = (one.text, *this, *last, one.this.amount - one.last.amount)
    looks = range(len(values)) if look else range(5, 9)
    return ReportRow(values, Target("aid", number), tuple((at, look or GREY) for at in looks))


def table_figure(table: StatTable, number: int, key: str) -> Figure:
    """What a cell of the table counts; the columns of the year before count that one."""
    last = key.startswith("last_")
    if number < 0:
        return Figure((), last)
    line = table.lines[number]
    return Figure((Pick(table.dimension.key, (line.value,), line.text),), last)


# --- by two --------------------------------------------------------------------------------------------------------


def cross_block(table: CrossTable, measure: str, title: str) -> Block:
    """One measure in every cell; the sums stand in the last column and the first row."""
    unit = "（元）" if measure == "amount" else ""
    heads = [Heading(f"c{n}", one.text, _cross_width(one, measure), True) for n, one in enumerate(table.column_lines)]
    headings = [Heading("name", title, 0), *heads, Heading("total", f"合计{unit}", AMOUNT, True)]
    rows = [_cross_row(-1, CrossSide((), "合计", table.total), [one.sums for one in table.column_lines], measure)]
    for number, one in enumerate(table.row_lines):
        cells = [table.cells.get((number, n), NOTHING) for n in range(len(heads))]
        rows.append(_cross_row(number, one, cells, measure))
    return Block(headings, rows, NOTE if measure in ("people", "homes") else "")


def _cross_width(one: CrossSide, measure: str) -> int:
    """As wide as its sum, in bold, or its heading needs."""
    return max(8 * len(shown(measured(one.sums)[measure])) + 18, 14 * len(one.text) + 18, COUNTS)


def _cross_row(number: int, one: CrossSide, cells: Sequence[Sums], measure: str) -> ReportRow:
    values = (one.text, *(measured(sums)[measure] for sums in (*cells, one.sums)))
    looks = tuple((at, TOTAL) for at in range(len(values))) if number < 0 else ((len(values) - 1, BOLD),)
    return ReportRow(values, Target("aid", number), looks)


def cross_figure(table: CrossTable, number: int, key: str) -> Figure:
    """What a cell of the cross table counts; the sums count a whole row, a whole column or everything."""
    picks = []
    if number >= 0:
        row = table.row_lines[number]
        picks.append(Pick(table.rows.key, row.values, row.text))
    if key.startswith("c"):
        column = table.column_lines[int(key[1:])]
        picks.append(Pick(table.columns.key, column.values, column.text))
    return Figure(tuple(picks))
