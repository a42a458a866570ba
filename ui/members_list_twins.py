# SPDX-License-Identifier: MIT
"""查重: pairs of members that may be one person; Enter lays the two side by side."""

from ui.desk import Desk
from ui.members_dues_model import Column
from ui.members_lines_view import LinesView
from ui.members_merge import MergePage
from ui.panels import Figure
from unionoffice.members.duplicates import Twins, find_twins
from unionoffice.progress import Progress
from unionoffice.store.listing import Query


def columns() -> list[Column[Twins]]:
    return [
        Column("first", "先登记的", 320, lambda one: one.first),
        Column("second", "后登记的", 320, lambda one: one.second),
        Column("reasons", "为什么像同一人", 0, lambda one: "；".join(one.reasons)),
    ]


class TwinsView(LinesView[Twins]):
    """Every pair; merged, or said to be two people, it is gone."""

    prints = False
    exports = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "twins", columns())

    def title(self) -> str:
        return "查重"

    def read(self) -> None:
        office = self.desk.office

        def work(_progress: Progress) -> list[Twins]:
            with office.read() as session:
                return find_twins(session)

        self.load("正在查重", work, self._take)

    def _take(self, found: list[Twins]) -> None:
        if found:
            self.show_lines(found, f"{len(found):,} 对；双击并排核对，再合并或记为不是同一人")
            if self.table.hasFocus():
                self.table.select_row(0)  # Enter goes on with the next pair
        else:
            self.show_nothing("没有重复的会员", "按证件号码、姓名和出生日期、工号查过，登记和导入时也会提示。")

    def figures(self) -> list[Figure]:
        count = self.model.rowCount()
        return [Figure(f"{count:,}", "对", "warn" if count else "")]

    def query(self) -> Query | None:
        ids = frozenset(i for one in self.model.lines() for i in (one.first_id, one.second_id))
        return Query(only=ids, named=self.title()) if ids else None

    def open_line(self, line: Twins) -> None:
        page = MergePage(self.desk, line.first_id, line.second_id)
        self.panel_wanted.emit(page)
        page.closed.connect(self.table.setFocus)
