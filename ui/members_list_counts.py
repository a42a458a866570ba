# SPDX-License-Identifier: MIT
"""Members counted by one trait, a bar for each kind, with 入会率 where head counts were entered; Enter opens the rows."""

from collections.abc import Sequence

from ui.chips import CountChip
from ui.desk import Desk
from ui.members_dues_model import GREY, Column
from ui.members_lines_view import LinesView
from ui.members_papers import MemberPapers
from ui.panels import Figure
from ui.table_paint import Look
from ui.widgets import Part, link
from unionoffice.members.counts import DIMENSIONS, CountLine, CountTable, count_by
from unionoffice.progress import Progress
from unionoffice.store.listing import Query

FULL, LOW = 1.0, 0.9


class CountsView(LinesView[CountLine]):
    """By employment type at first."""

    prints = False
    OPENING = "双击看这一类的会员"

    def __init__(self, desk: Desk) -> None:
        self.dimension = next(iter(DIMENSIONS))
        self.table_read: CountTable | None = None
        super().__init__(desk, "counts", self._columns())
        self.papers = MemberPapers(desk, self)

    def title(self) -> str:
        return "会员统计"

    def toolbar(self) -> list[Part]:
        say = self.desk.office.settings.say
        self.chips = {key: CountChip(say(name)) for key, name in DIMENSIONS.items()}
        for key, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, one=key: self.show_dimension(one))
        enter = link("应入会人数", lambda: self.desk.go("settings").show_units())
        enter.setToolTip("在设置里按单位填，入会率按它算")
        return [*self.chips.values(), None, enter]

    def _columns(self) -> list[Column[CountLine]]:
        return [
            Column("name", "类别", 200, lambda one: one.text),
            Column("count", "会员数", 88, lambda one: one.count, lambda one: f"{one.count:,}", right=True),
            Column("share", "占比", 0, self._share, lambda one: f"{self._share(one):.1%}", self._bar),
            Column("eligible", "应入会人数", 104, lambda one: one.eligible or 0,
                   lambda one: f"{one.eligible:,}" if one.eligible else "", lambda _: GREY, right=True),
            Column("rate", "入会率", 88, lambda one: one.rate, lambda one: f"{one.rate:.1%}" if one.rate else "",
                   _rate_look, right=True),
        ]  # fmt: skip

    def _share(self, one: CountLine) -> float:
        total = self.table_read.total.count if self.table_read else 0
        return one.count / total if total else 0.0

    def _bar(self, one: CountLine) -> Look:
        """As long as the largest kind is full: differences are what the eye is after."""
        lines = self.table_read.lines if self.table_read else ()
        largest = max((line.count for line in lines), default=0)
        return Look(kind="bar", share=one.count / largest if largest else 0.0)

    def show_dimension(self, key: str) -> None:
        """Count by another trait."""
        self.dimension = key
        self.read()

    def read(self) -> None:
        for key, chip in self.chips.items():
            chip.setChecked(key == self.dimension)
        office, dimension = self.desk.office, self.dimension

        def work(_progress: Progress) -> CountTable:
            with office.read() as session:
                return count_by(session, dimension, office.settings, office.today())

        self.load("正在统计会员", work, self._take)

    def _take(self, table: CountTable) -> None:
        self.table_read = table
        if not table.lines:
            self.show_nothing("还没有在册会员", "登记会员以后，这里按类别统计。")
            return
        rate = f"，入会率 {table.total.rate:.1%}" if table.total.rate else ""
        self.show_lines(table.lines, f"{len(table.lines)} 类，共 {table.total.count:,} 人{rate}")

    def figures(self) -> list[Figure]:
        if self.table_read is None:
            return []
        total = self.table_read.total
        found = [Figure(f"{total.count:,}", "在册会员", on_click=lambda: self.rows_wanted.emit(total.query))]
        if total.rate is not None and total.eligible:
            found += [Figure(f"{total.eligible:,}", "应入会"), Figure(f"{total.rate:.1%}", "入会率")]
        return found

    def query(self) -> Query | None:
        """The selected kind; without one everybody."""
        lines: Sequence[CountLine] = self.chosen()
        if lines:
            return lines[0].query
        return self.table_read.total.query if self.table_read else None

    def open_line(self, line: CountLine) -> None:
        self.rows_wanted.emit(line.query)

    def export(self) -> None:
        self.papers.export_counts()


def _rate_look(one: CountLine) -> Look | None:
    if one.rate is None:
        return None
    return Look(tone="warn") if one.rate < LOW or one.rate > FULL else GREY
