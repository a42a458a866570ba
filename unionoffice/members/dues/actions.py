# SPDX-License-Identifier: MIT
"""What a clerk does with dues: set the rule, assess a period, adjust and waive, receive money, put a payment right."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit import dates
from unionoffice.kit.money import show_yuan
from unionoffice.kit.roles import Right
from unionoffice.members.dues import queries
from unionoffice.members.dues import rule as rules
from unionoffice.members.dues.assessing import Assessment, Candidate, assessment
from unionoffice.members.dues.records import METHODS, YEARLY, DuesDue, DuesPayment, DuesReceipt, DuesRule
from unionoffice.members.dues.rule import ZERO, Rule, say_period
from unionoffice.store import edit
from unionoffice.store.work import Work

SERIES = "dues_receipt"
HEAD = "会"  # 会-2020-0012


def save_rule(
    work: Work, rule_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> DuesRule:
    """Enter a rule from a month on, or change one that no due was assessed by.

    What was assessed never changes: a new rule has to begin after the last period assessed. Raises FieldError.
    """
    before = work.session.get(DuesRule, rule_id).starts_on if rule_id else None  # type: ignore[union-attr]
    changed = rule_id is None or _changes(work, rule_id, values)
    with work.session.no_autoflush:
        last = queries.newest_period(work.session)
    if last and changed and before is not None and before <= rules.last_month(last):
        raise FieldError(
            f"这条标准已经用来生成过应缴（到 {say_period(last)}），不能改。请新增一条，写明从哪个月起执行。", field="starts_on"
        )
    rule = edit.save(work, DuesRule, rule_id, values, version)
    if last and changed and rule.starts_on <= rules.last_month(last):
        raise FieldError(
            f"{say_period(last)} 已经按原来的标准生成应缴，新标准要从它之后的月份起执行。", field="starts_on"
        )
    _need_january(work, rule)
    return rule


def _changes(work: Work, rule_id: int, values: Mapping[str, Any]) -> bool:
    rule = work.load(DuesRule, rule_id)
    return any(getattr(rule, name) != value for name, value in values.items() if name != "remark")


def _need_january(work: Work, rule: DuesRule) -> None:
    """A year is collected in one way: the change between monthly and yearly comes with a new year."""
    rows = work.session.scalars(select(DuesRule).order_by(DuesRule.starts_on)).all()
    ways = [(one.starts_on, one.collection == YEARLY) for one in rows]
    for place, (starts_on, yearly) in enumerate(ways):
        turned = yearly != ways[place - 1][1] if place else yearly
        if turned and not starts_on.endswith("-01"):
            raise FieldError(
                f"按月改按年，或按年改按月，要从 1 月起。{starts_on} 请改为某年 1 月。", field="starts_on"
            )


def seed_rule(work: Work) -> int:
    """Write down the usual rule for an office that has none, so that it can be seen; returns how many (0 or 1)."""
    if work.session.scalars(select(DuesRule.id).limit(1)).first() is not None:
        return 0
    work.add(DuesRule(starts_on=rules.USUAL.starts_on))
    work.flush()
    return 1


def generate(work: Work, period: str) -> Assessment:
    """Assess a period for all who owe it and were not assessed before; one step that can be undone.

    Returns what was entered and who was left out. Raises OfficeError when there is nobody (more) to enter.
    """
    seed_rule(work)
    found = assessment(work.session, period, work.today)
    if not found.new:
        raise OfficeError(_nobody(found))
    work.add_many(DuesDue, [_due(period, found.rule, one) for one in found.new])
    return found


def _nobody(found: Assessment) -> str:
    when = say_period(found.period)
    left = f"没有会费基数的 {len(found.without_base):,} 人，请先在名册里填基数。" if found.without_base else ""
    if found.known:
        return f"{when} 的应缴已经生成，没有要补的人。{left}"
    return f"{when} 没有可以生成应缴的会员。{left or '请核对会费标准里的用工形式。'}"


def _due(period: str, rule: Rule, one: Candidate) -> DuesDue:
    assert one.amount is not None
    return DuesDue(
        member_id=one.member_id, period=period, staff_no=one.staff_no, full_name=one.full_name,
        branch_id=one.branch_id, branch_name=one.branch, base=one.base,
        rate=rule.rate if one.base is not None else None, months=one.months, amount=one.amount,
        payable=one.amount, adjust_reason=None,
    )  # fmt: skip


def adjust(work: Work, due_id: int, payable: Decimal, reason: str, version: int | None = None) -> DuesDue:
    """Another amount than the rule's is to be paid; ``reason`` is kept with it. Raises FieldError."""
    work.need(Right.APPROVE)
    due = work.load(DuesDue, due_id, version)
    if payable < 0:
        raise FieldError("应缴不能小于 0。", field="payable")
    if payable == due.payable:
        raise FieldError(f"应缴本来就是 {show_yuan(payable)} 元，没有改动。", field="payable")
    due.payable, due.adjust_reason = payable, _reason(reason)
    work.flush()
    return due


def waive(work: Work, due_ids: Sequence[int], reason: str) -> int:
    """Nothing more is to be paid on these dues; what was paid stays. Returns how many. Raises OfficeError."""
    work.need(Right.APPROVE)
    wanted = [line for line in queries.lines_of(work.session, due_ids) if line.owed]
    if not wanted:
        raise OfficeError("选中的没有欠缴，不用免缴。没有改动。")
    why = _reason(reason)
    for line in wanted:
        due = work.load(DuesDue, line.due_id)
        due.payable, due.adjust_reason = line.paid, why
    work.flush()
    return len(wanted)


