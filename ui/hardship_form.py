# SPDX-License-Identifier: MIT
"""The form of a hardship file: sections in three columns, the household inside, the arithmetic as it follows."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.editors import Editor
from ui.fields import EnterMoves, FormRow
from ui.hardship_household import HouseholdTable
from ui.panels import Banner
from ui.person_picker import PersonPicker
from ui.picker import Option
from ui.record_form import RecordForm
from ui.widgets import column, frame, hairline, label
from unionoffice.aid import hardship_actions, hardship_queries, hardship_rules
from unionoffice.aid import hardship_codes as codes
from unionoffice.aid.hardship_actions import HouseholdRow
from unionoffice.aid.hardship_parts import HouseholdMember
from unionoffice.aid.hardship_records import CAUSE, DECISION, HardshipCase
from unionoffice.aid.hardship_register import HARDSHIP_CASES
from unionoffice.aid.payees import payee
from unionoffice.errors import FieldError
from unionoffice.kit.describe import Field
from unionoffice.kit.fields import Text
from unionoffice.kit.record import Record
from unionoffice.kit.validate import Checked
from unionoffice.office import Office

COLUMNS = 3
BEFORE_HOUSEHOLD = CAUSE  # the household stands before this section, as it does on paper


class PersonEditor(PersonPicker):
    """The applicant, found as anywhere else."""

    edited = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._people_of = office
        self.picked.connect(lambda _option: self.edited.emit())

    def raw(self) -> object:
        return self.chosen.value if self.chosen else self.text().strip() or None

    def show_value(self, value: Any) -> None:
        if value is None:
            self.choose(None)
            return
        with self._people_of.read() as session:
            known = payee(session, int(value), self._people_of.today())
        self.choose(Option(known.member_id, known.full_name, known.staff_no) if known else None)

    def restore(self, raw: Any) -> None:
        if isinstance(raw, int):
            self.show_value(raw)
        else:
            self.choose(None)
            self.setText(str(raw or ""))

    def widget(self) -> QWidget:
        return self


class HardshipForm(RecordForm):
    """Opens a file or changes one. What is typed of the household is kept in the same draft."""

    def __init__(self, office: Office, record: HardshipCase | None = None) -> None:
        self.household = HouseholdTable()
        self.sums = label("", "body", wrap=True)
        self.advice = Banner("info")
        self._suggested: str | None = record.suggested if record else None
        super().__init__(office, HARDSHIP_CASES, record)
        self.household.edited.connect(lambda: self._edited("household"))
        self._enter = EnterMoves(self._walk())
        self._enter.last_passed.connect(self.save_button.setFocus)
        self._check()

    def _walk(self) -> list[QWidget]:
        """What Enter goes through: the household's button stands before the causes, as on the page."""
        walked: list[QWidget] = []
        for field in self.fields():
            if field.section == BEFORE_HOUSEHOLD and self.household.add_button not in walked:
                walked.append(self.household.add_button)
            walked.append(self._editors[field.name].widget())
        return walked

    # building

    def _fields(self) -> QWidget:
        sections: dict[str, list[Field]] = {}
        for field in self.fields():
            sections.setdefault(field.section, []).append(field)
        parts: list[Any] = []
        for title, fields in sections.items():
            if title == BEFORE_HOUSEHOLD:
                parts += [self.household, hairline(), label("测算", "section"), self.sums, self.advice, hairline()]
            parts += [label(title, "section"), self._section(fields)]
            if title != DECISION:
                parts.append(hairline())
        return frame(column(*parts, spacing=10))

    def _section(self, fields: list[Field]) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        line = place = 0
        for field in fields:
            wide = isinstance(field.type, Text) and field.type.max > 120
            if wide and place:
                line, place = line + 1, 0
            grid.addWidget(self._row(field), line, place, 1, COLUMNS if wide else 1, Qt.AlignmentFlag.AlignTop)
            place = COLUMNS if wide else place + 1
            if place >= COLUMNS:
                line, place = line + 1, 0
        for at in range(COLUMNS):
            grid.setColumnStretch(at, 1)
        return frame(grid)

    def _row(self, field: Field) -> FormRow:
        if field.name != "member_id":
            return super()._row(field)
        editor: Editor = PersonEditor(self._office)
        widget = editor.widget()
        widget.setMinimumWidth(80)
        widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
        editor.edited.connect(lambda: self._edited("member_id"))
        self._editors[field.name] = editor
        self._rows[field.name] = FormRow(field.label, widget, required=True)
        return self._rows[field.name]

    # values and drafts

    def raw(self) -> dict[str, object]:
        return {**super().raw(), "household": self.household.raw()}

    def _show_record(self) -> None:
        people: list[HouseholdMember] = []
        if self._record is not None:
            with self._office.read() as session:
                people = hardship_queries.household(session, self._record.id)
        self.household.set_people(people)
        super()._show_record()

    def _restore_draft(self) -> None:
        draft = self._drafts.load(self._draft_key)
        if draft and "household" in draft["raw"]:
            self.household.restore(draft["raw"]["household"])
        super()._restore_draft()

    # the arithmetic as it follows

    def _check(self, fresh: str = "") -> Checked:
        checked = super()._check(fresh)
        self._follow_suggestion(self._assess(checked))
        self._caption(checked)
        return checked

    def _assess(self, checked: Checked) -> hardship_rules.Assessment:
        """What is typed, worked out; lines that cannot be read yet are left out."""
        case = self._transient(checked)
        assert isinstance(case, HardshipCase)
        day = case.applied_on or self._office.today()
        with self._office.read() as session:
            line = hardship_rules.line_on(hardship_queries.dibao_lines(session), day)
        found = hardship_rules.assess(hardship_actions.home_of(case, self._people()), line)
        self.sums.setText("\n".join(found.steps[:-1]))
        self.advice.say("info" if found.suggested else "warn", found.steps[-1])
        return found

    def _people(self) -> list[HouseholdMember]:
        people = []
        for block in self.household.blocks:
            if block.row_id is None and block.is_empty():
                continue
            income = None
            try:
                income = HARDSHIP_CASES.fields["own_income"].type.parse(block.raw()["monthly_income"])
            except FieldError:
                income = None  # said beside the field when the form is saved
            people.append(HouseholdMember(full_name="", relation="99", monthly_income=income))
        return people

    def _follow_suggestion(self, found: hardship_rules.Assessment) -> None:
        """A category that was the suggested one goes on being it."""
        editor = self._editors["category"]
        before, self._suggested = self._suggested, found.suggested
        if found.suggested != before and editor.raw() in ("", None, before):
            editor.show_value(found.suggested if found.suggested in codes.CATEGORY else None)
        chosen = editor.raw() or None
        otherwise = bool(found.suggested and chosen and chosen != found.suggested)
        row = self._rows["category_reason"]
        row.set_required(otherwise)
        if otherwise and not self._editors["category_reason"].raw():
            row.set_message(f"与测算建议“{codes.SUGGESTION.name(found.suggested)}”不同，请写明理由。", "warn")

    def _caption(self, checked: Checked) -> None:
        member_id = checked.values.get("member_id")
        with self._office.read() as session:
            known = payee(session, member_id, self._office.today()) if isinstance(member_id, int) else None
            names = [str(block.raw()["full_name"]) for block in self.household.blocks if block.raw()["full_name"]]
            own = self._record.id if self._record else 0
            alike = hardship_queries.namesakes(session, own, known.full_name, names) if known else []
        row = self._rows["member_id"]
        row.set_help(known.caption if known else "")
        if alike and not row.message():
            row.set_message(f"家里有人与{'、'.join(alike)}一家同名。同一户只建一份，请核对。", "warn")

    # ending

    def _write(self, values: Mapping[str, Any]) -> Record:
        rows: list[HouseholdRow] = self.household.rows(self._office.today())
        action = f"{'编辑' if self._record else '新增'}{self._register.noun}"
        record_id = self._record.id if self._record else None
        with self._office.work(action) as work:
            return hardship_actions.save_case(work, record_id, values, self._version, household=rows)
