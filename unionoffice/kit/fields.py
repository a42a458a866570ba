# SPDX-License-Identifier: MIT
"""Field types: each knows how a value is typed, stored, checked, shown, masked and laid into a sheet."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from sqlalchemy import Boolean, Date, DateTime, Integer, String
from sqlalchemy import Text as LongText
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from unionoffice.errors import FieldError
from unionoffice.kit import dates, identity, money
from unionoffice.kit.codes import CodeList
from unionoffice.kit.identity import Finding
from unionoffice.kit.text import visible

if TYPE_CHECKING:
    from unionoffice.kit.record import Record

SheetKind = Literal["text", "int", "money", "day", "month", "percent"]


class FenColumn(TypeDecorator[Decimal]):
    """``Decimal`` yuan in Python, integer 分 in the database; sums of the column come back as yuan too."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else money.to_fen(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else money.from_fen(int(value))


def _plain(raw: object) -> str:
    """A cell's or a person's text without outer blanks and unseen marks; whole floats lose their ``.0``."""
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return visible(str(raw)).replace("\u3000", " ").strip()


HIDDEN = "***"  # stands for a value of which nothing is told


class FieldType:
    """What is known of a kind of value. ``width`` is a column's width in px, ``chars`` in a sheet."""

    width: ClassVar[int] = 120
    align: ClassVar[Literal["left", "right"]] = "left"
    sheet_kind: ClassVar[SheetKind] = "text"

    def column_type(self) -> TypeEngine[Any]:
        raise NotImplementedError

    def parse(self, raw: object) -> Any:
        """What a person typed or a cell held, as the Python value; None when empty. Raises FieldError."""
        return _plain(raw) or None

    def check(self, value: Any, today: date) -> list[Finding]:
        """Errors and warnings about one non-empty value."""
        return []

    def show(self, value: Any) -> str:
        """The value as a person reads it; '' when empty."""
        return "" if value is None else str(value)

    def mask(self, value: Any) -> str:
        """The value of a sensitive field as anybody may see it: that there is one. Numbers keep their ends."""
        return "" if value is None else HIDDEN

    def to_sheet(self, value: Any) -> Any:
        """The value as openpyxl takes it: text, number or date."""
        return value

    def dump(self, value: Any) -> Any:
        """The value as JSON, for the audit trail and drafts; ``load`` is its inverse."""
        return value

    def load(self, stored: Any) -> Any:
        return stored


class Text(FieldType):
    """Free text of at most ``max`` characters; ``lines`` > 1 gives a taller editor."""

    def __init__(self, max: int = 200, lines: int = 1, width: int = 120) -> None:
        self.max = max
        self.lines = lines
        self.width = width  # type: ignore[misc]

    def column_type(self) -> TypeEngine[Any]:
        return String(self.max) if self.max <= 500 else LongText()

    def check(self, value: str, today: date) -> list[Finding]:
        over = len(value) - self.max
        return [Finding("error", f"最多 {self.max} 个字，多了 {over} 个。已填内容没有丢。")] if over > 0 else []


class PersonName(Text):
    """A name as printed: no inner blanks, the minority names' dot unified to ``·`` (U+00B7)."""

    DOTS: ClassVar[str] = "•．.・‧∙"

    def __init__(self) -> None:
        super().__init__(max=50, width=128)

    def parse(self, raw: object) -> str | None:
        text = _plain(raw)
        for dot in self.DOTS:
            text = text.replace(dot, "·")
        if not any(c.isascii() and c.isalpha() for c in text):
            text = "".join(text.split())
        return text or None

    def check(self, value: str, today: date) -> list[Finding]:
        found = super().check(value, today)
        if len(value) < 2:
            found.append(Finding("warn", "姓名只有一个字，请核对。"))
        if any(c.isdigit() for c in value):
            found.append(Finding("error", f"姓名里有数字：{value}。请核对是否填错了列。"))
        return found


