# SPDX-License-Identifier: MIT
"""个人受助情况, under the aid ledger: all a person or a household has ever received, by year; on paper and as a workbook."""

from collections.abc import Callable, Collection
from decimal import Decimal
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTemporaryDir
from PySide6.QtWidgets import QStackedWidget

from ui import files, messages
from ui.chips import CountChip
from ui.desk import Desk
from ui.exporting import CANCEL_EXPORT, CANCEL_PAPER
from ui.held_query import WayBack
from ui.jobs import run_job
from ui.keys import bind
from ui.page import PageWidget
from ui.panels import EmptyState, Figure, PageHeader
from ui.person_picker import PersonPicker
from ui.picker import Option
from ui.report_tables import Block, BlockModel, Heading, ReportRow, Target
from ui.table_view import RecordTable, SumFooter, table_card
from ui.theme import theme
from ui.widgets import allow, button, column, frame, label, row
from unionoffice.aid.received_queries import Received, received
from unionoffice.aid.records import COUNTED
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan
from unionoffice.progress import Progress
from unionoffice.sheets.exporting import ExportResult
from unionoffice.sheets.writing import report_file_name
from unionoffice.store.listing import Query

KINDS = frozenset({"aid_payment", "member", "family_member", "setting", "*"})
YEARS = 300
LINES = (
    Heading("day", "日期", 104), Heading("name", "姓名", 104), Heading("kind", "类型", 120), Heading("why", "事由", 0),
    Heading("amount", "金额（元）", 112, True), Heading("number", "凭证号", 136),
)  # fmt: skip
BY_YEAR = (Heading("year", "年份", 88), Heading("cases", "人次", 64, True), Heading("amount", "金额（元）", 0, True))


