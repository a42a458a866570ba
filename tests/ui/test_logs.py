# SPDX-License-Identifier: MIT
"""What goes wrong is written down and reaches the clerk, from whichever thread it comes."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from pytestqt.qtbot import QtBot

from tests.recording_door import RecordingDoor
from ui.logs import LOG, Catcher, log_to
from unionoffice.errors import OfficeError


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    handler = log_to(tmp_path / "logs")
    yield tmp_path / "logs" / "unionoffice.log"
    LOG.removeHandler(handler)
    handler.close()


def thrown(problem: BaseException) -> BaseException:
    try:
        raise problem
    except BaseException as caught:  # noqa: BLE001 - any of them
        return caught


def test_a_bug_is_logged_with_its_traceback_and_shown(
    qtbot: QtBot, log_file: Path, door: RecordingDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)
    problem = thrown(KeyError("row"))
    Catcher().catch(type(problem), problem, problem.__traceback__)
    catcher = Catcher()
    catcher.catch(type(problem), problem, problem.__traceback__)
    qtbot.waitUntil(lambda: bool(door.bugs))
    assert "KeyError: 'row'" in log_file.read_text("utf-8") and "Traceback" in log_file.read_text("utf-8")
    door.bugs.clear()


def test_an_office_error_is_no_bug(qtbot: QtBot, log_file: Path, door: RecordingDoor) -> None:
    problem, catcher = thrown(OfficeError("数据文件夹不见了。")), Catcher()
    catcher.catch(type(problem), problem, problem.__traceback__)
    qtbot.waitUntil(lambda: bool(door.errors))
    assert not log_file.exists()


def test_another_threads_exception_is_shown_on_the_gui_thread(
    qtbot: QtBot, log_file: Path, door: RecordingDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)
    catcher, problem = Catcher(), thrown(RuntimeError("thread"))
    worker = threading.Thread(target=lambda: catcher.catch(RuntimeError, problem, None))
    worker.start()
    worker.join()
    assert door.bugs == []
    qtbot.waitUntil(lambda: door.bugs == [problem])
    door.bugs.clear()


def test_ctrl_c_is_left_alone(door: RecordingDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, *_: passed.append(kind))
    Catcher().catch(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert passed == [KeyboardInterrupt] and door.bugs == []


def test_the_log_is_kept_in_one_place_at_a_time(tmp_path: Path) -> None:
    first, second = log_to(tmp_path / "a"), log_to(tmp_path / "b")
    assert LOG.handlers == [second] and first is not second
    logging.getLogger("unionoffice.store").warning("slow disk")
    assert "slow disk" in (tmp_path / "b" / "unionoffice.log").read_text("utf-8")
    LOG.removeHandler(second)
    second.close()


def test_qt_messages_are_logged(log_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = (sys.excepthook, threading.excepthook)
    before = qInstallMessageHandler(None)
    try:
        Catcher().install()
        qWarning("painter not active")
    finally:
        qInstallMessageHandler(before)
        sys.excepthook, threading.excepthook = hooks
    assert "Qt: painter not active" in log_file.read_text("utf-8")
