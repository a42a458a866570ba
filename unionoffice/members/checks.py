# SPDX-License-Identifier: MIT
"""What ``unionoffice check`` asks of members: do state and branch follow from the events, is nobody there twice."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from unionoffice.members.membership import Standing, events_until, last_standing
from unionoffice.members.records import Member
from unionoffice.store.check import MOST_NAMED, Problem


def check_members(session: Session) -> Iterator[Problem]:
    yield from _states(session)
    yield from _doubles(session)


def _states(session: Session) -> Iterator[Problem]:
    told = {member_id: last_standing(events) for member_id, events in events_until(session)}
    kept = session.execute(
        select(Member.id, Member.full_name, Member.staff_no, Member.membership_status, Member.branch_id)
    )
    wrong = [
        row.full_name + (f"（{row.staff_no}）" if row.staff_no else "")
        for row in kept
        if told.get(row.id, Standing()) != Standing(row.membership_status, row.branch_id)
    ]
    if wrong:
        more = f" 等 {len(wrong)} 人" if len(wrong) > MOST_NAMED else ""
        yield Problem(
            "error",
            f"会籍或分工会和会籍经历对不上：{'、'.join(wrong[:MOST_NAMED])}{more}。请打开核对，再记一笔更正。",
        )


def _doubles(session: Session) -> Iterator[Problem]:
    number = Member.id_number
    doubled = session.scalars(
        select(number).where(number.is_not(None)).group_by(number).having(func.count() > 1)
    )
    for one in list(doubled)[:MOST_NAMED]:
        names = session.scalars(select(Member.full_name).where(number == one)).all()
        yield Problem("warn", f"证件号码相同的会员：{'、'.join(names)}。请核对是不是同一个人。")
