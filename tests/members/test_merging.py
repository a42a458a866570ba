# SPDX-License-Identifier: MIT
"""Two records of one person: found, looked at side by side, merged with all that hangs on them, and taken back."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from unionoffice.aid import actions as aid
from unionoffice.aid.records import AidPayment, AidType
from unionoffice.errors import FieldError, OfficeError, StaleEdit
from unionoffice.members import duplicates, merging
from unionoffice.members.actions import record_event, save_branch, save_member
from unionoffice.members.checks import check_members
from unionoffice.members.dues import actions as dues
from unionoffice.members.dues.checks import check_dues
from unionoffice.members.dues.queries import arrears
from unionoffice.members.dues.records import DuesDue
from unionoffice.members.family import Child
from unionoffice.members.membership import standings
from unionoffice.members.queries import find_members
from unionoffice.members.records import Member, MembershipEvent
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.importing import plan_import
from unionoffice.store.history import history
from unionoffice.store.links import links_to
from unionoffice.welfare import actions as welfare
from unionoffice.welfare.records import Entitlement

ID = "110000197906180624"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """张三 twice: 1 from 2010 in 物理学院, 2 from 2015 in 数学学院 under a number without zeros; 3 is somebody else."""
    opened = Office.open(tmp_path / "office", clock=lambda: datetime(2020, 12, 18, 9, 30))
    with opened.work("建立") as work:
        physics, maths = (save_branch(work, None, {"name": name}).id for name in ("物理学院", "数学学院"))
        common = {"full_name": "张三", "birth_date": date(1979, 6, 18)}
        save_member(work, None, {**common, "staff_no": "00417", "branch_id": physics, "join_date": "2010-03", "email": "z@x"})
        save_member(work, None, {
            **common, "staff_no": "417", "id_number": ID, "branch_id": maths, "join_date": "2015-09",
            "dues_base": Decimal("3000.00"), "email": "other@x",
        })  # fmt: skip
        save_member(work, None, {"full_name": "李四", "birth_date": date(1979, 6, 18), "branch_id": maths, "join_date": "2012-01"})
        dues.seed_rule(work)
    yield opened
    opened.close()


def merge(office: Office, keep: int = 1, drop: int = 2, **values: Any) -> None:
    with office.work("合并重复会员") as work:
        merging.merge_members(work, keep, drop, values)


def pairs(office: Office) -> list[tuple[int, int, tuple[str, ...]]]:
    with office.read() as session:
        return [(one.first_id, one.second_id, one.reasons) for one in duplicates.find_twins(session)]


def members(office: Office) -> dict[int, Member]:
    with office.read() as session:
        return {one.id: one for one in session.scalars(select(Member)).unique()}


def owners(office: Office, cls: Any) -> list[int]:
    with office.read() as session:
        return list(session.scalars(select(cls.member_id).order_by(cls.id)))


def voucher(office: Office, member_id: int) -> int:
    with office.work("签发") as work:
        if work.session.scalars(select(AidType.id)).first() is None:
            aid.seed_types(work)
        kind = work.session.scalars(select(AidType.id).where(AidType.code == "hospital")).one()
        payment = aid.save_draft(work, None, {
            "member_id": member_id, "aid_type_id": kind, "amount": Decimal(600), "reason": "住院手术",
            "event_date": date(2020, 9, 21), "pay_method": "cash",
        })  # fmt: skip
        return aid.issue(work, payment.id).id


# finding


def test_the_same_person_is_found_by_birth_and_by_number(office: Office) -> None:
    assert pairs(office) == [(1, 2, (duplicates.SAME_BIRTH, duplicates.SAME_NUMBER))]


def test_the_same_identity_in_two_spellings_is_found(office: Office) -> None:
    with office.work("旧证") as work:
        work.load(Member, 3).id_number = "110000790618062"
        work.flush()
    assert (2, 3, (duplicates.SAME_ID,)) in pairs(office)


def test_two_valid_numbers_are_two_people(office: Office) -> None:
    with office.work("补证件") as work:
        save_member(work, 1, {"id_number": "110000197906180050"})
    assert pairs(office) == []


def test_who_was_looked_at_is_not_asked_again(office: Office) -> None:
    with office.work("不是同一人") as work:
        duplicates.mark_different(work, 2, 1)
    assert pairs(office) == []
    with office.work("再记") as work, pytest.raises(OfficeError, match="已经记为不是同一人"):
        duplicates.mark_different(work, 1, 2)
    office.undo_last()
    assert len(pairs(office)) == 1


def test_at_entry_the_person_who_is_there_is_named(office: Office) -> None:
    with office.read() as session:
        found = duplicates.twins_of(session, {"full_name": "张三", "birth_date": date(1979, 6, 18)})
        assert [(one.member_id, one.who, one.reason) for one in found] == [
            (1, "张三（00417，物理学院）", duplicates.SAME_BIRTH), (2, "张三（417，数学学院）", duplicates.SAME_BIRTH),
        ]  # fmt: skip
        mine = duplicates.twins_of(session, {"full_name": "张三", "birth_date": date(1979, 6, 18)}, member_id=1)
        assert [one.member_id for one in mine] == [2]
        assert duplicates.twins_of(session, {"full_name": "张三", "birth_date": date(1980, 1, 1)}) == []
        assert duplicates.twins_of(session, {"full_name": "", "birth_date": None, "id_number": None}) == []
        by_id = duplicates.twins_of(session, {"full_name": "张珊", "id_number": ID})
        assert [(one.member_id, one.reason) for one in by_id] == [(2, duplicates.SAME_ID)]


# the preview


def test_the_preview_says_what_differs_and_what_moves(office: Office) -> None:
    voucher(office, 2)
    with office.work("子女") as work:
        work.add(Child(member_id=2, full_name="张小三", birth_date=date(2012, 5, 1)))
    with office.read() as session:
        seen = merging.preview_merge(session, 1, 2, full=True)
        masked = {one.name: one.dropped for one in merging.preview_merge(session, 1, 2).differences}
    assert masked["id_number"] == "110000********0624"
    assert (seen.keep, seen.drop) == ("张三（00417，物理学院）", "张三（417，数学学院）")
    said = {one.name: (one.kept, one.dropped, one.take) for one in seen.differences}
    assert said["email"] == ("z@x", "other@x", False)
    assert said["id_number"] == ("", ID, True) and said["staff_no"] == ("00417", "417", False)
    assert "birth_date" not in said and "branch_id" not in said
    assert {one.called: (one.count, one.stays) for one in seen.moves} == {
        "慰问": (1, 0), "子女": (1, 0), "会籍变化": (0, 1),
    }  # fmt: skip


def test_a_merge_is_of_two_living_records(office: Office) -> None:
    with office.read() as session, pytest.raises(OfficeError, match="同一条记录"):
        merging.preview_merge(session, 1, 1)
    merge(office)
    for keep, drop in ((1, 2), (2, 3)):
        with pytest.raises(OfficeError, match="已经并入另一条"):
            merge(office, keep, drop)


# merging


def test_everything_goes_over_and_issued_vouchers_keep_their_paper(office: Office) -> None:
    payment = voucher(office, 2)
    with office.work("子女") as work:
        work.add(Child(member_id=1, full_name="张小三", birth_date=date(2012, 5, 1)))
        work.add(Child(member_id=2, full_name="张小三", birth_date=date(2012, 5, 1)))
        work.add(Child(member_id=2, full_name="张小四", birth_date=date(2015, 5, 1)))
    with office.read() as session:
        before = session.get_one(AidPayment, payment)
    merge(office, id_number=ID, dues_base=Decimal("3000.00"))
    with office.read() as session:
        after = session.get_one(AidPayment, payment)
        entry = history(session, AidPayment, payment)[0]
    assert after.member_id == 1 and entry.action == "合并重复会员"
    assert (after.voucher_no, after.amount, after.full_name, after.status) == (
        before.voucher_no, before.amount, before.full_name, before.status,
    )  # fmt: skip
    assert owners(office, Child) == [1, 2, 1]  # the same child is not there twice
    kept, dropped = members(office)[1], members(office)[2]
    assert (kept.id_number, kept.dues_base, kept.email, kept.staff_no) == (ID, Decimal("3000.00"), "z@x", "00417")
    assert (dropped.membership_status, dropped.merged_into_id, dropped.id_number) == ("merged", 1, None)
    assert dropped.staff_no == "417"
    assert pairs(office) == []
    with office.read() as session:
        assert list(check_members(session)) == []


def test_a_merge_of_what_was_changed_since_is_refused(office: Office) -> None:
    with office.read() as session:
        seen = merging.preview_merge(session, 1, 2)
    with office.work("编辑") as work:
        save_member(work, 2, {"email": "new@x"})
    with office.work("合并重复会员") as work, pytest.raises(StaleEdit, match="改过，没有写入"):
        merging.merge_members(work, 1, 2, {}, seen.versions)
    assert members(office)[2].merged_into_id is None
    with office.read() as session:
        seen = merging.preview_merge(session, 1, 2)
    with office.work("合并重复会员") as work:
        merging.merge_members(work, 1, 2, {}, seen.versions)
    assert members(office)[2].merged_into_id == 1


def test_a_number_may_be_taken_over(office: Office) -> None:
    merge(office, staff_no="417")
    assert (members(office)[1].staff_no, members(office)[2].staff_no) == ("417", None)


def test_a_merge_may_not_make_a_wrong_record(office: Office) -> None:
    with pytest.raises(FieldError):
        merge(office, id_number="110000197906180625")
    assert members(office)[2].merged_into_id is None


def test_undo_takes_the_whole_merge_back(office: Office) -> None:
    payment = voucher(office, 2)
    before = {i: (m.staff_no, m.id_number, m.membership_status, m.merged_into_id) for i, m in members(office).items()}
    merge(office, staff_no="417", id_number=ID)
    office.undo_last()
    after = {i: (m.staff_no, m.id_number, m.membership_status, m.merged_into_id) for i, m in members(office).items()}
    assert after == before
    with office.read() as session:
        assert session.get_one(AidPayment, payment).member_id == 2


def test_undo_is_refused_once_something_else_was_changed(office: Office) -> None:
    merge(office, id_number=ID)
    with office.work("编辑") as work:
        save_member(work, 1, {"id_number": None})
    step = 0
    with office.read() as session:
        step = next(one.step for one in history(session, Member, 1) if one.action == "合并重复会员")
    with pytest.raises(OfficeError, match="后来又改过"):
        office.undo(step, "合并重复会员")


# membership


def test_a_spell_of_its_own_moves_over(office: Office) -> None:
    """Here before: left in 2008, came back in 2010 under the kept number."""
    with office.work("早年") as work:
        old = save_member(work, None, {"full_name": "张三", "staff_no": "9", "join_date": "2003-07"}).id
        record_event(work, old, "transfer_out", date(2008, 1, 31))
    merge(office, 1, old)
    with office.read() as session:
        mine = session.execute(
            select(MembershipEvent.event_type).where(MembershipEvent.member_id == 1).order_by(MembershipEvent.event_date)
        ).scalars().all()  # fmt: skip
        assert list(mine) == ["join", "transfer_out", "join"]
        for day, there in ((date(2005, 1, 1), True), (date(2009, 1, 1), False), (date(2012, 1, 1), True)):
            standing = standings(session, day)
            assert old not in standing and (1 in standing and standing[1].on_roll) == there


def test_a_double_membership_counts_once(office: Office) -> None:
    with office.read() as session:
        assert sum(one.on_roll for one in standings(session, date(2016, 1, 1)).values()) == 3
    merge(office)
    with office.read() as session:
        assert sum(one.on_roll for one in standings(session, date(2016, 1, 1)).values()) == 2
        assert members(office)[1].membership_status == "active"


def test_what_happens_is_not_recorded_on_the_merged_one(office: Office) -> None:
    merge(office)
    with office.work("退休") as work, pytest.raises(FieldError, match="已经并入另一条"):
        record_event(work, 2, "retire", date(2020, 12, 1))
    with office.read() as session:
        assert [one.member_id for one in find_members(session, "张三")] == [1]


# lists where a person stands once


def test_where_both_stand_in_a_list_one_stays(office: Office) -> None:
    with office.work("会费") as work:
        save_member(work, 1, {"dues_base": Decimal("2000.00")})
        dues.generate(work, "2020-10")
        campaign = welfare.save_campaign(
            work, None, {"name": "中秋", "festival": "autumn_national", "roster_date": date(2020, 9, 15),
                         "standard": Decimal("300.00")}, items=({"name": "月饼", "unit": "盒", "quantity": 1},),
        )  # fmt: skip
        welfare.freeze_roster(work, campaign.id)
    with office.read() as session:
        seen = {one.called: one for one in merging.preview_merge(session, 1, 2).moves}
    assert (seen["会费应缴"].count, seen["会费应缴"].stays, seen["会费应缴"].withdrawn) == (0, 0, 1)
    assert (seen["福利签收"].count, seen["福利签收"].stays) == (0, 1)
    merge(office)
    assert owners(office, DuesDue) == [1] and sorted(owners(office, Entitlement)) == [1, 2, 3]


def both_owe(office: Office) -> dict[int, int]:
    """Both records of 张三 were assessed for October; the dues by member."""
    with office.work("会费") as work:
        save_member(work, 1, {"dues_base": Decimal("2000.00")})
        dues.generate(work, "2020-10")
    with office.read() as session:
        return {one.member_id: one.id for one in session.scalars(select(DuesDue)) if one.member_id in (1, 2)}


def pay(office: Office, due_id: int) -> None:
    with office.work("登记缴费") as work:
        dues.pay_in_full(work, [due_id], paid_on=date(2020, 11, 2), method="cash")


def owing(office: Office) -> list[tuple[int, Decimal]]:
    with office.read() as session:
        assert list(check_members(session)) == [] and list(check_dues(session)) == []
        return [(one.member_id, one.owed) for one in arrears(session, "2020-12") if one.full_name == "张三"]


def test_who_has_paid_under_the_other_number_owes_nothing(office: Office) -> None:
    paid = both_owe(office)[2]
    pay(office, paid)
    with office.read() as session:
        moved = next(one for one in merging.preview_merge(session, 1, 2).moves if one.called == "会费应缴")
    assert (moved.count, moved.stays, moved.withdrawn) == (1, 0, 1)
    merge(office)
    with office.read() as session:
        assert session.get_one(DuesDue, paid).member_id == 1
    assert owing(office) == []
    office.undo_last()
    assert [member for member, _ in owing(office)] == [1]


def test_nobody_owes_twice_what_was_assessed_twice(office: Office) -> None:
    both_owe(office)
    merge(office)
    assert [member for member, _ in owing(office)] == [1]


def test_money_paid_twice_stays_where_it_is_and_is_told(office: Office) -> None:
    for due_id in both_owe(office).values():
        pay(office, due_id)
    with office.read() as session:
        moved = next(one for one in merging.preview_merge(session, 1, 2).moves if one.called == "会费应缴")
    assert (moved.count, moved.stays, moved.why) == (0, 1, "两条都登记过缴费，请核对后冲正一笔")
    merge(office)
    assert sorted(owners(office, DuesDue)) == [1, 2] and owing(office) == []


# the import, the code


def test_an_import_does_not_write_into_a_merged_record(office: Office) -> None:
    merge(office)
    rows = [(2, {"staff_no": "417", "full_name": "张三", "email": "new@x"})]
    with office.read() as session:
        plan = plan_import(session, MEMBERS, rows, office.today(), Silent())
    assert plan.rows[0].text == "这些号码的记录已经并入另一条。请改用保留的那条的号码。"


def test_every_kind_that_names_a_member_has_a_name_for_people() -> None:
    unnamed = {link.record.kind() for link in links_to(Member) if not link.record.called}
    assert unnamed == {"different_people"}
