# SPDX-License-Identifier: MIT
"""What the rounds' page, papers and sheets ask: the rounds of a year, one round's lines, what to look at before issuing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from unionoffice.aid.details import child_words, goods_words, proxy_words
from unionoffice.aid.queries import ZERO
from unionoffice.aid.records import ISSUED, PAYMENT_STATUS, SIGNED, VOIDED, AidPayment
from unionoffice.aid.rounds_lines import group_words, reason_for
from unionoffice.aid.rounds_records import DONE, AidRound, AidRoundLine
from unionoffice.errors import OfficeError
from unionoffice.kit.masks import told
from unionoffice.kit.roles import Role, role_of
from unionoffice.members.records import Branch, Member


@dataclass(frozen=True)
class RoundLine:
    """One person of a round: before the issue what is planned (``payment_id`` None), afterwards the voucher."""

    line_id: int
    member_id: int
    staff_no: str
    full_name: str
    branch: str
    tier: str
    amount: Decimal | None
    reason: str
    bank_account: str
    bank_branch: str
    payment_id: int | None = None
    voucher_no: str = ""
    status: str = ""  # code of PAYMENT_STATUS; '' while planned
    signed_on: date | None = None
    proxy_name: str = ""
    approval_ref: str = ""
    child_name: str = ""
    about: str = ""  # child and goods, in words
    days: int | None = None
    quantity: int | None = None
    pay_method: str = ""
    proxy: str = ""
    stage: str = ""  # code of SCHOOL_STAGE; '' unknown

    @property
    def said(self) -> str:
        """The reason with child and goods, as it stands on paper."""
        return "；".join(text for text in (self.reason, self.about) if text)

    @property
    def state(self) -> str:
        return PAYMENT_STATUS.name(self.status) if self.status else "待签发"


@dataclass(frozen=True)
class RoundView:
    """A round with its lines by unit and staff number. Amounts in yuan; void vouchers count for nothing."""

    id: int
    version: int
    year: int
    name: str
    title: str
    type_id: int
    type_name: str
    reason: str
    meeting: str
    decided_on: date | None
    paid_on: date | None
    pay_method: str
    note: str
    issued_on: date | None
    issued: bool
    per_child: bool
    group: str  # 援鄂医疗队，每人每天 100.00 元; '' for none
    by_day: bool
    goods_name: str
    is_goods: bool
    lines: tuple[RoundLine, ...]

    @property
    def counted(self) -> tuple[RoundLine, ...]:
        """The lines whose money goes out."""
        return tuple(line for line in self.lines if line.status != VOIDED)

    @property
    def total(self) -> Decimal:
        return sum((line.amount or ZERO for line in self.counted), ZERO)

    @property
    def unsigned(self) -> tuple[RoundLine, ...]:
        return tuple(line for line in self.lines if line.status == ISSUED)

    @property
    def signed(self) -> tuple[RoundLine, ...]:
        return tuple(line for line in self.lines if line.status == SIGNED)

    @property
    def returned(self) -> tuple[RoundLine, ...]:
        return tuple(line for line in self.lines if line.status == VOIDED)


def round_view(session: Session, round_id: int) -> RoundView:
    """One round. OfficeError when it has been deleted."""
    found = session.get(AidRound, round_id)
    if found is None:
        raise OfficeError("这个批次已经被删除。请刷新后再看。")
    return RoundView(
        found.id, found.version, found.year, found.name, found.title(), found.aid_type_id, found.aid_type.name,
        found.reason or "", found.meeting or "", found.decided_on, found.paid_on, found.pay_method, found.note or "",
        found.issued_on, found.status == DONE, found.aid_type.per_child, group_words(found, None),
        found.rate is not None and found.rate_by == "day", found.goods_name or "", found.is_goods,
        tuple(_lines(session, found)),
    )  # fmt: skip


def _lines(session: Session, found: AidRound) -> list[RoundLine]:
    line, m, b = AidRoundLine, Member, Branch
    rows = session.execute(
        select(line, m, b.name)
        .join(m, m.id == line.member_id)
        .outerjoin(b, b.id == m.branch_id)
        .where(line.round_id == found.id)
        .order_by(b.sort_no.is_(None), b.sort_no, b.name, m.staff_no, m.id, line.id)
    ).all()
    paid, role = _payments(session, found.id), role_of(session)
    return [
        _line(one, member, branch or "", paid.get((member.id, one.child_key)), found, role) for one, member, branch in rows
    ]


def _payments(session: Session, round_id: int) -> Mapping[tuple[int, str], AidPayment]:
    """(member id, child) -> the voucher that stands for them: the newest one, a void one only where nothing replaced it."""
    p = AidPayment
    rows = session.scalars(select(p).where(p.round_id == round_id, p.voucher_no.is_not(None)).order_by(p.id)).unique()
    found: dict[tuple[int, str], AidPayment] = {}
    for row in rows:
        key = (row.member_id, row.child_name or "")
        if row.status != VOIDED or key not in found or found[key].status == VOIDED:
            found[key] = row
    return found


def _line(
    line: AidRoundLine, member: Member, branch: str, payment: AidPayment | None, found: AidRound, role: Role
) -> RoundLine:
    if payment is None:
        return RoundLine(
            line.id, member.id, member.staff_no or "", member.full_name, branch, line.tier or "", line.amount,
            reason_for(found, line.reason, line.days), told("bank_card", member.bank_account, role) if found.pay_method == "bank_transfer" else "",
            member.bank_branch or "", approval_ref=line.approval_ref or "", child_name=line.child_name or "",
            about=_about_line(found, line), days=line.days, quantity=line.quantity, pay_method=found.pay_method,
            stage=line.school_stage or "",
        )  # fmt: skip
    return RoundLine(
        line.id, member.id, payment.staff_no or "", payment.full_name or "", payment.branch_name or "", line.tier or "",
        payment.amount, payment.reason or "", told("bank_card", payment.bank_account, role), payment.bank_branch or "", payment.id,
        payment.voucher_no or "", payment.status, payment.signed_on, payment.proxy_name or "", payment.approval_ref or "",
        payment.child_name or "", _about(payment), line.days, payment.goods_quantity, payment.pay_method, proxy_words(payment, short=True),
        payment.school_stage or "",
    )  # fmt: skip


def _about(payment: AidPayment) -> str:
    child = child_words(payment.child_name or "", payment.school_stage or "")
    return "，".join(text for text in (child, goods_words(payment)) if text)


def _about_line(found: AidRound, line: AidRoundLine) -> str:
    """The same before there is a payment."""
    goods = AidPayment(
        goods_name=found.goods_name, goods_quantity=line.quantity, goods_unit=found.goods_unit, goods_price=found.goods_price
    )
    child = child_words(line.child_name or "", line.school_stage or "")
    return "，".join(text for text in (child, goods_words(goods)) if text)


@dataclass(frozen=True)
class RoundSum:
    """A round in the list: how many people, how much (yuan), and how many have not signed."""

    id: int
    year: int
    name: str
    title: str
    type_name: str
    meeting: str
    decided_on: date | None
    issued_on: date | None
    people: int
    amount: Decimal
    unsigned: int
    returned: int


def rounds(session: Session, year: int | None = None) -> list[RoundSum]:
    """All rounds, or those of a year, the newest first."""
    chosen = select(AidRound).order_by(AidRound.year.desc(), AidRound.issued_on.desc(), AidRound.id.desc())
    if year is not None:
        chosen = chosen.where(AidRound.year == year)
    planned, out = _planned(session), _out(session)
    return [_sum(one, planned, out) for one in session.scalars(chosen).unique()]


def _planned(session: Session) -> dict[int, tuple[int, Decimal]]:
    line = AidRoundLine
    rows = session.execute(select(line.round_id, func.count(), func.sum(line.amount)).group_by(line.round_id))
    return {i: (count, amount or ZERO) for i, count, amount in rows}


def _out(session: Session) -> dict[tuple[int, str], tuple[int, Decimal]]:
    p = AidPayment
    rows = session.execute(
        select(p.round_id, p.status, func.count(), func.sum(p.amount))
        .where(p.round_id.is_not(None), p.voucher_no.is_not(None))
        .group_by(p.round_id, p.status)
    )
    return {(i, status): (count, amount or ZERO) for i, status, count, amount in rows if i is not None}


def _sum(
    one: AidRound, planned: Mapping[int, tuple[int, Decimal]], out: Mapping[tuple[int, str], tuple[int, Decimal]]
) -> RoundSum:
    none = (0, ZERO)
    waiting, signed = out.get((one.id, ISSUED), none), out.get((one.id, SIGNED), none)
    people, amount = planned.get(one.id, none)
    if one.status == DONE:
        people, amount = waiting[0] + signed[0], waiting[1] + signed[1]
    return RoundSum(
        one.id, one.year, one.name, one.title(), one.aid_type.name, one.meeting or "", one.decided_on, one.issued_on,
        people, amount, waiting[0], out.get((one.id, VOIDED), none)[0],
    )  # fmt: skip


def earlier_rounds(session: Session, round_id: int) -> list[tuple[int, str]]:
    """Rounds whose people may be taken over, as (id, 2019 年春节送温暖，43 人): the same name and kind first."""
    mine, counts = session.get_one(AidRound, round_id), _planned(session)
    others = session.scalars(select(AidRound).where(AidRound.id != round_id)).unique().all()
    ranked = sorted(others, key=lambda one: (one.name != mine.name, one.aid_type_id != mine.aid_type_id, -one.year, -one.id))
    return [(one.id, f"{one.title()}，{counts[one.id][0]} 人") for one in ranked if one.id in counts]


def voucher_ids(view: RoundView) -> Sequence[int]:
    """The vouchers to print, in the order of the sign-off sheet."""
    return [line.payment_id for line in view.counted if line.payment_id is not None]
