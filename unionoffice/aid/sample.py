# SPDX-License-Identifier: MIT
"""The aid ledger of the sample office: one year with its draft, its voided vouchers and a few unsigned ones."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import select

from unionoffice.aid import actions, hardship_sample, rounds_sample, visits_sample
from unionoffice.aid.records import AidPayment
from unionoffice.aid.rounds_sample import SampleRound
from unionoffice.aid.types_records import AidType
from unionoffice.members.records import Member
from unionoffice.progress import Progress, Silent
from unionoffice.store.work import OfficeLike, Work

# 29 person-times, ¥294,000: code -> (amounts in yuan, what happened). The committee decided on those above the caps.
_AID: Mapping[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    "hardship_special": ((30_000, 20_000, 20_000, 15_000, 15_000), ("家庭主要劳动力患病，长期无收入", "子女重病，自付费用大")),
    "serious_illness": (
        (20_000, 20_000, 15_000, 15_000, 10_000, 10_000),
        ("肺部肿瘤手术后化疗", "肾功能衰竭，每周透析", "急性心肌梗死，放置支架", "白血病，等待移植"),
    ),
    "hardship_general": (
        (3_000, 4_000, 5_000, 5_000, 5_000, 5_000, 6_000, 7_000),
        ("父母多病，房贷压力大", "配偶失业，子女上学", "单亲抚养两名子女", "疫情期间家庭收入减少"),
    ),
    "hospital": ((1_000, 2_000, 2_000, 3_000), ("住院手术，校医院转市二院", "骨折住院", "住院治疗两周")),
    "study_aid": ((5_000,) * 4, ("子女考入大学，家庭困难", "两名子女同时就读高校")),
    "disaster": ((18_000, 18_000), ("老家房屋因洪水倒塌", "住房失火")),
}  # fmt: skip
# 40 bereavements, ¥60,000.
_BEREAVED = (1_000,) * 20 + (2_000,) * 20
_RELATIONS = {"1": ("父亲", "母亲", "岳父", "岳母", "配偶"), "2": ("父亲", "母亲", "公公", "婆婆", "配偶")}
_UNSIGNED = 4  # the last ones, still on their way


@dataclass(frozen=True)
class _Case:
    """One payment to come: its voucher's day is ``day``, what it is for happened some days before."""

    day: date
    code: str
    amount: int
    reason: str
    days_before: int
    void_reason: str = ""
    replaced: bool = False


def fill(office: OfficeLike, rng: random.Random, progress: Progress | None = None) -> None:
    """Enter the year up to the office's today: 29 person-times of ¥294,000, 40 bereavements of ¥60,000;
    then twelve hardship files and a year of visits. Fourteen of the 29 were decided on in two rounds; a third round is planned.

    Needs members. Two more are voided (one of them replaced by one of the 29), and one is a draft. The same
    ``rng`` state gives the same ledger.
    """
    progress = progress or Silent()
    cases = _cases(rng, office.today())
    with office.work("建立慰问类型") as work:
        actions.seed_types(work)
    with office.work("登记全年慰问") as work:
        rounds_sample.enter_budget(work, office.today().year)
        ledger = _Ledger(work, rng)
        rounds = rounds_sample.issued_rounds(office.today().year, {code: why for code, (_, why) in _AID.items()}, rng)
        for done, case in enumerate(cases, 1):
            while rounds and rounds[0].day <= case.day:
                ledger.enter_round(rounds.pop(0))
            ledger.enter(case, sign=done <= len(cases) - _UNSIGNED)
            progress.report(done, len(cases), "正在登记慰问")
    with office.work("新增慰问") as work:
        _Ledger(work, rng).draft(_Case(work.today, "hospital", 1_000, "住院手术，术后恢复中", 3))
    with office.work("新增批次") as work:
        rounds_sample.plan_round(work, rng)
    hardship_sample.fill(office, rng)
    visits_sample.fill(office, rng)


def _cases(rng: random.Random, today: date) -> list[_Case]:
    """All payments in the order of their days, each on a working day of the year up to today."""
    # Whose death it was follows from the person, who is drawn later.
    plain = [*_aid(rng), *(("bereavement", amount, "") for amount in _BEREAVED)]
    rng.shuffle(plain)
    days = sorted(_working_days(rng, today, len(plain)))
    cases = [
        _Case(day, code, amount, reason, rng.randrange(2, 9))
        for day, (code, amount, reason) in zip(days, plain, strict=True)
    ]
    return _with_voided(cases)


def _aid(rng: random.Random) -> Iterator[tuple[str, int, str]]:
    for code, (amounts, reasons) in _AID.items():
        if code in rounds_sample.IN_ROUNDS:
            continue
        yield from ((code, amount, rng.choice(reasons)) for amount in amounts)


