# SPDX-License-Identifier: MIT
"""The roster as of any day: who was on it, in which unit under which name; counted, exported, printed as form 9."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from ui import messages
from ui.chips import FacetChip, FacetValue
from ui.desk import Desk
from ui.fields import SearchBox, line_edit
from ui.members_dues_model import GREY, Column
from ui.members_lines_view import LinesView
from ui.members_papers import MemberPapers
from ui.panels import Figure
from ui.standing import shows
from ui.widgets import Part, button, label, restyle
from unionoffice.errors import FieldError
from unionoffice.kit.codelists import EMPLOYMENT_TYPE, SEX
from unionoffice.kit.dates import parse_day, show_day
from unionoffice.members.rosters import (
    RosterPerson,
    RosterQuery,
    by_branch,
    count_people,
    found_ids,
    roster_on,
)
from unionoffice.progress import Progress
from unionoffice.store.listing import Query

Key = Callable[[RosterPerson], object]


def columns(branch_label: str, group_label: str) -> list[Column[RosterPerson]]:
    return [
        Column("staff_no", "工号", 92, lambda one: one.staff_no),
        Column("full_name", "姓名", 112, lambda one: one.full_name),
        Column("sex", "性别", 56, lambda one: one.sex, look=lambda _: GREY),
        Column("ethnicity", "民族", 72, lambda one: one.ethnicity),
        Column("birth", "出生年月", 88, lambda one: one.birth_month),
        Column("political", "政治面貌", 104, lambda one: one.political),
        Column("branch", branch_label, 0, lambda one: one.branch),
        Column("group", group_label, 104, lambda one: one.group, hidden=True),
        Column("education", "学历", 96, lambda one: one.education, hidden=True),
        Column("title", "职务职称", 120, lambda one: one.title, hidden=True),
        Column("type", "用工形式", 88, lambda one: one.employment),
        Column("status", "会籍", 88, lambda one: one.status_name, look=lambda _: GREY),
        Column("join", "入会时间", 96, lambda one: one.join_date),
        Column("mobile", "手机", 112, lambda one: one.masked_mobile, look=lambda _: GREY, right=True, hidden=True),
    ]


class RosterView(LinesView[RosterPerson]):
    """Opens on today; a double click opens the member."""

    def __init__(self, desk: Desk) -> None:
        self.day = desk.office.today()
        self._all: list[RosterPerson] = []
        self._people: list[RosterPerson] = []
        say = desk.office.settings.say
        super().__init__(desk, "roster", columns(say("分工会"), say("工会小组")))
        self.papers = MemberPapers(desk, self)

    def title(self) -> str:
        return "某日花名册"

    def toolbar(self) -> list[Part]:
        say = self.desk.office.settings.say
        self.day_edit = line_edit(show_day(self.day), width=104)
        self.day_edit.setAccessibleName("截至哪一天")
        self.day_edit.editingFinished.connect(self._day_typed)
        ends = [
            button("今天", "chip", on_click=lambda: self.show_day(self.desk.office.today())),
            button("上月末", "chip", on_click=lambda: self.show_day(month_end(self.desk.office.today()))),
            button("去年末", "chip", on_click=lambda: self.show_day(date(self.desk.office.today().year - 1, 12, 31))),
        ]
        self.search = SearchBox("姓名、首字母、工号", 232)
        self.search.searched.connect(lambda _text: self._filter())
        self.search.down_pressed.connect(self.table.setFocus)
        self.chips = {
            "branches": FacetChip(say("分工会"), lambda: self._values(_branch, lambda one: one.branch)),
            "types": FacetChip("用工形式", lambda: self._values(_type, lambda one: EMPLOYMENT_TYPE.name(one.employment_type))),
            "sexes": FacetChip("性别", lambda: self._values(_sex, lambda one: SEX.name(one.sex_code))),
        }
        for chip in self.chips.values():
            chip.changed.connect(lambda _chosen: self._filter())
        return [label("截至", "caption"), self.day_edit, *ends, 8, self.search, *self.chips.values(), None]

    def _values(self, key: Key, text: Key) -> list[FacetValue]:
        counted = Counter(key(one) for one in self._all)
        names = {key(one): str(text(one)) or "未填" for one in self._all}
        return [FacetValue(value, names[value], count) for value, count in counted.most_common()]

    # which day

    def _day_typed(self) -> None:
        try:
            day = parse_day(self.day_edit.text())
        except FieldError as error:
            restyle(self.day_edit, state="error")
            self.day_edit.setToolTip(error.sentence)
            messages.info(error.sentence)  # the list stays that of the day before: a tip alone is not seen from the keys
            return
        today = self.desk.office.today()
        if day > today:
            messages.info(f"{show_day(day)} 还没有到，列的是今天 {show_day(today)} 在册的人。")
        if day != self.day:
            self.show_day(day)

    def show_day(self, day: date) -> None:
        """The roster at the end of another day; after today there is none yet."""
        self.day = min(day, self.desk.office.today())
        self.day_edit.setText(show_day(self.day))
        restyle(self.day_edit, state="")
        self.day_edit.setToolTip("")
        self.read()

    # reading

    def roster_query(self) -> RosterQuery:
        """The shown roster as a question: day, words and facets."""
        chosen = {name: tuple(chip.chosen()) for name, chip in self.chips.items()}
        return replace(RosterQuery(self.day, self.search.text()), **chosen)

    def read(self) -> None:
        asked = RosterQuery(self.day)

        def work(_progress: Progress) -> list[RosterPerson]:
            with self.desk.office.read() as session:
                return roster_on(session, asked)

        self.load("正在列花名册", work, self._take)

    def _take(self, people: list[RosterPerson]) -> None:
        self._all = people
        self._filter()

    def _filter(self) -> None:
        wanted = self.roster_query()
        with self.desk.office.read() as session:
            found = found_ids(session, wanted.text)
        self._people = shown = [
            one for one in self._all
            if (found is None or one.member_id in found)
            and (not wanted.branches or one.branch_id in wanted.branches)
            and (not wanted.types or one.employment_type in wanted.types)
            and (not wanted.sexes or one.sex_code in wanted.sexes)
        ]  # fmt: skip
        if shown:
            self.show_lines(shown, f"截至 {show_day(self.day)}，{count_people(shown).text}")
        else:
            self.show_nothing(f"截至 {show_day(self.day)} 没有这样的会员", "换一天，或去掉筛选再看。")

    def figures(self) -> list[Figure]:
        count = count_people(self._people)
        return [
            Figure(f"{count.total:,}", "在册"), Figure(f"{count.women:,}", "女"), Figure(f"{count.minority:,}", "少数民族"),
            Figure(f"{count.party:,}", "党员"),
        ]  # fmt: skip

    def query(self) -> Query | None:
        ids = frozenset(one.member_id for one in self._people)
        return Query(only=ids, named=f"截至 {show_day(self.day)} 花名册") if ids else None

    def open_line(self, line: RosterPerson) -> None:
        self.member_wanted.emit(line.member_id, "")

    # papers

    def export(self) -> None:
        self.papers.export_roster(self.roster_query())

    def export_full(self) -> None:
        """With full mobiles, for a purpose that is asked for and audited."""
        if not shows("contact"):
            return
        question = messages.Question(
            "导出手机完整的花名册？", "请只交给要用的人，用完删除。用途、行数和文件校验值会记入审计。",
            yes="导出完整号码", no="不导出", reason="用途",
        )  # fmt: skip
        answer = messages.ask(question)
        if answer is not None:
            self.papers.export_roster(self.roster_query(), answer.reason)

    def print_paper(self) -> None:
        self.papers.print_rosters(by_branch(self._people), self.roster_query())


def _branch(one: RosterPerson) -> object:
    return one.branch_id


def _type(one: RosterPerson) -> object:
    return one.employment_type


def _sex(one: RosterPerson) -> object:
    return one.sex_code


def month_end(today: date) -> date:
    """The last day of the month before."""
    return today.replace(day=1) - timedelta(days=1)
