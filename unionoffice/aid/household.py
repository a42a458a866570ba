# SPDX-License-Identifier: MIT
"""Who of the roll is whose spouse: found by name among the family each member named, and by one more thing that fits."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

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


def households(session: Session) -> dict[int, int]:
    """member id -> the lowest member id of the household, for everybody whose spouse is on the roll too.

    Whoever is not in it is a household of one. The rule is that of :func:`spouses`, asked for the whole roll at once.
    """
    other = aliased(Member)
    r = Relative
    couples = session.execute(
        select(r.member_id, Member.full_name, r.full_name, r.birth, r.phone, other.id, other.birth_date, other.mobile)
        .join(Member, Member.id == r.member_id)
        .join(other, (other.full_name == r.full_name) & (other.id != r.member_id))
        .where(r.relation_code.in_(SPOUSE))
    ).all()
    named = {(of, name) for of, _, name, *_ in couples}
    found: dict[int, int] = {}
    for of, of_name, name, birth, phone, other_id, born, mobile in couples:
        line = _Named(of, of_name, name, birth or "", phone or "")
        if _same_person(line, born, mobile or "", lambda i=other_id, n=of_name: (i, n) in named):  # type: ignore[misc]
            low, high = sorted((_head(found, of), _head(found, other_id)))
            found[low], found[high] = low, low
    return {member_id: _head(found, member_id) for member_id in found}


def _head(found: dict[int, int], member_id: int) -> int:
    while found.get(member_id, member_id) != member_id:
        member_id = found[member_id]
    return member_id


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
    def names_back() -> bool:
        return any(back.full_name == named.of_name for back in _named(session, Relative.member_id == person.id))

    return _same_person(named, person.birth_date, person.mobile or "", names_back)


def _same_person(named: _Named, born: date | None, mobile: str, names_back: Callable[[], bool]) -> bool:
    """Whether a member of that name is the spouse meant: by birth month, else by phone, else by naming each other."""
    if named.birth and born:
        return f"{born:%Y-%m-%d}".startswith(named.birth)
    if named.phone and mobile:
        return named.phone == mobile
    return names_back()


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
