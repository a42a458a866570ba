# SPDX-License-Identifier: MIT
"""The days that plans speak of by name: fixed festivals, and the lunar ones from a table of 2015-2035."""

from datetime import date

_FIRST = 2015
# Month and day of each year from 2015 to 2035, as the calendar offices publish them.
_LUNAR = {
    "春节": "0219 0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208",
    "端午": "0620 0609 0530 0618 0607 0625 0614 0603 0622 0610 0531 0619 0609 0528 0616 0605 0624 0612 0601 0620 0610",
    "中秋": "0927 0915 1004 0924 0913 1001 0921 0910 0929 0917 1006 0925 0915 1003 0922 0912 1001 0919 0908 0927 0916",
    "重阳": "1021 1009 1028 1017 1007 1025 1014 1004 1023 1011 1029 1018 1008 1026 1016 1005 1024 1012 1001 1020 1009",
}
_FIXED = {
    "元旦": (1, 1),
    "妇女节": (3, 8),
    "植树节": (3, 12),
    "劳动节": (5, 1),
    "青年节": (5, 4),
    "儿童节": (6, 1),
    "建党节": (7, 1),
    "建军节": (8, 1),
    "教师节": (9, 10),
    "国庆": (10, 1),
    "记者节": (11, 8),
}
# Longer names first: 国庆节 must not leave a 节 behind.
NAMES = {
    "三八妇女节": "妇女节", "三八节": "妇女节", "三八": "妇女节", "妇女节": "妇女节",
    "五一劳动节": "劳动节", "五一节": "劳动节", "五一": "劳动节", "劳动节": "劳动节",
    "五四青年节": "青年节", "五四": "青年节", "青年节": "青年节",
    "六一儿童节": "儿童节", "六一节": "儿童节", "六一": "儿童节", "儿童节": "儿童节",
    "七一": "建党节", "建党节": "建党节", "八一": "建军节", "建军节": "建军节",
    "国庆节": "国庆", "国庆": "国庆", "十一国庆": "国庆", "十一": "国庆", "元旦节": "元旦", "元旦": "元旦",
    "春节": "春节", "清明节": "清明", "清明": "清明", "端午节": "端午", "端午": "端午",
    "中秋节": "中秋", "中秋": "中秋", "重阳节": "重阳", "重阳": "重阳", "元宵节": "元宵", "元宵": "元宵",
    "教师节": "教师节", "植树节": "植树节", "记者节": "记者节",
}  # fmt: skip


def festival_day(name: str, year: int) -> date | None:
    """The day a festival falls on in a calendar year, by any of its NAMES; None where the table does not reach."""
    known = NAMES[name]
    if known in _FIXED:
        return date(year, *_FIXED[known])
    if known == "清明":
        return _qingming(year)
    if known == "元宵":
        spring = festival_day("春节", year)
        return date.fromordinal(spring.toordinal() + 14) if spring else None
    days = _LUNAR[known].split()
    if not _FIRST <= year < _FIRST + len(days):
        return None
    text = days[year - _FIRST]
    return date(year, int(text[:2]), int(text[2:]))


def _qingming(year: int) -> date | None:
    """The solar term's usual formula, right for 2000-2099."""
    if not 2000 <= year <= 2099:
        return None
    short = year % 100
    return date(year, 4, int(short * 0.2422 + 4.81) - short // 4)
