# SPDX-License-Identifier: MIT
"""A small table inside a form: a member's children or family, one line each, typed in place."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.editors import Editor, LineEditor, make_editor
from ui.fields import EnterMoves
from ui.widgets import button, clear_layout, column, frame, icon_button, label, restyle, row
from unionoffice.errors import FieldError
from unionoffice.kit.describe import fields_of
from unionoffice.kit.fields import FieldType
from unionoffice.members.family import Child, FamilyRow, Relative, read_row

REMOVE = 28
GAP = 6


class FamilyLine(QWidget):
    """One person: the columns' editors side by side, and a button that takes the line away."""

    edited = Signal()
    removed = Signal(object)
    passed = Signal()

    def __init__(self, table: "FamilyTable", row_id: int | None, raw: Mapping[str, object]) -> None:
        super().__init__()
        self.row_id = row_id
        self.editors: dict[str, Editor] = {}
        self._message = label("", "caption", "danger", wrap=True)
        self._message.hide()
        cells = row(spacing=GAP)
        fields = fields_of(table.cls)
        for name, width in table.columns.items():
            editor = make_editor(fields[name], lambda _link: ())
            editor.edited.connect(self._edited)
            self.editors[name] = editor
            _sized(cells, editor.widget(), width)
            editor.widget().setAccessibleName(fields[name].label)
            if isinstance(editor, LineEditor):  # an example in full, however narrow the column
                editor.setPlaceholderText(editor.placeholderText().removeprefix("例："))
        cells.addWidget(icon_button("delete", f"移去这一{table.unit}", lambda: self.removed.emit(self), small=True))
        self.setLayout(column(cells, self._message, spacing=2))
        for name, value in raw.items():
            if name in self.editors and value is not None:
                self.editors[name].restore(value)
        self._enter = EnterMoves([editor.widget() for editor in self.editors.values()])
        self._enter.last_passed.connect(self.passed)

    def _edited(self) -> None:
        self._message.hide()
        for editor in self.editors.values():
            if editor.widget().property("state"):
                restyle(editor.widget(), state="")
        self.edited.emit()

    def raw(self) -> dict[str, object]:
        return {name: editor.raw() for name, editor in self.editors.items()}

    def is_empty(self) -> bool:
        return not any(self.raw().values())

    def point_at(self, error: FieldError) -> None:
        """Say what is wrong under the line, with the keyboard in its field."""
        self._message.setText(error.sentence)
        self._message.show()
        widget = self.editors[error.field].widget() if error.field in self.editors else None
        if widget is not None:
            restyle(widget, state="error")
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        next(iter(self.editors.values())).widget().setFocus(Qt.FocusReason.TabFocusReason)


def _sized(cells: QHBoxLayout, widget: QWidget, width: int) -> None:
    """A fixed width, or the free space for 0."""
    if width:
        widget.setFixedWidth(width)
    else:
        widget.setMinimumWidth(56)
        widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
    cells.addWidget(widget, 0 if width else 1)


class FamilyTable(QWidget):
    """``columns`` are field names with widths in px, 0 takes the free space. ``edited`` comes with every change."""

    edited = Signal()

    def __init__(
        self, title: str, unit: str, cls: type[Child] | type[Relative], columns: Mapping[str, int], add_text: str
    ) -> None:
        super().__init__()
        self.cls, self.columns, self.unit = cls, columns, unit
        self.lines: list[FamilyLine] = []
        self.title = label(title, "section")
        self._head = frame(self._headings())
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self.add_button = button(add_text, icon="add", on_click=self.add)
        self.setLayout(column(row(self.title, None, self.add_button), self._head, self._lines, spacing=4))
        self._head.hide()

    def _headings(self) -> QHBoxLayout:
        fields = fields_of(self.cls)
        cells = row(spacing=GAP)
        for name, width in self.columns.items():
            heading = label(fields[name].label + ("" if not fields[name].required else " *"), "caption")
            _sized(cells, heading, width)
        cells.addSpacing(REMOVE)
        return cells

    def set_people(self, people: Sequence[Child | Relative]) -> None:
        """Show what is stored."""
        fields = fields_of(self.cls)
        self.restore([
            {"id": one.id, **{name: _typed(fields[name].type, getattr(one, name)) for name in self.columns}}
            for one in people
        ])  # fmt: skip

    def raw(self) -> list[dict[str, object]]:
        """The lines that hold something, as drafts keep them."""
        return [{"id": one.row_id, **one.raw()} for one in self.lines if one.row_id or not one.is_empty()]

    def restore(self, raws: Sequence[Mapping[str, Any]]) -> None:
        """Show these lines instead of all that stand here."""
        clear_layout(self._lines)
        self.lines.clear()
        for raw in raws:
            self._put_in(raw.get("id"), {name: value for name, value in raw.items() if name != "id"})
        self._head.setVisible(bool(self.lines))

    def rows(self, today: date) -> list[FamilyRow]:
        """The lines as values. Raises FieldError where one cannot be read; the line itself says so."""
        read = []
        for number, line in enumerate(self.lines, 1):
            if line.row_id is None and line.is_empty():
                continue
            try:
                read.append(FamilyRow(line.row_id, read_row(self.cls, line.raw(), today)))
            except FieldError as error:
                line.point_at(error)
                said = f"{self.title.text()}第 {number} {self.unit}，{error.sentence}"
                raise FieldError(said, field=self.cls.kind()) from error
        return read

    def add(self) -> None:
        """One more line, with the keyboard in it."""
        line = self._put_in(None, {})
        self._head.show()
        line.show()
        line.focus_first()

    def _put_in(self, row_id: int | None, raw: Mapping[str, object]) -> FamilyLine:
        line = FamilyLine(self, row_id, raw)
        line.edited.connect(self.edited)
        line.removed.connect(self._remove)
        line.passed.connect(lambda: self._go_on(line))
        self._lines.addWidget(line)
        self.lines.append(line)
        return line

    def _go_on(self, line: FamilyLine) -> None:
        """Enter after the last column: the next line, else the button that adds one."""
        place = self.lines.index(line) + 1
        if place < len(self.lines):
            self.lines[place].focus_first()
        else:
            self.add_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, line: FamilyLine) -> None:
        self.restore([{"id": one.row_id, **one.raw()} for one in self.lines if one is not line])
        self.edited.emit()


def _typed(kind: FieldType, value: Any) -> object:
    """A stored value as its editor's raw text: codes stay codes."""
    return value if hasattr(kind, "codes") else kind.show(value)
