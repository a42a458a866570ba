# SPDX-License-Identifier: MIT
"""Works out the few formulas our sheets hold, so that a test can compare them with the office's own figures."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

_TEXT = re.compile(r'("[^"]*")')
_RANGE = re.compile(r"([A-Z]+\d+):([A-Z]+\d+)")
_CELL = re.compile(r"(?<![\w\"'])([A-Z]{1,2}\d+)(?![\w\"'(])")


class Words(str):
    """Text that ``&`` joins."""

    def __and__(self, other: object) -> "Words":
        return Words(f"{self}{other}")

    def __rand__(self, other: object) -> "Words":
        return Words(f"{other}{self}")


def value(ws: Worksheet, place: str) -> Any:
    """What a program would show in the cell: numbers as Decimal, an empty cell as None."""
    held = ws[place].value
    if isinstance(held, str) and held.startswith("="):
        held = _work_out(ws, held[1:])
    return Decimal(str(held)) if isinstance(held, int | float) else held


def column(ws: Worksheet, letter: str, first: int, last: int) -> list[Any]:
    return [value(ws, f"{letter}{row}") for row in range(first, last + 1)]


def _work_out(ws: Worksheet, formula: str) -> Any:
    parts = [part if part.startswith('"') else _plain(part) for part in _TEXT.split(formula)]
    text = "".join(f"Words({part})" if part.startswith('"') else part for part in parts)
    text = re.sub(r"^IF\((.+?),0,(.+)\)$", r"(0 if \1 else \2)", text)  # the other branch may divide by zero
    return eval(text, {"__builtins__": {}}, _functions(ws))


def _plain(part: str) -> str:
    part = _RANGE.sub(lambda found: f"R('{found[1]}:{found[2]}')", part)
    part = _CELL.sub(lambda found: f"V('{found[1]}')", part)
    return re.sub(r"(?<![<>])=", "==", part)


def _functions(ws: Worksheet) -> dict[str, Any]:
    def cells(area: str) -> list[Any]:
        left, top, right, bottom = range_boundaries(area)
        return [
            value(ws, ws.cell(row, col).coordinate)
            for row in range(top or 0, (bottom or 0) + 1) for col in range(left or 0, (right or 0) + 1)
        ]  # fmt: skip

    def numbers(area: list[Any]) -> list[Decimal]:
        return [one for one in area if isinstance(one, Decimal)]

    return {
        "R": cells, "V": lambda place: value(ws, place) or Decimal(0), "Words": Words,
        "SUM": lambda area: sum(numbers(area), Decimal(0)),
        "AVERAGE": lambda area: sum(numbers(area), Decimal(0)) / len(numbers(area)),
        "COUNTA": lambda area: Words(sum(one is not None for one in area)),
        "COUNTIF": lambda area, wanted: Words(sum(one == wanted for one in area)),
        "ROUND": lambda number, places: number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP),
    }  # fmt: skip
