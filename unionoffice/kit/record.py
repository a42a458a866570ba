# SPDX-License-Identifier: MIT
"""The mapped base class of every kind of record, and the hooks a kind may fill in."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from unionoffice.kit.identity import Finding
from unionoffice.kit.roles import Right

# Named constraints: SQLite cannot drop an unnamed one, PostgreSQL names them otherwise.
NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Record(DeclarativeBase):
    """One row an office keeps. ``kind`` (the table's name) is how the rest of the program speaks of it."""

    metadata = MetaData(naming_convention=NAMES)

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-100)
    version: Mapped[int] = mapped_column(default=1, sort_order=-99)

    # False for money once issued: such records are voided and replaced, never taken back.
    undoable: ClassVar[bool] = True
    # What people call such records where kinds are listed: 慰问, 子女. Records that link to others have one.
    called: ClassVar[str] = ""
    # How an import or a form finds a record of this kind from one text.
    lookup: ClassVar[tuple[str, ...]] = ("name",)

    @classmethod
    def kind(cls) -> str:
        return str(cls.__tablename__)

    def title(self) -> str:
        """What a person calls this record in one short text; the first ``lookup`` field unless said otherwise."""
        return str(getattr(self, self.lookup[0]) or "")

    @classmethod
    def other_names(cls, session: Session) -> Iterable[tuple[str, int]]:
        """(name, id) of names that mean a record beside its title: what it was called, what was merged into it.

        An import takes them as well; they win over the title of a record that is no longer in use.
        """
        return ()

    @classmethod
    def not_importable(cls, values: Mapping[str, Any]) -> str:
        """Why an import may not touch the record with these values; '' where it may."""
        return ""

    def derive(self) -> None:
        """Fill in what follows from other fields of this record; called before every write. Must be idempotent."""

    @classmethod
    def overruled(cls, values: Mapping[str, Any]) -> frozenset[str]:
        """Fields whose own check a clerk has overruled in these values: its errors only warn then (已核对原件)."""
        return frozenset()

    def check_whole(self, today: date) -> list[tuple[str, Finding]]:
        """Findings that need more than one field, as (field name, finding)."""
        return []

    def right_needed(self) -> Right:
        """What role it takes to enter, change or delete this record, by whatever action."""
        return Right.ENTER

    @classmethod
    def check_kind(cls, session: Session, today: date) -> None:
        """Raise OfficeError where the records of this kind together may not stand so: asked before a work commits."""

    def guard_change(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        """Raise OfficeError where these changes (field -> (old, new)) may not be made to this record."""

    def guard_undo(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        """Raise OfficeError where a step that made these changes to this record may not be taken back."""

    def guard_delete(self) -> None:
        """Raise OfficeError where this record may not be deleted."""
