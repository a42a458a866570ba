# SPDX-License-Identifier: MIT
"""The memory of a clerk's word about columns, one row per layout; in a file of its own because it is light."""

from typing import ClassVar

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unionoffice.kit.record import Record


class ImportLayout(Record):
    """What the clerk said about the columns of one layout (the same headings in the same order)."""

    __tablename__ = "import_layout"
    __table_args__ = (UniqueConstraint("register", "signature"),)
    lookup: ClassVar[tuple[str, ...]] = ("signature",)

    register: Mapped[str] = mapped_column(String(50))
    signature: Mapped[str] = mapped_column(String(64))
    mapping: Mapped[str] = mapped_column(String(4000))  # JSON {column index: field name, or "" for none}
