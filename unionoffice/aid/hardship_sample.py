# SPDX-License-Identifier: MIT
"""Twelve invented hardship files for the sample office, in every state from draft to closed."""

import random
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Protocol

from sqlalchemy import select

from unionoffice.aid import hardship_codes as codes
from unionoffice.aid import hardship_path as path
from unionoffice.aid.hardship_actions import HouseholdRow, save_case
from unionoffice.aid.hardship_parts import DibaoLine
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.members.records import Member
from unionoffice.members.sample_names import name_of
from unionoffice.store import edit
from unionoffice.store.work import Work

_LINES = ((date(2019, 7, 1), 700), (date(2020, 7, 1), 780))
_REVIEWERS = ("王建国", "李海燕", "张志明", "陈春梅")


class OfficeLike(Protocol):
    """What is needed of an office; ``unionoffice.office.Office`` is one."""

    def work(self, action: str, *, actor: str = "") -> AbstractContextManager[Work]: ...

    def today(self) -> date: ...


@dataclass(frozen=True)
class _Plan:
    """One file to come: applied for ``days`` before today, brought to ``status``, its figures and its story."""

    days: int
    status: str
    income: int
    medical: int
    school: int
    loss: int
    causes: tuple[str, ...]
    family: str  # s spouse, c child at school, u child at university, p parent
    situation: str
    asked: int
    aid_kind: str
    gap: int = 6  # days between two steps


_PLANS = (
    _Plan(420, codes.ACTIVE, 4200, 46000, 0, 0, ("6",), "scp", "本人肾病，长期透析，自付费用高，父亲随住需照料。", 10000, "3"),
    _Plan(395, codes.ACTIVE, 3900, 9000, 12000, 0, ("9", "6"), "scu", "两个孩子上学，配偶慢性病，只能打零工。", 5000, "5"),
    _Plan(130, codes.ACTIVE, 5100, 62000, 0, 0, ("6",), "sc", "本人结肠癌术后靶向治疗，医保外用药自付。", 10000, "3"),
    _Plan(400, codes.CLOSED, 4200, 8000, 14000, 0, ("9",), "su", "子女大学学费和住宿费较高，今年毕业就业。", 3000, "5"),
    _Plan(60, codes.REJECTED, 9800, 3000, 0, 0, ("10",), "s", "申报一次性装修支出，收入高于标准。", 2000, "1"),
    _Plan(36, codes.PUBLICISED, 4300, 21000, 8000, 0, ("6", "9"), "scc", "配偶脑血管病，康复期无收入，两个孩子上学。", 5000, "3"),
    _Plan(24, codes.PUBLICISED, 6200, 4000, 0, 60000, ("8",), "sp", "配偶交通事故重伤，肇事方无力赔付。", 8000, "4", 5),
    _Plan(26, codes.UNION_REVIEWED, 3600, 12000, 0, 0, ("1", "6"), "p", "本人肢体残疾，母亲随住，长期服药。", 3000, "1"),
    _Plan(18, codes.BRANCH_REVIEWED, 4800, 0, 16000, 0, ("9",), "suc", "一个孩子上大学，一个上初中，配偶待业。", 3000, "5"),
    _Plan(6, codes.SUBMITTED, 4100, 30000, 0, 0, ("6",), "sp", "父亲恶性肿瘤化疗，配偶请假照料。", 5000, "3"),
    _Plan(4, codes.DRAFT, 5200, 0, 0, 40000, ("7",), "sc", "老家房屋遭水灾倒塌，重建自付。", 5000, "4"),
    _Plan(2, codes.DRAFT, 3400, 0, 9000, 0, ("9",), "c", "单亲，孩子上高中。", 2000, "5"),
)  # fmt: skip


def fill(office: OfficeLike, rng: random.Random) -> None:
    """Enter the 低保 lines and the files as of the office's today. Needs members; the same ``rng``, the same files."""
    today = office.today()
    with office.work("新增低保线") as work:
        for day, amount in _LINES:
            values = {"from_day": day, "amount": Decimal(amount), "source": f"市民政局 {day.year} 年公布（示例）"}
            edit.save(work, DibaoLine, None, values)
    with office.work("登记困难档案") as work:
        people = _people(work, rng)
        for plan, member in zip(_PLANS, people, strict=False):
            _Filer(work, rng, today, plan).enter(member)


def _people(work: Work, rng: random.Random) -> list[Member]:
    """As many different people in service as there are plans, if the office has so many."""
    wanted = select(Member).where(Member.membership_status == "active").order_by(Member.id)
    members: Sequence[Member] = work.session.scalars(wanted).unique().all()
    return rng.sample(list(members), min(len(_PLANS), len(members)))


