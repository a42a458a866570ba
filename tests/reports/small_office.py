# SPDX-License-Identifier: MIT
"""A small invented office with something in every part, as of 18 December 2020, for reports and the pages over them."""

import random
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from unionoffice.aid import actions as aid
from unionoffice.aid.records import AidType
from unionoffice.members import sample as people
from unionoffice.members.queries import roster
from unionoffice.office import Office
from unionoffice.plan import sample as plan
from unionoffice.progress import Silent
from unionoffice.store import edit
from unionoffice.store.settings import save_settings
from unionoffice.store.work import Work
from unionoffice.welfare import actions as welfare
from unionoffice.welfare import purchase
from unionoffice.welfare.hand_out import hand_out_many
from unionoffice.welfare.records import Supplier

NOW = datetime(2020, 12, 18, 9, 30)
PAID = (
    ("hospital", 1, 8, 1000), ("hospital", 3, 11, 600), ("hardship_general", 3, 20, 2000), ("bereavement", 5, 6, 1500),
    ("marriage", 6, 9, 600), ("hospital", 9, 2, 1000), ("hardship_special", 10, 15, 10000), ("hospital", 11, 24, 800),
    ("bereavement", 12, 3, 1500), ("hospital", 12, 14, 1000), ("hospital", 12, 17, 500),
)  # fmt: skip
CAMPAIGNS = (
    ("夏送清凉", "cooling", date(2020, 6, 20), "65.50", "18.20", date(2020, 7, 3), 1.0),
    ("中秋国庆慰问品", "autumn_national", date(2020, 9, 10), "182.00", "39.80", date(2020, 9, 20), 0.97),
    ("元旦春节慰问品", "new_year_spring", date(2020, 12, 10), "210.00", "45.00", date(2020, 12, 16), 0.4),
)


def fill_office(folder: Path, members: int = 240) -> Office:
    """Members, a year's plan, eleven payments with a draft and unsigned vouchers, three campaigns, two of them open."""
    office = Office.open(folder, clock=lambda: NOW)
    with office.work("建立") as work:
        save_settings(
            work,
            {"school_name": "江陵大学", "union_name": "江陵大学工会", "operator": "周雨桐", "working_year": "2020", "set_up": "1"},
        )
    people.fill(office, random.Random(1), members)
    plan.fill(office, random.Random(1), Silent())
    fill_aid(office)
    for campaign in CAMPAIGNS:
        fill_campaign(office, *campaign)
    return office


def fill_aid(office: Office) -> None:
    """The payments of PAID, all but the last three signed; the last one's person twice in December; one draft."""
    with office.work("登记慰问") as work:
        if work.session.scalars(select(AidType)).first() is None:
            aid.seed_types(work)
        kinds = {kind.code: kind.id for kind in work.session.scalars(select(AidType))}
        ids = [row.member_id for row in roster(work.session, work.today)]
        for number, (code, month, day, amount) in enumerate(PAID):
            member = ids[-1] if month == 12 and code == "hospital" else ids[number * 7 % len(ids)]
            payment = _draft(work, kinds[code], member, date(2020, month, day), amount)
            aid.issue(work, payment.id, on=date(2020, month, day))
            if number < len(PAID) - 3:
                aid.sign(work, payment.id, on=date(2020, month, day))
        _draft(work, kinds["hospital"], ids[5], date(2020, 12, 17), 900)
        spoiled = _draft(work, kinds["hospital"], ids[9], date(2020, 12, 1), 700)
        aid.issue(work, spoiled.id, on=date(2020, 12, 1))
        aid.void(work, spoiled.id, "金额写错")


def _draft(work: Work, kind: int, member: int, day: date, amount: int) -> "aid.AidPayment":
    values = {
        "member_id": member, "aid_type_id": kind, "amount": Decimal(amount), "event_date": day, "pay_method": "cash",
        "reason": "住院手术",
    }  # fmt: skip
    return aid.save_draft(work, None, values)


def fill_campaign(
    office: Office, name: str, festival: str, day: date, first: str, second: str, from_day: date, share: float
) -> int:
    """A campaign bought, accepted and handed out to ``share`` of its roster; the second item is of the 832 platform."""
    with office.work("新增批次") as work:
        campaign = welfare.save_campaign(
            work, None,
            {"name": name, "festival": festival, "roster_date": day, "standard": Decimal("300.00")},
            items=({"name": "坚果礼盒", "unit": "盒", "quantity": 1},
                   {"name": "东北大米 5 kg", "unit": "袋", "quantity": 1, "is_832": True}),
        )  # fmt: skip
        welfare.freeze_roster(work, campaign.id)
        items = welfare.items_of(work, campaign.id)
        for factor, firm in enumerate(("丰禾农业", "江南食品", "百益商贸")):
            supplier = work.session.scalars(select(Supplier).where(Supplier.name == firm)).first()
            supplier = supplier or edit.save(work, Supplier, None, {"name": firm})
            prices = {items[0].id: Decimal(first) + factor, items[1].id: Decimal(second)}
            purchase.save_quotation(work, campaign.id, supplier.id, prices, quoted_on=day)
            if not factor:
                chosen = supplier.id
        purchase.decide(work, campaign.id, chosen, on=day)
        heads = campaign.head_count or 0
        purchase.record_acceptance(
            work, campaign.id, {item.id: purchase.Arrived(heads) for item in items}, arrived_on=from_day
        )
        ids = [row.member_id for row in roster(work.session, day)]
        hand_out_many(work, campaign.id, ids[: round(heads * share)], at=datetime.combine(from_day, time(14, 30)))
        return campaign.id
