# SPDX-License-Identifier: MIT
"""A side form that stands beside a register's table and belongs to one record; and a person picked in such a form."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.person_picker import PersonPicker, as_option
from ui.side_form import SideForm
from unionoffice.members.queries import option
from unionoffice.members.records import Member
from unionoffice.office import Office


class RecordSide(SideForm):
    """``saved`` carries the record's id, as the register's own form does."""

    saved = Signal(int)

    def __init__(self, office: Office, action: str, draft_key: str, record_id: int) -> None:
        super().__init__(office, action, f"{draft_key}-{record_id}")
        self.record_id = record_id

    def keep_draft(self) -> None:
        """The window may close at any moment: what was typed stays."""
        self._draft_wait.stop()
        self._keep_draft()

    def _end(self) -> None:
        self._draft_wait.stop()
        self._drafts.discard(self._draft_key)
        self.saved.emit(self.record_id)
        self.closed.emit()


class PersonEditor(PersonPicker):
    """A person picker as a form's editor: its value is the member's id."""

    edited = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._members = office
        self.picked.connect(lambda _option: self.edited.emit())

    def raw(self) -> object:
        return self.chosen.value if self.chosen else self.text().strip() or None

    def show_value(self, value: Any) -> None:
        with self._members.read() as session:
            member = session.get(Member, value) if isinstance(value, int) else None
            self.choose(as_option(option(member)) if member else None)

    def restore(self, raw: Any) -> None:
        if isinstance(raw, int):
            self.show_value(raw)
        else:
            self.setText(str(raw or ""))

    def widget(self) -> QWidget:
        return self
