# SPDX-License-Identifier: MIT
"""Visits of the small office, for the tests of everything that reads them."""

from datetime import date
from typing import Any

from sqlalchemy import select

from unionoffice.aid import visits_actions as visits
from unionoffice.aid.visits_records import HomeVisit, VisitKind
from unionoffice.office import Office

ASKED = date(2020, 9, 21)  # three days before the small office's today


def kind(office: Office, code: str = "hospital") -> int:
    """The id of a kind by its code; the first call gives the office its kinds."""
    with office.work("建立走访类别") as work:
        visits.seed_kinds(work)
    with office.read() as session:
        return session.scalars(select(VisitKind.id).where(VisitKind.code == code)).one()


def note(office: Office, member_id: int = 1, code: str = "hospital", **values: Any) -> HomeVisit:
    """A visit that must be made, known on 21 September unless said otherwise."""
    kind_id = kind(office, code)
    with office.work("登记走访") as work:
        return visits.save_visit(work, None, {"member_id": member_id, "kind_id": kind_id, "asked_on": ASKED, **values})


def made(office: Office, member_id: int = 1, code: str = "hospital", **values: Any) -> HomeVisit:
    """A visit that was made on 23 September with flowers for 300 yuan, unless said otherwise."""
    given = {"visited_on": date(2020, 9, 23), "comfort": "goods", "goods": "鲜花、水果", "amount": 300, "visitors": "王建国、周雨桐"}
    return note(office, member_id, code, **{**given, **values})
