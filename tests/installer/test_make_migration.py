# SPDX-License-Identifier: MIT
"""The developer's script writes migrations that make what the records say, and nothing twice."""

from pathlib import Path

from alembic.autogenerate import compare_metadata

from installer.make_migration import PARTS, compared, migrated, write_first, write_next
from unionoffice.kit.record import Record
from unionoffice.store.migrate import revisions


def test_the_first_migrations_make_every_table_part_by_part(tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    written = write_first(versions)
    names = [path.stem.split("_", 1)[1] for path in written]
    assert names[0] == "store" and names.index("members") < names.index("aid") < names.index("welfare")
    with migrated(tmp_path, versions) as connection:
        assert compare_metadata(compared(connection, Record.metadata.tables), Record.metadata) == []
        triggers = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
        assert triggers.scalar() == 2
    before = revisions(versions)
    assert write_next("nothing_new", PARTS, versions) is None
    assert revisions(versions) == before


def test_a_new_column_is_the_next_migration(tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    (versions / "v0001_old.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\nrevision = '0001'\ndown_revision = None\n"
        "def upgrade():\n    op.create_table('number_series', sa.Column('series', sa.String(30), primary_key=True),"
        " sa.Column('year', sa.Integer, primary_key=True))\n"
    )
    path = write_next("add_last", {"store"}, versions)
    assert path == versions / "v0002_add_last.py"
    written = path.read_text("utf-8")
    assert 'down_revision = "0001"' in written and "unionoffice" not in written
    assert 'batch_op.add_column(sa.Column("last", sa.Integer(), nullable=False))' in written
    assert 'op.create_table(\n        "audit_log"' in written and "audit_log_no_delete" in written
