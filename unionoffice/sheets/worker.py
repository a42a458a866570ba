# SPDX-License-Identifier: MIT
"""Runs a parser in a child process with limits on time and memory; what it does wrong becomes a plain sentence."""

import contextlib
import os
import pickle
import queue
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from unionoffice.errors import OfficeError
from unionoffice.progress import Progress
from unionoffice.sheets import kinds
from unionoffice.sheets.child import LENGTH, Request
from unionoffice.sheets.sniff import opening_trouble

CHILD_FLAG = "--read-file-for-parent"

_POLL = 0.05
_SENTENCES = {
    "encrypted": kinds.ENCRYPTED_SENTENCE,
    "damaged": kinds.DAMAGED_SENTENCE,
    "too big": kinds.TOO_BIG_SENTENCE,
    "too slow": kinds.TOO_SLOW_SENTENCE,
    "crashed": kinds.CRASHED_SENTENCE,
    "no sheets": kinds.NO_SHEETS_SENTENCE,
    "not text": kinds.UNREADABLE[kinds.FileKind.UNKNOWN],
}


@dataclass(frozen=True)
class Limits:
    """What a child may use: seconds from its start to its last frame, bytes of address space."""

    seconds: float
    memory: int

    @classmethod
    def for_file(cls, path: Path) -> Self:
        """60 s and 2 GB, and more of both for big files."""
        size = path.stat().st_size
        return cls(seconds=60 + size / 250_000, memory=(2 << 30) + 40 * size)


def run_child(
    job: str, path: Path, progress: Progress, limits: Limits | None = None
) -> Generator[tuple[str, Any], None, None]:
    """The (tag, payload) frames that ``job`` ("package.module:function") sends while it parses ``path``.

    Raises OfficeError with a sentence when the file cannot be read, whatever the reason; Cancelled within 0.1 s of
    the clerk's wish. The child is gone when the iterator ends, is closed or raises.
    """
    try:
        limits = limits or Limits.for_file(path)
    except OSError as error:
        raise opening_trouble(error) from error
    end = time.monotonic() + limits.seconds
    with _Child(Request(job, path.absolute(), limits.seconds, limits.memory)) as child:
        while True:
            progress.check_cancelled()
            if time.monotonic() > end:
                raise _trouble("too slow", f"{limits.seconds} s")
            try:
                tag, payload = child.frames.get(timeout=_POLL)
            except queue.Empty:
                continue
            if tag == "done":
                return
            if tag == "trouble":
                raise _trouble(*payload)
            yield tag, payload


def _trouble(code: str, detail: object) -> OfficeError:
    if isinstance(detail, OSError):
        return opening_trouble(detail)
    return OfficeError(_SENTENCES[code], detail=f"{code}: {detail}")


class _Child:
    """The process and the thread that takes its frames off the pipe (a pipe cannot be polled on Windows)."""

    def __init__(self, request: Request) -> None:
        self.frames: queue.Queue[tuple[str, Any]] = queue.Queue()
        self._request = request

    def __enter__(self) -> Self:
        self._stderr = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            child_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._reader = threading.Thread(target=self._read, name="sheet-reader", daemon=True)
        self._reader.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout, self._stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _read(self) -> None:
        """Runs in the thread: the request out, frames in, and at the end why the child ended without "done"."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        try:
            stdin.write(pickle.dumps(self._request))
            stdin.close()
            while frame := _frame(stdout):
                self.frames.put(frame)
        except (OSError, ValueError, pickle.UnpicklingError, EOFError) as error:
            self.frames.put(("trouble", ("crashed", repr(error))))
        self.frames.put(("trouble", self._why_it_ended()))

    def _why_it_ended(self) -> tuple[str, str]:
        code = self._process.wait()
        self._stderr.seek(0)
        said = self._stderr.read()[-4000:].decode("utf-8", "replace")
        out_of_memory = "memory allocation" in said or "MemoryError" in said or "capacity overflow" in said
        return ("too big" if out_of_memory else "crashed"), f"exit {code}: {said}"


def _frame(stream: IO[bytes]) -> tuple[str, Any] | None:
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = stream.read(length)
    if len(body) < length:
        return None
    frame: tuple[str, Any] = pickle.loads(body)
    return frame


def child_command() -> list[str]:
    """How this program starts its parser: with its own Python, told where to import from, or frozen with a flag.

    multiprocessing is not used because it would import the window's main module, and Qt with it, into each child.
    """
    python = _python()
    if python is None:
        return [sys.executable, CHILD_FLAG]
    code = f"import sys; sys.path[:] = {sys.path!r}; from unionoffice.sheets.child import main; main()"
    return [python, "-I", "-S", "-X", "utf8", "-c", code]


def _python() -> str | None:
    """A Python interpreter to start; None in a frozen build, where the program itself must answer to the flag."""
    if getattr(sys, "frozen", False):
        return None
    suffix = ".exe" if os.name == "nt" else ""
    beside = [Path(sys.base_prefix, "python" + suffix), Path(sys.base_prefix, "bin", "python3" + suffix)]
    own = [Path(found) for found in (getattr(sys, "_base_executable", ""), sys.executable) if found]
    candidates = [path for path in own if re.match("python", path.name, re.IGNORECASE)] + beside
    return next((str(path) for path in candidates if path.is_file()), None)


def serve_if_child() -> bool:
    """To be called first of all by a frozen program's main: True when this process was a parser and has done its job."""
    if CHILD_FLAG not in sys.argv[1:2]:
        return False
    from unionoffice.sheets.child import main

    main()
    return True
