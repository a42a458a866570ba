# SPDX-License-Identifier: MIT
"""Databases as earlier versions left them are opened by this one, with nothing lost.

``old/office-NNNN.db.gz`` was written by the program whose newest migration was NNNN (an invented office of 24 members,
made by tests/reports/small_office.py and the samples of hardship files and dues), and is never written again.
"""

import gzip
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from unionoffice.office import Office
from unionoffice.store.backup import list_backups
from unionoffice.store.migrate import revisions

OLD = sorted((Path(__file__).parent / "old").glob("office-*.db.gz"))
NOON = datetime(2020, 12, 18, 12)


def rows(database: Path) -> dict[str, int]:
    """Rows of every table that is not derived from others."""
    with closing(sqlite3.connect(database)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if not name.startswith(("search_", "sqlite_")) and name != "alembic_version"]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in kept}


@pytest.mark.parametrize("stored", OLD, ids=lambda path: path.name.partition(".")[0])
def test_an_old_office_is_opened_whole(stored: Path, tmp_path: Path) -> None:
    database = tmp_path / "office.db"
    database.write_bytes(gzip.decompress(stored.read_bytes()))
    before = rows(database)
    assert before["member"] and before["aid_payment"] and before["hardship_case"] and before["dues_payment"]
    office = Office.open(tmp_path, clock=lambda: NOON, doing="测试")
    assert office.check() == []
    found = office.registers
    office.close()
    after = rows(database)
    assert {name: after[name] for name in before} == before
    assert found["member"].title == "会员名册"
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(revisions()[-1],)]
    assert [one.kind for one in list_backups(tmp_path)].count("before-upgrade") == 1


def test_there_is_an_old_file() -> None:
    assert OLD
