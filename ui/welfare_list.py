# SPDX-License-Identifier: MIT
"""The campaigns of one year, one line each, with the year's sums above; and the suppliers' own page."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui import icons
from ui.charts import ProgressLine
from ui.chips import FacetChip, FacetValue
from ui.desk import Desk
from ui.keys import bind
from ui.panels import EmptyState, Figure, PageHeader, Way, WayCard
from ui.register_page import RegisterPage
from ui.widgets import Button, ElidedLabel, button, clear_layout, column, frame, label, row, scroll
from unionoffice.kit.dates import show_day
from unionoffice.kit.record import Record
from unionoffice.kit.roles import Right
from unionoffice.welfare import queries
from unionoffice.welfare.queries import CampaignCard, CampaignTotal
from unionoffice.welfare.records import FESTIVALS
from unionoffice.welfare.registers import SUPPLIERS

LINE = 84
NEW = (Right.ENTER, "新增批次")


class CampaignList(QWidget):
    """``opened(id)`` a campaign, ``new_wanted``, ``suppliers_wanted``."""

    opened = Signal(int)
    new_wanted = Signal()
    suppliers_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._year = 0
        self.cards: list[CampaignLine] = []
        self._build()
        bind(self, {"Ctrl+N": self.new_wanted.emit})

    def _build(self) -> None:
        suppliers = button("供应商", icon="people_team", key="G", on_click=self.suppliers_wanted.emit)
        self.new_button = button("新增批次", "primary", "add", key="N", on_click=self.new_wanted.emit, needs=NEW)
        self.header = PageHeader("福利采购", buttons=[suppliers, self.new_button])
        self._lines = column(spacing=8)
        self.year_chip = FacetChip("年份", self._years, single=True)
        self.year_chip.changed.connect(self._choose_year)
        self._count = label("", "caption")
        bar = frame(row(self.year_chip, None, self._count, margins=(24, 0, 24, 8)), height=48)
        body = scroll(frame(column(self._lines, None, margins=(24, 0, 24, 8))))
        listed = frame(column(bar, (body, 1), spacing=0))
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._stack.addWidget(self._empty())
        self._beside = row((self._stack, 1), spacing=0)
        self.setLayout(column(self.header, (self._beside, 1), spacing=0))

    def put_beside(self, form: QWidget) -> None:
        """Stand the form of a new campaign at the right; ``take_away`` is the inverse."""
        self._holder = frame(column(form, margins=(0, 0, 24, 8)))
        self._beside.addWidget(self._holder)
        self._holder.show()  # now: a hidden form cannot take the keyboard
        self.new_button.set_kind("plain")

    def take_away(self) -> None:
        self._beside.removeWidget(self._holder)
        self._holder.hide()
        self._holder.deleteLater()
        self.new_button.set_kind("primary")

    def _empty(self) -> EmptyState:
        ways = [Way("新增第一个批次", "写下节日、名单日期、每人标准和物品", "Ctrl+N", self.new_wanted.emit, NEW)]
        text = "一个节日一个批次：冻结名单，比三家报价，验收到货，逐人签收。"
        return EmptyState("gift", "还没有福利批次", text, ways)

    def refresh(self) -> None:
        """Read the year anew."""
        with self.desk.office.read() as session:
            years = queries.years(session)
            wanted = self._year or self.desk.office.working_year()
            year = wanted if wanted in years or not years else years[0]
            found = queries.campaigns(session, year)
            totals = queries.year_totals(session, year)
        self._stack.setCurrentIndex(0 if years else 1)
        self.year_chip.set_chosen((year,) if years else (), announce=False)
        self._count.setText(f"共 {len(found)} 个批次，新的在前")
        self.header.set_figures(self._figures(totals))
        clear_layout(self._lines)
        self.cards = [CampaignLine(one, partial(self.opened.emit, one.campaign_id)) for one in found]
        for made in self.cards:
            self._lines.addWidget(made)

    @staticmethod
    def _figures(totals: list[CampaignTotal]) -> list[Figure]:
        if not totals:
            return []
        amount = sum(one.amount for one in totals)
        share = sum(one.amount_832 for one in totals) / amount if amount else 0
        missing = sum(one.entitled - one.handed for one in totals)
        return [
            Figure(str(len(totals)), "批次"), Figure(f"{sum(one.entitled for one in totals):,}", "应发人次"),
            Figure(f"{missing:,}", "未领人次"), Figure(f"{amount:,.2f}", "验收金额（元）"), Figure(f"{share:.1%}", "832 平台占比"),
        ]  # fmt: skip

    def _years(self) -> list[FacetValue]:
        with self.desk.office.read() as session:
            return [FacetValue(year, f"{year} 年", None) for year in queries.years(session)]

    def _choose_year(self, chosen: frozenset[object]) -> None:
        self._year = next((year for year in chosen if isinstance(year, int)), 0)
        self.refresh()

    def focus_first(self) -> None:
        if self.cards:
            self.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.new_button.setFocus(Qt.FocusReason.OtherFocusReason)


class CampaignLine(WayCard):
    """One campaign: name and dates, how far the hand-out is, what it cost."""

    def __init__(self, one: CampaignCard, on_press: Callable[[], object]) -> None:
        super().__init__()
        when = f"名单日期 {show_day(one.roster_date)}" + ("" if one.frozen else "，还没有冻结")
        about = " · ".join(text for text in (FESTIVALS.name(one.festival), when, one.supplier) if text)
        name = column(None, label(one.name, "name"), ElidedLabel(about, "caption"), None, spacing=2)
        amount = f"{one.amount:,.2f}" if one.amount else "—"
        figures = (_figure(f"{one.per_head:,.2f}", "每人（元）", 104), _figure(amount, "验收金额（元）", 128))
        chevron = icons.IconView("chevron_right", 16, "text3")
        self.setLayout(
            row((name, 1), self._progress(one), 24, *figures, 8, chevron, margins=(16, 0, 16, 0), spacing=16)
        )
        self.setFixedHeight(LINE)
        self.setAccessibleName(f"{one.name}，{self._words(one)}")
        self.pressed.connect(on_press)

    @staticmethod
    def _words(one: CampaignCard) -> str:
        if not one.head_count:
            return "名单未冻结"
        missing = one.head_count - one.signed
        return f"{one.signed:,} / {one.head_count:,} 已签收" + (
            f"，余 {missing:,}" if missing else "，已发完"
        )

    def _progress(self, one: CampaignCard) -> QWidget:
        share = one.signed / one.head_count if one.head_count else 0.0
        done = bool(one.head_count) and one.signed == one.head_count
        bar = ProgressLine(share, tone="ok" if done else "accent", width=240)
        words = label(self._words(one), "caption", "" if one.frozen else "warn")
        return frame(column(None, words, bar, None, spacing=6), width=240)


def _figure(value: str, caption: str, width: int) -> QWidget:
    right = Qt.AlignmentFlag.AlignRight
    made = frame(
        column(
            None,
            label(value, "section", align=right),
            label(caption, "caption", align=right),
            None,
            spacing=2,
        )
    )
    made.setFixedWidth(width)
    return made


class SuppliersPage(RegisterPage):
    """供应商: the generic page, reached from the campaigns; ``closed`` goes back."""

    ICON = "cart"
    EMPTY_TEXT = "录入报价时写下的新供应商会自动记在这里。"
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, SUPPLIERS)
        self.header.set_title("供应商", "福利采购")
        self.header.lead_back("返回批次（Esc）")
        self.header.sub_pressed.connect(self.closed)
        self._keys = bind(self, {"Esc": self._escape})

    def make_buttons(self) -> list[Button]:
        back = button("返回批次", icon="chevron_left", key="R", on_click=self.closed.emit)
        return [back, *super().make_buttons()]

    def _escape(self) -> None:
        if self.search.text():
            self.search.clear()
        else:
            self.closed.emit()

    def _open_form(self, record: Record | None) -> None:
        self._keys["Esc"].setEnabled(False)  # the form has its own
        super()._open_form(record)

    def _close_form(self) -> None:
        super()._close_form()
        self._keys["Esc"].setEnabled(True)
