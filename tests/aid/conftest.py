# SPDX-License-Identifier: MIT
"""A small invented office with its kinds of aid and a few people, for every test of aid."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.aid.offices import small_office
from unionoffice.aid import actions
from unionoffice.aid.records import AidPayment, AidType
from unionoffice.office import Office

Draft = Callable[..., AidPayment]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    yield opened
    opened.engine.dispose()


@pytest.fixture
def type_ids(office: Office) -> dict[str, int]:
    """code -> id of the seeded kinds of aid."""
    with office.read() as session:
        return {code: i for code, i in session.execute(select(AidType.code, AidType.id))}


@pytest.fixture
def draft(office: Office, type_ids: dict[str, int]) -> Draft:
    """Make a draft for member 1: ``draft("hospital", 600, event_date=…)``."""

    def make(code: str = "hospital", amount: int = 600, member_id: int = 1, **more: Any) -> AidPayment:
        values = {
            "member_id": member_id, "aid_type_id": type_ids[code], "amount": Decimal(amount),
            "event_date": date(2020, 9, 21), "pay_method": "bank_transfer", "reason": "住院手术",
        }  # fmt: skip
        with office.work("新增慰问") as work:
            return actions.save_draft(work, None, values | more)

    return make


@pytest.fixture
def issued(office: Office, draft: Draft) -> Draft:
    """Like ``draft``, but issued; ``on`` is the voucher's day."""

    def make(code: str = "hospital", amount: int = 600, *, on: date | None = None, **more: Any) -> AidPayment:
        payment = draft(code, amount, **more)
        with office.work("签发凭证") as work:
            return actions.issue(work, payment.id, on=on)

    return make
