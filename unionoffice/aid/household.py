# SPDX-License-Identifier: MIT
"""Who of the roll is whose spouse: found by name among the family each member named, and by one more thing that fits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.members.family import Relative
from unionoffice.members.records import Member

SPOUSE = ("10", "11", "12")
_BLOCK = 500


@dataclass(frozen=True)
class Spouse:
    """A member's husband or wife who is on the roll too."""

    member_id: int
    full_name: str


@dataclass(frozen=True)
class _Named:
    """A spouse as a member's family list names them; what is not known is ''."""

    of: int
    of_name: str
    full_name: str
    birth: str
    phone: str


def spouses(session: Session, member_ids: Sequence[int]) -> dict[int, Spouse]:
    """member id -> spouse, for those whose spouse is a member.

    A name alone is not enough: the birth month or the phone fits too, or each names the other. Looked for in both
    directions, since often only one of the two has filled in the family.
    """
    found: dict[int, Spouse] = {}
    for start in range(0, len(member_ids), _BLOCK):
        block = list(member_ids[start : start + _BLOCK])
        found |= {one: spouse for one, spouse in _named_by(session, block)}
        for one, spouse in _naming(session, block):
            found.setdefault(one, spouse)
    return found


def _named_by(session: Session, member_ids: list[int]) -> Iterator[tuple[int, Spouse]]:
    for named in _named(session, Relative.member_id.in_(member_ids)):
        for other in _people(session, Member.full_name == named.full_name):
            if other.id != named.of and _fits(session, named, other):
                yield named.of, Spouse(other.id, other.full_name)


def _naming(session: Session, member_ids: list[int]) -> Iterator[tuple[int, Spouse]]:
    """Those of other members' lists who are among ``member_ids``."""
    people = {one.id: one for one in _people(session, Member.id.in_(member_ids))}
    names = {one.full_name for one in people.values()}
    for named in _named(session, Relative.full_name.in_(names)):
        for one in people.values():
            if one.full_name == named.full_name and one.id != named.of and _fits(session, named, one):
                yield one.id, Spouse(named.of, named.of_name)


def _fits(session: Session, named: _Named, person: Member) -> bool:
    born = person.birth_date
    if named.birth and born:
        return f"{born:%Y-%m-%d}".startswith(named.birth)
    if named.phone and person.mobile:
        return named.phone == person.mobile
    return any(back.full_name == named.of_name for back in _named(session, Relative.member_id == person.id))


def _named(session: Session, which: object) -> list[_Named]:
    r = Relative
    rows = session.execute(
        select(r.member_id, Member.full_name, r.full_name, r.birth, r.phone)
        .join(Member, Member.id == r.member_id)
        .where(r.relation_code.in_(SPOUSE), which)  # type: ignore[arg-type]
        .order_by(r.id)
    )
    return [_Named(i, of_name, name, birth or "", phone or "") for i, of_name, name, birth, phone in rows]


def _people(session: Session, which: object) -> Sequence[Member]:
    return session.scalars(select(Member).where(which)).unique().all()  # type: ignore[arg-type]
