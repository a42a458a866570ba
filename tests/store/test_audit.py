# SPDX-License-Identifier: MIT
"""The trail cannot be changed through the program, and a copy changed behind its back is found out."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.store.toys import NOON, add_person
from unionoffice.office import Office
from unionoffice.store.audit import GENESIS, broken_rows, last_moment
from unionoffice.store.engine import open_engine

COLUMNS = "step, at, actor, action, kind, record_id, op, changes, hash"


@pytest.mark.parametrize("attempt", ["UPDATE audit_log SET actor = '别人'", "DELETE FROM audit_log"])
def test_the_database_refuses_to_change_the_trail(office: Office, attempt: str) -> None:
    add_person(office, "张三")
    with pytest.raises(IntegrityError, match="append-only"), office.engine.begin() as connection:
        connection.execute(text(attempt))


def test_every_row_carries_the_hash_of_the_one_before(office: Office) -> None:
    for name in ("张三", "李四", "王五"):
        add_person(office, name)
    with office.read() as session:
        hashes = list(session.scalars(text("SELECT hash FROM audit_log ORDER BY id")))
        assert list(broken_rows(session.connection())) == []
    assert len({*hashes, GENESIS}) == 4


def tampered(office: Office, copy: Path, *statements: str) -> list[int]:
    """The broken rows of a copy of the office's database in which these statements were run."""
    with closing(sqlite3.connect(copy)) as target:
        with closing(sqlite3.connect(office.folder / "office.db")) as source:
            source.backup(target)
        target.executescript("DROP TRIGGER audit_log_no_update; DROP TRIGGER audit_log_no_delete;")
        target.executescript(";".join(statements))
    engine = open_engine(copy)
    with engine.connect() as connection:
        found = list(broken_rows(connection))
    engine.dispose()
    return found


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit_log SET changes = replace(changes, '李四', '李五') WHERE id = 2", [2]),
        ("UPDATE audit_log SET at = '2020-12-17T12:00:00' WHERE id = 3", [3]),
        ("DELETE FROM audit_log WHERE id = 2", [3]),
        ("DELETE FROM audit_log WHERE id = 1", [2]),
        (f"INSERT INTO audit_log SELECT 4, {COLUMNS} FROM audit_log WHERE id = 3", [4]),
    ],
)
def test_a_tampered_copy_is_found_out(office: Office, tmp_path: Path, statement: str, broken: list[int]) -> None:
    for name in ("张三", "李四", "王五"):
        add_person(office, name)
    assert tampered(office, tmp_path / "untouched.db") == []
    assert tampered(office, tmp_path / "copy.db", statement) == broken


def test_the_newest_moment(office: Office) -> None:
    with office.read() as session:
        assert last_moment(session.connection()) is None
    add_person(office, "张三")
    with office.read() as session:
        assert last_moment(session.connection()) == NOON == datetime(2020, 12, 18, 12)
