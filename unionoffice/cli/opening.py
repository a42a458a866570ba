# SPDX-License-Identifier: MIT
"""Opens the office a command works on, and closes it afterwards."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from unionoffice.errors import OfficeError
from unionoffice.office import Office
from unionoffice.resources import default_office
from unionoffice.store.engine import DATABASE_NAME


def folder_of(arguments: argparse.Namespace) -> Path:
    """The folder named with --office, else the user's own."""
    named: Path | None = arguments.office
    return named if named is not None else default_office()


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Office]:
    """The office, which must be there already: a mistyped folder must not become an empty office."""
    folder = folder_of(arguments)
    if not (folder / DATABASE_NAME).exists():
        raise OfficeError(f"{folder} 里没有办公室的数据。请用 --office 指明数据文件夹，或先打开一次窗口。")
    office = Office.open(folder, doing="命令行")
    try:
        yield office
    finally:
        office.close()
