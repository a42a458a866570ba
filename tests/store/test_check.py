# SPDX-License-Identifier: MIT
"""The check finds what is wrong and says nothing of an office that is well."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.store.toys import NOON, ToyGroup, ToyPerson, ToySlip, add_person
from unionoffice.office import Office
from unionoffice.store.check import Problem, check_numbers, check_office


def found(office: Office) -> list[Problem]:
    with office.read() as session:
        return check_office(session, now=NOON, classes=[ToyPerson, ToyGroup, ToySlip])


def harm(office: Office, *statements: str) -> None:
    """Change the database behind the program's back."""
    with office.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_well_office_has_no_problems(office: Office) -> None:
    person_id = add_person(office, "张三", mobile="13800001234")
    with office.work("改") as work:
        work.load(ToyPerson, person_id).full_name = "李𠮷"
        work.add_many(ToyPerson, [ToyPerson(full_name="王五")])
    assert found(office) == [] == office.check()


@pytest.mark.parametrize(
    ("statements", "level", "said"),
    [
        (["UPDATE toy_person SET group_id = 99"], "error", "toy_person 第 1 条指向的 toy_group 不存在"),
        (
            ["DROP TRIGGER audit_log_no_update", "UPDATE audit_log SET actor = '别人' WHERE id = 1"],
            "error", "操作记录在第 1 条对不上",
        ),
        (["DROP TRIGGER audit_log_no_delete"], "error", "防改保护被去掉了"),
        (["UPDATE toy_person SET full_name = '李四'"], "warn", "toy_person 的搜索索引和数据不一致"),
        (["DELETE FROM search_toy_person"], "warn", "搜索索引"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(office: Office, statements: list[str], level: str, said: str) -> None:
    add_person(office, "张三")
    harm(office, *statements)
    problems = found(office)
    assert any(problem.level == level and said in problem.sentence for problem in problems), problems


def test_damage_on_the_disk_is_said_first(office: Office) -> None:
    with office.work("导入") as work:
        work.add_many(ToyPerson, [ToyPerson(full_name=f"张{n:04}") for n in range(500)])
        root = work.session.scalar(text("SELECT rootpage FROM sqlite_master WHERE name = 'toy_person'"))
    office.engine.dispose()
    assert root is not None
    with (office.folder / "office.db").open("r+b") as stream:
        stream.seek((root - 1) * 4096)
        stream.write(b"\xff" * 4096)
    problems = found(office)
    assert problems and all("数据文件有损坏" in problem.sentence for problem in problems)


def test_a_clock_that_ran_backwards_is_a_warning(office: Office) -> None:
    add_person(office, "张三")
    with office.read() as session:
        (problem,) = check_office(session, now=NOON - timedelta(days=2), classes=[])
    assert problem.level == "warn"
    assert problem.sentence == (
        "电脑时间是 2020-12-16 12:00，早于最近一次修改 2020-12-18 12:00。数据没有问题。请先校准电脑时间，再签发凭证。"
    )


def slips(session: Session) -> list[Problem]:
    return list(check_numbers(session, "困", "慰问凭证", ToySlip.year, ToySlip.number))


def test_numbers_are_there_once_each(office: Office) -> None:
    with office.work("签发") as work:
        for year in (2019, 2020, 2020, 2020):
            work.add(ToySlip(year=year, number=work.number("困", year), purpose="慰问"))
    with office.read() as session:
        assert slips(session) == []
    harm(office, "UPDATE toy_slip SET number = 3 WHERE year = 2020 AND number = 1")
    harm(office, "UPDATE toy_slip SET number = 4 WHERE year = 2019")
    with office.read() as session:
        assert [problem.sentence for problem in slips(session)] == [
            "慰问凭证 2019 年缺号：1。请和纸质凭证核对。",
            "慰问凭证 2019 年号码没有登记：4。请和纸质凭证核对。",
            "慰问凭证 2020 年缺号：1。请和纸质凭证核对。",
            "慰问凭证 2020 年重号：3。请和纸质凭证核对。",
        ]
