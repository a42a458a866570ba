# SPDX-License-Identifier: MIT
"""A hardship file's way: submitted, reviewed, publicised, active, reviewed yearly, closed; each step is written down."""

from datetime import date

from unionoffice.aid import hardship_codes as codes
from unionoffice.aid import hardship_rules as rules
from unionoffice.aid.hardship_actions import follow_member, reckon, refuse_second_file, stored_household
from unionoffice.aid.hardship_parts import CaseStep
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.aid.hardship_settings import notice_days, review_months, skipped_steps
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit import dates
from unionoffice.kit.describe import fields_of
from unionoffice.kit.roles import Right
from unionoffice.store.settings import read_settings
from unionoffice.store.work import Work

SERIES = "hardship"
NEEDED = ("main_cause", "own_income", "situation", "category")


def advance(
    work: Work, case_id: int, version: int | None = None, *, signed_by: str = "", opinion: str = "",
    on: date | None = None, notice_to: date | None = None,
) -> HardshipCase:  # fmt: skip
    """Take a file to its next step in this office; ``signed_by`` gave the ``opinion`` on the day ``on`` (today).

    At the notice ``on`` is its first day and ``notice_to`` its last, by default after the working days that the
    settings say. Raises FieldError for what is lacking, OfficeError where the step may not be taken yet.
    """
    case = work.load(HardshipCase, case_id, version)
    work.need(Right.ENTER if case.status == codes.DRAFT else Right.APPROVE)
    day = on or work.today
    settings = read_settings(work.session)
    following = rules.next_status(case.status, skipped_steps(settings))
    if following is None:
        raise OfficeError(f"{case.title()} 现在是“{_state(case)}”，没有下一步。没有改动。")
    _refuse_future(day, work.today, following)
    if case.status == codes.DRAFT:
        _refuse_incomplete(case)
    if following == codes.PUBLICISED:
        case.notice_from = day
        case.notice_to = notice_to or rules.notice_end(day, notice_days(settings))
        if case.notice_to < day:
            raise FieldError("公示止日早于起日，请核对。没有改动。", field="notice_to")
    if case.status == codes.PUBLICISED:
        _refuse_open_notice(case, work.today)
    if following == codes.ACTIVE:
        case.filed_on, case.review_due = day, rules.review_day(day, review_months(settings))
    follow_member(work, case)
    _number(work, case)
    return _step(work, case, following, following, day, signed_by, opinion)


def _refuse_future(day: date, today: date, following: str) -> None:
    if day > today and following != codes.PUBLICISED:
        raise FieldError(f"{dates.show_day(day)} 还没到，请核对日期。没有改动。", field="on")


def _refuse_incomplete(case: HardshipCase) -> None:
    fields = fields_of(HardshipCase)
    lacking = [fields[name].label.removesuffix("（元）") for name in NEEDED if getattr(case, name) is None]
    if lacking:
        raise OfficeError(f"还没有填{'、'.join(lacking)}，没有提交。请编辑档案，补上再提交。")


def _refuse_open_notice(case: HardshipCase, today: date) -> None:
    if case.notice_to is not None and today <= case.notice_to:
        end = dates.say_day(case.notice_to)
        raise OfficeError(f"公示到 {end}结束，还不能建档。没有改动。期满后再办。")
    if case.objection and not case.objection_result:
        raise OfficeError("公示期间有异议，还没有写处理结果。没有改动。请先登记处理结果。")


def _number(work: Work, case: HardshipCase) -> None:
    """困-2020-0001, given once, when the file is first submitted; a number is never given again."""
    if case.case_no is None:
        year = work.today.year
        case.case_no = f"困-{year}-{work.number(SERIES, year):04d}"


def note_objection(work: Work, case_id: int, objection: str, result: str = "") -> HardshipCase:
    """Write down an objection that came during the notice, or how it was settled."""
    case = work.load(HardshipCase, case_id)
    if case.status != codes.PUBLICISED:
        raise OfficeError(f"{case.title()} 现在是“{_state(case)}”，只有公示中才登记异议。没有改动。")
    if not objection.strip():
        raise FieldError("请写明异议内容，没有异议就不用登记。", field="objection")
    case.objection, case.objection_result = objection.strip(), result.strip() or None
    words = objection.strip() + (f"；处理：{result.strip()}" if result.strip() else "")
    return _step(work, case, "objection", case.status, work.today, "", words[:300])