def _working_days(rng: random.Random, today: date, count: int) -> list[date]:
    first = date(today.year, 1, 6)
    span = [first + timedelta(days=n) for n in range((today - first).days)]
    workdays = [day for day in span if day.weekday() < 5]
    # The last few days of the list are the ones that still wait for a signature.
    return [*rng.choices(workdays[:-12], k=count - _UNSIGNED), *rng.sample(workdays[-8:], _UNSIGNED)]


def _with_voided(cases: list[_Case]) -> list[_Case]:
    """One amount was written wrongly and reissued the same day, one voucher was made out twice."""
    wrong = next(n for n, case in enumerate(cases) if case.code == "hospital")
    right = cases[wrong]
    spoiled = _Case(
        right.day, right.code, right.amount * 10, right.reason, right.days_before, "金额多写了一个零，重开", replaced=True
    )
    cases = [*cases[:wrong], spoiled, *cases[wrong:]]
    twice = next(n for n, case in enumerate(cases) if case.code == "bereavement" and n > len(cases) // 2)
    doubled = cases[twice]
    again = _Case(doubled.day, doubled.code, doubled.amount, doubled.reason, doubled.days_before, "同一事由重复开具")
    return [*cases[: twice + 1], again, *cases[twice + 1 :]]


class _Ledger:
    """Enters payments through the actions; people are drawn from the members, a few of them twice."""

    def __init__(self, work: Work, rng: random.Random) -> None:
        self._work, self._rng, self._today = work, rng, work.today
        self._types = {kind.code: kind for kind in work.session.scalars(select(AidType))}
        self._people: Sequence[int] = work.session.scalars(
            select(Member.id).where(Member.membership_status == "active").order_by(Member.id)
        ).all()
        self._helped: list[int] = []
        self._replacement: AidPayment | None = None
        self._last: AidPayment | None = None

    def enter(self, case: _Case, *, sign: bool) -> None:
        """Draft, issue on the case's day, and sign some days later; or void, and keep the draft that replaces it."""
        self._at(case.day)
        if self._replacement is not None:
            payment, self._replacement = self._replacement, None
            actions.save_draft(self._work, payment.id, {"amount": _yuan(case.amount)})
        else:
            payment = self.draft(case)
        actions.issue(self._work, payment.id, on=case.day)
        actions.note_printed(self._work, payment.id)
        if case.void_reason:
            actions.void(self._work, payment.id, case.void_reason)
            self._replacement = actions.replace(self._work, payment.id) if case.replaced else None
        elif sign:
            self._at(min(case.day + timedelta(days=self._rng.randrange(8)), self._today))
            actions.sign(self._work, payment.id)
        self._last = payment

    def enter_round(self, one: SampleRound) -> None:
        """Everybody in it is helped for the first time in the year, and signs on its day."""
        new = [person for person in self._people if person not in self._helped]
        members = self._rng.sample(new, len(one.people))
        self._helped += members
        self._at(one.day)
        rounds_sample.sign_round(self._work, rounds_sample.enter_round(self._work, one, members))

    def _at(self, day: date) -> None:
        """What is entered next was done on that day, in office hours."""
        hours = timedelta(hours=self._rng.randrange(8, 12), minutes=self._rng.randrange(60))
        self._work.now = datetime.combine(day, time()) + hours

    def draft(self, case: _Case) -> AidPayment:
        kind = self._types[case.code]
        happened = case.day - timedelta(days=case.days_before)
        twin = self._last if case.void_reason and not case.replaced else None  # made out twice by mistake
        member_id = twin.member_id if twin else self._person()
        reason = case.reason or (twin.reason if twin else f"{self._relation(member_id)}去世")
        meeting = f"{case.day.year} 年第 {case.day.month} 次主席办公会"
        return actions.save_draft(
            self._work, None,
            {
                "member_id": member_id, "aid_type_id": kind.id, "amount": _yuan(case.amount),
                "event_date": max(happened, date(case.day.year, 1, 1)), "reason": reason,
                "pay_method": "bank_transfer", "attachments": self._rng.randrange(1, 4),
                "approval_ref": meeting if case.amount >= 3_000 or case.code == "hospital" else None,
            },
        )  # fmt: skip

    def _relation(self, member_id: int) -> str:
        sex = self._work.session.get_one(Member, member_id).sex_code
        return self._rng.choice(_RELATIONS.get(sex or "", ("父亲", "母亲", "配偶")))

    def _person(self) -> int:
        if self._helped and self._rng.random() < 0.08:
            return self._rng.choice(self._helped)
        self._helped.append(self._rng.choice(self._people))
        return self._helped[-1]


def _yuan(amount: int) -> Decimal:
    return Decimal(amount).quantize(Decimal("0.01"))
