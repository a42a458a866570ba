# SPDX-License-Identifier: MIT
"""Days and year-months: read from whatever a cell or a clerk offers, said the way the office says them."""

import calendar
import re
from datetime import date, timedelta

from unionoffice.errors import FieldError
from unionoffice.kit.text import half_width, quote, squeeze

_FIRST_YEAR = 1900
_LAST_SERIAL = 2_958_465  # 9999-12-31 in the 1900 date system
_NO_DATE = "不是日期。请写成 2003-07-01。"
_EMPTY = "日期是空的。请写成 2003-07-01。"
_TIME = re.compile(r"[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?Z?$", re.IGNORECASE)
_WEEKDAY = re.compile(r"[ (]*(?:星期|周)[一二三四五六日天]\)?$")
_SIGNS = str.maketrans({c: "-" for c in "./\\年月、。‐‑‒–—−"} | {"日": "", "号": ""})
_SHAPES = (
    re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?"),
    re.compile(r"(\d{4})(\d\d)(\d\d)"),
    re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])()"),  # six digits might be a two-digit year and a day as well
)
_WEEKDAYS = "一二三四五六日"

_Parts = tuple[int, int, int | None]


def parse_day(raw: object) -> date:
    """A full day from a date, an Excel serial (1900 system), or text: 2003年7月1日, 2003.7.1, 20030701.

    Raises FieldError for a year-month, a two-digit year, a day that does not exist and years before 1900. Its
    sentence leaves out the field's name; the caller puts it in front.
    """
    year, month, day = _parts(raw)
    if day is None:
        raise FieldError(f"读到{quote(raw)}，只有年月，缺日。请写成 2003-07-01。")
    return date(year, month, day)


def parse_year_month(raw: object) -> str:
    """ "YYYY-MM", or "YYYY-MM-DD" where a full day was given; the text sorts and stores as it is.

    Takes all that ``parse_day`` takes and 2003.7, 2003年7月, 200307. The number 2003.1 is refused: a cell
    loses the zero of 2003.10. Raises FieldError.
    """
    year, month, day = _parts(raw)
    return f"{year:04}-{month:02}" if day is None else f"{year:04}-{month:02}-{day:02}"


def show_day(day: date) -> str:
    """For tables: 2020-09-24."""
    return day.isoformat()[:10]


def say_day(day: date) -> str:
    """For sentences: 9 月 24 日."""
    return f"{day.month} 月 {day.day} 日"


def say_year_month(text: str) -> str:
    """For sentences, from what ``parse_year_month`` returned: 2003 年 7 月, or 2003 年 7 月 1 日."""
    year, month, *day = (int(part) for part in text.split("-"))
    return f"{year} 年 {month} 月" + (f" {day[0]} 日" if day else "")


def weekday_name(day: date) -> str:
    """星期一 to 星期日."""
    return "星期" + _WEEKDAYS[day.weekday()]


def age_on(birth: date, day: date) -> int:
    """Full years (周岁), one more from the birthday on; born on 29 February: from 1 March in common years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of the month, both inclusive."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _parts(raw: object) -> _Parts:
    if isinstance(raw, date):  # datetime is a date too
        return _checked(raw.year, raw.month, raw.day)
    if isinstance(raw, bool) or raw is None:
        raise FieldError(_EMPTY if raw is None else f"读到{quote(raw)}，{_NO_DATE}")
    if isinstance(raw, int | float):
        return _from_number(raw)
    return _from_text(str(raw))


def _from_number(raw: float) -> _Parts:
    """A number in a cell is a serial, unless it reads as a year, 2003.7, 200307 or 20030701.

    Those readings lie outside any serial a union office can mean: 1905-1906 and the year 2420 on.
    """
    text = str(raw) if isinstance(raw, int) else f"{raw:.15g}"
    if re.fullmatch(r"(19|20)\d\d\.\d\d?", text):
        if text.endswith(".1"):
            year = text[:4]
            raise FieldError(f"读到{quote(text)}，分不清 1 月和 10 月。请写成 {year}-01 或 {year}-10。")
        return _from_text(text)
    if re.fullmatch(r"(19|20)\d\d((0[1-9]|1[0-2])(\d\d)?)?", text):
        return _from_text(text)
    if not 1 <= raw < _LAST_SERIAL + 1:
        raise FieldError(f"读到{quote(text)}，{_NO_DATE}")
    return _from_serial(int(raw))


def _from_serial(serial: int) -> _Parts:
    if serial == 60:  # the 1900 system counts a 29 February 1900 that never was
        raise FieldError("1900-02-29 不存在。")
    day = date(1899, 12, 31 if serial < 60 else 30) + timedelta(days=serial)
    return day.year, day.month, day.day


def _from_text(raw: str) -> _Parts:
    text = raw if _SHAPES[0].fullmatch(raw) else _plain(raw)
    if not text:
        raise FieldError(_EMPTY)
    found = next((hit for shape in _SHAPES if (hit := shape.fullmatch(text))), None)
    if found is None:
        raise FieldError(f"读到{quote(raw)}，{_why_not(text)}")
    year, month, day = found.groups()
    return _checked(int(year), int(month), int(day) if day else None)


def _plain(raw: str) -> str:
    text = _WEEKDAY.sub("", _TIME.sub("", half_width(raw).strip())).replace("月份", "月")
    return squeeze(text).translate(_SIGNS).strip("-")


def _why_not(text: str) -> str:
    if re.fullmatch(r"\d{4}", text):
        return "只有年份。请补上月份。"
    if re.fullmatch(r"\d\d-\d{1,2}(-\d{1,2})?|\d{6}", text):
        return "年份要写满 4 位，例如 1978-02-03。"
    if re.fullmatch(r"\d{1,2}-\d{1,2}-\d{4}", text):
        return "年份要写在最前面，例如 1978-02-03。"
    return _NO_DATE


def _checked(year: int, month: int, day: int | None) -> _Parts:
    if year < _FIRST_YEAR:
        raise FieldError(f"{_shown(year, month, day)} 的年份太早。请核对。")
    try:
        date(year, month, 1 if day is None else day)
    except ValueError:
        raise FieldError(f"{_shown(year, month, day)} 不存在。") from None
    return year, month, day


def _shown(year: int, month: int, day: int | None) -> str:
    return f"{year:04}-{month:02}" + ("" if day is None else f"-{day:02}")
