# SPDX-License-Identifier: MIT
"""For ``unionoffice check``: visits are numbered without gaps, and the payment of each is the person's or the household's."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.aid.household import spouses
from unionoffice.aid.records import AidPayment
from unionoffice.aid.visits_actions import SERIES, visit_no
from unionoffice.aid.visits_records import DONE, PENDING, VOIDED, HomeVisit
from unionoffice.store.check import Problem, check_numbers


def check_visits(session: Session) -> Iterator[Problem]:
    """Numbers and their text, days and states, and the payments. Yields nothing when all is well."""
    v = HomeVisit
    yield from check_numbers(session, SERIES, "走访编号", v.year, v.number)
    for visit in session.scalars(select(v).order_by(v.id)):
        yield from _days(visit)
    yield from _payments(session)


def _days(visit: HomeVisit) -> Iterator[Problem]:
    if visit.visit_no != visit_no(visit.year, visit.number):
        yield Problem("error", f"走访 {visit.visit_no} 的编号与它的年度、序号不符。请和纸质登记表核对。")
    if visit.asked_on.year != visit.year:
        yield Problem("error", f"走访 {visit.visit_no} 的得知日期 {visit.asked_on} 不在 {visit.year} 年。请和纸质登记表核对。")
    right = VOIDED if visit.voided_at else DONE if visit.visited_on else PENDING
    if visit.status != right:
        yield Problem("error", f"走访 {visit.visit_no} 的状态与走访日期不符。请打开编辑，核对后保存。")
    if visit.due_on < visit.asked_on or (visit.visited_on and visit.visited_on < visit.asked_on):
        yield Problem("error", f"走访 {visit.visit_no} 的期限或走访日期早于得知日期。请和纸质登记表核对。")


def _payments(session: Session) -> Iterator[Problem]:
    """A payment that is not there is found by the check of all links already; here whose it is, and how often used."""
    v, p = HomeVisit, AidPayment
    linked = session.execute(
        select(v.visit_no, v.member_id, v.full_name, p.id, p.member_id, p.voucher_no, p.full_name).join(p, p.id == v.payment_id)
    ).all()
    others = {visitor for _, visitor, _, _, payee, _, _ in linked if visitor != payee}
    wedded = spouses(session, sorted(others))
    for number, member_id, name, _, payee, voucher, paid in linked:
        spouse = wedded.get(member_id)
        if payee != member_id and (spouse is None or spouse.member_id != payee):
            yield Problem(
                "error", f"走访 {number} 看望的是{name}，关联的凭证 {voucher or '草稿'} 是{paid}的，不是一家。请核对后重新关联。"
            )
    used = Counter(payment_id for _, _, _, payment_id, _, _, _ in linked)
    for number, _, _, payment_id, _, voucher, _ in linked:
        if used[payment_id] > 1:
            yield Problem("warn", f"凭证 {voucher or '草稿'} 关联了 {used[payment_id]} 次走访，其中有 {number}。请核对。")
