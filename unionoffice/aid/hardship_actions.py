# SPDX-License-Identifier: MIT
"""What a clerk enters of a hardship file: the case with its household, and its scanned evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from unionoffice.aid import hardship_codes as codes
from unionoffice.aid import hardship_rules as rules
from unionoffice.aid.hardship_parts import CaseEvidence, DibaoLine, HouseholdMember
from unionoffice.aid.hardship_records import OPEN_FOR_EDITING, HardshipCase
from unionoffice.aid.household import spouses
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.describe import fields_of
from unionoffice.kit.validate import check_record, check_values, refuse_errors
from unionoffice.members.records import Member
from unionoffice.store import edit
from unionoffice.store.work import Work

ZERO = Decimal("0.00")
SPOUSE = frozenset({"10", "11", "12"})
ROW_FIELDS = (
    "full_name", "relation", "birth_date", "id_number", "political_status_code", "health", "insurance",
    "monthly_income", "work_state", "unit",
)  # fmt: skip


@dataclass(frozen=True)
class HouseholdRow:
    """One line of the household table: ``id`` of the stored one, None for a new one; parsed ``values`` by name."""

    id: int | None
    values: Mapping[str, Any]


def read_row(row_id: int | None, raw: Mapping[str, object], work_day: Any) -> HouseholdRow:
    """A typed line as values. Raises FieldError for its first error; the field is the line's own."""
    fields = fields_of(HouseholdMember)
    checked = check_values([fields[name] for name in ROW_FIELDS], raw, work_day)
    for name, sentence in checked.errors():
        raise FieldError(f"{fields[name].label}：{sentence}", field=name)
    return HouseholdRow(row_id, checked.values)


def save_case(
    work: Work, case_id: int | None, values: Mapping[str, Any], version: int | None = None,
    household: Sequence[HouseholdRow] | None = None,
) -> HardshipCase:  # fmt: skip
    """Open a file or change one; ``household`` replaces the list of its people, None leaves it.

    Size, incomes and the suggested category are worked out anew; an empty category becomes the suggested one.
    Raises FieldError for the first field in error or where the household has a file already, OfficeError for a
    file that is under review or has ended, StaleEdit.
    """
    case = HardshipCase(status=codes.DRAFT) if case_id is None else work.load(HardshipCase, case_id, version)
    if case.status not in OPEN_FOR_EDITING:
        said = codes.STATUS.name(case.status)
        raise OfficeError(f"{case.title()} 现在是“{said}”，内容不能改。需要改时先退回修改。已填内容没有丢。")
    edit.refuse_unseen(work, case, values)
    with work.session.no_autoflush:
        for name, value in values.items():
            setattr(case, name, value)
        case.applied_on = case.applied_on or work.today
        follow_member(work, case)
        people = _people(work, case, household)
        followed = "category" not in values and case.category == case.suggested
        reckon(work, case, people)
        case.category = _usable(case.suggested) if followed or not case.category else case.category
        refuse_second_file(work, case, people)
        case.derive()
        refuse_errors(HardshipCase, check_record(case, work.today))
    if case_id is None:
        work.add(case)
    before = case.version
    work.flush()
    if household is not None and _save_rows(work, case.id, household) and case_id is not None and case.version == before:
        work.touch(case)  # another clerk who has this file open must not write over the new household
    return case


def _usable(suggested: str | None) -> str | None:
    return suggested if suggested in codes.CATEGORY else None


def follow_member(work: Work, case: HardshipCase) -> None:
    """Name, number and unit as the roll has them now. FieldError where there is no such member."""
    member = work.session.get(Member, case.member_id) if case.member_id else None
    if member is None:
        raise FieldError("申请人：请从名册里选一个人。已填内容没有丢。", field="member_id")
    case.full_name, case.staff_no = member.full_name, member.staff_no
    case.branch_name = member.branch.name if member.branch else None


def _people(work: Work, case: HardshipCase, household: Sequence[HouseholdRow] | None) -> list[HouseholdMember]:
    """The household as it will be, not yet stored."""
    if household is None:
        return stored_household(work, case.id) if case.id else []
    people = [HouseholdMember(**row.values) for row in household]
    for one in people:
        one.derive()
    return people


def stored_household(work: Work, case_id: int) -> list[HouseholdMember]:
    """Who lives with the applicant, in the order entered."""
    wanted = select(HouseholdMember).where(HouseholdMember.case_id == case_id).order_by(HouseholdMember.id)
    return list(work.session.scalars(wanted))


def _save_rows(work: Work, case_id: int, household: Sequence[HouseholdRow]) -> bool:
    """Make the stored household what the form shows; whether anything changed."""
    old = stored_household(work, case_id)
    before = {one.id: one.version for one in old}
    kept = {row.id for row in household}
    for one in old:
        if one.id not in kept:
            edit.delete(work, HouseholdMember, one.id)
    saved = [edit.save(work, HouseholdMember, row.id, {**row.values, "case_id": case_id}) for row in household]
    return {one.id: one.version for one in saved} != before


# --- what follows from the figures -----------------------------------------------------------------------------


