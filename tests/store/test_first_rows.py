# SPDX-License-Identifier: MIT
"""The rows a page shows first are those its whole list begins with, however they were found; a query can be stopped."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.store.toys import PEOPLE, ToyGroup, ToyPerson, open_toys
from unionoffice.errors import Cancelled
from unionoffice.members.sample_names import name_of
from unionoffice.office import Office
from unionoffice.store import listing, search
from unionoffice.store.listing import FIRST, Query

ORDERS = ["", "full_name", "-full_name", "staff_no", "-staff_no", "group_id", "-group_id", "state", "-joined"]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """1,500 people, the index built for 1,000 of them, the rest entered later; some in groups of one name."""
    rng = random.Random(1)
    opened = open_toys(tmp_path_factory.mktemp("toys") / "office")
    people = [
        ToyPerson(
            full_name=name_of(rng, rng.choice("12"), "01"), staff_no=f"{rng.randrange(10**6):06}",
            group_id=rng.choice((1, 2, 3, None)), state=rng.choice(("active", "active", "left")),
        )
        for _ in range(1500)
    ]  # fmt: skip
    with opened.work("新增") as work:
        for name in ("文学院", "理学院", "法学院"):
            work.add(ToyGroup(name=name))
        work.flush()
        work.add_many(ToyPerson, people[:1000])
        search.rebuild(work.session, ToyPerson)
    with opened.work("新增") as work:
        work.add_many(ToyPerson, people[1000:])
        for person_id in range(1, 1500, 9):
            work.load(ToyPerson, person_id).full_name = name_of(rng, "1", "01")
    yield opened
    opened.close()


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("typed", ["", "王", "w", "z", "1", "12", "文", "wang 理学院", "zs", "没有这个人"])
def test_the_first_rows_are_where_the_list_begins(many: Office, typed: str, order: str) -> None:
    for chosen in ({}, {"state": ("active",)}, {"group_id": (2, None), "state": ("left",)}):
        query = Query(typed, chosen, (order,) if order else ())
        with many.read() as session:
            whole, first = listing.ids(session, PEOPLE, query), listing.first(session, PEOPLE, query)
        assert list(first) == list(whole[:FIRST])


def test_the_index_parts_the_names_and_stays_in_step(many: Office) -> None:
    with many.read() as session:
        assert session.scalar(text("SELECT count(*) FROM search_toy_person_steps")) == 10
        places = session.scalars(text("SELECT rowid FROM search_toy_person ORDER BY rowid"))
        assert len({place >> 25 for place in places}) == 11
        assert not search.out_of_step(session, ToyPerson)


def test_names_that_share_a_step_are_found_the_other_way(many: Office, tmp_path: Path) -> None:
    """Ten thousand of one name: the index cannot part them, the answer is the same."""
    office = open_toys(tmp_path / "office")
    with office.work("新增") as work:
        work.add_many(ToyPerson, [ToyPerson(full_name="王芳") for _ in range(5000)])
    with office.read() as session:
        query = Query("王")
        assert list(listing.first(session, PEOPLE, query)) == list(listing.ids(session, PEOPLE, query)[:FIRST])
    office.close()


def test_a_query_ends_when_it_is_told_to(many: Office) -> None:
    with many.read() as session:
        with pytest.raises(Cancelled):
            listing.ids(session, PEOPLE, Query("1", order=("state",)), stop=lambda: True)
        assert len(listing.ids(session, PEOPLE, Query())) == 1500  # the session is of use afterwards


def test_how_many_there_are_is_known_without_counting(many: Office, tmp_path: Path) -> None:
    office = open_toys(tmp_path / "office")
    with office.read() as empty, many.read() as full:
        assert not listing.more_than(empty, PEOPLE, 0)
        assert listing.more_than(full, PEOPLE, 1499) and not listing.more_than(full, PEOPLE, 1500)
    office.close()
