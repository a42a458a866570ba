# SPDX-License-Identifier: MIT
"""Restoring brings back what the backup holds, keeps what was there, and refuses what would lose data."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.test_backup import people_in
from tests.store.toys import NOON, add_person, open_toys
from unionoffice.errors import OfficeError
from unionoffice.office import Office
from unionoffice.store import copying
from unionoffice.store import restore as restoring
from unionoffice.store.restore import restore

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def closed(office: Office) -> Iterator[tuple[Path, Path]]:
    """(folder, backup) of a closed office: 张三 and one attachment in the backup, 李四 came after it."""
    add_person(office, "张三")
    (office.folder / "attachments" / "发票.pdf").write_bytes(b"invoice")
    made = office.backup()
    add_person(office, "李四")
    office.close()
    yield office.folder, made


def test_restore_brings_back_the_backup_and_keeps_what_was_there(closed: tuple[Path, Path]) -> None:
    folder, made = closed
    (folder / "attachments" / "发票.pdf").unlink()
    (folder / "attachments" / "后来的.pdf").write_bytes(b"later")
    kept = restore(folder, made, LATER)
    assert kept == folder / "backups" / "before-restore-20201218-130000.db"
    assert people_in(kept) == ["张三", "李四"]
    office = open_toys(folder)
    assert add_person(office, "王五") == 2
    office.close()
    assert people_in(folder / "office.db") == ["张三", "王五"]
    assert (folder / "attachments" / "发票.pdf").read_bytes() == b"invoice"
    assert (folder / "attachments" / "后来的.pdf").exists()
    restore(folder, kept, LATER)
    assert people_in(folder / "office.db") == ["张三", "李四"]


def test_restore_is_refused_while_the_office_is_open(closed: tuple[Path, Path]) -> None:
    folder, made = closed
    office = open_toys(folder)
    with pytest.raises(OfficeError, match="恢复备份前要先关闭所有打开这个办公室的窗口"):
        restore(folder, made, LATER)
    office.close()
    assert people_in(folder / "office.db") == ["张三", "李四"]


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def overwritten_inside(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096:20480] = b"\xff" * 16384
    path.write_bytes(whole)


def not_a_database(path: Path) -> None:
    path.write_bytes("张三,李四".encode() * 300)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def gone(path: Path) -> None:
    path.unlink()


def newer(path: Path) -> None:
    with copying.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (cut_short, "已损坏，没有采用"), (overwritten_inside, "已损坏，没有采用"), (not_a_database, "已损坏，没有采用"),
        (emptied, "不是工会办公的数据"), (gone, "找不到备份"), (newer, "更新版本的工会办公"),
    ],
)  # fmt: skip
def test_a_bad_backup_is_refused_and_nothing_changes(closed: tuple[Path, Path], harm: object, said: str) -> None:
    folder, made = closed
    assert callable(harm)
    harm(made)
    with pytest.raises(OfficeError, match=said):
        restore(folder, made, LATER)
    assert people_in(folder / "office.db") == ["张三", "李四"]
    assert not list((folder / "backups").glob("before-restore*"))


@pytest.mark.parametrize("harm", [cut_short, overwritten_inside, not_a_database, emptied, gone])
def test_a_damaged_office_is_restored_and_its_pieces_are_kept(closed: tuple[Path, Path], harm: object) -> None:
    folder, made = closed
    assert callable(harm)
    harm(folder / "office.db")
    kept = restore(folder, made, LATER)
    assert people_in(folder / "office.db") == ["张三"]
    assert (kept is None) if harm is gone else (kept is not None and (kept / "office.db").exists())
    open_toys(folder).close()


def test_a_failure_in_the_middle_leaves_the_office(
    closed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, made = closed

    def stick_pulled(*_paths: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(restoring, "_return_attachments", stick_pulled)
    with pytest.raises(OfficeError, match="没有写成"):
        restore(folder, made, LATER)
    assert people_in(folder / "office.db") == ["张三", "李四"]
    assert not list(folder.glob("~*"))
    open_toys(folder).close()
