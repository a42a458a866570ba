# SPDX-License-Identifier: MIT
"""What happened to a payment beside its issue and signature: steps written down, and what still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.aid.records import DRAFT, SIGNED, VOIDED, AidPayment
from unionoffice.aid.steps_records import APPLY, APPROVE, ARCHIVE, BEFORE_ISSUE, REVIEW, STEPS, AidStep
from unionoffice.aid.steps_settings import steps_in_use
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.roles import Right
from unionoffice.kit.validate import check_record, refuse_errors
from unionoffice.store.settings import Settings, read_settings
from unionoffice.store.work import Work


@dataclass(frozen=True)
class StepLine:
    """One step as the details show it; ``done_on`` None while it has not been done. ``can_do`` now."""

    step: str
    name: str
    done_on: date | None
    done_by: str
    opinion: str
    can_do: bool


def record_step(
    work: Work, payment_id: int, step: str, *, done_by: str, on: date | None = None, opinion: str = ""
) -> AidStep:
    """Write down that a step was done. Refuses it before the earlier ones the office uses, and a second time."""
    work.need(right_for(step))
    payment = work.load(AidPayment, payment_id)
    _refuse_out_of_turn(work.session, payment, step, read_settings(work.session))
    made = AidStep(
        payment_id=payment.id, step=step, done_on=on or work.today, done_by=done_by.strip() or None,
        opinion=opinion.strip() or None, noted_at=work.now,
    )  # fmt: skip
    if made.done_by is None:
        raise FieldError(f"请填{STEPS.name(step)}的经手人。没有登记。", field="done_by")
    refuse_errors(AidStep, check_record(made, work.today))
    work.add(made)
    work.flush()
    return made


def right_for(step: str) -> Right:
    """Who writes a step down: a review or an approval is the reviewer's own."""
    return Right.APPROVE if step in (REVIEW, APPROVE) else Right.ENTER


def _refuse_out_of_turn(session: Session, payment: AidPayment, step: str, settings: Settings) -> None:
    name = STEPS.name(step)
    if payment.status == VOIDED:
        raise OfficeError(f"{payment.title()} 已作废，不再登记{name}。没有改动。")
    done = {one.step for one in steps_of(session, payment.id)}
    if step in done:
        raise OfficeError(f"{payment.title()} 的{name}已经登记过。没有改动。")
    if (step in BEFORE_ISSUE) != (payment.status == DRAFT):
        raise OfficeError(f"{name}要在签发{'前' if step in BEFORE_ISSUE else '后'}登记。没有改动。")
    used = steps_in_use(settings)
    earlier = [one for one in used[: used.index(step)] if one not in done] if step in used else []
    if earlier:
        raise OfficeError(f"{payment.title()} 还没有登记{STEPS.name(earlier[0])}，先登记它。没有改动。")
    if step == ARCHIVE and payment.status != SIGNED:
        raise OfficeError(f"{payment.title()} 还没有签收，签收后再归档。没有改动。")


def steps_of(session: Session, payment_id: int) -> Sequence[AidStep]:
    """What was written down for a payment, in the order it was."""
    return session.scalars(select(AidStep).where(AidStep.payment_id == payment_id).order_by(AidStep.id)).all()


def missing_before_issue(session: Session, payment_id: int, settings: Settings) -> list[str]:
    """The names of the steps this office wants before the issue and that are not there."""
    wanted = [step for step in steps_in_use(settings) if step in BEFORE_ISSUE]
    done = {one.step for one in steps_of(session, payment_id)} if wanted else set()
    return [STEPS.name(step) for step in wanted if step not in done]


def step_lines(session: Session, payment: AidPayment, settings: Settings) -> list[StepLine]:
    """The steps an office uses and those written down before it stopped using them; [] for the quick path."""
    done = {one.step: one for one in steps_of(session, payment.id)}
    used, lines = steps_in_use(settings), []
    for step in (one.code for one in STEPS if one.code in used or one.code in done):
        entry = done.get(step)
        lines.append(StepLine(
            step, STEPS.name(step), entry.done_on if entry else None, entry.done_by if entry else "",
            entry.opinion or "" if entry else "", entry is None and _is_next(session, payment, step, settings),
        ))  # fmt: skip
    return lines


def _is_next(session: Session, payment: AidPayment, step: str, settings: Settings) -> bool:
    try:
        _refuse_out_of_turn(session, payment, step, settings)
    except OfficeError:
        return False
    return True


def approved_by_meeting(
    work: Work, payment_ids: Sequence[int], meeting: str, decided_on: date | None, now: datetime
) -> None:
    """For a round: the meeting's decision stands for every step before the issue that the office uses."""
    wanted = [step for step in steps_in_use(read_settings(work.session)) if step in BEFORE_ISSUE and step != APPLY]
    made = [
        AidStep(payment_id=one, step=step, done_on=decided_on or work.today, done_by=work.actor, opinion=meeting, noted_at=now)
        for one in payment_ids
        for step in wanted
    ]  # fmt: skip
    work.add_many(AidStep, made)
