# SPDX-License-Identifier: MIT
"""未受助会员, under the statistics: members in post nobody ever helped, or not since a day; a round or a payment for them."""

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from ui import files, messages
from ui.chips import FacetChip, FacetValue
from ui.desk import Desk
from ui.exporting import CANCEL_EXPORT
from ui.fields import line_edit
from ui.jobs import run_job
from ui.keys import bind
from ui.members_dues_model import GREY, Column
from ui.members_lines_view import LinesView
from ui.page import PageWidget
from ui.panels import Figure, PageHeader
from ui.widgets import Part, allow, button, column, frame, label, restyle
from unionoffice.aid.received_queries import UnhelpedLine, unhelped, with_file
from unionoffice.errors import FieldError
from unionoffice.kit.codelists import EMPLOYMENT_TYPE
from unionoffice.kit.dates import parse_day, show_day
from unionoffice.progress import Progress
from unionoffice.sheets.exporting import ExportResult
from unionoffice.sheets.writing import report_file_name
from unionoffice.store.listing import Query

KINDS = frozenset({"aid_payment", "member", "branch", "hardship_case", "family_member", "setting", "*"})
FILED = {True: "有困难档案", False: "没有困难档案"}
NEVER = "从未"


def columns(branch_label: str) -> list[Column[UnhelpedLine]]:
    return [
        Column("staff_no", "工号", 92, lambda one: one.staff_no),
        Column("full_name", "姓名", 112, lambda one: one.full_name),
        Column("branch", branch_label, 0, lambda one: one.branch),
        Column("type", "用工形式", 88, lambda one: employment(one), look=lambda _: GREY),
        Column("join", "入会时间", 104, lambda one: one.join_date),
        Column("file", "困难档案", 88, lambda one: "有" if one.has_file else ""),
        Column("last", "最近一次慰问", 112, lambda one: show_day(one.last) if one.last else NEVER, look=lambda one: GREY),
        Column("spouse", "配偶最近一次", 112, lambda one: show_day(one.spouse_last) if one.spouse_last else "", look=lambda one: GREY),
    ]


def employment(one: UnhelpedLine) -> str:
    return EMPLOYMENT_TYPE.name(one.employment_type) if one.employment_type else "未填"


class UnhelpedView(LinesView[UnhelpedLine]):
    """Never at all at first; with a day, not since then."""

    def __init__(self, desk: Desk) -> None:
        self._all: list[UnhelpedLine] = []
        self._days: dict[str, date | None] = {"since": None, "joined": None}
        super().__init__(desk, "unhelped", columns(desk.office.settings.branch_label))

    def title(self) -> str:
        return "未受助会员"

    def toolbar(self) -> list[Part]:
        self.since = self._day_edit("since", "从未", "这天起没有慰问，空着是从未")
        self.joined = self._day_edit("joined", "不限", "只看这天以前入会的")
        self.chips = {
            "branch": FacetChip(self.desk.office.settings.branch_label, lambda: self._values(lambda one: one.branch)),
            "type": FacetChip("用工形式", lambda: self._values(employment)),
            "file": FacetChip("困难档案", lambda: self._values(lambda one: FILED[one.has_file])),
        }
        for chip in self.chips.values():
            chip.changed.connect(lambda _chosen: self._filter())
        days = [label("这天起没有慰问", "caption"), self.since, 8, label("这天以前入会", "caption"), self.joined]
        return [*days, 8, *self.chips.values(), None]

    def _day_edit(self, name: str, placeholder: str, tip: str) -> QLineEdit:
        made = line_edit("", placeholder, width=104)
        made.setAccessibleName(tip)
        made.setToolTip(tip)
        made.editingFinished.connect(lambda: self._typed(name, made, tip))
        return made

    def _typed(self, name: str, edit: QLineEdit, tip: str) -> None:
        try:
            day = parse_day(edit.text()) if edit.text().strip() else None
        except FieldError as error:
            restyle(edit, state="error")
            edit.setToolTip(error.sentence)
            return
        restyle(edit, state="")
        edit.setToolTip(tip)
        if day != self._days[name]:
            self._days[name] = day
            self.read()

    # reading

    def read(self) -> None:
        office, since, joined = self.desk.office, self._days["since"], self._days["joined"]

        def work(_progress: Progress) -> list[UnhelpedLine]:
            with office.read() as session:
                return unhelped(session, since=since, joined_before=joined)

        self.load("正在找未受助的会员", work, self._take)

    def _take(self, lines: list[UnhelpedLine]) -> None:
        self._all = lines
        self._filter()

    def _values(self, text: Callable[[UnhelpedLine], str]) -> list[FacetValue]:
        counted = Counter(text(one) for one in self._all)
        return [FacetValue(value, value or "未填", count) for value, count in counted.most_common()]

    def _filter(self) -> None:
        keys: dict[str, Callable[[UnhelpedLine], str]] = {
            "branch": lambda one: one.branch, "type": employment, "file": lambda one: FILED[one.has_file],
        }  # fmt: skip
        chosen = {name: chip.chosen() for name, chip in self.chips.items() if chip.chosen()}
        lines = [one for one in self._all if all(keys[name](one) in values for name, values in chosen.items())]
        if lines:
            self.show_lines(lines, f"{len(lines):,} 人，只看在册的会员；选中几个人只办这几个，没选就是全部")
        else:
            self.show_nothing("没有这样的会员", "在册的会员这段时间里都领过慰问，或者筛选的条件里没有人。")

    def said(self) -> str:
        """How the list was chosen, for the papers."""
        since, joined = self._days["since"], self._days["joined"]
        parts = [f"{show_day(since)} 起没有慰问" if since else "从未受助", f"{show_day(joined)} 以前入会" if joined else ""]
        parts += ["、".join(sorted(map(str, chip.chosen()))) for chip in self.chips.values()]
        return "；".join(part for part in parts if part)

    def figures(self) -> list[Figure]:
        lines = self.model.lines()
        found = [Figure(f"{len(lines):,}", "会员")]
        if with_file(lines):
            found.append(Figure(f"{with_file(lines):,}", "有困难档案", "warn", lambda: self.chips["file"].set_chosen((FILED[True],))))
        return found

    # what can be done

    def wanted(self) -> list[int]:
        """The selected members where several are, else all of them."""
        chosen = self.chosen()
        return [one.member_id for one in (chosen if len(chosen) > 1 else self.model.lines())]

    def query(self) -> Query | None:
        ids = self.wanted()
        return Query(only=frozenset(ids), named=f"未受助会员 {len(ids):,} 人") if ids else None

    def open_line(self, line: UnhelpedLine) -> None:
        self.member_wanted.emit(line.member_id, "")

    def export(self) -> None:
        office, lines, said = self.desk.office, list(self.model.lines()), self.said()

        def write(progress: Progress) -> ExportResult:
            from unionoffice.aid.received_sheets import export_unhelped

            name = report_file_name(office.settings.union_name, office.today(), "未受助会员", office.today())
            return export_unhelped(
                lines, said, Path(office.exports, name), settings=office.settings, today=office.today(), progress=progress
            )

        def done(made: ExportResult) -> None:
            messages.info(f"已导出 {made.rows:,} 人", "打开文件夹", lambda: files.open_folder(made.path))

        run_job("正在导出未受助会员", write, done, cancel_text=CANCEL_EXPORT, owner=self)


