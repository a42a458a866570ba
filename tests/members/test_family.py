# SPDX-License-Identifier: MIT
"""Children and family are entered with the member, and taken back with the same step."""

from datetime import date

import pytest
from sqlalchemy import func, select

from unionoffice.errors import FieldError
from unionoffice.members.actions import save_member
from unionoffice.members.family import (
    CHILD_COLUMNS,
    Child,
    FamilyRow,
    Relative,
    children_of,
    read_row,
    relatives_of,
    save_rows,
)
from unionoffice.office import Office
from unionoffice.store.history import history

TODAY = date(2020, 12, 18)
OLDER = {"full_name": "蔡子涵", "sex_code": "2", "birth_date": date(2008, 5, 1)}
YOUNGER = {"full_name": "蔡一诺", "birth_date": date(2014, 3, 9), "only_child_no": "JL-0012"}


def _names(office: Office, member_id: int) -> list[str]:
    with office.read() as session:
        return [one.full_name for one in children_of(session, member_id)]


@pytest.fixture
def member(office: Office) -> int:
    with office.work("新增会员") as work:
        member_id = save_member(work, None, {"full_name": "蔡文静", "join_date": "2006-09"}).id
        save_rows(work, Child, member_id, [FamilyRow(None, YOUNGER), FamilyRow(None, OLDER)])
        save_rows(work, Relative, member_id, [FamilyRow(None, {"full_name": "李建国", "relation_code": "10"})])
    return member_id


def test_the_eldest_child_comes_first(office: Office, member: int) -> None:
    assert _names(office, member) == ["蔡子涵", "蔡一诺"]


def test_a_saved_list_is_what_the_form_showed(office: Office, member: int) -> None:
    with office.read() as session:
        first, second = children_of(session, member)
    rows = [FamilyRow(second.id, {**YOUNGER, "full_name": "蔡一"}), FamilyRow(None, {"full_name": "蔡新"})]
    with office.work("编辑会员") as work:
        save_rows(work, Child, member, rows)
    assert _names(office, member) == ["蔡一", "蔡新"]
    office.undo_last()
    assert _names(office, member) == ["蔡子涵", "蔡一诺"]
    with office.read() as session:
        (told,) = [one for one in history(session, Child, first.id) if one.action == "新增会员"]
        assert ("出生日期", "", "2008-05-01") in told.lines
        assert len(relatives_of(session, member)) == 1


def test_one_undo_takes_member_and_family_back(office: Office, member: int) -> None:
    assert office.undo_last() == "新增会员"
    with office.read() as session:
        assert session.scalar(select(func.count(Child.id))) == session.scalar(select(func.count(Relative.id))) == 0


def test_a_row_is_read_as_typed_and_refused_by_its_column() -> None:
    typed = {"full_name": "蔡 子涵", "sex_code": "女", "birth_date": "2008.5.1", "school_stage": "xx", "only_child_no": ""}
    with pytest.raises(FieldError, match="就学阶段：“xx”不在") as refused:
        read_row(Child, typed, TODAY)
    assert refused.value.field == "school_stage"
    values = read_row(Child, {**typed, "school_stage": "职高"}, TODAY)
    assert values == {**OLDER, "school_stage": "vocational", "only_child_no": None}
    assert tuple(values) == CHILD_COLUMNS
    with pytest.raises(FieldError, match="还没到"):
        read_row(Child, {"full_name": "蔡新", "birth_date": "2021-01-01"}, TODAY)
    with pytest.raises(FieldError, match="请填写姓名"):
        read_row(Relative, {"full_name": " ", "relation_code": "母亲"}, TODAY)


@pytest.mark.parametrize(
    ("born", "stage", "said"),
    [
        (date(2019, 1, 1), None, "未入园（按年龄）"), (date(2016, 1, 1), None, "幼儿园（按年龄）"),
        (date(2012, 3, 5), None, "小学（按年龄）"), (date(2012, 3, 5), "junior", "初中"),
        (date(1990, 1, 1), None, ""), (None, None, ""),
    ],
)  # fmt: skip
def test_a_stage_nobody_entered_follows_from_the_age(born: date | None, stage: str | None, said: str) -> None:
    assert Child(full_name="蔡子涵", birth_date=born, school_stage=stage).stage_on(TODAY) == said
