# SPDX-License-Identifier: MIT
"""Who may do and see what: the one place that decides it. Four roles, three duties, five sensitive kinds.

There are no passwords: this is the office's rule of work and not a lock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Literal, get_args

from unionoffice.errors import OfficeError
from unionoffice.kit.codes import Code, CodeList

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Kind = Literal["illness", "income", "bank_card", "id_number", "contact"]
KINDS: Mapping[Kind, str] = {
    "illness": "病情和致困原因", "income": "收入", "bank_card": "银行账号", "id_number": "证件号码", "contact": "联系方式",
}  # fmt: skip

MANAGE, REVIEW, ENTER, LOOK = "manage", "review", "enter", "look"
ROLES = CodeList("角色", (Code(MANAGE, "管理"), Code(REVIEW, "审核"), Code(ENTER, "录入"), Code(LOOK, "查询")))
DUTIES: Mapping[str, str] = {"aid": "困难帮扶", "members": "会员", "finance": "财务"}

# A reviewer or clerk sees a kind in full where one of these duties is theirs; 管理 sees all, 查询 sees masks.
_SEEN_WITH: Mapping[Kind, tuple[str, ...]] = {
    "illness": ("aid",),
    "income": ("aid",),
    "bank_card": ("aid", "finance"),
    "id_number": ("aid", "members", "finance"),
    "contact": ("aid", "members"),
}
assert set(get_args(Kind)) == set(KINDS) == set(_SEEN_WITH)

NOT_YOURS = "已经有了，要由能看它完整内容的经办人来改。"  # of a masked value that would be written over


class Right(IntEnum):
    """What an action takes; each role has the rights up to its own."""

    LOOK = 0  # read, print and export what is masked
    ENTER = 1  # enter and change records, sign for
    APPROVE = 2  # review, approve, issue, void
    MANAGE = 3  # settings, operators, restoring


_RIGHTS = {LOOK: Right.LOOK, ENTER: Right.ENTER, REVIEW: Right.APPROVE, MANAGE: Right.MANAGE}
WHO: Mapping[Right, str] = {Right.ENTER: "录入、审核或管理", Right.APPROVE: "审核或管理", Right.MANAGE: "管理"}


@dataclass(frozen=True)
class Role:
    """What one operator is in the office. Without a word said, everything: an office of one clerk."""

    name: str = ""
    code: str = MANAGE
    duties: frozenset[str] = frozenset()

    @property
    def right(self) -> Right:
        return _RIGHTS[self.code]

    @property
    def called(self) -> str:
        return ROLES.name(self.code)


EVERYTHING = Role()


def may(right: Right, role: Role) -> bool:
    """Whether the role has this right."""
    return role.right >= right


def may_see(kind: Kind | Literal[""], role: Role) -> bool:
    """Whether the role may see values of this kind in full; '' is no sensitive kind."""
    if not kind or role.code == MANAGE:
        return True
    return role.code != LOOK and not role.duties.isdisjoint(_SEEN_WITH[kind])


def refusal(right: Right, role: Role, what: str) -> str:
    """Why the role does not do ``what`` (导入会员) and who does; '' where it does."""
    if may(right, role):
        return ""
    return f"现在的经办人{_named(role)}是“{role.called}”，不能{what}。没有改动。要由{WHO[right]}来做，在右下角换人。"


def hidden_from(kind: Kind | Literal[""], role: Role) -> str:
    """Why the role does not see this kind and who does; '' where it may."""
    if not kind or may_see(kind, role):
        return ""
    duties = "、".join(DUTIES[duty] for duty in _SEEN_WITH[kind])
    return (
        f"现在的经办人{_named(role)}不看{KINDS[kind]}的完整内容。"
        f"能看的是管理，和有{duties}职责的录入、审核，在右下角换人。"
    )


def refuse(role: Role, right: Right, what: str) -> None:
    """OfficeError where the role does not do ``what``."""
    sentence = refusal(right, role, what)
    if sentence:
        raise OfficeError(sentence)


def refuse_seeing(kind: Kind | Literal[""], role: Role) -> None:
    """OfficeError where the role may not see this kind in full."""
    sentence = hidden_from(kind, role)
    if sentence:
        raise OfficeError(sentence)


def role_of(session: "Session") -> Role:
    """The role of whoever this session reads or writes for; the office puts it there."""
    role: Role = session.info.get("role", EVERYTHING)
    return role


def _named(role: Role) -> str:
    return f" {role.name} " if role.name else ""
