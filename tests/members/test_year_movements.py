# SPDX-License-Identifier: MIT
"""The year's changes agree with form 12a month by month, and with the roster at both ends."""

from datetime import date
from itertools import pairwise

from unionoffice.members import queries
from unionoffice.members.actions import record_event, save_member
from unionoffice.members.movements import MOVED_IN, MOVED_OUT, movements
from unionoffice.members.year_movements import year_movements
from unionoffice.office import Office


def test_the_months_of_the_sample_year_agree_with_form_12a(sample_office: Office) -> None:
    with sample_office.read() as session:
        months = year_movements(session, 2020, date(2020, 12, 18))
        tables = [movements(session, 2020, month).total for month in range(1, 13)]
        begin = len(queries.roster(session, date(2019, 12, 31)))
    assert [one.this for one in months] == [table.this for table in tables]
    assert [len(one.came) for one in months] == [table.increases.total() - table.increases[MOVED_IN] for table in tables]
    assert [len(one.went) for one in months] == [table.decreases.total() - table.decreases[MOVED_OUT] for table in tables]
    assert months[0].last == begin and all(before.this == after.last for before, after in pairwise(months))


def test_who_came_and_went_in_one_month_is_in_both_and_later_months_are_left_out(office: Office) -> None:
    with office.work("准备") as work:
        old, new = (
            save_member(work, None, {"full_name": name, "join_date": joined}).id
            for name, joined in (("白建国", "2010-03"), ("何频", "2020-05"))
        )
        record_event(work, new, "transfer_out", date(2020, 5, 20))
    with office.read() as session:
        may = year_movements(session, 2020, date(2020, 5, 31))
        before = year_movements(session, 2009, date(2020, 5, 31))
        future = year_movements(session, 2021, date(2020, 5, 31))
    assert [one.month for one in may] == [1, 2, 3, 4, 5] and [one.this for one in may] == [1] * 5
    assert (may[4].came, may[4].went, may[4].last, may[4].changed) == ([new], [new], 1, {new})
    assert old not in may[4].changed
    assert len(before) == 12 and {one.this for one in before} == {0} and future == ()
