# SPDX-License-Identifier: MIT
"""Search as you type: one full-text index per kind over characters, pinyin, initials, number heads and tails.

The index is derived data: it is built when missing or when its layout changed, and every write keeps it in step
inside the same transaction. SQLite FTS5 today; another database would give this file another body.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Integer, Select, column, select, table, text
from sqlalchemy.orm import Session

from unionoffice.kit import pinyin
from unionoffice.kit.describe import Field, fields_of
from unionoffice.kit.fields import Link
from unionoffice.kit.record import Record
from unionoffice.kit.roles import EVERYTHING, Role, may_see, role_of
from unionoffice.store import search_places as places

# Unassigned (Cn) counts as a letter: SQLite's table is Unicode 6.1 and does not know the newer characters in names.
# A changed tokenizer makes every index be built anew; so does a change of what is indexed: add a blank to say so.
_TOKENIZE = "unicode61 remove_diacritics 0 categories 'L* N* Co Cn' "
MAX_TAILS = 3  # digit tails of different fields never share a column (a phone's tail is not an ID's)
_COLUMNS = ("han", "latin", "number", *(f"tail{n}" for n in range(MAX_TAILS)))
_WALL = "\ue000"  # stands between two fields of one column, so that no phrase is found across them
_HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[0-9a-z]+")
Titles = dict[type[Record], dict[int | None, str]]  # what linked records are called, by id


@cache
def searchable(cls: type[Record]) -> list[Field]:
    return [f for f in fields_of(cls).values() if f.search]


def index_name(cls: type[Record]) -> str:
    return f"search_{cls.kind()}"


def _han_tokens(value: str) -> Iterable[str]:
    yield from _HAN.findall(value)
    yield from _WORD.findall(_HAN.sub(" ", value.lower()))


@lru_cache(maxsize=4096)
def _han(value: str) -> str:
    return " ".join((*_han_tokens(value), _WALL))


@lru_cache(maxsize=4096)
def _latin(name: str) -> str:
    words = pinyin.readings(name)
    for initials in pinyin.all_initials(name):
        words += [initials[start:] for start in range(len(initials))]
    if len(name) > 1:
        words += pinyin.readings(name[1:])
    return " ".join(words)


def _number(value: str) -> str:
    return " ".join((*_WORD.findall(value.lower()), _WALL))


def entry(record: Record) -> tuple[str, ...]:
    """The index row of one record: every column a string of tokens parted by blanks."""
    fields = searchable(type(record))
    return _entries(fields, [[one.show(record)] for one in fields])[0]


def _entries(fields: Sequence[Field], columns: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The index rows of many records from the texts of their searchable fields."""
    parts: dict[str, list[list[str | None]]] = {"han": [], "latin": [], "number": []}
    tails = []
    for one, values in zip(fields, columns, strict=True):
        if one.search == "tail":
            tails.append([value[::-1].lower() for value in values])
        elif one.search == "number":
            parts["number"].append([_number(value) if value else None for value in values])
            # 慰-2020-0012 is typed as it is printed
            parts["han"].append([_han(value) if _HAN.search(value) else None for value in values])
        else:
            parts["han"].append([_han(value) if value else None for value in values])
            if one.search == "name":
                parts["latin"].append([_latin(value) if value else None for value in values])
    none = [""] * len(columns[0])
    tails += [none] * (MAX_TAILS - len(tails))
    return list(zip(*(_joined(part) or none for part in parts.values()), *tails, strict=True))


def _joined(parts: Sequence[Sequence[str | None]]) -> list[str]:
    """For each record what its fields give to one column of the index."""
    return [" ".join([text for text in row if text is not None]).lstrip() for row in zip(*parts, strict=True)]


def _term(word: str, tails: Sequence[int]) -> str:
    """One typed word as an FTS5 expression. Quotes keep anything typed from being read as syntax."""
    if _HAN.search(word):
        tokens = [*_han_tokens(word)]
        return f'(han : "{" ".join(tokens)}"{"" if _HAN.match(tokens[-1]) else " *"})'
    parts = _WORD.findall(word.lower())
    plain = "".join(parts)
    if not plain:
        return ""
    if len(parts) > 1:  # 2020-0012: the parts stand one after the other in the index
        return f'(number : "{" ".join(parts)}" * OR {_plain_term(plain, tails)})'
    return f"({_plain_term(plain, tails)})"


def _plain_term(plain: str, tails: Sequence[int]) -> str:
    ways = [] if plain.isdigit() else [f'latin : "{plain}" *']
    ways += [f'{name} : "{plain}" *' for name in ("number", "han")]
    return " OR ".join([*ways, *(f'tail{n} : "{plain[::-1]}" *' for n in tails)])


def expression(typed: str, tails: Sequence[int] = range(MAX_TAILS)) -> str:
    """What the index is asked for these words, in these of its tails; '' when nothing searchable was typed."""
    words = typed.replace("\u3000", " ").split()
    return " AND ".join(term for term in (_term(word, tails) for word in words) if term)


