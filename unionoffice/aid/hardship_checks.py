# SPDX-License-Identifier: MIT
"""For ``unionoffice check``: hardship files agree with their steps, their figures and the papers kept for them."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from unionoffice.aid import hardship_codes as codes
from unionoffice.aid.hardship_actions import home_of
from unionoffice.aid.hardship_parts import CaseEvidence, CaseStep
from unionoffice.aid.hardship_queries import household
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.errors import OfficeError
from unionoffice.store import attachments
from unionoffice.store.check import Problem


def check_hardship(session: Session) -> Iterator[Problem]:
    """States and steps, sums, one open file a person, dates of notices, and every scanned paper by its checksum."""
    last = _last_steps(session)
    for case in session.scalars(select(HardshipCase).order_by(HardshipCase.id)):
        yield from _states(case, last.get(case.id))
        yield from _sums(session, case)
    yield from _doubles(session)
    yield from _papers(session)


def _last_steps(session: Session) -> dict[int, CaseStep]:
    return {step.case_id: step for step in session.scalars(select(CaseStep).order_by(CaseStep.id))}


def _states(case: HardshipCase, last: CaseStep | None) -> Iterator[Problem]:
    reached = last.to_status if last else codes.DRAFT
    if case.status != reached:
        said, step = codes.STATUS.name(case.status), codes.STATUS.name(reached)
        yield Problem("error", f"困难档案 {case.title()} 是“{said}”，办理步骤却到“{step}”。请对照纸质材料核对。")
    if case.notice_from and case.notice_to and case.notice_to < case.notice_from:
        yield Problem("error", f"困难档案 {case.title()} 的公示止日早于起日。请对照公示核对。")
    if case.status == codes.ACTIVE and case.review_due is None:
        yield Problem("warn", f"困难档案 {case.title()} 在档，没有下次复核的日期。请办一次复核。")


def _sums(session: Session, case: HardshipCase) -> Iterator[Problem]:
    people = household(session, case.id)
    home = home_of(case, people)
    kept = (case.household_size, case.household_income, case.rigid_expense, case.income_per_head)
    right = (1 + len(people), *((home.income, home.rigid, home.per_head) if home else (None, None, None)))
    if kept != right:
        yield Problem("error", f"困难档案 {case.title()} 的人口或收入合计与明细不符。请打开编辑，核对后保存。")


def _doubles(session: Session) -> Iterator[Problem]:
    open_ones: dict[int, list[str]] = defaultdict(list)
    for case in session.scalars(select(HardshipCase).where(HardshipCase.status.not_in(codes.ENDED))):
        open_ones[case.member_id].append(case.title())
    for titles in open_ones.values():
        if len(titles) > 1:
            yield Problem("error", f"同一人有 {len(titles)} 份困难档案：{'、'.join(titles)}。请保留一份。")


def _papers(session: Session) -> Iterator[Problem]:
    folder = _office_folder(session)
    for paper in session.scalars(select(CaseEvidence).order_by(CaseEvidence.id)):
        try:
            attachments.located(folder, paper.stored)
        except OfficeError as problem:
            yield Problem("error", f"困难档案材料“{paper.file_name}”：{problem.sentence}")


def _office_folder(session: Session) -> Path:
    bind = session.get_bind()
    engine = bind if isinstance(bind, Engine) else bind.engine
    return Path(str(engine.url.database)).parent
