# SPDX-License-Identifier: MIT
"""What pages ask of members, on the sample office and on a few people made by hand."""

from datetime import date

import pytest

from unionoffice.members import queries
from unionoffice.members.actions import record_event, save_branch, save_member
from unionoffice.members.records import Member
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.store import listing
from unionoffice.store.listing import Query

TODAY = date(2020, 12, 18)


def test_figures_count_who_is_on_the_roll(sample_office: Office) -> None:
    with sample_office.read() as session:
        found = queries.counts(session)
    assert found.total == 2191
    assert [(one.name, one.count) for one in found.by_type] == [
        ("在编", 897),
        ("博士后", 104),
        ("劳务派遣", 1190),
    ]


def test_the_roster_of_today_is_who_is_on_the_roll(sample_office: Office) -> None:
    with sample_office.read() as session:
        rows = queries.roster(session, TODAY)
        chosen = Query(chosen={"membership_status": ("active", "retained")})
        assert {row.member_id for row in rows} == set(listing.ids(session, MEMBERS, chosen))
    order = [row.branch for row in rows]
    assert len(dict.fromkeys(order)) == len(
        [one for i, one in enumerate(order) if i == 0 or one != order[i - 1]]
    )


def test_the_roster_as_of_a_day_has_that_days_people_and_branches(office: Office) -> None:
    with office.work("准备") as work:
        physics = save_branch(work, None, {"name": "物理学院"}).id
        maths = save_branch(work, None, {"name": "数学学院"}).id
        stays = save_member(
            work, None, {"full_name": "甲乙", "branch_id": physics, "join_date": "2010-03"}
        ).id
        moves = save_member(
            work, None, {"full_name": "丙丁", "branch_id": physics, "join_date": "2015-03"}
        ).id
        record_event(work, moves, "branch_move", date(2020, 6, 10), to_branch_id=maths)
        record_event(work, stays, "transfer_out", date(2020, 9, 1))
    with office.read() as session:

        def as_of(*day: int) -> list[tuple[str, str]]:
            return [(row.full_name, row.branch) for row in queries.roster(session, date(*day))]

        assert as_of(2010, 2, 28) == []
        assert as_of(2015, 3, 1) == [("甲乙", "物理学院"), ("丙丁", "物理学院")]
        assert as_of(2020, 6, 9) == [("甲乙", "物理学院"), ("丙丁", "物理学院")]
        assert as_of(2020, 6, 10) == [("甲乙", "物理学院"), ("丙丁", "数学学院")]
        assert as_of(2020, 8, 31)[0] == ("甲乙", "物理学院")
        assert as_of(2020, 9, 1) == [("丙丁", "数学学院")]


@pytest.fixture
def people(office: Office) -> Office:
    with office.work("准备") as work:
        branch = save_branch(work, None, {"name": "机械工程学院"}).id
        for staff_no, name, number, mobile in [
            ("1001", "仇明", "110000197906180624", "13800004821"), ("10010", "张三丰", None, "13911110624"),
            ("10011", "章山", None, None), ("10012", "迪丽娜尔·艾山", None, None), ("10013", "程㛃", None, None),
            ("10014", "𠮷祥", None, None),
        ]:  # fmt: skip
            save_member(work, None, {
                "staff_no": staff_no, "full_name": name, "id_number": number, "mobile": mobile, "branch_id": branch,
            })  # fmt: skip
    return office


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("qm", {"仇明"}), ("cm", {"仇明"}), ("qiu", {"仇明"}), ("chouming", {"仇明"}),
        ("张", {"张三丰"}), ("三", {"张三丰"}), ("三丰", {"张三丰"}), ("zs", {"张三丰", "章山"}), ("zhangs", {"张三丰", "章山"}),
        ("sf", {"张三丰"}), ("0624", {"仇明", "张三丰"}), ("4821", {"仇明"}), ("艾山", {"迪丽娜尔·艾山"}),
        ("㛃", {"程㛃"}), ("𠮷", {"𠮷祥"}), ("张 0624", {"张三丰"}), ("机械 仇", {"仇明"}),
        ("dlne", {"迪丽娜尔·艾山"}), ("无此人", set()), ("'\"*(", set()),
    ],
)  # fmt: skip
def test_people_are_found_by_what_a_clerk_types(people: Office, typed: str, names: set[str]) -> None:
    with people.read() as session:
        assert {one.full_name for one in queries.find_members(session, typed)} == names


def test_an_exact_staff_number_comes_first(people: Office) -> None:
    with people.read() as session:
        found = queries.find_members(session, "1001", 3)
    assert (found[0].full_name, found[0].branch) == ("仇明", "机械工程学院")
    assert len(found) == 3


def test_names_are_listed_in_pinyin_order(people: Office) -> None:
    with people.read() as session:
        found = listing.rows(session, Member, listing.ids(session, MEMBERS, Query()))
    # by sound, tone, character: 张 before 章, both zhang1; 仇 is qiu2; 𠮷 has no reading in the tables and comes last
    assert [one.full_name for one in found] == ["程㛃", "迪丽娜尔·艾山", "仇明", "张三丰", "章山", "𠮷祥"]


def test_the_card_masks_numbers_and_tells_the_events(people: Office) -> None:
    with people.work("调动") as work:
        other = save_branch(work, None, {"name": "校工会"}).id
        save_member(work, 1, {"join_date": "2006-09", "sex_code": "2", "birth_date": date(1979, 6, 18)})
        save_member(work, 1, {"branch_id": other})
    with people.read() as session:
        card = queries.member_card(session, 1, TODAY)
        assert queries.member_card(session, 999, TODAY) is None
    assert card is not None
    lines = {line.key: (line.text, line.field) for line in card.lines}
    assert card.caption == "1001 · 校工会"
    assert lines["性别、年龄"] == ("女，41 岁（1979-06-18）", "")
    assert lines["会籍"] == ("在册，2006-09 入会", "")
    assert lines["证件号码"] == ("110000********0624", "id_number")
    assert lines["手机"] == ("138****4821", "mobile")
    assert card.events == (("2020-12-18", "机械工程学院 调入 校工会"), ("2006-09", "入会，机械工程学院"))
