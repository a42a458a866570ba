# SPDX-License-Identifier: MIT
"""The first start: whose office this is. Everything may be skipped and changed later in 设置."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from ui.fields import EnterMoves, FormRow, line_edit
from ui.page import PageWidget
from ui.panels import Banner
from ui.widgets import button, column, frame, hairline, label, row
from unionoffice.aid.actions import seed_types
from unionoffice.aid.visits_actions import seed_kinds
from unionoffice.errors import FieldError, OfficeError
from unionoffice.office import Office
from unionoffice.store.settings import KNOWN, save_settings

ASKED = ("school_name", "union_name", "working_year", "branch_label", "operator")


class SetupPage(PageWidget):
    """Asks five things; ``closed`` comes after saving or skipping, ``sample_wanted`` asks for the sample office."""

    closed = Signal()
    sample_wanted = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.edits: dict[str, QLineEdit] = {}
        self.rows: dict[str, FormRow] = {}
        self.banner = Banner("danger")
        self.banner.hide()
        self.save_button = button("开始使用", "primary", key="S", on_click=self.save)
        rows = [self._row(key) for key in ASKED]
        self.edits["school_name"].textEdited.connect(self._suggest_union)
        foot = row(
            button("打开示例办公室", key="E", on_click=self.sample_wanted.emit), None,
            button("以后再填", "quiet", key="L", on_click=self.skip), self.save_button,
        )  # fmt: skip
        head = column(label("这是谁的办公室", "title"), label("印在表头、凭证和文件名上。都可以先空着，以后在“设置”里改。", "dim"), spacing=4)
        card = frame(column(head, 8, self.banner, *rows, 8, hairline(), 4, foot, margins=(24, 20, 24, 16)), "card", width=520)
        self.setLayout(column(None, row(None, card, None), None))
        self._enter = EnterMoves(list(self.edits.values()))
        self._enter.last_passed.connect(self.save)

    def _row(self, key: str) -> FormRow:
        known = KNOWN[key]
        value = self._office.settings.text(key) or (str(self._office.today().year) if key == "working_year" else "")
        self.edits[key] = line_edit(value)
        self.rows[key] = FormRow(known.label, self.edits[key], help=known.help)
        return self.rows[key]

    def _suggest_union(self, school: str) -> None:
        """江陵大学 → 江陵大学工会委员会, until the clerk writes something else."""
        union = self.edits["union_name"]
        if not union.isModified():
            union.setText(f"{school.strip()}工会委员会" if school.strip() else "")
            union.setModified(False)

    def save(self) -> None:
        self._write({key: edit.text() for key, edit in self.edits.items()})

    def skip(self) -> None:
        self._write({})

    def _write(self, values: dict[str, str]) -> None:
        for one in self.rows.values():
            one.clear_message()
        try:
            with self._office.work("首次设置") as work:
                save_settings(work, {**values, "set_up": "1"})
                seed_types(work)
                seed_kinds(work)
        except FieldError as error:
            self.rows[error.field].set_message(error.sentence)
            self.edits[error.field].setFocus(Qt.FocusReason.OtherFocusReason)
        except OfficeError as error:
            self.banner.say("danger", error.sentence)
            self.banner.show()
        else:
            self.closed.emit()

    def take_focus(self) -> None:
        self.edits["school_name"].setFocus(Qt.FocusReason.OtherFocusReason)