class UnhelpedPage(PageWidget):
    """The list with its buttons: to the registry, into a new round, a payment for one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self._fresh = desk, True
        self.view = UnhelpedView(desk)
        self._build()
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+E": self.export, "Ctrl+N": self.pay, "F5": self.view.read, "Esc": self.back,
        }  # fmt: skip
        bind(self, keys, whole_window=True)
        self.view.read()

    def _build(self) -> None:
        self.rows_button = button("在名册里看", key="V", tip="在会员名册里只看这些人", on_click=self.open_rows)
        self.export_button = button("导出", icon="arrow_export", key="E", tip="导出这张名单（Ctrl+E）", on_click=self.export)
        self.pay_button = button("给这一位慰问", key="N", tip="给选中的一位填慰问（Ctrl+N）", on_click=self.pay)
        self.round_button = button("列入新批次", "primary", key="B", tip="选中的几位，没选就是全部", on_click=self.start_round)
        self._buttons = (self.rows_button, self.export_button, self.pay_button, self.round_button)
        self.header = PageHeader("未受助会员", sub="困难帮扶 › 统计 › 未受助会员", buttons=self._buttons)
        self.header.lead_back("返回统计（Esc）")
        self.header.sub_pressed.connect(self.back)
        self.view.shown.connect(self._show_head)
        self.view.table.rows_changed.connect(lambda _rows: self._name_round())
        self.view.rows_wanted.connect(lambda query: self.desk.go("members").show_query(query))
        self.view.member_wanted.connect(lambda member_id, _field: self.desk.go("aid_person").show_member(member_id))
        inner = column((self.view, 1), margins=(24, 0, 0, 0))
        self.setLayout(column(self.header, (frame(inner), 1), spacing=0))

    def _show_head(self) -> None:
        self.header.set_figures(self.view.figures())
        for one in self._buttons:
            allow(one, self.view.model.rowCount() > 0, "名单是空的")
        self._name_round()
        self.show_status(["回车看这一位的受助情况", "Esc 返回统计"])
        if self._fresh and self.isVisible() and self.view.model.rowCount():
            self.take_focus()

    def _name_round(self) -> None:
        """The button carries the number."""
        self.round_button.set_text(f"{len(self.view.wanted()):,} 人列入新批次", "B")

    def open_rows(self) -> None:
        query = self.view.query()
        if query is not None:
            self.desk.go("members").show_query(query)

    def export(self) -> None:
        if self.export_button.isEnabled():
            self.view.export()

    def start_round(self) -> None:
        """The form of a new round; these people are in it once it is saved."""
        ids = self.view.wanted()
        if ids:
            self.desk.go("rounds").new(ids)

    def pay(self) -> None:
        """The form of a payment with the selected member filled in."""
        chosen = self.view.chosen()
        if len(chosen) != 1:
            messages.info("请先在表里选中一位")
            return
        self.desk.go("aid").pay(chosen[0].member_id)

    def back(self) -> None:
        page = self.desk.go("aid_statistics")
        if page is not None:
            page.take_focus()

    def refresh(self, kinds: Collection[str] = ("*",)) -> None:
        """Somebody was paid or came: read anew."""
        if not KINDS.isdisjoint(kinds):
            self.view.read()

    def take_focus(self) -> None:
        if self.view.model.rowCount():
            self._fresh = False
            self.view.table.setFocus()
        else:
            self.view.since.setFocus()
