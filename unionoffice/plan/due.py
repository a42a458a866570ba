# SPDX-License-Identifier: MIT
"""What a plan's 完成时间 means: a phrase as the office writes it, as a span of days in the plan's year."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from unionoffice.kit.dates import month_span
from unionoffice.kit.text import quote, squeeze
from unionoffice.plan.festivals import NAMES, festival_day

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """A phrase understood. ``day_from`` and ``day_to`` are inclusive, None where the work has no day.

    ``kind`` is a code of ``records.DUE_KINDS``. ``warning`` is a sentence when the reading needs a look, else "".
    """

    kind: str
    day_from: date | None = None
    day_to: date | None = None
    warning: str = ""


def parse_due(text: str | None, year: int) -> Due:
    """Read a due phrase of the plan of ``year``. Never raises: what it cannot read is 适时, with a warning.

    Remarks in brackets are passed over where the rest can be read. Work of the whole year spans it; work
    "when it fits" has no days. Neither is ever overdue.
    """
    said = (text or "").strip()
    if not said:
        return Due("when_fit", warning="没有写完成时间，按“适时”处理，不计逾期。")
    phrase = _normal(said)
    for candidate in (phrase, re.sub(r"\([^()]*\)", "", phrase)):
        for pattern, read in _RULES:
            found = pattern.fullmatch(candidate)
            due = read(found, year) if found else None
            if due is not None:
                return due
    return Due("when_fit", warning=f"完成时间{quote(said)}看不出日期，按“适时”处理，不计逾期。请核对。")


_NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}
_IN_NUMBER = re.compile(
    r"(十[一二]|[一二三四五六七八九十])(?=个?月|季度?|[-、,和及至到~](?:十[一二]|[一二三四五六七八九十])(?:月|季度))"
)
_DASH = re.compile(r"[~—–―‐‑−]+|至|到")
_QUOTES = re.compile("[“”‘’\"'《》]")
_LEAD = re.compile(r"^(?:计划|原则上|力争|争取|预计|拟)?(?:于|在)?")
_TAIL = re.compile(r"(?:左右|完成|开展|举行|举办|进行|实施|落实|启动)+$")


def _normal(text: str) -> str:
    """Half-width, no blanks, months in digits, one kind of dash, without the words around the time."""
    bare = _QUOTES.sub("", squeeze(text)).strip("。;.,")
    bare = _TAIL.sub("", _LEAD.sub("", bare)) or bare
    return _DASH.sub("-", _IN_NUMBER.sub(lambda m: str(_number(m[0])), bare))


def _number(numeral: str) -> int:
    return sum(_NUMERALS[c] for c in numeral)


_YEAR = r"(?:(20\d\d)年|(本年度?|今年|当年)|(明年|次年|翌年))?"
_BEFORE = r"((?:之|以)?前|止|为止)?"


def _year_of(found: re.Match[str], first: int, year: int) -> int:
    """The year that three groups of ``_YEAR`` name, the first of them being group ``first``."""
    if found[first]:
        return int(found[first])
    return year + 1 if found[first + 2] else year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _until(day: date, year: int, warning: str = "") -> Due:
    """Something with a last day only: it may begin when the plan's year does."""
    return Due("date", min(date(year, 1, 1), day), day, warning)


def _whole_year(found: re.Match[str], year: int) -> Due:
    return Due("whole_year", date(year, 1, 1), date(year, 12, 31))


def _when_fit(found: re.Match[str], year: int) -> Due:
    return Due("when_fit")


def _year_end(found: re.Match[str], year: int) -> Due:
    at = _year_of(found, 1, year)
    if found[5] or found[4] == "内":
        return _until(date(at, 12, 31), at)
    return Due("month", date(at, 12, 1), date(at, 12, 31))


def _half(found: re.Match[str], year: int) -> Due:
    at, low = _year_of(found, 1, year), found[4] == "上"
    return _months(at, 1 if low else 7, 6 if low else 12)


def _quarters(found: re.Match[str], year: int) -> Due:
    first, last = int(found[4] or found[5]), int(found[5])
    return _months(_year_of(found, 1, year), first * 3 - 2, last * 3)


def _months(year: int, first: int, last: int) -> Due:
    return Due("month_range", month_span(year, first)[0], month_span(year, last)[1])


_PARTS = {
    "上旬": (1, 10),
    "初": (1, 10),
    "中旬": (11, 20),
    "中": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "末": (21, 31),
}


def _month(found: re.Match[str], year: int) -> Due | None:
    at, month, part, before = _year_of(found, 1, year), int(found[4]), found[5], found[6]
    if not 1 <= month <= 12:
        return None
    first, last = month_span(at, month)
    if part:
        low, high = _PARTS[part]
        first, last = first.replace(day=low), min(last, first + (high - 1) * _DAY)
    if before:
        doubt = "" if part else f"“{found[0]}”按 {last.month} 月 {last.day} 日算。请核对。"
        return _until(last, at, doubt)
    return Due("date" if part else "month", first, last)


