# SPDX-License-Identifier: MIT
"""The steps of a payment in its details: who did which when, and the fields to write down the next one."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui import messages
from ui.desk import Desk
from ui.editors import LineEditor
from ui.fields import EnterMoves, FormRow
from ui.panels import KeyValue, KeyValues
from ui.widgets import button, column, label, row
from unionoffice.aid.records import AidPayment
from unionoffice.aid.steps_actions import StepLine, record_step, step_lines
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.dates import show_day
from unionoffice.kit.fields import Day, PersonName, Text

NOT_YET = "还没有登记"


class StepsPart(QWidget):
    """Shown only where the office writes steps down; ``on_done`` after one was."""

    def __init__(self, desk: Desk, record: AidPayment, lines: list[StepLine], on_done: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._record, self._on_done = desk, record, on_done
        parts: list[QWidget] = [label("办理环节", "section"), KeyValues([said(one) for one in lines])]
        self.next = next((one for one in lines if one.can_do), None)
        if self.next is not None:
            parts.append(self._fields(self.next))
        self.setLayout(column(*parts, spacing=8))

    def _fields(self, step: StepLine) -> QWidget:
        self.day, self.person, self.opinion = LineEditor(Day()), LineEditor(PersonName()), LineEditor(Text())
        self.day.show_value(self._desk.office.today())
        self.rows = {
            "done_by": FormRow(f"{step.name}：经手人", self.person, required=True),
            "done_on": FormRow("日期", self.day), "opinion": FormRow("意见", self.opinion),
        }  # fmt: skip
        self.button = button(f"登记{step.name}", key="J", on_click=self.record)
        self._enter = EnterMoves([self.person, self.day, self.opinion])
        self._enter.last_passed.connect(self.button.setFocus)
        made = QWidget()
        two = row((self.rows["done_by"], 1), (self.rows["done_on"], 1), spacing=12)
        made.setLayout(column(two, self.rows["opinion"], row(self.button, None), spacing=8))
        return made

    def record(self) -> None:
        """Write the step down; an error is said at its field."""
        assert self.next is not None
        try:
            day = Day().parse(self.day.raw())
            with self._desk.office.work(f"登记{self.next.name}") as work:
                record_step(
                    work, self._record.id, self.next.step, done_by=self.person.text(), on=day, opinion=self.opinion.text()
                )
        except FieldError as problem:
            place = self.rows.get(problem.field, self.rows["done_on"])
            place.set_message(problem.sentence)
        except OfficeError as problem:
            messages.error(problem)
        else:
            messages.info(f"已登记{self.next.name}")
            self._on_done()


def steps_part(desk: Desk, record: AidPayment, on_done: Callable[[], object]) -> StepsPart | None:
    """The part for a payment; None where the office writes no steps down and none are there."""
    with desk.office.read() as session:
        lines = step_lines(session, session.get_one(AidPayment, record.id), desk.office.settings)
    return StepsPart(desk, record, lines, on_done) if lines else None


def said(one: StepLine) -> KeyValue:
    if one.done_on is None:
        return KeyValue(one.name, NOT_YET, "warn" if one.can_do else "text3")
    return KeyValue(one.name, "，".join(text for text in (show_day(one.done_on), one.done_by, one.opinion) if text))
