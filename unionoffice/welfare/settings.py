# SPDX-License-Identifier: MIT
"""What an office may want otherwise about welfare purchases; each is a setting with its default."""

from unionoffice.kit.fields import Money, Text, Whole
from unionoffice.store.settings import Setting, describe

SECTION = "福利采购"

describe(
    "quotation_minimum",
    Setting("至少询价几家", Whole(1, 10), "3", SECTION, "不足时比选要写明理由"),
)
describe(
    "welfare_year_cap",
    Setting("每人每年慰问品上限（元）", Money(), "", SECTION, "空着不提醒；超过时提醒，不阻止"),
)
describe("acceptance_series", Setting("验收单的单据字", Text(max=4), "验", SECTION))
describe("sign_sheet_rows", Setting("签收表每页行数", Whole(5, 24), "22", SECTION))
