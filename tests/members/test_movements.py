# SPDX-License-Identifier: MIT
"""Form 12a balances, whatever happened: last month + in − out = this month, per branch and in all."""

import tempfile
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unionoffice.errors import FieldError
from unionoffice.members import queries
from unionoffice.members.actions import record_event, save_branch, save_member
from unionoffice.members.movements import MOVED_IN, MOVED_OUT, movements
from unionoffice.office import Office

KINDS = (
    "transfer_in", "branch_move", "branch_move", "retain", "restore", "transfer_out", "retire", "withdraw", "expel",
    "death",
)  # fmt: skip


def test_every_month_of_the_sample_year_balances(sample_office: Office) -> None:
    with sample_office.read() as session:
        tables = [movements(session, 2020, month) for month in range(1, 13)]
        end = len(queries.roster(session, date(2020, 3, 31)))
    for before, after in pairwise(tables):
        assert before.total.this == after.total.last
    for table in tables:
        assert table.total.balanced
        assert all(row.balanced for row in table.rows)
        assert table.total.increases[MOVED_IN] == table.total.decreases[MOVED_OUT]
        assert sum(row.this for row in table.rows) == table.total.this
    assert tables[2].total.this == end
    assert tables[11].total.this == 2191
    assert tables[11].total.agency == 1190


def test_each_kind_of_change_has_its_column(office: Office) -> None:
    with office.work("准备") as work:
        physics, maths = (save_branch(work, None, {"name": name}).id for name in ("物理学院", "数学学院"))
        ids = [
            save_member(
                work, None, {"full_name": f"会员{one}", "branch_id": physics, "join_date": "2010-03"}
            ).id
            for one in "甲乙丙"
        ]
        save_member(
            work, None, {"full_name": "新人", "branch_id": maths, "sex_code": "2", "join_date": "2020-11"}
        )
        record_event(work, ids[0], "branch_move", date(2020, 11, 5), to_branch_id=maths)
        record_event(work, ids[1], "retire", date(2020, 11, 30))
        record_event(work, ids[2], "retain", date(2020, 11, 1))
    with office.read() as session:
        table = movements(session, 2020, 11)
    left, right = table.rows
    assert (left.branch, left.last, left.this) == ("物理学院", 3, 1)
    assert dict(left.decreases) == {"moved_out": 1, "retire": 1}
    assert (right.branch, right.last, right.this, right.women) == ("数学学院", 0, 2, 1)
    assert dict(right.increases) == {"moved_in": 1, "join": 1}
    assert (table.total.last, table.total.this) == (3, 3)


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(KINDS), st.integers(0, 89), st.integers(0, 2)),
        max_size=25,
    )
)
def test_any_run_of_events_balances(happenings: list[tuple[int, str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office.open(Path(folder), clock=lambda: datetime(2020, 12, 18, 9))
        try:
            _live(office, happenings)
            with office.read() as session:
                tables = [movements(session, 2020, month) for month in (1, 2, 3)]
                ends = [len(queries.roster(session, day)) for day in (date(2020, 1, 31), date(2020, 3, 31))]
        finally:
            office.close()
    assert all(row.balanced for table in tables for row in (*table.rows, table.total))
    assert tables[0].total.this == tables[1].total.last == ends[0]
    assert tables[2].total.this == ends[1]


def _live(office: Office, happenings: list[tuple[int, str, int, int]]) -> None:
    with office.work("准备") as work:
        branches = [save_branch(work, None, {"name": f"单位{one}"}).id for one in "甲乙丙"]
        people = [
            save_member(
                work, None, {"full_name": f"会员{one}", "branch_id": branches[0], "join_date": day}
            ).id
            for one, day in zip("甲乙丙", ("2015-03", "2020-01", "2020-02"), strict=True)
        ]
        for person, kind, day, branch in happenings:
            try:
                record_event(
                    work,
                    people[person],
                    kind,
                    date(2020, 1, 1) + timedelta(day),
                    to_branch_id=branches[branch],
                )
            except FieldError:
                continue  # an event that does not fit is refused; the others must balance


def test_a_month_before_everything_is_empty(office: Office) -> None:
    with office.read() as session:
        table = movements(session, 1999, 5)
    assert table.rows == ()
    assert table.total.this == pytest.approx(0)