def send_back(work: Work, case_id: int, reason: str) -> HardshipCase:
    """Back to draft, to be put right; it then goes through all steps again."""
    work.need(Right.APPROVE)
    case = work.load(HardshipCase, case_id)
    if case.status in (codes.DRAFT, codes.ACTIVE, *codes.ENDED):
        raise OfficeError(f"{case.title()} 现在是“{_state(case)}”，不用退回。没有改动。")
    _refuse_without(reason, "请写明退回原因，会留在记录里。")
    case.notice_from = case.notice_to = case.objection = case.objection_result = None
    return _step(work, case, "sent_back", codes.DRAFT, work.today, "", reason)


def reject(work: Work, case_id: int, reason: str, signed_by: str = "") -> HardshipCase:
    """The file was refused; ``reason`` must say why."""
    work.need(Right.APPROVE)
    case = work.load(HardshipCase, case_id)
    _refuse_ended(case)
    _refuse_without(reason, "请写明未通过的原因，会留在记录里。")
    _number(work, case)
    case.closed_on, case.end_note, case.review_due = work.today, reason.strip(), None
    return _step(work, case, codes.REJECTED, codes.REJECTED, work.today, signed_by, reason)


def review(work: Work, case_id: int, opinion: str, *, signed_by: str = "", on: date | None = None) -> HardshipCase:
    """The yearly review: category worked out anew with today's figures, and the next day set."""
    work.need(Right.APPROVE)
    case = work.load(HardshipCase, case_id)
    if case.status != codes.ACTIVE:
        raise OfficeError(f"{case.title()} 现在是“{_state(case)}”，只有在档的才复核。没有改动。")
    _refuse_without(opinion, "请写明复核结果，例：收入没有变化，继续在档。")
    day = on or work.today
    _refuse_future(day, work.today, codes.ACTIVE)
    reckon(work, case, stored_household(work, case_id))
    case.reviewed_on = day
    case.review_due = rules.review_day(day, review_months(read_settings(work.session)))
    return _step(work, case, "reviewed", codes.ACTIVE, day, signed_by, opinion)


def close(work: Work, case_id: int, reason_code: str, note: str = "", *, on: date | None = None) -> HardshipCase:
    """Out of hardship, or gone for another reason of CLOSE_REASON."""
    work.need(Right.APPROVE)
    case = work.load(HardshipCase, case_id)
    if case.status != codes.ACTIVE:
        raise OfficeError(f"{case.title()} 现在是“{_state(case)}”，只有在档的才销档。没有改动。")
    if reason_code not in codes.CLOSE_REASON:
        raise FieldError("请选销档原因。", field="closed_reason")
    day = on or work.today
    _refuse_future(day, work.today, codes.CLOSED)
    case.closed_on, case.closed_reason, case.end_note = day, reason_code, note.strip() or None
    case.review_due = None
    words = codes.CLOSE_REASON.name(reason_code) + (f"：{note.strip()}" if note.strip() else "")
    return _step(work, case, codes.CLOSED, codes.CLOSED, day, "", words)


def reopen(work: Work, case_id: int, reason: str) -> HardshipCase:
    """An ended file becomes a draft again. FieldError where the household has another open one by now."""
    work.need(Right.APPROVE)
    case = work.load(HardshipCase, case_id)
    if case.status not in codes.ENDED:
        raise OfficeError(f"{case.title()} 现在是“{_state(case)}”，还在办理。没有改动。")
    _refuse_without(reason, "请写明重新办理的原因，会留在记录里。")
    refuse_second_file(work, case, stored_household(work, case_id))
    case.closed_on = case.closed_reason = case.end_note = None
    case.notice_from = case.notice_to = case.objection = case.objection_result = None
    return _step(work, case, "reopened", codes.DRAFT, work.today, "", reason)


def _refuse_ended(case: HardshipCase) -> None:
    if case.status in codes.ENDED:
        raise OfficeError(f"{case.title()} {_state(case)}，不再办理。没有改动。需要时“重新办理”。")


def _refuse_without(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise FieldError(sentence, field="opinion")


def _step(
    work: Work, case: HardshipCase, step: str, to_status: str, day: date, signed_by: str, opinion: str
) -> HardshipCase:
    work.add(
        CaseStep(
            case_id=case.id, step=step, from_status=case.status, to_status=to_status, day=day,
            signed_by=signed_by.strip() or None, opinion=opinion.strip()[:300] or None,
            entered_at=work.now, entered_by=work.actor,
        )
    )  # fmt: skip
    case.status = to_status
    work.flush()
    return case


def _state(case: HardshipCase) -> str:
    return codes.STATUS.name(case.status)
