# SPDX-License-Identifier: MIT
"""The spreadsheets that only the member part has: the real-name table (实名制) the upper union takes in."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.kit import codelists
from unionoffice.kit.describe import fields_of
from unionoffice.kit.files import sha256
from unionoffice.kit.roles import refuse_seeing, role_of
from unionoffice.members.records import Member, MembershipEvent
from unionoffice.members.registers import MEMBERS
from unionoffice.progress import Progress
from unionoffice.sheets.exporting import ExportResult, filter_text
from unionoffice.sheets.specs import ColumnSpec, SheetSpec
from unionoffice.sheets.writing import report_file_name, write_workbook
from unionoffice.store import listing
from unionoffice.store.listing import Query
from unionoffice.store.settings import Settings

# The upper union's table: these headings, in this order (DOMAIN §A1). A field's name, or what is worked out here.
REAL_NAME: tuple[tuple[str, str], ...] = (
    ("序号", ""), ("姓名", "full_name"), ("性别", "sex_code"), ("出生日期", "birth_date"), ("民族", "ethnicity_code"),
    ("就业状况", "work_status"), ("有效证件类别", "id_type"), ("证件号码", "id_number"), ("学历", "education_code"),
    ("技能等级", "skill_level"), ("移动电话", "mobile"), ("户籍类型", "household_type"),
    ("户籍所在地", "household_place"), ("会籍变化类型", "change_type"), ("会籍变化日期", "change_day"),
    ("会籍变化原因", "change_reason"), ("政治面貌", "political_status_code"), ("工作单位", "employer"),
    ("籍贯", "native_place"), ("是否农民工", "is_rural_worker"),
)  # fmt: skip
# Their six types of change; restoring is a kind of joining there. What they do not have keeps our own word.
_CHANGES = {
    "join": "入会", "transfer_in": "转入", "restore": "入会", "retain": "保留",
    "transfer_out": "转出", "expel": "除名", "withdraw": "退会",
}  # fmt: skip
_BLOCK = 400


def export_real_name(
    session: Session, query: Query, path: Path, *, settings: Settings, today: date, progress: Progress
) -> ExportResult:
    """Write the shown members as the real-name table: one header row, text cells, numbers in full.

    Full numbers leave the office: the caller has asked for a purpose and notes it (giving_out.noted). Raises
    OfficeError where the session's role may not see them, Cancelled.
    """
    refuse_seeing("id_number", role_of(session))
    refuse_seeing("contact", role_of(session))
    found = listing.ids(session, MEMBERS, query)
    spec = SheetSpec(
        title="实名制", sheet_name="Sheet1", plain=True,
        columns=[ColumnSpec(heading, max(10, 2 * len(heading) + 4)) for heading, _ in REAL_NAME],
        rows=_rows(session, found, settings),
    )  # fmt: skip
    written = write_workbook(path, [spec], progress)
    return ExportResult(written, len(found), sha256(written), filter_text(session, MEMBERS, query))


def real_name_file(settings: Settings, today: date) -> str:
    """The file name to offer."""
    return report_file_name(settings.union_name, today, "实名制会员信息", today)


def _rows(session: Session, found: Sequence[int], settings: Settings) -> Iterator[list[str]]:
    number = 0
    for start in range(0, len(found), _BLOCK):
        block = found[start : start + _BLOCK]
        changes = _last_changes(session, block)
        for member in listing.rows(session, Member, block):
            number += 1
            yield _row(number, member, changes.get(member.id), settings)
            session.expunge(member)


def _last_changes(session: Session, ids: Sequence[int]) -> dict[int, MembershipEvent]:
    """Each member's newest change of membership; moves inside the school are none."""
    row = MembershipEvent
    wanted = select(row).where(row.member_id.in_(ids), row.event_type != "branch_move")
    found = session.scalars(wanted.order_by(row.event_date, row.id)).unique()
    return {event.member_id: event for event in found}


def _row(number: int, member: Member, change: MembershipEvent | None, settings: Settings) -> list[str]:
    shown = fields_of(Member)
    branch = member.branch.name if member.branch else ""
    special = {"": str(number), "employer": (settings.text("school_name") or settings.union_name) + branch}
    if change is not None:
        own = codelists.MEMBERSHIP_EVENT.name(change.event_type)
        special["change_type"] = _CHANGES.get(change.event_type, own)
        special["change_day"] = change.event_date.isoformat()
        special["change_reason"] = codelists.MEMBERSHIP_REASON.name(change.reason_code)
    return [shown[name].show(member) if name in shown else special.get(name, "") for _, name in REAL_NAME]
