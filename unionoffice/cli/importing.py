# SPDX-License-Identifier: MIT
"""``import``: every row's fate is worked out first; then all of it is written in one step, or nothing."""

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass

from unionoffice.cli import FOUND, OK
from unionoffice.cli.opening import opened
from unionoffice.cli.parser import REGISTERS
from unionoffice.cli.progress import Line
from unionoffice.office import Office


@dataclass(frozen=True)
class Outcome:
    """What an import did or, in a dry run, would do. ``refused`` maps the file's own row numbers to reasons."""

    read: int
    new: int
    updated: int
    unchanged: int
    refused: Mapping[int, str]
    doubtful: int = 0  # rows that may mean somebody who is there; they are among the refused, a window decides them

    @property
    def to_write(self) -> int:
        return self.new + self.updated

    def words(self, *, written: bool) -> str:
        verb = "已写入" if written else "没有写入，只核对" if self.to_write else "没有要写入的行"
        counts = f"读到 {self.read:,} 行：新增 {self.new:,}，更新 {self.updated:,}，不变 {self.unchanged:,}，拒绝 {len(self.refused):,}"
        counts += f"（其中待定 {self.doubtful:,}，请在窗口里导入时定）" if self.doubtful else ""
        return "\n".join([f"{verb}。{counts}", *(f"第 {row} 行：{why}" for row, why in self.refused.items())])

    def json(self, *, written: bool) -> str:
        facts = {
            "written": written, "read": self.read, "new": self.new, "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": [{"row": row, "reason": why} for row, why in self.refused.items()],
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

    register, progress, say = office.registers[kind], Line(), office.settings.say
    own_words = {f.name: (say(f.label),) for f in register.import_fields if say(f.label) != f.label}
    with office.read() as session:
        opened_file = read_import(session, arguments.file, register, progress, own_words)
        plan = plan_import(session, register, opened_file.rows(), office.today(), progress, source=arguments.file.name)
    if not arguments.dry_run and plan.to_write:
        with office.work(f"导入{register.noun}") as work:
            write_import(work, plan, progress)
    counts = plan.counts
    return Outcome(
        len(plan.rows), counts["new"], counts["update"], counts["unchanged"], plan.refusals, counts["doubt"]
    )


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
