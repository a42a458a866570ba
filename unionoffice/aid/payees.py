# SPDX-License-Identifier: MIT
"""What the payment form knows of a person once chosen."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from unionoffice.aid.household import Spouse, spouses
from unionoffice.kit.describe import fields_of
from unionoffice.members.family import children_of
from unionoffice.members.records import Member


@dataclass(frozen=True)
class Payee:
    """What the form knows of a person once chosen; ``bank`` is '' where no account is on the roll."""

    member_id: int
    full_name: str
    staff_no: str
    caption: str
    bank: str
    children: tuple[tuple[str, str], ...] = ()  # name and school stage (code, '' unknown)
    spouse: str = ""
    spouse_id: int = 0


def payee(session: Session, member_id: int, today: date) -> Payee | None:
    """The person as a payee, their children's stages as of ``today``; None when there is no such member."""
    member = session.get(Member, member_id)
    if member is None:
        return None
    shown = fields_of(Member)
    names = ["staff_no", "branch_id", "employment_type"]
    if member.membership_status != "active":
        names.append("membership_status")
    caption = " · ".join(text for name in names if (text := shown[name].show(member)))
    account = member.bank_account or ""
    bank = f"{member.bank_branch or '账号'} 尾号 {account[-4:]}" if account else ""
    children = tuple((one.full_name, one.stage_code_on(today)) for one in children_of(session, member_id))
    spouse = spouses(session, [member_id]).get(member_id, Spouse(0, ""))
    return Payee(
        member.id, member.full_name, member.staff_no or "", caption, bank, children, spouse.full_name, spouse.member_id
    )
