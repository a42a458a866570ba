# SPDX-License-Identifier: MIT
"""The left column of the aid form: its eight fields in the order Enter walks them, and the words between them."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui import aid_detail_fields
from ui.aid_detail_fields import DetailFields, code_box
from ui.aid_detail_fields import known as known_words
from ui.fields import ComboBox, EnterMoves, FormRow, line_edit
from ui.panels import Banner
from ui.person_picker import PersonPicker
from ui.picker import Option
from ui.type_picker import TypePicker
from ui.widgets import ElidedLabel, column, label, restyle, row
from unionoffice.aid.caps import CapCheck
from unionoffice.aid.details import DAY_WORDS
from unionoffice.aid.records import MONEY_WAYS
from unionoffice.errors import FieldError
from unionoffice.kit import codelists
from unionoffice.kit.money import amount_words, parse_yuan, show_yuan
from unionoffice.kit.validate import Checked
from unionoffice.members.codes import SCHOOL_STAGE
from unionoffice.office import Office

NO_WORDS = "填金额后自动写出"
ORDER = (
    "member_id", "aid_type_id", "event_date", "child_name", "school_stage", "reason", "amount", "pay_method",
    *aid_detail_fields.ORDER, "approval_ref", "attachments",
)  # fmt: skip


class AidFields(QWidget):
    """What is typed, and how it is judged. ``edited`` names the field; ``passed`` comes after the last one."""

    edited = Signal(str)
    passed = Signal()

    def __init__(self, office: Office, kinds: Sequence[Option]) -> None:
        super().__init__()
        self.person = PersonPicker(office)
        self.kind = TypePicker(kinds)
        self.day = line_edit(placeholder="例：2020-09-21")
        self.child, self.stage = line_edit(), code_box(SCHOOL_STAGE)
        self.details = DetailFields()
        self.reason = line_edit()
        self.amount = line_edit(right=True)
        self.way = ComboBox([(code.code, code.name) for code in codelists.PAY_METHOD])
        self.approval = line_edit(placeholder="例：2020 年第 9 次主席办公会")
        self.papers = line_edit(width=56, right=True)
        widgets = (
            self.person, self.kind, self.day, self.child, self.stage, self.reason, self.amount, self.way,
            *self.details.widgets, self.approval, self.papers,
        )  # fmt: skip
        self.widgets: dict[str, QWidget] = dict(zip(ORDER, widgets, strict=True))
        self._lines = {
            "event_date": self.day, "child_name": self.child, "reason": self.reason, "amount": self.amount,
            **self.details.lines, "approval_ref": self.approval, "attachments": self.papers,
        }  # fmt: skip
        self._boxes = {"pay_method": self.way, "school_stage": self.stage, **self.details.boxes}
        self._build()
        self._connect()

    def _build(self) -> None:
        self.rows = {
            "member_id": FormRow("慰问对象", self.person, required=True),
            "aid_type_id": FormRow("类型", self.kind, required=True),
            "event_date": FormRow("发生日期", self.day),
            "child_name": FormRow("子女姓名", self.child),
            "school_stage": FormRow("就学阶段", self.stage),
            "reason": FormRow("事由", self.reason),
            "amount": FormRow("金额（元）", self.amount, required=True),
            "pay_method": FormRow("支付方式", self.way),
            **self.details.rows,
            "approval_ref": FormRow("会议依据", self.approval, help="超过上限时填写，印在凭证上"),
        }
        self.words, self.bank = label(NO_WORDS, "caption"), ElidedLabel("", "caption")
        self.bank.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.evidence = ElidedLabel("", "caption")
        self.notice, self.trouble = Banner("warn"), Banner("danger")
        self.of_child = self._pair("child_name", "school_stage")
        self.of_child.hide()
        self.notice.hide()
        self.trouble.hide()
        words = row(label("大写", "caption"), self.words, 16, (self.bank, 1))
        papers = row(label("附件", "caption"), self.papers, label("张", "caption"), (self.evidence, 1))
        self.setLayout(column(
            self.trouble, self.rows["member_id"], self._pair("aid_type_id", "event_date"), self.of_child,
            self.rows["reason"], self._pair("amount", "pay_method"), words, self.details, self.notice,
            self.rows["approval_ref"],
            papers, None,
            margins=(16, 12, 16, 12), spacing=8,
        ))  # fmt: skip

    def _pair(self, left: str, right: str) -> QWidget:
        made = QWidget()
        side_by_side = row((self.rows[left], 1), (self.rows[right], 1), spacing=12)
        for one in (left, right):  # a message under one leaves the other where it is
            side_by_side.setAlignment(self.rows[one], Qt.AlignmentFlag.AlignTop)
        made.setLayout(side_by_side)
        return made

    def _connect(self) -> None:
        for name, line in self._lines.items():
            line.textEdited.connect(lambda _text, one=name: self.edited.emit(one))
        self.person.picked.connect(lambda _option: self.edited.emit("member_id"))
        self.kind.picked.connect(lambda _option: self.edited.emit("aid_type_id"))
        for name, box in self._boxes.items():
            box.activated.connect(lambda _index, one=name: self.edited.emit(one))
        self._enter = EnterMoves(list(self.widgets.values()))
        self._enter.last_passed.connect(self.passed)

    # values

    def raw(self) -> dict[str, Any]:
        """What stands in the fields, as drafts keep it and as the fields' types parse it."""
        picked = {
            "member_id": self.person.chosen.value if self.person.chosen else None,
            "aid_type_id": self.kind.chosen.value if self.kind.chosen else None,
        } | {name: box.currentData() for name, box in self._boxes.items()}
        return picked | {name: line.text() for name, line in self._lines.items()}

    def show_raw(self, raw: dict[str, Any], person: Option | None, kind: Option | None) -> None:
        """The inverse of ``raw``; whom and what the two ids mean comes with them."""
        self.person.choose(person)
        self.kind.choose(kind)
        for name, box in self._boxes.items():
            box.choose(raw.get(name))
        for name, line in self._lines.items():
            line.setText(raw.get(name) or "")

    def settle(self) -> None:
        """What is typed but not yet picked is taken now, as Enter would take it."""
        self.person.settle()
        self.kind.settle()

    # judging

    def show_findings(self, checked: Checked, fresh: str) -> None:
        """Say what is wrong with fields that hold something, and with the one just edited."""
        raw = self.raw()
        for name, form_row in self.rows.items():
            findings = checked.findings.get(name, [])
            if findings and (raw[name] or name == fresh):
                worst = min(findings, key=lambda one: one.level != "error")
                form_row.set_message(worst.text, worst.level)
            else:
                form_row.clear_message()

    def show_words(self, amount: Decimal | None) -> None:
        """The amount in words; None while there is no right amount."""
        self.words.setText(NO_WORDS if amount is None else amount_words(amount))
        restyle(self.words, role="caption" if amount is None else "strong")

    def show_caps(self, caps: CapCheck) -> None:
        """The amber box, and the amber border of 会议依据 while it is empty."""
        self.notice.setVisible(bool(caps))
        if not caps:
            return
        first, *others = caps.notices
        self.notice.say("warn", first.title, "\n".join([first.text, *(f"{one.title}。" for one in others)]))
        if not self.approval.text().strip():
            self.rows["approval_ref"].mark("warn")

    def show_child(self, wanted: bool, known: Sequence[tuple[str, str]]) -> None:
        """Ask for the child where the kind is paid per child; ``known`` are names and stages, the only one is filled in."""
        self.of_child.setVisible(wanted)
        if not wanted:
            self.child.clear()
            self.stage.choose(None)
            return
        self.rows["child_name"].set_help(known_words([name for name, _ in known]))
        if not self.child.text() and len(known) == 1:
            self.child.setText(known[0][0])
        self.show_stage(known)

    def show_stage(self, known: Sequence[tuple[str, str]]) -> None:
        """The school stage of a child the roll knows."""
        stage = dict(known).get(self.child.text().strip())
        if stage:
            self.stage.choose(stage)

    def show_details(self, details: str, way: str) -> None:
        """What the kind and the way of paying ask for, and what the day is called."""
        goods = way not in MONEY_WAYS
        self.details.show_for(details, goods=goods)
        self.rows["event_date"].set_caption(DAY_WORDS.get(details, "发生日期"))
        self.rows["amount"].set_caption("价值（元）" if goods else "金额（元）")

    def follow_goods(self, name: str) -> None:
        """Quantity and price make the value; an amount typed first is the price of one piece."""
        if name in ("goods_quantity", "goods_price"):
            value = self.details.goods_value()
            if value is not None:
                self.amount.setText(show_yuan(value))
        elif name == "goods_name":
            try:
                self.details.fill_in_price(parse_yuan(self.amount.text()))
            except FieldError:
                return

    def point_at(self, name: str, sentence: str) -> None:
        """An error that forbids going on: said at its field, which gets the keyboard."""
        if name in self.rows:
            self.rows[name].set_message(sentence, "error")
        else:
            self.say_trouble(sentence)
        if name in self.widgets:
            self.widgets[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def say_trouble(self, sentence: str) -> None:
        self.trouble.say("danger", sentence)
        self.trouble.show()


def short_day(text: str, today: date) -> str:
    """A month and a day without a year, as clerks type them, made a whole date of this year."""
    found = re.fullmatch(r"\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?\s*", text)
    return f"{today.year}-{int(found[1]):02d}-{int(found[2]):02d}" if found else text
