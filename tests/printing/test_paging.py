# SPDX-License-Identifier: MIT
"""Which rows go on which page."""

from hypothesis import given
from hypothesis import strategies as st

from unionoffice.printing.paging import Merged, page_heights, rows_that_fit

HEIGHTS = st.lists(st.floats(5, 60), min_size=1, max_size=40)


def all_pages(
    heights: list[float], merged: list[Merged], room: float, last_room: float, most: int
) -> list[int]:
    pages, first = [], 0
    while first < len(heights):
        pages.append(rows_that_fit(heights, merged, first, room, last_room, most))
        first += pages[-1]
    return pages


def test_pages_are_filled_as_far_as_they_go() -> None:
    assert all_pages([8] * 30, [], 100, 100, 99) == [12, 12, 6]
    assert all_pages([8] * 30, [], 100, 100, 10) == [10, 10, 10]


def test_the_totals_never_stand_alone_if_a_row_can_go_with_them() -> None:
    assert all_pages([8] * 12, [], 100, 84, 99) == [11, 1]
    assert all_pages([8] * 10, [], 100, 84, 99) == [10]


def test_a_row_higher_than_the_page_gets_a_page_of_its_own() -> None:
    assert all_pages([300, 8, 8], [], 100, 100, 99) == [1, 2]


def test_a_merged_cell_begins_anew_on_the_next_page() -> None:
    merged = Merged([0, 5], [10, 10])
    assert list(merged.pieces(3, 4)) == [(0, 2, 10), (2, 2, 10)]
    assert list(merged.pieces(0, 3)) == [(0, 3, 10)]


def test_rows_grow_evenly_for_a_merged_text() -> None:
    assert page_heights([8, 8, 8], [Merged([0, 2], [30, 8])], 0, 3) == [15, 15, 8]
    assert page_heights([8, 8, 8], [Merged([0, 2], [30, 8])], 1, 2) == [30, 8]


@given(HEIGHTS, st.floats(60, 200), st.floats(0, 40), st.integers(1, 20), st.data())
def test_every_row_is_on_exactly_one_page_and_every_page_fits(
    heights: list[float], room: float, totals: float, most: int, data: st.DataObject
) -> None:
    starts = sorted({0} | data.draw(st.sets(st.integers(0, len(heights) - 1))))
    merged = [
        Merged(starts, data.draw(st.lists(st.floats(0, 60), min_size=len(starts), max_size=len(starts))))
    ]
    pages = all_pages(heights, merged, room, room - totals, most)
    assert sum(pages) == len(heights)
    first = 0
    for count in pages:
        assert 1 <= count <= most
        assert count == 1 or sum(page_heights(heights, merged, first, count)) <= room + 1e-3
        first += count
