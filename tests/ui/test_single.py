# SPDX-License-Identifier: MIT
"""One window per office folder."""

from pathlib import Path

from PySide6.QtCore import QDir
from pytestqt.qtbot import QtBot

from ui.single import SingleOffice, raise_other, server_name


def test_the_second_start_raises_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleOffice(tmp_path)
    with qtbot.waitSignal(first.asked):
        assert raise_other(tmp_path)
    first.close()
    assert not raise_other(tmp_path)


def test_another_folder_is_another_office(tmp_path: Path) -> None:
    first = SingleOffice(tmp_path / "a")
    assert not raise_other(tmp_path / "b")
    first.close()


def test_every_way_of_writing_a_folder_is_the_same_office(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert server_name(tmp_path / "a") == server_name(tmp_path / "a" / ".." / "a")


def test_a_socket_left_by_a_crash_does_not_lock_the_office(qtbot: QtBot, tmp_path: Path) -> None:
    name = server_name(tmp_path)
    left = Path(QDir.tempPath(), name)
    left.write_text("", "utf-8")
    try:
        first = SingleOffice(tmp_path)
        assert first.is_listening()
        first.close()
    finally:
        left.unlink(missing_ok=True)
