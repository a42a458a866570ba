# SPDX-License-Identifier: MIT
"""``field()``: one description on the mapped class from which table, form, import, export and audit are derived."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, cast

from sqlalchemy import ForeignKey, inspect
from sqlalchemy.orm import Mapper, mapped_column

from unionoffice.kit.fields import FieldType, Link
from unionoffice.kit.record import Record
from unionoffice.kit.roles import KINDS, Kind, Role, may_see

# name: characters, pinyin and initials; text: characters; number: from its head; tail: from its end.
SearchKind = Literal["name", "text", "number", "tail"]


@dataclass(frozen=True)
class Field:
    """What is known of one attribute of a record. ``name`` is the attribute's."""

    type: FieldType
    label: str
    name: str = ""
    required: bool = False
    search: SearchKind | None = None
    sensitive: Kind | Literal[""] = ""  # masked in lists and exports; who may see it is said in kit.roles
    aliases: tuple[str, ...] = ()  # other headings a sheet may use
    help: str = ""
    section: str = ""  # groups fields on the form; fields of one section stand together
    sort_by: str = ""  # another attribute to order by (a name orders by its pinyin)
    derived: bool = False  # worked out by the program; shown, never typed or imported
    default: Any = None

    @property
    def internal(self) -> bool:
        """A sort key and the like: kept, but nothing a person reads."""
        return self.derived and self.label == ""

    def show(self, record: Record) -> str:
        """The record's value as text, unmasked; a link shows the linked record's title."""
        if isinstance(self.type, Link):
            linked = getattr(record, self.type.relation)
            return "" if linked is None else cast(Record, linked).title()
        return self.type.show(getattr(record, self.name))

    def mask(self, record: Record) -> str:
        """The value as lists show it: masked where sensitive."""
        return self.type.mask(getattr(record, self.name)) if self.sensitive else self.show(record)

    def tell(self, record: Record, role: Role) -> str:
        """The value as this role may see it: papers and full exports ask for it so."""
        return self.show(record) if may_see(self.sensitive, role) else self.mask(record)


def field(
    type: FieldType,
    label: str,
    *,
    required: bool = False,
    unique: bool = False,
    index: bool = False,
    search: SearchKind | None = None,
    sensitive: Kind | Literal[""] = "",
    aliases: Sequence[str] = (),
    help: str = "",
    section: str = "",
    sort_by: str = "",
    derived: bool = False,
    default: Any = None,
    link: str = "",
    column: str | None = None,
) -> Any:
    """A described column. ``link`` is the target's table for a Link; ``column`` the database's own name.

    Required fields are NOT NULL. A Link is indexed always. ``sensitive`` names the kind of ``kit.roles.KINDS``.
    """
    assert not sensitive or sensitive in KINDS, f"{label}: {sensitive} is no sensitive kind"
    described = Field(
        type=type, label=label, required=required, search=search, sensitive=sensitive, aliases=tuple(aliases),
        help=help, section=section, sort_by=sort_by, derived=derived, default=default,
    )  # fmt: skip
    args: list[Any] = [column] if column else []
    args.append(type.column_type())
    if link:
        args.append(ForeignKey(f"{link}.id"))
    return mapped_column(
        *args, nullable=not required, unique=unique or None, index=index or bool(link) or None,
        default=default, info={"field": described},
    )  # fmt: skip


@cache
def fields_of(cls: type[Record]) -> dict[str, Field]:
    """The described fields of a record class, by attribute name, in the order they were written."""
    mapper = cast(Mapper[Any], inspect(cls))
    found = {}
    for prop in mapper.column_attrs:
        described = prop.columns[0].info.get("field")
        if described is not None:
            found[prop.key] = replace(described, name=prop.key)
    return found
