# SPDX-License-Identifier: MIT
"""The sample's people are invented, whole and always the same."""

import random
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select

from unionoffice.kit.identity import check_bank_card, check_id
from unionoffice.kit.validate import check_record
from unionoffice.members import queries, sample
from unionoffice.members.family import Child
from unionoffice.members.lists import LISTS, Asked, list_lines
from unionoffice.members.membership import standing_of
from unionoffice.members.quality import data_quality
from unionoffice.members.records import Branch, Campus, Group, Member
from unionoffice.members.unit_queries import serving_on, unit_lines
from unionoffice.office import Office

TODAY = date(2020, 12, 18)


def test_everybody_is_whole_and_nobody_is_real(sample_office: Office) -> None:
    with sample_office.read() as session:
        people = session.scalars(select(Member)).unique().all()
    for one in people:
        assert one.id_number is not None and one.id_number.startswith("110000")
        assert not [
            f
            for f in check_id(one.id_number, TODAY, birth=one.birth_date, sex=one.sex_code)
            if f.level == "error"
        ]
        assert one.bank_account is not None and check_bank_card(one.bank_account) == []
        assert not check_record(one, TODAY).errors(), one.full_name
    assert len({one.id_number for one in people}) == len({one.staff_no for one in people}) == len(people)
    on_roll = [one for one in people if one.membership_status in ("active", "retained")]
    heads = Counter((one.employment_type, (one.staff_no or "")[:4]) for one in on_roll)
    assert {head for kind, head in heads if kind == "postdoc"} <= {"2018", "2019", "2020"}
    assert {head[:2] for kind, head in heads if kind == "permanent"} == {"10"}
    assert {head[:2] for kind, head in heads if kind == "agency"} == {"30"}
    assert min(one.join_date or "" for one in on_roll) < "1990"


def test_names_hold_what_is_hard_to_print_sort_and_find(sample_office: Office) -> None:
    with sample_office.read() as session:
        names = "".join(session.scalars(select(Member.full_name)))
    assert all(rare in names for rare in ("㛃", "䶮", "𬱟", "𠮷", "·", "仇", "尉迟"))


def test_units_and_groups(sample_office: Office) -> None:
    with sample_office.read() as session:
        assert session.scalar(select(func.count(Campus.id))) == 4
        assert 55 <= (session.scalar(select(func.count(Branch.id))) or 0) <= 70
        assert (session.scalar(select(func.count(Group.id))) or 0) > 20
        groups = session.execute(
            select(Member.branch_id, Group.branch_id).join(Group, Member.group_id == Group.id)
        )
        assert all(own == groups_branch for own, groups_branch in groups)


def test_state_and_branch_are_what_the_events_say(sample_office: Office) -> None:
    with sample_office.read() as session:
        for one in session.scalars(select(Member).where(Member.id % 17 == 0)).unique():
            standing = standing_of(session, one.id)
            assert (standing.status, standing.branch_id) == (one.membership_status, one.branch_id)


def test_the_seed_decides_and_the_size_scales(tmp_path: Path) -> None:
    def names(folder: str, seed: int) -> list[str]:
        office = Office.open(tmp_path / folder, clock=lambda: datetime(2020, 12, 18, 9))
        sample.fill(office, random.Random(seed), 120)
        with office.read() as session:
            assert queries.counts(session).total == 120
            found = list(session.scalars(select(Member.full_name).order_by(Member.id)))
        office.close()
        return found

    assert names("one", 1) == names("two", 1) != names("three", 2)


def test_officers_are_members_of_their_units_and_there_is_one_chair(sample_office: Office) -> None:
    with sample_office.read() as session:
        serving = serving_on(session, TODAY)
        people = {one.id: one for one in session.scalars(select(Member)).unique()}
        units = {one.branch_id: one for one in unit_lines(session, TODAY)}
    chairs = [line for line in serving if line.post == "chair" and line.branch_id is not None]
    assert len({line.branch_id for line in chairs}) == len(chairs) > 50
    assert all(people[line.member_id].membership_status in ("active", "retained") for line in serving)
    assert all(people[line.member_id].branch_id == line.branch_id for line in serving if line.branch_id is not None)
    assert [line.post for line in serving if line.branch_id is None] == ["chair", "vice_chair", "audit"]
    assert all(one.rate is not None and 0.9 < one.rate <= 1 for one in units.values() if one.members > 20)
    assert {name for one in units.values() for name in one.former} == {"网络中心", "工商管理学院"}


def test_children_are_younger_than_their_parents_and_lists_have_people(sample_office: Office) -> None:
    with sample_office.read() as session:
        born = session.execute(select(Member.birth_date, Child.birth_date).join(Member, Member.id == Child.member_id))
        assert all(child > parent and child.year - parent.year >= 24 for parent, child in born)
        asked = Asked(TODAY, 2020, 12, sample_office.settings)
        assert [one.key for one in LISTS if not list_lines(session, one.key, asked)] == []
        doubts = data_quality(session, sample_office.settings, TODAY)
    assert {"mobile", "no_political_status_code"} <= {group.key for group in doubts}
