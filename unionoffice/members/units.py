# SPDX-License-Identifier: MIT
"""What is kept about the organisation beside its units: officers and their terms, former names, head counts."""

from datetime import date
from typing import ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, relationship

from unionoffice.kit import dates
from unionoffice.kit.describe import field
from unionoffice.kit.fields import Choice, Day, Link, Text, Whole
from unionoffice.kit.identity import Finding
from unionoffice.kit.record import Record
from unionoffice.members.codes import OFFICER_POST
from unionoffice.members.records import Branch, Group, Member


class Officer(Record):
    """Somebody's term in a post: of the whole union (no branch), of a branch, or of a group in it.

    ``from_day`` and ``to_day`` are inclusive; an open ``to_day`` is a term that goes on.
    """

    __tablename__ = "officer"
    called = "工会任职"
    lookup: ClassVar[tuple[str, ...]] = ("post",)

    branch_id: Mapped[int | None] = field(
        Link("branch", lambda: Branch), "分工会", link="branch", search="text", help="空着就是校工会"
    )
    group_id: Mapped[int | None] = field(
        Link("group", lambda: Group), "工会小组", link="union_group", search="text"
    )
    post: Mapped[str] = field(Choice(OFFICER_POST), "职务", required=True)
    member_id: Mapped[int] = field(
        Link("member", lambda: Member), "姓名", required=True, link="member", search="name"
    )
    from_day: Mapped[date] = field(Day(), "任职起", required=True)
    to_day: Mapped[date | None] = field(Day(), "任职止", index=True, help="空着就是在任")
    term: Mapped[str | None] = field(Text(max=20), "届次", help="例：第八届")
    doc_no: Mapped[str | None] = field(Text(max=60), "批复文号")

    branch: Mapped["Branch | None"] = relationship(lazy="joined", foreign_keys=[branch_id])
    group: Mapped["Group | None"] = relationship(lazy="joined", foreign_keys=[group_id])
    member: Mapped["Member"] = relationship(lazy="joined", foreign_keys=[member_id])

    def title(self) -> str:
        return OFFICER_POST.name(self.post)

    def check_whole(self, today: date) -> list[tuple[str, Finding]]:
        if self.to_day is not None and self.from_day is not None and self.to_day < self.from_day:
            said = f"早于任职起 {dates.show_day(self.from_day)}，请核对。"
            return [("to_day", Finding("error", said))]
        if self.post == "group_leader" and self.group_id is None:
            return [("group_id", Finding("error", "小组长要选所在的小组。"))]
        return []


class EligibleCount(Record):
    """How many people of a unit might be members in a year (应入会人数): what 入会率 is counted against."""

    __tablename__ = "eligible_count"
    __table_args__ = (Index("uq_eligible_count_year_branch_id", "year", "branch_id", unique=True),)
    lookup: ClassVar[tuple[str, ...]] = ("year",)

    branch_id: Mapped[int] = field(Link("branch", lambda: Branch), "分工会", required=True, link="branch")
    year: Mapped[int] = field(Whole(2000, 2100), "年度", required=True)
    count: Mapped[int] = field(Whole(0, 100_000), "应入会人数", required=True)

    branch: Mapped["Branch"] = relationship(lazy="select", foreign_keys=[branch_id])
