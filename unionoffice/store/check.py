# SPDX-License-Identifier: MIT
"""Looks an office over: is the database whole, the audit trail unbroken, every number there once, the search in step."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select, text
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.elements import ColumnElement

from unionoffice.kit.record import Record
from unionoffice.store import audit, search
from unionoffice.store.numbers import number_series

MOST_NAMED = 5  # of many like problems, this many are named


@dataclass(frozen=True)
class Problem:
    """One finding: an ``error`` means that data is wrong, a ``warn`` that something should be looked at."""

    level: Literal["error", "warn"]
    sentence: str


Check = Callable[[Session], Iterable[Problem]]


def check_office(session: Session, *, now: datetime, classes: Iterable[type[Record]]) -> list[Problem]:
    """Run every check; [] means that all is well. ``classes`` are the kinds that have a search index.

    A database damaged on the disk is looked over no further: what else is said of it would be guesses.
    """
    damaged = list(_damage(session))
    if damaged:
        return damaged
    found = [problem for check in CHECKS for problem in check(session)]
    for cls in classes:
        found.extend(_search_in_step(session, cls))
    return [*found, *_clock(session, now)]


def _damage(session: Session) -> Iterator[Problem]:
    for finding in session.scalars(text(f"PRAGMA integrity_check({MOST_NAMED})")):
        if finding != "ok":
            yield Problem("error", f"数据文件有损坏（{finding}）。请不要再写入，从最近的备份恢复。")


def _foreign_keys(session: Session) -> Iterator[Problem]:
    for row in session.execute(text("PRAGMA foreign_key_check")).all()[:MOST_NAMED]:
        yield Problem("error", f"{row[0]} 第 {row[1]} 条指向的 {row[2]} 不存在。请从备份恢复，或联系维护的人。")


def _trail(session: Session) -> Iterator[Problem]:
    broken = list(audit.broken_rows(session.connection()))
    if broken:
        named = "、".join(map(str, broken[:MOST_NAMED])) + ("……" if len(broken) > MOST_NAMED else "")
        yield Problem(
            "error", f"操作记录在第 {named} 条对不上，有人绕过程序改过数据文件。请保留现状，和备份核对。"
        )
    triggers = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
    if not {"audit_log_no_update", "audit_log_no_delete"} <= set(triggers):
        yield Problem("error", "操作记录的防改保护被去掉了，有人绕过程序改过数据文件。请和备份核对。")


# The parts add theirs (numbers, money) where the registers are listed.
CHECKS: list[Check] = [_foreign_keys, _trail]


def check_numbers(
    session: Session,
    series: str,
    title: str,
    year: InstrumentedAttribute[Any],
    number: InstrumentedAttribute[Any],
    *only: ColumnElement[bool],
) -> Iterator[Problem]:
    """For a part's check: in every year the series' numbers are 1 to the last one given, each exactly once.

    ``only`` narrows the records to those of this series.
    """
    last = dict(
        session.execute(
            select(number_series.c.year, number_series.c.last).where(number_series.c.series == series)
        ).all()
    )
    used: dict[int, list[int]] = {}
    for in_year, value in session.execute(select(year, number).where(number.is_not(None), *only)):
        used.setdefault(int(in_year), []).append(int(value))
    for in_year in sorted(last.keys() | used.keys()):
        yield from _run(f"{title} {in_year} 年", used.get(in_year, []), last.get(in_year, 0))


def _run(what: str, used: list[int], last: int) -> Iterator[Problem]:
    there = set(used)
    missing = sorted(set(range(1, last + 1)) - there)
    doubled = sorted({number for number in there if used.count(number) > 1}) if len(used) > len(there) else []
    beyond = sorted(number for number in there if not 1 <= number <= last)
    for numbers, wrong in ((missing, "缺号"), (doubled, "重号"), (beyond, "号码没有登记")):
        if numbers:
            named = "、".join(map(str, numbers[:MOST_NAMED])) + ("……" if len(numbers) > MOST_NAMED else "")
            yield Problem("error", f"{what}{wrong}：{named}。请和纸质凭证核对。")


def _search_in_step(session: Session, cls: type[Record]) -> Iterator[Problem]:
    if search.searchable(cls) and search.out_of_step(session, cls):
        yield Problem("warn", f"{cls.kind()} 的搜索索引和数据不一致，可能搜不全。重新打开一次就会重建。")


def _clock(session: Session, now: datetime) -> Iterator[Problem]:
    sentence = clock_sentence(session, now)
    if sentence:
        yield Problem("warn", sentence)


def clock_sentence(session: Session, now: datetime) -> str:
    """What to say when the clock stands before the newest change; '' when all is well."""
    last = audit.last_moment(session.connection())
    if last is None or now >= last:
        return ""
    return (
        f"电脑时间是 {now:%Y-%m-%d %H:%M}，早于最近一次修改 {last:%Y-%m-%d %H:%M}。"
        "数据没有问题。请先校准电脑时间，再签发凭证。"
    )
