# SPDX-License-Identifier: MIT
"""What a clerk does with a round: set it up, choose people and amounts, issue all of it, note who signed."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from unionoffice.aid import actions
from unionoffice.aid.numbering import number_key
from unionoffice.aid.records import DRAFT, ISSUED, AidPayment
from unionoffice.aid.rounds_lines import new_lines, reason_for, worth
from unionoffice.aid.rounds_records import DONE, PLANNED, AidRound, AidRoundLine
from unionoffice.aid.settings import voucher_series
from unionoffice.aid.steps_actions import approved_by_meeting
from unionoffice.aid.types_records import AidType
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.dates import show_day
from unionoffice.kit.roles import Right
from unionoffice.kit.validate import check_record, refuse_errors
from unionoffice.members.records import Member
from unionoffice.progress import Progress, Silent
from unionoffice.store import edit
from unionoffice.store.settings import read_settings
from unionoffice.store.work import Work

RETURNED = "退回"


def save_round(
    work: Work, round_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> AidRound:
    """Set up or change a round; the way of paying is the kind's where nothing is said."""
    values = dict(values)
    known = work.load(AidRound, round_id) if round_id is not None else None
    key = {name: values.get(name, getattr(known, name, None)) for name in ("year", "name")}
    if work.session.scalars(select(AidRound).filter_by(**key).where(AidRound.id != (round_id or 0))).first():
        raise FieldError(f"{key['year']} 年已经有“{key['name']}”这个批次，请换一个名称。已填内容没有丢。", field="name")
    kind = work.session.get(AidType, values.get("aid_type_id") or 0)
    if round_id is None and kind is not None and not values.get("pay_method"):
        values["pay_method"] = kind.pay_method or "bank_transfer"
    before = (known.rate, known.rate_by, known.goods_price) if known is not None else None
    made = edit.save(work, AidRound, round_id, values, version)
    if before is not None and before != (made.rate, made.rate_by, made.goods_price) and made.status == PLANNED:
        _follow_rate(work, made)
    return made


def _follow_rate(work: Work, found: AidRound) -> None:
    """Another rate or price: every line is worth anew."""
    for line in work.session.scalars(select(AidRoundLine).where(AidRoundLine.round_id == found.id)).all():
        line.amount = worth(found, line)
    work.flush()


def delete_round(work: Work, round_id: int) -> None:
    """Throw a planned round away with its lines; an issued one refuses."""
    planned(work, round_id)
    for line in work.session.scalars(select(AidRoundLine).where(AidRoundLine.round_id == round_id)).all():
        work.session.delete(line)
    work.flush()
    edit.delete(work, AidRound, round_id)


def planned(work: Work, round_id: int) -> AidRound:
    """The round while its lines may still change; OfficeError once it was issued."""
    found = work.load(AidRound, round_id)
    if found.status != PLANNED:
        raise OfficeError(f"“{found.title()}”已经签发，名单和金额不能再改。没有改动。")
    return found


def add_people(work: Work, round_id: int, member_ids: Sequence[int], amount: Decimal | None = None) -> int:
    """Add people in the given order, those already there left as they are; returns how many lines are new.

    A kind that is paid per child gets a line for each child on the roll at a school stage the kind takes.
    ``amount`` (yuan) is each line's, None = what the round's rate or goods make, else the kind's usual one.
    """
    found = planned(work, round_id)
    there, people = _there(work, round_id)
    day = found.decided_on or work.today
    new = [
        line
        for line in new_lines(work.session, found, member_ids, day)
        if (line.member_id, line.child_key) not in there and (line.child_key or line.member_id not in people)
    ]
    for line in new:
        line.amount = amount or line.amount
    work.add_many(AidRoundLine, new)
    return len(new)


def _there(work: Work, round_id: int) -> tuple[set[tuple[int, str]], set[int]]:
    """Whom the round has already: by person and child, and by person alone."""
    line = AidRoundLine
    rows = work.session.execute(select(line.member_id, line.child_key).where(line.round_id == round_id)).all()
    return {(member, child) for member, child in rows}, {member for member, _ in rows}


