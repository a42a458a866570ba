# SPDX-License-Identifier: MIT
"""The same person twice: by identity number, by name and birth date, by staff number written with and without zeros."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from unionoffice.errors import OfficeError
from unionoffice.kit import identity
from unionoffice.kit.register import Lookalike
from unionoffice.members.different import DifferentPeople
from unionoffice.members.merging import who
from unionoffice.members.records import Member
from unionoffice.store.work import Work

SAME_ID = "证件号码相同"
SAME_BIRTH = "姓名和出生日期相同"
SAME_NUMBER = "姓名相同，工号只差前面的 0"
_MOST_OF_ONE = 20  # records with one and the same key that are told pair by pair


@dataclass(frozen=True)
class Twins:
    """Two records that may be one person; ``first_id`` is the older one. ``reasons`` are texts for people."""

    first_id: int
    second_id: int
    first: str
    second: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Twin:
    """A record that may be the person just being entered."""

    member_id: int
    who: str
    reason: str


class _Person(NamedTuple):
    id: int
    full_name: str | None
    birth_date: date | None
    id_number: str | None
    staff_no: str | None


_COLUMNS = (Member.id, Member.full_name, Member.birth_date, Member.id_number, Member.staff_no)


def whole_id(number: str | None) -> str | None:
    """An identity number by which two spellings of it meet: 15 digits as the 17 that the new one has."""
    if not number:
        return None
    return f"{number[:6]}19{number[6:]}" if len(number) == 15 and number.isdigit() else number[:17]


def _by_birth(name: str | None, birth: date | None) -> Hashable | None:
    return (name, birth) if name and birth else None


def _by_number(name: str | None, staff_no: str | None) -> Hashable | None:
    bare = (staff_no or "").lstrip("0")
    return (name, bare) if name and bare else None


_KEYS: tuple[tuple[str, Callable[[_Person], Hashable | None]], ...] = (
    (SAME_ID, lambda one: whole_id(one.id_number)),
    (SAME_BIRTH, lambda one: _by_birth(one.full_name, one.birth_date)),
    (SAME_NUMBER, lambda one: _by_number(one.full_name, one.staff_no)),
)


def twins_of(session: Session, values: Mapping[str, Any], member_id: int | None = None) -> list[Twin]:
    """Who of the members may be the person with these values (full_name, birth_date, id_number), already there.

    ``member_id`` is the record being edited. Two valid numbers that differ are two people.
    """
    name, birth, number = (values.get(key) for key in ("full_name", "birth_date", "id_number"))
    if not name and not number:
        return []
    asked = (Member.full_name == name) if name else Member.id_number.is_not(None) & (Member.id_number == number)
    asked = asked | (Member.id_number == number) if number else asked
    people = _people(session, asked, Member.id != (member_id or 0))
    apart = _apart(session)
    found = []
    for one in people:
        if frozenset((one.id, member_id or 0)) in apart:
            continue
        if number and whole_id(one.id_number) == whole_id(number):
            found.append(Twin(one.id, _name(session, one.id), SAME_ID))
        elif birth and _by_birth(name, birth) == _by_birth(one.full_name, one.birth_date) and not _two_ids(one.id_number, number):
            found.append(Twin(one.id, _name(session, one.id), SAME_BIRTH))
    return found


def _two_ids(one: str | None, other: str | None) -> bool:
    return bool(one and other and whole_id(one) != whole_id(other))


def _name(session: Session, member_id: int) -> str:
    return who(session.get_one(Member, member_id))


def find_twins(session: Session) -> list[Twins]:
    """Every pair of members that may be one person, by the older record; those found to be two people are left out."""
    people = _people(session)
    reasons: dict[tuple[int, int], list[str]] = defaultdict(list)
    numbers = {one.id: one.id_number for one in people}
    for reason, key in _KEYS:
        for first, second in _pairs(people, key):
            if reason == SAME_ID or not _two_ids(numbers[first], numbers[second]):
                reasons[first, second].append(reason)
    apart = _apart(session)
    return [
        Twins(first, second, _name(session, first), _name(session, second), tuple(why))
        for (first, second), why in sorted(reasons.items())
        if frozenset((first, second)) not in apart
    ]


def _people(session: Session, *conditions: ColumnElement[bool]) -> list[_Person]:
    asked = select(*_COLUMNS).where(Member.merged_into_id.is_(None), *conditions).order_by(Member.id)
    return [_Person(*row) for row in session.execute(asked)]


class MembersAlike:
    """Who of the members a row of a sheet may be, where no number of it meets one; read when first asked."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[Hashable, list[_Person]] | None = None
        self._rows: dict[Hashable, int] = {}

    def find(self, values: Mapping[str, Any]) -> list[Lookalike]:
        """Each member once, by the strongest reason; two valid numbers that differ are two people."""
        if self._known is None:
            self._known = self._read()
        if not self._known:
            return []
        person, found = _of_row(values), dict[int, Lookalike]()
        for reason, key in _KEYS:
            told = key(person)
            for one in self._known.get((reason, told), []) if told is not None else ():
                if one.id not in found and (reason == SAME_ID or not _two_ids(one.id_number, person.id_number)):
                    found[one.id] = Lookalike(one.id, _name(self._session, one.id), reason)
        return list(found.values())

    def _read(self) -> dict[Hashable, list[_Person]]:
        known: dict[Hashable, list[_Person]] = defaultdict(list)
        for person in _people(self._session):
            for reason, key in _KEYS:
                told = key(person)
                if told is not None:
                    known[reason, told].append(person)
        return dict(known)

    def met_before(self, values: Mapping[str, Any], row_no: int) -> str:
        """The same name and birth date twice in one sheet, under two numbers."""
        if values.get("id_number"):
            return ""
        person = _of_row(values)
        told = _by_birth(person.full_name, person.birth_date)
        first = self._rows.setdefault(told, row_no) if told else row_no
        return f"与第 {first} 行{SAME_BIRTH}，请核对是不是同一人" if first != row_no else ""


def _of_row(values: Mapping[str, Any]) -> _Person:
    number = values.get("id_number")
    birth = values.get("birth_date") or (identity.birth_of(number) if number else None)
    return _Person(0, values.get("full_name"), birth, number, values.get("staff_no"))


def _pairs(people: Iterable[_Person], key: Callable[[_Person], Hashable | None]) -> Iterator[tuple[int, int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for one in people:
        found = key(one)
        if found is not None:
            groups[found].append(one.id)
    for ids in groups.values():
        yield from combinations(ids[:_MOST_OF_ONE], 2)


def _apart(session: Session) -> set[frozenset[int]]:
    known = session.execute(select(DifferentPeople.first_id, DifferentPeople.second_id))
    return {frozenset(pair) for pair in known}


def mark_different(work: Work, first_id: int, second_id: int) -> DifferentPeople:
    """Remember that these two are two people. Raises OfficeError where that is known already."""
    if frozenset((first_id, second_id)) in _apart(work.session):
        raise OfficeError("这两条已经记为不是同一人。")
    low, high = sorted((first_id, second_id))
    return work.add(DifferentPeople(first_id=low, second_id=high))
