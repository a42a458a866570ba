# SPDX-License-Identifier: MIT
"""Officers' terms, renamed and merged units: what was stays as it was, and one undo takes a step back."""

from datetime import date

import pytest
from sqlalchemy import select

from unionoffice.errors import FieldError, OfficeError
from unionoffice.members import queries, unit_queries
from unionoffice.members.actions import record_event, save_branch, save_member
from unionoffice.members.checks import check_members
from unionoffice.members.movements import movements
from unionoffice.members.organisation import (
    appoint,
    end_term,
    merge_branches,
    rename_branch,
    save_eligible,
    save_officer,
)
from unionoffice.members.records import Branch, BranchName, Group, Member
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.importing import plan_import
from unionoffice.store import edit

TODAY = date(2020, 12, 18)


class Small:
    """Physics with two people and a group, maths with one."""

    def __init__(self, office: Office) -> None:
        self.office = office
        with office.work("准备") as work:
            self.physics = save_branch(work, None, {"name": "物理学院"}).id
            self.maths = save_branch(work, None, {"name": "数学学院"}).id
            self.group = edit.save(work, Group, None, {"name": "第一小组", "branch_id": self.physics}).id
            self.cai = self._enter(work, "蔡文静", self.physics, group_id=self.group)
            self.bai = self._enter(work, "白雪莹", self.physics)
            self.he = self._enter(work, "何频", self.maths)

    @staticmethod
    def _enter(work, name, branch_id, **more):  # type: ignore[no-untyped-def]
        values = {"full_name": name, "branch_id": branch_id, "join_date": "2010-03", **more}
        return save_member(work, None, values).id

    def roster(self, *day: int) -> list[tuple[str, str]]:
        with self.office.read() as session:
            return [(row.full_name, row.branch) for row in queries.roster(session, date(*day))]

    def member(self, member_id: int) -> Member:
        with self.office.read() as session:
            return session.get_one(Member, member_id)

    def terms(self, branch_id: int | None = None) -> list[tuple[str, str, str, str]]:
        with self.office.read() as session:
            found = unit_queries.officers(session, branch_id)
        return [(o.post_name, o.full_name, str(o.from_day), str(o.to_day or "")) for o in found]


@pytest.fixture
def small(office: Office) -> Small:
    return Small(office)


# officers


def test_a_new_chair_ends_the_old_ones_term_and_both_stay_in_the_history(small: Small) -> None:
    with small.office.work("任职") as work:
        appoint(work, small.cai, "chair", date(2016, 3, 1), branch_id=small.physics, term="第七届")
    assert small.member(small.cai).union_post == "chair"
    with small.office.work("换届") as work:
        appoint(work, small.bai, "chair", date(2020, 6, 1), branch_id=small.physics, term="第八届")
    assert small.terms(small.physics) == [
        ("主席", "白雪莹", "2020-06-01", ""), ("主席", "蔡文静", "2016-03-01", "2020-05-31"),
    ]  # fmt: skip
    assert (small.member(small.cai).union_post, small.member(small.bai).union_post) == (None, "chair")
    with small.office.read() as session:
        told = {day: [o.full_name for o in unit_queries.serving_on(session, date(2020, *day))] for day in ((5, 31), (6, 1))}
        assert [line.term for line in unit_queries.offices_of(session, small.cai)] == ["第七届"]
    assert told == {(5, 31): ["蔡文静"], (6, 1): ["白雪莹"]}
    small.office.undo_last()
    assert small.terms() == [("主席", "蔡文静", "2016-03-01", "")]
    assert small.member(small.cai).union_post == "chair"


def test_committee_members_serve_side_by_side_and_other_units_are_left_alone(small: Small) -> None:
    with small.office.work("任职") as work:
        appoint(work, small.cai, "women", date(2016, 3, 1), branch_id=small.physics)
        appoint(work, small.bai, "women", date(2016, 3, 1), branch_id=small.physics)
        appoint(work, small.he, "chair", date(2016, 3, 1), branch_id=small.maths)
        appoint(work, small.bai, "chair", date(2018, 3, 1))  # of the union itself
    assert [one[3] for one in small.terms()] == ["", "", "", ""]
    assert small.member(small.cai).union_post == "committee" and small.member(small.bai).union_post == "chair"