def copy_people(work: Work, round_id: int, from_id: int, *, with_amounts: bool = True) -> int:
    """The people of another round, last year's for one, with their amounts and tiers; returns how many are new.

    Who has died, left or is off the roll otherwise stays out; the retired are taken along.
    """
    planned(work, round_id)
    line = AidRoundLine
    there, _ = _there(work, round_id)
    old = work.session.scalars(
        select(line).join(Member, Member.id == line.member_id)
        .where(line.round_id == from_id, Member.membership_status.in_(("active", "retained", "retired")))
        .order_by(line.id)
    ).all()  # fmt: skip
    new = [
        AidRoundLine(
            round_id=round_id, member_id=one.member_id, reason=one.reason,
            amount=one.amount if with_amounts else None, tier=one.tier if with_amounts else None, child_name=one.child_name,
            child_key=one.child_key, quantity=one.quantity,
        )
        for one in old
        if (one.member_id, one.child_key) not in there
    ]  # fmt: skip
    work.add_many(AidRoundLine, new)
    return len(new)


def remove_people(work: Work, round_id: int, line_ids: Sequence[int]) -> int:
    """Take lines out of a planned round; returns how many."""
    planned(work, round_id)
    lines = [work.load(AidRoundLine, one) for one in line_ids]
    for line in lines:
        work.session.delete(line)
    work.flush()
    return len(lines)


def set_lines(work: Work, round_id: int, line_ids: Sequence[int], **values: Any) -> int:
    """Write the same value of a line's own fields on many lines; returns how many.

    Days and quantities make the amount anew unless it is given too. FieldError for a child who has a line already.
    """
    found = planned(work, round_id)
    for one in line_ids:
        line = work.load(AidRoundLine, one)
        for name, value in values.items():
            setattr(line, name, value)
        if "amount" not in values and not values.keys().isdisjoint(("days", "quantity")):
            line.amount = worth(found, line)
        _refuse_twin(work, line)
        refuse_errors(AidRoundLine, check_record(line, work.today))
    work.flush()
    return len(line_ids)


def _refuse_twin(work: Work, line: AidRoundLine) -> None:
    twin = select(AidRoundLine.id).where(
        AidRoundLine.round_id == line.round_id, AidRoundLine.member_id == line.member_id, AidRoundLine.id != line.id,
        AidRoundLine.child_key == (line.child_name or ""),
    )  # fmt: skip
    with work.session.no_autoflush:
        if work.session.scalars(twin).first() is not None:
            raise FieldError(f"{line.title()}的{line.child_name or '这一行'}已经在名单里。没有改动。", field="child_name")


def set_tiers(work: Work, round_id: int, amounts: Mapping[str, Decimal]) -> int:
    """Give every line of a named tier that tier's amount (yuan); returns how many lines changed."""
    planned(work, round_id)
    changed = 0
    for line in work.session.scalars(select(AidRoundLine).where(AidRoundLine.round_id == round_id)):
        wanted = amounts.get(line.tier or "")
        if wanted is not None and line.amount != wanted:
            line.amount = wanted
            refuse_errors(AidRoundLine, check_record(line, work.today))
            changed += 1
    work.flush()
    return changed


def issue_round(work: Work, round_id: int, progress: Progress | None = None, *, on: date | None = None) -> list[int]:
    """Give every line its voucher in one step, by unit and staff number; the payments' ids in that order.

    Raises OfficeError for an empty round, a line without an amount, or a round no meeting has decided on. A cancel
    gives all numbers back.
    """
    work.need(Right.APPROVE)
    progress = progress or Silent()
    found, day = planned(work, round_id), on or work.today
    people = people_in_order(work, round_id)  # held here, so that each is read once
    lines = lines_in_order(work, round_id, people)
    _refuse_unready(found, lines)
    series = voucher_series(read_settings(work.session))
    payments: list[AidPayment] = []
    for number, line in zip(work.numbers(number_key(series), day.year, len(lines)), lines, strict=True):
        progress.check_cancelled()
        progress.report(len(payments), len(lines), f"正在签发{found.name}")
        payments.append(_payment(work, found, line, day))
        actions.stamp_issue(work, payments[-1], series, day, number)
    ids = work.add_many(AidPayment, payments)
    approved_by_meeting(work, ids, found.meeting or "", found.decided_on, work.now)
    found.status, found.issued_on = DONE, day
    work.flush()
    return ids


