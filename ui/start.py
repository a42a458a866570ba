# SPDX-License-Identifier: MIT
"""What the window shows: the rail's entries at once, the office's pages after it has been opened."""

from pathlib import Path

from ui.page import Page
from ui.window import MainWindow


def rail_pages() -> list[Page]:
    """The rail is painted before the office is open, so the entries come without their pages."""
    return [
        Page("home", "首页", "home"),
        Page("members", "会员名册", "people_team"),
        Page("aid", "困难帮扶", "heart"),
        Page("welfare", "福利采购", "gift"),
        Page("plan", "工作计划", "calendar_checkmark"),
        Page("reports", "统计报表", "data_bar_vertical"),
        Page("settings", "设置", "settings", bottom=True),
        Page("help", "帮助", "question_circle", bottom=True),
    ]


def open_office(window: MainWindow, folder: Path) -> None:
    """Open the office in ``folder`` and give the window its pages; called after the first paint."""
    window.show_page("home")
