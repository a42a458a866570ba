# SPDX-License-Identifier: MIT
"""统计报表: one month's membership, aid, welfare and plan as tables, and the same as a workbook."""

from collections.abc import Callable, Collection
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui import files, going, messages
from ui.chips import CountChip
from ui.desk import Desk
from ui.fields import ComboBox
from ui.jobs import run_job
from ui.keys import bind
from ui.page import PageWidget
from ui.panels import Figure, PageHeader
from ui.report_tables import (
    AID_HEADINGS,
    PLAN_HEADINGS,
    WELFARE_HEADINGS,
    Block,
    BlockModel,
    aid_block,
    has_change,
    members_block,
    members_headings,
    plan_block,
    welfare_block,
)
from ui.table_view import RecordTable, SumFooter, table_card
from ui.theme import theme
from ui.widgets import allow, button, column, frame, icon_button, label, row
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan
from unionoffice.progress import Progress
from unionoffice.reports.month_data import MonthReport, read_month

BLOCKS = {"members": "会员变动", "aid": "帮扶慰问", "welfare": "福利发放", "plan": "工作计划"}
NOTHING = {
    "members": "这个月没有会员变动", "aid": "到这个月为止，本年还没有慰问", "welfare": "到这个月为止，本年还没有发放福利",
    "plan": "这个月没有到期、完成和逾期的任务",
}  # fmt: skip
YEARS_BACK = 10
CANCEL_TEXT = "取消后不留半截文件，数据不变。"


