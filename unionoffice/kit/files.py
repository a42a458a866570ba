# SPDX-License-Identifier: MIT
"""Files handed to the clerk: names that Windows takes, nothing overwritten by chance, nothing half written."""

import contextlib
import errno
import hashlib
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path

from unionoffice.errors import OfficeError

_WIDE = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in '<>:"/\\|?*'})
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
_LONGEST = 200  # bytes in UTF-8: below every file system's 255 with room for （更正1）
_AGAIN = re.compile(r"^(?P<stem>.*)（更正(?P<number>\d+)）$")


def safe_name(text: str) -> str:
    """A file name that Windows accepts: forbidden signs turn full-width, a name too long loses its end.

    A suffix such as .xlsx stays. "未命名" where nothing is left.
    """
    name = re.sub(r"[\x00-\x1f\x7f]+", " ", text).translate(_WIDE).strip(" ").rstrip(". ")
    found = re.search(r"(?<=.)\.[A-Za-z0-9]{1,8}$", name)
    suffix = found[0] if found else ""
    stem = name.removesuffix(suffix)
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    room = _LONGEST - len(suffix)
    stem = stem.encode("utf-8", "replace")[:room].decode("utf-8", "ignore").rstrip(". ")
    return (stem + suffix) or "未命名"


def free_name(path: Path) -> Path:
    """``path`` itself while nothing is there, else the next free 名（更正1）.xlsx, （更正2）, …"""
    stem, number = path.stem, 0
    again = _AGAIN.match(stem)
    if again:
        stem, number = again["stem"], int(again["number"])
    while os.path.lexists(path):
        number += 1
        path = path.with_name(f"{stem}（更正{number}）{path.suffix}")
    return path


def write_atomically(path: Path, write: Callable[[Path], None]) -> Path:
    """Let ``write`` fill a temporary file beside ``path``, then move it into place; an older file is replaced.

    The file is complete or unchanged, whatever happens, and no temporary is left. Raises OfficeError where the
    folder, the disk or another program is in the way. What ``write`` raises on other accounts goes through.
    """
    # The suffix stays because writers look at it; the name is short because the full one may be near the limit.
    temp = path.with_name(f"~{secrets.token_hex(6)}{path.suffix}")
    try:
        _need_folder(path)
        write(temp)
        _flush(temp)
        os.replace(temp, path)
        _flush_folder(path.parent)
    except OSError as trouble:
        if not _is_about(trouble, path, temp):
            raise
        raise OfficeError(f"没有写成：{_reason(trouble, path, temp)}", detail=repr(trouble)) from trouble
    finally:
        _discard(temp)
    return path


def sha256(path: Path) -> str:
    """The file's SHA-256 in lower-case hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _need_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))


def _flush(temp: Path) -> None:
    with temp.open("r+b") as stream:
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    """So that the new name survives a power cut; Windows has no such call and keeps its own journal."""
    if os.name == "nt":
        return
    # The file is in place already; a file system that cannot sync a folder must not make it look otherwise.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _discard(temp: Path) -> None:
    # Fails where the stick is gone or a virus scanner holds the file; the trouble itself has been told already.
    with contextlib.suppress(OSError):
        temp.unlink(missing_ok=True)


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_GONE = (errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ENOTDIR, errno.ESTALE)
# Windows folds many troubles into EACCES or EINVAL; its own numbers tell them apart.
_WIN_FULL = (39, 112)
_WIN_GONE = (3, 15, 21, 53, 55, 59, 64, 67, 433, 1006, 1117, 1167)
_WIN_PROTECTED = (19,)


def _is_about(trouble: OSError, path: Path, temp: Path) -> bool:
    """False for trouble with some other file, such as a missing template: that is the writer's own, and a bug."""
    return trouble.filename is None or Path(trouble.filename) in (path, temp, path.parent)


def _reason(trouble: OSError, path: Path, temp: Path) -> str:
    kept = "原来的文件没有改动" if path.exists() else "没有留下半截文件"
    number, windows = trouble.errno, getattr(trouble, "winerror", None)
    if number in _FULL or windows in _WIN_FULL:
        return f"磁盘已满。{kept}。请腾出空间或换一个位置，再重试。"
    if number in _GONE or windows in _WIN_GONE:
        return f"找不到文件夹“{path.parent}”，可能改了名，或 U 盘已拔出。{kept}。请换一个位置，再重试。"
    if number == errno.EROFS or windows in _WIN_PROTECTED:
        return f"“{path.parent}”写保护，不能写入。{kept}。请换一个位置，再重试。"
    if isinstance(trouble, PermissionError) and path.exists() and temp.exists():
        return f"“{path.name}”可能正在 Excel 或 WPS 里打开。{kept}。请先关闭它，再重试。"
    if isinstance(trouble, PermissionError):
        return f"没有权限写入文件夹“{path.parent}”。{kept}。请换一个位置，再重试。"
    return f"“{path.name}”写入时出错。{kept}。请换一个位置，再重试。"
