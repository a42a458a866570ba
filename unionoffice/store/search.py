# SPDX-License-Identifier: MIT
"""Search as you type: one full-text index per kind over characters, pinyin, initials, number heads and tails.

The index is derived data: it is built when missing or when its layout changed, and every write keeps it in step
inside the same transaction. SQLite FTS5 today; another database would give this file another body.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import Connection, Select, column, select, table, text
from sqlalchemy.orm import Session

from unionoffice.kit import pinyin
from unionoffice.kit.describe import Field, fields_of
from unionoffice.kit.fields import Link
from unionoffice.kit.record import Record

# Unassigned (Cn) counts as a letter: SQLite's table is Unicode 6.1 and does not know the newer characters in names.
# A changed tokenizer makes every index be built anew; so does a change of what is indexed: add a blank to say so.
_TOKENIZE = "unicode61 remove_diacritics 0 categories 'L* N* Co Cn' "
MAX_TAILS = 3  # digit tails of different fields never share a column (a phone's tail is not an ID's)
_COLUMNS = ("han", "latin", "number", *(f"tail{n}" for n in range(MAX_TAILS)))
_WALL = "\ue000"  # stands between two fields of one column, so that no phrase is found across them
_HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[0-9a-z]+")


def searchable(cls: type[Record]) -> list[Field]:
    return [f for f in fields_of(cls).values() if f.search]


def index_name(cls: type[Record]) -> str:
    return f"search_{cls.kind()}"


def _han_tokens(value: str) -> Iterable[str]:
    yield from _HAN.findall(value)
    yield from _WORD.findall(_HAN.sub(" ", value.lower()))


def _latin_tokens(name: str) -> Iterable[str]:
    yield from pinyin.readings(name)
    for initials in pinyin.all_initials(name):
        for start in range(len(initials)):
            yield initials[start:]
    if len(name) > 1:
        yield from pinyin.readings(name[1:])


def entry(record: Record) -> dict[str, object]:
    """The index row of one record: every column a string of tokens parted by blanks."""
    columns: dict[str, list[str]] = {name: [] for name in _COLUMNS}
    tail = 0
    for one in searchable(type(record)):
        value = one.show(record)
        if not value:
            tail += one.search == "tail"
            continue
        if one.search in ("name", "text"):
            columns["han"].extend((*_han_tokens(value), _WALL))
            if one.search == "name":
                columns["latin"].extend(_latin_tokens(value))
        elif one.search == "number":
            columns["number"].extend((*_WORD.findall(value.lower()), _WALL))
            if _HAN.search(value):  # 慰-2020-0012 is typed as it is printed
                columns["han"].extend((*_han_tokens(value), _WALL))
        elif one.search == "tail":
            columns[f"tail{tail}"].append(value[::-1].lower())
            tail += 1
    return {"rowid": record.id, **{name: " ".join(words) for name, words in columns.items()}}


def _term(word: str) -> str:
    """One typed word as an FTS5 expression. Quotes keep anything typed from being read as syntax."""
    if _HAN.search(word):
        tokens = [*_han_tokens(word)]
        return f'(han : "{" ".join(tokens)}"{"" if _HAN.match(tokens[-1]) else " *"})'
    parts = _WORD.findall(word.lower())
    plain = "".join(parts)
    if not plain:
        return ""
    if len(parts) > 1:  # 2020-0012: the parts stand one after the other in the index
        return f'(number : "{" ".join(parts)}" * OR {_plain_term(plain)})'
    return f"({_plain_term(plain)})"


def _plain_term(plain: str) -> str:
    tails = " OR ".join(f'tail{n} : "{plain[::-1]}" *' for n in range(MAX_TAILS))
    if plain.isdigit():
        return f'number : "{plain}" * OR han : "{plain}" * OR {tails}'
    return f'latin : "{plain}" * OR number : "{plain}" * OR han : "{plain}" * OR {tails}'


def match(cls: type[Record], typed: str) -> Select[tuple[int]] | None:
    """A select of the ids that match every word typed; None when nothing searchable was typed."""
    terms = [term for term in (_term(word) for word in typed.replace("\u3000", " ").split()) if term]
    if not terms:
        return None
    index = table(index_name(cls), column("rowid"))
    found = select(index.c.rowid).where(text(f"{index_name(cls)} MATCH :typed").bindparams(typed=" AND ".join(terms)))
    return found


@cache
def _links_to(cls: type[Record]) -> list[tuple[type[Record], str]]:
    """(class, attribute) of every searched link to this class."""
    classes: list[type[Record]] = [mapper.class_ for mapper in Record.registry.mappers]
    return [
        (other, one.name)
        for other in classes
        for one in searchable(other)
        if isinstance(one.type, Link) and issubclass(cls, one.type.to())
    ]


def named_by(session: Session, record: Record, changed: Iterable[str]) -> list[Record]:
    """The records that are found by this one's title, where a change of these fields may have changed it.

    A title is made of lookup or searched fields.
    """
    cls = type(record)
    naming = {*cls.lookup, *(one.name for one in searchable(cls))}
    found: list[Record] = []
    if naming.isdisjoint(changed):
        return found
    for other, name in _links_to(cls):
        found.extend(session.scalars(select(other).where(getattr(other, name) == record.id)).unique())
    return found


def put(connection: Connection, cls: type[Record], records: Iterable[Record]) -> None:
    """Index these new or changed records (they need their ids and loaded links)."""
    rows = [entry(record) for record in records]
    if not rows:
        return
    drop(connection, cls, [int(str(row["rowid"])) for row in rows])
    names = ("rowid", *_COLUMNS)
    sql = f"INSERT INTO {index_name(cls)} ({','.join(names)}) VALUES ({','.join(':' + n for n in names)})"
    connection.execute(text(sql), rows)


def drop(connection: Connection, cls: type[Record], ids: Sequence[int]) -> None:
    """Take these records out of the index."""
    if ids:
        connection.execute(text(f"DELETE FROM {index_name(cls)} WHERE rowid = :id"), [{"id": i} for i in ids])


def ensure(session: Session, classes: Iterable[type[Record]]) -> None:
    """Make or rebuild the index of every searchable class whose index is missing, old or out of step."""
    for cls in classes:
        if searchable(cls) and not _in_step(session, cls):
            rebuild(session, cls)


def ready(session: Session, classes: Iterable[type[Record]]) -> bool:
    """True where no index needs building."""
    return all(_in_step(session, cls) for cls in classes if searchable(cls))


def out_of_step(session: Session, cls: type[Record]) -> bool:
    """Compare the whole index with the records, entry by entry: slow and thorough."""
    names = ", ".join(("rowid", *_COLUMNS))
    held = {row["rowid"]: dict(row) for row in session.execute(text(f"SELECT {names} FROM {index_name(cls)}")).mappings()}
    for block in session.scalars(select(cls).execution_options(yield_per=1000)).partitions():
        if any(held.pop(record.id, None) != entry(record) for record in block):
            return True
    return bool(held)


def _in_step(session: Session, cls: type[Record]) -> bool:
    name = index_name(cls)
    made = session.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name}).scalar()
    if made is None or _TOKENIZE not in made:
        return False
    counts = f"(SELECT count(*) FROM {name}_docsize) = (SELECT count(*) FROM {cls.kind()})"
    return bool(session.execute(text(f"SELECT {counts}")).scalar())


def rebuild(session: Session, cls: type[Record]) -> None:
    """Build the index of one class from its records."""
    name, connection = index_name(cls), session.connection()
    connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    options = f"prefix='1 2 3', tokenize=\"{_TOKENIZE}\""
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {name} USING fts5({', '.join(_COLUMNS)}, {options})")
    for block in session.scalars(select(cls).execution_options(yield_per=1000)).partitions():
        put(connection, cls, block)
