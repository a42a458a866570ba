# SPDX-License-Identifier: MIT
"""定金额: the amount, tier, days, number or child of the chosen lines of a round."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.editors import ChoiceEditor
from ui.fields import FormRow
from ui.side_form import SideForm
from ui.widgets import Part, label, row
from unionoffice.aid import rounds_actions
from unionoffice.aid.rounds_queries import RoundLine, RoundView
from unionoffice.kit.fields import Money, PersonName, Text, Whole
from unionoffice.members.codes import SCHOOL_STAGE
from unionoffice.office import Office
from unionoffice.store.work import Work

OWN = ("amount", "tier", "days", "quantity", "child_name", "school_stage", "reason", "approval_ref")


class AmountForm(SideForm):
    """定金额 for the chosen lines: what is left empty stays; each tier that is in use can get its own amount."""

    def __init__(self, office: Office, view: RoundView, lines: Sequence[RoundLine]) -> None:
        super().__init__(office, "定金额", f"round-amount-{view.id}-{'-'.join(str(one.line_id) for one in lines[:4])}")
        self._view, self._lines = view, lines
        one = self._one = lines[0] if len(lines) == 1 else None
        who = one.full_name if one else f"{len(lines)} 人"
        self.tiers = sorted({line.tier for line in view.lines if line.tier})
        parts: list[Part] = [
            label(f"写给{who}；空着的不改。", "dim", wrap=True),
            self._pair(
                self.add("amount", "金额（元）", Money(), one.amount if one else None),
                self.add("tier", "档次", Text(max=20), one.tier or None if one else None, help="例：一档"),
            ),
            *self._more(one),
            self.add("reason", "事由", Text(max=200)),
            self.add("approval_ref", "超过上限的依据", Text(max=100), one.approval_ref or None if one else None),
        ]  # fmt: skip
        if self.tiers:
            parts.append(label("按档次定金额", "section"))
            parts += [self.add(f"tier:{tier}", f"{tier}，{self._count(tier)} 人（元）", Money(), self._usual(tier)) for tier in self.tiers]
        self.build("定金额", parts, "保存金额")

    def _more(self, one: RoundLine | None) -> list[Part]:
        """Days where the rate is by day, the number of goods, the child of a single line."""
        made: list[Part] = []
        if self._view.by_day:
            made.append(self.add("days", "天数", Whole(1, 366), one.days if one else None, help="金额按标准算出"))
        if self._view.goods_name:
            made.append(self.add("quantity", "数量", Whole(1, 99_999), one.quantity if one else None, help="价值按单价算出"))
        if self._view.per_child and one is not None:
            stages = ChoiceEditor([(code.code, code.name) for code in SCHOOL_STAGE], required=False)
            made.append(self._pair(
                self.add("child_name", "子女姓名", PersonName(), one.child_name or None),
                self.add("school_stage", "就学阶段", Text(), editor=stages),
            ))  # fmt: skip
        return made

    def _pair(self, left: FormRow, right: FormRow) -> QWidget:
        made = QWidget()
        made.setLayout(row((left, 1), (right, 1), spacing=12))
        return made

    def _count(self, tier: str) -> int:
        return sum(line.tier == tier for line in self._view.lines)

    def _usual(self, tier: str) -> Decimal | None:
        amounts = {line.amount for line in self._view.lines if line.tier == tier}
        return amounts.pop() if len(amounts) == 1 else None

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        own = {name: values[name] for name in OWN if values.get(name) is not None}
        if self._one is not None:
            self._drop_shown(own, self._one)
        tiers = {tier: values[f"tier:{tier}"] for tier in self.tiers if values[f"tier:{tier}"] is not None}
        if tiers:
            rounds_actions.set_tiers(work, self._view.id, tiers)
        if own:  # last, so that what was typed for these lines stands above their tier
            rounds_actions.set_lines(work, self._view.id, [line.line_id for line in self._lines], **own)

    @staticmethod
    def _drop_shown(own: dict[str, Any], one: RoundLine) -> None:
        """What only stood there was not typed: other days make the amount anew, the same days leave it."""
        for name in ("days", "quantity"):
            if own.get(name) == getattr(one, name):
                own.pop(name, None)
        if own.get("amount") == one.amount and not own.keys().isdisjoint(("days", "quantity")):
            own.pop("amount", None)
