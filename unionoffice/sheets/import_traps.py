# SPDX-License-Identifier: MIT
"""What an import makes of a cell before its field reads it: placeholders, masked numbers, days as bare numbers."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from unionoffice.errors import FieldError
from unionoffice.kit.dates import parse_year_month
from unionoffice.kit.describe import Field
from unionoffice.kit.draft import draft
from unionoffice.kit.fields import BankCard, Day, IdNumber, Mobile, Money, YearMonth
from unionoffice.kit.record import Record
from unionoffice.kit.serial import Serial
from unionoffice.kit.text import half_width, quote
from unionoffice.sheets.cells import UNCOUNTED, CellError
from unionoffice.sheets.import_known import KnownRecords
from unionoffice.sheets.import_plan import ImportRow

# In a column of text 无 is an answer (健康状况：无); in these it says that there is nothing.
_NUMBERLIKE = (BankCard, Day, IdNumber, Mobile, Money, Serial, YearMonth)
_MASKED = (BankCard, IdNumber, Mobile)
_NOTHING = frozenset(("无", "暂无", "没有"))
_BLANKS = " \t\r\n\u3000\xa0-‐‑‒–—−－_＿/／\\＼"
_SERIAL_DAY = re.compile(r"[1-6]\d{4}")  # 1927 to 2091, as a text table keeps a day that was formatted as a number


_DAY_TEXT = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_NUMBER_TEXT = re.compile(r"[0-9A-Za-z.]+")
_TEXT = re.compile(r"[0-9A-Za-z\u3400-\u9fff].*", re.DOTALL)


def trapless(described: Field) -> re.Pattern[str]:
    """Matches whole texts in which a cell of this field hides nothing that is looked for here; most do."""
    if isinstance(described.type, Day | YearMonth):
        return _DAY_TEXT
    return _NUMBER_TEXT if isinstance(described.type, _NUMBERLIKE) else _TEXT


def is_blank(cell: object) -> bool:
    """Nothing, blanks or dashes alone."""
    return cell is None or (isinstance(cell, str) and not cell.strip(_BLANKS))


def says_nothing(described: Field, cell: object) -> bool:
    """Blank, or 无 where a number or a day is wanted."""
    return is_blank(cell) or (cell in _NOTHING and isinstance(described.type, _NUMBERLIKE))


def as_day(described: Field, cell: object) -> object:
    """A day's number of five digits that is kept as text, as the number it is; any other cell as it came."""
    if isinstance(cell, str) and isinstance(described.type, Day | YearMonth) and _SERIAL_DAY.fullmatch(cell):
        return int(cell)
    return cell


def is_masked(described: Field, cell: object) -> bool:
    """A number as our own lists show it, its middle hidden."""
    if not (described.sensitive and isinstance(described.type, _MASKED)):
        return False
    return isinstance(cell, str) and ("*" in cell or "＊" in cell)


def masked_problem(described: Field, cell: object) -> str:
    """Why a masked number is refused where it is not what the office shows already."""
    return f"{described.label}：读到{quote(cell)}，隐去了中间几位，不是完整的号码。请写完整号码，或删掉这一格。"


def error_problem(described: Field, cell: CellError) -> str:
    """Why a cell without a value is refused."""
    if cell.code == UNCOUNTED:
        return f"{described.label}：单元格里是公式，还没有算出值。请用 WPS 或 Excel 打开、保存一次，再导入。"
    return f"{described.label}：单元格显示 {cell.code}，没有值。请在表里改好。"


def is_known_month(cls: type[Record], described: Field, cell: object, values: Mapping[str, Any]) -> bool:
    """A 出生年月 without its day, where the row's other values (the ID number) tell a day in that month."""
    if not isinstance(described.type, Day):
        return False
    try:
        month = parse_year_month(cell)
    except FieldError:
        return False
    record = draft(cls, values)
    record.derive()
    told = getattr(record, described.name)
    return told is not None and f"{told:%Y-%m}" == month


class MaskedNumbers:
    """The numbers of rows whose middle is hidden, until it is known what the office has in their place."""

    def __init__(self, fields: Sequence[Field], known: KnownRecords) -> None:
        self._fields = {one.name: one for one in fields}
        self._known = known
        self._hidden: dict[int, dict[str, str]] = {}

    def sorted_out(self, number: int, cells: Mapping[str, object]) -> dict[str, object]:
        """The cells of row ``number`` that say something, by field name; its masked numbers are put aside."""
        filled: dict[str, object] = {}
        for name, one in self._fields.items():
            cell = cells.get(name)
            if is_masked(one, cell):
                self._hidden.setdefault(number, {})[name] = half_width(str(cell)).strip()
            elif not says_nothing(one, cell):
                filled[name] = as_day(one, cell)
        return filled

    def refuse(self, row: ImportRow) -> None:
        """One that the office shows the same says nothing new; anywhere else it would destroy a whole one."""
        hidden = self._hidden.get(row.row_no, {})
        old = self._known.values(row.record_id) if hidden and row.record_id is not None else {}
        for name, cell in hidden.items():
            one = self._fields[name]
            if old.get(name) is None or one.type.mask(old[name]) != cell:
                row.problems.append(masked_problem(one, cell))


class LostZeros:
    """Numbers that differ from a known one in leading zeros alone: 123 for 00123."""

    def __init__(self, fields: Sequence[Field], known: KnownRecords, title_field: str) -> None:
        self._fields = [one for one in fields if isinstance(one.type, Serial)]
        self._known, self._title = known, title_field
        self._bare = {
            one.name: {value.lstrip("0"): record_id for value, record_id in known.taken(one.name).items()}
            for one in self._fields
        }

    def keep(self, record_id: int, values: dict[str, Any]) -> list[str]:
        """Leave the known record its longer numbers, taking the shorter ones out of ``values``; what to say of it."""
        said = []
        for one in self._fields:
            value, kept = values.get(one.name), self._known.values(record_id)[one.name]
            if value and kept and len(value) < len(kept) and value.lstrip("0") == kept.lstrip("0"):
                del values[one.name]
                said.append(f"{one.label}：读到“{value}”，少了前面的 0，不改，仍是“{kept}”。")
        return said

    def doubt(self, row: ImportRow, *, asked: bool) -> None:
        """A new record that has a known one's number but for the zeros: called the same it is refused, unless the
        clerk is ``asked`` who is meant; called otherwise it is a doubt."""
        for one in self._fields:
            value = row.values.get(one.name)
            holder = self._bare[one.name].get(value.lstrip("0")) if value else None
            if holder is None:
                continue
            old = self._known.values(holder)
            said = f"{one.label}：读到“{value}”，“{old[self._title]}”的是“{old[one.name]}”，只差前面的 0。"
            if row.values.get(self._title) != old[self._title]:
                row.warnings.append(f"{said}请核对是不是同一个。")
            elif not asked:
                row.problems.append(f"{said}请把这一列改为文本，写全号码。")
