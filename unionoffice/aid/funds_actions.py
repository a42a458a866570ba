# SPDX-License-Identifier: MIT
"""What a clerk does with the budget: enter a line, add or take money, take over last year's lines."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from unionoffice.aid.funds_records import FundAdjustment, FundLine
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.validate import check_record, refuse_errors
from unionoffice.store import edit
from unionoffice.store.work import Work


def save_line(
    work: Work, line_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> FundLine:
    """Enter or change a budget line; fund and account of a year stand on one line only."""
    known = work.load(FundLine, line_id) if line_id is not None else None
    key = {name: values.get(name, getattr(known, name, None)) for name in ("year", "fund", "account")}
    other = work.session.scalars(select(FundLine).filter_by(**key).where(FundLine.id != (line_id or 0))).first()
    if other is not None:
        raise FieldError(f"“{other.title()}”已经有一项预算。追加请用“调整”，已填内容没有丢。", field="account")
    return edit.save(work, FundLine, line_id, values, version)


def adjust(work: Work, line_id: int, *, amount: Decimal, reason: str, on: date | None = None) -> FundAdjustment:
    """Add ``amount`` (yuan; negative takes) to a line, with the paper it rests on as ``reason``."""
    line = work.load(FundLine, line_id)
    if amount == 0:
        raise FieldError("调整金额不能是 0。追加填正数，调减填负数。", field="amount")
    made = FundAdjustment(fund_line_id=line.id, booked_on=on or work.today, amount=amount, reason=reason.strip() or None)
    refuse_errors(FundAdjustment, check_record(made, work.today))
    work.add(made)
    work.flush()
    return made


def take_over_lines(work: Work, from_year: int, to_year: int) -> int:
    """The lines of one year with their opening budgets for another; those already there stay. Returns how many."""
    line = FundLine
    there = {(one.fund, one.account) for one in work.session.scalars(select(line).where(line.year == to_year))}
    old = work.session.scalars(select(line).where(line.year == from_year).order_by(line.id)).all()
    new = [one for one in old if (one.fund, one.account) not in there]
    if not new:
        raise OfficeError(f"{from_year} 年没有可以沿用到 {to_year} 年的预算。没有改动。")
    for one in new:
        work.add(FundLine(year=to_year, fund=one.fund, account=one.account, budget_in=one.budget_in, note=one.note))
    work.flush()
    return len(new)
