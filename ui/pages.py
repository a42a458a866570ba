# SPDX-License-Identifier: MIT
"""Which widget stands behind each entry of the rail; imported only when the office is open."""

from collections.abc import Callable

from ui.desk import Desk
from ui.page import PageWidget


def makers(desk: Desk) -> dict[str, Callable[[], PageWidget]]:
    """How each page is made, by its key in the rail. Each import waits until the page is first shown."""

    def home() -> PageWidget:
        from ui.home import HomePage

        return HomePage(desk)

    def members() -> PageWidget:
        from ui.members import MembersPage

        return MembersPage(desk)

    def lists() -> PageWidget:
        from ui.members_lists import ListsPage

        return ListsPage(desk)

    def dues() -> PageWidget:
        from ui.members_dues import DuesPage

        return DuesPage(desk)

    def aid() -> PageWidget:
        from ui.aid import AidPage

        return AidPage(desk)

    def hardship() -> PageWidget:
        from ui.hardship import HardshipPage

        return HardshipPage(desk)

    def rounds() -> PageWidget:
        from ui.aid_rounds import RoundsPage

        return RoundsPage(desk)

    def funds() -> PageWidget:
        from ui.aid_funds import FundsPage

        return FundsPage(desk)

    def welfare() -> PageWidget:
        from ui.welfare import WelfarePage

        return WelfarePage(desk)

    def plan() -> PageWidget:
        from ui.plan import PlanPage

        return PlanPage(desk)

    def reports() -> PageWidget:
        from ui.reports import ReportsPage

        return ReportsPage(desk)

    def settings() -> PageWidget:
        from ui.settings_page import SettingsPage

        return SettingsPage(desk)

    def help_page() -> PageWidget:
        from ui.help import HelpPage

        return HelpPage()

    return {
        "home": home, "members": members, "lists": lists, "dues": dues, "aid": aid, "hardship": hardship, "rounds": rounds,
        "funds": funds, "welfare": welfare, "plan": plan, "reports": reports, "settings": settings, "help": help_page,
    }  # fmt: skip
