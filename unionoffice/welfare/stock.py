# SPDX-License-Identifier: MIT
"""Whether goods and signatures agree: ordered = accepted + still to come, accepted = handed out + remaining."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from unionoffice.welfare.purchase import pieces_ordered
from unionoffice.welfare.purchase_records import Acceptance, AcceptanceLine, CampaignItem
from unionoffice.welfare.quotes import items
from unionoffice.welfare.records import SIGNED, Entitlement, WelfareCampaign


@dataclass(frozen=True)
class ItemStock:
    """One item in pieces. ``remaining`` below zero means that more was signed for than ever came."""

    item_id: int
    name: str
    unit: str
    quantity: int  # pieces in one package
    ordered: int
    accepted: int
    handed: int

    @property
    def due(self) -> int:
        """Ordered and not yet received."""
        return max(self.ordered - self.accepted, 0)

    @property
    def remaining(self) -> int:
        return self.accepted - self.handed


@dataclass(frozen=True)
class Stock:
    """The campaign's goods, item by item and in whole packages (份)."""

    items: tuple[ItemStock, ...]
    packages_handed: int

    @property
    def packages_ordered(self) -> int:
        return _packages((one.ordered, one.quantity) for one in self.items)

    @property
    def packages_accepted(self) -> int:
        """Whole packages that can be made up of what came."""
        return _packages((one.accepted, one.quantity) for one in self.items)

    @property
    def packages_due(self) -> int:
        return max(self.packages_ordered - self.packages_accepted, 0)

    @property
    def packages_left(self) -> int:
        return self.packages_accepted - self.packages_handed

    def problems(self) -> list[str]:
        """Sentences where goods and signatures do not agree."""
        found = []
        for one in self.items:
            if one.remaining < 0:
                found.append(
                    f"{one.name}签收 {one.handed:,} {one.unit}，验收 {one.accepted:,} {one.unit}，"
                    f"多发 {-one.remaining:,} {one.unit}"
                )
            if one.accepted > one.ordered:
                found.append(
                    f"{one.name}验收 {one.accepted:,} {one.unit}，比订购多 {one.accepted - one.ordered:,}"
                )
        return found


def _packages(pairs: Iterable[tuple[int, int]]) -> int:
    return min((pieces // per for pieces, per in pairs), default=0)


def stock(session: Session, campaign_id: int) -> Stock:
    """Goods against signatures of one campaign."""
    campaign = session.get_one(WelfareCampaign, campaign_id)
    accepted = _accepted(session, campaign_id)
    handed = packages_handed(session, campaign_id)
    heads = campaign.head_count or 0
    rows = tuple(
        ItemStock(
            item.id, item.name, item.unit, item.quantity, pieces_ordered(item, heads),
            accepted.get(item.id, 0), handed * item.quantity,
        )
        for item in items(session, campaign_id)
    )  # fmt: skip
    return Stock(rows, handed)


def _accepted(session: Session, campaign_id: int) -> dict[int, int]:
    counted = session.execute(
        select(AcceptanceLine.item_id, func.sum(AcceptanceLine.received))
        .join(Acceptance, Acceptance.id == AcceptanceLine.acceptance_id)
        .where(Acceptance.campaign_id == campaign_id, Acceptance.voided_at.is_(None))
        .group_by(AcceptanceLine.item_id)
    )
    return {item_id: int(pieces) for item_id, pieces in counted}


def packages_handed(session: Session, campaign_id: int) -> int:
    """How many packages were signed for."""
    row = Entitlement
    signed = select(func.sum(row.quantity)).where(row.campaign_id == campaign_id, row.status == SIGNED)
    return int(session.scalar(signed) or 0)


def accepted_amount(session: Session, campaign_id: int, until: date | None = None) -> Decimal:
    """What the accepted goods cost, in yuan; this is a campaign's 金额. ``until`` is the last day of arrival counted."""
    wanted = select(func.sum(Acceptance.amount)).where(
        Acceptance.campaign_id == campaign_id, Acceptance.voided_at.is_(None)
    )
    if until is not None:
        wanted = wanted.where(Acceptance.arrived_on <= until)
    return session.scalar(wanted) or Decimal("0.00")


def accepted_832(session: Session, campaign_id: int, until: date | None = None) -> Decimal:
    """The part of ``accepted_amount`` that goes to 832 items, in yuan."""
    wanted = (
        select(func.sum(AcceptanceLine.amount))
        .join(Acceptance, Acceptance.id == AcceptanceLine.acceptance_id)
        .join(CampaignItem, CampaignItem.id == AcceptanceLine.item_id)
        .where(Acceptance.campaign_id == campaign_id, Acceptance.voided_at.is_(None), CampaignItem.is_832)
    )
    if until is not None:
        wanted = wanted.where(Acceptance.arrived_on <= until)
    return session.scalar(wanted) or Decimal("0.00")
