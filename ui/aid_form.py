# SPDX-License-Identifier: MIT
"""The form of one aid payment: what is typed is checked, capped and kept; it ends as a draft or as a voucher."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.aid_fields import ORDER, AidFields, short_day
from ui.aid_history import HistoryPanel
from ui.aid_start import Start
from ui.desk import Desk
from ui.draft_words import STAYS_OPEN, said_draft
from ui.keys import bind
from ui.panels import close_button, form_footer
from ui.picker import Option
from ui.standing import takes
from ui.widgets import button, column, frame, hairline, label, link, row, scroll
from unionoffice.aid import actions, numbering, payees, queries
from unionoffice.aid.caps import CapCheck, cap_check, over_budget
from unionoffice.aid.funds_queries import line_for_type
from unionoffice.aid.records import AidPayment
from unionoffice.aid.registers import AID_PAYMENTS
from unionoffice.aid.settings import voucher_paper
from unionoffice.aid.types_records import CHILD
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit import dates
from unionoffice.kit.money import show_yuan
from unionoffice.kit.roles import Right
from unionoffice.kit.validate import Checked, check_values
from unionoffice.store.drafts import Drafts
from unionoffice.store.work import Work

HISTORY_WIDTH = 272
LEAST_WITH_HISTORY = 600
DRAFT_WAIT_MS = 400


class AidForm(QWidget):
    """Enters a payment or edits a draft. ``saved`` and ``issued`` carry its id; ``closed`` comes after every end."""

    saved = Signal(int)
    issued = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, record: AidPayment | None = None, start: Start | None = None) -> None:
        super().__init__()
        self._office, self._record, self._start = desk.office, record, start
        self._drafts = Drafts(desk.office.drafts)
        self._payee: payees.Payee | None = None
        self._default_amount = ""
        self._caps = CapCheck((), None, Decimal("0.00"))
        self._draft_wait = QTimer(self, singleShot=True, interval=DRAFT_WAIT_MS)
        self._draft_wait.timeout.connect(self._keep_draft)
        with self._office.read() as session:
            self._kinds = {one.type_id: one for one in queries.types_in_use(session)}
        self.fields = AidFields(self._office, [Option(one.type_id, one.name) for one in self._kinds.values()])
        self.history = HistoryPanel()
        self._build()
        self._connect()
        self._show_record()
        self._before = self.fields.raw()
        self._restore_draft()

    # building

    def _build(self) -> None:
        self._beside = (hairline(vertical=True), scroll(self.history))
        self._beside[1].setFixedWidth(HISTORY_WIDTH)
        middle = row((scroll(self.fields), 1), *self._beside, spacing=0)
        parts = (self._head(), hairline(), (middle, 1), hairline(), self._foot())
        self.setLayout(column(frame(column(*parts, margins=(1, 1, 1, 1), spacing=0), "card")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for part in self._beside:
            part.setVisible(self.width() >= LEAST_WITH_HISTORY)

    def _head(self) -> QWidget:
        said = self._start.title if self._start else "新增慰问"
        self.title = label("编辑草稿" if self._record else said, "section")
        self.note = label("", "caption")
        self.clear_link = link("清空重填", self.clear)
        self.clear_link.hide()
        close = close_button(self.cancel)
        return frame(row(self.title, self.note, self.clear_link, None, close, margins=(16, 0, 8, 0)), height=50)

    def _foot(self) -> QWidget:
        self.draft_button = button("存草稿", key="S", tip="存草稿（Ctrl+S）", on_click=self.save_draft)
        self.issue_button = button("签发并打印", "primary", key="G", tip="签发并打印（Ctrl+G）", on_click=self.issue)
        return form_footer("回车到下一项", button("取消", on_click=self.cancel), self.draft_button, self.issue_button)

    def _connect(self) -> None:
        self.fields.edited.connect(self._edited)
        self.fields.passed.connect(self.issue_button.setFocus)
        self.fields.amount.editingFinished.connect(self._tidy_amount)
        self.fields.day.editingFinished.connect(self._tidy_day)
        keys: dict[str, Callable[[], object]] = {"Ctrl+S": self.save_draft, "Ctrl+G": self.issue, "Esc": self.cancel}
        bind(self, keys, whole_window=True)

    # values

    def is_changed(self) -> bool:
        """Whether anything typed would be lost by closing."""
        return self.fields.raw() != self._before

    def _show_record(self) -> None:
        if self._record is None:
            empty = {"event_date": dates.show_day(self._office.today()), "pay_method": "bank_transfer"}
            self._show_raw(empty | (self._start.raw() if self._start else {}))
            if self._start is not None:
                self._bring_amount()
                self._look()
            return
        shown = {name: AID_PAYMENTS.fields[name].type.show(getattr(self._record, name)) for name in ORDER}
        names = ("member_id", "aid_type_id", "pay_method", "school_stage", "relation_code")
        codes = {name: getattr(self._record, name) for name in names}
        self._show_raw(shown | codes)

    def _show_raw(self, raw: dict[str, Any]) -> None:
        self._find_payee(raw.get("member_id"))
        person = Option(self._payee.member_id, self._payee.full_name) if self._payee else None
        self.fields.show_raw(raw, person, self._kind_option(raw.get("aid_type_id")))
        child = raw.get("child_name")
        self._ask_details("")
        self.fields.child.setText(child or self.fields.child.text())
        self.fields.stage.choose(raw.get("school_stage") or self.fields.stage.currentData())
        self._look()

    def choose_person(self, member_id: int) -> None:
        """As if the clerk had picked that member; the keyboard goes on to the kind."""
        with self._office.read() as session:
            found = payees.payee(session, member_id, self._office.today())
        if found is not None:
            self.fields.person.take(Option(found.member_id, found.full_name))
            self.fields.kind.setFocus()

    def _kind_option(self, type_id: int | None) -> Option | None:
        if type_id in self._kinds:
            return Option(type_id, self._kinds[type_id].name)
        if self._record is not None and type_id == self._record.aid_type_id:  # a kind no longer in use
            return Option(type_id, self._record.aid_type_name or "")
        return None

    def _find_payee(self, member_id: int | None) -> None:
        with self._office.read() as session:
            self._payee = payees.payee(session, member_id, self._office.today()) if member_id else None

    # what follows from an edit

    def _edited(self, name: str) -> None:
        self._draft_wait.start()
        self.fields.trouble.hide()
        if name == "member_id":
            self._find_payee(self.fields.raw()["member_id"])
        if name == "aid_type_id":
            self._bring_amount()
        if name in ("member_id", "aid_type_id", "pay_method"):
            self._ask_details(name)
        elif name == "child_name" and self._payee:
            self.fields.show_stage(self._payee.children)
        elif name.startswith("goods_"):
            self.fields.follow_goods(name)
        self._look(name)

    def _ask_details(self, name: str) -> None:
        if name == "member_id":
            self.fields.child.clear()
        kind = self._kinds.get(self.fields.raw()["aid_type_id"] or 0)
        details = kind.details if kind else ""
        self.fields.show_child(details == CHILD, self._payee.children if self._payee else ())
        self.fields.show_details(details, self.fields.way.currentData())

    def _bring_amount(self) -> None:
        """What the kind knows goes into the amount and the way of paying, unless the clerk has typed an amount."""
        kind, amount = self._kinds.get(self.fields.raw()["aid_type_id"] or 0), self.fields.amount
        if kind is not None and amount.text() in ("", self._default_amount):
            self._default_amount = show_yuan(kind.default_amount) if kind.default_amount else ""
            amount.setText(self._default_amount)
            self.fields.way.choose(kind.pay_method or "bank_transfer")

    def _look(self, fresh: str = "") -> Checked:
        """Check what is typed and show what follows from it: words, caps, history, the next number."""
        checked = check_values(AID_PAYMENTS.form_fields, self.fields.raw(), self._office.today())
        amount = None if checked.findings.get("amount") else checked.values.get("amount")
        self.fields.show_findings(checked, fresh)
        self.fields.show_words(amount)
        self._show_payee(checked)
        self._show_caps(checked, amount)
        self._show_beside(checked, amount)
        return checked

    def _show_payee(self, checked: Checked) -> None:
        self.fields.rows["member_id"].set_help(self._payee.caption if self._payee else "")
        paid_to = self._payee if checked.values.get("pay_method") == "bank_transfer" else None
        self.fields.bank.setText(paid_to.bank if paid_to else "")
        if paid_to and not paid_to.bank:
            self.fields.rows["pay_method"].set_message("名册里没有账号，转账会被退回。请补上，或改为现金。", "warn")
        kind = self._kinds.get(checked.values.get("aid_type_id") or 0)
        self.fields.evidence.setText(f"证明材料：{kind.evidence}" if kind and kind.evidence else "")

    def _show_caps(self, checked: Checked, amount: Decimal | None) -> None:
        values = checked.values
        with self._office.read() as session:
            self._caps = cap_check(
                session, values.get("member_id") or 0, values.get("aid_type_id") or 0, amount,
                values.get("event_date") or self._office.today(), self._record.id if self._record else None,
                values.get("child_name") or "", values.get("illness") or "",
            )  # fmt: skip
            line = line_for_type(session, self._office.today().year, values.get("aid_type_id") or 0)
        if self._start is not None:
            self._caps = replace(self._caps, notices=(*self._start.notices, *self._caps.notices))
        over = over_budget(line, amount)
        if over is not None:
            self._caps = replace(self._caps, notices=(*self._caps.notices, over))
        self.fields.show_caps(self._caps)

    def _show_beside(self, checked: Checked, amount: Decimal | None) -> None:
        today = self._office.today()
        with self._office.read() as session:
            past = queries.member_history(session, self._payee.member_id) if self._payee else []
            theirs = queries.member_history(session, self._payee.spouse_id) if self._payee else []
            number = numbering.next_voucher_no(session, self._office.settings, today.year)
            so_far = queries.year_figures(session, today.year)
        if self._payee is None:
            self.history.show_nobody()
        else:
            day = checked.values.get("event_date") or today
            self.history.show_person(past, day.year, today, self._left())
            self.history.show_spouse(self._payee.spouse, theirs, past, day.year)
        after = replace(so_far, case_count=so_far.case_count + 1, amount=so_far.amount + amount) if amount else None
        self.history.show_after(number, len(voucher_paper(self._office.settings).copies), after)

    def _left(self) -> str:
        """How much of the kind the person may still get this year."""
        kind, limit = self.fields.kind.chosen, self._caps.limit
        if limit is None or kind is None:
            return ""
        left = max(Decimal("0.00"), limit - self._caps.used)
        return f"{kind.title}本年上限 {show_yuan(limit)} 元，还可发 {show_yuan(left)} 元。"

    def _tidy_amount(self) -> None:
        amount = self._look().values.get("amount")
        if amount is not None:
            self.fields.amount.setText(show_yuan(amount))

    def _tidy_day(self) -> None:
        """9-21 and 9.21 are this year's."""
        text = short_day(self.fields.day.text(), self._office.today())
        if text != self.fields.day.text():
            self.fields.day.setText(text)
            self._edited("event_date")

    # drafts that survive a crash

    @property
    def _draft_key(self) -> str:
        return f"aid_payment-{self._record.id if self._record else self._start.key if self._start else 'new'}"

    @property
    def _version(self) -> int | None:
        return self._record.version if self._record else None

    def _keep_draft(self) -> bool:
        if not self.is_changed():
            return True
        kept = self._drafts.save(self._draft_key, {"raw": self.fields.raw(), "version": self._version})
        self.note.setText(said_draft(kept, self._office.now()))
        return kept

    def _restore_draft(self) -> None:
        kept = self._drafts.load(self._draft_key)
        if kept and kept.get("version") == self._version:
            self._show_raw(kept["raw"])
            self.note.setText("上次没有存的内容还在，可以接着填")
            self.clear_link.show()

    def clear(self) -> None:
        """Start over: what was restored goes."""
        self._draft_wait.stop()
        self._drafts.discard(self._draft_key)
        self._default_amount = ""
        self._show_record()
        self.note.setText("")
        self.clear_link.hide()
        self.focus_first()

    # ending

    def save_draft(self) -> None:
        """Keep the payment in the ledger without a number."""
        self._finish("编辑慰问草稿" if self._record else "新增慰问", self._write, self.saved)

    @takes(Right.APPROVE, "签发凭证")
    def issue(self) -> None:
        """Save, take the next number and lock, all in one step; the page then shows the voucher."""
        self._finish("签发凭证", lambda work, values: actions.issue(work, self._write(work, values).id), self.issued)

    def _write(self, work: Work, values: dict[str, Any]) -> AidPayment:
        payment = actions.save_draft(work, self._record.id if self._record else None, values, self._version)
        if self._start is not None:
            self._start.tie(work, payment.id)
        return payment

    def _finish(self, action: str, write: Callable[[Work, dict[str, Any]], AidPayment], done: Any) -> None:
        self.fields.settle()
        self._tidy_day()
        checked = self._look()
        for name, sentence in checked.errors():
            self.fields.point_at(name, sentence)
            return
        try:
            with self._office.work(action) as work:
                payment = write(work, checked.values)
        except FieldError as error:
            described = AID_PAYMENTS.fields.get(error.field)
            self.fields.point_at(error.field, error.sentence.removeprefix(f"{described.label}：" if described else ""))
        except OfficeError as error:
            self.fields.say_trouble(error.sentence)
        else:
            self._draft_wait.stop()
            self._drafts.discard(self._draft_key)
            done.emit(payment.id)
            self.closed.emit()

    def cancel(self) -> None:
        """Close without writing; what was typed stays as a draft until the form is used again."""
        self._draft_wait.stop()
        if self._keep_draft() or self.fields.trouble.title() == STAYS_OPEN[0]:
            self.closed.emit()
        else:
            self.fields.trouble.say("danger", *STAYS_OPEN)
            self.fields.trouble.show()

    def focus_first(self) -> None:
        self.fields.person.setFocus(Qt.FocusReason.OtherFocusReason)
