# SPDX-License-Identifier: MIT
"""The roster as of a day: filtered, counted and parted as form 9 wants it; the same people as the plain roster."""

from datetime import date

import pytest

from unionoffice.members import queries
from unionoffice.members.actions import record_event, save_branch, save_member
from unionoffice.members.records import Group
from unionoffice.members.registers import MEMBERS
from unionoffice.members.rosters import (
    NO_BRANCH,
    RosterQuery,
    by_branch,
    count_people,
    roster_on,
    roster_query,
)
from unionoffice.office import Office
from unionoffice.store import edit, listing

DAYS = (date(2015, 6, 30), date(2020, 3, 31), date(2020, 12, 18))


@pytest.mark.parametrize("day", DAYS)
def test_the_same_people_in_the_same_order_as_a_campaign_freezes(sample_office: Office, day: date) -> None:
    with sample_office.read() as session:
        people = roster_on(session, RosterQuery(day))
        frozen = queries.roster(session, day)
    assert [(one.member_id, one.branch, one.status) for one in people] == [
        (row.member_id, row.branch, row.status) for row in frozen
    ]
    parts = by_branch(people)
    assert [one for part in parts for one in part.people] == people
    assert sum(part.count.total for part in parts) == len(people)


def test_the_counts_under_form_9(sample_office: Office) -> None:
    with sample_office.read() as session:
        people = roster_on(session, RosterQuery(DAYS[-1]))
    count = count_people(people)
    assert count.total == 2191 == count.men + count.women
    assert 0 < count.minority < 300 and 0 < count.party < 1000
    assert count.text == f"共 2,191 人：男 {count.men:,}，女 {count.women:,}；少数民族 {count.minority}；党员 {count.party}"


def test_filters_join_and_look_at_the_day_where_the_day_matters(office: Office) -> None:
    with office.work("准备") as work:
        physics, maths = (save_branch(work, None, {"name": name}).id for name in ("物理学院", "数学学院"))
        group = edit.save(work, Group, None, {"name": "第一小组", "branch_id": physics}).id
        person = {"join_date": "2010-03", "ethnicity_code": "15", "political_status_code": "02", "mobile": "13800004821"}
        stays = save_member(work, None, {
            **person, "full_name": "仇明", "branch_id": physics, "group_id": group, "sex_code": "1",
            "employment_type": "permanent", "post_title": "科长", "professional_title": "馆员", "birth_date": date(1980, 6, 1),
        }).id  # fmt: skip
        moves = save_member(work, None, {**person, "full_name": "白雪莹", "branch_id": physics, "sex_code": "2"}).id
        save_member(work, None, {"full_name": "何频", "join_date": "2010-03"})
        record_event(work, moves, "branch_move", date(2020, 6, 10), to_branch_id=maths)
        record_event(work, moves, "retain", date(2020, 9, 1))
    with office.read() as session:

        def names(day: date, **more: object) -> list[str]:
            return [one.full_name for one in roster_on(session, RosterQuery(day, **more))]  # type: ignore[arg-type]

        early, late = date(2020, 6, 9), date(2020, 12, 18)
        assert names(early, branches=(physics,)) == ["仇明", "白雪莹"] and names(late, branches=(physics,)) == ["仇明"]
        assert names(late, branches=(None,)) == ["何频"] and names(late, branches=(maths, None)) == ["白雪莹", "何频"]
        assert names(late, text="qm") == ["仇明"] == names(late, types=("permanent",))
        assert names(late, sexes=("2",)) == ["白雪莹"] == names(late, statuses=("retained",))
        assert names(early, statuses=("retained",)) == []
        people = {one.full_name: one for one in roster_on(session, RosterQuery(late))}
        ids = listing.ids(session, MEMBERS, roster_query(session, RosterQuery(early, branches=(physics,))))
    assert set(ids) == {stays, moves}
    one = people["仇明"]
    assert (one.sex, one.ethnicity, one.political, one.title, one.group) == ("男", "土家", "中共预备党员", "科长、馆员", "第一小组")
    assert (one.birth_month, one.masked_mobile, one.employment) == ("1980-06", "138****4821", "在编")
    assert (people["白雪莹"].branch, people["白雪莹"].status_name) == ("数学学院", "保留会籍")
    assert (people["何频"].branch, people["何频"].group) == (NO_BRANCH, "")
    assert count_people(list(people.values())).party == 2
