# SPDX-License-Identifier: MIT
"""Brings a database file to the shape this program knows, on a copy, after a backup."""

from pathlib import Path

from unionoffice.kit.record import Record
from unionoffice.store.audit import TRIGGERS
from unionoffice.store.engine import open_engine


def prepare(database: Path) -> None:
    """Make the database when there is none."""
    if database.exists():
        return
    engine = open_engine(database)
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        Record.metadata.create_all(connection)
        for trigger in TRIGGERS:
            connection.exec_driver_sql(trigger)
    engine.dispose()
