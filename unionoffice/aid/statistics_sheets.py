# SPDX-License-Identifier: MIT
"""The aid statistics as a workbook: the table by one dimension, by two where asked for; sums and differences are formulas."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from unionoffice.aid.statistics_queries import Asked, CrossTable, StatTable, Sums, cross, statistics
from unionoffice.errors import OfficeError
from unionoffice.kit.files import sha256
from unionoffice.progress import Progress
from unionoffice.sheets.exporting import ExportResult
from unionoffice.sheets.specs import ColumnSpec, Formula, SheetSpec
from unionoffice.sheets.styles import Kind
from unionoffice.sheets.writing import write_workbook
from unionoffice.store.settings import Settings

DISTINCT = "合计的人数、户数不重复：一个人、一户只算一次，所以可能少于各行相加。夫妻都是会员的算一户。"
WHICH = "只算已签发的慰问（含往年台账），作废和退回的不计；按凭证日期。"
_COUNTS = ("人次", "人数", "户数")


def export_statistics(
    session: Session,
    key: str,
    asked: Asked,
    path: Path,
    *,
    settings: Settings,
    today: date,
    progress: Progress,
    column_key: str = "",
) -> ExportResult:
    """Write the table by ``key``, and by ``column_key`` as well where one is given. Raises OfficeError, Cancelled."""
    table = statistics(session, key, asked)
    if not table.lines:
        raise OfficeError(f"{asked.span.title}和上年同期都没有慰问，没有导出。请换一段时间。")
    sheets = [_table_sheet(table, settings, today)]
    if column_key:
        found = cross(session, key, column_key, asked, most=0)
        sheets += [_cross_sheet(found, settings, today, measure) for measure in ("人次", "金额")]
    written = write_workbook(path, sheets, progress)
    return ExportResult(written, table.total.this.case_count, sha256(written), asked.span.title)


def statistics_name(asked: Asked, title: str) -> str:
    """What the file is called, without school and day: 慰问统计（2020 年，按分工会）."""
    return f"慰问统计（{asked.span.title}，按{title}）"


def _table_sheet(table: StatTable, settings: Settings, today: date) -> SheetSpec:
    span, title = table.asked.span, settings.say(table.dimension.title)
    distinct = {"人数": table.total.this.person_count, "户数": table.total.this.household_count}
    distinct |= {"上年人数": table.total.last.person_count, "上年户数": table.total.last.household_count}
    return SheetSpec(
        title=f"{settings.union_name}{statistics_name(table.asked, title)}", sheet_name=f"按{title}",
        columns=_columns(title, span.title, span.year_before.title), rows=_rows(table),
        totals={**distinct, "增减": Formula("=E{row}-I{row}")}, unit_line=_unit(table.asked, settings),
        notes=(WHICH, DISTINCT), signed_on=today, freeze_columns=1,
    )  # fmt: skip


def _unit(asked: Asked, settings: Settings) -> tuple[str, str, str]:
    return f"填报单位：{settings.union_name}", asked.span.title, "单位：元"


def _columns(title: str, this: str, last: str) -> list[ColumnSpec]:
    def counts(prefix: str, group: str) -> list[ColumnSpec]:
        return [
            *(ColumnSpec(f"{prefix}{name}", 10, "int", total=name == "人次", group=group) for name in _COUNTS),
            ColumnSpec(f"{prefix}金额", 16, "money", total=True, group=group),
        ]

    return [ColumnSpec(title, 26), *counts("", this), *counts("上年", last), ColumnSpec("增减", 16, "money")]


def _cells(sums: Sums) -> list[object]:
    return [sums.case_count, sums.person_count, sums.household_count, sums.amount]


def _rows(table: StatTable) -> Iterator[list[object]]:
    for line in table.lines:
        yield [line.text, *_cells(line.this), *_cells(line.last), Formula("=E{row}-I{row}")]


def _cross_sheet(table: CrossTable, settings: Settings, today: date, measure: str) -> SheetSpec:
    rows, columns = settings.say(table.rows.title), settings.say(table.columns.title)
    kind: Kind = "money" if measure == "金额" else "int"
    return SheetSpec(
        title=f"{settings.union_name}慰问{measure}（{table.asked.span.title}，{rows}、{columns}）", sheet_name=f"{columns}{measure}",
        columns=[
            ColumnSpec(rows, 26),
            *(ColumnSpec(one.text, max(10, 2 * len(one.text) + 2), kind, total=True) for one in table.column_lines),
            ColumnSpec("合计", 16, kind, total=True),
        ],
        rows=_cross_rows(table, measure), unit_line=_unit(table.asked, settings), notes=(WHICH,), signed_on=today,
        freeze_columns=1,
    )  # fmt: skip


def _cross_rows(table: CrossTable, measure: str) -> Iterator[Sequence[object]]:
    last = _letters(len(table.column_lines) + 1)
    for number, row in enumerate(table.row_lines):
        cells = [table.cells.get((number, column)) for column in range(len(table.column_lines))]
        values = [None if one is None else one.amount if measure == "金额" else one.case_count for one in cells]
        yield [row.text, *values, Formula(f"=SUM(B{{row}}:{last}{{row}})")]


def _letters(column: int) -> str:
    """1 is A, 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
