# SPDX-License-Identifier: MIT
"""The registers of hardship files and of the 低保 lines."""

from unionoffice.aid import hardship_actions, hardship_settings
from unionoffice.aid.hardship_parts import DibaoLine
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.kit.register import Facet, Register

# Importing settings is what makes the office know them.
HARDSHIP_SECTION = hardship_settings.SECTION

HARDSHIP_CASES = Register(
    title="困难档案",
    noun="困难档案",
    unit="户",
    record=HardshipCase,
    columns=(
        "case_no", "full_name", "status", "category", "branch_name", "household_size", "applied_on", "review_due",
    ),
    order=("-applied_on", "-case_no"),
    facets=(
        Facet("category"), Facet("status"), Facet("review_due", "年度复核", by="year"), Facet("branch_name"),
    ),
    exports=(
        "case_no", "staff_no", "full_name", "branch_name", "category", "household_size", "income_per_head",
        "main_cause", "status", "filed_on", "reviewed_on", "review_due", "closed_on", "closed_reason",
    ),
    search_hint="姓名、档案号、工号",
    save=hardship_actions.save_case,
)  # fmt: skip

DIBAO_LINES = Register(
    title="低保线",
    noun="低保线",
    unit="条",
    record=DibaoLine,
    columns=("from_day", "amount", "source"),
    order=("-from_day",),
    facets=(),
    identify=(("from_day",),),
    search_hint="文号或来源",
)
