# SPDX-License-Identifier: MIT
"""The visits of one person, as a section of the panel beside the roll."""

from PySide6.QtWidgets import QWidget

from ui import going
from ui.desk import Desk
from ui.members_side import line
from ui.panels import section
from ui.widgets import Part, label
from unionoffice.aid import visits_queries
from unionoffice.aid.visits_records import PENDING, VISIT_STATUS
from unionoffice.kit.dates import show_day

SHOWN = 3


def visits_part(desk: Desk, member_id: int, staff_no: str) -> QWidget:
    """Those still to be made first, then the newest; the link shows all of them on their page."""
    with desk.office.read() as session:
        found = visits_queries.member_visits(session, member_id)
    if not found:
        return section("走访", label("还没有走访记录", "dim"))
    rows: list[Part] = []
    for one in found[:SHOWN]:
        waiting = one.status == PENDING
        said = one.kind + (f"，{one.reason}" if one.reason else "")
        rows.append(line(show_day(one.day), said, f"{VISIT_STATUS.name(one.status)}" if waiting else "", "warn" if waiting else ""))
    return section("走访", *rows, action=f"全部 {len(found)} 次", on_action=lambda: _all(desk, found[0].visit_id, staff_no))


def paid_visit(desk: Desk, payment_id: int) -> list[QWidget]:
    """For a payment beside the ledger: the visit it was brought along to, nothing for most."""
    with desk.office.read() as session:
        visit = visits_queries.visit_paid_by(session, payment_id)
    if visit is None:
        return []
    day = f"{show_day(visit.visited_on)} 走访" if visit.visited_on else f"{show_day(visit.due_on)}前走访"
    said = label(f"{visit.visit_no}　{visit.who}，{day}", wrap=True)
    return [section("走访", said, action="查看", on_action=lambda: going.to_record(desk, "visits", visit.id))]


def _all(desk: Desk, visit_id: int, staff_no: str) -> None:
    if not staff_no:
        going.to_record(desk, "visits", visit_id)
        return
    page = desk.go("visits")
    if page is not None:
        page.clear_filters()
        page.search.setText(staff_no)
