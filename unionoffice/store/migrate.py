# SPDX-License-Identifier: MIT
"""Brings a database file to the shape this program knows: made by the migrations, changed on a copy after a backup.

The migrations lie in ``migrations/versions``, one file each, numbered in a row (v0001_….py). Alembic runs them; it is
imported only when there is something to do.
"""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from unionoffice.errors import OfficeError
from unionoffice.kit.files import write_atomically
from unionoffice.store import lock
from unionoffice.store.backup import list_backups, make_backup
from unionoffice.store.copying import (
    Contents,
    companions,
    contents,
    copy_database,
    drop_companions,
    examine,
    need_room,
    settle,
)
from unionoffice.store.engine import connect, open_engine

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def prepare(database: Path, now: datetime, versions: Path = VERSIONS) -> None:
    """Make the database when there is none; bring an older one up to date. ``now`` dates the backup.

    Raises OfficeError for a newer database, for one that is damaged, and where the upgrade did not succeed; the
    file is as before then.
    """
    if not database.exists():
        with lock.alone(database.parent, "建立数据"):
            _make(database, versions)
        return
    known, stored = revisions(versions), stored_revision(database)
    if stored == known[-1]:
        return
    if stored not in known:
        raise OfficeError(
            "这份数据是用更新版本的工会办公写的，这个版本打不开。数据没有改动。请安装新版本，再打开。"
        )
    with lock.alone(database.parent, "升级数据"):
        _upgrade_copy(database, now, versions)


def revisions(versions: Path = VERSIONS) -> list[str]:
    """Every revision the migrations in this folder know, oldest first; read from the file names alone."""
    return sorted(path.name[1:5] for path in versions.glob("v[0-9][0-9][0-9][0-9]_*.py"))


def stored_revision(database: Path) -> str:
    """The revision of a database file. Raises OfficeError where it is no office's, sqlite3.DatabaseError if damaged."""
    with closing(connect(database)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            raise OfficeError(
                f"{database} 不是工会办公的数据，或已损坏。文件没有改动。请从备份恢复，或换一个文件夹。"
            )
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def _make(database: Path, versions: Path) -> None:
    if database.exists():  # another window was faster
        return
    left = [path for path in companions(database) if path.exists()]
    if left or list_backups(database.parent):
        raise OfficeError(
            f"{database.parent} 里的 {database.name} 不见了，但{'它的日志' if left else '备份'}还在，所以没有新建。"
            f"请把 {database.name} 放回来，或从备份恢复。"
        )

    def write(temp: Path) -> None:
        _run(temp, versions, make=True)
        settle(temp)

    write_atomically(database, write)


def _upgrade_copy(database: Path, now: datetime, versions: Path) -> None:
    for left in database.parent.glob("~*.db*"):  # of an upgrade that was killed
        left.unlink(missing_ok=True)
    need_room(database.parent, database, copies=4)
    backup = make_backup(database.parent, now, "before-upgrade")

    def write(temp: Path) -> None:
        copy_database(database, temp)
        try:
            _run(temp, versions)
            settle(temp)
            examine(temp)
        finally:
            drop_companions(temp)
        settle(database)

    try:
        write_atomically(database, write)
    except OfficeError:
        raise
    except Exception as error:
        raise OfficeError(
            f"数据升级没有成功。原来的数据没有改动，仍可用原来的版本打开；备份在 {backup}。请把这句话和细节发给维护的人。",
            detail=repr(error),
        ) from error


def _run(database: Path, versions: Path, *, make: bool = False) -> None:
    """Run what is missing, in one transaction that is committed only when nothing was lost.

    With foreign keys on, the rebuild of a table would delete what refers to it, silently.
    """
    engine = open_engine(database, foreign_keys=False, make=make)
    try:
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            before = None if make else _held(connection)
            may_change = run_migrations(connection, versions)
            _refuse_loss(connection, before, may_change)
    finally:
        engine.dispose()


def run_migrations(connection: Connection, versions: Path = VERSIONS) -> set[str]:
    """Run every migration after the stored revision, in the caller's transaction.

    Returns the tables whose rows they say they add or remove (ROWS_MAY_CHANGE in a migration's file).
    """
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(versions.parent), version_locations=[str(versions)])
    context = MigrationContext.configure(
        connection, opts={"fn": lambda stored, _context: scripts._upgrade_revs("head", stored)}
    )
    ahead = list(scripts.iterate_revisions("head", context.get_current_revision() or "base"))
    with Operations.context(context):
        context.run_migrations()
    return {table for step in ahead for table in getattr(step.module, "ROWS_MAY_CHANGE", ())}


def _held(connection: Connection) -> Contents:
    driver = connection.connection.driver_connection
    assert driver is not None
    return contents(driver)


def _refuse_loss(connection: Connection, before: Contents | None, may_change: set[str]) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise MigrationLoss(f"rows that refer to nothing: {broken[:5]}")
    if before is None:
        return
    after = _held(connection)
    counts = {
        table: (count, after.rows.get(table))
        for table, count in before.rows.items()
        if after.rows.get(table) != count and table not in {"alembic_version", *may_change}
    }
    triggers = before.triggers - after.triggers
    if counts or triggers or after.head != before.head:
        raise MigrationLoss(f"rows before and after: {counts}; triggers gone: {set(triggers)}")


class MigrationLoss(Exception):
    """A migration lost rows or guards: a bug of ours, said to the clerk as an upgrade that did not succeed."""
