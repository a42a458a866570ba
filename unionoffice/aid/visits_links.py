# SPDX-License-Identifier: MIT
"""A visit's money follows its voucher: to the replacement of a voided one, and away from a draft that is deleted."""

from sqlalchemy import select

from unionoffice.aid.records import DRAFT, AidPayment
from unionoffice.aid.visits_records import HomeVisit
from unionoffice.store.work import Work


def follow_payment(work: Work, old_id: int, new_id: int | None) -> None:
    """The visit paid by ``old_id`` is from now on paid by ``new_id``; by none where that is None.

    An issued voucher cannot be deleted, and keeps its visit.
    """
    if new_id is None and work.load(AidPayment, old_id).status != DRAFT:
        return
    for visit in work.session.scalars(select(HomeVisit).where(HomeVisit.payment_id == old_id)):
        visit.payment_id = new_id
    work.flush()
