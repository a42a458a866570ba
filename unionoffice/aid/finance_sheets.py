# SPDX-License-Identifier: MIT
"""What finance gets: 慰问金发放明细 with its sums by account and the voucher range, and the bank transfer list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from unionoffice.aid.queries import ZERO
from unionoffice.aid.records import COUNTED, VOIDED, AidPayment
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.money import show_yuan
from unionoffice.sheets.specs import ColumnSpec, SheetSpec
from unionoffice.store.settings import Settings
from unionoffice.store.work import Work

_DETAIL = (
    ColumnSpec("序号", 6, "int"),
    ColumnSpec("姓名", 12),
    ColumnSpec("工号", 12),
    ColumnSpec("身份证号", 21),
    ColumnSpec("开户行", 26, wrap=True),
    ColumnSpec("银行账号", 23),
    ColumnSpec("金额", 14, "money", total=True),
    ColumnSpec("摘要", 34, wrap=True),
    ColumnSpec("科目", 18, wrap=True),
    ColumnSpec("凭证号", 15),
)
_SUMS = (
    ColumnSpec("科目", 24),
    ColumnSpec("经费来源", 18),
    ColumnSpec("人次", 10, "int", total=True),
    ColumnSpec("金额", 18, "money", total=True),
)
_BANK = (
    ColumnSpec("序号", 6, "int"),
    ColumnSpec("收款人", 14),
    ColumnSpec("账号", 24),
    ColumnSpec("开户行", 34, wrap=True),
    ColumnSpec("金额", 16, "money", total=True),
    ColumnSpec("附言", 30, wrap=True),
)


@dataclass(frozen=True)
class FinanceLine:
    """One voucher as finance books it, identity and account in full. ``amount`` in yuan."""

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
    by_transfer: bool


@dataclass(frozen=True)
class FinanceList:
    """The vouchers of a round or a span of days, in the order of their numbers; ``voided`` are numbers among them."""

    title: str
    period: str
    lines: tuple[FinanceLine, ...]
    voided: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def voucher_range(self) -> str:
        """凭证号 慰-2020-0001 至 慰-2020-0029，共 29 张；其中 慰-2020-0007 作废不计."""
        first, last = self.lines[0].voucher_no, self.lines[-1].voucher_no
        span = first if first == last else f"{first} 至 {last}"
        void = f"；另有作废 {len(self.voided)} 张不计：{'、'.join(self.voided)}" if self.voided else ""
        return f"凭证号 {span}，共 {len(self.lines)} 张，合计 {show_yuan(self.total)} 元{void}。"


def round_list(session: Session, round_id: int, title: str) -> FinanceList:
    """The vouchers of a round. OfficeError before it was issued."""
    return _read(session, title, "", AidPayment.round_id == round_id)


def span_list(session: Session, first: date, last: date) -> FinanceList:
    """All vouchers issued from ``first`` to ``last``, both inclusive. OfficeError where there are none."""
    month = f"{first.year} 年 {first.month} 月" if (first.year, first.month) == (last.year, last.month) else ""
    period = month or f"{first} 至 {last}"
    return _read(session, f"{period}慰问金", period, AidPayment.booked_on.between(first, last))


def _read(session: Session, title: str, period: str, which: ColumnElement[bool]) -> FinanceList:
    p = AidPayment
    chosen = select(p).where(which, p.voucher_no.is_not(None)).order_by(p.year, p.series, p.number)
    rows = session.scalars(chosen).unique().all()
    lines = tuple(_line(row) for row in rows if row.status in COUNTED)
    if not lines:
        raise OfficeError(f"{title}没有已签发的凭证，没有导出。请先签发。")
    return FinanceList(title, period, lines, tuple(row.voucher_no or "" for row in rows if row.status == VOIDED))


def _line(row: AidPayment) -> FinanceLine:
    summary = "：".join(part for part in (row.aid_type_name, row.reason) if part)
    return FinanceLine(
        row.full_name or "", row.staff_no or "", row.id_number or "", row.bank_branch or "", row.bank_account or "",
        row.amount, summary, row.account or "未填科目", row.fund_source or "", row.voucher_no or "",
        row.pay_method == "bank_transfer",
    )  # fmt: skip


def finance_book(found: FinanceList, settings: Settings, today: date) -> list[SheetSpec]:
    """慰问金发放明细 and its 汇总 by account; both totals equal the vouchers'."""
    unit = (f"填报单位：{settings.union_name}", found.period, "单位：元")
    rows = [
        (n, one.full_name, one.staff_no, one.id_number, one.bank_branch, one.bank_account, one.amount, one.summary,
         one.account, one.voucher_no)
        for n, one in enumerate(found.lines, 1)
    ]  # fmt: skip
    detail = SheetSpec(
        title=f"{found.title}发放明细", columns=_DETAIL, rows=rows, sheet_name="发放明细", unit_line=unit,
        notes=(found.voucher_range,), signed_on=today, freeze_columns=2,
    )  # fmt: skip
    sums = SheetSpec(
        title=f"{found.title}按科目汇总", columns=_SUMS, rows=_by_account(found.lines), sheet_name="汇总", unit_line=unit,
        notes=(found.voucher_range,), signed_on=today, landscape=False,
    )  # fmt: skip
    return [detail, sums]


def _by_account(lines: Sequence[FinanceLine]) -> list[tuple[str, str, int, Decimal]]:
    found: dict[tuple[str, str], tuple[int, Decimal]] = {}
    for line in lines:
        count, amount = found.get((line.account, line.fund), (0, ZERO))
        found[line.account, line.fund] = (count + 1, amount + line.amount)
    return [(account, fund, *sums) for (account, fund), sums in sorted(found.items())]


def bank_book(found: FinanceList, settings: Settings, today: date) -> list[SheetSpec]:
    """The list the bank pays from: who is paid by transfer. OfficeError where nobody is, or an account is missing."""
    paid = [line for line in found.lines if line.by_transfer]
    if not paid:
        raise OfficeError(f"{found.title}没有转账的凭证，没有导出。现金和实物请用签收表。")
    without = [line.full_name for line in paid if not line.bank_account]
    if without:
        named = "、".join(without[:5]) + (f"等 {len(without)} 人" if len(without) > 5 else "")
        raise OfficeError(f"{named}没有银行账号，没有导出。请作废后补上账号重开，或改为现金。")
    rows = [
        (n, one.full_name, one.bank_account, one.bank_branch, one.amount, found.title) for n, one in enumerate(paid, 1)
    ]
    return [SheetSpec(
        title=f"{found.title}银行转账信息表", columns=_BANK, rows=rows, sheet_name="转账信息",
        unit_line=(f"付款单位：{settings.union_name}", "", "单位：元"), notes=(found.voucher_range,), signed_on=today,
    )]  # fmt: skip


def note_sent(work: Work, what: str, found: FinanceList, purpose: str) -> None:
    """Audit that full numbers left the program, and what for; call it before the file is written."""
    if not purpose.strip():
        raise FieldError("请写明用途，会记在操作记录里。没有导出。", field="purpose")
    work.note(
        AidPayment.kind(), None, 导出=what, 用途=purpose.strip(), 行数=len(found.lines), 合计=show_yuan(found.total),
        凭证=found.voucher_range,
    )  # fmt: skip
