# SPDX-License-Identifier: MIT
"""Tells rows that are records from the others a sheet holds: blank, totals, repeated headers, notes, signatures."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from unionoffice.sheets.cells import Cell
from unionoffice.sheets.headings import plain

BLANK, TOTAL, HEADER, NOTE = "空行", "合计行", "重复的表头", "签字或说明行"
BAND, NO_WANTED = "分段标题", "要导入的各列都空着"

_TOTAL = re.compile(
    r"(本页|本表|本月|本年|全校|全院|部门)?[合小总共累]计([:(人元金大共\d].*)?|.{1,20}[合小总]计"
)
_NOTE = re.compile(
    r"(制表|填表|填报|编制|审核|审批|复核|负责|经办|证明|分管|录入|联系|领导|主管)?(人|领导|签字|签名|盖章|日期|单位|时间)"
    r"(\(.{0,8}\))?[:].*"
    r"|(制表|审核|复核|会计|出纳|主席|分工会主席|工会主席|校工会主席|科长|处长)[:].*"
    r"|(备注|说明|填表说明|注|附注|附|注意事项|填报说明)\d?[:.、].*"
    r"|(制表|填表|填报|审核|复核|负责|经办)人|以下空白|填表说明"
)


class Skipper:
    """Decides row by row, knowing the columns that were found and the texts of their headings."""

    def __init__(self, columns: Mapping[str, int], headings: Sequence[str]) -> None:
        self._columns = list(columns.values())
        self._headings = {col: plain(text) for col, text in zip(self._columns, headings, strict=True)}

    def reason(self, row: Sequence[Cell], *, band: bool = False) -> str | None:
        """Why the row is no record; None when it is one. ``band``: its first cell is merged over the columns."""
        if all(_blank(cell) for cell in row):
            return BLANK
        if self._repeats_header(row):
            return HEADER
        text = next((folded for cell in row if (folded := _words(cell))), "")
        if _TOTAL.fullmatch(text):
            return TOTAL
        if _NOTE.fullmatch(text):
            return NOTE
        if band and sum(not _blank(cell) for cell in row) == 1:
            return BAND
        if all(col >= len(row) or _blank(row[col]) for col in self._columns):
            return NO_WANTED
        return None

    def _repeats_header(self, row: Sequence[Cell]) -> bool:
        same = sum(
            1
            for col, heading in self._headings.items()
            if col < len(row) and isinstance(row[col], str) and plain(row[col]) == heading
        )
        return same > 0 and same * 2 >= len(self._headings)


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _words(cell: Cell) -> str:
    """A cell's text without blanks, full-width signs folded; "" for numbers, also for those written as text."""
    if not isinstance(cell, str):
        return ""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell))
    return "" if text.isdigit() else text
