# SPDX-License-Identifier: MIT
"""Two field types that only the rule of the dues needs: a rate in percent, and several employment types in one."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Integer
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from unionoffice.errors import FieldError
from unionoffice.kit.codes import CodeList
from unionoffice.kit.fields import FieldType, Text
from unionoffice.kit.identity import Finding
from unionoffice.kit.text import quote, squeeze

_RATE = re.compile(r"(\d+(?:\.\d+)?)([%‰]?)")
_MILLIONTH = Decimal("0.0001")  # of one percent a ten-thousandth is a millionth of the whole
HIGHEST = Decimal(10)


class MillionthsColumn(TypeDecorator[Decimal]):
    """Percent as ``Decimal`` in Python, integer millionths in the database: 0.5 % is 5000."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value / _MILLIONTH)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else value * _MILLIONTH


class Percent(FieldType):
    """A rate in percent with up to four decimals, typed as 0.5, 0.5% or 5‰ and shown as 0.5%."""

    width = 72
    align = "right"

    def column_type(self) -> TypeEngine[Any]:
        return MillionthsColumn()

    def parse(self, raw: object) -> Decimal | None:
        if raw is None or not squeeze(str(raw)):
            return None
        found = _RATE.fullmatch(squeeze(str(raw)))
        if found is None:
            raise FieldError(f"读到{quote(raw)}，不是费率。请写成 0.5%。")
        value = Decimal(found[1]) / (10 if found[2] == "‰" else 1)
        if value != value.quantize(_MILLIONTH):
            raise FieldError(f"读到{quote(raw)}，小数太多。费率最多写到万分之一个百分点。")
        return value.quantize(_MILLIONTH)

    def check(self, value: Decimal, today: date) -> list[Finding]:
        if not 0 < value <= HIGHEST:
            return [Finding("error", f"费率应大于 0，不超过 {HIGHEST}%。")]
        return []

    def show(self, value: Decimal | None) -> str:
        return "" if value is None else f"{value.normalize():f}%"

    def to_sheet(self, value: Decimal | None) -> str:
        return self.show(value)

    def dump(self, value: Decimal | None) -> int | None:
        return None if value is None else int(value / _MILLIONTH)

    def load(self, stored: int | None) -> Decimal | None:
        return None if stored is None else stored * _MILLIONTH


class SeveralCodes(Text):
    """Some codes of a list, stored as ``a,b`` in the list's order, typed and shown as 在编、博士后."""

    def __init__(self, codes: CodeList) -> None:
        super().__init__(max=120, width=152)
        self.codes = codes

    def parse(self, raw: object) -> str | None:
        words = [word for word in re.split("[、，,；;/\\s]+", "" if raw is None else str(raw)) if word]
        found = {self._code(word) for word in words}
        return ",".join(code.code for code in self.codes if code.code in found) or None

    def _code(self, word: str) -> str:
        code = self.codes.find(word)
        if code is None:
            names = "、".join(one.name for one in self.codes)
            raise FieldError(f"{quote(word)}不在{self.codes.title}里。可填：{names}。")
        return code

    def show(self, value: str | None) -> str:
        return "、".join(self.codes.name(code) for code in value.split(",")) if value else ""

    def to_sheet(self, value: str | None) -> str:
        return self.show(value)
