# SPDX-License-Identifier: MIT
"""The main window: rail, the page in front, status bar. It knows pages only by their protocol."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ui import messages
from ui.app_state import AppState
from ui.job_bar import JobTray
from ui.jobs import Job, JobRunner
from ui.page import Page, PageWidget
from ui.rail import Rail
from ui.status_bar import StatusBar
from ui.theme import theme
from ui.widgets import column, row
from ui.window_door import WindowDoor

FIRST_SIZE = QSize(1366, 720)
LEAST_SIZE = QSize(1024, 600)


class MainWindow(QMainWindow):
    """``closing`` is emitted once the window will close, before it is gone: the place for the closing backup."""

    closing = Signal()
    desk_wanted = Signal()  # the name in the status bar was clicked, or its keys pressed

    def __init__(self, pages: Sequence[Page], runner: JobRunner, state: AppState | None = None) -> None:
        super().__init__()
        self._pages = {page.key: page for page in pages}
        self._made: dict[str, PageWidget] = {}
        self._stale: dict[str, set[str]] = {}
        self._panels: list[QWidget] = []
        self._runner, self._state = runner, state
        self._close_when_idle = False
        self._front = ""
        self.rail, self.status, self._stack = Rail(pages), StatusBar(), QStackedWidget()
        self._build()
        self.door = WindowDoor(self._stack)
        self.tray = JobTray(self._stack, runner)
        self.rail.chosen.connect(self.show_page)
        self.status.desk_pressed.connect(self.desk_wanted)
        self._stack.currentChanged.connect(lambda _index: self._fit_rail())
        runner.all_ended.connect(self._maybe_close)
        self._add_keys([page for page in pages if not page.bottom and not page.under])

    def _build(self) -> None:
        body = QWidget()
        body.setObjectName("window")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        middle = row(self.rail, (self._stack, 1), spacing=0)
        body.setLayout(column((middle, 1), self.status, spacing=0))
        self.setCentralWidget(body)
        body.setFocus()  # else the keyboard would start in the rail, with its ring drawn
        self.setMinimumSize(LEAST_SIZE)
        self._stack.addWidget(QWidget())
        self.set_office_name("")
        self.resize(FIRST_SIZE)
        self._restore_geometry()

    def set_office_name(self, name: str) -> None:
        """The school's union as the title bar shows it after the program's name."""
        self.setWindowTitle(f"UnionOffice 工会办公　{name}".strip("　"))

    def set_state(self, state: AppState) -> None:
        """The office is open and its memory is known."""
        self._state = state
        self._restore_geometry()

    # pages

    def set_page(self, key: str, make: Callable[[], PageWidget]) -> None:
        """Say how a page is made. One that is already in front is made at once."""
        self._pages[key].make = make
        if self._front == key:
            self.show_page(key)

    def show_page(self, key: str) -> PageWidget | None:
        """Bring a page to the front, making it the first time; None while the office is not open yet."""
        self.rail.show_chosen(key)
        self._front = key
        page = self._made.get(key) or self._make(key)
        if page is None:
            return None
        kinds = self._stale.pop(key, set())
        if kinds:
            page.refresh(kinds)
        self._stack.setCurrentWidget(page)
        self.status.say(page.status_texts())
        if self.focusWidget() in (None, self.centralWidget()):
            page.take_focus()
        return page

    def forget_pages(self) -> None:
        """Another office will be opened in this window: its pages are made anew."""
        for page in self._made.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        for known in self._pages.values():
            known.make = None
        self._made.clear()
        self._stale.clear()
        self._stack.setCurrentIndex(0)

    def leave_pages(self) -> None:
        """Somebody else sits down: what was typed is kept, panels are closed, and the pages are made anew."""
        for page in self._made.values():
            page.can_close()
        for panel in self._panels:
            self._stack.removeWidget(panel)
            panel.deleteLater()
        self._panels.clear()
        self.forget_pages()

    def front(self) -> str:
        return self._front

    def page(self, key: str) -> PageWidget | None:
        """The page if it has been made."""
        return self._made.get(key)

    def refresh(self, kinds: Collection[str]) -> None:
        """Records of these kinds changed: the page in front at once, the others when they come to the front."""
        for key, page in self._made.items():
            if key == self._front:
                page.refresh(kinds)
            else:
                self._stale.setdefault(key, set()).update(kinds)

    def _make(self, key: str) -> PageWidget | None:
        make = self._pages[key].make
        if make is None:
            return None
        page = make()
        page.status_changed.connect(lambda texts: self._status_changed(key, texts))
        page.panel_opened.connect(self.open_panel)
        self._made[key] = page
        self._stack.addWidget(page)
        return page

    def _status_changed(self, key: str, texts: list[str]) -> None:
        if key == self._front and self._stack.currentWidget() is self._made.get(key):
            self.status.say(texts)

    # panels over a page: preview, import

    def open_panel(self, panel: QWidget) -> None:
        """Lay ``panel`` over the page in front until its ``closed`` signal; the rail stays."""
        below = self._stack.currentWidget()
        self._panels.append(panel)
        self._stack.addWidget(panel)
        self._stack.setCurrentWidget(panel)
        panel.setFocus()
        if isinstance(panel, PageWidget):
            panel.status_changed.connect(lambda texts: self._panel_says(panel, texts))
            self.status.say(panel.status_texts())
        else:
            self.status.say([])  # what the page below says is not about this
        panel.closed.connect(lambda: self._close_panel(panel, below))  # type: ignore[attr-defined]

    def _fit_rail(self) -> None:
        """A panel that fills the window (the counter) stands without the rail."""
        self.rail.setVisible(not getattr(self._stack.currentWidget(), "fills_window", False))

    def _panel_says(self, panel: QWidget, texts: list[str]) -> None:
        if self._stack.currentWidget() is panel:
            self.status.say(texts)

    def _close_panel(self, panel: QWidget, below: QWidget | None) -> None:
        if panel not in self._panels:
            return
        self._panels.remove(panel)
        if self._stack.currentWidget() is panel and below is not None:
            self._stack.setCurrentWidget(below)
            if isinstance(below, PageWidget):
                self.status.say(below.status_texts())
                below.take_focus()
        self._stack.removeWidget(panel)
        panel.deleteLater()

    # keys

    def _add_keys(self, tabs: Sequence[Page]) -> None:
        for number, page in enumerate(tabs, 1):
            self._key(f"Alt+{number}", page.key)
        QShortcut(QKeySequence("Ctrl+Shift+J"), self, self.desk_wanted.emit)
        self._key("F1", "help")
        self._key("Ctrl+,", "settings")

    def _key(self, keys: str, page: str) -> None:
        if page in self._pages:
            QShortcut(QKeySequence(keys), self, lambda: self._go(page))

    def _go(self, key: str) -> None:
        page = self.show_page(key)
        if page is not None:
            page.take_focus()

    # opening and closing

    def _restore_geometry(self) -> None:
        if self._state is not None:
            kept = self._state.get_bytes("window.geometry")
            if not kept.isEmpty():
                self.restoreGeometry(kept)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.screenChanged.connect(self._screen_changed, Qt.ConnectionType.UniqueConnection)

    def _screen_changed(self) -> None:
        """Another pixel ratio: icons are drawn again."""
        theme().changed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy() and not self._may_stop_jobs():
            event.ignore()
            return
        if not all(page.can_close() for page in self._made.values()):
            event.ignore()
            return
        if self._state is not None:
            self._state.put_bytes("window.geometry", self.saveGeometry())
            self._state.save()
        self.closing.emit()
        event.accept()

    def _busy(self) -> list[Job]:
        return [job for job in self._runner.jobs() if not job.quiet]

    def _may_stop_jobs(self) -> bool:
        """Ask once; a yes cancels the jobs and closes the window when the last one has stopped."""
        titles = "；".join(job.title for job in self._busy())
        question = messages.Question(
            "还有事情没做完，要关闭吗？", f"{titles}。关闭会停下它，没写完的全部不写入。", yes="停下并关闭", no="继续做"
        )
        if messages.ask(question) is not None:
            self._stop_and_close()
        return not self._busy()

    def end(self) -> None:
        """The system wants the program to end and nobody will answer questions: stop what runs, then close."""
        self._stop_and_close()
        if not self._runner.jobs():
            self.close()

    def _stop_and_close(self) -> None:
        """The window closes when the last job has stopped."""
        self._close_when_idle = True
        self._runner.cancel_all()

    def _maybe_close(self) -> None:
        if self._close_when_idle:
            self.close()

    def raise_to_front(self) -> None:
        """Somebody started the program a second time."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()
