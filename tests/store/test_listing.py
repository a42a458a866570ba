# SPDX-License-Identifier: MIT
"""What a register's page asks for: order, facets with counts, years, sums, pages of rows."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from tests.store.toys import PEOPLE, ToyGroup, ToyPerson
from unionoffice.kit.register import Facet
from unionoffice.office import Office
from unionoffice.store import listing
from unionoffice.store.listing import FacetValue, Query


@pytest.fixture
def session(office: Office) -> Iterator[Session]:
    """张三, 章鱼, 安宁, 仇明: ids 1 to 4."""
    with office.work("新增") as work:
        art, law = work.add(ToyGroup(name="文学院")), work.add(ToyGroup(name="法学院"))
        work.flush()
        people = [
            ToyPerson(full_name="张三", group_id=art.id, joined=date(2019, 9, 1), dues=Decimal("10.00")),
            ToyPerson(full_name="章鱼", group_id=law.id, joined=date(2020, 9, 1), dues=Decimal("20.10")),
            ToyPerson(full_name="安宁", group_id=art.id, joined=date(2020, 3, 1), state="left"),
            ToyPerson(full_name="仇明", dues=Decimal("0.05")),
        ]
        work.add_many(ToyPerson, people)
    with office.read() as opened:
        yield opened


def names(session: Session, query: Query) -> list[str]:
    return [p.full_name for p in listing.rows(session, ToyPerson, listing.ids(session, PEOPLE, query))]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ((), "安宁 仇明 张三 章鱼"),
        (("-full_name",), "章鱼 张三 仇明 安宁"),
        (("joined",), "张三 安宁 章鱼 仇明"),
        (("-joined",), "章鱼 安宁 张三 仇明"),
        (("dues",), "仇明 张三 章鱼 安宁"),
        (("group_id", "-full_name"), "张三 安宁 章鱼 仇明"),
        (("state", "full_name"), "仇明 张三 章鱼 安宁"),
    ],
)
def test_order_is_by_value_and_empty_comes_last(session: Session, order: tuple[str, ...], expected: str) -> None:
    assert names(session, Query(order=order)) == expected.split()


def test_filters_join_with_and_values_of_one_with_or(session: Session) -> None:
    assert names(session, Query(chosen={"group_id": (1, 2)})) == ["安宁", "张三", "章鱼"]
    assert names(session, Query(chosen={"group_id": (1, None)})) == ["安宁", "仇明", "张三"]
    assert names(session, Query(chosen={"group_id": (1,), "state": ("active",)})) == ["张三"]
    assert names(session, Query(chosen={"joined": ("2020",)})) == ["安宁", "章鱼"]
    assert names(session, Query(chosen={"state": ()})) == ["安宁", "仇明", "张三", "章鱼"]
    assert names(session, Query(text="z", chosen={"state": ("active",)})) == ["张三", "章鱼"]


def test_facets_count_under_the_rest_of_the_query(session: Session) -> None:
    state, group, joined = PEOPLE.facets
    query = Query(chosen={"state": ("active",)})
    assert listing.facet_values(session, PEOPLE, state, query) == [
        FacetValue("active", "在会", 3), FacetValue("left", "退会", 1),
    ]  # fmt: skip
    assert {(v.value, v.text, v.count) for v in listing.facet_values(session, PEOPLE, group, query)} == {
        (1, "文学院", 1), (2, "法学院", 1), (None, "（空）", 1),
    }  # fmt: skip
    assert listing.facet_values(session, PEOPLE, joined, Query())[0] == FacetValue("2020", "2020 年", 2)
    assert joined == Facet("joined", by="year")


def test_sums_are_yuan_over_the_matching_rows(session: Session) -> None:
    assert listing.total(session, PEOPLE, "dues", Query()) == Decimal("30.15")
    assert listing.total(session, PEOPLE, "dues", Query(text="z")) == Decimal("30.10")
    assert listing.total(session, PEOPLE, "dues", Query(text="安")) == Decimal("0.00")


def test_years_are_newest_first(session: Session) -> None:
    assert listing.years(session, ToyPerson, "joined") == [2020, 2019]


def test_rows_keep_the_asked_order_and_skip_the_gone(session: Session) -> None:
    assert [p.id for p in listing.rows(session, ToyPerson, [3, 99, 1])] == [3, 1]


def test_ranges_are_inclusive_and_leave_out_who_has_no_value(session: Session) -> None:
    year = (date(2020, 1, 1), date(2020, 9, 1))
    assert names(session, Query(between={"joined": year})) == ["安宁", "章鱼"]
    assert names(session, Query(between={"joined": (None, date(2020, 3, 1))})) == ["安宁", "张三"]
    assert names(session, Query(between={"joined": (None, None)})) == ["安宁", "张三", "章鱼"]
    assert names(session, Query(between={"dues": (Decimal("10.00"), None)})) == ["张三", "章鱼"]


def test_a_named_list_restricts_to_its_ids_however_many(session: Session) -> None:
    assert names(session, Query(only=frozenset((1, 4)))) == ["仇明", "张三"]
    assert names(session, Query(only=frozenset())) == []
    many = frozenset(range(2, 100_000))
    assert names(session, Query(text="z", only=many)) == ["章鱼"]
    assert listing.total(session, PEOPLE, "dues", Query(only=many)) == Decimal("20.15")
    state = PEOPLE.facets[0]
    assert [v.count for v in listing.facet_values(session, PEOPLE, state, Query(only=many))] == [2, 1]
