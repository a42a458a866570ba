# SPDX-License-Identifier: MIT
"""What a clerk does to prepare a campaign: plan it, freeze its roster, keep its papers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.describe import fields_of
from unionoffice.members import queries as members
from unionoffice.store import edit
from unionoffice.store.work import Work
from unionoffice.welfare.purchase_records import AcceptanceLine, CampaignDocument, CampaignItem, QuotationLine
from unionoffice.welfare.records import SIGNED, Entitlement, WelfareCampaign

# What finance asks for with goods (DOMAIN §D4): (paper, step).
PAPERS = (
    ("采购方案和审批单", "plan"),
    ("询价记录表和报价单", "enquiry"),
    ("合同盖章页扫描件", "contract"),
    ("供应商证照复印件", "contract"),
    ("验收单", "acceptance"),
    ("发票（附清单）", "claim"),
    ("实名签收表", "claim"),
)


def save_campaign(
    work: Work,
    campaign_id: int | None,
    values: Mapping[str, Any],
    version: int | None = None,
    items: Sequence[Mapping[str, Any]] | None = None,
) -> WelfareCampaign:
    """Plan a campaign or change its plan; a new one gets the usual list of papers.

    ``items`` (with the ``id`` of those already there) replaces the package; None leaves it. A frozen roster follows
    a new ``roster_date``. Raises FieldError where somebody has signed for what would change.
    """
    values = dict(values)
    if campaign_id is None:
        _fill_in(work, values)
        campaign = edit.save(work, WelfareCampaign, None, values)
        _add_papers(work, campaign)
    else:
        campaign = work.load(WelfareCampaign, campaign_id, version)
        before = (campaign.roster_date, campaign.standard)
        _refuse_if_signed(work, campaign, values)
        campaign = edit.save(work, WelfareCampaign, campaign_id, values, version)
        if campaign.frozen_at and campaign.roster_date != before[0]:
            freeze_roster(work, campaign.id)
        elif campaign.standard != before[1]:
            reprice(work, campaign)
    if items is not None:
        save_items(work, campaign.id, items)
    work.flush()
    return campaign


def _fill_in(work: Work, values: dict[str, Any]) -> None:
    day = values.get("roster_date") or work.today
    values["roster_date"] = day
    values["year"] = values.get("year") or day.year
    values["handler"] = values.get("handler") or work.actor
    same = select(WelfareCampaign).where(
        WelfareCampaign.year == values["year"], WelfareCampaign.name == values.get("name")
    )
    if work.session.scalars(same).first() is not None:
        raise FieldError(
            f"{values['year']} 年已经有“{values['name']}”，请换一个名称。已填内容没有丢。", field="name"
        )


def _refuse_if_signed(work: Work, campaign: WelfareCampaign, values: Mapping[str, Any]) -> None:
    signed = signed_count(work, campaign.id)
    for name in ("roster_date", "standard"):
        if signed and name in values and values[name] != getattr(campaign, name):
            label = fields_of(WelfareCampaign)[name].label
            raise FieldError(f"已经有 {signed:,} 人签收，{label}不能再改。已填内容没有丢。", field=name)


def _add_papers(work: Work, campaign: WelfareCampaign) -> None:
    for place, (name, step) in enumerate(PAPERS):
        work.add(
            CampaignDocument(
                campaign_id=campaign.id, name=name, step=step, handler=campaign.handler, sort_no=place
            )
        )


def save_items(work: Work, campaign_id: int, items: Sequence[Mapping[str, Any]]) -> list[CampaignItem]:
    """Make the package exactly these items, in this order. An item left out goes with its quoted prices.

    Raises OfficeError once the supplier is decided, unless nothing but ``ordered`` and ``spec`` changes.
    """
    campaign = work.load(WelfareCampaign, campaign_id)
    known = {item.id: item for item in items_of(work, campaign_id)}
    _refuse_after_decision(campaign, known, items)
    kept = []
    for place, values in enumerate(items):
        values = {k: v for k, v in values.items() if v is not None or k in ("ordered", "spec")}
        item_id = values.pop("id", None)
        kept.append(
            edit.save(work, CampaignItem, item_id, {**values, "campaign_id": campaign_id, "sort_no": place})
        )
    for item in known.values():
        if item not in kept:
            _drop_item(work, item)
    work.flush()
    return kept


def _refuse_after_decision(
    campaign: WelfareCampaign, known: Mapping[int, CampaignItem], items: Sequence[Mapping[str, Any]]
) -> None:
    if campaign.decided_on is None:
        return
    fixed = ("name", "unit", "quantity", "is_832")
    same = all(
        item.get("id") in known
        and all(getattr(known[item["id"]], name) == item[name] for name in fixed if name in item)
        for item in items
    )
    if not same or len(items) != len(known):
        raise OfficeError("已经比选，物品不能再改，已填内容没有丢。要改的请先撤销比选。")


def _drop_item(work: Work, item: CampaignItem) -> None:
    used = work.session.scalars(select(AcceptanceLine).where(AcceptanceLine.item_id == item.id)).first()
    if used is not None:
        raise OfficeError(f"“{item.name}”已经验收过，不能从物品里去掉。")
    for line in work.session.scalars(select(QuotationLine).where(QuotationLine.item_id == item.id)):
        work.session.delete(line)
    work.flush()
    work.session.delete(item)


def items_of(work: Work, campaign_id: int) -> list[CampaignItem]:
    """The campaign's items in the package's order."""
    wanted = select(CampaignItem).where(CampaignItem.campaign_id == campaign_id)
    return list(work.session.scalars(wanted.order_by(CampaignItem.sort_no, CampaignItem.id)))


def freeze_roster(work: Work, campaign_id: int, as_of: date | None = None) -> int:
    """Fix who is entitled: everybody on the roll at the end of ``as_of`` (the campaign's roster date unless given).

    A roster frozen before is replaced. Returns how many there are. Raises OfficeError once somebody has signed, or
    when nobody was on the roll.
    """
    campaign = work.load(WelfareCampaign, campaign_id)
    signed = signed_count(work, campaign_id)
    if signed:
        raise OfficeError(f"已经有 {signed:,} 人签收，名单不能重新冻结。名单没有改动。")
    day = as_of or campaign.roster_date
    rows = members.roster(work.session, day)
    if not rows:
        raise OfficeError(f"{day:%Y-%m-%d} 没有在册会员，名单是空的。请先导入会员名册，或换一个名单日期。")
    _drop_roster(work, campaign_id)
    work.add_many(Entitlement, [_entitlement(campaign, place, row) for place, row in enumerate(rows, 1)])
    campaign.roster_date, campaign.frozen_at, campaign.head_count = day, work.now, len(rows)
    if campaign.budget is None:
        campaign.budget = campaign.standard * len(rows)
    work.flush()
    _count_sheets(work, campaign_id)
    return len(rows)


def _drop_roster(work: Work, campaign_id: int) -> None:
    for row in work.session.scalars(select(Entitlement).where(Entitlement.campaign_id == campaign_id)):
        work.session.delete(row)
    work.flush()


def _entitlement(campaign: WelfareCampaign, place: int, row: members.RosterRow) -> Entitlement:
    return Entitlement(
        campaign_id=campaign.id, row_no=place, member_id=row.member_id, full_name=row.full_name,
        staff_no=row.staff_no or None, branch_name=row.branch, group_name=row.group,
        amount=campaign.amount_per_head,
    )  # fmt: skip


def _count_sheets(work: Work, campaign_id: int) -> None:
    """As many signed sheets are wanted back as there are groups on the roster."""
    row = Entitlement
    groups = select(row.branch_name, row.group_name).where(row.campaign_id == campaign_id).distinct()
    wanted = work.session.scalar(select(func.count()).select_from(groups.subquery())) or 1
    paper = select(CampaignDocument).where(
        CampaignDocument.campaign_id == campaign_id, CampaignDocument.name == "实名签收表"
    )
    for found in work.session.scalars(paper):
        found.wanted = wanted
    work.flush()


def reprice(work: Work, campaign: WelfareCampaign) -> None:
    """Bring everybody's amount in line with the campaign's price per head."""
    for row in work.session.scalars(select(Entitlement).where(Entitlement.campaign_id == campaign.id)):
        row.amount = campaign.amount_per_head * row.quantity
    work.flush()


def signed_count(work: Work, campaign_id: int) -> int:
    """How many have signed."""
    row = Entitlement
    signed = select(func.count()).where(row.campaign_id == campaign_id, row.status == SIGNED)
    return work.session.scalar(signed) or 0


def save_document(
    work: Work, document_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> CampaignDocument:
    """Add a paper to a campaign's list, or say how many copies are there now (``got``)."""
    return edit.save(work, CampaignDocument, document_id, values, version)


def delete_document(work: Work, document_id: int) -> None:
    """Take a paper off the list that this campaign does not need."""
    edit.delete(work, CampaignDocument, document_id)
