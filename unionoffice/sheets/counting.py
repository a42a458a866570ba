# SPDX-License-Identifier: MIT
"""Works out the few formulas our own sheets hold, so that a viewer that does not count shows their values too."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from openpyxl.utils import column_index_from_string, get_column_letter

from unionoffice.sheets.specs import Formula

Value = Decimal | str | bool | None
Node = Callable[[], Value]
Rows = Mapping[int, Sequence[object]]  # row number -> its cells from column A; a Formula is filled in already

_TOKEN = re.compile(r'\s*("[^"]*"|[A-Z]{1,3}\d+:[A-Z]{1,3}\d+|[A-Z]{1,3}\d+(?![\w(])|[A-Z]+(?=\()|\d+(?:\.\d+)?|<>|[-+*/&=(),])')
_PLACE = re.compile(r"([A-Z]+)(\d+)")


class Uncountable(Exception):
    """A formula beyond this small calculator, or one that has no value; its cell stays without one."""


def counted(rows: Rows) -> dict[str, Decimal | str]:
    """The value of each formula by its cell (F7), as far as it can be worked out."""
    sheet = _Sheet(rows)
    found: dict[str, Decimal | str] = {}
    for number, cells in rows.items():
        for col, cell in enumerate(cells, 1):
            if isinstance(cell, Formula):
                try:
                    value = sheet.value(col, number)
                except (Uncountable, InvalidOperation, ArithmeticError, RecursionError):
                    continue
                if isinstance(value, Decimal | str):
                    found[f"{get_column_letter(col)}{number}"] = value
    return found


class _Sheet:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._known: dict[tuple[int, int], Value] = {}

    def value(self, col: int, row: int) -> Value:
        """What the cell shows: a number, a text, or None where it is blank."""
        cells = self._rows.get(row, ())
        held = cells[col - 1] if col <= len(cells) else None
        if isinstance(held, Formula):
            if (col, row) not in self._known:
                self._known[col, row] = _Reader(self, held.text).result()
            return self._known[col, row]
        if isinstance(held, bool) or held is None:
            return held
        return Decimal(str(held)) if isinstance(held, int | float | Decimal) else str(held)

    def area(self, text: str) -> Iterator[Value]:
        first, last = text.split(":")
        (left, top), (right, bottom) = _place(first), _place(last)
        return (self.value(col, row) for row in range(top, bottom + 1) for col in range(left, right + 1))


def _place(text: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(text)
    assert found is not None
    return column_index_from_string(found[1]), int(found[2])


class _Reader:
    """One formula, read from left to right into calls that are made last, because IF makes only one of its own."""

    def __init__(self, sheet: _Sheet, formula: str) -> None:
        self._sheet = sheet
        text = formula.removeprefix("=")
        self._tokens = _TOKEN.findall(text)
        if "".join(self._tokens) != re.sub(r'\s+(?=(?:[^"]*"[^"]*")*[^"]*$)', "", text):
            raise Uncountable(formula)

    def result(self) -> Value:
        node = self._expression()
        if self._tokens:
            raise Uncountable(self._tokens[0])
        return node()

    def _take(self, *wanted: str) -> str:
        return self._tokens.pop(0) if self._tokens and self._tokens[0] in wanted else ""

    def _must(self, wanted: str) -> None:
        if not self._take(wanted):
            raise Uncountable(wanted)

    def _expression(self) -> Node:
        left = self._joined()
        sign = self._take("=", "<>")
        if not sign:
            return left
        right = self._joined()
        return lambda: _same(left(), right()) == (sign == "=")

    def _joined(self) -> Node:
        node = self._sum()
        while self._take("&"):
            node = _binary(node, self._sum(), lambda a, b: _text(a) + _text(b))
        return node

    def _sum(self) -> Node:
        node = self._product()
        while sign := self._take("+", "-"):
            plus = sign == "+"
            node = _binary(node, self._product(), _add if plus else _subtract)
        return node

    def _product(self) -> Node:
        node = self._single()
        while sign := self._take("*", "/"):
            node = _binary(node, self._single(), _multiply if sign == "*" else _divide)
        return node

    def _single(self) -> Node:
        if self._take("-"):
            inner = self._single()
            return lambda: -_number(inner())
        if self._take("("):
            inner = self._expression()
            self._must(")")
            return inner
        if not self._tokens:
            raise Uncountable("end")
        token = self._tokens.pop(0)
        if token.startswith('"'):
            return lambda: token[1:-1]
        if token[0].isdigit():
            return lambda: Decimal(token)
        if token.isalpha():
            return self._call(token)
        if not _PLACE.fullmatch(token):
            raise Uncountable(token)
        return lambda: self._sheet.value(*_place(token))

    def _call(self, name: str) -> Node:
        self._must("(")
        if name in _OVER_AREAS:
            area = self._tokens.pop(0)
            if ":" not in area:
                raise Uncountable(area)
            rest = self._arguments()
            over = _OVER_AREAS[name]
            return lambda: over(list(self._sheet.area(area)), [one() for one in rest])
        arguments = [self._expression(), *self._arguments()]
        if name == "IF" and len(arguments) == 3:
            condition, yes, no = arguments
            return lambda: yes() if condition() else no()
        if name == "ROUND" and len(arguments) == 2:
            return _binary(arguments[0], arguments[1], _round)
        raise Uncountable(name)

    def _arguments(self) -> list[Node]:
        """What follows the first argument, and the closing bracket."""
        found = []
        while self._take(","):
            found.append(self._expression())
        self._must(")")
        return found


def _binary(left: Node, right: Node, count: Callable[[Value, Value], Value]) -> Node:
    return lambda: count(left(), right())


def _number(value: Value) -> Decimal:
    if value is None:
        return Decimal(0)
    if isinstance(value, Decimal):
        return value
    raise Uncountable(value)


def _add(a: Value, b: Value) -> Value:
    return _number(a) + _number(b)


def _subtract(a: Value, b: Value) -> Value:
    return _number(a) - _number(b)


def _multiply(a: Value, b: Value) -> Value:
    return _number(a) * _number(b)


def _divide(a: Value, b: Value) -> Value:
    return _number(a) / _number(b)


def _round(a: Value, places: Value) -> Value:
    return _number(a).quantize(Decimal(1).scaleb(-int(_number(places))), ROUND_HALF_UP)


def _text(value: Value) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value or "")


def _same(a: Value, b: Value) -> bool:
    """A blank cell is both 0 and ""."""
    if a is None or b is None:
        return (a or b) in (None, "", Decimal(0))
    return a == b


def _numbers(area: Sequence[Value]) -> list[Decimal]:
    return [one for one in area if isinstance(one, Decimal)]


def _average(area: Sequence[Value], _rest: Sequence[Value]) -> Value:
    return sum(_numbers(area), Decimal(0)) / len(_numbers(area))


_OVER_AREAS: dict[str, Callable[[Sequence[Value], Sequence[Value]], Value]] = {
    "SUM": lambda area, _rest: sum(_numbers(area), Decimal(0)),
    "AVERAGE": _average,
    "COUNTA": lambda area, _rest: Decimal(sum(one is not None for one in area)),
    "COUNTIF": lambda area, rest: Decimal(sum(one is not None and one == rest[0] for one in area)),
}
