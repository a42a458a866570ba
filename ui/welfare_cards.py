# SPDX-License-Identifier: MIT
"""The three cards of a campaign's page: quotations compared, papers missing, progress per unit."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame

from ui.charts import BarList, Share
from ui.panels import Clickable
from ui.welfare_matrix import QuoteMatrix
from ui.widgets import ElidedLabel, Part, clear_layout, column, frame, label, link, row, set_tone
from unionoffice.kit.roles import Right
from unionoffice.welfare.overview import Overview, Paper
from unionoffice.welfare.queries import BranchProgress

SIDE, BAR = 368, 29
PAPER_ROW = 32


class Card(QFrame):
    """A surface of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")


class QuotesCard(Card):
    """报价比较: the matrix, who is recommended or taken, and what can be done with it."""

    quote_wanted = Signal()
    decide_wanted = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.advice = ElidedLabel("", "caption"), ElidedLabel("", tone="ok")
        self.quote_link = link("录入报价(&Q)", self.quote_wanted.emit, needs=(Right.ENTER, "录入报价"))
        self.decide_link = link("比选(&D)", self.decide_wanted.emit, needs=(Right.APPROVE, "比选"))
        self.enquiry_link = link("询价表", self.print_wanted.emit)
        self.enquiry_link.setToolTip("打印询价记录表")
        head = row(
            label("报价比较", "section"), self.asked, None, self.advice, self.quote_link, self.decide_link,
            self.enquiry_link, margins=(16, 0, 16, 0), spacing=12,
        )  # fmt: skip
        self.matrix = QuoteMatrix()
        self.setLayout(column(frame(head, height=44), self.matrix, margins=(1, 1, 1, 8), spacing=0))

    def show_quotes(self, seen: Overview) -> None:
        self.matrix.set_matrix(seen.matrix)
        self.asked.setText(_said_days(seen) if seen.matrix.rows else "还没有物品，请先填写方案")
        self.advice.setText(said_advice(seen))
        decided, quoted = seen.campaign.decided_on is not None, bool(seen.matrix.quoters)
        self.enquiry_link.setVisible(quoted)
        self.quote_link.setVisible(bool(seen.matrix.rows) and not decided)
        self.decide_link.setText("撤销比选(&D)" if decided else "比选(&D)")
        self.decide_link.setVisible(quoted and not seen.signed and not seen.acceptances)


def _said_days(seen: Overview) -> str:
    days = sorted(one.quoted_on for one in seen.matrix.quoters)
    if not days:
        return ""
    first, last = (f"{day.month}-{day.day}" for day in (days[0], days[-1]))
    return f"询价 {first}" + (f" 至 {last}" if last != first else "") + "，单价含税，元"


def said_advice(seen: Overview) -> str:
    """成交 or 推荐 and why; '' while there is nothing to compare."""
    one, quotes = seen.campaign, seen.matrix
    place = quotes.lowest if len(quotes.quoters) > 1 else None
    if one.supplier_id is not None:
        place = next((n for n, q in enumerate(quotes.quoters) if q.supplier_id == one.supplier_id), None)
    if place is None:
        return ""
    share = quotes.share_832(place)
    why = (one.decision_reason or "") if one.supplier_id else "总价最低"
    words = [why] if why else []
    words += [f"832 平台占 {share:.1%}"] if share else []
    return f"{'成交' if one.supplier_id else '推荐'} {quotes.quoters[place].label}：{'，'.join(words)}"


