# SPDX-License-Identifier: MIT
"""Upgrades lose nothing: rows, guards and the old file stay whatever a migration does; and what the records say is
what the migrations make."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata

from installer.make_migration import compared, migrated
from tests.store.toys import NOON
from unionoffice.errors import OfficeError
from unionoffice.kit.record import Record
from unionoffice.store import copying, lock, migrate
from unionoffice.store.backup import list_backups
from unionoffice.store.migrate import prepare, revisions

HEAD = '''
import os
import sqlalchemy as sa
from alembic import op
revision = "{revision}"
down_revision = {previous}
ROWS_MAY_CHANGE = {may}
def upgrade():
'''
FIRST = '''
    op.create_table("audit_log", sa.Column("id", sa.Integer, primary_key=True), sa.Column("hash", sa.String(64)))
    op.execute("CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'no'); END")
    op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)))
    op.create_table(
        "child", sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("parent.id", ondelete="CASCADE", name="fk_child_parent")),
    )
'''
REBUILD = '''
    with op.batch_alter_table("parent", recreate="always") as parent:
        parent.alter_column("name", type_=sa.String(40), existing_type=sa.String(20), nullable=False)
        parent.add_column(sa.Column("note", sa.String(10)))
'''
Write = Callable[[str, str], None]


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    folder = tmp_path / "versions"
    folder.mkdir()
    write(folder, FIRST)
    return folder


def write(versions: Path, body: str, may: tuple[str, ...] = ()) -> None:
    number = len(list(versions.glob("v*.py"))) + 1
    previous = f"{number - 1:04}" if number > 1 else None
    head = HEAD.format(revision=f"{number:04}", previous=repr(previous), may=may)
    (versions / f"v{number:04}_step.py").write_text(head + body, "utf-8")


@pytest.fixture
def old(tmp_path: Path, versions: Path) -> Path:
    """A database of revision 0001 with two parents, three children and an audit row."""
    database = tmp_path / "office" / "office.db"
    database.parent.mkdir()
    prepare(database, NOON, versions)
    with closing(copying.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(
            "INSERT INTO audit_log VALUES (1, 'abc');"
            "INSERT INTO parent VALUES (1, '甲'), (2, '乙'); INSERT INTO child VALUES (1, 1), (2, 1), (3, 2);"
        )
    return database


def asked(database: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(question).fetchall()


def state(database: Path) -> tuple[object, ...]:
    with closing(sqlite3.connect(database)) as connection:
        return tuple(connection.iterdump())


def test_a_missing_database_is_made_in_one_piece(old: Path, versions: Path) -> None:
    assert asked(old, "SELECT version_num FROM alembic_version") == [("0001",)]
    assert sorted(path.name for path in old.parent.iterdir()) == ["locks", "office.db"]


def test_an_up_to_date_database_is_left_alone_without_loading_alembic(old: Path, versions: Path) -> None:
    before = old.stat()
    code = (
        "import sys; from pathlib import Path; from datetime import datetime; from unionoffice.store.migrate import"
        " prepare; prepare(Path(sys.argv[1]), datetime(2020, 1, 1), Path(sys.argv[2]));"
        "assert 'alembic' not in sys.modules and 'mako' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(old), str(versions)], check=True)
    assert old.stat().st_mtime_ns == before.st_mtime_ns


def test_a_rebuilt_parent_keeps_its_children(old: Path, versions: Path) -> None:
    write(versions, REBUILD)
    write(versions, '    op.execute("UPDATE parent SET note = name")\n')
    prepare(old, NOON, versions)
    assert asked(old, "SELECT * FROM parent") == [(1, "甲", "甲"), (2, "乙", "乙")]
    assert asked(old, "SELECT count(*) FROM child") == [(3,)]
    assert asked(old, "SELECT version_num FROM alembic_version") == [("0003",)]
    (backup,) = list_backups(old.parent)
    assert (backup.kind, asked(backup.path, "SELECT version_num FROM alembic_version")) == (
        "before-upgrade", [("0001",)],
    )  # fmt: skip
    assert not list(old.parent.glob("~*")) and not list(old.parent.glob("office.db-*"))
    lock.enter(old.parent, "窗口").leave()


@pytest.mark.parametrize(
    "body",
    [
        '    op.create_table("half", sa.Column("id", sa.Integer))\n    op.execute("SELECT * FROM nowhere")\n',
        '    op.execute("DELETE FROM child WHERE id = 3")\n',
        '    op.drop_table("child")\n',
        '    op.execute("UPDATE child SET parent_id = 77")\n',
        '    op.execute("DROP TRIGGER audit_log_no_delete")\n',
        '    op.execute("UPDATE audit_log SET hash = \'other\'")\n',
        "    raise KeyError('a slip of ours')\n",
    ],
)
def test_a_step_that_fails_or_loses_something_leaves_the_old_file(old: Path, versions: Path, body: str) -> None:
    before = state(old)
    write(versions, REBUILD)
    write(versions, body)
    with pytest.raises(OfficeError, match=r"数据升级没有成功。原来的数据没有改动.*备份在"):
        prepare(old, NOON, versions)
    assert state(old) == before
    assert not list(old.parent.glob("~*"))
    for path in versions.glob("v000[23]*"):
        path.unlink()
    prepare(old, NOON, versions)  # the old program goes on


def test_a_migration_may_say_that_it_moves_rows(old: Path, versions: Path) -> None:
    write(versions, '    op.drop_table("child")\n', may=("child",))
    prepare(old, NOON, versions)
    assert asked(old, "SELECT name FROM sqlite_master WHERE name = 'child'") == []


def test_a_newer_database_is_refused(old: Path, versions: Path) -> None:
    with closing(copying.connect(old)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
    before = state(old)
    with pytest.raises(OfficeError, match=r"更新版本的工会办公写的.*数据没有改动"):
        prepare(old, NOON, versions)
    assert state(old) == before


def test_an_upgrade_waits_until_every_window_is_closed(old: Path, versions: Path) -> None:
    write(versions, REBUILD)
    window = lock.enter(old.parent, "窗口")
    with pytest.raises(OfficeError, match="升级数据前要先关闭所有打开这个办公室的窗口"):
        prepare(old, NOON, versions)
    window.leave()
    prepare(old, NOON, versions)


def test_too_little_room_is_said_before_anything_is_touched(
    old: Path, versions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(versions, REBUILD)
    monkeypatch.setattr(copying.shutil, "disk_usage", lambda _path: copying.shutil._ntuple_diskusage(1, 1, 0))
    with pytest.raises(OfficeError, match=r"磁盘空间不够：还要 \d+ MB"):
        prepare(old, NOON, versions)
    assert list_backups(old.parent) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_in_the_middle_the_old_file_stands_and_the_next_start_upgrades(old: Path, versions: Path) -> None:
    before = state(old)
    write(versions, REBUILD)
    write(versions, "    op.execute('DELETE FROM child')\n    os.kill(os.getpid(), 9)\n")
    code = (
        "import sys; from pathlib import Path; from datetime import datetime; from unionoffice.store.migrate import"
        " prepare; prepare(Path(sys.argv[1]), datetime(2020, 1, 1), Path(sys.argv[2]))"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(old), str(versions)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert state(old) == before
    assert list(old.parent.glob("~*"))
    (versions / "v0003_step.py").unlink()
    prepare(old, NOON, versions)
    assert asked(old, "SELECT count(*) FROM child") == [(3,)]
    assert not list(old.parent.glob("~*"))


def test_a_lost_database_is_not_replaced_by_an_empty_one(old: Path, versions: Path) -> None:
    write(versions, REBUILD)
    prepare(old, NOON, versions)
    old.unlink()
    with pytest.raises(OfficeError, match=r"office.db 不见了，但备份还在，所以没有新建"):
        prepare(old, NOON, versions)
    (old.parent / "backups").rename(old.parent / "elsewhere")
    old.with_name("office.db-wal").write_bytes(b"what was written last")
    with pytest.raises(OfficeError, match=r"office.db 不见了，但它的日志还在"):
        prepare(old, NOON, versions)


def test_the_migrations_make_what_the_records_say(tmp_path: Path) -> None:
    with migrated(tmp_path) as connection:
        context = compared(connection, Record.metadata.tables)
        assert compare_metadata(context, Record.metadata) == []
        made = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all()
    assert {name for (name,) in made} == {"audit_log_no_update", "audit_log_no_delete"}


def test_the_migrations_stand_in_one_row() -> None:
    assert revisions() == [f"{number:04}" for number in range(1, len(revisions()) + 1)]
    assert migrate.VERSIONS.is_dir()
