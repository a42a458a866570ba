# SPDX-License-Identifier: MIT
"""What a clerk does to buy: enter quotations, decide for a supplier, accept the goods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.roles import Right
from unionoffice.kit.validate import check_record, refuse_errors
from unionoffice.store import edit
from unionoffice.store.settings import read_settings
from unionoffice.store.work import Work
from unionoffice.welfare.actions import items_of, reprice, signed_count
from unionoffice.welfare.purchase_records import (
    Acceptance,
    AcceptanceLine,
    CampaignItem,
    Quotation,
    QuotationLine,
)
from unionoffice.welfare.records import Supplier, WelfareCampaign


def save_quotation(
    work: Work,
    campaign_id: int,
    supplier_id: int,
    prices: Mapping[int, Decimal | None],
    *,
    quoted_on: date | None = None,
    valid_until: date | None = None,
    delivery: str | None = None,
    note: str | None = None,
) -> Quotation:
    """Enter or replace a supplier's quotation; ``prices`` maps item ids to yuan, None = not quoted.

    Raises OfficeError when the campaign is decided or nothing is quoted, FieldError for a price not above zero.
    """
    campaign = work.load(WelfareCampaign, campaign_id)
    if campaign.decided_on is not None:
        raise OfficeError("已经比选，报价不能再改，已填内容没有丢。要改的请先撤销比选。")
    if not any(prices.values()):
        raise OfficeError("还没有填单价。请至少填一样物品的单价。")
    quotation = _quotation_of(work, campaign_id, supplier_id)
    values = {
        "campaign_id": campaign_id, "supplier_id": supplier_id, "quoted_on": quoted_on or work.today,
        "valid_until": valid_until, "delivery": delivery, "note": note,
    }  # fmt: skip
    quotation = edit.save(work, Quotation, quotation.id if quotation else None, values)
    for item in items_of(work, campaign_id):
        _save_price(work, quotation, item, prices.get(item.id))
    work.flush()
    return quotation


def _quotation_of(work: Work, campaign_id: int, supplier_id: int) -> Quotation | None:
    wanted = select(Quotation).where(
        Quotation.campaign_id == campaign_id, Quotation.supplier_id == supplier_id
    )
    return work.session.scalars(wanted).first()


def _save_price(work: Work, quotation: Quotation, item: CampaignItem, price: Decimal | None) -> None:
    wanted = select(QuotationLine).where(
        QuotationLine.quotation_id == quotation.id, QuotationLine.item_id == item.id
    )
    line = work.session.scalars(wanted).first()
    if price is None:
        if line is not None:
            work.session.delete(line)
        return
    if price <= 0:
        raise FieldError(f"{item.name}：单价要大于 0。已填内容没有丢。", field=str(item.id))
    if line is None:
        work.add(QuotationLine(quotation_id=quotation.id, item_id=item.id, unit_price=price))
    else:
        line.unit_price = price


def delete_quotation(work: Work, quotation_id: int) -> None:
    """Throw a quotation away; refused once decided."""
    quotation = work.load(Quotation, quotation_id)
    if work.load(WelfareCampaign, quotation.campaign_id).decided_on is not None:
        raise OfficeError("已经比选，报价不能删除。要删的请先撤销比选。")
    for line in work.session.scalars(select(QuotationLine).where(QuotationLine.quotation_id == quotation_id)):
        work.session.delete(line)
    work.flush()
    work.session.delete(quotation)
    work.flush()


def price_per_head(work: Work, quotation: Quotation) -> Decimal | None:
    """What one package costs at this supplier, in yuan; None where an item is not quoted."""
    items = items_of(work, quotation.campaign_id)
    lines = work.session.scalars(select(QuotationLine).where(QuotationLine.quotation_id == quotation.id))
    prices = {line.item_id: line.unit_price for line in lines}
    if not items or any(item.id not in prices for item in items):
        return None
    return sum((prices[item.id] * item.quantity for item in items), Decimal("0.00"))


def decide(
    work: Work, campaign_id: int, supplier_id: int, reason: str = "", on: date | None = None
) -> WelfareCampaign:
    """Choose the supplier. The price per head becomes everybody's amount on the roster.

    A reason is wanted where the offer is not the lowest, or fewer quoted than the setting ``quotation_minimum``.
    Raises FieldError for a missing reason, OfficeError where the offer is incomplete or somebody has signed.
    """
    work.need(Right.APPROVE)
    campaign = work.load(WelfareCampaign, campaign_id)
    quotation = _quotation_of(work, campaign_id, supplier_id)
    price = price_per_head(work, quotation) if quotation else None
    if quotation is None or price is None:
        raise OfficeError("这家的报价不全，不能成交。请先补齐每样物品的单价。")
    if signed_count(work, campaign_id):
        raise OfficeError("已经有人签收，成交供应商不能再改。")
    everyone = _offers(work, campaign_id)
    campaign.decision_reason = reason.strip() or _usual_reason(work, price, everyone)
    campaign.supplier_id, campaign.price_per_head = supplier_id, price
    campaign.decided_on = on or work.today
    work.flush()
    reprice(work, campaign)
    return campaign


def _offers(work: Work, campaign_id: int) -> list[Decimal | None]:
    found = work.session.scalars(select(Quotation).where(Quotation.campaign_id == campaign_id)).unique()
    return [price_per_head(work, one) for one in found]


def _usual_reason(work: Work, price: Decimal, offers: Sequence[Decimal | None]) -> str:
    """What goes without saying; raises FieldError where the office has to say why."""
    minimum = read_settings(work.session).value("quotation_minimum")
    if minimum and len(offers) < minimum:
        raise FieldError(
            f"只有 {len(offers)} 家报价，少于 {minimum} 家。可以继续，请写明理由。", field="decision_reason"
        )
    lowest = min(offer for offer in offers if offer is not None)
    if price > lowest:
        raise FieldError(
            f"这家每人 {price:,.2f} 元，最低的是 {lowest:,.2f} 元。可以继续，请写明理由。",
            field="decision_reason",
        )
    return "总价最低"


def revoke_decision(work: Work, campaign_id: int) -> WelfareCampaign:
    """Take the decision back, so that items and quotations can be changed; refused once goods were accepted."""
    work.need(Right.APPROVE)
    campaign = work.load(WelfareCampaign, campaign_id)
    goods = select(func.count()).where(Acceptance.campaign_id == campaign_id, Acceptance.voided_at.is_(None))
    if work.session.scalar(goods):
        raise OfficeError("已经有验收单，比选不能撤销。没有改动。")
    if signed_count(work, campaign_id):
        raise OfficeError("已经有人签收，比选不能撤销。没有改动。")
    campaign.supplier_id = campaign.decision_reason = campaign.decided_on = campaign.price_per_head = None
    work.flush()
    reprice(work, campaign)
    return campaign


@dataclass(frozen=True)
class Arrived:
    """What came of one item: pieces that should have come and did, and the unit price in yuan."""

    received: int
    ordered: int | None = None  # None = all that is still to come
    unit_price: Decimal | None = None  # None = as decided
    quality: str = ""


def record_acceptance(
    work: Work,
    campaign_id: int,
    arrived: Mapping[int, Arrived],
    *,
    arrived_on: date | None = None,
    invoice_no: str | None = None,
    contract_no: str | None = None,
    conclusion: str = "passed",
    inspectors: str | None = None,
    note: str | None = None,
) -> Acceptance:
    """Record one arrival of goods (item id -> Arrived) from the chosen supplier, with the next number of its year.

    The amount is what was received at its prices, in yuan. Raises OfficeError before the supplier is decided, or
    when nothing came.
    """
    campaign = work.load(WelfareCampaign, campaign_id)
    if campaign.supplier_id is None:
        raise OfficeError("还没有比选，不知道是哪家的货。请先选定供应商，再验收。")
    lines = _lines(work, campaign, {k: v for k, v in arrived.items() if v.received or v.ordered})
    if not any(line.received for line in lines):
        raise OfficeError("实收数量都是空的，没有记验收单。请填到货的数量。")
    day = arrived_on or work.today
    series = read_settings(work.session).text("acceptance_series") or "验"
    number = work.number(number_key(series), day.year)
    acceptance = Acceptance(
        series=series, year=day.year, number=number, acceptance_no=f"{series}-{day.year}-{number:04d}",
        campaign_id=campaign_id, supplier_id=campaign.supplier_id, arrived_on=day, invoice_no=invoice_no,
        contract_no=contract_no or campaign.contract_no, conclusion=conclusion, inspectors=inspectors, note=note,
        amount=sum((line.amount for line in lines), Decimal("0.00")),
    )  # fmt: skip
    refuse_errors(Acceptance, check_record(acceptance, work.today))
    work.add(acceptance)
    work.flush()
    for line in lines:
        line.acceptance_id = acceptance.id
        work.add(line)
    work.flush()
    return acceptance


def number_key(series: str) -> str:
    """Under which name the acceptances of a series are counted."""
    return f"acceptance:{series}"


def _lines(work: Work, campaign: WelfareCampaign, arrived: Mapping[int, Arrived]) -> list[AcceptanceLine]:
    quotation = _quotation_of(work, campaign.id, campaign.supplier_id or 0)
    quoted = select(QuotationLine).where(QuotationLine.quotation_id == (quotation.id if quotation else 0))
    prices = {line.item_id: line.unit_price for line in work.session.scalars(quoted)}
    due = still_due(work, campaign)
    lines = []
    for item in items_of(work, campaign.id):
        came = arrived.get(item.id)
        if came is None:
            continue
        price = came.unit_price if came.unit_price is not None else prices.get(item.id)
        if price is None or price <= 0:
            raise FieldError(f"{item.name}：没有单价，请填写。已填内容没有丢。", field=str(item.id))
        if came.received < 0:
            raise FieldError(f"{item.name}：实收数量不能小于 0。已填内容没有丢。", field=str(item.id))
        line = AcceptanceLine(
            item_id=item.id, ordered=due[item.id] if came.ordered is None else came.ordered,
            received=came.received, unit_price=price, quality=came.quality or None,
        )  # fmt: skip
        line.derive()
        lines.append(line)
    return lines


def still_due(work: Work, campaign: WelfareCampaign) -> dict[int, int]:
    """Pieces of each item that are ordered and not yet received, by item id; never below zero."""
    counted = work.session.execute(
        select(AcceptanceLine.item_id, func.sum(AcceptanceLine.received))
        .join(Acceptance, Acceptance.id == AcceptanceLine.acceptance_id)
        .where(Acceptance.campaign_id == campaign.id, Acceptance.voided_at.is_(None))
        .group_by(AcceptanceLine.item_id)
    )
    received = {item_id: int(pieces) for item_id, pieces in counted}
    heads = campaign.head_count or 0
    return {
        item.id: max(pieces_ordered(item, heads) - received.get(item.id, 0), 0)
        for item in items_of(work, campaign.id)
    }


def pieces_ordered(item: CampaignItem, heads: int) -> int:
    """The contract's number of pieces: what was entered, else one package for each of ``heads`` people."""
    return item.ordered if item.ordered is not None else heads * item.quantity


