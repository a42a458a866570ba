# SPDX-License-Identifier: MIT
"""Field types of a hardship file that lists, exports and histories never show: illness, income, what was told."""

from datetime import date
from decimal import Decimal
from typing import Any

from unionoffice.kit.codes import CodeList
from unionoffice.kit.fields import Choice, Money, Text
from unionoffice.kit.identity import Finding

HIDDEN = "***"


def hidden(value: Any) -> str:
    """What stands in the place of a value: that there is one, and nothing of it."""
    return "" if value is None else HIDDEN


class HiddenMoney(Money):
    """An income or an expense in yuan, zero allowed; only a figure that was worked out (``signed``) may be below."""

    def __init__(self, signed: bool = False) -> None:
        super().__init__(positive=False)
        self.signed = signed

    def check(self, value: Decimal, today: date) -> list[Finding]:
        if value < 0 and not self.signed:
            return [Finding("error", "不能小于 0。没有就填 0。")]
        return super().check(value, today)

    def mask(self, value: Decimal | None) -> str:
        return hidden(value)


class HiddenChoice(Choice):
    """A code that says something of a person's health."""

    def __init__(self, codes: CodeList, width: int = 96) -> None:
        super().__init__(codes, width)

    def mask(self, value: str | None) -> str:
        return hidden(value)


class HiddenText(Text):
    """Words that may speak of illness and money."""

    def mask(self, value: str | None) -> str:
        return hidden(value)
