# SPDX-License-Identifier: MIT
"""Changes of many records: previewed like an import, refused row by row, written and taken back as one step."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from unionoffice.errors import OfficeError
from unionoffice.members.actions import save_branch, save_member
from unionoffice.members.organisation import merge_branches
from unionoffice.members.records import Member, MembershipEvent
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.changing import Change, block_changes, changeable, changeable_alike, plan_changes
from unionoffice.sheets.import_plan import ImportPlan
from unionoffice.sheets.import_write import write_import
from unionoffice.store.history import history


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """1 张三 and 2 李四 in 物理学院 (1), 3 王五 in 数学学院 (2)."""
    opened = Office.open(tmp_path / "office", clock=lambda: datetime(2020, 12, 18, 9, 30))
    with opened.work("建立") as work:
        physics, maths = (save_branch(work, None, {"name": name}).id for name in ("物理学院", "数学学院"))
        for number, (name, branch) in enumerate((("张三", physics), ("李四", physics), ("王五", maths)), 1):
            save_member(work, None, {
                "full_name": name, "staff_no": f"00{number}", "branch_id": branch, "join_date": "2015-09",
                "email": f"{number}@x.cn", "employment_type": "agency",
            })  # fmt: skip
    yield opened
    opened.close()


def plan(office: Office, changes: Sequence[Change], **more: Any) -> ImportPlan:
    with office.read() as session:
        return plan_changes(session, MEMBERS, changes, office.today(), Silent(), **more)


def write(office: Office, planned: ImportPlan) -> None:
    with office.work("批量修改会员") as work:
        write_import(work, planned, Silent())


def told(planned: ImportPlan) -> list[tuple[str, str]]:
    return [(row.fate, row.text) for row in planned.rows]


def values(office: Office, name: str) -> list[Any]:
    with office.read() as session:
        return list(session.scalars(select(getattr(Member, name)).order_by(Member.id)))


def test_every_row_says_old_and_new_and_whose_it_is(office: Office) -> None:
    planned = plan(office, [(i, {"branch_id": 2}) for i in (1, 2, 3)])
    assert told(planned) == [("update", "分工会 物理学院 → 数学学院")] * 2 + [("unchanged", "分工会 数学学院")]
    assert planned.rows[0].labels == ("001", "张三", "物理学院")
    assert values(office, "branch_id") == [1, 1, 2]


def test_one_step_writes_everything_with_the_events_it_stands_for(office: Office) -> None:
    write(office, plan(office, [(i, {"branch_id": 2}) for i in (1, 2, 3)]))
    assert values(office, "branch_id") == [2, 2, 2]
    with office.read() as session:
        moves = session.scalars(select(MembershipEvent.member_id).where(MembershipEvent.event_type == "branch_move"))
        assert sorted(moves) == [1, 2]
        assert history(session, Member, 1)[0].action == "批量修改会员"
    office.undo_last()
    assert values(office, "branch_id") == [1, 1, 2]


def test_an_empty_value_erases_but_not_what_must_be_filled(office: Office) -> None:
    planned = plan(office, [(1, {"email": ""}), (2, {"full_name": None})])
    assert told(planned) == [("update", "邮箱 1@x.cn → 空"), ("refused", "姓名不能清空。")]
    write(office, planned)
    assert values(office, "email") == [None, "2@x.cn", "3@x.cn"] and values(office, "full_name")[1] == "李四"


def test_what_is_wrong_or_taken_is_refused_and_what_is_doubtful_said(office: Office) -> None:
    planned = plan(office, [
        (1, {"staff_no": "002"}), (2, {"birth_date": "1980-02-30"}), (3, {"mobile": "123"}),
        (99, {"email": "a@b"}),
    ])  # fmt: skip
    assert [row.fate for row in planned.rows] == ["refused", "refused", "update", "refused"]
    assert "工号已经是“李四”的" in planned.rows[0].text and "出生日期" in planned.rows[1].text
    assert "手机" in planned.rows[2].text and planned.rows[2].warnings
    assert planned.rows[3].text == "这条记录已经不在了。"


def test_a_number_can_not_be_given_to_two(office: Office) -> None:
    planned = plan(office, [(i, {"member_no": "A1"}) for i in (1, 2)])
    assert planned.rows[1].fate == "refused" and "与第 1 行重复" in planned.rows[1].text


def test_a_link_is_found_by_name_too_and_a_new_one_is_made(office: Office) -> None:
    planned = plan(office, [(1, {"branch_id": "数学学院"}), (2, {"branch_id": "化学学院"})])
    assert planned.new_links == {"分工会": ["化学学院"]}
    write(office, planned)
    assert values(office, "branch_id") == [2, 3, 2]


def test_what_cannot_be_changed_for_many_is_not_offered() -> None:
    names = {field.name for field in changeable(MEMBERS)}
    assert {"branch_id", "employment_type", "join_date", "dues_base"} <= names
    assert names.isdisjoint({"membership_status", "name_pinyin", "group_id", "merged_into_id"})


def test_a_block_goes_from_the_cell_on_and_leaves_out_what_does_not_fit() -> None:
    columns = ("staff_no", "full_name", "membership_status", "mobile")
    block = [["张三", "在册", "13800001234", "多的"], ["李四", "", "", ""], ["第三行", "", "", ""]]
    changes, refused = block_changes(MEMBERS, columns[1:], [7, 8], block)
    assert changes == [
        (7, {"full_name": "张三", "mobile": "13800001234"}), (8, {"full_name": "李四", "mobile": ""}),
    ]  # fmt: skip
    assert refused == ["会籍"]


def test_what_is_there_is_told_before_anything_is_given(office: Office) -> None:
    planned = plan(office, [(1, {}), (3, {})], looked_at="branch_id")
    assert told(planned) == [("unchanged", "分工会 物理学院"), ("unchanged", "分工会 数学学院")] and not planned.to_write
    with office.work("证件") as work:
        save_member(work, 1, {"mobile": "13800001234"})
    assert told(plan(office, [(1, {})], looked_at="mobile")) == [("unchanged", "手机 138****1234")]


def test_a_masked_number_is_not_taken_for_the_number(office: Office) -> None:
    planned = plan(office, [(1, {"mobile": "138****1234"})])
    assert told(planned) == [("refused", "手机：读到“138****1234”，隐去了中间几位，不是完整的号码。请写完整号码，或删掉这一格。")]


def test_nobody_is_moved_into_a_unit_that_is_no_more(office: Office) -> None:
    with office.work("撤并") as work:
        merge_branches(work, 2, 1, date(2020, 12, 1))
    planned = plan(office, [(1, {"branch_id": 2})])
    assert planned.rows[0].fate == "refused" and "“数学学院”已经撤并" in planned.rows[0].text


def test_what_many_may_share_leaves_out_what_is_ones_own() -> None:
    names = [field.name for field in changeable_alike(MEMBERS)]
    assert names[0] == "branch_id" and set(names[:6]) >= {"employment_type", "join_date"}
    assert {"full_name", "staff_no", "id_number", "member_no"}.isdisjoint(names)


def test_a_preview_older_than_the_records_writes_nothing(office: Office) -> None:
    planned = plan(office, [(1, {"email": "new@x"})], way="粘贴")
    with office.work("编辑") as work:
        save_member(work, 1, {"email": "other@x"})
    with pytest.raises(OfficeError, match="预览之后又改过"):
        write(office, planned)
    assert planned.way == "粘贴" and planned.source == "邮箱"