class _Filer:
    """Brings one file through its steps, each on a day of its own."""

    def __init__(self, work: Work, rng: random.Random, today: date, plan: _Plan) -> None:
        self._work, self._rng, self._today, self._plan = work, rng, today, plan
        self._day = today - timedelta(days=plan.days)

    def enter(self, member: Member) -> None:
        self._at(self._day)
        case = save_case(self._work, None, self._values(member), household=self._household(member))
        reached = self._goal()
        while case.status != reached:
            self._on()
            if case.status == codes.PUBLICISED and case.notice_to is not None:
                self._at(max(self._day, case.notice_to + timedelta(days=1)))
            self._advance(case)
        self._afterwards(case)

    def _goal(self) -> str:
        ends = {codes.CLOSED: codes.ACTIVE, codes.REJECTED: codes.SUBMITTED}
        return ends.get(self._plan.status, self._plan.status)

    def _advance(self, case: HardshipCase) -> None:
        reviewed = case.status in (codes.SUBMITTED, codes.BRANCH_REVIEWED)
        path.advance(
            self._work, case.id, signed_by=self._rng.choice(_REVIEWERS) if reviewed else "",
            opinion="情况属实，同意上报。" if case.status == codes.SUBMITTED else "同意公示。" if reviewed else "",
        )  # fmt: skip

    def _afterwards(self, case: HardshipCase) -> None:
        self._on()
        if self._plan.status == codes.CLOSED:
            self._at(self._today - timedelta(days=80))
            path.close(self._work, case.id, "1", "子女已毕业就业，家庭收入稳定")
        elif self._plan.status == codes.REJECTED:
            path.reject(self._work, case.id, "家庭人均月收入高于两倍低保线", signed_by=self._rng.choice(_REVIEWERS))

    def _on(self) -> None:
        self._at(min(self._day + timedelta(days=self._plan.gap), self._today))

    def _at(self, day: date) -> None:
        """What is entered next was done on that day, in office hours."""
        self._day = day
        hours = timedelta(hours=self._rng.randrange(8, 12), minutes=self._rng.randrange(60))
        self._work.now = datetime.combine(day, time()) + hours

    def _values(self, member: Member) -> dict[str, Any]:
        plan, rng = self._plan, self._rng
        minor = dict(zip(("minor_cause_1", "minor_cause_2"), plan.causes[1:], strict=False))
        return {
            "member_id": member.id, "applied_on": self._day, "own_income": Decimal(plan.income),
            "medical_expense": Decimal(plan.medical), "school_expense": Decimal(plan.school),
            "event_loss": Decimal(plan.loss), "other_income": Decimal(0), "main_cause": plan.causes[0], **minor,
            "situation": plan.situation, "asked_amount": Decimal(plan.asked), "aid_kind": plan.aid_kind,
            "health": "2" if "术后" in plan.situation else "5" if "肾病" in plan.situation else "1",
            "disability": "5" if "残疾" in plan.situation else None,
            "disability_level": "3" if "残疾" in plan.situation else None,
            "housing": rng.choice("257"), "housing_area": rng.choice("234"), "insurance": "1", "hukou": "1",
            "single_parent": "单亲" in plan.situation, "zero_employment": False, "self_help": "残疾" not in plan.situation,
            **self._decided(),
        }  # fmt: skip

    def _decided(self) -> dict[str, Any]:
        """Where the arithmetic may find no category, the office has decided with a reason."""
        if self._plan.status != codes.REJECTED:
            return {}
        return {"category": codes.RELATIVE, "category_reason": "本人坚持申报，按程序提交审核"}

    def _household(self, member: Member) -> list[HouseholdRow]:
        return [self._person(one, member) for one in self._plan.family]

    def _person(self, kind: str, member: Member) -> HouseholdRow:
        make: dict[str, Callable[[Member], dict[str, Any]]] = {
            "s": self._spouse, "c": self._pupil, "u": self._student, "p": self._parent,
        }  # fmt: skip
        return HouseholdRow(None, {"insurance": "2", "health": "1", **make[kind](member)})

    def _spouse(self, member: Member) -> dict[str, Any]:
        sex = "2" if member.sex_code == "1" else "1"
        born = (member.birth_date or date(1980, 5, 1)).year + self._rng.randrange(-3, 4)
        return {
            "full_name": name_of(self._rng, sex, "01"), "relation": "12" if sex == "2" else "11",
            "birth_date": self._birth(born), "monthly_income": Decimal(self._rng.randrange(0, 16) * 100),
            "work_state": self._rng.choice("35"), "unit": self._rng.choice(("社区便民店", "家政零工", "")) or None,
            "political_status_code": "13",
        }  # fmt: skip

    def _pupil(self, member: Member) -> dict[str, Any]:
        born = self._rng.randrange(2004, 2013)
        return {**self._child(member, born), "unit": "江陵市实验小学" if born > 2008 else "江陵市第二中学"}

    def _student(self, member: Member) -> dict[str, Any]:
        return {**self._child(member, self._rng.randrange(1998, 2002)), "unit": "省外某大学"}

    def _child(self, member: Member, born: int) -> dict[str, Any]:
        sex = self._rng.choice("12")
        given = name_of(self._rng, sex, "01")[1:]
        return {
            "full_name": (member.full_name[0] + given)[:4], "relation": "20" if sex == "1" else "30",
            "birth_date": self._birth(born), "work_state": "6",
        }  # fmt: skip

    def _parent(self, member: Member) -> dict[str, Any]:
        sex = self._rng.choice("12")
        return {
            "full_name": name_of(self._rng, sex, "01"), "relation": "51" if sex == "1" else "52",
            "birth_date": self._birth(self._rng.randrange(1944, 1955)), "health": "12",
            "monthly_income": Decimal(self._rng.randrange(2, 10) * 100), "work_state": "2",
        }  # fmt: skip

    def _birth(self, year: int) -> date:
        return date(year, self._rng.randrange(1, 13), self._rng.randrange(1, 29))
