# SPDX-License-Identifier: MIT
"""The sample office's hardship files: twelve, in every state, in order with themselves, the same by seed."""

import random
from collections import Counter
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from unionoffice.aid import hardship_due, hardship_sample
from unionoffice.aid.hardship_checks import check_hardship
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.members.actions import add_members
from unionoffice.members.records import Member
from unionoffice.office import Office

NOW = datetime(2020, 12, 18, 9, 0)


def sample(folder: Path, seed: int) -> list[tuple[str | None, str | None, str, str | None]]:
    office = Office.open(folder, clock=lambda: NOW)
    with office.work("建立") as work:
        add_members(work, [Member(full_name=f"张三{'甲乙丙丁戊己庚辛'[n % 8]}", staff_no=f"{n:05d}") for n in range(60)])
    hardship_sample.fill(office, random.Random(seed))
    with office.read() as session:
        assert list(check_hardship(session)) == []
        due = hardship_due.reviews_due(session, NOW.date(), office.settings)
        ended = hardship_due.notices_ended(session, NOW.date())
        cases = session.scalars(select(HardshipCase).order_by(HardshipCase.id)).all()
    assert len(due) == 2 and len(ended) == 1
    found = [(one.case_no, one.full_name, one.status, one.category) for one in cases]
    office.close()
    return found


def test_twelve_files_in_every_state_the_same_by_seed(tmp_path: Path) -> None:
    one, other = sample(tmp_path / "one", 5), sample(tmp_path / "two", 5)
    assert one == other and len(one) == 12
    states = Counter(status for _, _, status, _ in one)
    assert set(states) == {
        "draft", "submitted", "branch_reviewed", "union_reviewed", "publicised", "active", "closed", "rejected",
    }  # fmt: skip
    assert {category for *_, category in one} == {"deep", "relative", "accident"}
