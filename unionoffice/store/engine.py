# SPDX-License-Identifier: MIT
"""Opens the database and puts its failures into words; the only place that knows which database it is."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from unionoffice.errors import Cancelled, OfficeError

BUSY_MS = 10_000
READING_KB, WRITING_KB = 8_000, 16_000  # of pages held: an import touches many indexes, a page must weigh little
_STEPS_BETWEEN_LOOKS = 1_000  # of the database's machine: well under a millisecond
DATABASE_NAME = "office.db"


def connect(database: Path, mode: Literal["ro", "rw", "rwc"] = "rw", *, immutable: bool = False) -> sqlite3.Connection:
    """The driver's own connection; ``rwc`` makes a missing file, the others never do.

    ``immutable`` reads a file that nobody writes, such as a backup, without leaving anything beside it.
    """
    path = database.absolute().as_posix()
    address = f"file://{'' if path.startswith('/') else '/'}{quote(path)}?mode={mode}{'&immutable=1' * immutable}"
    return sqlite3.connect(
        address, uri=True, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False
    )


def open_engine(database: Path, *, foreign_keys: bool = True, make: bool = False) -> Engine:
    """An engine on the SQLite file ``database``: WAL, synchronous=FULL, foreign keys on.

    Only ``make`` makes a missing file: a folder that vanished must not come back empty. Transactions are begun
    by us, not by the driver: ``BEGIN`` for reads, ``BEGIN IMMEDIATE`` for work (execution option ``write=True``),
    so that two writers queue instead of failing half-way.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(database)), creator=lambda: connect(database, "rwc" if make else "rw")
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.close()

    @event.listens_for(engine, "checkin")
    def _end(connection: Any, _record: Any) -> None:
        # After a commit that failed (a full disk) SQLAlchemy takes the transaction for ended; SQLite may not.
        if connection is not None and connection.in_transaction:
            connection.rollback()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql(f"PRAGMA cache_size=-{WRITING_KB if write else READING_KB}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    _watch(engine, database)
    return engine


def _watch(engine: Engine, database: Path) -> None:
    """Refuse to commit into a file that was moved or deleted while it was open; Linux would take it and lose it."""
    known: list[tuple[int, int]] = []

    @event.listens_for(engine, "first_connect")
    def _remember(_connection: Any, _record: Any) -> None:
        known.append(_identity(database))

    @event.listens_for(engine, "commit")
    def _refuse(connection: Any) -> None:
        if connection.get_execution_options().get("write", False) and _identity(database) != known[0]:
            raise OfficeError(
                f"找不到数据文件 {database}，可能改了名，或 U 盘已拔出，这一步没有写入。"
                "已写入的数据还在原来的文件里。请改回原名或接好 U 盘，再打开一次。"
            )


def _identity(database: Path) -> tuple[int, int]:
    """What stays the same for a file as long as it is the same file; zeros when it is gone.

    Windows lets nobody move an open file, and its numbers are not steady on every disk.
    """
    try:
        found = os.stat(database)
    except OSError:
        return (0, 0)
    return (1, 1) if os.name == "nt" else (found.st_dev, found.st_ino)


# What SQLite says → what the clerk is told. The first that matches wins; the texts are SQLite's own, stable since 3.7.
_CAUSES: tuple[tuple[int, str], ...] = (
    (sqlite3.SQLITE_FULL, "磁盘满了，这一步没有写入，原来的数据不变。请清理磁盘后再做一次。"),
    (sqlite3.SQLITE_READONLY, "数据文件夹是只读的，这一步没有写入。请换到可以写的文件夹，或请管理员开放权限。"),
    (sqlite3.SQLITE_BUSY, "另一个窗口正在写入，这一步没有写入。请稍后再做一次。"),
    (sqlite3.SQLITE_LOCKED, "另一个窗口正在写入，这一步没有写入。请稍后再做一次。"),
    (sqlite3.SQLITE_NOTADB, "数据文件已损坏，或不是工会办公的数据。文件没有改动。请从备份恢复。"),
    (sqlite3.SQLITE_CORRUPT, "数据文件已损坏。文件没有改动。请从最近的备份恢复。"),
    (sqlite3.SQLITE_CANTOPEN, "打不开数据文件。请检查 U 盘或网络盘是否还连着，再打开一次。已写入的数据不变。"),
    # After a failed flush to the disk a commit may be there all the same: never ask to repeat it blindly.
    (sqlite3.SQLITE_IOERR, "读写磁盘出错。请检查 U 盘或磁盘是否还连着，重新打开后看这一步有没有写入，再决定是否重做。"),
)


def is_still_used(error: DBAPIError) -> bool:
    """True where the database refused because another record refers to this one."""
    return getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY


def explain(error: BaseException) -> OfficeError | None:
    """The sentence for a database failure a clerk can act on; None where the failure is our bug."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.IntegrityError) or not isinstance(cause, sqlite3.DatabaseError):
        return None
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        return None
    for known, sentence in _CAUSES:
        if code & 0xFF == known:
            return OfficeError(sentence, detail=str(cause))
    return None


@contextmanager
def stoppable(session: Session, stop: Callable[[], bool] | None) -> Iterator[None]:
    """Ask ``stop`` now and then while a query runs inside; where it says so the query ends and Cancelled is raised."""
    if stop is None:
        yield
        return
    driver = session.connection().connection.driver_connection
    assert driver is not None
    driver.set_progress_handler(stop, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    except (DBAPIError, sqlite3.OperationalError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise Cancelled from error
        raise
    finally:
        driver.set_progress_handler(None, 0)


@contextmanager
def explained() -> Iterator[None]:
    """Turn database failures inside into OfficeError where :func:`explain` knows them."""
    try:
        yield
    except (DBAPIError, sqlite3.DatabaseError) as error:
        known = explain(error)
        if known is None:
            raise
        raise known from error
