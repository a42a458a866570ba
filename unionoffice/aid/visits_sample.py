# SPDX-License-Identifier: MIT
"""The sample office's visits: 112 in hospital for ¥29,000 as one school reports, and the year's others, some still due."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from unionoffice.aid import visits_actions as actions
from unionoffice.aid.records import COUNTED, AidPayment
from unionoffice.aid.visits_records import VisitKind
from unionoffice.members.records import Member
from unionoffice.store.work import OfficeLike, Work

HOSPITAL_VISITS, HOSPITAL_YUAN = 112, 29_000
_VALUES = (300,) * 60 + (200,) * 48 + (350,) * 4  # of flowers and fruit: no voucher is drawn for them
_HOSPITALS = ("市第一人民医院", "市第二人民医院", "市中医院", "省人民医院", "校医院")
# Illness, department, and what is told to everybody.
_ILL = (
    ("急性阑尾炎", "普外科", "手术住院"), ("胆囊结石", "肝胆外科", "手术住院"), ("肺炎", "呼吸内科", "住院治疗"),
    ("腰椎间盘突出", "骨科", "住院治疗"), ("股骨骨折", "骨科", "骨折住院"), ("冠心病", "心血管内科", "住院治疗"),
    ("甲状腺结节", "甲乳外科", "手术住院"), ("脑梗死", "神经内科", "住院治疗"), ("白内障", "眼科", "手术住院"),
    ("糖尿病", "内分泌科", "住院治疗"), ("子宫肌瘤", "妇科", "手术住院"), ("结肠息肉", "消化内科", "手术住院"),
)  # fmt: skip
_SAID = ("病情平稳，感谢工会。", "希望协助办理医保报销。", "出院后需休养两周。", "家属陪护，没有困难。", "盼帮助接送孩子上学。")
_THANKS = ("感谢工会关心。", "没有别的要求。", "一切安好。")
_GOODS = ("鲜花、水果", "水果、牛奶", "营养品")
_PAID = {"bereavement": ("wedding_funeral", 18), "disaster": ("accident", 2), "hospital": ("hospital", None)}


@dataclass(frozen=True)
class _Plan:
    """One visit to come: known on ``day``, made ``after`` days later (None: not yet)."""

    day: date
    code: str
    member_id: int
    after: int | None
    values: dict[str, Any] = field(default_factory=dict)
    payment_id: int | None = None
    cancel: str = ""


def fill(office: OfficeLike, rng: random.Random) -> None:
    """Enter the kinds and the year's visits up to the office's today. Needs members, kinds of aid and the ledger."""
    with office.work("建立走访类别") as work:
        actions.seed_kinds(work)
    with office.work("登记全年走访") as work:
        maker = _Maker(work, rng, office.today())
        for plan in sorted(maker.plans(), key=lambda one: one.day):
            maker.enter(plan)


class _Maker:
    """Draws people and days, and enters what was planned, each on its day."""

    def __init__(self, work: Work, rng: random.Random, today: date) -> None:
        self._work, self._rng, self._today = work, rng, today
        self._kinds = {kind.code: kind.id for kind in work.session.scalars(select(VisitKind)).unique()}
        self._people: Sequence[int] = work.session.scalars(
            select(Member.id).where(Member.membership_status == "active").order_by(Member.id)
        ).all()

    def plans(self) -> list[_Plan]:
        """Everything, in no order."""
        return [*self._in_hospital(), *self._paid(), *self._others(), *self._open()] if self._people else []

    def _in_hospital(self) -> Iterator[_Plan]:
        people = [self._rng.choice(self._people) for _ in range(HOSPITAL_VISITS - 1)]
        values = list(_VALUES)
        self._rng.shuffle(values)
        plans = [self._hospital(self._day(), one, yuan) for one, yuan in zip(people, values, strict=False)]
        yield from self._with_next_contact(plans)
        twice = plans[0]  # the same illness once more within the year, after a word with the chair
        again = {**twice.values, "amount": Decimal(values[-1]), "admitted_on": None}
        yield replace(twice, day=min(twice.day + timedelta(days=60), self._today - timedelta(days=20)), values=again)

    def _with_next_contact(self, plans: list[_Plan]) -> Iterator[_Plan]:
        """Of those visited last, some were promised another call: one is over, one is near, the rest next year."""
        newest = sorted(range(len(plans)), key=lambda at: plans[at].day)[-6:]
        for at, plan in enumerate(plans):
            if at not in newest:
                yield plan
                continue
            days = (-8, 3, 24, 31, 38, 45)[newest.index(at)]
            made = plan.day + timedelta(days=plan.after or 0)
            called = max(self._today + timedelta(days=days), made + timedelta(days=1))
            yield replace(plan, values={**plan.values, "next_contact": called})

    def _hospital(self, day: date, member_id: int, yuan: int) -> _Plan:
        illness, department, told = self._rng.choice(_ILL)
        values = {
            "reason": told, "hospital": self._rng.choice(_HOSPITALS), "department": department, "illness": illness,
            "bed": f"{self._rng.randrange(1, 46)} 床", "admitted_on": day - timedelta(days=self._rng.randrange(3)),
            "comfort": "goods", "goods": self._rng.choice(_GOODS), "amount": Decimal(yuan),
        }  # fmt: skip
        late = self._rng.random() < 0.04
        return _Plan(day, "hospital", member_id, self._rng.randrange(8, 12) if late else self._rng.randrange(1, 7), values)

    def _paid(self) -> Iterator[_Plan]:
        """Visits whose money is in the ledger already."""
        p = AidPayment
        for code, (kind, most) in _PAID.items():
            found = self._work.session.scalars(
                select(p).where(p.status.in_(COUNTED), p.aid_type.has(code=code)).order_by(p.ledger_order)
            ).unique()
            for payment in list(found)[: most]:
                asked = max(payment.event_date, date(self._today.year, 1, 1))
                made = min((payment.booked_on - asked).days, self._rng.randrange(1, 3))
                values = {"reason": (payment.reason or "")[:60], "comfort": "cash", "amount": payment.amount}
                yield _Plan(asked, kind, payment.member_id, made, values, payment.id)

    def _others(self) -> Iterator[_Plan]:
        year = self._today.year
        for day in range(6, 12):  # before the Spring Festival
            values = {"reason": "春节前走访困难职工", "comfort": "goods", "goods": "米、油", "amount": Decimal(300)}
            yield _Plan(date(year, 1, day), "hardship", self._rng.choice(self._people), 3, values)
        for _ in range(10):
            why = self._rng.choice(("退休离岗", "生育"))
            values = {"reason": why, "comfort": "goods", "goods": "纪念品" if why == "退休离岗" else "母婴用品", "amount": Decimal(200)}
            yield _Plan(self._day(), "birth_retirement", self._rng.choice(self._people), self._rng.randrange(2, 20), values)

    def _open(self) -> Iterator[_Plan]:
        """One is overdue, the others are due within the week; one was not needed any more."""
        for days in (10, 6, 2, 1):
            plan = self._hospital(self._today - timedelta(days=days), self._rng.choice(self._people), 300)
            drop = ("comfort", "goods", "amount")
            yield replace(plan, after=None, values={k: v for k, v in plan.values.items() if k not in drop})
        gone = self._hospital(self._today - timedelta(days=40), self._rng.choice(self._people), 300)
        yield replace(gone, after=None, cancel="当天已出院，改为电话问候")

    def _day(self) -> date:
        """A day of the year, early enough for the visit to have been made by now."""
        first = date(self._today.year, 1, 6)
        return first + timedelta(days=self._rng.randrange((self._today - first).days - 14))

    def enter(self, plan: _Plan) -> None:
        """Noted on its day and recorded when it was made, in one step each; or cancelled."""
        self._at(plan.day)
        values = {"member_id": plan.member_id, "kind_id": self._kinds[plan.code], "asked_on": plan.day, **plan.values}
        if plan.after is not None:
            made = plan.day + timedelta(days=plan.after)
            self._at(made)
            values |= {"visited_on": made, "visitors": self._visitors(), "feedback": self._rng.choice(_SAID if plan.code == "hospital" else _THANKS)}
        visit = actions.save_visit(self._work, None, values)
        if plan.payment_id is not None:
            actions.link_payment(self._work, visit.id, plan.payment_id)
        if plan.cancel:
            actions.cancel(self._work, visit.id, plan.cancel)

    def _visitors(self) -> str:
        return self._rng.choice(("工会主席、分工会主席", "分工会主席、周雨桐", "分工会主席、小组长"))

    def _at(self, day: date) -> None:
        """What is entered next was done on that day, in office hours."""
        hours = timedelta(hours=self._rng.randrange(8, 12), minutes=self._rng.randrange(60))
        self._work.now = datetime.combine(min(day, self._today), time()) + hours
