# SPDX-License-Identifier: MIT
"""The roster as of any day: who was on the roll, in which unit, under which name; filtered, counted, by branch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from unionoffice.kit import codelists, dates, identity
from unionoffice.kit.masks import told
from unionoffice.kit.roles import Role, role_of
from unionoffice.members.membership import ON_ROLL, Standing, standings
from unionoffice.members.queries import branches
from unionoffice.members.records import Group, Member
from unionoffice.members.unit_queries import names_on
from unionoffice.store import search
from unionoffice.store.listing import Query

NO_BRANCH = "未定单位"
_HAN = ("01", "97", "98")  # 其他 and naturalised people are not counted as minorities
_PARTY = ("01", "02")  # 预备党员 are party members in such counts
_NEVER = 10**9


@dataclass(frozen=True)
class RosterQuery:
    """Which roster: the end of ``day``, ``statuses`` of that day, branches of that day (None in it = no branch).

    ``text``, ``types`` and ``sexes`` look at the members as they are now; '' in these is "not known". Empty tuples do
    not filter.
    """

    day: date
    text: str = ""
    branches: tuple[int | None, ...] = ()
    types: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ON_ROLL


@dataclass(frozen=True)
class RosterPerson:
    """One line of a roster. State and branch are that day's, the rest is as it stands now; texts are for reading."""

    member_id: int
    staff_no: str
    full_name: str
    sex_code: str
    ethnicity_code: str
    birth_date: date | None
    political_code: str
    education: str
    title: str
    employment_type: str
    join_date: str
    mobile: str
    remark: str
    status: str
    branch_id: int | None
    branch: str
    group: str

    @property
    def sex(self) -> str:
        return codelists.SEX.name(self.sex_code)

    @property
    def ethnicity(self) -> str:
        return codelists.ETHNICITY.name(self.ethnicity_code).removesuffix("族")

    @property
    def political(self) -> str:
        return codelists.POLITICAL_STATUS.name(self.political_code)

    @property
    def employment(self) -> str:
        return codelists.EMPLOYMENT_TYPE.name(self.employment_type)

    @property
    def status_name(self) -> str:
        return codelists.MEMBERSHIP_STATUS.name(self.status)

    @property
    def birth_month(self) -> str:
        return f"{self.birth_date:%Y-%m}" if self.birth_date else ""

    @property
    def masked_mobile(self) -> str:
        return identity.mask_mobile(self.mobile) if self.mobile else ""


@dataclass(frozen=True)
class FootCount:
    """What stands under form 9: people in all, and of them men, women, minorities, party members."""

    total: int = 0
    men: int = 0
    women: int = 0
    minority: int = 0
    party: int = 0

    @property
    def text(self) -> str:
        """共 38 人：男 21，女 17；少数民族 3；党员 19."""
        parts = f"男 {self.men:,}，女 {self.women:,}；少数民族 {self.minority:,}；党员 {self.party:,}"
        return f"共 {self.total:,} 人：{parts}"


@dataclass(frozen=True)
class BranchRoster:
    """One branch's people of that day, in the order of groups and staff numbers, and their counts."""

    branch_id: int | None
    name: str
    people: tuple[RosterPerson, ...]
    count: FootCount = field(default=FootCount())


def count_people(people: Sequence[RosterPerson]) -> FootCount:
    return FootCount(
        total=len(people),
        men=sum(one.sex_code == "1" for one in people),
        women=sum(one.sex_code == "2" for one in people),
        minority=sum(bool(one.ethnicity_code) and one.ethnicity_code not in _HAN for one in people),
        party=sum(one.political_code in _PARTY for one in people),
    )


def roster_on(session: Session, query: RosterQuery) -> list[RosterPerson]:
    """The people of the roster, in the office's order of branches, then groups and staff numbers."""
    names = names_on(session, query.day)
    places = {unit.id: number for number, unit in enumerate(branches(session))}
    group_places = _group_places(session)
    wanted = {
        member_id: standing for member_id, standing in standings(session, query.day).items()
        if standing.status in query.statuses and (not query.branches or standing.branch_id in query.branches)
    }  # fmt: skip
    found = []
    role = role_of(session)
    for row in session.execute(_people(query, role)):
        standing = wanted.get(row.id)
        if standing is not None:
            stays = row.branch_id == standing.branch_id  # the group is today's: of another branch it says nothing
            order = (
                places.get(standing.branch_id or 0, _NEVER), group_places.get(row.group_id if stays else None, _NEVER),
                row.staff_no or "", row.id,
            )  # fmt: skip
            found.append((order, _person(row, standing, names, row.group_name if stays else "", role)))
    return [one for _, one in sorted(found, key=lambda line: line[0])]


def _person(row: Row[*tuple[Any, ...]], standing: Standing, names: Mapping[int, str], group: str | None, role: Role) -> RosterPerson:
    return RosterPerson(
        member_id=row.id,
        staff_no=row.staff_no or "",
        full_name=row.full_name,
        sex_code=row.sex_code or "",
        ethnicity_code=row.ethnicity_code or "",
        birth_date=row.birth_date,
        political_code=row.political_status_code or "",
        education=codelists.EDUCATION.name(row.education_code),
        title="、".join(text for text in (row.post_title, row.professional_title) if text),
        employment_type=row.employment_type or "",
        join_date=row.join_date or "",
        mobile=told("contact", row.mobile, role),
        remark=row.remark or "",
        status=standing.status,
        branch_id=standing.branch_id,
        branch=names.get(standing.branch_id or 0, NO_BRANCH),
        group=group or "",
    )


def by_branch(people: Sequence[RosterPerson]) -> list[BranchRoster]:
    """The roster parted into its branches, in its order."""
    parts = []
    for (branch_id, name), part in groupby(people, key=lambda one: (one.branch_id, one.branch)):
        own = tuple(part)
        parts.append(BranchRoster(branch_id, name, own, count_people(own)))
    return parts


def found_ids(session: Session, text: str) -> frozenset[int] | None:
    """Whom these words find; None where nothing searchable was typed. For cutting down a roster that was read."""
    found = search.match(Member, text, role_of(session))
    return None if found is None else frozenset(session.scalars(found))


def roster_query(session: Session, query: RosterQuery) -> Query:
    """The same people as a restriction of the register's own list."""
    only = frozenset(one.member_id for one in roster_on(session, query))
    return Query(only=only, named=f"截至 {dates.show_day(query.day)} 名册")


def _group_places(session: Session) -> dict[int | None, int]:
    found = session.scalars(select(Group.id).order_by(Group.sort_no.nulls_last(), Group.name))
    return {group_id: number for number, group_id in enumerate(found)}


def _people(query: RosterQuery, role: Role) -> Select[*tuple[Any, ...]]:
    """Everybody whom text, types and sexes let in, whatever the day."""
    m = Member
    wanted = (
        select(
            m.id, m.staff_no, m.full_name, m.sex_code, m.ethnicity_code, m.birth_date, m.political_status_code,
            m.education_code, m.post_title, m.professional_title, m.employment_type, m.join_date, m.mobile, m.remark,
            m.branch_id, m.group_id, Group.name.label("group_name"),
        ).outerjoin(Group, Group.id == m.group_id)
    )  # fmt: skip
    wanted = wanted.where(func.coalesce(m.employment_type, "").in_(query.types)) if query.types else wanted
    wanted = wanted.where(func.coalesce(m.sex_code, "").in_(query.sexes)) if query.sexes else wanted
    found = search.match(Member, query.text, role)
    return wanted if found is None else wanted.where(m.id.in_(found))
