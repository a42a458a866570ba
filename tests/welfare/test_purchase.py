# SPDX-License-Identifier: MIT
"""Quotations, the decision, and what arrives."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.welfare.conftest import member_ids, plan, prepared, quote
from unionoffice.errors import FieldError, OfficeError
from unionoffice.office import Office
from unionoffice.store import edit
from unionoffice.welfare import actions, hand_out, purchase, queries
from unionoffice.welfare.overview import campaign_overview
from unionoffice.welfare.purchase import Arrived
from unionoffice.welfare.purchase_records import Acceptance
from unionoffice.welfare.records import Supplier, WelfareCampaign
from unionoffice.welfare.stock import accepted_amount, stock

OFFERS = (("江南食品", "82.00", "41.50"), ("丰禾农业", "80.40", "39.80"), ("百益商贸", "79.00", "42.00"))


def test_the_matrix_marks_the_lowest_of_each_item_and_of_the_whole(office: Office) -> None:
    campaign_id = plan(office)
    quote(office, campaign_id, *OFFERS)
    with office.work("冻结名单") as work:
        actions.freeze_roster(work, campaign_id)
    with office.read() as session:
        matrix = campaign_overview(session, campaign_id).matrix
    assert [row.lowest for row in matrix.rows] == [2, 1]
    assert matrix.per_head == (Decimal("165.00"), Decimal("160.00"), Decimal("163.00"))
    assert matrix.totals == (Decimal("3300.00"), Decimal("3200.00"), Decimal("3260.00"))
    assert matrix.lowest == 1 and matrix.share_832(1) == Decimal("79.60") / Decimal("160.00")


def test_a_quotation_may_be_incomplete_but_is_not_compared_then(office: Office) -> None:
    campaign_id = plan(office)
    quote(office, campaign_id, *OFFERS)
    with office.work("报价") as work:
        item = actions.items_of(work, campaign_id)[0]
        other = edit.save(work, Supplier, None, {"name": "只卖月饼"})
        purchase.save_quotation(work, campaign_id, other.id, {item.id: Decimal(70)})
    with office.read() as session:
        matrix = campaign_overview(session, campaign_id).matrix
    assert matrix.rows[0].lowest == 3 and matrix.per_head[3] is None and matrix.lowest == 1
    with office.work("看") as work, pytest.raises(OfficeError, match="报价不全"):
        purchase.decide(work, campaign_id, other.id)


def test_entering_a_quotation_again_replaces_its_prices(office: Office) -> None:
    campaign_id = plan(office)
    supplier = quote(office, campaign_id, OFFERS[0])[0]
    with office.work("改报价") as work:
        first, second = actions.items_of(work, campaign_id)
        purchase.save_quotation(work, campaign_id, supplier, {first.id: Decimal("81.00"), second.id: None})
    with office.read() as session:
        assert [row.prices for row in campaign_overview(session, campaign_id).matrix.rows] == [
            (Decimal("81.00"),), (None,),
        ]  # fmt: skip


@pytest.mark.parametrize("price", ["0", "-1"])
def test_a_price_must_be_above_zero(office: Office, price: str) -> None:
    campaign_id = plan(office)
    with pytest.raises(FieldError, match="单价要大于 0"):
        quote(office, campaign_id, ("江南食品", price, "41.50"))


def test_fewer_than_three_quotations_want_a_reason(office: Office) -> None:
    campaign_id = plan(office)
    suppliers = quote(office, campaign_id, *OFFERS[:2])
    with office.work("看") as work, pytest.raises(FieldError, match="只有 2 家报价，少于 3 家"):
        purchase.decide(work, campaign_id, suppliers[1])
    with office.work("比选") as work:
        campaign = purchase.decide(work, campaign_id, suppliers[1], "另两家未在期限内报价")
    assert campaign.decision_reason == "另两家未在期限内报价"


def test_another_than_the_lowest_wants_a_reason(office: Office) -> None:
    campaign_id = plan(office)
    suppliers = quote(office, campaign_id, *OFFERS)
    with (
        office.work("看") as work,
        pytest.raises(FieldError, match=r"这家每人 165\.00 元，最低的是 160\.00 元"),
    ):
        purchase.decide(work, campaign_id, suppliers[0])


def test_the_decision_sets_everybodys_amount_and_can_be_revoked(office: Office) -> None:
    campaign_id = prepared(office)
    with office.read() as session:
        campaign = session.get_one(WelfareCampaign, campaign_id)
        assert {row.amount for row in queries.roster_rows(session, campaign_id)} == {Decimal("160.00")}
    assert (campaign.decision_reason, campaign.decided_on) == ("总价最低", date(2020, 9, 25))
    with office.work("看") as work, pytest.raises(OfficeError, match="已经比选，报价不能再改"):
        purchase.save_quotation(work, campaign_id, campaign.supplier_id or 0, {1: Decimal(1)})
    with office.work("撤销比选") as work:
        purchase.revoke_decision(work, campaign_id)
    with office.read() as session:
        assert {row.amount for row in queries.roster_rows(session, campaign_id)} == {Decimal("300.00")}


def test_acceptances_are_numbered_and_what_is_still_due_follows(office: Office) -> None:
    campaign_id = prepared(office)
    with office.work("验收") as work:
        moon, rice = actions.items_of(work, campaign_id)
        first = purchase.record_acceptance(work, campaign_id, {moon.id: Arrived(20), rice.id: Arrived(30)})
        assert (first.acceptance_no, first.amount) == ("验-2020-0001", Decimal("2802.00"))
        campaign = work.load(WelfareCampaign, campaign_id)
        assert purchase.still_due(work, campaign) == {moon.id: 0, rice.id: 10}
        second = purchase.record_acceptance(
            work, campaign_id, {rice.id: Arrived(10)}, inspectors="何志远、陈一帆", invoice_no="044001900111"
        )
        assert second.number == 2
    with office.read() as session:
        goods = stock(session, campaign_id)
        assert accepted_amount(session, campaign_id) == Decimal("3200.00") == 20 * Decimal("160.00")
        seen = campaign_overview(session, campaign_id)
    assert goods.packages_accepted == goods.packages_left == 20 and goods.problems() == []
    assert {s.code: (s.state, s.fact) for s in seen.steps}["acceptance"] == ("done", "2 批，全部合格")


def test_a_voided_acceptance_keeps_its_number_and_counts_no_more(office: Office) -> None:
    campaign_id = prepared(office)
    with office.work("验收") as work:
        moon, rice = actions.items_of(work, campaign_id)
        wrong = purchase.record_acceptance(work, campaign_id, {moon.id: Arrived(200), rice.id: Arrived(40)})
    with office.work("看") as work, pytest.raises(FieldError, match="请写明作废原因"):
        purchase.void_acceptance(work, wrong.id, " ")
    with office.work("作废验收单") as work:
        purchase.void_acceptance(work, wrong.id, "多记一个零")
        again = purchase.record_acceptance(work, campaign_id, {moon.id: Arrived(20), rice.id: Arrived(40)})
    assert again.acceptance_no == "验-2020-0002"
    with office.read() as session:
        assert accepted_amount(session, campaign_id) == Decimal("3200.00")
    with pytest.raises(OfficeError, match="不能撤销"):
        office.undo_last()
    with pytest.raises(OfficeError, match="不能修改"), office.work("看") as work:
        work.load(Acceptance, again.id).amount = Decimal("1.00")
        work.flush()


def test_goods_are_not_accepted_before_the_decision_nor_empty(office: Office) -> None:
    campaign_id = plan(office)
    with office.work("看") as work, pytest.raises(OfficeError, match="还没有比选"):
        purchase.record_acceptance(work, campaign_id, {1: Arrived(1)})
    with office.read() as session:
        assert session.scalars(select(Acceptance)).first() is None


def test_more_signed_than_came_is_a_problem(office: Office) -> None:
    campaign_id = prepared(office)
    with office.work("验收") as work:
        moon, rice = actions.items_of(work, campaign_id)
        purchase.record_acceptance(work, campaign_id, {moon.id: Arrived(3), rice.id: Arrived(40)})
    with office.work("签收") as work:
        hand_out.hand_out_many(work, campaign_id, member_ids(office, campaign_id)[:5])
    with office.read() as session:
        goods = stock(session, campaign_id)
    assert goods.problems() == ["广式月饼礼盒签收 5 盒，验收 3 盒，多发 2 盒"]
    assert (goods.packages_accepted, goods.packages_left, goods.packages_due) == (3, -2, 17)


def test_a_bad_credit_code_is_refused(office: Office) -> None:
    with office.work("供应商") as work, pytest.raises(FieldError, match="校验位不对"):
        edit.save(work, Supplier, None, {"name": "江南食品", "uscc": "91110000MA0000000X"})