def test_terms_that_cannot_be_are_refused(small: Small) -> None:
    with small.office.work("任职") as work:
        first = appoint(work, small.cai, "chair", date(2016, 3, 1), branch_id=small.physics).id
    with pytest.raises(FieldError, match="新任的日期要在那之后"), small.office.work("任职") as work:
        appoint(work, small.bai, "chair", date(2016, 3, 1), branch_id=small.physics)
    with pytest.raises(FieldError, match="早于任职起"), small.office.work("免职") as work:
        end_term(work, first, date(2016, 2, 1))
    with pytest.raises(FieldError, match="小组长要选"), small.office.work("任职") as work:
        appoint(work, small.bai, "group_leader", date(2016, 3, 1), branch_id=small.physics)
    with pytest.raises(FieldError, match="物理学院的小组"), small.office.work("任职") as work:
        appoint(work, small.bai, "group_leader", date(2016, 3, 1), branch_id=small.maths, group_id=small.group)
    with small.office.work("免职") as work:
        end_term(work, first, date(2019, 3, 1))
    with pytest.raises(OfficeError, match="已在 2019-03-01 结束"), small.office.work("免职") as work:
        end_term(work, first, date(2020, 3, 1))


def test_a_wrong_term_is_put_right_without_touching_others(small: Small) -> None:
    with small.office.work("任职") as work:
        old = appoint(work, small.cai, "chair", date(2012, 3, 1), branch_id=small.physics)
        appoint(work, small.bai, "chair", date(2016, 3, 1), branch_id=small.physics)
    with small.office.work("更正任职") as work:
        save_officer(work, old.id, {"from_day": date(2011, 9, 1)})
    assert small.terms(small.physics)[1][2:] == ("2011-09-01", "2016-02-29")


def test_who_leaves_the_unit_leaves_its_offices_on_that_day(small: Small) -> None:
    with small.office.work("任职") as work:
        appoint(work, small.cai, "group_leader", date(2016, 3, 1), group_id=small.group)
        appoint(work, small.cai, "chair", date(2017, 3, 1))
    with small.office.work("调动") as work:
        record_event(work, small.cai, "branch_move", date(2020, 6, 10), to_branch_id=small.maths)
    assert [(post, to) for post, _, _, to in small.terms()] == [("主席", ""), ("小组长", "2020-06-10")]
    with small.office.work("转出") as work:
        record_event(work, small.cai, "transfer_out", date(2020, 9, 1))
    assert {to for *_, to in small.terms()} == {"2020-06-10", "2020-09-01"}
    assert small.member(small.cai).union_post is None


def test_an_activist_stays_one_without_an_office(small: Small) -> None:
    with small.office.work("编辑") as work:
        save_member(work, small.bai, {"union_post": "activist"})
        officer = appoint(work, small.bai, "committee", date(2016, 3, 1), branch_id=small.physics).id
        work.load(Member, small.bai).union_post = "activist"
        end_term(work, officer, date(2017, 3, 1))
    assert small.member(small.bai).union_post == "activist"


# names


def test_a_renamed_unit_keeps_its_name_in_the_past(small: Small) -> None:
    with small.office.work("改名") as work:
        rename_branch(work, small.physics, "物理与光电学院", date(2018, 9, 1))
        rename_branch(work, small.physics, "理学院", date(2020, 1, 1))
    assert small.roster(2018, 8, 31)[0] == ("蔡文静", "物理学院")
    assert small.roster(2018, 9, 1)[0] == ("蔡文静", "物理与光电学院")
    assert small.roster(2020, 12, 18)[0] == ("蔡文静", "理学院")
    with small.office.read() as session:
        names = [name for _, name in unit_queries.former_names(session, small.physics)]
        assert names == ["物理学院", "物理与光电学院", "理学院"]
        assert unit_queries.unit_lines(session, TODAY)[0].former == ("物理学院", "物理与光电学院")
    small.office.undo_last()
    assert small.roster(2020, 12, 18)[0] == ("蔡文静", "物理学院")


