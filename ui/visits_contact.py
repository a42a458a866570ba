# SPDX-License-Identifier: MIT
"""The small form of a contact after a visit: the day, what was said, when to ask again."""

from collections.abc import Mapping
from typing import Any

from ui.editors import AreaEditor
from ui.side_form import SideForm
from ui.widgets import Part, label
from unionoffice.aid import visits_actions
from unionoffice.aid.visits_records import HomeVisit
from unionoffice.kit.fields import Day, Text
from unionoffice.office import Office
from unionoffice.store.work import Work


class ContactForm(SideForm):
    """``next_contact`` empty ends the reminders."""

    def __init__(self, office: Office, visit: HomeVisit) -> None:
        super().__init__(office, "登记联系", f"visit-contact-{visit.id}")
        self.visit_id = visit.id
        parts: list[Part] = [
            label(f"{visit.who}　{visit.visit_no}", "strong", wrap=True),
            self.add("on", "联系日期", Day(past=True), office.today(), required=True),
            self.add("said", "情况", Text(max=200, lines=3), editor=AreaEditor(3), help="记在反馈里"),
            self.add("next_contact", "下次联系", Day(), help="不用再联系就空着"),
        ]
        self.build("登记联系", parts, "保存联系")

    def focus_first(self) -> None:
        self.editor("said").widget().setFocus()

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        visits_actions.note_contact(
            work, self.visit_id, values["said"] or "", on=values["on"], next_contact=values["next_contact"]
        )
