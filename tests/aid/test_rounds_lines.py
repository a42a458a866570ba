# SPDX-License-Identifier: MIT
"""Rounds per child, by a rate per head or day, and of goods: lines, amounts, vouchers, the sheet, couples and budget."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.aid.rounds_desk import crowd, new_round
from tests.printing.reading import overflowing, pdfium_texts
from unionoffice.aid import actions, finance_queries, funds_actions, rounds_actions
from unionoffice.aid.funds_queries import fund_lines
from unionoffice.aid.records import AidPayment
from unionoffice.aid.rounds_forms import FINANCE, sheet_title, sign_off_pdf
from unionoffice.aid.rounds_notices import round_budget, round_notices
from unionoffice.aid.rounds_queries import RoundView, round_view
from unionoffice.aid.rounds_records import AidRound
from unionoffice.aid.types_records import AidType
from unionoffice.errors import FieldError, OfficeError
from unionoffice.members.family import Child, FamilyRow, Relative, save_rows
from unionoffice.office import Office

MONTH = date(2020, 9, 20)


def children(office: Office, member_id: int, **born: date) -> None:
    with office.work("子女") as work:
        save_rows(work, Child, member_id, [FamilyRow(None, {"full_name": name, "birth_date": day}) for name, day in born.items()])


def a_round(office: Office, people: list[int], code: str, amount: int | None = None, **values: Any) -> int:
    with office.read() as session:
        kind = session.scalars(select(AidType.id).where(AidType.code == code)).one()
    return new_round(office, people, amount, aid_type_id=kind, **values).id


def view_of(office: Office, round_id: int) -> RoundView:
    with office.read() as session:
        return round_view(session, round_id)


def issue(office: Office, round_id: int) -> list[AidPayment]:
    with office.work("签发批次") as work:
        ids = rounds_actions.issue_round(work, round_id)
    with office.read() as session:
        return [session.get_one(AidPayment, one) for one in ids]


@pytest.fixture
def family(office: Office) -> Office:
    """蔡文静 (1) has a student of 18 and a pupil of 3; 迪丽娜尔 (3) is married to 𬱟𠮷㛃 (2), each has their child on the list."""
    children(office, 1, 蔡小满=date(2002, 5, 1), 蔡小雪=date(2002, 5, 1), 蔡小寒=date(2017, 6, 1))
    for parent in (2, 3):
        children(office, parent, 艾小山=date(2003, 1, 1))
    with office.work("家庭") as work:
        save_rows(work, Relative, 3, [FamilyRow(None, {"relation_code": "10", "full_name": "𬱟𠮷㛃"})])
        save_rows(work, Relative, 2, [FamilyRow(None, {"relation_code": "10", "full_name": "迪丽娜尔·艾山"})])
    return office


def test_each_child_of_the_stage_is_a_line(family: Office) -> None:
    view = view_of(family, a_round(family, [1], "study_aid"))
    assert [(line.child_name, line.amount) for line in view.lines] == [("蔡小满", Decimal(2000)), ("蔡小雪", Decimal(2000))]
    assert view.lines[0].about == "子女 蔡小满（大学）" and view.per_child
    with family.work("加入名单") as work:
        assert rounds_actions.add_people(work, view.id, [1, 3]) == 1
    assert len(view_of(family, view.id).lines) == 3


def test_a_person_without_a_child_on_the_roll_is_asked_about(office: Office) -> None:
    view = view_of(office, a_round(office, [1], "study_aid"))
    with office.read() as session:
        ((notice,),) = round_notices(session, view).values()
    assert notice.title == "金秋助学按子女发，还没有填子女姓名"
    with office.work("定金额") as work:
        rounds_actions.set_lines(work, view.id, [view.lines[0].line_id], child_name="蔡小满", school_stage="senior")
    assert view_of(office, view.id).lines[0].about == "子女 蔡小满（高中）"


def test_a_child_of_unknown_age_is_asked_about(office: Office) -> None:
    with office.work("子女") as work:
        save_rows(work, Child, 1, [FamilyRow(None, {"full_name": "蔡小满"})])
    view = view_of(office, a_round(office, [1], "study_aid"))
    with office.read() as session:
        ((notice,),) = round_notices(session, view).values()
    assert notice.title == "蔡小满的就学阶段不清楚"
    with office.work("定金额") as work:
        rounds_actions.set_lines(work, view.id, [view.lines[0].line_id], school_stage="university")
    with office.read() as session:
        assert round_notices(session, view_of(office, view.id)) == {}


def test_the_sheet_says_the_word_once(office: Office) -> None:
    view = view_of(office, a_round(office, [1], "frontline", name="一线慰问", pay_method="goods", goods_name="慰问包"))
    assert sheet_title(view, office.settings) == "江陵大学工会委员会 2020 年一线慰问品发放签收表"


def test_two_children_are_two_vouchers_and_a_void_one_is_the_right_childs(family: Office) -> None:
    round_id = a_round(family, [1], "study_aid")
    first, second = issue(family, round_id)
    assert [(one.child_name, one.school_stage) for one in (first, second)] == [("蔡小满", "university"), ("蔡小雪", "university")]
    with family.work("作废") as work:
        actions.void(work, second.id, "退回")
    view = view_of(family, round_id)
    assert [(line.child_name, line.state) for line in view.lines] == [("蔡小满", "待签收"), ("蔡小雪", "已作废")]
    assert view.total == Decimal(2000)


def test_one_child_has_one_line(family: Office) -> None:
    view = view_of(family, a_round(family, [1], "study_aid"))
    with pytest.raises(FieldError, match="蔡小满已经在名单里"), family.work("定金额") as work:
        rounds_actions.set_lines(work, view.id, [view.lines[1].line_id], child_name="蔡小满")


def test_a_childs_cap_and_both_parents_in_one_round_are_told(family: Office) -> None:
    view = view_of(family, a_round(family, [1, 2, 3], "study_aid"))
    with family.read() as session:
        told = {line.full_name: round_notices(session, view).get(line.line_id, ()) for line in view.lines}
    assert told["蔡文静"] == ()
    assert [one.title for one in told["𬱟𠮷㛃"]] == ["配偶迪丽娜尔·艾山也在这一批里，夫妻合发一份"]
    issue(family, view.id)
    again = view_of(family, a_round(family, [1], "study_aid", name="补发助学"))
    with family.read() as session:
        titles = {notice.title for notices in round_notices(session, again).values() for notice in notices}
    assert titles == {"蔡小满本年已经发过金秋助学", "蔡小雪本年已经发过金秋助学"}


def test_a_copied_round_brings_the_children(family: Office) -> None:
    old = a_round(family, [1], "study_aid", year=2019, decided_on=date(2019, 9, 1))
    new = a_round(family, [], "study_aid")
    with family.work("沿用") as work:
        assert rounds_actions.copy_people(work, new, old) == 2 and rounds_actions.copy_people(work, new, old) == 0


def test_a_group_by_the_day_is_worth_its_days(office: Office) -> None:
    group = {"group_name": "援鄂医疗队", "rate": Decimal(100), "rate_by": "day", "pay_method": "bank_transfer"}
    round_id = a_round(office, [1, 2], "frontline", **group)
    assert [line.amount for line in view_of(office, round_id).lines] == [None, None]
    ids = [line.line_id for line in view_of(office, round_id).lines]
    with office.work("定金额") as work:
        rounds_actions.set_lines(work, round_id, ids, days=45)
        rounds_actions.set_lines(work, round_id, ids[:1], days=30)
    view = view_of(office, round_id)
    assert sorted(line.amount or 0 for line in view.lines) == [3000, 4500] and view.by_day
    with office.work("编辑批次") as work:
        rounds_actions.save_round(work, round_id, {"rate": Decimal(60)})
    assert view_of(office, round_id).total == Decimal(4500)
    paid = issue(office, round_id)
    assert "；援鄂医疗队，45 天，每人每天 60.00 元" in str(paid[0].reason) + str(paid[1].reason)


def test_a_group_by_the_head_is_worth_the_rate(office: Office) -> None:
    view = view_of(office, a_round(office, [1, 2], "frontline", group_name="援鄂医疗队", rate=Decimal(2000), pay_method="cash"))
    assert view.total == Decimal(4000) and view.group == "援鄂医疗队，每人 2,000.00 元"


def test_goods_are_counted_priced_printed_and_booked_to_their_line(office: Office, tmp_path: Path) -> None:
    with office.work("预算") as work:
        funds_actions.save_line(work, None, {"year": 2020, "fund": "工会经费", "account": "送温暖费", "budget_in": Decimal(1000)})
    goods = {"pay_method": "goods", "goods_name": "慰问包", "goods_unit": "份", "goods_price": Decimal("80.50")}
    round_id = a_round(office, crowd(office, 3), "frontline", **goods)
    ids = [line.line_id for line in view_of(office, round_id).lines]
    with office.work("定金额") as work:
        rounds_actions.set_lines(work, round_id, ids[:1], quantity=2)
    paid = issue(office, round_id)
    assert sorted((one.goods_quantity, one.amount) for one in paid) == [(1, Decimal("80.50")), (1, Decimal("80.50")), (2, Decimal(161))]
    path = tmp_path / "s.pdf"
    assert sign_off_pdf(path, view_of(office, round_id), FINANCE, office.settings) == [] and overflowing(path) == []
    words = "".join(pdfium_texts(path)).replace("\n", "")
    assert "2020 年春节送温暖慰问品发放签收表" in words and "慰问包 2 份，单价 80.50 元" in words and words.count("实物") == 3 and "价值（元）" in words
    with office.read() as session:
        (line,) = fund_lines(session, 2020)
        found = finance_queries.round_list(session, round_id, "一线慰问")
    assert line.out == Decimal(322) and found.money == () and len(found.goods) == 3


def test_goods_and_money_do_not_mix(office: Office) -> None:
    mixed = AidRound(
        year=2020, name="一批", aid_type_id=1, goods_name="慰问包", pay_method="cash", goods_price=Decimal(8), rate=Decimal(8),
        rate_by="head", status="planned",
    )  # fmt: skip
    said = {name: finding.text for name, finding in mixed.check_whole(MONTH)}
    assert "物品不会印在凭证上" in said["pay_method"] and "只填一个" in said["goods_price"]
    round_id = a_round(office, [1], "frontline", goods_name="慰问包", goods_price=Decimal(8), pay_method="goods")
    ids = [line.line_id for line in view_of(office, round_id).lines]
    with office.work("定金额") as work:
        rounds_actions.set_lines(work, round_id, ids, amount=Decimal(9))
    with pytest.raises(OfficeError, match="蔡文静：金额（元）：数量乘单价是"):
        issue(office, round_id)


def test_the_budget_of_the_whole_round_is_told_before(office: Office) -> None:
    with office.work("预算") as work:
        funds_actions.save_line(work, None, {"year": 2020, "fund": "工会经费", "account": "送温暖费", "budget_in": Decimal(1500)})
    view = view_of(office, a_round(office, [1, 2], "spring_warmth", 800))
    with office.read() as session:
        notice = round_budget(session, view, office.today())
    assert notice is not None and notice.title == "超出预算 100.00 元"


def test_a_proxy_on_the_sheet_has_relation_and_masked_number(office: Office, tmp_path: Path) -> None:
    round_id = a_round(office, [1], "spring_warmth", 800)
    (paid,) = issue(office, round_id)
    with office.work("代领") as work:
        actions.sign(work, paid.id, proxy=actions.Proxy("李四", "配偶", "110000197906180624"))
    path = tmp_path / "s.pdf"
    assert sign_off_pdf(path, view_of(office, round_id), FINANCE, office.settings) == [] and overflowing(path) == []
    words = "".join(pdfium_texts(path)).replace("\n", "")
    assert "李四（配偶，尾号0624）代09-24" in words.replace(" ", "") and "110000197906180624" not in words
