# SPDX-License-Identifier: MIT
"""The registers of the plan part: the tasks as a flat list, beside the tree that the plan's own tab shows."""

from unionoffice.kit.register import Facet, Register
from unionoffice.plan import actions
from unionoffice.plan.records import PlanPoint, PlanTask, PlanTheme, PlanYear

PLAN_TASKS = Register(
    title="计划任务",
    noun="任务",
    unit="项",
    record=PlanTask,
    columns=("name", "point_id", "due_text", "due_to", "dept", "leader", "percent", "status"),
    order=("due_to", "sort_no"),
    facets=(Facet("status"), Facet("due_kind"), Facet("dept"), Facet("leader")),
    form=(
        "point_id",
        "name",
        "due_text",
        "leader",
        "dept",
        "percent",
        "status",
        "finished_on",
        "undone_reason",
    ),
    identify=(("point_id", "name"),),
    search_hint="任务、责任人、科室",
    save=actions.save_task,
)

PLAN_POINTS = Register(
    title="计划要点",
    noun="要点",
    unit="个",
    record=PlanPoint,
    columns=("name", "theme_id", "sort_no"),
    order=("theme_id", "sort_no"),
    form=("theme_id", "name"),
    identify=(("theme_id", "name"),),
    search_hint="要点",
    save=actions.save_point,
)

PLAN_THEMES = Register(
    title="计划事项",
    noun="事项",
    unit="个",
    record=PlanTheme,
    columns=("name", "plan_year_id", "sort_no"),
    order=("plan_year_id", "sort_no"),
    form=("plan_year_id", "name"),
    identify=(("plan_year_id", "name"),),
    search_hint="事项",
    save=actions.save_theme,
)

PLAN_YEARS = Register(
    title="年度计划",
    noun="年度计划",
    unit="份",
    record=PlanYear,
    columns=("year", "name"),
    order=("-year",),
    identify=(("year",),),
    search_hint="计划名称",
)
