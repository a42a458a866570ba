# SPDX-License-Identifier: MIT
"""``import``: every row's fate is worked out first; then all of it is written in one step, or nothing."""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from unionoffice.cli import FOUND, OK
from unionoffice.cli.opening import opened
from unionoffice.cli.parser import REGISTERS
from unionoffice.cli.progress import Line
from unionoffice.errors import OfficeError
from unionoffice.kit.register import Register
from unionoffice.office import Office
from unionoffice.sheets.import_file import ImportFile


@dataclass(frozen=True)
class Outcome:
    """What an import did or, in a dry run, would do. ``refused`` maps the file's own row numbers to reasons.

    ``left_out`` says what of the file is not imported; ``returned`` is the sheet with its 错误原因, where one was asked for.
    """

    read: int
    new: int
    updated: int
    unchanged: int
    refused: Mapping[int, str]
    sheet: str = ""
    left_out: Sequence[str] = ()
    returned: Path | None = None
    noted: Mapping[int, str] = field(default_factory=dict)  # what to look at in rows that are good
    doubtful: int = 0  # rows that may mean somebody who is there; they are among the refused, a window decides them

    @property
    def to_write(self) -> int:
        return self.new + self.updated

    def words(self, *, written: bool) -> str:
        verb = "已写入" if written else "没有写入，只核对" if self.to_write else "没有要写入的行"
        counts = f"读到 {self.read:,} 行：新增 {self.new:,}，更新 {self.updated:,}，不变 {self.unchanged:,}，拒绝 {len(self.refused):,}"
        counts += f"（其中待定 {self.doubtful:,}，请在窗口里导入时定）" if self.doubtful else ""
        refused = [f"第 {row} 行：{why}" for row, why in self.refused.items()]
        told = [f"留意：{said}" for said in self.left_out]
        told += [f"第 {row} 行留意：{what}" for row, what in self.noted.items()]
        back = [f"错误原因写在：{self.returned}"] if self.returned else []
        return "\n".join([f"{verb}。{counts}", *refused, *told, *back])

    def json(self, *, written: bool) -> str:
        facts = {
            "written": written, "read": self.read, "new": self.new, "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": [{"row": row, "reason": why} for row, why in self.refused.items()],
            "noted": [{"row": row, "what": what} for row, what in self.noted.items()],
            "sheet": self.sheet, "left_out": list(self.left_out),
            "returned": str(self.returned) if self.returned else None,
        }  # fmt: skip
        return json.dumps(facts, ensure_ascii=False)


def import_file(arguments: argparse.Namespace) -> int:
    with opened(arguments) as office:
        if arguments.what == "plan":
            outcome = _plan(office, arguments)
        else:
            outcome = _register(office, arguments, REGISTERS[arguments.what])
    written = not arguments.dry_run and outcome.to_write > 0
    print(outcome.json(written=written) if arguments.json else outcome.words(written=written))
    return FOUND if outcome.refused else OK


def _register(office: Office, arguments: argparse.Namespace, kind: str) -> Outcome:
    from unionoffice.sheets.import_file import read_import
    from unionoffice.sheets.import_write import write_import
    from unionoffice.sheets.importing import plan_import

    register, progress, say = _importable(office, kind), Line(), office.settings.say
    own_words = {f.name: (say(f.label),) for f in register.import_fields if say(f.label) != f.label}
    with office.read() as session:
        opened_file = read_import(session, arguments.file, register, progress, own_words)
        if arguments.sheet is not None:
            opened_file = _chosen_sheet(session, opened_file, arguments.sheet)
        plan = plan_import(session, register, opened_file.rows(), office.today(), progress, source=arguments.file.name)
    returned = _given_back(opened_file, plan.refusals, arguments.refused)  # first: where it fails nothing is written
    if not arguments.dry_run and plan.to_write:
        with office.work(f"导入{register.noun}") as work:
            write_import(work, plan, progress)
    counts = plan.counts
    noted = {row.row_no: "；".join(row.warnings) for row in plan.rows if row.warnings and row.fate in ("new", "update")}
    return Outcome(
        len(plan.rows), counts["new"], counts["update"], counts["unchanged"], plan.refusals, opened_file.sheet_name,
        opened_file.left_out, returned, noted, counts["doubt"],
    )  # fmt: skip


def _importable(office: Office, kind: str) -> Register:
    """As the window imports it: a ledger that comes in is one of earlier years."""
    if kind == "aid_payment":
        from unionoffice.aid.registers import PAST_PAYMENTS

        return PAST_PAYMENTS
    return office.registers[kind]


def _chosen_sheet(session: Session, file: ImportFile, name: str) -> ImportFile:
    if name not in file.sheet_names:
        raise OfficeError(f"文件里没有工作表“{name}”，没有导入。有：{'、'.join(file.sheet_names)}。")
    return file.choose_sheet(session, name)


def _given_back(file: ImportFile, refused: Mapping[int, str], target: Path | None) -> Path | None:
    """The sheet with a 错误原因 column, where one was asked for and rows are refused."""
    from unionoffice.sheets.error_copy import write_error_copy

    if target is None or not refused:
        return None
    return write_error_copy(file.table.sheet, refused, target, Line(), header_row=file.table.header_row)


def _plan(office: Office, arguments: argparse.Namespace) -> Outcome:
    from unionoffice.plan.importing import plan_import, write_import
    from unionoffice.plan.reading import read_plan_file

    table = read_plan_file(arguments.file, Line())
    year = arguments.year or office.working_year()
    with office.read() as session:
        plan = plan_import(session, table, year)
    if not arguments.dry_run and plan.to_write:
        with office.work("导入工作计划") as work:
            write_import(work, plan)
    refused = {row.row_no: "；".join(row.reasons) for row in plan.rows if row.fate == "refused"}
    return Outcome(len(plan.rows), plan.count("new"), plan.count("update"), plan.count("unchanged"), refused)
