# SPDX-License-Identifier: MIT
"""Who is meant by a pasted column of names or staff numbers: found, to be asked, or on no roll."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from unionoffice.errors import FieldError
from unionoffice.kit.fields import PersonName
from unionoffice.kit.money import parse_yuan
from unionoffice.members.queries import PersonOption, option
from unionoffice.members.records import Member

_HEADINGS = frozenset({"姓名", "工号", "序号", "金额", "金额（元）", "会员姓名", "职工号", "档次", "合计"})
_CELLS = re.compile(r"(?:[\t，;；、]|,(?!\d{3}))+|\s{2,}")  # 1,500.00 is one cell
_TIER = re.compile(r".{1,6}[档类等级]")
_BLOCK = 400


@dataclass(frozen=True)
class PastedLine:
    """One line as it was pasted, with everybody it may mean; ``amount`` in yuan where the line has one."""

    row_no: int
    text: str
    people: tuple[PersonOption, ...]
    amount: Decimal | None = None
    tier: str = ""
    others: tuple[str, ...] = ()  # what else stands there in words: a child's name, a unit

    @property
    def member_id(self) -> int | None:
        """The one person meant; None where there is nobody or more than one."""
        return self.people[0].member_id if len(self.people) == 1 else None


@dataclass(frozen=True)
class Pasted:
    """A whole paste. ``found`` are lines with one person, each person once; what else there is has to be asked."""

    found: tuple[PastedLine, ...]
    doubtful: tuple[PastedLine, ...]
    unknown: tuple[PastedLine, ...]
    doubled: tuple[PastedLine, ...]


@dataclass
class _Cells:
    row_no: int
    text: str
    names: list[str]
    numbers: list[str]
    tier: str = ""


def read_pasted(session: Session, text: str, *, per_child: bool = False) -> Pasted:
    """Find the people of pasted lines: a staff number beats a name, and where both are given both must fit.

    A line may bring an amount (its last number that is nobody's staff number) and a tier (一档). Where the kind is paid
    ``per_child``, a person may stand there once for each child that is named.
    """
    rows = list(_rows(text))
    people = _People(session, rows)
    found: list[PastedLine] = []
    doubtful, unknown, doubled = [], [], []
    taken: set[tuple[int, tuple[str, ...]]] = set()
    for row in rows:
        line = people.line(row)
        if not line.people:
            unknown.append(line)
        elif line.member_id is None:
            doubtful.append(line)
        elif (key := (line.member_id, line.others if per_child else ())) in taken:
            doubled.append(line)
        else:
            taken.add(key)
            found.append(line)
    return Pasted(tuple(found), tuple(doubtful), tuple(unknown), tuple(doubled))


def _rows(text: str) -> Iterator[_Cells]:
    parse = PersonName().parse
    for row_no, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in _CELLS.split(line.strip()) if cell.strip()]
        if not cells or all(cell in _HEADINGS for cell in cells):
            continue
        made = _Cells(row_no, "　".join(cells), [], [])
        for cell in cells:
            if any(character.isdigit() for character in cell):
                made.numbers.append(cell)
            elif _TIER.fullmatch(cell):
                made.tier = cell
            else:
                made.names.append(parse(cell) or cell)
        yield made


class _People:
    """Everybody any of the lines may mean, read in a few queries."""

    def __init__(self, session: Session, rows: Sequence[_Cells]) -> None:
        self._by_no: dict[str, list[Member]] = {}
        self._by_name: dict[str, list[Member]] = {}
        numbers = sorted({one for row in rows for one in row.numbers})
        names = sorted({one for row in rows for one in row.names})
        for block in _blocks(numbers):
            for member in session.scalars(select(Member).where(Member.staff_no.in_(block))).unique():
                self._by_no.setdefault(member.staff_no or "", []).append(member)
        for block in _blocks(names):
            wanted = or_(Member.full_name.in_(block))
            for member in session.scalars(select(Member).where(wanted).order_by(Member.id)).unique():
                self._by_name.setdefault(member.full_name, []).append(member)

    def line(self, row: _Cells) -> PastedLine:
        numbered = [member for one in row.numbers for member in self._by_no.get(one, [])]
        named = [member for one in row.names for member in self._by_name.get(one, [])]
        if numbered and row.names:
            meant = [one for one in numbered if one.full_name in row.names]
        else:
            meant = numbered or named
        people = tuple(option(one) for one in meant)
        names = {one.full_name for one in people}
        others = tuple(one for one in row.names if one not in names)
        return PastedLine(row.row_no, row.text, people, self._amount(row), row.tier, others)

    def _amount(self, row: _Cells) -> Decimal | None:
        """The last number that is nobody's; a lone number in front of a name is the line's own (序号)."""
        free = [one for one in row.numbers if one not in self._by_no]
        if free and row.text.startswith(free[0]):
            free = free[1:]
        try:
            amount = parse_yuan(free[-1]) if free else None
        except FieldError:
            return None
        return amount if amount and amount > 0 else None


def _blocks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + _BLOCK] for start in range(0, len(values), _BLOCK))
