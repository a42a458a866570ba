# SPDX-License-Identifier: MIT
"""One campaign: figures, six steps, quotations, missing papers, progress per unit; its forms stand beside."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui import messages
from ui.charts import BarList, Share
from ui.desk import Desk
from ui.jobs import run_job
from ui.keys import bind
from ui.panels import Clickable, Figure, PageHeader
from ui.steps import Step, Stepper
from ui.welfare_forms import AcceptanceForm, DecisionForm, PaperForm, QuotationForm, claim_form, contract_form
from ui.welfare_matrix import QuoteMatrix
from ui.welfare_papers import WelfarePapers
from ui.welfare_plan import PlanForm
from ui.widgets import (
    Button,
    Part,
    allow,
    button,
    card,
    clear_layout,
    column,
    frame,
    label,
    link,
    row,
    scroll,
    set_tone,
)
from unionoffice.errors import OfficeError
from unionoffice.progress import Progress
from unionoffice.welfare import actions, purchase, queries
from unionoffice.welfare.overview import Overview, Paper, campaign_overview
from unionoffice.welfare.queries import BranchProgress

SIDE, FORM, BAR = 368, 432, 29
PAPER_ROW = 32


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
        self._units: list[BranchProgress] = []
        self._by_missing = False
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
        left = column(self._quotes_card(), (self._papers_card(), 1), spacing=12)
        self._side = self._progress_card()
        self._middle = row((scroll(frame(left)), 1), self._side, spacing=16)
        body = column(steps_card, (self._middle, 1), margins=(24, 0, 24, 8), spacing=12)
        self.setLayout(column(self.header, (body, 1), spacing=0))

    def _quotes_card(self) -> QFrame:
        self._asked, self._advice = label("", "caption"), label("", tone="ok")
        self.quote_link = link("录入报价(&Q)", self.add_quotation)
        self.decide_link = link("比选(&D)", self.decide)
        self.enquiry_link = link("询价表", self.print_enquiry)
        self.enquiry_link.setToolTip("打印询价记录表")
        head = row(
            label("报价比较", "section"), self._asked, None, self._advice, self.quote_link, self.decide_link,
            self.enquiry_link,
            margins=(16, 0, 16, 0), spacing=12,
        )  # fmt: skip
        self.matrix = QuoteMatrix()
        self.matrix.clicked.connect(self._quoter_pressed)
        return frame(column(frame(head, height=44), self.matrix, margins=(1, 1, 1, 8), spacing=0), "card")

    def _papers_card(self) -> QFrame:
        self._papers_title = label("", "caption")
        self.contract_link = link("登记合同(&H)", self.enter_contract)
        self.accept_link = link("验收到货(&A)", self.accept)
        self.claim_link = link("登记报销(&B)", self.enter_claim)
        self.notes_link = link("验收单", self.print_acceptances)
        self.notes_link.setToolTip("打印验收（入库）单")
        add = link("加一项材料", lambda: self._open_paper(None))
        head = row(
            label("还缺的材料", "section"), self._papers_title, None, self.contract_link, self.accept_link,
            self.notes_link, self.claim_link, add, margins=(16, 0, 16, 0), spacing=16,
        )  # fmt: skip
        self._paper_rows = column(spacing=0)
        return frame(
            column(frame(head, height=44), self._paper_rows, None, margins=(1, 1, 1, 4), spacing=0), "card"
        )

    def _progress_card(self) -> QFrame:
        self._order_link = link("按未领人数", self._toggle_order)
        self._progress_title = label("", "section")
        self.bars = BarList(BAR)
        self.bars.clicked.connect(self._unit_pressed)
        self.bars.setCursor(Qt.CursorShape.PointingHandCursor)
        self._progress_foot = label("", "caption")
        self._hint = label("", "dim", wrap=True)
        self.all_link = link("全部", lambda: self.missing_wanted.emit(""))
        made = card(
            row(self._progress_title, None, self._order_link), self._hint, self.bars, None,
            row(self._progress_foot, None, self.all_link), margins=(16, 12, 16, 12), spacing=6,
        )  # fmt: skip
        made.setFixedWidth(SIDE)
        return made

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
            self._units = queries.progress(session, campaign_id)
        self._show_header(self.seen)
        self._show_quotes(self.seen)
        self._show_papers(self.seen)
        self._show_units()
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
        self.steps.set_steps([Step(step.name, step.fact, step.state) for step in seen.steps])

    def _buttons(self, seen: Overview) -> list[Button]:
        """The solid button is what comes next; 进入发放 is there as soon as the roster is frozen."""
        frozen = seen.campaign.frozen_at is not None
        self.print_button = button("打印签收表", icon="print", key="P", on_click=self.print_sheets)
        allow(self.print_button, frozen, "名单还没有冻结，请先冻结名单")
        self.plan_button = button("改方案", key="M", on_click=self.edit_plan)
        self.counter_button = button("进入发放", "plain", key="F", on_click=self.counter_wanted.emit)
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

    def _show_quotes(self, seen: Overview) -> None:
        self.matrix.set_matrix(seen.matrix)
        days = sorted(one.quoted_on for one in seen.matrix.quoters)
        asked = ""
        if days:
            first, last = (f"{day.month}-{day.day}" for day in (days[0], days[-1]))
            asked = f"询价 {first}" + (f" 至 {last}" if last != first else "") + "，单价含税，元"
        self._asked.setText(asked if seen.matrix.rows else "还没有物品，请先填写方案")
        decided = seen.campaign.decided_on is not None
        self._advice.setText(self._said_advice(seen))
        self.enquiry_link.setVisible(bool(seen.matrix.quoters))
        self.quote_link.setVisible(bool(seen.matrix.rows) and not decided)
        self.decide_link.setText("撤销比选(&D)" if decided else "比选(&D)")
        self.decide_link.setVisible(bool(seen.matrix.quoters) and not seen.signed and not seen.acceptances)

    @staticmethod
    def _said_advice(seen: Overview) -> str:
        decided, quotes = seen.campaign, seen.matrix
        place = quotes.lowest
        if decided.supplier_id is None and len(quotes.quoters) < 2:
            return ""
        if decided.supplier_id is not None:
            place = next(
                (n for n, q in enumerate(quotes.quoters) if q.supplier_id == decided.supplier_id), None
            )
        if place is None:
            return ""
        share = quotes.share_832(place)
        why = (decided.decision_reason or "") if decided.supplier_id else "总价最低"
        words = [why] if why else []
        words += [f"832 平台占 {share:.1%}"] if share else []
        return (
            f"{'成交' if decided.supplier_id else '推荐'} {quotes.quoters[place].label}：{'，'.join(words)}"
        )

    def _show_papers(self, seen: Overview) -> None:
        one, lacking = seen.campaign, len(seen.missing)
        self._papers_title.setText(f"{lacking} 份，报销前补齐" if lacking else "都齐了")
        self.contract_link.setVisible(one.decided_on is not None and not one.contract_no)
        self.accept_link.setVisible(
            one.decided_on is not None and bool(seen.acceptances) and seen.stock.packages_due > 0
        )
        self.notes_link.setVisible(bool(seen.acceptances))
        self.claim_link.setVisible(bool(seen.acceptances) and one.claimed_on is None)
        clear_layout(self._paper_rows)
        for paper in seen.missing:
            self._paper_rows.addWidget(PaperRow(paper, partial(self._open_paper, paper)))

    def _show_units(self) -> None:
        seen = self.seen
        assert seen is not None
        frozen = bool(self._units)
        done = sum(one.missing == 0 for one in self._units)
        say = self.desk.office.settings.say
        self._progress_title.setText(say("各分工会发放进度") if frozen else "名单")
        self._progress_foot.setText(say(f"共 {len(self._units)} 个分工会，{done} 个已发完") if frozen else "")
        self._order_link.setVisible(frozen)
        self._order_link.setText("按名册顺序" if self._by_missing else "按未领人数")
        self.all_link.setVisible(frozen)
        self._hint.setVisible(not frozen)
        self._hint.setText(
            f"名单还没有冻结。冻结后，{seen.campaign.roster_date} 的在册会员每人一份，以后的人员变化不影响这份名单。"
        )
        units = sorted(self._units, key=lambda one: -one.missing) if self._by_missing else self._units
        self._shown = units[: max(1, self._bars_that_fit())]
        self.bars.set_lines([Share(one.branch or "未定单位", one.signed, one.total) for one in self._shown])

    def _bars_that_fit(self) -> int:
        return (self._side.height() - 78) // BAR

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.seen is not None:
            self._show_units()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self.seen is not None:
            self._show_units()

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

    def _toggle_order(self) -> None:
        self._by_missing = not self._by_missing
        self._show_units()

    def _unit_pressed(self, place: int) -> None:
        self.missing_wanted.emit(self._shown[place].branch)

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

    def edit_plan(self) -> None:
        if self.seen is not None:
            self._open_form(PlanForm(self.desk.office, self.seen.campaign))

    def add_quotation(self) -> None:
        if self.seen is not None:
            self._open_form(QuotationForm(self.desk.office, self.seen))

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

    def enter_contract(self) -> None:
        if self.seen is not None and self.seen.campaign.decided_on is not None:
            self._open_form(contract_form(self.desk.office, self.seen.campaign))

    def accept(self) -> None:
        if self.seen is None or self.seen.campaign.decided_on is None:
            return
        if self.seen.acceptances and not any(one.due for one in self.seen.stock.items):
            messages.info("订的货已经全部验收")
        else:
            self._open_form(AcceptanceForm(self.desk.office, self.seen))

    def enter_claim(self) -> None:
        if self.seen is not None and self.seen.acceptances:
            self._open_form(claim_form(self.desk.office, self.seen.campaign))

    def _open_paper(self, paper: Paper | None) -> None:
        if self.seen is not None:
            self._open_form(PaperForm(self.desk.office, self.seen.campaign, paper))

    def _open_form(self, form: QWidget) -> None:
        self._close_form()
        form.setFixedWidth(FORM)
        form.closed.connect(self._close_form)  # type: ignore[attr-defined]
        form.saved.connect(lambda *_: self._saved())  # type: ignore[attr-defined]
        self._form = form
        self._keys["Esc"].setEnabled(False)  # the form has its own
        self._side.hide()
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
        self._side.show()
        self.next_button.set_kind("primary")
        self.setFocus()

    # doing

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
        try:
            action = self.desk.office.undo_last()
        except OfficeError as error:
            messages.error(error)
        else:
            self.refresh()
            messages.info(f"已撤销：{action}")

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


class PaperRow(Clickable):
    """One missing paper; pressing it opens its form."""

    def __init__(self, paper: Paper, on_press: Callable[[], object]) -> None:
        super().__init__()
        where, word = label(paper.where, "caption"), label(paper.word)
        where.setFixedWidth(136)
        word.setFixedWidth(56)
        word.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        set_tone(word, "warn")
        parts: list[Part] = [(label(paper.name), 1), where, word]
        self.setLayout(row(*parts, margins=(16, 0, 16, 0), spacing=16))
        self.setFixedHeight(PAPER_ROW)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{paper.name}，{paper.word}")
        self.setToolTip("登记收到的份数")
        self.pressed.connect(on_press)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
