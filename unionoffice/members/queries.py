# SPDX-License-Identifier: MIT
"""What pages and reports ask about members: figures, rosters as of a day, the picker's people, one member's card."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from unionoffice.kit import codelists, dates
from unionoffice.kit.describe import fields_of
from unionoffice.kit.roles import role_of
from unionoffice.members.membership import ON_ROLL, standings
from unionoffice.members.records import Branch, Group, Member, MembershipEvent
from unionoffice.members.unit_queries import names_on
from unionoffice.store import search


@dataclass(frozen=True)
class TypeCount:
    """How many members of one employment type (code, '' where unknown; its name) are on the roll."""

    code: str
    name: str
    count: int


@dataclass(frozen=True)
class MemberCounts:
    """Members on the roll today (在册 and 保留会籍), in all and by employment type in the order of the code list."""

    total: int
    by_type: tuple[TypeCount, ...]


def counts(session: Session) -> MemberCounts:
    status, kind = Member.membership_status, Member.employment_type
    # Grouped by both, as their index lies: it is read once from end to end, and no member is looked up.
    on_roll = select(kind, func.count()).where(status.in_(ON_ROLL)).group_by(status, kind)
    found: Counter[str] = Counter()
    for code, count in session.execute(on_roll):
        found[code or ""] += count
    order = [code.code for code in codelists.EMPLOYMENT_TYPE] + [""]
    by_type = tuple(
        TypeCount(code, codelists.EMPLOYMENT_TYPE.name(code) if code else "未填", found[code])
        for code in order if code in found
    )  # fmt: skip
    return MemberCounts(sum(found.values()), by_type)


@dataclass(frozen=True)
class RosterRow:
    """One person on the roll as of a day: ``branch`` is that day's, the rest is as it stands now."""

    member_id: int
    staff_no: str
    full_name: str
    sex_code: str
    employment_type: str
    status: str
    branch_id: int | None
    branch: str
    group_id: int | None
    group: str


def roster(session: Session, day: date, statuses: Sequence[str] = ON_ROLL) -> list[RosterRow]:
    """Who was on the roll at the end of ``day``, in the order of branches, groups and staff numbers.

    Branches have that day's names. The group is today's, and empty where the branch was another one then.
    """
    units, groups = (
        branches(session),
        list(session.scalars(select(Group).order_by(Group.sort_no, Group.name))),
    )
    called = names_on(session, day)
    unit_names: dict[int | None, str] = {unit.id: called[unit.id] for unit in units}
    group_names: dict[int | None, str] = {group.id: group.name for group in groups}
    unit_order, group_order = _order(unit_names), _order(group_names)
    known = _people(session)
    rows = []
    for member_id, standing in standings(session, day).items():
        person = known.get(member_id)
        if person is None or standing.status not in statuses:
            continue
        unit = standing.branch_id
        group = person.group_id if person.branch_id == unit else None
        rows.append(
            RosterRow(
                member_id, person.staff_no or "", person.full_name, person.sex_code or "",
                person.employment_type or "", standing.status,
                unit, unit_names.get(unit, ""), group, group_names.get(group, ""),
            )
        )  # fmt: skip
    last = len(units) + len(groups)
    return sorted(
        rows,
        key=lambda r: (
            unit_order.get(r.branch_id, last), group_order.get(r.group_id, last), r.staff_no, r.member_id,
        ),
    )  # fmt: skip


def _order(names: Mapping[int | None, str]) -> dict[int | None, int]:
    return {key: index for index, key in enumerate(names)}


@dataclass(frozen=True)
class _Person:
    staff_no: str | None
    full_name: str
    sex_code: str | None
    employment_type: str | None
    branch_id: int | None
    group_id: int | None


def _people(session: Session) -> dict[int, _Person]:
    m = Member
    columns = select(m.id, m.staff_no, m.full_name, m.sex_code, m.employment_type, m.branch_id, m.group_id)
    return {row[0]: _Person(*row[1:]) for row in session.execute(columns)}


def branches(session: Session) -> list[Branch]:
    """All units in the office's order: sorting number, then code, then name."""
    order = (Branch.sort_no.nulls_last(), Branch.code.nulls_last(), Branch.name)
    return list(session.scalars(select(Branch).order_by(*order)).unique())


@dataclass(frozen=True)
class PersonOption:
    """One line of the person picker."""

    member_id: int
    full_name: str
    staff_no: str
    branch_id: int | None
    branch: str
    employment_type: str  # name, not code
    status: str  # code of MEMBERSHIP_STATUS
    status_name: str


