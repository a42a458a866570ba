# SPDX-License-Identifier: MIT
"""Long lists: a header on every page, subtotals and totals, cells merged downwards, no row ever split."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from unionoffice.printing.document import Document
from unionoffice.printing.grid import ROW, Box, Cell, Grid, label, ruled
from unionoffice.printing.page import AIR, PADDING, Page
from unionoffice.printing.paging import Merged, page_heights, rows_that_fit
from unionoffice.printing.style import A4, BODY, LABEL, MARGIN, MM, Size, Style
from unionoffice.printing.wrap import height_of
from unionoffice.progress import Progress

R = TypeVar("R")
Cells = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: ``show`` gives a row's text, None = the running number from 1 (序号).

    ``merge=True``: neighbours with the same text, also in the merged columns to the left, are one cell.
    """

    title: str
    width: float
    show: Callable[[R], str] | None = None
    style: Style = BODY
    merge: bool = False


@dataclass(slots=True)
class Table(Generic[R]):
    """What a long list is; ``draw_table`` draws it. All measures are millimetres.

    ``head(page)`` draws what stands above the table on every page and returns where the table begins.
    ``foot(page, y)`` draws the signatures below it and needs ``foot_height``. ``subtotal(rows of the page)``
    are the cells of the 本页小计 row; ``total(all rows)`` the rows that end the list (合计, 合计（大写）).
    ``header`` replaces the plain row of titles by rows of cells, for headings over several columns.
    ``rows_per_page`` rows at most, and with ``pad`` as many empty rows as are lacking. ``grow`` lets a row
    grow with its texts; without it every row is ``row_height`` high and texts are set smaller to fit.
    """

    columns: Sequence[Column[R]]
    rows: Sequence[R]
    head: Callable[[Page], float]
    foot: Callable[[Page, float], None] | None = None
    foot_height: float = 0.0
    subtotal: Callable[[Sequence[R]], Cells] | None = None
    total: Callable[[Sequence[R]], Sequence[Cells]] | None = None
    header: Sequence[Cells] | None = None
    header_height: float = ROW
    row_height: float = ROW
    rows_per_page: int | None = None
    pad: bool = False
    grow: bool = False
    x: float = MARGIN
    bottom: float = MARGIN
    numbered: bool = True
    size: Size = A4

    @property
    def widths(self) -> list[float]:
        return [column.width for column in self.columns]


def draw_table(document: Document, table: Table[R], progress: Progress | None = None) -> None:
    """Draw the whole table on pages of its own, at least one. Cancelled is raised between two pages.

    ValueError if the cells of a header, subtotal or total row do not fill the columns.
    """
    _Drawing(document, table).run(progress)


