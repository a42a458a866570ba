# SPDX-License-Identifier: MIT
"""The progress noted on the tasks of a plan."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, relationship

from unionoffice.errors import OfficeError
from unionoffice.kit.describe import field
from unionoffice.kit.fields import Day, Link, Text, Whole, YearMonth
from unionoffice.kit.record import Record
from unionoffice.plan.records import PlanTask


class PlanProgress(Record):
    """One note of how far a task is. Notes are added, never changed: the last one counts."""

    __tablename__ = "plan_progress"
    lookup: ClassVar[tuple[str, ...]] = ("note",)

    task_id: Mapped[int] = field(Link("task", lambda: PlanTask), "任务", link="plan_task", required=True)
    task: Mapped[PlanTask] = relationship(lazy="joined", foreign_keys=[task_id])
    day: Mapped[date] = field(Day(past=True), "日期", required=True)
    month: Mapped[str] = field(YearMonth(), "月份", required=True, derived=True, index=True)
    percent: Mapped[int] = field(Whole(0, 100), "完成百分比", required=True)
    note: Mapped[str | None] = field(Text(max=1000, lines=4, width=280), "进展情况")
    problem: Mapped[str | None] = field(Text(max=1000, lines=2, width=200), "存在问题")
    next_step: Mapped[str | None] = field(Text(max=1000, lines=2, width=200), "下步措施")
    actor: Mapped[str] = field(Text(max=50), "登记人", required=True, derived=True)

    def derive(self) -> None:
        self.month = f"{self.day:%Y-%m}"

    def guard_change(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        raise OfficeError("登记过的进展不再修改，留作记录。请按今天的情况再登记一次。")