def find_members(session: Session, typed: str, limit: int = 8) -> list[PersonOption]:
    """The people that what was typed may mean: an exact staff or member number first, then who is on the roll.

    Nothing typed finds nobody. Members of every state are found, since aid may go to retired ones.
    """
    found = search.match(Member, typed, role_of(session))
    if found is None:
        return []
    exact = (Member.staff_no == typed.strip()) | (Member.member_no == typed.strip())
    order = (
        exact.is_(True).desc(), (Member.full_name == typed.strip()).desc(),
        Member.membership_status.in_(ON_ROLL).desc(), Member.name_pinyin, Member.id,
    )  # fmt: skip
    people = select(Member).where(Member.id.in_(found), Member.merged_into_id.is_(None))
    rows = session.scalars(people.order_by(*order).limit(limit)).unique()
    return [option(member) for member in rows]


def option(member: Member) -> PersonOption:
    """The member as the picker shows it."""
    shown = fields_of(Member)
    return PersonOption(
        member.id, member.full_name, member.staff_no or "", member.branch_id, shown["branch_id"].show(member),
        shown["employment_type"].show(member), member.membership_status, shown["membership_status"].show(member),
    )  # fmt: skip


@dataclass(frozen=True)
class CardLine:
    """One line of the details panel. A masked line names the ``field`` that 显示 uncovers (actions.note_view)."""

    key: str
    text: str
    field: str = ""


@dataclass(frozen=True)
class MemberCard:
    """What stands beside the table for one member; aid and welfare add their own sections."""

    member_id: int
    full_name: str
    caption: str
    lines: tuple[CardLine, ...]
    events: tuple[tuple[str, str], ...]  # (day or month, what happened), newest first


def member_card(session: Session, member_id: int, today: date) -> MemberCard | None:
    """The details of one member; None when it is gone."""
    member = session.get(Member, member_id)
    if member is None:
        return None
    caption = " · ".join(
        text for text in (member.staff_no, member.branch.name if member.branch else "") if text
    )
    return MemberCard(
        member.id, member.full_name, caption, _card_lines(member, today), _events(session, member)
    )


def _card_lines(member: Member, today: date) -> tuple[CardLine, ...]:
    shown = fields_of(Member)

    def joined(*names: str) -> str:
        return " · ".join(text for name in names if (text := shown[name].show(member)))

    status = shown["membership_status"].show(member)
    lines = [
        CardLine("性别、年龄", _sex_and_age(member, today)),
        CardLine("用工形式", joined("employment_type", "post_category", "professional_title")),
        CardLine("会籍", f"{status}，{member.join_date} 入会" if member.join_date else status),
        CardLine("工会小组", joined("group_id", "union_post")),
    ]
    for key, name in (("证件号码", "id_number"), ("手机", "mobile"), ("银行卡", "bank_account")):
        lines.append(CardLine(key, shown[name].mask(member), name))
    return tuple(line for line in lines if line.text)


def _sex_and_age(member: Member, today: date) -> str:
    sex = codelists.SEX.name(member.sex_code)
    if member.birth_date is None:
        return sex
    aged = f"{dates.age_on(member.birth_date, today)} 岁（{dates.show_day(member.birth_date)}）"
    return f"{sex}，{aged}" if sex else aged


def _events(session: Session, member: Member) -> tuple[tuple[str, str], ...]:
    row = MembershipEvent
    found = session.scalars(
        select(row).where(row.member_id == member.id).order_by(row.event_date.desc(), row.id.desc())
    ).unique()
    return tuple((_event_day(event, member), _event_text(event)) for event in found)


def _event_day(event: MembershipEvent, member: Member) -> str:
    if event.event_type == "join" and member.join_date == f"{event.event_date:%Y-%m}":
        return member.join_date  # the day is not known
    return dates.show_day(event.event_date)


def _event_text(event: MembershipEvent) -> str:
    if event.event_type == "branch_move":
        old = event.from_branch.name if event.from_branch else "未定单位"
        return f"{old} 调入 {event.to_branch.name if event.to_branch else '未定单位'}"
    said = [event.title()]
    if event.event_type in ("join", "transfer_in") and event.to_branch is not None:
        said.append(event.to_branch.name)
    said += [
        text for text in (codelists.MEMBERSHIP_REASON.name(event.reason_code), event.remark or "") if text
    ]
    return "，".join(said)
