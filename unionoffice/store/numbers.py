# SPDX-License-Identifier: MIT
"""Numbers that run on without gaps, per series and year, given inside the transaction that uses them."""

from sqlalchemy import Integer, String, Table, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.schema import Column

from unionoffice.kit.record import Record

number_series = Table(
    "number_series",
    Record.metadata,
    Column("series", String(30), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)


def take_number(session: Session, series: str, year: int, count: int = 1) -> int:
    """The next number of the series in that year, from 1; the first of ``count`` in a row.

    A rollback gives it back, so no gap can arise.
    """
    which = (number_series.c.series == series, number_series.c.year == year)
    last = session.execute(select(number_series.c.last).where(*which)).scalar()
    if last is None:
        session.execute(insert(number_series).values(series=series, year=year, last=count))
        return 1
    session.execute(update(number_series).where(*which).values(last=last + count))
    return int(last) + 1


def next_number(session: Session, series: str, year: int) -> int:
    """The number that would be given next, for showing only."""
    which = (number_series.c.series == series, number_series.c.year == year)
    return int(session.execute(select(number_series.c.last).where(*which)).scalar() or 0) + 1
