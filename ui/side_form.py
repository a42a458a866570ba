# SPDX-License-Identifier: MIT
"""A form that stands beside a list: a few fields, written by one action off the GUI thread, with a draft."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.draft_words import NOT_KEPT, STAYS_OPEN
from ui.editors import Editor, LineEditor
from ui.fields import EnterMoves, FormRow
from ui.jobs import run_job, show_problem
from ui.keys import bind
from ui.panels import Banner, close_button, form_footer
from ui.record_form import DRAFT_WAIT_MS
from ui.widgets import Part, allow, button, column, frame, hairline, label, row, scroll
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.fields import FieldType, Money, Whole
from unionoffice.office import Office
from unionoffice.store.drafts import Drafts
from unionoffice.store.work import Work


class SideForm(QWidget):
    """Subclasses ``add`` their fields, call ``build`` and override ``write``. ``saved`` comes before ``closed``."""

    saved = Signal()
    closed = Signal()

    def __init__(self, office: Office, action: str, draft_key: str) -> None:
        super().__init__()
        self.office, self.action = office, action
        self._drafts, self._draft_key = Drafts(office.drafts), draft_key
        self._kinds: dict[str, FieldType] = {}
        self._editors: dict[str, Editor] = {}
        self._rows: dict[str, FormRow] = {}
        self._draft_wait = QTimer(self, singleShot=True, interval=DRAFT_WAIT_MS)
        self._draft_wait.timeout.connect(self._keep_draft)

    # building

    def add(
        self, name: str, caption: str, kind: FieldType, value: Any = None, *,
        required: bool = False, help: str = "", editor: Editor | None = None,
    ) -> FormRow:  # fmt: skip
        """A field with its caption, showing ``value``; without an ``editor`` it is a line to type into."""
        made = editor or LineEditor(kind)
        if isinstance(made, LineEditor) and isinstance(kind, Money | Whole):
            made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if value is not None:
            made.show_value(value)
        made.edited.connect(self._edited)
        self._kinds[name], self._editors[name] = kind, made
        self._rows[name] = FormRow(caption, made.widget(), required=required, help=help)
        return self._rows[name]

    def build(self, title: str, parts: list[Part], save_text: str, *, note: str = "") -> None:
        """Lay out the form: head, the parts, and a foot with 取消 and the main button."""
        self.note = label(note, "caption")
        head = row(label(title, "section"), self.note, None, close_button(self.cancel), margins=(16, 0, 8, 0))
        self.banner = Banner("danger")
        self.banner.hide()
        self.save_button = button(save_text, "primary", key="S", on_click=self.save)
        self.cancel_button = button("取消", on_click=self.cancel)
        footer = form_footer("回车到下一项" if self._editors else "", self.cancel_button, self.save_button)
        body = frame(column(self.banner, *parts, None, margins=(16, 12, 16, 12), spacing=10))
        inner = column(
            frame(head, height=52), hairline(), (scroll(body), 1), hairline(), footer, margins=(1, 1, 1, 1), spacing=0
        )  # fmt: skip
        self.setLayout(column(frame(inner, "card")))
        self._enter = EnterMoves([editor.widget() for editor in self._editors.values()])
        self._enter.last_passed.connect(self.save_button.setFocus)
        bind(self, {"Ctrl+S": self.save, "Esc": self.cancel})
        self._before = self.raw()
        self._restore_draft()

    # values and drafts

    def raw(self) -> dict[str, object]:
        return {name: editor.raw() for name, editor in self._editors.items()}

    def editor(self, name: str) -> Editor:
        return self._editors[name]

    def row(self, name: str) -> FormRow:
        return self._rows[name]

    def is_changed(self) -> bool:
        return self.raw() != self._before

    def _edited(self) -> None:
        self._draft_wait.start()
        for one in self._rows.values():
            one.clear_message()
        self.banner.hide()
        self.changed()

    def changed(self) -> None:
        """Something was typed: a subclass shows what follows from it."""

    def _keep_draft(self) -> bool:
        if not self.is_changed():
            return True
        kept = self._drafts.save(self._draft_key, {"raw": self.raw()})
        if not kept:
            self.note.setText(NOT_KEPT)
        return kept

    def _restore_draft(self) -> None:
        draft = self._drafts.load(self._draft_key)
        for name, raw in (draft or {"raw": {}})["raw"].items():
            if name in self._editors and raw:
                self._editors[name].restore(raw)
        if draft:
            self.note.setText("上次没有保存的内容还在")
            self.changed()

    def parsed(self, name: str) -> Any:
        """The field's value, None while it is empty or cannot be read."""
        try:
            return self._kinds[name].parse(self._editors[name].raw())
        except FieldError:
            return None

    def values(self) -> dict[str, Any]:
        """Every field parsed and checked; raises FieldError for the first that is wrong."""
        found = {}
        for name, kind in self._kinds.items():
            try:
                found[name] = kind.parse(self._editors[name].raw())
            except FieldError as error:
                raise FieldError(error.sentence, field=name) from error
            for finding in kind.check(found[name], self.office.today()) if found[name] is not None else []:
                if finding.level == "error":
                    raise FieldError(finding.text, field=name)
        return found

    # ending

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        """Do it. Runs off the GUI thread: no widget may be touched."""
        raise NotImplementedError

    def save(self) -> None:
        """Write what stands here; on an error nothing is lost and the field says what to do."""
        try:
            values = self.values()
        except FieldError as error:
            self._failed(error)
            return
        allow(self.save_button, False, "正在写入")
        run_job(
            f"正在{self.action}", lambda _progress: self._write(values), lambda _done: self._end(), self._failed,
            can_cancel=False, owner=self,
        )  # fmt: skip

    def _write(self, values: Mapping[str, Any]) -> None:
        with self.office.work(self.action) as work:
            self.write(work, values)

    def _end(self) -> None:
        self._draft_wait.stop()
        self._drafts.discard(self._draft_key)
        self.saved.emit()
        self.closed.emit()

    def _failed(self, problem: BaseException) -> None:
        allow(self.save_button, True)
        if isinstance(problem, FieldError) and problem.field in self._rows:
            self._rows[problem.field].set_message(problem.sentence)
            self._editors[problem.field].widget().setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(problem, OfficeError):
            self.banner.say("danger", problem.sentence)
            self.banner.show()
        else:
            show_problem(problem)

    def cancel(self) -> None:
        """Close without writing; what was typed stays as a draft."""
        self._draft_wait.stop()
        if self._keep_draft() or self.banner.title() == STAYS_OPEN[0]:
            self.closed.emit()
        else:
            self.banner.say("danger", *STAYS_OPEN)
            self.banner.show()

    def focus_first(self) -> None:
        if self._editors:
            next(iter(self._editors.values())).widget().setFocus(Qt.FocusReason.OtherFocusReason)
        else:  # a disabled button would leave the keyboard in the table, where Esc does not reach the form
            (self.save_button if self.save_button.isEnabled() else self.cancel_button).setFocus()
