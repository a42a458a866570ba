# SPDX-License-Identifier: MIT
"""The edit form of any register: one row per field, messages beside the field, a draft that survives a crash."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.draft_words import STAYS_OPEN, said_draft
from ui.editors import Editor, make_editor
from ui.fields import EnterMoves, FormRow
from ui.keys import bind
from ui.panels import Banner, close_button, form_footer
from ui.picker import Option
from ui.standing import unseen
from ui.widgets import Part, button, column, frame, hairline, hidden_unless, label, link, row, scroll
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.describe import Field
from unionoffice.kit.fields import Link, Text
from unionoffice.kit.record import Record
from unionoffice.kit.register import Register
from unionoffice.kit.validate import Checked, check_record, check_values
from unionoffice.office import Office
from unionoffice.store import edit, history, listing
from unionoffice.store.drafts import Drafts
from unionoffice.store.work import Work

DRAFT_WAIT_MS = 400


class RecordForm(QWidget):
    """Creates or changes one record of a register. ``saved`` carries its id; ``closed`` comes after either end."""

    saved = Signal(int)
    closed = Signal()

    def __init__(self, office: Office, register: Register, record: Record | None = None) -> None:
        super().__init__()
        self._office, self._register, self._record = office, register, record
        self._drafts = Drafts(office.drafts)
        self._editors: dict[str, Editor] = {}
        self._rows: dict[str, FormRow] = {}
        self._marks: dict[str, QWidget] = {}
        self._filled_by_us: set[str] = set()
        self._draft_wait = QTimer(self, singleShot=True, interval=DRAFT_WAIT_MS)
        self._draft_wait.timeout.connect(self._keep_draft)
        self._build()
        self._show_record()
        self._restore_draft()

    # building

    def _build(self) -> None:
        verb = "编辑" if self._record else "新增"
        self.title = label(f"{verb}{self._register.noun}", "section")
        self.note = label("", "caption")
        self.discard_link = hidden_unless(link("不要草稿", self.discard_draft), False)
        head = row(self.title, self.note, self.discard_link, None, close_button(self.cancel), margins=(16, 0, 8, 0))
        self.banner = Banner("danger")
        self.banner.hide()
        self.save_button = button(f"保存{self._register.noun}", "primary", key="S", on_click=self.save)
        footer = form_footer("回车到下一项", button("取消", on_click=self.cancel), self.save_button)
        body = frame(column(self.banner, self._fields(), *self.more_parts(), None, margins=(16, 12, 16, 12)))
        self._scroll = scroll(body)
        top = column(frame(head, height=52), *self.under_head(), hairline(), spacing=0)
        inner = column(top, (self._scroll, 1), hairline(), footer, margins=(1, 1, 1, 1), spacing=0)
        self.setLayout(column(frame(inner, "card")))
        self._enter = EnterMoves([editor.widget() for editor in self._editors.values()])
        self._enter.last_passed.connect(self.save_button.setFocus)
        bind(self, {"Ctrl+S": self.save, "Esc": self.cancel}, whole_window=True)

    def more_parts(self) -> list[Part]:
        """What a part's own form has below the fields: lists that belong to the record."""
        return []

    def under_head(self) -> list[Part]:
        """What a part's own form has between its title and the fields."""
        return []

    def go_to(self, section: str) -> None:
        """Bring a section's title to the top of what is seen."""
        mark = self._marks[section]
        self._scroll.verticalScrollBar().setValue(mark.mapTo(self._scroll.widget(), mark.rect().topLeft()).y() - 12)

    def fields(self) -> list[Field]:
        """The form's fields in the order they stand and Enter walks: those of one section together."""
        sections: dict[str, list[Field]] = {}
        for field in self._register.form_fields:
            sections.setdefault(field.section, []).append(field)
        return [field for section in sections.values() for field in section]

    def open_fields(self) -> list[Field]:
        """Those that have an editor: of a stored record not what whoever sits at the desk may not see."""
        return [field for field in self._register.form_fields if not self._closed(field)]

    def _closed(self, field: Field) -> str:
        return unseen(field.sensitive) if self._record is not None else ""

    def _fields(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        line, place, section = 0, 0, ""
        for field in self.fields():
            if field.section != section:
                line, place, section = line + (place > 0), 0, field.section
                self._marks[section] = label(section, "section")
                grid.addWidget(self._marks[section], line, 0, 1, 2)
                line += 1
            wide = isinstance(field.type, Text) and (field.type.lines > 1 or field.type.max > 120)
            if wide and place:
                line, place = line + 1, 0
            grid.addWidget(self._row(field), line, place, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
            place = 0 if wide or place else 1
            line += place == 0
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return frame(grid)

    def _row(self, field: Field) -> FormRow:
        closed = self._closed(field)
        if closed and self._record is not None:
            shown = label(field.mask(self._record) or "没有填", "dim")
            shown.setToolTip(closed)
            return FormRow(self._office.settings.say(field.label), shown, help="不看完整内容，也不改")
        editor = make_editor(field, self._link_options)
        editor.widget().setMinimumWidth(80)
        editor.widget().setSizePolicy(QSizePolicy.Policy.Ignored, editor.widget().sizePolicy().verticalPolicy())
        editor.edited.connect(lambda name=field.name: self._edited(name))
        self._editors[field.name] = editor
        self._rows[field.name] = FormRow(self._office.settings.say(field.label), editor.widget(), required=field.required, help=field.help)
        return self._rows[field.name]

    def _link_options(self, kind: Link) -> Sequence[Option]:
        target = kind.to()
        with self._office.read() as session:
            found = listing.rows(session, target, listing.all_ids(session, target))
        return [Option(record.id, record.title()) for record in found]

    # values

    def raw(self) -> dict[str, object]:
        """What stands in the editors, as drafts keep it."""
        return {name: editor.raw() for name, editor in self._editors.items()}

    def editor(self, name: str) -> Editor:
        return self._editors[name]

    def row(self, name: str) -> FormRow:
        return self._rows[name]

    def _show_record(self) -> None:
        for field in self.open_fields():
            value = getattr(self._record, field.name) if self._record else field.default
            self._editors[field.name].show_value(value)
        self._before = self.raw()

    def is_changed(self) -> bool:
        """Whether anything typed would be lost by closing."""
        return self.raw() != self._before

    # drafts

    @property
    def _draft_key(self) -> str:
        return f"{self._register.kind}-{self._record.id if self._record else 'new'}"

    def _keep_draft(self) -> bool:
        changed = {name: raw for name, raw in self.raw().items() if raw != self._before.get(name)}
        kept = True
        if changed:
            kept = self._drafts.save(self._draft_key, {"raw": changed, "version": self._version})
            self.note.setText(said_draft(kept, self._office.now()))
        else:
            self._drafts.discard(self._draft_key)
            self.note.setText("")
        self.discard_link.setVisible(bool(changed))
        return kept

    def keep_draft(self) -> bool:
        """Keep what was typed now: the window may close at any moment. False where the disk took nothing."""
        self._draft_wait.stop()
        return self._keep_draft()

    def _restore_draft(self) -> None:
        draft = self._drafts.load(self._draft_key)
        if not draft:
            return
        self.restore_raw(draft["raw"])
        self.note.setText("上次没有保存的内容还在，可以接着填")
        self.discard_link.show()
        if self._record is not None and draft.get("version") != self._version:
            self._say_changed_since(self._record)
        self._check()

    def restore_raw(self, raws: Mapping[str, Any]) -> None:
        """Show what a draft kept; the inverse of ``raw``."""
        for name, raw in raws.items():
            if name in self._editors:
                self._editors[name].restore(raw)

    def _say_changed_since(self, record: Record) -> None:
        """The draft was begun on an older state: what others changed meanwhile is kept, the draft stands on top."""
        with self._office.read() as session:
            last = next(iter(history.history(session, type(record), record.id, limit=1)), None)
        who = f"被{last.actor}改过" if last else "又改过"
        self.banner.say("warn", f"这份草稿之后，“{record.title()}”{who}", "草稿里的内容已填在新的内容上，请核对后再保存。")
        self.banner.show()

    def discard_draft(self) -> None:
        """Throw the draft away and show the record as it is stored."""
        self._draft_wait.stop()
        self._drafts.discard(self._draft_key)
        self._filled_by_us.clear()
        self._show_record()
        for one in self._rows.values():
            one.clear_message()
        self.note.setText("")
        self.discard_link.hide()
        self.banner.hide()

    @property
    def _version(self) -> int | None:
        return self._record.version if self._record else None

    # checking

    def _edited(self, name: str) -> None:
        self.banner.hide()
        self._filled_by_us.discard(name)
        self._draft_wait.start()
        self._check(fresh=name)

    def _transient(self, checked: Checked) -> Record:
        record = self._register.record()
        for name in self._register.fields:
            value = getattr(self._record, name) if self._record else self._register.fields[name].default
            setattr(record, name, value)
        for name, value in checked.values.items():
            # What we filled in ourselves is worked out anew: the number it came from may have been corrected.
            setattr(record, name, None if name in self._filled_by_us else value)
        return record

    def _check(self, fresh: str = "") -> Checked:
        """Check everything; say what is wrong with fields that hold something or were just edited."""
        today = self._office.today()
        checked = check_values(self.open_fields(), self.raw(), today, self._register.record.overruled)
        record = self._transient(checked)
        record.derive()
        self._fill_in(record)
        self.looked_at(record)
        whole = check_record(record, today)
        for name, row_widget in self._rows.items():
            findings = list(checked.findings.get(name, [])) or list(whole.findings.get(name, []))
            empty = not self._editors[name].raw()
            if not findings or (empty and name != fresh):
                row_widget.clear_message()
                continue
            worst = min(findings, key=lambda f: f.level != "error")
            row_widget.set_message(worst.text, worst.level)
        return checked

    def looked_at(self, record: Record) -> None:
        """The record as it would be saved now, after every change: for what a part's own form asks the office."""

    def _fill_in(self, record: Record) -> None:
        """What the record worked out itself goes into editors that are empty, or that we filled before."""
        for name, editor in self._editors.items():
            value = getattr(record, name)
            if name in self._filled_by_us or (value is not None and not editor.raw()):
                editor.show_value(value)
                self._filled_by_us.add(name)
                if value is None:
                    self._filled_by_us.discard(name)

    # ending

    def save(self) -> None:
        """Write the record; on an error nothing is lost and the field says what to do."""
        checked = self._check()
        errors = checked.errors()
        if errors:
            self._point_at(*errors[0])
            return
        self._run(checked.values)

    def _run(self, values: Mapping[str, Any]) -> None:
        """Write and close. A form whose writing may take long overrides it with a job."""
        try:
            record = self._write(values)
        except OfficeError as error:
            self._failed(error)
        else:
            self._written(record)

    def _failed(self, error: OfficeError) -> None:
        if isinstance(error, FieldError):
            self._point_at(error.field, error.sentence)
        else:
            self.banner.say("danger", error.sentence)
            self.banner.show()

    def _written(self, record: Record) -> None:
        self._end()
        self.saved.emit(record.id)
        self.closed.emit()

    def _write(self, values: Mapping[str, Any]) -> Record:
        action = f"{'编辑' if self._record else '新增'}{self._register.noun}"
        record_id = self._record.id if self._record else None
        with self._office.work(action) as work:
            if self._register.save is not None:
                record = self._register.save(work, record_id, values, self._version)
            else:
                record = edit.save(work, self._register.record, record_id, values, self._version)
            self.write_more(work, record)
            return record

    def write_more(self, work: Work, record: Record) -> None:
        """In the same step as the record: what ``more_parts`` hold."""

    def _point_at(self, name: str, sentence: str) -> None:
        if name in self._rows:
            self._rows[name].set_message(sentence.removeprefix(f"{self._register.fields[name].label}："), "error")
            self._editors[name].widget().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.banner.say("danger", sentence)
            self.banner.show()

    def cancel(self) -> None:
        """Close without writing; what was typed stays as a draft until the form is saved."""
        if self.keep_draft() or self.banner.title() == STAYS_OPEN[0]:
            self.closed.emit()
        else:
            self.banner.say("danger", *STAYS_OPEN)
            self.banner.show()

    def _end(self) -> None:
        self._draft_wait.stop()
        self._drafts.discard(self._draft_key)

    def focus_first(self, name: str = "") -> None:
        first = name or next(iter(self._editors))
        self._editors[first].widget().setFocus(Qt.FocusReason.OtherFocusReason)
