# SPDX-License-Identifier: MIT
"""What stands on the papers of visits, as texts: in full for a role that may see it, and noted first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.aid.visits_queries import payment_of
from unionoffice.aid.visits_records import VOIDED, HomeVisit
from unionoffice.errors import FieldError
from unionoffice.kit.describe import fields_of
from unionoffice.kit.roles import refuse_seeing, role_of
from unionoffice.store.work import Work

SHOWN = (
    "visit_no", "asked_on", "visited_on", "due_on", "full_name", "staff_no", "branch_name", "kind_name", "reason",
    "hospital", "department", "bed", "illness", "admitted_on", "comfort", "amount", "goods", "visitors", "requests",
    "feedback", "next_contact", "handler", "chair",
)  # fmt: skip


@dataclass(frozen=True)
class VisitPaper:
    """One visit on paper: ``texts`` by field name, whom was visited, the voucher's number, whether it was cancelled."""

    texts: Mapping[str, str]
    who: str
    voucher: str
    voided: bool


def visit_papers(session: Session, visit_ids: Sequence[int]) -> list[VisitPaper]:
    """The visits in this order; those that are gone are left out. Note the look with ``look`` before."""
    rows = {one.id: one for one in session.scalars(select(HomeVisit).where(HomeVisit.id.in_(visit_ids)))}
    return [_paper(session, rows[one]) for one in visit_ids if one in rows]


def _paper(session: Session, visit: HomeVisit) -> VisitPaper:
    fields = fields_of(HomeVisit)
    payment = payment_of(session, visit)
    role = role_of(session)
    texts = {name: fields[name].tell(visit, role) for name in SHOWN}
    return VisitPaper(texts, visit.who, payment.number if payment else "", visit.status == VOIDED)


def look(work: Work, visit_ids: Sequence[int], what: str) -> None:
    """Note that ``what`` of these visits is about to be seen in full. OfficeError where it may not be."""
    for one in visit_ids:
        work.look(HomeVisit.kind(), one, what, "illness")


def note_ledger(work: Work, year: int, rows: int, purpose: str) -> None:
    """Note that a year's ledger leaves the program in full, and what for. OfficeError where it may not, or unsaid."""
    refuse_seeing("illness", work.role)
    if not purpose.strip():
        raise FieldError("请写明用途，会记在操作记录里。没有导出。", field="purpose")
    work.note(HomeVisit.kind(), None, 导出=f"{year} 年走访台账", 用途=purpose.strip(), 行数=rows)
