# SPDX-License-Identifier: MIT
"""The 28 px line at the foot: what the page says at the left, the office's health at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from ui.theme import theme
from ui.widgets import clear_layout, hairline, label, link, row


class StatusBar(QFrame):
    """Left texts belong to the page in front, right facts to the office (数据库 正常 | 备份 今天 08:30 | 经办人 …).

    The last fact is who sits at the desk; ``desk_pressed``: it was clicked.
    """

    desk_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setFixedHeight(theme().size("statusBar"))
        self._left, self._right = row(spacing=16), row(spacing=16)
        self.desk = link("", self.desk_pressed.emit)
        self.desk.setToolTip("换经办人（Ctrl+Shift+J）")
        self._mark = hairline(vertical=True, strong=True)
        self._mark.setFixedHeight(12)
        self._mark.hide()
        self.desk.hide()
        self._said: list[str] = []
        self._facts: list[tuple[str, str]] = []
        self.setLayout(row(self._left, None, self._right, self._mark, self.desk, margins=(16, 0, 16, 0), spacing=16))

    def say(self, texts: Sequence[str]) -> None:
        """The first of several texts is bold; one alone is an ordinary remark."""
        if list(texts) == self._said:
            return
        self._said = list(texts)
        strong = "strong" if len(texts) > 1 else "body"
        self._refill(self._left, [(text, "body" if place else strong, "") for place, text in enumerate(texts)])

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """(text, tone) each; tone '' for the ordinary, warn or danger for what wants the eye."""
        if list(facts) == self._facts:
            return
        self._facts = list(facts)
        self._refill(self._right, [(text, "body", tone) for text, tone in facts], parted=True)

    def set_desk(self, text: str) -> None:
        """Who sits at the desk: 经办人 周雨桐（审核）; '' while no office is open."""
        self.desk.setText(text)
        self.desk.setVisible(bool(text))
        self._mark.setVisible(bool(text))

    def texts(self) -> list[str]:
        return self._said

    def facts(self) -> list[str]:
        return [*(text for text, _tone in self._facts), *([self.desk.text()] if self.desk.text() else [])]

    @staticmethod
    def _refill(layout: QHBoxLayout, texts: Sequence[tuple[str, str, str]], *, parted: bool = False) -> None:
        clear_layout(layout)
        for place, (text, role, tone) in enumerate(texts):
            if parted and place:
                divider = hairline(vertical=True, strong=True)
                divider.setFixedHeight(12)
                layout.addWidget(divider)
            made: QLabel = label(text, role, tone)
            layout.addWidget(made)
