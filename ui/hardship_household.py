# SPDX-License-Identifier: MIT
"""The household inside the form of a hardship file: one block of two lines for each person, none of it scrolls away."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.editors import Editor, make_editor
from ui.fields import EnterMoves
from ui.widgets import button, clear_layout, column, frame, hairline, icon_button, label, restyle, row
from unionoffice.aid.hardship_actions import ROW_FIELDS, HouseholdRow, read_row
from unionoffice.aid.hardship_parts import HouseholdMember
from unionoffice.errors import FieldError
from unionoffice.kit.describe import fields_of
from unionoffice.kit.record import Record

# Two lines of five: what a person is, and what they have.
LINES = (
    ("full_name", "relation", "birth_date", "id_number", "political_status_code"),
    ("health", "insurance", "monthly_income", "work_state", "unit"),
)
STRETCH = (4, 4, 4, 6, 4)


class PersonBlock(QWidget):
    """One person of the household: ten small fields with their captions."""

    edited = Signal()
    removed = Signal(object)

    def __init__(self, row_id: int | None, raw: Mapping[str, object]) -> None:
        super().__init__()
        self.row_id = row_id
        self.editors: dict[str, Editor] = {}
        self._message = label("", "caption", "danger", wrap=True)
        self._message.hide()
        self.number = label("", "strong")
        remove = icon_button("delete", "移去这一位家庭成员", lambda: self.removed.emit(self), small=True)
        self.setLayout(column(row(self.number, None, remove), self._grid(), self._message, spacing=4))
        self.show_raw(raw)
        self._enter = EnterMoves([self.editors[name].widget() for line in LINES for name in line])
        self.passed = self._enter.last_passed

    def _grid(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        fields = fields_of(HouseholdMember)
        for line, names in enumerate(LINES):
            for place, name in enumerate(names):
                editor = make_editor(fields[name], lambda _link: ())
                widget = editor.widget()
                widget.setMinimumWidth(56)
                widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
                widget.setAccessibleName(fields[name].label)
                editor.edited.connect(self._edited)
                self.editors[name] = editor
                mark = " *" if fields[name].required else ""
                grid.addWidget(label(f"{fields[name].label}{mark}", "caption"), line * 2, place)
                grid.addWidget(widget, line * 2 + 1, place)
        for place, stretch in enumerate(STRETCH):
            grid.setColumnStretch(place, stretch)
        return frame(grid)

    def _edited(self) -> None:
        self.clear()
        self.edited.emit()

    def clear(self) -> None:
        """Take the message away."""
        self._message.hide()
        for editor in self.editors.values():
            if editor.widget().property("state"):
                restyle(editor.widget(), state="")

    def raw(self) -> dict[str, object]:
        return {name: self.editors[name].raw() for name in ROW_FIELDS}

    def show_raw(self, raw: Mapping[str, object]) -> None:
        for name, value in raw.items():
            if name in self.editors and value is not None:
                self.editors[name].restore(value)

    def is_empty(self) -> bool:
        return not any(self.raw().values())

    def point_at(self, error: FieldError) -> None:
        """Say what is wrong, with the keyboard in its field."""
        self._message.setText(error.sentence)
        self._message.show()
        if error.field in self.editors:
            widget = self.editors[error.field].widget()
            restyle(widget, state="error")
            widget.setFocus(Qt.FocusReason.OtherFocusReason)


class HouseholdTable(QWidget):
    """Everybody in the household beside the applicant. ``edited`` comes with every change."""

    edited = Signal()
    passed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[PersonBlock] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._said = label("", "caption")
        self.add_button = button("添加家庭成员", icon="add", key="A", on_click=self.add)
        head = row(label("家庭成员", "section"), self._said, None, self.add_button)
        self.setLayout(column(head, self._rows, spacing=8))
        self._count()

    def set_people(self, people: Sequence[Record]) -> None:
        """Show the stored household."""
        fields = fields_of(HouseholdMember)
        raws = []
        for one in people:
            raw = {name: fields[name].type.dump(getattr(one, name)) for name in ROW_FIELDS}
            for name in ("birth_date", "monthly_income", "unit", "full_name", "id_number"):
                raw[name] = fields[name].type.show(getattr(one, name))
            raws.append({"id": one.id, **raw})
        self.restore(raws)

    def raw(self) -> list[dict[str, object]]:
        """The lines that hold something, as drafts keep them."""
        return [{"id": one.row_id, **one.raw()} for one in self.blocks if one.row_id or not one.is_empty()]

    def restore(self, raws: Sequence[Mapping[str, Any]]) -> None:
        """Show these lines instead of all that stand here."""
        clear_layout(self._rows)
        self.blocks.clear()
        for raw in raws:
            self._put_in(raw.get("id"), {name: value for name, value in raw.items() if name != "id"})
        self._count()

    def rows(self, today: date) -> list[HouseholdRow]:
        """The lines as values. Raises FieldError where one cannot be read; its block says so."""
        read = []
        for block in self.blocks:
            if block.row_id is None and block.is_empty():
                continue
            try:
                read.append(read_row(block.row_id, block.raw(), today))
            except FieldError as error:
                block.point_at(error)
                raise FieldError(f"家庭成员 {self.blocks.index(block) + 1}，{error.sentence}", field="household") from error
        return read

    def add(self) -> None:
        """One more person, with the keyboard in the name."""
        block = self._put_in(None, {})
        self._count()
        block.show()
        block.editors["full_name"].widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_in(self, row_id: int | None, raw: Mapping[str, object]) -> PersonBlock:
        block = PersonBlock(row_id, raw)
        block.edited.connect(self.edited)
        block.removed.connect(self._remove)
        block.passed.connect(lambda: self._go_on(block))
        if self.blocks:
            self._rows.addWidget(hairline())
        self._rows.addWidget(block)
        self.blocks.append(block)
        return block

    def _go_on(self, block: PersonBlock) -> None:
        """Enter after the last field: to the next person, else to the button that adds one."""
        place = self.blocks.index(block) + 1
        if place < len(self.blocks):
            self.blocks[place].editors["full_name"].widget().setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.add_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, block: PersonBlock) -> None:
        raws = [{"id": one.row_id, **one.raw()} for one in self.blocks if one is not block]
        self.restore(raws)
        self.edited.emit()

    def _count(self) -> None:
        for number, block in enumerate(self.blocks, 1):
            block.number.setText(f"第 {number} 位")
        size = len(self.blocks) + 1
        self._said.setText(f"连本人 {size} 人" if self.blocks else "不含本人；没有就不填")
