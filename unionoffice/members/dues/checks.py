# SPDX-License-Identifier: MIT
"""For ``unionoffice check``: receipts run without gaps, their payments add up, counter-entries fit what they reverse."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from unionoffice.kit.money import show_yuan
from unionoffice.members.dues.actions import SERIES
from unionoffice.members.dues.records import DuesDue, DuesPayment, DuesReceipt
from unionoffice.members.dues.rule import ZERO
from unionoffice.store.check import MOST_NAMED, Problem, check_numbers


def check_dues(session: Session) -> Iterator[Problem]:
    yield from check_numbers(session, SERIES, "会费收款单", DuesReceipt.year, DuesReceipt.number)
    yield from _receipts(session)
    yield from _counter_entries(session)
    yield from _overdrawn(session)


def _receipts(session: Session) -> Iterator[Problem]:
    r, p = DuesReceipt, DuesPayment
    summed = (
        select(r.receipt_no, r.total, r.count, func.sum(p.amount), func.count(p.id)).outerjoin(p, p.receipt_id == r.id).group_by(r.id)
    )
    for number, total, count, found, lines in session.execute(summed):
        if total != (found or ZERO) or count != lines:
            yield Problem(
                "error",
                f"收款单 {number} 写的是 {count} 笔 {show_yuan(total)} 元，明细有 {lines} 笔 {show_yuan(found or ZERO)} 元，"
                "对不上。请和收款凭据核对。",
            )


def _counter_entries(session: Session) -> Iterator[Problem]:
    p, origin = DuesPayment, aliased(DuesPayment)
    pairs = select(p.id, p.amount, p.due_id, origin.amount, origin.due_id).join(origin, p.reverses_id == origin.id)
    for payment, amount, due, was, was_due in session.execute(pairs):
        if amount != -was or due != was_due:
            yield Problem("error", f"会费冲正第 {payment} 笔和被冲的一笔金额或对象不同。请和收款凭据核对。")


def _overdrawn(session: Session) -> Iterator[Problem]:
    """Nobody can have had more taken back than was paid."""
    d, p = DuesDue, DuesPayment
    below = select(d.full_name, d.period).join(p, p.due_id == d.id).group_by(d.id).having(func.sum(p.amount) < 0)
    for name, period in session.execute(below).all()[:MOST_NAMED]:
        yield Problem("error", f"{name} {period} 的会费冲正比缴的还多。请和收款凭据核对。")
