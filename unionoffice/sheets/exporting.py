# SPDX-License-Identifier: MIT
"""Writes the shown list of any register as the office's workbook: shown rows, shown columns, totals, signatures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from unionoffice.kit.describe import Field
from unionoffice.kit.fields import Link, Money
from unionoffice.kit.files import sha256
from unionoffice.kit.record import Record
from unionoffice.kit.register import Register
from unionoffice.kit.roles import Role, may_see, role_of
from unionoffice.progress import Progress
from unionoffice.sheets.specs import ColumnSpec, SheetSpec
from unionoffice.sheets.writing import report_file_name, write_workbook
from unionoffice.store import listing
from unionoffice.store.listing import Query
from unionoffice.store.settings import Settings

_BLOCK = 400  # records in memory at once
_PX = 7.5  # of a list's column for one character of a sheet's


@dataclass(frozen=True)
class ExportResult:
    """What was written: the file really made, its rows, its SHA-256 and the filter in words, for the audit note."""

    path: Path
    rows: int
    sha256: str
    filter_text: str


def export_register(
    session: Session,
    register: Register,
    query: Query,
    path: Path,
    *,
    settings: Settings,
    today: date,
    progress: Progress,
    columns: Sequence[str] | None = None,
    unmask: bool = False,
) -> ExportResult:
    """Write what the page shows to ``path`` (or the next free name beside it).

    ``columns`` are field names, the register's own without. Sensitive fields are masked unless ``unmask``: the
    caller has asked for a purpose and notes it with the result; what the session's role may not see stays masked
    even then. Raises OfficeError, Cancelled.
    """
    fields = register.pick(tuple(columns)) if columns is not None else register.export_fields
    found = listing.ids(session, register, query)
    said = filter_text(session, register, query)
    spec = SheetSpec(
        title=f"{settings.union_name}{register.title}",
        sheet_name=register.title,
        columns=column_specs(register, fields),
        rows=_rows(session, register, found, fields, role_of(session) if unmask else None),
        unit_line=_unit_line(settings, fields, today),
        notes=(f"筛选条件：{said}",) if said else (),
        signed_on=today,
        freeze_columns=_frozen(register, fields),
    )
    written = write_workbook(path, [spec], progress)
    return ExportResult(written, len(found), sha256(written), said)


def export_name(register: Register, settings: Settings, today: date) -> str:
    """The file name to offer: 江陵大学工会_2020年12月_会员名册_20201218.xlsx."""
    return report_file_name(settings.union_name, today, register.title, today)


def column_specs(register: Register, fields: Sequence[Field]) -> list[ColumnSpec]:
    """序号, then one column per field; the register's ``sums`` are summed."""
    return [
        ColumnSpec("序号", 6, "int"),
        *(
            ColumnSpec(one.label, _width(one), one.type.sheet_kind, total=one.name in register.sums)
            for one in fields
        ),
    ]


def _width(one: Field) -> float:
    return max(round(one.type.width / _PX) + 1, 2 * len(one.label) + 2)


def _frozen(register: Register, fields: Sequence[Field]) -> int:
    """Columns that stay in view: up to the one that says whose row it is, if that stands near the front."""
    names = [one.name for one in fields]
    title = register.record.lookup[0]
    return names.index(title) + 2 if title in names[:4] else 1


def _unit_line(settings: Settings, fields: Sequence[Field], today: date) -> tuple[str, str, str]:
    unit = "单位：元" if any(isinstance(one.type, Money) for one in fields) else ""
    return f"填报单位：{settings.union_name}", f"截止日期：{today:%Y-%m-%d}", unit


def _rows(
    session: Session, register: Register, found: Sequence[int], fields: Sequence[Field], role: Role | None
) -> Iterator[list[object]]:
    number = 0
    for start in range(0, len(found), _BLOCK):
        for record in listing.rows(session, register.record, found[start : start + _BLOCK]):
            number += 1
            yield [number, *(sheet_value(one, record, role) for one in fields)]
            session.expunge(record)


def sheet_value(one: Field, record: Record, role: Role | None = None) -> object:
    """A record's value as a cell takes it; masked text where it is sensitive, except for a ``role`` that may see it."""
    if isinstance(one.type, Link):
        return one.show(record)
    if one.sensitive and (role is None or not may_see(one.sensitive, role)):
        return one.mask(record)
    return one.type.to_sheet(getattr(record, one.name))


def filter_text(session: Session, register: Register, query: Query) -> str:
    """The query in words: 搜索“张”；会籍：在册、保留会籍. '' for the whole list."""
    parts = [query.named] if query.named else []
    parts += [f"搜索“{query.text.strip()}”"] if query.text.strip() else []
    labels = {facet.field: facet.label for facet in register.facets}
    years = {facet.field for facet in register.facets if facet.by == "year"}
    for name, values in query.chosen.items():
        if values:
            one = register.fields[name]
            texts = [_value_text(session, one, value, name in years) for value in values]
            parts.append(f"{labels.get(name) or one.label}：{'、'.join(texts)}")
    return "；".join(parts)


def _value_text(session: Session, one: Field, value: object, year: bool) -> str:
    if value is None:
        return "（空）"
    if year:
        return f"{value} 年"
    if isinstance(one.type, Link):
        linked = session.get(one.type.to(), value)
        return linked.title() if linked else f"（已删除的记录 {value}）"
    return one.type.show(value)
