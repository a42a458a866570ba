# SPDX-License-Identifier: MIT
"""The person at the counter: who, may they, what they get; or which of several is meant, or nobody."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QWidget

from ui import icons
from ui.charts import RIGHT, write
from ui.fields import line_edit
from ui.theme import theme
from ui.widgets import (
    ElidedLabel,
    allow,
    button,
    clear_layout,
    column,
    frame,
    hairline,
    label,
    row,
    scroll,
    set_tone,
)
from unionoffice.welfare.queries import Candidate

Goods = Sequence[tuple[str, str]]
CHOICE_ROW = 40
GOODS_ROW = 24


class Verdict(QWidget):
    """Icon and word in one colour, the reason under it."""

    LOOKS = {"ok": "checkmark", "danger": "error_circle", "warn": "warning"}  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self._icon = icons.IconView("checkmark", 20, "ok")
        self.word, self.reason = label("", "name"), label("", "caption", wrap=True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setLayout(column(row(None, self._icon, self.word, spacing=6), self.reason, spacing=6))
        self.setFixedWidth(240)

    def say(self, tone: str, word: str, reason: str) -> None:
        self._icon.set_icon(self.LOOKS[tone], tone)
        self.word.setText(word)
        set_tone(self.word, tone)
        self.reason.setText(reason)
        set_tone(self.reason, "danger" if tone == "danger" else "")


class ChoiceList(QWidget):
    """Several people match what was typed: one line each, the marked one is what Enter takes."""

    def __init__(self) -> None:
        super().__init__()
        self._people: Sequence[Candidate] = ()
        self._place = 0

    def set_people(self, people: Sequence[Candidate], place: int) -> None:
        self._people, self._place = people, place
        self.setFixedHeight(CHOICE_ROW * len(people))
        self.setAccessibleName(f"{people[place].full_name}，{people[place].caption}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number, one in enumerate(self._people):
            self._line(painter, number * CHOICE_ROW, one, marked=number == self._place)

    def _line(self, painter: QPainter, top: int, one: Candidate, *, marked: bool) -> None:
        room = QRectF(0, top, self.width(), CHOICE_ROW)
        if marked:
            painter.fillRect(room, theme().color("selected"))
            painter.fillRect(QRectF(0, top, 3, CHOICE_ROW), theme().color("accent"))
        write(painter, QRectF(16, top, 156, CHOICE_ROW), one.full_name, "text", "section", bold=True)
        write(painter, room.adjusted(180, 0, -140, 0), one.caption, "text2")
        word, tone = (
            ("可以领取", "ok") if one.may else ("已领过", "text2") if one.row else ("不在名单", "danger")
        )
        write(painter, room.adjusted(0, 0, -16, 0), word, tone, "body", RIGHT)


class PersonCard(QFrame):
    """The large card under the input. It decides nothing: the page tells it what to show."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.name, self.caption, self.verdict = ElidedLabel("", "counter"), ElidedLabel("", "dim"), Verdict()
        self._facts = [label("", "name") for _ in range(3)]
        self._goods = column(spacing=2)
        self._goods_box = scroll(frame(self._goods, "subtle"))  # a long package scrolls in a low window
        self._goods.setContentsMargins(16, 8, 16, 8)
        self.proxy = line_edit("", "代领人姓名，回车签收")
        self._proxy_box = frame(column(label("代领人", "caption"), self.proxy, spacing=4))
        self._choice_title, self.choice = label("", "section"), ChoiceList()
        self.empty = label("", "name", "text3", wrap=True, align=Qt.AlignmentFlag.AlignCenter)
        self.sign_button = button("回车签收", "large")
        self.proxy_button = button("代领（F4）")
        self.undo_button = button("撤销上一笔（Ctrl+Z）")
        for one in (self.sign_button, self.proxy_button, self.undo_button):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stack = QStackedWidget()
        for part in (self._person(), self._several(), frame(column(None, self.empty, None, None))):
            self.stack.addWidget(part)
        foot = row(self.proxy_button, self.undo_button, None, label("按 Esc 清空，换下一位", "caption"))
        self.setLayout(column((self.stack, 1), self.sign_button, foot, margins=(32, 20, 32, 20), spacing=16))

    def _person(self) -> QWidget:
        head = row((column(self.name, self.caption, None, spacing=4), 1), column(self.verdict, None), spacing=16)
        facts = row(
            *(
                (_fact(key, value), 1)
                for key, value in zip(("套餐", "数量", "同单位未领"), self._facts, strict=True)
            ),
            spacing=24,
        )
        return frame(
            column(head, hairline(), facts, (self._goods_box, 99), self._proxy_box, None, spacing=16)
        )

    def _several(self) -> QWidget:
        hint = label("按 ↑ ↓ 选人，回车确认", "caption")
        return frame(column(row(self._choice_title, None, hint), self.choice, None, spacing=12))

    # showing

    def show_person(self, person: Candidate, goods: Goods, missing: int, clear_words: str) -> None:
        """Somebody was found: may they have it, and what is it."""
        self.stack.setCurrentIndex(0)
        self._proxy_box.hide()
        self.proxy.clear()
        self.name.setText(person.full_name)
        self.caption.setText(person.caption)
        has = person.row
        texts = (f"{has.package} 套餐", f"{has.quantity} 份", f"{missing} 人") if has else ("—", "—", "—")
        for value, text in zip(self._facts, texts, strict=True):
            value.setText(text)
        self._show_goods(goods if has else ())
        if person.may:
            self.verdict.say("ok", "可以领取", clear_words)
        else:
            self.verdict.say("danger", "已领过" if has else "不在名单", person.verdict)
        reason = "" if person.may else person.verdict
        allow(self.sign_button, person.may, reason)
        allow(self.proxy_button, person.may, reason)

    def show_choice(self, people: Sequence[Candidate], place: int) -> None:
        """Several match: nobody is signed for until one is chosen."""
        self.stack.setCurrentIndex(1)
        self._choice_title.setText(
            f"{len(people)} 人相符" if len(people) < 8 else "相符的人很多，再输几个字，或选一位"
        )
        self.choice.set_people(people, place)
        allow(self.sign_button, False, "先选一位")
        allow(self.proxy_button, False, "先选一位")

    def show_nobody(self, goods: Goods, said: str = "") -> None:
        """The line is empty, or nobody matches."""
        self.stack.setCurrentIndex(2)
        self.empty.setText(said or "等待下一位")
        set_tone(self.empty, "danger" if said else "text3")
        allow(self.sign_button, False, "先刷卡或输入")
        allow(self.proxy_button, False, "先刷卡或输入")
        self._show_goods(goods)

    def show_signed(self, at: str) -> None:
        """It is written: the person stays in sight until the next one."""
        who = f"，由{self.proxy_name()}代领" if self.proxy_name() else ""
        self.verdict.say("ok", "已签收", f"{at} 入库{who}")
        self._proxy_box.hide()
        self.proxy.clear()
        allow(self.sign_button, False, "先刷卡或输入下一位")
        allow(self.proxy_button, False, "先刷卡或输入下一位")

    def refuse(self, sentence: str) -> None:
        """The office refused it after all."""
        self.verdict.say("danger", "没有发放", sentence)
        allow(self.sign_button, False, sentence)

    # proxies

    def ask_proxy(self) -> None:
        """Room for the name is where the goods were."""
        self._goods_box.hide()
        self._proxy_box.show()
        self.proxy.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def proxy_name(self) -> str:
        return self.proxy.text().strip()

    def _show_goods(self, goods: Goods) -> None:
        clear_layout(self._goods)
        self._goods_box.setVisible(bool(goods))
        self._goods_box.setMaximumHeight(GOODS_ROW * len(goods) + 2 * (len(goods) - 1) + 16)
        for name, many in goods:
            self._goods.addLayout(row(_sixteen(name, "text2"), None, _sixteen(many, "")))


def _fact(key: str, value: QLabel) -> QWidget:
    made = QWidget()
    made.setLayout(column(label(key, "caption"), value, spacing=2))
    return made


def _sixteen(text: str, tone: str) -> QLabel:
    made = label(text, tone=tone)
    made.setStyleSheet("font-size: 16px")
    made.setFixedHeight(GOODS_ROW)
    return made
