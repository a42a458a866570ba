# SPDX-License-Identifier: MIT
"""Due phrases: what each means in days, and that nothing typed there can break the plan."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionoffice.kit.dates import month_span
from unionoffice.plan.due import parse_due, show_due
from unionoffice.plan.festivals import NAMES, festival_day
from unionoffice.plan.records import DUE_KINDS, STANDING

READ = [
    ("全年", "whole_year", (1, 1), (12, 31)),
    ("长期", "whole_year", (1, 1), (12, 31)),
    ("每季度", "whole_year", (1, 1), (12, 31)),
    ("每月", "whole_year", (1, 1), (12, 31)),
    ("全年（每季度一次）", "whole_year", (1, 1), (12, 31)),
    ("3月", "month", (3, 1), (3, 31)),
    ("３ 月份", "month", (3, 1), (3, 31)),
    ("十二月", "month", (12, 1), (12, 31)),
    ("2021年3月", "month", (3, 1), (3, 31)),
    ("6月底前", "date", (1, 1), (6, 30)),
    ("12月底前完成", "date", (1, 1), (12, 31)),
    ("9月30日前", "date", (1, 1), (9, 30)),
    ("9月30日", "date", (9, 30), (9, 30)),
    ("2021.9.30前", "date", (1, 1), (9, 30)),
    ("5月10日-15日", "date", (5, 10), (5, 15)),
    ("5月28日—6月3日", "date", (5, 28), (6, 3)),
    ("4月下旬", "date", (4, 21), (4, 30)),
    ("年底前", "date", (1, 1), (12, 31)),
    ("上半年", "month_range", (1, 1), (6, 30)),
    ("下半年", "month_range", (7, 1), (12, 31)),
    ("第一季度", "month_range", (1, 1), (3, 31)),
    ("二、三季度", "month_range", (4, 1), (9, 30)),
    ("3-4月", "month_range", (3, 1), (4, 30)),
    ("三至四月", "month_range", (3, 1), (4, 30)),
    ("10月、4月", "month_range", (4, 1), (10, 31)),
    ("春节前", "season", (1, 1), (2, 11)),
    ("教师节前后", "season", (9, 3), (9, 17)),
    ("“三八”节", "season", (3, 8), (3, 8)),
    ("暑假", "season", (7, 1), (8, 31)),
]


@pytest.mark.parametrize(("text", "kind", "first", "last"), READ)
def test_a_phrase_is_a_span_of_days(text, kind, first, last):
    due = parse_due(text, 2021)
    assert (due.kind, due.day_from, due.day_to) == (kind, date(2021, *first), date(2021, *last))
    assert not due.warning


@pytest.mark.parametrize("text", ["适时", "按上级通知", "根据学校安排", "视情况而定", "待定"])
def test_work_that_waits_for_others_has_no_days_and_no_warning(text):
    due = parse_due(text, 2021)
    assert (due.kind, due.day_from, due.day_to, due.warning) == ("when_fit", None, None, "")


@pytest.mark.parametrize("text", ["", None, "上学期", "13月", "2月30日", "九点半", "9.30"])
def test_what_cannot_be_read_is_when_fit_and_says_so(text):
    due = parse_due(text, 2021)
    assert due.kind == "when_fit"
    assert "不计逾期" in due.warning


def test_a_span_over_new_year_ends_in_the_next():
    assert parse_due("11月-次年1月", 2020).day_to == date(2021, 1, 31)
    assert parse_due("12月—2月", 2020).day_to == date(2021, 2, 28)
    assert parse_due("明年1月", 2020).day_to == date(2021, 1, 31)


def test_before_a_month_is_read_kindly_and_pointed_out():
    due = parse_due("6月前", 2021)
    assert due.day_to == date(2021, 6, 30)
    assert "请核对" in due.warning


def test_festivals_beyond_the_table_are_not_guessed():
    assert festival_day("春节", 2015) == date(2015, 2, 19)
    assert festival_day("中秋节", 2035) == date(2035, 9, 16)
    assert festival_day("清明节", 2020) == date(2020, 4, 4)
    assert festival_day("元宵", 2021) == date(2021, 2, 26)
    assert "2036" in parse_due("春节前", 2036).warning


@given(st.text(max_size=30), st.integers(2000, 2100))
def test_any_text_gives_a_known_kind_and_an_ordered_span(text, year):
    due = parse_due(text, year)
    assert due.kind in DUE_KINDS
    if due.day_from is None or due.day_to is None:
        assert due.day_from is None and due.day_to is None and due.kind in STANDING
    else:
        assert due.day_from <= due.day_to


_PIECES = st.sampled_from(
    [*NAMES, *"一二三四五六七八九十", "十一", "十二", "1", "3", "12", "30", "31", "月", "日", "底", "前", "后", "年", "2021年",
     "明年", "-", "至", "、", "和", "上旬", "季度", "第", "上半年", "每", "（", "）", "完成", "前后", "暑假", " "]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=7), st.integers(2015, 2035))
def test_any_mix_of_the_words_plans_use_gives_an_ordered_span(pieces, year):
    due = parse_due("".join(pieces), year)
    assert due.kind in DUE_KINDS
    if due.day_from is not None and due.day_to is not None:
        assert due.day_from <= due.day_to


@given(
    st.integers(1, 12),
    st.integers(2015, 2035),
    st.sampled_from(["{}月", "{} 月份", "{}月底前", "{}月底", "{}月末"]),
)
def test_every_way_to_name_a_month_ends_on_its_last_day(month, year, form):
    assert parse_due(form.format(month), year).day_to == month_span(year, month)[1]


@given(
    st.dates(date(2015, 1, 1), date(2035, 12, 31)),
    st.sampled_from(["{y}年{m}月{d}日", "{y}-{m}-{d}", "{y}.{m}.{d}"]),
)
def test_a_full_date_is_that_day_whatever_the_plans_year(day, form):
    due = parse_due(form.format(y=day.year, m=day.month, d=day.day), 2020)
    assert (due.day_from, due.day_to) == (day, day)


def test_screens_part_digits_from_chinese():
    assert show_due("6月底前") == "6 月底前"
    assert show_due(" 全年") == "全年"
    assert show_due(None) == ""
