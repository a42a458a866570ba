# SPDX-License-Identifier: MIT
"""Workbooks about members beyond the shown list: a roster as of a day, a named list, the counts, what is doubtful."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from unionoffice.kit.dates import show_day
from unionoffice.kit.describe import fields_of
from unionoffice.kit.files import sha256
from unionoffice.kit.roles import refuse_seeing, role_of
from unionoffice.members.counts import DIMENSIONS, CountTable, count_by
from unionoffice.members.lists import Asked, ListLine, find_list, list_lines
from unionoffice.members.quality import DoubtGroup
from unionoffice.members.records import Member
from unionoffice.members.rosters import (
    BranchRoster,
    RosterPerson,
    RosterQuery,
    by_branch,
    count_people,
    roster_on,
)
from unionoffice.progress import Progress
from unionoffice.sheets.exporting import ExportResult
from unionoffice.sheets.specs import BlockSheet, ColumnSpec, Formula, SheetSpec
from unionoffice.sheets.writing import write_workbook
from unionoffice.store import listing
from unionoffice.store.settings import Settings

_BLOCK = 400


# --- the roster as of a day --------------------------------------------------------------------------------------


def export_roster(
    session: Session,
    query: RosterQuery,
    path: Path,
    *,
    settings: Settings,
    today: date,
    progress: Progress,
    unmask: bool = False,
) -> ExportResult:
    """Write the roster of ``query.day`` and the counts of its branches; mobiles masked unless ``unmask``.

    Raises OfficeError, also where the session's role may not see them, Cancelled. For ``unmask`` the caller has asked
    for a purpose and notes it with the result.
    """
    if unmask:
        refuse_seeing("contact", role_of(session))
    people = roster_on(session, query)
    head = (f"填报单位：{settings.union_name}", f"截止日期：{show_day(query.day)}", "")
    sheets = [
        SheetSpec(
            title=f"{settings.union_name}会员花名册", sheet_name="花名册", columns=_roster_columns(settings),
            rows=_roster_rows(people, unmask), unit_line=head, notes=(count_people(people).text,), signed_on=today,
            freeze_columns=3,
        ),
        SheetSpec(
            title="各单位会员人数", columns=_count_columns(settings), rows=_count_rows(by_branch(people)),
            unit_line=head, signed_on=today,
        ),
    ]  # fmt: skip
    written = write_workbook(path, sheets, progress)
    return ExportResult(written, len(people), sha256(written), f"截至 {show_day(query.day)} 在册")


def _roster_columns(settings: Settings) -> list[ColumnSpec]:
    return [
        ColumnSpec("序号", 6, "int"), ColumnSpec("工号", 12), ColumnSpec("姓名", 12), ColumnSpec("性别", 6),
        ColumnSpec("民族", 8), ColumnSpec("出生日期", 12, "day"), ColumnSpec("政治面貌", 12), ColumnSpec("学历", 12),
        ColumnSpec("职务职称", 18), ColumnSpec("用工形式", 10), ColumnSpec(settings.branch_label, 20),
        ColumnSpec(settings.say("工会小组"), 14), ColumnSpec("会籍", 10), ColumnSpec("入会时间", 12),
        ColumnSpec("手机", 14), ColumnSpec("备注", 24, wrap=True),
    ]  # fmt: skip


def _roster_rows(people: Sequence[RosterPerson], unmask: bool) -> Iterator[list[object]]:
    for number, one in enumerate(people, 1):
        yield [
            number, one.staff_no, one.full_name, one.sex, one.ethnicity, one.birth_date, one.political, one.education,
            one.title, one.employment, one.branch, one.group, one.status_name, one.join_date,
            one.mobile if unmask else one.masked_mobile, one.remark,
        ]  # fmt: skip


def _count_columns(settings: Settings) -> list[ColumnSpec]:
    counted = ("人数", "男", "女", "少数民族", "党员")
    return [ColumnSpec("序号", 6, "int"), ColumnSpec(settings.branch_label, 26),
            *(ColumnSpec(name, 10, "int", total=True) for name in counted)]  # fmt: skip


def _count_rows(rosters: Sequence[BranchRoster]) -> Iterator[list[object]]:
    for number, one in enumerate(rosters, 1):
        count = one.count
        yield [number, one.name, count.total, count.men, count.women, count.minority, count.party]


# --- a named list ------------------------------------------------------------------------------------------------


def export_list(
    session: Session, key: str, asked: Asked, path: Path, *, progress: Progress
) -> ExportResult:
    """Write a named list: whose line it is, what the list adds, and why; mobiles masked. Raises OfficeError, Cancelled."""
    named, lines = find_list(key), list_lines(session, key, asked)
    settings = asked.settings
    columns = [
        ColumnSpec("序号", 6, "int"), ColumnSpec("工号", 12), ColumnSpec("姓名", 12), ColumnSpec("性别", 6),
        ColumnSpec(settings.branch_label, 22), ColumnSpec("用工形式", 10), ColumnSpec("手机", 14),
        *(ColumnSpec(heading, max(10, 2 * len(heading) + 2)) for heading in named.columns),
        ColumnSpec(named.reason, 36, wrap=True),
    ]  # fmt: skip
    title = named.title_for(asked)
    spec = SheetSpec(
        title=f"{settings.union_name}{title}名单", sheet_name=title, columns=columns,
        rows=list_rows(session, lines), signed_on=asked.today, freeze_columns=3,
        unit_line=(f"填报单位：{settings.union_name}", f"截止日期：{show_day(asked.today)}", ""),
    )  # fmt: skip
    written = write_workbook(path, [spec], progress)
    return ExportResult(written, len(lines), sha256(written), title)


def list_rows(session: Session, lines: Sequence[ListLine]) -> Iterator[list[object]]:
    """The lines as rows of texts: number, staff number, name, sex, branch, employment, masked mobile, cells, reason."""
    fields = fields_of(Member)
    for start in range(0, len(lines), _BLOCK):
        block = lines[start : start + _BLOCK]
        found = {m.id: m for m in listing.rows(session, Member, [line.member_id for line in block])}
        for number, line in enumerate(block, start + 1):
            member = found[line.member_id]
            shown = [fields[name].mask(member) for name in ("sex_code", "branch_id", "employment_type", "mobile")]
            yield [number, member.staff_no or "", member.full_name, *shown, *line.cells, line.reason]
        for member in found.values():
            session.expunge(member)


# --- counts ------------------------------------------------------------------------------------------------------


def export_counts(
    session: Session, path: Path, *, settings: Settings, today: date, progress: Progress
) -> ExportResult:
    """Write every count on one sheet, the rate (入会率) as a formula beside its head count."""
    tables = [count_by(session, dimension, settings, today) for dimension in DIMENSIONS]
    last = len(tables) - 1
    blocks = [_count_block(table, settings, today, number == last) for number, table in enumerate(tables)]
    written = write_workbook(path, [BlockSheet("会员统计", blocks, landscape=False)], progress)
    total = tables[0].total.count
    return ExportResult(written, total, sha256(written), f"截至 {show_day(today)} 在册")


def _count_block(table: CountTable, settings: Settings, today: date, last: bool) -> SheetSpec:
    columns = [ColumnSpec(table.title, 26), ColumnSpec("会员数", 12, "int", total=True)]
    rows: list[list[object]] = [[line.text, line.count] for line in table.lines]
    totals: dict[str, object] = {}
    if any(line.eligible for line in table.lines):
        columns += [ColumnSpec("应入会人数", 14, "int", total=True), ColumnSpec("入会率", 12, "percent")]
        rate = Formula('=IF(C{row}="","",B{row}/C{row})')
        rows = [[*row, line.eligible, rate] for row, line in zip(rows, table.lines, strict=True)]
        totals["入会率"] = rate if table.total.eligible else None
    return SheetSpec(
        title=f"{settings.union_name}会员统计：{table.title}", columns=columns, rows=rows, totals=totals,
        unit_line=(f"填报单位：{settings.union_name}", f"截止日期：{show_day(today)}", "单位：人"),
        signatures=("制表人", "审核人", "负责人") if last else (), signed_on=today if last else None,
        landscape=False,
    )  # fmt: skip


# --- data quality --------------------------------------------------------------------------------------------------


def export_doubts(
    groups: Sequence[DoubtGroup], path: Path, *, settings: Settings, today: date, progress: Progress
) -> ExportResult:
    """Write what is missing or doubtful, by unit, for the units to put right: no numbers, only names and problems."""
    columns = [
        ColumnSpec("序号", 6, "int"), ColumnSpec(settings.branch_label, 22), ColumnSpec("工号", 12),
        ColumnSpec("姓名", 12), ColumnSpec("问题", 44, wrap=True), ColumnSpec("怎么办", 36, wrap=True),
        ColumnSpec("更正为", 20),
    ]  # fmt: skip
    doubts = [(one, group.fix) for group in groups for one in group.doubts]
    doubts.sort(key=lambda pair: (pair[0].branch, pair[0].staff_no, pair[0].member_id))
    rows = [
        [number, one.branch, one.staff_no, one.full_name, one.problem, fix, None]
        for number, (one, fix) in enumerate(doubts, 1)
    ]
    spec = SheetSpec(
        title=f"{settings.union_name}会员资料核对表", sheet_name="核对表", columns=columns, rows=rows, signed_on=today,
        unit_line=(f"填报单位：{settings.union_name}", f"截止日期：{show_day(today)}", ""), freeze_columns=4,
    )  # fmt: skip
    written = write_workbook(path, [spec], progress)
    return ExportResult(written, len(rows), sha256(written), "会员资料核对")
