# SPDX-License-Identifier: MIT
"""Missing and doubtful data of the members on the roll, by rule: what is wrong with whom, and the fix it wants."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from unionoffice.kit import dates, identity
from unionoffice.kit.describe import fields_of
from unionoffice.members.counts import latest_of
from unionoffice.members.family import Child
from unionoffice.members.membership import ON_ROLL
from unionoffice.members.records import Branch, Group, Member
from unionoffice.members.retirement import retirement_of
from unionoffice.members.settings import RetirementRule, retirement_rule
from unionoffice.progress import Progress, Silent
from unionoffice.store.settings import Settings

YOUNGEST = 16
_EVERY = 500
# Fields a roster should have for everybody, the ones benefits hang on first.
WANTED = (
    "id_number", "employment_type", "branch_id", "join_date", "mobile", "sex_code", "birth_date", "staff_no",
    "ethnicity_code", "political_status_code", "bank_account",
)  # fmt: skip


@dataclass(frozen=True)
class Doubt:
    """One thing to put right: whose it is, what is wrong, and the ``field`` of the form that mends it."""

    member_id: int
    full_name: str
    staff_no: str
    branch: str
    field: str
    problem: str


@dataclass(frozen=True)
class DoubtGroup:
    """All doubts of one rule. ``fix`` says in general what to do; ``missing`` tells an empty field from a doubt."""

    key: str
    title: str
    fix: str
    doubts: tuple[Doubt, ...]
    missing: bool = False

    @property
    def member_ids(self) -> frozenset[int]:
        return frozenset(one.member_id for one in self.doubts)


_Person = Row[*tuple[Any, ...]]
_Look = Callable[["_Known", _Person], str]


@dataclass(frozen=True)
class _Known:
    """What the rules need beside the person."""

    today: date
    rule: RetirementRule
    grouped: frozenset[int]  # branches that have groups
    closed: frozenset[int]
    childless_birth: dict[int, str]  # member -> the child whose birth date is not known


@dataclass(frozen=True)
class _Rule:
    key: str
    title: str
    fix: str
    field: str
    look: _Look
    missing: bool = False


def data_quality(
    session: Session, settings: Settings, today: date, progress: Progress | None = None
) -> list[DoubtGroup]:
    """Every rule that finds something, doubts before gaps, the longest first. Raises Cancelled."""
    watching = progress or Silent()
    rules = [*_DOUBTS, *_gaps(settings)]
    found: dict[str, list[Doubt]] = {rule.key: [] for rule in rules}
    known = _known(session, settings, today)
    people = session.execute(_people()).all()
    for done, person in enumerate(people):
        if done % _EVERY == 0:
            watching.check_cancelled()
            watching.report(done, len(people), "正在核对")
        for rule in rules:
            problem = rule.look(known, person)
            if problem:
                found[rule.key].append(_doubt(person, rule, problem))
    groups = [DoubtGroup(r.key, r.title, r.fix, tuple(found[r.key]), r.missing) for r in rules if found[r.key]]
    return sorted(groups, key=lambda group: (group.missing, -len(group.doubts)))


def _people() -> Any:
    m = Member
    return (
        select(
            m.id, m.full_name, m.staff_no, m.sex_code, m.birth_date, m.id_type, m.id_number, m.id_verified, m.mobile,
            m.bank_account, m.employment_type, m.branch_id, m.group_id, m.join_date, m.ethnicity_code,
            m.political_status_code, m.post_category, m.title_level, Branch.name.label("branch_name"),
        )
        .outerjoin(Branch, Branch.id == m.branch_id).where(m.membership_status.in_(ON_ROLL))
        .order_by(Branch.sort_no.nulls_last(), m.staff_no, m.id)
    )  # fmt: skip


def _known(session: Session, settings: Settings, today: date) -> _Known:
    unknown = session.execute(
        select(Child.member_id, Child.full_name).where(Child.birth_date.is_(None)).order_by(Child.id.desc())
    )
    return _Known(
        today, retirement_rule(settings),
        frozenset(session.scalars(select(Group.branch_id).distinct())),
        frozenset(session.scalars(select(Branch.id).where(Branch.closed_on.is_not(None)))),
        {member_id: name for member_id, name in unknown},
    )  # fmt: skip


def _doubt(person: _Person, rule: _Rule, problem: str) -> Doubt:
    return Doubt(
        person.id, person.full_name, person.staff_no or "", person.branch_name or "", rule.field, problem
    )


def _gaps(settings: Settings) -> Iterator[_Rule]:
    for name in WANTED:
        label = settings.say(fields_of(Member)[name].label)
        yield _Rule(f"no_{name}", f"缺{label}", f"补上{label}", name, _empty(name, label), missing=True)


def _empty(name: str, label: str) -> _Look:
    return lambda known, person: "" if getattr(person, name) else f"{label}是空的"


def _first(findings: Iterable[identity.Finding]) -> str:
    return next((one.text for one in findings), "")


def _id_doubt(known: _Known, person: _Person) -> str:
    if not person.id_number or person.id_verified:
        return ""
    return _first(
        identity.check_id(
            person.id_number, known.today, kind=person.id_type, birth=person.birth_date, sex=person.sex_code
        )
    )


def _mobile_doubt(known: _Known, person: _Person) -> str:
    return _first(identity.check_mobile(person.mobile)) if person.mobile else ""


def _card_doubt(known: _Known, person: _Person) -> str:
    return _first(identity.check_bank_card(person.bank_account)) if person.bank_account else ""


def _joined_as_child(known: _Known, person: _Person) -> str:
    if person.birth_date is None or not person.join_date:
        return ""
    joined = date.fromisoformat(person.join_date if len(person.join_date) == 10 else f"{person.join_date}-28")
    age = dates.age_on(person.birth_date, joined)
    return f"{person.join_date} 入会时 {age} 岁" if age < YOUNGEST else ""


def _past_retiring(known: _Known, person: _Person) -> str:
    if person.birth_date is None or person.birth_date > latest_of(40, known.today):
        return ""
    reached = retirement_of(
        person.birth_date, person.sex_code, person.post_category, person.title_level, known.rule
    )
    if reached is None or reached.day > known.today:
        return ""
    return f"{dates.show_day(reached.day)} 满 {reached.text}，还在册"


def _no_group(known: _Known, person: _Person) -> str:
    return "没有分到小组" if person.branch_id in known.grouped and person.group_id is None else ""


def _in_closed(known: _Known, person: _Person) -> str:
    return f"{person.branch_name}已撤并" if person.branch_id in known.closed else ""


def _childs_birth(known: _Known, person: _Person) -> str:
    name = known.childless_birth.get(person.id)
    return f"孩子{name}的出生日期没有填" if name else ""


_DOUBTS = (
    _Rule("id", "证件号码有疑问", "对照证件改正；号码确实如此的，勾“已核对原件”并写明", "id_number", _id_doubt),
    _Rule("mobile", "手机号有疑问", "向本人核对手机号", "mobile", _mobile_doubt),
    _Rule("card", "银行卡号有疑问", "对照卡片核对；是存折账号的不用改", "bank_account", _card_doubt),
    _Rule("joined", "入会时间有疑问", "核对出生日期和入会时间", "join_date", _joined_as_child),
    _Rule("retiring", "到退休年龄还在册", "办退休；延聘的不用改", "birth_date", _past_retiring),
    _Rule("closed", "在已撤并的单位", "调到现在的单位", "branch_id", _in_closed),
    _Rule("group", "没有分小组", "选工会小组", "group_id", _no_group),
    _Rule("child", "孩子的资料不全", "补上孩子的出生日期", "", _childs_birth),
)
