# SPDX-License-Identifier: MIT
"""Operators: an office of one clerk as ever, roles kept by the unit of work, nobody locked out, who sits down is noted."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from unionoffice.aid.actions import seed_types
from unionoffice.aid.types_records import AidType
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.roles import ENTER, LOOK, MANAGE, REVIEW, Right, role_of
from unionoffice.members.records import Branch
from unionoffice.office import Office
from unionoffice.store import edit
from unionoffice.store.at_desk import CHANGE, save_operator
from unionoffice.store.history import history
from unionoffice.store.operators import Operator, read_operators, role_at_desk
from unionoffice.store.settings import StoredSetting, save_settings
from unionoffice.store.work import Work

NOON = datetime(2020, 12, 18, 12, 0)
TODAY = NOON.date()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=lambda: NOON)
    with opened.work("首次设置") as work:
        save_settings(work, {"operator": "周雨桐"})
    yield opened
    opened.close()


def engage(office: Office, name: str, role: str, **more: object) -> int:
    """Another operator, entered by whoever sits at the desk."""
    with office.work("新增经办人") as work:
        return save_operator(work, None, {"name": name, "role_code": role, **more}).id


def add_branch(office: Office, name: str) -> None:
    with office.work("新增分工会") as work:
        edit.save(work, Branch, None, {"name": name})


def test_an_office_starts_with_one_operator_who_may_do_everything(tmp_path: Path) -> None:
    office = Office.open(tmp_path / "new", clock=lambda: NOON)
    assert [(one.name, one.role_code) for one in office.operators] == [("经办人", MANAGE)]
    assert (office.role.code, office.settings.operator) == (MANAGE, "经办人")
    office.close()


def test_the_only_operator_is_called_what_the_settings_say(office: Office) -> None:
    assert [(one.name, one.role_code) for one in office.operators] == [("周雨桐", MANAGE)]
    with office.work("修改设置") as work:
        save_settings(work, {"operator": ""})
    assert [one.name for one in office.operators] == ["经办人"] and office.role.code == MANAGE
    office.undo_last()
    assert [one.name for one in office.operators] == ["周雨桐"] and office.settings.operator == "周雨桐"


def test_an_older_office_keeps_its_name(tmp_path: Path) -> None:
    """The migration makes the name in the settings the first operator."""
    from unionoffice.store.engine import open_engine
    from unionoffice.store.migrate import VERSIONS, run_migrations

    older = tmp_path / "older"
    older.mkdir()
    for path in VERSIONS.glob("v00*.py"):
        if int(path.name[1:5]) < int(MIGRATION):
            (older / path.name).write_text(path.read_text("utf-8"), "utf-8")
    database = tmp_path / "old.db"
    engine = open_engine(database, foreign_keys=False, make=True)
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        run_migrations(connection, older)
        connection.exec_driver_sql("INSERT INTO setting (version, key, value) VALUES (1, 'operator', ' 李会计 ')")
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        assert "operator" in run_migrations(connection, VERSIONS)
    engine.dispose()
    with closing(sqlite3.connect(database)) as plain:
        assert plain.execute("SELECT name, role_code FROM operator").fetchall() == [("李会计", "manage")]


MIGRATION = next(
    path.name[1:5] for path in (Path(__file__).parents[2] / "unionoffice/store/migrations/versions").glob("v*_operators.py")
)


def test_who_only_looks_writes_nothing(office: Office) -> None:
    engage(office, "陈处长", LOOK)
    office.change_desk("陈处长")
    with pytest.raises(OfficeError, match=r"陈处长 是“查询”，不能新增分工会。没有改动。要由录入、审核或管理来做"):
        add_branch(office, "机关")
    with pytest.raises(OfficeError, match="不能建立慰问类型"), office.work("建立慰问类型") as work:
        seed_types(work)  # many at once
    with pytest.raises(OfficeError, match="不能换角色"), office.work("换角色") as work:
        work.session.get_one(Operator, office.operators[1].id).role_code = MANAGE
    with office.read() as session:
        assert session.scalars(select(Branch)).all() == [] and session.scalars(select(AidType)).all() == []
    with office.work("导出会员") as work:
        work.note("member", None, 导出="名册")  # what was looked at is noted all the same
    assert office.role.code == LOOK


def test_who_enters_changes_records_and_no_settings(office: Office) -> None:
    engage(office, "李明", ENTER)
    office.change_desk("李明")
    add_branch(office, "机关")
    for values in ({"school_name": "江陵大学"}, {"operator": "周雨桐"}):
        with pytest.raises(OfficeError, match="要由管理来做"), office.work("修改设置") as work:
            save_settings(work, values)
    with pytest.raises(OfficeError, match="要由审核或管理来做"), office.work("签发凭证") as work:
        work.need(Right.APPROVE)
    with pytest.raises(OfficeError, match="要由管理来做"), office.work("设置") as work:
        work.add(StoredSetting(key="school_name", value="江陵大学"))  # past the action
        work.flush()


def test_who_enters_does_not_issue_void_or_decide(office: Office) -> None:
    from datetime import date as day

    from unionoffice.aid import actions, hardship_path
    from unionoffice.aid.rounds_actions import issue_round
    from unionoffice.aid.steps_actions import record_step
    from unionoffice.members.dues.actions import reverse_receipt
    from unionoffice.welfare.purchase import revoke_decision

    engage(office, "李明", ENTER, duty_aid=True)
    office.change_desk("李明")
    verbs: dict[str, Callable[[Work], object]] = {
        "签发凭证": lambda work: actions.issue(work, 1),
        "作废凭证": lambda work: actions.void(work, 1, "写错"),
        "签发批次": lambda work: issue_round(work, 1, on=day(2020, 12, 18)),
        "登记审批": lambda work: record_step(work, 1, "approve", done_by="陈处长"),
        "销档": lambda work: hardship_path.close(work, 1, "1"),
        "冲销会费": lambda work: reverse_receipt(work, 1, "重复"),
        "撤销比选": lambda work: revoke_decision(work, 1),
    }
    for name, verb in verbs.items():
        with pytest.raises(OfficeError, match=f"不能{name}。没有改动。要由审核或管理来做"), office.work(name) as work:
            verb(work)


def test_a_read_and_a_write_know_whose_they_are(office: Office) -> None:
    engage(office, "李明", ENTER, duty_aid=True)
    office.change_desk("李明")
    with office.read() as session:
        assert (role_of(session).code, role_of(session).duties) == (ENTER, {"aid"})
    with office.work("看") as work:
        assert role_of(work.session) == work.role == office.role
    with office.work("代办", actor="周雨桐") as work:
        assert work.role.code == MANAGE


def test_a_look_is_noted_or_refused(office: Office) -> None:
    engage(office, "李明", ENTER, duty_members=True)
    office.change_desk("李明")
    with office.work("显示完整内容") as work:
        work.look("member", 1, "证件号码", "id_number")
    with pytest.raises(OfficeError, match="病情"), office.work("显示完整内容") as work:
        work.look("member", 1, "健康情况", "id_number", "illness")
    from unionoffice.members.records import Member

    with office.read() as session:
        noted = history(session, Member, 1)
    assert [(one.actor, one.op, one.lines) for one in noted] == [("李明", "note", (("字段", "", "证件号码"),))]


# nobody is locked out


@pytest.mark.parametrize(
    "values", [{"role_code": REVIEW}, {"active_to": TODAY}, {"active_from": TODAY + timedelta(days=1)}]
)
def test_the_last_manager_stays(office: Office, values: dict[str, object]) -> None:
    engage(office, "李明", REVIEW)
    first = office.operators[0]
    with pytest.raises(OfficeError, match="至少要有一个在用、不停用的管理"), office.work("编辑经办人") as work:
        save_operator(work, first.id, values)
    with pytest.raises(OfficeError, match="至少要有一个"), office.work("删除经办人") as work:
        edit.delete(work, Operator, first.id)
    assert office.role.code == MANAGE and office.operators[0].role_code == MANAGE


def test_a_second_manager_lets_the_first_go_and_undoing_is_held_to_the_rule_too(office: Office) -> None:
    second = engage(office, "李明", MANAGE)
    with office.work("编辑经办人") as work:
        save_operator(work, office.operators[0].id, {"role_code": LOOK})
    assert office.role.code == LOOK
    office.change_desk("李明")  # who only looks may still make room
    with office.read() as session:
        made = history(session, Operator, second)[-1].step
    with pytest.raises(OfficeError, match="至少要有一个"):
        office.undo(made, "新增经办人")
    assert [one.name for one in office.operators] == ["周雨桐", "李明"]


def test_a_name_that_is_no_operator_looks_and_can_change_over(office: Office) -> None:
    engage(office, "李明", ENTER, active_to=TODAY)
    office.change_desk("李明")
    assert role_at_desk(office.operators, "李明", TODAY).code == ENTER
    assert role_at_desk(office.operators, "李明", TODAY + timedelta(days=1)).code == LOOK
    assert role_at_desk((), "谁都行", TODAY).code == MANAGE
    office.change_desk("周雨桐")
    assert office.role.code == MANAGE


# at the desk


def test_changing_over_is_noted_and_takes_nothing_back(office: Office) -> None:
    engage(office, "李明", ENTER)
    add_branch(office, "机关")
    office.change_desk("李明")
    assert office.last_undoable() == ""
    with pytest.raises(OfficeError, match="没有可以撤销"):
        office.undo_last()
    with office.read() as session:
        stored = session.scalars(select(StoredSetting).where(StoredSetting.key == "operator")).one()
        newest = history(session, StoredSetting, stored.id)[0]
    assert (newest.actor, newest.action) == ("周雨桐", CHANGE)
    with pytest.raises(OfficeError, match="“王五”不在用，没有换"):
        office.change_desk("王五")
    assert office.settings.operator == "李明"


def test_of_several_operators_the_settings_take_only_a_known_name(office: Office) -> None:
    engage(office, "李明", MANAGE)
    with pytest.raises(FieldError, match="没有叫“王五”的经办人，现在可选的有：周雨桐、李明") as told, office.work("设置") as work:
        save_settings(work, {"operator": "王五"})
    assert told.value.field == "operator" and len(read_names(office)) == 2
    with office.work("设置") as work:
        save_settings(work, {"operator": "李明"})
    assert office.role.name == "李明"


def test_who_is_renamed_goes_on_sitting_at_the_desk(office: Office) -> None:
    with office.work("编辑经办人") as work:
        save_operator(work, office.operators[0].id, {"name": "周雨彤"})
    assert office.settings.operator == "周雨彤" and office.role.code == MANAGE


def test_a_name_stands_once_and_an_end_is_not_before_its_beginning(office: Office) -> None:
    with pytest.raises(FieldError, match="已经是“周雨桐”的"):
        engage(office, "周雨桐", ENTER)
    with pytest.raises(FieldError, match="停用日期早于起用日期"):
        engage(office, "李明", ENTER, active_from=date(2020, 12, 2), active_to=date(2020, 12, 1))


def read_names(office: Office) -> list[str]:
    with office.read() as session:
        return [one.name for one in read_operators(session)]
