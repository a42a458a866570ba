# SPDX-License-Identifier: MIT
"""设置: the office's own words and amounts, how the window looks, the small registers, backups and the check."""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from ui import messages
from ui.desk import Desk
from ui.draft_words import NOT_KEPT
from ui.editors import Editor, make_editor
from ui.fields import EnterMoves, FormRow
from ui.keys import bind
from ui.look_settings import LookSettings
from ui.maintenance import Maintenance
from ui.members_units import UnitsPage
from ui.operators import OperatorsPage
from ui.page import PageWidget
from ui.panels import PageHeader, section
from ui.register_page import RegisterPage
from ui.standing import needs_of, takes, tip
from ui.undoing import undo_last
from ui.widgets import Button, allow, button, column, frame, label, row, scroll
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.describe import Field
from unionoffice.kit.fields import Choice
from unionoffice.kit.roles import Right
from unionoffice.store.drafts import Drafts
from unionoffice.store.settings import KNOWN, save_settings

SMALL_REGISTERS = ("branch", "union_group", "campus", "aid_type", "visit_kind", "dibao_line", "supplier", "dues_rule", "operator")
WIDTH = 720
DRAFT = "settings"


class SettingsPage(PageWidget):
    """Subjects at the left, their page at the right; a small register is the generic page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._makers: list[tuple[str, Callable[[], QWidget]]] = [
            ("单位与文书", lambda: OfficeSettings(desk)),
            ("显示", lambda: LookSettings(desk.state)),
            ("备份与检查", lambda: Maintenance(desk)),
        ]
        for kind in SMALL_REGISTERS:
            register = desk.office.registers.get(kind)
            if register is not None:
                self._makers.append((desk.office.settings.say(register.title), partial(self._register_page, kind)))
        self._made: dict[int, QWidget] = {}
        self._stack = QStackedWidget()
        self.subjects = [self._subject(place, title) for place, (title, _make) in enumerate(self._makers)]
        side = frame(column(row(label("设置", "title"), margins=(12, 0, 0, 0)), 12, *self.subjects, None, margins=(12, 20, 0, 8), spacing=4), width=184)
        self.setLayout(row(side, (self._stack, 1), spacing=0))
        self.show_subject(0)

    def _subject(self, place: int, title: str) -> Button:
        made = button(title, "subject", on_click=lambda: self.show_subject(place))
        made.setCheckable(True)
        return made

    def _register_page(self, kind: str) -> QWidget:
        register = self._desk.office.registers[kind]
        own: dict[str, Callable[[Desk], RegisterPage]] = {"branch": UnitsPage, "operator": OperatorsPage}
        page = own[kind](self._desk) if kind in own else RegisterPage(self._desk, register)
        page.status_changed.connect(lambda texts: self._subject_says(page, texts))
        page.panel_opened.connect(self.panel_opened)
        return page

    def _subject_says(self, page: PageWidget, texts: list[str]) -> None:
        if self._stack.currentWidget() is page:
            self.show_status(texts)

    def show_subject(self, place: int) -> QWidget:
        """Bring a subject to the front, making it the first time."""
        if place not in self._made:
            self._made[place] = self._makers[place][1]()
            self._stack.addWidget(self._made[place])
        self._stack.setCurrentWidget(self._made[place])
        for number, one in enumerate(self.subjects):
            one.setChecked(number == place)
        shown = self._made[place]
        self.show_status(shown.status_texts() if isinstance(shown, PageWidget) else [])
        return shown

    def show_units(self) -> QWidget:
        """The organisation, for other pages."""
        return self.show_register("branch")

    def show_register(self, kind: str) -> QWidget:
        """One of the small registers, for other pages."""
        title = self._desk.office.settings.say(self._desk.office.registers[kind].title)
        return self.show_subject([name for name, _make in self._makers].index(title))

    def can_close(self) -> bool:
        return all(page.can_close() for page in self._made.values() if isinstance(page, PageWidget))

    def take_focus(self) -> None:
        next(one for one in self.subjects if one.isChecked()).setFocus()

    def refresh(self, kinds: Collection[str]) -> None:
        for page in self._made.values():
            if isinstance(page, PageWidget):
                page.refresh(kinds)


class OfficeSettings(PageWidget):
    """Every described setting, by section; saved together. What is typed and not saved stays as a draft."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._drafts = Drafts(desk.office.drafts)
        self.edits: dict[str, Editor] = {}
        self.rows: dict[str, FormRow] = {}
        sections: dict[str, list[QWidget]] = {}
        for key, known in KNOWN.items():
            if not known.hidden:
                sections.setdefault(known.section, []).append(self._row(key))
        parts = [section(title, *rows) for title, rows in sections.items()]
        self.note = label("", "caption")
        self.save_button = button("保存设置", "primary", key="S", on_click=self.save)
        header = PageHeader("单位与文书", buttons=[self.note, self.save_button])
        card = frame(column(*parts, None, margins=(16, 12, 16, 16), spacing=20), "card", width=WIDTH)
        inner = frame(row(card, None, margins=(24, 0, 24, 8)))
        self.setLayout(column(header, (scroll(inner), 1), spacing=0))
        self._enter = EnterMoves([edit.widget() for edit in self.edits.values()])
        self._enter.last_passed.connect(self.save_button.setFocus)
        bind(self, {"Ctrl+S": self.save}, whole_window=True)
        self._show_stored()
        self._restore_draft()
        closed = tip(needs_of(self.save))
        for edit in self.edits.values() if closed else ():
            allow(edit.widget(), False, closed)

    def _row(self, key: str) -> FormRow:
        known = KNOWN[key]
        described = Field(known.type, known.label, key, required=isinstance(known.type, Choice))
        edit = make_editor(described, lambda _link: ())
        edit.edited.connect(self._keep_draft)
        if isinstance(edit, QLineEdit):
            edit.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.edits[key] = edit
        self.rows[key] = FormRow(known.label, edit.widget(), help=known.help)
        return self.rows[key]

    def _show_stored(self) -> None:
        for key, edit in self.edits.items():
            edit.restore(self._desk.office.settings.text(key))

    def changed(self) -> dict[str, str]:
        """What stands in the fields and is not stored, by key."""
        stored = self._desk.office.settings
        texts = {key: str(edit.raw() or "").strip() for key, edit in self.edits.items()}
        return {key: text for key, text in texts.items() if text != stored.text(key)}

    def refresh(self, kinds: Collection[str]) -> None:
        if "setting" in kinds:
            self._show_stored()
            self._show_draft()

    def _keep_draft(self) -> None:
        values = self.changed()
        if values:
            kept = self._drafts.save(DRAFT, values)
            self.note.setText("改动还没有保存" if kept else NOT_KEPT)
        else:
            self._drafts.discard(DRAFT)
            self.note.setText("")

    def _show_draft(self) -> None:
        for key, text in (self._drafts.load(DRAFT) or {}).items():
            if key in self.edits:
                self.edits[key].restore(text)

    def _restore_draft(self) -> None:
        self._show_draft()
        if self.changed():
            self.note.setText("上次没有保存的改动还在")

    @takes(Right.MANAGE, "改设置")
    def save(self) -> None:
        """Store what changed; a text that does not fit is said beside its field."""
        values = self.changed()
        for one in self.rows.values():
            one.clear_message()
        if not values:
            messages.info("没有改动")
            return
        try:
            with self._desk.office.work("修改设置") as work:
                save_settings(work, values)
        except FieldError as error:
            self._point_at(error)
        except OfficeError as error:
            messages.error(error)
        else:
            self._drafts.discard(DRAFT)
            self.note.setText("")
            messages.info("已保存设置", "撤销", self._undo)

    def _point_at(self, error: FieldError) -> None:
        if error.field not in self.rows:
            messages.error(error)
            return
        self.rows[error.field].set_message(error.sentence)
        self.edits[error.field].widget().setFocus()

    def _undo(self) -> None:
        if undo_last(self._desk.office):
            self._show_stored()