def void_acceptance(work: Work, acceptance_id: int, reason: str) -> Acceptance:
    """Void an acceptance that was recorded wrongly; its number stays used."""
    work.need(Right.APPROVE)
    acceptance = work.load(Acceptance, acceptance_id)
    if acceptance.voided_at is not None:
        raise OfficeError(f"验收单 {acceptance.acceptance_no} 已经作废过。没有改动。")
    if not reason.strip():
        raise FieldError("请写明作废原因。", field="void_reason")
    acceptance.voided_at, acceptance.void_reason = work.now, reason.strip()
    work.flush()
    return acceptance


def sign_contract(
    work: Work, campaign_id: int, contract_no: str, contract_on: date | None = None
) -> WelfareCampaign:
    """Enter the contract that follows the decision."""
    campaign = work.load(WelfareCampaign, campaign_id)
    if campaign.supplier_id is None:
        raise OfficeError("还没有比选。请先选定供应商，再登记合同。")
    if not contract_no.strip():
        raise FieldError("请填写合同号。", field="contract_no")
    return edit.save(
        work, WelfareCampaign, campaign_id,
        {"contract_no": contract_no.strip(), "contract_on": contract_on or work.today},
    )  # fmt: skip


def supplier_named(work: Work, name: str) -> Supplier:
    """The supplier of that name, entered anew where it is not known."""
    found = work.session.scalars(
        select(Supplier).where((Supplier.name == name.strip()) | (Supplier.short_name == name.strip()))
    ).first()
    return found or edit.save(work, Supplier, None, {"name": name.strip()})
