# SPDX-License-Identifier: MIT
"""The form of one aid payment: person, kind, day, reason, amount; caps and history beside it; draft or voucher."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.aid_history import HistoryPanel, year_of
from ui.desk import Desk
from ui.fields import ComboBox, EnterMoves, FormRow, line_edit
from ui.panels import Banner, close_button, form_footer
from ui.person_picker import PersonPicker
from ui.picker import Option
from ui.type_picker import TypePicker
from ui.widgets import ElidedLabel, button, column, frame, hairline, label, link, row, scroll
from unionoffice.aid import actions, queries
from unionoffice.aid.caps import CapCheck, cap_check
from unionoffice.aid.records import AidPayment
from unionoffice.aid.registers import AID_PAYMENTS
from unionoffice.aid.settings import voucher_paper
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit import codelists, dates
from unionoffice.kit.money import amount_words, show_yuan
from unionoffice.kit.validate import Checked, check_values
from unionoffice.store.drafts import Drafts
from unionoffice.store.work import Work

HISTORY_WIDTH = 272
DRAFT_WAIT_MS = 400
NO_WORDS = "填金额后自动写出"
ORDER = ("member_id", "aid_type_id", "event_date", "reason", "amount", "pay_method", "approval_ref", "attachments")


class AidForm(QWidget):
    """Enters a payment or edits a draft. ``saved`` and ``issued`` carry its id; ``closed`` comes after every end."""

    saved = Signal(int)
    issued = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, record: AidPayment | None = None) -> None:
        super().__init__()
        self._desk, self._office, self._record = desk, desk.office, record
        self._drafts = Drafts(desk.office.folder / "drafts")
        self._payee: queries.Payee | None = None
        self._default_amount = ""
        self._caps = CapCheck((), None, Decimal("0.00"))
        self._draft_wait = QTimer(self, singleShot=True, interval=DRAFT_WAIT_MS)
        self._draft_wait.timeout.connect(self._keep_draft)
        self._make_fields()
        self._build()
        self._connect()
        self._show_record()
        self._before = self.raw()
        self._restore_draft()

    # building

    def _make_fields(self) -> None:
        with self._office.read() as session:
            self._kinds = {one.type_id: one for one in queries.types_in_use(session)}
        self.person = PersonPicker(self._office)
        self.kind = TypePicker([Option(one.type_id, one.name) for one in self._kinds.values()])
        self.day = line_edit(placeholder="例：2020-09-21")
        self.reason = line_edit()
        self.amount = line_edit(right=True)
        self.way = ComboBox([(code.code, code.name) for code in codelists.PAY_METHOD])
        self.approval = line_edit(placeholder="例：2020 年第 9 次主席办公会")
        self.papers = line_edit(width=56, right=True)
        self._fields: dict[str, QWidget] = dict(
            zip(ORDER, (self.person, self.kind, self.day, self.reason, self.amount, self.way, self.approval, self.papers), strict=True)
        )

    def _build(self) -> None:
        rows = {
            "member_id": FormRow("慰问对象", self.person, required=True),
            "aid_type_id": FormRow("类型", self.kind, required=True),
            "event_date": FormRow("发生日期", self.day),
            "reason": FormRow("事由", self.reason),
            "amount": FormRow("金额（元）", self.amount, required=True),
            "pay_method": FormRow("支付方式", self.way),
            "approval_ref": FormRow("会议依据", self.approval, help="超过上限时填写，印在凭证上"),
        }
        self.rows = rows
        self._words, self._bank = label(NO_WORDS, "caption"), ElidedLabel("", "caption")
        self._bank.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.notice = Banner("warn")
        self.notice.hide()
        self.trouble = Banner("danger")
        self.trouble.hide()
        self._evidence = ElidedLabel("", "caption")
        head_words = label("大写", "caption")
        papers = row(label("附件", "caption"), self.papers, label("张", "caption"), (self._evidence, 1))
        fields = column(
            self.trouble, rows["member_id"], self._pair("aid_type_id", "event_date"), rows["reason"],
            self._pair("amount", "pay_method"), row(head_words, self._words, 16, (self._bank, 1)), self.notice,
            rows["approval_ref"], papers, None, margins=(16, 12, 16, 12), spacing=8,
        )  # fmt: skip
        self.history = HistoryPanel()
        self.history.setFixedWidth(HISTORY_WIDTH)
        middle = row((scroll(frame(fields)), 1), hairline(vertical=True), scroll_side(self.history), spacing=0)
        inner = column(self._head(), hairline(), (middle, 1), hairline(), self._foot(), margins=(1, 1, 1, 1), spacing=0)
        self.setLayout(column(frame(inner, "card")))

    def _pair(self, left: str, right: str) -> QWidget:
        made = QWidget()
        made.setLayout(row((self.rows[left], 1), (self.rows[right], 1), spacing=12))
        return made

    def _head(self) -> QWidget:
        self.title = label("编辑草稿" if self._record else "新增慰问", "section")
        self.note = label("", "caption")
        self.clear_link = link("清空重填", self.clear)
        self.clear_link.hide()
        return frame(
            row(self.title, self.note, self.clear_link, None, close_button(self.cancel), margins=(16, 0, 8, 0)), height=50
        )

    def _foot(self) -> QWidget:
        self.draft_button = button("存草稿", key="S", tip="存草稿（Ctrl+S）", on_click=self.save_draft)
        self.issue_button = button("签发并打印", "primary", key="G", tip="签发并打印（Ctrl+G）", on_click=self.issue)
        return form_footer("回车到下一项", button("取消", on_click=self.cancel), self.draft_button, self.issue_button)

    def _connect(self) -> None:
        for name, field in (("event_date", self.day), ("reason", self.reason), ("amount", self.amount),
                            ("approval_ref", self.approval), ("attachments", self.papers)):  # fmt: skip
            field.textEdited.connect(lambda _text, one=name: self._edited(one))
        self.person.picked.connect(lambda _option: self._edited("member_id"))
        self.kind.picked.connect(lambda _option: self._kind_chosen())
        self.way.activated.connect(lambda _index: self._edited("pay_method"))
        self.amount.editingFinished.connect(self._tidy_amount)
        self.day.editingFinished.connect(self._tidy_day)
        self._enter = EnterMoves(list(self._fields.values()))
        self._enter.last_passed.connect(self.issue_button.setFocus)
        keys: dict[str, Callable[[], object]] = {"Ctrl+S": self.save_draft, "Ctrl+G": self.issue, "Esc": self.cancel}
        for sequence, action in keys.items():
            QShortcut(QKeySequence(sequence), self, action, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # values

    def raw(self) -> dict[str, Any]:
        """What stands in the fields, as drafts keep it and as the fields' types parse it."""
        return {
            "member_id": self.person.chosen.value if self.person.chosen else None,
            "aid_type_id": self.kind.chosen.value if self.kind.chosen else None,
            "event_date": self.day.text(), "reason": self.reason.text(), "amount": self.amount.text(),
            "pay_method": self.way.currentData(), "approval_ref": self.approval.text(),
            "attachments": self.papers.text(),
        }  # fmt: skip

    def is_changed(self) -> bool:
        return self.raw() != self._before

    def _show_record(self) -> None:
        if self._record is None:
            self._show_raw({"event_date": dates.show_day(self._office.today()), "pay_method": "bank_transfer"})
            return
        shown = {name: AID_PAYMENTS.fields[name].type.show(getattr(self._record, name)) for name in ORDER}
        links = {"member_id": self._record.member_id, "aid_type_id": self._record.aid_type_id}
        self._show_raw(shown | links | {"pay_method": self._record.pay_method})

    def _show_raw(self, raw: dict[str, Any]) -> None:
        self._choose_person(raw.get("member_id"))
        self.kind.choose(self._kind_option(raw.get("aid_type_id")))
        self.way.choose(raw.get("pay_method"))
        texts: list[tuple[QLineEdit, str]] = [
            (self.day, "event_date"), (self.reason, "reason"), (self.amount, "amount"),
            (self.approval, "approval_ref"), (self.papers, "attachments"),
        ]  # fmt: skip
        for field, name in texts:
            field.setText(raw.get(name) or "")
        self._look()

    def _kind_option(self, type_id: int | None) -> Option | None:
        if type_id in self._kinds:
            return Option(type_id, self._kinds[type_id].name)
        if self._record is not None and type_id == self._record.aid_type_id:  # a kind no longer in use
            return Option(type_id, self._record.aid_type_name or "")
        return None

    def _choose_person(self, member_id: int | None) -> None:
        with self._office.read() as session:
            self._payee = queries.payee(session, member_id) if member_id else None
        self.person.choose(Option(self._payee.member_id, self._payee.full_name) if self._payee else None)

    # what follows from an edit

    def _edited(self, name: str) -> None:
        self._draft_wait.start()
        self.trouble.hide()
        if name == "member_id":
            self._choose_payee()
        self._look(name)

    def _choose_payee(self) -> None:
        chosen = self.person.chosen
        with self._office.read() as session:
            self._payee = queries.payee(session, chosen.value) if chosen else None

    def _kind_chosen(self) -> None:
        """What the kind knows goes into the amount and the way of paying, unless the clerk has typed an amount."""
        kind = self._kinds.get(self.kind.chosen.value) if self.kind.chosen else None
        if kind is not None and self.amount.text() in ("", self._default_amount):
            self._default_amount = show_yuan(kind.default_amount) if kind.default_amount else ""
            self.amount.setText(self._default_amount)
            self.way.choose(kind.pay_method or "bank_transfer")
        self._edited("aid_type_id")

    def _look(self, fresh: str = "") -> Checked:
        """Check what is typed and show what follows from it: words, caps, history, the next number."""
        checked = check_values(AID_PAYMENTS.form_fields, self.raw(), self._office.today())
        for name, form_row in self.rows.items():
            findings = checked.findings.get(name, [])
            if findings and (self.raw()[name] or name == fresh):
                worst = min(findings, key=lambda one: one.level != "error")
                form_row.set_message(worst.text, worst.level)
            else:
                form_row.clear_message()
        self._show_payee(checked)
        self._show_words(checked)
        self._show_caps(checked)
        self._show_beside(checked)
        return checked

    def _show_payee(self, checked: Checked) -> None:
        self.rows["member_id"].set_help(self._payee.caption if self._payee else "")
        by_transfer = checked.values.get("pay_method") == "bank_transfer"
        self._bank.setText(self._payee.bank if self._payee and by_transfer else "")
        if self._payee and by_transfer and not self._payee.bank:
            self.rows["pay_method"].set_message("名册里没有账号，转账会被退回。请补上，或改为现金。", "warn")
        kind = self._kinds.get(checked.values.get("aid_type_id") or 0)
        self._evidence.setText(f"证明材料：{kind.evidence}" if kind and kind.evidence else "")

    def _show_words(self, checked: Checked) -> None:
        amount, wrong = checked.values.get("amount"), checked.findings.get("amount")
        known = amount is not None and not wrong
        self._words.setText(amount_words(amount) if known else NO_WORDS)
        self._words.setProperty("role", "strong" if known else "caption")
        self._words.style().polish(self._words)

    def _show_caps(self, checked: Checked) -> None:
        values = checked.values
        with self._office.read() as session:
            self._caps = cap_check(
                session, values.get("member_id") or 0, values.get("aid_type_id") or 0,
                None if checked.findings.get("amount") else values.get("amount"),
                values.get("event_date") or self._office.today(), self._record.id if self._record else None,
            )  # fmt: skip
        self.notice.setVisible(bool(self._caps))
        if self._caps:
            first, *others = self._caps.notices
            self.notice.say("warn", first.title, "\n".join([first.text, *(one.title + "。" for one in others)]))
        wanted = bool(self._caps) and not self.approval.text().strip()
        if wanted:
            self.rows["approval_ref"].mark("warn")

    def _show_beside(self, checked: Checked) -> None:
        today = self._office.today()
        year = year_of(checked.values.get("event_date"), today)
        with self._office.read() as session:
            past = queries.member_history(session, self._payee.member_id) if self._payee else []
            number = queries.next_voucher_no(session, self._office.settings, today.year)
            figures = queries.year_figures(session, today.year)
        if self._payee is None:
            self.history.show_nobody()
        else:
            self.history.show_person(past, year, self._left(checked))
        amount = None if checked.findings.get("amount") else checked.values.get("amount")
        after = replace(figures, case_count=figures.case_count + 1, amount=figures.amount + amount) if amount else None
        self.history.show_after(number, len(voucher_paper(self._office.settings).copies), after)

    def _left(self, checked: Checked) -> str:
        """How much of the kind the person may still get this year."""
        if self._caps.limit is None or self.kind.chosen is None:
            return ""
        left = max(Decimal("0.00"), self._caps.limit - self._caps.used)
        return f"{self.kind.chosen.title}本年上限 {show_yuan(self._caps.limit)} 元，还可发 {show_yuan(left)} 元。"

    def _tidy_amount(self) -> None:
        amount = self._look().values.get("amount")
        if amount is not None:
            self.amount.setText(show_yuan(amount))

    def _tidy_day(self) -> None:
        """9-21 and 9.21 are this year's."""
        text = short_day(self.day.text(), self._office.today())
        if text != self.day.text():
            self.day.setText(text)
            self._edited("event_date")

    # drafts that survive a crash

    @property
    def _draft_key(self) -> str:
        return f"aid_payment-{self._record.id if self._record else 'new'}"

    def _keep_draft(self) -> None:
        if self.is_changed():
            self._drafts.save(self._draft_key, {"raw": self.raw(), "version": self._version})
            self.note.setText(f"草稿已自动保留 {self._office.now():%H:%M}")

    def _restore_draft(self) -> None:
        kept = self._drafts.load(self._draft_key)
        if kept and kept.get("version") == self._version:
            self._show_raw(kept["raw"])
            self.note.setText("上次没有存的内容还在，可以接着填")
            self.clear_link.show()

    def clear(self) -> None:
        """Start over: what was restored goes."""
        self._drafts.discard(self._draft_key)
        self._default_amount = ""
        self._show_record()
        self.note.setText("")
        self.clear_link.hide()
        self.focus_first()

    @property
    def _version(self) -> int | None:
        return self._record.version if self._record else None

    # ending

    def save_draft(self) -> None:
        """Keep the payment in the ledger without a number."""
        self._finish("编辑慰问草稿" if self._record else "新增慰问", self._write, self.saved)

    def issue(self) -> None:
        """Save, take the next number and lock, all in one step; the page then shows the voucher."""
        self._finish("签发凭证", self._write_and_issue, self.issued)

    def _write(self, work: Work, values: dict[str, Any]) -> AidPayment:
        return actions.save_draft(work, self._record.id if self._record else None, values, self._version)

    def _write_and_issue(self, work: Work, values: dict[str, Any]) -> AidPayment:
        return actions.issue(work, self._write(work, values).id)

    def _finish(self, action: str, write: Callable[[Work, dict[str, Any]], AidPayment], done: Any) -> None:
        self.person.settle()
        self.kind.settle()
        self._tidy_day()
        checked = self._look()
        errors = checked.errors()
        if errors:
            self._point_at(*errors[0])
            return
        try:
            with self._office.work(action) as work:
                payment = write(work, checked.values)
        except FieldError as error:
            self._point_at(error.field, error.sentence)
        except OfficeError as error:
            self._say_trouble(error.sentence)
        else:
            self._draft_wait.stop()
            self._drafts.discard(self._draft_key)
            done.emit(payment.id)
            self.closed.emit()

    def _point_at(self, name: str, sentence: str) -> None:
        if name not in self._fields:
            self._say_trouble(sentence)
            return
        if name in self.rows:
            said = sentence.removeprefix(f"{AID_PAYMENTS.fields[name].label}：")
            self.rows[name].set_message(said, "error")
        else:
            self._say_trouble(sentence)
        self._fields[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_trouble(self, sentence: str) -> None:
        self.trouble.say("danger", sentence)
        self.trouble.show()

    def cancel(self) -> None:
        """Close without writing; what was typed stays as a draft until the form is used again."""
        self._draft_wait.stop()
        self._keep_draft()
        self.closed.emit()

    def focus_first(self) -> None:
        first = next((field for name, field in self._fields.items() if not self.raw()[name]), self.person)
        (first if self._record else self.person).setFocus(Qt.FocusReason.OtherFocusReason)


def short_day(text: str, today: date) -> str:
    """A month and a day without a year, as clerks type them, made a whole date of this year."""
    found = re.fullmatch(r"\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?\s*", text)
    return f"{today.year}-{int(found[1]):02d}-{int(found[2]):02d}" if found else text


def scroll_side(panel: QWidget) -> QWidget:
    """The history scrolls by itself when the window is low."""
    area = scroll(panel)
    area.setFixedWidth(HISTORY_WIDTH)
    return area
