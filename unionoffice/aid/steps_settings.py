# SPDX-License-Identifier: MIT
"""Which steps of a payment an office writes down; none at first, so that a payment is typed, issued and signed."""

from unionoffice.aid.steps_records import STEPS
from unionoffice.kit.fields import YesNo
from unionoffice.store.settings import Setting, Settings, describe

SECTION = "慰问办理环节"
_HELP = {
    "apply": "开了以后，先登记再签发", "branch": "开了以后，先登记再签发", "review": "开了以后，先登记再签发",
    "approve": "开了以后，先登记再签发；批次以研究决定为审批", "pay": "签发后登记付款", "archive": "签收后登记盒号、件号",
}  # fmt: skip

for _code in STEPS:
    describe(f"aid_step_{_code.code}", Setting(f"登记{_code.name}", YesNo(), "否", SECTION, _HELP[_code.code]))


def steps_in_use(settings: Settings) -> tuple[str, ...]:
    """The codes of the steps this office writes down, in their order."""
    return tuple(one.code for one in STEPS if settings.value(f"aid_step_{one.code}"))
