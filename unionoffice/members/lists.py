# SPDX-License-Identifier: MIT
"""The lists an office lives by: each a name, what it asks for, and a function that says who is on it and why."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Row, extract, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from unionoffice.errors import OfficeError
from unionoffice.kit import codelists, dates
from unionoffice.kit.roles import refuse_seeing, role_of
from unionoffice.members.counts import latest_of, oldest_below
from unionoffice.members.family import BY_AGE, Child
from unionoffice.members.membership import ON_ROLL
from unionoffice.members.records import Member
from unionoffice.members.retirement import retirement_of
from unionoffice.members.settings import number_of, retirement_rule
from unionoffice.store.listing import Query
from unionoffice.store.settings import Settings

Period = Literal["", "month", "year"]
_SINGLE = ("30", "40")  # 丧偶, 离婚
_GROWN = 18


@dataclass(frozen=True)
class Asked:
    """For when a list is wanted: ``today`` is the office's, ``year`` and ``month`` are what was chosen."""

    today: date
    year: int
    month: int
    settings: Settings


@dataclass(frozen=True)
class ListLine:
    """One line: a member and why. ``cells`` are the list's further columns; a member may be there twice (children)."""

    member_id: int
    reason: str
    cells: tuple[str, ...] = ()


Find = Callable[[Session, Asked], Iterator[ListLine]]


@dataclass(frozen=True)
class NamedList:
    """A list by its ``key``. ``title`` may hold {n} for the office's own number; ``period`` is what it asks for.

    ``columns`` head the cells of its lines; ``reason`` heads the reason.
    """

    key: str
    title: str
    caption: str
    find: Find
    period: Period = ""
    reason: str = "说明"
    columns: tuple[str, ...] = ()
    number: tuple[str, int] = ("", 0)  # the setting that {n} stands for, and its usual value

    def title_for(self, asked: Asked) -> str:
        """The title with its number and period: 2020 年 5 月生日."""
        n = number_of(asked.settings, *self.number) if self.number[0] else 0
        period = {"": "", "month": f"{asked.year} 年 {asked.month} 月", "year": f"{asked.year} 年"}[self.period]
        return period + self.title.format(n=n)


def find_list(key: str) -> NamedList:
    """The list of that key. Raises OfficeError for one that does not exist."""
    found = next((one for one in LISTS if one.key == key), None)
    if found is None:
        known = "、".join(one.key for one in LISTS)
        raise OfficeError(f"没有叫“{key}”的名单。有：{known}。")
    return found


def list_lines(session: Session, key: str, asked: Asked) -> list[ListLine]:
    """Who is on the list, in its own order."""
    return list(find_list(key).find(session, asked))


def list_query(session: Session, key: str, asked: Asked) -> Query:
    """The list as a restriction of the register's own list."""
    ids = frozenset(line.member_id for line in list_lines(session, key, asked))
    return Query(only=ids, named=find_list(key).title_for(asked))


_ON_ROLL = Member.membership_status.in_(ON_ROLL)
_BY_BRANCH = (Member.branch_id, Member.staff_no, Member.id)


def _people(
    session: Session, *where: ColumnElement[bool], order: Sequence[Any] = _BY_BRANCH
) -> Iterable[Row[*tuple[Any, ...]]]:
    """What the lists look at of each member: columns, not records, since a list may hold half a roster."""
    m = Member
    columns = (
        m.id, m.birth_date, m.sex_code, m.post_category, m.title_level, m.work_start_date, m.mutual_aid_plan,
        m.model_worker_level, m.membership_status, m.marital_code, m.join_date,
    )  # fmt: skip
    return session.execute(select(*columns).where(*where).order_by(*order))


def _aged(birth: date | None, day: date) -> str:
    return f"{dates.age_on(birth, day)} 岁" if birth else "年龄未填"


# --- the lists -------------------------------------------------------------------------------------------------


def _birthdays(session: Session, asked: Asked) -> Iterator[ListLine]:
    born = Member.birth_date
    order = (extract("day", born), Member.staff_no)
    for one in _people(session, _ON_ROLL, extract("month", born) == asked.month, order=order):
        age = asked.year - one.birth_date.year
        yield ListLine(one.id, f"{dates.say_day(one.birth_date)}，满 {age} 岁", (dates.show_day(one.birth_date),))


def _retiring(session: Session, asked: Asked) -> Iterator[ListLine]:
    rule = retirement_rule(asked.settings)
    # Nobody retires before 40: whoever is younger at the end of the year need not be looked at.
    old_enough = Member.birth_date <= latest_of(40, date(asked.year, 12, 31))
    found = []
    for one in _people(session, _ON_ROLL, old_enough):
        reached = retirement_of(one.birth_date, one.sex_code, one.post_category, one.title_level, rule)
        if reached is not None and reached.day.year == asked.year:
            found.append((reached.day, one.id, reached.text))
    for day, member_id, text in sorted(found):
        yield ListLine(member_id, f"{dates.say_day(day)}满 {text}", (f"{day:%Y-%m}",))


