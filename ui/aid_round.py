# SPDX-License-Identifier: MIT
"""One round: its people and amounts while it is planned, its vouchers and signatures once it is issued."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import going, messages
from ui.aid_round_side import Ways, about_section, doubts_section, line_section, ways_section
from ui.aid_rounds_amounts import AmountForm
from ui.aid_rounds_forms import CopyForm, FilterForm, PasteForm
from ui.aid_rounds_papers import RoundPapers
from ui.aid_rounds_tables import LINE_HEADINGS, lines_block
from ui.chips import CountChip
from ui.desk import Desk
from ui.fields import SearchBox
from ui.jobs import run_job
from ui.keys import bind
from ui.messages import Question
from ui.panels import Figure, PageHeader
from ui.record_form import RecordForm
from ui.report_tables import BlockModel
from ui.side_form import SideForm
from ui.standing import takes
from ui.table_view import RecordTable, SumFooter, table_card, write_block
from ui.undoing import undo_last
from ui.widgets import Button, Part, button, clear_layout, column, frame, label, row, scroll
from unionoffice.aid import rounds_actions, rounds_notices, rounds_queries
from unionoffice.aid.caps import Notice
from unionoffice.aid.records import ISSUED
from unionoffice.aid.registers import AID_ROUNDS
from unionoffice.aid.rounds_queries import RoundLine, RoundView
from unionoffice.aid.rounds_records import AidRound
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.money import show_yuan
from unionoffice.kit.roles import Right
from unionoffice.progress import Progress

SIDE, FORM = 296, 400


class RoundPanel(QWidget):
    """``back`` to the list. ``open_round`` shows another one."""

    back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.seen: RoundView | None = None
        self.notices: dict[int, tuple[Notice, ...]] = {}
        self.budget: Notice | None = None
        self.form: SideForm | RecordForm | None = None
        self._columns: list[str] = []
        self.papers = RoundPapers(desk, self)
        self._build()
        self._keys = bind(self, {
            "Ctrl+F": self.search.focus_all, "Ctrl+N": self.paste, "Ctrl+G": self.go_on, "F2": self.amounts,
            "Ctrl+P": self.print_sheet, "Delete": self.remove, "F5": self.refresh, "Ctrl+Z": self.undo, "Esc": self.back.emit,
        })  # fmt: skip

    # building

    def _build(self) -> None:
        self.header = PageHeader("", sub="困难帮扶 › 批次")
        self.header.lead_back("返回批次（Esc）")
        self.header.sub_pressed.connect(self.back)
        self.model = BlockModel(LINE_HEADINGS)
        self.table = RecordTable(state=self._desk.state, name="aid_round_lines")
        self.table.setModel(self.model)
        self.table.opened.connect(lambda _row: self._opened())
        self.table.pasted.connect(lambda rows: self.paste(write_block(rows)))
        self.table.rows_changed.connect(lambda _rows: self._show_side())
        self.footer = SumFooter(self.table)
        self.search = SearchBox("姓名、工号、分工会", 240)
        self.search.searched.connect(lambda _text: self._show_lines())
        self.search.down_pressed.connect(self.table.setFocus)
        self.chip = CountChip("")
        self.chip.toggled.connect(lambda _on: self._show_lines())
        self._hint = label("", "caption")
        bar = frame(row(self.search, 8, self.chip, None, self._hint, margins=(24, 0, 24, 8)), height=48)
        self._side = column(spacing=12, margins=(16, 14, 16, 12))
        self.side = frame(column((scroll(frame(self._side)), 1), margins=(1, 1, 1, 1)), "card", width=SIDE)
        self._body = row((table_card(self.table, footer=self.footer), 1), self.side, margins=(24, 0, 24, 8), spacing=16)
        self.setLayout(column(self.header, bar, (frame(self._body), 1), spacing=0))

    def _buttons(self, view: RoundView) -> list[Button]:
        if view.issued:
            vouchers = button("打印凭证", icon="print", key="T", on_click=self.print_vouchers)
            sheet = button("签收表", icon="print", key="P", tip="留存联，账号隐去（Ctrl+P）", on_click=self.print_sheet)
            self.main = button("登记签收", "primary", "checkmark", key="G", tip="选中的人；没有选就是全部（Ctrl+G）", on_click=self.sign)
            return [sheet, vouchers, self.main]
        paste = button("粘贴名单", icon="add", key="N", tip="姓名或工号，一行一人（Ctrl+N）", on_click=self.paste)
        pick = button("按条件选人", key="A", on_click=self.pick)
        copy = button("沿用往批", key="L", on_click=self.copy)
        amounts = button("定金额", key="M", tip="选中的人；没有选就是全部（F2）", on_click=self.amounts)
        self.main = button("签发本批", "primary", key="G", tip="每人取一个凭证号，签发后不能改（Ctrl+G）", on_click=self.issue)
        return [paste, pick, copy, amounts, self.main]

    # reading

    def open_round(self, round_id: int) -> None:
        self._close_form()
        self.search.clear()
        self.chip.setChecked(False)
        self._read(round_id)
        if self.model.rowCount():
            self.table.select_row(0)
        self.table.setFocus()

    def refresh(self) -> None:
        if self.seen is not None:
            self._read(self.seen.id)

    def _read(self, round_id: int) -> None:
        try:
            with self._desk.office.read() as session:
                self.seen = view = rounds_queries.round_view(session, round_id)
                self.notices = {} if view.issued else rounds_notices.round_notices(session, view)
                self.budget = rounds_notices.round_budget(session, view, self._desk.office.today())
        except OfficeError:
            self.seen = None
            self.back.emit()
            return
        self.header.set_title(view.title, "困难帮扶 › 批次")
        self.header.set_figures(self._figures(view))
        self.header.set_buttons(self._buttons(view))
        number = len(view.unsigned) if view.issued else len(self.notices)
        self.chip.rename("未签收" if view.issued else "要核对", number)
        self._hint.setText("回车看凭证" if view.issued else "Ctrl+V 粘贴名单，F2 定金额，Delete 移出")
        self._show_lines()

    def _figures(self, view: RoundView) -> list[Figure]:
        if not view.lines:
            return []
        shown = [Figure(f"{len(view.counted):,}", "子女人次" if view.per_child else "人数"), Figure(show_yuan(view.total), "价值（元）" if view.is_goods else "金额（元）")]
        if view.issued:
            waiting = len(view.unsigned)
            shown += [Figure(f"{len(view.signed):,}", "已签收"), Figure(f"{waiting:,}", "未签收", "warn" if waiting else "")]
        elif self.notices:
            shown.append(Figure(f"{len(self.notices):,}", "要核对", "warn"))
        return shown

    def _show_lines(self) -> None:
        view = self.seen
        if view is None:
            return
        kept = {line.line_id for line in self.chosen()}
        words, only = self.search.text().strip(), self.chip.isChecked()
        shown = [line for line in view.lines if self._fits(line, words) and (not only or self._wanted(line))]
        block = lines_block(view, shown, self.notices, self._desk.office.settings.branch_label)
        other = [one.key for one in block.headings] != self._columns
        self._columns = [one.key for one in block.headings]
        self.model.show_block(block)
        if other:  # widths go by place, and other columns stand there now
            self.table.columns.restore()
        self.footer.set_sums(block.remark, block.sums)
        places = [number for number, line in enumerate(shown) if line.line_id in kept]
        if len(places) == 1:
            self.table.select_row(places[0])
        self._show_side()

    @staticmethod
    def _fits(line: RoundLine, words: str) -> bool:
        return not words or any(words in text for text in (line.full_name, line.child_name, line.staff_no, line.branch, line.voucher_no))

    def _wanted(self, line: RoundLine) -> bool:
        return line.status == ISSUED if self.seen and self.seen.issued else line.line_id in self.notices

    def chosen(self) -> list[RoundLine]:
        """The selected lines, from top to bottom."""
        by_id = {line.line_id: line for line in self.seen.lines} if self.seen else {}
        ids = [self.model.row(number).target.record_id for number in self.table.selected_rows() if number < self.model.rowCount()]
        return [by_id[one] for one in ids if one in by_id]

    # the side: what the round is, what to look at, what can be printed

    def _show_side(self) -> None:
        clear_layout(self._side)
        view = self.seen
        if view is None or self.form is not None:
            return
        parts: list[Part] = [about_section(view, self.budget, self.edit)]
        lines = self.chosen()
        if len(lines) == 1 and view.issued:
            parts.append(line_section(lines[0], partial(self._open_payment, lines[0]), partial(self.returned, lines[0])))
        elif len(lines) == 1 and lines[0].line_id in self.notices:
            parts.append(doubts_section(lines[0], self.notices[lines[0].line_id]))
        if view.lines or not view.issued:
            parts.append(ways_section(view, self._ways(view)))
        for part in parts:
            self._side.addWidget(part)  # type: ignore[arg-type]
        self._side.addStretch(1)

    def _ways(self, view: RoundView) -> Ways:
        sheets: Ways = [
            ("签收表，留存联（账号隐去）", self.print_sheet), ("签收表，财务联（完整账号）", partial(self.print_sheet, full=True)),
        ]  # fmt: skip
        if not view.issued:
            return [*(sheets if view.lines else ()), ("删除这一批", self.delete)]
        return [
            *sheets, ("全部凭证，一个 PDF", self.print_vouchers), ("慰问金发放明细（财务）", partial(self.papers.export_finance, view)),
            ("银行转账信息表", partial(self.papers.export_bank, view)),
        ]  # fmt: skip

    # forms

    def _open(self, form: SideForm | RecordForm, said: Callable[[], str]) -> None:
        form.setFixedWidth(FORM)
        form.saved.connect(lambda *_: messages.info(said(), "撤销", self.undo))
        form.closed.connect(self._close_form)
        self.form = form
        self.side.hide()
        self._body.addWidget(form)
        form.show()
        self.main.set_kind("plain")
        for shortcut in self._keys.values():
            shortcut.setEnabled(False)
        if isinstance(form, SideForm):
            form.focus_first()
        else:
            form.editor("name").widget().setFocus()

    def _close_form(self) -> None:
        if self.form is None:
            return
        form, self.form = self.form, None
        self._body.removeWidget(form)
        form.hide()
        form.deleteLater()
        self.side.show()
        for shortcut in self._keys.values():
            shortcut.setEnabled(True)
        self.refresh()
        self.table.setFocus()

    def _planned(self) -> RoundView | None:
        """The round where its lines may change and no form is in the way."""
        return self.seen if self.seen is not None and not self.seen.issued and self.form is None else None

    @takes(Right.ENTER, "选人")
    def paste(self, text: str = "") -> None:
        view = self._planned()
        if view is not None:
            form = PasteForm(self._desk.office, view, text)
            self._open(form, lambda: f"已加入 {form.count} 人")

    @takes(Right.ENTER, "选人")
    def pick(self) -> None:
        view = self._planned()
        if view is not None:
            form = FilterForm(self._desk.office, view)
            self._open(form, lambda: f"已加入 {form.count} 人")

    @takes(Right.ENTER, "选人")
    def copy(self) -> None:
        view = self._planned()
        if view is not None:
            form = CopyForm(self._desk.office, view)
            self._open(form, lambda: f"已加入 {form.count} 人")

    @takes(Right.ENTER, "定金额")
    def amounts(self) -> None:
        """定金额 for several selected lines; with one or none selected by hand, Enter or F2 means that one."""
        view = self._planned()
        if view is None:
            return
        if not view.lines:
            messages.info("名单还是空的，请先选人")
            return
        self._open(AmountForm(self._desk.office, view, self.chosen() or view.lines), lambda: "已保存金额")

    @takes(Right.ENTER, "改批次")
    def edit(self) -> None:
        if self.seen is None or self.form is not None:
            return
        with self._desk.office.read() as session:
            record = session.get_one(AidRound, self.seen.id)
        self._open(RecordForm(self._desk.office, AID_ROUNDS, record), lambda: "已保存批次")

    # verbs

    def _do(self, action: str, write: Callable[..., object], said: str, *, undoable: bool = True) -> None:
        try:
            with self._desk.office.work(action) as work:
                write(work)
        except OfficeError as problem:
            messages.error(problem)
            return
        self.refresh()
        messages.info(said, *(("撤销", self.undo) if undoable else ()))

    def remove(self) -> None:
        """Take the selected people out."""
        view, lines = self._planned(), self.chosen()
        if view is not None and lines:
            ids = [line.line_id for line in lines]
            self._do("移出名单", lambda work: rounds_actions.remove_people(work, view.id, ids), f"已移出 {len(ids)} 人")

    def delete(self) -> None:
        view = self._planned()
        if view is None:
            return
        question = Question(f"删除“{view.title}”？", f"名单里的 {len(view.lines)} 人一起删除，还没有取号。", "删除批次", "不删除", danger=True)
        if messages.ask(question):
            self._do("删除批次", lambda work: rounds_actions.delete_round(work, view.id), f"已删除“{view.title}”")

    def go_on(self) -> None:
        """The solid button: issue, then note who signed."""
        if self.seen is not None and self.form is None:
            if self.seen.issued:
                self.sign()
            else:
                self.issue()

    @takes(Right.APPROVE, "签发批次")
    def issue(self) -> None:
        """Ask once, then issue all of it as a job."""
        view = self._planned()
        if view is None:
            return
        doubt = f"有 {len(self.notices)} 人要核对，超过上限的请确认会议已经讨论。" if self.notices else ""
        doubt += f"{self.budget.title}，{self.budget.text}" if self.budget else ""
        question = Question(
            f"签发“{view.title}” {len(view.lines)} 人？",
            f"合计 {show_yuan(view.total)} 元，每人取一个凭证号，签发后不能改，只能逐张作废重开。{doubt}",
            yes="签发本批", no="不签发",
        )  # fmt: skip
        if not messages.ask(question):
            return
        office = self._desk.office

        def write(progress: Progress) -> int:
            with office.work("签发批次") as work:
                return len(rounds_actions.issue_round(work, view.id, progress))

        def done(count: int) -> None:
            self.refresh()
            messages.info(f"已签发 {count} 张凭证", "打印签收表", self.print_sheet)

        run_job(f"正在签发{view.title}", write, done, self._not_issued, owner=self)

    def _not_issued(self, problem: BaseException) -> None:
        messages.show(problem, title="" if isinstance(problem, OfficeError) else "没有签发，没有取号")
        if isinstance(problem, FieldError) and problem.field == "meeting":
            self.edit()

    @takes(Right.ENTER, "登记签收")
    def sign(self) -> None:
        """Several selected people signed; with one or none selected, everybody who has not is meant and asked about."""
        view = self.seen
        if view is None or self.form is not None:
            return
        several = [line for line in self.chosen() if line.status == ISSUED] if len(self.table.selected_rows()) > 1 else []
        lines = several or list(view.unsigned)
        if not lines:
            messages.info("这一批都已签收")
            return
        if not several:
            question = Question(f"登记全部 {len(lines)} 人已签收？", "签收日期记为今天。只登记一部分时，先在表里选中他们。", "登记签收", "不登记")
            if not messages.ask(question):
                return
        ids = [line.payment_id for line in lines if line.payment_id is not None]
        self._do("登记签收", lambda work: rounds_actions.sign_many(work, ids), f"已登记 {len(ids)} 人签收")

    def returned(self, line: RoundLine) -> None:
        """退回: the voucher is void, its number stays."""
        question = Question(
            f"{line.full_name}的 {show_yuan(line.amount)} 元退回了？", f"凭证 {line.voucher_no} 作废，号码保留，不能恢复。要再发请重开。",
            yes="作废凭证", no="不作废", danger=True, reason="退回原因",
        )  # fmt: skip
        answer = messages.ask(question)
        if answer and line.payment_id is not None:
            paid, why = line.payment_id, answer.reason
            self._do("慰问金退回", lambda work: rounds_actions.money_returned(work, paid, why), f"已作废 {line.voucher_no}", undoable=False)

    def undo(self) -> None:
        if undo_last(self._desk.office):
            self.refresh()

    def print_sheet(self, *, full: bool = False) -> None:
        if self.seen is not None:
            self.papers.print_sheet(self.seen, full=full)

    def print_vouchers(self) -> None:
        if self.seen is not None and self.seen.issued:
            self.papers.print_vouchers(self.seen)

    def _opened(self) -> None:
        lines = self.chosen()
        if self.seen is not None and self.seen.issued and lines:
            self._open_payment(lines[0])
        else:
            self.amounts()

    def _open_payment(self, line: RoundLine) -> None:
        if line.payment_id is not None:
            going.to_record(self._desk, "aid", line.payment_id)
