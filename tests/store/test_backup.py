# SPDX-License-Identifier: MIT
"""Backups hold everything, are made while the office is open, and thin out by day, week and month."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.store.toys import NOON, ToyPerson, add_person, open_toys
from unionoffice.errors import OfficeError
from unionoffice.office import Office
from unionoffice.store import backup, copying
from unionoffice.store.backup import last_backup, list_backups, make_backup, needs_backup, thin


def people_in(database: Path) -> list[str]:
    with closing(copying.connect(database, "ro", immutable=True)) as connection:
        return [name for (name,) in connection.execute("SELECT full_name FROM toy_person ORDER BY id")]


def test_a_backup_of_an_open_office_holds_every_row(office: Office) -> None:
    add_person(office, "张三")
    with office.read() as session:
        session.get(ToyPerson, 1)
        add_person(office, "李四")  # still in the write-ahead log, with a reader in between
        made = office.backup()
    assert made == office.folder / "backups" / "office-20201218-120000.db"
    assert people_in(made) == ["张三", "李四"]
    assert [path.name for path in made.parent.iterdir()] == [made.name]
    shutil.copy(office.folder / "office.db", made.with_name("copied.db"))
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        people_in(made.with_name("copied.db"))


def test_two_backups_of_one_second_have_two_names(office: Office) -> None:
    first, second = office.backup(), office.backup()
    assert [b.path for b in list_backups(office.folder)] == [second, first]


def test_attachments_go_along_and_unchanged_ones_are_shared(office: Office) -> None:
    inner = office.folder / "attachments" / "2020"
    inner.mkdir()
    (inner / "发票.pdf").write_bytes(b"one")
    (inner / "说明.txt").write_bytes(b"old")
    first = backup.attachments_of(office.backup()) / "2020"
    (inner / "说明.txt").write_bytes(b"changed")
    second = backup.attachments_of(make_backup(office.folder, NOON + timedelta(days=1))) / "2020"
    assert (first / "说明.txt").read_bytes() == b"old"
    assert (second / "说明.txt").read_bytes() == b"changed"
    assert (second / "发票.pdf").samefile(first / "发票.pdf")
    assert not (first / "发票.pdf").samefile(inner / "发票.pdf")


def test_a_backup_is_needed_until_one_is_made_and_after_a_crash(office: Office) -> None:
    assert not needs_backup(office.folder)
    add_person(office, "张三")
    assert office.changed_since_backup
    again = open_toys(office.folder)  # the first window died without a word
    assert again.changed_since_backup
    again.backup()
    assert not again.changed_since_backup
    made = last_backup(office.folder)
    assert made is not None
    made.path.write_bytes(b"damaged" * 100)
    assert again.changed_since_backup
    again.close()


def test_a_backup_that_cannot_be_written_leaves_everything(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    add_person(office, "张三")
    kept = office.backup()

    def too_little(_folder: Path) -> object:
        return shutil._ntuple_diskusage(10, 10, 0)  # type: ignore[attr-defined]

    with monkeypatch.context() as full:
        full.setattr(copying.shutil, "disk_usage", too_little)
        with pytest.raises(OfficeError, match=r"磁盘空间不够：还要 \d+ MB。数据没有改动"):
            office.backup()
    shutil.move(kept.parent, office.folder / "elsewhere")
    (office.folder / "backups").write_text("a file where the folder should be")
    with pytest.raises(OfficeError, match=r"备份没有做成.*没有改动"):
        office.backup()
    assert people_in(office.folder / "elsewhere" / kept.name) == ["张三"]


def test_a_copy_that_differs_is_not_kept(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    add_person(office, "张三")
    true_examine = copying.examine

    def lossy(path: Path) -> copying.Contents:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("DELETE FROM toy_person")
        return true_examine(path)

    monkeypatch.setattr(copying, "examine", lossy)
    with pytest.raises(OfficeError, match="复制出来的数据和原来的不一致"):
        office.backup()
    assert list((office.folder / "backups").iterdir()) == []


def faked(folder: Path, moments: list[datetime], kind: str = "office") -> None:
    (folder / "backups").mkdir(exist_ok=True)
    for moment in moments:
        (folder / "backups" / f"{kind}-{moment:%Y%m%d-%H%M%S}.db").touch()


def test_thinning_keeps_the_newest_then_days_weeks_and_months(tmp_path: Path) -> None:
    start = datetime(2020, 1, 1, 9)
    faked(tmp_path, [start + timedelta(hours=12 * n) for n in range(2 * 366)])
    thin(tmp_path)
    kept = [b.at for b in list_backups(tmp_path)]
    assert [(at.day, at.hour) for at in kept[:10]] == [(day, hour) for day in range(31, 26, -1) for hour in (21, 9)]
    rest = [at.date().isoformat() for at in kept[10:] if at.hour == 21]
    assert rest[:2] == ["2020-12-26", "2020-12-25"]  # the 6th and 7th day
    sundays_and_a_months_end = ("12-20", "12-13", "12-06", "11-30", "11-29", "11-22", "11-15")
    assert rest[2:9] == [f"2020-{day}" for day in sundays_and_a_months_end]
    assert rest[9:] == [f"2020-{month_end}" for month_end in (
        "10-31", "09-30", "08-31", "07-31", "06-30", "05-31", "04-30", "03-31", "02-29", "01-31",
    )]  # fmt: skip
    before = list_backups(tmp_path)
    thin(tmp_path)
    assert list_backups(tmp_path) == before


def test_thinning_after_a_long_holiday_or_with_a_wrong_clock_loses_nothing(tmp_path: Path) -> None:
    faked(tmp_path, [datetime(2020, 7, day, 18) for day in range(1, 7)])
    faked(tmp_path, [datetime(2099, 1, 1)])
    thin(tmp_path)
    assert len(list_backups(tmp_path)) == 7


def test_thinning_counts_each_kind_apart_and_clears_orphans(tmp_path: Path) -> None:
    faked(tmp_path, [NOON + timedelta(minutes=n) for n in range(30)])
    faked(tmp_path, [NOON - timedelta(days=1)], "before-restore")
    orphan = tmp_path / "backups" / "office-20200101-000000-attachments"
    orphan.mkdir()
    (tmp_path / "backups" / "my own copy.db").touch()
    (tmp_path / "backups" / "office-20200231-999999.db").touch()
    killed, growing = (tmp_path / "backups" / f"~{n}.db" for n in (1, 2))
    killed.touch()
    os.utime(killed, (1, 1))
    growing.touch()
    thin(tmp_path)
    assert [(b.kind, b.at.minute) for b in list_backups(tmp_path)] == [
        *[("office", minute) for minute in range(29, 19, -1)], ("before-restore", 0),
    ]  # fmt: skip
    assert not killed.exists() and growing.exists()
    assert not orphan.exists() and (tmp_path / "backups" / "my own copy.db").exists()
