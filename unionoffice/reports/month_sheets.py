# SPDX-License-Identifier: MIT
"""Form 12 as sheets: membership, aid, welfare, plan; every total and balance a formula over the shown rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from openpyxl.utils import get_column_letter

from unionoffice.members.movements import DECREASES, INCREASES, BranchMovement
from unionoffice.reports.month_data import MonthReport, said_month
from unionoffice.reports.plan_month import WHY, MonthTask
from unionoffice.sheets.specs import ColumnSpec, Formula, SheetSpec
from unionoffice.store.settings import Settings

SIGNATURES = ("填表人", "审核人", "负责人")


def month_sheets(report: MonthReport, settings: Settings, today: date) -> list[SheetSpec]:
    """The four sheets, dated ``today``."""
    return [make(report, settings, today) for make in (members_sheet, aid_sheet, welfare_sheet, plan_sheet)]


def _sheet(
    report: MonthReport, settings: Settings, today: date, name: str, unit: str,
    columns: Sequence[ColumnSpec], rows: Sequence[Sequence[object]],
    totals: Mapping[str, object] | None = None, notes: Sequence[str] = (),
) -> SheetSpec:  # fmt: skip
    """What the four have in common: title, reporting unit, as-of day, signatures."""
    return SheetSpec(
        f"{settings.union_name} {said_month(report)}{name}表", columns, rows, sheet_name=name,
        unit_line=(f"填报单位：{settings.union_name}", f"截止日期：{report.day:%Y-%m-%d}", unit),
        totals=totals or {}, notes=notes, signatures=SIGNATURES, signed_on=today, freeze_columns=1,
    )  # fmt: skip


def _or_blank(number: int | Decimal) -> int | Decimal | None:
    """The office's sheets leave a cell empty where nothing happened."""
    return number or None


# --- 会员变动 --------------------------------------------------------------------------------------------------


def members_sheet(report: MonthReport, settings: Settings, today: date) -> SheetSpec:
    """One row per branch; 本月末 = 上月末 + 增加 − 减少 in every row."""
    changes = [ColumnSpec(name, _narrow(name), "int", True, group="增加") for name in INCREASES.values()]
    changes += [ColumnSpec(name, _narrow(name), "int", True, group="减少") for name in DECREASES.values()]
    columns = [
        ColumnSpec(settings.branch_label, 26),
        ColumnSpec("上月末", 8, "int", True),
        *changes,
        ColumnSpec("本月末", 8, "int", True),
        ColumnSpec("女", 8, "int", True, group="其中"),
        ColumnSpec("劳务派遣", 9, "int", True, group="其中"),
    ]
    rows = [_member_row(line) for line in report.members.rows]
    notes = (
        "本月末 = 上月末 + 增加 − 减少；校内调入、调出在合计行相等。",
        "在册人数含保留会籍，不含退休。“其中”按会员现在的性别和用工形式统计。",
    )
    return _sheet(report, settings, today, "会员变动", "单位：人", columns, rows, notes=notes)


def _narrow(heading: str) -> float:
    return 6.5 if len(heading) <= 2 else 9.5


def _member_row(line: BranchMovement) -> list[object]:
    ups = [_or_blank(line.increases[key]) for key in INCREASES]
    downs = [_or_blank(line.decreases[key]) for key in DECREASES]
    marks = [_or_blank(line.women), _or_blank(line.agency)]
    return [line.branch, line.last, *ups, *downs, _balance(len(ups), len(downs)), *marks]


def _balance(ups: int, downs: int) -> Formula:
    """=B5+SUM(C5:G5)-SUM(H5:M5), for as many kinds of change as there are."""
    last_up, first_down = get_column_letter(2 + ups), get_column_letter(3 + ups)
    last_down = get_column_letter(2 + ups + downs)
    return Formula(f"=B{{row}}+SUM(C{{row}}:{last_up}{{row}})-SUM({first_down}{{row}}:{last_down}{{row}})")


# --- 帮扶慰问 --------------------------------------------------------------------------------------------------


