# SPDX-License-Identifier: MIT
"""One named list (生日, 退休, 六一, …): for which month or year, who is on it, and why."""

from functools import partial
from typing import Any, NamedTuple

from ui.desk import Desk
from ui.fields import ComboBox
from ui.members_dues_model import GREY, Column
from ui.members_lines_view import LinesView
from ui.members_papers import MemberPapers
from ui.widgets import Part, icon_button, label
from unionoffice.members.lists import Asked, ListLine, NamedList, list_lines
from unionoffice.members.report_sheets import list_rows
from unionoffice.progress import Progress
from unionoffice.store.listing import Query

YEARS_BACK, YEARS_ON = 5, 6
STAFF, NAME, SEX, BRANCH, TYPE = 1, 2, 3, 4, 5
CELLS = 7  # where a list's own columns begin in a row


class ListRow(NamedTuple):
    """A line and the texts of its row, as the workbook has them."""

    line: ListLine
    cells: list[object]

    def text(self, place: int) -> str:
        return str(self.cells[place] or "")


def columns_of(named: NamedList, branch_label: str) -> list[Column[ListRow]]:
    def column(key: str, heading: str, width: int, place: int, **more: Any) -> Column[ListRow]:
        return Column(key, heading, width, lambda one: one.text(place), **more)

    told = len(named.columns) > 1  # its own columns say it all
    own = [
        column(f"cell{number}", heading, 104 if "姓名" in heading else max(80, 13 * len(heading) + 26), CELLS + number)
        for number, heading in enumerate(named.columns)
    ]
    return [
        column("staff_no", "工号", 92, STAFF), column("full_name", "姓名", 112, NAME),
        column("sex", "性别", 56, SEX, look=lambda _one: GREY), column("branch", branch_label, 0 if told else 168, BRANCH),
        column("type", "用工形式", 88, TYPE, look=lambda _one: GREY), *own,
        Column("reason", named.reason, 240 if told else 0, lambda one: one.line.reason, hidden=told),
    ]  # fmt: skip


class NamedListView(LinesView[ListRow]):
    """Opens on the present month or year; a double click opens the member."""

    def __init__(self, desk: Desk, named: NamedList) -> None:
        self.named = named
        today = desk.office.today()
        self.year, self.month = today.year, today.month
        self._asking = Asked(today, self.year, self.month, desk.office.settings)
        super().__init__(desk, named.key, columns_of(named, desk.office.settings.branch_label))
        self.papers = MemberPapers(desk, self)

    @property
    def asked(self) -> Asked:
        office = self.desk.office
        return Asked(office.today(), self.year, self.month, office.settings)

    def title(self) -> str:
        return self.named.title_for(self._asking)

    def toolbar(self) -> list[Part]:
        self.years, self.months = ComboBox(), ComboBox()
        self.years.setAccessibleName("年")
        self.months.setAccessibleName("月")
        self.years.setFixedWidth(104)
        self.months.setFixedWidth(84)
        self.years.set_choices([(y, f"{y} 年") for y in range(self.year + YEARS_ON, self.year - YEARS_BACK, -1)])
        self.months.set_choices([(m, f"{m} 月") for m in range(1, 13)])
        for box in (self.years, self.months):
            box.activated.connect(lambda _: self._period_chosen())
        self.back = icon_button("chevron_left", "往前（Alt+←）", partial(self.step, -1))
        self.on = icon_button("chevron_right", "往后（Alt+→）", partial(self.step, 1))
        caption = label(self.named.caption, "caption")
        if not self.named.period:
            return [caption, None]
        months = [self.months] if self.named.period == "month" else []
        return [self.back, self.years, *months, self.on, 8, caption, None]

    def _period_chosen(self) -> None:
        self.show_period(self.years.currentData(), self.months.currentData())

    def step(self, by: int) -> None:
        """One month on or back; one year where the list is a year's."""
        if self.named.period == "year":
            self.show_period(self.year + by, self.month)
        elif self.named.period == "month":
            number = self.year * 12 + self.month - 1 + by
            self.show_period(number // 12, number % 12 + 1)

    def show_period(self, year: int, month: int) -> None:
        """The list of another month or year."""
        today = self.desk.office.today()
        self.year = min(max(year, today.year - YEARS_BACK + 1), today.year + YEARS_ON)
        self.month = month
        self.read()

    def read(self) -> None:
        self.years.choose(self.year)
        self.months.choose(self.month)
        asked = self._asking = self.asked

        def work(_progress: Progress) -> list[ListRow]:
            with self.desk.office.read() as session:
                lines = list_lines(session, self.named.key, asked)
                return [ListRow(line, cells) for line, cells in zip(lines, list_rows(session, lines), strict=True)]

        self.load("正在列名单", work, self._show)

    def _show(self, rows: list[ListRow]) -> None:
        people = len({one.line.member_id for one in rows})
        if not rows:
            self.show_nothing(f"{self.title()}：没有人", self.named.caption)
            return
        lines = f"共 {people:,} 人" + (f"，{len(rows):,} 行" if people != len(rows) else "")
        self.show_lines(rows, lines)

    def query(self) -> Query | None:
        rows = self.model.lines()
        return Query(only=frozenset(one.line.member_id for one in rows), named=self.title()) if rows else None

    def open_line(self, line: ListRow) -> None:
        field = "form_filed_on" if self.named.key == "no_form" else ""
        self.member_wanted.emit(line.line.member_id, field)

    def export(self) -> None:
        self.papers.export_list(self.named.key, self.asked)

    def print_paper(self) -> None:
        self.papers.print_list(self.named.key, self.asked)