def home_of(case: HardshipCase, people: Iterable[HouseholdMember]) -> rules.Household | None:
    """The figures of a file as the rules want them; None while the applicant's own income is unknown."""
    if case.own_income is None:
        return None
    people = list(people)
    expenses = (case.medical_expense, case.care_expense, case.school_expense, case.work_expense)
    return rules.Household(
        own=case.own_income,
        others=sum((one.monthly_income or ZERO for one in people), ZERO),
        other=case.other_income or ZERO,
        rigid=sum((amount or ZERO for amount in expenses), ZERO),
        loss=case.event_loss or ZERO,
        size=1 + len(people),
        causes=frozenset(case.causes),
    )


def reckon(work: Work, case: HardshipCase, people: Sequence[HouseholdMember]) -> rules.Assessment:
    """Write size, sums and suggestion into the file; returns the arithmetic."""
    home = home_of(case, people)
    found = rules.assess(home, rules.line_on(dibao_lines(work), case.applied_on or work.today))
    case.household_size = 1 + len(people)
    case.household_income = home.income if home else None
    case.rigid_expense = home.rigid if home else None
    case.income_per_head = home.per_head if home else None
    case.suggested = found.suggested
    return found


def dibao_lines(work: Work) -> list[rules.Line]:
    return [rules.Line(one.amount, one.from_day) for one in work.session.scalars(select(DibaoLine))]


# --- one file per household ------------------------------------------------------------------------------------


def refuse_second_file(work: Work, case: HardshipCase, people: Sequence[HouseholdMember]) -> None:
    """FieldError where another open file is of the same household; it says whose and its number.

    Husband and wife are known from the households of the files, and from the families on the roll.
    """
    mine = _applicant(work.session.get_one(Member, case.member_id))
    married = spouses(work.session, [case.member_id]).get(case.member_id)
    family, partners = _family(people)
    others = select(HardshipCase).where(HardshipCase.status.not_in(codes.ENDED), HardshipCase.id != (case.id or 0))
    for other in work.session.scalars(others):
        them = _applicant(work.session.get_one(Member, other.member_id))
        their_family, their_partners = _family(stored_household(work, other.id))
        same = other.member_id == case.member_id or (married and other.member_id == married.member_id)
        if same or rules.same_household(mine, family, partners, them, their_family, their_partners):
            number = f"工号 {other.staff_no}，" if other.staff_no else ""
            known = f"{other.case_no}，{codes.STATUS.name(other.status)}" if other.case_no else "草稿"
            raise FieldError(
                f"申请人：同一户已有档案：{other.full_name}（{number}{known}）。一户只建一份，请在那份里修改。已填内容没有丢。",
                field="member_id",
            )


def _applicant(member: Member) -> rules.Person:
    return rules.Person(member.full_name, member.id_number, member.birth_date)


def _family(people: Sequence[HouseholdMember]) -> tuple[list[rules.Person], set[str]]:
    """Everybody beside the applicant, and the names among them of husband or wife."""
    family = [rules.Person(one.full_name, one.id_number, one.birth_date) for one in people]
    return family, {one.full_name for one in people if one.relation in SPOUSE}


# --- evidence --------------------------------------------------------------------------------------------------


def add_evidence(work: Work, case_id: int, *, kind_code: str, stored: str, file_name: str) -> CaseEvidence:
    """Note a paper that ``store.attachments.keep`` has stored under the name ``stored``.

    OfficeError where the file has ended, or the same paper is there already.
    """
    case = work.load(HardshipCase, case_id)
    _refuse_ended(case)
    twin = work.session.scalars(
        select(CaseEvidence).where(CaseEvidence.case_id == case_id, CaseEvidence.stored == stored)
    ).first()
    if twin is not None:
        said = codes.EVIDENCE.name(twin.kind_code)
        raise OfficeError(f"“{file_name}”已经存在这份档案里，作为{said}（{twin.file_name}）。没有重复存入。")
    made = work.add(
        CaseEvidence(
            case_id=case_id, kind_code=kind_code, file_name=file_name[-200:], stored=stored, added_on=work.today
        )
    )
    refuse_errors(CaseEvidence, check_record(made, work.today))
    work.flush()
    return made


def remove_evidence(work: Work, evidence_id: int) -> None:
    """Take a paper out of the file; the stored copy stays where it is, so that it can come back."""
    found = work.load(CaseEvidence, evidence_id)
    _refuse_ended(work.load(HardshipCase, found.case_id))
    edit.delete(work, CaseEvidence, evidence_id)


def _refuse_ended(case: HardshipCase) -> None:
    if case.status in codes.ENDED:
        raise OfficeError(f"{case.title()} {codes.STATUS.name(case.status)}，材料不再增减。没有改动。")


def delete_draft(work: Work, case_id: int) -> None:
    """Throw away a draft that was never submitted, with its household and its list of papers."""
    case = work.load(HardshipCase, case_id)
    case.guard_delete()
    for cls in (HouseholdMember, CaseEvidence):
        for one in work.session.scalars(select(cls).where(cls.case_id == case_id)):
            work.session.delete(one)
    work.flush()
    edit.delete(work, HardshipCase, case_id)
