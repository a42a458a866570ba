# SPDX-License-Identifier: MIT
"""What pages and reports ask about welfare: progress, who is missing, sign-off sheets, a year's totals, one member's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from unionoffice.kit.describe import fields_of
from unionoffice.kit.roles import role_of
from unionoffice.members.records import Member
from unionoffice.store import search
from unionoffice.store.settings import read_settings
from unionoffice.welfare.hand_out import said_signed
from unionoffice.welfare.records import OPEN, SIGNED, Entitlement, WelfareCampaign
from unionoffice.welfare.stock import accepted_832, accepted_amount


@dataclass(frozen=True)
class BranchProgress:
    """How far one unit is."""

    branch: str
    total: int
    signed: int

    @property
    def missing(self) -> int:
        return self.total - self.signed


def progress(session: Session, campaign_id: int) -> list[BranchProgress]:
    """Every unit of the frozen roster in the roster's order."""
    row = Entitlement
    signed = func.sum(case((row.status == SIGNED, 1), else_=0))
    found = session.execute(
        select(row.branch_name, func.count(), signed)
        .where(row.campaign_id == campaign_id)
        .group_by(row.branch_name)
        .order_by(func.min(row.row_no))
    )
    return [BranchProgress(branch, total, int(done)) for branch, total, done in found]


@dataclass(frozen=True)
class SignRow:
    """One person of a campaign's roster, for lists and paper. ``amount`` is in yuan."""

    member_id: int
    full_name: str
    staff_no: str
    branch: str
    group: str
    package: str
    quantity: int
    amount: Decimal
    signed_at: datetime | None
    signed_by: str
    proxy_name: str

    @property
    def signed(self) -> bool:
        return self.signed_at is not None


def _row(one: Entitlement) -> SignRow:
    return SignRow(
        one.member_id, one.full_name, one.staff_no or "", one.branch_name, one.group_name, one.package,
        one.quantity, one.amount, one.signed_at, one.signed_by or "", one.proxy_name or "",
    )  # fmt: skip


def roster_rows(session: Session, campaign_id: int, *, only_missing: bool = False) -> list[SignRow]:
    """The frozen roster in its order; with ``only_missing`` those who have not signed (未领名单)."""
    wanted = select(Entitlement).where(Entitlement.campaign_id == campaign_id)
    if only_missing:
        wanted = wanted.where(Entitlement.status == OPEN)
    return [_row(one) for one in session.scalars(wanted.order_by(Entitlement.row_no)).unique()]


def latest(session: Session, campaign_id: int, limit: int = 14) -> list[SignRow]:
    """The newest signatures first."""
    wanted = select(Entitlement).where(Entitlement.campaign_id == campaign_id, Entitlement.status == SIGNED)
    order = (Entitlement.signed_at.desc(), Entitlement.row_no.desc())
    return [_row(one) for one in session.scalars(wanted.order_by(*order).limit(limit)).unique()]


def signed_since(session: Session, campaign_id: int, moment: datetime) -> int:
    """How many signed at or after ``moment``."""
    row = Entitlement
    wanted = select(func.count()).where(row.campaign_id == campaign_id, row.signed_at >= moment)
    return session.scalar(wanted) or 0


