# SPDX-License-Identifier: MIT
"""Backups of an office: the database through SQLite's backup API, the attachments beside it, old ones thinned out."""

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, cast, get_args

from unionoffice.errors import OfficeError
from unionoffice.kit.files import write_atomically
from unionoffice.store.audit import GENESIS
from unionoffice.store.copying import audit_head, copy_database, need_room
from unionoffice.store.engine import DATABASE_NAME, explained

FOLDER = "backups"
ATTACHMENTS = "attachments"
# office: on closing or on demand; the others: what stood there before it was replaced.
Kind = Literal["office", "before-restore", "before-upgrade"]
_DAY_SECONDS = 86_400
_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(rf"({'|'.join(get_args(Kind))})-(\d{{8}}-\d{{6}})\.db")


@dataclass(frozen=True)
class Backup:
    """One backup: ``path`` is its database, ``at`` the office's clock when it was made."""

    path: Path
    at: datetime
    kind: Kind


def attachments_of(backup: Path) -> Path:
    """Where the attachments of a backup lie; the folder need not exist."""
    return backup.with_name(f"{backup.stem}-{ATTACHMENTS}")


def make_backup(folder: Path, now: datetime, kind: Kind = "office") -> Path:
    """Back up the office in ``folder``, open or not; returns the backup's database, complete and verified.

    Raises OfficeError; the office and the older backups stay as they are then.
    """
    database, target = folder / DATABASE_NAME, _free_path(folder / FOLDER, kind, now)
    previous = last_backup(folder)
    older = attachments_of(previous.path) if previous else None

    def write(temp: Path) -> None:
        copy_database(database, temp)
        # After the database: a file is there before the record that names it.
        _copy_tree(folder / ATTACHMENTS, attachments_of(target), older)

    with explained(), _told(target.parent):
        target.parent.mkdir(exist_ok=True)
        need_room(target.parent, database, copies=1)
        try:
            write_atomically(target, write)
        except BaseException:
            shutil.rmtree(attachments_of(target), ignore_errors=True)
            raise
        thin(folder)
    return target


def list_backups(folder: Path) -> list[Backup]:
    """Every backup of the office, newest first."""
    found = (_named(path) for path in (folder / FOLDER).glob("*.db"))
    return sorted((backup for backup in found if backup), key=lambda backup: backup.at, reverse=True)


def _named(path: Path) -> Backup | None:
    """The backup that a file's name says it is; None for any other file somebody put there."""
    named = _NAME.fullmatch(path.name)
    try:
        return Backup(path, datetime.strptime(named[2], _STAMP), cast(Kind, named[1])) if named else None
    except ValueError:  # such as the 31st of a short month
        return None


def last_backup(folder: Path) -> Backup | None:
    """The newest backup of any kind; None where there is none."""
    return next(iter(list_backups(folder)), None)


def needs_backup(folder: Path) -> bool:
    """True where the office holds a change that no backup does, be it from before a crash."""
    with explained():
        head = audit_head(folder / DATABASE_NAME)
    return head != GENESIS and not any(_holds(backup, head) for backup in list_backups(folder))


def _holds(backup: Backup, head: str) -> bool:
    try:
        return audit_head(backup.path, immutable=True) == head
    except sqlite3.DatabaseError:  # a damaged backup is none
        return False


def thin(folder: Path) -> None:
    """Keep, of each kind, the 10 newest, then the newest of the 7 newest days, of the 8 newest weeks, of every month.

    Counted in days that have a backup, not in days gone by: neither a long holiday nor a wrong clock thins more.
    The 10 newest are there because a mistake made this morning is found this afternoon.
    """
    backups = list_backups(folder)
    kept = {backup.path for kind in get_args(Kind) for backup in _kept([b for b in backups if b.kind == kind])}
    for backup in backups:
        if backup.path not in kept:
            backup.path.unlink(missing_ok=True)
    for orphan in (folder / FOLDER).glob(f"*-{ATTACHMENTS}"):
        if not orphan.with_name(orphan.name.removesuffix(f"-{ATTACHMENTS}") + ".db").exists():
            shutil.rmtree(orphan, ignore_errors=True)
    for left in (folder / FOLDER).glob("~*"):  # of a backup that was killed; a young one may still be growing
        if time.time() - left.stat().st_mtime > _DAY_SECONDS:
            left.unlink(missing_ok=True)


def _kept(newest_first: list[Backup]) -> Iterable[Backup]:
    yield from newest_first[:10]
    yield from _newest_of(newest_first, lambda at: at.date(), 7)
    yield from _newest_of(newest_first, lambda at: at.isocalendar()[:2], 8)
    yield from _newest_of(newest_first, lambda at: (at.year, at.month), None)


def _newest_of(
    newest_first: list[Backup], period: Callable[[datetime], Hashable], limit: int | None
) -> list[Backup]:
    first: dict[Hashable, Backup] = {}
    for backup in newest_first:
        first.setdefault(period(backup.at), backup)
    return list(first.values())[:limit]


@contextmanager
def _told(backups: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OfficeError(
            f"备份没有做成，写不进 {backups}。原来的数据和已有的备份都没有改动。请检查磁盘空间和权限，再做一次。",
            detail=repr(error),
        ) from error


def _free_path(backups: Path, kind: Kind, now: datetime) -> Path:
    while (path := backups / f"{kind}-{now.strftime(_STAMP)}.db").exists():
        now += timedelta(seconds=1)
    return path


def _copy_tree(source: Path, target: Path, older: Path | None) -> None:
    """Copy every file; one that the previous backup holds unchanged is shared with it and takes no room."""
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        inner = file.relative_to(source)
        (target / inner).parent.mkdir(parents=True, exist_ok=True)
        if older is None or not _link_unchanged(file, older / inner, target / inner):
            shutil.copy2(file, target / inner)


def _link_unchanged(file: Path, older: Path, target: Path) -> bool:
    try:
        now, then = file.stat(), older.stat()
        if (now.st_size, now.st_mtime_ns) != (then.st_size, then.st_mtime_ns):
            return False
        os.link(older, target)
    except OSError:  # none in the older backup, or a disk without links
        return False
    return True
