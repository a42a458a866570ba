# SPDX-License-Identifier: MIT
"""The registers of visits and of their kinds; recording a visit that was made is a shorter form of the same record."""

from dataclasses import replace

from unionoffice.aid import visits_actions
from unionoffice.aid.visits_records import HomeVisit, VisitKind
from unionoffice.kit.register import Facet, Register

HOME_VISITS = Register(
    title="走访",
    noun="走访",
    unit="次",
    record=HomeVisit,
    columns=("due_on", "full_name", "branch_name", "kind_name", "reason", "visited_on", "amount", "status"),
    order=("due_on",),
    facets=(
        Facet("asked_on", "年份", by="year"),
        Facet("next_contact", "到期", by="year"),
        Facet("kind_name", "类别"),
        Facet("status"),
        Facet("branch_name"),
    ),
    exports=(
        "visit_no", "asked_on", "due_on", "visited_on", "full_name", "staff_no", "branch_name", "kind_name", "reason",
        "relation", "visited_name", "hospital", "department", "bed", "illness", "admitted_on", "comfort", "amount",
        "goods", "visitors", "requests", "feedback", "next_contact", "handler", "chair", "status",
    ),
    sums=("counted_amount",),
    search_hint="姓名、编号、工号、事由",
    save=visits_actions.save_visit,
)  # fmt: skip

# Whom and why are known by now: what is asked is when it was, what was brought and what was said.
VISITS_MADE = replace(
    HOME_VISITS,
    form=(
        "visited_on", "visitors", "comfort", "amount", "goods", "chair", "requests", "feedback", "next_contact",
    ),
    save=visits_actions.record_visit,
)  # fmt: skip

VISIT_KINDS = Register(
    title="走访类别",
    noun="类别",
    unit="类",
    record=VisitKind,
    columns=("name", "days", "hospital", "comfort", "amount", "goods", "aid_type_id", "valid_from", "valid_to", "in_use"),
    order=("sort_no", "name"),
    facets=(Facet("in_use"),),
    identify=(("name",),),
    search_hint="类别名称或拼音首字母",
    save=visits_actions.save_kind,
)
