# SPDX-License-Identifier: MIT
"""The sample office's visits: 112 in hospital with ¥29,000 of flowers and fruit, some still due, in order with the ledger."""

from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from unionoffice.aid import visits_queries
from unionoffice.aid.visits_checks import check_visits
from unionoffice.aid.visits_records import DONE, VOIDED, HomeVisit, VisitKind
from unionoffice.office import Office

TODAY = date(2020, 12, 18)


def test_a_year_of_visits_as_one_school_tells_of_it(sample_office: Office) -> None:
    v = HomeVisit
    with sample_office.read() as session:
        assert list(check_visits(session)) == []
        hospital = select(VisitKind.id).where(VisitKind.code == "hospital").scalar_subquery()
        goods = (v.kind_id == hospital, v.status == DONE, v.payment_id.is_(None))
        assert session.scalar(select(func.count()).where(*goods)) == 112
        assert session.scalar(select(func.sum(v.amount)).where(*goods)) == Decimal(29_000)
        assert session.scalar(select(func.count()).where(v.payment_id.is_not(None))) == 24
        assert session.scalar(select(func.count()).where(v.status == VOIDED)) == 1
        assert [one.days > 0 for one in visits_queries.due(session, TODAY)] == [True, False, False, False]
        assert visits_queries.contacts(session, TODAY)[0].days > 0
        counted = visits_queries.counts(session, 2020, "month")
    assert len(counted) == 12 and sum(one.visits for one in counted) > 140
