# SPDX-License-Identifier: MIT
"""The four blocks of the monthly report as tables: headings, rows, sums, and where each row leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.table_paint import Look, Role
from unionoffice.aid.queries import TypeLine
from unionoffice.kit.money import show_yuan
from unionoffice.members.movements import DECREASES, INCREASES, BranchMovement
from unionoffice.plan.due import show_due
from unionoffice.reports.month_data import MonthReport
from unionoffice.reports.plan_month import WHY, MonthTask

Index = QModelIndex | QPersistentModelIndex
DISPLAY = Qt.ItemDataRole.DisplayRole
BOLD, GREY = Look(bold=True), Look(tone="text2")
SHORT = {"恢复会籍": "恢复", "退休后保留": "保留", "校内调入": "调入", "校内调出": "调出"}


class Heading(NamedTuple):
    """One column; ``width`` 0 takes the free space. Numbers stand right, 0 is left blank unless ``zero``."""

    key: str
    text: str
    width: int
    right: bool = False
    zero: bool = False


class Target(NamedTuple):
    """Where a row leads: one record of a page (``record_id``), or a page's list with these facet values."""

    page: str
    record_id: int = 0
    chosen: tuple[tuple[str, tuple[object, ...]], ...] = ()


class ReportRow(NamedTuple):
    values: tuple[Any, ...]
    target: Target
    looks: tuple[tuple[int, Look], ...] = ()  # column -> how it differs from plain


@dataclass(frozen=True)
class Block:
    """One table with its sums (column key -> text) and the remark at the left of them."""

    headings: Sequence[Heading]
    rows: Sequence[ReportRow] = ()
    remark: str = ""
    sums: Mapping[str, str] = field(default_factory=dict)


class BlockModel(QAbstractTableModel):
    """A block for a RecordTable; sorting is by value and ends with a new block."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        super().__init__()
        self._headings = list(headings)
        self._rows: list[ReportRow] = []

    def show_block(self, block: Block) -> None:
        self.beginResetModel()
        self._headings, self._rows = list(block.headings), list(block.rows)
        self.endResetModel()

    def row(self, number: int) -> ReportRow:
        return self._rows[number]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._headings):
            return None
        heading = self._headings[section]
        answers: dict[int, Any] = {
            DISPLAY: heading.text, Role.KEY: heading.key, Role.WIDTH: heading.width,
            Qt.ItemDataRole.TextAlignmentRole: self._align(heading),
        }  # fmt: skip
        return answers.get(role)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        heading, row = self._headings[index.column()], self._rows[index.row()]
        value = row.values[index.column()]
        if role == DISPLAY:
            return shown(value, zero=heading.zero)
        if role == Role.SORT:
            return value
        if role == Role.LOOK:
            return dict(row.looks).get(index.column())
        return self._align(heading) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self._rows.sort(key=lambda row: row.values[column], reverse=order == Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()

    @staticmethod
    def _align(heading: Heading) -> int:
        side = Qt.AlignmentFlag.AlignRight if heading.right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


def shown(value: object, *, zero: bool = False) -> str:
    """Counts with separators, yuan with two decimals, shares as percent; nothing is left blank."""
    if isinstance(value, float):
        return f"{value:.1%}" if value or zero else ""
    if isinstance(value, Decimal):
        return show_yuan(value) if value or zero else ""
    if isinstance(value, int):
        return f"{value:,}" if value or zero else ""
    return str(value)


# --- 会员变动 --------------------------------------------------------------------------------------------------


def members_headings(branch_label: str) -> list[Heading]:
    ups = [Heading(key, f"+{SHORT.get(name, name)}", 68, True) for key, name in INCREASES.items()]
    downs = [Heading(key, f"−{SHORT.get(name, name)}", 68, True) for key, name in DECREASES.items()]
    return [
        Heading("branch", branch_label, 0), Heading("last", "上月末", 76, True, True), *ups, *downs,
        Heading("this", "本月末", 76, True, True), Heading("women", "其中女", 76, True),
        Heading("agency", "劳务派遣", 84, True),
    ]  # fmt: skip


def members_block(report: MonthReport, branch_label: str) -> Block:
    """One row per branch; it leads to those who are on its roll now."""
    headings = members_headings(branch_label)
    rows = [_member_row(line, len(headings) - 3) for line in report.members.rows]
    values = _member_values(report.members.total)
    sums = {heading.key: f"{value:,}" for heading, value in zip(headings, values, strict=True) if isinstance(value, int) and value}
    return Block(headings, rows, f"{len(rows)} 个{branch_label}", sums)


def has_change(row: ReportRow) -> bool:
    """Whether somebody came or went in a branch's row, moves inside the school too."""
    return any(row.values[2 : 2 + len(INCREASES) + len(DECREASES)])


def _member_row(line: BranchMovement, this: int) -> ReportRow:
    chosen = (("branch_id", (line.branch_id,)), ("membership_status", ("active", "retained")))
    return ReportRow(_member_values(line), Target("members", chosen=chosen), ((this, BOLD),))


