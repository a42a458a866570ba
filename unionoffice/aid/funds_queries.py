# SPDX-License-Identifier: MIT
"""The budget against the ledger: what each line may spend, has spent and still holds; the year month by month.

A payment books to the line of its voucher's year with its fund and account, whenever either was written down.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from unionoffice.aid.funds_records import FundAdjustment, FundLine
from unionoffice.aid.queries import ZERO, month_sums
from unionoffice.aid.records import COUNTED, AidPayment
from unionoffice.aid.types_records import AidType
from unionoffice.kit.record import Record
from unionoffice.store.history import history

Key = tuple[str, str]


@dataclass(frozen=True)
class FundStatus:
    """One budget line, yuan. ``line_id`` None: money went out for which no line was entered."""

    line_id: int | None
    year: int
    fund: str
    account: str
    budget_in: Decimal
    adjusted: Decimal
    out: Decimal
    cases: int

    @property
    def planned(self) -> Decimal:
        return self.budget_in + self.adjusted

    @property
    def balance(self) -> Decimal:
        """What is left; negative when overspent."""
        return self.planned - self.out

    @property
    def rate(self) -> float | None:
        """Share of the planned money that went out; None without any."""
        return float(self.out / self.planned) if self.planned > 0 else None

    @property
    def over(self) -> bool:
        return self.balance < 0

    @property
    def name(self) -> str:
        return f"{self.fund} / {self.account}"


def fund_lines(session: Session, year: int) -> list[FundStatus]:
    """The year's lines by fund and account, then what went out without one."""
    line = FundLine
    added, spent = _adjusted(session, year), _spent(session, year)
    found = []
    for one in session.scalars(select(line).where(line.year == year).order_by(line.fund, line.account)):
        cases, out = spent.pop((one.fund, one.account), (0, ZERO))
        found.append(
            FundStatus(one.id, year, one.fund, one.account, one.budget_in, added.get(one.id, ZERO), out, cases)
        )
    without = [FundStatus(None, year, *key, ZERO, ZERO, out, cases) for key, (cases, out) in sorted(spent.items())]
    return [*found, *without]


def _adjusted(session: Session, year: int) -> Mapping[int, Decimal]:
    adjustment = FundAdjustment
    rows = session.execute(
        select(adjustment.fund_line_id, func.sum(adjustment.amount))
        .join(FundLine, FundLine.id == adjustment.fund_line_id)
        .where(FundLine.year == year)
        .group_by(adjustment.fund_line_id)
    )
    return {i: amount or ZERO for i, amount in rows}


def _spent(session: Session, year: int) -> dict[Key, tuple[int, Decimal]]:
    p = AidPayment
    rows = session.execute(
        select(p.fund_source, p.account, func.count(), func.sum(p.amount))
        .where(p.status.in_(COUNTED), p.booked_on.between(date(year, 1, 1), date(year, 12, 31)))
        .group_by(p.fund_source, p.account)
    )
    return {(fund or "未填来源", account or "未填科目"): (count, amount or ZERO) for fund, account, count, amount in rows}


def payments_of(session: Session, line: FundStatus) -> frozenset[int]:
    """The payments that book to a line, those of a line nobody entered too."""
    p = AidPayment
    rows = session.execute(
        select(p.id, p.fund_source, p.account)
        .where(p.status.in_(COUNTED), p.booked_on.between(date(line.year, 1, 1), date(line.year, 12, 31)))
    )  # fmt: skip
    key = (line.fund, line.account)
    return frozenset(i for i, fund, account in rows if (fund or "未填来源", account or "未填科目") == key)


@dataclass(frozen=True)
class Movement:
    """The opening budget or an adjustment of a line, yuan, with what the line may spend after it; who wrote it when."""

    booked_on: date | None
    amount: Decimal
    so_far: Decimal
    reason: str
    entered_by: str
    entered_on: date | None


def movements(session: Session, line: FundStatus) -> list[Movement]:
    """年初预算 and every adjustment of a line in the order of their days; [] for a line nobody entered."""
    if line.line_id is None:
        return []
    found = [_movement(session, FundLine, line.line_id, None, line.budget_in, line.budget_in, "年初预算")]
    a = FundAdjustment
    for one in session.scalars(select(a).where(a.fund_line_id == line.line_id).order_by(a.booked_on, a.id)):
        found.append(_movement(session, a, one.id, one.booked_on, one.amount, found[-1].so_far + one.amount, one.reason))
    return found


def _movement(
    session: Session, cls: type[Record], record_id: int, day: date | None, amount: Decimal, so_far: Decimal, reason: str
) -> Movement:
    entries = history(session, cls, record_id)
    first = entries[-1] if entries else None
    return Movement(day, amount, so_far, reason, first.actor if first else "", first.at.date() if first else None)


@dataclass(frozen=True)
class BudgetSum:
    """All lines of a year together, yuan; ``used`` counts only money that has a line."""

    planned: Decimal
    used: Decimal

    @property
    def rate(self) -> float | None:
        return float(self.used / self.planned) if self.planned > 0 else None


def budget_sum(session: Session, year: int) -> BudgetSum | None:
    """The year's budget and what of it is used; None where no line has been entered."""
    lines = [one for one in fund_lines(session, year) if one.line_id is not None]
    if not lines:
        return None
    return BudgetSum(sum((one.planned for one in lines), ZERO), sum((one.out for one in lines), ZERO))


@dataclass(frozen=True)
class MonthExecution:
    """What went out in a month and up to its end (yuan), and which share of the year's budget that is."""

    month: int
    cases: int
    amount: Decimal
    so_far: Decimal
    rate: float | None


def execution(session: Session, year: int) -> list[MonthExecution]:
    """All twelve months, against the budget as it stands now."""
    budget = budget_sum(session, year)
    so_far, found = ZERO, []
    for one in month_sums(session, year):
        so_far += one.amount
        rate = float(so_far / budget.planned) if budget and budget.planned > 0 else None
        found.append(MonthExecution(one.month, one.case_count, one.amount, so_far, rate))
    return found


def line_for_type(session: Session, year: int, aid_type_id: int) -> FundStatus | None:
    """The line a payment of this kind will book to; None while the year has no budget at all.

    A kind whose fund and account have no line comes back with a line of nothing.
    """
    kind = session.get(AidType, aid_type_id)
    lines = fund_lines(session, year)
    if kind is None or not any(one.line_id is not None for one in lines):
        return None
    key = (kind.fund_source or "未填来源", kind.account or "未填科目")
    found = next((one for one in lines if (one.fund, one.account) == key), None)
    return found or FundStatus(None, year, *key, ZERO, ZERO, ZERO, 0)
