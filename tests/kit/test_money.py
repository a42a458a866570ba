# SPDX-License-Identifier: MIT
"""Amounts: read, shown, stored as 分, and written in words by the rule's own examples."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionoffice.errors import FieldError
from unionoffice.kit.money import amount_words, from_fen, parse_yuan, show_yuan, to_fen

FEN = st.integers(min_value=1, max_value=10**14 - 1)


@pytest.mark.parametrize(
    ("raw", "yuan"),
    [
        ("1000", "1000.00"),
        ("1,000.00", "1000.00"),
        ("1，234，567．8", "1234567.80"),
        ("￥１，２３４．５元", "1234.50"),
        (" ¥ 300 ", "300.00"),
        ("人民币300元整", "300.00"),
        ("1.2万元", "12000.00"),
        ("0.00012万", "1.20"),
        ("12。5", "12.50"),
        (".5", "0.50"),
        ("5.", "5.00"),
        ("12.500", "12.50"),
        ("-5", "-5.00"),
        ("−5.5", "-5.50"),
        ("-¥5", "-5.00"),
        ("¥-5", "-5.00"),
        ("(1,000.00)", "-1000.00"),
        ("（5）", "-5.00"),
        ("0", "0.00"),
        ("-0", "0.00"),
        (0.1 + 0.2, "0.30"),
        (1234.5600000000001, "1234.56"),
        (500, "500.00"),
        (Decimal("7.1"), "7.10"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_reads_amounts_as_they_are_written(raw: object, yuan: str) -> None:
    assert str(parse_yuan(raw)) == yuan


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "　",
        None,
        "abc",
        "一千",
        "1,00",
        "1,0000",
        "12,34.5",
        "1.2.3",
        "1e5",
        "--5",
        "(-5)",
        "()",
        "元",
        "万",
        *("5%", "NaN", "1/2", True, False, math.nan, math.inf, Decimal("NaN"), [], "500美元", "$5", "+", "-"),
    ],
)
def test_refuses_what_is_no_amount(raw: object) -> None:
    with pytest.raises(FieldError) as refused:
        parse_yuan(raw)
    assert "请填数字" in refused.value.sentence


def test_the_refusal_says_what_was_read_and_what_to_do() -> None:
    with pytest.raises(FieldError, match=r"^读到“三百”，不是金额。请填数字，例如 1,000.00。$"):
        parse_yuan("三百")


@pytest.mark.parametrize("raw", ["1.234", 1.234, Decimal("0.001"), "0.0000012万元"])
def test_refuses_a_third_decimal(raw: object) -> None:
    with pytest.raises(FieldError, match="金额只到分。请改为两位小数。"):
        parse_yuan(raw)


@pytest.mark.parametrize("raw", [10**12, "1,000,000,000,000", -(10**13), 10**400, 1e300, "9" * 5000])
def test_refuses_amounts_that_cannot_be_written_in_words(raw: object) -> None:
    with pytest.raises(FieldError, match="金额太大"):
        parse_yuan(raw)


@given(FEN)
def test_what_is_shown_is_read_back(fen: int) -> None:
    for amount in (from_fen(fen), from_fen(-fen)):
        assert parse_yuan(show_yuan(amount)) == amount
        assert from_fen(to_fen(amount)) == amount
        assert str(from_fen(to_fen(amount))) == str(parse_yuan(str(amount)))


@given(st.integers(min_value=0, max_value=10**11))
def test_a_cell_that_holds_the_amount_as_a_float_gives_the_same_fen(fen: int) -> None:
    assert to_fen(parse_yuan(fen / 100)) == fen


def test_yuan_always_have_two_decimals() -> None:
    assert show_yuan(Decimal(1000)) == "1,000.00"
    assert show_yuan(Decimal("-1234567.5")) == "-1,234,567.50"
    assert str(from_fen(5)) == "0.05"


def test_to_fen_never_rounds() -> None:
    assert to_fen(Decimal("1.230")) == 123
    with pytest.raises(ValueError, match=r"1\.005"):
        to_fen(Decimal("1.005"))


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("10.07", "壹拾元零柒分"),
        ("300", "叁佰元整"),
        ("1010", "壹仟零壹拾元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("100500", "壹拾万零伍佰元整"),
        ("294000", "贰拾玖万肆仟元整"),
        ("1950875.42", "壹佰玖拾伍万零捌佰柒拾伍元肆角贰分"),
        ("20005000", "贰仟万伍仟元整"),
        ("100000001", "壹亿零壹元整"),
        ("10010010.01", "壹仟零壹万零壹拾元零壹分"),
        # beyond the reference: empty groups, both ends of the range
        ("100005000", "壹亿零伍仟元整"),
        ("1020000000", "壹拾亿贰仟万元整"),
        ("100010000", "壹亿零壹万元整"),
        ("0.11", "壹角壹分"),
        ("0.01", "壹分"),
        ("1.01", "壹元零壹分"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("100000000000", "壹仟亿元整"),
    ],
)
def test_words_by_the_rule(yuan: str, words: str) -> None:
    assert amount_words(Decimal(yuan)) == "人民币" + words


@pytest.mark.parametrize("yuan", ["0", "-1", "1.001", "1000000000000", "NaN", "Infinity"])
def test_no_words_for_amounts_that_never_stand_on_a_voucher(yuan: str) -> None:
    with pytest.raises(FieldError):
        amount_words(Decimal(yuan))


@given(FEN)
def test_words_say_the_amount(fen: int) -> None:
    assert _read_words(amount_words(from_fen(fen))) == fen


@given(FEN)
def test_words_follow_the_rules_of_zero_and_whole(fen: int) -> None:
    words = amount_words(from_fen(fen))
    assert words.startswith("人民币")
    assert words.endswith("分") == (fen % 10 != 0)
    assert words.endswith("整") == (fen % 10 == 0)
    assert "零零" not in words
    assert not any(f"零{unit}" in words for unit in "仟佰拾亿万元角分整")


def _read_words(words: str) -> int:
    """分 in an amount in words: a reader of its own, digit times place, knowing nothing of how they were made."""
    place = {"拾": 10, "佰": 100, "仟": 1000}
    total = group = digit = 0
    for char in words.removeprefix("人民币"):
        if char in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(char)
        elif char in place:
            group, digit = group + digit * place[char], 0
        elif char in "亿万元":
            total += (group + digit) * {"亿": 10**10, "万": 10**6, "元": 100}[char]
            group = digit = 0
        elif char in "角分":
            total, digit = total + digit * (10 if char == "角" else 1), 0
    return total
