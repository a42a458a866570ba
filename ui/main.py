# SPDX-License-Identifier: MIT
"""The console script: a sub-command goes to the command line, anything else opens the window.

Nothing heavy is imported at the top: the window is painted before the database and the printing are even loaded.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

WINDOW_OPTIONS = ("--office",)
NO_DISPLAY = 2
QT_LIBRARIES = (
    "libegl1 libgl1 libglib2.0-0 libxkbcommon0 libfontconfig1 libdbus-1-3 libxcb-cursor0 libxcb-icccm4 libxcb-image0 "
    "libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1"
)


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: the command line's own, 0 after the window, 2 when no window can be shown here."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if is_command(arguments):
        from unionoffice.cli import main as command_line

        code: int = command_line(arguments)
        return code
    trouble = display_trouble()
    if trouble:
        print(trouble, file=sys.stderr)
        return NO_DISPLAY
    return run_window(office_folder(arguments))


def is_command(arguments: Sequence[str]) -> bool:
    """True unless the arguments are only ``--office DIR``: help, version and sub-commands belong to the command line."""
    rest = list(arguments)
    while rest:
        option, mark, _value = rest.pop(0).partition("=")
        if option not in WINDOW_OPTIONS:
            return True
        if not mark and (not rest or rest[0].startswith("-")):
            return True
        if not mark:
            rest.pop(0)
    return False


def office_folder(arguments: Sequence[str]) -> Path:
    """The folder named with --office, else ``office`` in the user's data folder."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--office="):
            return Path(argument.partition("=")[2]).expanduser()
        if argument == "--office":
            return Path(arguments[place + 1]).expanduser()
    from platformdirs import user_data_path

    return user_data_path("UnionOffice", appauthor=False) / "office"


def display_trouble() -> str:
    """Why no window can be shown here, in one sentence of each language, '' when one can."""
    named = os.environ.get("QT_QPA_PLATFORM", "")
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not screen and not named:
        return (
            "这里没有图形界面，打不开窗口；可以先用命令行：unionoffice --help\n"
            "There is no display here, so the window cannot open; the command line works: unionoffice --help"
        )
    return missing_library()


def missing_library() -> str:
    """Try to load Qt; a missing system library is named together with the line that brings it."""
    try:
        import PySide6.QtWidgets  # noqa: F401

        if sys.platform.startswith("linux") and needs_xcb():
            import ctypes

            ctypes.CDLL("libxcb-cursor.so.0")
    except (ImportError, OSError) as problem:
        library = str(problem).partition(":")[0].strip()
        return (
            f"缺少窗口要用的系统库 {library}，请以管理员身份运行：apt-get install -y {QT_LIBRARIES}\n"
            f"A system library that Qt needs is missing ({library}); run as root the line above."
        )
    return ""


def needs_xcb() -> bool:
    named = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    return named == "xcb" or (not named and not os.environ.get("WAYLAND_DISPLAY"))


def run_window(folder: Path) -> int:
    """Paint the shell, then open the office; a second start on the same folder only raises the first window."""
    from ui.run import run

    return run(folder)


if __name__ == "__main__":
    sys.exit(main())
