# SPDX-License-Identifier: MIT
"""A table's columns: which are shown, in which order, how wide; remembered by column key, chosen in a small panel."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListWidgetItem,
    QTableView,
    QTreeView,
    QWidget,
)

from ui.app_state import AppState
from ui.popup import Popup
from ui.table_paint import Role
from ui.value_popup import ROW, VALUE, FacetValue, ValueList
from ui.widgets import column, label, link, row

MIN_STRETCH = 96
HORIZONTAL = Qt.Orientation.Horizontal


class Columns(QObject):
    """Widths, order and visibility of one view's columns. ``state`` and ``name`` say where they are remembered."""

    changed = Signal()

    def __init__(self, view: QTableView | QTreeView, header: QHeaderView) -> None:
        super().__init__(view)
        self._view = view
        self._header = header
        self._state: AppState | None = None
        self._name = ""
        self._fitting = False
        self._squeezing = False
        self._squeezed: set[int] = set()
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(lambda *_: self._remember())

    def remember_in(self, state: AppState, name: str) -> None:
        """Keep these columns under ``table.<name>``; call before the model is set, or :meth:`restore` after."""
        self._state, self._name = state, f"table.{name}"

    # what there is

    def count(self) -> int:
        return self._header.count()

    def key(self, section: int) -> str:
        model = self._header.model()
        return str(model.headerData(section, HORIZONTAL, Role.KEY) or model.headerData(section, HORIZONTAL) or section)

    def heading(self, section: int) -> str:
        return str(self._header.model().headerData(section, HORIZONTAL) or "")

    def section(self, key: str) -> int:
        """The column called ``key``, -1 when there is none."""
        return next((section for section in range(self.count()) if self.key(section) == key), -1)

    def shown(self) -> list[int]:
        """Visible columns in the order they are seen."""
        return [section for section in self.order() if not self._header.isSectionHidden(section)]

    def order(self) -> list[int]:
        """All columns in the order they are seen, hidden ones in their places."""
        return [self._header.logicalIndex(visual) for visual in range(self.count())]

    def wanted(self) -> list[int]:
        """The columns the clerk wants to see, in order: those shown, and those squeezed out for now."""
        order = (self._header.logicalIndex(visual) for visual in range(self.count()))
        return [s for s in order if not self._header.isSectionHidden(s) or s in self._squeezed]

    # changing

    def squeeze(self, on: bool) -> None:
        """While something stands beside the table, the last columns give way instead of a horizontal scroll bar."""
        self._squeezing = on
        self.fit()

    def show_column(self, section: int, shown: bool) -> None:
        """The last visible column stays."""
        if not shown and self.wanted() == [section]:
            return
        self._squeezed.discard(section)
        self._header.setSectionHidden(section, not shown)
        self.fit()
        self._remember()

    def show_only(self, keys: Sequence[str]) -> None:
        """Show these columns in this order and hide the others; unknown keys and an empty list change nothing."""
        wanted = [section for section in map(self.section, keys) if section >= 0]
        if not wanted:
            return
        self._fitting = True
        self._squeezed.clear()
        for visual, section in enumerate([*wanted, *(one for one in range(self.count()) if one not in wanted)]):
            self._header.setSectionHidden(section, section not in wanted)
            self._header.moveSection(self._header.visualIndex(section), visual)
        self._fitting = False
        self.fit()
        self._remember()

    def move(self, section: int, place: int) -> None:
        self._header.moveSection(self._header.visualIndex(section), place)

    def reset(self) -> None:
        """As the register describes them."""
        if self._state is not None:
            self._state.put(self._name, None)
        self.restore()

    def restore(self) -> None:
        """Defaults from the model's headings, then what was remembered; unknown columns are ignored."""
        saved = self._memory()
        self._fitting = True
        for section in range(self.count()):
            self._default(section, saved.get(self.key(section), {}))
        self._order(saved)
        self._fitting = False
        self.fit()

    def _memory(self) -> dict[str, dict[str, int]]:
        """What was remembered, without what cannot be meant: the file may be damaged or of another version."""
        found = self._state.get(self._name, {}) if self._state is not None else {}
        pairs = found.items() if isinstance(found, dict) else ()
        return {key: one for key, one in pairs if isinstance(one, dict) and all(map(_is_number, one.values()))}

    def _default(self, section: int, known: dict[str, int]) -> None:
        model = self._header.model()
        width = int(known.get("width") or model.headerData(section, HORIZONTAL, Role.WIDTH) or 0)
        hidden = bool(known.get("hidden", model.headerData(section, HORIZONTAL, Role.HIDDEN) or False))
        self._header.setSectionHidden(section, hidden)
        self._header.resizeSection(section, width or MIN_STRETCH)

    def _order(self, saved: dict[str, dict[str, int]]) -> None:
        def place(section: int) -> tuple[int, int]:
            return (saved.get(self.key(section), {}).get("place", section), section)

        for visual, section in enumerate(sorted(range(self.count()), key=place)):
            self._header.moveSection(self._header.visualIndex(section), visual)

    def _remember(self) -> None:
        if self._fitting:
            return
        if self._state is not None:
            self._state.put(self._name, {self.key(section): self._saved(section) for section in range(self.count())})
        self.changed.emit()

    def _saved(self, section: int) -> dict[str, int]:
        width = 0 if section == self._stretched() else self._header.sectionSize(section)
        hidden = self._header.isSectionHidden(section) and section not in self._squeezed
        return {"place": self._header.visualIndex(section), "hidden": hidden, "width": width}

    # fitting: the stretched column takes what the others leave

    def _stretched(self) -> int:
        model = self._header.model()
        open_ended = [s for s in self.shown() if not model.headerData(s, HORIZONTAL, Role.WIDTH)]
        return open_ended[0] if open_ended else -1

    def fit(self) -> None:
        if self._fitting or self._header.model() is None:
            return
        self._fitting = True
        self._make_room()
        section = self._stretched()
        if section >= 0:
            room = self._view.viewport().width() - self._taken()
            self._header.resizeSection(section, max(MIN_STRETCH, room))
        self._fitting = False

    def _taken(self) -> int:
        """What the columns of a width of their own need."""
        stretched = self._stretched()
        return sum(self._header.sectionSize(s) for s in self.shown() if s != stretched)

    def _make_room(self) -> None:
        for section in self._squeezed:
            self._header.setSectionHidden(section, False)
        self._squeezed.clear()
        while self._squeezing and self._taken() + MIN_STRETCH > self._view.viewport().width():
            last = [s for s in self.shown()[1:] if s != self._stretched()]
            if not last:
                return
            self._squeezed.add(last[-1])
            self._header.setSectionHidden(last[-1], True)

    def _resized(self, section: int, old: int, new: int) -> None:
        if not self._fitting and old and new:
            if section != self._stretched():
                self.fit()
            self._remember()


