# SPDX-License-Identifier: MIT
"""The quotation matrix: items x suppliers, the lowest of each row, the price per head and the whole sum."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.welfare.purchase_records import CampaignItem, Quotation, QuotationLine
from unionoffice.welfare.records import Supplier, WelfareCampaign

Prices = tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Quoter:
    """One column of the matrix."""

    quotation_id: int
    supplier_id: int
    name: str
    label: str
    quoted_on: date
    valid_until: date | None
    delivery: str
    is_832: bool


@dataclass(frozen=True)
class MatrixRow:
    """One item with its unit prices (yuan, None = not quoted), one per quoter."""

    item_id: int
    name: str
    spec: str
    unit: str
    quantity: int
    is_832: bool
    prices: Prices

    @property
    def lowest(self) -> int | None:
        """The place of the lowest price; None where fewer than two quoted, so that nothing was compared."""
        return lowest_of(self.prices)


@dataclass(frozen=True)
class Matrix:
    """All quotations of one campaign; ``per_head`` is None where a supplier did not quote everything."""

    quoters: tuple[Quoter, ...]
    rows: tuple[MatrixRow, ...]
    heads: int

    @property
    def per_head(self) -> Prices:
        return tuple(self._per_head(place) for place in range(len(self.quoters)))

    @property
    def totals(self) -> Prices:
        """Per head x heads of the roster, in yuan."""
        return tuple(None if one is None else one * self.heads for one in self.per_head)

    @property
    def lowest(self) -> int | None:
        """The place of the quoter with the lowest complete offer; None without any."""
        return lowest_of(self.per_head, at_least=1)

    def share_832(self, place: int) -> Decimal | None:
        """The 832 items' share of one quoter's price per head, 0 to 1; None without a complete offer."""
        whole = self.per_head[place]
        if not whole:
            return None
        part = sum(
            ((row.prices[place] or Decimal(0)) * row.quantity for row in self.rows if row.is_832), Decimal(0)
        )
        return part / whole

    def _per_head(self, place: int) -> Decimal | None:
        prices = [(row.prices[place], row.quantity) for row in self.rows]
        if not prices or any(price is None for price, _ in prices):
            return None
        return sum((price * quantity for price, quantity in prices if price is not None), Decimal("0.00"))


def lowest_of(prices: Prices, at_least: int = 2) -> int | None:
    """The first place of the smallest price; None where fewer than ``at_least`` are known."""
    known = [(price, place) for place, price in enumerate(prices) if price is not None]
    return min(known)[1] if len(known) >= at_least else None


def matrix(session: Session, campaign_id: int) -> Matrix:
    """The campaign's quotations in the order they were asked for."""
    campaign = session.get_one(WelfareCampaign, campaign_id)
    quotations = session.scalars(
        select(Quotation).where(Quotation.campaign_id == campaign_id).order_by(Quotation.quoted_on, Quotation.id)
    ).unique().all()  # fmt: skip
    asked = select(QuotationLine).join(Quotation, Quotation.id == QuotationLine.quotation_id)
    prices = {
        (line.item_id, line.quotation_id): line.unit_price
        for line in session.scalars(asked.where(Quotation.campaign_id == campaign_id))
    }
    rows = [
        MatrixRow(
            item.id, item.name, item.spec or "", item.unit, item.quantity, item.is_832,
            tuple(prices.get((item.id, one.id)) for one in quotations),
        )
        for item in items(session, campaign_id)
    ]  # fmt: skip
    return Matrix(tuple(_quoter(one) for one in quotations), tuple(rows), campaign.head_count or 0)


def _quoter(one: Quotation) -> Quoter:
    return Quoter(
        one.id, one.supplier_id, one.supplier.name, one.supplier.label, one.quoted_on, one.valid_until,
        one.delivery or "", bool(one.supplier.is_832),
    )  # fmt: skip


def items(session: Session, campaign_id: int) -> list[CampaignItem]:
    """The package in its order."""
    wanted = select(CampaignItem).where(CampaignItem.campaign_id == campaign_id)
    return list(session.scalars(wanted.order_by(CampaignItem.sort_no, CampaignItem.id)))


def suppliers(session: Session) -> list[Supplier]:
    """All suppliers by name, for choosing one."""
    return list(session.scalars(select(Supplier).order_by(Supplier.name)))
