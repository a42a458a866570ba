# SPDX-License-Identifier: MIT
"""The forms of a visit: noting one that must be made (person, kind, day), and recording it once it was made."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit

from ui.aid_fields import short_day
from ui.fields import FormRow
from ui.hardship_form import PersonEditor
from ui.panels import Banner
from ui.picker import Option
from ui.record_form import RecordForm
from ui.widgets import Part
from unionoffice.aid import visits_queries
from unionoffice.aid.payees import payee
from unionoffice.aid.visits_records import HOSPITAL, HomeVisit, VisitKind
from unionoffice.aid.visits_register import HOME_VISITS, VISITS_MADE
from unionoffice.kit.dates import say_day
from unionoffice.kit.describe import Field
from unionoffice.kit.fields import Day, Link
from unionoffice.kit.register import Register
from unionoffice.kit.validate import Checked
from unionoffice.office import Office


class _DaysForm(RecordForm):
    """A form whose days may be typed short: 9-21 and 9.21 are this year's."""

    def __init__(self, office: Office, register: Register, record: HomeVisit | None) -> None:
        super().__init__(office, register, record)
        for field in self.fields():
            line = self._editors[field.name].widget()
            if isinstance(field.type, Day) and isinstance(line, QLineEdit):
                line.editingFinished.connect(lambda name=field.name: self._tidy(name))

    def _tidy(self, name: str) -> None:
        editor = self._editors[name]
        text = short_day(str(editor.raw() or ""), self._office.today())
        if text != editor.raw():
            editor.restore(text)
            self._edited(name)

    def save(self) -> None:
        for field in self.fields():
            if isinstance(field.type, Day):
                self._tidy(field.name)
        super().save()


class VisitForm(_DaysForm):
    """Person, kind and day are enough; the rest waits until it is known. The ward is asked for only in hospital."""

    def __init__(self, office: Office, record: HomeVisit | None = None) -> None:
        self.repeat = Banner("warn")
        self.repeat.hide()
        with office.read() as session:
            self._kinds = {one.kind_id: one for one in visits_queries.kinds_in_use(session, office.today())}
        super().__init__(office, HOME_VISITS, record)
        self.title.setText("编辑走访" if record else "登记要走访的人")
        self._check()

    def more_parts(self) -> list[Part]:
        return [self.repeat]

    def _row(self, field: Field) -> FormRow:
        if field.name != "member_id":
            return super()._row(field)
        editor = PersonEditor(self._office)
        editor.edited.connect(lambda: self._edited("member_id"))
        self._editors[field.name] = editor
        self._rows[field.name] = FormRow(field.label, editor.widget(), required=True)
        return self._rows[field.name]

    def _link_options(self, kind: Link) -> Sequence[Option]:
        if kind.to() is not VisitKind:
            return super()._link_options(kind)
        known = [Option(one.kind_id, one.name) for one in self._kinds.values()]
        record = self._record
        if isinstance(record, HomeVisit) and record.kind_id not in self._kinds:  # no longer in use
            known.append(Option(record.kind_id, record.kind_name or ""))
        return known

    def _show_record(self) -> None:
        super()._show_record()
        if self._record is None:
            self._editors["asked_on"].show_value(self._office.today())
            if self._kinds:
                self._editors["kind_id"].show_value(next(iter(self._kinds)))
            self._before = self.raw()

    # what follows from an edit

    def _check(self, fresh: str = "") -> Checked:
        checked = super()._check(fresh)
        values = checked.values
        member_id, kind = values.get("member_id"), self._kinds.get(values.get("kind_id") or 0)
        self._show_person(member_id if isinstance(member_id, int) else 0)
        asked = values.get("asked_on")
        self._show_due(asked if isinstance(asked, date) else None, kind)
        in_hospital = bool(kind and kind.hospital) or any(values.get(name) for name in ("hospital", "illness"))
        self._marks[HOSPITAL].setVisible(in_hospital)
        for field in self.fields():
            if field.section == HOSPITAL:
                self._rows[field.name].setVisible(in_hospital)
        self._show_repeat(checked, in_hospital)
        return checked

    def _show_person(self, member_id: int) -> None:
        with self._office.read() as session:
            known = payee(session, member_id, self._office.today()) if member_id else None
        self._rows["member_id"].set_help(known.caption if known else "")

    def _show_due(self, asked: date | None, kind: visits_queries.KindOption | None) -> None:
        said = "期限从这天算"
        if asked and kind:
            last = date.fromordinal(asked.toordinal() + kind.days)
            said = f"{kind.days} 天内，{say_day(last)}前去"
        self._rows["asked_on"].set_help(said)

    def _show_repeat(self, checked: Checked, in_hospital: bool) -> None:
        """同一病种一年慰问一次: said while it is typed, without forbidding anything."""
        values, found = checked.values, []
        member_id, asked = values.get("member_id"), values.get("asked_on")
        if in_hospital and isinstance(member_id, int) and isinstance(asked, date):
            with self._office.read() as session:
                found = visits_queries.same_illness(
                    session, member_id, values.get("relation"), values.get("illness"), asked,
                    self._record.id if self._record else 0,
                )  # fmt: skip
        self.repeat.setVisible(bool(found))
        if found:
            title = "同一病种本年已经慰问过" if found[0].same else "本年住院已经慰问过"
            self.repeat.say("warn", title, found[0].said)

    def focus_first(self, name: str = "") -> None:
        super().focus_first(name or "member_id")


class VisitMadeForm(_DaysForm):
    """When it was, who went, what was brought and what was said; what the kind usually brings stands there already."""

    def __init__(self, office: Office, record: HomeVisit) -> None:
        self._kept_for = record
        super().__init__(office, VISITS_MADE, record)
        self.title.setText(f"登记走访　{record.who}")
        self.note.setText(self.note.text() or record.visit_no)

    @property
    def _draft_key(self) -> str:
        return f"{super()._draft_key}-made"

    def _show_record(self) -> None:
        super()._show_record()
        if self._kept_for.visited_on is None:
            self._editors["visited_on"].show_value(self._office.today())
        if self._kept_for.comfort is None:
            with self._office.read() as session:
                kind = session.get_one(VisitKind, self._kept_for.kind_id)
                usual = {name: getattr(kind, name) for name in ("comfort", "amount", "goods")}
            for name, value in usual.items():
                if not self._editors[name].raw():
                    self._editors[name].show_value(value)
        self._before = self.raw()
