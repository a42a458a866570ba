# SPDX-License-Identifier: MIT
"""Values and records made from nothing but a register's description, for tests that run over every register."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

from unionoffice.kit import identity
from unionoffice.kit.describe import Field, fields_of
from unionoffice.kit.fields import (
    BankCard,
    Choice,
    Day,
    FieldType,
    IdNumber,
    Link,
    Mobile,
    Moment,
    Money,
    PersonName,
    Text,
    Whole,
    YearMonth,
    YesNo,
)
from unionoffice.kit.record import Record
from unionoffice.kit.register import Register
from unionoffice.members.dues.fields import Percent, SeveralCodes
from unionoffice.office import Office
from unionoffice.registers import REGISTERS
from unionoffice.store import edit
from unionoffice.store.work import Work

NOON = datetime(2020, 12, 18, 12, 0)
NAMES = ("陈思远", "迪丽娜尔·艾山", "李㛃", "王䶮", "欧阳文静")
USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def made_value(field: Field, n: int) -> Any:
    """The ``n``-th valid value of a field that is no link, as Python holds it; different for each n."""
    kind = field.type
    for wanted, make in MAKERS.items():
        if isinstance(kind, wanted):
            return make(kind, n)
    assert isinstance(kind, Text), f"{field.name}: {type(kind).__name__}"
    if kind.max == 18:
        return made_uscc(n)
    if field.search in ("number", "tail"):
        return f"{1001 + n}"
    return f"{field.label or field.name}{n}"[-kind.max :]


def made_id_number(n: int) -> str:
    """Area 110000 is never issued; the birthday is that of ``made_day``."""
    first = f"110000{made_day(n):%Y%m%d}{100 + n:03d}"
    return first + identity.check_digit(first)


def made_day(n: int) -> date:
    return date(1985, 3, 1) + timedelta(days=40 * n)


def made_card(n: int) -> str:
    return next(text for digit in range(10) if not identity.check_bank_card(text := f"621700{n:012d}{digit}"))


def made_uscc(n: int) -> str:
    return next(text for last in USCC if not identity.check_uscc(text := f"91110000{n:09d}{last}"))


def _number(kind: FieldType, n: int) -> int:
    assert isinstance(kind, Whole)
    return min(max(kind.low, 1) + n, kind.high)


def _code(kind: FieldType, n: int) -> str:
    assert isinstance(kind, Choice)
    codes = [code.code for code in kind.codes]
    return codes[n % len(codes)]


MAKERS: Mapping[type[FieldType], Any] = {
    PersonName: lambda _kind, n: NAMES[n % len(NAMES)],
    IdNumber: lambda _kind, n: made_id_number(n),
    Mobile: lambda _kind, n: f"138{n:08d}",
    BankCard: lambda _kind, n: made_card(n),
    Money: lambda _kind, n: Decimal(f"{1234 + n}.50"),
    Whole: _number,
    YesNo: lambda _kind, n: n % 2 == 0,
    Day: lambda _kind, n: made_day(n),
    YearMonth: lambda _kind, n: f"{2001 + n}-01",
    Moment: lambda _kind, n: datetime.combine(made_day(n), NOON.time()),
    Choice: _code,
    SeveralCodes: lambda kind, n: [code.code for code in kind.codes][n % len(kind.codes)],
    Percent: lambda _kind, n: Decimal(f"0.{5 + n}000"),
}


def made_values(work: Work, fields: Iterable[Field], n: int) -> dict[str, Any]:
    """A value for each field; a linked record is made as well, one for each kind and n."""
    return {
        one.name: made_link(work, one.type, n) if isinstance(one.type, Link) else made_value(one, n) for one in fields
    }


def made_link(work: Work, link: Link, n: int) -> int:
    """The id of a record of the linked kind, the same for every field that asks for the n-th."""
    target = link.to()
    known = cast(dict[tuple[str, int], int], work.session.info.setdefault("made", {}))
    if (target.kind(), n) not in known:
        register = next((one for one in REGISTERS if one.record is target), None)
        made = save(work, register, n) if register and register.editable else bare(work, target, n)
        known[target.kind(), n] = made.id
    return known[target.kind(), n]


def save(work: Work, register: Register, n: int, **given: Any) -> Record:
    """A record with every field of the form filled, saved by the register's own action."""
    values = {**made_values(work, register.form_fields, n), **given}
    if register.save is not None:
        return register.save(work, None, values, None)
    return edit.save(work, register.record, None, values)


def bare(work: Work, cls: type[Record], n: int) -> Record:
    """A record with the fields that may not be empty, as a part's own action would leave it."""
    needed = [one for one in fields_of(cls).values() if one.required and one.default is None]
    record = work.add(cls(**made_values(work, needed, n)))
    work.flush()
    return record


def make_record(office: Office, register: Register, n: int) -> Record:
    """Make the n-th record of a register in a unit of work of its own."""
    with office.work(f"新增{register.noun}") as work:
        return save(work, register, n) if register.editable else bare(work, register.record, n)