def aid_sheet(report: MonthReport, settings: Settings, today: date) -> SheetSpec:
    """One row per kind of aid with a payment in the year so far."""
    month, year = "本月", "本年累计"
    columns = [
        ColumnSpec("类别", 22),
        ColumnSpec("人次", 12, "int", True, group=month),
        ColumnSpec("金额（元）", 18, "money", True, group=month),
        ColumnSpec("人次", 12, "int", True, group=year),
        ColumnSpec("人数", 12, "int", True, group=year),
        ColumnSpec("金额（元）", 18, "money", True, group=year),
        ColumnSpec("科目", 26),
    ]
    rows = [
        [
            line.name, _or_blank(line.month.case_count), _or_blank(line.month.amount),
            line.year.case_count, line.year.person_count, line.year.amount, line.account or None,
        ]
        for line in report.aid.lines
    ]  # fmt: skip
    notes = (
        f"合计人数 {report.aid.total.year.person_count:,} 人：一人得过几类慰问的只计一次，所以可能少于各类之和。",
        "按凭证签发日期统计，草稿和作废的凭证不计。",
    )
    totals = {"人数": report.aid.total.year.person_count} if rows else {}
    return _sheet(report, settings, today, "帮扶慰问", "单位：元", columns, rows, totals, notes)


# --- 福利发放 --------------------------------------------------------------------------------------------------


def welfare_sheet(report: MonthReport, settings: Settings, today: date) -> SheetSpec:
    """One row per campaign of the year so far; 人均 and 832 占比 are worked out in the sheet."""
    columns = [
        ColumnSpec("批次", 28),
        ColumnSpec("应发人数", 12, "int", True),
        ColumnSpec("实发", 12, "int", True),
        ColumnSpec("金额（元）", 18, "money", True),
        ColumnSpec("人均（元）", 14, "money"),
        ColumnSpec("其中 832 平台（元）", 20, "money", True),
        ColumnSpec("832 占比", 12, "percent"),
    ]
    share, per_head = Formula("=IF(D{row}=0,0,F{row}/D{row})"), Formula("=IF(B{row}=0,0,ROUND(D{row}/B{row},2))")
    rows = [
        [one.name, one.entitled, one.handed, one.amount, per_head, _or_blank(one.amount_832), share]
        for one in report.campaigns
    ]
    totals = {"832 占比": share} if rows else {}
    notes = ("金额按验收单计，人均 = 金额 ÷ 应发人数；实发按签收计。均为本年累计，到截止日期为止。",)
    return _sheet(report, settings, today, "福利发放", "单位：元", columns, rows, totals, notes)


# --- 工作计划 --------------------------------------------------------------------------------------------------


def plan_sheet(report: MonthReport, settings: Settings, today: date) -> SheetSpec:
    """The tasks that were due or finished in the month, and those that are late."""
    columns = [
        ColumnSpec("情况", 11),
        ColumnSpec("具体任务", 44, wrap=True),
        ColumnSpec("完成时间", 14, wrap=True),
        ColumnSpec("责任领导", 10, wrap=True),
        ColumnSpec("责任科室", 12, wrap=True),
        ColumnSpec("进度", 8, "percent"),
        ColumnSpec("状态", 14),
        ColumnSpec("进展情况", 40, wrap=True),
    ]
    rows = [_task_row(one) for one in report.tasks]
    totals: dict[str, object] = {}
    if rows:
        totals = {
            "具体任务": Formula('=COUNTA(B{first}:B{last})&" 项"'),
            "进度": Formula("=AVERAGE(F{first}:F{last})"),
            "状态": Formula('="完成 "&COUNTIF(F{first}:F{last},1)&" 项"'),
        }
    notes = () if rows else ("本月没有到期、完成和逾期的任务。",)
    return _sheet(report, settings, today, "工作计划", "", columns, rows, totals, notes)


def _task_row(one: MonthTask) -> list[object]:
    task = one.task
    return [
        WHY[one.why], task.name, task.due_text or None, task.leader or None, task.dept or None,
        one.percent / 100, one.word, one.note or None,
    ]  # fmt: skip
