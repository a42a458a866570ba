# SPDX-License-Identifier: MIT
"""福利采购: the year's campaigns, one campaign, its counter and its missing people; here they lead to each other."""

from collections.abc import Collection

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui import messages
from ui.desk import Desk
from ui.page import PageWidget
from ui.standing import takes
from ui.welfare_campaign import FORM, CampaignView
from ui.welfare_counter import CounterPage
from ui.welfare_list import CampaignList, SuppliersPage
from ui.welfare_missing import MissingPage
from ui.welfare_plan import PlanForm
from ui.widgets import column
from unionoffice.kit.roles import Right

KINDS = frozenset(
    {"welfare_campaign", "campaign_item", "supplier", "quotation", "quotation_line", "acceptance", "acceptance_line",
     "campaign_document", "entitlement", "setting", "*"}
)  # fmt: skip


class WelfarePage(PageWidget):
    """What is in front is one of list, campaign and suppliers; counter and missing list are laid over the page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._stale = False
        self._form: PlanForm | None = None
        self.list = CampaignList(desk)
        self.list.opened.connect(self.open_campaign)
        self.list.new_wanted.connect(self.new_campaign)
        self.list.suppliers_wanted.connect(self.open_suppliers)
        self.campaign = CampaignView(desk)
        self.campaign.back.connect(self.show_list)
        self.campaign.counter_wanted.connect(self.open_counter)
        self.campaign.missing_wanted.connect(self.open_missing)
        self.campaign.status.connect(self._campaign_status)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.campaign)
        self.suppliers: SuppliersPage | None = None
        self.setLayout(column((self.stack, 1)))
        self.list.refresh()

    # what is in front

    def show_list(self) -> None:
        """The campaigns of the year."""
        self._close_form()
        self.list.refresh()
        self.stack.setCurrentIndex(0)
        self.show_status([])
        self.list.focus_first()

    def open_campaign(self, campaign_id: int) -> None:
        """One campaign, from the list or from another page."""
        self._close_form()
        self.campaign.show_campaign(campaign_id)
        self.stack.setCurrentWidget(self.campaign)
        self.show_status(self.campaign.status_texts())
        self.campaign.setFocus()

    def open_suppliers(self) -> None:
        if self.suppliers is None:
            self.suppliers = SuppliersPage(self.desk)
            self.suppliers.closed.connect(self.show_list)
            self.suppliers.status_changed.connect(self.show_status)
            self.suppliers.panel_opened.connect(self.panel_opened)
            self.stack.addWidget(self.suppliers)
        self.suppliers.refresh()
        self.stack.setCurrentWidget(self.suppliers)
        self.suppliers.take_focus()

    @takes(Right.ENTER, "发放")
    def open_counter(self) -> None:
        """进入发放: the counter fills the window until 结束发放."""
        seen = self.campaign.seen
        if seen is None:
            return
        if seen.campaign.frozen_at is None:
            messages.error("名单还没有冻结，不能发放。请先冻结名单。")
            return
        counter = CounterPage(self.desk, seen.campaign)
        counter.missing_wanted.connect(lambda: self.open_missing(""))
        counter.closed.connect(self._came_back)
        self.panel_opened.emit(counter)
        counter.take_focus()

    def open_missing(self, branch: str) -> None:
        """未领名单, of one unit or of all."""
        seen = self.campaign.seen
        if seen is not None and seen.campaign.frozen_at is not None:
            page = MissingPage(self.desk, seen.campaign, branch)
            page.closed.connect(self._came_back)
            self.panel_opened.emit(page)
            page.take_focus()

    def _came_back(self) -> None:
        self._stale = False
        self.campaign.refresh()

    # a new campaign beside the list

    @takes(Right.ENTER, "新增批次")
    def new_campaign(self) -> None:
        if self._form is not None:
            return
        self._form = PlanForm(self.desk.office, None)
        self._form.setFixedWidth(FORM)
        self._form.saved.connect(self._created)
        self._form.closed.connect(self._close_form)
        self.list.put_beside(self._form)
        self._form.focus_first()

    @property
    def form(self) -> QWidget | None:
        """The form of a new campaign, while it is open."""
        return self._form

    def _created(self, campaign_id: int) -> None:
        self.open_campaign(campaign_id)
        seen = self.campaign.seen
        if seen is not None:
            messages.info(f"已新增“{seen.campaign.name}”，下一步冻结名单", "撤销", self._undo_new)

    def _undo_new(self) -> None:
        self.show_list()
        self.campaign.seen = None
        self.campaign.undo()
        self.list.refresh()

    def _close_form(self) -> None:
        if self._form is None:
            return
        self._form = None
        self.list.take_away()

    # what changed elsewhere

    def refresh(self, kinds: Collection[str] = ("*",)) -> None:
        """Read anew what is in front; while the counter is in front it can wait."""
        if KINDS.isdisjoint(kinds):
            return
        if not self.isVisible():
            self._stale = True
            return
        self._read()

    def _read(self) -> None:
        self._stale = False
        if self.stack.currentWidget() is self.campaign:
            self.campaign.refresh()
        elif self.suppliers is not None and self.stack.currentWidget() is self.suppliers:
            self.suppliers.refresh()
        else:
            self.list.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._read()

    def _campaign_status(self, texts: list[str]) -> None:
        if self.stack.currentWidget() is self.campaign:
            self.show_status(texts)

    def take_focus(self) -> None:
        if self.stack.currentIndex() == 0:
            self.list.focus_first()
        else:
            self.stack.currentWidget().setFocus()
