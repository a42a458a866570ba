# SPDX-License-Identifier: MIT
"""Asks for a name below what was clicked; what is wrong with it is said in place."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.fields import FormRow, line_edit
from ui.popup import Popup
from ui.widgets import Part, button, column, label, row
from unionoffice.errors import OfficeError

WIDTH = 320


class NamePopup(Popup):
    """Enter calls ``keep`` with the name and closes; an OfficeError of it stands under the field, which stays."""

    def __init__(self, parent: QWidget, title: str, text: str, name: str, keep: Callable[[str], object]) -> None:
        super().__init__(parent)
        self._keep = keep
        self.edit = line_edit(name)
        self.edit.setMaxLength(20)
        self.edit.selectAll()
        self.edit.returnPressed.connect(self.agree)
        self._row = FormRow("名称", self.edit)
        self.yes = button(title, "primary", on_click=self.agree)
        words: list[Part] = [label(text, "caption", wrap=True)] if text else []
        body = column(label(title, "section"), *words, self._row, row(None, self.yes), margins=(12, 8, 12, 12), spacing=8)
        self.body(body)
        self.setFixedWidth(WIDTH)
        self.setFocusProxy(self.edit)

    def agree(self) -> None:
        name = self.edit.text().strip()
        if not name:
            self._row.set_message("请写个名称，例：在编女会员。")
            return
        try:
            self._keep(name)
        except OfficeError as error:
            self._row.set_message(error.sentence)
            self.adjustSize()
        else:
            self.close()
