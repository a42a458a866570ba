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
    r"|(以上|本页|全校|总)?共\(?\d+\)?人"
)
_NOTE = re.compile(
    r"(制表|填表|填报|编制|审核|审批|复核|负责|经办|证明|分管|录入|联系|领导|主管)?(人|领导|签字|签名|盖章|日期|单位|时间)"
    r"(\(.{0,8}\))?[:].*"
    r"|(制表|审核|复核|会计|出纳|主席|分工会主席|工会主席|校工会主席|科长|处长)[:].*"
    r"|(备注|说明|填表说明|注|附注|附|注意事项|填报说明)\d?[:.、].*"
    r"|(制表|填表|填报|审核|复核|负责|经办)人|以下空白|填表说明"
)


# What every total, note or signature has in it; looked for first, because nearly every row is a record.
_HINT = re.compile(r"[计:：.．、]|人\s*$|空\s*白|说\s*明")


class Skipper:
    """Decides row by row, knowing the columns that were found and the texts of their headings."""

    def __init__(self, columns: Mapping[str, int], headings: Sequence[str]) -> None:
        self._columns = list(columns.values())
        self._headings = [
            (col, text, text[:1]) for col, text in zip(self._columns, map(plain, headings), strict=True)
        ]

    def reason(self, row: Sequence[Cell], *, band: bool = False) -> str | None:
        """Why the row is no record; None when it is one. ``band``: its first cell is merged over the columns."""
        if not any(row) and all(map(_blank, row)):
            return BLANK
        if self._repeats_header(row):
            return HEADER
        words = _first_words(row)
        if words and _TOTAL.fullmatch(words):
            return TOTAL
        if words and _NOTE.fullmatch(words):
            return NOTE
        if band and sum(not _blank(cell) for cell in row) == 1:
            return BAND
        return None if self._has_wanted(row) else self._why_nothing_wanted(row)

    def _has_wanted(self, row: Sequence[Cell]) -> bool:
        width = len(row)
        return any(col < width and not _blank(row[col]) for col in self._columns)

    @staticmethod
    def _why_nothing_wanted(row: Sequence[Cell]) -> str:
        return BLANK if all(map(_blank, row)) else NO_WANTED

    def _repeats_header(self, row: Sequence[Cell]) -> bool:
        width, needed = len(row), (len(self._headings) + 1) // 2
        misses_left = len(self._headings) - needed
        for col, heading, first in self._headings:
            cell = row[col] if col < width else None
            if cell.__class__ is str and first in cell and plain(cell) == heading:
                needed -= 1
                if needed <= 0:
                    return True
            else:
                misses_left -= 1
                if misses_left < 0:
                    return False
        return False


def _blank(cell: Cell) -> bool:
    return cell is None or (cell.__class__ is str and not cell.strip())


def _first_words(row: Sequence[Cell]) -> str:
    """The first text in the row that is no number, without blanks and full-width signs; "" when it is ordinary."""
    for cell in row:
        if cell.__class__ is not str:
            continue
        text = cell.strip()
        if text and not text.isdigit():
            if not _HINT.search(text):
                return ""
            return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return ""
