# SPDX-License-Identifier: MIT
"""The operators among the settings."""


from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.panels import Banner, EmptyState
from ui.register_page import RegisterPage
from ui.widgets import Button, column, frame
from unionoffice.store.at_desk import OPERATORS

NO_LOCK = "没有密码：这是办公室内部的分工，不是锁"
NO_LOCK_TEXT = (
    "谁都可以在右下角换成别人，换一次记一次。它挡住的是做错和看多，挡不住存心的人；"
    "能拿到数据文件夹的人能看到全部内容。电脑和备份 U 盘要照常锁好。"
)


class OperatorsPage(RegisterPage):
    """The operators of the office, under a box that says what roles are worth without passwords."""

    EMPTY_TEXT = NO_LOCK_TEXT

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, OPERATORS)

    def make_buttons(self) -> list[Button]:
        import_, export, new = super().make_buttons()
        for one in (import_, export):
            one.deleteLater()
        return [new]

    def _toolbar(self) -> QWidget:
        banner = Banner("info", NO_LOCK, NO_LOCK_TEXT)
        return frame(column(frame(column(banner, margins=(24, 0, 24, 8))), super()._toolbar(), spacing=0))

    def make_empty(self) -> EmptyState:
        return EmptyState(self.ICON, "还没有经办人", self.EMPTY_TEXT)
