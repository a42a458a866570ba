# SPDX-License-Identifier: MIT
"""The two tables of the budget: one line per fund and account, one per month."""

from collections.abc import Sequence
from decimal import Decimal

from ui.report_tables import Block, Heading, ReportRow, Target
from ui.table_paint import Look
from unionoffice.aid.funds_queries import FundStatus, MonthExecution, Movement
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan

NO_LINE = "（没有预算）"
RED, GREY = Look(tone="danger"), Look(tone="text2")

FUND_HEADINGS = (
    Heading("fund", "经费来源", 104), Heading("account", "会计科目", 0), Heading("planned", "预算（元）", 112, True),
    Heading("adjusted", "其中调整", 100, True), Heading("out", "已用（元）", 112, True),
    Heading("balance", "余额（元）", 112, True, True), Heading("rate", "执行", 68, True),
)  # fmt: skip
MONTH_HEADINGS = (
    Heading("month", "月份", 60), Heading("amount", "当月（元）", 0, True), Heading("so_far", "累计（元）", 116, True),
    Heading("rate", "执行", 72, True),
)  # fmt: skip


MOVE_HEADINGS = (
    Heading("booked_on", "日期", 96), Heading("amount", "金额（元）", 116, True), Heading("so_far", "调整后（元）", 116, True),
    Heading("reason", "说明", 0), Heading("who", "登记", 148),
)  # fmt: skip


def moves_block(moves: Sequence[Movement]) -> Block:
    """The opening budget and the adjustments of one line, who entered each and when."""
    rows = []
    for one in moves:
        who = " ".join(text for text in (one.entered_by, show_day(one.entered_on) if one.entered_on else "") if text)
        day = show_day(one.booked_on) if one.booked_on else ""
        looks = ((1, RED),) if one.amount < 0 else ()
        rows.append(ReportRow((day, one.amount, one.so_far, one.reason, who), Target("funds"), looks))
    return Block(MOVE_HEADINGS, rows)


def funds_block(lines: Sequence[FundStatus]) -> Block:
    """The year's lines; what went out without a line stands last, in red."""
    planned = sum((one.planned for one in lines), Decimal("0.00"))
    out = sum((one.out for one in lines), Decimal("0.00"))
    sums = {"planned": show_yuan(planned), "out": show_yuan(out), "balance": show_yuan(planned - out)}
    without = sum(one.line_id is None for one in lines)
    remark = f"{len(lines) - without} 项" + (f"，另有 {without} 项没有预算" if without else "")
    return Block(FUND_HEADINGS, [_fund_row(one) for one in lines], remark, sums)


def _fund_row(one: FundStatus) -> ReportRow:
    account = one.account if one.line_id is not None else f"{one.account}{NO_LINE}"
    values = (one.fund, account, one.planned, one.adjusted, one.out, one.balance, one.rate or 0.0)
    looks = ((5, RED), (6, RED)) if one.over else ()
    return ReportRow(values, Target("funds", one.line_id or 0), looks)


def months_block(months: Sequence[MonthExecution]) -> Block:
    """All twelve months; those to come are blank."""
    last = max((one.month for one in months if one.cases), default=0)
    rows = []
    for one in months:
        past = one.month <= last
        so_far, rate = (one.so_far, one.rate or 0.0) if past else (Decimal(0), 0.0)
        rows.append(ReportRow((f"{one.month} 月", one.amount, so_far, rate), Target("funds"), ()))
    return Block(MONTH_HEADINGS, rows)