def _member_values(line: BranchMovement) -> tuple[Any, ...]:
    ups, downs = (line.increases[key] for key in INCREASES), (line.decreases[key] for key in DECREASES)
    return (line.branch, line.last, *ups, *downs, line.this, line.women, line.agency)


# --- 帮扶慰问 --------------------------------------------------------------------------------------------------

AID_HEADINGS = (
    Heading("name", "类别", 0), Heading("month_cases", "本月人次", 108, True), Heading("month", "本月金额（元）", 144, True),
    Heading("cases", "本年人次", 108, True), Heading("persons", "本年人数", 108, True),
    Heading("year", "本年金额（元）", 144, True), Heading("account", "科目", 208),
)  # fmt: skip


def aid_block(report: MonthReport) -> Block:
    """One row per kind of aid; it leads to the year's payments of that kind."""
    total = report.aid.total
    rows = [_aid_row(line, report.year) for line in report.aid.lines]
    sums = {
        "month_cases": f"{total.month.case_count:,}", "month": show_yuan(total.month.amount),
        "cases": f"{total.year.case_count:,}", "persons": f"{total.year.person_count:,}",
        "year": show_yuan(total.year.amount),
    }  # fmt: skip
    return Block(AID_HEADINGS, rows, "合计人数按人计，一人只计一次", sums)


def _aid_row(line: TypeLine, year: int) -> ReportRow:
    chosen = (("aid_type_name", (line.name,)), ("booked_on", (str(year),)), ("status", ("issued", "signed")))
    values = (
        line.name, line.month.case_count, line.month.amount, line.year.case_count, line.year.person_count,
        line.year.amount, line.account,
    )  # fmt: skip
    return ReportRow(values, Target("aid", chosen=chosen), ((6, GREY),))


# --- 福利发放 --------------------------------------------------------------------------------------------------

WELFARE_HEADINGS = (
    Heading("name", "批次", 0), Heading("entitled", "应发人数", 120, True, True), Heading("handed", "实发", 120, True, True),
    Heading("left", "未领", 100, True), Heading("amount", "金额（元）", 160, True), Heading("per_head", "人均（元）", 120, True),
    Heading("amount_832", "其中 832 平台（元）", 168, True), Heading("share_832", "832 占比", 104, True),
)  # fmt: skip


def welfare_block(report: MonthReport) -> Block:
    """One row per campaign of the year so far; it leads to the campaign."""
    rows = []
    for one in report.campaigns:
        left = one.entitled - one.handed
        values = (
            one.name, one.entitled, one.handed, left, one.amount, one.per_head, one.amount_832, float(one.share_832),
        )  # fmt: skip
        looks = ((3, Look("warn")),) if left else ()
        rows.append(ReportRow(values, Target("welfare", one.campaign_id), looks))
    amount = sum((one.amount for one in report.campaigns), Decimal("0.00"))
    amount_832 = sum((one.amount_832 for one in report.campaigns), Decimal("0.00"))
    sums = {
        "entitled": f"{sum(one.entitled for one in report.campaigns):,}",
        "handed": f"{sum(one.handed for one in report.campaigns):,}",
        "left": f"{sum(one.entitled - one.handed for one in report.campaigns):,}",
        "amount": show_yuan(amount), "amount_832": show_yuan(amount_832),
        "share_832": f"{amount_832 / amount:.1%}" if amount else "",
    }  # fmt: skip
    return Block(WELFARE_HEADINGS, rows, "金额按验收单，实发按签收", sums)


# --- 工作计划 --------------------------------------------------------------------------------------------------

PLAN_HEADINGS = (
    Heading("why", "情况", 96), Heading("task", "具体任务", 0), Heading("due", "完成时间", 120), Heading("dept", "责任科室", 112),
    Heading("leader", "责任领导", 96), Heading("percent", "进度", 96), Heading("word", "状态", 120), Heading("note", "进展情况", 260),
)  # fmt: skip
WORD_TONES = {"late": "danger", "due": "", "done": "text2"}


def plan_block(report: MonthReport) -> Block:
    """The tasks that are late, due or finished; a row leads to its task."""
    done = sum(one.finished for one in report.tasks)
    late = sum(one.why == "late" for one in report.tasks)
    rows = [_task_row(one) for one in report.tasks]
    return Block(PLAN_HEADINGS, rows, f"{len(rows)} 项，已完成 {done} 项，逾期 {late} 项")


def _task_row(one: MonthTask) -> ReportRow:
    task = one.task
    values = (WHY[one.why], task.name, show_due(task.due_text), task.dept, task.leader, f"{one.percent}%", one.word, one.note)
    bar = Look(kind="bar", share=one.percent / 100)
    word = Look(WORD_TONES[one.why], bold=one.why == "late")
    return ReportRow(values, Target("plan", task.id), ((0, GREY), (5, bar), (6, word), (7, GREY)))
