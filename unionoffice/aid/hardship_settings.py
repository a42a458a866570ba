# SPDX-License-Identifier: MIT
"""What an office may want otherwise about hardship files: the steps in use, the notice, the yearly review."""

from unionoffice.aid import hardship_codes as codes
from unionoffice.aid.hardship_fields import SeveralPapers
from unionoffice.aid.hardship_rules import EVIDENCE_BY_CAUSE
from unionoffice.kit.fields import Text, Whole, YesNo
from unionoffice.store.settings import Setting, Settings, describe

SECTION = "困难档案"
_SWITCHES = {
    codes.BRANCH_REVIEWED: ("hardship_branch_review", "分工会评议"),
    codes.UNION_REVIEWED: ("hardship_union_review", "校工会审核"),
    codes.PUBLICISED: ("hardship_notice", "公示"),
}

for _key, _label in _SWITCHES.values():
    describe(_key, Setting(f"使用“{_label}”这一步", YesNo(), "是", SECTION, "不用的步骤填“否”"))
describe("hardship_notice_days", Setting("公示工作日", Whole(1, 60), "5", SECTION, "遇法定假日请手工改止日"))
describe("hardship_review_months", Setting("复核间隔（月）", Whole(1, 60), "12", SECTION))
describe("hardship_review_ahead", Setting("复核提前提醒（天）", Whole(0, 180), "30", SECTION))
describe("hardship_contact", Setting("公示联系电话", Text(max=60), "", SECTION, "印在公示名单下面"))

_PAPERS = SeveralPapers(codes.EVIDENCE)
for _cause, _kinds in EVIDENCE_BY_CAUSE.items():
    _label = f"“{codes.CAUSE.name(_cause)}”要的材料" if _cause else "每份档案要的材料"
    _said = _PAPERS.show(",".join(_kinds))
    describe(f"hardship_evidence_{_cause or 'all'}", Setting(_label, _PAPERS, _said, SECTION, "用分号隔开，缺的列在档案里"))


def evidence_by_cause(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Which papers this office wants, by cause; '' for every file."""
    found = {cause: settings.value(f"hardship_evidence_{cause or 'all'}") for cause in EVIDENCE_BY_CAUSE}
    return {cause: tuple(str(value).split(",")) if value else () for cause, value in found.items()}


def skipped_steps(settings: Settings) -> frozenset[str]:
    """The statuses that this office leaves out of the path."""
    return frozenset(status for status, (key, _) in _SWITCHES.items() if settings.value(key) is False)


def notice_days(settings: Settings) -> int:
    return int(settings.value("hardship_notice_days") or 5)


def review_months(settings: Settings) -> int:
    return int(settings.value("hardship_review_months") or 12)


def review_ahead(settings: Settings) -> int:
    """Days before a review is due from which on it is shown as due."""
    found = settings.value("hardship_review_ahead")
    return 30 if found is None else int(found)
