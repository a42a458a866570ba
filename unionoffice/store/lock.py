# SPDX-License-Identifier: MIT
"""Lets processes know of each other on one office: many may have it open, only one alone may replace its database.

Every process that has the office open holds a file of its own in ``locks``, locked by the operating system, which
lets go of it when the process ends, however it ends. Who wants to be alone keeps the gate shut meanwhile.
"""

import errno
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex
from typing import IO

from unionoffice.errors import OfficeError

FOLDER = "locks"
GATE = "gate"
WAIT_SECONDS = 10.0
# File systems that know no locks (some network disks): the office opens all the same.
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)


@dataclass(frozen=True)
class Holder:
    """A process that has the office open: where it runs and what it is doing there."""

    pid: int
    host: str
    doing: str

    def __str__(self) -> str:
        where = "" if self.host == socket.gethostname() else f"，电脑 {self.host}"
        return f"{self.doing}（进程 {self.pid}{where}）"


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _lock(stream: IO[str]) -> None:
        # Far behind the text: a locked byte cannot be read by others.
        os.lseek(stream.fileno(), 1 << 30, os.SEEK_SET)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        os.lseek(stream.fileno(), 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(stream: IO[str]) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _try_lock(stream: IO[str]) -> bool:
    """True when the lock is ours until the stream is closed."""
    try:
        _lock(stream)
    except OSError as refused:
        return refused.errno in _NO_LOCKS
    return True


class Presence:
    """Says that this process has the office open, until ``leave``."""

    def __init__(self, path: Path, stream: IO[str]) -> None:
        self._path = path
        self._stream = stream

    def leave(self) -> None:
        """Say that the office is closed; harmless when said twice."""
        self._stream.close()
        _discard(self._path)


def enter(folder: Path, doing: str) -> Presence:
    """Join those who have the office open. ``doing`` names us to others: 窗口, 命令行.

    Raises OfficeError when somebody restores or upgrades it and does not finish soon.
    """
    with _gate(folder, doing):
        path = folder / FOLDER / f"{os.getpid()}-{token_hex(4)}.lock"
        stream = path.open("w", encoding="utf-8")
        _try_lock(stream)
        _write_holder(stream, doing)
    return Presence(path, stream)


@contextmanager
def alone(folder: Path, doing: str) -> Iterator[None]:
    """Nobody else has the office open inside the block. ``doing``: 恢复备份, 升级数据.

    Raises OfficeError that names who has it open.
    """
    with _gate(folder, doing):
        others = holders(folder)
        if others:
            raise OfficeError(
                f"{doing}前要先关闭所有打开这个办公室的窗口。现在还开着：{'、'.join(map(str, others))}。数据没有改动。"
            )
        yield


def holders(folder: Path) -> list[Holder]:
    """Everybody who has the office open now, ourselves included. What a dead process left is cleared away."""
    holding = (_holder(path) for path in sorted((folder / FOLDER).glob("*.lock")))
    return [holder for holder in holding if holder is not None]


def _holder(path: Path) -> Holder | None:
    try:
        with path.open("r+", encoding="utf-8") as stream:
            if not _try_lock(stream):
                return _read_holder(stream)
    except (FileNotFoundError, PermissionError):  # it was leaving just now
        return None
    _discard(path)
    return None


@contextmanager
def _gate(folder: Path, doing: str) -> Iterator[None]:
    path = folder / FOLDER / GATE
    path.parent.mkdir(exist_ok=True)
    with path.open("a+", encoding="utf-8") as stream:
        waited_until = time.monotonic() + WAIT_SECONDS
        while not _try_lock(stream):
            if time.monotonic() > waited_until:
                raise OfficeError(f"这个办公室正被占用：{_read_holder(stream)}。请等它完成，再打开一次。数据没有改动。")
            time.sleep(0.05)
        _write_holder(stream, doing)
        yield


def _write_holder(stream: IO[str], doing: str) -> None:
    stream.truncate(0)
    stream.write(json.dumps(asdict(Holder(os.getpid(), socket.gethostname(), doing)), ensure_ascii=False))
    stream.flush()


def _read_holder(stream: IO[str]) -> Holder:
    stream.seek(0)
    try:
        return Holder(**json.loads(stream.read()))
    except (ValueError, TypeError):  # caught while it was being written
        return Holder(0, "", "另一个窗口")


def _discard(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # the stick is gone, or Windows still looks at the file; without its lock it says nothing