class Whole(FieldType):
    """A whole number, ``low`` to ``high`` inclusive; a year or a small number is shown without separators."""

    width = 72
    align = "right"
    sheet_kind = "int"

    def __init__(self, low: int = 0, high: int = 1_000_000) -> None:
        self.low = low
        self.high = high

    def column_type(self) -> TypeEngine[Any]:
        return Integer()

    def parse(self, raw: object) -> int | None:
        text = _plain(raw).replace(",", "").replace("，", "")
        if not text:
            return None
        try:
            return int(text)
        except ValueError as bad:
            raise FieldError(f"“{text}”不是整数。请填数字。") from bad

    def check(self, value: int, today: date) -> list[Finding]:
        ok = self.low <= value <= self.high
        return [] if ok else [Finding("error", f"应在 {self.low} 到 {self.high} 之间。")]

    def show(self, value: int | None) -> str:
        return "" if value is None else f"{value:,}" if self.high > 9999 else str(value)


class YesNo(FieldType):
    width = 56

    def column_type(self) -> TypeEngine[Any]:
        return Boolean()

    def parse(self, raw: object) -> bool | None:
        if isinstance(raw, bool):
            return raw
        text = _plain(raw)
        if not text:
            return None
        if text in ("是", "有", "1", "√", "Y", "y", "TRUE", "True"):
            return True
        if text in ("否", "无", "0", "×", "N", "n", "FALSE", "False"):
            return False
        raise FieldError(f"“{text}”看不出是或否。请填“是”或“否”。")

    def show(self, value: bool | None) -> str:
        return "" if value is None else "是" if value else "否"

    def to_sheet(self, value: bool | None) -> str:
        return self.show(value)


class Money(FieldType):
    """An amount in yuan with two decimals; ``positive`` refuses zero and below."""

    width = 112
    align = "right"
    sheet_kind = "money"

    def __init__(self, positive: bool = True) -> None:
        self.positive = positive

    def column_type(self) -> TypeEngine[Any]:
        return FenColumn()

    def parse(self, raw: object) -> Decimal | None:
        return None if _plain(raw) == "" else money.parse_yuan(raw)

    def check(self, value: Decimal, today: date) -> list[Finding]:
        if self.positive and value <= 0:
            return [Finding("error", "金额要大于 0。")]
        if abs(value) >= Decimal(10) ** 12:
            return [Finding("error", "金额太大，请核对单位是不是元。")]
        return []

    def show(self, value: Decimal | None) -> str:
        return "" if value is None else money.show_yuan(value)

    def dump(self, value: Decimal | None) -> int | None:
        return None if value is None else money.to_fen(value)

    def load(self, stored: int | None) -> Decimal | None:
        return None if stored is None else money.from_fen(stored)


class Day(FieldType):
    """A calendar day; ``past`` refuses days after today."""

    width = 100
    sheet_kind = "day"

    def __init__(self, past: bool = False) -> None:
        self.past = past

    def column_type(self) -> TypeEngine[Any]:
        return Date()

    def parse(self, raw: object) -> date | None:
        return None if _plain(raw) == "" else dates.parse_day(raw)

    def check(self, value: date, today: date) -> list[Finding]:
        if self.past and value > today:
            return [Finding("error", f"{dates.show_day(value)} 还没到。请核对日期。")]
        return []

    def show(self, value: date | None) -> str:
        return "" if value is None else dates.show_day(value)

    def dump(self, value: date | None) -> str | None:
        return None if value is None else value.isoformat()

    def load(self, stored: str | None) -> date | None:
        return None if stored is None else date.fromisoformat(stored)


class YearMonth(FieldType):
    """Text ``YYYY-MM``, or ``YYYY-MM-DD`` where the day is known; both sort and compare as text."""

    width = 96
    sheet_kind = "month"

    def column_type(self) -> TypeEngine[Any]:
        return String(10)

    def parse(self, raw: object) -> str | None:
        return None if _plain(raw) == "" else dates.parse_year_month(raw)


