# SPDX-License-Identifier: MIT
"""An import of the member register as a clerk makes it: preview, write, undo, with the office looked at in between."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from sqlalchemy import text

from unionoffice.kit.describe import fields_of
from unionoffice.kit.identity import check_digit
from unionoffice.members.records import Member
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.import_file import ImportFile, read_import
from unionoffice.sheets.import_write import write_import
from unionoffice.sheets.importing import ImportPlan, plan_import

TODAY = date(2020, 12, 18)
TABLES = ("member", "branch", "campus", "union_group", "membership_event", "audit_log")
Rows = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Imported:
    """The file as it was read, its preview, and the members by name as they were after writing."""

    file: ImportFile
    plan: ImportPlan
    people: dict[str, dict[str, Any]]

    @property
    def fates(self) -> list[str]:
        return [row.fate for row in self.plan.rows]

    @property
    def told(self) -> dict[int, str]:
        """The file's own row number -> what the preview says of the row."""
        return {row.row_no: row.text for row in self.plan.rows}


@contextmanager
def an_office(folder: Path) -> Iterator[Office]:
    office = Office.open(folder, clock=lambda: datetime(2020, 12, 18, 9))
    yield office
    office.close()


def id_number(first17: str) -> str:
    """An invented number with its right check digit."""
    return first17 + check_digit(first17)


def book(path: Path, rows: Rows, merged: Sequence[str] = (), more: Callable[[Workbook], object] | None = None) -> Path:
    """An .xlsx of these rows; ``more`` may do the rest to it."""
    made = Workbook()
    for row in rows:
        made.active.append(list(row))
    for span in merged:
        made.active.merge_cells(span)
    if more is not None:
        more(made)
    made.save(path)
    return path


def kept(office: Office, *, versions: bool = True) -> list[tuple[Any, ...]]:
    """All that the office holds; without the versions, what an undo brings back."""
    with office.read() as session:
        tables = TABLES if versions else TABLES[:-1]
        rows = [(name, *row) for name in tables for row in session.execute(text(f"SELECT * FROM {name} ORDER BY id"))]
    return rows if versions else [(row[0], row[1], *row[3:]) for row in rows]


def preview(office: Office, path: Path) -> tuple[ImportFile, ImportPlan]:
    """Read and plan; that nothing was written by it is looked at."""
    before = kept(office)
    with office.read() as session:
        file = read_import(session, path, MEMBERS, Silent())
        plan = plan_import(session, MEMBERS, file.rows(), TODAY, Silent(), path.name)
    assert kept(office) == before, "a preview writes nothing"
    return file, plan


def import_and_undo(office: Office, path: Path) -> Imported:
    """Preview, write in one step, look, take that one step back; the office is as before then."""
    before, untouched = kept(office, versions=False), kept(office)
    file, plan = preview(office, path)
    with office.work("导入会员") as work:
        result = write_import(work, plan, Silent())
    people = members(office)
    if result.step:
        office.undo(result.step, "导入会员")
        assert kept(office, versions=False) == before, "one undo takes all of it back"
    else:
        assert kept(office) == untouched
    return Imported(file, plan, people)


def members(office: Office) -> dict[str, dict[str, Any]]:
    """Every member's described values by name; a unit by its name."""
    with office.read() as session:
        return {
            member.full_name: {
                **{name: getattr(member, name) for name in fields_of(Member)},
                "branch": member.branch.name if member.branch else None,
            }
            for member in session.query(Member)
        }
