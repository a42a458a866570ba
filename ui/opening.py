# SPDX-License-Identifier: MIT
"""What stands in the window when the office cannot be opened: the sentence, and the ways on."""

from collections.abc import Callable

from ui.keys import bind
from ui.page import PageWidget
from ui.panels import EmptyState, Way
from ui.widgets import column


class OpeningTrouble(PageWidget):
    """One sentence and up to two ways on: try again, restore the newest backup."""

    def __init__(self, sentence: str, retry: Callable[[], object], restore: Callable[[], object] | None) -> None:
        super().__init__()
        ways = [Way("再打开一次", "接好 U 盘或关掉占用它的程序之后", "F5", retry)]
        if restore is not None:
            ways.append(Way("从最近的备份恢复", "先把现在的数据另存一份，再恢复", "", restore))
        head, _stop, rest = sentence.partition("。")
        self.setLayout(column(EmptyState("warning", head, rest, ways), spacing=0))
        bind(self, {"F5": retry}, whole_window=True)
