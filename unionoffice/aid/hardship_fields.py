# SPDX-License-Identifier: MIT
"""Field types of a hardship file that lists, exports and histories never show: illness, income, what was told."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from unionoffice.errors import FieldError
from unionoffice.kit.codes import CodeList
from unionoffice.kit.fields import Choice, Money, Text
from unionoffice.kit.identity import Finding
from unionoffice.kit.text import quote

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


class SeveralPapers(Text):
    """Some codes of a list whose names have blanks and commas of their own; stored as ``a,b`` in the list's order."""

    def __init__(self, codes: CodeList) -> None:
        super().__init__(max=200, width=240)
        self.codes = codes

    def parse(self, raw: object) -> str | None:
        text = "" if raw is None else str(raw)
        if text and all(part in self.codes for part in text.split(",")):
            return text  # as it is stored
        found = set()
        for code in sorted(self.codes, key=lambda one: -len(one.name)):
            if code.name in text:
                found.add(code.code)
                text = text.replace(code.name, " ")
        rest = re.sub(r"[\s、，,；;]+", "", text)
        if rest:
            names = "；".join(one.name for one in self.codes)
            raise FieldError(f"{quote(rest)}不在{self.codes.title}里，用分号隔开。可填：{names}。")
        return ",".join(one.code for one in self.codes if one.code in found) or None

    def show(self, value: str | None) -> str:
        return "；".join(self.codes.name(code) for code in value.split(",")) if value else ""

    def to_sheet(self, value: str | None) -> str:
        return self.show(value)


class HiddenText(Text):
    """Words that may speak of illness and money."""

    def mask(self, value: str | None) -> str:
        return hidden(value)
