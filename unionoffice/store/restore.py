# SPDX-License-Identifier: MIT
"""Puts a backup in the place of the office's present state, after making sure of both."""

import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

from unionoffice.errors import OfficeError
from unionoffice.kit.files import write_atomically
from unionoffice.store import lock, migrate
from unionoffice.store.backup import ATTACHMENTS, FOLDER, attachments_of, make_backup
from unionoffice.store.copying import (
    companions,
    copy_database,
    drop_companions,
    examine,
    need_room,
    settle,
)
from unionoffice.store.engine import DATABASE_NAME, explained


def restore(folder: Path, backup: Path, now: datetime) -> Path | None:
    """Replace the office in ``folder`` by ``backup``, the path of a backup's database.

    Returns where the state before it is kept: a backup, or a folder where the present database was too damaged for
    one; None where there was none. Attachments that the backup lacks stay. Raises OfficeError while anybody has
    the office open, and for a backup that is damaged, foreign or newer than the program; all is as before then.
    """
    database = folder / DATABASE_NAME
    with explained(), lock.alone(folder, "恢复备份"):
        _verify(backup)
        need_room(folder, backup, copies=2)
        kept = _keep_present(database, now)

        def write(temp: Path) -> None:
            copy_database(backup, temp)
            _return_attachments(attachments_of(backup), folder / ATTACHMENTS)
            if kept is not None and kept.is_file():
                settle(database)
            else:
                drop_companions(database)  # of a damaged database; a copy of them is kept

        write_atomically(database, write)
    return kept


def _verify(backup: Path) -> None:
    if not backup.is_file():
        raise OfficeError(f"找不到备份 {backup}。数据没有改动。请检查 U 盘或网络盘是否还连着。")
    try:
        found = examine(backup)
    except sqlite3.DatabaseError as error:
        raise OfficeError(
            f"备份 {backup.name} 已损坏，没有采用。数据没有改动。请换一份备份。", detail=str(error)
        ) from error
    if found.revision not in migrate.revisions():
        raise OfficeError(
            f"备份 {backup.name} 是用更新版本的工会办公做的，这个版本打不开。数据没有改动。请安装新版本，再恢复。"
        )


def _keep_present(database: Path, now: datetime) -> Path | None:
    """A backup of what is there; where it is too damaged for one, its files copied aside as they are."""
    there = [path for path in (database, *companions(database)) if path.exists()]
    if not there:
        return None
    try:
        return make_backup(database.parent, now, "before-restore")
    except OfficeError:
        aside = database.parent / FOLDER / f"damaged-{now:%Y%m%d-%H%M%S}"
        aside.mkdir(parents=True, exist_ok=True)
        for path in there:
            shutil.copy2(path, aside)
        return aside


def _return_attachments(kept: Path, attachments: Path) -> None:
    for file in sorted(path for path in kept.rglob("*") if path.is_file()):
        target = attachments / file.relative_to(kept)
        if not target.exists() or target.stat().st_size != file.stat().st_size:
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(file, target)


def _copy(file: Path, target: Path) -> None:
    def write(temp: Path) -> None:
        shutil.copy2(file, temp)

    write_atomically(target, write)
