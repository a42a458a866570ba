# SPDX-License-Identifier: MIT
"""Plans the import of a sheet into any register: every row's fate, before anything is written."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import repeat
from typing import Any

from sqlalchemy.orm import Session

from unionoffice.errors import FieldError
from unionoffice.kit.collector import resting_collector
from unionoffice.kit.describe import Field
from unionoffice.kit.draft import draft
from unionoffice.kit.fields import Link, YearMonth
from unionoffice.kit.identity import Finding
from unionoffice.kit.register import Register
from unionoffice.kit.roles import NOT_YOURS, may_see, role_of
from unionoffice.kit.validate import Known, Reading, ValueReader
from unionoffice.progress import Progress
from unionoffice.sheets.cells import CellError
from unionoffice.sheets.import_cells import CellBlock, RawRow, SheetRows, findings_by_row
from unionoffice.sheets.import_known import Keys, KnownRecords, LinkNames, NewLink, key_of, last_change
from unionoffice.sheets.import_labels import MAX_LABELS, label_fields
from unionoffice.sheets.import_plan import ANOTHER, LEAVE, FieldChange, ImportPlan, ImportRow
from unionoffice.sheets.import_traps import (
    LostZeros,
    MaskedNumbers,
    as_day,
    error_problem,
    is_known_month,
    is_masked,
    masked_problem,
    says_nothing,
    trapless,
)

_DOUBT = Reading(None, (Finding("error", ""),), False)


def plan_import(
    session: Session,
    register: Register,
    rows: Iterable[RawRow],
    today: date,
    progress: Progress,
    source: str = "",
) -> ImportPlan:
    """Work out every row's fate; nothing is written.

    Only fields that the sheet has are touched, and an empty cell never erases a value. Raises Cancelled.
    """
    held = rows if isinstance(rows, SheetRows) else SheetRows.of(rows)
    with resting_collector():
        planner = Planner(session, register, held.places, today, progress)
        return planner.plan(map(planner.block, held.blocks()), len(held), progress, source)


class Planner:
    """One run over the rows, with what the office already has at hand."""

    def __init__(
        self,
        session: Session,
        register: Register,
        present: Container[str],
        today: date,
        progress: Progress,
        fields: Sequence[Field] | None = None,
    ) -> None:
        self.register = register
        self.today = today
        self.fields = [f for f in fields or register.import_fields if f.name in present]
        self.plain = [f for f in self.fields if not isinstance(f.type, Link)]
        self.reader = ValueReader(self.plain, today)
        self.links = {f.name: LinkNames(session, f.type) for f in self.fields if isinstance(f.type, Link)}
        in_order = [*self.plain, *(f for f in self.fields if f.name in self.links)]
        self.columns = {f.name: Known(self._cell_reader(f)) for f in in_order}
        self.known = KnownRecords(session, register, progress)
        self.zeros = LostZeros(self.fields, self.known, register.record.lookup[0])
        self.required = {f.name: f for f in register.import_fields if f.required and f.default is None}
        self.title_field = register.record.lookup[0]
        self.labels = label_fields(register, {f.name for f in self.fields})
        self.summed_up = [register.fields[n] for n in register.columns if n not in self.labels]
        self.complete = register.complete(session) if register.complete else None
        # What completes rows may have something to say of good ones too.
        self.remarks: Callable[[Mapping[str, Any]], list[str]] = getattr(self.complete, "remarks", lambda _values: [])
        self.similar = register.similar(session) if register.similar else None
        self.groups = register.identify
        self.nobody = self._nobody() if register.identify else ""
        self.last_change = last_change(session, register)
        self.unseen = [f for f in self.fields if not may_see(f.sensitive, role_of(session))]
        self.seen: dict[tuple[tuple[str, ...], tuple[Any, ...]], ImportRow] = {}
        self.records_seen: dict[int, ImportRow] = {}
        self.masked = MaskedNumbers(self.fields, self.known)
        self.titles: dict[int, Any] = {}  # row number -> what the row calls its record

    def plan(
        self, blocks: Iterable[Sequence[ImportRow]], total: int, progress: Progress, source: str
    ) -> ImportPlan:
        """The plan of all rows, which come a block at a time, judged already each by itself."""
        rows: list[ImportRow] = []
        for block in blocks:
            rows += block
            progress.check_cancelled()
            progress.report(len(rows), total, "正在核对")
        for row in rows:
            self._finish(row)
        progress.check_cancelled()
        return ImportPlan(self.register, self.labels, rows, self.last_change, source)

    def block(self, block: CellBlock) -> list[ImportRow]:
        """What becomes of some rows, as far as it can be known before the others were seen.

        They are read column by column; those with an error in them once more alone.
        """
        readings = {name: known.read_all(block.columns[name]) for name, known in self.columns.items()}
        said = findings_by_row(readings)
        values = list(zip(*([read.value for read in column] for column in readings.values()), strict=True))
        rows = []
        for place, (number, told) in enumerate(zip(block.numbers, values or repeat(()), strict=False)):
            row, found = ImportRow(number), said.get(place, {})
            filled: dict[str, object] = {}
            if any(one.level == "error" for told_of_one in found.values() for one in told_of_one):
                filled = self.masked.sorted_out(number, block.row(place))
                self.parse(row, filled)
            else:
                row.values = {name: one for name, one in zip(readings, told, strict=True) if one is not None}
                self._say(row, found)
            row.labels = tuple([self._label(row, name, filled) for name in self.labels])
            self._judge(row)
            rows.append(row)
        return rows

    def _cell_reader(self, one: Field) -> Callable[[object], Reading]:
        """Reads the cells of one column; what has to be told from the whole row is an error here."""
        links = self.links.get(one.name)
        plain = self.reader.reader(one) if links is None else partial(links.read, one)
        ordinary = trapless(one).fullmatch

        def read(cell: object) -> Reading:
            if isinstance(cell, str) and ordinary(cell):
                return plain(cell)
            if says_nothing(one, cell):
                return Reading(None, ())
            if isinstance(cell, CellError) or is_masked(one, cell):
                return _DOUBT
            return plain(as_day(one, cell))

        return read

    def _judge(self, row: ImportRow) -> None:
        """Who the row means, and whether it can be written."""
        if not row.problems and self.complete is not None:
            try:
                row.values = dict(self.complete(row.values))
            except FieldError as doubt:
                row.problems.append(doubt.sentence)
        if row.problems:
            return
        row.warnings += self.remarks(row.values)
        self.titles[row.row_no] = row.values.get(self.title_field)
        keys = self.keys(row.values)
        self._recognise(row, keys)
        if row.record_id is None and row.problems in ([], [self.nobody]):
            self._look_alike(row)
        if not row.problems:
            self.refuse_double(row, keys)
        if not row.problems:
            self.compare(row)

    def keys(self, values: Mapping[str, Any]) -> Keys:
        """By what these values are recognised."""
        return {group: key_of(group, values) for group in self.groups}

    def parse(self, row: ImportRow, filled: Mapping[str, object]) -> None:
        shown = {name: cell for name, cell in filled.items() if isinstance(cell, CellError)}
        row.problems += [error_problem(self._field(name), cell) for name, cell in shown.items()]
        hidden = {n: cell for n, cell in filled.items() if is_masked(self._field(n), cell)}
        row.problems += [masked_problem(self._field(name), cell) for name, cell in hidden.items()]
        cells = {n: cell for n, cell in filled.items() if n not in shown and n not in hidden}
        checked = self.reader.check(cells, self._overruled)
        row.values = {name: value for name, value in checked.values.items() if value is not None}
        for name in [name for name in checked.findings if name not in checked.values]:
            if is_known_month(self.register.record, self._field(name), cells[name], row.values):
                del checked.findings[name]
        self._say(row, checked.findings)
        for name, names in self.links.items():
            if name not in filled or name in shown:
                continue
            try:
                row.values[name] = self.linked(names, self._field(name), filled[name])
            except FieldError as bad:
                row.problems.append(bad.sentence)

    def linked(self, names: LinkNames, described: Field, cell: object) -> int | NewLink | None:
        """The record a cell means by its name."""
        return names.find(described, cell)

    def _overruled(self, values: Mapping[str, Any]) -> set[str]:
        """What the row itself says was checked, and what is in the office already, checked, with the same value."""
        record = self.register.record
        met = set(self.known.matches(self.keys(values)).values())
        old = self.known.values(met.pop()) if len(met) == 1 else {}
        return {*record.overruled(values), *(n for n in record.overruled(old) if values.get(n) == old[n])}

    def _say(self, row: ImportRow, findings: Mapping[str, Sequence[Finding]]) -> None:
        for name, found in findings.items():
            label = self._field(name).label
            for one in found:
                said = one.text if one.text.startswith(label) else f"{label}：{one.text}"
                told = row.problems if one.level == "error" else row.warnings
                if said not in told:
                    told.append(said)

    def _recognise(self, row: ImportRow, keys: Keys) -> None:
        """Find the record the row means; refuse rows that name nobody, two different ones, or somebody else."""
        if keys and all(key is None for key in keys.values()):
            row.problems.append(self.nobody)
            return
        met = self.known.matches(keys)
        if len(set(met.values())) > 1:
            row.problems.append(self._two_records(row, met))
            return
        if met:
            row.record_id = next(iter(met.values()))
            closed = self.register.record.not_importable(self.known.values(row.record_id))
            if closed:
                row.problems.append(closed)
                return
            self._doubt_title(row, met)
        else:
            self.zeros.doubt(row, asked=self.similar is not None)

    def _look_alike(self, row: ImportRow) -> None:
        """Who of those there the row may be, and what each choice would make of it."""
        if self.similar is None:
            return
        row.doubts = tuple(self.similar.find(row.values))
        for one in row.doubts:
            meant = replace(row, record_id=one.record_id, values=dict(row.values), problems=[], doubts=(), options={})
            closed = self.register.record.not_importable(self.known.values(one.record_id))
            if closed:
                meant.problems.append(closed)
            else:
                self.compare(meant)
            row.options[one.record_id] = meant
        said = self.similar.met_before(row.values, row.row_no)
        row.warnings += [said] if said else []

    def _nobody(self) -> str:
        present = [g for g in self.register.identify if all(f in self._names() for f in g)]
        groups = present or list(self.register.identify)
        parts = ["和".join(self.register.fields[name].label for name in group) for group in groups]
        subject = "认不出是谁" if self.register.unit == "人" else "认不出是哪一条"
        return "没有" + "，也没有".join(parts) + f"，{subject}。"

    def _two_records(self, row: ImportRow, met: Mapping[tuple[str, ...], int]) -> str:
        told = []
        for group, record_id in met.items():
            labels = "和".join(self.register.fields[name].label for name in group)
            told.append(f"{labels}是“{self._title_of(record_id)}”的")
        return "，".join(told) + "，两边对不上。请核对。"

    def _doubt_title(self, row: ImportRow, met: Mapping[tuple[str, ...], int]) -> None:
        """Another name under a weaker key: with another ID number as well it is another person."""
        assert row.record_id is not None
        old = self.known.values(row.record_id)
        name = self.title_field
        strongest = self.register.identify[0]
        if strongest in met or name in strongest or name not in row.values or row.values[name] == old[name]:
            return
        by = "和".join(self.register.fields[n].label for n in next(iter(met)))
        said = f"{by}是“{self._title_of(row.record_id)}”的，这一行写的是“{row.values[name]}”"
        given, kept = key_of(strongest, row.values), key_of(strongest, old)
        if given is not None and kept is not None and given != kept:
            label = "和".join(self.register.fields[n].label for n in strongest)
            row.problems.append(f"{said}，{label}也不同。请核对。")
        else:
            row.warnings.append(f"{said}。写入会改名，请核对。")

    def refuse_double(self, row: ImportRow, keys: Keys) -> None:
        """The same key twice in a sheet: the later row is refused, both are where the names differ."""
        for group, key in keys.items():
            first = self.seen.setdefault((group, key), row) if key is not None else row
            if first is not row:
                labels = "和".join(self.register.fields[name].label for name in group)
                self._double(first, row, labels)
                return
        if row.record_id is not None:
            first = self.records_seen.setdefault(row.record_id, row)
            if first is not row:
                self._double(first, row, f"“{self._title_of(row.record_id)}”")

    def _double(self, first: ImportRow, row: ImportRow, labels: str) -> None:
        same = self.titles[first.row_no] == self.titles[row.row_no]
        tail = "" if same or self.title_field in labels else f"，两行{self._title_label()}不同"
        row.problems.append(f"{labels}与第 {first.row_no} 行重复{tail}。")
        if not same:
            first.problems.append(f"{labels}与第 {row.row_no} 行重复{tail}。")

    def compare(self, row: ImportRow) -> None:
        old = self.known.values(row.record_id) if row.record_id is not None else {}
        if row.record_id is None:
            missing = [f.label for name, f in self.required.items() if name not in row.values]
            row.problems += [f"{label}：请填写{label}。" for label in missing]
        else:
            row.warnings += self.zeros.keep(row.record_id, row.values)
            row.values = {n: v for n, v in row.values.items() if not _same(self._field(n), old[n], v)}
            row.problems += [f"{f.label}：{NOT_YOURS}" for f in self.unseen if row.values.get(f.name) and old[f.name] is not None]
            row.changes = tuple(self._change(name, old[name], value) for name, value in row.values.items())
        self._refuse_taken(row)
        if not row.problems and (row.changes or row.record_id is None):
            self._check_whole(row, old)

    def _refuse_taken(self, row: ImportRow) -> None:
        for name in self.known.unique_fields:
            holder = self.known.holder(name, row.values.get(name))
            if holder is not None and holder != row.record_id:
                label = self.register.fields[name].label
                row.problems.append(f"{label}已经是“{self._title_of(holder)}”的。请核对。")

    def _check_whole(self, row: ImportRow, old: Mapping[str, Any]) -> None:
        values = {**old, **row.values}
        for name in self.links:
            if isinstance(values.get(name), NewLink):
                del values[name]
        record = draft(self.register.record, values)
        record.derive()
        findings: dict[str, list[Finding]] = {}
        for name, finding in record.check_whole(self.today):
            findings.setdefault(name, []).append(finding)
        self._say(row, findings)

    def _finish(self, row: ImportRow) -> None:
        """The fate, once every row was seen: a later row may have spoilt an earlier one."""
        if row.doubts and row.problems in ([], [self.nobody]):
            self._finish_doubtful(row)
            return
        if not row.problems:
            self.masked.refuse(row)
        if row.problems:
            row.fate, row.warnings = "refused", []
        elif row.record_id is None:
            row.fate, row.summary = "new", self._summary(row)
        else:
            row.fate = "update" if row.changes else "unchanged"
            row.warnings = row.warnings if row.changes else []

    def _finish_doubtful(self, row: ImportRow) -> None:
        another = row.options[ANOTHER] = replace(row, doubts=(), options={}, warnings=list(row.warnings))
        for option in row.options.values():
            self._finish(option)
        row.options[LEAVE] = replace(another, fate="left", problems=[], warnings=[], changes=())
        row.fate, row.problems, row.summary = "doubt", [], another.summary

    def _change(self, name: str, old: Any, new: Any) -> FieldChange:
        described = self._field(name)
        return FieldChange(name, described.label, self._text(described, old), self._text(described, new))

    def _text(self, described: Field, value: Any) -> str:
        if described.name in self.links:
            return self.links[described.name].show(value)
        return described.type.mask(value) if described.sensitive else described.type.show(value)

    def _label(self, row: ImportRow, name: str, filled: Mapping[str, object]) -> str:
        if name in row.values:
            return self._text(self._field(name), row.values[name])
        return "" if name not in filled else str(filled[name]).strip()

    def _summary(self, row: ImportRow) -> str:
        """What a new record will be: the listed fields that are not labels already."""
        texts: list[str] = []
        for one in self.summed_up:
            if one.name in row.values and not one.sensitive and len(texts) < MAX_LABELS:
                text = self._text(one, row.values[one.name])
                texts.append(text if hasattr(one.type, "codes") else f"{one.label} {text}")
        return "，".join(texts)

    def _field(self, name: str) -> Field:
        return self.register.fields[name]

    def _names(self) -> set[str]:
        return {f.name for f in self.fields}

    def _title_of(self, record_id: int) -> str:
        return str(self.known.values(record_id)[self.title_field] or "")

    def _title_label(self) -> str:
        return self._field(self.title_field).label


def _same(described: Field, old: Any, new: Any) -> bool:
    """No change; a year-month where the whole day is known already says nothing new."""
    if isinstance(described.type, YearMonth) and isinstance(old, str) and isinstance(new, str):
        return old.startswith(new)
    return bool(old == new)
