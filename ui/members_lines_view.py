# SPDX-License-Identifier: MIT
"""What the lists of 名单与统计 have in common: a toolbar, a table of lines read in a job, a foot, what can be done."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.desk import Desk
from ui.jobs import run_job
from ui.members_dues_model import Column, LinesModel
from ui.panels import EmptyState, Figure
from ui.table_view import RecordTable, SumFooter, table_card
from ui.theme import theme
from ui.widgets import Part, column, frame, row
from unionoffice.progress import Progress
from unionoffice.store.listing import Query

T = TypeVar("T")


class LinesView(QWidget, Generic[T]):
    """One list. ``shown`` after every reading; ``rows_wanted(Query)`` asks the registry to show these members,
    ``member_wanted(id, field)`` to open one, on a field of its form or '' for its details.
    """

    ICON = "people_team"
    OPENING = "双击打开会员"  # what the status bar says
    shown = Signal()
    rows_wanted = Signal(object)
    member_wanted = Signal(int, str)
    panel_wanted = Signal(QWidget)  # to be laid over the page

    def __init__(self, desk: Desk, name: str, columns: Sequence[Column[T]]) -> None:
        super().__init__()
        self.desk = desk
        self._asked = 0
        self.model: LinesModel[T] = LinesModel(columns)
        self.table = RecordTable(state=desk.state, name=f"lists.{name}")
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.title())
        self.table.opened.connect(lambda place: self.open_line(self.model.line(place)))
        self.footer = SumFooter(self.table)
        self._stack = QStackedWidget()
        self._stack.addWidget(frame(row((table_card(self.table, footer=self.footer), 1), *self._aside(), spacing=16)))
        self._stack.addWidget(QWidget())
        bar = frame(row(*self.toolbar(), margins=(0, 0, 24, 8)), height=theme().size("toolbar"))
        self.setLayout(column(bar, (frame(row((self._stack, 1), margins=(0, 0, 24, 8))), 1), spacing=0))

    # for the lists

    def title(self) -> str:
        """What the page is called while this list is in front."""
        raise NotImplementedError

    def toolbar(self) -> list[Part]:
        return [None]

    def beside(self) -> QWidget | None:
        """What stands at the right of the table, such as a chart."""
        return None

    def _aside(self) -> list[QWidget]:
        made = self.beside()
        return [made] if made is not None else []

    def read(self) -> None:
        """Read anew, by ``load``."""
        raise NotImplementedError

    def figures(self) -> list[Figure]:
        return []

    def query(self) -> Query | None:
        """What 在名册里看 opens; None where there is nothing to open."""
        return None

    def open_line(self, line: T) -> None:
        """Enter or a double click on a line."""
        raise NotImplementedError

    def export(self) -> None:
        """Ctrl+E; ``exports`` says whether there is a sheet."""

    def print_paper(self) -> None:
        """Ctrl+P; ``prints`` says whether there is a paper."""

    prints = True
    exports = True

    # reading

    def load(self, title: str, read: Callable[[Progress], Any], done: Callable[[Any], object]) -> None:
        """Read off the GUI thread; an answer that comes after a newer question is dropped."""
        self._asked += 1
        asked = self._asked

        def take(found: Any) -> None:
            if asked == self._asked:
                done(found)

        run_job(title, read, take, owner=self)

    def show_lines(self, lines: Sequence[T], foot: str) -> None:
        self.model.show_lines(lines)
        self.footer.set_sums(foot, {})
        self._stack.setCurrentIndex(0)
        self.shown.emit()

    def show_nothing(self, title: str, text: str) -> None:
        """The list is empty: say what that means."""
        self.model.show_lines([])
        old = self._stack.widget(1)
        self._stack.removeWidget(old)
        old.deleteLater()
        self._stack.addWidget(EmptyState(self.ICON, title, text))
        self._stack.setCurrentIndex(1)
        self.shown.emit()

    def chosen(self) -> list[T]:
        """The selected lines, from top to bottom."""
        return [self.model.line(place) for place in self.table.selected_rows() if place < self.model.rowCount()]