class Moment(FieldType):
    """A local date and time, written by the program and never typed."""

    width = 132

    def column_type(self) -> TypeEngine[Any]:
        return DateTime()

    def parse(self, raw: object) -> datetime | None:
        if raw is None or isinstance(raw, datetime):
            return raw
        text = _plain(raw)
        try:
            return datetime.fromisoformat(text) if text else None
        except ValueError as bad:
            raise FieldError(f"“{text}”不是日期和时间。例：2020-12-18 08:30。") from bad

    def show(self, value: datetime | None) -> str:
        return "" if value is None else value.strftime("%Y-%m-%d %H:%M")

    def to_sheet(self, value: datetime | None) -> str:
        return self.show(value)

    def dump(self, value: datetime | None) -> str | None:
        return None if value is None else value.isoformat()

    def load(self, stored: str | None) -> datetime | None:
        return None if stored is None else datetime.fromisoformat(stored)


class Choice(FieldType):
    """One code of a code list; typed as code, name or alias, stored as the code."""

    def __init__(self, codes: CodeList, width: int = 96, tones: dict[str, str] | None = None) -> None:
        self.codes = codes
        self.width = width  # type: ignore[misc]
        # code -> tone of its state word (LOOK: the ordinary is grey, the exception has colour)
        self.tones = tones or {}

    def column_type(self) -> TypeEngine[Any]:
        return String(24)

    def parse(self, raw: object) -> str | None:
        text = _plain(raw)
        if not text:
            return None
        code = self.codes.find(text)
        if code is None:
            names = "、".join(c.name for c in self.codes if c.common)
            raise FieldError(f"“{text}”不在{self.codes.title}里。可填：{names}。")
        return code

    def show(self, value: str | None) -> str:
        return self.codes.name(value)

    def to_sheet(self, value: str | None) -> str:
        return self.show(value)


class IdNumber(Text):
    """An identity number of any kind in use; kept upper-case and without blanks, masked in lists."""

    def __init__(self) -> None:
        super().__init__(max=30, width=168)

    def parse(self, raw: object) -> str | None:
        return identity.clean_id(raw) or None

    def check(self, value: str, today: date) -> list[Finding]:
        return identity.check_id(value, today)

    def mask(self, value: str | None) -> str:
        return "" if value is None else identity.mask_id(value)


class Mobile(Text):
    def __init__(self) -> None:
        super().__init__(max=30, width=120)

    def parse(self, raw: object) -> str | None:
        return identity.clean_mobile(raw) or None

    def check(self, value: str, today: date) -> list[Finding]:
        return identity.check_mobile(value)

    def mask(self, value: str | None) -> str:
        return "" if value is None else identity.mask_mobile(value)


class BankCard(Text):
    def __init__(self) -> None:
        super().__init__(max=40, width=176)

    def parse(self, raw: object) -> str | None:
        return identity.clean_card(raw) or None

    def check(self, value: str, today: date) -> list[Finding]:
        return identity.check_bank_card(value)

    def mask(self, value: str | None) -> str:
        return "" if value is None else identity.mask_card(value)


class Uscc(Text):
    """统一社会信用代码 (GB 32100), kept in capitals without blanks and hyphens."""

    def __init__(self) -> None:
        super().__init__(max=18, width=176)

    def parse(self, raw: object) -> str | None:
        return identity.clean_uscc(raw) or None

    def check(self, value: str, today: date) -> list[Finding]:
        return identity.check_uscc(value)


class Link(FieldType):
    """Another record's id. ``relation`` is the relationship beside it, ``to`` gives the linked class.

    An import may name the linked record by its text; an unknown name is made anew where ``create_missing``.
    """

    width = 168

    def __init__(self, relation: str, to: "Callable[[], type[Record]]", create_missing: bool = False) -> None:
        self.relation = relation
        self.to = to
        self.create_missing = create_missing

    def column_type(self) -> TypeEngine[Any]:
        return Integer()

    def parse(self, raw: object) -> int | None:
        """An id; a name is looked up by whoever has the database at hand (the picker, the import)."""
        text = _plain(raw)
        if text and not text.isdecimal():
            raise FieldError(f"没有“{text}”。请从列表里选一项。")
        return int(text) if text else None