def _long_service(session: Session, asked: Asked) -> Iterator[ListLine]:
    years = number_of(asked.settings, "service_years", 30)
    first = str(asked.year - years)
    began = Member.work_start_date
    within = (began >= first) & (began < f"{int(first) + 1}")
    for one in _people(session, _ON_ROLL, within, order=(began, Member.staff_no)):
        said = f"{dates.say_year_month(one.work_start_date)}参加工作，满 {years} 年"
        yield ListLine(one.id, said, (one.work_start_date,))


def _women(session: Session, asked: Asked) -> Iterator[ListLine]:
    for one in _people(session, _ON_ROLL, Member.sex_code == "2"):
        yield ListLine(one.id, _aged(one.birth_date, asked.today))


def _illness_age(session: Session, asked: Asked) -> Iterator[ListLine]:
    age = number_of(asked.settings, "serious_illness_age", 45)
    for one in _people(session, _ON_ROLL, Member.birth_date <= latest_of(age, asked.today)):
        plan = one.mutual_aid_plan or "未参加"
        yield ListLine(one.id, f"{_aged(one.birth_date, asked.today)}，互助保障：{plan}", (plan,))


def _model_workers(session: Session, asked: Asked) -> Iterator[ListLine]:
    level = Member.model_worker_level
    living = Member.membership_status != "deceased"
    for one in _people(session, level.is_not(None), level != "none", living, order=(level, Member.staff_no)):
        status = codelists.MEMBERSHIP_STATUS.name(one.membership_status)
        yield ListLine(one.id, f"{codelists.MODEL_WORKER_LEVEL.name(one.model_worker_level)}劳模，{status}")


def _single_parents(session: Session, asked: Asked) -> Iterator[ListLine]:
    children: dict[int, list[Child]] = {}
    born = Child.birth_date >= oldest_below(_GROWN, asked.today)
    for child in session.scalars(select(Child).where(born).order_by(Child.birth_date)):
        children.setdefault(child.member_id, []).append(child)
    a_parent = Member.id.in_(select(Child.member_id).where(born))
    for one in _people(session, _ON_ROLL, Member.marital_code.in_(_SINGLE), a_parent):
        own = "、".join(f"{c.full_name}（{_aged(c.birth_date, asked.today)}）" for c in children[one.id])
        yield ListLine(one.id, f"{codelists.MARITAL.name(one.marital_code)}，孩子：{own}")


def _disabled(session: Session, asked: Asked) -> Iterator[ListLine]:
    refuse_seeing("illness", role_of(session))  # to stand on this list says enough
    for one in _people(session, _ON_ROLL, Member.health_note.contains("残")):
        yield ListLine(one.id, "“残疾或健康情况”里写有残疾")  # what it says is nobody's business on a list


def _children(session: Session, asked: Asked) -> Iterator[ListLine]:
    day = date(asked.year, 6, 1)
    below = number_of(asked.settings, "children_age", 14)
    chosen = (
        select(Child).join(Member, Member.id == Child.member_id)
        .where(_ON_ROLL, Child.birth_date >= oldest_below(below, day), Child.birth_date <= day)
        .order_by(Member.branch_id, Member.staff_no, Child.birth_date)
    )  # fmt: skip
    for child in session.scalars(chosen):
        assert child.birth_date is not None
        age = dates.age_on(child.birth_date, day)
        cells = (child.full_name, codelists.SEX.name(child.sex_code), dates.show_day(child.birth_date), f"{age}",
                 child.stage_on(day).removesuffix(BY_AGE))  # fmt: skip
        yield ListLine(child.member_id, f"孩子 {child.full_name}，6 月 1 日 {age} 岁", cells)


def _without_form(session: Session, asked: Asked) -> Iterator[ListLine]:
    joined = Member.join_date
    this_year = (joined >= str(asked.year)) & (joined < str(asked.year + 1))
    order = (joined, *_BY_BRANCH)
    for one in _people(session, _ON_ROLL, this_year, Member.form_filed_on.is_(None), order=order):
        yield ListLine(one.id, f"{dates.say_year_month(one.join_date)}入会，登记表未交", (one.join_date,))


LISTS: tuple[NamedList, ...] = (
    NamedList("birthday", "生日", "按日子排，送蛋糕券用", _birthdays, "month", columns=("出生日期",)),
    NamedList("retiring", "退休", "按设置里的年龄和渐进延迟算", _retiring, "year", columns=("退休年月",)),
    NamedList(
        "service", "工龄满 {n} 年", "按参加工作时间算", _long_service, "year", columns=("参加工作",),
        number=("service_years", 30),
    ),
    NamedList("women", "女会员", "三八节用", _women),
    NamedList(
        "illness", "{n} 岁以上", "重大疾病保障用", _illness_age, columns=("互助保障",), number=("serious_illness_age", 45)
    ),
    NamedList("model", "劳模", "五一慰问用，含退休的", _model_workers),
    NamedList("single_parent", "单亲家庭", "丧偶或离婚，孩子不满 18 岁", _single_parents),
    NamedList("disabled", "残疾会员", "按“残疾或健康情况”一栏", _disabled),
    NamedList(
        "children", "六一儿童（不满 {n} 岁）", "一个孩子一行", _children, "year",
        columns=("孩子姓名", "孩子性别", "孩子出生日期", "年龄", "就学阶段"), number=("children_age", 14),
    ),
    NamedList("no_form", "入会未交登记表", "补收登记表用", _without_form, "year", columns=("入会时间",)),
)  # fmt: skip
