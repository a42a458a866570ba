# SPDX-License-Identifier: MIT
"""会费, under the registry: a period's dues, who is behind, the receipts; assessing, receiving, reminding beside them."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from ui import messages
from ui.desk import Desk
from ui.details import DetailsPanel
from ui.keys import bind
from ui.members_dues_forms import AdjustForm, GenerateForm, PayForm, WaiveForm
from ui.members_dues_lists import DuesLists
from ui.members_dues_papers import DuesPapers
from ui.members_dues_side import (
    Ways,
    arrears_section,
    due_section,
    payments_section,
    receipt_section,
    year_section,
)
from ui.page import PageWidget
from ui.panels import EmptyState, Figure, PageHeader, Way
from ui.side_form import SideForm
from ui.standing import takes
from ui.undoing import undo_last
from ui.widgets import Button, button, column
from unionoffice.errors import OfficeError
from unionoffice.kit.money import show_yuan
from unionoffice.kit.roles import Right
from unionoffice.members.dues import actions, queries
from unionoffice.members.dues.queries import OWING, PARTIAL, ArrearsLine, DueLine, PaymentLine, ReceiptLine
from unionoffice.members.dues.registers import DUES_RULES
from unionoffice.members.dues.rule import ZERO, month_of, say_period

FORM_WIDTH = 400
KINDS = frozenset(
    {"dues_due", "dues_payment", "dues_receipt", "dues_rule", "member", "branch", "setting", "*"}
)
ROOMY = 1200  # px of the page; less in a window smaller than the one it is drawn for
NOBODY = "还没有选人。请先在表里选中，Ctrl 或 Shift 可以多选"


class DuesPage(PageWidget):
    """The present period at first; the lists know what is shown, here is what can be done with it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.form: SideForm | None = None
        self.papers = DuesPapers(desk, self)
        self._build()
        self._bind_keys()
        self.lists.read()

    # building

    def _build(self) -> None:
        self.header = PageHeader("会费", sub="会员名册 › 会费", buttons=self._buttons())
        self.header.lead_back("返回会员名册（Esc）")
        self.header.sub_pressed.connect(self.back)
        self.lists = DuesLists(self.desk)
        self.lists.shown.connect(self._show_figures)
        self.lists.selection_changed.connect(self._selected)
        self.lists.opened.connect(self.pay)
        self.lists.generate_wanted.connect(self.generate)
        self.details = DetailsPanel()
        self.details.closed.connect(self.lists.clear_selection)
        self.details.hide()
        self.lists.body.addWidget(self.details)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.lists)
        self.stack.addWidget(self._empty())
        self.setLayout(column(self.header, (self.stack, 1), spacing=0))

    def _buttons(self) -> list[Button]:
        export = button("导出", icon="arrow_export", key="E", tip="导出看到的行（Ctrl+E）", on_click=self.export)
        remind = button("催缴单", icon="print", key="P", tip="按分工会印欠缴名单（Ctrl+P）", on_click=self.remind)
        tip = "财务代扣的结果，先核对再写入（Ctrl+I）"
        take_in = button("导入扣款表", icon="arrow_import", key="I", tip=tip, on_click=self.open_import)
        assess = button("生成应缴", key="G", tip="按会费标准算出本期每人应缴（Ctrl+G）", on_click=self.generate)
        tip = "选中的会员交来的会费（Ctrl+N）"
        self.pay_button = button("登记缴费", "primary", key="N", tip=tip, on_click=self.pay)
        return [export, remind, take_in, assess, self.pay_button]

    def _empty(self) -> EmptyState:
        ways = [
            Way("生成应缴", "按会费标准和当时的在册会员算出每人应缴", "Ctrl+G", self.generate),
            Way("先核对会费标准", "费率、零头、按月或按年、谁来缴", "", self.open_rules),
        ]
        return EmptyState("receipt", "还没有会费记录", "生成每期应缴以后，登记收到的钱，随时看谁还没有缴。", ways)

    def _bind_keys(self) -> None:
        bar = self.lists.bar
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+F": bar.search.focus_all, "Ctrl+G": self.generate, "Ctrl+N": self.pay, "Ctrl+I": self.open_import,
            "Ctrl+P": self.remind, "Ctrl+E": self.export, "Ctrl+Z": self.undo, "F2": self.adjust, "F5": self.refresh,
            "Alt+Left": lambda: bar.step(-1), "Alt+Right": lambda: bar.step(1), "Esc": self._escape,
        }  # fmt: skip
        self._keys = bind(self, keys, whole_window=True)

    # what is shown

    def refresh(self, kinds: Collection[str] = ("*",)) -> None:
        """Read anew; what is chosen and selected stays."""
        if not KINDS.isdisjoint(kinds):
            self.lists.read()

    @property
    def _month(self) -> str:
        return month_of(self.desk.office.today())

    def _show_figures(self) -> None:
        self.stack.setCurrentIndex(1 if self.lists.empty and self.form is None else 0)
        found, year, show = self.lists.year_figures, self.lists.year, self.lists.show_view
        if not found.people:
            self.header.set_figures([])
            return
        tone = "danger" if found.owed else ""
        all_four = [
            Figure(show_yuan(found.due), f"{year} 年应缴（元）", on_click=lambda: show("period")),
            Figure(show_yuan(found.paid), "已缴（元）", on_click=lambda: show("receipts")),
            Figure(show_yuan(found.owed), "欠缴（元）", tone, lambda: show("arrears")),
            Figure(f"{found.behind:,}", "欠缴人数", on_click=lambda: show("arrears")),
        ]
        self.header.set_figures(all_four if self.width() >= ROOMY else all_four[2:])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the buttons need the room of two figures."""
        super().resizeEvent(event)
        if (event.size().width() >= ROOMY) != (event.oldSize().width() >= ROOMY):
            self._show_figures()

    def only_owing(self) -> None:
        """For other pages: who has not paid the shown period."""
        self.lists.show_view("period")
        self.lists.bar.only_states((OWING, PARTIAL))

    def show_member(self, words: str) -> None:
        """For other pages: the shown period of the member that these words find."""
        self.lists.bar.clear()
        self.lists.show_view("period")
        self.lists.bar.search.setText(words)

    def _selected(self) -> None:
        if self.form is None:
            self._show_details()
        self._say_selection()

    def _say_selection(self) -> None:
        chosen, view = self.lists.selected(), self.lists.view
        if len(chosen) < 2 or view == "receipts":
            keys = {"period": ["Ctrl+N 登记缴费", "F2 调整应缴"], "arrears": ["Ctrl+N 登记缴费", "Ctrl+P 催缴单"]}
            self.show_status([*keys.get(view, []), "Esc 返回名册"])
            return
        owed = sum((line.owed for line in chosen), ZERO)
        self.show_status([f"已选 {len(chosen):,} {'人' if view == 'arrears' else '笔'}", f"欠缴合计 {show_yuan(owed)} 元"])

    def _show_details(self) -> None:
        chosen = self.lists.selected()
        self.details.setVisible(bool(chosen))
        if not chosen:
            return
        first = chosen[0]
        if isinstance(first, ReceiptLine):
            whole = first.total > 0 and first.open_count
            ways: Ways = [("冲正整单", partial(self.reverse_receipt, first))] if whole else []
            self.details.show_parts(first.receipt_no, "", [receipt_section(first, ways)], can_edit=False)
            return
        caption = " · ".join(text for text in (first.staff_no, first.branch) if text)
        self.details.show_parts(first.full_name, caption, self._member_parts(first), can_edit=False)

    def _member_parts(self, line: DueLine | ArrearsLine) -> list[Any]:
        due_ids = [line.due_id] if isinstance(line, DueLine) else list(line.due_ids)
        with self.desk.office.read() as session:
            own = queries.member_dues(session, line.member_id)
            payments = queries.payments_of(session, due_ids)
        if isinstance(line, DueLine):
            top = due_section(line, self._month, self._ways(line))
        else:
            ways = [("登记缴费", self.pay), ("免缴", self.waive)]
            top = arrears_section(line, [one for one in own if one.due_id in due_ids], ways)
        year = year_section(own, self.lists.year, self._month)
        return [top, payments_section(payments, self.reverse), year]

    def _ways(self, line: DueLine) -> Ways:
        ways = [("登记缴费", self.pay)] if line.owed else []
        ways.append(("调整", self.adjust))
        ways += [("免缴", self.waive)] if line.owed else []
        return ways if line.paid else [*ways, ("撤回", self.withdraw)]

    # forms beside the table

    def _open(self, form: SideForm, said: Callable[[], str], *, undoable: bool = True) -> None:
        form.setFixedWidth(FORM_WIDTH)
        form.saved.connect(lambda: self._tell(said(), undoable))
        form.closed.connect(self._close_form)
        self.form = form
        self.stack.setCurrentIndex(0)
        self.details.hide()
        self.lists.table.columns.squeeze(True)
        self.lists.body.addWidget(form)
        form.show()  # now: a hidden form cannot take the keyboard
        self.pay_button.set_kind("plain")
        self._keys["Esc"].setEnabled(False)
        form.focus_first()

    def _close_form(self) -> None:
        if self.form is None:
            return
        form, self.form = self.form, None
        self.lists.body.removeWidget(form)
        form.hide()
        form.deleteLater()
        for table in self.lists.tables.values():
            table.columns.squeeze(False)
        self.pay_button.set_kind("primary")
        self._keys["Esc"].setEnabled(True)
        self.lists.read()
        self.lists.table.setFocus()
        self._show_details()

    def _tell(self, said: str, undoable: bool) -> None:
        """Money received is put right by a counter-entry: there is nothing to undo then."""
        messages.info(said, *(("撤销", self.undo) if undoable else ()))

    @takes(Right.ENTER, "生成应缴")
    def generate(self) -> None:
        """生成应缴 for the shown period."""
        if self.form is None:
            self.lists.show_view("period")
            period = self.lists.period
            form = GenerateForm(self.desk, period)
            form.rules_wanted.connect(self.open_rules)
            self._open(form, lambda: f"已生成 {say_period(period)} 应缴 {form.count:,} 笔")

    @takes(Right.ENTER, "登记缴费")
    def pay(self) -> None:
        """登记缴费 for the selected lines: one member's amount, or all that several owe on them."""
        if self.form is not None:
            return
        lines, others = self._to_pay()
        if lines:
            form = PayForm(self.desk, lines, others)
            self._open(form, lambda: f"已登记 {form.members:,} 人的缴费", undoable=False)
        else:
            messages.info("选中的会费都已缴清" if self._members() else NOBODY)

    def _members(self) -> list[int]:
        chosen = [] if self.lists.view == "receipts" else self.lists.selected()
        return list(dict.fromkeys(line.member_id for line in chosen))

    def _to_pay(self) -> tuple[list[DueLine], list[DueLine]]:
        """(what the selected lines owe, what else a single member owes); the oldest first."""
        members, wanted = self._members(), set()
        for line in self.lists.selected() if members else ():
            wanted |= set(line.due_ids) if isinstance(line, ArrearsLine) else {line.due_id}
        with self.desk.office.read() as session:
            found = queries.open_lines(session, members)
        own = [line for lines in found.values() for line in lines]
        lines = [line for line in own if line.due_id in wanted]
        others = [line for line in own if line.due_id not in wanted] if len(members) == 1 else []
        return (lines, others) if lines else (others, [])

    @takes(Right.APPROVE, "调整应缴")
    def adjust(self) -> None:
        """调整应缴 of the first selected line of the period."""
        if self.form is not None:
            return
        chosen = self.lists.selected()
        if chosen and isinstance(chosen[0], DueLine):
            form = AdjustForm(self.desk, chosen[0])
            self._open(form, lambda: f"已调整{form.line.full_name}的应缴")
        else:
            messages.info("请先在“本期应缴”里选中一笔")

    @takes(Right.APPROVE, "减免会费")
    def waive(self) -> None:
        """免缴 for the selected lines."""
        lines, _others = self._to_pay()
        if self.form is not None or not lines:
            return
        form = WaiveForm(self.desk, lines)
        self._open(form, lambda: f"已免缴 {len(form.lines):,} 笔")

    # at once

    def _do(self, action: str, write: Callable[[Any], object], said: str, *, undoable: bool = False) -> None:
        try:
            with self.desk.office.work(action) as work:
                write(work)
        except OfficeError as error:
            messages.error(error)
        else:
            self.lists.read()
            self._show_details()
            self._tell(said, undoable)

    @takes(Right.ENTER, "撤回应缴")
    def withdraw(self) -> None:
        """撤回应缴: unpaid lines that were assessed wrongly; 生成应缴 then makes them anew."""
        ids = [line.due_id for line in self.lists.selected() if isinstance(line, DueLine)]
        said = f"已撤回 {len(ids):,} 笔应缴，改好基数后再按“生成应缴”"
        self._do("撤回应缴", lambda work: actions.withdraw(work, ids), said, undoable=True)

    @takes(Right.APPROVE, "冲正缴费")
    def reverse(self, payment: PaymentLine) -> None:
        """冲正 one payment, for a reason."""
        answer = messages.ask(_reversal(f"冲正 {payment.paid_on} 的 {show_yuan(payment.amount)} 元？"))
        if answer is not None:
            why, ids = answer.reason, [payment.payment_id]
            self._do("冲正缴费", lambda work: actions.reverse_payments(work, ids, why), "已冲正 1 笔缴费")

    @takes(Right.APPROVE, "冲正缴费")
    def reverse_receipt(self, receipt: ReceiptLine) -> None:
        """冲正整单: a payroll sheet that was imported wrongly."""
        answer = messages.ask(_reversal(f"冲正收款单 {receipt.receipt_no} 的 {receipt.open_count:,} 笔？"))
        if answer is not None:
            why, wrong, said = answer.reason, receipt.receipt_id, f"已冲正 {receipt.open_count:,} 笔缴费"
            self._do("冲正缴费", lambda work: actions.reverse_receipt(work, wrong, why), said)

    def undo(self) -> None:
        """Ctrl+Z: take back this window's last step."""
        if undo_last(self.desk.office):
            self.lists.read()

    # papers and files

    def remind(self) -> None:
        """催缴单 for whom the list of arrears shows, up to the shown period."""
        self.papers.print_reminders(self.lists.models["arrears"].lines(), self.lists.period)

    def export(self) -> None:
        """The shown rows as a workbook; beside the receipts, the period's."""
        if self.lists.view == "arrears":
            self.papers.export_arrears(self.lists.models["arrears"].lines(), self.lists.period)
        else:
            self.papers.export_lines(self.lists.models["period"].lines(), self.lists.period)

    @takes(Right.ENTER, "导入扣款表")
    def open_import(self) -> None:
        from ui.members_dues_import import PayrollPage

        page = PayrollPage(self.desk, self.lists.period)
        page.closed.connect(self.lists.read)
        self.panel_opened.emit(page)
        page.start()

    # leaving

    def open_rules(self) -> None:
        """The register of rules among the settings."""
        page = self.desk.go("settings")
        for place, subject in enumerate(getattr(page, "subjects", ())):
            if subject.text() == DUES_RULES.title:
                page.show_subject(place)

    def back(self) -> None:
        """To the registry this page stands under."""
        page = self.desk.go("members")
        if page is not None:
            page.take_focus()

    def _escape(self) -> None:
        """First what is beside the table, then the words, then back."""
        if self.details.isVisible():
            self.lists.clear_selection()
        elif self.lists.bar.search.text():
            self.lists.bar.search.clear()
        else:
            self.back()

    def take_focus(self) -> None:
        self.lists.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _reversal(title: str) -> messages.Question:
    text = "原来的记录保留，另记一笔相反的，会员又记为欠缴。冲正不能撤销。"
    return messages.Question(title, text, yes="冲正缴费", no="不冲正", danger=True, reason="原因")
