# SPDX-License-Identifier: MIT
"""For ``unionoffice check``: acceptances add up and are numbered without gaps, rosters are whole, goods suffice."""

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from unionoffice.store.check import Problem, check_numbers
from unionoffice.store.numbers import number_series
from unionoffice.welfare.purchase import number_key
from unionoffice.welfare.purchase_records import Acceptance, AcceptanceLine
from unionoffice.welfare.records import Entitlement, WelfareCampaign
from unionoffice.welfare.stock import stock


def check_welfare(session: Session) -> Iterator[Problem]:
    """Yields nothing when all is well. More handed out than accepted only warns: goods may be entered late."""
    for series in _series(session):
        row = Acceptance
        yield from check_numbers(
            session, number_key(series), f"验收单 {series}", row.year, row.number, row.series == series
        )
    yield from _sums(session)
    for campaign in session.scalars(select(WelfareCampaign)).unique():
        yield from _roster(session, campaign)
        for sentence in stock(session, campaign.id).problems():
            yield Problem("warn", f"{campaign.title()}：{sentence}。请核对验收单和签收表。")


def _series(session: Session) -> list[str]:
    head = number_key("")
    given = session.scalars(select(number_series.c.series).where(number_series.c.series.startswith(head)))
    used = session.scalars(select(Acceptance.series).distinct())
    return sorted({one.removeprefix(head) for one in given} | set(used))


def _sums(session: Session) -> Iterator[Problem]:
    line = AcceptanceLine
    found = session.execute(select(line.acceptance_id, func.sum(line.amount)).group_by(line.acceptance_id))
    sums: dict[int, Decimal] = dict(found.all())
    for one in session.scalars(select(Acceptance)).unique():
        lines = sums.get(one.id, Decimal("0.00"))
        if lines != one.amount:
            yield Problem(
                "error",
                f"验收单 {one.acceptance_no} 金额 {one.amount:,.2f} 元，明细合计 {lines:,.2f} 元，对不上。"
                "请和纸质验收单核对。",
            )


def _roster(session: Session, campaign: WelfareCampaign) -> Iterator[Problem]:
    row = Entitlement
    heads, amount = session.execute(
        select(func.count(), func.sum(row.amount)).where(row.campaign_id == campaign.id)
    ).one()
    if heads != (campaign.head_count or 0):
        yield Problem(
            "error",
            f"{campaign.title()}：应发 {campaign.head_count or 0:,} 人，名单上有 {heads:,} 人。请从备份恢复。",
        )
    packages = session.scalar(select(func.sum(row.quantity)).where(row.campaign_id == campaign.id)) or 0
    if heads and amount != campaign.amount_per_head * packages:
        yield Problem(
            "error",
            f"{campaign.title()}：名单金额合计 {amount:,.2f} 元，"
            f"应为 {campaign.amount_per_head * packages:,.2f} 元。请从备份恢复。",
        )
