# SPDX-License-Identifier: MIT
"""What to look at before a round is issued: caps, repeats and couples of each line, the budget of the whole."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from unionoffice.aid.caps import Asked, Notice, Person, judge, over_budget, people_before
from unionoffice.aid.funds_queries import line_for_type
from unionoffice.aid.rounds_queries import RoundLine, RoundView
from unionoffice.aid.rounds_records import AidRound
from unionoffice.aid.types_records import AidType


def round_notices(session: Session, view: RoundView) -> dict[int, tuple[Notice, ...]]:
    """line id -> what a cap, a repeat or the household says of it, before the round is issued."""
    kind = session.get_one(AidRound, view.id).aid_type
    day = view.decided_on or date(view.year, 12, 31)
    people = people_before(session, list({line.member_id: None for line in view.lines}), view.type_id)
    found = {}
    for line in view.lines:
        person = people[line.member_id]
        told = judge(kind, person, Asked(line.amount, day, line.child_name)).notices
        found[line.line_id] = (*told, *_unknown_stage(kind, line), *_couple(kind, person, line, view.lines))
    return {line_id: notices for line_id, notices in found.items() if notices}


def _unknown_stage(kind: AidType, line: RoundLine) -> list[Notice]:
    """A kind that is for some school stages, and a child of whom neither stage nor birthday is on the roll."""
    if not kind.child_stages or not line.child_name or line.stage:
        return []
    return [Notice(f"{line.child_name}的就学阶段不清楚", "名册里没有出生日期和就学阶段。请按 F2 填上就学阶段，不该发的移出名单。")]


def _couple(kind: AidType, person: Person, line: RoundLine, lines: Sequence[RoundLine]) -> list[Notice]:
    """Both of a couple in one round, for the same child where the kind is paid per child."""
    spouse = person.spouse
    if not kind.per_household or spouse is None:
        return []
    both = any(one.member_id == spouse.member_id and one.child_name == line.child_name for one in lines)
    words = "同一户只留一人，请把另一人移出名单；确实都要发的可以继续，请写明会议依据。"
    return [Notice(f"配偶{spouse.full_name}也在这一批里，夫妻合发一份", words)] if both else []


def round_budget(session: Session, view: RoundView, today: date) -> Notice | None:
    """What the budget says of paying the whole round today; None where it suffices or there is none."""
    if view.issued or not view.total:
        return None
    return over_budget(line_for_type(session, today.year, view.type_id), view.total)