def people_in_order(work: Work, round_id: int) -> list[Member]:
    """Everybody of a round, by unit and staff number."""
    people = work.session.scalars(
        select(Member).join(AidRoundLine, AidRoundLine.member_id == Member.id).where(AidRoundLine.round_id == round_id)
    ).unique().all()  # fmt: skip
    return sorted(people, key=_branch_order)


def lines_in_order(work: Work, round_id: int, people: Sequence[Member] = ()) -> list[AidRoundLine]:
    """A round's lines in the order of ``people_in_order``, whose answer may be given."""
    place = {one.id: number for number, one in enumerate(people or people_in_order(work, round_id))}
    lines = work.session.scalars(select(AidRoundLine).where(AidRoundLine.round_id == round_id))
    return sorted(lines, key=lambda line: (place[line.member_id], line.id))


def _branch_order(member: Member) -> tuple[bool, int, str, str, int]:
    branch = member.branch
    sort_no = branch.sort_no if branch else None
    return (sort_no is None, sort_no or 0, branch.name if branch else "", member.staff_no or "", member.id)


def _refuse_unready(found: AidRound, lines: Sequence[AidRoundLine]) -> None:
    if not lines:
        raise OfficeError(f"“{found.title()}”的名单还是空的，没有可以签发的。请先选人。")
    if not found.meeting:
        raise FieldError("请先填研究决定（哪次会议），再签发这一批。没有取号。", field="meeting")
    bare = [line for line in lines if line.amount is None]
    if bare:
        more = f"等 {len(bare)} 人" if len(bare) > 1 else ""
        raise OfficeError(f"{bare[0].member.full_name}{more}还没有金额，没有签发。请补上金额，或把他们移出名单。")


def _payment(work: Work, found: AidRound, line: AidRoundLine, day: date) -> AidPayment:
    values = {
        "member_id": line.member_id, "aid_type_id": found.aid_type_id, "amount": line.amount, "round_id": found.id,
        "reason": reason_for(found, line.reason, line.days), "pay_method": found.pay_method,
        "event_date": found.decided_on or day, "approval_ref": line.approval_ref or _decision(found),
        "child_name": line.child_name, "school_stage": line.school_stage, "goods_name": found.goods_name,
        "goods_quantity": line.quantity, "goods_unit": found.goods_unit, "goods_price": found.goods_price,
    }  # fmt: skip
    payment = AidPayment(**values, status=DRAFT, print_count=0, imported=False, booked_on=day, handler=work.actor)
    with work.session.no_autoflush:
        actions.fill_in_person(work, payment, values)
        actions.fill_in_type(work, payment, values)
        try:
            refuse_errors(AidPayment, check_record(payment, work.today))
        except FieldError as problem:
            raise OfficeError(f"{payment.full_name}：{problem.sentence}没有签发，没有取号。") from problem
    return payment


def _decision(found: AidRound) -> str:
    meeting = found.meeting or ""
    return f"{meeting}（{show_day(found.decided_on)}）" if found.decided_on and len(meeting) < 80 else meeting


def sign_many(work: Work, payment_ids: Sequence[int], *, on: date | None = None) -> int:
    """These vouchers were all signed on one day; who signed before or is void is passed over. Returns how many."""
    waiting = [one for one in payment_ids if work.load(AidPayment, one).status == ISSUED]
    for one in waiting:
        actions.sign(work, one, on=on)
    return len(waiting)


def money_returned(work: Work, payment_id: int, reason: str) -> AidPayment:
    """The money came back (账号有误, 本人不领): the voucher is void with that reason, its number stays."""
    if not reason.strip():
        raise FieldError("请写明为什么退回，会留在记录里。", field="void_reason")
    return actions.void(work, payment_id, f"{RETURNED}：{reason.strip()}")
