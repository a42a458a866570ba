# SPDX-License-Identifier: MIT
"""The four campaigns of the sample office as they were planned: goods, offers, days. All firms are invented."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# (full name, short name, contact, deals on the 832 platform)
SUPPLIERS = (
    ("江陵江南食品有限公司", "江南食品", "蒋学峰", False),
    ("江陵惠民粮油有限公司", "惠民粮油", "邹桂兰", False),
    ("江陵丰禾农业发展有限公司", "丰禾农业", "龙向荣", True),
    ("江陵百益商贸有限公司", "百益商贸", "侯丽萍", False),
    ("江陵清源日用品有限公司", "清源日用", "樊志强", False),
    ("巴山农产品专业合作社", "巴山合作社", "向长贵", True),
)


@dataclass(frozen=True)
class Good:
    """One item with its offers in yuan, in the order of the campaign's ``suppliers``."""

    name: str
    unit: str
    prices: tuple[str, ...]
    quantity: int = 1
    is_832: bool = False
    spec: str = ""


@dataclass(frozen=True)
class Plan:
    """One campaign. ``suppliers`` are short names, ``winner`` the place of the chosen one.

    The last good's price may be moved so that the year's sum is met, by ``step`` 分 or a multiple of it.
    """

    name: str
    festival: str
    approved_on: date
    approval_ref: str
    roster_date: date
    standard: Decimal
    place: str
    suppliers: tuple[str, ...]
    goods: tuple[Good, ...]
    quoted: tuple[date, date]
    decided_on: date
    contract_no: str
    arrivals: tuple[date, ...]
    handing_out: tuple[date, ...]
    signed: float  # share of the roster that has signed by the sample's today
    claimed_on: date | None
    winner: int
    step: int = 10
    spare: int = 0  # packages ordered beyond the roster


def _d(month: int, day: int, year: int = 2020) -> date:
    return date(year, month, day)


PLANS = (
    Plan(
        "元旦春节慰问品", "new_year_spring", _d(12, 12, 2019), "主席办公会通过", _d(1, 2), Decimal("300.00"),
        "西区后勤仓库", ("江南食品", "惠民粮油", "百益商贸"),
        (
            Good("东北大米 10 kg", "袋", ("79.80", "76.50", "81.00"), is_832=True),
            Good("压榨花生油 5 L", "桶", ("92.00", "89.90", "94.50")),
            Good("干果礼盒", "盒", ("68.00", "65.80", "64.90")),
            Good("香菇木耳组合", "盒", ("46.00", "42.60", "45.50"), is_832=True),
            Good("红枣 1 kg", "袋", ("28.80", "25.20", "27.00")),
        ),
        (_d(12, 16, 2019), _d(12, 18, 2019)), _d(12, 20, 2019), "JLGH-2020-003", (_d(1, 6),),
        (_d(1, 7), _d(1, 8), _d(1, 9)), 0.9985, _d(1, 15), winner=1,
    ),
    Plan(
        "五一消费扶贫慰问品", "labour", _d(4, 8), "主席办公会通过", _d(4, 15), Decimal("188.00"),
        "各分工会自行领取", ("巴山合作社", "丰禾农业", "江南食品", "惠民粮油"),
        (
            Good("高山土豆 5 kg", "箱", ("34.80", "36.00", "38.50", "37.00"), is_832=True),
            Good("土蜂蜜 500 g", "瓶", ("49.00", "52.00", "55.00", "54.00"), is_832=True),
            Good("腊肉 500 g", "袋", ("46.00", "45.00", "48.00", "47.50"), is_832=True),
            Good("绿茶 250 g", "罐", ("55.00", "57.00", "58.00", "60.00"), is_832=True),
        ),
        (_d(4, 10), _d(4, 14)), _d(4, 16), "JLGH-2020-008", (_d(4, 24),),
        (_d(4, 26), _d(4, 27), _d(4, 28)), 0.998, _d(5, 20), winner=0, step=1,
    ),
    Plan(
        "夏送清凉慰问品", "cooling", _d(6, 18), "主席办公会通过", _d(7, 1), Decimal("115.00"),
        "各校区医务室", ("清源日用", "百益商贸", "江南食品"),
        (
            Good("绿豆 1 kg", "袋", ("14.50", "15.00", "15.80"), is_832=True),
            Good("菊花茶 200 g", "罐", ("32.00", "33.50", "34.00"), is_832=True),
            Good("盐汽水 24 瓶", "箱", ("38.60", "37.90", "39.90")),
            Good("防暑用品包", "包", ("27.40", "29.00", "30.00")),
        ),
        (_d(6, 20), _d(6, 23)), _d(6, 24), "JLGH-2020-012", (_d(7, 6),),
        (_d(7, 8), _d(7, 9)), 0.996, _d(7, 30), winner=0,
    ),
    Plan(
        "中秋国庆慰问品", "autumn_national", _d(8, 21), "主席办公会通过", _d(9, 15), Decimal("300.00"),
        "南区工会活动室", ("江南食品", "惠民粮油", "丰禾农业", "百益商贸"),
        (
            Good("广式月饼礼盒", "盒", ("82.00", "79.50", "82.50", "84.00")),
            Good("东北大米 5 kg", "袋", ("41.50", "43.00", "39.80", "42.00"), is_832=True),
            Good("压榨花生油 5 L", "桶", ("92.00", "96.50", "91.00", "89.90")),
            Good("坚果礼盒", "盒", ("58.00", "55.80", "56.50", "61.00"), is_832=True),
            Good("红枣 1 kg", "袋", ("29.90", "31.00", "28.50", "30.00")),
        ),
        (_d(8, 24), _d(8, 28)), _d(8, 31), "JLGH-2020-019", (_d(9, 18), _d(9, 25)),
        (_d(9, 21), _d(9, 22), _d(9, 23), _d(9, 24)), 0.8396, None, winner=2, step=1,
    ),
)  # fmt: skip
# What the office lacks of the last campaign's papers: (paper, copies there of those wanted; None = all).
LACKING = {"合同盖章页扫描件": 0, "供应商证照复印件": 0, "发票（附清单）": 0}
