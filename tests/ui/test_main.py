# SPDX-License-Identifier: MIT
"""The console script: which words open the window, and a plain sentence where there is no screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui import main


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ([], False), (["--office", "D"], False), (["--office=D"], False), (["--help"], True), (["--version"], True),
        (["sample", "D"], True), (["--office", "D", "check"], True), (["--office"], True), (["--office", "--help"], True),
    ],
)  # fmt: skip
def test_sub_commands_and_their_options_go_to_the_command_line(arguments: list[str], command: bool) -> None:
    assert main.is_command(arguments) is command


def test_the_office_folder_is_the_one_named() -> None:
    assert main.office_folder(["--office", "某处"]) == Path("某处")
    assert main.office_folder(["--office=某处"]) == Path("某处")
    assert main.office_folder([]).name == "office" and "UnionOffice" in str(main.office_folder([]))


def run_without(environment: dict[str, str], *code: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, "-c", *code], env=kept | environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can be without a display")
def test_without_a_display_one_sentence_and_code_two() -> None:
    ended = run_without({}, "import sys; from ui.main import main; sys.exit(main([]))")
    assert ended.returncode == 2
    assert "打不开窗口" in ended.stderr and "no display" in ended.stderr and "unionoffice --help" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_missing_qt_library_is_named_with_the_line_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", None)
    sentence = main.missing_library()
    assert "apt-get install" in sentence and "libegl1" in sentence


def test_nothing_heavy_is_imported_before_it_is_known_what_is_wanted() -> None:
    ended = run_without({}, "import sys, ui.main; print([n for n in ('PySide6', 'sqlalchemy', 'reportlab') if n in sys.modules])")
    assert ended.stdout.strip() == "[]"


def test_the_shell_imports_neither_database_nor_printing() -> None:
    heavy = "('sqlalchemy', 'reportlab', 'openpyxl', 'pypdfium2', 'PySide6.QtPrintSupport')"
    ended = run_without(
        {"QT_QPA_PLATFORM": "offscreen"}, f"import sys, ui.run, ui.start; print([n for n in {heavy} if n in sys.modules])"
    )
    assert ended.stdout.strip() == "[]", ended.stderr
