# SPDX-License-Identifier: MIT
"""What an office may want otherwise about its dues' papers. The rule itself is dated and has a register of its own."""

from unionoffice.kit.fields import Text
from unionoffice.store.settings import Setting, describe

SECTION = "会费"

describe(
    "dues_reminder_text",
    Setting(
        "催缴单上的话", Text(max=200), "请通知下列会员尽快补缴会费，补缴后在备注栏注明。已缴的请与校工会核对。", SECTION,
        "印在每个分工会名单的上方",
    ),
)  # fmt: skip
describe(
    "dues_reminder_signatures",
    Setting("催缴单签字栏", Text(max=100), "分工会主席、小组长、经办人、日期", SECTION, "用顿号隔开，按纸上的次序"),
)
