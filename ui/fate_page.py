# SPDX-License-Identifier: MIT
"""The frame of an import whose rows are matched by a part's own rules: file, every row's fate, one button that writes."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui import files, messages
from ui.chips import CountChip
from ui.desk import Desk
from ui.fields import SearchBox
from ui.keys import bind
from ui.panels import PageHeader
from ui.steps import Crumbs
from ui.table_view import RecordTable, table_card
from ui.theme import theme
from ui.widgets import Part, button, column, frame, label, row
from unionoffice.errors import Cancelled

CANCELLED = "取消后不导入，原来的数据不变。"


class FatePage(QWidget):
    """Lies over a page until ``closed``. Nothing is written before the last button.

    A subclass reads and compares in ``load``, calls ``show_preview`` with the model filled, and overrides ``write``,
    ``show_rows`` (the chips or the searched words changed) and ``next_odd`` (F8).
    """

    closed = Signal()

    def __init__(
        self, desk: Desk, title: str, model: QAbstractItemModel, fates: Mapping[str, str], steps: tuple[str, ...], *,
        kinds: str = files.SHEETS, hidden: tuple[str, ...] = (), hint: str = "", hint_width: int = 200,
    ) -> None:  # fmt: skip
        super().__init__()
        self._desk, self._title, self._files = desk, title, kinds
        self.chips = {fate: CountChip(name, on=fate not in hidden) for fate, name in fates.items()}
        self.search = SearchBox(hint, hint_width)
        self.table = RecordTable(padding=8)
        self.table.set_empty_words("没有这样的行")
        self.table.setModel(model)
        self.header = PageHeader(title, sub="还没有选文件")
        self.crumbs = Crumbs(steps)
        self.stack = QStackedWidget()
        self._build()
        bind(self, {"Esc": self.closed.emit, "F8": self.next_odd, "Ctrl+F": self.search.focus_all})

    def _build(self) -> None:
        for chip in self.chips.values():
            chip.toggled.connect(lambda _on: self.show_rows())
        self.search.searched.connect(lambda _text: self.show_rows())
        self.header.set_buttons([self.crumbs, button("关闭", "quiet", on_click=self.closed.emit)])
        self.stack.addWidget(QWidget())
        self.stack.addWidget(self._preview())
        self.setLayout(column(self.header, (self.stack, 1), spacing=0))

    def _preview(self) -> QWidget:
        self.count = label("", "caption")
        parts = [*self.chips.values(), 8, self.search, *self.bar_parts(), None, self.count]
        bar = frame(row(*parts, margins=(24, 0, 24, 8)), height=theme().size("toolbar"))
        body = row((table_card(self.table, footer=self._footer()), 1), margins=(24, 0, 24, 8))
        return frame(column(bar, (frame(body), 1), spacing=0))

    def _footer(self) -> QWidget:
        self.will_write, self.will_leave = label("", "strong"), label("", "caption")
        self.write_button = button("写入", "primary", key="W", on_click=self.write)
        words = column(None, self.will_write, self.will_leave, None, spacing=2)
        other = button("换一个文件", key="O", on_click=self.start)
        return frame(row((words, 1), *self.foot_parts(), other, self.write_button, margins=(16, 0, 16, 0)), height=64)

    def bar_parts(self) -> list[Part]:
        """What else stands over the rows."""
        return []

    def foot_parts(self) -> list[Part]:
        """What is asked for before writing."""
        return []

    # the file

    def start(self) -> None:
        """Ask for the file; cancelling closes the page while there is no preview."""
        path = files.ask_open(self, self._title, self._files)
        if path is not None:
            self.load(path)
        elif not self._has_preview():
            self.closed.emit()

    def load(self, path: Path) -> None:
        """Read a file in the background and show what would become of its rows."""
        raise NotImplementedError

    def failed(self, problem: BaseException) -> None:
        """The file could not be read or compared."""
        if isinstance(problem, Cancelled):
            messages.info(problem.sentence)
        else:
            messages.show(problem, title="没有导入")
        if not self._has_preview():
            self.closed.emit()

    # the preview

    def _has_preview(self) -> bool:
        return self.stack.currentIndex() == 1

    def show_preview(self, sub: str, counts: Mapping[str, int]) -> None:
        """The rows have been compared: how many of each fate, and the table in front."""
        for fate, chip in self.chips.items():
            chip.set_count(counts[fate])
        self.header.set_title(self._title, sub)
        self.show_rows()
        self.stack.setCurrentIndex(1)
        self.crumbs.set_current(1)
        self.table.setFocus()

    def chosen(self) -> list[str]:
        """The fates whose rows are to be shown."""
        return [fate for fate, chip in self.chips.items() if chip.isChecked()]

    def show_rows(self) -> None:
        raise NotImplementedError

    def next_odd(self) -> None:
        raise NotImplementedError

    def select(self, place: int) -> None:
        """The row at ``place``; -1 leaves the present one."""
        if place >= 0:
            self.table.select_row(place)

    # writing

    def write(self) -> None:
        """Everything in one transaction; failed, nothing is written."""
        raise NotImplementedError

    def write_failed(self, problem: BaseException) -> None:
        self.crumbs.set_current(1)
        messages.show(problem, title="没有写入")
