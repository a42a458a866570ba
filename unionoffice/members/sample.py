# SPDX-License-Identifier: MIT
"""The members of the sample office: about 2,191 invented people, their units, and a year of comings and goings."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from unionoffice.members import actions
from unionoffice.members.actions import PastEvent
from unionoffice.members.records import Branch, Campus, Group, Member
from unionoffice.members.sample_life import Entered, blemish, fill_life
from unionoffice.members.sample_people import Inventor
from unionoffice.members.sample_units import CAMPUSES, UNITS
from unionoffice.progress import Progress, Silent
from unionoffice.store.work import OfficeLike, Work

FULL = 2191
_PARTS = {"permanent": 897, "postdoc": 104}  # the rest are agency staff
# Of the full size: who came in the demo year and still is there, and who went, by what event.
_CAME = {"permanent": 26, "postdoc": 38, "agency": 152}
_WENT = {
    "permanent": ("retire",) * 17 + ("transfer_out",) * 9 + ("death",) * 2 + ("withdraw",),
    "postdoc": ("transfer_out",) * 31,
    "agency": ("transfer_out",) * 96 + ("withdraw",) * 38 + ("expel",) + ("death",),
}
_WENT_BEFORE = 64  # retired in the years before
_MOVED, _MOVED_BEFORE, _RETAINED = 28, 90, 9
_REASONS = {"transfer_out": "1", "withdraw": "5", "expel": "6"}
_GROUP_SIZE = 30


@dataclass(frozen=True)
class _Happening:
    """What happened to somebody; ``unit`` indexes UNITS."""

    type: str
    day: date
    unit: int | None = None
    reason: str | None = None
    remark: str | None = None


@dataclass
class _Person:
    """A member in the making: the unit of joining, what came after it, and the unit it led to (indexes of UNITS)."""

    values: dict[str, Any]
    first_unit: int
    unit: int
    past: list[_Happening] = field(default_factory=list)
    on_roll: bool = True


def fill(office: OfficeLike, rng: random.Random, count: int = FULL, progress: Progress | None = None) -> None:
    """Fill an empty office with ``count`` members on the roll as of its today, and those who left before.

    The same ``rng`` state gives the same people. At 2,191 they are 897 permanent, 104 postdocs, 1,190 agency staff.
    """
    progress = progress or Silent()
    people = _Cast(rng, office.today(), count).people()
    blemish(rng, [person.values for person in people], office.today())
    progress.report(1, 3, "正在建立分工会")
    with office.work("建立分工会") as work:
        units = _Units(work, people)
    progress.report(2, 3, "正在登记会员")
    with office.work("登记会员") as work:
        members = [Member(**person.values, **units.places(person)) for person in people]
        ids = actions.add_members(work, members, [units.past(person) for person in people])
    progress.report(3, 3, "正在登记家庭和任职")
    with office.work("登记家庭和任职") as work:
        entered = [
            Entered(member_id, person.values, units.branch_of(person), units.leaders.get(id(person)), person.on_roll)
            for member_id, person in zip(ids, people, strict=True)
        ]
        fill_life(work, rng, entered, units.by_name())


class _Units:
    """Campuses, branches and groups as entered, with the ids that people need."""

    def __init__(self, work: Work, people: Sequence[_Person]) -> None:
        campus_ids = work.add_many(
            Campus, [Campus(name=name, sort_no=no) for no, name in enumerate(CAMPUSES, 1)]
        )
        self._campuses = dict(zip(CAMPUSES, campus_ids, strict=True))
        branches = [
            Branch(code=f"{no:03}", name=unit.name, campus_id=self._campuses[unit.campus], sort_no=no)
            for no, unit in enumerate(UNITS, 1)
        ]
        self._branches = work.add_many(Branch, branches)
        self.leaders: dict[int, int] = {}  # id(person) -> the group led
        self._groups = self._form_groups(work, people)

    def places(self, person: _Person) -> dict[str, int | None]:
        """The branch of joining (events lead on from it), and group and campus as they are today."""
        return {
            "branch_id": self._branches[person.first_unit],
            "campus_id": self._campuses[UNITS[person.unit].campus],
            "group_id": self._groups.get(id(person)),
        }

    def branch_of(self, person: _Person) -> int:
        return self._branches[person.unit]

    def by_name(self) -> dict[str, int]:
        return {unit.name: branch_id for unit, branch_id in zip(UNITS, self._branches, strict=True)}

    def past(self, person: _Person) -> list[PastEvent]:
        return [
            PastEvent(h.type, h.day, None if h.unit is None else self._branches[h.unit], h.reason, h.remark)
            for h in person.past
        ]

    def _form_groups(self, work: Work, people: Sequence[_Person]) -> dict[int, int]:
        """Groups of about 30 in branches too big for one; posts in all of them. Returns id(person) -> group id."""
        staff: dict[int, list[_Person]] = defaultdict(list)
        for person in people:
            if person.on_roll:
                staff[person.unit].append(person)
        groups, members = [], []
        for unit, persons in sorted(staff.items()):
            _give_posts(persons)
            number = round(len(persons) / _GROUP_SIZE)
            for no in range(number if number > 1 else 0):
                groups.append(
                    Group(name=f"第{_ordinal(no + 1)}小组", branch_id=self._branches[unit], sort_no=no + 1)
                )
                members.append(persons[no::number])
        for own in members:
            own[0].values["union_post"] = own[0].values.get("union_post") or "group_leader"
        ids = work.add_many(Group, groups)
        self.leaders = {id(own[0]): group_id for group_id, own in zip(ids, members, strict=True)}
        return {id(person): group_id for group_id, own in zip(ids, members, strict=True) for person in own}


def _give_posts(persons: Sequence[_Person]) -> None:
    """A chair and two committee members, from the established staff of middle age where there are any."""
    able = [
        p
        for p in persons
        if "1995" < p.values["join_date"] < "2014" and p.values["employment_type"] == "permanent"
    ]
    for person, post in zip(able or persons, ("chair", "committee", "committee"), strict=False):
        person.values["union_post"] = post


def _ordinal(number: int) -> str:
    digits = "一二三四五六七八九"
    if number < 10:
        return digits[number - 1]
    tens, ones = divmod(number, 10)
    return (digits[tens - 1] if tens > 1 else "") + "十" + (digits[ones - 1] if ones else "")


class _Cast:
    """Draws everybody and what happened to them."""

    def __init__(self, rng: random.Random, today: date, count: int) -> None:
        self.rng = rng
        self.today = today
        self.count = count
        self.inventor = Inventor(rng, today)
        self._places = {kind: self._place(kind) for kind in ("permanent", "postdoc", "agency")}

    def scaled(self, number: int) -> int:
        return round(number * self.count / FULL)

    def people(self) -> list[_Person]:
        people = [person for kind, number in self._parts() for person in self._on_roll(kind, number)]
        self._move_some(people)
        self._retain_some(people)
        for kind, ends in _WENT.items():
            number = self.scaled(len(ends))
            people += [
                self._gone(kind, ends[i * len(ends) // number], self.today.year) for i in range(number)
            ]
        people += [
            self._gone("permanent", "retire", self.rng.randint(2014, 2019))
            for _ in range(self.scaled(_WENT_BEFORE))
        ]
        return people

    def _parts(self) -> list[tuple[str, int]]:
        parts = [(kind, self.scaled(number)) for kind, number in _PARTS.items()]
        return [*parts, ("agency", self.count - sum(number for _, number in parts))]

    def _on_roll(self, kind: str, number: int) -> list[_Person]:
        came = min(number, self.scaled(_CAME[kind]))
        people = [self._person(kind) for _ in range(number - came)]
        return people + [self._person(kind, joined=self._entry(kind)) for _ in range(came)]

    def _person(self, kind: str, joined: date | None = None, birth: date | None = None) -> _Person:
        values = self.inventor.person(kind, joined, birth)
        unit = self.rng.choice(self._places[kind])
        return _Person(values, unit, unit)

    def _place(self, kind: str) -> list[int]:
        """Branch indexes, as often as the branch has places of this kind."""
        return [index for index, unit in enumerate(UNITS) for _ in range(getattr(unit, kind))]

    def _entry(self, kind: str) -> date:
        """The first of a month of this year that has begun: agency staff come all the year, others in summer."""
        months = range(1, 13) if kind == "agency" else (3, 6, 7, 7, 8, 9, 9, 9, 10, 11)
        begun = [month for month in months if month <= self.today.month]
        return date(self.today.year, self.rng.choice(begun or [1]), 1)

    def _day_of(self, year: int) -> date:
        """Some day of that year, not after today."""
        day = date(year, self.rng.randint(1, 12), self.rng.randint(2, 28))
        return day if day <= self.today else self._day_of(year)

    def _gone(self, kind: str, end: str, year: int) -> _Person:
        """Somebody who left in ``year`` by the event ``end``; who retires is of the age."""
        rng = self.rng
        day = self._day_of(year)
        birth = joined = None
        if end == "retire":
            birth = date(year - 60, day.month, rng.randint(1, 28))
            joined = date(rng.randint(1985, 1992), rng.choice((7, 9)), 1)
        elif kind == "postdoc":
            joined = date(year - 2, rng.choice((6, 7, 9)), 1)
        elif kind == "agency":
            joined = date(year - rng.choice((1, 1, 2, 3, 5)), rng.randint(1, 12), 1)
        person = self._person(kind, joined, birth)
        person.on_roll = False
        person.values["work_status"] = "4" if end == "retire" else None
        person.past.append(_Happening(end, day, reason=_REASONS.get(end)))
        return person

    def _move_some(self, people: Sequence[_Person]) -> None:
        old = [p for p in people if p.values["join_date"] < "2012"]
        settled = [p for p in people if p.values["join_date"] < str(self.today.year)]
        for person in self._some(old, _MOVED_BEFORE):
            self._move(person, self._day_of(self.rng.randint(2013, 2019)))
        for person in self._some(settled, _MOVED):
            self._move(person, self._day_of(self.today.year))

    def _move(self, person: _Person, day: date) -> None:
        places = self._places[person.values["employment_type"]]
        person.unit = self.rng.choice([place for place in places if place != person.unit])
        person.past.append(_Happening("branch_move", day, person.unit))

    def _retain_some(self, people: Sequence[_Person]) -> None:
        permanent = [p for p in people if p.values["employment_type"] == "permanent" and not p.past]
        for person in self._some([p for p in permanent if p.values["join_date"] < "2015"], _RETAINED):
            day = self._day_of(self.today.year - self.rng.randint(0, 2))
            person.past.append(_Happening("retain", day, remark="出国访学"))

    def _some(self, people: Sequence[_Person], number: int) -> list[_Person]:
        return self.rng.sample(list(people), min(len(people), self.scaled(number)))
