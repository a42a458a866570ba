# SPDX-License-Identifier: MIT
"""Ruled forms: rows of label and value cells, merged across columns and rows, with room for signatures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from unionoffice.printing.page import Line, Page
from unionoffice.printing.style import BODY, LABEL, Align, Style

ROW = 8.0
"""The least row height in millimetres that a form should have."""
SIGNATURE = "签字（盖章）：　　　　　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``span`` columns wide, ``rows`` rows high. ``foot`` stands at its bottom right.

    A ``key`` marks a cell that ``Grid.fill`` writes into; its ``text`` is then what is printed beforehand.
    """

    text: str = ""
    span: int = 1
    rows: int = 1
    style: Style = BODY
    foot: str = ""
    key: str = ""


def label(text: str, span: int = 1, rows: int = 1, style: Style = LABEL) -> Cell:
    """A centred label."""
    return Cell(text, span, rows, style)


def value(
    text: str = "", span: int = 1, rows: int = 1, *, key: str = "", align: Align = "left", style: Style = BODY
) -> Cell:
    """What is written beside a label."""
    return Cell(text, span, rows, style if align == "left" else style.but(align=align), key=key)


def signed(text: str = "", span: int = 1, rows: int = 1, *, foot: str = SIGNATURE, key: str = "") -> Cell:
    """An opinion at the top left, the line to sign, seal and date at the bottom right; 18 mm or higher."""
    return Cell(text, span, rows, BODY.but(valign="top"), foot, key)


class Box(NamedTuple):
    """A rectangle in millimetres."""

    x: float
    y: float
    width: float
    height: float


class Grid:
    """A form's ruled part. Add rows from top to bottom, then ``draw`` it; ``bottom`` is where it ends.

    ``widths`` are millimetres. A cell with ``rows`` > 1 reaches down; the rows below leave it out.
    """

    def __init__(self, x: float, y: float, widths: Sequence[float]) -> None:
        self._edges = _edges(x, widths)
        self._rows = [y]
        self._cells: list[tuple[Cell, int, int]] = []
        self._taken: set[tuple[int, int]] = set()

    @property
    def bottom(self) -> float:
        return self._rows[-1]

    def row(self, *cells: Cell, height: float = ROW) -> None:
        """Add a row. ValueError if its cells and those reaching down from above do not fill it exactly."""
        row = len(self._rows) - 1
        free = [column for column in range(len(self._edges) - 1) if (row, column) not in self._taken]
        for cell in cells:
            mine, free = free[: cell.span], free[cell.span :]
            if not mine or mine != list(range(mine[0], mine[0] + cell.span)):
                raise ValueError(f"row {row + 1}: no room for the cell {cell.text or cell.key!r}")
            self._cells.append((cell, row, mine[0]))
            self._taken.update((row + down, column) for down in range(cell.rows) for column in mine)
        if free:
            raise ValueError(f"row {row + 1}: column {free[0] + 1} is not filled")
        self._rows.append(self._rows[-1] + height)

    def draw(self, page: Page) -> None:
        """Lines and fixed texts."""
        page.lines(ruled(self.boxes()))
        self.draw_texts(page)

    def draw_texts(self, page: Page) -> None:
        """The fixed texts without the lines: for a caller that draws the lines of several grids as one."""
        for (cell, _, _), box in zip(self._cells, self.boxes(), strict=True):
            draw_cell(page, box, cell)

    def boxes(self) -> list[Box]:
        """Where the cells lie, in the order they were added."""
        return [self._box(*placed) for placed in self._cells]

    def fill(self, page: Page, values: Mapping[str, str]) -> None:
        """Write into the cells that have a key; KeyError if ``values`` lacks one of them."""
        for placed in self._cells:
            cell = placed[0]
            if cell.key:
                box = self._box(*placed)
                page.box(
                    box.x, box.y, box.width, box.height - _foot_height(cell), values[cell.key], cell.style
                )

    def box(self, key: str) -> Box:
        """Where the cell with this key lies (for a photo, a stamp); KeyError if there is none."""
        for placed in self._cells:
            if placed[0].key == key:
                return self._box(*placed)
        raise KeyError(key)

    def _box(self, cell: Cell, row: int, column: int) -> Box:
        left, top = self._edges[column], self._rows[row]
        last = min(row + cell.rows, len(self._rows) - 1)
        return Box(left, top, self._edges[column + cell.span] - left, self._rows[last] - top)


def draw_cell(page: Page, box: Box, cell: Cell) -> None:
    """A cell's text and foot, without its lines."""
    page.box(box.x, box.y, box.width, box.height - _foot_height(cell), cell.text, cell.style)
    if cell.foot:
        style = BODY.but(align="right", valign="bottom", wrap=False)
        page.box(
            box.x,
            box.y + box.height - _foot_height(cell),
            box.width - 2,
            _foot_height(cell),
            cell.foot,
            style,
        )


def _foot_height(cell: Cell) -> float:
    return 7.0 if cell.foot else 0.0


def _edges(x: float, widths: Sequence[float]) -> list[float]:
    edges = [x]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def ruled(boxes: Iterable[Box]) -> list[Line]:
    """The lines around boxes, each drawn once and as long as it runs, however many boxes share it."""
    across: dict[float, list[tuple[float, float]]] = {}
    down: dict[float, list[tuple[float, float]]] = {}
    for box in boxes:
        left, top, right, bottom = (
            round(v, 3) for v in (box.x, box.y, box.x + box.width, box.y + box.height)
        )
        for y in (top, bottom):
            across.setdefault(y, []).append((left, right))
        for x in (left, right):
            down.setdefault(x, []).append((top, bottom))
    horizontal = [(a, y, b, y) for y in sorted(across) for a, b in _joined(across[y])]
    vertical = [(x, a, x, b) for x in sorted(down) for a, b in _joined(down[x])]
    return horizontal + vertical


def _joined(pieces: list[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
