# SPDX-License-Identifier: MIT
"""The papers of the member part."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from unionoffice.members.records import Member
from unionoffice.members.registers import MEMBERS
from unionoffice.printing.register_list import register_pdf
from unionoffice.progress import Progress
from unionoffice.store.settings import Settings


def roster_pdf(
    path: Path,
    members: Sequence[Member],
    settings: Settings,
    *,
    day: date,
    columns: Sequence[str] | None = None,
    filter_text: str = "",
    progress: Progress | None = None,
) -> list[str]:
    """The shown members as a printed list, numbers masked; returns warnings. The caller moves the file into place."""
    return register_pdf(
        path, MEMBERS, members, settings, day=day, columns=columns, filter_text=filter_text, progress=progress
    )
