# SPDX-License-Identifier: MIT
"""Many may have an office open; who replaces its database must be alone; the dead hold nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from unionoffice.errors import OfficeError
from unionoffice.store import lock
from unionoffice.store.lock import alone, enter, holders

HOLD = """
import sys, time
from pathlib import Path
from unionoffice.store import lock
{how}
print("there", flush=True)
time.sleep(60)
"""


def other_process(folder: Path, how: str) -> subprocess.Popen[str]:
    code = HOLD.format(how=how)
    process = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "there\n"
    return process


def test_several_may_be_there_and_each_is_named(tmp_path: Path) -> None:
    window = enter(tmp_path, "窗口")
    command = other_process(tmp_path, "kept = lock.enter(Path(sys.argv[1]), '命令行')")
    try:
        assert {(holder.pid, holder.doing) for holder in holders(tmp_path)} == {
            (os.getpid(), "窗口"), (command.pid, "命令行"),
        }  # fmt: skip
    finally:
        command.kill()
        command.wait()
    assert [holder.doing for holder in holders(tmp_path)] == ["窗口"]
    window.leave()
    window.leave()
    assert holders(tmp_path) == []
    assert [path.name for path in (tmp_path / "locks").iterdir()] == ["gate"]


def test_nobody_is_alone_while_another_process_is_there(tmp_path: Path) -> None:
    window = other_process(tmp_path, "kept = lock.enter(Path(sys.argv[1]), '窗口')")
    try:
        said = rf"恢复备份前.*窗口（进程 {window.pid}）.*数据没有改动"
        with pytest.raises(OfficeError, match=said), alone(tmp_path, "恢复备份"):
            raise AssertionError("let in")
    finally:
        window.send_signal(signal.SIGKILL)
        window.wait()
    with alone(tmp_path, "恢复备份"):
        assert holders(tmp_path) == []


def test_nobody_comes_in_while_one_is_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.2)
    how = "kept = lock.alone(Path(sys.argv[1]), '升级数据'); kept.__enter__()"
    upgrading = other_process(tmp_path, how)
    try:
        with pytest.raises(OfficeError, match=rf"正被占用：升级数据（进程 {upgrading.pid}）"):
            enter(tmp_path, "窗口")
    finally:
        upgrading.kill()
        upgrading.wait()
    enter(tmp_path, "窗口").leave()


def test_a_gate_left_by_another_computer_is_told_with_its_name() -> None:
    assert str(lock.Holder(7, "desk-2", "窗口")) == "窗口（进程 7，电脑 desk-2）"
