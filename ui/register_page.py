# SPDX-License-Identifier: MIT
"""The page of any register: figures, search, facets, table with lazy rows, details beside it, form, import, export."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui import messages
from ui.chips import FacetChip
from ui.desk import Desk
from ui.details import DetailsPanel, history_section, record_sections
from ui.export_menu import export_button
from ui.facets import Facets, order_words, sum_texts
from ui.fields import SearchBox
from ui.keys import bind
from ui.page import PageWidget
from ui.panels import EmptyState, Figure, PageHeader, usual_ways
from ui.record_form import RecordForm
from ui.record_model import RecordModel
from ui.rows_reader import Rows, RowsReader
from ui.saved_views import SavedViews
from ui.standing import Needs, permits, tip
from ui.table_view import RecordTable, SumFooter, table_card
from ui.theme import theme
from ui.undoing import undo_last
from ui.widgets import Button, ElidedLabel, Part, button, column, frame, icon_button, row
from unionoffice.kit.describe import Field
from unionoffice.kit.record import Record
from unionoffice.kit.register import Facet, Register
from unionoffice.store import history, listing
from unionoffice.store.listing import Query

FORM_WIDTH = 520


class RegisterPage(PageWidget):
    """A tab over one register. A tab that needs more subclasses it in a file of its own and overrides the hooks."""

    ICON = "people_team"
    EMPTY_TEXT = ""

    def __init__(self, desk: Desk, register: Register) -> None:
        super().__init__()
        self.desk, self.register = desk, register
        self.right = register.record().right_needed()
        self.selected: Record | None = None
        self.order: tuple[str, ...] = register.order
        self._kept, self._fresh = 0, True
        self.facets = Facets(desk.office, register, self.query)
        self.reader = RowsReader(desk.office, register, self)
        self.reader.found.connect(self._show_rows)
        self.views = SavedViews(self)
        self._build()
        self._bind_keys()
        self.views.begin()
        self.refresh()

    # hooks for the tabs

    def figures(self) -> list[Figure]:
        """What stands beside the title."""
        return []

    def make_buttons(self) -> list[Button]:
        """The page's buttons, the solid one last."""
        made = [
            button("导入", icon="arrow_import", key="I", on_click=self.open_import, needs=self.needs("导入")),
            export_button(self),
        ]
        self.new_button = button(f"新增{self.register.noun}", "primary", "add", key="N", on_click=self.new, needs=self.needs("新增"))
        return [*made, self.new_button] if self.register.editable else made[1:]

    def needs(self, verb: str) -> Needs:
        return self.right, f"{verb}{self.register.noun}"

    def make_form(self, record: Record | None) -> QWidget:
        """The form that creates or edits a record; it has ``closed`` and ``saved`` signals."""
        return RecordForm(self.desk.office, self.register, record)

    def make_model(self) -> RecordModel:
        return RecordModel(self.register, self._read_rows, say=self.desk.office.settings.say)

    def make_chip(self, facet: Facet) -> FacetChip:
        return self.facets.chip(facet)

    def place_form(self, form: QWidget) -> None:
        """Stand an opened form beside the table; ``remove_form`` takes it away."""
        self._body.addWidget(form)

    def remove_form(self, form: QWidget) -> None:
        self._body.removeWidget(form)

    def can_edit(self, record: Record) -> bool:
        return self.register.editable

    def details_title(self, record: Record) -> str:
        return record.title()

    def details_caption(self, record: Record) -> str:
        return ""

    def details_parts(self, record: Record) -> list[QWidget]:
        """The sections of the details panel; by default the record's own fields, by section."""
        return record_sections(self.register, record, self.reveal)

    def standing_status(self) -> list[str]:
        """The status bar's words while at most one row is selected, the first one strong."""
        can = self.selected is not None and self.can_edit(self.selected)
        return ["F2 编辑"] if can and not tip(self.needs("编辑")) else []

    def selection_status(self) -> list[str]:
        """What the status bar says of several selected rows after their count."""
        return []

    def form_width(self) -> int:
        return FORM_WIDTH

    # building

    def _build(self) -> None:
        self.header = PageHeader(self.register.title, buttons=self.make_buttons())
        self.model = self.make_model()
        self.model.order_wanted.connect(self._reorder)
        self.table = RecordTable(state=self.desk.state, name=self.register.kind, padding=self.table_padding())
        self.table.setModel(self.model)
        self.table.show_order(self.register.order)
        self.table.rows_changed.connect(self._selection_changed)
        self.table.summed.connect(self._summed)
        self.table.opened.connect(lambda _row: self.edit())
        self.table.set_empty_words(f"没有符合的{self.register.noun}，换个字或清除筛选再看")
        self.footer = SumFooter(self.table, self.table_padding()) if self.register.sums else None
        self.details = DetailsPanel()
        self.details.edit_wanted.connect(self.edit)
        self.details.closed.connect(self._close_side)
        self._form: QWidget | None = None
        self._body = row((table_card(self.table, footer=self.footer), 1), self.details, margins=(24, 0, 24, 8), spacing=16)
        listed = column(self._toolbar(), self.views, (frame(self._body), 1), spacing=0)
        self._beside = row((frame(listed), 1), spacing=0)  # a tab may stand its form beside toolbar and table
        self.stack = QStackedWidget()
        self.stack.addWidget(frame(self._beside))
        self.stack.addWidget(self.make_empty())
        self.setLayout(column(self.header, (self.stack, 1), spacing=0))
        self.details.hide()

    def table_padding(self) -> int:
        return 12

    def _toolbar(self) -> QWidget:
        self.search = SearchBox(self.register.search_hint, 368)
        self.search.searched.connect(lambda _text: self.reload())
        self.search.down_pressed.connect(self.table.setFocus)
        self.chips: dict[str, FacetChip] = {}
        parts: list[Part] = [self.search, 8]
        for facet in self.register.facets:
            chip = self.make_chip(facet)
            chip.changed.connect(lambda _chosen: self.reload())
            self.chips[facet.field] = chip
            parts.append(chip)
        self.clear_button = button("清除筛选", "quiet", key="C", on_click=self.clear_filters)
        self.count_label = ElidedLabel("", "caption")
        self.chooser = icon_button("column_triple", "选择显示的列", lambda: self.table.choose_columns(self.chooser))
        bar = row(*parts, self.clear_button, None, self.count_label, self.views.button, self.chooser, margins=(24, 0, 24, 8))
        for name, values in self.register.initial.items():
            self.chips[name].set_chosen(values, announce=False)
        return frame(bar, height=theme().size("toolbar"))

    def make_empty(self) -> EmptyState:
        ways = usual_ways(self.register, self.new, self.open_import, self.needs("新增"))
        return EmptyState(self.ICON, f"还没有{self.register.noun}", self.EMPTY_TEXT, ways)

    def _bind_keys(self) -> None:
        keys = {
            "Ctrl+F": self.search.focus_all, "Ctrl+N": self.new, "Ctrl+I": self.open_import, "Ctrl+E": self.export,
            "Ctrl+Shift+E": self.export_full, "Ctrl+P": self.print_list, "Ctrl+Z": self.undo, "F2": self.edit,
            "F5": self.refresh,
        }  # fmt: skip
        bind(self, keys, whole_window=True)

    # reading

    def query(self) -> Query:
        """What the page asks for just now."""
        chosen = {name: tuple(chip.chosen()) for name, chip in self.chips.items() if chip.chosen()}
        return Query(self.search.text(), chosen, self.order)

    def _read_rows(self, ids: Sequence[int]) -> list[Record]:
        with self.desk.office.read() as session:
            return listing.rows(session, self.register.record, ids)

    def refresh(self, kinds: Collection[str] = ()) -> None:
        """Something changed: read anew, keep the selection."""
        self.header.set_figures(self.figures())
        self.reload()

    def reload(self) -> None:
        """Ask the office for the rows of the present query; those of a large register arrive in two parts."""
        self._kept = self.selected.id if self.selected else 0
        self._fresh = True
        self.reader.ask(self.query())
        if self._fresh:  # nothing yet: the rows of the last query stay until there is something
            self.count_label.setText("正在查找")

    def _show_rows(self, rows: Rows) -> None:
        if self._fresh:
            self.model.set_ids(rows.ids)
        else:
            self.model.extend_ids(rows.ids)
        self.stack.setCurrentIndex(1 if rows.none_at_all else 0)
        self.clear_button.setVisible(bool(rows.query.chosen or rows.query.text))
        counted = f"共 {len(rows.ids):,} {self.register.unit}" if rows.whole else "正在数一共多少"
        self.count_label.setText(f"{counted}{order_words(self.register, self.order)}")
        if rows.whole:
            self._show_sums(rows.sums)
        if self._fresh or (self._kept and not self.table.selected_rows()):
            self._reselect(self._kept, whole=rows.whole)
        self._fresh = False
        self.show_status(self.standing_status())

    def _show_sums(self, sums: dict[str, object]) -> None:
        if self.footer is None:
            return
        self.footer.set_sums(self.footer_words(), sum_texts(self.register, sums))

    def footer_words(self) -> str:
        return f"{len(self.model.ids()):,} {self.register.unit}"

    def _reorder(self, name: str, descending: bool) -> None:
        self.order = (f"-{name}" if descending else name,)
        self.reload()

    def clear_filters(self) -> None:
        for chip in self.chips.values():
            chip.set_chosen((), announce=False)
        self.search.clear()
        self.reload()

    # selecting

    def _reselect(self, record_id: int, *, whole: bool) -> None:
        row_number = self.model.row_of(record_id) if record_id else -1
        if row_number < 0 and record_id and not whole:
            return  # it may stand further down
        self._kept = 0
        if row_number < 0:
            self.selected = None
            if self._form is None:
                self.details.hide()
            return
        self.table.select_row(row_number)

    def _take_selection(self, rows: list[int]) -> None:
        self.selected = self.model.record(rows[0]) if rows else None

    def _selection_changed(self, rows: list[int]) -> None:
        if not rows and self._kept and self.reader.reading:
            return  # it will be selected again when its row is there
        self._take_selection(rows)
        if self._form is None:
            self._show_details()

    def _show_details(self) -> None:
        record = self.selected
        self.details.setVisible(record is not None)
        if record is None:
            return
        with self.desk.office.read() as session:  # open while the fields are shown: some follow links not read for rows
            entries = history.history(session, self.register.record, record.id)
            read = session.get(self.register.record, record.id)
            parts = [*self.details_parts(read or record), history_section(entries)]
        self.details.show_parts(
            self.details_title(record), self.details_caption(record), parts, can_edit=self.can_edit(record), needs=self.needs("编辑")
        )

    def selected_ids(self) -> list[int]:
        """The ids of every selected row; nothing is read for them."""
        return [self.model.record_id(row_number) for row_number in self.table.selected_rows()]

    def _summed(self, count: int, total: object) -> None:
        words = [f"已选 {count:,} {self.register.unit}"] if count > 1 else []
        if words and total is not None:
            words.append(f"合计 {total:,}")
        self.show_status([*words, *self.selection_status()] if words else self.standing_status())

    def reveal(self, field: Field) -> str:
        """The selected record's full value; that it was shown is audited."""
        assert self.selected is not None
        with self.desk.office.work("显示完整号码") as work:
            work.look(self.register.kind, self.selected.id, field.label, field.sensitive)
        return field.show(self.selected)

    def show_record(self, record_id: int) -> None:
        """Bring one record into sight, whatever was filtered."""
        if self.model.row_of(record_id) < 0:
            self.clear_filters()
        row_number = self.model.row_of(record_id)
        if row_number < 0 and self.reader.reading:
            self._kept = record_id  # selected when the rest of the list is there
        elif row_number >= 0:
            self.table.select_row(row_number)
            self.selected = self.model.record(row_number)  # the table tells of it only when the keys are still

    # the form beside the table

    def new(self) -> None:
        self._open_form(None)

    def edit(self) -> None:
        self._take_selection(self.table.selected_rows())  # the table announces it a moment later
        if self.selected is not None and self.can_edit(self.selected):
            self._open_form(self.selected)

    @property
    def form(self) -> QWidget | None:
        return self._form

    def _open_form(self, record: Record | None) -> None:
        if self._form is not None or not permits(self.needs("编辑" if record else "新增")):
            return
        self.stack.setCurrentIndex(0)
        form = self.make_form(record)
        form.setFixedWidth(self.form_width())
        form.saved.connect(self._saved)  # type: ignore[attr-defined]
        form.closed.connect(self._close_form)  # type: ignore[attr-defined]
        self._form = form
        self.details.hide()
        self.table.columns.squeeze(True)
        self.place_form(form)
        form.show()  # a layout shows it later, and a hidden field takes no keyboard
        if self.register.editable:
            self.new_button.set_kind("plain")
        form.focus_first()  # type: ignore[attr-defined]

    def _saved(self, record_id: int) -> None:
        self._close_form()
        self.refresh()
        self.show_record(record_id)
        with self.desk.office.read() as session:
            saved = listing.rows(session, self.register.record, [record_id])
        messages.info(f"已保存“{saved[0].title() if saved else ''}”", "撤销", self.undo)

    def _close_form(self) -> None:
        if self._form is None:
            return
        form, self._form = self._form, None
        self.remove_form(form)
        form.hide()
        form.deleteLater()
        self.table.columns.squeeze(False)
        if self.register.editable:
            self.new_button.set_kind("primary")
        self.table.setFocus()
        self._show_details()
        self.reload()

    def _close_side(self) -> None:
        self.table.selectionModel().clear()
        self.details.hide()

    def can_close(self) -> bool:
        """The window may always close: what stands in the form is kept as a draft."""
        getattr(self._form, "keep_draft", bool)()
        return True

    # other actions

    def undo(self) -> None:
        """Ctrl+Z: take back this window's last step."""
        undo_last(self.desk.office)

    def open_import(self) -> None:
        if not permits(self.needs("导入")):
            return
        from ui.import_page import ImportPage

        page = ImportPage(self.desk, self.register)
        self.panel_opened.emit(page)
        page.start()

    def export(self) -> None:
        """The shown list with the shown columns, as a workbook in the office's exports folder."""
        from ui.exporting import export_shown

        export_shown(self.desk, self.register, self.query(), self.shown_columns())

    def export_full(self) -> None:
        """The same with full numbers, for a purpose that is asked for and audited."""
        from ui.exporting import export_full

        export_full(self.desk, self.register, self.query(), self.shown_columns())

    def shown_columns(self) -> list[str]:
        """The fields of the visible columns, in the order they are seen."""
        return [self.table.columns.key(section) for section in self.table.columns.wanted()]

    def print_list(self) -> None:
        """Ctrl+P; a tab that has a form of its own overrides it."""

    def take_focus(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
