# SPDX-License-Identifier: MIT
"""The home page is told of hardship files whose notice is over or whose yearly review is due."""

from datetime import date, datetime
from pathlib import Path

from tests.aid.hardship_cases import advance, make_case, set_line
from tests.aid.offices import small_office
from unionoffice.office import Office
from unionoffice.reports.today import read_today


def test_ended_notices_and_due_reviews_are_to_be_done(tmp_path: Path) -> None:
    small_office(tmp_path / "office").close()
    now = [datetime(2020, 9, 24, 12, 0)]
    office = Office.open(tmp_path / "office", clock=lambda: now[0])
    set_line(office)
    case = make_case(office)
    advance(office, case.id, 4)
    with office.read() as session:
        before = read_today(session, date(2020, 9, 30))
        after = read_today(session, date(2020, 10, 1))
    assert (before.notices, before.reviews) == ((), ())
    assert [(one.full_name, one.case_no, one.days) for one in after.notices] == [("蔡文静", "困-2020-0001", 1)]
    assert after.to_do == before.to_do + 1
    now[0] = datetime(2020, 10, 9, 9, 0)
    advance(office, case.id)
    with office.read() as session:
        assert read_today(session, date(2021, 9, 8)).reviews == ()
        due = read_today(session, date(2021, 9, 9))
    assert [(one.case_id, one.days) for one in due.reviews] == [(case.id, -30)] and due.notices == ()
    office.close()
