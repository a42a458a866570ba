# SPDX-License-Identifier: MIT
"""The workbooks of the dues: what a period's members owe (the list finance deducts by), and who is behind, by unit."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from unionoffice.members.dues.fields import Percent
from unionoffice.members.dues.queries import ArrearsLine, DueLine, by_branch
from unionoffice.members.dues.rule import ZERO, say_period
from unionoffice.sheets.specs import ColumnSpec, SheetSpec
from unionoffice.store.settings import Settings

_LIST = (
    ColumnSpec("工号", 12), ColumnSpec("姓名", 12), ColumnSpec("分工会", 22), ColumnSpec("月份", 10),
    ColumnSpec("会费基数（元）", 15, "money"), ColumnSpec("费率", 8), ColumnSpec("月数", 7, "int"),
    ColumnSpec("应缴（元）", 13, "money", total=True), ColumnSpec("已缴（元）", 13, "money", total=True),
    ColumnSpec("欠缴（元）", 13, "money", total=True), ColumnSpec("状态", 8), ColumnSpec("调整原因", 22),
)  # fmt: skip
_BRANCHES = (
    ColumnSpec("分工会", 26), ColumnSpec("欠缴人数", 12, "int", total=True), ColumnSpec("欠缴月数", 12, "int", total=True),
    ColumnSpec("欠缴金额（元）", 18, "money", total=True),
)  # fmt: skip
_BEHIND = (
    ColumnSpec("分工会", 24), ColumnSpec("工号", 12), ColumnSpec("姓名", 12), ColumnSpec("欠缴月份", 30, wrap=True),
    ColumnSpec("月数", 8, "int", total=True), ColumnSpec("欠缴金额（元）", 16, "money", total=True), ColumnSpec("备注", 20),
)  # fmt: skip
_RATE = Percent()


def dues_book(lines: Sequence[DueLine], period: str, settings: Settings, today: date) -> list[SheetSpec]:
    """The lines of a period as shown, with a paid and an owed column; empty money cells stay blank."""
    return [
        SheetSpec(
            f"{settings.union_name}{say_period(period)}会费缴纳明细", _said(_LIST, settings), [_line(one) for one in lines],
            sheet_name="会费明细", unit_line=_unit_line(settings, today), signed_on=today, freeze_columns=2,
        )
    ]  # fmt: skip


def _line(line: DueLine) -> list[object]:
    return [
        line.staff_no or None, line.full_name, line.branch, line.period, line.base, _RATE.show(line.rate) or None,
        line.months, line.payable, _blank(line.paid), _blank(line.owed), line.state_name, line.reason or None,
    ]  # fmt: skip


def arrears_book(
    behind: Sequence[ArrearsLine], until: str, settings: Settings, today: date
) -> list[SheetSpec]:
    """Who is behind up to a month: the units' sums, and everybody with their months."""
    title = f"{settings.union_name}会费欠缴"
    said = f"所属期截至 {say_period(until)}"
    units: list[list[object]] = [
        [branch, len(own), sum(one.months for one in own), sum((one.owed for one in own), ZERO)]
        for branch, own in by_branch(behind)
    ]
    rows = [
        [one.branch, one.staff_no or None, one.full_name, one.said, one.months, one.owed, None]
        for one in behind
    ]
    summary = SheetSpec(
        f"{title}汇总", _said(_BRANCHES, settings), units, sheet_name="汇总", unit_line=_unit_line(settings, today),
        signed_on=today, notes=[said], landscape=False,
    )  # fmt: skip
    details = SheetSpec(
        f"{title}名单", _said(_BEHIND, settings), rows, sheet_name="名单", unit_line=_unit_line(settings, today),
        signed_on=today, notes=[said], landscape=False, freeze_columns=3,
    )  # fmt: skip
    return [summary, details]


def _unit_line(settings: Settings, today: date) -> tuple[str, str, str]:
    return f"填报单位：{settings.union_name}", f"截止日期：{today}", "单位：元"


def _said(columns: Sequence[ColumnSpec], settings: Settings) -> list[ColumnSpec]:
    """The columns with the second level called as this office calls it."""
    return [
        ColumnSpec(settings.say(one.heading), one.width, one.kind, one.total, one.wrap, one.group)
        for one in columns
    ]


def _blank(amount: Decimal) -> Decimal | None:
    return amount or None
