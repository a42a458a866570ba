# SPDX-License-Identifier: MIT
"""Which font the window is written in: the desktop's own Chinese one, or the bundled Noto Sans SC where there is none."""

from collections.abc import Sequence

from PySide6.QtGui import QFontDatabase

from unionoffice.resources import resource

BUNDLED_TEXT = ("NotoSansSC-Regular.ttf", "NotoSansSC-SemiBold.ttf", "NotoSerifSC-Regular.ttf")
BUNDLED_RARE = "UnionOfficeExt-Regular.ttf"


def ui_families(wanted: Sequence[str], rare: Sequence[str]) -> list[str]:
    """The first wanted family that is here, then those that draw rare characters, the bundled one last.

    The bundled text fonts are loaded only when the desktop has no wanted family: then about 3 ms for the three files,
    which are mapped, not read. The serif one stands in for bold characters that the bold file lacks.
    """
    found = [family for family in wanted if QFontDatabase.hasFamily(family)][:1]
    found = found or [family for name in BUNDLED_TEXT for family in load(name)]
    found += [family for family in rare if QFontDatabase.hasFamily(family)]
    return list(dict.fromkeys(found + load(BUNDLED_RARE)))


def load(name: str) -> list[str]:
    """Load a shipped font file; its families, [] when it is not there."""
    number = QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    return QFontDatabase.applicationFontFamilies(number)[:1] if number >= 0 else []
