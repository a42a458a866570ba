# SPDX-License-Identifier: MIT
"""登记进展: the form beside the plan that notes how far one task is, and the notes already there."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.draft_words import STAYS_OPEN, said_draft
from ui.editors import AreaEditor, Editor, LineEditor
from ui.fields import EnterMoves, FormRow
from ui.keys import bind
from ui.panels import Banner, close_button, form_footer, section
from ui.record_form import DRAFT_WAIT_MS
from ui.widgets import Part, button, column, frame, hairline, label, row, scroll
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.dates import say_day, show_day
from unionoffice.kit.describe import fields_of
from unionoffice.kit.identity import Finding
from unionoffice.kit.validate import Checked, check_values
from unionoffice.office import Office
from unionoffice.plan import actions
from unionoffice.plan.due import show_due
from unionoffice.plan.progress_queries import ProgressLine
from unionoffice.plan.progress_records import PlanProgress
from unionoffice.plan.queries import TaskLine
from unionoffice.store.drafts import Drafts

ASKED = ("day", "percent", "note", "problem", "next_step")
QUICK = (25, 50, 75, 100)


class ProgressForm(QWidget):
    """Notes the progress of one task. ``saved`` carries the task's id; ``closed`` comes after either end."""

    saved = Signal(int)
    closed = Signal()

    def __init__(self, office: Office, task: TaskLine, last: ProgressLine | None) -> None:
        super().__init__()
        self._office, self.task, self._last = office, task, last
        self._drafts = Drafts(office.drafts)
        self._fields = [fields_of(PlanProgress)[name] for name in ASKED]
        self._editors: dict[str, Editor] = {}
        self._rows: dict[str, FormRow] = {}
        self._draft_wait = QTimer(self, singleShot=True, interval=DRAFT_WAIT_MS)
        self._draft_wait.timeout.connect(self._keep_draft)
        self._build()
        self._start_values()

    # building

    def _build(self) -> None:
        self.note = label("", "caption")
        head = row(label("登记进展", "section"), self.note, None, close_button(self.cancel), margins=(16, 0, 8, 0))
        self.banner = Banner("danger")
        self.banner.hide()
        self.save_button = button("保存进展", "primary", key="S", on_click=self.save)
        footer = form_footer("回车到下一项", button("取消", on_click=self.cancel), self.save_button)
        rows: list[Part] = [self._row("day"), self._percent_row()]
        rows += [self._row(name, lines) for name, lines in (("note", 4), ("problem", 2), ("next_step", 2))]
        body = frame(column(self.banner, self._about(), 4, *rows, None, margins=(16, 12, 16, 12)))
        inner = column(
            frame(head, height=52), hairline(), (scroll(body), 1), hairline(), footer, margins=(1, 1, 1, 1), spacing=0
        )  # fmt: skip
        self.setLayout(column(frame(inner, "card")))
        self._enter = EnterMoves([editor.widget() for editor in self._editors.values()])
        self._enter.last_passed.connect(self.save_button.setFocus)
        bind(self, {"Ctrl+S": self.save, "Esc": self.cancel})

    def _about(self) -> QWidget:
        task = self.task
        when = f"完成时间 {show_due(task.due_text)}" if task.due_text else "没有写完成时间"
        parts: list[Part] = [label(task.name, "strong", wrap=True), label(f"{task.point}，{when}", "caption", wrap=True)]
        if task.days_over:
            parts.append(label(f"逾期 {task.days_over} 天", "caption", "danger"))
        if self._last is not None:
            said = f"，{self._last.note}" if self._last.note else ""
            parts.append(label(f"上次 {say_day(self._last.day)}，{self._last.percent}%{said}", "caption", wrap=True))
        return frame(column(*parts, spacing=2))

    def _row(self, name: str, lines: int = 1) -> FormRow:
        field = fields_of(PlanProgress)[name]
        editor: Editor = AreaEditor(lines) if lines > 1 else LineEditor(field.type, "2020-09-24")
        return self._framed(name, editor, editor.widget())

    def _percent_row(self) -> FormRow:
        """The figure, and the four that are typed most as buttons."""
        editor = LineEditor(fields_of(PlanProgress)["percent"].type)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.setFixedWidth(72)
        quick = [button(f"{one}%", on_click=partial(self._take_percent, one)) for one in QUICK]
        for one in quick:
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = frame(row(editor, label("%", "dim"), None, *quick, spacing=4))
        whole.setFocusProxy(editor)
        return self._framed("percent", editor, whole)

    def _framed(self, name: str, editor: Editor, widget: QWidget) -> FormRow:
        field = fields_of(PlanProgress)[name]
        editor.edited.connect(self._edited)
        self._editors[name] = editor
        self._rows[name] = FormRow(field.label, widget, required=field.required)
        return self._rows[name]

    # values

    def raw(self) -> dict[str, object]:
        """What stands in the editors, as drafts keep it."""
        return {name: editor.raw() for name, editor in self._editors.items()}

    def editor(self, name: str) -> Editor:
        return self._editors[name]

    def row(self, name: str) -> FormRow:
        return self._rows[name]

    def _start_values(self) -> None:
        self._editors["day"].show_value(self._office.today())
        self._editors["percent"].show_value(self.task.percent)
        self._before = self.raw()
        draft = self._drafts.load(self._draft_key)
        if draft:
            for name, raw in draft["raw"].items():
                if name in self._editors and name != "day":
                    self._editors[name].restore(raw)
            self.note.setText("上次没有保存的内容还在，可以接着填")

    def is_changed(self) -> bool:
        return self.raw() != self._before

    @property
    def _draft_key(self) -> str:
        return f"plan_progress-{self.task.id}"

    def _keep_draft(self) -> bool:
        if not self.is_changed():
            return True
        kept = self._drafts.save(self._draft_key, {"raw": self.raw()})
        self.note.setText(said_draft(kept, self._office.now()))
        return kept

    def _take_percent(self, percent: int) -> None:
        self._editors["percent"].show_value(percent)
        self._edited()
        self._editors["percent"].widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self) -> None:
        self._draft_wait.start()
        self._check()

    def _check(self) -> Checked:
        checked = check_values(self._fields, self.raw(), self._office.today())
        percent = checked.values.get("percent")
        if percent is not None and percent < self.task.percent and not checked.findings.get("percent"):
            checked.add("percent", Finding("warn", f"比现在的 {self.task.percent}% 低，请核对。可以继续。"))
        for name, one in self._rows.items():
            found = checked.findings.get(name, [])
            one.set_message(found[0].text, found[0].level) if found else one.clear_message()
        return checked

    # ending

    def save(self) -> None:
        """Write the note; on an error nothing is lost and the field says what to do."""
        checked = self._check()
        errors = checked.errors()
        if errors:
            self._point_at(*errors[0])
            return
        values = checked.values
        try:
            with self._office.work("登记进展") as work:
                actions.record_progress(
                    work, self.task.id, values["day"], values["percent"], values["note"],
                    problem=values["problem"], next_step=values["next_step"],
                )  # fmt: skip
        except FieldError as error:
            self._point_at(error.field, error.sentence)
        except OfficeError as error:
            self.banner.say("danger", error.sentence)
            self.banner.show()
        else:
            self._draft_wait.stop()
            self._drafts.discard(self._draft_key)
            self.saved.emit(self.task.id)

    def _point_at(self, name: str, sentence: str) -> None:
        if name not in self._rows:
            self.banner.say("danger", sentence)
            self.banner.show()
            return
        self._rows[name].set_message(sentence, "error")
        self._editors[name].widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def cancel(self) -> None:
        """Close without writing; what was typed stays as a draft."""
        self._draft_wait.stop()
        if self._keep_draft() or self.banner.title() == STAYS_OPEN[0]:
            self.closed.emit()
        else:
            self.banner.say("danger", *STAYS_OPEN)
            self.banner.show()

    def focus_first(self) -> None:
        """The percentage: the day is today's already."""
        self._editors["percent"].widget().setFocus(Qt.FocusReason.OtherFocusReason)
        editor = self._editors["percent"]
        if isinstance(editor, LineEditor):
            editor.selectAll()


def progress_section(notes: Sequence[ProgressLine]) -> QWidget:
    """Every note on a task, newest first: day, percentage and who, then what was said."""
    if not notes:
        return section("进展记录", label("还没有登记过进展", "dim"))
    parts: list[Part] = []
    for note in notes:
        head = row(label(show_day(note.day), "strong"), label(f"{note.percent}%"), None, label(note.actor, "caption"))
        said: list[Part] = [head]
        if note.note:
            said.append(label(note.note, wrap=True, selectable=True))
        if note.problem:
            said.append(label(f"问题：{note.problem}", "caption", "warn", wrap=True))
        if note.next_step:
            said.append(label(f"下一步：{note.next_step}", "caption", wrap=True))
        parts += [column(*said, spacing=2), 4]
    return section("进展记录", *parts, caption=f"{len(notes)} 次")