def withdraw(work: Work, due_ids: Sequence[int]) -> int:
    """Take back dues that were assessed wrongly, so that they can be assessed anew; returns how many.

    Raises OfficeError when money was ever booked on one of them: that one is adjusted instead.
    """
    wanted = queries.lines_of(work.session, due_ids)
    booked = queries.payments_of(work.session, [line.due_id for line in wanted])
    if booked:
        raise OfficeError("选中的里面有登记过缴费的，不能撤回应缴，没有改动。请改用“调整应缴”。")
    for line in wanted:
        work.session.delete(work.load(DuesDue, line.due_id))
    work.flush()
    return len(wanted)


def _reason(text: str) -> str:
    if not text.strip():
        raise FieldError("请写明原因。", field="reason")
    return text.strip()


def pay_in_full(
    work: Work, due_ids: Sequence[int], *, paid_on: date, method: str, source: str | None = None
) -> DuesReceipt:
    """Receive what is owed on each of these dues, as one receipt; what is paid already is passed over.

    Raises OfficeError when nothing of it is owed, FieldError for a day to come.
    """
    owed = {line.due_id: line.owed for line in queries.lines_of(work.session, due_ids) if line.owed}
    if not owed:
        raise OfficeError("选中的会费都已缴清，没有登记。")
    return receive(work, owed, paid_on=paid_on, method=method, source=source)


def pay_amount(
    work: Work, due_ids: Sequence[int], amount: Decimal, *, paid_on: date, method: str, source: str | None = None
) -> DuesReceipt:
    """Receive an amount for these dues of one member: they are paid in the order given, the first takes what is too much."""
    found = {line.due_id: line for line in queries.lines_of(work.session, due_ids)}
    if len({line.member_id for line in found.values()}) > 1:
        raise OfficeError("填了金额时一次只登记一个人。没有登记。")
    open_dues = [(one, found[one].owed) for one in due_ids if one in found and found[one].owed]
    return receive(work, rules.spread(amount, open_dues), paid_on=paid_on, method=method, source=source)


def receive(
    work: Work, amounts: Mapping[int, Decimal], *, paid_on: date, method: str, source: str | None = None
) -> DuesReceipt:
    """Book money (due id → yuan > 0) as one receipt with the next number of the year it was paid in."""
    if paid_on > work.today:
        raise FieldError(f"{dates.show_day(paid_on)} 还没到。请核对日期。", field="paid_on")
    if method not in METHODS:
        raise FieldError("请选缴费方式。", field="method")
    if not amounts or min(amounts.values()) <= 0:
        raise FieldError("金额要大于 0。", field="amount")
    receipt = _receipt(work, paid_on, method, source, amounts.values(), None)
    work.add_many(DuesPayment, [DuesPayment(receipt_id=receipt.id, due_id=due, amount=yuan) for due, yuan in amounts.items()])
    return receipt


def _receipt(
    work: Work, day: date, method: str, source: str | None, amounts: Iterable[Decimal], reason: str | None
) -> DuesReceipt:
    parts, number = list(amounts), work.number(SERIES, day.year)
    receipt = work.add(
        DuesReceipt(
            year=day.year, number=number, receipt_no=receipt_no(day.year, number), paid_on=day, method=method,
            source=(source or "").strip() or None, count=len(parts), total=sum(parts, ZERO), reason=reason,
            handler=work.actor,
        )
    )  # fmt: skip
    work.flush()
    return receipt


def receipt_no(year: int, number: int) -> str:
    """会-2020-0012."""
    return f"{HEAD}-{year}-{number:04d}"


def reverse_payments(work: Work, payment_ids: Sequence[int], reason: str) -> DuesReceipt:
    """Put payments right that were booked wrongly: they stay, a counter-entry of today takes them back.

    Raises OfficeError for a payment that was reversed before or is a counter-entry itself.
    """
    work.need(Right.APPROVE)
    why = _reason(reason)
    wanted = [work.load(DuesPayment, one) for one in payment_ids]
    done = set(work.session.scalars(select(DuesPayment.reverses_id).where(DuesPayment.reverses_id.in_(payment_ids))))
    for payment in wanted:
        if payment.id in done or payment.reverses_id is not None:
            raise OfficeError(f"收款单 {payment.title()} 的这一笔已经冲正过，没有再冲。")
    if not wanted:
        raise OfficeError("没有可以冲正的缴费。没有改动。")
    origin = wanted[0].receipt
    receipt = _receipt(work, work.today, origin.method, f"冲正 {origin.receipt_no}", [-one.amount for one in wanted], why)
    work.add_many(
        DuesPayment,
        [DuesPayment(receipt_id=receipt.id, due_id=one.due_id, amount=-one.amount, reverses_id=one.id) for one in wanted],
    )
    return receipt


def reverse_receipt(work: Work, receipt_id: int, reason: str) -> DuesReceipt:
    """The same for everything a receipt holds that was not reversed yet: a whole payroll sheet."""
    work.need(Right.APPROVE)
    p = DuesPayment
    undone = select(p.reverses_id).where(p.reverses_id.is_not(None))
    wanted = select(p.id).where(p.receipt_id == receipt_id, p.reverses_id.is_(None), p.id.not_in(undone))
    return reverse_payments(work, list(work.session.scalars(wanted)), reason)
