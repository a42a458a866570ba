# SPDX-License-Identifier: MIT
"""For developers: write a migration from what the records say now and what the migrations so far make.

    python -m installer.make_migration add_proposals    the next migration, to be read and corrected by hand
    python -m installer.make_migration first            the first ones anew, one for each part; never after a release

A migration imports nothing of the program: it must do tomorrow what it did when it was written.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import api
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from alembic.operations import ops
from sqlalchemy import Connection, Table
from sqlalchemy.types import TypeDecorator

import unionoffice.office  # noqa: F401  # every part's records come with it
from unionoffice.kit.record import Record
from unionoffice.store.audit import TRIGGERS
from unionoffice.store.engine import open_engine
from unionoffice.store.migrate import VERSIONS, revisions, run_migrations

PARTS = ("store", "sheets", "members", "aid", "welfare", "plan")  # a later part may refer to an earlier one


def part_of(table: Table) -> str:
    """The folder of the program a table belongs to."""
    for mapper in Record.registry.mappers:
        if mapper.local_table is table:
            return str(mapper.class_.__module__.split(".")[1])
    return "store"


@contextmanager
def migrated(folder: Path, versions: Path = VERSIONS) -> Iterator[Connection]:
    """A connection to a new database in ``folder``, made by the migrations so far."""
    engine = open_engine(folder / "made.db", foreign_keys=False, make=True)
    with engine.connect().execution_options(write=True) as connection:
        with connection.begin():
            run_migrations(connection, versions)
        yield connection
    engine.dispose()


def compared(connection: Connection, tables: Iterable[str]) -> MigrationContext:
    """Alembic's context to compare these tables, and no search index, with the records."""
    chosen = set(tables)

    def include(item: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
        return name in chosen if kind == "table" else True

    options = {"include_object": include, "compare_type": True, "render_as_batch": True, "render_item": _plain_type}
    return MigrationContext.configure(connection, opts={**options, "target_metadata": Record.metadata})


def _plain_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """A column type of ours is written as what the database keeps."""
    return f"sa.{item.impl_instance!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def write_next(slug: str, parts: Iterable[str], versions: Path = VERSIONS) -> Path | None:
    """Write the migration that brings the tables of these parts up to the records; None where nothing is missing."""
    wanted = [table.name for table in Record.metadata.sorted_tables if part_of(table) in parts]
    with tempfile.TemporaryDirectory() as folder, migrated(Path(folder), versions) as connection:
        context = compared(connection, wanted)
        upgrade = api.produce_migrations(context, Record.metadata).upgrade_ops
        steps = list(_rendered(upgrade.ops if upgrade else [], context))
    if not steps:
        return None
    known = revisions(versions)
    revision = f"{int(known[-1]) + 1 if known else 1:04}"
    path = versions / f"v{revision}_{slug}.py"
    path.write_text(_module(revision, known[-1] if known else None, slug, steps), "utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(path)], check=True)
    return path


def _rendered(upgrade: Iterable[ops.MigrateOperation], context: MigrationContext) -> Iterator[tuple[str, str]]:
    """(function's name, its code) for every table touched, in order; indexes apart, to keep functions short."""
    groups: dict[str, list[ops.MigrateOperation]] = {}
    for operation in upgrade:
        table, made = str(getattr(operation, "table_name", "")), isinstance(operation, ops.CreateTableOp)
        groups.setdefault(f"{'make' if made else 'change'}_{table}", []).append(operation)
    for name, operations in groups.items():
        code = api.render_python_code(
            ops.UpgradeOps(operations), render_as_batch=True, render_item=_plain_type, migration_context=context
        )
        lines = [line for line in code.splitlines() if not line.strip().startswith("#")]
        if name == "make_audit_log":
            lines += [line for trigger in TRIGGERS for line in _execute(trigger)]
        yield name, "\n".join(lines)


def _execute(statement: str) -> list[str]:
    head, body = statement.split(" BEGIN ")
    return ["    op.execute(", f'        "{head} "', f'        "BEGIN {body}"', "    )"]


def _module(revision: str, previous: str | None, slug: str, steps: list[tuple[str, str]]) -> str:
    functions = "\n\n\n".join(f"def _{table}() -> None:\n{code}" for table, code in steps)
    calls = "\n".join(f"    _{table}()" for table, _ in steps)
    return f'''# SPDX-License-Identifier: MIT
"""Migration {revision}: {slug.replace("_", " ")}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {previous!r}


def upgrade() -> None:
{calls}


{functions}
'''


def write_first(versions: Path = VERSIONS) -> list[Path]:
    """Write the first migrations anew. Only while no office has a database made by the old ones."""
    for old in versions.glob("v*.py"):
        old.unlink()
    used = {part_of(table) for table in Record.metadata.sorted_tables}
    written = (write_next(part, {part}, versions) for part in (*PARTS, *sorted(used - set(PARTS))))
    return [path for path in written if path]


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not arguments[0].isidentifier():
        print(__doc__)
        return 2
    used = {part_of(table) for table in Record.metadata.sorted_tables}
    made = write_first() if arguments[0] == "first" else [write_next(arguments[0], used)]
    for path in made:
        print(path or "The migrations make what the records say; nothing to write.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
