# SPDX-License-Identifier: MIT
"""The child process in which other people's files are parsed: it may crash, hang or run out of memory alone.

It imports the parser it needs and nothing else of the program. It reads one pickled request from its standard
input and answers with frames on its standard output: eight bytes of length, then a pickled (tag, payload).
"""

import pickle
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Send = Callable[[str, Any], None]
LENGTH = struct.Struct("<Q")


@dataclass(frozen=True)
class Request:
    """``job`` is "module:function" inside unionoffice.sheets; the limits are seconds of work and bytes of memory."""

    job: str
    path: Path
    seconds: float
    memory: int


class Unreadable(Exception):
    """Raised by a job: ``code`` names the sentence in worker.py, the text is for the log."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail)
        self.code = code


def main() -> None:
    """Serve one request, then end."""
    request: Request = pickle.load(sys.stdin.buffer)
    _limit(request)
    out = sys.stdout.buffer

    def send(tag: str, payload: Any) -> None:
        frame = pickle.dumps((tag, payload), protocol=5)
        out.write(LENGTH.pack(len(frame)))
        out.write(frame)
        out.flush()

    try:
        _job(request.job)(request.path, send)
        send("done", None)
    except Unreadable as trouble:
        send("trouble", (trouble.code, str(trouble)))
    except MemoryError:
        send("trouble", ("too big", "MemoryError"))
    except OSError as trouble:
        send("trouble", ("os", trouble))
    except BaseException as trouble:  # noqa: BLE001  calamine's panics are no Exceptions
        send("trouble", ("crashed", f"{type(trouble).__name__}: {trouble}"))


def _job(name: str) -> Callable[[Path, Send], None]:
    module, function = name.split(":")
    job: Callable[[Path, Send], None] = getattr(__import__(module, fromlist=[function]), function)
    return job


def _limit(request: Request) -> None:
    """Limits of the operating system, where it has them (not on Windows): they hold even when the parent is gone."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for what, most in (
        (resource.RLIMIT_AS, request.memory),
        (resource.RLIMIT_CPU, int(request.seconds) + 5),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
