# SPDX-License-Identifier: MIT
"""The form that records what happens to a membership: transfer, retirement, move; it tells beforehand what follows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ui.editors import ChoiceEditor, PickEditor, link_editor, make_editor
from ui.panels import Banner
from ui.picker import Option
from ui.record_side import RecordSide
from ui.widgets import clear_layout, column, frame, label, row
from unionoffice.kit.codelists import MEMBERSHIP_EVENT
from unionoffice.kit.describe import fields_of
from unionoffice.kit.fields import Choice, Day
from unionoffice.members.actions import record_event
from unionoffice.members.event_preview import EventPreview, fitting_events, preview_event
from unionoffice.members.queries import branches
from unionoffice.members.records import Member, MembershipEvent
from unionoffice.office import Office
from unionoffice.store.work import Work

PLACED = ("branch_move", "transfer_in", "join")  # events that say where the member is from then on


class EventForm(RecordSide):
    """For one member; ``record_id`` is the member's."""

    def __init__(self, office: Office, member: Member) -> None:
        super().__init__(office, "记录会籍变化", "event", member.id)
        self.member = member
        self._fields = fields_of(MembershipEvent)
        with office.read() as session:
            fitting = fitting_events(session, member.id)
            units = [Option(one.id, one.name, one.code or "") for one in branches(session) if one.closed_on is None]
        self._make_rows(fitting, units)
        self.consequences = Banner("info")
        self._facts = column(spacing=4)
        self.facts = frame(self._facts)
        who = " · ".join(text for text in (member.staff_no, member.branch.name if member.branch else "") if text)
        head = column(label(member.full_name, "name"), label(who, "caption"), spacing=2)
        rows = self._rows
        what = row((rows["event_type"], 1), (rows["event_date"], 1), spacing=12)
        papers = row((rows["reason_code"], 1), (rows["doc_no"], 1), spacing=12)
        told = [self.facts, self.consequences]
        self.build("记会籍变化", [head, 4, what, rows["to_branch_id"], *told, papers, rows["remark"]], "记下")
        self.changed()

    def _make_rows(self, fitting: list[str], units: list[Option]) -> None:
        say, fields = self.office.settings.say, self._fields
        names = [(code, MEMBERSHIP_EVENT.name(code)) for code in fitting]
        self.add("event_type", "变化", Choice(MEMBERSHIP_EVENT), editor=ChoiceEditor(names, True), required=True)
        self.add("event_date", "哪一天", Day(past=True), self.office.today(), required=True, help="补记以前的，写当时的日子")
        self.add("to_branch_id", say("调入的分工会"), fields["to_branch_id"].type, editor=link_editor(units))
        reason = make_editor(fields["reason_code"], lambda _link: ())
        self.add("reason_code", "原因", fields["reason_code"].type, editor=reason)
        self.add("doc_no", "文号或介绍信号", fields["doc_no"].type)
        self.add("remark", "备注", fields["remark"].type)

    # what follows

    @property
    def kind(self) -> str:
        return str(self.parsed("event_type") or "")

    def changed(self) -> None:
        """Say what the event brings about, or why it cannot be."""
        moves = self.kind in PLACED
        self._rows["to_branch_id"].setVisible(moves)
        self.save_button.set_text(f"记{MEMBERSHIP_EVENT.name(self.kind)}", "S")
        day = self.parsed("event_date")
        for widget in (self.facts, self.consequences):
            widget.hide()
        if isinstance(day, date) and self.kind:
            self._tell(self._preview(day))

    def _preview(self, day: date) -> EventPreview:
        to = self._branch() if self.kind in PLACED else None
        with self.office.read() as session:
            return preview_event(session, self.member.id, self.kind, day, to, self.office.today())

    def _branch(self) -> int | None:
        editor = self.editor("to_branch_id")
        assert isinstance(editor, PickEditor)
        value = editor.raw()
        return value if isinstance(value, int) else None

    def _tell(self, told: EventPreview) -> None:
        if told.refusal:
            waits = told.field == "to_branch_id" and self._branch() is None
            if not waits:  # nothing chosen yet is no mistake
                self.consequences.say("warn", told.refusal)
                self.consequences.show()
            return
        self._show_facts(told)
        if told.notes:
            self.consequences.say("info", told.notes[0], "".join(told.notes[1:]))
            self.consequences.show()

    def _show_facts(self, told: EventPreview) -> None:
        clear_layout(self._facts)
        say = self.office.settings.say
        self._facts.addWidget(label("记下以后", "caption"))
        for one in told.changes:
            key = label(say(one.what), "key")
            key.setFixedWidth(64)
            line = row(key, label(one.old, "body", "text3"), label("→", "caption"), (label(one.new, "strong", wrap=True), 1), spacing=8)
            self._facts.addLayout(line)
        self.facts.setVisible(bool(told.changes))

    # writing

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        kind = values["event_type"]
        record_event(
            work, self.member.id, kind, values["event_date"],
            to_branch_id=values["to_branch_id"] if kind in PLACED else None,
            reason_code=values["reason_code"], doc_no=values["doc_no"], remark=values["remark"],
        )  # fmt: skip
