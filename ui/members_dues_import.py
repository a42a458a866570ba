# SPDX-License-Identifier: MIT
"""Import of a payroll sheet: what each row was deducted against what is owed, then one receipt for what is right."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui import files, messages
from ui.chips import CountChip
from ui.desk import Desk
from ui.editors import LineEditor
from ui.fields import SearchBox
from ui.jobs import run_job
from ui.keys import bind
from ui.members_dues_model import Column, LinesModel, yuan
from ui.panels import PageHeader
from ui.steps import Crumbs
from ui.table_paint import Look
from ui.table_view import RecordTable, table_card
from ui.theme import theme
from ui.widgets import allow, button, column, frame, label, row
from unionoffice.errors import Cancelled, FieldError
from unionoffice.kit.fields import Day
from unionoffice.kit.money import show_yuan
from unionoffice.members.dues.payroll import (
    FATES,
    Fate,
    PayrollPlan,
    PayrollRow,
    PayrollSheet,
    plan_payroll,
    read_payroll,
    write_payroll,
)
from unionoffice.members.dues.rule import ZERO, say_period
from unionoffice.progress import Progress

STEPS = ("选文件", "核对", "写入")
TONES: dict[Fate, str] = {
    "full": "text2", "short": "warn", "over": "warn", "unknown": "danger", "no_due": "danger", "paid": "danger",
    "refused": "danger", "absent": "warn",
}  # fmt: skip
NOT_WRITTEN: tuple[Fate, ...] = ("unknown", "no_due", "paid", "refused")


def _columns() -> list[Column[PayrollRow]]:
    def fate_look(one: PayrollRow) -> Look:
        return Look(tone=TONES[one.fate], bold=one.fate in NOT_WRITTEN)

    def difference(one: PayrollRow) -> str:
        return f"{one.difference:+,.2f}" if one.difference else ""

    return [
        Column("row_no", "行号", 64, lambda one: one.row_no, lambda one: str(one.row_no or ""), right=True),
        Column("fate", "结果", 88, lambda one: FATES[one.fate], look=fate_look),
        Column("staff_no", "工号", 92, lambda one: one.staff_no),
        Column("full_name", "姓名", 104, lambda one: one.full_name),
        Column("period", "所属期", 84, lambda one: one.period, look=lambda _: Look(tone="text2")),
        Column("owed", "欠缴（元）", 100, lambda one: one.owed, lambda one: yuan(one.owed), right=True),
        Column("amount", "扣款（元）", 100, lambda one: one.amount, lambda one: yuan(one.amount), right=True),
        Column("difference", "差额（元）", 100, lambda one: one.difference, difference,
               lambda one: Look(tone="warn") if one.difference else None, right=True),
        Column("why", "说明", 0, lambda one: one.why, look=lambda _: Look(tone="text2")),
    ]  # fmt: skip


class PayrollPage(QWidget):
    """Lies over the page of the dues until ``closed``. Nothing is written before the last button."""

    closed = Signal()

    def __init__(self, desk: Desk, period: str) -> None:
        super().__init__()
        self._desk, self.period = desk, period
        self.sheet: PayrollSheet | None = None
        self.plan: PayrollPlan | None = None
        self.model = LinesModel(_columns())
        self._build()
        bind(self, {"Esc": self.closed.emit, "F8": self._next_odd, "Ctrl+F": self.search.focus_all})

    def _build(self) -> None:
        self.header = PageHeader("导入扣款表", sub="还没有选文件")
        self.crumbs = Crumbs(STEPS)
        self.header.set_buttons([self.crumbs, button("关闭", "quiet", on_click=self.closed.emit)])
        self.stack = QStackedWidget()
        self.stack.addWidget(QWidget())
        self.stack.addWidget(self._preview())
        self.setLayout(column(self.header, (self.stack, 1), spacing=0))

    def _preview(self) -> QWidget:
        self.chips = {fate: CountChip(name, on=True) for fate, name in FATES.items()}
        for chip in self.chips.values():
            chip.toggled.connect(lambda _on: self._show_rows())
        self.search = SearchBox("工号、姓名", 200)
        self.search.searched.connect(lambda _text: self._show_rows())
        self.count = label("", "caption")
        bar = row(*self.chips.values(), 8, self.search, None, self.count, margins=(24, 0, 24, 8))
        self.table = RecordTable(padding=8)
        self.table.setModel(self.model)
        body = row((table_card(self.table, footer=self._footer()), 1), margins=(24, 0, 24, 8))
        return frame(column(frame(bar, height=theme().size("toolbar")), (frame(body), 1), spacing=0))

    def _footer(self) -> QWidget:
        self.will_write, self.will_leave = label("", "strong"), label("", "caption")
        self.paid_on = LineEditor(Day(past=True), "例：2020-12-10")
        self.paid_on.setFixedWidth(112)
        self.paid_on.setAccessibleName("扣款日期")
        self.paid_on.show_value(self._desk.office.today())
        self.write_button = button("写入", "primary", key="W", on_click=self.write)
        words = column(None, self.will_write, self.will_leave, None, spacing=2)
        day = label("扣款日期(&D)", "caption")
        day.setBuddy(self.paid_on)
        other = button("换一个文件", key="O", on_click=self.start)
        return frame(
            row((words, 1), day, self.paid_on, other, self.write_button, margins=(16, 0, 16, 0)), height=64
        )

    # 1: the file

    def start(self) -> None:
        """Ask for the file; cancelling closes the page while there is no preview."""
        path = files.ask_open(self, "导入扣款表", files.SHEETS)
        if path is not None:
            self.load(path)
        elif self.plan is None:
            self.closed.emit()

    def load(self, path: Path) -> None:
        """Read a sheet in the background and compare its rows with what is owed."""

        def work(progress: Progress) -> tuple[PayrollSheet, PayrollPlan]:
            sheet = read_payroll(path, progress)
            with self._desk.office.read() as session:
                return sheet, plan_payroll(session, sheet, self.period)

        run_job(
            f"正在核对 {path.name}", work, lambda done: self._was_planned(*done), self._failed,
            cancel_text="取消后不导入，原来的数据不变。", owner=self,
        )  # fmt: skip

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, Cancelled):
            messages.info(problem.sentence)
        else:
            messages.show(problem, title="没有导入")
        if self.plan is None:
            self.closed.emit()

    # 2: the preview

    def _was_planned(self, sheet: PayrollSheet, plan: PayrollPlan) -> None:
        self.sheet, self.plan = sheet, plan
        for fate, chip in self.chips.items():
            count = len(plan.of(fate))
            chip.set_count(count)
            chip.setVisible(count > 0 or fate == "full")
        months = "各行写明所属期" if sheet.has_months else f"全部算作 {say_period(self.period)}"
        self.header.set_title("导入扣款表", f"{plan.source}，{len(sheet.rows):,} 行，{months}")
        self._say_what_will_be(plan)
        self._show_rows()
        self.stack.setCurrentIndex(1)
        self.crumbs.set_current(1)
        self.table.setFocus()

    def _say_what_will_be(self, plan: PayrollPlan) -> None:
        parts = [f"{FATES[fate]} {len(plan.of(fate)):,}" for fate in ("full", "short", "over") if plan.of(fate)]
        self.will_write.setText(
            f"将登记 {len(plan.to_write):,} 笔，合计 {show_yuan(plan.total)} 元" + (f"：{'，'.join(parts)}" if parts else "")
        )
        left = [f"{FATES[fate]}的 {len(plan.of(fate)):,} 行不登记" for fate in NOT_WRITTEN if plan.of(fate)]
        absent = plan.of("absent")
        if absent:
            owed = sum((one.owed for one in absent if one.owed), ZERO)
            left.append(f"表里没有的 {len(absent):,} 人仍欠 {show_yuan(owed)} 元")
        self.will_leave.setText("；".join([*left, "登记后不能撤销，只能冲正"]) + "。")
        self.write_button.set_text(f"登记 {len(plan.to_write):,} 笔", "W")
        allow(self.write_button, bool(plan.to_write), "表里没有可以登记的扣款")

    def _show_rows(self) -> None:
        if self.plan is None:
            return
        fates: Collection[str] = [fate for fate, chip in self.chips.items() if chip.isChecked()]
        words = self.search.text().split()
        rows = [
            one for one in self.plan.rows
            if one.fate in fates and all(word in f"{one.staff_no} {one.full_name}" for word in words)
        ]  # fmt: skip
        self.model.show_lines(rows)
        self.count.setText(f"显示 {len(rows):,} 行")

    def _next_odd(self) -> None:
        """F8: the next row that is not simply paid in full."""
        rows, at = self.model.lines(), self.table.currentIndex().row()
        order = [*range(at + 1, len(rows)), *range(min(at + 1, len(rows)))]
        place = next((one for one in order if rows[one].fate != "full"), -1)
        if place >= 0:
            self.table.select_row(place)

    # 3: writing

    def write(self) -> None:
        """Everything as one receipt; failed, nothing is written."""
        day = self._day()
        plan, office = self.plan, self._desk.office
        if day is None or plan is None:
            return
        self.crumbs.set_current(2)

        def work(_progress: Progress) -> str:
            with office.work("导入扣款表") as writing:
                return write_payroll(writing, plan, day).receipt_no

        run_job(
            f"正在登记 {len(plan.to_write):,} 笔", work, lambda number: self._written(number, plan), self._write_failed,
            can_cancel=False, owner=self,
        )  # fmt: skip

    def _day(self) -> date | None:
        """The day of the deduction, or None after saying what is wrong with it."""
        kind = Day(past=True)
        try:
            day = kind.parse(self.paid_on.raw())
            wrong = kind.check(day, self._desk.office.today())[:1] if day else []
        except FieldError as error:
            messages.error(error.sentence, title="扣款日期不对")
            return None
        if day is None or wrong:
            messages.error(wrong[0].text if wrong else "请填写扣款日期。", title="扣款日期不对")
            return None
        return day

    def _written(self, number: str, plan: PayrollPlan) -> None:
        self.closed.emit()
        messages.info(f"已登记 {len(plan.to_write):,} 笔，{show_yuan(plan.total)} 元，收款单 {number}")

    def _write_failed(self, problem: BaseException) -> None:
        self.crumbs.set_current(1)
        messages.show(problem, title="没有登记")
