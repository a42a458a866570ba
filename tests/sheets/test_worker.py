# SPDX-License-Identifier: MIT
"""A parser that crashes, hangs, swallows memory or is killed costs a sentence, never the window."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from unionoffice.errors import Cancelled, OfficeError
from unionoffice.progress import Silent
from unionoffice.sheets import kinds, worker
from unionoffice.sheets.worker import CHILD_FLAG, Limits, child_command, run_child, serve_if_child

JOBS = """
import ctypes, os, signal, sys, time

def panic(path, send):
    class PanicException(BaseException):
        pass
    raise PanicException("index out of bounds")

def crash(path, send):
    ctypes.string_at(0)

def killed(path, send):
    os.kill(os.getpid(), signal.SIGKILL)

def leave(path, send):
    sys.exit(0)

def hang(path, send):
    send("rows", [[1]])
    time.sleep(600)

def spin(path, send):
    while True:
        pass

def swallow(path, send):
    hoard = [bytearray(1 << 24) for _ in range(1 << 20)]

def abort(path, send):
    sys.stderr.write("memory allocation of 68719476736 bytes failed")
    sys.stderr.flush()
    os.abort()

def garbage(path, send):
    sys.stdout.buffer.write(b"\\x05" + b"\\x00" * 7 + b"abcde")
    sys.stdout.buffer.flush()

def chatter(path, send):
    sys.stderr.write("x" * 3_000_000)
    send("rows", [[1]])

def gone(path, send):
    open(str(path) + ".nowhere")

def modules(path, send):
    import unionoffice.sheets.parse_book, python_calamine
    send("rows", sorted(sys.modules))

def limits(path, send):
    import resource
    send("rows", resource.getrlimit(resource.RLIMIT_AS))
"""
SMALL = Limits(seconds=20, memory=1 << 30)


@pytest.fixture(autouse=True)
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad_jobs.py").write_text(JOBS, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))


def frames(job: str, path: Path, limits: Limits = SMALL) -> list[tuple[str, object]]:
    return list(run_child(f"bad_jobs:{job}", path, Silent(), limits))


@pytest.mark.parametrize(
    ("job", "sentence"),
    [
        ("panic", kinds.CRASHED_SENTENCE),
        ("crash", kinds.CRASHED_SENTENCE),
        ("leave", kinds.CRASHED_SENTENCE),
        ("garbage", kinds.CRASHED_SENTENCE),
        ("abort", kinds.TOO_BIG_SENTENCE),
        pytest.param(
            "killed", kinds.CRASHED_SENTENCE, marks=pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
        ),
        pytest.param(
            "swallow", kinds.TOO_BIG_SENTENCE, marks=pytest.mark.skipif(os.name == "nt", reason="no limit")
        ),
    ],
)
def test_every_bad_end_is_a_sentence(tmp_path: Path, job: str, sentence: str) -> None:
    with pytest.raises(OfficeError) as caught:
        frames(job, tmp_path)
    assert caught.value.sentence == sentence
    assert caught.value.detail


def test_file_gone_while_reading(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="找不到这个文件"):
        frames("gone", tmp_path)


@pytest.mark.parametrize("job", ["hang", "spin"])
def test_time_limit(tmp_path: Path, job: str) -> None:
    started = time.monotonic()
    with pytest.raises(OfficeError) as caught:
        frames(job, tmp_path, Limits(seconds=0.8, memory=1 << 30))
    assert caught.value.sentence == kinds.TOO_SLOW_SENTENCE
    assert time.monotonic() - started < 5


def test_much_on_standard_error_does_not_block(tmp_path: Path) -> None:
    assert frames("chatter", tmp_path) == [("rows", [[1]])]


def test_cancel_ends_the_child_at_once(tmp_path: Path) -> None:
    progress = Silent()
    running = run_child("bad_jobs:hang", tmp_path, progress, SMALL)
    assert next(running) == ("rows", [[1]])
    threading.Timer(0.2, progress.cancel).start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        next(running)
    assert time.monotonic() - started < 0.7
    assert not any(thread.name == "sheet-reader" for thread in threading.enumerate())


def test_an_iterator_that_is_dropped_ends_its_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)  # type: ignore[call-overload]
            started.append(self)

    monkeypatch.setattr(worker.subprocess, "Popen", Watched)
    running = run_child("bad_jobs:hang", tmp_path, Silent(), SMALL)
    next(running)
    running.close()
    assert started[0].returncode is not None


def test_child_brings_neither_qt_nor_the_database_nor_the_writer(tmp_path: Path) -> None:
    (_, names), *_ = frames("modules", tmp_path)
    roots = {name.split(".")[0] for name in names}  # type: ignore[attr-defined]
    assert roots.isdisjoint(
        {"PySide6", "sqlalchemy", "openpyxl", "docx", "lxml", "reportlab", "multiprocessing"}
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_memory_limit_holds(tmp_path: Path) -> None:
    assert frames("limits", tmp_path)[0][1][0] == 1 << 30  # type: ignore[index]


def test_limits_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "册.xlsx"
    path.write_bytes(b"x" * 2_500_000)
    assert Limits.for_file(path).seconds == 70
    with pytest.raises(OfficeError, match="找不到"):
        next(run_child("bad_jobs:hang", tmp_path / "没有", Silent()))


def test_a_frozen_program_answers_to_the_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command() == [sys.executable, CHILD_FLAG]
    monkeypatch.setattr(sys, "argv", ["unionoffice"])
    assert serve_if_child() is False


def test_the_flag_serves_one_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = f"import sys; sys.path[:] = {sys.path!r}; from unionoffice.sheets import worker; worker.serve_if_child()"
    monkeypatch.setattr(worker, "child_command", lambda: [sys.executable, "-c", code, CHILD_FLAG])
    assert frames("chatter", tmp_path) == [("rows", [[1]])]
