# SPDX-License-Identifier: MIT
"""From what was typed or read to values and findings: the one check that forms, imports and actions share."""

from collections.abc import Callable, Container, Iterable, Mapping
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


Overruled = Callable[[Mapping[str, Any]], Container[str]]


def check_values(
    fields: Iterable[Field], raw: Mapping[str, object], today: date, overruled: Overruled | None = None
) -> Checked:
    """Parse and check each of ``fields`` that ``raw`` holds; a required one that is empty is an error.

    ``overruled`` (``Record.overruled``) is asked where a check fails; what cannot be read stays an error.
    """
    present = [one for one in fields if one.name in raw]
    checked, unread = _parsed(present, raw)
    waived: Container[str] | None = None
    for one in present:
        for finding in _findings(one, checked.values, unread, today):
            if finding.level == "error" and one.name not in unread and overruled is not None:
                waived = overruled(checked.values) if waived is None else waived
                finding = Finding("warn", finding.text) if one.name in waived else finding
            checked.add(one.name, finding)
    return checked


def _parsed(fields: Iterable[Field], raw: Mapping[str, object]) -> tuple[Checked, dict[str, str]]:
    """The values that could be read, and the sentence about each field that could not."""
    checked, unread = Checked(), {}
    for one in fields:
        try:
            checked.values[one.name] = one.type.parse(raw[one.name])
        except FieldError as bad:
            unread[one.name] = bad.sentence
    return checked, unread


def _findings(
    one: Field, values: Mapping[str, Any], unread: Mapping[str, str], today: date
) -> list[Finding]:
    if one.name in unread:
        return [Finding("error", unread[one.name])]
    if values[one.name] is None:
        return [Finding("error", f"请填写{one.label}。")] if one.required else []
    return one.type.check(values[one.name], today)


def check_record(record: Record, today: date) -> Checked:
    """Check a whole record as it stands, with the findings that need several fields."""
    fields = fields_of(type(record))
    raw = {name: getattr(record, name) for name in fields}
    checked = check_values(fields.values(), raw, today, type(record).overruled)
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
