# SPDX-License-Identifier: MIT
"""The saved views of a register's page: a row of names under the filters, one click or Ctrl+1 … 9 opens one."""

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from ui import messages
from ui.keys import bind
from ui.name_popup import NamePopup
from ui.undoing import undo_last
from ui.widgets import icon_button, label, restyle, row
from unionoffice.errors import OfficeError
from unionoffice.store import edit
from unionoffice.store.views import SavedView, ViewState, save_view, state_of, still_meant, views_of

if TYPE_CHECKING:
    from ui.register_page import RegisterPage

KEYS = 9  # so many are opened by Ctrl and a digit


class SavedViews(QWidget):
    """Stands under the page's toolbar as soon as there is a view; ``button`` saves one and stands among its icons."""

    def __init__(self, page: "RegisterPage") -> None:
        super().__init__()
        self._page, self._office = page, page.desk.office
        self._views: list[SavedView] = []
        self._states: list[ViewState] = []
        self._opened = 0  # the id of the view opened last
        self._before: ViewState | None = None  # what was shown before it
        self.chips: list[QPushButton] = []
        self.button = icon_button("save", "把现在的搜索、筛选、排序和列存成一个视图（Ctrl+D）", self.save)
        self._more = icon_button("more_horizontal", "更名、更新、删除视图", self._open_menu, small=True)
        self._rest = QPushButton()
        self._rest.setProperty("kind", "chip")
        self._rest.clicked.connect(self._open_rest)
        self._line: QHBoxLayout = row(label("视图", "caption"), self._rest, self._more, None, margins=(24, 0, 24, 8))
        self.setLayout(self._line)
        keys: dict[str, Callable[[], object]] = {f"Ctrl+{n}": partial(self._by_key, n - 1) for n in range(1, KEYS + 1)}
        bind(page, {"Ctrl+D": self.save, **keys}, whole_window=True)
        self.hide()

    def begin(self) -> None:
        """The page stands: show its views, and keep telling which of them is in front."""
        self._page.desk.announcer.changed.connect(self._changed)
        self._page.reader.found.connect(lambda _rows: self.mark())
        self._page.table.columns.changed.connect(self.mark)
        self.read()

    # reading

    def _changed(self, kinds: Collection[str]) -> None:
        if "saved_view" in kinds or "*" in kinds:
            self.read()

    def read(self) -> None:
        """The office's views of this page, whoever saved them."""
        with self._office.read() as session:
            self._views = list(views_of(session, self._page.register.kind))
        self._states = [_state(view) for view in self._views]
        for chip in self.chips:
            self._line.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(place, view) for place, view in enumerate(self._views)]
        self.setVisible(bool(self._views))
        self.mark()
        self._fit()

    def _chip(self, place: int, view: SavedView) -> QPushButton:
        chip = QPushButton(view.name.replace("&", "&&"))
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        chip.setToolTip(f"打开视图“{view.name}”" + (f"（Ctrl+{place + 1}）" if place < KEYS else ""))
        chip.clicked.connect(partial(self._clicked, view))
        chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        chip.customContextMenuRequested.connect(partial(self._menu_of, view, chip))
        self._line.insertWidget(1 + place, chip)
        return chip

    def mark(self) -> None:
        """The view that is shown just now is lit, be it that it was put together by hand."""
        if not self._views:
            return
        now = self._now()
        for state, chip in zip(self._states, self.chips, strict=True):
            chip.setChecked(state.same(now))
        restyle(self._rest, set="true" if any(chip.isChecked() and chip.isHidden() for chip in self.chips) else "false")

    def minimumSizeHint(self) -> QSize:
        """However many there are, the page grows no wider for them."""
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What does not fit goes into a list at the end."""
        room = self.width() - 48 - 40 - 40
        widths = [chip.sizeHint().width() + 8 for chip in self.chips]
        whole = sum(widths) <= room
        left, hidden = room - (0 if whole else 88), 0
        for chip, width in zip(self.chips, widths, strict=True):
            left -= width
            chip.setVisible(left >= 0)
            hidden += left < 0
        self._rest.setVisible(hidden > 0)
        self._rest.setText(f"另有 {hidden} 个")

    # opening

    def _now(self) -> ViewState:
        page = self._page
        chosen = {name: tuple(chip.chosen()) for name, chip in page.chips.items() if chip.chosen()}
        return ViewState(page.search.text().strip(), chosen, page.order, tuple(page.shown_columns()))

    def _by_key(self, place: int) -> None:
        if place < len(self._views):
            self._clicked(self._views[place])

    def _clicked(self, view: SavedView, _checked: bool = False) -> None:
        """Open it; where it is what is shown already, go back to what was shown before."""
        try:
            state = state_of(view)
        except OfficeError as error:
            self.mark()
            messages.error(error)
            return
        now = self._now()
        if self._before is not None and self._opened == view.id and state.same(now):
            before, self._before = self._before, None
            self._show(before)
            return
        if self._before is None or not any(one.same(now) for one in self._states):
            self._before = now
        self._opened = view.id
        self._open(view, state)

    def _open(self, view: SavedView, state: ViewState) -> None:
        page = self._page
        columns = [page.table.columns.key(section) for section in range(page.table.columns.count())]
        with self._office.read() as session:
            meant, gone = still_meant(session, page.register, state, page.chips.keys(), columns)
        self._show(meant)
        if gone:
            messages.warning(f"视图“{view.name}”里的{'、'.join(gone)}已经没有了，没有用上，其余照旧。")

    def _show(self, state: ViewState) -> None:
        page = self._page
        page.clear_filters()
        for name, chip in page.chips.items():
            chip.set_chosen(state.chosen.get(name, ()), announce=False)
        with QSignalBlocker(page.search):
            page.search.setText(state.text)
        if page.form is None:  # beside a form the table has columns of its own
            page.table.columns.show_only(state.columns)
        page.order = state.order or page.register.order
        page.table.show_order(page.order)
        page.reload()
        self.mark()

    # keeping

    def save(self) -> None:
        """Ask for a name and keep what is shown."""
        if self._page.form is not None:
            messages.info("先关上右边的表，再存视图")
            return
        held = "；名单、统计带来的限制不存" if self._page.query().only is not None else ""
        popup = NamePopup(self._page, "存为视图", f"记下现在的搜索、筛选、排序和列，办公室里都能用{held}", "", self.keep)
        popup.show_below(self.button, align_right=True)

    def keep(self, name: str) -> None:
        """Keep what is shown under this name. Raises OfficeError where the name is taken."""
        with self._office.work("保存视图") as work:
            view = save_view(work, None, {"page": self._page.register.kind, "name": name}, self._now())
        self._opened, self._before = view.id, None
        messages.info(f"已存为视图“{view.name}”", "撤销", lambda: undo_last(self._office))

    def _rename(self, view: SavedView, anchor: QWidget) -> None:
        def keep(name: str) -> None:
            with self._office.work("更名视图") as work:
                save_view(work, view.id, {"name": name})

        NamePopup(self._page, "更名", "", view.name, keep).show_below(anchor)

    def _update(self, view: SavedView) -> None:
        with self._office.work("更新视图") as work:
            save_view(work, view.id, {}, self._now())
        self._opened, self._before = view.id, None
        messages.info(f"视图“{view.name}”已改成现在的条件", "撤销", lambda: undo_last(self._office))

    def _delete(self, view: SavedView) -> None:
        with self._office.work("删除视图") as work:
            edit.delete(work, SavedView, view.id)
        messages.info(f"已删除视图“{view.name}”", "撤销", lambda: undo_last(self._office))

    # menus

    def _menu_of(self, view: SavedView, anchor: QWidget, place: QPoint) -> None:
        menu = QMenu(anchor)
        self._entries(menu, view, anchor)
        menu.popup(anchor.mapToGlobal(place))

    def _open_menu(self) -> None:
        """Every view with what can be done with it; the one opened last comes first."""
        menu = QMenu(self._more)
        for view in sorted(self._views, key=lambda one: one.id != self._opened):
            if len(self._views) == 1:
                self._entries(menu, view, self._more)
            else:
                self._entries(menu.addMenu(view.name), view, self._more)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))

    def _entries(self, menu: QMenu, view: SavedView, anchor: QWidget) -> None:
        menu.addAction("改成现在的条件", partial(self._guarded, partial(self._update, view)))
        menu.addAction("更名", partial(self._rename, view, anchor))
        menu.addAction("删除", partial(self._guarded, partial(self._delete, view)))

    @staticmethod
    def _guarded(action: Callable[[], None]) -> None:
        try:
            action()
        except OfficeError as error:
            messages.error(error)

    def _open_rest(self) -> None:
        menu = QMenu(self._rest)
        for view, chip in zip(self._views, self.chips, strict=True):
            if chip.isHidden():
                menu.addAction(view.name, partial(self._clicked, view))
        menu.popup(self._rest.mapToGlobal(QPoint(0, self._rest.height() + 2)))


def _state(view: SavedView) -> ViewState:
    try:
        return state_of(view)
    except OfficeError:  # said when it is opened
        return ViewState(order=("?",))
