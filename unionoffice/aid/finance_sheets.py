# SPDX-License-Identifier: MIT
"""What finance gets: 慰问金发放明细 with its sums by account and the voucher range, and the bank transfer list."""

from collections.abc import Sequence
from datetime import date

from unionoffice.aid.finance_queries import FinanceLine, FinanceList, named
from unionoffice.aid.queries import ZERO
from unionoffice.aid.records import AidPayment
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit import codelists
from unionoffice.kit.money import show_yuan
from unionoffice.kit.roles import refuse_seeing
from unionoffice.sheets.specs import ColumnSpec, SheetSpec
from unionoffice.store.settings import Settings
from unionoffice.store.work import Work

DETAIL, BANK = "慰问金发放明细", "银行转账信息表"
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
_GOODS = (
    ColumnSpec("序号", 6, "int"),
    ColumnSpec("姓名", 12),
    ColumnSpec("工号", 12),
    ColumnSpec("发放方式", 12),
    ColumnSpec("物品", 18, wrap=True),
    ColumnSpec("数量", 8, "int", total=True),
    ColumnSpec("单位", 8),
    ColumnSpec("单价", 12, "money"),
    ColumnSpec("价值", 14, "money", total=True),
    ColumnSpec("摘要", 34, wrap=True),
    ColumnSpec("科目", 18, wrap=True),
    ColumnSpec("凭证号", 15),
)
_SUMS = (
    ColumnSpec("科目", 24),
    ColumnSpec("经费来源", 18),
    ColumnSpec("人次", 8, "int", total=True),
    ColumnSpec("资金", 15, "money", total=True),
    ColumnSpec("实物价值", 15, "money", total=True),
    ColumnSpec("合计", 15, "money", total=True),
    ColumnSpec("凭证号", 34, wrap=True),
)
_BANK = (
    ColumnSpec("序号", 6, "int"),
    ColumnSpec("收款人", 14),
    ColumnSpec("账号", 24),
    ColumnSpec("开户行", 34, wrap=True),
    ColumnSpec("金额", 16, "money", total=True),
    ColumnSpec("附言", 30, wrap=True),
)


def finance_book(found: FinanceList, settings: Settings, today: date) -> list[SheetSpec]:
    """慰问金发放明细, what was handed over as goods on a sheet of its own, and the 汇总 by account.

    OfficeError where the list is not what the ledger counts.
    """
    found.refuse_disagreement()
    money = [_detail(n, one) for n, one in enumerate(found.money, 1)]
    goods = [_goods(n, one) for n, one in enumerate(found.goods, 1)]
    made = [_sheet(found, "发放明细", f"{found.title}发放明细", _DETAIL, money, settings, today, freeze=2)] if money else []
    if goods:
        made.append(_sheet(found, "实物明细", f"{found.title}实物明细", _GOODS, goods, settings, today, freeze=2))
    sums = [
        (one.account, one.fund, one.cases, one.money or None, one.goods or None, one.total, one.vouchers)
        for one in found.by_account
    ]
    return [*made, _sheet(found, "汇总", f"{found.title}按科目汇总", _SUMS, sums, settings, today)]


def _sheet(
    found: FinanceList, name: str, title: str, columns: Sequence[ColumnSpec], rows: Sequence[Sequence[object]],
    settings: Settings, today: date, *, freeze: int = 0,
) -> SheetSpec:  # fmt: skip
    return SheetSpec(
        title=title, columns=columns, rows=rows, sheet_name=name,
        unit_line=(f"填报单位：{settings.union_name}", found.period, "单位：元"),
        notes=(found.voucher_range, found.check_words), signed_on=today, freeze_columns=freeze,
    )  # fmt: skip


def _detail(number: int, one: FinanceLine) -> tuple[object, ...]:
    return (
        number, one.full_name, one.staff_no, one.id_number, one.bank_branch, one.bank_account, one.amount, one.summary,
        one.account, one.voucher_no,
    )  # fmt: skip


def _goods(number: int, one: FinanceLine) -> tuple[object, ...]:
    way = codelists.PAY_METHOD.name(one.pay_method)
    return (
        number, one.full_name, one.staff_no, way, one.goods_name, one.goods_quantity, one.goods_unit or None, one.goods_price,
        one.amount, one.summary, one.account, one.voucher_no,
    )  # fmt: skip


def bank_book(found: FinanceList, settings: Settings, today: date) -> list[SheetSpec]:
    """The list the bank pays from: who is paid by transfer. OfficeError where nobody is, or an account is missing."""
    found.refuse_disagreement()
    paid = [line for line in found.lines if line.by_transfer]
    if not paid:
        raise OfficeError(f"{found.title}没有转账的凭证，没有导出。现金和实物请用签收表。")
    if found.without_account:
        raise OfficeError(f"{named(found.without_account)}没有银行账号，没有导出。请作废后补上账号重开，或改为现金。")
    rows = [
        (n, one.full_name, one.bank_account, one.bank_branch, one.amount, found.title) for n, one in enumerate(paid, 1)
    ]
    total = sum((one.amount for one in paid), ZERO)
    rest = f"转账 {len(paid)} 张、{show_yuan(total)} 元；现金和实物 {len(found.lines) - len(paid)} 张不在此表。"
    return [SheetSpec(
        title=f"{found.title}{BANK}", columns=_BANK, rows=rows, sheet_name="转账信息",
        unit_line=(f"付款单位：{settings.union_name}", "", "单位：元"),
        notes=(found.voucher_range, found.check_words, rest), signed_on=today,
    )]  # fmt: skip


def note_sent(work: Work, what: str, found: FinanceList, purpose: str) -> None:
    """Audit that full numbers left the program, and what for; call it before the file is written.

    OfficeError for a role that may not see accounts and identity numbers.
    """
    refuse_seeing("bank_card", work.role)
    refuse_seeing("id_number", work.role)
    if not purpose.strip():
        raise FieldError("请写明用途，会记在操作记录里。没有导出。", field="purpose")
    work.note(
        AidPayment.kind(), None, 导出=what, 用途=purpose.strip(), 行数=len(found.lines), 合计=show_yuan(found.total),
        凭证=found.voucher_range,
    )  # fmt: skip
