# SPDX-License-Identifier: MIT
"""The counter: scan or type, see who it is and whether they may, Enter signs. Every signature is written at once."""

import time
from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import messages
from ui.charts import ProgressLine
from ui.desk import Desk
from ui.keys import bind
from ui.page import PageWidget
from ui.theme import theme
from ui.welfare_person import PersonCard
from ui.welfare_signed import SignedList
from ui.widgets import button, column, frame, label, row
from unionoffice.errors import OfficeError
from unionoffice.kit.dates import say_day
from unionoffice.welfare import queries
from unionoffice.welfare.hand_out import hand_out, take_back
from unionoffice.welfare.queries import Candidate
from unionoffice.welfare.quotes import items
from unionoffice.welfare.records import WelfareCampaign

FIND_WAIT_MS = 16
LATEST, RECENT = 14, timedelta(minutes=10)


class CounterPage(PageWidget):
    """Fills the window without the rail. ``closed`` ends the hand-out, ``missing_wanted`` asks for 未领名单."""

    closed = Signal()
    missing_wanted = Signal()
    fills_window = True

    def __init__(self, desk: Desk, campaign: WelfareCampaign) -> None:
        super().__init__()
        self.desk, self.campaign = desk, campaign
        self._found: list[Candidate] = []
        self._place = 0
        self._chosen = False  # which of several people is meant has been said
        self._done: list[int] = []
        self._slowest = 0.0
        self._wait = QTimer(self, singleShot=True, interval=FIND_WAIT_MS)
        self._wait.timeout.connect(self._find)
        with desk.office.read() as session:
            self._goods = [(one.name, f"{one.quantity} {one.unit}") for one in items(session, campaign.id)]
        self._build()
        bind(self, {"F4": self.ask_proxy, "Ctrl+Z": self.take_back, "Esc": self.clear})
        self._show_progress()
        self.card.show_nobody(self._goods)

    # building

    def _build(self) -> None:
        self.input = QLineEdit()
        self.input.setProperty("kind", "counter")
        self.input.setFixedHeight(64)
        self.input.setAccessibleName("刷卡，或输入工号、姓名、拼音首字母")
        self.input.textEdited.connect(self._typed)
        self.input.installEventFilter(self)
        self.setFocusProxy(self.input)
        self.card = PersonCard()
        self.card.sign_button.clicked.connect(lambda _on=False: self.sign())
        self.card.proxy_button.clicked.connect(lambda _on=False: self.ask_proxy())
        self.card.undo_button.clicked.connect(lambda _on=False: self.take_back())
        self.card.proxy.returnPressed.connect(self.sign)
        self.card.proxy.installEventFilter(self)
        self.latest = SignedList()
        self._recent = label("", "caption")
        left = frame(
            column(label("刷卡，或输入工号、姓名、拼音首字母", "dim"), self.input, (self.card, 1), spacing=12)
        )
        head = frame(row(label("最近签收", "section"), None, self._recent, margins=(12, 0, 12, 0)), height=44)
        right = frame(column(head, (self.latest, 1), margins=(1, 1, 1, 1), spacing=0), "card", width=432)
        body = row((left, 1), right, margins=(24, 0, 24, 16), spacing=16)
        self.setLayout(column(self._top(), (body, 1), spacing=0))

    def _top(self) -> QWidget:
        one = self.campaign
        where = "，".join(
            text for text in (one.place or "", f"发放员 {self.desk.office.settings.operator}") if text
        )
        title = column(None, label(f"{one.title()} 发放", "title"), label(where, "caption"), None, spacing=0)
        self._signed, self._of, self._share = label("", "figure"), label("", "caption"), label("", "caption")
        self._bar = ProgressLine(width=320)
        progress = column(
            None, row(self._signed, self._of, None, self._share, spacing=6), self._bar, None, spacing=4
        )
        self.missing_button = button("未领名单", key="W", on_click=self.missing_wanted.emit)
        self.close_button = button("结束发放", key="X", on_click=self.closed.emit)
        return frame(
            row(title, None, progress, 24, self.missing_button, self.close_button, margins=(24, 0, 24, 0)),
            height=theme().size("pageHeader") + 8,
        )

    # keys: Enter signs, the arrows choose among several

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo):
                return True  # the line's own undo would swallow Ctrl+Z; here it takes back a signature
        elif watched is self.input and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Undo):
            self.take_back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and len(self._found) > 1:
            self._move(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _typed(self, _text: str) -> None:
        self._wait.start()

    def _find(self) -> None:
        self._wait.stop()
        typed = self.input.text().strip()
        with self.desk.office.read() as session:
            self._found = queries.find(session, self.campaign.id, typed) if typed else []
        self._place, self._chosen = 0, len(self._found) == 1
        self._show_found(typed)

    def _show_found(self, typed: str) -> None:
        if not self._found:
            self.card.show_nobody(
                self._goods, f"名单里没有“{typed}”。请核对工号，或换姓名再找。" if typed else ""
            )
        elif self._chosen:
            self._show_person(self._found[self._place])
        else:
            self.card.show_choice(self._found, self._place)

    def _show_person(self, person: Candidate) -> None:
        with self.desk.office.read() as session:
            missing = queries.missing_in(session, self.campaign.id, person.branch)
        self.card.show_person(
            person, self._goods, missing, f"在 {say_day(self.campaign.roster_date)}冻结名单内，未领过"
        )

    def _move(self, step: int) -> None:
        self._chosen = False
        self._place = (self._place + step) % len(self._found)
        self.card.show_choice(self._found, self._place)

    # doing

    def enter(self) -> None:
        """Enter: choose among several first, then sign."""
        if self._wait.isActive():
            self._find()
        if not self._found:
            return
        if not self._chosen:
            self._chosen = True
            self._show_person(self._found[self._place])
        else:
            self.sign()

    def sign(self) -> None:
        """Write the signature of the person shown; a refusal is red and says who and when."""
        person = self._found[self._place] if self._found and self._chosen else None
        if person is None:
            return
        began = time.perf_counter()
        try:
            with self.desk.office.work("签收") as work:
                hand_out(work, self.campaign.id, person.member_id, proxy_name=self.card.proxy_name())
        except OfficeError as error:
            self.card.refuse(error.sentence)
            self.input.selectAll()
            self.input.setFocus()
            return
        self._slowest = max(self._slowest, time.perf_counter() - began)
        self._done.append(person.member_id)
        self.card.show_signed(f"{self.desk.office.now():%H:%M:%S}")
        self._next()

    def ask_proxy(self) -> None:
        """F4: somebody else fetches it; their name is typed and Enter signs."""
        if self._found and self._chosen and self._found[self._place].may:
            self.card.ask_proxy()

    def take_back(self) -> None:
        """Ctrl+Z: the last signature of this session was a mistake."""
        if not self._done:
            messages.info("本场还没有可以撤销的签收")
            return
        member_id = self._done[-1]
        try:
            with self.desk.office.work("撤销签收") as work:
                row = take_back(work, self.campaign.id, member_id)
        except OfficeError as error:
            messages.error(error)
            return
        self._done.pop()
        self.clear()
        messages.info(f"已撤销 {row.full_name}的签收")
        self._show_progress()

    def clear(self) -> None:
        """Esc: leave the proxy, or empty the line for the next person."""
        self._wait.stop()
        self.input.clear()
        self._found = []
        self.card.show_nobody(self._goods)
        self.input.setFocus()

    def _next(self) -> None:
        self._found = []
        self.input.clear()
        self.input.setFocus()
        self._show_progress()

    # what the counter has done

    def _show_progress(self) -> None:
        office, campaign_id = self.desk.office, self.campaign.id
        with office.read() as session:
            newest = queries.latest(session, campaign_id, LATEST)
            recent = queries.signed_since(session, campaign_id, office.now() - RECENT)
            units = queries.progress(session, campaign_id)
        signed, total = sum(one.signed for one in units), sum(one.total for one in units)
        share = signed / total if total else 0.0
        self._signed.setText(f"{signed:,}")
        self._of.setText(f"/ {total:,} 已签收")
        self._share.setText(f"{share:.1%}")
        self._bar.set_share(share)
        self._recent.setText(f"近 10 分钟 {recent:,} 人")
        self.latest.set_rows(newest)
        slow = f"，最慢一笔 {self._slowest:.2f} 秒" if self._done else ""
        self.show_status(["每笔即时入库", f"本场 {len(self._done):,} 人{slow}"])

    def figures(self) -> Sequence[str]:
        """Signed and entitled, as the top shows them."""
        return self._signed.text(), self._of.text()

    def take_focus(self) -> None:
        self.input.setFocus()
