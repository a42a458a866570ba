# SPDX-License-Identifier: MIT
"""Files for the clerk: names, re-sends, and writing that is complete or has not happened."""

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionoffice.errors import OfficeError
from unionoffice.kit import files


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("慰问金发放明细表_20260405.xlsx", "慰问金发放明细表_20260405.xlsx"),
        ('a/b\\c:d*e?f"g<h>i|j.xlsx', "a／b＼c：d＊e？f＂g＜h＞i｜j.xlsx"),
        (" 名单\n第一页. ", "名单 第一页"),
        ("报表 .xlsx", "报表.xlsx"),
        ("con.xlsx", "_con.xlsx"),
        ("LPT1", "_LPT1"),
        ("NUL.2024.txt", "_NUL.2024.txt"),
        ("console.xlsx", "console.xlsx"),
        ("2026.03 统计.xlsx", "2026.03 统计.xlsx"),
        ("...", "未命名"),
        ("", "未命名"),
    ],
)
def test_names_that_windows_takes(text: str, name: str) -> None:
    assert files.safe_name(text) == name


def test_a_long_name_keeps_its_suffix_and_room_for_a_correction() -> None:
    name = files.safe_name("长" * 300 + ".xlsx")
    assert name.endswith("长.xlsx")
    assert 190 < len(name.encode()) <= 200


@given(st.text(max_size=200))
def test_any_text_makes_a_name_that_stays_as_it_is(text: str) -> None:
    name = files.safe_name(text)
    assert name
    assert not set(name) & set('<>:"/\\|?*\n\t\0')
    assert name[-1] not in ". "
    assert len(name.encode("utf-8", "replace")) <= 255
    assert files.safe_name(name) == name


def test_a_second_file_is_a_correction(tmp_path: Path) -> None:
    path = tmp_path / "明细.xlsx"
    taken = []
    for _ in range(3):
        free = files.free_name(path)
        assert not free.exists()
        free.write_text("x")
        taken.append(free.name)
    assert taken == ["明细.xlsx", "明细（更正1）.xlsx", "明细（更正2）.xlsx"]
    assert files.free_name(tmp_path / "明细（更正1）.xlsx").name == "明细（更正3）.xlsx"


def test_sha256(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    assert files.sha256(path) == hashlib.sha256(b"abc").hexdigest()


def put(text: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_text(text)

    return write


def fail(trouble: BaseException) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_text("half")
        raise trouble

    return write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An older file, alone in its folder."""
    path = tmp_path / "明细.xlsx"
    path.write_text("old")
    return path


def sentence(path: Path, write: Callable[[Path], None]) -> str:
    """What the clerk reads; the older file and its folder are as they were."""
    with pytest.raises(OfficeError) as told:
        files.write_atomically(path, write)
    assert path.read_text() == "old"
    assert os.listdir(path.parent) == [path.name]
    return told.value.sentence


def test_writes_and_replaces(path: Path) -> None:
    assert files.write_atomically(path, put("new")) == path
    assert path.read_text() == "new"
    assert os.listdir(path.parent) == [path.name]


def test_the_writer_sees_the_suffix_in_the_same_folder(path: Path) -> None:
    seen: list[Path] = []

    def write(temp: Path) -> None:
        seen.append(temp)
        temp.write_text(path.read_text() + " and new")

    files.write_atomically(path, write)
    assert (seen[0].suffix, seen[0].parent) == (".xlsx", path.parent)
    assert seen[0] != path
    assert path.read_text() == "old and new"


def test_the_longest_name_still_has_a_temporary(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 83 + ".xlsx")
    files.write_atomically(path, put("new"))
    assert path.read_text() == "new"


def test_a_file_open_elsewhere(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise PermissionError(errno.EACCES, "locked", str(path))

    monkeypatch.setattr(os, "replace", locked)  # Windows refuses here while Excel holds the target
    told = "没有写成：“明细.xlsx”可能正在 Excel 或 WPS 里打开。原来的文件没有改动。请先关闭它，再重试。"
    assert sentence(path, put("new")) == told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk(path: Path) -> None:
    def write(temp: Path) -> None:
        temp.write_text("half")
        with open("/dev/full", "w") as full:
            full.write("x")

    assert sentence(path, write) == "没有写成：磁盘已满。原来的文件没有改动。请腾出空间或换一个位置，再重试。"


@pytest.mark.parametrize(
    ("number", "windows", "told"),
    [
        (errno.EINVAL, 112, "磁盘已满"),
        (errno.EACCES, 21, "U 盘已拔出"),
        (errno.EIO, None, "U 盘已拔出"),
        (errno.EACCES, 19, "写保护"),
        (errno.EROFS, None, "写保护"),
        (errno.EINVAL, None, "“明细.xlsx”写入时出错"),
    ],
)
def test_other_troubles_have_a_sentence(path: Path, number: int, windows: int | None, told: str) -> None:
    trouble = OSError(number, "trouble")
    trouble.winerror = windows  # type: ignore[attr-defined]
    said = sentence(path, fail(trouble))
    assert told in said
    assert said.startswith("没有写成：")
    assert "原来的文件没有改动" in said


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "没有" / "明细.xlsx"
    with pytest.raises(
        OfficeError, match=r"找不到文件夹“.*没有”，可能改了名，或 U 盘已拔出。没有留下半截文件。"
    ):
        files.write_atomically(path, put("new"))
    assert not path.parent.exists()


def test_a_folder_without_permission(path: Path) -> None:
    def write(temp: Path) -> None:
        raise PermissionError(errno.EACCES, "denied", str(temp))

    said = sentence(path, write)
    assert said.startswith(f"没有写成：没有权限写入文件夹“{path.parent}”。原来的文件没有改动。")


@pytest.mark.parametrize("trouble", [ValueError("bug"), KeyboardInterrupt(), OfficeError("已取消")])
def test_the_writers_own_troubles_go_through(path: Path, trouble: BaseException) -> None:
    with pytest.raises(type(trouble)) as told:
        files.write_atomically(path, fail(trouble))
    assert told.value is trouble
    assert path.read_text() == "old"
    assert os.listdir(path.parent) == [path.name]


def test_a_missing_template_is_not_blamed_on_the_clerks_folder(path: Path) -> None:
    def write(temp: Path) -> None:
        (path.parent / "模板.xlsx").read_bytes()

    with pytest.raises(FileNotFoundError, match="模板"):
        files.write_atomically(path, write)
    assert os.listdir(path.parent) == [path.name]
