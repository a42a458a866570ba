# SPDX-License-Identifier: MIT
"""A payroll sheet (扣款表) against what is owed: every row's fate before anything is written, then one receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.dates import parse_year_month
from unionoffice.kit.describe import fields_of
from unionoffice.kit.money import parse_yuan
from unionoffice.members.dues import actions, queries
from unionoffice.members.dues.queries import DueLine
from unionoffice.members.dues.records import PAYROLL, DuesReceipt
from unionoffice.members.dues.rule import ZERO, say_period, year_of
from unionoffice.members.records import Member
from unionoffice.progress import Progress
from unionoffice.sheets.reading import Cell, read_book
from unionoffice.sheets.tables import best_sheet, find_table
from unionoffice.store.work import Work

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "staff_no": ("工号", *fields_of(Member)["staff_no"].aliases),
    "full_name": ("姓名", *fields_of(Member)["full_name"].aliases),
    "amount": ("扣款金额", "金额", "会费", "工会会费", "代扣会费", "扣会费", "扣款", "本月扣款", "实扣", "代扣金额"),
    "month": ("月份", "所属月份", "扣款月份", "年月", "所属期", "工资月份"),
}
Fate = Literal["full", "short", "over", "unknown", "no_due", "paid", "refused", "absent"]
FATES: dict[Fate, str] = {
    "full": "足额", "short": "少扣", "over": "多扣", "unknown": "查无此人", "no_due": "无应缴", "paid": "已缴清",
    "refused": "拒绝", "absent": "表里没有",
}  # fmt: skip
WRITTEN: tuple[Fate, ...] = ("full", "short", "over")


@dataclass(frozen=True)
class SheetRow:
    """One row as read: the file's own row number, and what its cells hold."""

    row_no: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class PayrollSheet:
    """A payroll sheet as read; ``has_months``: its rows say which month they are for."""

    path: Path
    sheet: str
    rows: tuple[SheetRow, ...]
    has_months: bool


@dataclass(frozen=True)
class PayrollRow:
    """What would become of one row. ``row_no`` is 0 for who owes and is not in the sheet (absent)."""

    row_no: int
    fate: Fate
    staff_no: str
    full_name: str
    period: str
    owed: Decimal | None
    amount: Decimal | None
    why: str = ""
    due_id: int = 0

    @property
    def difference(self) -> Decimal | None:
        """Deducted less owed."""
        return None if self.owed is None else (self.amount or ZERO) - self.owed


@dataclass(frozen=True)
class PayrollPlan:
    """The preview: rows in the sheet's order, then who is owing and not in it."""

    source: str
    period: str
    rows: tuple[PayrollRow, ...]

    def of(self, *fates: Fate) -> list[PayrollRow]:
        return [row for row in self.rows if row.fate in fates]

    @property
    def to_write(self) -> list[PayrollRow]:
        return self.of(*WRITTEN)

    @property
    def total(self) -> Decimal:
        """What would be booked, in yuan."""
        return sum((row.amount for row in self.to_write if row.amount is not None), ZERO)


def read_payroll(path: Path, progress: Progress) -> PayrollSheet:
    """Read the sheet that names an amount; raises OfficeError when there is none, or nobody is named in it."""
    book = read_book(path, progress)
    table = find_table(best_sheet(book, HEADINGS), HEADINGS)
    if "amount" not in table.columns:
        raise OfficeError("表里没有找到“扣款金额”这一列，没有导入任何内容。请把列名改为“金额”再导入。")
    if "staff_no" not in table.columns and "full_name" not in table.columns:
        raise OfficeError("表里没有找到“工号”或“姓名”，不知道是谁的扣款，没有导入任何内容。请补上再导入。")
    rows = tuple(SheetRow(number, cells) for number, cells in table.rows)
    return PayrollSheet(path, table.sheet.name, rows, "month" in table.columns)


def plan_payroll(session: Session, sheet: PayrollSheet, period: str) -> PayrollPlan:
    """Compare each row with what is owed for its own month, or for ``period`` where it names none."""
    matcher = _Matcher(session, period)
    rows = [matcher.judge(row) for row in sheet.rows]
    return PayrollPlan(sheet.path.name, period, (*rows, *matcher.absent()))


def write_payroll(work: Work, plan: PayrollPlan, paid_on: date) -> DuesReceipt:
    """Book what the preview says as one receipt, named after the sheet.

    Raises OfficeError when somebody paid since the preview: the comparison would not be true any more.
    """
    wanted = {row.due_id: row for row in plan.to_write}
    now = {line.due_id: line.owed for line in queries.lines_of(work.session, list(wanted))}
    changed = [row.full_name for due, row in wanted.items() if now.get(due) != row.owed]
    if changed:
        raise OfficeError(
            f"预览以后，{'、'.join(changed[:3])}{' 等' if len(changed) > 3 else ''}的会费又有变动，没有写入。请重新打开这张表核对。"
        )
    amounts = {due: row.amount for due, row in wanted.items() if row.amount is not None}
    return actions.receive(work, amounts, paid_on=paid_on, method=PAYROLL, source=plan.source)


