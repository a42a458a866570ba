# SPDX-License-Identifier: MIT
"""A small invented office with its kinds of aid and three people, for every test of aid."""

from datetime import datetime
from pathlib import Path

from unionoffice.aid import actions
from unionoffice.members.actions import save_branch, save_member
from unionoffice.office import Office
from unionoffice.store.settings import save_settings

NOON = datetime(2020, 9, 24, 12, 0)
CARD = "6222021001116245702"  # invented, with a right Luhn digit
SETTINGS = {"school_name": "江陵大学", "union_name": "江陵大学工会委员会", "operator": "周雨桐", "set_up": "1"}


def small_office(folder: Path) -> Office:
    """蔡文静 (1) has an account, 𬱟𠮷㛃 (2) and 迪丽娜尔·艾山 (3) have none. It is noon on 24 September 2020."""
    office = Office.open(folder, clock=lambda: NOON)
    with office.work("建立") as work:
        save_settings(work, SETTINGS)
        actions.seed_types(work)
        maths = save_branch(work, None, {"name": "数学与统计学院"})
        save_member(work, None, {
            "full_name": "蔡文静", "staff_no": "10020417", "branch_id": maths.id, "employment_type": "permanent",
            "id_number": "110000197906180624", "bank_account": CARD, "bank_branch": "工商银行江陵大学支行",
        })  # fmt: skip
        save_member(work, None, {"full_name": "𬱟𠮷㛃", "staff_no": "10012208", "branch_id": maths.id})
        save_member(work, None, {"full_name": "迪丽娜尔·艾山", "staff_no": "10030562"})
    return office
