# SPDX-License-Identifier: MIT
"""Importing a big roster, preview and audit trail included, against reading it and inserting the rows it writes.

The reference is python-calamine turning the sheet into lists, and sqlite3 inserting ready-made rows: see ``bare_insert``.
"""

import gc
import io
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
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
RAW = "python-calamine reading it + raw sqlite3 executemany of all rows it writes into the same tables and indexes"
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
    """Every row the office holds after the import, of every table and search index, into the same tables and indexes.

    Members, their events, branches, campuses, the audit trail and the search entries with their places: the values as
    the database keeps them, one executemany for each table, one transaction, with the office's journal and
    synchronous=FULL. Nothing is worked out, checked (foreign keys neither) or read back inside the measured time.
    """
    with closing(sqlite3.connect(office.folder / "office.db")) as full:
        tables, statements = _schema(full)
        rows = {table: full.execute(f"SELECT {columns} FROM {table}").fetchall() for table, columns in tables.items()}
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as bare:
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA cache_size=-16000", *statements):
            bare.execute(statement)
        begun = time.perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        for table, columns in tables.items():
            marks = ",".join("?" * (columns.count(",") + 1))
            bare.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows[table])
        bare.execute("COMMIT")
        return time.perf_counter() - begun


def _schema(full: sqlite3.Connection) -> tuple[dict[str, str], list[str]]:
    """The tables with their columns, and the statements that make them; a search index makes its inner tables itself."""
    made = dict(full.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'table' DESC"))
    found = [name for name, sql in made.items() if sql.startswith("CREATE VIRTUAL")]
    inner = {f"{name}_{part}" for name in found for part in ("data", "idx", "content", "docsize", "config")}
    tables = [name for name, sql in made.items() if sql.startswith("CREATE ") and " TABLE " in sql[:22]]
    columns = {
        name: ",".join([*(["rowid"] if name in found else []), *(row[1] for row in full.execute(f"PRAGMA table_info({name})"))])
        for name in tables if name not in inner
    }  # fmt: skip
    return columns, [sql for name, sql in made.items() if name not in inner]


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
    """Cancels just after the first report of a text from a place on, and knows when."""

    def __init__(self, text: str, place: float) -> None:
        super().__init__()
        self.at = 0.0
        self._text, self._place = text, place
        self._timer: threading.Timer | None = None

    def report(self, done: int, total: int, text: str = "") -> None:
        if self._timer is None and text.startswith(self._text) and done >= self._place * total:
            self._timer = threading.Timer(0.005, self._now)
            self._timer.start()

    def _now(self) -> None:
        self.at = time.perf_counter()
        self.cancel()


class CancelledAtOnce(CancelledLater):
    """Cancels some seconds after the work began, before it has reported anything."""

    def __init__(self, seconds: float) -> None:
        super().__init__("", 2.0)
        self._timer = threading.Timer(seconds, self._now)
        self._timer.start()


def moments() -> Iterator[tuple[str, CancelledLater]]:
    """When the clerk changes his mind: each is made when its turn has come."""
    for seconds in (0.05, 0.4):
        yield "read", CancelledAtOnce(seconds)
    yield "plan", CancelledAtOnce(0.02)
    yield "write", CancelledAtOnce(0.02)
    for stage, text in (("read", "正在读"), ("plan", "正在核对"), ("write", "正在写入")):
        for place in (0.01, 0.5, 0.95):
            yield stage, CancelledLater(text, place)


def test_cancelling_at_any_moment(office: Office, sheet: Path, ratios: Ratios) -> None:
    opened = read(office, sheet, Silent())
    planned = plan(office, opened, Silent())
    runs: dict[str, Callable[[Progress], object]] = {
        "read": lambda progress: read(office, sheet, progress),
        "plan": lambda progress: plan(office, opened, progress),
        "write": lambda progress: write(office, planned, progress),
    }
    slowest, when = 0.0, ""
    for stage, progress in moments():
        with pytest.raises(Cancelled):
            runs[stage](progress)
        slowest, when = max((slowest, when), (time.perf_counter() - progress.at, stage))
    with office.read() as session:
        for table in ("member", "audit_log", "search_member"):
            assert not list(session.connection().exec_driver_sql(f"SELECT 1 FROM {table} LIMIT 1")), table
    what = f"from cancelling an import of {len(planned.rows):,} rows to its end, the slowest of 13 moments (in: {when})"
    ratios.hold(what, "the 0.5 s it may take", slowest / CANCEL_SECONDS, 1.0, milliseconds(slowest))


def test_a_cancel_too_late_finds_the_import_done(office: Office, sheet: Path, ratios: Ratios) -> None:
    """Once the database commits there is no way back but undo: from there to the end takes no longer either."""
    planned = plan(office, read(office, sheet, Silent()), Silent())
    begun = 0.0
    with office.work("导入会员") as work:
        write_import(work, planned, Silent())
        begun = time.perf_counter()
    took = time.perf_counter() - begun
    what = f"the commit of {len(planned.rows):,} imported rows, which no cancel stops"
    ratios.hold(what, "the 0.5 s it may take", took / CANCEL_SECONDS, 1.0, milliseconds(took))
