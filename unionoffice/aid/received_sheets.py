# SPDX-License-Identifier: MIT
"""Workbooks of what somebody received and of who was never helped; sums are formulas."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from unionoffice.aid.received_queries import Received, UnhelpedLine
from unionoffice.kit.codelists import EMPLOYMENT_TYPE
from unionoffice.kit.files import sha256
from unionoffice.progress import Progress
from unionoffice.sheets.exporting import ExportResult
from unionoffice.sheets.specs import ColumnSpec, SheetSpec
from unionoffice.sheets.writing import write_workbook
from unionoffice.store.settings import Settings

NEVER = "从未受助"


def export_received(
    found: Received, title: str, path: Path, *, settings: Settings, today: date, progress: Progress
) -> ExportResult:
    """Write the lines and the sums by year. ``title``: whose they are. Raises OfficeError, Cancelled."""
    unit = (f"填报单位：{settings.union_name}", f"截止日期：{today:%Y-%m-%d}", "单位：元")
    lines = SheetSpec(
        title=f"{title}受助情况", sheet_name="明细", unit_line=unit, signed_on=today, freeze_columns=2,
        columns=[
            ColumnSpec("序号", 6, "int"), ColumnSpec("日期", 12, "day"), ColumnSpec("姓名", 12), ColumnSpec("类型", 14),
            ColumnSpec("事由", 34, wrap=True), ColumnSpec("金额", 14, "money", total=True), ColumnSpec("凭证号", 18),
        ],
        rows=[
            (number, one.booked_on, one.full_name, one.kind, one.reason, one.amount, one.number)
            for number, one in enumerate(found.lines, 1)
        ],
    )  # fmt: skip
    years = SheetSpec(
        title=f"{title}历年受助", sheet_name="按年", unit_line=unit, signed_on=today, landscape=False,
        columns=[ColumnSpec("年份", 12), ColumnSpec("人次", 10, "int", total=True), ColumnSpec("金额", 16, "money", total=True)],
        rows=[(f"{one.year} 年", one.case_count, one.amount) for one in found.years],
    )  # fmt: skip
    written = write_workbook(path, [lines, years], progress)
    return ExportResult(written, len(found.lines), sha256(written), title)


def export_unhelped(
    lines: Sequence[UnhelpedLine], said: str, path: Path, *, settings: Settings, today: date, progress: Progress
) -> ExportResult:
    """Write who is on the list; ``said`` is how it was chosen. Raises OfficeError, Cancelled."""
    columns = [
        ColumnSpec("序号", 6, "int"), ColumnSpec("工号", 12), ColumnSpec("姓名", 12), ColumnSpec(settings.branch_label, 24),
        ColumnSpec("用工形式", 12), ColumnSpec("入会时间", 14), ColumnSpec("困难档案", 10), ColumnSpec("最近一次慰问", 14),
        ColumnSpec("配偶最近一次", 14),
    ]  # fmt: skip
    rows = [
        (
            number, one.staff_no, one.full_name, one.branch, EMPLOYMENT_TYPE.name(one.employment_type) if one.employment_type else "",
            one.join_date, "有" if one.has_file else "", f"{one.last:%Y-%m-%d}" if one.last else NEVER,
            f"{one.spouse_last:%Y-%m-%d}" if one.spouse_last else "",
        )
        for number, one in enumerate(lines, 1)
    ]  # fmt: skip
    spec = SheetSpec(
        title=f"{settings.union_name}未受助会员", sheet_name="未受助会员", columns=columns, rows=rows, signed_on=today,
        unit_line=(f"填报单位：{settings.union_name}", f"截止日期：{today:%Y-%m-%d}", ""), notes=(said,), freeze_columns=3,
    )  # fmt: skip
    written = write_workbook(path, [spec], progress)
    return ExportResult(written, len(rows), sha256(written), said)
