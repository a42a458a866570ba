# SPDX-License-Identifier: MIT
"""What an office does with its units: appoint officers, rename, merge and close units, enter eligible head counts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit import dates
from unionoffice.members.codes import OFFICER_POST
from unionoffice.members.membership import ON_ROLL
from unionoffice.members.records import Branch, BranchName, Group, Member, MembershipEvent
from unionoffice.members.units import EligibleCount, Officer
from unionoffice.store import edit
from unionoffice.store.work import Work

SINGLE = ("chair", "group_leader")  # one at a time: a new one ends the old one's term
# What stands as 工会职务 with the member, the highest first, and the posts that make it so.
_COMMITTEE = {code.code for code in OFFICER_POST} - {"chair", "vice_chair", "group_leader"}
_UNION_POSTS: tuple[tuple[str, frozenset[str]], ...] = (
    ("chair", frozenset(("chair",))),
    ("vice_chair", frozenset(("vice_chair",))),
    ("committee", frozenset(_COMMITTEE)),
    ("group_leader", frozenset(("group_leader",))),
)


# --- officers --------------------------------------------------------------------------------------------------


def save_officer(
    work: Work, officer_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> Officer:
    """Appoint somebody, or put a term that was written down wrongly right; ``values`` are parsed.

    A new chair or group leader ends the serving one's term on the day before. Raises FieldError, StaleEdit.
    """
    values = dict(values)
    _fit_unit(work, officer_id, values)
    if officer_id is None:
        _succeed(work, values)
    officer = edit.save(work, Officer, officer_id, values, version)
    _follow_offices(work, officer.member_id)
    return officer


def appoint(
    work: Work,
    member_id: int,
    post: str,
    from_day: date,
    *,
    branch_id: int | None = None,
    group_id: int | None = None,
    term: str | None = None,
    doc_no: str | None = None,
) -> Officer:
    """Give somebody a post from a day on; neither branch nor group = a post of the whole union."""
    values = {
        "member_id": member_id, "post": post, "from_day": from_day, "branch_id": branch_id, "group_id": group_id,
        "term": term, "doc_no": doc_no,
    }  # fmt: skip
    return save_officer(work, None, values)


def end_term(work: Work, officer_id: int, to_day: date) -> Officer:
    """End a serving officer's term; ``to_day`` is its last day."""
    officer = work.load(Officer, officer_id)
    if officer.to_day is not None:
        raise OfficeError(f"这一任已在 {dates.show_day(officer.to_day)} 结束，没有改动。")
    edit.save(work, Officer, officer_id, {"to_day": to_day})
    _follow_offices(work, officer.member_id)
    return officer


def leave_offices(work: Work, member: Member, day: date) -> list[Officer]:
    """End the terms that somebody cannot go on with after leaving the roll or the branch; ``day`` is their last.

    Posts of the whole union end only with the membership.
    """
    gone = member.membership_status not in ON_ROLL
    ended = [one for one in serving(work, member.id) if gone or one.branch_id not in (None, member.branch_id)]
    for officer in ended:
        officer.to_day = max(day, officer.from_day)
    if ended:
        work.flush()
        _follow_offices(work, member.id)
    return ended


def in_office(work: Work) -> frozenset[int]:
    """Whoever holds a post without an end."""
    return frozenset(work.session.scalars(select(Officer.member_id).where(Officer.to_day.is_(None))))


def serving(work: Work, member_id: int) -> list[Officer]:
    """The posts that somebody holds on without an end."""
    found = select(Officer).where(Officer.member_id == member_id, Officer.to_day.is_(None))
    return list(work.session.scalars(found.order_by(Officer.id)).unique())


def _fit_unit(work: Work, officer_id: int | None, values: dict[str, Any]) -> None:
    """A group's officer is one of its branch."""
    old = work.load(Officer, officer_id) if officer_id else None
    group_id = values.get("group_id", old.group_id if old else None)
    group = work.session.get(Group, group_id) if group_id else None
    if group is None:
        return
    branch_id = values.get("branch_id", old.branch_id if old else None)
    if branch_id not in (None, group.branch_id):
        raise FieldError(
            f"“{group.name}”是{group.branch.name}的小组，与所选分工会不符。请重新选。", field="group_id"
        )
    values["branch_id"] = group.branch_id


