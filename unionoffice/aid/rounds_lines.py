# SPDX-License-Identifier: MIT
"""What one line of a round is worth and about: a child of the member, days at a rate, a number of goods."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.aid.rounds_records import AidRound, AidRoundLine
from unionoffice.aid.types_records import AidType
from unionoffice.kit.money import show_yuan
from unionoffice.members.family import Child

_BLOCK = 500
Children = dict[int, list[tuple[str, str]]]  # member id -> names and school stages (code, '' unknown)


def children_for(session: Session, member_ids: Sequence[int], kind: AidType, day: date) -> Children:
    """The children a kind is paid for, the eldest first: of the stages it takes on ``day``; none where it is not per child."""
    found: Children = {}
    if not kind.per_child:
        return found
    for start in range(0, len(member_ids), _BLOCK):
        chosen = select(Child).where(Child.member_id.in_(member_ids[start : start + _BLOCK]))
        for one in session.scalars(chosen.order_by(Child.birth_date.nulls_last(), Child.id)):
            stage = one.stage_code_on(day)
            if kind.takes_stage(stage):
                found.setdefault(one.member_id, []).append((one.full_name, stage))
    return found


def new_lines(session: Session, found: AidRound, member_ids: Iterable[int], day: date) -> Iterator[AidRoundLine]:
    """A line for each person, or for each child of theirs the kind is paid for, in the given order.

    Without a child on the roll a person has one line that names none, so that the clerk is asked.
    """
    wanted = list(dict.fromkeys(member_ids))
    children = children_for(session, wanted, found.aid_type, day)
    for member_id in wanted:
        for name, stage in children.get(member_id) or [("", "")]:
            line = AidRoundLine(
                round_id=found.id, member_id=member_id, child_name=name or None, school_stage=stage or None,
                child_key=name, quantity=1 if found.goods_name else None,
            )  # fmt: skip
            line.amount = worth(found, line)
            yield line


def worth(found: AidRound, line: AidRoundLine) -> Decimal | None:
    """What the round's rate or goods make of a line, yuan; the kind's usual amount where it has neither.

    None while the days are open.
    """
    if found.rate is not None and found.rate_by == "day":
        return found.rate * line.days if line.days else None
    if found.rate is not None:
        return found.rate
    if found.goods_price is not None:
        return found.goods_price * (line.quantity or 1)
    return found.aid_type.default_amount


def group_words(found: AidRound, days: int | None) -> str:
    """援鄂医疗队，45 天，每人每天 100.00 元; '' for a round of no group."""
    rate = ""
    if found.rate is not None:
        rate = f"每人{'每天' if found.rate_by == 'day' else ''} {show_yuan(found.rate)} 元"
    return "，".join(text for text in (found.group_name or "", f"{days} 天" if days else "", rate) if text)


def reason_for(found: AidRound, reason: str | None, days: int | None) -> str:
    """What is printed as the reason: the line's own or the round's, and the group with its rate."""
    said, group = reason or found.reason or found.title(), group_words(found, days)
    if found.group_name and found.group_name in said:  # once is enough
        group = group.removeprefix(found.group_name).lstrip("，")
    return "；".join(text for text in (said, group) if text)
