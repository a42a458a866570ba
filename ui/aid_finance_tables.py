# SPDX-License-Identifier: MIT
"""The tables of the finance list: one line per voucher, one per account."""

from decimal import Decimal

from ui.report_tables import Block, Heading, ReportRow, Target
from ui.table_paint import Look
from unionoffice.aid.finance_queries import AccountSum, FinanceLine, FinanceList
from unionoffice.kit import codelists
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan

GREY, AMBER = Look(tone="text2"), Look(tone="warn")

LINE_HEADINGS = (
    Heading("voucher_no", "凭证号", 116), Heading("booked_on", "签发日期", 96), Heading("full_name", "姓名", 100),
    Heading("summary", "摘要", 0), Heading("amount", "金额（元）", 108, True), Heading("way", "支付方式", 88),
    Heading("account", "科目", 128),
)  # fmt: skip
ACCOUNT_HEADINGS = (
    Heading("account", "科目", 0), Heading("cases", "张数", 56, True), Heading("money", "资金（元）", 104, True),
    Heading("goods", "实物（元）", 92, True),
)  # fmt: skip


def lines_block(found: FinanceList) -> Block:
    """The vouchers by account and number."""
    rows = [_line_row(one) for one in found.lines]
    return Block(LINE_HEADINGS, rows, f"{len(rows):,} 张", {"amount": show_yuan(found.total)})


def _line_row(one: FinanceLine) -> ReportRow:
    way = codelists.PAY_METHOD.name(one.pay_method)
    look = (5, AMBER) if one.by_transfer and not one.bank_account else (5, GREY)
    values = (one.voucher_no, show_day(one.booked_on), one.full_name, one.summary, one.amount, way, one.account)
    return ReportRow(values, Target("aid", one.payment_id), (look,))


def accounts_block(found: FinanceList) -> Block:
    """The sums by account; the fund is named where one account is paid from several."""
    sums = found.by_account
    twice = {one.account for one in sums if sum(one.account == other.account for other in sums) > 1}
    rows = [_account_row(one, one.account in twice) for one in sums]
    money, goods = (sum(values, Decimal("0.00")) for values in ([one.money for one in sums], [one.goods for one in sums]))
    texts = {"cases": f"{len(found.lines):,}", "money": show_yuan(money), "goods": show_yuan(goods) if goods else ""}
    return Block(ACCOUNT_HEADINGS, rows, f"{len(rows)} 项", texts)


def _account_row(one: AccountSum, with_fund: bool) -> ReportRow:
    name = f"{one.account}（{one.fund}）" if with_fund else one.account
    return ReportRow((name, one.cases, one.money, one.goods), Target("finance"), ())
