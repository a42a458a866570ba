# SPDX-License-Identifier: MIT
"""What stands on the papers of a hardship file, as texts ready to be printed: in full for a role that may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from unionoffice.aid import hardship_codes as codes
from unionoffice.aid import hardship_queries as queries
from unionoffice.aid.hardship_parts import HouseholdMember
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.kit import codelists as lists
from unionoffice.kit.dates import show_day
from unionoffice.kit.describe import fields_of
from unionoffice.kit.money import amount_words, show_yuan
from unionoffice.kit.record import Record
from unionoffice.kit.roles import Role, role_of
from unionoffice.members.records import Member

PERSONAL = (
    "staff_no", "full_name", "sex_code", "ethnicity_code", "political_status_code", "id_number", "birth_date", "mobile",
    "work_start_date", "marital_code", "home_address", "household_place", "model_worker_level", "employment_type",
    "bank_account", "bank_branch",
)  # fmt: skip
FILED = (
    "case_no", "category", "work_state", "hukou", "insurance", "other_contact", "postcode", "industry", "employer_kind",
    "employer_state", "housing", "housing_area", "single_parent", "zero_employment", "self_help", "health",
    "own_income", "other_income", "household_income", "household_size", "income_per_head", "rigid_expense", "situation",
    "main_cause",
)  # fmt: skip
FAMILY = (
    "full_name", "relation", "sex_code", "political_status_code", "id_number", "birth_date", "insurance", "health",
    "monthly_income", "work_state", "unit",
)  # fmt: skip


@dataclass(frozen=True)
class CasePaper:
    """One file on paper: ``texts`` by field name, the ``family`` in the order of FAMILY."""

    texts: Mapping[str, str]
    family: tuple[Mapping[str, str], ...]
    evidence: tuple[tuple[str, str], ...]
    opinions: Mapping[str, str]
    aid_kind: str
    amount: Decimal | None
    notice: str
    applied_on: date | None
    filed_on: date | None
    filed_by: str
    aid: tuple[queries.AidLine, ...]

    @property
    def title(self) -> str:
        return f"{self.texts['case_no'] or '草稿'} {self.texts['full_name']}"

    @property
    def amount_said(self) -> str:
        """人民币伍仟元整 ¥5,000.00; '' without an amount."""
        return f"{amount_words(self.amount)}　¥{show_yuan(self.amount)}" if self.amount else ""


def case_paper(session: Session, case_id: int) -> CasePaper:
    """Everything the papers say of a file, from the file, the roll and the ledger; masked where the role wants it."""
    role = role_of(session)
    case = session.get_one(HardshipCase, case_id)
    member = session.get_one(Member, case.member_id)
    files = queries.files_of(session, case)
    steps = queries.steps_of(session, case_id)
    return CasePaper(
        texts=_texts(case, member, role),
        family=tuple(_shown(one, FAMILY, role) for one in queries.household(session, case_id)),
        evidence=tuple((one.kind, one.file_name) for one in files.there),
        opinions={one.name: _opinion(one) for one in steps},
        aid_kind=fields_of(HardshipCase)["aid_kind"].tell(case, role),
        amount=case.asked_amount,
        notice=_notice(case),
        applied_on=case.applied_on,
        filed_on=case.filed_on,
        filed_by=steps[0].entered_by if steps else "",
        aid=tuple(queries.aid_records(session, case.member_id)),
    )


def _texts(case: HardshipCase, member: Member, role: Role) -> dict[str, str]:
    post = "，".join(part for part in (member.post_title, member.professional_title) if part)
    health = _shown(case, ("disability", "disability_level", "minor_cause_1", "minor_cause_2", "minor_cause_3"), role)
    minor = [health[name] for name in health if name.startswith("minor") and health[name]]
    return {
        **_shown(member, PERSONAL, role),
        **_shown(case, FILED, role),
        "full_name": member.full_name,
        "unit": case.branch_name or "",
        "post": post,
        "model_worker_level": lists.MODEL_WORKER_LEVEL.name(member.model_worker_level or "none"),
        "disability": health["disability"] + health["disability_level"] or "无",
        "minor_causes": "；".join(minor) or "无",
    }


def _shown(record: Record, names: tuple[str, ...], role: Role) -> dict[str, str]:
    fields = fields_of(type(record))
    return {name: fields[name].tell(record, role) for name in names}


def _opinion(step: queries.StepLine) -> str:
    said = f"{step.signed_by}　{show_day(step.day)}" if step.signed_by else ""
    return "\n".join(part for part in (step.opinion, said) if part)


def _notice(case: HardshipCase) -> str:
    if case.notice_from is None or case.notice_to is None:
        return ""
    span = f"{show_day(case.notice_from)} 至 {show_day(case.notice_to)}"
    result = f"有异议：{case.objection}；处理：{case.objection_result or '未处理'}" if case.objection else "无异议"
    return f"公示期 {span}，结果：{result if case.status != codes.PUBLICISED or case.objection else '公示中'}"


def blank_family() -> dict[str, str]:
    """An empty line of the family table."""
    return dict.fromkeys(FAMILY, "")


def relation_said(one: HouseholdMember) -> str:
    """配偶 宋知远."""
    return f"{lists.FAMILY_RELATION.name(one.relation)} {one.full_name}"
