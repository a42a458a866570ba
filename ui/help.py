# SPDX-License-Identifier: MIT
"""The clerk's manual, shown in the window (F1): its chapters at the left, its text at a width that reads well."""

from pathlib import Path

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from ui.desk import Desk
from ui.page import PageWidget
from ui.theme import theme
from ui.widgets import Button, button, column, frame, label, row
from unionoffice.resources import resource

WIDTH = 800
CHAPTER = 2  # the heading level that the list at the left names
SIZES = {1: ("title", 0, 12), 2: ("name", 20, 6), 3: ("section", 12, 2)}  # level -> (font, space above, below)
LINE_HEIGHT = 125.0  # per cent


class HelpPage(PageWidget):
    """手册.md as it is shipped; links inside it jump, links outside are not followed."""

    def __init__(self, desk: Desk | None = None) -> None:
        super().__init__()
        self.browser = QTextBrowser()
        self.browser.setObjectName("manual")
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(lambda url: self.browser.scrollToAnchor(url.fragment()))
        self.browser.setMarkdown(manual_path().read_text("utf-8"))
        self.chapters = [self._chapter(block) for block in self._lay_out() if heading_level(block) == CHAPTER]
        head = row(label("使用手册", "title"), margins=(12, 0, 0, 0))
        side = frame(column(head, 12, *self.chapters, None, margins=(12, 20, 0, 8), spacing=4), width=216)
        card = frame(row(self.browser, margins=(20, 12, 4, 12)), "card")
        card.setMaximumWidth(WIDTH)
        self.setLayout(row(side, (frame(row((card, WIDTH), (frame(row()), 1), margins=(12, 16, 24, 8))), 1), spacing=0))

    def _chapter(self, block: QTextBlock) -> Button:
        place = block.position()
        return button(block.text(), "subject", on_click=lambda: self._show(place))

    def _show(self, position: int) -> None:
        """Bring a place of the text to the top."""
        cursor = QTextCursor(self.browser.document())
        cursor.setPosition(position)
        self.browser.verticalScrollBar().setValue(
            self.browser.verticalScrollBar().value() + self.browser.cursorRect(cursor).top() - 8
        )

    def _lay_out(self) -> list[QTextBlock]:
        """Give headings our sizes and lines some air; returns the text's blocks."""
        blocks, block = [], self.browser.document().begin()
        while block.isValid():
            lay_out(block)
            blocks.append(block)
            block = block.next()
        return blocks

    def take_focus(self) -> None:
        self.browser.setFocus()


def heading_level(block: QTextBlock) -> int:
    """1 for the title, 2 for a chapter; 0 for ordinary text."""
    return block.blockFormat().headingLevel()


def lay_out(block: QTextBlock) -> None:
    size, above, below = SIZES.get(heading_level(block), ("body", 0, 6))
    shape = QTextBlockFormat()
    shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    shape.setTopMargin(above)
    shape.setBottomMargin(below)
    cursor = QTextCursor(block)
    cursor.mergeBlockFormat(shape)
    if heading_level(block):
        letters = QTextCharFormat()
        letters.setFont(theme().font(size))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(letters)  # not merged: Markdown's own scale would win over the font's size


def manual_path() -> Path:
    """The manual among the shipped files, or in a checkout's docs folder."""
    shipped = resource("手册.md")
    return shipped if shipped.exists() else resource("..", "docs", "手册.md")