def test_a_name_edited_in_the_form_counts_from_today_and_twice_a_day_is_one_name(small: Small) -> None:
    for name in ("理学员", "理学院"):
        with small.office.work("编辑分工会") as work:
            save_branch(work, small.physics, {"name": name})
    assert small.roster(2020, 12, 17)[0][1] == "物理学院" and small.roster(2020, 12, 18)[0][1] == "理学院"


def test_a_misspelt_name_is_put_right_for_the_past_too(small: Small) -> None:
    with small.office.work("更正名称") as work:
        rename_branch(work, small.physics, "物理科学学院", TODAY, correct=True)
    assert small.roster(2015, 1, 1)[0][1] == "物理科学学院"


def test_a_unit_nobody_was_in_has_no_former_name(small: Small) -> None:
    with small.office.work("新建") as work:
        new = save_branch(work, None, {"name": "化学学苑"}).id
        save_branch(work, new, {"name": "化学学院"})
        assert work.session.scalars(select(BranchName)).all() == []


def test_names_that_are_taken_or_out_of_order_are_refused(small: Small) -> None:
    with pytest.raises(FieldError, match="已经是"), small.office.work("改名") as work:
        rename_branch(work, small.physics, "数学学院", TODAY)
    with pytest.raises(FieldError, match="还没到"), small.office.work("改名") as work:
        rename_branch(work, small.physics, "理学院", date(2021, 1, 1))
    with small.office.work("改名") as work:
        rename_branch(work, small.physics, "理学院", date(2018, 9, 1))
    with pytest.raises(FieldError, match="2018-09-01 改过名"), small.office.work("改名") as work:
        rename_branch(work, small.physics, "物理系", date(2016, 9, 1))


# merging


def test_a_merged_unit_is_closed_its_people_move_and_the_past_stays(small: Small) -> None:
    day = date(2020, 11, 10)
    with small.office.work("准备") as work:
        edit.save(work, Group, None, {"name": "第一小组", "branch_id": small.maths})
        appoint(work, small.bai, "chair", date(2016, 3, 1), branch_id=small.physics)
        record_event(work, small.bai, "retain", date(2020, 11, 20))
    with small.office.work("并入") as work:
        assert merge_branches(work, small.physics, small.maths, day) == 2
    assert {branch for _, branch in small.roster(2020, 11, 9)} == {"物理学院", "数学学院"}
    assert dict(small.roster(2020, 11, 10)) == {"蔡文静": "数学学院", "白雪莹": "物理学院", "何频": "数学学院"}
    assert {branch for _, branch in small.roster(2020, 11, 20)} == {"数学学院"}
    cai = small.member(small.cai)
    assert (cai.branch_id, cai.group and cai.group.name) == (small.maths, "物理学院第一小组")
    assert small.terms(small.physics) == [("主席", "白雪莹", "2016-03-01", "2020-11-10")]
    with small.office.read() as session:
        old = session.get_one(Branch, small.physics)
        assert (old.closed_on, old.merged_into_id) == (day, small.maths)
        table = movements(session, 2020, 11)
        assert table.total.balanced and all(row.balanced for row in table.rows)
        assert {row.branch: (row.last, row.this) for row in table.rows} == {"物理学院": (2, 0), "数学学院": (1, 3)}
        assert list(check_members(session)) == []
    small.office.undo_last()
    assert {branch for _, branch in small.roster(2020, 12, 1)} == {"物理学院", "数学学院"}
    assert small.member(small.cai).group_id == small.group


