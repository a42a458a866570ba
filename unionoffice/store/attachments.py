# SPDX-License-Identifier: MIT
"""Files kept beside the database: photos, papers scanned. Each is named by its own SHA-256, so damage shows."""

import shutil
from pathlib import Path

from unionoffice.errors import OfficeError
from unionoffice.kit.files import sha256, write_atomically

FOLDER = "attachments"
LARGEST = 20 * 1024 * 1024
_DIGEST = 64  # hex characters of a SHA-256


def keep(office_folder: Path, path: Path, *, largest: int = LARGEST) -> str:
    """Copy the file at ``path`` into the office and return the name a record keeps.

    The same content is kept once. The copy is complete or not there, whatever happens on the way; ``path`` itself is
    never touched. Nothing is ever deleted: a record taken back by an undo finds its file. Raises OfficeError where the
    file cannot be read, is larger than ``largest`` bytes, or the office's disk takes no writing.
    """
    try:
        size = path.stat().st_size
        digest = sha256(path)
    except OSError as error:
        raise OfficeError(
            f"读不到文件“{path.name}”，可能被移走，或 U 盘已拔出。没有存入，已填内容没有丢。请重新选择。",
            detail=repr(error),
        ) from error
    if size > largest:
        most = largest // (1024 * 1024)
        raise OfficeError(f"文件“{path.name}”超过 {most} MB，没有存入。请压缩后再选，已填内容没有丢。")
    name = f"{digest}{path.suffix.lower()}"
    target = _place(office_folder, name)
    if not target.exists() or sha256(target) != digest:
        _make_folder(target.parent)
        write_atomically(target, lambda temp: _copy(path, temp, digest))
    return name


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OfficeError(
            f"没有存入附件：{folder} 写不进去，可能没有权限，或磁盘不在了。已填内容没有丢。请接好后重试。",
            detail=repr(error),
        ) from error


def _copy(source: Path, temp: Path, digest: str) -> None:
    """Copy and look whether all of it arrived: a stick pulled half-way may end the file early without a word."""
    try:
        with source.open("rb") as reading, temp.open("wb") as writing:
            shutil.copyfileobj(reading, writing)
    except OSError as error:
        raise OfficeError(
            f"文件“{source.name}”读到一半断了，可能 U 盘已拔出，或磁盘已满。没有存入，已填内容没有丢。请再试一次。",
            detail=repr(error),
        ) from error
    if sha256(temp) != digest:
        raise OfficeError(f"文件“{source.name}”在存入时变了，没有存入。请关闭正在编辑它的程序，再试一次。")


def located(office_folder: Path, name: str) -> Path:
    """Where the kept file lies. Raises OfficeError where it is gone or no longer what was kept."""
    path = _place(office_folder, name)
    try:
        whole = sha256(path) == name[:_DIGEST]
    except OSError as error:
        raise OfficeError(
            f"附件不见了：{path}。请从备份里找回，或重新选择文件。", detail=repr(error)
        ) from error
    if not whole:
        raise OfficeError(f"附件已损坏：{path}。请从备份里找回，或重新选择文件。")
    return path


def _place(office_folder: Path, name: str) -> Path:
    # Two letters make 256 folders: no folder with ten thousand files, which Windows Explorer opens slowly.
    return office_folder / FOLDER / name[:2] / Path(name).name
