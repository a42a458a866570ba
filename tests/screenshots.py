# SPDX-License-Identifier: MIT
"""For developers: pictures of every page with the sample office in it.

    python -m tests.screenshots docs/screenshots          1366×768 less the title bar, light
    python -m tests.screenshots docs/screenshots --dark
    QT_SCALE_FACTOR=2 python -m tests.screenshots docs/screenshots --suffix=-200pct

Each picture is a moment of real use, reached by the page's own functions; the office is made anew in a temporary folder.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtWidgets import QApplication

from ui.run import make_application, make_window
from ui.start import Opening, rail_pages
from ui.theme import theme
from ui.window import MainWindow

SIZE = (1366, 736)
Moment = tuple[str, Callable[[MainWindow], object]]


def settle(app: QApplication, seconds: float = 0.6) -> None:
    """Let jobs end and the page be painted."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)


def keep(window: MainWindow, path: Path) -> None:
    """A palette of 256 colours is enough for a window, and a third of the size."""
    window.grab().save(str(path))
    Image.open(path).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def page(key: str) -> Callable[[MainWindow], object]:
    return lambda window: window.show_page(key)


def listed(key: str) -> Callable[[MainWindow], object]:
    return lambda window: window.show_page("lists").show_list(key)


def visit_moments() -> list[Moment]:
    """The due list with the most urgent one open, the form of a new one, and that of one just made."""

    def visits(window: MainWindow) -> None:
        window.page("hardship").form.cancel()
        window.show_page("visits").table.select_row(0)

    def form(window: MainWindow) -> None:
        window.page("visits").new()

    def made(window: MainWindow) -> None:
        shown = window.page("visits")
        shown.form.cancel()
        shown.show_record(shown.model.record_id(0))
        shown.open_made(shown.selected)

    return [("visits", visits), ("visit-form", form), ("visit-made", made)]


def changes(window: MainWindow) -> None:
    members = window.show_page("members")
    members.views.keep("在编女会员")
    members.table.selectAll()
    members.change_many()


def merge(window: MainWindow) -> None:
    from ui.members_merge import MergePage

    members = window.show_page("members")
    members.panel_opened.emit(MergePage(members.desk, 1, 2))


def moments(sheet: Path) -> list[Moment]:
    """What is photographed, in this order: a file name and how to get there."""

    def members(window: MainWindow) -> None:
        window.show_page("members").table.select_row(2)

    def member_form(window: MainWindow) -> None:
        window.page("members").edit()

    def aid_form(window: MainWindow) -> None:
        window.page("members").form.cancel()
        window.show_page("aid").new()

    def aid(window: MainWindow) -> None:
        window.page("aid").form.cancel()
        window.page("aid").table.select_row(3)

    def round_page(window: MainWindow) -> None:
        window.show_page("rounds").show_record(1)

    def person(window: MainWindow) -> None:
        window.show_page("aid_person").show_member(window.page("aid").model.record(5).member_id)

    def campaign(window: MainWindow) -> None:
        window.show_page("welfare").open_campaign(4)

    def counter(window: MainWindow) -> None:
        window.page("welfare").open_counter()

    def hardship(window: MainWindow) -> None:
        window.show_page("hardship").table.select_row(4)

    def hardship_form(window: MainWindow) -> None:
        window.page("hardship").show_record(3)
        window.page("hardship").edit()

    def import_preview(window: MainWindow) -> None:
        from ui.import_page import ImportPage

        members = window.show_page("members")
        shown = ImportPage(members.desk, members.register)
        members.panel_opened.emit(shown)
        shown.load(sheet)

    return [
        ("home", page("home")), ("members", members), ("member-form", member_form), ("lists", page("lists")),
        ("lists-year", listed("year")), ("lists-dues-year", listed("dues_year")),
        ("dues", page("dues")), ("aid-form", aid_form), ("aid", aid), ("aid-rounds", page("rounds")),
        ("aid-round", round_page), ("aid-funds", page("funds")), ("aid-finance", page("finance")), ("aid-statistics", page("aid_statistics")),
        ("aid-unhelped", page("aid_unhelped")), ("aid-person", person),
        ("hardship", hardship), ("hardship-form", hardship_form),
        *visit_moments(),
        ("welfare", page("welfare")), ("welfare-campaign", campaign), ("plan", page("plan")), ("reports", page("reports")),
        ("settings", page("settings")), ("help", page("help")), ("import-preview", import_preview),
        ("members-changes", changes), ("members-merge", merge), ("welfare-counter", counter),
    ]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--office", type=Path, help="an office made before; else one is made")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--suffix", default="")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        return photograph(arguments, Path(temporary))


def photograph(arguments: argparse.Namespace, temporary: Path) -> int:
    from tests.messy_roster import write_messy_roster
    from unionoffice.sample import make_sample

    office = arguments.office or temporary / "office"
    if not office.exists():
        make_sample(office)
    app = make_application()
    theme().set_mode("dark" if arguments.dark else "light")
    window = make_window(rail_pages())
    window.resize(*SIZE)
    window.show()
    Opening(window, office).start()
    settle(app, 4)
    theme().set_mode("dark" if arguments.dark else "light")
    arguments.folder.mkdir(parents=True, exist_ok=True)
    suffix = arguments.suffix + ("-dark" if arguments.dark else "")
    for name, reach in moments(write_messy_roster(temporary / "人事处名单.xlsx", office)):
        reach(window)
        settle(app, 1.5 if name == "import-preview" else 0.8)
        if not arguments.only or name == arguments.only:
            keep(window, arguments.folder / f"{name}{suffix}.png")
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