def test_nobody_is_put_into_a_closed_unit(small: Small) -> None:
    with small.office.work("并入") as work:
        merge_branches(work, small.physics, small.maths, TODAY)
    with pytest.raises(FieldError, match="撤并，并入了数学学院"), small.office.work("新增") as work:
        save_member(work, None, {"full_name": "新人", "branch_id": small.physics})
    with pytest.raises(FieldError, match="撤并"), small.office.work("调动") as work:
        record_event(work, small.he, "branch_move", TODAY, to_branch_id=small.physics)
    for pair, said in (((small.maths, small.maths), "不能并入自己"), ((small.maths, small.physics), "撤并")):
        with pytest.raises(FieldError, match=said), small.office.work("并入") as work:
            merge_branches(work, *pair, TODAY)


def test_who_retired_in_the_old_unit_stays_in_its_past(small: Small) -> None:
    with small.office.work("退休") as work:
        record_event(work, small.bai, "retire", date(2020, 3, 1))
    with small.office.work("并入") as work:
        assert merge_branches(work, small.physics, small.maths, TODAY) == 1
    with small.office.work("编辑") as work:
        save_member(work, small.bai, {"branch_id": small.physics, "remark": "住在外地"})
    assert small.member(small.bai).branch_id == small.physics


# head counts


def test_head_counts_are_entered_changed_and_taken_away_by_year(small: Small) -> None:
    with small.office.work("应入会人数") as work:
        save_eligible(work, 2020, {small.physics: 4, small.maths: 2})
        save_eligible(work, 2019, {small.physics: 3})
    with small.office.work("应入会人数") as work:
        save_eligible(work, 2020, {small.physics: 5, small.maths: None})
    with small.office.read() as session:
        assert unit_queries.eligible_counts(session, 2020) == {small.physics: 5}
        assert unit_queries.eligible_counts(session, 2019) == {small.physics: 3}
        line = unit_queries.unit_lines(session, TODAY)[0]
        assert (line.members, line.eligible, line.rate, line.groups) == (2, 5, 0.4, 1)


# in a sheet from HR


def _branch_of(office: Office, name: str) -> tuple[str, str, str]:
    """(fate, the branch the row would be in, why not) of a new person's row that names this unit."""
    with office.read() as session:
        plan = plan_import(session, MEMBERS, [(5, {"full_name": "新人", "staff_no": "9", "branch_id": name})], TODAY, Silent())
        (row,) = plan.rows
        value = row.values.get("branch_id")
        branch = session.get(Branch, value) if isinstance(value, int) else None
        return row.fate, branch.name if branch else "", row.text


def test_an_import_knows_former_names_and_what_was_merged(small: Small) -> None:
    office = small.office
    with office.work("改名并入") as work:
        rename_branch(work, small.physics, "理学院", date(2018, 9, 1))
        chemistry = save_branch(work, None, {"name": "化学学院"}).id
        merge_branches(work, chemistry, small.maths, date(2019, 9, 1))
        merge_branches(work, small.maths, small.physics, date(2020, 9, 1))
    assert _branch_of(office, "物理学院")[:2] == ("new", "理学院")
    assert _branch_of(office, "数学学院")[:2] == _branch_of(office, "化学学院")[:2] == ("new", "理学院")
    with office.work("重建") as work:  # another unit takes the old name: it is meant from now on
        save_branch(work, None, {"name": "物理学院"})
    assert _branch_of(office, "物理学院")[1] == "物理学院"


def test_a_name_two_units_once_had_is_not_guessed(small: Small) -> None:
    with small.office.work("改名") as work:
        rename_branch(work, small.physics, "理学院", date(2016, 9, 1))
        rename_branch(work, small.maths, "物理学院", date(2017, 9, 1))
        rename_branch(work, small.maths, "数理学院", date(2018, 9, 1))
    fate, _, why = _branch_of(small.office, "物理学院")
    assert fate == "refused" and "有 2 个，分不清" in why