def _is_number(value: object) -> bool:
    return isinstance(value, int)


class ColumnChooser(Popup):
    """Tick what is shown, drag to reorder; the table follows at once."""

    def __init__(self, parent: QWidget, columns: Columns) -> None:
        super().__init__(parent)
        self._columns = columns
        self._list = ValueList()
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.itemClicked.connect(self._toggle)
        self._list.chosen.connect(self._toggle)
        self._list.model().rowsMoved.connect(lambda *_: self._moved())
        self._fill()
        head = row(label("显示的列", "section"), None, link("恢复默认", self._reset), margins=(8, 4, 8, 0))
        hint = row(label("拖动改变次序", "caption"), margins=(8, 0, 8, 4))
        self.body(column(head, self._list, hint, margins=(5, 5, 5, 5), spacing=4))
        self._list.setFixedSize(220, min(self._list.count(), 14) * ROW)
        self.setFocusProxy(self._list)

    def _fill(self) -> None:
        """In the order they are seen; a tick is a visible column."""
        order, at = self._columns.order(), max(self._list.currentRow(), 0)
        self._list.clear()
        self._list.fill([FacetValue(one, self._columns.heading(one)) for one in order], set(self._columns.shown()))
        self._list.setCurrentRow(at)

    def _toggle(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        self._columns.show_column(item.data(VALUE), not on)
        self._fill()

    def _moved(self) -> None:
        for place in range(self._list.count()):
            self._columns.move(self._list.item(place).data(VALUE), place)

    def _reset(self) -> None:
        self._columns.reset()
        self._fill()
