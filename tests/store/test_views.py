# SPDX-License-Identifier: MIT
"""Saved views: kept for the whole office, named once per page, told of what is no more instead of failing."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from unionoffice.errors import FieldError, OfficeError
from unionoffice.members.actions import save_branch
from unionoffice.members.organisation import merge_branches
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.store import edit
from unionoffice.store.views import SavedView, ViewState, save_view, state_of, still_meant, views_of

FACETS = ("branch_id", "employment_type", "join_date")
COLUMNS = ("staff_no", "full_name", "mobile")
STATE = ViewState("张", {"branch_id": (2, None), "employment_type": ("agency",)}, ("-join_date",), ("full_name", "mobile"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=lambda: datetime(2020, 12, 18, 9, 30))
    with opened.work("建立") as work:
        for name in ("物理学院", "数学学院"):
            save_branch(work, None, {"name": name})
    yield opened
    opened.close()


def keep(office: Office, name: str, state: ViewState = STATE, page: str = "member") -> int:
    with office.work("保存视图") as work:
        return save_view(work, None, {"page": page, "name": name}, state).id


def names(office: Office, page: str = "member") -> list[str]:
    with office.read() as session:
        return [one.name for one in views_of(session, page)]


def meant(office: Office, state: ViewState) -> tuple[ViewState, list[str]]:
    with office.read() as session:
        return still_meant(session, MEMBERS, state, FACETS, COLUMNS)


def test_a_view_is_there_for_whoever_opens_the_office(office: Office, tmp_path: Path) -> None:
    keep(office, "派遣制")
    office.close()
    again = Office.open(tmp_path / "office")
    with again.read() as session:
        (view,) = views_of(session, "member")
        assert (view.name, state_of(view)) == ("派遣制", STATE)
        assert state_of(view).same(ViewState("张", {"employment_type": ("agency",), "branch_id": (None, 2)}, *order_and_columns()))
        assert list(views_of(session, "aid_payment")) == []
    again.close()


def order_and_columns() -> tuple[tuple[str, ...], tuple[str, ...]]:
    return STATE.order, STATE.columns


def test_a_name_stands_once_on_a_page(office: Office) -> None:
    first = keep(office, " 派遣制 ")
    keep(office, "派遣制", page="aid_payment")
    with pytest.raises(FieldError, match="已经有叫“派遣制”的视图"):
        keep(office, "派遣制")
    with pytest.raises(FieldError, match="视图名称"):
        keep(office, "  ")
    other = keep(office, "女会员")
    with office.work("更名") as work, pytest.raises(FieldError):
        save_view(work, other, {"name": "派遣制"})
    with office.work("更名") as work:
        save_view(work, first, {"name": "劳务派遣"})
    assert names(office) == ["劳务派遣", "女会员"] and names(office, "aid_payment") == ["派遣制"]


def test_a_view_is_changed_deleted_and_taken_back(office: Office) -> None:
    view_id = keep(office, "派遣制")
    with office.work("更新视图") as work:
        save_view(work, view_id, {}, ViewState("李"))
    with office.read() as session:
        assert state_of(session.get_one(SavedView, view_id)) == ViewState("李")
    with office.work("删除视图") as work:
        edit.delete(work, SavedView, view_id)
    assert names(office) == []
    office.undo_last()
    assert names(office) == ["派遣制"]
    office.undo_last()
    with office.read() as session:
        assert state_of(session.get_one(SavedView, view_id)) == STATE


def test_what_is_still_there_is_meant(office: Office) -> None:
    assert meant(office, STATE) == (STATE, [])
    with office.work("撤并") as work:  # a unit that was merged is still a value people have
        merge_branches(work, 2, 1, work.today)
    assert meant(office, STATE)[1] == []


def test_what_is_no_more_is_told_and_the_rest_is_used(office: Office) -> None:
    old = ViewState(
        "张", {"branch_id": (99, 1), "employment_type": ("agency", "serf"), "shoe_size": (43,), "sex_code": ("2",)},
        ("-shoe_size",), ("full_name", "shoe_size", "hat_size"),
    )  # fmt: skip
    state, gone = meant(office, old)
    assert state == ViewState("张", {"branch_id": (1,), "employment_type": ("agency",)}, (), ("full_name",))
    assert gone == ["“分工会”里的 1 项", "“用工形式”里的 1 项", "一个筛选", "筛选“性别”", "原来的排序", "2 列"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"text": "", "chosen": [], "order": [], "columns": []}', '{"text": 1}'])
def test_a_damaged_view_says_so(office: Office, content: str) -> None:
    with pytest.raises(OfficeError, match="视图“旧的”存的内容读不出来"):
        state_of(SavedView(page="member", name="旧的", content=content))


def test_more_than_a_view_can_hold_is_refused(office: Office) -> None:
    with pytest.raises(OfficeError, match="选的条件太多"):
        keep(office, "全部", ViewState(chosen={"branch_id": tuple(range(9000))}))
    assert names(office) == []
