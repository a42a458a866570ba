# SPDX-License-Identifier: MIT
"""Import of a payroll sheet: what each row was deducted against what is owed, then one receipt for what is right."""

from datetime import date
from pathlib import Path

from ui import messages
from ui.desk import Desk
from ui.editors import LineEditor
from ui.fate_page import CANCELLED, FatePage
from ui.jobs import run_job
from ui.members_dues_model import Column, LinesModel, yuan
from ui.table_paint import Look
from ui.widgets import Part, allow, label
from unionoffice.errors import FieldError
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


class PayrollPage(FatePage):
    """A payroll sheet of one month, or one whose rows name their own."""

    def __init__(self, desk: Desk, period: str) -> None:
        self.period = period
        self.sheet: PayrollSheet | None = None
        self.plan: PayrollPlan | None = None
        self.model = LinesModel(_columns())
        super().__init__(desk, "导入扣款表", self.model, FATES, STEPS, hint="工号、姓名")

    def foot_parts(self) -> list[Part]:
        self.paid_on = LineEditor(Day(past=True), "例：2020-12-10")
        self.paid_on.setFixedWidth(112)
        self.paid_on.setAccessibleName("扣款日期")
        self.paid_on.show_value(self._desk.office.today())
        day = label("扣款日期(&D)", "caption")
        day.setBuddy(self.paid_on)
        return [day, self.paid_on]

    # 1: the file

    def load(self, path: Path) -> None:
        """Read a sheet in the background and compare its rows with what is owed."""

        def work(progress: Progress) -> tuple[PayrollSheet, PayrollPlan]:
            sheet = read_payroll(path, progress)
            with self._desk.office.read() as session:
                return sheet, plan_payroll(session, sheet, self.period)

        run_job(
            f"正在核对 {path.name}", work, lambda done: self._was_planned(*done), self.failed,
            cancel_text=CANCELLED, owner=self,
        )  # fmt: skip

    # 2: the preview

    def _was_planned(self, sheet: PayrollSheet, plan: PayrollPlan) -> None:
        self.sheet, self.plan = sheet, plan
        for fate, chip in self.chips.items():
            chip.setVisible(fate == "full" or bool(plan.of(fate)))
        months = "各行写明所属期" if sheet.has_months else f"全部算作 {say_period(self.period)}"
        self._say_what_will_be(plan)
        counts = {fate: len(plan.of(fate)) for fate in FATES}
        self.show_preview(f"{plan.source}，{len(sheet.rows):,} 行，{months}", counts)

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

    def show_rows(self) -> None:
        if self.plan is None:
            return
        fates, words = self.chosen(), self.search.text().split()
        rows = [
            one for one in self.plan.rows
            if one.fate in fates and all(word in f"{one.staff_no} {one.full_name}" for word in words)
        ]  # fmt: skip
        self.model.show_lines(rows)
        self.count.setText(f"显示 {len(rows):,} 行")

    def next_odd(self) -> None:
        """F8: the next row that is not simply paid in full."""
        rows, at = self.model.lines(), self.table.currentIndex().row()
        order = [*range(at + 1, len(rows)), *range(min(at + 1, len(rows)))]
        self.select(next((one for one in order if rows[one].fate != "full"), -1))

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
            f"正在登记 {len(plan.to_write):,} 笔", work, lambda number: self._written(number, plan), self.write_failed,
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
