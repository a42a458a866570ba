# SPDX-License-Identifier: MIT
"""A year's work plan as the office writes it: themes (事项), points (要点) and tasks."""

from datetime import date

from sqlalchemy.orm import Mapped, relationship

from unionoffice.kit.codes import Code, CodeList
from unionoffice.kit.describe import field
from unionoffice.kit.fields import Choice, Day, Link, Text, Whole
from unionoffice.kit.identity import Finding
from unionoffice.kit.record import Record

DUE_KINDS = CodeList(
    "完成时间类别",
    (
        Code("whole_year", "全年"),
        Code("when_fit", "适时"),
        Code("month", "某月"),
        Code("month_range", "几个月"),
        Code("date", "某日"),
        Code("season", "节日前后"),
    ),
)
# Work that runs all year or when it fits has no day on which it could be late (DOMAIN §F).
STANDING = frozenset({"whole_year", "when_fit"})

STATUSES = CodeList(
    "任务状态",
    (
        Code("not_started", "未启动", aliases=("未开始",)),
        Code("active", "推进中", aliases=("进行中", "正在推进")),
        Code("done", "已完成", aliases=("完成",)),
        Code("postponed", "延期", aliases=("推迟",)),
        Code("cancelled", "取消", aliases=("已取消", "不再开展")),
    ),
)
# Tasks that nobody waits for any more.
CLOSED = frozenset({"done", "cancelled"})


class PlanYear(Record):
    """The plan of one calendar year; an office has one per year."""

    __tablename__ = "plan_year"

    year: Mapped[int] = field(Whole(2000, 2100), "年度", required=True, unique=True)
    name: Mapped[str] = field(Text(max=100, width=240), "计划名称", required=True, search="text")


class PlanTheme(Record):
    """One 事项: a part of the plan, with its number kept in the title (一、…)."""

    __tablename__ = "plan_theme"

    plan_year_id: Mapped[int] = field(
        Link("plan_year", lambda: PlanYear), "年度计划", link="plan_year", required=True
    )
    plan_year: Mapped[PlanYear] = relationship(lazy="joined", foreign_keys=[plan_year_id])
    sort_no: Mapped[int] = field(Whole(0, 9999), "顺序", required=True, default=0)
    name: Mapped[str] = field(Text(max=200, width=280), "事项", required=True, search="text")


class PlanPoint(Record):
    """One 要点 of a theme, with its number kept in the title (1. …)."""

    __tablename__ = "plan_point"

    theme_id: Mapped[int] = field(Link("theme", lambda: PlanTheme), "事项", link="plan_theme", required=True)
    theme: Mapped[PlanTheme] = relationship(lazy="joined", foreign_keys=[theme_id])
    sort_no: Mapped[int] = field(Whole(0, 9999), "顺序", required=True, default=0)
    name: Mapped[str] = field(Text(max=200, width=280), "要点", required=True, search="text")


class PlanTask(Record):
    """One 具体任务. ``due_text`` is what the plan says, word for word; ``due_from`` and ``due_to`` (both
    inclusive) are what ``due.parse_due`` makes of it, empty for work without a day."""

    __tablename__ = "plan_task"

    point_id: Mapped[int] = field(Link("point", lambda: PlanPoint), "要点", link="plan_point", required=True)
    point: Mapped[PlanPoint] = relationship(lazy="joined", foreign_keys=[point_id])
    sort_no: Mapped[int] = field(Whole(0, 9999), "顺序", required=True, default=0, derived=True)
    name: Mapped[str] = field(
        Text(max=500, lines=2, width=360),
        "具体任务",
        required=True,
        search="text",
        aliases=("任务", "工作任务"),
    )
    due_text: Mapped[str | None] = field(
        Text(max=50, width=96),
        "完成时间",
        aliases=("完成时限", "时限", "时间节点"),
        help="如 全年、6月底前、3-4月",
    )
    due_kind: Mapped[str] = field(
        Choice(DUE_KINDS), "时间类别", required=True, default="when_fit", derived=True
    )
    due_from: Mapped[date | None] = field(Day(), "开始", derived=True)
    due_to: Mapped[date | None] = field(Day(), "到期日", derived=True, index=True)
    leader: Mapped[str | None] = field(
        Text(max=100, width=96), "责任领导", search="text", aliases=("分管领导", "牵头领导", "责任人")
    )
    dept: Mapped[str | None] = field(
        Text(max=100, width=96), "责任科室", search="text", aliases=("责任部门", "牵头科室", "科室", "部门")
    )
    percent: Mapped[int] = field(Whole(0, 100), "完成百分比", required=True, default=0)
    status: Mapped[str] = field(
        Choice(STATUSES, tones={"active": "accent", "postponed": "warn"}),
        "状态", required=True, default="not_started",
    )  # fmt: skip
    undone_reason: Mapped[str | None] = field(Text(max=500, lines=2, width=200), "未完成原因")
    finished_on: Mapped[date | None] = field(Day(past=True), "完成日期")

    def check_whole(self, today: date) -> list[tuple[str, Finding]]:
        if self.status in ("postponed", "cancelled") and not self.undone_reason:
            name = STATUSES.name(self.status)
            return [("undone_reason", Finding("error", f"状态是“{name}”，请写明原因。已填内容没有丢。"))]
        return []
