# SPDX-License-Identifier: MIT
"""What pages, papers and reminders ask about hardship files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from unionoffice.aid import hardship_codes as codes
from unionoffice.aid import hardship_rules as rules
from unionoffice.aid.hardship_actions import home_of
from unionoffice.aid.hardship_parts import CaseEvidence, CaseStep, DibaoLine, HouseholdMember
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.aid.hardship_settings import evidence_by_cause, skipped_steps
from unionoffice.aid.records import COUNTED, AidPayment
from unionoffice.kit.roles import Kind, refuse_seeing, role_of
from unionoffice.store.settings import Settings, read_settings

KINDS_TOLD: tuple[Kind, ...] = ("income", "illness")  # by the arithmetic
STEP_NAMES = {
    codes.DRAFT: "填写", codes.SUBMITTED: "提交", codes.BRANCH_REVIEWED: "分工会评议",
    codes.UNION_REVIEWED: "校工会审核", codes.PUBLICISED: "公示", codes.ACTIVE: "建档",
}  # fmt: skip


@dataclass(frozen=True)
class PathStep:
    """One station of the path: ``state`` is done, now or todo; ``fact`` says who and when, or what is awaited."""

    status: str
    name: str
    fact: str
    state: str


@dataclass(frozen=True)
class StepLine:
    """One entry of the append-only record: what was done, by whom it was said and by whom entered."""

    day: date
    name: str
    signed_by: str
    opinion: str
    entered_by: str


@dataclass(frozen=True)
class EvidenceLine:
    evidence_id: int
    kind: str
    file_name: str
    stored: str


@dataclass(frozen=True)
class Files:
    """The papers that are there, and the kinds (codes of EVIDENCE) that are wanted and are not."""

    there: tuple[EvidenceLine, ...]
    missing: tuple[str, ...]


def household(session: Session, case_id: int) -> list[HouseholdMember]:
    """Who lives with the applicant, in the order entered."""
    wanted = select(HouseholdMember).where(HouseholdMember.case_id == case_id).order_by(HouseholdMember.id)
    return list(session.scalars(wanted))


def dibao_lines(session: Session) -> list[rules.Line]:
    """Every 低保线 the office has entered."""
    return [rules.Line(one.amount, one.from_day) for one in session.scalars(select(DibaoLine))]


def arithmetic(session: Session, case_id: int) -> rules.Assessment:
    """How the category follows from the stored figures, with the line of the day of application.

    OfficeError where the session's role may not see incomes and causes.
    """
    for kind in KINDS_TOLD:
        refuse_seeing(kind, role_of(session))
    case = session.get_one(HardshipCase, case_id)
    line = rules.line_on(dibao_lines(session), case.applied_on) if case.applied_on else None
    return rules.assess(home_of(case, household(session, case_id)), line)


def steps_of(session: Session, case_id: int) -> list[StepLine]:
    """What was done with a file, in order."""
    found = session.scalars(select(CaseStep).where(CaseStep.case_id == case_id).order_by(CaseStep.id))
    return [
        StepLine(one.day, one.title(), one.signed_by or "", one.opinion or "", one.entered_by) for one in found
    ]


def path_of(session: Session, case: HardshipCase, settings: Settings, today: date) -> list[PathStep]:
    """The stations of a file in this office, those done with who and when.

    A file that was sent back begins anew: only what was done since counts.
    """
    done = _since_draft(session, case.id)
    following = rules.next_status(case.status, skipped_steps(settings))
    used = [status for status in rules.PATH if status in done or status in rules.path_without(skipped_steps(settings))]
    return [_station(status, done.get(status), case, following, settings, today) for status in used]


def _since_draft(session: Session, case_id: int) -> dict[str, CaseStep]:
    done: dict[str, CaseStep] = {}
    for step in session.scalars(select(CaseStep).where(CaseStep.case_id == case_id).order_by(CaseStep.id)):
        if step.to_status == codes.DRAFT:
            done.clear()
        elif step.step in rules.PATH:
            done[step.step] = step
    return done


def _station(
    status: str, step: CaseStep | None, case: HardshipCase, following: str | None, settings: Settings, today: date
) -> PathStep:
    name = settings.say(STEP_NAMES[status])
    if status == codes.DRAFT:
        editing = case.status == codes.DRAFT
        fact = "正在填写" if editing else f"申请 {case.applied_on:%m-%d}" if case.applied_on else ""
        return PathStep(status, name, fact, "now" if editing else "done")
    if step is None:
        coming = status == following and case.status != codes.DRAFT
        return PathStep(status, name, "下一步" if coming else "", "now" if coming else "todo")
    fact = f"{step.day:%m-%d}" + (f" {step.signed_by}" if step.signed_by else "")
    if status == codes.PUBLICISED and case.status == codes.PUBLICISED:
        fact = notice_said(case, today)
    return PathStep(status, name, fact, "done")


def notice_said(case: HardshipCase, today: date) -> str:
    """到 12 月 18 日，还有 3 天; or that it is over."""
    if case.notice_to is None:
        return ""
    left = (case.notice_to - today).days + 1
    end = f"{case.notice_to.month} 月 {case.notice_to.day} 日"
    return f"到 {end}，还有 {left} 天" if left > 0 else f"{end}已期满"


def files_of(session: Session, case: HardshipCase) -> Files:
    """The papers of a file, and what is wanted for its causes and not there."""
    rows = session.scalars(select(CaseEvidence).where(CaseEvidence.case_id == case.id).order_by(CaseEvidence.id)).all()
    there = tuple(
        EvidenceLine(one.id, codes.EVIDENCE.name(one.kind_code), one.file_name, one.stored) for one in rows
    )
    return Files(there, rules.missing_evidence(case.causes, {one.kind_code for one in rows}, evidence_by_cause(read_settings(session))))


@dataclass(frozen=True)
class AidLine:
    """One payment on the continuation sheet."""

    day: date
    kind: str
    amount: Decimal
    source: str
    handler: str


def aid_records(session: Session, member_id: int) -> list[AidLine]:
    """All a person received, oldest first; drafts and voided vouchers left out."""
    p = AidPayment
    found = session.scalars(
        select(p).where(p.member_id == member_id, p.status.in_(COUNTED)).order_by(p.booked_on, p.ledger_order)
    ).unique()
    return [
        AidLine(one.booked_on, one.aid_type_name or "", one.amount, one.fund_source or "", one.handler or "")
        for one in found
    ]


def namesakes(session: Session, case_id: int, applicant: str, family: Sequence[str]) -> list[str]:
    """Who has an open file that may be of the same household, going by names alone: 张三（困-2020-0001）.

    Either the applicant is named in that file's household, or its applicant is among ``family``.
    """
    c, m = HardshipCase, HouseholdMember
    named = select(m.case_id).where(m.full_name == applicant)
    found = session.scalars(
        select(c)
        .where(c.status.not_in(codes.ENDED), c.id != case_id, c.id.in_(named) | c.full_name.in_(family))
        .order_by(c.id)
    )
    return [f"{one.full_name}（{one.case_no or '草稿'}）" for one in found]


# --- lists and reminders ---------------------------------------------------------------------------------------


def status_counts(session: Session) -> dict[str, int]:
    """How many files are in each state."""
    c = HardshipCase
    return {status: count for status, count in session.execute(select(c.status, func.count()).group_by(c.status))}


@dataclass(frozen=True)
class PublicLine:
    """What a public notice may say of a file, and nothing else."""

    full_name: str
    branch: str
    category: str
    amount: Decimal | None


def public_list(session: Session, case_ids: Sequence[int]) -> list[PublicLine]:
    """The files for a public notice, by unit and name."""
    c = HardshipCase
    found = session.scalars(select(c).where(c.id.in_(case_ids)).order_by(c.branch_name.nulls_last(), c.name_pinyin))
    return [
        PublicLine(one.full_name or "", one.branch_name or "", codes.CATEGORY.name(one.category), one.asked_amount)
        for one in found
    ]