def _several_months(found: re.Match[str], year: int) -> Due | None:
    """3-4月, 4月、10月, 11月-次年1月: from the first named to the last; a dash may run into the next year."""
    at = _year_of(found, 1, year)
    numbers = [int(n) for n in re.findall(r"\d+", found[4])]
    if any(not 1 <= n <= 12 for n in numbers):
        return None
    over = bool(re.search("明年|次年|翌年", found[4])) or ("-" in found[4] and numbers[-1] < numbers[0])
    first, last = (numbers[0], numbers[-1]) if "-" in found[4] else (min(numbers), max(numbers))
    return Due("month_range", month_span(at, first)[0], month_span(at + over, last)[1])


def _date(found: re.Match[str], year: int) -> Due | None:
    day = _day(_year_of(found, 1, year), int(found[4]), int(found[5]))
    if day is None:
        return None
    return _until(day, day.year) if found[6] else Due("date", day, day)


def _numeric_date(found: re.Match[str], year: int) -> Due | None:
    day = _day(int(found[1]), int(found[2]), int(found[3]))
    if day is None:
        return None
    return _until(day, day.year) if found[4] else Due("date", day, day)


def _date_range(found: re.Match[str], year: int) -> Due | None:
    at = _year_of(found, 1, year)
    first = _day(at, int(found[4]), int(found[5]))
    last = _day(at, int(found[6] or found[4]), int(found[7]))
    if first and last and last < first:
        last = _day(at + 1, last.month, last.day)
    return Due("date", first, last) if first and last and first <= last else None


def _festival(found: re.Match[str], year: int) -> Due:
    at, how = _year_of(found, 1, year), found[5] or ""
    day = festival_day(found[4], at)
    if day is None:
        return Due(
            "when_fit", warning=f"没有 {at} 年{found[4]}的日期，按“适时”处理，不计逾期。请改写成月份。"
        )
    if how.endswith("前"):
        return Due("season", min(date(at, 1, 1), day - _DAY), day - _DAY)
    spans = {"前后": (-7, 7), "期间": (0, 6), "后": (1, 30), "以后": (1, 30), "之后": (1, 30)}
    low, high = spans.get(how, (0, 0))
    return Due("season", day + low * _DAY, day + high * _DAY)


_SEASONS = {"春季": (3, 5), "夏季": (6, 8), "秋季": (9, 11), "冬季": (12, 14), "暑假": (7, 8), "暑期": (7, 8)}


def _season(found: re.Match[str], year: int) -> Due:
    at = _year_of(found, 1, year)
    first, last = _SEASONS[found[4]]
    end = month_span(at + (last > 12), last if last <= 12 else last - 12)[1]
    return Due("season", date(at, first, 1), end)


_Reader = Callable[[re.Match[str], int], Due | None]
_NAMES = "|".join(sorted(NAMES, key=len, reverse=True))
_MONTHS = r"\d{1,2}(?:月份?)?(?:[-、,和及与](?:明年|次年|翌年)?\d{1,2}(?:月份?)?)+(?<=[月份])"
_ALWAYS = (
    r"(?:贯穿)?全年度?|20\d\d年度?|本年度?|年度|整年|常年|长期(?:坚持|性?工作)?|持续(?:推进|进行)?|日常(?:工作)?"
    r"|(?:每|按|逐)(?:个?月|季度?|周|天|日|学期|半年|年)(?:度|[1-4一二三四]次)?|常态化(?:工作)?|经常性?(?:工作)?"
)
_SOMETIME = (
    r"适时|视情况?|随时|待定|另行通知|机动|不定期|择机"
    r"|(?:根据|按照?|依据?|视)\S*?(?:通知|要求|安排|部署|需要|情况|进度|进展|而定)"
)
_RULES: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(_ALWAYS), _whole_year),
    (re.compile(_SOMETIME), _when_fit),
    (re.compile(_YEAR + r"年?(底|末|终|内)" + _BEFORE), _year_end),
    (re.compile(_YEAR + r"([上下])半年(?:度|内|底|末)?(?:之?前)?"), _half),
    (
        re.compile(_YEAR + r"第?(?:([1-4])(?:季度?)?[-、,和及与]第?)?([1-4])季度?(?:内|底|末)?(?:之?前)?"),
        _quarters,
    ),
    (re.compile(_YEAR + r"(\d{1,2})月份?(上旬|中旬|下旬|初|中|底|末)?" + _BEFORE), _month),
    (re.compile(_YEAR + f"({_MONTHS})(?:底|末)?(?:之?前)?"), _several_months),
    (re.compile(_YEAR + r"(\d{1,2})月(\d{1,2})[日号]?" + _BEFORE), _date),
    (re.compile(r"(20\d\d)[-./](\d{1,2})[-./](\d{1,2})日?" + _BEFORE), _numeric_date),
    (re.compile(_YEAR + r"(\d{1,2})月(\d{1,2})[日号]?-(?:(\d{1,2})月)?(\d{1,2})[日号]?"), _date_range),
    (re.compile(_YEAR + f"({_NAMES})(前后|期间|(?:之|以)?前|(?:之|以)?后)?"), _festival),
    (re.compile(_YEAR + f"({'|'.join(_SEASONS)})(?:期间)?"), _season),
)


_GLUED = re.compile(r"(?<=\d)(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=\d)")


def show_due(text: str | None) -> str:
    """The phrase as screens show it: as written, with a space between Chinese and digits (6 月底前)."""
    return _GLUED.sub(" ", "".join((text or "").split()))
