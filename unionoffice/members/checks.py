# SPDX-License-Identifier: MIT
"""What ``unionoffice check`` asks of members: do state and branch follow from the events, is nobody there twice, do
officers still belong to their units."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from unionoffice.members.codes import OFFICER_POST
from unionoffice.members.membership import ON_ROLL, Standing, events_until, last_standing
from unionoffice.members.records import Member
from unionoffice.members.units import Officer
from unionoffice.store.check import MOST_NAMED, Problem


def check_members(session: Session) -> Iterator[Problem]:
    yield from _states(session)
    yield from _doubles(session)
    yield from _officers(session)


def _states(session: Session) -> Iterator[Problem]:
    told = {member_id: last_standing(events) for member_id, events in events_until(session)}
    kept = session.execute(
        select(Member.id, Member.full_name, Member.staff_no, Member.membership_status, Member.branch_id).where(
            Member.merged_into_id.is_(None)
        )
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
        select(number).where(number.is_not(None), Member.merged_into_id.is_(None)).group_by(number).having(func.count() > 1)
    )
    for one in list(doubled)[:MOST_NAMED]:
        names = session.scalars(select(Member.full_name).where(number == one)).all()
        yield Problem("warn", f"证件号码相同的会员：{'、'.join(names)}。请核对是不是同一个人。")


def _officers(session: Session) -> Iterator[Problem]:
    """Whoever leaves a unit leaves its offices with the event; only a change past the program parts the two."""
    elsewhere = (Officer.branch_id.is_not(None)) & (Officer.branch_id != Member.branch_id)
    gone = Member.membership_status.not_in(ON_ROLL)
    found = session.execute(
        select(Member.full_name, Officer.post)
        .join(Member, Member.id == Officer.member_id)
        .where(Officer.to_day.is_(None), gone | elsewhere).order_by(Officer.id)
    ).all()  # fmt: skip
    if found:
        named = "、".join(f"{name}（{OFFICER_POST.name(post)}）" for name, post in found[:MOST_NAMED])
        more = f" 等 {len(found)} 人" if len(found) > MOST_NAMED else ""
        yield Problem("warn", f"已不在本单位、任职还没有结束：{named}{more}。请在“设置”的“分工会”里记卸任。")
