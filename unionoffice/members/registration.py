# SPDX-License-Identifier: MIT
"""What the registration form (会员登记表, form 8) says of one member, gathered as texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.kit import codelists, dates
from unionoffice.kit.describe import fields_of
from unionoffice.kit.roles import refuse_seeing, role_of
from unionoffice.members.codes import RELATION
from unionoffice.members.family import BY_AGE, Child, Relative, children_of, relatives_of
from unionoffice.members.records import Member, MembershipEvent
from unionoffice.store import listing


@dataclass(frozen=True)
class FamilyLine:
    """One line of 家庭主要成员 as printed."""

    relation: str
    full_name: str
    birth: str
    work_unit: str
    phone: str


@dataclass(frozen=True)
class Registration:
    """One member's form. ``values`` are texts by field name; ``photo`` is the kept file's name or ''."""

    member_id: int
    values: dict[str, str]
    family: tuple[FamilyLine, ...]
    history: str
    photo: str


_PRINTED = (
    "member_no", "full_name", "sex_code", "ethnicity_code", "education_code", "native_place", "political_status_code",
    "employment_type", "staff_no", "mobile", "work_start_date", "join_date", "id_number", "branch_id", "post_title",
    "professional_title", "dues_base", "remark",
)  # fmt: skip


def registrations(session: Session, member_ids: Sequence[int], today: date) -> list[Registration]:
    """The forms of these members, in this order; who is gone is left out. ``today`` tells the children's ages.

    Numbers stand in full: OfficeError where the session's role may not see them.
    """
    refuse_seeing("id_number", role_of(session))
    refuse_seeing("contact", role_of(session))
    return [_registration(session, member, today) for member in listing.rows(session, Member, member_ids)]


def _registration(session: Session, member: Member, today: date) -> Registration:
    fields = fields_of(Member)
    values = {name: fields[name].show(member) for name in _PRINTED}
    values["birth_date"] = f"{member.birth_date:%Y-%m-%d}" if member.birth_date else ""
    values["posts"] = "、".join(text for text in (member.post_title, member.professional_title) if text)
    family = (*_relatives(relatives_of(session, member.id)), *_children(children_of(session, member.id), today))
    return Registration(
        member.id, values, family, "\n".join(_history(session, member)), member.photo_path or ""
    )


def _relatives(rows: Sequence[Relative]) -> Iterator[FamilyLine]:
    for one in rows:
        relation = RELATION.name(one.relation_code)
        yield FamilyLine(relation, one.full_name, one.birth or "", one.work_unit or "", one.phone or "")


def _children(rows: Sequence[Child], today: date) -> Iterator[FamilyLine]:
    for one in rows:
        born = f"{one.birth_date:%Y-%m}" if one.birth_date else ""
        yield FamilyLine({"1": "子", "2": "女"}.get(one.sex_code or "", "子女"), one.full_name, born, one.stage_on(today).removesuffix(BY_AGE), "")


def _history(session: Session, member: Member) -> Iterator[str]:
    """What the office knows of the career: work, arrival, and the units since; the rest is written by hand."""
    if member.work_start_date:
        yield f"{dates.say_year_month(member.work_start_date)}参加工作"
    if member.hire_date and member.hire_date != member.work_start_date:
        yield f"{dates.say_year_month(member.hire_date)}到校"
    row = MembershipEvent
    moves = select(row).where(row.member_id == member.id, row.event_type.in_(("join", "transfer_in", "branch_move")))
    for event in session.scalars(moves.order_by(row.event_date, row.id)).unique():
        unit = event.to_branch.name if event.to_branch else ""
        what = codelists.MEMBERSHIP_EVENT.name(event.event_type)
        yield f"{event.event_date.year} 年 {event.event_date.month} 月{what}" + (f"，{unit}" if unit else "")
