# SPDX-License-Identifier: MIT
"""Opens the members' page in a process of its own and says what it weighs: ``python members_page.py folder``."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.benchmarks.big_office import noon
from ui import jobs
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.members import MembersPage
from ui.run import make_application
from unionoffice.office import Office


def settle(app: QApplication, runner: jobs.JobRunner, page: MembersPage) -> None:
    """Until the whole list is there and painted."""
    app.processEvents()
    while page.reader.reading or runner.jobs():
        app.processEvents()
    page.table.viewport().repaint()


def resident_kb() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def main(folder: Path) -> None:
    app, runner = make_application(), jobs.JobRunner()
    jobs.install(runner)
    office = Office.open(folder, clock=noon)
    page = MembersPage(Desk(office, AppState(folder / "window.ini"), Announcer(office)))
    page.resize(1294, 708)
    page.show()
    settle(app, runner, page)
    page.table.scrollToBottom()
    settle(app, runner, page)
    print(page.model.rowCount(), resident_kb())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
