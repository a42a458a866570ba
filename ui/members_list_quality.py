# SPDX-License-Identifier: MIT
"""Missing and doubtful data by rule; Enter opens the member's form on the field that mends it."""

from typing import NamedTuple

from ui.chips import CountChip
from ui.desk import Desk
from ui.members_dues_model import GREY, Column
from ui.members_lines_view import LinesView
from ui.members_papers import MemberPapers
from ui.panels import Figure
from ui.table_paint import Look
from ui.widgets import Part, clear_layout, row
from unionoffice.members.quality import Doubt, DoubtGroup, data_quality
from unionoffice.progress import Progress
from unionoffice.store.listing import Query

MOST_CHIPS = 8


class QualityLine(NamedTuple):
    """A doubt and the rule it comes from."""

    doubt: Doubt
    group: DoubtGroup


def columns(branch_label: str) -> list[Column[QualityLine]]:
    return [
        Column("staff_no", "工号", 92, lambda one: one.doubt.staff_no),
        Column("full_name", "姓名", 112, lambda one: one.doubt.full_name),
        Column("branch", branch_label, 152, lambda one: one.doubt.branch),
        Column("title", "哪一类", 144, lambda one: one.group.title,
               look=lambda one: GREY if one.group.missing else Look(tone="warn")),
        Column("problem", "问题", 0, lambda one: one.doubt.problem),
        Column("fix", "怎么办", 264, lambda one: one.group.fix, look=lambda _: GREY),
    ]  # fmt: skip


class QualityView(LinesView[QualityLine]):
    """All rules at first; a chip shows one."""

    prints = False

    def __init__(self, desk: Desk) -> None:
        self.groups: list[DoubtGroup] = []
        self.only_key = ""
        super().__init__(desk, "quality", columns(desk.office.settings.branch_label))
        self.papers = MemberPapers(desk, self)

    def title(self) -> str:
        return "资料核对"

    def toolbar(self) -> list[Part]:
        self._chips = row(spacing=8)
        return [self._chips, None]

    def read(self) -> None:
        office = self.desk.office

        def work(progress: Progress) -> list[DoubtGroup]:
            with office.read() as session:
                return data_quality(session, office.settings, office.today(), progress)

        self.load("正在核对会员资料", work, self._take)

    def _take(self, groups: list[DoubtGroup]) -> None:
        self.groups = groups
        if self.only_key not in {group.key for group in groups}:
            self.only_key = ""
        self._show_chips()
        self._filter()

    def _show_chips(self) -> None:
        clear_layout(self._chips)
        for group in self.groups[:MOST_CHIPS]:
            chip = CountChip(group.title, len(group.doubts), on=group.key == self.only_key)
            chip.setToolTip(group.fix)
            chip.clicked.connect(lambda _=False, key=group.key: self.show_group("" if key == self.only_key else key))
            self._chips.addWidget(chip)

    def show_group(self, key: str) -> None:
        """Only the doubts of one rule; '' for all."""
        self.only_key = key
        self._show_chips()
        self._filter()

    def _filter(self) -> None:
        chosen = [group for group in self.groups if self.only_key in ("", group.key)]
        lines = [QualityLine(doubt, group) for group in chosen for doubt in group.doubts]
        if lines:
            people = len({line.doubt.member_id for line in lines})
            self.show_lines(lines, f"{len(lines):,} 处，{people:,} 人；双击打开，改好后这里自动少一行")
        else:
            self.show_nothing("资料都齐了，没有疑问", "以后登记、导入的会员，也在这里核对。")

    def figures(self) -> list[Figure]:
        missing = sum(len(group.doubts) for group in self.groups if group.missing)
        doubtful = sum(len(group.doubts) for group in self.groups if not group.missing)
        return [Figure(f"{doubtful:,}", "有疑问", "warn" if doubtful else ""), Figure(f"{missing:,}", "缺项")]

    def query(self) -> Query | None:
        chosen = [group for group in self.groups if self.only_key in ("", group.key)]
        ids = frozenset().union(*(group.member_ids for group in chosen))
        named = chosen[0].title if len(chosen) == 1 else self.title()
        return Query(only=ids, named=named) if ids else None

    def open_line(self, line: QualityLine) -> None:
        self.member_wanted.emit(line.doubt.member_id, line.doubt.field or "child")

    def export(self) -> None:
        self.papers.export_doubts([group for group in self.groups if self.only_key in ("", group.key)])
