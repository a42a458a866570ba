# SPDX-License-Identifier: MIT
"""The database as a file: a true copy of it while others write, what a copy holds, and whether it is whole."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from unionoffice.errors import OfficeError
from unionoffice.store.audit import GENESIS
from unionoffice.store.engine import connect

_PAGES = 2000  # per step of a copy


@dataclass(frozen=True)
class Contents:
    """What tells two states of an office apart: its revision, the rows of every table, the newest audit row."""

    revision: str
    rows: dict[str, int]
    head: str  # the newest audit row's hash
    triggers: frozenset[str]


def copy_database(source: Path, target: Path) -> Contents:
    """Copy the database, open or not, into the new file ``target``; returns what the copy must hold, and does.

    The copy is one moment's state, complete in one file. A copied file (shutil.copy) would lack what is in the
    write-ahead log. Raises OfficeError where the copy does not hold what the source held.
    """
    try:
        with closing(connect(source)) as reading, closing(connect(target, "rwc")) as writing:
            reading.execute("BEGIN")  # counts and copy see the same moment
            expected = contents(reading)
            writing.execute("PRAGMA synchronous=OFF")  # whoever asked for the copy flushes the whole file
            reading.backup(writing, pages=_PAGES)
            reading.execute("ROLLBACK")
            _leave_wal(writing, target)
        if examine(target) != expected:
            raise OfficeError("复制出来的数据和原来的不一致，没有采用。原来的数据没有改动。请检查磁盘，再做一次。")
    finally:
        drop_companions(target)
    return expected


def examine(database: Path) -> Contents:
    """What a database file at rest holds. Raises OfficeError when it is damaged or not an office's."""
    with closing(connect(database, "ro", immutable=True)) as connection:
        for (finding,) in connection.execute("PRAGMA integrity_check(1)"):
            if finding != "ok":
                raise OfficeError(f"{database.name} 已损坏，没有采用。请换一份备份。", detail=str(finding))
        return contents(connection)


def contents(connection: sqlite3.Connection) -> Contents:
    """What an open database holds. Raises OfficeError when it is not an office's."""
    made = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    virtual = [name for _, name, sql in made if sql.upper().startswith("CREATE VIRTUAL")]
    tables = {name for kind, name, _ in made if kind == "table" and not name.startswith("sqlite_")}
    if not {"audit_log", "alembic_version"} <= tables:
        raise OfficeError("这个文件不是工会办公的数据。文件没有改动。请换一个文件，或从备份恢复。")
    # The search index is derived data, built anew where it is missing.
    kept = sorted(t for t in tables if not any(t == name or t.startswith(f"{name}_") for name in virtual))
    return Contents(
        revision=_single(connection, "SELECT version_num FROM alembic_version") or "",
        rows={table: int(_single(connection, f'SELECT count(*) FROM "{table}"')) for table in kept},
        head=_single(connection, "SELECT hash FROM audit_log ORDER BY id DESC LIMIT 1") or GENESIS,
        triggers=frozenset(name for kind, name, _ in made if kind == "trigger"),
    )


def need_room(folder: Path, database: Path, copies: int) -> None:
    """Raises OfficeError where the disk of ``folder`` has no room for so many copies of the database."""
    files = [path for path in (database, *companions(database)) if path.exists()]
    needed = copies * sum(path.stat().st_size for path in files)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise OfficeError(
            f"磁盘空间不够：还要 {_megabytes(needed - free)} MB。数据没有改动。请清理磁盘，再做一次。"
        )


def _megabytes(size: int) -> int:
    return -(-size // 1_000_000)


def audit_head(database: Path, *, immutable: bool = False) -> str:
    """The newest audit row's hash of a database, open or not; cheap."""
    with closing(connect(database, "ro", immutable=immutable)) as connection:
        return _single(connection, "SELECT hash FROM audit_log ORDER BY id DESC LIMIT 1") or GENESIS


def settle(database: Path) -> None:
    """Fold the write-ahead log into the database, so that the one file is all of it and may be replaced.

    Raises OfficeError while somebody has it open.
    """
    with closing(connect(database)) as connection:
        _leave_wal(connection, database)
    drop_companions(database)


def _leave_wal(connection: sqlite3.Connection, database: Path) -> None:
    if _single(connection, "PRAGMA journal_mode=DELETE") != "delete":
        raise OfficeError(f"另一个窗口正开着 {database.name}。数据没有改动。请先关闭它，再做一次。")


def drop_companions(database: Path) -> None:
    """Remove what SQLite keeps beside a database in use. Only for one that is settled or thrown away."""
    for companion in companions(database):
        companion.unlink(missing_ok=True)


def companions(database: Path) -> list[Path]:
    return [database.with_name(database.name + ending) for ending in ("-wal", "-shm", "-journal")]


def _single(connection: sqlite3.Connection, statement: str) -> str:
    row = connection.execute(statement).fetchone()
    return row[0] if row else ""
