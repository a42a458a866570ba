# SPDX-License-Identifier: MIT
"""One window per office folder."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QDir
from pytestqt.qtbot import QtBot

from ui.single import SingleOffice, raise_other, server_name

SECOND_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.single import SingleOffice, raise_other
application = QCoreApplication([])
print(SingleOffice(Path(sys.argv[1])).claim(), raise_other(Path(sys.argv[1]), 2))
"""


def start_again(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", SECOND_START, str(folder)], stdout=subprocess.PIPE, text=True)


def test_the_second_start_raises_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleOffice(tmp_path)
    assert first.claim() and first.listen()
    second = start_again(tmp_path)
    with qtbot.waitSignal(first.asked, timeout=20_000):
        pass
    assert second.communicate(timeout=20)[0].split() == ["False", "True"]
    first.close()


def test_after_the_window_is_closed_the_office_is_free(tmp_path: Path) -> None:
    first = SingleOffice(tmp_path)
    assert first.claim() and first.listen()
    first.close()
    assert start_again(tmp_path).communicate(timeout=20)[0].split() == ["True", "False"]


def test_another_folder_is_another_office(tmp_path: Path) -> None:
    first, second = SingleOffice(tmp_path / "a"), SingleOffice(tmp_path / "b")
    assert first.claim() and second.claim()
    assert not raise_other(tmp_path / "b", 1)
    first.close()
    second.close()


def test_every_way_of_writing_a_folder_is_the_same_office(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert server_name(tmp_path / "a") == server_name(tmp_path / "a" / ".." / "a")


def test_a_socket_left_by_a_crash_does_not_lock_the_office(qtbot: QtBot, tmp_path: Path) -> None:
    left = Path(QDir.tempPath(), server_name(tmp_path))
    left.write_text("", "utf-8")
    try:
        first = SingleOffice(tmp_path)
        assert first.claim() and first.listen()
        first.close()
    finally:
        left.unlink(missing_ok=True)
