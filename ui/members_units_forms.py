# SPDX-License-Identifier: MIT
"""What is done with a unit, beside its table: appoint, end a term, rename, merge, enter eligible head counts."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit

from ui.editors import ChoiceEditor, LineEditor, link_editor
from ui.panels import Banner
from ui.picker import Option
from ui.record_side import PersonEditor, RecordSide
from ui.widgets import Part, column, frame, label, link, row
from unionoffice.errors import FieldError
from unionoffice.kit.dates import show_day
from unionoffice.kit.describe import fields_of
from unionoffice.kit.fields import Choice, Day, Link, Text, Whole, YesNo
from unionoffice.members import organisation
from unionoffice.members.codes import OFFICER_POST
from unionoffice.members.organisation import SINGLE
from unionoffice.members.queries import branches
from unionoffice.members.records import Branch, Member
from unionoffice.members.unit_queries import OfficerLine, groups_of, officers, unit_lines
from unionoffice.members.units import Officer
from unionoffice.office import Office
from unionoffice.store.work import Work


class AppointForm(RecordSide):
    """Somebody gets a post in a unit; without one, of the whole union. ``end_wanted`` brings a serving officer's term."""

    end_wanted = Signal(object)

    def __init__(self, office: Office, unit: Branch | None) -> None:
        super().__init__(office, "任职", "appoint", unit.id if unit else 0)
        self.unit = unit
        with office.read() as session:
            held = officers(session, unit.id) if unit else officers(session, of_union=True)
            self._groups = {one.id: one.name for one in groups_of(session, unit.id)} if unit else {}
        self._serving = [one for one in held if one.to_day is None]
        fields = fields_of(Officer)
        posts = [(code.code, code.name) for code in OFFICER_POST if code.code != "group_leader" or self._groups]
        self.add("post", "职务", Choice(OFFICER_POST), editor=ChoiceEditor(posts, True), required=True)
        self.add("group_id", office.settings.say("工会小组"), fields["group_id"].type, editor=self._group_editor())
        self.add("member_id", "姓名", Link("member", lambda: Member), editor=PersonEditor(office), required=True)
        self.add("from_day", "任职起", Day(), office.today(), required=True)
        self.add("term", "届次", Text(max=20), help="例：第八届")
        self.add("doc_no", "批复文号", Text(max=60))
        self.told = Banner("info")
        rows = self._rows
        parts: list[Part] = [*self._now(), rows["post"], rows["group_id"], rows["member_id"], rows["from_day"], self.told]
        parts.append(row((rows["term"], 1), (rows["doc_no"], 1), spacing=12))
        self.build(f"{unit.name if unit else '校工会'}任职", parts, "记下任职")
        self.changed()

    def _group_editor(self) -> ChoiceEditor:
        return ChoiceEditor(list(self._groups.items()), True)

    def _now(self) -> list[Part]:
        if not self._serving:
            return []
        return [column(label("现任", "caption"), *(self._officer(one) for one in self._serving), spacing=2), 4]

    def _officer(self, one: OfficerLine) -> QHBoxLayout:
        said = label(f"{one.post_name}　{one.full_name}　{one.from_day:%Y-%m} 起", wrap=True)
        return row((said, 1), link("卸任", lambda: self.end_wanted.emit(one)))

    def changed(self) -> None:
        """The one who makes room is named before it is written."""
        post, day = self.parsed("post"), self.parsed("from_day")
        leads = post == "group_leader"
        self._rows["group_id"].setVisible(leads)
        group = self._group() if leads else None
        old = next((one for one in self._serving if one.post == post and one.group_id == group), None)
        self.told.setVisible(post in SINGLE and old is not None and day is not None)
        if old is not None and day is not None:
            last = show_day(day - timedelta(days=1))
            self.told.say("info", f"现任{old.post_name} {old.full_name} 任职到 {last} 为止", "历任里留着，可以随时查。")

    def _group(self) -> int | None:
        value = self.editor("group_id").raw()
        return value if isinstance(value, int) else None

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        leads = values["post"] == "group_leader"
        organisation.appoint(
            work, values["member_id"], values["post"], values["from_day"], branch_id=self.unit.id if self.unit else None,
            group_id=values["group_id"] if leads else None, term=values["term"], doc_no=values["doc_no"],
        )  # fmt: skip

    def values(self) -> dict[str, Any]:
        if not isinstance(self.editor("member_id").raw(), int):
            raise FieldError("请从名册里选一个人。", field="member_id")
        found = super().values()
        if found["from_day"] is None:
            raise FieldError("请填任职起的日期。", field="from_day")
        return found


class EndTermForm(RecordSide):
    """The last day of somebody's term."""

    def __init__(self, office: Office, unit_id: int, officer: OfficerLine) -> None:
        super().__init__(office, "卸任", f"end-{officer.officer_id}", unit_id)
        self.officer = officer
        self.add("to_day", "任职到哪一天", Day(), office.today(), required=True)
        said = f"{officer.unit or '校工会'}{officer.post_name}，{show_day(officer.from_day)} 起"
        head = column(label(officer.full_name, "name"), label(said, "caption"), spacing=2)
        self.build("卸任", [head, 4, self._rows["to_day"]], "记下卸任")

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        if values["to_day"] is None:
            raise FieldError("请填最后一天。", field="to_day")
        organisation.end_term(work, self.officer.officer_id, values["to_day"])


