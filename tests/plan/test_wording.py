# SPDX-License-Identifier: MIT
"""Titles and names as people write them, made comparable and tidy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionoffice.plan.wording import (
    key_of,
    names,
    one_line,
    orders,
    renumbered,
    split_number,
    tidy_names,
    tidy_title,
)


@pytest.mark.parametrize(
    ("title", "number", "rest"),
    [
        ("一、加强思想引领", 1, "加强思想引领"),
        ("十二、收尾", 12, "收尾"),
        ("二十一、收尾", 21, "收尾"),
        ("（三）民主管理", 3, "民主管理"),
        ("16.制度建设", 16, "制度建设"),
        ("4、文体活动", 4, "文体活动"),
        ("2.5 万元慰问", 0, "2.5 万元慰问"),
        ("一线慰问", 0, "一线慰问"),
        ("送温暖", 0, "送温暖"),
    ],
)
def test_the_number_before_a_title(title, number, rest):
    assert split_number(title) == (number, rest)


def test_two_writings_of_one_title_have_one_key():
    assert key_of("5.加强 民主管理。") == key_of("６．加强民主管理") == key_of("加强民主\n管理")
    assert key_of("加强民主管理") != key_of("完善民主管理")


def test_titles_are_shown_with_their_numbers():
    assert tidy_title("1.开展主题\n宣传教育") == "1. 开展主题宣传教育"
    assert tidy_title(" 一、加强思想引领 ") == "一、加强思想引领"
    assert tidy_title("3、送温暖") == "3、送温暖"


def test_a_new_number_keeps_the_style():
    assert renumbered("九、收尾", 10) == "十、收尾"
    assert renumbered("（二）收尾", 31) == "（三十一）收尾"
    assert renumbered("1. 第1次会议", 4) == "4. 第1次会议"
    assert renumbered("收尾", 4) == "收尾"


@given(st.integers(1, 99), st.sampled_from(["一、收尾", "（一）收尾", "1. 收尾", "1、收尾"]))
def test_every_number_is_read_back(number, title):
    assert split_number(renumbered(title, number)) == (number, "收尾")


def test_titles_stand_where_their_numbers_put_them():
    assert orders(["5. 甲", "6. 乙", "9. 丙"]) == [5, 6, 9]
    assert orders(["5. 甲", "乙", "9. 丙"]) == [1, 2, 3]
    assert orders(["2. 甲", "1. 乙"]) == [1, 2]


def test_padded_names_are_one_name_and_several_are_parted():
    assert names("何　频") == ["何频"]
    assert names("何  频、刘 婕") == ["何频", "刘婕"]
    assert names("宣教科 综合科\n全体") == ["宣教科", "综合科", "全体"]
    assert tidy_names("林志强，吴敏") == "林志强、吴敏"
    assert tidy_names("  ") is None


def test_lines_of_a_cell_run_on_but_items_stay_apart():
    assert one_line("组织召开\n双代会") == "组织召开双代会"
    assert one_line("1.征集提案\n2.逐件答复") == "1.征集提案 2.逐件答复"


def test_blanks_that_pad_chinese_go():
    assert one_line("具 体 任　务 ABC 计划") == "具体任务 ABC 计划"
    assert tidy_title("１．理论 学习") == "1. 理论学习"
