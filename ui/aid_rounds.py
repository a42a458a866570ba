# SPDX-License-Identifier: MIT
"""批次, under the aid ledger: the rounds of a year, one round in front, the form of a new one beside the list."""

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget

from ui import messages
from ui.aid_round import RoundPanel
from ui.aid_rounds_list import RoundList
from ui.desk import Desk
from ui.page import PageWidget
from ui.record_form import RecordForm
from ui.standing import takes
from ui.widgets import column
from unionoffice.aid import rounds_actions
from unionoffice.aid.registers import AID_ROUNDS
from unionoffice.errors import OfficeError
from unionoffice.kit.roles import Right

FORM = 400
KINDS = frozenset({"aid_round", "aid_round_line", "aid_payment", "aid_type", "member", "branch", "setting", "*"})


class RoundsPage(PageWidget):
    """The list at first; ``show_record`` brings one round to the front."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.form: RecordForm | None = None
        self.list, self.round = RoundList(desk), RoundPanel(desk)
        self.list.opened.connect(self.show_record)
        self.list.new_wanted.connect(self.new)
        self.list.back.connect(lambda: desk.go("aid"))
        self.round.back.connect(self.show_list)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.round)
        self.setLayout(column((self.stack, 1), spacing=0))
        self.list.refresh()

    def show_list(self) -> None:
        self.list.refresh()
        self.stack.setCurrentWidget(self.list)
        self.list.focus_first()
        self.show_status(["Ctrl+N 新增批次", "Esc 返回困难帮扶"])

    def show_record(self, round_id: int) -> None:
        """One round in front."""
        self._close_form()
        self.stack.setCurrentWidget(self.round)
        self.round.open_round(round_id)
        self.show_status(["Esc 返回批次"])

    @takes(Right.ENTER, "新增批次")
    def new(self, people: Sequence[int] = ()) -> None:
        """The form of a new round beside the list, the year filled in; ``people`` (member ids) are in it once it is saved."""
        if self.form is not None:
            return
        self.stack.setCurrentWidget(self.list)
        self.form = RecordForm(self._desk.office, AID_ROUNDS)
        self.form.setFixedWidth(FORM)
        if not self.form.is_changed():
            self.form.editor("year").show_value(self._desk.office.working_year())
        self.form.saved.connect(partial(self._made, list(people)))
        self.form.closed.connect(self._close_form)
        self.list.put_beside(self.form)
        self.form.editor("name").widget().setFocus()

    def _made(self, people: Sequence[int], round_id: int) -> None:
        if people:
            try:
                with self._desk.office.work("选人") as work:
                    count = rounds_actions.add_people(work, round_id, people)
                messages.info(f"已列入 {count:,} 人，请定金额")
            except OfficeError as problem:
                messages.error(problem)
        self.show_record(round_id)

    def _close_form(self) -> None:
        if self.form is None:
            return
        form, self.form = self.form, None
        self.list.take_away()
        form.deleteLater()
        self.list.focus_first()

    def refresh(self, kinds: Collection[str] = ("*",)) -> None:
        """Read anew what is in front."""
        if KINDS.isdisjoint(kinds):
            return
        if self.stack.currentWidget() is self.round:
            self.round.refresh()
        elif self.form is None:
            self.list.refresh()

    def take_focus(self) -> None:
        if self.stack.currentWidget() is self.round:
            self.round.table.setFocus()
        elif self.form is None:
            self.list.focus_first()
            self.show_status(["Ctrl+N 新增批次", "Esc 返回困难帮扶"])
