# SPDX-License-Identifier: MIT
"""From what was typed or read to values and findings: the one check that forms, imports and actions share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from unionoffice.errors import FieldError
from unionoffice.kit.describe import Field, fields_of
from unionoffice.kit.identity import Finding
from unionoffice.kit.record import Record


@dataclass
class Checked:
    """Parsed ``values`` by field name, and what was found about each field."""

    values: dict[str, Any] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)

    def add(self, name: str, finding: Finding) -> None:
        self.findings.setdefault(name, []).append(finding)

    def errors(self) -> list[tuple[str, str]]:
        """(field name, sentence) of everything that forbids saving."""
        return [(name, f.text) for name, found in self.findings.items() for f in found if f.level == "error"]

    def warnings(self) -> list[tuple[str, str]]:
        return [(name, f.text) for name, found in self.findings.items() for f in found if f.level == "warn"]


def check_values(fields: Iterable[Field], raw: Mapping[str, object], today: date) -> Checked:
    """Parse and check each of ``fields`` that ``raw`` holds; a required one that is empty is an error."""
    checked = Checked()
    for one in fields:
        if one.name not in raw:
            continue
        try:
            value = one.type.parse(raw[one.name])
        except FieldError as bad:
            checked.add(one.name, Finding("error", bad.sentence))
            continue
        checked.values[one.name] = value
        if value is None:
            if one.required:
                checked.add(one.name, Finding("error", f"请填写{one.label}。"))
            continue
        for finding in one.type.check(value, today):
            checked.add(one.name, finding)
    return checked


def check_record(record: Record, today: date) -> Checked:
    """Check a whole record as it stands, with the findings that need several fields."""
    fields = fields_of(type(record))
    checked = check_values(fields.values(), {name: getattr(record, name) for name in fields}, today)
    for name, finding in record.check_whole(today):
        if finding.text not in [f.text for f in checked.findings.get(name, [])]:
            checked.add(name, finding)
    return checked


def refuse_errors(cls: type[Record], checked: Checked) -> None:
    """Raise FieldError for the first error, naming the field; warnings pass."""
    for name, sentence in checked.errors():
        described = fields_of(cls).get(name)
        label = described.label if described else name
        raise FieldError(f"{label}：{sentence}", field=name)
