# SPDX-License-Identifier: MIT
"""How many rows of a long table go on a page and how high each is; knows nothing of drawing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merged:
    """A column whose equal neighbours are one cell: where each cell begins, and the height its text needs.

    ``starts`` are row indexes, ascending, beginning with 0; ``needs`` belong to them, in the rows' unit.
    """

    starts: Sequence[int]
    needs: Sequence[float]

    def pieces(self, first: int, count: int) -> Iterator[tuple[int, int, float]]:
        """The cells seen on a page of ``count`` rows from ``first``: (row on the page, rows, height needed).

        A cell that began on the page before begins anew here, with its whole text.
        """
        for number, start in enumerate(self.starts):
            end = self.starts[number + 1] if number + 1 < len(self.starts) else first + count
            top, bottom = max(start, first), min(end, first + count)
            if top < bottom:
                yield top - first, bottom - top, self.needs[number]


def page_heights(heights: Sequence[float], merged: Sequence[Merged], first: int, count: int) -> list[float]:
    """The heights of ``count`` rows from ``first``, grown evenly where a merged cell's text needs more."""
    grown = list(heights[first : first + count])
    for column in reversed(merged):
        for top, rows, need in column.pieces(first, count):
            lacking = need - sum(grown[top : top + rows])
            if lacking > 0:
                grown[top : top + rows] = [height + lacking / rows for height in grown[top : top + rows]]
    return grown


def rows_that_fit(
    heights: Sequence[float], merged: Sequence[Merged], first: int, room: float, last_room: float, most: int
) -> int:
    """How many rows from ``first`` go on this page: at least one if any is left, at most ``most``.

    ``room`` is the height for rows, ``last_room`` what is left of it if the totals go below them. When all
    that is left would fit, but not with the totals, the last row goes over to the next page with them.
    """
    left = len(heights) - first
    count = 0
    while count < min(left, most) and _fits(heights, merged, first, count + 1, room):
        count += 1
    if count == left and count > 1 and not _fits(heights, merged, first, count, last_room):
        count -= 1
    return max(count, min(left, 1))


def _fits(heights: Sequence[float], merged: Sequence[Merged], first: int, count: int, room: float) -> bool:
    return sum(page_heights(heights, merged, first, count)) <= room + 1e-6
