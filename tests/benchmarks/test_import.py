# SPDX-License-Identifier: MIT
"""Importing a big roster, preview and audit trail included, against reading it and inserting the bare rows."""

import gc
import io
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.benchmarks.big_office import member_count, noon
from tests.benchmarks.big_sheet import write_big_sheet
from tests.benchmarks.conftest import Ratios, milliseconds
from unionoffice.errors import Cancelled
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.progress import Progress, Silent
from unionoffice.sheets.import_file import ImportFile, read_import
from unionoffice.sheets.import_plan import ImportPlan
from unionoffice.sheets.import_write import write_import
from unionoffice.sheets.importing import plan_import

pytestmark = [pytest.mark.benchmark, pytest.mark.slow]
RAW = "python-calamine reading it + raw sqlite3 executemany of the rows into the same indexes"
CANCEL_SECONDS = 0.5


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """100,000 rows at most: what is measured is the time of one row."""
    path = tmp_path_factory.mktemp("roster") / "名册.xlsx"
    write_big_sheet(path, min(100_000, member_count()))
    return path


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=noon)
    yield opened
    opened.engine.dispose()  # not closed: a backup of all this is not wanted


def read(office: Office, sheet: Path, progress: Progress) -> ImportFile:
    with office.read() as session:
        return read_import(session, sheet, MEMBERS, progress)


def plan(office: Office, opened: ImportFile, progress: Progress) -> ImportPlan:
    with office.read() as session:
        return plan_import(session, MEMBERS, opened.rows(), noon().date(), progress, source="名册.xlsx")


def write(office: Office, planned: ImportPlan, progress: Progress) -> None:
    with office.work("导入会员") as work:
        write_import(work, planned, progress)


def bare_read(sheet: Path) -> float:
    begun = time.perf_counter()
    CalamineWorkbook.from_filelike(io.BytesIO(sheet.read_bytes())).get_sheet_by_index(0).to_python()
    return time.perf_counter() - begun


def bare_insert(office: Office, folder: Path) -> float:
    """The members of the office into an empty table with the same indexes."""
    with closing(sqlite3.connect(office.folder / "office.db")) as full:
        made = "SELECT sql FROM sqlite_master WHERE tbl_name = 'member' AND sql IS NOT NULL ORDER BY type DESC"
        statements = [sql for (sql,) in full.execute(made)]
        rows = full.execute("SELECT * FROM member").fetchall()
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as bare:
        for statement in statements:
            bare.execute(statement)
        begun = time.perf_counter()
        bare.execute("BEGIN")
        bare.executemany(f"INSERT INTO member VALUES ({','.join('?' * len(rows[0]))})", rows)
        bare.execute("COMMIT")
        return time.perf_counter() - begun


def test_importing_a_roster(office: Office, sheet: Path, tmp_path: Path, ratios: Ratios) -> None:
    before = bare_read(sheet)
    gc.collect()
    begun = time.perf_counter()
    opened = read(office, sheet, Silent())
    planned = plan(office, opened, Silent())
    write(office, planned, Silent())
    took = time.perf_counter() - begun
    assert planned.counts["new"] > 0.99 * len(planned.rows) == len(opened.table) * 0.99
    bare = (before + bare_read(sheet)) / 2 + bare_insert(office, tmp_path)
    what = f"import of {len(planned.rows):,} × 20 (.xlsx): read, preview, written, indexed, audited with a hash chain"
    ratios.hold(what, RAW, took / bare, 2.0, milliseconds(took))


class CancelledLater(Silent):
    """Cancels a moment after the work has begun and knows when."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.at = 0.0
        self._timer = threading.Timer(seconds, self._now)
        self._timer.start()

    def _now(self) -> None:
        self.at = time.perf_counter()
        self.cancel()


def test_cancelling_at_any_stage(office: Office, sheet: Path, ratios: Ratios) -> None:
    opened = read(office, sheet, Silent())
    planned = plan(office, opened, Silent())
    slowest = 0.0
    for run in (
        lambda progress: read(office, sheet, progress),
        lambda progress: plan(office, opened, progress),
        lambda progress: write(office, planned, progress),
    ):
        for after in (0.05, 0.4):
            progress = CancelledLater(after)
            with pytest.raises(Cancelled):
                run(progress)
            slowest = max(slowest, time.perf_counter() - progress.at)
    with office.read() as session:
        assert not list(session.connection().exec_driver_sql("SELECT 1 FROM member LIMIT 1"))
    what = "from cancelling an import to its end, the slowest stage"
    ratios.hold(what, "the 0.5 s it may take", slowest / CANCEL_SECONDS, 1.0, milliseconds(slowest))