class RenameForm(RecordSide):
    """Another name from a day on, or a misspelt one put right for the past too."""

    def __init__(self, office: Office, unit: Branch) -> None:
        super().__init__(office, "改名", "rename", unit.id)
        self.unit = unit
        self.add("name", "新名称", fields_of(Branch)["name"].type, unit.name, required=True)
        self.add("on", "从哪一天起", Day(past=True), office.today(), required=True)
        ways = [("否", "改了名：以前的名册仍写原名"), ("是", "原来写错了：以前的名册也改过来")]
        self.add("correct", "为什么改", YesNo(), editor=ChoiceEditor(ways, True))
        parts: list[Part] = [label(f"原名：{unit.name}", "caption"), *self._rows.values()]
        self.build(office.settings.say("分工会改名"), parts, "改名")
        self.changed()

    def changed(self) -> None:
        self._rows["on"].setVisible(self.parsed("correct") is not True)

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        name, on = values["name"], values["on"] or work.today
        organisation.rename_branch(work, self.unit.id, name, on, correct=bool(values["correct"]))


class MergeForm(RecordSide):
    """A unit is closed and its people go on in another one."""

    def __init__(self, office: Office, unit: Branch) -> None:
        super().__init__(office, "并入", "merge", unit.id)
        self.unit = unit
        with office.read() as session:
            others = [one for one in branches(session) if one.closed_on is None and one.id != unit.id]
            self._line = next(one for one in unit_lines(session, office.today()) if one.branch_id == unit.id)
        options = [Option(one.id, one.name, one.code or "") for one in others]
        self.add("into_id", "并入哪个单位", Link("branch", lambda: Branch), editor=link_editor(options), required=True)
        self.add("on", "从哪一天起", Day(past=True), office.today(), required=True)
        self.told = Banner("info")
        self.build(f"{unit.name}并入…", [*self._rows.values(), self.told], "并入")
        self.changed()

    def changed(self) -> None:
        """How many go along, and what stays."""
        into = self.editor("into_id").widget()
        name = into.text() if isinstance(into, QLineEdit) and isinstance(self.editor("into_id").raw(), int) else "新单位"
        moves = [f"{self._line.members:,} 位在册会员"]
        moves += [f"{self._line.groups} 个{self.office.settings.say('工会小组')}"] if self._line.groups else []
        chair = f"主席 {self._line.chair} 等的任职到那天为止。" if self._line.chair else ""
        past = f"那天以前的名册仍写“{self.unit.name}”。"
        self.told.say("info", f"{'、'.join(moves)}转到{name}", chair + past + "并入后可以撤销。")

    def values(self) -> dict[str, Any]:
        if not isinstance(self.editor("into_id").raw(), int):
            raise FieldError("请选并入的单位。", field="into_id")
        return super().values()

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        organisation.merge_branches(work, self.unit.id, values["into_id"], values["on"] or work.today)


class EligibleForm(RecordSide):
    """The eligible head counts of this year, unit by unit: what 入会率 is counted against."""

    def __init__(self, office: Office) -> None:
        year = office.today().year
        super().__init__(office, "填应入会人数", f"eligible-{year}", 0)
        self.year = year
        with office.read() as session:
            units = [one for one in unit_lines(session, office.today()) if one.closed_on is None]
        self._members = {one.branch_id: one.members for one in units}
        self._names = {str(one.branch_id): one.name for one in units}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, heading in enumerate(("单位", "在册会员", "应入会")):
            grid.addWidget(label(heading, "caption", align=right if place else None), 0, place)
        for line, one in enumerate(units, 1):
            editor = LineEditor(Whole(0, 100_000))
            editor.setFixedWidth(88)
            editor.setAccessibleName(f"{one.name}应入会人数")
            self.add(str(one.branch_id), one.name, Whole(0, 100_000), one.eligible, editor=editor)
            grid.addWidget(label(one.name), line, 0)
            grid.addWidget(label(f"{one.members:,}", align=right), line, 1)
            grid.addWidget(editor, line, 2)
        fill = link("空着的按在册人数填", self.fill)
        self.build(f"{year} 年应入会人数", [row(label("入会率按它算", "caption"), None, fill), frame(grid)], "保存人数")

    def values(self) -> dict[str, Any]:
        """The grid has no room for messages: what is wrong is said above it, with the unit's name."""
        try:
            return super().values()
        except FieldError as error:
            self.editor(error.field).widget().setFocus(Qt.FocusReason.OtherFocusReason)
            raise FieldError(f"{self._names[error.field]}：{error.sentence}") from error

    def fill(self) -> None:
        """What is empty becomes the present number of members; the clerk raises it where people are missing."""
        for branch_id, members in self._members.items():
            editor = self.editor(str(branch_id))
            if not editor.raw() and members:
                editor.show_value(members)
        self._edited()

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        organisation.save_eligible(work, self.year, {int(key): count for key, count in values.items()})
