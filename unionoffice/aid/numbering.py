# SPDX-License-Identifier: MIT
"""How vouchers are numbered: consecutive per series and year, given at issue."""

from sqlalchemy.orm import Session

from unionoffice.aid.settings import voucher_series
from unionoffice.store.numbers import next_number
from unionoffice.store.settings import Settings


def number_key(series: str) -> str:
    """How the store's number_series speaks of a voucher series."""
    return f"voucher:{series}"


def voucher_no(series: str, year: int, number: int) -> str:
    """慰-2020-0214; past 9,999 the number simply grows."""
    return f"{series}-{year}-{number:04d}"


def next_voucher_no(session: Session, settings: Settings, year: int) -> str:
    """The number the next voucher of that year would get, for showing only."""
    series = voucher_series(settings)
    return voucher_no(series, year, next_number(session, number_key(series), year))