@dataclass(frozen=True)
class Sheet:
    """One paper sheet: a group, or the whole unit where its members have none."""

    branch: str
    group: str
    rows: tuple[SignRow, ...]

    @property
    def name(self) -> str:
        return f"{self.branch} {self.group}".strip() or "未定单位"

    def pages(self, rows_per_page: int) -> int:
        return -(-len(self.rows) // rows_per_page)


def sheets(session: Session, campaign_id: int, branch: str = "") -> list[Sheet]:
    """The sign-off sheets of a campaign in the roster's order, or those of one unit."""
    rows = [row for row in roster_rows(session, campaign_id) if not branch or row.branch == branch]
    ordered: dict[tuple[str, str], list[SignRow]] = {}
    for row in rows:
        ordered.setdefault((row.branch, row.group), []).append(row)
    return [Sheet(unit, group, tuple(found)) for (unit, group), found in ordered.items()]


@dataclass(frozen=True)
class Candidate:
    """One person that what was typed at the counter may mean, with the verdict.

    ``row`` is None for a member who is not on the frozen roster. ``verdict`` is the sentence of a refusal, '' when
    the package can be handed out.
    """

    member_id: int
    full_name: str
    caption: str  # number, sex, unit, employment type
    branch: str
    row: SignRow | None
    verdict: str

    @property
    def may(self) -> bool:
        return self.row is not None and not self.row.signed


def find(session: Session, campaign_id: int, typed: str, limit: int = 8) -> list[Candidate]:
    """The people on the roster that what was typed may mean, an exact staff number first and alone.

    Members outside the roster are found only when nobody on it is.
    """
    typed = typed.strip()
    if not typed:
        return []
    row = Entitlement
    here = select(row).where(row.campaign_id == campaign_id)
    exact = session.scalars(here.where(row.staff_no == typed)).unique().all()
    if exact:
        return [_candidate(session, one) for one in exact]
    matching = search.match(row, typed, role_of(session))
    if matching is not None:
        order = ((row.full_name == typed).desc(), row.status, row.name_pinyin, row.row_no)
        found = session.scalars(here.where(row.id.in_(matching)).order_by(*order).limit(limit)).unique().all()
        if found:
            return [_candidate(session, one) for one in found]
    renamed = search.match(Member, typed, role_of(session))
    if renamed is not None:  # the roster keeps the name of its day; who has another one now is still on it
        found = session.scalars(here.where(row.member_id.in_(renamed)).order_by(row.row_no).limit(limit)).unique().all()
        if found:
            return [_candidate(session, one) for one in found]
    return _strangers(session, campaign_id, typed, limit)


def _candidate(session: Session, one: Entitlement) -> Candidate:
    member = session.get(Member, one.member_id)
    caption = _caption(member, one.branch_name)
    if member is not None and member.full_name != one.full_name:
        caption += f" · 现名 {member.full_name}"
    return Candidate(
        one.member_id, one.full_name, caption, one.branch_name, _row(one),
        said_signed(one) if one.signed_at else "",
    )  # fmt: skip


def _strangers(session: Session, campaign_id: int, typed: str, limit: int) -> list[Candidate]:
    matching = search.match(Member, typed, role_of(session))
    if matching is None:
        return []
    campaign = session.get_one(WelfareCampaign, campaign_id)
    day = campaign.roster_date
    wanted = select(Member).where(Member.id.in_(matching)).order_by(Member.name_pinyin).limit(limit)
    return [
        Candidate(
            member.id, member.full_name, _caption(member, ""), member.branch.name if member.branch else "", None,
            f"不在 {day.month} 月 {day.day} 日冻结的名单里，没有发放。",
        )
        for member in session.scalars(wanted).unique()
    ]  # fmt: skip


def _caption(member: Member | None, branch: str) -> str:
    if member is None:
        return branch
    shown = fields_of(Member)
    unit = branch or shown["branch_id"].show(member)
    parts = (member.staff_no, shown["sex_code"].show(member), unit, shown["employment_type"].show(member))
    return " · ".join(part for part in parts if part)


def missing_in(session: Session, campaign_id: int, branch: str) -> int:
    """How many of one unit have not signed."""
    row = Entitlement
    wanted = select(func.count()).where(
        row.campaign_id == campaign_id, row.branch_name == branch, row.status == OPEN
    )
    return session.scalar(wanted) or 0


@dataclass(frozen=True)
class CampaignTotal:
    """One line of a year's campaigns (form 12 c). Money in yuan.

    ``amount`` is what the accepted goods cost (stock.accepted_amount), ``per_head`` that divided by the entitled,
    ``share_832`` the 832 items' part of it, 0 to 1. ``handed`` counts signatures.
    """

    campaign_id: int
    name: str
    entitled: int
    handed: int
    amount: Decimal
    amount_832: Decimal

    @property
    def per_head(self) -> Decimal:
        return (self.amount / self.entitled).quantize(Decimal("0.01")) if self.entitled else Decimal("0.00")

    @property
    def share_832(self) -> Decimal:
        return self.amount_832 / self.amount if self.amount else Decimal(0)


def year_totals(session: Session, year: int, until: date | None = None) -> list[CampaignTotal]:
    """The campaigns of a year in their order; ``until`` counts arrivals and signatures up to that day inclusive."""
    campaigns = session.scalars(
        select(WelfareCampaign).where(WelfareCampaign.year == year)
        .order_by(WelfareCampaign.roster_date, WelfareCampaign.id)
    ).unique()  # fmt: skip
    return [
        CampaignTotal(
            one.id, one.name, one.head_count or 0, _signed_until(session, one.id, until),
            accepted_amount(session, one.id, until), accepted_832(session, one.id, until),
        )
        for one in campaigns
        if until is None or one.roster_date <= until
    ]  # fmt: skip


def _signed_until(session: Session, campaign_id: int, until: date | None) -> int:
    row = Entitlement
    wanted = select(func.count()).where(row.campaign_id == campaign_id, row.status == SIGNED)
    if until is not None:
        wanted = wanted.where(row.signed_at < datetime.combine(until + timedelta(days=1), time()))
    return session.scalar(wanted) or 0


@dataclass(frozen=True)
class MemberWelfare:
    """One campaign as one member had it; ``amount`` in yuan, ``state`` in words (9-24 签收, 未领)."""

    campaign_id: int
    campaign: str
    amount: Decimal
    signed_at: datetime | None
    proxy_name: str

    @property
    def state(self) -> str:
        if self.signed_at is None:
            return "未领"
        day = f"{self.signed_at.month}-{self.signed_at.day}"
        return f"{day} {self.proxy_name}代领" if self.proxy_name else f"{day} 签收"

    @property
    def tone(self) -> str:
        return "" if self.signed_at else "warn"


@dataclass(frozen=True)
class MemberYear:
    """What one member is entitled to in a year, the newest first; ``cap`` is the office's own, None without one."""

    lines: tuple[MemberWelfare, ...]
    cap: Decimal | None

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal("0.00"))

    @property
    def over(self) -> Decimal:
        """How far the year's sum is above the cap; zero without a cap."""
        return max(self.total - self.cap, Decimal(0)) if self.cap is not None else Decimal(0)

    @property
    def summary(self) -> str:
        said = f"共 {len(self.lines)} 批，{self.total:,.2f} 元"
        if self.cap is None:
            return said
        rest = f"超 {self.over:,.2f} 元" if self.over else f"还可发 {self.cap - self.total:,.2f} 元"
        return f"{said}；本年上限 {self.cap:,.2f} 元，{rest}"


