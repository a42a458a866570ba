# SPDX-License-Identifier: MIT
"""One campaign as its page shows it: figures, the six steps with a fact each, the papers still missing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from unionoffice.welfare.purchase_records import STEPS, Acceptance, CampaignDocument
from unionoffice.welfare.quotes import Matrix, matrix
from unionoffice.welfare.records import SIGNED, Entitlement, WelfareCampaign
from unionoffice.welfare.stock import Stock, stock

State = Literal["done", "warn", "now", "todo"]


@dataclass(frozen=True)
class Step:
    """One of the six steps: ``warn`` means begun and something is lacking, which ``fact`` names."""

    code: str
    name: str
    state: State
    fact: str


@dataclass(frozen=True)
class Paper:
    """One line of the missing papers. ``word`` says what is lacking."""

    document_id: int
    title: str
    name: str  # the title with its copies: 实名签收表 42 份，已收回 31 份
    where: str
    word: str
    wanted: int
    got: int


@dataclass(frozen=True)
class Overview:
    """Everything the campaign's page shows but the progress of units (queries.progress). Money in yuan."""

    campaign: WelfareCampaign
    signed: int
    matrix: Matrix
    stock: Stock
    steps: tuple[Step, ...]
    missing: tuple[Paper, ...]
    papers: tuple[Paper, ...]
    acceptances: tuple[Acceptance, ...]
    year_per_head: Decimal  # what one person gets in this year's campaigns together


def campaign_overview(session: Session, campaign_id: int) -> Overview:
    """Raises NoResultFound when the campaign is gone."""
    campaign = session.get_one(WelfareCampaign, campaign_id)
    papers = tuple(_paper(one) for one in documents(session, campaign_id))
    goods, quotes = stock(session, campaign_id), matrix(session, campaign_id)
    arrivals = tuple(acceptances(session, campaign_id))
    signed = _signed(session, campaign_id)
    steps = _steps(session, campaign, quotes, goods, arrivals, signed)
    lacking = tuple(one for one in papers if one.got < one.wanted)
    return Overview(
        campaign, signed, quotes, goods, steps, lacking, papers, arrivals, _year_per_head(session, campaign)
    )


def documents(session: Session, campaign_id: int) -> list[CampaignDocument]:
    """The campaign's papers in their order."""
    row = CampaignDocument
    wanted = select(row).where(row.campaign_id == campaign_id).order_by(row.sort_no, row.id)
    return list(session.scalars(wanted))


def acceptances(session: Session, campaign_id: int) -> list[Acceptance]:
    """The campaign's arrivals that count, the first one first."""
    row = Acceptance
    wanted = select(row).where(row.campaign_id == campaign_id, row.voided_at.is_(None))
    return list(session.scalars(wanted.order_by(row.year, row.number)).unique())


def _signed(session: Session, campaign_id: int) -> int:
    row = Entitlement
    wanted = select(func.count()).where(row.campaign_id == campaign_id, row.status == SIGNED)
    return session.scalar(wanted) or 0


def _year_per_head(session: Session, campaign: WelfareCampaign) -> Decimal:
    same = select(WelfareCampaign).where(WelfareCampaign.year == campaign.year)
    return sum((one.amount_per_head for one in session.scalars(same).unique()), Decimal("0.00"))


def _paper(one: CampaignDocument) -> Paper:
    where = STEPS.name(one.step) + (f"，经办 {one.handler}" if one.handler else "")
    got = f"，已收回 {one.got} 份" if one.wanted > 1 and one.got else ""
    name = f"{one.name} {one.wanted} 份{got}" if one.wanted > 1 else one.name
    word = f"缺 {one.lacking}" if one.wanted > 1 else "缺"
    return Paper(one.id, one.name, name, where, word if one.lacking else "齐", one.wanted, one.got)


# --- the six steps ---------------------------------------------------------------------------------------------


