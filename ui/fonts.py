# SPDX-License-Identifier: MIT
"""Which font the window is written in: the desktop's own Chinese one, or the bundled Noto Sans SC where there is none."""

from collections.abc import Sequence

from PySide6.QtGui import QFontDatabase

from unionoffice.resources import resource

BUNDLED_FAMILY = "Noto Sans SC"
BUNDLED_FILES = "NotoSansSC-*.ttf"


def ui_families(wanted: Sequence[str], rare: Sequence[str]) -> list[str]:
    """The first wanted family that is here, then those that draw rare characters.

    Loading the bundled files costs start-up time, so it happens only when the desktop has no wanted family.
    """
    found = [family for family in wanted if QFontDatabase.hasFamily(family)][:1] or load_bundled()
    return found + [family for family in rare if family not in found and QFontDatabase.hasFamily(family)]


def load_bundled() -> list[str]:
    """Load the shipped fonts; the families they brought, [] when none are shipped."""
    families: list[str] = []
    for path in sorted(resource("fonts").glob(BUNDLED_FILES)):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return sorted(set(families), key=lambda name: (name != BUNDLED_FAMILY, name))
