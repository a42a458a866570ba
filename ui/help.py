# SPDX-License-Identifier: MIT
"""The clerk's manual, shown in the window (F1)."""

from pathlib import Path

from PySide6.QtWidgets import QTextBrowser

from ui.page import PageWidget
from ui.panels import PageHeader
from ui.widgets import column, frame, row
from unionoffice.resources import resource


class HelpPage(PageWidget):
    """手册.md as it is shipped; links inside it jump, links outside are not followed."""

    def __init__(self) -> None:
        super().__init__()
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(lambda url: self.browser.scrollToAnchor(url.fragment()))
        self.browser.setMarkdown(manual_path().read_text("utf-8"))
        card = frame(column(self.browser, margins=(24, 16, 8, 16)), "card")
        self.setLayout(column(PageHeader("使用手册"), (row((card, 1), margins=(24, 0, 24, 8)), 1), spacing=0))

    def take_focus(self) -> None:
        self.browser.setFocus()


def manual_path() -> Path:
    """The manual among the shipped files, or in a checkout's docs folder."""
    shipped = resource("手册.md")
    return shipped if shipped.exists() else resource("..", "docs", "手册.md")
