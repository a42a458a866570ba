# SPDX-License-Identifier: MIT
"""A sheet opened for import: which column is which field, as found, as remembered, as the clerk says."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from unionoffice.kit.describe import Field
from unionoffice.kit.register import Register
from unionoffice.progress import Progress
from unionoffice.sheets.cells import Book
from unionoffice.sheets.headings import plain
from unionoffice.sheets.import_cells import SheetRows
from unionoffice.sheets.import_layout import ImportLayout
from unionoffice.sheets.reading import read_book
from unionoffice.sheets.skipping import BLANK
from unionoffice.sheets.tables import Table, best_sheet, find_table, like_sheets
from unionoffice.store.work import Work


@dataclass
class Heading:
    """One column of the sheet; ``field`` is the field it fills, '' = not imported."""

    col: int
    text: str
    field: str
    samples: tuple[str, ...] = ()


@dataclass
class ImportFile:
    """One sheet of a read file, ready to be planned; the caller may change ``headings`` through ``assign``."""

    register: Register
    book: Book
    table: Table
    headings: list[Heading]
    edited: bool = False
    extra: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return self.book.path

    @property
    def sheet_name(self) -> str:
        return self.table.sheet.name

    @property
    def sheet_names(self) -> list[str]:
        """Every sheet of the file, hidden ones too, for choosing another with ``choose_sheet``."""
        return [sheet.name for sheet in self.book.sheets]

    @property
    def unknown(self) -> list[str]:
        """Headings that fill no field; they are not imported."""
        return [heading.text for heading in self.headings if not heading.field]

    @property
    def mapped(self) -> dict[str, int]:
        """Field name -> column index, as it stands now."""
        return {heading.field: heading.col for heading in self.headings if heading.field}

    @property
    def skipped(self) -> list[tuple[int, str]]:
        """The rows below the header that are no records, with the reason; blank ones are not worth telling."""
        return [(number, reason) for number, reason in self.table.skipped if reason != BLANK]

    @property
    def left_out(self) -> list[str]:
        """What of the file is not imported, in words: rows that are no records, other sheets with such a table."""
        counts = Counter(reason for _, reason in self.skipped)
        rows = "，".join(f"{reason} {count}" for reason, count in counts.items())
        others = like_sheets(self.book, self.table, headings_of(self.register, self.extra))
        named = "、".join(f"“{name}”" for name in others)
        return [*([f"跳过不是记录的行（{rows}）"] if rows else []), *([f"工作表{named}没有导入"] if named else [])]

    @property
    def choices(self) -> list[Field]:
        """The fields a column may fill."""
        return self.register.import_fields

    @property
    def signature(self) -> str:
        texts = "\n".join(f"{heading.col}:{plain(heading.text)}" for heading in self.headings)
        return hashlib.sha256(texts.encode()).hexdigest()

    def assign(self, col: int, name: str) -> None:
        """Let a column fill the field ``name`` ('' = none); a field filled by another column leaves that one."""
        for heading in self.headings:
            if heading.col == col:
                heading.field = name
            elif name and heading.field == name:
                heading.field = ""
        self.edited = True

    def rows(self) -> SheetRows:
        """Each record's row number in the file and its raw cells by field name."""
        return SheetRows(self.table.kept, self.mapped)

    def choose_sheet(self, session: Session, name: str) -> "ImportFile":
        """The same file at another of its sheets. Raises OfficeError where that has no header."""
        sheet = next(one for one in self.book.sheets if one.name == name)
        table = find_table(sheet, headings_of(self.register, self.extra))
        return _opened(session, self.register, self.book, table, self.extra)


def headings_of(register: Register, extra: Mapping[str, Sequence[str]] | None = None) -> dict[str, list[str]]:
    """Field name -> the headings it goes by, its label first; ``extra`` are the office's own (its branch label)."""
    own = extra or {}
    return {f.name: [f.label, *own.get(f.name, ()), *f.aliases] for f in register.import_fields}


def read_import(
    session: Session,
    path: Path,
    register: Register,
    progress: Progress,
    extra: Mapping[str, Sequence[str]] | None = None,
) -> ImportFile:
    """Read a file and find its table: the sheet and header that name most fields, with the remembered columns.

    Raises OfficeError in the clerk's words for whatever cannot be read or has no header, Cancelled.
    """
    book = read_book(path, progress)
    headings = headings_of(register, extra)
    table = find_table(best_sheet(book, headings), headings, progress)
    return _opened(session, register, book, table, extra or {})


def _opened(
    session: Session, register: Register, book: Book, table: Table, extra: Mapping[str, Sequence[str]]
) -> ImportFile:
    found = [(col, name, table.headings[name]) for name, col in table.columns.items()]
    found += [(col, "", text) for col, text in table.unknown]
    headings = [Heading(col, text, name, _samples(table, col)) for col, name, text in sorted(found)]
    opened = ImportFile(register, book, table, headings, extra=extra)
    stored = session.scalars(_layout(register, opened.signature)).one_or_none()
    if stored is not None:
        _recall(opened, json.loads(stored.mapping))
    return opened


def _samples(table: Table, col: int) -> tuple[str, ...]:
    """The first values of a column, for the person who says what it is."""
    texts = (str(row[col]) for _, row in table.kept[:50] if col < len(row) and row[col] is not None)
    return tuple(text for text, _ in zip(texts, range(3), strict=False))


def _layout(register: Register, signature: str) -> Select[ImportLayout]:
    return select(ImportLayout).where(
        ImportLayout.register == register.kind, ImportLayout.signature == signature
    )


def _recall(opened: ImportFile, mapping: Mapping[str, str]) -> None:
    known = {one.name for one in opened.choices} | {""}
    for heading in opened.headings:
        name = mapping.get(str(heading.col), heading.field)
        heading.field = name if name in known else ""


def remember_columns(work: Work, opened: ImportFile) -> None:
    """Keep what the clerk said about the columns for the next file of this layout.

    In a unit of work of its own, before the import: undoing the import then does not forget it.
    """
    mapping = json.dumps({str(h.col): h.field for h in opened.headings}, ensure_ascii=False)
    stored = work.session.scalars(_layout(opened.register, opened.signature)).one_or_none()
    if stored is None:
        work.add(ImportLayout(register=opened.register.kind, signature=opened.signature, mapping=mapping))
    else:
        stored.mapping = mapping
    work.flush()
