# SPDX-License-Identifier: MIT
"""One payment beside the ledger: its facts, and what can be done with it from draft to signature, void and successor."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui import messages
from ui.aid_proxy import ProxyForm
from ui.aid_steps import steps_part
from ui.aid_vouchers import print_voucher
from ui.held_query import HeldQueryPage, WayBack
from ui.messages import Question
from ui.panels import KeyValue, KeyValues, section
from ui.standing import takes
from ui.visits_side import paid_visit
from ui.widgets import button, column, row
from unionoffice.aid import actions
from unionoffice.aid.details import DAY_WORDS, child_words, goods_words, proxy_words
from unionoffice.aid.records import DRAFT, ISSUED, VOIDED, AidPayment
from unionoffice.errors import OfficeError
from unionoffice.kit.money import amount_words, show_yuan
from unionoffice.kit.record import Record
from unionoffice.kit.roles import Right
from unionoffice.store.work import Work

PROXY_WIDTH = 400


class PaymentPage(HeldQueryPage):
    """The part of the ledger's page that is about the selected payment."""

    # one payment beside the table

    def details_title(self, record: Record) -> str:
        return str(getattr(record, "full_name", "") or "")

    def details_caption(self, record: Record) -> str:
        assert isinstance(record, AidPayment)
        number = record.voucher_no or (f"往年台账 {record.old_voucher_no or ''}".strip() if record.imported else "草稿")
        parts = (number, record.staff_no or "", record.branch_name or "")
        return " · ".join(part for part in parts if part)

    def details_parts(self, record: Record) -> list[QWidget]:
        assert isinstance(record, AidPayment)
        parts = [self._verbs(record), section(
            "慰问", KeyValues(self._facts(record)), action="历年受助", on_action=partial(self.open_person, record.member_id)
        )]  # fmt: skip
        parts += [section("凭证", KeyValues(self._voucher_facts(record))), *paid_visit(self.desk, record.id)]
        steps = steps_part(self.desk, record, self.refresh)
        return [*parts[:1], steps, *parts[1:]] if steps is not None else parts

    def open_person(self, member_id: int) -> None:
        """All this payment's member ever received, and back."""
        page = self.desk.go("aid_person")
        if page is not None:
            page.show_member(member_id, WayBack("困难帮扶", partial(self.desk.go, "aid")))

    def _facts(self, record: AidPayment) -> list[KeyValue]:
        pairs = [
            ("类型", record.aid_type_name or ""), ("金额", f"{show_yuan(record.amount)} 元"),
            ("大写", amount_words(record.amount)), (DAY_WORDS.get(record.aid_type.details, "发生日期"), self._text(record, "event_date")),
            ("事由", record.reason or ""), *self._details(record), ("支付方式", self._text(record, "pay_method")),
            ("物品", goods_words(record)),
        ]  # fmt: skip
        lines = [KeyValue(key, text) for key, text in pairs if text]
        for key, name in (("病种", "illness"), ("银行账号", "bank_account"), ("证件号码", "id_number")):
            field = self.register.fields[name]
            if field.mask(record):
                lines.append(KeyValue(key, field.mask(record), reveal=partial(self.reveal, field), kind=field.sensitive))
        more = (("开户行", "bank_branch"), ("会议依据", "approval_ref"), ("附件张数", "attachments"))
        return [*lines, *(KeyValue(key, self._text(record, name)) for key, name in more if self._text(record, name))]

    def _details(self, record: AidPayment) -> list[tuple[str, str]]:
        """Hospital, relative or child, whichever the kind asked for."""
        child = child_words(record.child_name or "", record.school_stage or "").removeprefix("子女 ")
        relative = " ".join(text for text in (self._text(record, "relation_code"), record.relative_name or "") if text)
        place = " ".join(text for text in (record.hospital, record.ward) if text)
        return [("医院", place), ("亲属", relative), ("子女", child)]

    def _voucher_facts(self, record: AidPayment) -> list[KeyValue]:
        tone = self.register.fields["status"].type.tones.get(record.status, "")  # type: ignore[attr-defined]
        lines = [KeyValue("状态", self._text(record, "status"), tone)]
        names = (
            ("批次", "round_id"), ("签发", "issued_at"), ("签发人", "issued_by"), ("签收日期", "signed_on"),
            ("作废", "voided_at"), ("作废人", "voided_by"), ("作废原因", "void_reason"), ("替换凭证", "replaces_id"),
            ("打印次数", "print_count"), ("经办人", "handler"), ("经费来源", "fund_source"), ("会计科目", "account"),
        )  # fmt: skip
        with self.desk.office.read() as session:
            stored = session.get_one(AidPayment, record.id)
            texts = {name: self.register.fields[name].show(stored) for _, name in names}
            proxy = proxy_words(stored)
        lines += [KeyValue("代领人", proxy)] if proxy else []
        return lines + [KeyValue(key, texts[name]) for key, name in names if texts[name] not in ("", "0")]

    def _text(self, record: AidPayment, name: str) -> str:
        return self.register.fields[name].type.show(getattr(record, name))

    def _verbs(self, record: AidPayment) -> QWidget:
        """What can be done with this payment now; the letters are unique on the page."""
        made = QWidget()
        if record.status == DRAFT:
            delete = button("删除草稿", "danger", key="X", on_click=partial(self.delete_draft, record))
            made.setLayout(row(delete, None))
            return made
        void = button("作废", "danger", key="V", on_click=partial(self.void, record))
        if record.imported:  # its paper lies with that year's, drawn by whoever drew it then
            made.setLayout(row(*([] if record.status == VOIDED else [void]), None))
            return made
        printing = button("打印凭证", icon="print", key="T", on_click=partial(self.print_one, record))
        if record.status == VOIDED:
            made.setLayout(row(button("重开", key="R", on_click=partial(self.replace, record)), printing, None))
            return made
        lines = [row(printing, void, None)]
        if record.status == ISSUED:
            sign = button("签收", icon="checkmark", key="G", on_click=partial(self.sign, record))
            proxy = button("代领", key="L", on_click=partial(self.sign_by_proxy, record))
            lines.insert(0, row(sign, proxy, None))
        made.setLayout(column(*lines, spacing=8))
        return made

    # verbs

    def _do(self, action: str, verb: Callable[[Work], object]) -> bool:
        """Run one action; False when it was refused, and the clerk has been told."""
        try:
            with self.desk.office.work(action) as work:
                verb(work)
        except OfficeError as problem:
            messages.error(problem)
            return False
        self.refresh()
        return True

    @takes(Right.ENTER, "签收")
    def sign(self, record: AidPayment) -> None:
        """The payee has signed today."""
        if self._do("签收凭证", lambda work: actions.sign(work, record.id)):
            messages.info(f"已签收 {record.voucher_no}", "撤销", self.undo)

    @takes(Right.ENTER, "登记代领")
    def sign_by_proxy(self, record: AidPayment) -> None:
        """Somebody else signs for the payee: who, in a small form beside the table."""
        if self._form is not None:
            return
        form = ProxyForm(self.desk.office, record)
        form.setFixedWidth(PROXY_WIDTH)
        form.saved.connect(lambda: messages.info(f"已由{form.name}代领 {record.voucher_no}", "撤销", self.undo))
        form.closed.connect(self._close_form)
        self._form = form
        self.details.hide()
        self.place_form(form)
        form.show()
        self.new_button.set_kind("plain")
        form.focus_first()

    @takes(Right.APPROVE, "作废凭证")
    def void(self, record: AidPayment) -> None:
        """Void for good, with a reason; a replacement is offered."""
        question = Question(
            f"作废凭证 {record.title()}？", f"{self._said(record)}。号码保留，不再使用，作废后不能恢复。",
            yes="作废凭证", no="不作废", danger=True, reason="作废原因",
        )  # fmt: skip
        answer = messages.ask(question)
        if answer and self._do("作废凭证", lambda work: actions.void(work, record.id, answer.reason)):
            again = () if record.imported else ("重开", lambda: self.replace(record))
            messages.info(f"已作废 {record.title()}", *again)

    @takes(Right.ENTER, "重开凭证")
    def replace(self, record: AidPayment) -> None:
        """A new draft with the voided voucher's content, opened for editing."""
        made: list[AidPayment] = []
        if self._do("重开凭证", lambda work: made.append(actions.replace(work, record.id))):
            self.show_record(made[0].id)
            self._open_form(self.model.record(self.model.row_of(made[0].id)))

    @takes(Right.ENTER, "删除草稿")
    def delete_draft(self, record: AidPayment) -> None:
        """A draft goes at once; it can be brought back."""
        if self._do("删除慰问草稿", lambda work: actions.delete_draft(work, record.id)):
            messages.info("已删除草稿", "撤销", self.undo)

    @takes(Right.ENTER, "打印凭证")
    def print_one(self, record: AidPayment) -> None:
        """The voucher again; from the second time on the paper says 补打."""
        print_voucher(self.desk, record.id, self)

    @staticmethod
    def _said(record: AidPayment) -> str:
        return f"{record.full_name}，{record.aid_type_name}，{show_yuan(record.amount)} 元"