class PersonPage(PageWidget):
    """Nobody at first; ``show_member`` brings somebody to the front and remembers where to go back to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.found: Received | None = None
        self._member_id, self._asked_no, self._fresh = 0, 0, False
        self._back = WayBack("困难帮扶", partial(desk.go, "aid"))
        self._folder = QTemporaryDir()
        self._build()
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+E": self.export, "Ctrl+P": self.print_paper, "Ctrl+F": self.picker.setFocus, "F5": self.read, "Esc": self.back,
        }  # fmt: skip
        bind(self, keys, whole_window=True)

    def _build(self) -> None:
        self.rows_button = button("在台账里看", key="V", tip="困难帮扶里只看这些慰问", on_click=self.open_rows)
        self.export_button = button("导出", icon="arrow_export", key="E", tip="明细和按年合计（Ctrl+E）", on_click=self.export)
        self.print_button = button("打印", icon="print", key="P", tip="Ctrl+P", on_click=self.print_paper)
        self.pay_button = button("新增慰问", "primary", "add", key="N", on_click=self.pay)
        self._buttons = (self.rows_button, self.export_button, self.print_button, self.pay_button)
        self.header = PageHeader("受助情况", sub="困难帮扶 › 受助情况", buttons=self._buttons)
        self.header.lead_back("返回（Esc）")
        self.header.sub_pressed.connect(self.back)
        self.picker = PersonPicker(self.desk.office)
        self.picker.setFixedWidth(300)
        self.picker.picked.connect(self._picked)
        self.household = CountChip("全家")
        self.household.clicked.connect(lambda _: self.read())
        self.who = label("", "caption")
        bar = row(self.picker, 8, self.household, self.who, None, margins=(24, 0, 24, 8))
        self.model, self.years = BlockModel(LINES), BlockModel(BY_YEAR)
        self.table = RecordTable(state=self.desk.state, name="received")
        self.table.setModel(self.model)
        self.table.setAccessibleName("受助情况")
        self.table.opened.connect(self._open_line)
        self.footer = SumFooter(self.table)
        self.year_table = RecordTable(name="received_years")
        self.year_table.setModel(self.years)
        self.year_table.setAccessibleName("按年")
        self.year_table.opened.connect(lambda number: self.open_rows(self.years.row(number).target.record_id))
        head = frame(row(label("按年", "section"), None, margins=(12, 8, 12, 4)))
        side = table_card(self.year_table, top=head)
        side.setFixedWidth(YEARS)
        body = row((table_card(self.table, footer=self.footer), 1), side, margins=(24, 0, 24, 8), spacing=16)
        self.stack = QStackedWidget()
        self.stack.addWidget(frame(body))
        self.stack.addWidget(QStackedWidget())
        self.setLayout(column(self.header, frame(bar, height=theme().size("toolbar")), (self.stack, 1), spacing=0))
        self._show_nothing("先选一个人", "在上面输入姓名、拼音首字母或工号。")

    # who

    def show_member(self, member_id: int, back: WayBack | None = None) -> None:
        """All this member received. ``back`` is where Esc leads, the ledger without."""
        self._member_id = member_id
        self._back = back or WayBack("困难帮扶", partial(self.desk.go, "aid"))
        self.household.setChecked(False)
        self._fresh = True
        self.read()

    def _picked(self, option: Option) -> None:
        if isinstance(option.value, int):
            self.show_member(option.value, self._back)

    # reading

    def read(self) -> None:
        """Read anew, off the GUI thread."""
        if not self._member_id:
            return
        self._asked_no += 1
        number, office, member_id, household = self._asked_no, self.desk.office, self._member_id, self.household.isChecked()

        def work(_progress: Progress) -> Received | None:
            with office.read() as session:
                return received(session, member_id, household=household)

        def done(found: Received | None) -> None:
            if number == self._asked_no and found is not None:
                self._show(found)

        run_job("正在读取受助情况", work, done, can_cancel=False, owner=self)

    def _show(self, found: Received) -> None:
        self.found = found
        self.header.set_title(self.title(), f"困难帮扶 › 受助情况 · {found.caption}")
        others = "、".join(name for _, name in found.people[1:])
        self.household.setVisible(bool(others))
        self.who.setText(f"配偶 {others} 也是会员" if others else "")
        if found.lines:
            self.stack.setCurrentIndex(0)
        else:
            self._show_nothing("没有领过慰问", "全家都没有领过。" if self.household.isChecked() else "本人没有领过，作废和草稿不算。")
        rows = [
            ReportRow((show_day(one.booked_on), one.full_name, one.kind, one.reason, one.amount, one.number), Target("aid", one.payment_id))
            for one in found.lines
        ]
        self.model.show_block(Block(LINES, rows))
        self.footer.set_sums(f"{len(rows):,} 笔", {"amount": show_yuan(found.amount)})
        by_year = [ReportRow((f"{one.year} 年", one.case_count, one.amount), Target("aid", one.year)) for one in found.years]
        self.years.show_block(Block(BY_YEAR, by_year))
        self._show_head(found)
        if self._fresh:  # the keyboard goes to what was asked for
            self._fresh = False
            self.take_focus()

    def _show_head(self, found: Received) -> None:
        year = self.desk.office.working_year()
        this = next((one.amount for one in found.years if one.year == year), Decimal("0.00"))
        self.header.set_figures([
            Figure(f"{len(found.lines):,}", "历年人次"), Figure(show_yuan(found.amount), "历年金额（元）"),
            Figure(show_yuan(this), f"{year} 年（元）"),
        ])  # fmt: skip
        for one in self._buttons[:3]:
            allow(one, bool(found.lines), "没有领过慰问")
        allow(self.pay_button, True)
        opening = ["回车打开这一笔"] if found.lines else []
        self.show_status([*opening, "Ctrl+F 换一个人", f"Esc 返回{self._back.title}"])

    def _show_nothing(self, title: str, text: str) -> None:
        old = self.stack.widget(1)
        self.stack.removeWidget(old)
        old.deleteLater()
        self.stack.addWidget(EmptyState("heart", title, text))
        self.stack.setCurrentIndex(1)
        for one in self._buttons[:3]:
            allow(one, False, "没有领过慰问")
        allow(self.pay_button, bool(self._member_id), "还没有选人")

    def title(self) -> str:
        """蔡文静, or 蔡文静全家."""
        name = self.found.people[0][1] if self.found else ""
        return f"{name}全家" if self.household.isChecked() else name

    # what can be done

    def _open_line(self, number: int) -> None:
        self._to_ledger(frozenset({self.model.row(number).target.record_id}), self.title())

    def open_rows(self, year: int = 0) -> None:
        """The ledger with these payments, or with those of one year."""
        if self.found is not None and self.found.lines:
            ids = frozenset(one.payment_id for one in self.found.lines if year in (0, one.booked_on.year))
            self._to_ledger(ids, f"{self.title()}{f' {year} 年' if year else ''}")

    def _to_ledger(self, ids: frozenset[int], named: str) -> None:
        page = self.desk.go("aid")
        if page is not None:
            page.show_query(Query(only=ids, chosen={"status": COUNTED}, named=named), WayBack("受助情况", self._return))

    def _return(self) -> None:
        self.desk.go("aid_person")
        self.take_focus()

    def pay(self) -> None:
        """The form of a new payment to this member."""
        if self._member_id:
            self.desk.go("aid").pay(self._member_id)

    def export(self) -> None:
        """The lines and the sums by year as a workbook."""
        found, title, office = self.found, self.title(), self.desk.office
        if found is None or not self.export_button.isEnabled():
            return

        def write(progress: Progress) -> ExportResult:
            from unionoffice.aid.received_sheets import export_received

            name = report_file_name(office.settings.union_name, office.today(), f"{title}受助情况", office.today())
            return export_received(
                found, title, Path(office.exports, name), settings=office.settings, today=office.today(), progress=progress
            )

        def done(made: ExportResult) -> None:
            messages.info(f"已导出 {made.rows:,} 笔", "打开文件夹", lambda: files.open_folder(made.path))

        run_job("正在导出受助情况", write, done, cancel_text=CANCEL_EXPORT, owner=self)

    def print_paper(self) -> None:
        """The same as a PDF in the preview."""
        found, title, office = self.found, self.title(), self.desk.office
        if found is None or not self.print_button.isEnabled():
            return
        path = Path(self._folder.filePath("received.pdf"))

        def draw(progress: Progress) -> list[str]:
            from unionoffice.aid.received_form import received_pdf

            return received_pdf(path, found, title, office.settings, office.today(), progress)

        run_job("正在排版受助情况", draw, lambda _told: self.desk.preview(path, f"{title}受助情况"), cancel_text=CANCEL_PAPER, owner=self)

    def back(self) -> None:
        """To the page that asked."""
        self._back.go()

    def refresh(self, kinds: Collection[str] = ("*",)) -> None:
        if not KINDS.isdisjoint(kinds):
            self.read()

    def take_focus(self) -> None:
        if self.stack.currentIndex():
            self.picker.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            if not self.table.selected_rows():
                self.table.select_row(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
