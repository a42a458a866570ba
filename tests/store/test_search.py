# SPDX-License-Identifier: MIT
"""Search finds a person by any part a clerk has at hand, and nobody by a mixture of parts."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.orm import Session

from tests.store.toys import ToyGroup, ToyPerson, add_person
from unionoffice.office import Office
from unionoffice.store import search


@cache
def _empty_index() -> Engine:
    engine = create_engine("sqlite://")
    ToyPerson.metadata.create_all(engine)
    with Session(engine) as session:
        search.ensure(session, [ToyPerson])
        session.commit()
    return engine


ZHANG = {"staff_no": "20081234", "id_number": "110000198001011237", "mobile": "13800005678"}


def found(office: Office, typed: str) -> list[str]:
    statement = search.match(ToyPerson, typed)
    assert statement is not None
    with office.read() as session:
        people = session.scalars(select(ToyPerson).where(ToyPerson.id.in_(statement)).order_by(ToyPerson.id))
        return [person.full_name for person in people.unique()]


@pytest.mark.parametrize(
    "typed",
    ["张", "三", "张三", "zs", "zhangsan", "zhang", "Zhangs", "san", "2008", "20081234", "1237", "8001011237",
     "5678", "00005678", "张 5678", "zs　文学", "文学院", "学院", "张三 2008"],
)  # fmt: skip
def test_a_person_is_found_by(office: Office, typed: str) -> None:
    with office.work("新增") as work:
        group = work.add(ToyGroup(name="文学院"))
        work.add(ToyPerson(full_name="张三", group=group, **ZHANG))
        work.add(ToyPerson(full_name="李四"))
    assert found(office, typed) == ["张三"]


@pytest.mark.parametrize("typed", ["1234", "80000", "张四", "三文", "56781237", "shi", "zhangsi", "王"])
def test_a_person_is_not_found_by(office: Office, typed: str) -> None:
    """Middles of numbers, mixtures of two fields, other names."""
    with office.work("新增") as work:
        group = work.add(ToyGroup(name="文学院"))
        work.add(ToyPerson(full_name="张三", group=group, **ZHANG))
    assert found(office, typed) == []


@pytest.mark.parametrize("typed", ["q", "c", "qm", "cm", "qiuming", "chouming", "qiu", "仇"])
def test_a_surname_with_two_readings_is_found_by_both(office: Office, typed: str) -> None:
    add_person(office, "仇明")
    assert found(office, typed) == ["仇明"]


@pytest.mark.parametrize("name", ["王𬱟", "李𠮷", "赵㛃", "古丽·买买提", "钱〇"])
def test_rare_characters_are_found(office: Office, name: str) -> None:
    add_person(office, name)
    add_person(office, "周一")
    assert found(office, name) == found(office, name[-1]) == [name]


def test_the_index_follows_changes_and_deletions(office: Office) -> None:
    person_id = add_person(office, "张三")
    with office.work("改") as work:
        work.load(ToyPerson, person_id).full_name = "李四"
    assert (found(office, "zs"), found(office, "ls")) == ([], ["李四"])
    with office.work("删") as work:
        work.session.delete(work.load(ToyPerson, person_id))
    assert found(office, "ls") == []
    office.undo_last()
    assert found(office, "ls") == ["李四"]


def test_a_renamed_group_is_found_by_its_new_name_at_its_people(office: Office) -> None:
    with office.work("新增") as work:
        group = work.add(ToyGroup(name="文学院"))
        work.add(ToyPerson(full_name="张三", group=group))
    with office.work("改名") as work:
        work.load(ToyGroup, group.id).name = "人文学部"
    assert (found(office, "文学院"), found(office, "人文学部")) == ([], ["张三"])


def test_a_person_moved_to_another_group_is_found_by_the_new_one(office: Office) -> None:
    with office.work("新增") as work:
        old, new = work.add(ToyGroup(name="文学院")), work.add(ToyGroup(name="理学院"))
        person = work.add(ToyPerson(full_name="张三", group=old))
    with office.work("换组") as work:
        work.load(ToyPerson, person.id).group_id = new.id
    assert (found(office, "文学"), found(office, "理学")) == ([], ["张三"])


def test_an_index_out_of_step_is_built_anew(office: Office) -> None:
    add_person(office, "张三")
    with office.engine.begin() as connection:
        connection.execute(text("DELETE FROM search_toy_person"))
    assert found(office, "zs") == []
    with office.work("开") as work:
        search.ensure(work.session, [ToyPerson])
    assert found(office, "zs") == ["张三"]


@pytest.mark.parametrize("typed", ["慰-2020-0012", "慰-2020-00", "2020-0012", "2020-001", "0012", "2020"])
def test_a_number_is_found_as_it_is_printed(office: Office, typed: str) -> None:
    add_person(office, "张三", staff_no="慰-2020-0012")
    add_person(office, "李四", staff_no="慰-2019-0013")
    assert found(office, typed) == ["张三"]


@pytest.mark.parametrize("typed", ["", "  ", "　", "，。", "*", '"'])
def test_nothing_searchable_typed_means_everything(typed: str) -> None:
    assert search.match(ToyPerson, typed) is None


@given(st.text(max_size=12))
def test_whatever_is_typed_is_answered_and_not_read_as_syntax(typed: str) -> None:
    with _empty_index().connect() as connection:
        statement = search.match(ToyPerson, typed)
        assert statement is None or connection.execute(statement).all() == []