class ReportsPage(PageWidget):
    """The present month at first; ← and → beside the month, or Alt+← and Alt+→, go through the months."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.report: MonthReport | None = None
        self._asked = 0
        today = desk.office.today()
        self.year, self.month_no, self.block = today.year, today.month, "members"
        self._build()
        self._bind_keys()
        self.refresh()

    # building

    def _build(self) -> None:
        self.export_button = button("导出月报", "primary", "arrow_export", key="E", on_click=self.export)
        self.header = PageHeader("统计报表", buttons=[self.export_button])
        headings = {
            "members": members_headings(self.desk.office.settings.branch_label), "aid": AID_HEADINGS,
            "welfare": WELFARE_HEADINGS, "plan": PLAN_HEADINGS,
        }  # fmt: skip
        self.stack = QStackedWidget()
        self.tables: dict[str, RecordTable] = {}
        self.footers: dict[str, SumFooter] = {}
        for key, columns in headings.items():
            self._add_table(key, BlockModel(columns))
        body = frame(row((self.stack, 1), margins=(24, 0, 24, 8)))
        self.setLayout(column(self.header, self._toolbar(), (body, 1), spacing=0))

    def _add_table(self, key: str, model: BlockModel) -> None:
        padding = 8 if key == "members" else 12
        table = RecordTable(state=self.desk.state, name=f"report.{key}", padding=padding)
        table.setModel(model)
        table.setAccessibleName(BLOCKS[key])
        table.opened.connect(partial(self._open_row, key))
        table.set_empty_words(NOTHING[key])
        self.tables[key], self.footers[key] = table, SumFooter(table, padding)
        self.stack.addWidget(table_card(table, footer=self.footers[key]))

    def _toolbar(self) -> QWidget:
        self.years, self.months = ComboBox(), ComboBox()
        self.years.setAccessibleName("年")
        self.months.setAccessibleName("月")
        self.years.setFixedWidth(104)
        self.months.setFixedWidth(84)
        self.years.activated.connect(lambda _: self._month_chosen())
        self.months.activated.connect(lambda _: self._month_chosen())
        self.back = icon_button("chevron_left", "上一月（Alt+←）", lambda: self.step(-1))
        self.on = icon_button("chevron_right", "下一月（Alt+→）", lambda: self.step(1))
        self.chips = {key: CountChip(name) for key, name in BLOCKS.items()}
        for key, chip in self.chips.items():
            chip.clicked.connect(partial(self.show_block, key))
        self.only_changed = CountChip("只看有变动")
        self.only_changed.clicked.connect(lambda _: self._show_members())
        self.as_of = label("", "caption")
        months = row(self.back, self.years, self.months, self.on, spacing=4)
        bar = row(months, 12, *self.chips.values(), 12, self.only_changed, None, self.as_of, margins=(24, 0, 24, 8))
        return frame(bar, height=theme().size("toolbar"))

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+E": self.export, "F5": self.refresh, "Alt+Left": lambda: self.step(-1), "Alt+Right": lambda: self.step(1),
        }  # fmt: skip
        bind(self, keys, whole_window=True)

    # which month

    def _show_choices(self) -> None:
        """Years up to this one; in this year no month that has not begun."""
        today = self.desk.office.today()
        last = today.month if self.year == today.year else 12
        self.month_no = min(self.month_no, last)
        for box, choices, value in (
            (self.years, [(y, f"{y} 年") for y in range(today.year, today.year - YEARS_BACK, -1)], self.year),
            (self.months, [(m, f"{m} 月") for m in range(1, last + 1)], self.month_no),
        ):
            box.set_choices(choices)
            box.choose(value)
        allow(self.on, (self.year, self.month_no) < (today.year, today.month), "下一月还没有到")
        allow(self.back, (self.year, self.month_no) > (today.year - YEARS_BACK + 1, 1), "没有更早的月份可选")

    def _month_chosen(self) -> None:
        self.show_month(self.years.currentData(), self.months.currentData())

    def step(self, months: int) -> None:
        """One month on (1) or back (-1), as far as there is one."""
        if not (self.on if months > 0 else self.back).isEnabled():
            return
        number = self.year * 12 + self.month_no - 1 + months
        self.show_month(number // 12, number % 12 + 1)

    def show_month(self, year: int, month: int) -> None:
        """Report another month; one that has not begun becomes the present one."""
        self.year, self.month_no = year, month
        self.refresh()

    # reading

    def refresh(self, kinds: Collection[str] = ()) -> None:
        """Read the month anew, off the GUI thread; an answer that comes too late is dropped."""
        self._show_choices()
        self._asked += 1
        asked, year, month, office = self._asked, self.year, self.month_no, self.desk.office

        def read(_progress: Progress) -> MonthReport:
            with office.read() as session:
                return read_month(session, year, month, office.today())

        def done(report: MonthReport) -> None:
            if asked == self._asked:
                self._show(report)

        run_job("正在统计", read, done, can_cancel=False, owner=self)

    def _show(self, report: MonthReport) -> None:
        self.report = report
        self._show_members()
        for key, make in (("aid", aid_block), ("welfare", welfare_block), ("plan", plan_block)):
            self._show_table(key, make(report))
        self.as_of.setText(f"截至 {show_day(report.day)}")
        self._show_figures(report)
        self.show_block(self.block)

    def _show_members(self) -> None:
        """All branches, or those where somebody came or went; the sums are always those of all."""
        if self.report is None:
            return
        block = members_block(self.report, self.desk.office.settings.branch_label)
        changed = [row for row in block.rows if has_change(row)]
        self.only_changed.set_count(len(changed))
        self._show_table("members", replace(block, rows=changed) if self.only_changed.isChecked() else block)
        self.chips["members"].set_count(len(block.rows))

    def _show_table(self, key: str, block: Block) -> None:
        model = self.tables[key].model()
        assert isinstance(model, BlockModel)
        model.show_block(block)
        self.tables[key].header().set_sorted(-1, Qt.SortOrder.AscendingOrder)
        self.footers[key].set_sums(block.remark, block.sums)
        self.chips[key].set_count(len(block.rows))

    def _show_figures(self, report: MonthReport) -> None:
        members, late = report.members.total, sum(one.why == "late" for one in report.tasks)
        change = members.this - members.last
        welfare = sum((one.amount for one in report.campaigns), Decimal("0.00"))
        self.header.set_figures(
            [
                Figure(f"{members.this:,}", "会员", on_click=partial(self.show_block, "members")),
                Figure(signed(change), "本月净增减", on_click=partial(self.show_block, "members")),
                Figure(show_yuan(report.aid.total.month.amount), "本月慰问（元）", on_click=partial(self.show_block, "aid")),
                Figure(show_yuan(welfare), "本年福利（元）", on_click=partial(self.show_block, "welfare")),
                Figure(str(late), "计划逾期", "danger" if late else "", partial(self.show_block, "plan")),
            ]
        )

    # looking

    def show_block(self, block: str, _checked: bool = False) -> None:
        """Bring one of BLOCKS to the front."""
        self.block = block
        self.stack.setCurrentIndex(list(BLOCKS).index(block))
        for key, chip in self.chips.items():
            chip.setChecked(key == block)
        self.only_changed.setVisible(block == "members")
        self.show_status([f"{self.year} 年 {self.month_no} 月，{BLOCKS[block]}", "回车打开这一行的名单", "Alt+← → 换月份"])

    def _open_row(self, block: str, number: int) -> None:
        model = self.tables[block].model()
        assert isinstance(model, BlockModel)
        target = model.row(number).target
        if target.record_id:
            going.to_record(self.desk, target.page, target.record_id)
        else:
            going.to_list(self.desk, target.page, dict(target.chosen))

    def take_focus(self) -> None:
        self.tables[self.block].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # out

    def export(self) -> None:
        """The month's workbook into the office's exports folder."""
        office, year, month = self.desk.office, self.year, self.month_no

        def write(progress: Progress) -> Path:
            from unionoffice.reports.month import month_workbook

            with office.read() as session:
                return month_workbook(session, office.settings, year, month, office.exports, office.today(), progress)

        def done(path: Path) -> None:
            messages.info(f"已导出 {year} 年 {month} 月月报：{path.name}", "打开文件夹", lambda: files.open_folder(path))

        run_job(f"正在导出 {year} 年 {month} 月月报", write, done, cancel_text=CANCEL_TEXT, retry=self.export)


def signed(change: int) -> str:
    """+12, −3, 0; with the minus sign of the tables, not a hyphen."""
    return f"{change:+,}".replace("-", "−") if change else "0"
