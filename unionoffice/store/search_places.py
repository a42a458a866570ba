# SPDX-License-Identifier: MIT
"""Numbers the rows of a search index roughly in the order of the records' names, so that the first results of any
search come off the index in order, however many there are: a full-text index gives its rows by number only.

A number is a step and the record's id. The steps are names that part the records evenly when the index is built; a
record keeps the step its name falls into. They need not stay even: what they order wrongly is never shown, only slower.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from unionoffice.kit.describe import fields_of
from unionoffice.kit.record import Record

ID_BITS = 25  # 33 million ids; the fewer bits, the smaller the index
ID_MASK = (1 << ID_BITS) - 1
MOST_STEPS = 1023
_PER_STEP = 100  # records between two steps while there are few
_UNEVEN = 8  # the index is built anew when there are so many times more records than its steps were made for
_WORTH_IT = 100_000
_BLOCK, _MOST = 256, 4096  # candidates given out at a time; what one search may look at


@cache
def named_by(cls: type[Record]) -> str:
    """The attribute the records of a class stand in the order of: their title's sort key, else the title."""
    title = fields_of(cls).get(cls.lookup[0])
    return title.sort_by if title and title.sort_by else cls.lookup[0]


def in_words(cls: type[Record]) -> bool:
    """Whether the titles are texts: only those stand in the same order here and in the database."""
    return bool(getattr(cls, named_by(cls)).type.python_type is str)


def make(session: Session, cls: type[Record], index: str) -> None:
    """Make the tables of steps and places anew, with the steps for the records there are."""
    for part in ("steps", "places"):
        session.execute(text(f"DROP TABLE IF EXISTS {index}_{part}"))
    session.execute(text(f"CREATE TABLE {index}_steps (step INTEGER PRIMARY KEY, name TEXT NOT NULL)"))
    session.execute(text(f"CREATE TABLE {index}_places (id INTEGER PRIMARY KEY, place INTEGER NOT NULL)"))
    steps = _even_steps(session, cls) if in_words(cls) else []
    if steps:
        session.execute(
            text(f"INSERT INTO {index}_steps (name) VALUES (:name)"), [{"name": step} for step in steps]
        )


def _even_steps(session: Session, cls: type[Record]) -> list[str]:
    by = getattr(cls, named_by(cls))
    names = [name for name in session.scalars(select(by).order_by(by)) if name]
    count = min(MOST_STEPS, len(names) // _PER_STEP)
    return [names[len(names) * step // (count + 1)] for step in range(1, count + 1)]


def there(session: Session, index: str) -> bool:
    found = text("SELECT count(*) FROM sqlite_master WHERE name IN (:steps, :places)")
    return session.execute(found, {"steps": f"{index}_steps", "places": f"{index}_places"}).scalar() == 2


def uneven(session: Session, index: str, records: int) -> bool:
    """Whether there are so many more records than when the steps were made that they part too little."""
    if records < _WORTH_IT:
        return False
    made = session.execute(text(f"SELECT count(*) FROM {index}_steps")).scalar() or 0
    return min(MOST_STEPS, records // _PER_STEP) >= _UNEVEN * (made + 1)


def steps_of(connection: Connection, index: str) -> list[str]:
    return list(connection.execute(text(f"SELECT name FROM {index}_steps ORDER BY step")).scalars())


def place(cls: type[Record], steps: Sequence[str], record: Record) -> int:
    """The number of the record's row in the index."""
    name = getattr(record, named_by(cls))
    step = len(steps) + 1 if name is None else bisect_right(steps, str(name)) if steps else 0
    return step << ID_BITS | record.id


def put(connection: Connection, index: str, places: Iterable[int]) -> None:
    rows = [(one & ID_MASK, one) for one in places]
    connection.exec_driver_sql(f"INSERT OR REPLACE INTO {index}_places VALUES (?, ?)", rows)


def drop(connection: Connection, index: str, ids: Sequence[int]) -> None:
    """Take these records out of the index and of the places."""
    rows = [(record_id,) for record_id in ids]
    there = f"(SELECT place FROM {index}_places WHERE id = ?)"
    connection.exec_driver_sql(f"DELETE FROM {index} WHERE rowid = {there}", rows)
    connection.exec_driver_sql(f"DELETE FROM {index}_places WHERE id = ?", rows)


def in_order(session: Session, index: str, expression: str, *, backwards: bool) -> Iterator[list[int]]:
    """The ids that match, as blocks: every name of a block stands before those of the next, inside it in no order.

    Raises LookupError where the steps part too little, or after so many that another way is faster.
    """
    direction = "DESC" if backwards else "ASC"
    sql = f"SELECT rowid FROM {index} WHERE {index} MATCH :typed ORDER BY rowid {direction} LIMIT {_MOST}"
    block: list[int] = []
    step, looked_at = -1, 0
    with session.execute(text(sql), {"typed": expression}) as found:
        for number in found.scalars():
            looked_at += 1
            if number >> ID_BITS != step and len(block) >= _BLOCK:
                yield block
                block = []
            step = number >> ID_BITS
            block.append(number & ID_MASK)
    if looked_at == _MOST:
        raise LookupError
    yield block
