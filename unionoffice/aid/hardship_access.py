# SPDX-License-Identifier: MIT
"""Who may see what a hardship file says of illness, income and bank accounts. The one place that decides it."""

from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.errors import OfficeError
from unionoffice.store.work import Work


def may_see(actor: str) -> bool:
    """Whether ``actor`` may see sensitive fields unmasked.

    Until there are roles, whoever works under a name may; lists, exports and histories mask for everybody.
    """
    return bool(actor.strip())


def look(work: Work, case_id: int, what: str) -> None:
    """Note in the audit trail that ``what`` of a file is about to be seen. OfficeError where it may not be."""
    if not may_see(work.actor):
        raise OfficeError("没有查看困难档案内容的权限。数据没有改动，请找负责困难帮扶的人。")
    work.note(HardshipCase.kind(), case_id, 字段=what)
