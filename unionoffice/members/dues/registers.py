# SPDX-License-Identifier: MIT
"""The register of the rules of the dues, kept among the settings."""

from unionoffice.kit.register import Register
from unionoffice.members.dues import actions, settings
from unionoffice.members.dues.records import DuesRule

# Importing settings is what makes the office know them.
DUES_SECTION = settings.SECTION

DUES_RULES = Register(
    title="会费标准",
    noun="标准",
    unit="条",
    record=DuesRule,
    columns=("starts_on", "rate", "step", "collection", "types", "flat", "remark"),
    order=("-starts_on",),
    form=("starts_on", "rate", "step", "collection", "types", "flat", "remark"),
    identify=(("starts_on",),),
    search_hint="起始月",
    save=actions.save_rule,
)
