# SPDX-License-Identifier: MIT
"""One campaign: figures, six steps and three cards; its forms stand beside them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import messages
from ui.desk import Desk
from ui.jobs import run_job
from ui.keys import bind
from ui.panels import Figure, PageHeader
from ui.standing import takes
from ui.steps import Step, Stepper
from ui.undoing import undo_last
from ui.welfare_cards import PapersCard, ProgressCard, QuotesCard
from ui.welfare_forms import AcceptanceForm, DecisionForm, PaperForm, QuotationForm, claim_form, contract_form
from ui.welfare_papers import WelfarePapers
from ui.welfare_plan import PlanForm
from ui.widgets import (
    Button,
    allow,
    button,
    column,
    frame,
    row,
    scroll,
)
from unionoffice.kit.roles import Right
from unionoffice.progress import Progress
from unionoffice.welfare import actions, purchase, queries
from unionoffice.welfare.overview import Overview, Paper, campaign_overview

FORM = 432


class CampaignView(QWidget):
    """``back`` to the list, ``counter_wanted``, ``missing_wanted(unit or '')``; ``status`` for the status bar."""

    back = Signal()
    counter_wanted = Signal()
    missing_wanted = Signal(str)
    status = Signal(list)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.seen: Overview | None = None
        self._form: QWidget | None = None
        self.papers = WelfarePapers(desk, self)
        self._build()
        self._bind_keys()

    # building

    def _build(self) -> None:
        self.header = PageHeader("")
        self.header.lead_back("返回全部批次（Esc）")
        self.header.sub_pressed.connect(self.back)
        self.steps = Stepper()
        self.steps.clicked.connect(self._step_pressed)
        steps_card = frame(column(self.steps, margins=(1, 1, 1, 1)), "card")
        self.quotes, self.paper_card = QuotesCard(), PapersCard()
        self.progress = ProgressCard(self.desk.office.settings.say)
        self._connect_cards()
        left = column(self.quotes, (self.paper_card, 1), spacing=12)
        self._middle = row((scroll(frame(left)), 1), self.progress, spacing=16)
        body = column(steps_card, (self._middle, 1), margins=(24, 0, 24, 8), spacing=12)
        self.setLayout(column(self.header, (body, 1), spacing=0))

    def _connect_cards(self) -> None:
        self.quotes.matrix.clicked.connect(self._quoter_pressed)
        self.quotes.quote_wanted.connect(self.add_quotation)
        self.quotes.decide_wanted.connect(self.decide)
        self.quotes.print_wanted.connect(self.print_enquiry)
        self.paper_card.paper_pressed.connect(self.open_paper)
        self.paper_card.contract_wanted.connect(self.enter_contract)
        self.paper_card.accept_wanted.connect(self.accept)
        self.paper_card.claim_wanted.connect(self.enter_claim)
        self.paper_card.print_wanted.connect(self.print_acceptances)
        self.progress.unit_pressed.connect(self.missing_wanted)

    def _bind_keys(self) -> None:
        keys = {
            "Ctrl+P": self.print_sheets, "F2": self.edit_plan, "Ctrl+E": self.export, "Ctrl+Z": self.undo,
            "Esc": self.back.emit,
        }  # fmt: skip
        self._keys = bind(self, keys)

    # showing

    def show_campaign(self, campaign_id: int) -> None:
        """Read the campaign anew and show it; an open form of another campaign is closed."""
        if self.seen is not None and self.seen.campaign.id != campaign_id:
            self._close_form()
        with self.desk.office.read() as session:
            self.seen = campaign_overview(session, campaign_id)
            units = queries.progress(session, campaign_id)
        self._show_header(self.seen)
        self.quotes.show_quotes(self.seen)
        self.paper_card.show_papers(self.seen)
        self.progress.show_units(units, self.seen.campaign.roster_date)
        self.status.emit(self.status_texts())

    def refresh(self) -> None:
        if self.seen is not None:
            self.show_campaign(self.seen.campaign.id)

    def _show_header(self, seen: Overview) -> None:
        one = seen.campaign
        self.header.set_title(one.title(), f"福利采购 › {one.year} 年")
        heads = f"{one.head_count:,}" if one.head_count else "—"
        budget = f"{one.budget:,.2f}" if one.budget is not None else "—"
        figures = [
            Figure(heads, "应发人数"),
            Figure(f"{one.standard:,.2f}", "每人标准（元）"),
            Figure(budget, "预算（元）"),
        ]
        if one.frozen_at is not None:
            figures.append(
                Figure(f"{seen.signed:,}", "已签收", on_click=lambda: self.missing_wanted.emit(""))
            )
        self.header.set_figures(figures)
        self.header.set_buttons(self._buttons(seen))
        if self._form is not None:
            self.next_button.set_kind("plain")
        self.steps.set_steps([Step(step.name, step.fact, step.state) for step in seen.steps])

    def _buttons(self, seen: Overview) -> list[Button]:
        """The solid button is what comes next; 进入发放 is there as soon as the roster is frozen."""
        frozen = seen.campaign.frozen_at is not None
        self.print_button = button("打印签收表", icon="print", key="P", on_click=self.print_sheets)
        allow(self.print_button, frozen, "名单还没有冻结，请先冻结名单")
        self.plan_button = button("改方案", key="M", on_click=self.edit_plan)
        self.counter_button = button("进入发放", "plain", key="F", on_click=self.counter_wanted.emit, needs=(Right.ENTER, "发放"))
        self.next_button = self.counter_button
        next_up = self._next_action(seen)
        made = [self.print_button, self.plan_button]
        if next_up is None:
            self.counter_button.set_kind("primary")
            return [*made, self.counter_button]
        if frozen:
            made.append(self.counter_button)
        words, key, action = next_up
        self.next_button = button(words, "primary", key=key, on_click=action)
        return [*made, self.next_button]

    def _next_action(self, seen: Overview) -> tuple[str, str, Callable[[], object]] | None:
        one = seen.campaign
        if not seen.matrix.rows:
            return "填写物品", "W", self.edit_plan
        if one.frozen_at is None:
            return "冻结名单", "Z", self.freeze
        if not seen.matrix.quoters:
            return "录入报价", "N", self.add_quotation
        if one.decided_on is None:
            enough = len(seen.matrix.quoters) >= self.desk.office.settings.value("quotation_minimum")
            return ("比选", "N", self.decide) if enough else ("录入报价", "N", self.add_quotation)
        return None if seen.acceptances else ("验收到货", "N", self.accept)

    def status_texts(self) -> list[str]:
        seen = self.seen
        if seen is None or seen.campaign.frozen_at is None:
            return []
        goods = seen.stock
        words = [f"库存 {goods.packages_left:,} 份"] if seen.acceptances else ["还没有验收"]
        words += [f"待到货 {goods.packages_due:,} 份"] if seen.acceptances and goods.packages_due else []
        problems = goods.problems() if seen.acceptances else []
        words.append(problems[0] if problems else "账实相符" if seen.acceptances else "")
        missing = (seen.campaign.head_count or 0) - seen.signed
        said = [f"未领 {missing:,} 人", "，".join(word for word in words if word)]
        cap = self.desk.office.settings.value("welfare_year_cap")
        if cap is not None and seen.year_per_head > cap:
            said.append(f"本年每人累计 {seen.year_per_head:,.2f} 元，超过上限 {cap:,.2f} 元")
        return said

    # pressing

    def _quoter_pressed(self, place: int) -> None:
        seen = self.seen
        if seen is not None and seen.campaign.decided_on is None:
            self._open_form(QuotationForm(self.desk.office, seen, seen.matrix.quoters[place]))

    def _step_pressed(self, place: int) -> None:
        doing: Sequence[Callable[[], object]] = (
            self.edit_plan, self._enquire, self.enter_contract, self.accept, self.counter_wanted.emit, self.enter_claim,
        )  # fmt: skip
        doing[place]()

    def _enquire(self) -> None:
        if self.seen is not None and self.seen.campaign.decided_on is None:
            self.add_quotation()

    # forms

    @property
    def form(self) -> QWidget | None:
        return self._form

    @takes(Right.ENTER, "改方案")
    def edit_plan(self) -> None:
        if self.seen is not None:
            self._open_form(PlanForm(self.desk.office, self.seen.campaign))

    @takes(Right.ENTER, "录入报价")
    def add_quotation(self) -> None:
        if self.seen is not None:
            self._open_form(QuotationForm(self.desk.office, self.seen))

    @takes(Right.APPROVE, "比选")
    def decide(self) -> None:
        """比选, or taking it back."""
        seen = self.seen
        if seen is None:
            return
        if seen.campaign.decided_on is not None:
            self._do("撤销比选", lambda work: purchase.revoke_decision(work, seen.campaign.id), "已撤销比选")
        elif seen.matrix.lowest is None:
            messages.error("还没有一家报全了价，不能比选。请先录入报价。")
        else:
            self._open_form(DecisionForm(self.desk.office, seen))

    @takes(Right.ENTER, "登记合同")
    def enter_contract(self) -> None:
        if self.seen is not None and self.seen.campaign.decided_on is not None:
            self._open_form(contract_form(self.desk.office, self.seen.campaign))

    @takes(Right.ENTER, "验收")
    def accept(self) -> None:
        if self.seen is None or self.seen.campaign.decided_on is None:
            return
        if self.seen.acceptances and not any(one.due for one in self.seen.stock.items):
            messages.info("订的货已经全部验收")
        else:
            self._open_form(AcceptanceForm(self.desk.office, self.seen))

    @takes(Right.ENTER, "登记报销")
    def enter_claim(self) -> None:
        if self.seen is not None and self.seen.acceptances:
            self._open_form(claim_form(self.desk.office, self.seen.campaign))

    @takes(Right.ENTER, "登记材料")
    def open_paper(self, paper: Paper | None) -> None:
        if self.seen is not None:
            self._open_form(PaperForm(self.desk.office, self.seen.campaign, paper))

    def _open_form(self, form: QWidget) -> None:
        self._close_form()
        form.setFixedWidth(FORM)
        form.closed.connect(self._close_form)  # type: ignore[attr-defined]
        form.saved.connect(lambda *_: self._saved())  # type: ignore[attr-defined]
        self._form = form
        self._keys["Esc"].setEnabled(False)  # the form has its own
        self.progress.hide()
        self._middle.addWidget(form)
        form.show()
        self.next_button.set_kind("plain")
        form.focus_first()  # type: ignore[attr-defined]

    def _saved(self) -> None:
        self.refresh()
        messages.info(f"已{self.desk.office.last_undoable()}", "撤销", self.undo)

    def _close_form(self) -> None:
        if self._form is None:
            return
        form, self._form = self._form, None
        self._keys["Esc"].setEnabled(True)
        self._middle.removeWidget(form)
        form.hide()
        form.deleteLater()
        self.progress.show()
        self.next_button.set_kind("primary")
        self.setFocus()

    # doing

    @takes(Right.ENTER, "冻结名单")
    def freeze(self) -> None:
        """冻结名单 as of the roster date."""
        seen = self.seen
        if seen is not None:
            self._do(
                "冻结名单", lambda work: actions.freeze_roster(work, seen.campaign.id), "已冻结名单，{0:,} 人"
            )

    def _do(self, action: str, work: Callable[..., object], said: str) -> None:
        office = self.desk.office

        def run(_progress: Progress) -> object:
            with office.work(action) as unit:
                return work(unit)

        def done(result: object) -> None:
            self.refresh()
            messages.info(said.format(result), "撤销", self.undo)

        run_job(f"正在{action}", run, done, can_cancel=False, owner=self)

    def undo(self) -> None:
        if undo_last(self.desk.office):
            self.refresh()

    def print_sheets(self) -> None:
        """The sign-off sheets of every group as one PDF in the preview."""
        if self.seen is not None and self.seen.campaign.frozen_at is not None:
            self.papers.print_sheets(self.seen.campaign.id, self.seen.campaign.title())

    def print_enquiry(self) -> None:
        if self.seen is not None:
            self.papers.print_enquiry(self.seen.campaign.id, self.seen.campaign.title())

    def print_acceptances(self) -> None:
        if self.seen is not None:
            ids = [one.id for one in self.seen.acceptances]
            self.papers.print_acceptances(ids, self.seen.campaign.title())

    def export(self) -> None:
        """福利发放汇总 with everybody's line."""
        if self.seen is not None and self.seen.campaign.frozen_at is not None:
            self.papers.export_hand_out(self.seen.campaign.id, self.seen.campaign.title())
