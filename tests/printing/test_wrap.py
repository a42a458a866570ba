# SPDX-License-Identifier: MIT
"""Breaking lines by the Chinese rules, and fitting texts into boxes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from unionoffice.printing import fonts
from unionoffice.printing.style import BODY, CENTER
from unionoffice.printing.wrap import ELLIPSIS, NOT_FIRST, NOT_LAST, break_lines, fit, height_of

CHARACTERS = st.text(alphabet="工会慰问金领取，。（）《》“”、 a1,.%¥\n阿·𠮷", max_size=80)


def ems(text: str) -> float:
    return float(len(text))


def test_closing_marks_do_not_begin_a_line_nor_opening_ones_end_it() -> None:
    assert break_lines("一二三四，五六", 4, ems) == ["一二三", "四，五六"]
    assert break_lines("一二三（四五）", 4, ems) == ["一二三", "（四五）"]
    assert break_lines("金额为¥500", 4, ems) == ["金额为", "¥500"]


def test_words_and_numbers_are_not_broken() -> None:
    assert break_lines("共 1,200.50 元", 8, ems) == ["共", "1,200.50", "元"]
    assert break_lines("abcdefghij", 4, ems) == ["abcd", "efgh", "ij"]


def test_line_feeds_break_and_empty_lines_stay() -> None:
    assert break_lines("甲\n\n乙", 4, ems) == ["甲", "", "乙"]
    assert break_lines("", 4, ems) == [""]


@given(CHARACTERS, st.integers(2, 12))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = break_lines(text, width, ems)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(len(line) <= width for line in lines)


@given(st.text(alphabet="工会慰问，。（）《》", min_size=1, max_size=60))
def test_marks_keep_their_place_in_a_line_wide_enough(text: str) -> None:
    single = break_lines(text, 1000, ems)
    assert single == [text]
    lines = break_lines(text.replace("（）", "").replace("《》", ""), 30, ems)
    for before, after in pairwise(lines):
        glued = before[-1] in NOT_LAST or after[0] in NOT_FIRST
        assert not glued or len(before) == 30 or all(c in NOT_FIRST + NOT_LAST for c in before[-1] + after[0])


@given(CHARACTERS, st.floats(10, 300), st.floats(8, 60))
def test_fitted_lines_fit_or_are_marked_as_cut(text: str, width: float, height: float) -> None:
    style = BODY
    fitted = fit(text, style, width, height)
    assert style.floor <= fitted.size <= style.size
    if not fitted.cut:
        assert all(fonts.width(line, style.role, fitted.size) <= width + 0.02 for line in fitted.lines)
        assert ((len(fitted.lines) - 1) * style.leading + 1) * fitted.size <= height + 0.02
    else:
        assert fitted.size == style.floor
        assert fitted.lines[-1].endswith(ELLIPSIS)


def test_a_text_a_little_too_long_is_set_smaller_rather_than_broken() -> None:
    width = fonts.width("办公室", "song", 9.5)
    fitted = fit("办公室", CENTER, width, 100)
    assert fitted.lines == ["办公室"] and 9 <= fitted.size < 10.5
    assert fit("办公室", CENTER.but(squeeze=1.0), width, 100).lines != ["办公室"]


def test_centred_lines_are_balanced() -> None:
    assert fit("责任领导", CENTER, 3 * 10.5, 100).lines == ["责任", "领导"]
    assert fit("责任领导", BODY, 3 * 10.5, 100).lines == ["责任领", "导"]


def test_a_text_without_wrapping_stays_on_one_line() -> None:
    fitted = fit("人民币壹仟元整\n", BODY.but(wrap=False), 60, 100)
    assert len(fitted.lines) == 1 and fitted.size < 10.5


def test_height_counts_lines() -> None:
    assert height_of("一二三四五六", BODY, 21) == 3 * 10.5 * 1.3