class _Drawing(Generic[R]):
    """One run over the pages: which row comes next, and what was worked out once for all rows."""

    def __init__(self, document: Document, table: Table[R]) -> None:
        self.document = document
        self.table = table
        self.texts = [_texts(table.columns, row, number) for number, row in enumerate(table.rows, 1)]
        self.heights = [self._height(texts) for texts in self.texts]
        self.merging = [index for index, column in enumerate(table.columns) if column.merge]
        self.merged = [self._merged(index) for index in self.merging]
        self.boxes: list[Box] = []
        self.totals = list(table.total(table.rows)) if table.total is not None else []

    def run(self, progress: Progress | None) -> None:
        first, done = 0, False
        while not done:
            if progress is not None:
                progress.check_cancelled()
            count, done = self._page(first)
            first += count
            if progress is not None:
                progress.report(first, len(self.texts), "正在排版")

    def _page(self, first: int) -> tuple[int, bool]:
        """Draw one page; how many rows it took, and whether it ended the list."""
        table = self.table
        page = self.document.page(table.size)
        top = self._header(page, table.head(page))
        below = table.row_height if table.subtotal is not None else 0.0
        room = page.height - table.bottom - table.foot_height - top - below
        last_room = room - table.row_height * len(self.totals)
        most = table.rows_per_page or len(self.texts)
        count = rows_that_fit(self.heights, self.merged, first, room, last_room, most)
        heights = page_heights(self.heights, self.merged, first, count)
        squeezed = min(1.0, room / sum(heights)) if heights else 1.0
        y = self._rows(page, top, first, [height * squeezed for height in heights])
        done = first + count == len(self.texts) and (y - top <= last_room + 0.01 or count == 0)
        self._end(page, self._pad(page, y, count, last_room if done else room, top), first, count, done)
        return count, done

    def _end(self, page: Page, y: float, first: int, count: int, done: bool) -> None:
        table = self.table
        if table.subtotal is not None and (count or not first):
            y = self._row(page, y, table.row_height, table.subtotal(table.rows[first : first + count]))
        for cells in self.totals if done else []:
            y = self._row(page, y, table.row_height, cells)
        page.lines(ruled(self.boxes))
        self.boxes.clear()
        if table.foot is not None:
            table.foot(page, y)
        if table.numbered:
            page.number()

    def _header(self, page: Page, y: float) -> float:
        header = self.table.header or [[label(column.title) for column in self.table.columns]]
        return self._grid(page, y, self.table.header_height, header)

    def _row(self, page: Page, y: float, height: float, cells: Cells) -> float:
        return self._grid(page, y, height, [cells])

    def _grid(self, page: Page, y: float, height: float, rows: Sequence[Cells]) -> float:
        """Rows of cells from ``y`` down; their lines are drawn with those of the whole page."""
        grid = Grid(self.table.x, y, self.table.widths)
        for cells in rows:
            grid.row(*cells, height=height)
        grid.draw_texts(page)
        self.boxes += grid.boxes()
        return grid.bottom

    def _rows(self, page: Page, y: float, first: int, heights: list[float]) -> float:
        """The page's rows: every cell's text, that of a merged cell once for all its rows on this page."""
        tops = [y]
        for height in heights:
            tops.append(tops[-1] + height)
        left = self.table.x
        for index, column in enumerate(self.table.columns):
            for top, rows in self._pieces(index, first, len(heights)):
                box = Box(left, tops[top], column.width, tops[top + rows] - tops[top])
                page.box(*box, self.texts[first + top][index], column.style)
                self.boxes.append(box)
            left += column.width
        return tops[-1]

    def _pieces(self, index: int, first: int, count: int) -> list[tuple[int, int]]:
        if index not in self.merging:
            return [(row, 1) for row in range(count)]
        merged = self.merged[self.merging.index(index)]
        return [(top, rows) for top, rows, _ in merged.pieces(first, count)]

    def _pad(self, page: Page, y: float, count: int, room: float, top: float) -> float:
        """Empty rows to the full number, as far as they fit."""
        table = self.table
        if not table.pad or table.rows_per_page is None:
            return y
        fitting = int((top + room - y) / table.row_height + 1e-6)
        lacking = max(0, min(table.rows_per_page - count, fitting))
        return self._grid(page, y, table.row_height, [[Cell()] * len(table.columns)] * lacking)

    def _height(self, texts: Sequence[str]) -> float:
        table = self.table
        if not table.grow:
            return table.row_height
        needs = [
            _need(text, column) for text, column in zip(texts, table.columns, strict=True) if not column.merge
        ]
        return max(table.row_height, *needs)

    def _merged(self, index: int) -> Merged:
        columns = [each for each in self.merging if each <= index]
        keys = [[texts[each] for each in columns] for texts in self.texts]
        starts = [row for row, key in enumerate(keys) if row == 0 or key != keys[row - 1]]
        needs = [_need(self.texts[row][index], self.table.columns[index]) for row in starts]
        return Merged(starts, needs if self.table.grow else [0.0] * len(starts))


def _texts(columns: Sequence[Column[R]], row: R, number: int) -> list[str]:
    return [str(number) if column.show is None else column.show(row) for column in columns]


def _need(text: str, column: Column[R]) -> float:
    """The height in millimetres of a cell that shows the text at full size."""
    return height_of(text, column.style, (column.width - 2 * PADDING) * MM) / MM + 2 * AIR


def spanned(text: str, columns: int, *values: Cell) -> list[Cell]:
    """A sum row: ``text`` over the first ``columns`` columns, then the values."""
    return [label(text, columns, style=LABEL), *values]