class _Matcher:
    """Finds the person and the due a row means, and remembers what was matched already."""

    def __init__(self, session: Session, period: str) -> None:
        self._session, self._period = session, period
        self._dues: dict[str, dict[int, DueLine]] = {}
        self._seen: dict[int, int] = {}  # due -> the sheet's row that took it
        m = Member
        people = session.execute(select(m.id, m.staff_no, m.full_name)).all()
        self._names = {row.id: row.full_name for row in people}
        self._by_number = {row.staff_no: row.id for row in people if row.staff_no}
        self._by_digits: dict[str, list[int]] = {}
        self._by_name: dict[str, list[int]] = {}
        for row in people:
            self._by_digits.setdefault((row.staff_no or "").lstrip("0"), []).append(row.id)
            self._by_name.setdefault(row.full_name, []).append(row.id)

    def dues(self, period: str) -> dict[int, DueLine]:
        """The period's dues by member."""
        if period not in self._dues:
            self._dues[period] = {line.member_id: line for line in queries.lines(self._session, period)}
        return self._dues[period]

    def judge(self, row: SheetRow) -> PayrollRow:
        fields = fields_of(Member)
        staff_no = fields["staff_no"].type.parse(row.cells.get("staff_no")) or ""
        name = fields["full_name"].type.parse(row.cells.get("full_name")) or ""
        blank = PayrollRow(row.row_no, "refused", staff_no, name, self._period, None, None)
        try:
            blank = replace(blank, period=self._month(row.cells.get("month")))
            blank = replace(blank, amount=self._amount(row.cells.get("amount")))
        except FieldError as error:
            return replace(blank, why=error.sentence)
        member_id, why = self._person(staff_no, name)
        if member_id is None:
            return replace(blank, fate="unknown", why=why)
        if name and self._names[member_id] != name:
            said = f"工号 {staff_no} 是{self._names[member_id]}，表里写的是{name}。请核对工号。"
            return replace(blank, why=said)
        return self._compare(replace(blank, full_name=self._names[member_id]), member_id)

    def _month(self, raw: Cell) -> str:
        """The row's own month; where dues are collected by year, its year."""
        if raw is None or str(raw).strip() == "":
            return self._period
        month = parse_year_month(raw)[:7]
        return month if len(self._period) == 7 else f"{year_of(month):04}"

    @staticmethod
    def _amount(raw: Cell) -> Decimal:
        amount = parse_yuan(raw)
        if amount <= 0:
            raise FieldError("扣款金额不大于 0，没有登记。退款请在缴费记录里冲正。")
        return amount

    def _person(self, staff_no: str, name: str) -> tuple[int | None, str]:
        """By the number; a number that lost its zeros or is missing, by what leaves no doubt."""
        if staff_no:
            found = self._by_number.get(staff_no)
            near = self._by_digits.get(staff_no.lstrip("0"), [])
            if found is None and len(near) == 1:
                found = near[0]
            return found, f"名册里没有工号 {staff_no}。请核对，或先补进名册。"
        same = self._by_name.get(name, [])
        if len(same) == 1:
            return same[0], ""
        return None, f"名册里有 {len(same)} 个{name}，请补上工号。" if same else f"名册里没有“{name}”。请补上工号再核对。"

    def _compare(self, row: PayrollRow, member_id: int) -> PayrollRow:
        line = self.dues(row.period).get(member_id)
        if line is None:
            why = f"{say_period(row.period)} 没有这个人的应缴。请先生成应缴，或问清为什么扣。"
            return replace(row, fate="no_due", why=why)
        row = replace(row, staff_no=line.staff_no or row.staff_no, owed=line.owed, due_id=line.due_id)
        first = self._seen.setdefault(line.due_id, row.row_no)
        if first != row.row_no:
            return replace(row, fate="refused", why=f"和第 {first} 行是同一个人、同一期，没有再记。请核对。")
        if not line.owed:
            return replace(row, fate="paid", why=f"{say_period(row.period)} 已经缴清，没有再记。请核对是不是同一张表。")
        assert row.amount is not None
        if row.amount == line.owed:
            return replace(row, fate="full")
        if row.amount < line.owed:
            return replace(row, fate="short", why="差的部分记为欠缴")
        return replace(row, fate="over", why="多的部分记为多缴，可退可抵")

    def absent(self) -> Sequence[PayrollRow]:
        """Who owes for the sheet's period and is not in it."""
        return [
            PayrollRow(0, "absent", line.staff_no, line.full_name, line.period, line.owed, None, "仍记为欠缴", line.due_id)
            for line in self.dues(self._period).values()
            if line.owed and line.due_id not in self._seen
        ]
