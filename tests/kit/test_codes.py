# SPDX-License-Identifier: MIT
"""Code lists: found by code, name or alias, searched by Chinese, pinyin or code."""

import pytest

from unionoffice.kit.codes import Code, CodeList

FRUIT = CodeList(
    "水果",
    (
        Code("03", "杏", common=False),
        Code("01", "苹果", ("红富士", "Apple")),
        Code("02", "香蕉"),
        Code("10", "青苹果", common=False),
    ),
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("01", "01"),
        ("1", "01"),
        ("０１", "01"),
        (" 苹 果 ", "01"),
        ("红富士", "01"),
        ("apple", "01"),
        ("香蕉", "02"),
        ("蕉", None),
        ("", None),
        ("99", None),
    ],
)
def test_finds_by_code_name_or_alias(text: str, code: str | None) -> None:
    assert FRUIT.find(text) == code


def test_names_what_it_knows_and_shows_the_rest_as_it_is() -> None:
    assert FRUIT.name("01") == "苹果"
    assert FRUIT.name(None) == ""
    assert FRUIT.name("77") == "77"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["01", "02", "03", "10"]),
        ("苹", ["01", "10"]),
        ("pg", ["01"]),
        ("PINGG", ["01"]),
        ("qp", ["10"]),
        ("x", ["02", "03"]),
        ("hfs", ["01"]),
        ("app", ["01"]),
        ("0", ["01", "02", "03"]),
        ("梨", []),
    ],
)
def test_searches_by_chinese_pinyin_and_code_common_first(text: str, codes: list[str]) -> None:
    assert [code.code for code in FRUIT.search(text)] == codes


def test_iterates_in_its_own_order() -> None:
    assert [code.code for code in FRUIT] == ["03", "01", "02", "10"]
    assert len(FRUIT) == 4
    assert "01" in FRUIT
    assert "1" not in FRUIT


def test_one_word_for_two_entries_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="水果: 苹果 stands for 01 and 02"):
        CodeList("水果", (Code("01", "苹果"), Code("02", "梨", ("苹果",))))
    with pytest.raises(ValueError, match="水果: one code stands twice"):
        CodeList("水果", (Code("01", "苹果"), Code("01", "梨")))
