# SPDX-License-Identifier: MIT
"""A member works out what the ID number says, and doubts what contradicts it."""

from datetime import date

import pytest

from unionoffice.errors import OfficeError
from unionoffice.kit.describe import fields_of
from unionoffice.kit.validate import check_record
from unionoffice.members.records import Member, MembershipEvent
from unionoffice.members.registers import BRANCHES, CAMPUSES, GROUPS, MEMBERS

TODAY = date(2020, 12, 18)
WOMAN_1979 = "110000197906180624"  # 1979-06-18, sequence 062: a woman


def _member(**values: object) -> Member:
    member = Member(**{"full_name": "蔡文静", **values})
    member.derive()
    return member


def test_empty_fields_follow_from_the_id_number() -> None:
    member = _member(id_number=WOMAN_1979)
    assert (member.birth_date, member.sex_code, member.id_type) == (date(1979, 6, 18), "2", "resident_id")
    assert member.membership_status == "active"
    assert member.name_pinyin and member.name_pinyin.startswith("cai")


def test_what_was_entered_stays_and_the_doubt_names_both_values() -> None:
    member = _member(id_number=WOMAN_1979, birth_date=date(1980, 6, 18), sex_code="1")
    assert member.birth_date == date(1980, 6, 18)
    warned = [text for _, text in check_record(member, TODAY).warnings()]
    assert any("1979-06-18" in text and "1980-06-18" in text for text in warned)
    assert any("女" in text and "男" in text for text in warned)
    assert not check_record(member, TODAY).errors()


def test_wrong_check_digit_is_an_error_on_the_number() -> None:
    assert [name for name, _ in check_record(_member(id_number=WOMAN_1979[:-1] + "9"), TODAY).errors()] == [
        "id_number"
    ]


def test_a_passport_is_no_resident_id() -> None:
    member = _member(id_number="E12345678")
    assert member.id_type == "passport"
    assert not check_record(member, TODAY).errors()


def test_derive_twice_changes_nothing() -> None:
    member = _member(id_number=WOMAN_1979)
    before = {name: getattr(member, name) for name in fields_of(Member)}
    member.derive()
    assert before == {name: getattr(member, name) for name in fields_of(Member)}


@pytest.mark.parametrize("record", [Member(full_name="蔡文静"), MembershipEvent(event_type="join")])
def test_members_and_their_events_are_never_deleted(record: Member | MembershipEvent) -> None:
    with pytest.raises(OfficeError, match="撤销"):
        record.guard_delete()


def test_tails_are_searched_in_the_order_the_index_relies_on() -> None:
    assert [f.name for f in fields_of(Member).values() if f.search == "tail"] == [
        "id_number",
        "mobile",
        "bank_account",
    ]


@pytest.mark.parametrize("register", [MEMBERS, BRANCHES, GROUPS, CAMPUSES], ids=lambda r: r.kind)
def test_no_two_fields_of_a_register_answer_to_one_heading(register) -> None:  # type: ignore[no-untyped-def]
    headings = [heading for f in register.import_fields for heading in (f.label, *f.aliases)]
    assert sorted(set(headings)) == sorted(headings)
