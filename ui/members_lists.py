# SPDX-License-Identifier: MIT
"""名单与统计, under the registry: the roster of any day, counts, the lists an office lives by, and what to put right."""

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from ui import messages
from ui.desk import Desk
from ui.keys import bind
from ui.members_lines_view import LinesView
from ui.page import PageWidget
from ui.panels import PageHeader
from ui.widgets import Button, allow, button, column, frame, label, row, scroll
from unionoffice.members.lists import LISTS, Asked
from unionoffice.store.listing import Query

SIDE = 184
KINDS = frozenset(
    {"member", "membership_event", "branch", "branch_name", "union_group", "campus", "child", "eligible_count",
     "different_people", "dues_due", "dues_payment", "setting", "*"}
)
FIRST = ("roster", "counts", "year", "dues_year", "quality", "twins")


class ListsPage(PageWidget):
    """The lists at the left, the one in front at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._views: dict[str, LinesView[Any]] = {}
        self._stale: set[str] = set()
        self.front = ""
        self._build()
        self._bind_keys()
        self.show_list("roster")

    def _build(self) -> None:
        self.header = PageHeader("", sub="会员名册 › 名单与统计", buttons=self._buttons())
        self.header.lead_back("返回会员名册（Esc）")
        self.header.sub_pressed.connect(self.back)
        self.entries = {key: self._entry(key, title) for key, title in self._titles().items()}
        first = [self.entries[key] for key in FIRST]
        lists = [entry for key, entry in self.entries.items() if key not in FIRST]
        caption = row(label("名单", "caption"), margins=(12, 0, 0, 0))
        side = scroll(frame(column(*first, 8, caption, *lists, None, margins=(12, 2, 12, 8), spacing=4)))
        side.setFixedWidth(SIDE)
        self._stack = QStackedWidget()
        body = row(side, (self._stack, 1), spacing=0)
        self.setLayout(column(self.header, (frame(body), 1), spacing=0))

    def _titles(self) -> dict[str, str]:
        office = self.desk.office
        asked = Asked(office.today(), office.today().year, office.today().month, office.settings)
        plain = {one.key: one.title_for(asked).removeprefix(f"{asked.year} 年").strip() for one in LISTS}
        plain["birthday"], plain["children"] = "生日", "六一儿童"
        return {"roster": "某日花名册", "counts": "会员统计", "year": "全年增减", "dues_year": "全年会费",
                "quality": "资料核对", "twins": "查重", **plain}

    def _entry(self, key: str, title: str) -> Button:
        made = button(title, "subject", on_click=lambda: self.show_list(key))
        made.setCheckable(True)
        return made

    def _buttons(self) -> list[Button]:
        self.export_button = button("导出", icon="arrow_export", key="E", tip="导出这张名单（Ctrl+E）", on_click=self.export)
        self.print_button = button("打印", icon="print", key="P", on_click=self.print_paper)
        tip = "在会员名册里只看这些人，可以再筛选、批量处理"
        self.rows_button = button("在名册里看", "primary", key="V", tip=tip, on_click=self.open_rows)
        return [self.export_button, self.print_button, self.rows_button]

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+E": self.export, "Ctrl+Shift+E": self.export_full, "Ctrl+P": self.print_paper, "F5": self.read,
            "Alt+Left": lambda: self._step(-1), "Alt+Right": lambda: self._step(1), "Esc": self.back,
            "Ctrl+F": self._search,
            "Ctrl+PgUp": lambda: self._walk(-1), "Ctrl+PgDown": lambda: self._walk(1),
        }  # fmt: skip
        bind(self, keys, whole_window=True)

    # which list

    @property
    def view(self) -> LinesView[Any]:
        return self._views[self.front]

    def show_list(self, key: str) -> LinesView[Any]:
        """Bring a list to the front, reading it the first time and after changes."""
        self.front = key
        if key not in self._views:
            self._views[key] = self._make(key)
            self._stack.addWidget(self._views[key])
            self._stale.add(key)
        self._stack.setCurrentWidget(self.view)
        for name, entry in self.entries.items():
            entry.setChecked(name == key)
        if key in self._stale:
            self.read()
        self._show_head()
        return self.view

    def _make(self, key: str) -> LinesView[Any]:
        from ui.members_list_counts import CountsView
        from ui.members_list_named import NamedListView
        from ui.members_list_quality import QualityView
        from ui.members_list_roster import RosterView
        from ui.members_list_twins import TwinsView
        from ui.members_list_year import YearDuesView, YearMovementsView

        makers: dict[str, Callable[[], LinesView[Any]]] = {
            "roster": lambda: RosterView(self.desk), "counts": lambda: CountsView(self.desk),
            "year": lambda: YearMovementsView(self.desk), "dues_year": lambda: YearDuesView(self.desk),
            "quality": lambda: QualityView(self.desk), "twins": lambda: TwinsView(self.desk),
        }  # fmt: skip
        named = next((one for one in LISTS if one.key == key), None)
        made = NamedListView(self.desk, named) if named else makers[key]()
        made.shown.connect(self._show_head)
        made.rows_wanted.connect(self._open_query)
        made.member_wanted.connect(self._open_member)
        made.panel_wanted.connect(self.panel_opened)
        return made

    def _walk(self, by: int) -> None:
        keys = list(self.entries)
        self.show_list(keys[(keys.index(self.front) + by) % len(keys)])
        self.take_focus()  # not to the first button of the list that came to the front

    def _step(self, by: int) -> None:
        step = getattr(self.view, "step", None)
        if step is not None:
            step(by)

    def _search(self) -> None:
        search = getattr(self.view, "search", None)
        if search is not None:
            search.focus_all()

    def _show_head(self) -> None:
        view = self.view
        self.header.set_title(view.title(), "会员名册 › 名单与统计")
        self.header.set_figures(view.figures())
        self.print_button.setVisible(view.prints)
        for one in (self.export_button, self.print_button, self.rows_button):
            allow(one, view.model.rowCount() > 0, "名单是空的")
        self.export_button.setVisible(view.exports)
        self.show_status([view.OPENING, "Ctrl+PgUp、Ctrl+PgDn 换名单"])

    # what can be done

    def read(self) -> None:
        self._stale.discard(self.front)
        self.view.read()

    def export(self) -> None:
        if self.view.exports and self.export_button.isEnabled():
            self.view.export()

    def export_full(self) -> None:
        full = getattr(self.view, "export_full", None)
        if full is not None and self.export_button.isEnabled():
            full()

    def print_paper(self) -> None:
        if self.view.prints and self.print_button.isEnabled():
            self.view.print_paper()

    def open_rows(self) -> None:
        query = self.view.query()
        if query is not None:
            self._open_query(query)
        elif self.rows_button.isEnabled():
            messages.info("没有这样的会员，名册里没有可以看的")

    def _open_query(self, query: Query) -> None:
        self.desk.go("members").show_query(query)

    def _open_member(self, member_id: int, field: str) -> None:
        page = self.desk.go("members")
        if field:
            page.mend(member_id, field)
        else:
            page.show_record(member_id)

    def back(self) -> None:
        """To the registry this page stands under."""
        self.desk.go("members")

    def refresh(self, kinds: Collection[str] = ("*",)) -> None:
        """Something changed: what is in front is read anew, the others when they are shown."""
        if not KINDS.isdisjoint(kinds):
            self._stale = set(self._views)
            self.read()

    def take_focus(self) -> None:
        self.view.table.setFocus(Qt.FocusReason.OtherFocusReason)

