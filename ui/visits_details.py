# SPDX-License-Identifier: MIT
"""One visit in the details panel: what can be done next, what is known, its money, what was said, the person's others."""

from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.menus import Entry, menu_button
from ui.panels import KeyValue, KeyValues, section
from ui.visits_model import said_state
from ui.widgets import Part, button, column, label, link, row
from unionoffice.aid import visits_queries as queries
from unionoffice.aid.records import PAYMENT_STATUS
from unionoffice.aid.visits_records import DONE, PENDING, VISIT_STATUS, VOIDED, WITH_MONEY, HomeVisit
from unionoffice.kit.dates import show_day
from unionoffice.kit.describe import Field
from unionoffice.kit.money import show_yuan
from unionoffice.kit.register import Register

OTHERS_SHOWN = 5


class PageLike(Protocol):
    """What the sections ask of their page; ``ui.visits.VisitsPage`` is one."""

    desk: Desk
    register: Register

    def reveal(self, field: Field) -> str: ...
    def open_made(self, visit: HomeVisit) -> None: ...
    def open_contact(self, visit: HomeVisit) -> None: ...
    def pay(self, visit: HomeVisit) -> None: ...
    def link_payment(self, visit: HomeVisit, payment_id: int) -> None: ...
    def show_payment(self, payment_id: int) -> None: ...
    def show_record(self, record_id: int) -> None: ...
    def print_one(self, visit: HomeVisit) -> None: ...
    def cancel_visit(self, visit: HomeVisit) -> None: ...


class VisitParts:
    """Read once, shown as sections. Letters are unique on the page."""

    def __init__(self, page: PageLike, visit: HomeVisit) -> None:
        self._page, self._visit = page, visit
        with page.desk.office.read() as session:
            stored = session.get_one(HomeVisit, visit.id)
            self._payment = queries.payment_of(session, stored)
            self._offers = queries.payments_to_link(session, stored)
            self._others = [one for one in queries.member_visits(session, visit.member_id) if one.visit_id != visit.id]
            self._repeats = queries.same_illness(
                session, visit.member_id, visit.relation, visit.illness, visit.asked_on, visit.id
            )
            self._in_hospital = bool(stored.kind_of.hospital)

    def parts(self) -> list[QWidget]:
        """All of it from the top."""
        parts = [self._verbs(), section("走访", KeyValues(self._facts()))]
        if self._hospital():
            parts.append(section("住院", *self._hospital()))
        parts.append(self._money())
        if said := self._said():
            parts.append(section("反馈", KeyValues(said)))
        if self._others:
            parts.append(self._other_visits())
        return parts

    # what can be done

    def _verbs(self) -> QWidget:
        visit, page = self._visit, self._page
        made = QWidget()
        printing = button("打印", icon="print", key="P", tip="五必访登记表（Ctrl+P）", on_click=partial(page.print_one, visit))
        cancel = button("取消走访", "danger", key="X", on_click=partial(page.cancel_visit, visit))
        if visit.status == VOIDED:
            made.setLayout(row(printing, None))
            return made
        if visit.status == PENDING:
            first = button("登记走访", icon="checkmark", key="G", on_click=partial(page.open_made, visit))
        else:
            first = button("登记联系", icon="checkmark", key="K", on_click=partial(page.open_contact, visit))
        above: list[Part] = [first]
        if queries.wants_payment(visit, self._payment):
            above.append(button("发慰问金", icon="heart", key="M", on_click=partial(page.pay, visit)))
        made.setLayout(column(row(*above, None), row(printing, cancel, None), spacing=8))
        return made

    # what is known

    def _facts(self) -> list[KeyValue]:
        visit = self._visit
        state, tone = said_state(visit, (self._page.desk.office.today() - visit.due_on).days)
        pairs = [KeyValue("状态", state, tone), KeyValue("被访人", visit.who)]
        names = (
            ("类别", "kind_name"), ("事由", "reason"), ("得知日期", "asked_on"), ("期限", "due_on"), ("走访日期", "visited_on"),
            ("走访人员", "visitors"), ("分工会主席", "chair"), ("经办人", "handler"), ("取消原因", "void_reason"), ("取消人", "voided_by"),
        )  # fmt: skip
        say = self._page.desk.office.settings.say
        return [*pairs, *(KeyValue(say(key), self._text(name)) for key, name in names if self._text(name))]

    def _text(self, name: str) -> str:
        return self._page.register.fields[name].type.show(getattr(self._visit, name))

    def _masked(self, *names: str) -> list[KeyValue]:
        fields = self._page.register.fields
        found = []
        for name in names:
            shown = fields[name].mask(self._visit)
            if shown:
                reveal = partial(self._page.reveal, fields[name]) if fields[name].sensitive else None
                found.append(KeyValue(fields[name].label, shown, reveal=reveal))
        return found

    def _hospital(self) -> list[QWidget]:
        facts = self._masked("hospital", "admitted_on", "department", "bed", "illness")
        parts: list[QWidget] = [KeyValues(facts)] if facts else []
        if self._in_hospital and not facts:
            parts.append(label("医院、科室、床位、病种还没有填", "dim"))
        if self._repeats and self._in_hospital and self._visit.status != VOIDED:
            parts.append(label(self._repeats[0].said, tone="warn", wrap=True))
        return parts

    def _money(self) -> QWidget:
        visit, payment = self._visit, self._payment
        pairs = [KeyValue("慰问形式", self._text("comfort")), KeyValue("慰问品", self._text("goods"))]
        if visit.amount is not None:
            pairs.append(KeyValue("金额", f"{show_yuan(visit.amount)} 元"))
        parts: list[Part] = [KeyValues([one for one in pairs if one.text])]
        if payment is not None:
            said = f"{payment.number}　{show_yuan(payment.amount)} 元　{PAYMENT_STATUS.name(payment.status)}"
            parts.append(row((label(said, wrap=True), 1), link("查看", partial(self._page.show_payment, payment.payment_id))))
        elif visit.comfort in WITH_MONEY and visit.status == DONE:
            parts.append(label("慰问金还没有开凭证", tone="warn"))
        elif not any(one.text for one in pairs) and visit.amount is None:
            parts.append(label("还没有登记慰问", "dim"))
        if self._offers and queries.wants_payment(visit, payment):
            parts.append(row(self._link_menu(), None))
        return section("慰问", *parts)

    def _link_menu(self) -> QWidget:
        """Money that was paid already, without the visit: which voucher it was."""
        entries = [
            Entry(f"{one.number}　{show_day(one.day)}　{show_yuan(one.amount)} 元", partial(self._link, one.payment_id))
            for one in self._offers
        ]
        return menu_button("关联已有凭证", entries, key="L", tip="这家本年已经登记的慰问")

    def _link(self, payment_id: int) -> None:
        self._page.link_payment(self._visit, payment_id)

    def _said(self) -> list[KeyValue]:
        return self._masked("requests", "feedback", "next_contact", "contacted_on")

    def _other_visits(self) -> QWidget:
        lines: list[Part] = []
        for one in self._others[:OTHERS_SHOWN]:
            head = label(show_day(one.day), "key")
            head.setFixedWidth(80)
            said = f"{one.kind}" + (f"，{one.reason}" if one.reason else "")
            right = label(VISIT_STATUS.name(one.status), "caption")
            lines.append(row(head, (label(said, wrap=True), 1), right, spacing=8))
        return section("这位职工的其他走访", *lines, caption=f"共 {len(self._others)} 次")
