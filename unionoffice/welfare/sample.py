# SPDX-License-Identifier: MIT
"""The sample office's welfare of 2020: four campaigns from plan to signatures, through the part's own actions.

The accepted goods of the four campaigns cost 1,950,875.42 yuan together. As many packages are ordered and accepted as
there are people on each roster, at the decided price, so that the entitlements' amounts add up to the same sum
(``fitted`` says when a few spare packages are needed).
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import product

from sqlalchemy import select

from unionoffice.kit.identity import check_uscc
from unionoffice.members.queries import roster
from unionoffice.store import edit
from unionoffice.store.work import OfficeLike, Work
from unionoffice.welfare import actions, purchase
from unionoffice.welfare.hand_out import Signing, sign_many
from unionoffice.welfare.purchase import Arrived
from unionoffice.welfare.purchase_records import CampaignDocument
from unionoffice.welfare.queries import SignRow, by_branch, roster_rows
from unionoffice.welfare.records import Supplier, WelfareCampaign
from unionoffice.welfare.sample_goods import LACKING, PLANS, SUPPLIERS, Plan

TOTAL = Decimal("1950875.42")
_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_MORNING = time(8, 40)
_MOST = 60  # 分 by which a price may be moved


def fill(office: OfficeLike, rng: random.Random) -> None:
    """Plan, buy and hand out the four campaigns for whoever is on the roll. The same ``rng`` state, the same records.

    The members must be there. The sum is met for the full-size office; a smaller one pays the plain prices.
    """
    with _on(office, "登记供应商", PLANS[0].approved_on) as work:
        for supplier in SUPPLIERS:
            edit.save(work, Supplier, None, _supplier(rng, *supplier))
    with office.read() as session:
        heads = [len(roster(session, plan.roster_date)) for plan in PLANS]
    for plan in fitted(PLANS, heads):
        campaign_id = _plan(office, plan)
        _buy(office, campaign_id, plan, rng)
        _hand_out(office, campaign_id, plan, rng)
        _papers(office, campaign_id, plan)


@contextmanager
def _on(office: OfficeLike, action: str, day: date, hour: int = 10) -> Iterator[Work]:
    """A work of that day: the sample's past is written down as if it had been done then."""
    with office.work(action) as work:
        work.now = datetime.combine(day, time(hour, day.day % 60))
        yield work


def _supplier(rng: random.Random, name: str, short: str, contact: str, is_832: bool) -> dict[str, object]:
    return {
        "name": name, "short_name": short, "uscc": _credit_code(rng), "contact": contact, "is_832": is_832,
        "phone": f"010-0{rng.randrange(10**6, 10**7)}", "address": f"江陵市滨江路 {rng.randrange(1, 400)} 号",
    }  # fmt: skip


def _credit_code(rng: random.Random) -> str:
    """A 统一社会信用代码 of area 110000 with a right check character."""
    body = "91110000MA" + "".join(rng.choice(_CODE) for _ in range(7))
    return next(body + last for last in _CODE if not check_uscc(body + last))


# --- prices that meet the sum ----------------------------------------------------------------------------------


def fitted(plans: Sequence[Plan], heads: Sequence[int]) -> list[Plan]:
    """The plans with the last good's price moved by some 分, so that heads x price adds up to TOTAL.

    Only where the plain prices come near it; else the plans as they are. Where no prices can do it (all the heads
    share a divisor), some spare packages of the first campaign do.
    """
    plain = sum((_per_head(plan) * count for plan, count in zip(plans, heads, strict=True)), Decimal(0))
    if not all(heads) or abs(plain - TOTAL) > TOTAL / 25:
        return list(plans)
    for spare in range(_MOST):
        packages = [heads[0] + spare, *heads[1:]]
        missing = int((TOTAL - plain - spare * _per_head(plans[0])) * 100)
        for steps in ([plan.step for plan in plans], [1] * len(plans)):
            moves = _moves(missing, packages, steps)
            if moves:
                first, *rest = (_moved(plan, cents) for plan, cents in zip(plans, moves, strict=True))
                return [replace(first, spare=spare), *rest]
    return list(plans)


