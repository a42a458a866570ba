# SPDX-License-Identifier: MIT
"""A kept file is whole or not there; damage and loss are told; the source is never touched."""

import shutil
from pathlib import Path

import pytest

from unionoffice.errors import OfficeError
from unionoffice.store import attachments
from unionoffice.store.attachments import keep, located


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "照片.JPG"
    path.write_bytes(b"\xff\xd8" + bytes(range(256)) * 40)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "office"
    (made / "attachments").mkdir(parents=True)
    return made


def test_a_file_is_kept_once_under_its_own_checksum(folder: Path, photo: Path) -> None:
    name = keep(folder, photo)
    again = photo.with_name("又一张.jpg")
    shutil.copy2(photo, again)
    assert keep(folder, again) == name
    assert name.endswith(".jpg") and len(name) == 64 + 4
    assert located(folder, name).read_bytes() == photo.read_bytes()
    assert [path.name for path in (folder / "attachments").rglob("*") if path.is_file()] == [name]


def test_a_damaged_or_missing_file_is_told_and_mended_by_keeping_it_again(folder: Path, photo: Path) -> None:
    name = keep(folder, photo)
    path = located(folder, name)
    path.write_bytes(path.read_bytes()[:-7])
    with pytest.raises(OfficeError, match="已损坏"):
        located(folder, name)
    path.unlink()
    with pytest.raises(OfficeError, match="不见了"):
        located(folder, name)
    assert keep(folder, photo) == name
    assert located(folder, name) == path


def test_what_cannot_be_read_or_is_too_large_is_refused_in_a_sentence(folder: Path, photo: Path) -> None:
    with pytest.raises(OfficeError, match="超过 0 MB"):
        keep(folder, photo, largest=100)
    with pytest.raises(OfficeError, match="U 盘已拔出"):
        keep(folder, photo.with_name("不在.jpg"))
    assert photo.exists()
    assert not [path for path in (folder / "attachments").rglob("*") if path.is_file()]


def test_a_stick_pulled_half_way_leaves_nothing(
    folder: Path, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(reading, writing) -> None:  # type: ignore[no-untyped-def]
        writing.write(reading.read(100))

    monkeypatch.setattr(attachments.shutil, "copyfileobj", half)
    with pytest.raises(OfficeError, match="没有存入"):
        keep(folder, photo)
    assert not [path for path in (folder / "attachments").rglob("*") if path.is_file()]


def test_an_office_on_a_disk_that_is_gone_is_told(folder: Path, photo: Path) -> None:
    shutil.rmtree(folder / "attachments")
    (folder / "attachments").write_text("a file stands where the folder was")
    with pytest.raises(OfficeError, match="没有存入附件"):
        keep(folder, photo)
