# SPDX-License-Identifier: MIT
"""Hardship files for the tests: one that is easily made, and the way it goes."""

from datetime import date
from decimal import Decimal
from typing import Any

from unionoffice.aid import hardship_actions, hardship_path
from unionoffice.aid.hardship_actions import HouseholdRow
from unionoffice.aid.hardship_parts import DibaoLine
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.office import Office
from unionoffice.store import edit

VALUES: dict[str, Any] = {
    "applied_on": date(2020, 9, 1), "own_income": Decimal("4200.00"), "medical_expense": Decimal("38000.00"),
    "main_cause": "6", "situation": "本人患病，需长期服药。", "asked_amount": Decimal("5000.00"), "aid_kind": "3",
    "health": "2", "housing": "2", "housing_area": "3", "insurance": "1", "hukou": "1", "single_parent": False,
}  # fmt: skip
FAMILY = (
    HouseholdRow(None, {"full_name": "宋知远", "relation": "10", "birth_date": date(1978, 3, 2),
                        "monthly_income": Decimal("800.00"), "work_state": "3", "unit": "早餐店"}),
    HouseholdRow(None, {"full_name": "宋一诺", "relation": "30", "birth_date": date(2008, 5, 9), "work_state": "6",
                        "unit": "江陵一中"}),
)  # fmt: skip


def set_line(office: Office, amount: str = "780.00", day: date = date(2020, 7, 1)) -> None:
    with office.work("新增低保线") as work:
        edit.save(work, DibaoLine, None, {"from_day": day, "amount": Decimal(amount)})


def make_case(office: Office, member_id: int = 1, family: tuple[HouseholdRow, ...] = FAMILY, **more: Any) -> HardshipCase:
    with office.work("新增困难档案") as work:
        values = {**VALUES, "member_id": member_id, **more}
        return hardship_actions.save_case(work, None, values, household=family)


def advance(office: Office, case_id: int, times: int = 1, **more: Any) -> HardshipCase:
    for _ in range(times):
        with office.work("办理困难档案") as work:
            case = hardship_path.advance(work, case_id, **more)
    return case
