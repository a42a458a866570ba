# SPDX-License-Identifier: MIT
"""From a line or a figure to the page that holds its records; where the pages are told what to show."""

from collections.abc import Mapping
from typing import Any

from ui.aid_start import Start
from ui.desk import Desk


def to_record(desk: Desk, page: str, record_id: int) -> None:
    """Bring a member, a payment, a task or a campaign to the front on its own page."""
    target = desk.go(page)
    if target is None:
        return
    if page == "plan":
        target.show_task(record_id)
        target.show_details()
    elif page == "welfare":
        target.open_campaign(record_id)
    else:
        target.show_record(record_id)


def to_list(desk: Desk, page: str, chosen: Mapping[str, tuple[object, ...]]) -> None:
    """A register's page with nothing but these facet values set (field -> values)."""
    target = desk.go(page)
    if target is None:
        return
    target.clear_filters()
    for name, values in chosen.items():
        target.chips[name].set_chosen(values)


def to_late_tasks(desk: Desk) -> None:
    target = desk.go("plan")
    if target is not None:
        target.show_late()


def to_new(desk: Desk, page: str) -> Any:
    """A register's page with its form open for a new record."""
    target = desk.go(page)
    if target is not None:
        target.new()
    return target


def to_payment(desk: Desk, start: Start) -> None:
    """The aid ledger with the form of a new payment open, what is known filled in."""
    target = desk.go("aid")
    if target is not None:
        target.begin(start)


def to_month(desk: Desk, year: int, month: int, block: str) -> None:
    """The report of a month, at one of its four blocks (ui.reports.BLOCKS)."""
    target = desk.go("reports")
    if target is not None:
        target.show_month(year, month)
        target.show_block(block)
