# SPDX-License-Identifier: MIT
"""A members' page and its clock: everything is measured until it is painted."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui import jobs, rows_reader
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.members import MembersPage
from ui.run import make_application
from unionoffice.office import Office
from unionoffice.store import listing


class Painted(QObject):
    """Sees that a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen |= event.type() == QEvent.Type.Paint
        return False


class Clock:
    """Processor seconds of all threads since it was made."""

    def __init__(self) -> None:
        self._begun = time.process_time()

    def read(self) -> float:
        return time.process_time() - self._begun


class MembersBench:
    """Opens pages, types and sorts on them, as the window would."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.app, self.runner = make_application(), jobs.JobRunner()
        self._before = jobs.install(self.runner)
        self.office, self.folder = office, folder
        self.pages: list[MembersPage] = []
        # A busy machine must not make the page give the first screen up half-way: that would look quick.
        self._patience, rows_reader.AT_ONCE = rows_reader.AT_ONCE, 30.0

    def open(self) -> MembersPage:
        page = MembersPage(Desk(self.office, AppState(self.folder / "window.ini"), Announcer(self.office)))
        page.resize(1294, 708)
        page.show()
        QApplication.processEvents()
        page.table.viewport().repaint()
        self.pages.append(page)
        return page

    def settle(self, page: MembersPage) -> None:
        """Until the whole list is there and painted."""
        QApplication.processEvents()
        while page.reader.reading or self.runner.jobs():
            QTest.qWait(10)
        QTest.qWait(20)

    def drop(self, page: MembersPage) -> None:
        """The rest of the list is not wanted."""
        page.reader.drop()
        while self.runner.jobs():
            QTest.qWait(5)

    def type(self, page: MembersPage, text: str) -> float:
        """Processor seconds from the last key of ``text`` to its painted results.

        The first key falls on the whole list, a later one on the results of those before it.
        """
        page.search.setText(text[:-1])
        QApplication.processEvents()
        (self.drop if text[:-1] else self.settle)(page)
        return self._until_painted(page, lambda: page.search.insert(text[-1]))

    def sort(self, page: MembersPage, name: str, *, descending: bool) -> float:
        """Processor seconds from the click on a heading to the first rows, painted."""
        self.drop(page)
        return self._until_painted(page, lambda: page._reorder(name, descending))

    def _until_painted(self, page: MembersPage, do: Callable[[], object]) -> float:
        painted, clock = Painted(page.table.viewport()), Clock()
        do()
        while not painted.seen:
            QApplication.processEvents()
        took = clock.read()
        painted.deleteLater()
        with self.office.read() as session:
            first = listing.first(session, page.register, page.query())
        assert list(page.model.ids()[: len(first)]) == list(first), "painted, but not what was asked for"
        self.drop(page)
        return took

    def close_pages(self) -> None:
        for page in self.pages:
            page.close()
            page.desk.announcer.stop()
            page.deleteLater()
        self.pages.clear()

    def end(self) -> None:
        rows_reader.AT_ONCE = self._patience
        self.close_pages()
        self.runner.wait()
        jobs.install(self._before)