def _moves(missing: int, packages: Sequence[int], steps: Sequence[int]) -> tuple[int, ...]:
    """How many 分 a package to add for each plan so that together they are ``missing``; the smallest, () if none."""
    last, solved = packages[-1], []
    most = _MOST if max(steps) > 1 else _MOST // 4
    for moves in product(*(range(-most, most + 1, step) for step in steps[:-1])):
        rest = missing - sum(move * count for move, count in zip(moves, packages, strict=False))
        if rest % last == 0:
            solved.append((*moves, rest // last))
    return min(solved, key=lambda found: sum(map(abs, found)), default=())


def _per_head(plan: Plan) -> Decimal:
    return sum((Decimal(good.prices[plan.winner]) * good.quantity for good in plan.goods), Decimal(0))


def _moved(plan: Plan, cents: int) -> Plan:
    """All offers for the last good move together, so that the lowest stays the lowest."""
    last = plan.goods[-1]
    prices = tuple(str(Decimal(price) + Decimal(cents) / 100) for price in last.prices)
    return replace(plan, goods=(*plan.goods[:-1], replace(last, prices=prices)))


# --- one campaign ------------------------------------------------------------------------------------------------


def _plan(office: OfficeLike, plan: Plan) -> int:
    items = [
        {
            "name": one.name,
            "unit": one.unit,
            "quantity": one.quantity,
            "is_832": one.is_832,
            "spec": one.spec or None,
        }
        for one in plan.goods
    ]
    values = {
        "name": plan.name, "festival": plan.festival, "year": 2020, "roster_date": plan.roster_date,
        "standard": plan.standard, "account": "职工集体福利", "approved_on": plan.approved_on,
        "approval_ref": plan.approval_ref, "place": plan.place, "hand_out_from": plan.handing_out[0],
    }  # fmt: skip
    with _on(office, "新增批次", plan.approved_on) as work:
        return actions.save_campaign(work, None, values, items=items).id


def _buy(office: OfficeLike, campaign_id: int, plan: Plan, rng: random.Random) -> None:
    with _on(office, "录入报价", plan.quoted[1]) as work:
        ids = {one.label: one.id for one in work.session.scalars(select(Supplier))}
        items = actions.items_of(work, campaign_id)
        for place, name in enumerate(plan.suppliers):
            purchase.save_quotation(
                work, campaign_id, ids[name],
                {item.id: Decimal(good.prices[place]) for item, good in zip(items, plan.goods, strict=True)},
                quoted_on=plan.quoted[0] + timedelta(days=min(place, (plan.quoted[1] - plan.quoted[0]).days)),
                valid_until=plan.quoted[1] + timedelta(days=30), delivery="签订后 15 日内送到，破损包换",
            )  # fmt: skip
    with _on(office, "比选", plan.decided_on) as work:
        purchase.decide(work, campaign_id, ids[plan.suppliers[plan.winner]])
    with _on(office, "冻结名单", plan.roster_date, 16) as work:
        actions.freeze_roster(work, campaign_id)
    if plan.spare:
        _order_spare(office, campaign_id, plan)
    with _on(office, "登记合同", plan.decided_on, 15) as work:
        purchase.sign_contract(work, campaign_id, plan.contract_no, plan.decided_on + timedelta(days=1))
    for place, day in enumerate(plan.arrivals, 1):
        _accept(office, campaign_id, day, last=place == len(plan.arrivals), rng=rng)


def _order_spare(office: OfficeLike, campaign_id: int, plan: Plan) -> None:
    with _on(office, "改订购数量", plan.decided_on) as work:
        packages = (work.load(WelfareCampaign, campaign_id).head_count or 0) + plan.spare
        actions.save_items(
            work, campaign_id,
            [{"id": one.id, "ordered": packages * one.quantity} for one in actions.items_of(work, campaign_id)],
        )  # fmt: skip


def _accept(office: OfficeLike, campaign_id: int, day: date, *, last: bool, rng: random.Random) -> None:
    with _on(office, "验收", day, 9) as work:
        due = purchase.still_due(work, work.load(WelfareCampaign, campaign_id))
        came = {item: pieces if last else pieces * 6 // 7 for item, pieces in due.items()}
        purchase.record_acceptance(
            work, campaign_id, {item: Arrived(pieces, ordered=pieces) for item, pieces in came.items()},
            arrived_on=day, inspectors="何志远、陈一帆", invoice_no=f"{rng.randrange(10**7, 10**8)}",
        )  # fmt: skip


def _hand_out(office: OfficeLike, campaign_id: int, plan: Plan, rng: random.Random) -> None:
    """Units come on their day one after the other; of the last campaign whole units have not come yet."""
    with office.read() as session:
        rows = roster_rows(session, campaign_id)
    came = _who_came(rows, round(len(rows) * plan.signed), rng)
    signing = [row for row in rows if row.member_id in came]
    per_day = -(-len(signing) // len(plan.handing_out))
    for place, day in enumerate(plan.handing_out):
        today = signing[place * per_day : (place + 1) * per_day]
        signings = [_signing(row, number, day, rng, today) for number, row in enumerate(today)]
        with _on(office, "签收", day, 17) as work:
            sign_many(work, campaign_id, signings)


def _who_came(rows: Sequence[SignRow], wanted: int, rng: random.Random) -> set[int]:
    """Some units have come as a whole, the others lack more or fewer people."""
    lacking = len(rows) - wanted
    weights = {branch: 0.0 if rng.random() < 0.4 else rng.uniform(0.2, 1.0) for branch, _ in by_branch(rows)}
    order = sorted(rows, key=lambda row: -weights[row.branch] * rng.random())
    return {row.member_id for row in order[lacking:]}


def _signing(row: SignRow, number: int, day: date, rng: random.Random, others: Sequence[SignRow]) -> Signing:
    seconds = number * 45 + rng.randrange(40)
    at = datetime.combine(day, _MORNING) + timedelta(seconds=seconds)
    proxy = rng.choice(others).full_name if rng.random() < 0.04 else ""
    return Signing(row.member_id, proxy if proxy != row.full_name else "", at)


def _papers(office: OfficeLike, campaign_id: int, plan: Plan) -> None:
    """What finance has by now: everything of the claimed campaigns, of the running one not all."""
    with _on(office, "登记材料", plan.claimed_on or plan.handing_out[-1], 17) as work:
        wanted = select(CampaignDocument).where(CampaignDocument.campaign_id == campaign_id)
        for paper in work.session.scalars(wanted).all():
            got = paper.wanted
            if plan.claimed_on is None:
                got = LACKING.get(paper.name, paper.wanted * 3 // 4 if paper.wanted > 1 else 1)
            actions.save_document(work, paper.id, {"got": got})
        if plan.claimed_on is not None:
            actions.save_campaign(work, campaign_id, {"claimed_on": plan.claimed_on})
