# SPDX-License-Identifier: MIT
"""The sample's rounds and budget: two rounds among the year's 29 person-times, one being planned, three budget lines."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from unionoffice.aid import funds_actions, rounds_actions
from unionoffice.aid.records import AidPayment
from unionoffice.aid.types_records import AidType
from unionoffice.members.records import Member
from unionoffice.store.work import Work

# fund, account, opening budget in yuan
_BUDGET = (
    ("工会经费", "职工集体福利", 90_000),
    ("工会经费", "困难职工帮扶费", 250_000),
    ("工会经费", "送温暖费", 80_000),
)
_ADDED = 30_000  # to 困难职工帮扶费, during the year
_PLANNED = 43  # people of the round that still waits for its meeting's vouchers


@dataclass(frozen=True)
class SampleRound:
    """A round that was issued on ``day``; ``people`` are (tier, yuan, reason) of each."""

    day: date
    code: str
    name: str
    meeting: str
    people: tuple[tuple[str, int, str], ...]


# Kinds whose payments of the year were decided on in rounds, and (tier, yuan) of each person.
_TIERS = {
    "hardship_general": (
        ("一档", 7_000), ("一档", 6_000), ("二档", 5_000), ("二档", 5_000), ("二档", 5_000), ("二档", 5_000), ("三档", 4_000),
        ("三档", 3_000),
    ),
    "serious_illness": (
        ("一档", 20_000), ("一档", 20_000), ("二档", 15_000), ("二档", 15_000), ("三档", 10_000), ("三档", 10_000),
    ),
}  # fmt: skip
IN_ROUNDS = frozenset(_TIERS)


def issued_rounds(year: int, reasons: dict[str, Sequence[str]], rng: random.Random) -> list[SampleRound]:
    """The year's two rounds, the earlier one first; together the amounts of their kinds in the year."""
    made = []
    for code, name, day, meeting in (
        ("hardship_general", "上半年困难补助", date(year, 6, 12), f"{year} 年第 6 次主席办公会"),
        ("serious_illness", "大病救助", date(year, 10, 23), f"{year} 年第 10 次主席办公会"),
    ):
        people = tuple((tier, yuan, rng.choice(reasons[code])) for tier, yuan in _TIERS[code])
        made.append(SampleRound(day, code, name, meeting, people))
    return made


def enter_round(work: Work, one: SampleRound, member_ids: Sequence[int]) -> list[int]:
    """Decide on a round two days before its day, issue it and return the payments' ids."""
    kind = work.session.scalars(select(AidType).where(AidType.code == one.code)).one()
    made = rounds_actions.save_round(work, None, {
        "year": one.day.year, "name": one.name, "aid_type_id": kind.id, "meeting": one.meeting,
        "decided_on": one.day - timedelta(days=2), "paid_on": one.day,
    })  # fmt: skip
    rounds_actions.add_people(work, made.id, member_ids)
    for line, (tier, yuan, reason) in zip(rounds_actions.lines_in_order(work, made.id), one.people, strict=True):
        rounds_actions.set_lines(work, made.id, [line.id], tier=tier, amount=Decimal(yuan), reason=reason)
    return rounds_actions.issue_round(work, made.id, on=one.day)


def sign_round(work: Work, payment_ids: Sequence[int]) -> None:
    """Everybody came for it within the day."""
    rounds_actions.sign_many(work, payment_ids)


def plan_round(work: Work, rng: random.Random) -> None:
    """The round that is being prepared on the office's today: people and an amount, no vouchers yet."""
    kind = work.session.scalars(select(AidType).where(AidType.code == "spring_warmth")).one()
    made = rounds_actions.save_round(work, None, {
        "year": work.today.year, "name": "冬季送温暖", "aid_type_id": kind.id, "note": "等主席办公会研究后签发",
    })  # fmt: skip
    helped = select(AidPayment.member_id).where(AidPayment.aid_type_id == kind.id)
    people = work.session.scalars(
        select(Member.id).where(Member.membership_status == "active", Member.id.not_in(helped)).order_by(Member.id)
    ).all()
    rounds_actions.add_people(work, made.id, rng.sample(people, min(_PLANNED, len(people))))


def enter_budget(work: Work, year: int) -> None:
    """Three lines of the union's own money, one of them raised in the year."""
    made = {}
    for fund, account, yuan in _BUDGET:
        values = {"year": year, "fund": fund, "account": account, "budget_in": Decimal(yuan)}
        made[account] = funds_actions.save_line(work, None, values)
    funds_actions.adjust(
        work, made["困难职工帮扶费"].id, amount=Decimal(_ADDED), reason="疫情专项，常委会追加", on=date(year, 3, 20)
    )
