# SPDX-License-Identifier: MIT
"""What ``unionoffice check`` finds in a roster that somebody changed past the program."""

from datetime import date

from sqlalchemy import text

from unionoffice.members.actions import save_branch, save_member
from unionoffice.members.checks import check_members
from unionoffice.members.organisation import appoint
from unionoffice.office import Office

NUMBER = "110000197906180624"


def _tamper(office: Office, sql: str) -> None:
    with office.engine.connect().execution_options(write=True) as connection:
        connection.execute(text(sql))
        connection.commit()


def test_the_sample_is_sound(sample_office: Office) -> None:
    with sample_office.read() as session:
        assert list(check_members(session)) == []


def test_a_state_without_its_event_and_a_doubled_number_are_found(office: Office) -> None:
    with office.work("新增") as work:
        save_member(work, None, {"full_name": "蔡文静", "staff_no": "10020417", "id_number": NUMBER})
        save_member(work, None, {"full_name": "白雪莹"})
    _tamper(office, f"UPDATE member SET membership_status = 'retired', id_number = '{NUMBER}'")
    with office.read() as session:
        found = list(check_members(session))
    assert [problem.level for problem in found] == ["error", "warn"]
    assert "蔡文静（10020417）、白雪莹" in found[0].sentence
    assert NUMBER not in found[1].sentence and "蔡文静、白雪莹" in found[1].sentence


def test_an_officer_who_was_moved_past_the_program_is_found(office: Office) -> None:
    with office.work("新增") as work:
        physics, maths = (save_branch(work, None, {"name": name}).id for name in ("物理学院", "数学学院"))
        member = save_member(work, None, {"full_name": "蔡文静", "branch_id": physics}).id
        appoint(work, member, "chair", date(2016, 3, 1), branch_id=physics)
    _tamper(office, f"UPDATE member SET branch_id = {maths}")
    with office.read() as session:
        sentences = [problem.sentence for problem in check_members(session)]
    assert any("蔡文静（主席）" in sentence for sentence in sentences)
