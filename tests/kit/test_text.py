# SPDX-License-Identifier: MIT
"""Blanks and full-width characters, before anything is parsed."""

from unionoffice.kit.text import half_width, quote, squeeze


def test_full_width_signs_become_half_width_and_chinese_stays() -> None:
    assert half_width("１２Ｘ，（￥）　王") == "12X,(¥) 王"


def test_squeeze_removes_inner_blanks_and_invisible_marks() -> None:
    assert squeeze("\ufeff 1 2\u200b\u00a03\u3000\t4\n") == "1234"


def test_quote_shows_the_beginning_of_a_long_text() -> None:
    assert quote(" 一千 ") == "“一千”"
    assert quote("长" * 30) == "“" + "长" * 20 + "…”"
