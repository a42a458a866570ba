# SPDX-License-Identifier: MIT
"""Which vouchers finance books: those of a round or of a span of days, money and goods apart, checked against the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from unionoffice.aid.details import child_words, goods_words
from unionoffice.aid.queries import ZERO
from unionoffice.aid.records import COUNTED, MONEY_WAYS, VOIDED, AidPayment
from unionoffice.errors import OfficeError
from unionoffice.kit.dates import show_day
from unionoffice.kit.masks import told
from unionoffice.kit.money import show_yuan
from unionoffice.kit.roles import Role, role_of

NO_ACCOUNT, NO_FUND = "未填科目", "未填来源"
NAMED = 5


@dataclass(frozen=True)
class FinanceLine:
    """One voucher as finance books it, identity and account in full. ``amount`` in yuan; of goods it is their value."""

    payment_id: int
    full_name: str
    staff_no: str
    id_number: str
    bank_branch: str
    bank_account: str
    amount: Decimal
    summary: str
    account: str
    fund: str
    voucher_no: str
    booked_on: date
    pay_method: str
    goods_name: str = ""
    goods_quantity: int | None = None
    goods_unit: str = ""
    goods_price: Decimal | None = None

    @property
    def by_transfer(self) -> bool:
        return self.pay_method == "bank_transfer"

    @property
    def is_money(self) -> bool:
        return self.pay_method in MONEY_WAYS


@dataclass(frozen=True)
class AccountSum:
    """What one account of one fund bears: vouchers, money and goods (yuan), and the first and last number."""

    account: str
    fund: str
    cases: int
    money: Decimal
    goods: Decimal
    vouchers: str

    @property
    def total(self) -> Decimal:
        return self.money + self.goods


@dataclass(frozen=True)
class FinanceList:
    """The vouchers by account and number; ``voided`` are void numbers among them, in the order of numbers.

    ``ledger_count`` and ``ledger_total`` are what the ledger itself counts for the same vouchers, summed anew.
    """

    title: str
    period: str
    lines: tuple[FinanceLine, ...]
    voided: tuple[str, ...]
    ranges: str
    missing: int
    ledger_count: int
    ledger_total: Decimal

    @property
    def total(self) -> Decimal:
        return _sum(self.lines)

    @property
    def money(self) -> tuple[FinanceLine, ...]:
        return tuple(line for line in self.lines if line.is_money)

    @property
    def goods(self) -> tuple[FinanceLine, ...]:
        return tuple(line for line in self.lines if not line.is_money)

    @property
    def by_account(self) -> list[AccountSum]:
        """The sums by account and fund, in the order of the lines."""
        return [
            _account_sum(account, fund, list(lines))
            for (account, fund), lines in groupby(self.lines, lambda line: (line.account, line.fund))
        ]

    @property
    def without_account(self) -> tuple[FinanceLine, ...]:
        """Who is paid by transfer and has no bank account: the bank would send the money back."""
        return tuple(line for line in self.lines if line.by_transfer and not line.bank_account)

    @property
    def voucher_range(self) -> str:
        """凭证号 慰-2020-0001 至 慰-2020-0029，共 28 张，合计 …；另有作废 1 张不计：慰-2020-0007。"""
        void = f"；另有作废 {len(self.voided)} 张不计：{'、'.join(self.voided)}" if self.voided else ""
        others = f"；其间 {self.missing} 个号不在这份清单" if self.missing else ""
        return f"凭证号 {self.ranges}，共 {len(self.lines)} 张，合计 {show_yuan(self.total)} 元{void}{others}。"

    @property
    def agrees(self) -> bool:
        """Whether the lines add up to what the ledger counts."""
        return (len(self.lines), self.total) == (self.ledger_count, self.ledger_total)

    @property
    def check_words(self) -> str:
        """What stands on the sheet about its own sum."""
        mine = f"清单 {len(self.lines)} 张、{show_yuan(self.total)} 元"
        ledger = f"凭证台账 {self.ledger_count} 张、{show_yuan(self.ledger_total)} 元"
        return f"已核对：{mine}，与{ledger}一致。" if self.agrees else f"对不上：{mine}，{ledger}。"

    def refuse_disagreement(self) -> None:
        """OfficeError where the lines are not what the ledger counts: such a list must not leave the office."""
        if not self.agrees:
            raise OfficeError(f"{self.check_words}没有导出。请在“设置”的“备份与检查”里检查数据。")


def _sum(lines: Sequence[FinanceLine]) -> Decimal:
    return sum((line.amount for line in lines), ZERO)


def _account_sum(account: str, fund: str, lines: Sequence[FinanceLine]) -> AccountSum:
    money = [line for line in lines if line.is_money]
    first, last = lines[0].voucher_no, lines[-1].voucher_no
    span = first if first == last else f"{first} 至 {last}"
    return AccountSum(account, fund, len(lines), _sum(money), _sum(lines) - _sum(money), span)


def round_list(session: Session, round_id: int, title: str) -> FinanceList:
    """The vouchers of a round. OfficeError before it was issued."""
    return _read(session, title, "", AidPayment.round_id == round_id)


def span_list(session: Session, first: date, last: date) -> FinanceList:
    """All vouchers issued from ``first`` to ``last``, both inclusive. OfficeError where there are none."""
    if last < first:
        raise OfficeError(f"止日 {show_day(last)} 早于起日 {show_day(first)}。请改一下日期。")
    period = said_span(first, last)
    return _read(session, f"{period}慰问金", period, AidPayment.booked_on.between(first, last))


def said_span(first: date, last: date) -> str:
    """2020 年 9 月, 2020 年, or 2020-09-01 至 2020-10-15: whole months and years by their names."""
    whole = first.day == 1 and (last.toordinal() + 1 == _next_month(last).toordinal())
    if whole and (first.year, first.month) == (last.year, last.month):
        return f"{first.year} 年 {first.month} 月"
    if whole and (first.month, last.month, first.year) == (1, 12, last.year):
        return f"{first.year} 年"
    return show_day(first) if first == last else f"{show_day(first)} 至 {show_day(last)}"


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _read(session: Session, title: str, period: str, which: ColumnElement[bool]) -> FinanceList:
    p = AidPayment
    chosen = select(p).where(which, p.voucher_no.is_not(None)).order_by(p.year, p.series, p.number)
    rows = session.scalars(chosen).unique().all()
    role = role_of(session)
    lines = [_line(row, role) for row in rows if row.status in COUNTED]
    if not lines:
        raise OfficeError(f"{title}没有已签发的凭证，没有导出。请先签发。")
    count, total = session.execute(
        select(func.count(p.counted_amount), func.sum(p.counted_amount)).where(which, p.voucher_no.is_not(None))
    ).one()
    ranges, missing = _ranges(rows)
    lines.sort(key=lambda line: (line.account, line.fund))  # by number within an account: the sort is stable
    voided = tuple(row.voucher_no or "" for row in rows if row.status == VOIDED)
    return FinanceList(title, period, tuple(lines), voided, ranges, missing, count, total or ZERO)


def _ranges(rows: Sequence[AidPayment]) -> tuple[str, int]:
    """First and last number of each year and series, and how many numbers between them are not among ``rows``."""
    texts, missing = [], 0
    for _, group in groupby(rows, lambda row: (row.year, row.series)):
        run = list(group)
        first, last = run[0], run[-1]
        texts.append(str(first.voucher_no) if first is last else f"{first.voucher_no} 至 {last.voucher_no}")
        missing += (last.number or 0) - (first.number or 0) + 1 - len(run)
    return "、".join(texts), missing


def _line(row: AidPayment, role: Role) -> FinanceLine:
    about = (row.reason, child_words(row.child_name or "", row.school_stage or ""), goods_words(row))
    summary = "：".join(part for part in (row.aid_type_name, "，".join(text for text in about if text)) if part)
    return FinanceLine(
        row.id, row.full_name or "", row.staff_no or "", told("id_number", row.id_number, role), row.bank_branch or "",
        told("bank_card", row.bank_account, role),
        row.amount, summary, row.account or NO_ACCOUNT, row.fund_source or NO_FUND, row.voucher_no or "", row.booked_on,
        row.pay_method, row.goods_name or "", row.goods_quantity, row.goods_unit or "", row.goods_price,
    )  # fmt: skip


def named(lines: Sequence[FinanceLine]) -> str:
    """The first people by name, and how many there are."""
    names = "、".join(line.full_name for line in lines[:NAMED])
    return names + (f"等 {len(lines)} 人" if len(lines) > NAMED else "")
