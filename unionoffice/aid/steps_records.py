# SPDX-License-Identifier: MIT
"""The steps of a payment beside its issue and signature: who did which of them when. Only ever added to."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from unionoffice.aid.records import AidPayment
from unionoffice.errors import OfficeError
from unionoffice.kit.codes import Code, CodeList
from unionoffice.kit.describe import field
from unionoffice.kit.fields import Choice, Day, Link, Moment, PersonName, Text
from unionoffice.kit.record import Record

APPLY, BRANCH, REVIEW, APPROVE, PAY, ARCHIVE = "apply", "branch", "review", "approve", "pay", "archive"
STEPS = CodeList(
    "办理环节",
    (
        Code(APPLY, "本人申请"), Code(BRANCH, "分工会意见"), Code(REVIEW, "审核"), Code(APPROVE, "审批"),
        Code(PAY, "付款"), Code(ARCHIVE, "归档"),
    ),
)  # fmt: skip
BEFORE_ISSUE = (APPLY, BRANCH, REVIEW, APPROVE)


class AidStep(Record):
    """One step of one payment, done by ``done_by`` on ``done_on`` and written down by the clerk at ``noted_at``."""

    __tablename__ = "aid_step"
    __table_args__ = (UniqueConstraint("payment_id", "step"),)
    lookup: ClassVar[tuple[str, ...]] = ("step",)

    payment_id: Mapped[int] = field(
        Link("payment", lambda: AidPayment), "慰问", required=True, link="aid_payment"
    )
    step: Mapped[str] = field(Choice(STEPS), "环节", required=True)
    done_on: Mapped[date] = field(Day(past=True), "日期", required=True)
    done_by: Mapped[str] = field(PersonName(), "经手人", required=True)
    opinion: Mapped[str | None] = field(Text(max=100), "意见", help="归档时写盒号、件号")
    noted_at: Mapped[datetime] = field(Moment(), "登记时间", required=True, derived=True)

    payment: Mapped[AidPayment] = relationship(lazy="select", foreign_keys=[payment_id])

    def guard_change(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        raise OfficeError("办理环节只能登记，不能改。写错了请撤销那一步再登记。")

    def guard_delete(self) -> None:
        raise OfficeError("办理环节只能登记，不能删除。")
