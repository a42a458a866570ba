# SPDX-License-Identifier: MIT
"""Offices with very many invented members, written past the unit of work, because only their size matters."""

import os
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from unionoffice.kit import identity, pinyin
from unionoffice.members.sample_names import name_of
from unionoffice.members.sample_units import CAMPUSES, UNITS
from unionoffice.office import Office

TODAY = date(2020, 12, 18)
KINDS = ("permanent", "permanent", "agency", "agency", "agency", "postdoc")
EDUCATION = ("11", "14", "21", "31", "61")
LEVELS = ("senior", "associate_senior", "intermediate", "junior")
PLACES = ("湖北江陵", "湖南常德", "河南南阳", "江西九江", "安徽安庆")

MEMBERS, KEPT = "UNIONOFFICE_BENCHMARK_MEMBERS", "UNIONOFFICE_BENCHMARK_OFFICES"
HUNDRED_THOUSAND, MILLION = 100_000, 1_000_000


def member_count() -> int:
    """100,000, or fewer where the environment says so, for a quick try."""
    return int(os.environ.get(MEMBERS, HUNDRED_THOUSAND))


@dataclass(frozen=True)
class BigOffice:
    """The folder of an office, and how many members it has. Look, do not touch."""

    folder: Path
    members: int


def big_office(where: Path, members: int) -> BigOffice:
    """An office of that many members in ``where``, or in the folder the environment names: there it is kept."""
    folder = Path(os.environ.get(KEPT) or where) / f"office-{members}"
    if (folder / "office.db").exists():
        Office.open(folder, clock=noon).close()  # brought up to date here, not while it is measured
    else:
        make_big_office(folder, members).close()
    return BigOffice(folder, members)


def noon() -> datetime:
    return datetime(2020, 12, 18, 12, 0)


def person(rng: random.Random, number: int) -> dict[str, Any]:
    """One invented member as a row of the table ``member``; nothing of it is anybody's (DOMAIN §B4)."""
    sex, born = rng.choice("12"), date(rng.randint(1960, 1999), rng.randint(1, 12), rng.randint(1, 28))
    head = f"110000{born:%Y%m%d}{rng.randrange(1000):03}"
    name = name_of(rng, sex, "01")
    entered = f"{rng.randint(1985, 2020)}-{rng.randint(1, 12):02}"
    return {
        "id": number, "version": 1, "full_name": name, "name_pinyin": pinyin.sort_key(name), "sex_code": sex,
        "birth_date": born.isoformat(), "ethnicity_code": "01", "id_type": "resident_id",
        "id_number": head + identity.check_digit(head), "staff_no": f"{10_000_000 + 7 * number}",
        "employment_type": rng.choice(KINDS), "work_status": "1", "education_code": rng.choice(EDUCATION),
        "title_level": rng.choice(LEVELS), "native_place": rng.choice(PLACES), "hire_date": entered, "join_date": entered,
        "branch_id": rng.randint(1, len(UNITS)), "campus_id": rng.randint(1, len(CAMPUSES)),
        "membership_status": "active" if rng.random() < 0.93 else "retired",
        "mobile": f"138{rng.randrange(10**8):08}", "bank_account": f"629999{rng.randrange(10**13):013}",
        "bank_branch": "江陵银行东湖支行", "dues_base_fen": rng.randrange(180_000, 900_000),
    }  # fmt: skip


def people(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    rng = random.Random(seed)
    return (person(rng, number) for number in range(1, count + 1))


def make_big_office(folder: Path, members: int) -> Office:
    """An open office of that many members in the sample's branches; its search index is built by the opening."""
    Office.open(folder, clock=noon).close()
    raw = sqlite3.connect(folder / "office.db", isolation_level=None)
    raw.execute("BEGIN")
    raw.executemany("INSERT INTO campus (id, version, name) VALUES (?, 1, ?)", enumerate(CAMPUSES, 1))
    raw.executemany(
        "INSERT INTO branch (id, version, name, code, sort_no) VALUES (?, 1, ?, ?, ?)",
        ((number, unit.name, f"{number:03}", number) for number, unit in enumerate(UNITS, 1)),
    )
    names = person(random.Random(1), 1)
    sql = f"INSERT INTO member ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})"
    raw.executemany(sql, people(members))
    raw.execute("COMMIT")
    raw.execute("ANALYZE")
    raw.close()
    return Office.open(folder, clock=noon)
