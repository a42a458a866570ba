# SPDX-License-Identifier: MIT
"""The membership changes of a month per branch (form 12a): last month + in − out = this month, always."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.kit import dates
from unionoffice.members.membership import Event, Standing, events_until, steps
from unionoffice.members.queries import branches
from unionoffice.members.records import Member

MOVED_IN, MOVED_OUT = "moved_in", "moved_out"
# What a change is called in the table, in its order; moves between branches cancel out in the sum row.
INCREASES = {
    "join": "入会", "transfer_in": "转入", "restore": "恢复会籍", "retain": "退休后保留", MOVED_IN: "校内调入",
}  # fmt: skip
DECREASES = {
    "transfer_out": "转出", "withdraw": "退会", "retire": "退休", "death": "去世", "expel": "除名",
    MOVED_OUT: "校内调出",
}  # fmt: skip
NO_BRANCH = "未定单位"


@dataclass
class BranchMovement:
    """One branch's line. ``increases`` and ``decreases`` count people by the keys of INCREASES and DECREASES.

    ``women`` and ``agency`` are of those on the roll at the end of the month, by today's sex and employment type.
    """

    branch_id: int | None
    branch: str
    last: int = 0
    this: int = 0
    women: int = 0
    agency: int = 0
    increases: Counter[str] = field(default_factory=Counter)
    decreases: Counter[str] = field(default_factory=Counter)

    @property
    def balanced(self) -> bool:
        return self.last + self.increases.total() - self.decreases.total() == self.this

    def add(self, other: "BranchMovement") -> None:
        """Take the other line's figures into this one, for the sum row."""
        self.last += other.last
        self.this += other.this
        self.women += other.women
        self.agency += other.agency
        self.increases += other.increases
        self.decreases += other.decreases


@dataclass(frozen=True)
class Movements:
    """A month's table: branches in the office's order, those without members and changes left out, and the sum."""

    year: int
    month: int
    rows: tuple[BranchMovement, ...]
    total: BranchMovement


def movements(session: Session, year: int, month: int) -> Movements:
    """Form 12a for one month, worked out from the membership events alone."""
    first, last = dates.month_span(year, month)
    lines: dict[int | None, BranchMovement] = defaultdict(lambda: BranchMovement(None, ""))
    marks = _marks(session)
    for member_id, events in events_until(session, last):
        standing = _walk(lines, events, first)
        if standing.on_roll:
            woman, agency = marks.get(member_id, (False, False))
            line = lines[standing.branch_id]
            line.this, line.women, line.agency = line.this + 1, line.women + woman, line.agency + agency
    return _table(session, year, month, lines)


def _walk(lines: dict[int | None, BranchMovement], events: list[Event], first: date) -> Standing:
    """Count one member's changes since ``first`` into the lines; returns where the member stands after all."""
    counted = False
    standing = Standing()
    for event, before, standing in steps(events):
        if event.day < first:
            continue
        if not counted and before.on_roll:
            lines[before.branch_id].last += 1
        counted = True
        _count(lines, event.type, before, standing)
    if not counted and standing.on_roll:
        lines[standing.branch_id].last += 1
    return standing


def _count(lines: dict[int | None, BranchMovement], what: str, before: Standing, standing: Standing) -> None:
    if before.on_roll and standing.on_roll:
        if before.branch_id != standing.branch_id:
            lines[before.branch_id].decreases[MOVED_OUT] += 1
            lines[standing.branch_id].increases[MOVED_IN] += 1
    elif before.on_roll:
        lines[before.branch_id].decreases[what] += 1
    elif standing.on_roll:
        lines[standing.branch_id].increases[what] += 1


def _marks(session: Session) -> dict[int, tuple[bool, bool]]:
    found = session.execute(select(Member.id, Member.sex_code, Member.employment_type))
    return {member_id: (sex == "2", employment == "agency") for member_id, sex, employment in found}


def _table(session: Session, year: int, month: int, lines: dict[int | None, BranchMovement]) -> Movements:
    rows, total = [], BranchMovement(None, "合计")
    for branch_id, name in [(branch.id, branch.name) for branch in branches(session)] + [(None, NO_BRANCH)]:
        line = lines.get(branch_id)
        if line is not None and (line.last or line.this or line.increases or line.decreases):
            line.branch_id, line.branch = branch_id, name
            rows.append(line)
            total.add(line)
    return Movements(year, month, tuple(rows), total)