def _steps(
    session: Session,
    campaign: WelfareCampaign,
    quotes: Matrix,
    goods: Stock,
    arrivals: tuple[Acceptance, ...],
    signed: int,
) -> tuple[Step, ...]:
    lacking: dict[str, list[CampaignDocument]] = {}
    for one in documents(session, campaign.id):
        if one.lacking:
            lacking.setdefault(one.step, []).append(one)
    facts = {
        "plan": _plan(campaign, len(quotes.rows)),
        "enquiry": _enquiry(campaign, quotes),
        "contract": _contract(campaign, lacking.get("contract", [])),
        "acceptance": _acceptance(campaign, goods, arrivals),
        "hand_out": _hand_out(campaign, signed),
        "claim": _claim(campaign, lacking.get("claim", [])),
    }
    steps = [Step(code, STEPS.name(code), *facts[code]) for code in facts]
    return _with_current(steps, begun=signed > 0)


def _with_current(steps: list[Step], begun: bool) -> tuple[Step, ...]:
    """The current step is where the work stands: handing out once begun, else the first that is not done."""
    codes = [step.code for step in steps]
    open_ones = [place for place, step in enumerate(steps) if step.state == "todo"]
    if begun and steps[codes.index("hand_out")].state == "todo":
        now = codes.index("hand_out")
    elif open_ones:
        now = open_ones[0]
    else:
        return tuple(steps)
    one = steps[now]
    steps[now] = Step(one.code, one.name, "now", one.fact)
    return tuple(steps)


def _plan(campaign: WelfareCampaign, items: int) -> tuple[State, str]:
    if not items:
        return "todo", "还没有物品"
    if campaign.frozen_at is None:
        return "todo", "名单还没有冻结"
    if campaign.approved_on is None:
        return "warn", "缺会议依据和日期"
    said = campaign.approval_ref or "通过"
    return "done", f"{_short(campaign.approved_on)} {said}"


def _enquiry(campaign: WelfareCampaign, quotes: Matrix) -> tuple[State, str]:
    count = len(quotes.quoters)
    if campaign.decided_on is not None:
        return "done", f"{count} 家报价，已比选"
    return "todo", f"{count} 家报价，未比选" if count else "还没有报价"


def _contract(campaign: WelfareCampaign, lacking: list[CampaignDocument]) -> tuple[State, str]:
    if campaign.decided_on is None:
        return "todo", "未开始"
    if not campaign.contract_no:
        return "todo", "还没有登记合同"
    if lacking:
        return "warn", f"缺{lacking[0].name}"
    signed = f"{_short(campaign.contract_on)} 签订" if campaign.contract_on else "已签订"
    return "done", signed


def _acceptance(
    campaign: WelfareCampaign, goods: Stock, arrivals: tuple[Acceptance, ...]
) -> tuple[State, str]:
    if not arrivals:
        return "todo", "还没有到货" if campaign.decided_on else "未开始"
    if any(one.conclusion == "failed" for one in arrivals):
        return "warn", "有一批不合格"
    if any(one.due for one in goods.items):
        return "warn", f"{len(arrivals)} 批，待到货 {goods.packages_due:,} 份"
    return "done", f"{len(arrivals)} 批，全部合格"


def _hand_out(campaign: WelfareCampaign, signed: int) -> tuple[State, str]:
    heads = campaign.head_count or 0
    if not heads:
        return "todo", "未开始"
    if signed == heads:
        return "done", f"{heads:,} 人已领"
    if campaign.claimed_on is not None:
        return "warn", f"{signed:,} / {heads:,}，{heads - signed:,} 人未领"
    return "todo", f"{signed:,} / {heads:,}，余 {heads - signed:,}" if signed else "未开始"


def _claim(campaign: WelfareCampaign, lacking: list[CampaignDocument]) -> tuple[State, str]:
    papers = f"缺 {len(lacking)} 份材料" if lacking else ""
    if campaign.claimed_on is not None:
        day = f"{_short(campaign.claimed_on)} 报销"
        return ("warn", f"{day}，{papers}") if papers else ("done", day)
    return "todo", f"未开始，{papers}" if papers else "未开始"


def _short(day: date) -> str:
    return f"{day.month}-{day.day}"
