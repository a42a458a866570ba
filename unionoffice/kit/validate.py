# SPDX-License-Identifier: MIT
"""From what was typed or read to values and findings: the one check that forms, imports and actions share."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, NamedTuple

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


_PLAIN = (str, int, float, date, type(None))
_MOST_KNOWN = 1 << 14  # values of one field
Overruled = Callable[[Mapping[str, Any]], Container[str]]


def check_values(
    fields: Iterable[Field], raw: Mapping[str, object], today: date, overruled: Overruled | None = None
) -> Checked:
    """Parse and check each of ``fields`` that ``raw`` holds; a required one that is empty is an error.

    ``overruled`` (``Record.overruled``) is asked where a check fails; what cannot be read stays an error.
    """
    return ValueReader(fields, today).check(raw, overruled)


class Reading(NamedTuple):
    """What one field makes of one raw value. What cannot be read has no value but an error."""

    value: Any
    findings: tuple[Finding, ...]
    readable: bool = True


class Known(dict[object, Reading]):
    """What raw values of one field were read as; the first thousands of them are not read again."""

    def __init__(self, reader: Callable[[object], Reading]) -> None:
        super().__init__()
        self._reader = reader

    def read(self, raw: object) -> Reading:
        """What the value was or is now read as. 1, 1.0 and True are different values."""
        if raw.__class__ is str:
            return self[raw]
        return self[raw.__class__, raw] if isinstance(raw, _PLAIN) else self._reader(raw)

    def read_all(self, column: Iterable[object]) -> list[Reading]:
        """``read`` of each."""
        return [self[raw] if raw.__class__ is str else self.read(raw) for raw in column]

    def __missing__(self, key: object) -> Reading:
        read = self._reader(key if key.__class__ is str else key[1])  # type: ignore[index]
        if len(self) < _MOST_KNOWN:
            self[key] = read
        return read


class ValueReader:
    """``check_values`` for many rows: a value that came before (a branch, a month) is not read again."""

    def __init__(self, fields: Iterable[Field], today: date) -> None:
        self._fields = list(fields)
        self._today = today
        self._known = {one.name: Known(self.reader(one)) for one in self._fields}

    def reader(self, one: Field) -> Callable[[object], Reading]:
        """What reads a raw value of this field."""
        return partial(_read, one, self._today)

    def check(self, raw: Mapping[str, object], overruled: Overruled | None = None) -> Checked:
        """As :func:`check_values`."""
        checked = Checked()
        refused: list[str] = []
        for one in self._fields:
            if one.name not in raw:
                continue
            read = self._known[one.name].read(raw[one.name])
            if read.readable:
                checked.values[one.name] = read.value
            if read.findings:
                checked.findings[one.name] = [*read.findings]
                if read.readable and any(finding.level == "error" for finding in read.findings):
                    refused.append(one.name)
        if refused and overruled is not None:
            self._waive(checked, refused, overruled(checked.values))
        return checked

    @staticmethod
    def _waive(checked: Checked, refused: Iterable[str], waived: Container[str]) -> None:
        for name in refused:
            if name in waived:
                checked.findings[name] = [Finding("warn", one.text) for one in checked.findings[name]]


def _read(one: Field, today: date, raw: object) -> Reading:
    try:
        value = one.type.parse(raw)
    except FieldError as bad:
        return Reading(None, (Finding("error", bad.sentence),), False)
    if value is None:
        return Reading(None, (Finding("error", f"请填写{one.label}。"),) if one.required else ())
    found = one.type.check(value, today)
    return Reading(value, tuple(found) if found else ())


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