def _succeed(work: Work, values: Mapping[str, Any]) -> None:
    """End the term of whoever holds a post that only one can hold."""
    post, from_day = values.get("post"), values.get("from_day")
    if post not in SINGLE or from_day is None:
        return
    same_unit = (Officer.branch_id.is_not_distinct_from(values.get("branch_id"))
                 & Officer.group_id.is_not_distinct_from(values.get("group_id")))  # fmt: skip
    later = (Officer.to_day.is_(None)) | (Officer.to_day >= from_day)
    found = select(Officer).where(Officer.post == post, same_unit, later).order_by(Officer.from_day)
    for old in work.session.scalars(found).unique():
        _end_before(old, from_day)
        work.flush()
        _follow_offices(work, old.member_id)


def _end_before(old: Officer, from_day: date) -> None:
    who, what = old.member.full_name, old.title()
    if old.from_day >= from_day:
        since = dates.show_day(old.from_day)
        raise FieldError(f"{who}自 {since} 起已任{what}，新任的日期要在那之后。", field="from_day")
    old.to_day = from_day - timedelta(days=1)


def _follow_offices(work: Work, member_id: int) -> None:
    """工会职务 is the highest post held; without one it is emptied, unless it is no post of ours (积极分子)."""
    work.flush()
    member = work.load(Member, member_id)
    held = {officer.post for officer in serving(work, member_id)}
    highest = next((name for name, posts in _UNION_POSTS if posts & held), None)
    if highest or member.union_post in {name for name, _ in _UNION_POSTS}:
        member.union_post = highest
    work.flush()


# --- names -----------------------------------------------------------------------------------------------------


def rename_branch(work: Work, branch_id: int, name: str, on: date, *, correct: bool = False) -> Branch:
    """Call a unit something else from ``on``; rosters of earlier days keep the name it had.

    ``correct`` puts a misspelt name right for the past as well. Raises FieldError.
    """
    if on > work.today:
        raise FieldError(f"{dates.show_day(on)} 还没到。到了那天再改名。", field="on")
    old = work.load(Branch, branch_id).name
    branch = edit.save(work, Branch, branch_id, {"name": name})
    note_name(work, branch, old, on, correct=correct)
    return branch


def note_name(work: Work, branch: Branch, old: str, on: date, *, correct: bool = False) -> None:
    """Keep the name a unit had before ``on``, after its name was changed."""
    if branch.name == old:
        return
    rows = _names(work, branch.id)
    last = rows[-1] if rows else None
    if last is not None and last.from_day is not None and on < last.from_day:
        raise FieldError(f"{dates.show_day(last.from_day)} 改过名，这一次要在那之后。", field="on")
    if last is not None and (correct or last.from_day == on):
        last.name = branch.name
    elif not correct and _had_members(work, branch.id, on):
        if last is None:
            work.add(BranchName(branch_id=branch.id, name=old))
        work.add(BranchName(branch_id=branch.id, name=branch.name, from_day=on))
    work.flush()


def _names(work: Work, branch_id: int) -> Sequence[BranchName]:
    found = select(BranchName).where(BranchName.branch_id == branch_id)
    return work.session.scalars(found.order_by(BranchName.from_day.nulls_first(), BranchName.id)).all()


def _had_members(work: Work, branch_id: int, before: date) -> bool:
    """A unit nobody was in needs no former name: it was just entered wrongly."""
    row = MembershipEvent
    found = select(row.id).where(row.to_branch_id == branch_id, row.event_date < before).limit(1)
    return work.session.scalars(found).first() is not None


# --- merging ---------------------------------------------------------------------------------------------------