def open_tails(cls: type[Record], role: Role) -> Sequence[int]:
    """The tails a role may search by: who may not see a number finds nobody by its end either."""
    found = [one for one in searchable(cls) if one.search == "tail"]
    return [n for n in range(MAX_TAILS) if n >= len(found) or may_see(found[n].sensitive, role)]


def match(cls: type[Record], typed: str, role: Role = EVERYTHING) -> Select[tuple[int]] | None:
    """A select of the ids that match every word typed; None when nothing searchable was typed."""
    asked = expression(typed, open_tails(cls, role))
    if not asked:
        return None
    index = table(index_name(cls), column("rowid", Integer))
    found = text(f"{index_name(cls)} MATCH :typed").bindparams(typed=asked)
    return select(index.c.rowid.bitwise_and(places.ID_MASK)).where(found)


def lies_by(cls: type[Record], name: str) -> bool:
    """Whether the index of a class lies in the order of this field."""
    return name in (cls.lookup[0], places.named_by(cls)) and places.in_words(cls)


def in_order(session: Session, cls: type[Record], typed: str, *, backwards: bool = False) -> Iterator[list[int]]:
    """The ids that match, in blocks by the order of their names; see :func:`search_places.in_order`."""
    asked = expression(typed, open_tails(cls, role_of(session)))
    return places.in_order(session, index_name(cls), asked, backwards=backwards)


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


def put(connection: Connection, cls: type[Record], records: Iterable[Record], *, new: bool = False) -> None:
    """Index these records (they need their ids and loaded links); ``new`` ones were never indexed."""
    held = list(records)
    if not new:
        drop(connection, cls, [record.id for record in held])
    _insert(connection, cls, held, [entry(record) for record in held])


def put_new(session: Session, cls: type[Record], records: Sequence[Record], titles: Titles) -> None:
    """Index new records that know their links by id alone; ``titles`` are those known already, and learns more."""
    fields = searchable(cls)
    columns = [_texts(session, one, [getattr(record, one.name) for record in records], titles) for one in fields]
    _insert(session.connection(), cls, records, _entries(fields, columns))


def _texts(session: Session, one: Field, values: Sequence[Any], titles: Titles) -> list[str]:
    kind = one.type
    if not isinstance(kind, Link):
        return list(map(kind.show, values))
    known = titles.setdefault(kind.to(), {None: ""})
    known.update((missing, session.get_one(kind.to(), missing).title()) for missing in {*values} - known.keys())
    return [known[value] for value in values]


def _insert(
    connection: Connection, cls: type[Record], records: Sequence[Record], entries: Sequence[tuple[str, ...]]
) -> None:
    if not records:
        return
    name = index_name(cls)
    steps = places.steps_of(connection, name)
    numbers = [places.place(cls, steps, record) for record in records]
    columns = ("rowid", *_COLUMNS)
    sql = f"INSERT INTO {name} ({','.join(columns)}) VALUES ({','.join('?' * len(columns))})"
    connection.exec_driver_sql(sql, [(number, *one) for number, one in zip(numbers, entries, strict=True)])
    places.put(connection, name, numbers)


def drop(connection: Connection, cls: type[Record], ids: Sequence[int]) -> None:
    """Take these records out of the index."""
    if ids:
        places.drop(connection, index_name(cls), ids)


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
    name, columns = index_name(cls), ", ".join(("rowid", *_COLUMNS))
    held = {row[0]: tuple(row[1:]) for row in session.execute(text(f"SELECT {columns} FROM {name}"))}
    steps = places.steps_of(session.connection(), name)
    for block in session.scalars(select(cls).execution_options(yield_per=1000)).partitions():
        if any(held.pop(places.place(cls, steps, record), None) != entry(record) for record in block):
            return True
    return bool(held)


def _in_step(session: Session, cls: type[Record]) -> bool:
    name = index_name(cls)
    made = session.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name}).scalar()
    if made is None or _TOKENIZE not in made or not places.there(session, name):
        return False
    counted = session.execute(
        text(f"SELECT (SELECT count(*) FROM {name}_docsize), (SELECT count(*) FROM {cls.kind()})")
    )
    indexed, records = counted.one()
    return bool(indexed == records) and not places.uneven(session, name, records)


def rebuild(session: Session, cls: type[Record]) -> None:
    """Build the index of one class from its records."""
    name, connection = index_name(cls), session.connection()
    connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    options = f"prefix='1 2 3', tokenize=\"{_TOKENIZE}\""
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {name} USING fts5({', '.join(_COLUMNS)}, {options})")
    places.make(session, cls, name)
    everything = select(cls).order_by(getattr(cls, places.named_by(cls)), cls.id)
    for block in session.scalars(everything.execution_options(yield_per=1000)).partitions():
        put(connection, cls, block, new=True)
