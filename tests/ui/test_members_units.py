# SPDX-License-Identifier: MIT
"""The organisation's page: appoint, succeed, end, rename, merge, head counts; each a form beside the table."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.members_units import UnitsPage
from ui.members_units_forms import AppointForm, EligibleForm, EndTermForm, MergeForm, RenameForm
from unionoffice.members import unit_queries
from unionoffice.members.actions import save_branch, save_member
from unionoffice.members.records import Branch, Group, Member
from unionoffice.office import Office
from unionoffice.store import edit
from unionoffice.store.listing import Query


class Registry:
    def __init__(self) -> None:
        self.queries: list[Query] = []

    def show_query(self, query: Query) -> None:
        self.queries.append(query)


@pytest.fixture
def registry() -> Registry:
    return Registry()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=lambda: datetime(2020, 12, 18, 9))
    with opened.work("准备") as work:
        physics, _ = (save_branch(work, None, {"name": name}).id for name in ("物理学院", "数学学院"))
        group = edit.save(work, Group, None, {"name": "第一小组", "branch_id": physics}).id
        for name in ("蔡文静", "白雪莹"):
            save_member(work, None, {"full_name": name, "branch_id": physics, "group_id": group, "join_date": "2010-03"})
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot, office: Office, state: AppState, registry: Registry, inline) -> Iterator[UnitsPage]:
    desk = Desk(office, state, Announcer(office), go=lambda _key: registry)
    made = UnitsPage(desk)
    desk.announcer.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    select(qtbot, made, "物理学院")
    yield made
    desk.announcer.stop()


def select(qtbot, page: UnitsPage, name: str) -> None:
    names = [page.model.record(row).name for row in range(page.model.rowCount())]
    page.table.select_row(names.index(name))
    qtbot.waitUntil(lambda: page.selected is not None and page.selected.title() == name)


def said(page: UnitsPage) -> str:
    return " ".join(one.text() for one in page.details.findChildren(QLabel) if one.isVisible())


def wait_said(qtbot, page: UnitsPage, *words: str) -> None:
    """The table tells of its selection a moment later."""
    qtbot.waitUntil(lambda: all(word in said(page) for word in words))


def click(inside: QWidget, words: str) -> None:
    next(one for one in inside.findChildren(QPushButton) if one.text().startswith(words) and one.isVisible()).click()


def put(form: Any, **values: object) -> None:
    for name, value in values.items():
        form.editor(name).restore(value)
        form.editor(name).edited.emit()


def terms(office: Office) -> list[tuple[str, str, str]]:
    with office.read() as session:
        return [(one.post_name, one.full_name, str(one.to_day or "")) for one in unit_queries.officers(session)]


def test_a_chair_is_appointed_succeeded_and_ends(qtbot, page: UnitsPage, office: Office) -> None:
    click(page.details, "任职")
    form = page.form
    assert isinstance(form, AppointForm) and not form.told.isVisible()
    put(form, post="chair", member_id=1, from_day="2016-03-01", term="第四届")
    form.save()
    assert terms(office) == [("主席", "蔡文静", "")]
    wait_said(qtbot, page, "蔡文静")
    click(page.details, "任职")
    form = page.form
    assert isinstance(form, AppointForm)
    put(form, post="chair", member_id=2, from_day="2020-06-01")
    assert form.told.isVisible() and "蔡文静 任职到 2020-05-31 为止" in form.told.title()
    form.save()
    assert terms(office) == [("主席", "白雪莹", ""), ("主席", "蔡文静", "2020-05-31")]
    wait_said(qtbot, page, "历任", "第四届")
    click(page.details, "卸任")
    form = page.form
    assert isinstance(form, EndTermForm)
    form.save()
    assert terms(office)[0][2] == "2020-12-18" or terms(office)[1][2] == "2020-12-18"
    assert page.form is None


def test_a_group_leader_needs_a_group_and_nobody_is_a_mistake_at_the_name(qtbot, page: UnitsPage, office: Office) -> None:
    click(page.details, "任职")
    form = page.form
    assert isinstance(form, AppointForm)
    put(form, post="group_leader")
    assert form.row("group_id").isVisible()
    form.save()
    assert "请从名册里选一个人" in form.row("member_id").message()
    put(form, member_id=1)
    form.save()
    with office.read() as session:
        (line,) = unit_queries.officers(session)
        assert (line.unit, session.get_one(Member, 1).union_post) == ("物理学院第一小组", "group_leader")
    wait_said(qtbot, page, "蔡文静（第一小组）")


def test_the_unions_own_officers_are_appointed_and_end_in_the_same_form(page: UnitsPage, office: Office) -> None:
    click(page.header, "校工会任职")
    form = page.form
    assert isinstance(form, AppointForm)
    put(form, post="vice_chair", member_id=2)
    form.save()
    assert page.form is None and terms(office) == [("副主席", "白雪莹", "")]
    click(page.header, "校工会任职")
    assert isinstance(page.form, AppointForm)
    click(page.form, "卸任")
    form = page.form
    assert isinstance(form, EndTermForm)
    form.save()
    assert terms(office) == [("副主席", "白雪莹", "2020-12-18")]


def test_a_rename_keeps_the_old_name_and_a_correction_does_not(qtbot, page: UnitsPage, office: Office) -> None:
    click(page.details, "改名")
    form = page.form
    assert isinstance(form, RenameForm)
    put(form, name="理学院", on="2018-09-01")
    form.save()
    wait_said(qtbot, page, "曾用名 物理学院")
    click(page.details, "改名")
    form = page.form
    assert isinstance(form, RenameForm)
    put(form, name="理科学院", correct="是")
    assert not form.row("on").isVisible()
    form.save()
    with office.read() as session:
        assert [name for _, name in unit_queries.former_names(session, 1)] == ["物理学院", "理科学院"]


def test_a_unit_is_merged_after_telling_what_goes_along(qtbot, page: UnitsPage, office: Office) -> None:
    click(page.details, "并入")
    form = page.form
    assert isinstance(form, MergeForm)
    assert "2 位在册会员、1 个工会小组转到新单位" in form.told.title()
    form.save()
    assert "请选并入的单位" in form.row("into_id").message()
    put(form, into_id=2)
    assert form.told.title().endswith("转到数学学院")
    form.save()
    with office.read() as session:
        assert session.get_one(Branch, 1).merged_into_id == 2
        assert {one.branch_id for one in session.query(Member)} == {2}
    select(qtbot, page, "物理学院")
    wait_said(qtbot, page, "2020-12-18，并入数学学院")
    assert not [one for one in page.details.findChildren(QPushButton) if one.text() in ("改名", "任职")]
    office.undo_last()
    with office.read() as session:
        assert session.get_one(Branch, 1).closed_on is None


def test_head_counts_are_filled_judged_and_kept(qtbot, page: UnitsPage, office: Office) -> None:
    click(page.header, "应入会人数")
    form = page.form
    assert isinstance(form, EligibleForm)
    click(form, "空着的按在册人数填")
    assert form.raw() == {"1": "2", "2": ""}
    put(form, **{"2": "三"})
    form.save()
    assert form.banner.isVisible() and form.banner.title().startswith("数学学院：")
    put(form, **{"1": "4", "2": ""})
    form.save()
    with office.read() as session:
        assert unit_queries.eligible_counts(session, 2020) == {1: 4}
    wait_said(qtbot, page, "50.0%，应入会 4 人")


def test_a_units_members_are_one_click_away(page: UnitsPage, registry: Registry) -> None:
    click(page.details, "会员")
    assert registry.queries[0].chosen["branch_id"] == (1,)


def test_an_ordinary_edit_still_opens_the_ordinary_form(page: UnitsPage) -> None:
    page.edit()
    assert not isinstance(page.form, AppointForm | MergeForm) and page.form is not None
    page.form.cancel()  # type: ignore[attr-defined]
    assert page.form is None