def merge_branches(work: Work, from_id: int, into_id: int, on: date) -> int:
    """Close a unit and move its people into another one, each by an event; returns how many moved.

    The past stays: a roster of the day before shows the old unit. Its groups move along, its officers' terms end.
    Who came into the old unit after ``on`` moves on the day of coming. Raises FieldError.
    """
    old, new = work.load(Branch, from_id), work.load(Branch, into_id)
    _refuse_merging(work, old, new, on)
    moved = _move_all(work, old, new, on)
    for group in work.session.scalars(select(Group).where(Group.branch_id == old.id)).unique():
        _move_group(work, group, old, new)
    for officer in _officers_of(work, old.id):
        if officer.group_id is None:
            officer.to_day = max(on, officer.from_day)
        else:
            officer.branch_id = new.id
    old.closed_on, old.merged_into_id = on, new.id
    work.flush()
    return moved


def _refuse_merging(work: Work, old: Branch, new: Branch, on: date) -> None:
    if old.id == new.id:
        raise FieldError("请选另一个单位：不能并入自己。", field="into_id")
    if on > work.today:
        raise FieldError(f"{dates.show_day(on)} 还没到。到了那天再并。", field="on")
    for unit, name in ((old, "from_id"), (new, "into_id")):
        if unit.closed_on is not None:
            raise FieldError(
                f"“{unit.name}”已在 {dates.show_day(unit.closed_on)} 撤并。请另选一个。", field=name
            )


def _move_all(work: Work, old: Branch, new: Branch, on: date) -> int:
    chosen = (Member.branch_id == old.id) & Member.membership_status.in_(ON_ROLL)
    members = work.session.scalars(select(Member).where(chosen).order_by(Member.id)).unique().all()
    last = (
        select(MembershipEvent.member_id, func.max(MembershipEvent.event_date))
        .join(Member, Member.id == MembershipEvent.member_id).where(chosen).group_by(MembershipEvent.member_id)
    )  # fmt: skip
    days = {member_id: day for member_id, day in work.session.execute(last)}
    remark = f"{old.name}并入{new.name}"
    events = [
        MembershipEvent(
            member_id=member.id, event_type="branch_move", event_date=max(on, days.get(member.id, on)),
            from_branch_id=old.id, to_branch_id=new.id, remark=remark,
        )
        for member in members
    ]  # fmt: skip
    work.add_many(MembershipEvent, events)
    for member in members:
        member.branch_id = new.id
    work.flush()
    return len(members)


def _move_group(work: Work, group: Group, old: Branch, new: Branch) -> None:
    """A group's name is unique in its branch: where it is taken, the old unit's name goes in front."""
    taken = select(Group.id).where(Group.branch_id == new.id, Group.name == group.name)
    if work.session.scalars(taken).first() is not None:
        group.name = f"{old.name}{group.name}"[:60]
    group.branch_id = new.id


def _officers_of(work: Work, branch_id: int) -> Iterable[Officer]:
    found = select(Officer).where(Officer.branch_id == branch_id, Officer.to_day.is_(None))
    return work.session.scalars(found).unique().all()


def refuse_closed(work: Work, branch_id: int | None) -> None:
    """Nobody is put into a unit that is no more."""
    branch = work.session.get(Branch, branch_id) if branch_id else None
    if branch is None or branch.closed_on is None:
        return
    into = f"，并入了{branch.merged_into.name}" if branch.merged_into else ""
    raise FieldError(
        f"“{branch.name}”已在 {dates.show_day(branch.closed_on)} 撤并{into}。请另选。", field="branch_id"
    )


# --- head counts -----------------------------------------------------------------------------------------------


def save_eligible(work: Work, year: int, counts: Mapping[int, int | None]) -> None:
    """Enter the eligible head counts of a year by branch id; None takes a count away, branches not named stay."""
    kept = {row.branch_id: row for row in work.session.scalars(select(EligibleCount).where(EligibleCount.year == year))}
    for branch_id, count in counts.items():
        row = kept.get(branch_id)
        if count is None:
            if row is not None:
                edit.delete(work, EligibleCount, row.id)
        else:
            values = {"branch_id": branch_id, "year": year, "count": count}
            edit.save(work, EligibleCount, row.id if row else None, values)
