# SPDX-License-Identifier: MIT
"""What is missing or doubtful is found, named with its fix, and gone once it was mended."""

from datetime import date

from unionoffice.members.actions import save_branch, save_member
from unionoffice.members.family import Child, FamilyRow, save_rows
from unionoffice.members.quality import WANTED, data_quality
from unionoffice.members.records import Group, Member
from unionoffice.office import Office
from unionoffice.store import edit

TODAY = date(2020, 12, 18)
WHOLE = {
    "full_name": "蔡文静", "staff_no": "1001", "id_number": "110000197906180624", "employment_type": "permanent",
    "join_date": "2006-09", "mobile": "13800004821", "ethnicity_code": "01", "political_status_code": "01",
    "bank_account": "6299990000000000009",
}  # fmt: skip


def _found(office: Office) -> dict[str, list[tuple[str, str]]]:
    with office.read() as session:
        groups = data_quality(session, office.settings, TODAY)
    return {group.key: [(one.full_name, one.problem) for one in group.doubts] for group in groups}


def test_a_whole_member_is_in_no_group_and_an_empty_one_in_every_gap(office: Office) -> None:
    with office.work("新增") as work:
        branch = save_branch(work, None, {"name": "物理学院"}).id
        save_member(work, None, {**WHOLE, "branch_id": branch})
    assert set(_found(office)) <= {"card"}
    with office.work("新增") as work:
        save_member(work, None, {"full_name": "白雪莹"})
    found = _found(office)
    assert {f"no_{name}" for name in WANTED} - {"no_join_date"} <= set(found)
    assert found["no_id_number"] == [("白雪莹", "证件号码是空的")]


def test_doubts_name_what_is_wrong_and_the_field_that_mends_it(office: Office) -> None:
    with office.work("新增") as work:
        branch = save_branch(work, None, {"name": "物理学院"}).id
        edit.save(work, Group, None, {"name": "第一小组", "branch_id": branch})
        member = save_member(
            work, None,
            {**WHOLE, "branch_id": branch, "birth_date": date(1960, 6, 18), "mobile": "1380000482", "join_date": "1975-09"},
        ).id  # fmt: skip
        save_rows(work, Child, member, [FamilyRow(None, {"full_name": "蔡子涵"})])
    with office.read() as session:
        groups = {group.key: group for group in data_quality(session, office.settings, TODAY)}
    told = {key: group.doubts[0].problem for key, group in groups.items()}
    assert "1979-06-18" in told["id"] and "1960-06-18" in told["id"]
    assert told["mobile"] == "手机号应为 11 位，现在是 10 位。"
    assert told["joined"] == "1975-09 入会时 15 岁"
    assert told["retiring"] == "2015-06-18 满 55 岁，还在册"
    assert told["group"] == "没有分到小组" and "蔡子涵" in told["child"]
    assert all(group.fix and group.title for group in groups.values())
    assert {groups["id"].doubts[0].field, groups["mobile"].doubts[0].field} == {"id_number", "mobile"}
    assert groups["id"].member_ids == {member} and not groups["id"].missing


def test_what_was_checked_against_the_original_is_no_longer_doubted(office: Office) -> None:
    with office.work("新增") as work:
        member = save_member(work, None, {**WHOLE, "birth_date": date(1980, 6, 18)}).id
    assert "id" in _found(office)
    with office.work("核对") as work:
        save_member(work, member, {"id_verified": True, "id_verified_reason": "见原件"})
    assert "id" not in _found(office)


def test_who_left_is_not_looked_at(sample_office: Office) -> None:
    with sample_office.read() as session:
        groups = data_quality(session, sample_office.settings, TODAY)
        ids = {one.member_id for group in groups for one in group.doubts}
        statuses = {session.get_one(Member, member_id).membership_status for member_id in ids}
    assert statuses <= {"active", "retained"}
    assert [group.missing for group in groups] == sorted(group.missing for group in groups)
