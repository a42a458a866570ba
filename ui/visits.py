# SPDX-License-Identifier: MIT
"""走访 (五必访): who is to be visited by when, late ones first; recorded, paid, printed and contacted again from here."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui import going, messages
from ui.aid_start import Start
from ui.chips import FacetChip, FacetValue
from ui.desk import Desk
from ui.keys import bind
from ui.messages import Question
from ui.panels import EmptyState, Figure, Way
from ui.record_model import RecordModel
from ui.register_page import RegisterPage
from ui.rows_reader import Rows
from ui.visits_contact import ContactForm
from ui.visits_details import VisitParts
from ui.visits_form import VisitForm, VisitMadeForm
from ui.visits_model import VisitModel
from ui.visits_papers import VisitPapers
from ui.widgets import Button, button, column, frame
from unionoffice.aid import visits_actions, visits_papers, visits_queries
from unionoffice.aid.caps import Notice
from unionoffice.aid.visits_records import PENDING, VOIDED, HomeVisit
from unionoffice.aid.visits_register import HOME_VISITS
from unionoffice.errors import OfficeError
from unionoffice.kit.describe import Field
from unionoffice.kit.money import show_yuan
from unionoffice.kit.record import Record
from unionoffice.kit.register import Facet
from unionoffice.store.listing import Query
from unionoffice.store.work import Work

WHEN = "next_contact"  # the chip's place among the facets; its values are lists of their own
FORM, SMALL_FORM = 520, 400
SEARCH_WIDTH, SEARCH_NARROW = 300, 232


class VisitsPage(RegisterPage):
    """Reached from the aid tab; the caption leads back to it."""

    ICON = "people_team"
    EMPTY_TEXT = "谁住院、办婚丧事、出意外，先记下来，到期提醒去看望；走访后登记、发慰问金、打印登记表，一处办完。"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, HOME_VISITS)
        self.papers = VisitPapers(desk, self)
        self.header.set_title("走访", "困难帮扶 › 走访（五必访）")
        self.header.lead_back("返回困难帮扶（Esc）")
        self.header.sub_pressed.connect(self.go_back)
        self._escape = bind(self, {"Esc": self._on_escape})["Esc"]
        self.search.set_width(SEARCH_WIDTH)

    # head

    def make_buttons(self) -> list[Button]:
        import_, export, new = super().make_buttons()
        import_.deleteLater()
        new.setText(new.text().replace("新增走访", "登记走访对象"))
        back = button("返回", icon="chevron_left", key="R", on_click=self.go_back)
        tip = "全年走访和汇总，病种、诉求隐去；要完整内容按 Ctrl+Shift+E"
        ledger = button("年度台账", icon="document_table", key="T", tip=tip, on_click=self.export_ledger)
        return [back, ledger, export, new]

    def figures(self) -> list[Figure]:
        office = self.desk.office
        with office.read() as session:
            found = visits_queries.figures(session, office.today(), office.working_year())
        return [
            Figure(str(found.pending), "待走访", on_click=partial(self._only, "status", PENDING)),
            Figure(str(found.late), "逾期", "danger" if found.late else "", partial(self._only, WHEN, "late")),
            Figure(str(found.contacts), "待联系", "warn" if found.contacts else "", partial(self._only, WHEN, "contact")),
            Figure(f"{found.made:,}", "本年走访"),
            Figure(show_yuan(found.amount), "本年金额（元）"),
        ]

    def _only(self, name: str, value: str) -> None:
        self.clear_filters()
        self.chips[name].set_chosen((value,))

    def make_empty(self) -> EmptyState:
        ways = [
            Way("登记第一位要走访的人", "输入姓名或拼音首字母，选类别，期限自己算出", "Ctrl+N", self.new),
            Way("先核对走访类别和期限", "五必访各校不同，类别、几天内去、带什么都可以改", "Ctrl+,", lambda: self.desk.go("settings")),
        ]
        return EmptyState(self.ICON, "还没有走访记录", self.EMPTY_TEXT, ways)

    # list

    def make_model(self) -> RecordModel:
        model = VisitModel(self.register, self._read_rows, stretch="reason", say=self.desk.office.settings.say)
        model.set_today(self.desk.office.today())
        return model

    def reload(self) -> None:
        assert isinstance(self.model, VisitModel)
        self.model.set_today(self.desk.office.today())
        super().reload()

    def make_chip(self, facet: Facet) -> FacetChip:
        if facet.field == WHEN:
            return FacetChip("到期", self._when_values, single=True)
        return super().make_chip(facet)

    def _when_values(self) -> list[FacetValue]:
        names = (("late", "逾期"), ("soon", f"{visits_queries.SOON} 天内到期"), ("contact", "待联系"))
        return [FacetValue(value, text, len(self._when_ids(value))) for value, text in names]

    def _when_ids(self, value: str) -> frozenset[int]:
        today = self.desk.office.today()
        with self.desk.office.read() as session:
            if value == "contact":
                return frozenset(one.visit_id for one in visits_queries.contacts(session, today))
            due = visits_queries.due(session, today, -1 if value == "late" else visits_queries.SOON)
        return frozenset(one.visit_id for one in due if value == "late" or one.days <= 0)

    def query(self) -> Query:
        """The chip of what is due is a list and not a value."""
        plain = super().query()
        wanted = [str(one) for one in plain.chosen.get(WHEN, ())]
        chosen = {name: values for name, values in plain.chosen.items() if name != WHEN}
        if not wanted:
            return Query(plain.text, chosen, plain.order)
        named = {"late": "逾期未走访", "soon": "快到期", "contact": "待联系"}.get(wanted[0], "")
        return Query(plain.text, chosen, plain.order, only=self._when_ids(wanted[0]), named=named)

    def _show_sums(self, sums: dict[str, object]) -> None:
        assert self.footer is not None
        self.footer.set_sums(f"{self.footer_words()}，金额只计已走访的", {"amount": show_yuan(sums["counted_amount"])})  # type: ignore[arg-type]

    # one visit beside the table

    def details_title(self, record: Record) -> str:
        return str(getattr(record, "full_name", "") or "")

    def details_caption(self, record: Record) -> str:
        assert isinstance(record, HomeVisit)
        parts = (record.visit_no, record.staff_no or "", record.branch_name or "")
        return " · ".join(part for part in parts if part)

    def details_parts(self, record: Record) -> list[QWidget]:
        assert isinstance(record, HomeVisit)
        return VisitParts(self, record).parts()

    def can_edit(self, record: Record) -> bool:
        return isinstance(record, HomeVisit) and record.status != VOIDED

    def edit(self) -> None:
        record = self.selected
        if isinstance(record, HomeVisit) and not self.can_edit(record) and self._form is None:
            messages.warning(f"走访 {record.visit_no} 已取消，不能再改。需要时请重新登记。")
        elif isinstance(record, HomeVisit) and self._form is None and self._looked(record, "编辑走访"):
            super().edit()

    def reveal(self, field: Field) -> str:
        assert isinstance(self.selected, HomeVisit)
        with self.desk.office.work("查看走访") as work:
            visits_papers.look(work, [self.selected.id], field.label)
        return field.show(self.selected)

    def _looked(self, visit: HomeVisit, what: str) -> bool:
        """What is sensitive is about to be seen: noted, or refused and said."""
        try:
            with self.desk.office.work("查看走访") as work:
                visits_papers.look(work, [visit.id], what)
        except OfficeError as problem:
            messages.error(problem)
            return False
        return True

    # forms

    def new(self) -> None:
        """An office from before there were visits gets its kinds first."""
        with self.desk.office.read() as session:
            none_yet = not visits_queries.kinds_in_use(session, self.desk.office.today())
        if none_yet and self._form is None:
            with self.desk.office.work("建立走访类别") as work:
                visits_actions.seed_kinds(work)
        super().new()

    def _show_rows(self, rows: Rows) -> None:
        super()._show_rows(rows)
        if self._form is not None:  # what is being typed stays in sight while there is no visit yet
            self.stack.setCurrentIndex(0)

    def make_form(self, record: Record | None) -> QWidget:
        return VisitForm(self.desk.office, record if isinstance(record, HomeVisit) else None)

    def form_width(self) -> int:
        return FORM

    def open_made(self, visit: HomeVisit) -> None:
        """The visit was made: its form beside the table."""
        if self._form is None and self._looked(visit, "登记走访"):
            form = VisitMadeForm(self.desk.office, visit)
            form.saved.connect(self._saved)
            self._stand(form, FORM)

    def open_contact(self, visit: HomeVisit) -> None:
        """A word after the visit."""
        if self._form is None:
            form = ContactForm(self.desk.office, visit)
            form.saved.connect(lambda: self._contacted(visit.id))
            self._stand(form, SMALL_FORM)

    def _contacted(self, visit_id: int) -> None:
        messages.info("已登记联系", "撤销", self.undo)
        self.refresh()
        self.show_record(visit_id)

    def _stand(self, form: QWidget, width: int) -> None:
        form.setFixedWidth(width)
        form.closed.connect(self._close_form)  # type: ignore[attr-defined]
        self._form = form
        self.details.hide()
        self.table.columns.squeeze(True)
        self.place_form(form)
        form.show()
        self.new_button.set_kind("plain")
        form.focus_first()  # type: ignore[attr-defined]

    def place_form(self, form: QWidget) -> None:
        """Beside toolbar and table, at full height."""
        self._escape.setEnabled(False)  # the form has its own
        self._side = frame(column(form, margins=(0, 0, 24, 8)))
        self._beside.addWidget(self._side)
        self._body.setContentsMargins(24, 0, 16, 8)
        self._set_narrow(True)

    def remove_form(self, form: QWidget) -> None:
        self._beside.removeWidget(self._side)
        self._side.hide()
        self._side.deleteLater()
        self._body.setContentsMargins(24, 0, 24, 8)
        self._set_narrow(False)
        self._escape.setEnabled(True)

    def _set_narrow(self, narrow: bool) -> None:
        assert isinstance(self.model, VisitModel)
        self.model.narrow = narrow
        self.table.columns.remember_in(self.desk.state, self.register.kind + (".narrow" if narrow else ""))
        self.table.columns.restore()
        self.search.set_width(SEARCH_NARROW if narrow else SEARCH_WIDTH)
        self.count_label.setVisible(not narrow)
        self.chooser.setVisible(not narrow)
        for name in ("asked_on", "branch_name", "kind_name"):
            self.chips[name].setVisible(not narrow)
        if narrow:
            self.clear_button.hide()

    # verbs

    def pay(self, visit: HomeVisit) -> None:
        """The payment's own form with all that is known; what it writes is tied to the visit in the same step."""
        with self.desk.office.read() as session:
            values = visits_queries.payment_start(session, visit.id)
            again = visits_queries.same_illness(
                session, visit.member_id, visit.relation, visit.illness, visit.asked_on, visit.id
            )
        # Of money the caps speak themselves; what was brought without any is known here alone.
        notices = tuple(Notice("同一病种本年已经慰问过" if one.same else "本年住院已经慰问过", one.said) for one in again[:1] if not one.paid)
        tie = partial(_tie, visit.id)
        going.to_payment(self.desk, Start(f"visit-{visit.id}", f"发慰问金　{visit.visit_no}", values, tie, notices))

    def link_payment(self, visit: HomeVisit, payment_id: int) -> None:
        if self._do("关联慰问金", lambda work: visits_actions.link_payment(work, visit.id, payment_id)):
            messages.info("已关联慰问金", "撤销", self.undo)

    def show_payment(self, payment_id: int) -> None:
        going.to_record(self.desk, "aid", payment_id)

    def cancel_visit(self, visit: HomeVisit) -> None:
        """With a reason; the number stays."""
        question = Question(
            f"取消走访 {visit.visit_no}？", f"{visit.who}，{visit.kind_name}。号码保留，不再提醒。",
            yes="取消走访", no="不取消", danger=True, reason="取消原因",
        )  # fmt: skip
        answer = messages.ask(question)
        if answer and self._do("取消走访", lambda work: visits_actions.cancel(work, visit.id, answer.reason)):
            messages.info(f"已取消走访 {visit.visit_no}", "撤销", self.undo)

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

    # paper, files, and back

    def print_one(self, visit: HomeVisit) -> None:
        """Form 13 of one visit."""
        self.papers.print_visits([visit.id])

    def print_list(self) -> None:
        """Ctrl+P: form 13 of the selected visits, two to a page."""
        ids = self.selected_ids()
        if ids:
            self.papers.print_visits(ids)
        else:
            messages.info("先选一次或几次走访，再打印登记表")

    def export_ledger(self) -> None:
        """The working year's ledger, or that of the one year chosen."""
        self.papers.export_ledger(self._year())

    def export_full(self) -> None:
        self.papers.export_ledger(self._year(), full=True)

    def _year(self) -> int:
        chosen = [str(one) for one in self.chips["asked_on"].chosen()]
        return int(chosen[0]) if len(chosen) == 1 else self.desk.office.working_year()

    def open_import(self) -> None:
        messages.info("走访一次一次地登记，不从表格导入。按 Ctrl+N 登记")

    def go_back(self) -> None:
        self.desk.go("aid")

    def _on_escape(self) -> None:
        if self.search.text():
            self.search.clear()
        elif self.details.isVisible():
            self._close_side()
        else:
            self.go_back()


def _tie(visit_id: int, work: Work, payment_id: int) -> None:
    visits_actions.link_payment(work, visit_id, payment_id)
