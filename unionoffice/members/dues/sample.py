# SPDX-License-Identifier: MIT
"""The dues of the sample office: a year of payroll deductions, with those who were left out, short, or put right."""

import random
from datetime import date, datetime, time
from decimal import Decimal

from unionoffice.kit.money import CENT
from unionoffice.members.dues import actions, queries
from unionoffice.members.dues.queries import DueLine
from unionoffice.members.dues.records import PAYROLL, DuesRule
from unionoffice.members.dues.rule import ZERO
from unionoffice.store.work import OfficeLike, Work

_PAY_DAY = 10
_ABROAD = 9  # not on the payroll for the last months
_LEFT_OUT = 11  # forgotten in a single month
_SHORT = 5  # deducted by the old base
_CASH = 4  # paid late at the counter


def fill(office: OfficeLike, rng: random.Random) -> None:
    """Enter the dues of the year up to the office's today: assessed each month, deducted on pay day, some open.

    Needs members. The same ``rng`` state gives the same dues.
    """
    with office.work("登记会费标准") as work:
        values = {"starts_on": f"{work.today.year}-01", "types": "permanent", "remark": "2019 年第 11 次工会委员会"}
        work.add(DuesRule(rate=Decimal("0.5"), step=Decimal("10.00"), **values))
    with office.work("登记全年会费") as work:
        _Year(work, rng).enter()


class _Year:
    """One year's dues, month by month."""

    def __init__(self, work: Work, rng: random.Random) -> None:
        self._work, self._rng, self._today = work, rng, work.today
        self._abroad: set[int] = set()

    def enter(self) -> None:
        now = self._work.now
        for month in range(1, self._today.month + 1):
            self._month(month)
        self._work.now = now

    def _month(self, month: int) -> None:
        year = self._today.year
        period = f"{year}-{month:02}"
        self._at(date(year, month, min(5, self._today.day)))
        actions.generate(self._work, period)
        day = date(year, month, _PAY_DAY)
        if day > self._today:
            return
        lines = queries.lines(self._work.session, period)
        if month == max(1, self._today.month - 4):
            self._abroad = {line.member_id for line in self._some(lines, _ABROAD)}
        self._at(day)
        amounts = self._deducted(lines, month)
        source = f"{year}年{month}月工会会费扣款.xlsx"
        actions.receive(self._work, amounts, paid_on=day, method=PAYROLL, source=source)
        if month == 6:
            self._pay_late(f"{year}-05")

    def _deducted(self, lines: list[DueLine], month: int) -> dict[int, Decimal]:
        """What the payroll office took: most pay, some are left out now and then, in July a few by the old base."""
        amounts = {line.due_id: line.payable for line in lines if line.member_id not in self._abroad}
        if month % 2:
            for line in self._some(lines, _LEFT_OUT // 2):
                amounts.pop(line.due_id, None)
        if month == 7:
            for line in self._some(lines, _SHORT):
                part = (line.payable * Decimal("0.8")).quantize(CENT)
                if line.due_id in amounts and part > ZERO:
                    amounts[line.due_id] = part
        return amounts

    def _pay_late(self, period: str) -> None:
        """Some of those left out pay at the counter; one payment is booked twice as high and put right at once."""
        behind = [line.due_id for line in queries.lines(self._work.session, period) if line.owed][:_CASH]
        if not behind:
            return
        day = self._work.today
        paid = actions.pay_in_full(self._work, behind, paid_on=day, method="cash", source="收据 0612")
        wrong = actions.reverse_receipt(self._work, paid.id, "票据号写错，重新登记")
        assert wrong.total < 0
        actions.pay_in_full(self._work, behind, paid_on=day, method="cash", source="收据 0621")

    def _some(self, lines: list[DueLine], number: int) -> list[DueLine]:
        """So many of a full-size office's 900, fewer of a smaller one's."""
        return self._rng.sample(lines, min(len(lines), max(1, round(number * len(lines) / 900))))

    def _at(self, day: date) -> None:
        """What is entered next was done on that day."""
        self._work.now = datetime.combine(day, time(9, self._rng.randrange(60)))
