# SPDX-License-Identifier: MIT
"""For ``unionoffice check``: voucher numbers run without gaps, and the ledger's money adds up."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from unionoffice.aid.numbering import number_key, voucher_no
from unionoffice.aid.queries import ZERO
from unionoffice.aid.records import COUNTED, PAYMENT_STATUS, AidPayment
from unionoffice.kit.money import show_yuan
from unionoffice.store.check import Problem, check_numbers
from unionoffice.store.numbers import number_series


def check_payments(session: Session) -> Iterator[Problem]:
    """Numbers per series and year, the number's text, states, and the sums. Yields nothing when all is well."""
    p = AidPayment
    for series in sorted(_series(session)):
        yield from check_numbers(session, number_key(series), f"凭证 {series}", p.year, p.number, p.series == series)
    yield from _rows(session)
    yield from _sums(session)


def _series(session: Session) -> set[str]:
    head = number_key("")
    given = session.scalars(select(number_series.c.series).where(number_series.c.series.startswith(head)))
    used = session.scalars(select(AidPayment.series).where(AidPayment.series.is_not(None)).distinct())
    return {one.removeprefix(head) for one in given} | {one for one in used if one}


def _rows(session: Session) -> Iterator[Problem]:
    p = AidPayment
    columns = select(p.id, p.series, p.year, p.number, p.voucher_no, p.status, p.amount, p.counted_amount, p.booked_on)
    for i, series, year, number, text, status, amount, counted, day in session.execute(columns):
        name = text or f"草稿 {i}"
        if year is not None and number is not None and text != voucher_no(series or "", year, number):
            yield Problem("error", f"凭证 {name} 的编号与它的年度、序号不符。请和纸质凭证核对。")
        if year is not None and day.year != year:
            yield Problem("error", f"凭证 {name} 的日期 {day} 不在 {year} 年。请和纸质凭证核对。")
        if status not in PAYMENT_STATUS:
            yield Problem("error", f"凭证 {name} 的状态“{status}”不认识。请联系维护的人。")
        if amount <= 0:
            yield Problem("error", f"凭证 {name} 的金额 {show_yuan(amount)} 不大于 0。请和纸质凭证核对。")
        if counted != (amount if status in COUNTED else None):
            yield Problem("error", f"凭证 {name} 计入合计的金额与票面不符。请和纸质凭证核对。")


def _sums(session: Session) -> Iterator[Problem]:
    p = AidPayment
    issued = session.scalar(select(func.sum(p.amount)).where(p.status.in_(COUNTED))) or ZERO
    counted = session.scalar(select(func.sum(p.counted_amount))) or ZERO
    if issued != counted:
        yield Problem(
            "error", f"已签发凭证合计 {show_yuan(issued)} 元，台账合计 {show_yuan(counted)} 元，对不上。请和纸质凭证核对。"
        )
