# SPDX-License-Identifier: MIT
"""A Register names a kind of record for people: what is listed, filtered, imported, exported, and how it is saved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from unionoffice.kit.describe import Field, fields_of
from unionoffice.kit.record import Record


@dataclass(frozen=True)
class Facet:
    """A filter over one field: by each ``value`` it takes, or by its ``year``."""

    field: str
    label: str = ""
    by: Literal["value", "year"] = "value"


# (work, record id or None for a new one, parsed values, version the editor started from) -> the record
Save = Callable[[Any, int | None, Mapping[str, Any], int | None], Record]
# (work, (record id or None for a new one, parsed and checked values) for many records) -> the ids of the new ones
SaveMany = Callable[[Any, Sequence[tuple[int | None, Mapping[str, Any]]]], Sequence[int]]
# A row's parsed values -> the same with what follows from them; raises FieldError where they leave a doubt
Complete = Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True)
class Lookalike:
    """A record that is there already and may be the one a new row means; ``who`` and ``reason`` are for people."""

    record_id: int
    who: str
    reason: str


class Lookalikes(Protocol):
    """Finds, over one import, what ``identify`` does not settle."""

    def find(self, values: Mapping[str, Any]) -> Sequence[Lookalike]:
        """The records that a row with these parsed values may mean."""

    def met_before(self, values: Mapping[str, Any], row_no: int) -> str:
        """A sentence where an earlier row of the sheet may mean the same; '' otherwise."""


@dataclass(frozen=True)
class Register:
    """One list of records as a clerk knows it. Everything generic in the program runs over registers.

    ``identify`` lists, in order of trust, the field groups by which an import recognises a record that is
    already there. ``save`` is the part's own action; None uses the plain one (store.edit.save).
    """

    title: str  # 会员名册
    noun: str  # 会员
    unit: str  # the measure word: 人, 笔, 个
    record: type[Record]
    columns: tuple[str, ...]
    order: tuple[str, ...]  # field names; a leading "-" is descending
    facets: tuple[Facet, ...] = ()
    form: tuple[str, ...] = ()  # fields on the edit form; empty = every field that is not derived
    identify: tuple[tuple[str, ...], ...] = ()
    imports: tuple[str, ...] = ()  # importable fields; empty = as the form
    exports: tuple[str, ...] = ()  # exported fields; empty = as the columns
    sums: tuple[str, ...] = ()  # money or counts summed in footer and totals row
    search_hint: str = "搜索"
    save: Save | None = None
    save_many: SaveMany | None = None  # an import's records, many at once; None = one by one through ``save``
    complete: Callable[[Any], Complete] | None = None  # a session -> what completes each row of one import
    similar: Callable[[Any], Lookalikes] | None = None  # a session -> who the rows of one import may be
    set_apart: Callable[[Any, int, int], Any] | None = None  # (work, id, id) remembers that two only look alike
    editable: bool = True
    initial: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)  # facets set when the page opens

    @property
    def kind(self) -> str:
        return self.record.kind()

    @property
    def fields(self) -> dict[str, Field]:
        return fields_of(self.record)

    def pick(self, names: tuple[str, ...]) -> list[Field]:
        """The named fields, in that order. Raises KeyError for a name the record does not have."""
        return [self.fields[name] for name in names]

    @property
    def form_fields(self) -> list[Field]:
        typed = tuple(name for name, f in self.fields.items() if not f.derived)
        return self.pick(self.form or typed)

    @property
    def import_fields(self) -> list[Field]:
        return self.pick(self.imports) if self.imports else self.form_fields

    @property
    def export_fields(self) -> list[Field]:
        return self.pick(self.exports or self.columns)
