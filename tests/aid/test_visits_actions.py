# SPDX-License-Identifier: MIT
"""Visits noted, recorded, contacted, cancelled and tied to their payment: numbers without gaps, and what is refused."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.aid.offices import small_office
from tests.aid.visit_cases import ASKED, kind, made, note
from unionoffice.aid import actions as aid
from unionoffice.aid import visits_actions as visits
from unionoffice.aid import visits_queries
from unionoffice.aid.records import AidPayment, AidType
from unionoffice.aid.visits_checks import check_visits
from unionoffice.aid.visits_records import BOTH, CASH, DONE, PENDING, VOIDED, HomeVisit, VisitKind
from unionoffice.errors import FieldError, OfficeError
from unionoffice.members.actions import save_member
from unionoffice.members.family import Relative
from unionoffice.members.merging import merge_members, preview_merge
from unionoffice.members.units import Officer
from unionoffice.office import Office
from unionoffice.store import edit


def stored(office: Office, visit_id: int) -> HomeVisit:
    with office.read() as session:
        return session.get_one(HomeVisit, visit_id)


def pay(office: Office, member_id: int = 1, amount: int = 600, *, issue: bool = True) -> AidPayment:
    with office.work("签发") as work:
        hospital = work.session.scalars(select(AidType.id).where(AidType.code == "hospital")).one()
        payment = aid.save_draft(work, None, {
            "member_id": member_id, "aid_type_id": hospital, "amount": Decimal(amount), "event_date": ASKED,
            "reason": "住院", "pay_method": "cash",
        })  # fmt: skip
        return aid.issue(work, payment.id) if issue else payment


def problems(office: Office) -> list[str]:
    with office.read() as session:
        return [one.sentence for one in check_visits(session)]


# noting


def test_a_new_office_gets_the_five_kinds_and_the_hospital_once(office: Office) -> None:
    kind(office)
    with office.work("再来") as work:
        assert visits.seed_kinds(work) == 0
    with office.read() as session:
        kinds = session.scalars(select(VisitKind).order_by(VisitKind.sort_no)).unique().all()
        assert [(one.name, one.days) for one in kinds] == [
            ("住院", 7), ("生病（未住院）", 7), ("婚丧喜庆", 3), ("发生意外", 3), ("生活困难", 15), ("生育或退休离岗", 30),
        ]  # fmt: skip
        assert kinds[0].aid_type is not None and kinds[0].aid_type.code == "hospital" and kinds[0].hospital


def test_person_kind_and_day_are_enough(office: Office) -> None:
    visit = note(office, illness="肺炎")
    assert (visit.visit_no, visit.status, visit.due_on) == ("访-2020-0001", PENDING, date(2020, 9, 28))
    assert (visit.full_name, visit.staff_no, visit.branch_name) == ("蔡文静", "10020417", "数学与统计学院")
    assert (visit.kind_name, visit.handler, visit.who) == ("住院", "周雨桐", "蔡文静")


def test_the_chair_of_that_day_is_filled_in(office: Office) -> None:
    with office.work("任职") as work:
        for first, last, person in ((date(2018, 1, 1), date(2020, 9, 20), 2), (date(2020, 9, 21), None, 3)):
            edit.save(work, Officer, None, {"member_id": person, "post": "chair", "branch_id": 1, "from_day": first, "to_day": last})
    assert note(office).chair == "迪丽娜尔·艾山"
    assert note(office, asked_on=date(2020, 9, 20)).chair == "𬱟𠮷㛃"


def test_numbers_run_on_by_year_and_a_refused_visit_takes_none(office: Office) -> None:
    kinds = kind(office)
    assert note(office).visit_no == "访-2020-0001"
    for wrong in ({"member_id": None}, {"visited_on": date(2020, 9, 20)}, {"asked_on": date(2020, 9, 30)}, {"kind_id": None}):
        with pytest.raises(FieldError), office.work("错的") as work:
            visits.save_visit(work, None, {"member_id": 1, "kind_id": kinds, "asked_on": ASKED, **wrong})
    assert note(office, asked_on=date(2019, 12, 30)).visit_no == "访-2019-0001"
    assert note(office).visit_no == "访-2020-0002"
    assert problems(office) == []


def test_a_day_of_another_year_wants_a_number_of_that_year(office: Office) -> None:
    visit = note(office)
    with pytest.raises(FieldError, match="访-2020-0001 是 2020 年的号"), office.work("改") as work:
        visits.save_visit(work, visit.id, {"asked_on": date(2019, 12, 30)})


def test_the_days_allowed_are_those_of_the_day_it_was_noted(office: Office) -> None:
    visit = note(office)
    with office.work("改类别") as work:
        visits.save_kind(work, visit.kind_id, {"days": 2})
    assert stored(office, visit.id).due_on == date(2020, 9, 28)
    with office.work("改事由") as work:
        assert visits.save_visit(work, visit.id, {"reason": "手术住院"}).due_on == date(2020, 9, 28)
        assert visits.save_visit(work, visit.id, {"asked_on": date(2020, 9, 22)}).due_on == date(2020, 9, 24)


@given(days=st.integers(0, 366), asked=st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_the_last_day_is_the_days_allowed_after_the_news(days: int, asked: date) -> None:
    visit = HomeVisit(asked_on=asked)
    assert visit.due_after(days) - asked == timedelta(days=days)


@given(st.lists(st.tuples(st.dates(date(2019, 1, 1), date(2021, 1, 1)), st.booleans()), min_size=2, max_size=12))
def test_what_is_to_be_made_stands_before_what_was_made(rows: list[tuple[date, bool]]) -> None:
    found = [HomeVisit(asked_on=day, due_on=day, visited_on=day if done else None) for day, done in rows]
    for one in found:
        one.derive()
    shown = sorted(found, key=lambda one: one.list_order)
    open_ones = [one for one in shown if one.status == PENDING]
    assert shown[: len(open_ones)] == open_ones
    assert [one.due_on for one in open_ones] == sorted(one.due_on for one in open_ones)
    days = [one.visited_on for one in shown[len(open_ones) :] if one.visited_on]
    assert days == sorted(days, reverse=True)


def test_a_relative_is_named_with_the_member(office: Office) -> None:
    visit = note(office, relation="51", visited_name="蔡国栋")
    assert visit.who == "蔡文静的父亲 蔡国栋"
    assert note(office, relation="52").who == "蔡文静的母亲" and note(office, relation="01").who == "蔡文静"


# recording, contacting, cancelling


def test_recording_wants_the_day_and_counts_the_money(office: Office) -> None:
    visit = note(office)
    with pytest.raises(FieldError, match="请填哪天去的"), office.work("登记") as work:
        visits.record_visit(work, visit.id, {"visitors": "王建国"})
    with office.work("登记") as work:
        visits.record_visit(work, visit.id, {"visited_on": date(2020, 9, 24), "comfort": "goods", "amount": Decimal(300)})
    after = stored(office, visit.id)
    assert (after.status, after.counted_amount) == (DONE, Decimal(300))


def test_a_contact_is_noted_and_the_next_one_set(office: Office) -> None:
    visit = made(office, feedback="病情平稳。", next_contact=date(2020, 9, 24))
    with office.work("联系") as work:
        visits.note_contact(work, visit.id, "已出院", next_contact=date(2020, 10, 24))
    after = stored(office, visit.id)
    assert after.feedback == "病情平稳。\n2020-09-24 联系：已出院"
    assert (after.contacted_on, after.next_contact) == (date(2020, 9, 24), date(2020, 10, 24))
    with pytest.raises(FieldError, match="下次联系要晚于"), office.work("联系") as work:
        visits.note_contact(work, visit.id, "", next_contact=date(2020, 9, 24))
    with pytest.raises(OfficeError, match="还没有走访"), office.work("联系") as work:
        visits.note_contact(work, note(office).id, "")


def test_cancelled_with_a_reason_it_stays_and_is_locked(office: Office) -> None:
    visit = note(office)
    with pytest.raises(FieldError, match="请写明取消原因"), office.work("取消") as work:
        visits.cancel(work, visit.id, " ")
    with office.work("取消") as work:
        visits.cancel(work, visit.id, "当天已出院")
    assert (stored(office, visit.id).status, stored(office, visit.id).voided_by) == (VOIDED, "周雨桐")
    for again in (lambda w: visits.cancel(w, visit.id, "再取消"), lambda w: visits.save_visit(w, visit.id, {"reason": "x"})):
        with pytest.raises(OfficeError, match=r"已(经)?取消"), office.work("再改") as work:
            again(work)
    assert note(office).visit_no == "访-2020-0002" and problems(office) == []


def test_a_number_is_never_taken_back_but_what_was_recorded_is(office: Office) -> None:
    visit = note(office)
    with pytest.raises(OfficeError, match="已经编号，不能撤销"):
        office.undo_last()
    with office.work("登记") as work:
        visits.record_visit(work, visit.id, {"visited_on": date(2020, 9, 24)})
    office.undo_last()
    assert stored(office, visit.id).status == PENDING
    with pytest.raises(OfficeError, match="不能删除"), office.work("删") as work:
        edit.delete(work, HomeVisit, visit.id)


# the payment


def test_a_payment_of_the_person_is_tied_and_adds_to_the_goods(office: Office) -> None:
    visit, payment = made(office), pay(office)
    with office.work("关联") as work:
        visits.link_payment(work, visit.id, payment.id)
    after = stored(office, visit.id)
    assert (after.payment_id, after.comfort, after.amount) == (payment.id, BOTH, Decimal(900))
    plain = note(office)
    with office.work("关联") as work:
        visits.link_payment(work, plain.id, pay(office).id)
    assert (stored(office, plain.id).comfort, stored(office, plain.id).amount) == (CASH, Decimal(600))
    assert problems(office) == []


def test_money_of_somebody_else_or_of_another_visit_is_refused(office: Office) -> None:
    visit, other = note(office), note(office)
    mine, second = pay(office), pay(office)
    with pytest.raises(OfficeError, match="不是蔡文静一家的"), office.work("关联") as work:
        visits.link_payment(work, visit.id, pay(office, member_id=2).id)
    with office.work("关联") as work:
        visits.link_payment(work, visit.id, mine.id)
    with pytest.raises(OfficeError, match="已经是走访 访-2020-0001 的慰问金"), office.work("关联") as work:
        visits.link_payment(work, other.id, mine.id)
    with pytest.raises(OfficeError, match="已经有慰问金"), office.work("关联") as work:
        visits.link_payment(work, visit.id, second.id)
    with pytest.raises(OfficeError, match="不能取消"), office.work("取消") as work:
        visits.cancel(work, visit.id, "不去了")


def test_the_visit_follows_its_voucher_to_the_replacement(office: Office) -> None:
    visit, payment = note(office), pay(office)
    with office.work("关联") as work:
        visits.link_payment(work, visit.id, payment.id)
    with office.work("作废") as work:
        aid.void(work, payment.id, "写错了")
    with office.read() as session:
        assert visits_queries.wants_payment(visit, visits_queries.payment_of(session, session.get_one(HomeVisit, visit.id)))
    with office.work("重开") as work:
        again = aid.replace(work, payment.id)
    assert stored(office, visit.id).payment_id == again.id
    with office.work("删草稿") as work:
        aid.delete_draft(work, again.id)
    assert stored(office, visit.id).payment_id == payment.id


def test_a_draft_that_is_deleted_lets_the_visit_go(office: Office) -> None:
    visit, draft = note(office), pay(office, issue=False)
    with office.work("关联") as work:
        visits.link_payment(work, visit.id, draft.id)
    with office.work("删草稿") as work:
        aid.delete_draft(work, draft.id)
    assert stored(office, visit.id).payment_id is None
    office.undo_last()
    assert stored(office, visit.id).payment_id == draft.id


def test_a_payment_made_from_the_visit_goes_with_its_step(office: Office) -> None:
    visit = note(office)
    with office.work("新增慰问") as work:
        with office.read() as session:
            start = visits_queries.payment_start(session, visit.id)
        payment = aid.save_draft(work, None, {**start, "amount": Decimal(500), "pay_method": "cash"})
        visits.link_payment(work, visit.id, payment.id)
    assert (payment.event_date, payment.reason, payment.aid_type_name) == (ASKED, "住院", "住院慰问")
    office.undo_last()
    assert stored(office, visit.id).payment_id is None


# the same person entered twice


def test_merged_members_take_their_visits_along(office: Office) -> None:
    kept, dropped = made(office), made(office, member_id=2)
    payment = pay(office, member_id=2)
    with office.work("关联") as work:
        visits.link_payment(work, dropped.id, payment.id)
    gone = note(office, member_id=2)
    with office.work("取消") as work:
        visits.cancel(work, gone.id, "记重了")
    with office.read() as session:
        assert ("走访", 2) in [(one.called, one.count) for one in preview_merge(session, 1, 2).moves]
    with office.work("合并重复会员") as work:
        merge_members(work, 1, 2, {})
    with office.read() as session:
        owners = session.scalars(select(HomeVisit.member_id).order_by(HomeVisit.id)).all()
        assert owners == [1, 1, 1]
        assert [one.visit_id for one in visits_queries.member_visits(session, 1)] == [kept.id, dropped.id]
    assert problems(office) == [] and office.check() == []


# unionoffice check


def test_what_is_wrong_in_the_database_is_found(office: Office) -> None:
    visit, other, payment = note(office), note(office), pay(office, member_id=2)
    with office.work("弄坏") as work:
        work.session.execute(
            HomeVisit.__table__.update().where(HomeVisit.id == visit.id)  # type: ignore[attr-defined]
            .values(payment_id=payment.id, status="done", visit_no="访-2020-0009")
        )  # fmt: skip
        work.session.execute(
            HomeVisit.__table__.update().where(HomeVisit.id == other.id).values(number=5, visit_no="访-2020-0005")  # type: ignore[attr-defined]
        )
    found = "".join(problems(office))
    assert "不是一家" in found and "编号与它的年度、序号不符" in found and "状态与走访日期不符" in found
    assert "走访编号" in found


def test_a_couple_may_be_paid_for_each_other(office: Office) -> None:
    with office.work("夫妻") as work:
        save_member(work, 3, {"birth_date": date(1980, 2, 3)})
        edit.save(work, Relative, None, {"member_id": 1, "relation_code": "11", "full_name": "迪丽娜尔·艾山", "birth": "1980-02"})
    visit, payment = note(office), pay(office, member_id=3)
    with office.work("关联") as work:
        visits.link_payment(work, visit.id, payment.id)
    assert problems(office) == []


def test_undo_of_the_merge_is_whole(tmp_path: Path) -> None:
    office = small_office(tmp_path / "other")
    visit = note(office, member_id=2)
    with office.work("合并重复会员") as work:
        merge_members(work, 1, 2, {})
    office.undo_last()
    assert stored(office, visit.id).member_id == 2
    assert office.now() == datetime(2020, 9, 24, 12, 0)
    office.close()
