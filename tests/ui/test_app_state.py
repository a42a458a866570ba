# SPDX-License-Identifier: MIT
"""What is remembered comes back, also in the next run, and a damaged file costs nothing."""

from pathlib import Path

from PySide6.QtCore import QByteArray

from ui.app_state import AppState


def test_values_come_back_in_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "window.ini"
    first = AppState(path)
    first.put("table.members", {"姓名": {"width": 128, "hidden": False}})
    first.put_bytes("window.geometry", QByteArray(b"\x00\x01\xff"))
    first.save()
    second = AppState(path)
    assert second.get("table.members") == {"姓名": {"width": 128, "hidden": False}}
    assert second.get_bytes("window.geometry").data() == b"\x00\x01\xff"


def test_absent_forgotten_and_damaged_read_as_the_default(tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    path.write_text("[table]\nmembers={not json\n", "utf-8")
    state = AppState(path)
    assert state.get("table.members", "default") == "default"
    state.put("a.b", [1])
    state.put("a.b", None)
    assert state.get("a.b") is None
    assert state.get_bytes("nothing.here").isEmpty()
