# SPDX-License-Identifier: MIT
"""Days and year-months: every way in which the office's files write them."""

import math
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionoffice.errors import FieldError
from unionoffice.kit import dates

DAYS = st.dates(min_value=date(1900, 3, 1))


@pytest.mark.parametrize(
    "raw",
    [
        "2003-07-01",
        "2003-7-1",
        "2003/7/1",
        "2003.7.1",
        "2003年7月1日",
        "2003 年 7 月 1 日",
        "２００３年７月１日",
        "2003年7月1号",
        "２００３．０７．０１",
        "2003、7、1",
        "2003。7。1",
        "2003—07—01",
        "20030701",
        " 2003-07-01 00:00:00 ",
        "2003-07-01T08:30:00.000",
        "2003/7/1 8:30",
        "2003-07-01.",
        "\u200e2003/07/01",
        20030701,
        20030701.0,
        37803,
        37803.0,
        37803.354,
        date(2003, 7, 1),
        datetime(2003, 7, 1, 8, 30),
    ],
)
def test_reads_a_day_however_it_is_written(raw: object) -> None:
    assert dates.parse_day(raw) == date(2003, 7, 1)
    assert dates.parse_year_month(raw) == "2003-07-01"


@pytest.mark.parametrize(
    "raw",
    [
        "2003-07",
        "2003.7",
        "2003.07",
        "2003年7月",
        "2003年07月",
        "200307",
        "２００３/７",
        2003.7,
        200307,
        200307.0,
    ],
)
def test_reads_a_year_month(raw: object) -> None:
    assert dates.parse_year_month(raw) == "2003-07"
    with pytest.raises(FieldError, match="只有年月，缺日"):
        dates.parse_day(raw)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("1978-02-30", "1978-02-30 不存在。"),
        ("1978-13", "1978-13 不存在。"),
        (19780230, "1978-02-30 不存在。"),
        ("2003-00-01", "2003-00-01 不存在。"),
        ("0203-07-01", "0203-07-01 的年份太早。请核对。"),
        (60, "1900-02-29 不存在。"),
        ("78-02-03", "读到“78-02-03”，年份要写满 4 位，例如 1978-02-03。"),
        ("78.2", "读到“78.2”，年份要写满 4 位，例如 1978-02-03。"),
        ("780203", "读到“780203”，年份要写满 4 位，例如 1978-02-03。"),
        ("01/07/2003", "读到“01/07/2003”，年份要写在最前面，例如 1978-02-03。"),
        ("2003年", "读到“2003年”，只有年份。请补上月份。"),
        (2003, "读到“2003”，只有年份。请补上月份。"),
        (2003.1, "读到“2003.1”，分不清 1 月和 10 月。请写成 2003-01 或 2003-10。"),
        ("不详", "读到“不详”，不是日期。请写成 2003-07-01。"),
        ("37803", "读到“37803”，不是日期。请写成 2003-07-01。"),
        (True, "读到“True”，不是日期。请写成 2003-07-01。"),
        (0, "读到“0”，不是日期。请写成 2003-07-01。"),
        (-5, "读到“-5”，不是日期。请写成 2003-07-01。"),
        (2_958_466, "读到“2958466”，不是日期。请写成 2003-07-01。"),
        (math.nan, "读到“nan”，不是日期。请写成 2003-07-01。"),
        (math.inf, "读到“inf”，不是日期。请写成 2003-07-01。"),
        ("", "日期是空的。请写成 2003-07-01。"),
        (None, "日期是空的。请写成 2003-07-01。"),
        ("--", "日期是空的。请写成 2003-07-01。"),
        (date(1850, 1, 1), "1850-01-01 的年份太早。请核对。"),
    ],
)
def test_refuses_with_a_sentence_of_its_own(raw: object, sentence: str) -> None:
    for parse in (dates.parse_day, dates.parse_year_month):
        with pytest.raises(FieldError) as refused:
            parse(raw)
        assert refused.value.sentence == sentence


def test_the_text_2003_1_is_january_because_text_keeps_its_zero() -> None:
    assert dates.parse_year_month("2003.1") == "2003-01"
    assert dates.parse_year_month("2003.10") == "2003-10"
    assert dates.parse_year_month(2003.11) == "2003-11"


def test_a_huge_number_is_refused_and_does_not_crash() -> None:
    with pytest.raises(FieldError):
        dates.parse_day(10**400)


@given(DAYS)
def test_a_shown_day_is_read_back(day: date) -> None:
    assert dates.parse_day(dates.show_day(day)) == day
    assert dates.parse_day(f"{day:%Y年%m月%d日}") == day
    assert dates.parse_day(f"{day:%Y%m%d}") == day


@given(st.dates(min_value=date(1910, 1, 1), max_value=date(2400, 1, 1)))
def test_serials_count_as_the_spreadsheet_counts(day: date) -> None:
    assert dates.parse_day((day - date(1899, 12, 30)).days) == day


def test_the_ends_of_the_1900_system() -> None:
    assert dates.parse_day(1) == date(1900, 1, 1)
    assert dates.parse_day(59) == date(1900, 2, 28)
    assert dates.parse_day(61) == date(1900, 3, 1)
    assert dates.parse_day(2_958_465) == date(9999, 12, 31)


@given(st.integers(1900, 9999), st.integers(1, 12))
def test_a_stored_year_month_is_read_back(year: int, month: int) -> None:
    stored = f"{year}-{month:02}"
    assert dates.parse_year_month(stored) == stored
    assert dates.say_year_month(stored) == f"{year} 年 {month} 月"


def test_says_days_as_the_office_does() -> None:
    day = date(2020, 9, 24)
    assert dates.show_day(day) == dates.show_day(datetime(2020, 9, 24, 8, 30)) == "2020-09-24"
    assert dates.say_day(day) == "9 月 24 日"
    assert dates.say_year_month("2003-07-01") == "2003 年 7 月 1 日"
    assert [dates.weekday_name(day + timedelta(days=n)) for n in (0, 3)] == ["星期四", "星期日"]


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1978, 2, 3), date(2020, 2, 2), 41),
        (date(1978, 2, 3), date(2020, 2, 3), 42),
        (date(2004, 2, 29), date(2020, 2, 29), 16),
        (date(2004, 2, 29), date(2021, 2, 28), 16),
        (date(2004, 2, 29), date(2021, 3, 1), 17),
        (date(2020, 1, 1), date(2020, 1, 1), 0),
    ],
)
def test_age_in_full_years(birth: date, day: date, age: int) -> None:
    assert dates.age_on(birth, day) == age


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_runs_from_its_first_to_its_last_day(year: int, month: int) -> None:
    first, last = dates.month_span(year, month)
    assert (first.year, first.month, first.day) == (year, month, 1)
    assert (last.year, last.month) == (year, month)
    assert last == date.max or (last + timedelta(days=1)).day == 1
