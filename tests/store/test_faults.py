# SPDX-License-Identifier: MIT
"""Disks that are full, read-only or gone, files that are not what they should be: a sentence, and nothing lost."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, text

from tests.store.toys import ToyPerson, ToySlip, add_person, open_toys
from unionoffice.errors import OfficeError
from unionoffice.office import Office
from unionoffice.store import copying, engine
from unionoffice.store.audit import broken_rows

root_only = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0 or shutil.which("mount") is None,
    reason="needs root for a small disk of its own",
)


DISK_SIZE = 6 * 1024 * 1024


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_SIZE}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)


def people(office: Office) -> list[str]:
    with office.read() as session:
        return [person.full_name for person in session.scalars(select(ToyPerson).order_by(ToyPerson.id)).unique()]


def spoiled(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / "office.db").write_bytes(content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是工会办公的数据，或已损坏"),
        ("姓名,工号\n张三,001\n".encode() * 500, "数据文件已损坏，或不是工会办公的数据"),
        (b"PK\x03\x04" + bytes(5000), "数据文件已损坏，或不是工会办公的数据"),
    ],
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes, said: str) -> None:
    spoiled(tmp_path / "office", content)
    with pytest.raises(OfficeError, match=rf"{said}.*文件没有改动.*从备份恢复"):
        Office.open(tmp_path / "office")
    assert (tmp_path / "office" / "office.db").read_bytes() == content


def test_another_programs_database(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    with closing(copying.connect(tmp_path / "office" / "office.db", "rwc")) as connection:
        connection.execute("CREATE TABLE books (id)")
    with pytest.raises(OfficeError, match="不是工会办公的数据"):
        Office.open(tmp_path / "office")


@pytest.mark.parametrize("left", [0.9, 0.5, 0.05])
def test_a_truncated_database(office: Office, left: float) -> None:
    add_person(office, "张三")
    office.close()
    database = office.folder / "office.db"
    short = database.read_bytes()[: int(database.stat().st_size * left)]
    database.write_bytes(short)
    with pytest.raises(OfficeError, match=r"已损坏.*恢复"):
        open_toys(office.folder).check()
        raise AssertionError("a truncated file was taken for whole")


def test_a_newer_database(office: Office) -> None:
    office.close()
    with closing(copying.connect(office.folder / "office.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(OfficeError, match="这份数据是用更新版本的工会办公写的"):
        Office.open(office.folder)


def test_a_folder_moved_away_while_open_takes_no_more_and_loses_nothing(office: Office) -> None:
    add_person(office, "张三")
    elsewhere = office.folder.with_name("moved")
    office.folder.rename(elsewhere)
    with pytest.raises(OfficeError, match=r"找不到数据文件.*没有写入.*已写入的数据还在"):
        add_person(office, "李四")
    assert not office.folder.exists()
    elsewhere.rename(office.folder)
    add_person(office, "王五")
    assert people(office) == ["张三", "王五"]


def test_a_database_replaced_while_open_is_not_written_to(office: Office) -> None:
    add_person(office, "张三")
    database = office.folder / "office.db"
    database.unlink()
    database.touch()
    with pytest.raises(OfficeError, match="找不到数据文件"):
        add_person(office, "李四")
    assert database.stat().st_size == 0


def test_an_office_that_another_process_writes_to(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 200)
    office.engine.dispose()
    with closing(copying.connect(office.folder / "office.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OfficeError, match="另一个窗口正在写入，这一步没有写入"):
            add_person(office, "张三")
        assert people(office) == []
        other.execute("ROLLBACK")
    add_person(office, "张三")


@root_only
def test_a_full_disk_writes_nothing_by_halves(disk: Path) -> None:
    office = open_toys(disk / "office")
    add_person(office, "张三")
    with (disk / "filler").open("wb", buffering=0) as filler, pytest.raises(OSError, match="No space"):
        while filler.write(bytes(4096)):
            assert filler.tell() < DISK_SIZE
    with pytest.raises(OfficeError, match="磁盘满了，这一步没有写入，原来的数据不变"), office.work("导入") as work:
        work.add_many(ToyPerson, [ToyPerson(full_name=f"李{n}") for n in range(3000)])
    assert people(office) == ["张三"]
    with pytest.raises(OfficeError, match="磁盘空间不够"):
        office.close()
    (disk / "filler").unlink()
    again = open_toys(disk / "office")
    assert people(again) == ["张三"] and again.check() == []
    add_person(again, "王五")
    again.close()


@root_only
def test_a_full_disk_makes_no_half_office(disk: Path) -> None:
    (disk / "filler").write_bytes(bytes(DISK_SIZE - 60_000))
    with pytest.raises(OfficeError, match="磁盘"):
        Office.open(disk / "office")
    assert not (disk / "office" / "office.db").exists()
    (disk / "filler").unlink()
    Office.open(disk / "office").close()


@root_only
def test_a_read_only_disk(disk: Path) -> None:
    office = open_toys(disk / "office")
    add_person(office, "张三")
    office.close()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(OfficeError, match="没有写入的权限"):
        Office.open(disk / "office")
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    again = open_toys(disk / "office")
    assert people(again) == ["张三"]
    again.close()


def test_a_disk_that_becomes_read_only(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    add_person(office, "张三")
    office.engine.dispose()
    with monkeypatch.context() as protected:
        protected.setattr(engine, "connect", lambda path, _mode: copying.connect(path, "ro"))
        with pytest.raises(OfficeError, match="数据文件夹是只读的，这一步没有写入"):
            add_person(office, "李四")
        assert people(office) == ["张三"]
    office.engine.dispose()
    add_person(office, "王五")


@root_only
def test_a_stick_pulled_out(disk: Path) -> None:
    office = open_toys(disk / "office")
    add_person(office, "张三")
    subprocess.run(["umount", "-l", str(disk)], check=True)
    with pytest.raises(OfficeError, match="U 盘"):
        add_person(office, "李四")
    with pytest.raises(OfficeError):
        office.close()


ISSUE = """
import sys
from pathlib import Path
from tests.store.toys import ToySlip, ToyPerson, open_toys
office = open_toys(Path(sys.argv[1]))
while True:
    with office.work("签发") as work:
        number = work.number("困", 2020)
        work.add(ToySlip(year=2020, number=number, purpose="慰问"))
        work.flush()
        work.add_many(ToyPerson, [ToyPerson(full_name="张三")] * 1)
    print(number, flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_twenty_kills_while_issuing_lose_nothing_that_was_said(tmp_path: Path) -> None:
    open_toys(tmp_path).close()
    chance, said = random.Random(1), 0
    for _ in range(20):
        issuing = subprocess.Popen([sys.executable, "-c", ISSUE, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert issuing.stdout is not None
        said = int(issuing.stdout.readline())
        time.sleep(chance.uniform(0, 0.15))
        issuing.send_signal(signal.SIGKILL)
        said = max([said, *(int(line) for line in issuing.communicate()[0].split())])
    office = open_toys(tmp_path)
    with office.read() as session:
        numbers = list(session.scalars(select(ToySlip.number).order_by(ToySlip.number)))
        assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= said >= 20
        assert list(broken_rows(session.connection())) == []
        assert len(numbers) == session.scalar(text("SELECT count(*) FROM search_toy_person"))
    assert office.check() == []
    office.close()


TRY = """
import sys
from pathlib import Path
from unionoffice.errors import OfficeError
from tests.store.toys import ToySlip, open_toys
office, said = open_toys(Path(sys.argv[1])), set()
for _ in range(40):
    try:
        with office.work("签发") as work:
            work.add(ToySlip(year=2020, number=work.number("困", 2020), purpose="慰问"))
    except OfficeError as error:
        said.add(str(error))
print("|".join(said))
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("fdatasync:error=EIO:when=3+4", "读写磁盘出错。请检查 U 盘或磁盘是否还连着，重新打开后看这一步有没有写入"),
        ("pwrite64:error=ENOSPC:when=40+", "磁盘满了，这一步没有写入"),
        ("pwrite64:error=EIO:when=40+7", "读写磁盘出错"),
    ],
)
def test_failing_calls_of_the_operating_system_leave_no_gap(tmp_path: Path, fault: str, sentence: str) -> None:
    open_toys(tmp_path).close()
    files = [f"-P{tmp_path / name}" for name in ("office.db", "office.db-wal")]
    traced = ["strace", "-f", "-o", os.devnull, *files, "-e", f"inject={fault}", sys.executable, "-c", TRY]
    run = subprocess.run([*traced, str(tmp_path)], capture_output=True, text=True, check=False)
    if "ptrace" in run.stderr:
        pytest.skip("no process may be traced here")
    assert sentence in run.stdout, run.stderr
    office = open_toys(tmp_path)
    with office.read() as session:
        numbers = list(session.scalars(select(ToySlip.number).order_by(ToySlip.number)))
    assert numbers == list(range(1, len(numbers) + 1))
    assert office.check() == []
    office.close()