class PapersCard(Card):
    """还缺的材料: one line each; ``paper_pressed`` brings the Paper, or None for a further one."""

    paper_pressed = Signal(object)
    contract_wanted = Signal()
    accept_wanted = Signal()
    claim_wanted = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.caption = label("", "caption")
        self.contract_link = link("登记合同(&H)", self.contract_wanted.emit, needs=(Right.ENTER, "登记合同"))
        self.accept_link = link("验收到货(&A)", self.accept_wanted.emit, needs=(Right.ENTER, "验收"))
        self.claim_link = link("登记报销(&B)", self.claim_wanted.emit, needs=(Right.ENTER, "登记报销"))
        self.notes_link = link("验收单", self.print_wanted.emit)
        self.notes_link.setToolTip("打印验收（入库）单")
        add = link("加一项材料", lambda: self.paper_pressed.emit(None), needs=(Right.ENTER, "登记材料"))
        head = row(
            label("还缺的材料", "section"), self.caption, None, self.contract_link, self.accept_link,
            self.notes_link, self.claim_link, add, margins=(16, 0, 16, 0), spacing=16,
        )  # fmt: skip
        self._rows = column(spacing=0)
        self.setLayout(column(frame(head, height=44), self._rows, None, margins=(1, 1, 1, 4), spacing=0))

    def show_papers(self, seen: Overview) -> None:
        one, lacking, goods = seen.campaign, len(seen.missing), bool(seen.acceptances)
        self.caption.setText(f"{lacking} 份，报销前补齐" if lacking else "都齐了")
        self.contract_link.setVisible(one.decided_on is not None and not one.contract_no)
        self.accept_link.setVisible(goods and seen.stock.packages_due > 0)
        self.notes_link.setVisible(goods)
        self.claim_link.setVisible(goods and one.claimed_on is None)
        clear_layout(self._rows)
        for paper in seen.missing:
            self._rows.addWidget(PaperRow(paper, partial(self.paper_pressed.emit, paper)))


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


class ProgressCard(Card):
    """各分工会发放进度: as many bars as fit; before the freeze, what a frozen roster means."""

    unit_pressed = Signal(str)  # '' = all units

    def __init__(self, say: Callable[[str], str]) -> None:
        super().__init__()
        self._say, self._by_missing = say, False
        self._units: Sequence[BranchProgress] = ()
        self._shown: Sequence[BranchProgress] = ()
        self._order_link = link("按未领人数", self._toggle_order)
        self._title, self._foot = label("", "section"), label("", "caption")
        self._hint = label("", "dim", wrap=True)
        self.bars = BarList(BAR)
        self.bars.clicked.connect(lambda place: self.unit_pressed.emit(self._shown[place].branch))
        self.bars.setCursor(Qt.CursorShape.PointingHandCursor)
        self.all_link = link("全部", lambda: self.unit_pressed.emit(""))
        self.setLayout(
            column(
                row(self._title, None, self._order_link), self._hint, self.bars, None,
                row(self._foot, None, self.all_link), margins=(16, 12, 16, 12), spacing=6,
            )
        )  # fmt: skip
        self.setFixedWidth(SIDE)

    def show_units(self, units: Sequence[BranchProgress], roster_date: object) -> None:
        """``units`` is empty while the roster is not frozen."""
        self._units, frozen = units, bool(units)
        done = sum(one.missing == 0 for one in units)
        self._title.setText(self._say("各分工会发放进度") if frozen else "名单")
        self._foot.setText(self._say(f"共 {len(units)} 个分工会，{done} 个已发完") if frozen else "")
        for part in (self._order_link, self.all_link):
            part.setVisible(frozen)
        self._hint.setVisible(not frozen)
        self._hint.setText(
            f"名单还没有冻结。冻结后，{roster_date} 的在册会员每人一份，以后的人员变化不影响这份名单。"
        )
        self._show_bars()

    def _show_bars(self) -> None:
        units = sorted(self._units, key=lambda one: -one.missing) if self._by_missing else self._units
        self._shown = units[: max(1, (self.height() - 78) // BAR)]
        self.bars.set_lines([Share(one.branch or "未定单位", one.signed, one.total) for one in self._shown])

    def _toggle_order(self) -> None:
        self._by_missing = not self._by_missing
        self._order_link.setText("按名册顺序" if self._by_missing else "按未领人数")
        self._show_bars()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_bars()
