# SPDX-License-Identifier: MIT
"""Which widget stands behind each entry of the rail; each is imported when its page is first shown."""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from ui.desk import Desk
from ui.page import PageWidget

# key in the rail -> module of ui, class; a page is made with the desk
PAGES = {
    "home": ("home", "HomePage"),
    "members": ("members", "MembersPage"),
    "lists": ("members_lists", "ListsPage"),
    "dues": ("members_dues", "DuesPage"),
    "aid": ("aid", "AidPage"),
    "hardship": ("hardship", "HardshipPage"),
    "visits": ("visits", "VisitsPage"),
    "rounds": ("aid_rounds", "RoundsPage"),
    "funds": ("aid_funds", "FundsPage"),
    "finance": ("aid_finance", "FinancePage"),
    "aid_statistics": ("aid_statistics", "StatisticsPage"),
    "aid_unhelped": ("aid_unhelped", "UnhelpedPage"),
    "aid_person": ("aid_person", "PersonPage"),
    "welfare": ("welfare", "WelfarePage"),
    "plan": ("plan", "PlanPage"),
    "reports": ("reports", "ReportsPage"),
    "settings": ("settings_page", "SettingsPage"),
    "help": ("help", "HelpPage"),
}


def makers(desk: Desk) -> dict[str, Callable[[], PageWidget]]:
    """How each page is made, by its key in the rail."""
    return {key: partial(_make, module, name, desk) for key, (module, name) in PAGES.items()}


def _make(module: str, name: str, desk: Desk) -> PageWidget:
    made: PageWidget = getattr(import_module(f"ui.{module}"), name)(desk)
    return made
