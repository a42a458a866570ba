# SPDX-License-Identifier: MIT
"""Where the program's own files (fonts, icons, style, templates) lie, from a checkout, a wheel or a frozen build."""

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a shipped file, e.g. ``resource("icons", "home_20_regular.svg")``; it need not exist."""
    frozen = getattr(sys, "_MEIPASS", None)
    base = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return base.joinpath("resources", *parts)


def default_office() -> Path:
    """The office's folder when none is named: ``office`` in the user's own data folder."""
    from platformdirs import user_data_path

    return user_data_path("UnionOffice", appauthor=False) / "office"
