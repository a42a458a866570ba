# SPDX-License-Identifier: MIT
"""What an office may want otherwise about its members: age bands, retirement ages, the words of the application."""

import re
from dataclasses import dataclass

from unionoffice.kit.fields import Text, Whole, YesNo
from unionoffice.store.settings import Setting, Settings, describe

SECTION = "会员"
APPLICATION = (
    "我自愿加入中华全国总工会，遵守工会章程，执行工会决议，积极参加工会活动，"
    "为把我国建设成为富强、民主、文明和谐的社会主义现代化国家而努力奋斗。"
)

describe("age_bands", Setting("年龄段的分界", Text(max=60), "30、35、40、45、50、55", SECTION, "用顿号隔开，例：35、45、55"))
describe("retire_men", Setting("男退休年龄", Whole(40, 80), "60", SECTION, "渐进延迟之前的年龄"))
describe("retire_women", Setting("女干部退休年龄", Whole(40, 80), "55", SECTION, "管理和专业技术岗位，渐进延迟之前的年龄"))
describe("retire_women_senior", Setting("女高级职称退休年龄", Whole(40, 80), "60", SECTION, "正高、副高"))
describe("retire_women_worker", Setting("女工人退休年龄", Whole(40, 80), "50", SECTION, "岗位类别是工勤的"))
describe(
    "retire_gradually",
    Setting("按渐进延迟算退休", YesNo(), "是", SECTION, "2025 年起：男和女干部每 4 个月、女工人每 2 个月延 1 个月"),
)
describe("service_years", Setting("长期工龄满几年", Whole(1, 60), "30", SECTION, "“工龄满 30 年”名单用"))
describe("serious_illness_age", Setting("重疾保障的年龄", Whole(16, 80), "45", SECTION, "满这个年龄的进名单"))
describe("children_age", Setting("六一慰问的年龄", Whole(1, 18), "14", SECTION, "6 月 1 日不满这个年龄的孩子进名单"))
describe("application_text", Setting("入会申请书", Text(max=300), APPLICATION, SECTION, "印在会员登记表上"))
describe("form8_note", Setting("登记表注", Text(max=100), "入会时填写，保存于所属基层工会。", SECTION))


@dataclass(frozen=True)
class RetirementRule:
    """The ages before the gradual delay, and whether that delay applies."""

    men: int
    women: int
    women_senior: int
    women_worker: int
    gradually: bool


def retirement_rule(settings: Settings) -> RetirementRule:
    def age(key: str, otherwise: int) -> int:
        number: int | None = settings.value(key)
        return number or otherwise

    return RetirementRule(
        age("retire_men", 60), age("retire_women", 55), age("retire_women_senior", 60), age("retire_women_worker", 50),
        gradually=settings.value("retire_gradually") is not False,
    )  # fmt: skip


def age_bounds(settings: Settings) -> list[int]:
    """The ages at which a new band begins, ascending; what is no number is passed over."""
    found = {int(part) for part in re.findall(r"\d{1,3}", settings.text("age_bands"))}
    return sorted(age for age in found if 0 < age < 120)


def number_of(settings: Settings, key: str, otherwise: int) -> int:
    """A whole-number setting, or what stands in for an emptied one."""
    number: int | None = settings.value(key)
    return number or otherwise