def member_year(session: Session, member_id: int, year: int) -> MemberYear:
    """Every campaign of a year the member is entitled to, held against the setting ``welfare_year_cap``."""
    wanted = (
        select(Entitlement)
        .join(WelfareCampaign, WelfareCampaign.id == Entitlement.campaign_id)
        .where(Entitlement.member_id == member_id, WelfareCampaign.year == year)
        .order_by(WelfareCampaign.roster_date.desc())
    )
    lines = (
        MemberWelfare(one.campaign_id, one.campaign.name, one.amount, one.signed_at, one.proxy_name or "")
        for one in session.scalars(wanted).unique()
    )
    return MemberYear(tuple(lines), read_settings(session).value("welfare_year_cap"))


def members_amount(session: Session, member_ids: Sequence[int], year: int) -> Decimal:
    """What these people have signed for in a year's campaigns, in yuan."""
    wanted = (
        select(func.sum(Entitlement.amount))
        .join(WelfareCampaign, WelfareCampaign.id == Entitlement.campaign_id)
        .where(
            Entitlement.member_id.in_(member_ids), Entitlement.status == SIGNED, WelfareCampaign.year == year
        )
    )
    return session.scalar(wanted) or Decimal("0.00")


@dataclass(frozen=True)
class CampaignCard:
    """One campaign in the list of a year."""

    campaign_id: int
    name: str
    year: int
    festival: str  # code
    roster_date: date
    frozen: bool
    head_count: int
    signed: int
    per_head: Decimal
    amount: Decimal
    supplier: str


def campaigns(session: Session, year: int) -> list[CampaignCard]:
    """The campaigns of a year, the newest first."""
    found = session.scalars(
        select(WelfareCampaign)
        .where(WelfareCampaign.year == year)
        .order_by(WelfareCampaign.roster_date.desc())
    ).unique()
    return [
        CampaignCard(
            one.id, one.name, one.year, one.festival, one.roster_date, one.frozen_at is not None,
            one.head_count or 0, _signed_until(session, one.id, None), one.amount_per_head,
            accepted_amount(session, one.id), one.supplier.label if one.supplier else "",
        )
        for one in found
    ]  # fmt: skip


def years(session: Session) -> list[int]:
    """The years that have campaigns, the newest first."""
    return list(
        session.scalars(select(WelfareCampaign.year).distinct().order_by(WelfareCampaign.year.desc()))
    )


def by_branch(rows: Sequence[SignRow]) -> list[tuple[str, list[SignRow]]]:
    """Rows in the roster's order as (unit, its rows)."""
    return [(branch, list(found)) for branch, found in groupby(rows, key=lambda row: row.branch)]
