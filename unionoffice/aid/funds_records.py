# SPDX-License-Identifier: MIT
"""Budget lines: what a fund may spend on an account in a year, and what was added or taken since."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from unionoffice.kit.describe import field
from unionoffice.kit.fields import Day, Link, Money, Text, Whole
from unionoffice.kit.record import Record
from unionoffice.kit.roles import Right


class FundLine(Record):
    """A year's budget of one fund for one account. Every payment books to one line, by its fund and account."""

    __tablename__ = "fund_line"
    __table_args__ = (UniqueConstraint("year", "fund", "account"),)
    lookup: ClassVar[tuple[str, ...]] = ("account",)

    year: Mapped[int] = field(Whole(2000, 2100), "年度", required=True)
    fund: Mapped[str] = field(
        Text(max=40, width=120), "经费来源", required=True, search="text", aliases=("来源",), help="与凭证上的经费来源写得一样"
    )
    account: Mapped[str] = field(
        Text(max=60, width=160), "会计科目", required=True, search="text", aliases=("科目", "支出科目"),
        help="与凭证上的会计科目写得一样",
    )  # fmt: skip
    budget_in: Mapped[Decimal] = field(
        Money(positive=False), "年初预算（元）", required=True, column="budget_in_fen", aliases=("预算", "预算数", "年初预算")
    )
    note: Mapped[str | None] = field(Text(max=100), "备注")

    def right_needed(self) -> Right:
        """A budget is decided, not entered."""
        return Right.APPROVE

    def title(self) -> str:
        return f"{self.year} 年 {self.fund} / {self.account}"


class FundAdjustment(Record):
    """Money added to a budget line (上级拨款到账, 捐款), or taken from it when negative; never changed afterwards."""

    __tablename__ = "fund_adjustment"
    lookup: ClassVar[tuple[str, ...]] = ("reason",)

    fund_line_id: Mapped[int] = field(Link("fund_line", lambda: FundLine), "预算", required=True, link="fund_line")
    booked_on: Mapped[date] = field(Day(past=True), "日期", required=True)
    amount: Mapped[Decimal] = field(Money(positive=False), "金额（元）", required=True, column="amount_fen")
    reason: Mapped[str] = field(Text(max=100), "说明", required=True)

    fund_line: Mapped[FundLine] = relationship(lazy="select", foreign_keys=[fund_line_id])

    def right_needed(self) -> Right:
        """As the budget itself."""
        return Right.APPROVE
