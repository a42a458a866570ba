# SPDX-License-Identifier: MIT
"""The operators of an office: who may sit at the desk, in which role and since when."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from unionoffice.errors import OfficeError
from unionoffice.kit.describe import field
from unionoffice.kit.fields import Choice, Day, Text, YesNo
from unionoffice.kit.identity import Finding
from unionoffice.kit.record import Record
from unionoffice.kit.roles import DUTIES, LOOK, MANAGE, ROLES, Right, Role

WHO, SEES, SINCE = "经办人", "职责：管的事要看哪些完整内容", "起止"


class Operator(Record):
    """One person who works with the program; ``active_from`` and ``active_to`` are inclusive, None is open."""

    __tablename__ = "operator"

    name: Mapped[str] = field(
        Text(max=20), "姓名", required=True, unique=True, search="name", section=WHO, help="记在每一步修改和凭证上"
    )
    role_code: Mapped[str] = field(Choice(ROLES, width=72), "角色", required=True, section=WHO, default="enter")
    duty_aid: Mapped[bool | None] = field(YesNo(), "困难帮扶", section=SEES, help="病情、收入和全部号码")
    duty_members: Mapped[bool | None] = field(YesNo(), "会员", section=SEES, help="证件号码和联系方式")
    duty_finance: Mapped[bool | None] = field(YesNo(), "财务", section=SEES, help="银行账号和证件号码")
    active_from: Mapped[date | None] = field(Day(), "起用日期", section=SINCE)
    active_to: Mapped[date | None] = field(Day(), "停用日期", section=SINCE, help="最后一天，当天仍能用")
    remark: Mapped[str | None] = field(Text(max=100, width=200), "备注", section=SINCE)

    @property
    def role(self) -> Role:
        duties = frozenset(duty for duty in DUTIES if getattr(self, f"duty_{duty}"))
        return Role(self.name, self.role_code, duties)

    def is_active(self, today: date) -> bool:
        return (self.active_from or today) <= today <= (self.active_to or today)

    def right_needed(self) -> Right:
        return Right.MANAGE

    def derive(self) -> None:
        self.name = self.name.strip() if self.name else self.name

    def check_whole(self, today: date) -> list[tuple[str, Finding]]:
        if self.active_from and self.active_to and self.active_to < self.active_from:
            return [("active_to", Finding("error", "停用日期早于起用日期，请核对。"))]
        return []

    @classmethod
    def check_kind(cls, session: Session, today: date) -> None:
        """Somebody must always be able to change the rest: one 管理 who does not end."""
        lasting = select(cls).where(cls.role_code == MANAGE, cls.active_to.is_(None))
        if not any(one.is_active(today) for one in session.scalars(lasting)):
            raise OfficeError("至少要有一个在用、不停用的管理，不然谁也改不了设置。没有改动。请先把另一个人设为管理。")


def read_operators(session: Session) -> Sequence[Operator]:
    """Every operator, the oldest first."""
    return session.scalars(select(Operator).order_by(Operator.id)).all()


def active(operators: Sequence[Operator], today: date) -> list[Operator]:
    """Those who may sit at the desk today."""
    return [one for one in operators if one.is_active(today)]


def role_named(operators: Sequence[Operator], name: str, today: date) -> Role | None:
    """The role of the operator of this name; None where nobody in use is called so."""
    return next((one.role for one in active(operators, today) if one.name == name), None)


def role_at_desk(operators: Sequence[Operator], name: str, today: date) -> Role:
    """The role of the name in the settings. Who is no operator (any more) may look, and choose another at the desk."""
    if not operators:
        return Role(name)
    return role_named(operators, name, today) or Role(name, LOOK)


def follow_name(session: Session, name: str, today: date) -> None:
    """The name at the desk was typed anew: the only operator is called so now; of several it must be one.

    Raises OfficeError where it is none of them.
    """
    known = read_operators(session)
    if not known or role_named(known, name, today) is not None:
        return
    if len(known) > 1:
        names = "、".join(one.name for one in active(known, today))
        raise OfficeError(f"没有叫“{name}”的经办人，现在可选的有：{names}。没有改动。新的人请先在“经办人”里添加。")
    known[0].name = name
