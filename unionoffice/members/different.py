# SPDX-License-Identifier: MIT
"""Which members only look like one person."""

from typing import ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, relationship

from unionoffice.kit.describe import field
from unionoffice.kit.fields import Link
from unionoffice.kit.record import Record
from unionoffice.members.records import Member


class DifferentPeople(Record):
    """Two members that look like one and are not: looked at once, never asked again."""

    __tablename__ = "different_people"
    __table_args__ = (Index("uq_different_people_first_id_second_id", "first_id", "second_id", unique=True),)
    lookup: ClassVar[tuple[str, ...]] = ("first_id",)

    first_id: Mapped[int] = field(Link("first", lambda: Member), "会员", required=True, link="member")
    second_id: Mapped[int] = field(Link("second", lambda: Member), "另一位", required=True, link="member")

    first: Mapped["Member"] = relationship(lazy="select", foreign_keys=[first_id])
    second: Mapped["Member"] = relationship(lazy="select", foreign_keys=[second_id])

    def title(self) -> str:
        return "不是同一人"
